"""What an inspection finds in a sentence, what it is measured by, and what can be shown on a map."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from experiments.inspection import texts
from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection, RegimeView
from experiments.inspection.figures import by_degrees, on_a_map
from experiments.records.findings import listed
from experiments.words.labels import STAGES as STAGE_WORDS
from experiments.words.phrases import DASH, TableView, number
from sim.equity.inspection import Verdict
from sim.equity.standards import R2017, Indicator, Regime
from sim.say import NOTHING, Said, joined

if TYPE_CHECKING:
    import pandas as pd


def headlines(view: RegimeView) -> list[Said]:
    """Say for each stage of one view what is found, and by which limits."""
    c, regime, out = view.county, view.regime, []
    for i in np.flatnonzero(c.schools).tolist():
        parts = [*_schools(view, i), _spread(view, i)]
        if c.missing[i]:
            names = [k for k in regime.indicators if k.name in c.missing[i]]
            parts.append(texts.NOBODY_REPORTED(indicators=_listed(names)))
        out.append(texts.HEADLINE(
            year=regime.year, regime=regime_said(regime), way=texts.WAYS[view.by], stage=STAGE_WORDS[STAGES[i]],
            verdict=texts.PASSES[Verdict(int(c.verdict[i])).name], parts=joined(parts, "；", "; "),
        ))  # fmt: skip
    return out


def name_of(schools: pd.DataFrame, row: int) -> Said:
    """Return what the school of a row is called; its name in one language stands for that in the other where it has none."""
    zh, en = str(schools["name_zh"].iloc[row]), str(schools["name_en"].iloc[row])
    return Said(zh or en or DASH, en or zh or DASH)


def regime_said(regime: Regime) -> Said:
    """Return what a regime is called inside a sentence."""
    return Said(regime.zh, regime.en.lower())


def _schools(view: RegimeView, i: int) -> list[Said]:
    """Say how many schools pass, where schools are judged."""
    c, regime = view.county, view.regime
    if regime.pass_count is None:
        return []
    unknown = texts.NOT_KNOWN(n=c.unknown[i]) if c.unknown[i] else NOTHING
    of, count = len(regime.indicators), regime.pass_count
    return [texts.SCHOOLS_PASS(n=c.schools[i], passed=c.passed[i], of=of, count=count, unknown=unknown)]


def _spread(view: RegimeView, i: int) -> Said:
    """Say how far schools lie apart, and how far they may."""
    c, regime, limit = view.county, view.regime, f"{view.county.limit[i]:.2f}"
    if regime.combined:
        return texts.MEAN_OF_CVS(mean=number(c.combined[i], 3), limit=limit)
    over = [k for k, cv in zip(regime.indicators, c.cv[i], strict=True) if cv > c.limit[i]]
    return texts.CVS_ABOVE(limit=limit, indicators=_listed(over)) if over else texts.NO_CV_ABOVE(limit=limit)


def _listed(indicators: Iterable[Indicator]) -> Said:
    return listed((texts.INDICATOR(code=k.name, indicator=Said(k.zh, _small(k.en))) for k in indicators), 8)


def _small(name: str) -> str:
    """Return an English name inside a sentence."""
    return name if name[:2].isupper() else name[0].lower() + name[1:]


def standards(found: Inspection) -> list[TableView]:
    """Return for each regime what its indicators are called, and by which thresholds and limits it judges."""
    return [_standard(r) for r in dict.fromkeys(v.regime for v in found.views)]


def _standard(regime: Regime) -> TableView:
    rows, judged = [], regime.pass_count is not None
    for k in regime.indicators:
        least = [f"{x:,g}" for x in k.threshold] if judged and k.threshold else [DASH, DASH]
        rows.append([k.name, Said(k.zh, k.en), texts.UNITS[k.unit](), *least])
    limit = [f"{x:.2f}" for x in regime.cv_limit]
    spread = texts.MEAN_AT_MOST() if regime.combined else texts.EACH_AT_MOST()
    rows.append(["", spread, texts.UNITS["share"](), *limit])
    named = {"year": regime.year, "regime": regime_said(regime)}
    if judged and regime.floor is not None:
        of, floor = len(regime.indicators), regime.floor
        caption = texts.STANDARD_JUDGED(**named, count=regime.pass_count, of=of, floor=floor)
    else:
        caption = texts.STANDARD_BY_CV(**named)
    primary, junior = (texts.AT_LEAST(stage=words) for words in STAGE_WORDS.values())
    return TableView(caption, [texts.CODE(), texts.INDICATOR_HEAD(), texts.UNIT(), primary, junior], rows, 3)


def limits(regime: Regime, i: int) -> Said:
    """Return by what a verdict of a stage is given, in a few signs."""
    each = texts.MEAN_CV if regime.combined else texts.EACH_CV
    count = "" if regime.pass_count is None else f"{regime.pass_count}/{len(regime.indicators)}, "
    return texts.LIMITS(count=Said(count.replace(", ", "，"), count), each=each, limit=f"{regime.cv_limit[i]:.2f}")


def place_note(found: Inspection) -> Said | None:
    """Say what is not on the map, or why there is none; None where every school is on a map of China."""
    if found.view(R2017) is None:
        return None
    once = found.records.schools.drop_duplicates("id")
    lost, n = int(once["x"].isna().sum()), len(once)
    if lost == n:
        return texts.NO_PLACES()
    if not on_a_map(found):
        return texts.ONE_PLACE()
    parts = [] if by_degrees(found) else [texts.A_PLAN()]
    if lost:
        parts.append(texts.NOT_ON_MAP(lost=lost, n=n))
    return joined(parts, "", " ") if parts else None
