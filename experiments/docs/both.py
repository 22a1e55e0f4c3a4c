"""What a declaration says in English alone (words of placements, seasons, tags), with the Chinese that stands in `texts`.

The Chinese is found by the English sentence itself, so that a sentence that changes is missed by a test until its Chinese
changes too. What comes from elsewhere (an instrument of a user's own) has none, and stands for itself.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from experiments.docs.texts import declared
from sim.say import Said, Text, language

TABLES = (declared.SEASONS, declared.WORDS, declared.SLOTS, declared.MOMENTS, declared.TAGS, declared.SIZES)


@cache
def known() -> dict[str, Text]:
    """Return the pairs by what they say in English."""
    return {text.en: text for table in TABLES for text in table}


def both(said: str) -> str | Text:
    """Return what was said as a pair; as it is where it is one, or where no Chinese is known."""
    return said if isinstance(said, Said | Text) else known().get(said, said)


def own_first(labels: Any) -> tuple[str, str]:
    """Return two labels, that of the language chosen first."""
    return (labels.zh, labels.en) if language() == "zh" else (labels.en, labels.zh)
