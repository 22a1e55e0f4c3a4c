"""The page's texts in one language, and what a thing with two names is called in it."""

from __future__ import annotations

from experiments.app.texts import PAGE, SECTIONS
from sim.say import LANGUAGES, Language, spoken


def page(lang: Language) -> dict[str, str]:
    """Return the page's words in a language."""
    return {key: spoken(text, lang) for key, text in PAGE.items() if not text.fields}


def section(name: str) -> tuple[str, str]:
    """Return what the parameters of a process are called, zh and en; one that has no words here goes by its name."""
    return both(SECTIONS[name]) if name in SECTIONS else (name, name)


def of(thing: object, lang: Language) -> str:
    """Return a said sentence, or the name of what has two, in a language."""
    return str(spoken(thing, lang))


def two(thing: object) -> dict[str, str]:
    """Return what has two names by language, as the browser takes it."""
    return {lang: of(thing, lang) for lang in LANGUAGES}


def both(thing: object) -> tuple[str, str]:
    """Return the names of what has two: Chinese, English."""
    zh, en = (str(spoken(thing, lang)) for lang in LANGUAGES)
    return zh, en
