"""Which school a text means: an id, or a name that one school alone bears; otherwise what it may have been meant to say."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from experiments.records.grid import plain
from experiments.records.texts import tables as texts
from experiments.records.words import LONGEST
from sim.param import nearest
from sim.say import NOTHING, Said

if TYPE_CHECKING:
    import pandas as pd

BRACKETS = re.compile(r"[(\[].*?[)\]]")
DIGITS = str.maketrans("123456789", "一二三四五六七八九")
SHORTER = (  # what names of schools leave out or shorten
    ("第", ""), ("中心小学", "小"), ("完全小学", "小"), ("实验小学", "实小"), ("小学", "小"), ("初级中学", "中"),
    ("实验中学", "实中"), ("九年一贯制学校", "校"), ("初中", "中"), ("中学", "中"), ("学校", "校"), ("幼儿园", "园"),
)  # fmt: skip


class Called:
    """The schools of the records by what they may be called."""

    def __init__(self, schools: pd.DataFrame) -> None:
        self.ids = {i: i for i in schools["id"] if i}
        self.names: dict[str, str] = {}  # what each school is called, by id
        by_name: dict[str, dict[str, None]] = defaultdict(dict)
        for school, zh, en in zip(schools["id"], schools["name_zh"], schools["name_en"], strict=True):
            for name in filter(None, (zh, en)):
                by_name[plain(name)][school] = None
                if school:
                    self.names.setdefault(school, name)
        self.by_name = {name: tuple(schools) for name, schools in by_name.items()}
        self._short = {school: _short(name) for school, name in self.names.items()}

    def find(self, text: str) -> tuple[str, ...]:
        """Return the ids of the schools a text may mean; none, one, or the several that bear one name."""
        if text in self.ids:
            return (text,)
        return self.by_name.get(plain(text), ())

    def near(self, text: str) -> Said:
        """Return the school a text comes nearest to, as the end of a sentence, or nothing."""
        if len(text) > LONGEST:
            return NOTHING
        short = _short(text)
        alike = [s for s, name in self._short.items() if name == short]
        if not alike and len(short) > 1:  # 县实验小学 and 示例县实验小学, in either order
            alike = [
                s for s, name in self._short.items() if len(name) > 1 and (name.endswith(short) or short.endswith(name))
            ]
        if alike:
            return texts.NEAREST_SCHOOLS(schools=[texts.SCHOOL_NAMED(name=self.names[s], id=s) for s in alike[:3]])
        return nearest(text, [*self.names.values(), *self.ids])


def _short(name: str) -> str:
    short = BRACKETS.sub("", plain(name)).translate(DIGITS)
    for long, shorter in SHORTER:
        short = short.replace(long, shorter)
    return short
