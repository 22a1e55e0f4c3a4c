"""The state of a case: tables of declared columns, and the codes used in them.

A row is a place in an array and may be reused or moved; identity is the ``uid`` column. Missing rows are `NOWHERE`,
missing quantities NaN, never 0. Columns with a stage axis are as wide as the case teaches stages.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import IntEnum
from functools import cache
from typing import Any, ClassVar, Literal, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from sim.axes import COMPULSORY, N_BLOCKS
from sim.axis import Named
from sim.docstrings import told
from sim.forms import FUNCTIONS
from sim.say import Text

type Array = NDArray[Any]

NOWHERE = -1
WHOLE = -1  # stage of a tie with a whole school
AUTO = "auto-"  # begins the ids of groups that rules found; a case has none that begins so
NEAREST = 24  # schools a family looks at
FEEDERS = 8  # junior schools a zone feeds
SLOTS = 12  # teaching slots of a class: at most four teachers of each block
YEARS_KEPT = 8  # of pupils' progress, which the bureau remembers
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


class Duty(IntEnum):
    """Duty of a teacher beside lessons: that of a homeroom teacher (班主任), or of a manager (管理人员)."""

    NONE = 0
    HOMEROOM = 1
    MANAGER = 2


class Tier(Named):
    """Standing of a group."""

    DISTRICT = 0, "区级", "district"
    MUNICIPAL = 1, "市级", "municipal"
    PROVINCIAL = 2, "省级", "provincial"


class Layer(Named):
    """Layer a unit lives in."""

    GROUP = 0, "集团", "group"
    CLUSTER = 1, "学区", "cluster"
    SUPPORT = 2, "城乡帮扶共同体", "support pair"
    REGIONAL = 3, "区域共同体", "regional community"
    ALLIANCE = 4, "联盟", "alliance"


LayerName = Literal["group", "cluster", "support", "regional", "alliance"]  # as files may write them
TierName = Literal["district", "municipal", "provincial"]


class Column(NamedTuple):
    """One declared column."""

    dtype: type[np.generic]
    unit: str
    zh: str  # what it is called in Chinese; in English it is called as in code
    about: Text  # what it means
    fill: Any
    shape: tuple[int | str, ...]  # behind that of rows; `STAGE` where it is as long as the case teaches stages

    def wide(self, stages: int) -> tuple[int, ...]:
        """Return the shape behind that of rows in a case that teaches so many stages."""
        return tuple(stages if isinstance(n, str) else n for n in self.shape) if self.shape else ()


def column(
    dtype: type[np.generic], unit: str, zh: str, about: Text, fill: Any = 0, shape: tuple[int | str, ...] = ()
) -> Any:
    """Declare a column of a table: type, unit, Chinese name, meaning in both languages, value of a new row, further axes."""
    return field(metadata={"column": Column(dtype, unit, zh, about, fill, shape)})


class Owned(NamedTuple):
    """A column that an instrument adds to a table."""

    table: str
    name: str
    column: Column


def owned(
    name: str,
    dtype: type[np.generic],
    unit: str,
    zh: str,
    about: Text,
    fill: Any = 0,
    shape: tuple[int | str, ...] = (),
) -> Owned:
    """Declare a column an instrument owns, as ``table.column``; it is read as ``world.table["column"]``."""
    table, _, own = name.partition(".")
    return Owned(table, own, Column(dtype, unit, zh, about, fill, shape))


@dataclass(slots=True)
class Table:
    """Columns of equal length: the declared ones are attributes, those instruments own are items."""

    zh: ClassVar[str]  # what a table is called in Chinese
    more: dict[str, tuple[Column, Array]] = field(default_factory=dict, kw_only=True, repr=False)

    @classmethod
    def about(cls) -> Text:
        """Return what a row of the table is."""
        return told(cls)

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
        return len(getattr(self, self.__slots__[0]))  # its first column


def _filled(n: int, shape: tuple[int, ...], column: Column) -> Array:
    if column.fill == 0:
        return np.zeros((n, *shape), column.dtype)
    return np.full((n, *shape), column.fill, column.dtype)


def _longer(array: Array, rows: int, column: Column) -> Array:
    return np.concatenate([array, _filled(rows, array.shape[1:], column)])


# fmt: off
@dataclass(slots=True)
class Districts(Table):
    """One row per education bureau; a case that lists no districts has one.

    每个教育局一行；未列出区县的案例只有一个。
    """

    zh: ClassVar[str] = "区县"

    uid: Array = column(np.uint32, "id", "标识号", Text(zh="标识：区县id的散列值，未列出区县时为案例id的散列值", en="identity: hash of the district's id, or of the case's"))
    textbooks: Array = column(np.uint32, "id", "教材版本", Text(zh="所用教材版本：名称的散列值，未写明时为0", en="edition of textbooks in use: hash of its name, 0 where none is named"))
    raw_skill: Array = column(np.float32, "SD/year", "新教师能力差", Text(zh="新教师能力在按应聘者参数抽取并乘以下一列之后所加的数：使其如同第一天的教师尚未习得教学实践之时", en="added to the skill of novices, as it is drawn and spread by the next column: so that they come as the teachers of the first day were before they learnt"))
    raw_spread: Array = column(np.float32, "ratio", "新教师能力离散", Text(zh="第一天的教师尚未习得教学实践之时的能力离散，与第一天的离散之比", en="spread of the skill of those teachers before they learnt over that of the first day"), 1.0)


@dataclass(slots=True)
class Zones(Table):
    """One row per school zone: the children who live around a primary school.

    每个招生片区一行：住在一所小学周围的儿童。
    """

    zh: ClassVar[str] = "片区"

    uid: Array = column(np.uint32, "id", "标识号", Text(zh="片区的标识，即其小学的标识", en="identity of the zone: that of its primary school"))
    school: Array = column(np.int32, "school row", "片区小学", Text(zh="小学阶段的对口学校", en="zone school of the primary stage"), NOWHERE)
    locality: Array = column(np.int8, "code", "城乡类型", Text(zh="城区、镇区、乡村", en="urban, town, rural"))
    x: Array = column(np.float32, "km", "东向距离", Text(zh="在中心以东的距离", en="east of the centre"))
    y: Array = column(np.float32, "km", "北向距离", Text(zh="在中心以北的距离", en="north of the centre"))
    entrants: Array = column(np.float32, "pupils/year", "适龄入学人数", Text(zh="第一年升入一年级的儿童数", en="children entering grade 1 in the first year"))
    opens: Array = column(np.int32, "school year", "启用学年", Text(zh="片区开始有儿童居住的学年", en="first school year in which children live here"), -(10**6))
    ses: Array = column(np.float32, "SD", "家庭背景", Text(zh="家庭社会经济地位的均值", en="mean SES"))
    trait: Array = column(np.float32, "SD", "入学能力", Text(zh="家庭背景以外的入学能力均值", en="mean entry ability beyond SES"))
    migrants: Array = column(np.float32, "share", "随迁子女比例", Text(zh="随迁子女所占比例", en="share of migrant children"))
    feeder: Array = column(np.int32, "school row", "对口初中", Text(zh="片区对口的初中", en="junior schools the zone feeds"), NOWHERE, (FEEDERS,))
    feeder_cum: Array = column(np.float32, "share", "对口份额（累计）", Text(zh="片区儿童分到各所对口初中的累计份额", en="cumulative share of the zone's children sent to each"), 1.0, (FEEDERS,))
    near: Array = column(np.int32, "school row", "邻近学校", Text(zh="各学段最近的学校", en="nearest schools by stage"), NOWHERE, (STAGE, NEAREST))
    near_km: Array = column(np.float32, "km", "到邻近学校的距离", Text(zh="到这些学校的距离", en="distance to them"), np.inf, (STAGE, NEAREST))


@dataclass(slots=True)
class Students(Table):
    """One row per seat of the cohort blocks, one block a grade; a block's rows are grouped by class.

    年级队列中每个学位一行，每个年级一段；段内各行按班级相连。
    """

    zh: ClassVar[str] = "学生"

    uid: Array = column(np.uint64, "id", "标识号", Text(zh="标识：片区、入学年份与序号", en="identity: zone, year of entry, number"))
    trait: Array = column(np.float32, "SD", "持久学业水平", Text(zh="学业水平中持久的部分", en="lasting component of achievement"))
    fading: Array = column(np.float32, "SD", "会消退的学业所得", Text(zh="学业水平中会消退的部分", en="fading component of achievement"))
    ses: Array = column(np.float32, "SD", "家庭背景", Text(zh="家庭社会经济地位", en="family background"))
    shock: Array = column(np.float32, "SD", "学期运气", Text(zh="春季学期的运气，与秋季的一并抽取", en="luck of the spring term, drawn with that of autumn"))
    score: Array = column(np.float32, "points", "考试成绩", Text(zh="最近一次学年考试的成绩", en="last yearly test"), np.nan)
    zone: Array = column(np.int32, "zone row", "片区", Text(zh="居住的片区", en="home"), NOWHERE)
    female: Array = column(np.bool_, "flag", "女生", Text(zh="是否女生", en="girl"))
    migrant: Array = column(np.bool_, "flag", "随迁子女", Text(zh="是否随迁子女，即没有本地户籍", en="child of migrants, without local register"))


@dataclass(slots=True)
class Development(Table):
    """One row per seat, that of the same pupil in `Students`; no row where a case does not follow development.

    每个学位一行，与“学生”表同一行的学生对应；案例不追踪全面发展时没有行。
    """

    zh: ClassVar[str] = "学生全面发展"

    disposition: Array = column(np.float32, "SD", "持久发展倾向", Text(zh="全面发展中持久的部分，由儿童自身带来", en="lasting component of development, which a child brings along"))
    gained: Array = column(np.float32, "SD", "会消退的发展所得", Text(zh="全面发展中会消退的部分：来自学校、家庭与运气", en="fading component of development: school, family and luck"))
    rating: Array = column(np.float32, "points", "全面发展评价", Text(zh="最近一次学年评价，采用考试的量尺", en="last yearly rating of development, on the scale of tests"), np.nan)


@dataclass(slots=True)
class Cohorts(Table):
    """One row per block of the ring of cohorts.

    队列环的每一段一行，一段是一个年级。
    """

    zh: ClassVar[str] = "年级队列"

    start: Array = column(np.int64, "student row", "首行", Text(zh="这一段的第一行", en="first row of the block"))
    size: Array = column(np.int64, "pupils", "人数", Text(zh="已使用的行数", en="rows in use"))
    entered: Array = column(np.int32, "school year", "入学学年", Text(zh="这一届升入一年级的学年", en="when the cohort entered grade 1"))
    grade: Array = column(np.int8, "grade", "年级", Text(zh="从1起", en="from 1"))
    first_class: Array = column(np.int64, "class row", "第一个班", Text(zh="这一段的第一个班", en="first class of the block"))
    n_classes: Array = column(np.int64, "classes", "班数", Text(zh="已使用的班级数", en="classes in use"))


@dataclass(slots=True)
class Classes(Table):
    """One row per class; a class is a segment of student rows.

    每个班级一行；一个班是学生表中相连的几行。
    """

    zh: ClassVar[str] = "班级"

    school: Array = column(np.int32, "school row", "学校", Text(zh="上课的学校", en="where it is taught"), NOWHERE)
    grade: Array = column(np.int8, "grade", "年级", Text(zh="从1起", en="from 1"))
    first: Array = column(np.int64, "student row", "首行", Text(zh="第一名学生", en="first pupil"))
    size: Array = column(np.int32, "pupils", "人数", Text(zh="学生数", en="number of pupils"))
    teachers: Array = column(np.int32, "teacher row", "任课教师", Text(zh="每个课位的教师", en="teacher of each slot"), NOWHERE, (SLOTS,))
    before: Array = column(np.float32, "points", "上年均分", Text(zh="本班学生上一次考试的均分，学年考试之前记下", en="mean score of its pupils at the test before, noted when they sit the next one"), np.nan)
    teaching: Array = column(np.float32, "SD/year", "教学增值", Text(zh="本班各任课教师的增值，按课时加权", en="hours-weighted value-added of the class's teachers"))
    unsettled: Array = column(np.float32, "SD/year", "转学损失", Text(zh="整班转入另一所学校后一年内的损失", en="what it loses in the year after it was moved to another school"))
    settles: Array = column(np.int32, "term", "适应学期", Text(zh="转学损失不再有的第一个学期", en="first term in which that is over"))
    gain: Array = column(np.float32, "SD/year", "班级增值", Text(zh="使全班一同进步的全部作用：教学、管理、班额、资源", en="all that lifts the class together: teaching, management, size, resources"))


@dataclass(slots=True)
class Teachers(Table):
    """One row per slot; a slot is reused under a new uid.

    每个席位一行；席位空出后由下一位教师使用，标识号随之更换。
    """

    zh: ClassVar[str] = "教师"

    uid: Array = column(np.uint64, "id", "标识号", Text(zh="标识：聘用的学校与年份、教师队伍、序号；0为空席", en="identity: school and year of hiring, team, number; 0 = empty slot"))
    active: Array = column(np.bool_, "flag", "在职", Text(zh="是否在职", en="in service"))
    register: Array = column(np.int32, "school row", "编制所在校", Text(zh="编制所在的学校，督导按此计数", en="school of register, which inspectors count"), NOWHERE)
    post: Array = column(np.int32, "school row", "任教学校", Text(zh="实际任教的学校", en="school where the teacher works"), NOWHERE)
    last_post: Array = column(np.int32, "school row", "上学年任教学校", Text(zh="上学年末任教的学校", en="school where the teacher worked when the year before ended"), NOWHERE)
    stage: Array = column(np.int8, "code", "学段", Text(zh="小学、初中、高中", en="primary, junior, senior"))
    block: Array = column(np.int8, "code", "学科组", Text(zh="学科组：语数英、科学等、体艺", en="subject block: core, science and other, PE and arts"))
    birth_year: Array = column(np.int16, "year", "出生年份", Text(zh="出生年份", en="year of birth"))
    female: Array = column(np.bool_, "flag", "女教师", Text(zh="是否女性", en="woman"))
    degree: Array = column(np.bool_, "flag", "高于规定学历", Text(zh="学历是否高于该学段的规定", en="above the degree required at the stage"))
    title: Array = column(np.int8, "code", "职称", Text(zh="专业技术职称", en="professional title"))
    honour: Array = column(np.int8, "code", "骨干称号", Text(zh="骨干、学科带头人、名师", en="backbone, leader, master"))
    experience: Array = column(np.float32, "years", "教龄", Text(zh="从教年数", en="years taught"))
    skill: Array = column(np.float32, "SD/year", "教学能力", Text(zh="教龄与人校匹配以外的增值，包括习得的教学实践", en="value-added beyond experience and match, learnt practice included"))
    practice: Array = column(np.float32, "SD/year", "习得的教学实践", Text(zh="教学能力中向他人习得的部分；流失后能力随之下降", en="the part of skill that was learnt from others; what is lost of it, skill loses"))
    learning: Array = column(np.float32, "SD/year", "本学期所学", Text(zh="本学期他人所教，在学期结束时化为教学实践", en="what others teach this term, which becomes practice at its end"))
    joint: Array = column(np.float32, "share", "联合教研时间份额", Text(zh="本学期教研时间中用于与他校教师共同教研的份额", en="part of this term's time for research that is spent with teachers of other schools"))
    match: Array = column(np.float32, "SD/year", "人校匹配", Text(zh="与任教学校的匹配", en="match with the school of posting"))
    burnout: Array = column(np.float32, "share", "倦怠", Text(zh="0为精力充沛，1为完全倦怠", en="0 fresh, 1 burnt out"))
    motive: Array = column(np.float32, "SD", "奉献动机", Text(zh="服务动机", en="service motive"))
    joined: Array = column(np.bool_, "flag", "双培入党", Text(zh="是否由双培培养成党员", en="became a member of the party by twin training"))
    years_here: Array = column(np.int16, "years", "在校年限", Text(zh="在编制所在校连续任教的年数，交流期满后重新起算", en="years in a row at the school of register, counted anew after a stay elsewhere that earns credit"))
    seniority: Array = column(np.int16, "years", "入编年限", Text(zh="编制在本校的年数，在他校交流的年份照计", en="years on the register of the school, those of stays elsewhere counted too"))
    terms_since_move: Array = column(np.int16, "terms", "调动后学期数", Text(zh="距上次变动任教学校的学期数", en="since the last change of posting"), 99)
    forced: Array = column(np.bool_, "flag", "非自愿调动", Text(zh="上次调动是否并非本人选择", en="the last move was not chosen"))
    placement: Array = column(np.int8, "code", "交流类型", Text(zh="因何在他校任教", en="why posted elsewhere"))
    placement_row: Array = column(np.int32, "placement row", "交流记录行", Text(zh="正在进行的交流任教", en="the placement under way"), NOWHERE)
    placement_end: Array = column(np.int32, "term", "交流结束学期", Text(zh="交流结束后的第一个学期", en="first term after it"), NOWHERE)
    credit: Array = column(np.float32, "credits", "交流积分", Text(zh="交流所得的积分，职称晋升时使用", en="earned by placements, spent at promotion"))
    shown: Array = column(np.float32, "share", "比武显能", Text(zh="评定荣誉者原本看不到的能力中，已由比武显示的份额", en="part of what those who give honours do not see of the skill that contests have shown"))
    mentor: Array = column(np.int32, "teacher row", "导师", Text(zh="本学年的导师", en="mentor of this year"), NOWHERE)
    mentor_unit: Array = column(np.int32, "group row", "结对所在单位", Text(zh="导师带教所在的单位", en="unit over which the mentor guides"), NOWHERE)
    mentor_by: Array = column(np.int16, "instrument", "结对所属工具", Text(zh="促成结对的师徒工具实例，编码同placements.by", en="instance of mentoring that made the pair, as in placements.by"), NOWHERE)
    asked: Array = column(np.float64, "hours/week", "教研与活动周工时", Text(zh="本学期校内教研、师徒带教与各工具占用的工时", en="asked for this term by research and mentoring at school and by instruments"))
    spared: Array = column(np.float32, "share", "带教减课", Text(zh="本学年因带教来校教师而减少的课时份额", en="part of a full post's lessons spared this year for guiding guests"))
    load: Array = column(np.float32, "lessons/week", "周课时", Text(zh="每周课时", en="weekly lessons"))
    duty: Array = column(np.int8, "code", "职务", Text(zh="本学期的职务：无、班主任、管理人员", en="duty of this term: none, homeroom teacher, manager"))
    homeroom: Array = column(np.int32, "class row", "所任班级", Text(zh="担任班主任的班级", en="class whose homeroom teacher it is"), NOWHERE)
    week: Array = column(np.float32, "hours/week", "周工时", Text(zh="本学期每周的全部工时", en="working hours of a week of this term, all told"))
    value: Array = column(np.float32, "SD/year", "教师增值", Text(zh="本学期的有效增值", en="effective value-added this term"))


@dataclass(slots=True)
class Schools(Table):
    """One row per school, kindergarten or partner institution that ever exists.

    曾经存在的学校、幼儿园与合作机构，每所一行。
    """

    zh: ClassVar[str] = "学校"

    uid: Array = column(np.uint32, "id", "标识号", Text(zh="标识：学校id的散列值", en="identity: hash of the school's id"))
    district: Array = column(np.int16, "district row", "区县", Text(zh="所在区县，由所在镇街决定", en="the district it lies in, by its town"))
    kind: Array = column(np.int8, "code", "学校类型", Text(zh="小学、初中、九年一贯制、幼儿园、高中、完全中学、合作机构", en="primary, junior, nine-year, kindergarten, senior, complete, partner"))
    locality: Array = column(np.int8, "code", "城乡类型", Text(zh="城区、镇区、乡村", en="urban, town, rural"))
    level: Array = column(np.int8, "code", "办学水平", Text(zh="第一天的办学水平：强校、普通校、薄弱校、新校", en="strong, ordinary, weak, new on the first day"))
    x: Array = column(np.float32, "km", "东向距离", Text(zh="在中心以东的距离", en="east of the centre"))
    y: Array = column(np.float32, "km", "北向距离", Text(zh="在中心以北的距离", en="north of the centre"))
    opens: Array = column(np.int32, "school year", "开办学年", Text(zh="第一个学年", en="first school year"))
    active: Array = column(np.bool_, "flag", "在办", Text(zh="是否在办学", en="open"))
    successor: Array = column(np.int32, "school row", "并入学校", Text(zh="并入的学校", en="school it was merged into"), NOWHERE)
    rooms: Array = column(np.int32, "classes/grade", "校舍容量", Text(zh="校舍每个年级可容纳的班数", en="classes per grade the building holds"), 0, (STAGE,))
    plan: Array = column(np.float32, "classes/grade", "扩建计划", Text(zh="为满员学校计划而尚未建成的教室", en="rooms planned where the school is full, and not yet built"), 0, (STAGE,))
    staffing: Array = column(np.float32, "ratio", "教师配备比", Text(zh="岗位数与本区县标准之比", en="posts over the district's norm"), 1.0)
    arts: Array = column(np.float32, "ratio", "体艺教师配备比", Text(zh="体艺岗位占比与本区县之比", en="share of PE and arts posts over the district's"), 1.0)
    means: Array = column(np.float32, "ratio", "经费比", Text(zh="生均基建与设备经费与本区县之比", en="capital money per pupil over the district's"), 1.0)
    posts: Array = column(np.int32, "posts", "编制数", Text(zh="各学段、各学科组的核定岗位数", en="authorised posts by stage and block"), 0, (STAGE, N_BLOCKS))
    pupils: Array = column(np.int32, "pupils", "学生数", Text(zh="各学段在校生数（推算列）", en="roll by stage (derived)"), 0, (STAGE,))
    classes: Array = column(np.int32, "classes", "班数", Text(zh="各学段班数（推算列）", en="classes by stage (derived)"), 0, (STAGE,))
    refused: Array = column(np.int32, "children", "未录取人数", Text(zh="今年秋季申请本校而没有学位的儿童数", en="applicants of this autumn without a seat here"), 0, (STAGE,))
    chosen: Array = column(np.int32, "children", "择校人数", Text(zh="今年秋季以本校为第一志愿的片区外儿童数", en="first choices from outside the zone this autumn"), 0, (STAGE,))
    management: Array = column(np.float32, "SD/year", "管理水平", Text(zh="学校自身的管理水平", en="the school's own quality of management"))
    practice: Array = column(np.float32, "SD/year", "习得的管理经验", Text(zh="从核心校学到的管理做法，校长更换后仍留存", en="management practice learnt from a core, which outlasts a head"), 0, (STAGE,))
    lead: Array = column(np.float32, "SD/year", "核心校带动", Text(zh="本学期由核心校输入的管理", en="management lent by cores this term"), 0, (STAGE,))
    culture: Array = column(np.float32, "SD", "学校文化", Text(zh="在学校文化轴上的位置", en="place on the axis of school cultures"))
    roots: Array = column(np.float32, "SD", "文化根基", Text(zh="第一天在学校文化轴上的位置，即学校自身历史形成的文化", en="place on the axis of school cultures on the first day, that of the school's own history"))
    effort: Array = column(np.float32, "share", "共享投入", Text(zh="校长用于集团共享的精力", en="effort the head spends on sharing"), 0.2)
    work: Array = column(np.float32, "share", "本校工作变化", Text(zh="校长用于本校的精力，与单独受评的校长之差", en="effort the head spends on the own school, over that of a head judged alone"), 0, (STAGE,))
    slack: Array = column(np.float32, "SD/year", "校长投入变化的作用", Text(zh="校长用于本校的精力变化使各班增值改变多少", en="change of what all classes gain, by the change of the head's own work"), 0, (STAGE,))
    stakes: Array = column(np.float32, "share", "捆绑评价权重", Text(zh="校长考核中集团共同成绩的权重", en="weight of joint results in the head's evaluation"), 0, (STAGE,))
    reputation: Array = column(np.float32, "SD", "声誉", Text(zh="家长感知的办学质量", en="perceived quality"))
    teaching_area: Array = column(np.float32, "m2", "教学用房面积", Text(zh="教学及辅助用房", en="teaching and auxiliary rooms"))
    sports_area: Array = column(np.float32, "m2", "体育场馆面积", Text(zh="体育运动场馆", en="sports grounds and halls"))
    equipment: Array = column(np.float32, "yuan", "教学仪器设备值", Text(zh="教学仪器设备的账面值", en="book value of teaching equipment"))
    media_rooms: Array = column(np.float32, "rooms", "多媒体教室", Text(zh="网络多媒体教室", en="networked multimedia classrooms"))
    resources: Array = column(np.float32, "index", "资源水平", Text(zh="本校生均资源与国家标准之比，0为恰好达标", en="own resources per pupil over the national standard, 0 = at the standard"))
    shared: Array = column(np.float32, "index", "共享所得", Text(zh="本学期由核心校出借的资源，减去出借使本校学生少用的部分", en="resources lent by cores this term, less what lending costs the own pupils"), 0, (STAGE,))
    digital: Array = column(np.float32, "SD/year", "数字课程所得", Text(zh="本学期由共享的数字课程得到的增值", en="gain from shared digital lessons this term"), 0, (STAGE,))
    support: Array = column(np.float32, "SD/year", "支持所得", Text(zh="本学期课后辅导、共享课程、平台与家校共育等使各班多得的增值", en="what all classes gain this term by help after school, shared courses, diagnostics, families and the like"), 0, (STAGE,))
    care: Array = column(np.float32, "SD/year", "关怀所得", Text(zh="本学期指导、社团与互访等使学生全面发展多得的部分", en="what the development of all pupils gains this term by guidance, clubs, exchange and the like"), 0, (STAGE,))
    relief: Array = column(np.float32, "share", "课后服务分担", Text(zh="本学期课后服务中由外来教师与志愿者承担的份额", en="part of this term's after-school service that guests and volunteers give"), 0, (STAGE,))
    saved: Array = column(np.float32, "share", "批改节省", Text(zh="本学期平台所省的批改时间的份额", en="part of this term's marking that a platform saves"))
    adoption: Array = column(np.float32, "share", "技术采纳", Text(zh="教师中真正使用共享技术的份额", en="share of the staff that makes real use of shared technology"), 1.0)
    satisfied: Array = column(np.float32, "share", "家长满意度", Text(zh="最近一次调查中满意的家长的份额", en="share of families satisfied at the last survey"), np.nan, (STAGE,))
    content: Array = column(np.float32, "share", "教师满意度", Text(zh="最近一次调查中满意的教师的份额", en="share of teachers content at the last survey"), np.nan, (STAGE,))
    mean_score: Array = column(np.float32, "points", "平均成绩", Text(zh="最近一次考试各学段的均分", en="mean of the last test by stage"), np.nan, (STAGE,))
    progress: Array = column(np.float32, "points", "学业进步", Text(zh="近几年各学段学生的进步超出按上年成绩所预期的部分，最近一年在前", en="how much more pupils of each stage came on than last year's scores let expect, by year, the last one first"), np.nan, (STAGE, YEARS_KEPT))
    passed: Array = column(np.bool_, "flag", "资源达标", Text(zh="7项国家资源配置指标中有6项达标，教师按编制计", en="meets 6 of the 7 national resource indicators, by register"))
    cash: Array = column(np.float64, "yuan", "学校资金", Text(zh="账上现金", en="money in hand"))
    asked: Array = column(np.float64, "hours/week", "学校管理周工时", Text(zh="本学期各工具占用的工时，校长与管理人员合计", en="asked for by instruments this term, of heads and managers together"))
    strain: Array = column(np.float32, "SD/year", "管理超时损失", Text(zh="本学期占用校长与管理人员过多工时使管理失去的部分", en="what management loses this term by hours asked of heads and managers beyond those they can spare"))


@dataclass(slots=True)
class Groups(Table):
    """One row per unit that ever exists: an education group, a cluster, a support pair or another community.

    曾经存在的单位，每个一行：教育集团、学区、帮扶结对或其他共同体。
    """

    zh: ClassVar[str] = "集团"

    uid: Array = column(np.uint32, "id", "标识号", Text(zh="标识：集团id的散列值", en="identity: hash of the group's id"))
    layer: Array = column(np.int8, "code", "层级", Text(zh="集团、学区、城乡帮扶共同体、区域共同体、联盟", en="group, cluster, support, regional, alliance"))
    core: Array = column(np.int32, "school row", "核心校", Text(zh="核心校", en="core school"), NOWHERE)
    active: Array = column(np.bool_, "flag", "存续", Text(zh="是否已成立且未解散", en="formed and not dissolved"))
    formed: Array = column(np.int32, "term", "成立学期", Text(zh="成立的学期", en="when it was formed"), NOWHERE)
    phase: Array = column(np.int8, "code", "发展阶段", Text(zh="集团化、名校化、品质化", en="0 growing, 1 making a name, 2 about quality"))
    tier: Array = column(np.int8, "code", "建设层级", Text(zh="区级、市级、省级", en="district, municipal, provincial"))
    spread: Array = column(np.float32, "share", "集团内差异", Text(zh="最近一次考试成员校均分的差异系数，只有一个学段时取该学段，有两个时取平均", en="CV of members' mean scores at the last test, of one stage or the mean of two"), np.nan)
    fund: Array = column(np.float64, "yuan", "集团经费", Text(zh="账上现金", en="money in hand"))
    met: Array = column(np.float32, "share", "评选达标", Text(zh="最近一次评选中达到的条件所占份额，评选前为0", en="share of the criteria of good groups met at the last look, 0 before one"))
    merit: Array = column(np.int16, "years", "达标年数", Text(zh="连续达到评选条件的年数", en="years in a row in which it met enough of them"))
    failed: Array = column(np.bool_, "flag", "未通过验收", Text(zh="验收时未达标，尚未补验通过", en="failed its acceptance, and has not passed since"))


@dataclass(slots=True)
class Ties(Table):
    """One row per core-member tie; each has its own form.

    核心校与成员校的每条关系一行，各有其办学形式。
    """

    zh: ClassVar[str] = "集团内关系"

    group: Array = column(np.int32, "group row", "集团", Text(zh="所属集团", en="the group"), NOWHERE)
    school: Array = column(np.int32, "school row", "成员校", Text(zh="成员校", en="the member"), NOWHERE)
    stage: Array = column(np.int8, "code", "学段", Text(zh="成员校受约的学段；-1为全校", en="stage of the member that is tied; -1 the whole school"), WHOLE)
    form: Array = column(np.int8, "code", "办学形式", Text(zh="办学形式，编码为设定中各形式的顺序", en="form of tie, in the order of the settings' forms"))
    active: Array = column(np.bool_, "flag", "有效", Text(zh="是否有效", en="in force"))
    start: Array = column(np.int32, "term", "起始学期", Text(zh="开始的学期", en="when it began"), NOWHERE)
    end: Array = column(np.int32, "term", "终止学期", Text(zh="最终结束的学期", en="when it ended for good"), NOWHERE)
    ripe: Array = column(np.int16, "years", "达标年数", Text(zh="成员校连续赶上核心校的年数", en="years in a row in which the member matched the core"))
    sour: Array = column(np.int16, "years", "失和年数", Text(zh="信任度连续偏低的年数", en="years in a row of low trust"))
    distance: Array = column(np.float32, "km", "距离", Text(zh="核心校到成员校的距离", en="core to member"))
    mismatch: Array = column(np.float32, "share", "学段错位", Text(zh="成员校的学段中核心校不开设的份额", en="how little of the member's stages the core teaches"))
    trust: Array = column(np.float32, "share", "信任", Text(zh="双方的信任度", en="trust between the partners"), 0.3)
    reach: Array = column(np.float32, "share", "传递力度", Text(zh="本学期这条关系在各项功能上传递的份额", en="what the tie carries this term, by function"), 0.0, (len(FUNCTIONS),))


@dataclass(slots=True)
class Placements(Table):
    """One row per placement ever begun; a log, never erased.

    每次派出一行；是只增不删的台账。
    """

    zh: ClassVar[str] = "交流任教"

    teacher: Array = column(np.uint64, "id", "教师", Text(zh="派出的教师", en="who"))
    origin: Array = column(np.int32, "school row", "来源校", Text(zh="编制所在的学校", en="school of register"))
    target: Array = column(np.int32, "school row", "去向校", Text(zh="派往任教的学校", en="school of posting"))
    kind: Array = column(np.int8, "code", "交流类型", Text(zh="交流任教的类型", en="kind of placement"))
    group: Array = column(np.int32, "group row", "集团", Text(zh="派出的集团", en="the group that sends"))
    by: Array = column(np.int16, "instrument", "所属工具", Text(zh="派出的工具或实例，按名称顺序编码，实例在后", en="instrument or instance that sends, by the order of names, instances last"), NOWHERE)
    load: Array = column(np.float32, "ratio", "课时比", Text(zh="课时与当地同事之比", en="lessons over those of a local colleague"), 1.0)
    week: Array = column(np.float32, "share", "每周到岗份额", Text(zh="每周在派往学校的份额；其余时间在本校任教", en="part of the week at the school of posting; the rest is taught at home"), 1.0)
    start: Array = column(np.int32, "term", "起始学期", Text(zh="第一个学期", en="first term"))
    end: Array = column(np.int32, "term", "结束学期", Text(zh="结束后的第一个学期（先为计划，后为实际）", en="first term after it (planned, then actual)"))
    chosen: Array = column(np.bool_, "flag", "自愿", Text(zh="教师本人是否同意", en="the teacher consented"))
    honour: Array = column(np.int8, "code", "骨干称号", Text(zh="派出时的称号", en="honour when sent"))
    block: Array = column(np.int8, "code", "学科组", Text(zh="学科组", en="subject block"))
    skill: Array = column(np.float32, "SD/year", "教学能力", Text(zh="派出时的教学能力", en="skill when sent"))
    experience: Array = column(np.float32, "years", "教龄", Text(zh="派出时的教龄", en="experience when sent"))

# fmt: on

TABLES: dict[str, type[Table]] = {
    "districts": Districts, "zones": Zones, "students": Students, "development": Development, "cohorts": Cohorts,
    "classes": Classes, "teachers": Teachers, "schools": Schools, "groups": Groups, "ties": Ties, "placements": Placements,
}  # fmt: skip
