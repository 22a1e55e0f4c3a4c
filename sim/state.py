"""The state of a case: tables of declared columns, and the codes used in them.

A row is a place in an array and may be reused or moved; identity is the ``uid`` column. Missing rows are `NOWHERE`,
missing quantities NaN, never 0. Columns with a stage axis are as wide as the case teaches stages.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import IntEnum
from functools import cache
from typing import Any, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sim.axes import COMPULSORY, N_BLOCKS
from sim.forms import FUNCTIONS

type Array = NDArray[Any]

NOWHERE = -1
WHOLE = -1  # stage of a tie with a whole school
AUTO = "auto-"  # begins the ids of groups that rules found; a case has none that begins so
NEAREST = 24  # schools a family looks at
FEEDERS = 8  # junior schools a zone feeds
SLOTS = 12  # teaching slots of a class: at most four teachers of each block
STAGE = "stage"  # in the shape of a column: as long as the case teaches stages


class Title(IntEnum):
    """Professional title (职称)."""

    NONE = 0
    SECOND = 1
    FIRST = 2
    SENIOR = 3
    FULL = 4


class Honour(IntEnum):
    """Honour of a teacher: backbone (骨干), subject leader (学科带头人), master (名师)."""

    NONE = 0
    BACKBONE = 1
    LEADER = 2
    MASTER = 3


class Tier(IntEnum):
    """Standing of a group."""

    DISTRICT = 0
    MUNICIPAL = 1
    PROVINCIAL = 2


class Layer(IntEnum):
    """Layer a unit lives in: 集团, 学区, 城乡帮扶共同体, 区域共同体, 联盟."""

    GROUP = 0
    CLUSTER = 1
    SUPPORT = 2
    REGIONAL = 3
    ALLIANCE = 4


LayerName = Literal["group", "cluster", "support", "regional", "alliance"]  # as files may write them
TierName = Literal["district", "municipal", "provincial"]


class Column(NamedTuple):
    """One declared column."""

    dtype: type[np.generic]
    unit: str
    about: str
    fill: Any
    shape: tuple[int | str, ...]  # behind that of rows; `STAGE` where it is as long as the case teaches stages

    def wide(self, stages: int) -> tuple[int, ...]:
        """Return the shape behind that of rows in a case that teaches so many stages."""
        return tuple(stages if isinstance(n, str) else n for n in self.shape)


def column(dtype: type[np.generic], unit: str, about: str, fill: Any = 0, shape: tuple[int | str, ...] = ()) -> Any:
    """Declare a column of a table."""
    return field(metadata={"column": Column(dtype, unit, about, fill, shape)})


class Owned(NamedTuple):
    """A column that an instrument adds to a table."""

    table: str
    name: str
    column: Column


def owned(
    name: str, dtype: type[np.generic], unit: str, about: str, fill: Any = 0, shape: tuple[int, ...] = ()
) -> Owned:
    """Declare a column an instrument owns, as ``table.column``; it is read as ``world.table["column"]``."""
    table, _, own = name.partition(".")
    return Owned(table, own, Column(dtype, unit, about, fill, shape))


@dataclass(slots=True)
class Table:
    """Columns of equal length: the declared ones are attributes, those instruments own are items."""

    more: dict[str, tuple[Column, Array]] = field(default_factory=dict, kw_only=True, repr=False)

    @classmethod
    @cache
    def declared(cls) -> dict[str, Column]:
        """Return the declared columns by name."""
        return {f.name: f.metadata["column"] for f in fields(cls) if "column" in f.metadata}

    @classmethod
    def allocate(cls, n: int, stages: int = len(COMPULSORY)) -> Self:
        """Return a table of n rows for so many stages, each column filled with its declared value."""
        columns: dict[str, Any] = {k: _filled(n, c.wide(stages), c) for k, c in cls.declared().items()}
        return cls(**columns)

    def own(self, name: str, column: Column, stages: int) -> None:
        """Add a column that an instrument owns, in a case of so many stages."""
        self.more[name] = column, _filled(len(self), column.wide(stages), column)

    def columns(self) -> dict[str, Column]:
        """Return what is declared of every column, owned ones among them."""
        return {**self.declared(), **{name: column for name, (column, _) in self.more.items()}}

    def arrays(self) -> dict[str, Array]:
        """Return every column by name (the arrays themselves, not copies)."""
        own = {name: getattr(self, name) for name in self.declared()}
        return {**own, **{name: array for name, (_, array) in self.more.items()}}

    def grow(self, rows: int) -> None:
        """Append empty rows."""
        for name, column in self.declared().items():
            setattr(self, name, _longer(getattr(self, name), rows, column))
        for name, (column, array) in self.more.items():
            self.more[name] = column, _longer(array, rows, column)

    def __getitem__(self, name: str) -> Array:
        """Return a column by name."""
        array: Array = self.more[name][1] if name in self.more else getattr(self, name)
        return array

    def __len__(self) -> int:
        return len(getattr(self, next(iter(self.declared()))))


def _filled(n: int, shape: tuple[int, ...], column: Column) -> Array:
    return np.full((n, *shape), column.fill, column.dtype)


def _longer(array: Array, rows: int, column: Column) -> Array:
    return np.concatenate([array, _filled(rows, array.shape[1:], column)])


@dataclass(slots=True)
class Districts(Table):
    """One row per education bureau; a case that lists no districts has one."""

    uid: Array = column(np.uint32, "id", "identity: hash of the district's id, or of the case's")
    textbooks: Array = column(np.uint32, "id", "edition of textbooks in use: hash of its name, 0 where none is named")


@dataclass(slots=True)
class Zones(Table):
    """One row per school zone: the children who live around a primary school."""

    uid: Array = column(np.uint32, "id", "identity of the zone: that of its primary school")
    school: Array = column(np.int32, "school row", "zone school of the primary stage", NOWHERE)
    locality: Array = column(np.int8, "code", "urban, town, rural")
    x: Array = column(np.float32, "km", "east of the centre")
    y: Array = column(np.float32, "km", "north of the centre")
    entrants: Array = column(np.float32, "pupils/year", "children entering grade 1 in the first year")
    opens: Array = column(np.int32, "school year", "first school year in which children live here", -(10**6))
    ses: Array = column(np.float32, "SD", "mean SES")
    trait: Array = column(np.float32, "SD", "mean entry ability beyond SES")
    migrants: Array = column(np.float32, "share", "share of migrant children")
    feeder: Array = column(np.int32, "school row", "junior schools the zone feeds", NOWHERE, (FEEDERS,))
    feeder_cum: Array = column(
        np.float32, "share", "cumulative share of the zone's children sent to each", 1.0, (FEEDERS,)
    )
    near: Array = column(np.int32, "school row", "nearest schools by stage", NOWHERE, (STAGE, NEAREST))
    near_km: Array = column(np.float32, "km", "distance to them", np.inf, (STAGE, NEAREST))


@dataclass(slots=True)
class Students(Table):
    """One row per seat of the cohort blocks, one block a grade; a block's rows are grouped by class."""

    uid: Array = column(np.uint64, "id", "identity: zone, year of entry, number")
    trait: Array = column(np.float32, "SD", "lasting component of achievement")
    fading: Array = column(np.float32, "SD", "fading component of achievement")
    ses: Array = column(np.float32, "SD", "family background")
    shock: Array = column(np.float32, "SD", "luck of the spring term, drawn with that of autumn")
    score: Array = column(np.float32, "points", "last yearly test", np.nan)
    zone: Array = column(np.int32, "zone row", "home", NOWHERE)
    female: Array = column(np.bool_, "flag", "girl")
    migrant: Array = column(np.bool_, "flag", "child of migrants, without local register")


@dataclass(slots=True)
class Development(Table):
    """One row per seat, that of the same pupil in `Students`; no row where a case does not follow development."""

    disposition: Array = column(np.float32, "SD", "lasting component of development, which a child brings along")
    gained: Array = column(np.float32, "SD", "fading component of development: school, family and luck")
    rating: Array = column(np.float32, "points", "last yearly rating of development, on the scale of tests", np.nan)


@dataclass(slots=True)
class Cohorts(Table):
    """One row per block of the ring of cohorts."""

    start: Array = column(np.int64, "student row", "first row of the block")
    size: Array = column(np.int64, "pupils", "rows in use")
    entered: Array = column(np.int32, "school year", "when the cohort entered grade 1")
    grade: Array = column(np.int8, "grade", "from 1")
    first_class: Array = column(np.int64, "class row", "first class of the block")
    n_classes: Array = column(np.int64, "classes", "classes in use")


@dataclass(slots=True)
class Classes(Table):
    """One row per class; a class is a segment of student rows."""

    school: Array = column(np.int32, "school row", "where it is taught", NOWHERE)
    grade: Array = column(np.int8, "grade", "from 1")
    first: Array = column(np.int64, "student row", "first pupil")
    size: Array = column(np.int32, "pupils", "number of pupils")
    teachers: Array = column(np.int32, "teacher row", "teacher of each slot", NOWHERE, (SLOTS,))
    teaching: Array = column(np.float32, "SD/year", "hours-weighted value-added of the class's teachers")
    gain: Array = column(
        np.float32, "SD/year", "all that lifts the class together: teaching, management, size, resources"
    )


@dataclass(slots=True)
class Teachers(Table):
    """One row per slot; a slot is reused under a new uid."""

    uid: Array = column(np.uint64, "id", "identity: school and year of hiring, team, number; 0 = empty slot")
    active: Array = column(np.bool_, "flag", "in service")
    register: Array = column(np.int32, "school row", "school of register, which inspectors count", NOWHERE)
    post: Array = column(np.int32, "school row", "school where the teacher works", NOWHERE)
    stage: Array = column(np.int8, "code", "primary, junior, senior")
    block: Array = column(np.int8, "code", "subject block: core, science and other, PE and arts")
    birth_year: Array = column(np.int16, "year", "year of birth")
    female: Array = column(np.bool_, "flag", "woman")
    degree: Array = column(np.bool_, "flag", "above the degree required at the stage")
    title: Array = column(np.int8, "code", "professional title")
    honour: Array = column(np.int8, "code", "backbone, leader, master")
    experience: Array = column(np.float32, "years", "years taught")
    skill: Array = column(np.float32, "SD/year", "value-added beyond experience and match")
    match: Array = column(np.float32, "SD/year", "match with the school of posting")
    burnout: Array = column(np.float32, "share", "0 fresh, 1 burnt out")
    motive: Array = column(np.float32, "SD", "service motive")
    years_here: Array = column(np.int16, "years", "years in a row at the school of register")
    terms_since_move: Array = column(np.int16, "terms", "since the last change of posting", 99)
    forced: Array = column(np.bool_, "flag", "the last move was not chosen")
    placement: Array = column(np.int8, "code", "why posted elsewhere")
    placement_row: Array = column(np.int32, "placement row", "the placement under way", NOWHERE)
    placement_end: Array = column(np.int32, "term", "first term after it", NOWHERE)
    credit: Array = column(np.float32, "credits", "earned by placements, spent at promotion")
    mentor: Array = column(np.int32, "teacher row", "mentor of this year", NOWHERE)
    mentor_unit: Array = column(np.int32, "group row", "unit over which the mentor guides", NOWHERE)
    mentor_by: Array = column(
        np.int16, "instrument", "instance of mentoring that made the pair, as in placements.by", NOWHERE
    )
    asked: Array = column(np.float64, "hours/week", "asked for by instruments this term")
    load: Array = column(np.float32, "lessons/week", "weekly lessons, and what of the hours asked for weighs like them")
    value: Array = column(np.float32, "SD/year", "effective value-added this term")


@dataclass(slots=True)
class Schools(Table):
    """One row per school, kindergarten or partner institution that ever exists."""

    uid: Array = column(np.uint32, "id", "identity: hash of the school's id")
    district: Array = column(np.int16, "district row", "the district it lies in, by its town")
    kind: Array = column(np.int8, "code", "primary, junior, nine-year, kindergarten, senior, complete, partner")
    locality: Array = column(np.int8, "code", "urban, town, rural")
    level: Array = column(np.int8, "code", "strong, ordinary, weak, new on the first day")
    x: Array = column(np.float32, "km", "east of the centre")
    y: Array = column(np.float32, "km", "north of the centre")
    opens: Array = column(np.int32, "school year", "first school year")
    active: Array = column(np.bool_, "flag", "open")
    successor: Array = column(np.int32, "school row", "school it was merged into", NOWHERE)
    rooms: Array = column(np.int32, "classes/grade", "classes per grade the building holds", 0, (STAGE,))
    staffing: Array = column(np.float32, "ratio", "posts over the district's norm", 1.0)
    arts: Array = column(np.float32, "ratio", "share of PE and arts posts over the district's", 1.0)
    means: Array = column(np.float32, "ratio", "capital money per pupil over the district's", 1.0)
    posts: Array = column(np.int32, "posts", "authorised posts by stage and block", 0, (STAGE, N_BLOCKS))
    pupils: Array = column(np.int32, "pupils", "roll by stage (derived)", 0, (STAGE,))
    classes: Array = column(np.int32, "classes", "classes by stage (derived)", 0, (STAGE,))
    refused: Array = column(np.int32, "children", "applicants of this autumn without a seat here", 0, (STAGE,))
    chosen: Array = column(np.int32, "children", "first choices from outside the zone this autumn", 0, (STAGE,))
    management: Array = column(np.float32, "SD/year", "the school's own quality of management")
    practice: Array = column(
        np.float32, "SD/year", "management practice learnt from a core, which outlasts a head", 0, (STAGE,)
    )
    lead: Array = column(np.float32, "SD/year", "management lent by cores this term", 0, (STAGE,))
    culture: Array = column(np.float32, "SD", "place on the axis of school cultures")
    effort: Array = column(np.float32, "share", "effort the head spends on sharing", 0.2)
    slack: Array = column(np.float32, "SD/year", "change of teaching effort under the stakes of this year", 0, (STAGE,))
    stakes: Array = column(np.float32, "share", "weight of joint results in the head's evaluation", 0, (STAGE,))
    reputation: Array = column(np.float32, "SD", "perceived quality")
    teaching_area: Array = column(np.float32, "m2", "teaching and auxiliary rooms")
    sports_area: Array = column(np.float32, "m2", "sports grounds and halls")
    equipment: Array = column(np.float32, "yuan", "book value of teaching equipment")
    media_rooms: Array = column(np.float32, "rooms", "networked multimedia classrooms")
    resources: Array = column(
        np.float32, "index", "own resources per pupil over the national standard, 0 = at the standard"
    )
    shared: Array = column(np.float32, "index", "resources lent by cores this term", 0, (STAGE,))
    digital: Array = column(np.float32, "SD/year", "gain from shared digital lessons this term", 0, (STAGE,))
    mean_score: Array = column(np.float32, "points", "mean of the last test by stage", np.nan, (STAGE,))
    passed: Array = column(np.bool_, "flag", "meets 6 of the 7 national resource indicators, by register")
    cash: Array = column(np.float64, "yuan", "money in hand")
    asked: Array = column(
        np.float64, "hours/week", "asked for by instruments this term, of heads and managers together"
    )


@dataclass(slots=True)
class Groups(Table):
    """One row per unit that ever exists: an education group, a cluster, a support pair or another community."""

    uid: Array = column(np.uint32, "id", "identity: hash of the group's id")
    layer: Array = column(np.int8, "code", "group, cluster, support, regional, alliance")
    core: Array = column(np.int32, "school row", "core school", NOWHERE)
    active: Array = column(np.bool_, "flag", "formed and not dissolved")
    formed: Array = column(np.int32, "term", "when it was formed", NOWHERE)
    tier: Array = column(np.int8, "code", "district, municipal, provincial")
    spread: Array = column(
        np.float32, "share", "CV of members' mean scores at the last test, of one stage or the mean of two", np.nan
    )
    fund: Array = column(np.float64, "yuan", "money in hand")


@dataclass(slots=True)
class Ties(Table):
    """One row per core-member tie; each has its own form."""

    group: Array = column(np.int32, "group row", "the group", NOWHERE)
    school: Array = column(np.int32, "school row", "the member", NOWHERE)
    stage: Array = column(np.int8, "code", "stage of the member that is tied; -1 the whole school", WHOLE)
    form: Array = column(np.int8, "code", "form of tie, in the order of the settings' forms")
    active: Array = column(np.bool_, "flag", "in force")
    start: Array = column(np.int32, "term", "when it began", NOWHERE)
    end: Array = column(np.int32, "term", "when it ended for good", NOWHERE)
    ripe: Array = column(np.int16, "years", "years in a row in which the member matched the core")
    sour: Array = column(np.int16, "years", "years in a row of low trust")
    distance: Array = column(np.float32, "km", "core to member")
    mismatch: Array = column(np.float32, "share", "how little of the member's stages the core teaches")
    trust: Array = column(np.float32, "share", "trust between the partners", 0.3)
    reach: Array = column(np.float32, "share", "what the tie carries this term, by function", 0.0, (len(FUNCTIONS),))


@dataclass(slots=True)
class Placements(Table):
    """One row per placement ever begun; a log, never erased."""

    teacher: Array = column(np.uint64, "id", "who")
    origin: Array = column(np.int32, "school row", "school of register")
    target: Array = column(np.int32, "school row", "school of posting")
    kind: Array = column(np.int8, "code", "kind of placement")
    group: Array = column(np.int32, "group row", "the group that sends")
    by: Array = column(
        np.int16, "instrument", "instrument or instance that sends, by the order of names, instances last", NOWHERE
    )
    load: Array = column(np.float32, "ratio", "lessons over those of a local colleague", 1.0)
    week: Array = column(
        np.float32, "share", "part of the week at the school of posting; the rest is taught at home", 1.0
    )
    start: Array = column(np.int32, "term", "first term")
    end: Array = column(np.int32, "term", "first term after it (planned, then actual)")
    chosen: Array = column(np.bool_, "flag", "the teacher consented")
    honour: Array = column(np.int8, "code", "honour when sent")
    block: Array = column(np.int8, "code", "subject block")
    skill: Array = column(np.float32, "SD/year", "skill when sent")
    experience: Array = column(np.float32, "years", "experience when sent")


TABLES: dict[str, type[Table]] = {
    "districts": Districts, "zones": Zones, "students": Students, "development": Development, "cohorts": Cohorts,
    "classes": Classes, "teachers": Teachers, "schools": Schools, "groups": Groups, "ties": Ties, "placements": Placements,
}  # fmt: skip
