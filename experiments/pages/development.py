"""The chapter on the development of pupils, on the page of a run whose case follows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.pages.answers import Answer
from experiments.pages.texts import answers as texts
from experiments.words.phrases import change, gained, measure_table, rose, sides, widened

if TYPE_CHECKING:
    from experiments.runs.results import Results


def development(results: Results) -> Answer:
    """What happened to what pupils gain beside achievement."""
    from sim.equity.metrics import yearly

    out = Answer("development", texts.DEVELOPMENT.en, texts.DEVELOPMENT.zh)
    names = (
        "development_mean",
        "development_bottom_decile",
        "development_between_school_sd",
        "development_core_member_gap",
    )
    mean, low, spread, apart = (results.overall(name) for name in names)
    out.sentences += [
        texts.DEVELOPMENT_IS(),
        texts.DEVELOPED(mean=gained(results, mean), low=gained(results, low)),
        texts.RATING(mean=rose(mean), sides=sides(results, mean), spread=widened(spread), spread_by=change(spread)),
    ]
    if results.plan.case.groups:
        out.sentences.append(texts.DEVELOPED_APART(apart=widened(apart), apart_by=change(apart)))
    out.tables.append(measure_table(results, [m.name for m in yearly(("development",))]))
    out.figures = ("development",)
    out.short = texts.DEVELOPED_SHORT(mean=change(mean), low=change(low))
    return out
