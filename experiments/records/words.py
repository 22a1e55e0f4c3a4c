"""Words to codes: the words declared in ``codes``, and the ways bureaus build longer ones from them.

A word may have something in brackets behind it (``中专（非师范）``), an honour the place that gave it before it
(``示例区骨干教师``), and a cell may hold several (``语文、数学``): of subjects the first one is read, of honours the highest.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from experiments.records import codes
from experiments.records.codes import Code
from experiments.records.columns import Column
from experiments.records.grid import plain
from sim.param import nearest

SEVERAL = re.compile(r"[、,;/|+和及\n]")
TAIL = re.compile(r"^(.+?)[(\[].*[)\]]$")
LONGEST = 40  # signs of a word that is compared with others


class Word(NamedTuple):
    """What a word stands for, and whether it says exactly that."""

    code: str
    is_exact: bool


class Words:
    """The words of a column, and what those read so far stand for."""

    def __init__(self, choices: tuple[Code, ...]) -> None:
        self.choices = choices
        self.exact = {plain(w): c.code for c in choices for w in c.words}
        self.nearly = {plain(w): c.code for c in choices for w in c.nearly}
        self.read = lru_cache(maxsize=10_000)(self._read)

    def _read(self, text: str) -> Word | None:
        if len(text) > 5 * LONGEST:
            return None
        word = plain(text)
        tail = TAIL.match(word)
        return self._one(word) or (self._one(tail[1]) if tail else None) or self._several(word)

    def _one(self, word: str) -> Word | None:
        if word in self.exact:
            return Word(self.exact[word], True)
        if word in self.nearly:
            return Word(self.nearly[word], False)
        return self._honour(word) if self.choices is codes.HONOUR else None

    def _honour(self, word: str) -> Word | None:
        """Return the honour behind the place or level that gave it; a school, town or district of schools gives none."""
        known = sorted((w for w in {**self.exact, **self.nearly} if len(w) > 1 and not w.isascii()), key=len)
        name = next((w for w in reversed(known) if word.endswith(w)), None)
        if name is None:
            return None
        giver = re.sub("[()]|及?以上$", "", word.removesuffix(name)).removesuffix("级")
        code = {**self.nearly, **self.exact}[name]
        if giver.endswith(codes.BELOW):
            return Word("none", True)
        return Word(code, name in self.exact and giver.endswith(codes.RANKS))

    def _several(self, word: str) -> Word | None:
        read = [self._one(piece) for piece in SEVERAL.split(word) if piece]
        found = [r for r in read if r is not None]
        if len(found) < 2 or len(found) < len(read):
            return None
        if self.choices is codes.SUBJECT:
            return Word(found[0].code, False)
        if self.choices is codes.HONOUR:
            order = [c.code for c in self.choices]
            return max(found, key=lambda w: order.index(w.code))
        return None


_WORDS: dict[int, Words] = {}  # by the identity of the choices, since hashing all words takes long


def words_of(column: Column) -> Words:
    """Return the words of a column; made once."""
    if id(column.codes) not in _WORDS:
        _WORDS[id(column.codes)] = Words(column.codes)
    return _WORDS[id(column.codes)]


def read_word(text: str, column: Column) -> Word | None:
    """Return what a word stands for, or None; an open column takes what it does not know for ``other``."""
    return words_of(column).read(text) or (Word("other", False) if column.is_open else None)


def not_known(text: str, column: Column) -> str:
    """Return what is said of a word that stands for no code."""
    word = plain(text)
    near = nearest(word, words_of(column).exact) if len(word) <= LONGEST else ""
    return f"'{short(text)}' is not one of {column.allowed}{near}"


def short(text: str) -> str:
    """Return a text as it is quoted."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


@lru_cache(maxsize=10_000)
def is_one_of(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text is one of some words, with or without something in brackets behind it."""
    known, word = {plain(w) for w in words}, plain(text)
    tail = TAIL.match(word)
    return word in known or (tail is not None and tail[1] in known)
