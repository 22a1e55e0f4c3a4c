"""The axes of the model: stages, outcomes, subject blocks, stocks, localities, levels and the like, each declared once as data.

A column, a table of counts or a bundle of numbers has one or more of these axes. Code asks for cells by name (`Taught.place`,
`Taught.team`, `STAGE_OF`) and never counts positions; parameters along an axis are keyed by its names (``classes.norm.junior``).

A case teaches a run of stages that begins with the first (`taught`). A stage or an outcome that it does without costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sim.axis import Axis, Entry, Named, axis
from sim.say import Text


@dataclass(frozen=True, slots=True)
class Phase(Entry):
    """So many grades of a stage in which pupils are alike."""

    grades: int


@dataclass(frozen=True, slots=True)
class Stage(Entry):
    """A stage of schooling: ``grades`` years, the first of them ``entry_grade``.

    A ``compulsory`` stage is taught in every case, others where a school of theirs is. One whose ``parts`` are not told apart
    is a single phase.
    """

    grades: int
    entry_grade: int
    compulsory: bool
    parts: tuple[Phase, ...] = ()

    @property
    def last_grade(self) -> int:
        """The grade after which pupils leave the stage."""
        return self.entry_grade + self.grades - 1

    @property
    def phases(self) -> tuple[Phase, ...]:
        """Its parts, or all of it as one."""
        return self.parts or (Phase(self.name, self.zh, self.en, self.grades),)

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


STAGES = Axis("stage", (
    Stage("primary", "小学", "primary", grades=6, entry_grade=1, compulsory=True, parts=(
        Phase("lower_primary", "小学一至三年级", "grades 1-3", grades=3),
        Phase("upper_primary", "小学四至六年级", "grades 4-6", grades=3),
    )),
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
PHASES = Axis("phase", tuple(phase for stage in STAGES for phase in stage.phases))
YEARS_AFTER = axis("year", first_year=("第一年", "in the first year"), second_year=("第二年", "in the second year"))
ENDS = axis("end", least=("最少", "at least"), most=("最多", "at most"))
DIRECTIONS = axis(
    "direction", down=("向成员校派出", "of those a core sends"), up=("由成员校派出", "of those a member sends")
)
JUDGED = axis("judged", alone=("校长单独考核", "head judged alone"), joint=("校长共同考核", "head judged jointly"))


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
TEACHES = np.array([[name in kind.teaches for name in STAGES.names] for kind in Kind])  # (kinds, stages)
ENTERED = np.array([s.entry_grade for s in STAGES], np.int8)  # first grade of each stage
STAGE_OF = np.array([0, *(STAGES.code(s.name) for s in STAGES for _ in range(s.grades))], np.int8)  # of a grade, from 1
PHASE_OF = np.array([0, *(PHASES.code(p.name) for p in PHASES for _ in range(p.grades))], np.int8)  # of a grade, from 1


def _place_of(school: Any, stage: Any, stages: int) -> Any:
    """Return the place of a school at a stage, where a case teaches so many stages."""
    return school * stages + stage


def _team_of(place: Any, block: Any) -> Any:
    """Return the team of a block at a place."""
    return place * N_BLOCKS + block


def _stage_at(place: Any, stages: int) -> Any:
    """Return the stage of a place, where a case teaches so many."""
    return place % stages


def _unit_at(place: Any, stages: int) -> Any:
    """Return the school of a place, where a case teaches so many stages."""
    return place // stages


def block_in_turn(number: Any) -> Any:
    """Return the block of people, given by number, over whom the blocks are dealt in turn."""
    return number % N_BLOCKS


def block_of_school(school: Any, block: Any) -> Any:
    """Return the cell of a block of a school, all stages together."""
    return _team_of(school, block)


place_of: Any = njit(inline="always")(_place_of)  # the same in kernels
team_of: Any = njit(inline="always")(_team_of)
stage_at: Any = njit(inline="always")(_stage_at)
unit_at: Any = njit(inline="always")(_unit_at)


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
        return _unit_at(place, len(self.stages))

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
