"""What an inspection finds in a sentence, what it is measured by, and what can be shown on a map."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection, RegimeView
from experiments.inspection.figures import by_degrees, on_a_map
from experiments.inspection.texts import found as texts
from experiments.inspection.texts import page
from experiments.records.findings import listed
from experiments.words.labels import STAGES as STAGE_WORDS
from experiments.words.labels import named
from experiments.words.phrases import DASH, TableView, number, paragraph
from sim.equity.inspection import Verdict
from sim.equity.standards import R2017, Indicator, Regime
from sim.say import NOTHING, Said, joined, per_cent
from sim.units import unit

WAYS = {"register": texts.BY_REGISTER, "post": texts.BY_POST}
SAYS = {Verdict.PASS: texts.PASSES, Verdict.FAIL: texts.DOES_NOT, Verdict.UNKNOWN: texts.CANNOT}


def headlines(view: RegimeView) -> list[Said]:
    """Say for each stage of one view what is found, and by which limits."""
    c, regime, out = view.county, view.regime, []
    for i in np.flatnonzero(c.schools).tolist():
        parts = [*_schools(view, i), _spread(view, i)]
        if c.missing[i]:
            parts.append(texts.NOBODY_REPORTED(names=_names(k for k in regime.indicators if k.name in c.missing[i])))
        out.append(
            texts.LINE(
                year=regime.year, regime=small(regime), way=WAYS[view.by], stage=STAGE_WORDS[STAGES[i]],
                verdict=SAYS[Verdict(int(c.verdict[i]))], parts=joined(parts, zh="；", en="; "),
            )
        )  # fmt: skip
    return out


def small(regime: Regime) -> Said:
    """Return the name of a regime inside a sentence."""
    return Said(regime.zh, regime.en.lower())


def _schools(view: RegimeView, i: int) -> list[Said]:
    """Say how many schools pass, where schools are judged."""
    c, regime = view.county, view.regime
    if regime.pass_count is None:
        return []
    unknown = texts.SOME_UNKNOWN(n=c.unknown[i]) if c.unknown[i] else NOTHING
    n, of = c.schools[i], len(regime.indicators)
    return [texts.SCHOOLS_PASS(n=n, passed=c.passed[i], of=of, count=regime.pass_count, unknown=unknown)]


def _spread(view: RegimeView, i: int) -> Said:
    """Say how far schools lie apart, and how far they may."""
    c, regime, limit = view.county, view.regime, f"{view.county.limit[i]:.2f}"
    if regime.combined:
        return texts.COMBINED(mean=number(c.combined[i], 3), limit=limit)
    over = [k for k, cv in zip(regime.indicators, c.cv[i], strict=True) if cv > c.limit[i]]
    return texts.OVER(limit=limit, names=_names(over)) if over else texts.NONE_OVER(limit=limit)


def _names(indicators: Iterable[Indicator]) -> Said:
    return listed((Said(f"{k.name}{k.zh}", f"{k.name} {_small(k.en)}") for k in indicators), 8)


def _small(en: str) -> str:
    return en if en[:2].isupper() else en[0].lower() + en[1:]


def standards(found: Inspection) -> list[TableView]:
    """Return for each regime what its indicators are called, and by which thresholds and limits it judges."""
    return [_standard(r) for r in dict.fromkeys(v.regime for v in found.views)]


def _standard(regime: Regime) -> TableView:
    judged = regime.pass_count is not None
    rows: list[list[str]] = []
    for k in regime.indicators:
        least = [f"{x:,g}" for x in k.threshold] if judged and k.threshold else [DASH, DASH]
        rows.append([k.name, named(k), unit(k.unit), *least])
    spread = (texts.MEAN_AT_MOST if regime.combined else texts.EACH_AT_MOST)()
    rows.append(["", spread, unit("share"), *(f"{x:.2f}" for x in regime.cv_limit)])
    rule = (
        texts.SCHOOL_RULE(count=regime.pass_count, of=len(regime.indicators), floor=per_cent(regime.floor))
        if judged and regime.floor is not None
        else texts.COUNTY_RULE()
    )
    caption = texts.STANDARD(year=regime.year, regime=small(regime), rule=rule)
    primary, junior = STAGE_WORDS.values()
    headers = [texts.CODE(), page.INDICATOR(), page.UNIT(), texts.AT_LEAST(stage=primary), junior.said]
    return TableView(caption, headers, rows, 3)


def limits(regime: Regime, i: int) -> Said:
    """Return by what a verdict of a stage is given, in a few signs."""
    cv = (texts.MEAN_CV if regime.combined else texts.EACH_CV)(limit=f"{regime.cv_limit[i]:.2f}")
    if regime.pass_count is None:
        return cv
    return texts.COUNT_AND(count=regime.pass_count, of=len(regime.indicators), cv=cv)


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
        parts.append(texts.NOT_ON_IT(n=n, lost=lost))
    return paragraph(*parts) if parts else None
