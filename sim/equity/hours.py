"""Yearly measures of the time that instruments ask of teachers, and of heads and managers: for each, and by item.

Teachers are counted where they work; the hours of heads and managers of a school are told by the pupils of its stages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from sim.axes import Kind
from sim.books import Item, items
from sim.equity import texts
from sim.equity.metric import Metric, decimals, declare, metric
from sim.equity.snapshot import Snapshot
from sim.instruments import of_the_model
from sim.say import fixed

NAN = float("nan")


@metric("hours/week", "教师周工时（集团活动）", short="Hours asked of a teacher")
def teacher_hours(snap: Snapshot, stage: int) -> float:
    """Mean hours a week that instruments ask of a teacher.

    各工具占用每位教师的平均周工时。
    """
    staff = snap.staff("teachers", stage)
    return _weekly(snap, "teacher", stage) / staff if staff else NAN


@metric("hours/week", "学校管理周工时（集团活动）", short="Hours asked of a school")
def school_hours(snap: Snapshot, stage: int) -> float:
    """Mean hours a week that instruments ask of the heads and managers of a school; of its part for a stage where it has more.

    各工具占用每所学校校长与管理人员的平均周工时；学校有多个学段时为该学段所分担的部分。
    """
    schools = (snap.pupils[:, stage] > 0).sum()
    return _weekly(snap, "school", stage) / float(schools) if schools else NAN


def declare_items(items: Iterable[Item]) -> None:
    """Declare the hours of each item of time as a measure."""
    for item in items:
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
        table = snap.world.books.hours.get(snap.world.year, {}).get(item)
        return 0.0 if table is None else float(table[snap.among, stage].sum())

    return of


def _weekly(snap: Snapshot, source: str, stage: int) -> float:
    """Return the hours a week, over the school year, that are asked of an account over a stage."""
    world = snap.world
    kept = world.books.hours.get(world.year, {})
    among = snap.among & (world.schools.kind != Kind.PARTNER)  # which is no school of the district
    hours = sum(float(table[among, stage].sum()) for item, table in kept.items() if item.source == source)
    return hours / world.settings.params.time.weeks


for _cls in of_the_model().values():
    declare_items(_cls.time)
_of_tools = {item for cls in of_the_model().values() for item in cls.time}
declare_items(item for item in items("hours").values() if item not in _of_tools)  # those of processes
