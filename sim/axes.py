"""The axes of the model: stages, outcomes, subject blocks, stocks, localities, levels and the like, each declared once as data.

A column, a table of counts or a bundle of numbers has one or more of these axes. Code asks for cells by name (`Taught.place`,
`Taught.team`, `STAGE_OF`) and never counts positions; parameters along an axis are keyed by its names (``classes.norm.junior``).

A case teaches a run of stages that begins with the first (`taught`). A stage or an outcome that it does without costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import Any, Literal, Self

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.say import Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an axis: its name in code and files, and its labels."""

    name: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Stage(Entry):
    """A stage of schooling: ``grades`` years, the first of them ``entry_grade``.

    A ``compulsory`` stage is taught in every case, others where a school of theirs is.
    """

    grades: int
    entry_grade: int
    compulsory: bool

    @property
    def last_grade(self) -> int:
        """The grade after which pupils leave the stage."""
        return self.entry_grade + self.grades - 1

    @property
    def middle(self) -> float:
        """The grade in the middle of the stage."""
        return (self.entry_grade + self.last_grade) / 2

    @property
    def span(self) -> slice:
        """The grades of the stage among those of all stages."""
        return slice(self.entry_grade - 1, self.last_grade)


@dataclass(frozen=True, slots=True)
class PupilOutcome(Entry):
    """What pupils gain at school: followed in ``every`` case, or where a case says so."""

    every: bool


@dataclass(frozen=True)
class Axis[E: Entry]:
    """The entries of an axis in the order of their codes."""

    name: str
    entries: tuple[E, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the entries, in order."""
        return tuple(e.name for e in self.entries)

    def is_(self, name: str) -> NDArray[Any]:
        """Return a flag for each entry: whether it is the one of a name."""
        return np.array([e.name == name for e in self.entries])

    def code(self, name: str) -> int:
        """Return the code of an entry: its place in columns."""
        return self.names.index(name)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[E]:
        return iter(self.entries)

    def __getitem__(self, key: int | str) -> E:
        return self.entries[self.code(key) if isinstance(key, str) else key]


def axis(name: str, **entries: tuple[str, str]) -> Axis[Entry]:
    """Return an axis of entries that have a name and labels (zh, en) and nothing more."""
    return Axis(name, tuple(Entry(key, zh, en) for key, (zh, en) in entries.items()))


STAGES = Axis("stage", (
    Stage("primary", "小学", "primary", grades=6, entry_grade=1, compulsory=True),
    Stage("junior", "初中", "junior", grades=3, entry_grade=7, compulsory=True),
    Stage("senior", "高中", "senior", grades=3, entry_grade=10, compulsory=False),
))  # fmt: skip
OUTCOMES = Axis("outcome", (
    PupilOutcome("achievement", "学业发展", "achievement", every=True),
    PupilOutcome("development", "全面发展", "all-round development", every=False),
))  # fmt: skip
BLOCKS = axis(
    "block",
    core=("语数英", "core subjects"),
    science=("科学等", "science and other subjects"),
    arts=("体艺", "PE and arts"),
)
STOCKS = axis(
    "stock", teaching_area=("教学用房", "teaching area"), sports_area=("运动场馆", "sports area"),
    equipment=("仪器设备", "equipment"), media_rooms=("多媒体教室", "media rooms"),
)  # fmt: skip
LADDER = axis(
    "title", second=("二级", "second title"), first=("一级", "first title"), senior=("高级", "senior title"),
    full=("正高级", "full title"),
)  # fmt: skip
CANDIDATES = axis("candidate", novice=("新教师", "novice"), served=("在职教师", "one who has served"))
DUTIES = axis("duty", homeroom=("班主任", "homeroom teacher"), manager=("管理人员", "manager"))
SEXES = axis("sex", men=("男", "men"), women=("女", "women"))
TITLES = Axis("title", LADDER.entries[1:])  # of which a school has so many posts
HONOURS = axis(
    "honour", backbone=("骨干", "backbone"), leader=("学科带头人", "subject leader"), master=("名师", "master")
)
AGES = axis(
    "age", to_34=("34岁以下", "up to 34"), to_44=("35-44岁", "35-44"), to_54=("45-54岁", "45-54"),
    over_54=("55岁以上", "55 and over"),
)  # fmt: skip
PHASES = axis(
    "phase", lower_primary=("小学一至三年级", "grades 1-3"), upper_primary=("小学四至六年级", "grades 4-6"),
    junior=("初中", "junior"), senior=("高中", "senior"),
)  # fmt: skip
YEARS_AFTER = axis("year", first_year=("第一年", "in the first year"), second_year=("第二年", "in the second year"))
ENDS = axis("end", least=("最少", "at least"), most=("最多", "at most"))
DIRECTIONS = axis(
    "direction", down=("向成员校派出", "of those a core sends"), up=("由成员校派出", "of those a member sends")
)
JUDGED = axis("judged", alone=("校长单独考核", "head judged alone"), joint=("校长共同考核", "head judged jointly"))


class Named(IntEnum):
    """Codes of an axis that have names in code; each member has labels, and its name in files is in small letters."""

    zh: str
    en: str

    def __new__(cls, code: int, zh: str, en: str) -> Self:
        """Make a member of a code and two labels."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.zh, member.en = zh, en
        return member

    @classmethod
    def axis(cls) -> Axis[Entry]:
        """Return the axis of the codes."""
        return Axis(cls.__name__.lower(), tuple(Entry(m.name.lower(), m.zh, m.en) for m in cls))


class Locality(Named):
    """Where a school or zone lies."""

    URBAN = 0, "城区", "urban"
    TOWN = 1, "镇区", "town"
    RURAL = 2, "乡村", "rural"


class Level(Named):
    """Standing of a school on the first day."""

    STRONG = 0, "强校", "strong"
    ORDINARY = 1, "普通校", "ordinary"
    WEAK = 2, "薄弱校", "weak"
    NEW = 3, "新校", "new"


class Kind(Named):
    """Kind of school: which stages it teaches."""

    PRIMARY = 0, "小学", "primary"
    JUNIOR = 1, "初中", "junior"
    NINE_YEAR = 2, "九年一贯制", "nine-year"
    KINDERGARTEN = 3, "幼儿园", "kindergarten"
    SENIOR = 4, "高中", "senior"
    COMPLETE = 5, "完全中学", "complete"
    PARTNER = 6, "合作机构", "partner"  # an institute, a university, a school from elsewhere that lends its name

    @property
    def teaches(self) -> tuple[str, ...]:
        """The names of its stages; a kindergarten and a partner have none of these."""
        return _TEACHES[self]


_TEACHES = {
    Kind.PRIMARY: ("primary",), Kind.JUNIOR: ("junior",), Kind.NINE_YEAR: ("primary", "junior"), Kind.KINDERGARTEN: (),
    Kind.SENIOR: ("senior",), Kind.COMPLETE: ("junior", "senior"), Kind.PARTNER: (),
}  # fmt: skip
LOCALITIES, LEVELS = Locality.axis(), Level.axis()

# The same names as files may write them, for those who check files; a test holds them together.
OutcomeName = Literal["achievement", "development"]
StageName = Literal["primary", "junior", "senior"]
LocalityName = Literal["urban", "town", "rural"]
PlaceboName = Literal["none", "random-core", "equal-cores", "inside-schools"]  # what they are is told in `sim.arms`
LevelName = Literal["strong", "ordinary", "weak", "new"]
KindName = Literal["primary", "junior", "nine_year", "kindergarten", "senior", "complete", "partner"]

JUNIOR = STAGES.code("junior")
CORE, ARTS = BLOCKS.code("core"), BLOCKS.code("arts")
N_BLOCKS = len(BLOCKS)
PHASE_OF = np.array([0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], np.int8)  # of a grade, from 1
TEACHES = np.array([[name in kind.teaches for name in STAGES.names] for kind in Kind])  # (kinds, stages)
ENTERED = np.array([s.entry_grade for s in STAGES], np.int8)  # first grade of each stage
STAGE_OF = np.array([0, *(STAGES.code(s.name) for s in STAGES for _ in range(s.grades))], np.int8)  # of a grade, from 1


def _place_of(school: Any, stage: Any, stages: int) -> Any:
    """Return the place of a school at a stage, where a case teaches so many stages."""
    return school * stages + stage


def _team_of(place: Any, block: Any) -> Any:
    """Return the team of a block at a place."""
    return place * N_BLOCKS + block


def _stage_at(place: Any, stages: int) -> Any:
    """Return the stage of a place, where a case teaches so many."""
    return place % stages


place_of: Any = njit(inline="always")(_place_of)  # the same in kernels
team_of: Any = njit(inline="always")(_team_of)
stage_at: Any = njit(inline="always")(_stage_at)


@dataclass(frozen=True)
class Taught:
    """The stages a case teaches, and the cells of its tables: a place is a school at a stage, a team a place and a block."""

    stages: tuple[Stage, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the stages, in order."""
        return tuple(s.name for s in self.stages)

    @property
    def grades(self) -> int:
        """Years of schooling, and blocks of the ring of cohorts."""
        return sum(s.grades for s in self.stages)

    def __len__(self) -> int:
        return len(self.stages)

    def __iter__(self) -> Iterator[Stage]:
        return iter(self.stages)

    def __getitem__(self, code: int) -> Stage:
        return self.stages[code]

    @property
    def later(self) -> tuple[Stage, ...]:
        """The stages pupils go on to."""
        return self.stages[1:]

    def are(self, names: Iterable[str]) -> NDArray[Any]:
        """Return a flag for each stage: whether it is one of those named."""
        wanted = set(names)
        return np.array([s.name in wanted for s in self.stages])

    @property
    def codes(self) -> range:
        """The codes of the stages."""
        return range(len(self.stages))

    def place(self, school: Any, stage: Any) -> Any:
        """Return the place of schools at stages, as one number; places of a school lie side by side."""
        return _place_of(school, stage, len(self.stages))

    def team(self, unit: Any, stage: Any, block: Any) -> Any:
        """Return the team of a school, or of a group, at a stage and of a subject block, as one number."""
        return _team_of(self.place(unit, stage), block)

    def subject(self, stage: Any, block: Any) -> Any:
        """Return what a teacher teaches, as one number: a block at a stage."""
        return _team_of(stage, block)

    def n_places(self, units: int) -> int:
        """Return how many places so many schools have."""
        return units * len(self.stages)

    def n_teams(self, units: int) -> int:
        """Return how many teams so many schools or groups have."""
        return self.n_places(units) * N_BLOCKS

    def by_unit(self, places: NDArray[Any]) -> NDArray[Any]:
        """Return values of places as a table of schools by stage; further axes stay behind."""
        return places.reshape(-1, len(self.stages), *places.shape[1:])

    def by_unit_of_team(self, teams: NDArray[Any]) -> NDArray[Any]:
        """Return values of teams as a table of schools or groups by team."""
        return teams.reshape(-1, self.n_teams(1))

    def stage_of(self, place: Any) -> Any:
        """Return the stage of places."""
        return _stage_at(place, len(self.stages))

    def unit_of(self, place: Any) -> Any:
        """Return the school of places."""
        return place // len(self.stages)

    def unit_of_team(self, team: Any) -> Any:
        """Return the school or the group of teams."""
        return team // self.n_teams(1)

    def of(self, bundle: Any, dtype: Any = None) -> NDArray[Any]:
        """Return the numbers of a bundle by stage as an array, its first axis the stages taught."""
        found: NDArray[Any] = bundle.array(dtype)[: len(self.stages)]
        return found


def taught(names: Iterable[str]) -> Taught:
    """Return the stages of a case whose schools teach those named: the compulsory ones, and all up to the last of the others."""
    last = max(STAGES.code(n) for n in (*COMPULSORY.names, *names))
    return Taught(STAGES.entries[: last + 1])


MISSING = Text(
    zh="缺少“{name}”，而每个案例都追踪它；请补上", en="'{name}' is missing, and is followed in every case; add it"
)
IN_EVERY_CASE: tuple[Any, ...] = tuple(o.name for o in OUTCOMES if o.every)


def followed(names: Iterable[str]) -> tuple[str, ...]:
    """Return outcomes of pupils in their order, each once; refuse a list without those that every case follows."""
    given = {*names}
    if missing := [name for name in IN_EVERY_CASE if name not in given]:
        raise ValueError(MISSING(name=missing[0]))
    return tuple(name for name in OUTCOMES.names if name in given)


COMPULSORY = Taught(tuple(s for s in STAGES if s.compulsory))
