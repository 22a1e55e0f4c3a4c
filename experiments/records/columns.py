# ruff: noqa: E501 - a declared column reads as one line: header, unit, range, why, other headers
"""The columns records may have: name, Chinese header and other names, unit, range, whether they are required, and why.

Three tables: ``schools`` (a row per school and stage: a nine-year school has two rows with the same id), ``teachers`` (a row per
teacher) and ``pupils`` (a row per pupil). Everything that reads, checks, explains or writes records reads this file.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from experiments.records import codes, texts
from experiments.records.codes import Code
from sim.say import NOTHING, Said, joined

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["id", "text", "count", "number", "share", "code", "flag", "month"]
NUMERIC = ("count", "number", "share", "flag")

# Words for a unit as headers write them, and what a number in it is multiplied by. One unit per dimension is ours.
UNITS: dict[str, dict[str, float]] = {
    "yuan": {"元": 1, "yuan": 1, "rmb": 1, "cny": 1, "千元": 1e3, "万元": 1e4, "万": 1e4, "10k yuan": 1e4, "10,000 yuan": 1e4, "亿元": 1e8},
    "m2": {"平方米": 1, "㎡": 1, "m2": 1, "m²": 1, "sqm": 1, "m^2": 1, "亩": 10_000 / 15, "公顷": 1e4, "ha": 1e4, "万平方米": 1e4},
    "km": {"公里": 1, "千米": 1, "km": 1, "米": 1e-3, "m": 1e-3},
    "share": {"%": 0.01, "百分比": 0.01, "percent": 0.01, "比例": 1, "share": 1},
    "people": {"人": 1, "名": 1, "位": 1, "persons": 1, "people": 1, "个": 1, "百人": 100, "pupils": 1, "teachers": 1, "名学生": 1, "个学生": 1, "名教师": 1, "位教师": 1},
    "classes": {"个": 1, "班": 1, "个班": 1, "个班级": 1, "个教学班": 1, "教学班": 1, "classes": 1},
    "rooms": {"间": 1, "rooms": 1, "个": 1, "间教室": 1, "个教室": 1},
    "sets": {"台": 1, "sets": 1, "套": 1, "台套": 1, "台(套)": 1},
    "books": {"册": 1, "books": 1, "本": 1, "万册": 1e4},
    "points": {"分": 1, "points": 1},
    "degrees": {"度": 1, "°": 1, "degrees": 1, "deg": 1},
    "years": {"年": 1, "years": 1},
}  # fmt: skip
SUMMED = ("yuan", "m2", "people", "classes", "rooms", "sets", "books")  # units of what a row has for itself


@dataclass(frozen=True, slots=True)
class RecordColumn:
    """One declared column; ``low`` and ``high`` hold in its unit."""

    name: str
    zh: str
    kind: Kind
    unit: str
    low: float
    high: float
    about: str
    about_zh: str
    also: tuple[str, ...]  # other headers
    codes: tuple[Code, ...]
    required: bool
    is_open: bool  # words that are not known become the code "other", with a note
    else_: tuple[str, ...] = ()  # headers that name the column only where no better one is there

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that names the column, the weaker ones last."""
        return (self.name, self.zh, *self.also, *self.else_)

    @property
    def is_number(self) -> bool:
        """Whether a frame holds it as numbers, NaN where missing; otherwise texts, empty where missing."""
        return self.kind in NUMERIC

    @property
    def label(self) -> Said:
        """How messages call it."""
        return texts.LABEL(zh=self.zh, name=self.name)

    @property
    def unit_said(self) -> Said:
        """Its unit in words, empty where it has none."""
        return texts.UNITS[self.unit]() if self.unit else NOTHING

    @property
    def allowed(self) -> Said:
        """What a cell may hold, in words."""
        if self.codes:
            return joined([texts.WORD(zh=c.zh[0], code=c.code) for c in self.codes])
        if self.kind == "month":
            return texts.A_MONTH()
        if not self.is_number:
            return texts.ANY_TEXT()
        if not math.isfinite(self.high):
            return texts.ANY_NUMBER(unit=self.unit_said)
        low = f"{self.low:g}" if math.isfinite(self.low) else texts.ANY()
        said = texts.BETWEEN_WHOLE if self.kind == "count" else texts.BETWEEN
        return said(low=low, high=f"{self.high:{'' if self.unit == 'year' else ','}.10g}", unit=self.unit_said)

    def word(self, code: str) -> Said:
        """Return what a code of it is called: in Chinese the word that templates offer, in English the code."""
        return Said(next((c.zh[0] for c in self.codes if c.code == code), code), code)


@dataclass(frozen=True, slots=True)
class RecordTable:
    """A table of records: its columns, and the names its file or sheet may have."""

    name: str
    zh: str
    also: tuple[str, ...]
    about: str
    about_zh: str
    most: int  # lines that are read
    passed: tuple[str, ...]  # headers that are usual, and nothing here needs
    columns: tuple[RecordColumn, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of a file or sheet that holds the table."""
        return (self.name, self.zh, *self.also)

    @property
    def label(self) -> Said:
        """How messages call it."""
        return texts.TABLE_LABEL(zh=self.zh, name=self.name)

    @property
    def name_said(self) -> Said:
        """Its name in the language of a sentence."""
        return Said(self.zh, self.name)

    def column(self, name: str) -> RecordColumn:
        """Return a column by its name."""
        return next(c for c in self.columns if c.name == name)


def _text(
    name: str,
    zh: str,
    about: str,
    about_zh: str,
    *also: str,
    kind: Kind = "text",
    required: bool = False,
    else_: tuple[str, ...] = (),
) -> RecordColumn:
    return RecordColumn(name, zh, kind, "", -math.inf, math.inf, about, about_zh, also, (), required, False, else_)


def _count(
    name: str,
    zh: str,
    unit: str,
    high: float,
    about: str,
    about_zh: str,
    *also: str,
    low: float = 0,
    required: bool = False,
) -> RecordColumn:
    return RecordColumn(name, zh, "count", unit, low, high, about, about_zh, also, (), required, False)


def _amount(
    name: str, zh: str, unit: str, low: float, high: float, about: str, about_zh: str, *also: str
) -> RecordColumn:
    return RecordColumn(
        name, zh, "share" if unit == "share" else "number", unit, low, high, about, about_zh, also, (), False, False
    )


def _code(
    name: str,
    zh: str,
    choices: tuple[Code, ...],
    about: str,
    about_zh: str,
    *also: str,
    required: bool = False,
    is_open: bool = False,
    else_: tuple[str, ...] = (),
) -> RecordColumn:
    kind: Kind = "flag" if choices is codes.FLAG else "code"
    return RecordColumn(name, zh, kind, "word", 0, 1, about, about_zh, also, choices, required, is_open, else_)


# fmt: off
SCHOOLS = RecordTable(
    "schools", "学校", ("学校表", "school", "学校信息", "学校数据", "学校基本情况"),
    "a row per school and stage; a nine-year school has two rows with the same id",
    "每校每学段一行；九年一贯制学校小学、初中各一行，标识码相同",
    10_000,
    ("序号", "校长", "校长姓名", "联系人", "联系电话", "电话", "地址", "学校地址", "邮编", "邮政编码", "建校时间", "建校年份", "举办者", "举办者类型", "办学性质", "学校性质", "占地面积", "校园面积", "校舍面积", "校舍建筑面积", "建筑面积", "教职工数", "教职工总数", "教职工人数", "女生数", "男生数", "寄宿生数", "住宿生数", "是否寄宿制", "统一社会信用代码", "所属区县", "区县", "填报人", "填报日期"),
    (
        _text("id", "学校标识码", "number of the school, which names it in every table", "学校唯一代码，各表以此对应", "学校代码", "学校编码", "学校(机构)标识码", "学校编号", "标识码", "机构代码", "机构标识码", "单位代码", "school id", "school code", kind="id", required=True),
        _text("name_zh", "学校名称", "name in Chinese", "学校中文名称", "名称", "校名", "学校(机构)名称", "学校", "学校全称", "单位名称", "机构名称", "school name", "name"),
        _text("name_en", "英文名称", "name in English", "学校英文名称", "学校英文名称", "english name"),
        _count("year", "学年", "year", 2200, "school year, by the year it begins in: 2023 is 2023/24", "学年，以开始年份表示：2023即2023—2024学年", "年度", "年份", "school year", low=1990),
        _code("stage", "学段", codes.STAGE, "stage this row is about", "本行所指学段", "学校学段", "school stage", "level of education", required=True),
        _code("kind", "办学类型", codes.KIND, "kind of school; taken from its rows where it is not given", "学校办学类型；未填时由学段推断", "学校类型", "学校办学类型", "school kind", "school type", "type"),
        _text("town", "镇街", "street, town or township the school lies in", "学校所在街道、镇、乡", "街道", "乡镇", "镇(街)", "所属镇街", "所在乡镇", "township"),
        _code("locality", "城乡类型", codes.LOCALITY, "urban, town or rural, by the statistical code of the address", "驻地城乡类型", "驻地城乡类型", "城乡分类", "学校驻地城乡类型", "urban rural"),
        _code("level", "办学水平", codes.LEVEL, "standing of the school in the district, as the bureau sees it", "教育行政部门认定的办学水平", "学校水平", "standing"),
        _count("pupils", "在校生数", "people", 20_000, "pupils of the stage", "本学段在校学生数", "学生数", "在校学生数", "在校生", "学生人数", "在校学生", "在校生人数", "在校学生人数", "学生总数", "在籍学生数", "enrolment", "enrollment", "students", required=True),
        _count("migrants", "随迁子女数", "people", 20_000, "of them children of migrants without local register", "其中进城务工人员随迁子女数", "进城务工人员随迁子女数", "随迁子女", "migrant pupils"),
        _count("classes", "班级数", "classes", 400, "classes of the stage", "本学段教学班数", "班数", "教学班数", "班级", "班级个数", "教学班", "教学班个数", "班级总数"),
        _count("largest_class", "最大班额", "people", 200, "pupils in the largest class", "最大班级学生数", "最大班级人数", "最大班额数", "largest class size"),
        _count("teachers", "专任教师数", "people", 2_000, "full-time teachers on the school's register", "编制（关系）在本校的专任教师数", "教师数", "专任教师", "教师人数", "专任教师人数", "专任教师总数", "full time teachers"),
        _count("above_degree", "高于规定学历教师数", "people", 2_000, "of them with a degree above the required one: primary, college or more; junior, bachelor or more", "其中高于规定学历者：小学专科及以上，初中本科及以上", "高于规定学历教师", "高学历教师数", "teachers above required degree"),
        _count("backbone", "县级以上骨干教师数", "people", 2_000, "of them backbone teachers of the county or above", "其中县级及以上骨干教师", "骨干教师数", "骨干教师", "县级及以上骨干教师数", "县级以上骨干教师", "县级及以上骨干教师", "backbone teachers"),
        _count("arts", "体育艺术专任教师数", "people", 500, "of them teachers of PE, music and art", "其中体育、音乐、美术专任教师", "体育、艺术专任教师数", "体艺教师数", "音体美教师数", "体育、艺术(音乐、美术)专任教师数", "pe and arts teachers"),
        _count("mid_title", "中级及以上职称教师数", "people", 2_000, "of them with a middle or higher title (regime of 2012)", "其中中级及以上专业技术职务（2012年办法）", "中级以上职称教师数", "中级及以上职称", "中级以上职称", "中级及以上职称教师", "中级及以上职称人数", "中级及以上专业技术职务教师数", "teachers of middle or higher title"),
        _amount("teaching_area", "教学及辅助用房面积", "m2", 0, 500_000, "teaching and auxiliary rooms, without indoor sports space", "教学及教学辅助用房面积，不含室内体育用房", "教学及教学辅助用房面积", "教学及辅助用房", "教学辅助用房面积"),
        _amount("sports_area", "体育运动场馆面积", "m2", 0, 500_000, "sports grounds and halls", "体育运动场（馆）面积", "体育运动场(馆)面积", "运动场地面积", "运动场馆面积", "体育场馆面积"),
        _amount("equipment", "教学仪器设备值", "yuan", 0, 1e11, "book value of teaching equipment", "教学仪器设备账面值", "教学仪器设备资产值", "仪器设备值", "教学、实习仪器设备资产值", "设备值", "equipment value"),
        _count("media_rooms", "网络多媒体教室数", "rooms", 1_000, "networked multimedia classrooms", "网络多媒体教室间数", "多媒体教室数", "网络多媒体教室", "multimedia rooms"),
        _count("computers", "计算机台数", "sets", 20_000, "computers for pupils (regime of 2012)", "教学用计算机台数（2012年办法）", "教学用计算机台数", "计算机数", "数字终端数", "计算机"),
        _count("books", "图书册数", "books", 5_000_000, "library books (regime of 2012)", "图书册数（2012年办法）", "图书", "图书数", "藏书量", "library books"),
        _count("music_rooms", "音乐教室数", "rooms", 200, "music rooms of at least 96 m2 (older sites 73 m2)", "面积达96平方米（老校73平方米）的音乐专用教室", "音乐专用教室数", "音乐教室"),
        _count("art_rooms", "美术教室数", "rooms", 200, "art rooms of at least 90 m2 (older sites 67 m2)", "面积达90平方米（老校67平方米）的美术专用教室", "美术专用教室数", "美术教室"),
        _amount("training_share", "教师培训经费占公用经费比例", "share", 0, 1, "share of public funds spent on training teachers", "教师培训经费占年度公用经费预算总额比例", "教师培训经费比例", "培训经费占比"),
        _count("eligible", "符合交流条件教师数", "people", 2_000, "teachers who are eligible for rotation this year", "本年度符合交流轮岗条件的教师数", "符合交流轮岗条件教师数", "应交流教师数", "eligible teachers"),
        _count("rotated", "当年交流教师数", "people", 2_000, "of them rotated this year", "本年度实际交流轮岗教师数", "交流教师数", "交流轮岗教师数", "实际交流教师数", "rotated teachers"),
        _count("rotated_backbone", "当年交流骨干教师数", "people", 2_000, "of the rotated, backbone teachers", "交流教师中的骨干教师数", "交流骨干教师数", "骨干教师交流数", "rotated backbone teachers"),
        _count("lent", "借出教师数", "people", 2_000, "teachers of the register who work at another school", "关系在本校、在外校任教的教师数", "派出教师数", "外派教师数", "staff posted out"),
        _count("borrowed", "借入教师数", "people", 2_000, "teachers of other schools who work here", "关系在外校、在本校任教的教师数", "派入教师数", "staff posted in"),
        _text("group", "集团名称", "education group the school belongs to; empty outside groups", "所属教育集团；不属于集团则留空", "教育集团", "所属集团", "所属教育集团", "集团", "education group"),
        _code("role", "集团角色", codes.ROLE, "core school or member of its group", "在集团中的角色", "角色", "集团内角色", "group role"),
        _code("form", "办学形式", codes.FORM, "form of a member's tie with the core", "成员校与核心校之间关系的形式", "形式", "集团形式", "联结形式", "tie form"),
        _text("formed", "成立年月", "when the group was formed, such as 2020-09", "集团成立年月，如2020-09", "集团成立年月", "集团成立时间", "成立时间", kind="month"),
        _code("tier", "集团级别", codes.TIER, "standing of the group", "集团级别", "级别", "group tier"),
        _amount("lon", "经度", "degrees", 73, 136, "longitude, WGS84", "经度（WGS84）", "longitude", "lng"),
        _amount("lat", "纬度", "degrees", 3, 54, "latitude, WGS84", "纬度（WGS84）", "latitude"),
        _amount("x", "东向距离", "km", -500, 500, "km east of a point of your choice, where there is no longitude", "自选原点以东公里数（无经度时填）", "东向坐标", "横坐标", "east"),
        _amount("y", "北向距离", "km", -500, 500, "km north of that point", "自选原点以北公里数（无纬度时填）", "北向坐标", "纵坐标", "north"),
        _amount("mean_score", "平均分", "points", 0, 1_000, "mean score of the stage at a common test", "本学段统一测试平均分", "平均成绩", "学业平均分", "mean score"),
        _amount("score_sd", "成绩标准差", "points", 0, 500, "standard deviation of the scores within the school", "校内成绩标准差", "标准差", "分数标准差", "score sd"),
        _count("tested", "参测人数", "people", 20_000, "pupils who sat the test; all pupils where not given", "参加测试人数；未填则视为全部在校生", "参加测试人数", "测试人数", "pupils tested"),
        _text("note", "备注", "remarks, which nothing reads", "备注，不参与计算", "说明", "notes", "remarks", "comment"),
    ),
)

TEACHERS = RecordTable(
    "teachers", "教师", ("教师表", "teacher", "教师信息", "教师数据", "教师名册"),
    "a row per full-time teacher on a register", "每名在编专任教师一行",
    100_000,
    ("序号", "政治面貌", "民族", "籍贯", "出生地", "身份证号", "身份证号码", "证件号码", "证件类型", "联系电话", "手机", "手机号", "电话", "邮箱", "家庭住址", "婚姻状况", "健康状况", "岗位类别", "岗位类型", "岗位等级", "岗位性质", "聘任职务", "现聘职务", "聘任时间", "职称取得时间", "任职资格取得时间", "人员类别", "人员状态", "教师类别", "教职工类别", "职务", "行政职务", "党政职务", "参加工作时间", "工作时间", "从教时间", "参加工作年月", "毕业院校", "毕业学校", "毕业时间", "所学专业", "专业", "第一学历", "全日制学历", "原始学历", "学位", "学位层次", "教师资格证种类", "教师资格种类", "教师资格证号", "教师资格证", "资格证学科", "普通话等级", "普通话水平", "周课时数", "周课时", "任教年级", "任教班级", "兼教学科", "兼任学科", "是否班主任", "班主任", "年龄", "工龄", "继续教育学时", "考核结果", "年度考核", "入编时间", "特岗教师", "是否特岗", "国籍", "港澳台侨", "照片"),
    (
        _text("id", "教师编号", "number of the teacher; a pseudonym will do", "教师唯一编号，可用化名代码", "教师代码", "教师编码", "工号", "教职工号", "职工号", "人员编号", "编号", "teacher id", kind="id", required=True, else_=("序号",)),
        _text("school", "学校标识码", "school of register", "编制（关系）所在学校标识码", "编制学校标识码", "编制所在学校", "关系所在学校", "学校代码", "学校编码", "学校编号", "所属学校标识码", "编制学校", "register", "school id", kind="id", required=True, else_=("学校名称", "校名", "所在学校", "所属学校", "学校", "学校全称", "单位", "单位名称", "所在单位", "工作单位", "编制单位", "编制所在单位", "school name")),
        _text("post", "任教学校标识码", "school where the teacher works; empty: the school of register", "实际任教学校标识码；留空即关系所在学校", "实际任教学校", "任教学校", "任教学校代码", "现任教学校", "现任教单位", "实际工作学校", "现工作学校", "post school", "school of posting", kind="id", else_=("实际工作单位", "现工作单位", "交流学校", "借调学校")),
        _code("stage", "任教学段", codes.STAGE, "stage taught; needed in nine-year schools only", "任教学段；仅九年一贯制学校必填", "学段", "所教学段", "执教学段", "现任教学段", "主要任教学段", "任教阶段", "任课学段", "teaching stage"),
        _code("subject", "任教学科", codes.SUBJECT, "main subject", "主要任教学科", "学科", "任课学科", "主教学科", "主任教学科", "现任教学科", "任教科目", "任课科目", "主教科目", "科目", "所教学科", "执教学科", "授课学科", "任教课程", "学科名称", is_open=True),
        _code("sex", "性别", codes.SEX, "sex", "性别", "gender"),
        _count("birth_year", "出生年份", "year", 2015, "year of birth", "出生年份", "出生年", "出生年月", "出生日期", "出生时间", "year of birth", "date of birth", low=1930),
        _count("experience", "教龄", "years", 60, "years taught", "从教年数", "任教年限", "从教年限", "教学年限", "任教年数", "years taught", "years of experience"),
        _count("since", "到校年份", "year", 2200, "year the teacher came to the school of register; six years make a teacher eligible for rotation", "到关系所在学校任教的年份（满六年即符合交流条件）", "到校时间", "到校年月", "来校年份", "来校时间", "进校年份", "进校时间", "入校时间", "入校年份", "到本校时间", "来本校时间", "调入时间", "调入本校时间", "到本校工作时间", "来本校工作时间", "进入本校时间", "入现单位时间", "到现单位时间", "进入现单位时间", "调入现单位时间", "现单位工作时间", "since year", low=1950),
        _code("degree", "学历", codes.DEGREE, "highest degree", "最高学历", "最高学历", "学历层次", "现学历", "现有学历", "学历情况", "文化程度", "education"),
        _code("title", "专业技术职务", codes.TITLE, "professional title", "专业技术职务（职称）", "职称", "职称等级", "职称级别", "职称名称", "最高职称", "现有职称", "现职称", "教师职称", "专业技术职称", "技术职称", "专业技术资格", "专业技术职务资格", "专业技术职务(职称)", "professional title", else_=("聘任职务", "聘任专业技术职务", "现聘职务", "现聘职称", "聘任职称", "岗位等级")),
        _code("honour", "骨干称号", codes.HONOUR, "honour of the county or above", "县级及以上骨干称号", "骨干教师", "骨干类别", "骨干级别", "骨干层次", "骨干教师类别", "骨干教师级别", "骨干教师称号", "骨干教师层次", "县级以上骨干教师", "县级及以上骨干教师", "honor", else_=("荣誉称号", "荣誉", "获得荣誉")),
        _code("rotated", "当年交流", codes.FLAG, "whether the teacher was rotated this year", "本年度是否交流轮岗", "是否交流", "是否交流轮岗", "本年度交流", "本年度是否交流", "当年是否交流", "交流轮岗", "rotated this year"),
        _code("on_register", "是否在编", codes.REGISTER, "whether on the register (在编, 备案制); the rows of others (代课, 临聘, 劳务派遣) are left out", "是否在编（含备案制）；代课、临聘、劳务派遣等人员不计入", "在编情况", "on register", else_=("编制类型", "编制性质", "编制类别", "人员性质", "用工形式", "聘用形式", "聘用方式")),
        _text("name", "姓名", "name, which nothing reads and nothing writes; better left out", "姓名，不读取、不输出，建议不填", "教师姓名", "teacher name"),
        _text("note", "备注", "remarks, which nothing reads", "备注，不参与计算", "说明", "notes", "remarks"),
    ),
)

PUPILS = RecordTable(
    "pupils", "学生", ("学生表", "pupil", "students", "student", "学生信息", "学生数据", "成绩"),
    "a row per pupil; a sample will do for measures of achievement", "每名学生一行；计算学业指标时可用抽样数据",
    300_000,
    ("序号", "民族", "身份证号", "身份证号码", "证件号码", "出生日期", "出生年月", "年龄", "家庭住址", "联系电话", "家长姓名", "监护人", "监护人姓名", "政治面貌", "籍贯", "国籍", "准考证号", "考号", "是否住宿", "是否寄宿", "排名", "名次"),
    (
        _text("id", "学生编号", "number of the pupil; a pseudonym will do", "学生唯一编号，可用化名代码", "学生代码", "学籍号", "学号", "编号", "pupil id", "student id", kind="id", required=True, else_=("序号",)),
        _text("school", "学校标识码", "school attended", "就读学校标识码", "学校代码", "学校编码", "学校编号", "school id", kind="id", required=True, else_=("就读学校", "学校名称", "校名", "所在学校", "所属学校", "学校", "school name")),
        _count("grade", "年级", "grade", 9, "grade, 1 to 9; it tells the stage", "年级，1至9，用以判断学段", "就读年级", low=1, required=True),
        _text("class", "班级", "class within school and grade", "班级", "班号", "所在班级", "class id"),
        _code("sex", "性别", codes.SEX, "sex", "性别", "gender"),
        _code("migrant", "随迁子女", codes.FLAG, "whether a child of migrants without local register", "是否进城务工人员随迁子女", "是否随迁子女", "是否随迁"),
        _code("locality", "家庭城乡类型", codes.LOCALITY, "urban, town or rural home", "家庭所在地城乡类型", "家庭所在地", "户籍类型", "城乡类型", "home locality"),
        _amount("ses", "家庭社会经济地位", "index", -1_000, 1_000, "family background on any scale; more is better off", "家庭社会经济地位指数，任意量尺，越大越好", "社会经济地位", "SES指数", "family background"),
        _amount("score", "成绩", "points", -1_000, 1_000, "score at a common test", "统一测试成绩", "分数", "总分", "测试成绩", "test score"),
        _amount("prior_score", "前测成绩", "points", -1_000, 1_000, "score of the same pupil at an earlier test", "同一学生此前测试成绩", "入学成绩", "上次成绩", "prior", "pretest"),
        _text("name", "姓名", "name, which nothing reads and nothing writes; better left out", "姓名，不读取、不输出，建议不填", "学生姓名", "pupil name"),
        _text("note", "备注", "remarks, which nothing reads", "备注，不参与计算", "说明", "notes", "remarks"),
    ),
)
# fmt: on
TABLES = (SCHOOLS, TEACHERS, PUPILS)
UNREAD = ("name", "note")  # columns of people and remarks that are dropped at once


@dataclass(frozen=True)
class Records:
    """Checked records, in our names, codes and units.

    Every frame has every declared column of its table but those nothing reads: numbers as float64 (NaN: missing; flags 1 and 0),
    everything else as texts ("" : missing; codes as in `experiments.records.codes`). One column more, ``source``, says where
    a row came from, such as ``schools.csv, line 12``. In ``schools``, ``kind_as`` and ``form_as`` are the words of these two as they
    were written, ``kind`` is always there, what a group is said to be stands
    on every row of a school, and ``x`` and ``y`` (km east and north of the schools' centre) are NaN where nothing is known.
    In ``teachers``, ``school``, ``post`` (the school of register where none is given), ``stage`` and ``post_stage`` (what the
    teacher teaches there) are always filled; ``pupils`` has a ``stage`` from the grade.
    """

    path: Path
    schools: pd.DataFrame  # one row per school and stage, in the order of the file
    teachers: pd.DataFrame | None
    pupils: pd.DataFrame | None
    year: int | None  # the school year the records are of, by the year it begins in
    given: Mapping[str, frozenset[str]]  # the columns of each table that hold anything
    notes: tuple[Said, ...] = ()  # what was read with care: encodings, skipped totals, converted units
    files: Mapping[str, str] = field(default_factory=dict)  # SHA-256 of every file read, by name

    def has(self, table: str, *columns: str) -> bool:
        """Whether all these columns of a table hold anything."""
        return set(columns) <= self.given.get(table, frozenset())
