"""What the name of a file or sheet tells: its table, and perhaps the stage and the school year of all its rows."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from experiments.records.codes import STAGE
from experiments.records.columns import PUPILS, SCHOOLS, TABLES, TEACHERS, RecordTable
from experiments.records.grid import plain
from experiments.records.texts.files import TABLES_THERE_ARE
from sim.param import nearest
from sim.say import Said

BY = r"\s*[-—–~至/_]+\s*"
YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?:{BY}(?:\d{{4}}|\d\d))?(?!\d)\s*(?:学年度?|年度?)?")
NUMBER = re.compile(r"^[\d.()\[\]]+|[\d.()\[\]]+$")  # at either end, with or without brackets
ENDS = (
    "", "表", "信息", "信息表", "基本信息", "基本信息表", "数据", "数据表", "名册", "花名册", "明细",
    "明细表", "登记表", "一览表", "台账",
)  # fmt: skip
OF_PEOPLE = (*ENDS, "名单", "情况", "情况表", "基本情况", "基本情况表")
OF_SCHOOLS = ("情况", "情况表", "基本情况", "基本情况表", "基本情况统计表", "概况", "概况表", "统计表")
BASES = (  # a table, what it is about, and what may follow
    (SCHOOLS, ("学校",), (*ENDS, *OF_SCHOOLS)),
    (TEACHERS, ("教师", "专任教师", "教职工", "教职员工", "任课教师", "在编教师", "在职教师", "师资", "教师队伍"), OF_PEOPLE),
    (PUPILS, ("学生", "在校生", "在校学生", "学籍"), (*OF_PEOPLE, "成绩", "成绩表")),
)  # fmt: skip
AROUND = re.compile(  # number of an annex, place, bureau and schools, before what the table is about
    r"^(?:附?[件表]\d+[:、.]?)?(?:.{1,8}?[省市县区旗州盟镇乡])?"
    r"(?:教育局|教体局|教育体育局)?(?:全[县市区])?(?:义务教育(?:阶段)?)?(?:中小(?=学校)|中小学)?"
)
# A school year in the lines above a header or below a table: one named so, a pair of years, a term, or the day it was filled in.
NAMED = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?:{BY}(?:\d{{4}}|\d\d))?\s*学年")
PAIR = re.compile(rf"(?<!\d)((?:19|20)\d\d)\s*年?{BY}((?:19|20)\d\d)(?!\d)")
TERM = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*年?\s*([春秋])")
FILLED = re.compile(
    r"(?:填报|填表|上报|统计|制表|报送|截止|截至)(?:时间|日期|时点)?\s*:?\s*((?:19|20)\d\d)\s*[年./-]\s*(1[0-2]|0?[1-9])(?!\d)"
)
BEGINS = 8  # month in which a school year begins


class NameMeaning(NamedTuple):
    """What a name tells: its table; a stage or nothing; a school year, by the year it begins in, or None."""

    table: RecordTable | None
    stage: str
    year: int | None


def named(name: str) -> NameMeaning:
    """Return what a name tells; ``小学`` and ``2023`` alone are tables of schools."""
    text = unicodedata.normalize("NFKC", name).casefold()
    match = YEAR.search(text)
    year = int(match[1]) if match else None
    word = plain(YEAR.sub("", text, count=1))
    bare = NUMBER.sub("", word)
    table = _table(bare) or _table(plain(name))
    if table is not None:
        return NameMeaning(table, "", year)
    for whole in (word, bare, AROUND.sub("", bare)):
        stage, rest = _stage(whole)
        rest = NUMBER.sub("", rest)
        if not rest and (stage or (year is not None and not whole)):
            return NameMeaning(SCHOOLS, stage, year)
        about = _table(rest) or _table(AROUND.sub("", rest)) or (_table(f"学校{rest}") if stage else None)
        if about is not None:
            return NameMeaning(about, stage, year)
    return NameMeaning(None, "", year)


def year_told(texts: str) -> tuple[int, str] | None:
    """Return the school year that titles or remarks tell, by the year it begins in, and the words that tell it."""
    text = unicodedata.normalize("NFKC", texts)
    if match := NAMED.search(text):
        return int(match[1]), match[0]
    for match in PAIR.finditer(text):
        if int(match[2]) == int(match[1]) + 1:
            return int(match[1]), match[0]
    if match := TERM.search(text):
        return int(match[1]) - (match[2] == "春"), match[0]
    if match := FILLED.search(text):
        return int(match[1]) - (int(match[2]) < BEGINS), match[0]
    return None


@cache
def _tables() -> dict[str, RecordTable]:
    """Return the tables by every name they may have."""
    made = {f"{base}{end}": table for table, bases, ends in BASES for base in bases for end in ends}
    return {plain(name): table for table in TABLES for name in table.names} | made


def _table(word: str) -> RecordTable | None:
    return _tables().get(word)


def _stage(word: str) -> tuple[str, str]:
    """Return the stage a word begins or ends with, or that stands in brackets, and the rest; the longest name comes first."""
    known = sorted(((plain(w), c.code) for c in STAGE for w in c.words), key=lambda k: -len(k[0]))
    for name, code in known:
        for inside in (f"({name})", f"[{name}]", f"【{name}】"):
            if inside in word:
                return code, word.replace(inside, "")
        if word.startswith(name):
            return code, word.removeprefix(name)
        if word.endswith(name):
            return code, word.removesuffix(name)
    return "", word


def near(name: str) -> Said:
    """Return the nearest name of a table, as the end of a sentence, and the names there are."""
    close = nearest(plain(name), [n for t in TABLES for n in t.names])
    return TABLES_THERE_ARE(nearest=close, tables=[t.label for t in TABLES])
