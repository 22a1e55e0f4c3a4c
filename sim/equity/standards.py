"""The national standards of the inspections of 2012 and 2017, as data: indicators, thresholds, limits, rules.

2012, basic balance (基本均衡): a county is judged by the mean of the CVs of eight indicators. 2017, quality balance (优质均衡):
by every single CV of seven indicators, and every school by thresholds per pupil. Rows are schools by stage: a nine-year
school is judged at each of its stages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.say import Said
from sim.state import Array


@dataclass(frozen=True, slots=True)
class Indicator:
    """What a school has for its pupils."""

    name: str
    amount: str  # unit of the raw amount a school has
    per: int  # pupils the amount is divided by: 1, or 100
    zh: str
    en: str
    threshold: tuple[float, float] | None  # least value at primary and junior stage; None where none is set
    whole: bool = False  # comes in whole numbers: people, rooms
    staff: bool = False  # people, who may work elsewhere than where they are registered

    @property
    def unit(self) -> str:
        """Unit of the value that is judged, such as ``m2/pupil`` or ``teachers/100 pupils``."""
        return f"{self.amount}/pupil" if self.per == 1 else f"{self.amount}/{self.per} pupils"


@dataclass(frozen=True)
class Regime:
    """What inspectors judge a county by; pairs are limits of the primary and the junior stage."""

    year: int
    zh: str
    en: str
    indicators: tuple[Indicator, ...]
    cv_limit: tuple[float, float]
    combined: bool  # the mean of the CVs is judged, not each of them
    pass_count: int | None  # indicators a school must meet; None where schools are not judged by thresholds
    floor: float | None  # share of the threshold below which the others must not lie
    source: Said

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Short names of the indicators, in order."""
        return tuple(i.name for i in self.indicators)

    @cached_property
    def thresholds(self) -> Array:
        """Least values, shape (2, n_indicators): primary, junior; NaN where none is set."""
        return np.array([i.threshold or (np.nan, np.nan) for i in self.indicators]).T

    @cached_property
    def per(self) -> Array:
        """Pupils each amount is divided by, shape (n_indicators,)."""
        return np.array([float(i.per) for i in self.indicators])


_AREA = Indicator("L4", "m2", 1, "生均教学及辅助用房面积", "Teaching and auxiliary rooms", (4.5, 5.8))
_SPORTS = Indicator("L5", "m2", 1, "生均体育运动场馆面积", "Sports grounds and halls", (7.5, 10.2))
_EQUIPMENT = Indicator("L6", "yuan", 1, "生均教学仪器设备值", "Book value of teaching equipment", (2000.0, 2500.0))

R2017 = Regime(
    year=2017,
    zh="优质均衡",
    en="Quality balance",
    indicators=(
        Indicator(
            "L1", "teachers", 100, "每百名学生拥有高于规定学历教师数", "Teachers above the required degree", (4.2, 5.3),
            whole=True, staff=True,
        ),
        Indicator(
            "L2", "teachers", 100, "每百名学生拥有县级以上骨干教师数", "Backbone teachers of county rank or above",
            (1.0, 1.0), whole=True, staff=True,
        ),
        Indicator(
            "L3", "teachers", 100, "每百名学生拥有体育、艺术专任教师数", "Teachers of PE and arts", (0.9, 0.9),
            whole=True, staff=True,
        ),
        _AREA,
        _SPORTS,
        _EQUIPMENT,
        Indicator(
            "L7", "rooms", 100, "每百名学生拥有网络多媒体教室数", "Networked multimedia classrooms", (2.3, 2.4), whole=True,
        ),
    ),
    cv_limit=(0.50, 0.45),
    combined=False,
    pass_count=6,
    floor=0.85,
    source=Said(
        zh="教育部《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号），据河北省实施办法；不低于标准85%的底线据一般报道",
        en="Measures for inspecting the quality balance of compulsory education in counties, Ministry of Education, "
        "Jiaodu [2017] No. 6, as in the implementing measures of Hebei province; the floor of 85 % as commonly reported",
    ),
)  # fmt: skip

R2012 = Regime(
    year=2012,
    zh="基本均衡",
    en="Basic balance",
    indicators=(
        Indicator("B1", "m2", 1, _AREA.zh, _AREA.en, None),
        Indicator("B2", "m2", 1, _SPORTS.zh, _SPORTS.en, None),
        Indicator("B3", "yuan", 1, _EQUIPMENT.zh, _EQUIPMENT.en, None),
        Indicator("B4", "computers", 100, "每百名学生拥有计算机台数", "Computers", None, whole=True),
        Indicator("B5", "books", 1, "生均图书册数", "Library books", None, whole=True),
        Indicator("B6", "teachers", 1, "师生比", "Teachers", None, whole=True, staff=True),
        Indicator(
            "B7", "teachers", 1, "生均高于规定学历教师数", "Teachers above the required degree", None, whole=True, staff=True,
        ),
        Indicator(
            "B8", "teachers", 1, "生均中级及以上专业技术职务教师数", "Teachers of middle or higher title", None,
            whole=True, staff=True,
        ),
    ),
    cv_limit=(0.65, 0.55),
    combined=True,
    pass_count=None,
    floor=None,
    source=Said(
        zh="教育部《县域义务教育均衡发展督导评估暂行办法》（教督〔2012〕3号），据安徽省各县区数据表",
        en="Interim measures for inspecting the balance of compulsory education in counties, Ministry of Education, "
        "Jiaodu [2012] No. 3, as in county tables of Anhui province",
    ),
)  # fmt: skip

REGIMES = {r.year: r for r in (R2012, R2017)}

# Other rules of 2017.
CLASS_LIMIT = (45, 50)  # pupils of a class, primary and junior
SCHOOL_LIMIT = (2000, 2000, 2500)  # pupils of a primary, a junior and a nine-year school (rows as in sim.axes.Kind)
SMALLEST = 50  # pupils: teaching points below are not inspected
ELIGIBLE_YEARS = 6  # years in a row at one school that make a teacher eligible for rotation (Jiangxi, Anhui, Tianjin)
ELIGIBLE_AGE = (50, 45)  # years from which men and women are no longer eligible (Tianjin 2018)
ROTATED = 0.10  # of eligible teachers, a year
ROTATED_BACKBONE = 0.20  # of those who rotate
DIFFERENCE_RATE = 0.15  # share of the variance of scores between schools must lie below
