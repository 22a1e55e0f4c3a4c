"""The answer of a comparison by school year of the reform: every scenario beside the others, with hours and yuan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.compare.comparison import Comparison
from experiments.pages import horizons
from experiments.pages.answers import Answer
from experiments.pages.horizons import ToldArm
from experiments.pages.texts import horizons as texts
from experiments.runs.horizons import HORIZONS, first_year
from experiments.words import labels, phrases
from sim.equity.metrics import REGISTRY
from sim.say import joined

if TYPE_CHECKING:
    import pandas as pd

TOLD = "member_score"  # in sentences


def reached(found: Comparison) -> tuple[int, tuple[int, ...]]:
    """Return the school year of the first reform of any scenario, and the horizons from it that the runs reach."""
    runs = [s.run for s in found.scenarios if s.run.reforms]
    start, years = found.scenarios[0].run.first_year, found.scenarios[0].run.years
    first = min((first_year(run.case, run.years) for run in runs), default=start)
    return first, tuple(h for h in HORIZONS if first + h <= start + years)


def sides(found: Comparison) -> list[ToldArm]:
    """Return the scenarios that are set against another."""
    return [ToldArm(found.called(s), s.text, found.against(s.text).text) for s in found.compared]


def effects(found: Comparison) -> pd.DataFrame:
    """Return the effects of every scenario by horizon."""
    first, some = reached(found)
    return horizons.effects(found.district, found.spent, sides(found), first, some)


def by_horizon(found: Comparison, table: pd.DataFrame) -> Answer:
    """After how many years, and at what price of time."""
    first, some = reached(found)
    out = Answer("horizons", texts.ASKED.en, texts.ASKED.zh)
    if not some:
        need = first - found.scenarios[0].run.first_year + HORIZONS[0]
        out.sentences.append(texts.NOT_REACHED(least=HORIZONS[0], need=need))
        return out
    lines = []
    for side in sides(found):
        pairs = {h: horizons.pick(table, side.arm, h, TOLD) for h in some}
        told = [
            texts.PART(n=h, change=phrases.estimate(p.difference, p.low, p.high, form=phrases.signed))
            for h, p in pairs.items()
            if p.n
        ]
        if told:
            lines.append(texts.LINE(arm=side.said, parts=joined(told, zh="，", en=", ")))
    out.short = joined(lines, zh="\n  ", en="\n  ")
    out.sentences += [*lines, texts.READ(first=labels.span(first, first), horizons=[str(h) for h in some])]
    if horizons.WORTH in REGISTRY:
        out.sentences.append(texts.WORTH())
    out.tables.append(horizons.view(table, sides(found), found.stages, some))
    return out
