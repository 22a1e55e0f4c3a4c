"""What stands on pages: their frame and the report of a run (``frame``), its questions and answers (``answers``)."""
