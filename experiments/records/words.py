"""Words to codes: the words declared in ``codes``, and the ways bureaus build longer ones from them.

A word may have something in brackets behind it (``中专（非师范）``), an honour the place that gave it before it
(``示例区骨干教师``), and a cell may hold several (``语文、数学``): of subjects the first one is read, of honours and titles
the highest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import NamedTuple

from experiments.records import codes, texts
from experiments.records.codes import Code
from experiments.records.columns import RecordColumn
from experiments.records.grid import plain
from sim.param import nearest
from sim.say import NOTHING, Said

SEVERAL = re.compile(r"[、,;/|+和\n]|及(?!以上)")
SPACED = re.compile(r"[、,;/|+和\s]|及(?!以上)")
OF_BELOW = re.compile(
    f"(?:{'|'.join(codes.BELOW)})级[^、,;/|+级]*"
)  # whatever is given there, the county did not give it
TAIL = re.compile(r"^(.+?)[(\[].*[)\]]$")
LONGEST = 40  # signs of a word that is compared with others


class Word(NamedTuple):
    """What a word stands for, and whether it says exactly that."""

    code: str
    is_exact: bool


class ColumnWords:
    """The words of a column, and what those read so far stand for."""

    def __init__(self, choices: tuple[Code, ...]) -> None:
        self.choices = choices
        self.exact = {plain(w): c.code for c in choices for w in c.words}
        self.nearly = {plain(w): c.code for c in choices for w in c.nearly}
        self.read = lru_cache(maxsize=10_000)(self._read)

    def _read(self, text: str) -> Word | None:
        if len(text) > 5 * LONGEST:
            return None
        word, text = plain(text), unicodedata.normalize("NFKC", text)
        return (
            self._one(word)
            or self._several(SEVERAL.split(word))
            or self._several(SPACED.split(text))
            or self._whole(word)
        )

    def _whole(self, word: str) -> Word | None:
        """Return what one word stands for, with or without something in brackets behind it."""
        tail = TAIL.match(word)
        return self._one(word) or (self._one(tail[1]) if tail else None)

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
            return Word("none", True) if OF_BELOW.fullmatch(word) else None
        giver = re.sub("[()]|及?以上$", "", word.removesuffix(name)).removesuffix("级")
        if any(other in giver for other in known):  # several honours in one word: the last must not count for all
            return None
        code = {**self.nearly, **self.exact}[name]
        if giver.endswith(codes.BELOW):
            return Word("none", True)
        return Word(code, name in self.exact and giver.endswith(codes.RANKS))

    def _several(self, pieces: Sequence[str]) -> Word | None:
        """Return what a cell of several words stands for; None where one of them is not known."""
        read = [self._whole(plain(piece)) for piece in pieces if piece]
        found = [r for r in read if r is not None]
        if len(found) < 2 or len(found) < len(read):
            return None
        if self.choices is codes.SUBJECT:
            return Word(found[0].code, False)
        if self.choices in (codes.HONOUR, codes.TITLE):
            order = [c.code for c in self.choices]
            highest = max(found, key=lambda w: order.index(w.code))
            return highest if self.choices is codes.HONOUR else Word(highest.code, False)
        return None


_WORDS: dict[int, ColumnWords] = {}  # by the identity of the choices, since hashing all words takes long


def words_of(column: RecordColumn) -> ColumnWords:
    """Return the words of a column; made once."""
    if id(column.codes) not in _WORDS:
        _WORDS[id(column.codes)] = ColumnWords(column.codes)
    return _WORDS[id(column.codes)]


def read_word(text: str, column: RecordColumn) -> Word | None:
    """Return what a word stands for, or None; an open column takes what it does not know for ``other``."""
    return words_of(column).read(text) or (Word("other", False) if column.is_open else None)


def not_known(text: str, column: RecordColumn) -> Said:
    """Return what is said of a word that stands for no code."""
    word = plain(text)
    near = _near(word, words_of(column).exact) if 0 < len(word) <= LONGEST else NOTHING
    return texts.NOT_ONE_OF(text=short(text), allowed=column.allowed, near=near)


def _near(word: str, known: Mapping[str, str]) -> Said:
    """Return the nearest word as a hint, if it begins alike and no word of another code is as near."""
    alike = [w for w in known if w[0] == word[0]]
    by_code: dict[str, list[str]] = {}
    for w in get_close_matches(word, alike, n=len(alike) or 1, cutoff=0.5):
        by_code.setdefault(known[w], []).append(w)
    best = [ws[0] for ws in by_code.values()]
    near = [SequenceMatcher(None, w, word).ratio() for w in best[:2]]
    return NOTHING if not best or (len(near) > 1 and near[0] == near[1]) else nearest(word, best[:1])


def short(text: str) -> str:
    """Return a text as it is quoted."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


@lru_cache(maxsize=10_000)
def is_one_of(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text is one of some words, with or without something in brackets behind it."""
    known, word = {plain(w) for w in words}, plain(text)
    tail = TAIL.match(word)
    return word in known or (tail is not None and tail[1] in known)
