"""What an inspection says: on its page and in its workbook (``page``), in sentences, rules, measures and figures (``found``)."""
