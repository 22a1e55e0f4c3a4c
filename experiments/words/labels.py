"""Words for tables, figures and reports, in English and Chinese, where the model declares none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from sim.case import Case

from experiments.words import texts
from sim import axes, say
from sim.say import Said
from sim.units import unit


class Labelled(Protocol):
    """Whatever has a name in English and Chinese."""

    @property
    def en(self) -> str:
        """The English one."""

    @property
    def zh(self) -> str:
        """The Chinese one."""


def named(thing: Labelled) -> Said:
    """Return a name as it is said in each language: the other one where a language has none."""
    return Said(thing.zh or thing.en, thing.en or thing.zh)


class Words(NamedTuple):
    """A term in English and Chinese."""

    en: str
    zh: str

    @property
    def said(self) -> Said:
        """The term as it is said in each language."""
        return named(self)

    @property
    def small(self) -> Said:
        """The term inside an English sentence: without its capital."""
        return Said(self.zh, self.en.lower())


WAN = 1e4  # yuan; money is shown in this unit everywhere, and kept in yuan in every table that is written
MONEY_YEAR = "万元 (10,000 yuan) a year"  # the unit of money over time, as outcomes name it
MONEY_DIGITS = 1  # decimals it is told with where no interval says how many
EVERY_STAGE = {s.name: Words(s.en.capitalize(), s.zh) for s in axes.STAGES}
STAGES = {name: EVERY_STAGE[name] for name in axes.COMPULSORY.names}
ROLES = {
    "core": Words("core schools", "核心校"),
    "member": Words("member schools", "成员校"),
    "none": Words("schools outside groups", "集团外学校"),
}
DECISIONS = {  # of rules of the model
    "founded": Words("founded", "按覆盖目标新建"),
    "spun off": Words("spun off", "成长溢出新建"),
    "made names": Words("went on to making names", "进入名校化阶段"),
    "reached quality": Words("went on to quality", "进入品质化阶段"),
    "changed member": Words("changed a member", "变更成员校"),
    "extended": Words("extended", "试点后推广"),
    "not extended": Words("not extended", "试点后不推广"),
}
ARMS = {"baseline": Words("baseline", "无改革"), "reform": Words("reform", "有改革"), "run": Words("run", "本次运行")}
ENDS = {"core": Words("core", "核心校"), "member": Words("member", "成员校"), "none": Words("outside", "集团外")}
INDICATORS = {
    "L1": Words("teachers above the required degree", "高于规定学历教师数"),
    "L2": Words("backbone teachers", "骨干教师数"),
    "L3": Words("PE and arts teachers", "体育艺术专任教师数"),
    "L4": Words("teaching area", "教学及辅助用房面积"),
    "L5": Words("sports area", "体育运动场馆面积"),
    "L6": Words("equipment", "教学仪器设备值"),
    "L7": Words("multimedia classrooms", "网络多媒体教室数"),
}


def with_unit(thing: Labelled, name: str) -> Said:
    """Return a term with a unit, as an axis is named."""
    return texts.WITH_UNIT(name=thing, unit=unit(name))


def kinds() -> dict[str, Words]:
    """Return the names of the kinds of placement, as the instruments that make them declare, in the order of their codes."""
    from sim.instruments import instruments
    from sim.kinds import kinds as declared

    instruments()
    return {kind.name: Words(kind.en, kind.zh) for kind in declared()}


def items() -> dict[str, Words]:
    """Return the names of all that is paid for, as mechanisms declare, apart from what schools pay of their own funds."""
    import sim.schedule  # noqa: F401  (all who pay)
    from sim.books import items as declared
    from sim.instruments import instruments

    instruments()
    return {name: Words(item.en, item.zh) for name, item in sorted(declared().items()) if item.source != "school"}


def item(name: str) -> Words:
    """Return the words for an item of the books, which stands for itself where none are known."""
    return items().get(name, Words(texts.OTHER.en, texts.OTHER.zh) if name == texts.OTHER.en else Words(name, name))


def stages(cases: Iterable[Case]) -> dict[str, Words]:
    """Return the names of the stages that any of some cases teaches, in order."""
    taught = {name for case in cases for name in case.stages.names}
    return {name: words for name, words in EVERY_STAGE.items() if name in taught}


def districts(cases: Sequence[Case]) -> dict[str, Words]:
    """Return the names of the districts that all of some cases list, in the order of the first; none where that is not two."""
    shared = set.intersection(*({d.id for d in case.districts} for case in cases))
    found = {d.id: Words(d.en, d.zh) for d in cases[0].bureaus if d.id in shared}
    return found if len(found) > 1 else {}


def span(first: int, last: int) -> Said:
    """Return a stretch of school years."""
    if first == last:
        return say.school_year(first)
    return texts.SPAN(first=say.school_year(first), last=say.school_year(last))


def in_span(first: int, last: int) -> Said:
    """Return a stretch of school years in words."""
    return (texts.YEARS if last > first else texts.ONE_YEAR)(span=span(first, last))


def forms(case: Case | None = None) -> dict[str, Words]:
    """Return the forms of tie by name, those of a case's own among them."""
    from sim import presets

    return {name: Words(*said) for name, said in presets.words(case.forms if case is not None else ()).items()}
