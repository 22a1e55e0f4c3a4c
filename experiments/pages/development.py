"""The chapter on the development of pupils, on the page of a run whose case follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.pages.answers import Answer
from experiments.words.phrases import change, gained, measure_table, sides, verb

if TYPE_CHECKING:
    from experiments.runs.results import Results


def development(results: Results) -> Answer:
    """What happened to what pupils gain beside achievement."""
    from sim.equity.metrics import yearly

    out = Answer("development", "What happened to pupils' all-round development?", "学生的全面发展怎样了?")
    names = (
        "development_mean",
        "development_bottom_decile",
        "development_between_school_sd",
        "development_core_member_gap",
    )
    mean, low, spread, apart = (results.overall(name) for name in names)
    out.sentences += [
        "Development is what pupils gain in arts, sport, exchange with others and well-being: rated once a year with error, on "
        "the scale of scores. It fades and is gained apart from achievement.",
        f"All pupils {gained(results, mean)}; the lowest tenth in development {gained(results, low)}.",
        f"The mean rating (全面发展均值) {verb(mean, 'rose', 'fell')}: {sides(results, mean)}. The gap between schools "
        f"(全面发展校际标准差) {verb(spread, 'widened', 'narrowed')} ({change(spread)}).",
    ]
    if results.plan.case.groups:
        out.sentences.append(
            f"The distance between core and members in development {verb(apart, 'widened', 'narrowed')} ({change(apart)})."
        )
    out.tables.append(measure_table(results, [m.name for m in yearly(("development",))]))
    out.figures = ("development",)
    out.short = f"mean {change(mean)}; lowest tenth {change(low)}"
    return out
