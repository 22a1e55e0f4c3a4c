"""Yearly measures of time: the week of teachers by item, and what instruments ask of them and of heads, by item and in yuan.

Teachers are counted where they work; the hours of heads and managers of a school are told by the pupils of its stages. The
worth of time is what the same hours cost as salary: the mean salary over the working hours of a year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from sim.books import Item, items
from sim.equity import texts
from sim.equity.metric import Metric, decimals, declare, metric
from sim.equity.scores import pupils
from sim.equity.snapshot import Snapshot
from sim.instruments import of_the_model
from sim.say import fixed

NAN = float("nan")


@metric("hours/week", "教师周工时", short="Hours of a teacher's week")
def teacher_week(snap: Snapshot, stage: int) -> float:
    """Mean hours of a teacher's week: lessons and what belongs to them, duties, and what instruments ask.

    教师平均每周工时：上课、备课与批改、校内事务、职务，以及各工具占用的工时。
    """
    return _of_a_teacher(snap, stage, "week")


@metric("hours/week", "教师超时工时", short="Overtime of a teacher")
def overtime(snap: Snapshot, stage: int) -> float:
    """Mean hours of a teacher's week beyond those they are paid for.

    教师平均每周超出工时定额的小时数。
    """
    return _of_a_teacher(snap, stage, "overtime")


@metric("yuan/pupil/year", "集团活动工时折合工资", short="Worth of the time asked")
def time_worth(snap: Snapshot, stage: int) -> float:
    """Salary of the hours that instruments ask of teachers, heads and managers, for each pupil.

    各工具占用教师、校长与管理人员的工时按平均工资折算的生均金额。
    """
    heads, p = pupils(snap, stage), snap.world.settings.params
    titles = _of_a_teacher(snap, stage, "titles")
    salary = p.finance.salary * (1 + p.finance.salary_title * titles) / (p.time.weeks * p.time.budget)
    hours = p.time.weeks * (_weekly(snap, "teacher", stage) + _weekly(snap, "school", stage))
    return hours * salary / heads if heads else NAN


@metric("hours/week", "教师周工时（教研与活动）", short="Hours asked of a teacher")
def teacher_hours(snap: Snapshot, stage: int) -> float:
    """Mean hours a week that research and mentoring at school and instruments ask of a teacher.

    校内教研、师徒带教和各工具占用每位教师的平均周工时。
    """
    staff = snap.staff("teachers", stage)
    return _weekly(snap, "teacher", stage) / staff if staff else NAN


@metric("hours/week", "学校管理周工时（集团活动）", short="Hours asked of a school")
def school_hours(snap: Snapshot, stage: int) -> float:
    """Mean hours a week that instruments ask of the heads and managers of a school; of its part for a stage where it has more.

    各工具占用每所学校校长与管理人员的平均周工时；学校有多个学段时为该学段所分担的部分。
    """
    schools = snap.counted("schools", stage)
    return _weekly(snap, "school", stage) / schools if schools else NAN


def declare_items(declared: Iterable[Item]) -> None:
    """Declare the hours of each item of time as a measure."""
    for item in declared:
        declare(
            Metric(
                name=measure_of(item), unit="hours/year", zh=texts.HOURS_OF(item=item).zh,
                about=fixed(texts.HOURS_ABOUT(what=item.about)),
                digits=decimals("hours/year"), short=item.name.capitalize(), of=_of(item),
            )
        )  # fmt: skip


def measure_of(item: Item) -> str:
    """Return the name of the measure of an item."""
    return f"hours_{re.sub(r'[^0-9a-z]+', '_', item.name.lower().replace("'", ''))}"


def _of(item: Item) -> Callable[[Snapshot, int], float]:
    """Return the hours of an item in a year, over schools and one stage."""

    def of(snap: Snapshot, stage: int) -> float:
        return snap.hours[item.name][stage] if item.name in snap.hours else 0.0

    return of


def _of_a_teacher(snap: Snapshot, stage: int, name: str) -> float:
    staff = snap.staff("teachers", stage)
    return snap.staff(name, stage) / staff if staff else NAN


def _weekly(snap: Snapshot, source: str, stage: int) -> float:
    """Return the hours a week, over the school year, that are asked of an account over a stage."""
    found = snap.asked_of.get(source)
    return found[stage] / snap.world.settings.params.time.weeks if found else 0.0


for _cls in of_the_model().values():
    declare_items(_cls.time)
_of_tools = {item for cls in of_the_model().values() for item in cls.time}
declare_items(item for item in items("hours").values() if item not in _of_tools)  # those of processes
