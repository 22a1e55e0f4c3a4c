"""The page of an inspection: one HTML file with its figures inside, in both languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from experiments.figures import Drawn
from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection, RegimeView
from experiments.inspection.headlines import headlines, limits, place_note, standards
from experiments.inspection.texts import page as texts
from experiments.inspection.workbook import VERDICTS, WAYS, title
from experiments.inspection.workbook import regime as name_of
from experiments.pages.fill import fill
from experiments.pages.report import code
from experiments.pages.texts import frame
from experiments.records.findings import listed
from experiments.words.labels import STAGES as STAGE_WORDS
from experiments.words.labels import Words
from experiments.words.phrases import DASH, TableView, number
from sim.equity.inspection import Verdict
from sim.equity.metric import decimals
from sim.equity.standards import R2017, Indicator
from sim.say import Said
from sim.units import unit

# For the heads of columns.
SHORT = {
    "L1": Words("L1", "L1 学历"),
    "L2": Words("L2", "L2 骨干"),
    "L3": Words("L3", "L3 体艺"),
    "L4": Words("L4", "L4 校舍"),
    "L5": Words("L5", "L5 场馆"),
    "L6": Words("L6", "L6 设备"),
    "L7": Words("L7", "L7 多媒体"),
}


def render(found: Inspection, figures: Mapping[str, Drawn], command: str) -> str:
    """Return the page as HTML."""
    views = found.views
    judged = [v for v in views if v.regime is R2017]
    return fill(
        "inspection.html", figures, texts,
        title=title(found), lines=[line for v in views for line in headlines(v)], verdicts=verdicts(found),
        standards=standards(found), places=place_note(found), good=VERDICTS[Verdict.PASS](), bad=VERDICTS[Verdict.FAIL](),
        schools=[schools(v) for v in judged], cvs=cvs(found), moves=[moves(v) for v in judged], rules=rules(found),
        scores=scores(found), notes=found.notes, facts=facts(found, command), by_post=any(v.by == "post" for v in judged),
    )  # fmt: skip


def verdicts(found: Inspection) -> TableView:
    """Return schools and verdicts by regime, way of counting and stage."""
    rows = []
    for v in found.views:
        for i in found.stages:
            c, judged = v.county, v.regime.pass_count is not None
            counts = [str(x[i]) if judged else DASH for x in (c.passed, c.failed, c.unknown)]
            verdict = [VERDICTS[Verdict(int(x[i]))]() for x in (c.cv_verdict, c.verdict)]
            rows.append(
                [name_of(v), WAYS[v.by](), _stage(i), limits(v.regime, i), *verdict, str(c.schools[i]), *counts]
            )
    heads = (
        texts.REGIME, texts.TEACHERS, texts.STAGE, texts.LIMITS, texts.CVS, texts.COUNTY, texts.SCHOOLS, texts.PASS,
        texts.FAIL, texts.NOT_KNOWN,
    )  # fmt: skip
    return TableView(texts.VERDICTS(), [head() for head in heads], rows, 6)


def schools(view: RegimeView) -> TableView:
    """Return every school with its indicators; those below the threshold are marked."""
    s, j = view.staffed.schools, view.judgement
    rows: list[list[str]] = []
    before = -1
    for row in np.lexsort((j.met.sum(1), view.staffed.stage)):
        stage = int(view.staffed.stage[row])
        if stage != before:
            asked = [f"≥ {x:,g}" for x in view.regime.thresholds[stage]]
            rows.append([_stage(stage), "", texts.THRESHOLD(), "", *asked, ""])
            before = stage
        values = [
            DASH if not np.isfinite(v) else f"{number(v, 0 if v >= 100 else 2)}{'' if met else ' ✕'}"
            for v, met in zip(j.values[row], j.met[row], strict=True)
        ]
        name = s["name_zh"].iloc[row] or s["name_en"].iloc[row] or DASH
        label = [_stage(stage), s["id"].iloc[row], name, VERDICTS[Verdict(int(j.verdict[row]))]()]
        rows.append([*label, *values, f"{s['pupils'].iloc[row]:,.0f}"])
    names = [SHORT[i.name].said for i in view.regime.indicators]
    headers = [texts.STAGE(), texts.ID(), texts.SCHOOL(), texts.VERDICT(), *names, texts.PUPILS()]
    caption = texts.SCHOOLS_TABLE(year=view.regime.year, way=WAYS[view.by])
    return TableView(caption, headers, rows, 4, folded=view.by != "register")


def cvs(found: Inspection) -> list[TableView]:
    """Return mean and CV of each indicator by regime, by register and by post side by side."""
    return [
        _cvs([v for v in found.views if v.regime.year == year])
        for year in dict.fromkeys(v.regime.year for v in found.views)
    ]


def _cvs(views: Sequence[RegimeView]) -> TableView:
    regime, rows = views[0].regime, []
    for i in np.flatnonzero(views[0].county.schools).tolist():
        limit = f"{regime.cv_limit[i]:.2f}"
        for k, indicator in enumerate(regime.indicators):
            cells = [c for v in views for c in (_mean(float(v.county.mean[i, k])), _cv(v, i, k))]
            rows.append([_stage(i), coded(indicator), unit(indicator.unit), *cells, DASH if regime.combined else limit])
        if regime.combined:
            cells = [c for v in views for c in ("", number(v.county.combined[i], 3))]
            rows.append([_stage(i), texts.MEAN_OF_CVS(), "", *cells, limit])
    pairs = [h(way=WAYS[v.by]) for v in views for h in (texts.MEAN_WAY, texts.CV_WAY)]
    caption = (texts.CVS_TABLE if regime.combined else texts.CVS_TABLE_MARKED)(regime=name_of(views[0]))
    headers = [texts.STAGE(), texts.INDICATOR(), texts.UNIT(), *pairs, texts.LIMIT()]
    return TableView(caption, headers, rows, 3, folded=regime is not R2017)


def moves(view: RegimeView) -> TableView:
    """Return, for the county, what its schools lack and what the CVs need on top of it."""
    lacks, rows = view.shortfall, []
    tables = (lacks.to_threshold, lacks.needed, lacks.more, lacks.transfer)
    totals = [lacks.totals(t, view.staffed.stage) for t in tables]
    for i in np.flatnonzero(view.county.schools).tolist():
        for k, indicator in enumerate(view.regime.indicators):
            cells = [number(float(t[i, k]), 0) for t in totals]
            if any(c not in ("0", DASH) for c in cells):
                short = int((tables[1][view.staffed.stage == i, k] > 0).sum())
                rows.append([_stage(i), coded(indicator), unit(indicator.amount), str(short), *cells])
    heads = (
        texts.STAGE, texts.INDICATOR, texts.UNIT, texts.NEEDING, texts.ALL_TO, texts.LEAST, texts.MORE, texts.OR_MOVED,
    )  # fmt: skip
    caption = texts.MOVES_TABLE(way=WAYS[view.by])
    return TableView(caption, [head() for head in heads], rows, 3, folded=view.by != "register")


def rules(found: Inspection) -> TableView:
    """Return the other rules."""
    rows = []
    for r in found.rules:
        stage = _stage(STAGES.index(r.stage)) if r.stage else DASH
        breakers = listed(r.breakers, 12) or DASH
        rows.append([r.name.said, stage, r.limit, r.found, VERDICTS[r.verdict](), breakers])
    heads = (texts.RULE, texts.STAGE, texts.LIMITS, texts.RULE_FOUND, texts.VERDICT, texts.BREAKERS)
    return TableView(texts.RULES_TABLE(), [head() for head in heads], rows, 6)


def scores(found: Inspection) -> TableView | None:
    """Return measures of achievement, a column per grade; mean and lowest tenth come first."""
    if not found.measures:
        return None
    columns = list(dict.fromkeys((m.stage, m.grade) for m in found.measures))
    names = list(dict.fromkeys((m.name, m.words, m.unit) for m in found.measures))
    value = {(m.name, m.stage, m.grade): m.value for m in found.measures}
    rows = [
        [w.said, unit(of), *(number(value.get((name, *c), float("nan")), decimals(of)) for c in columns)]
        for name, w, of in names
    ]
    heads = [texts.STAGE_GRADE(stage=STAGE_WORDS[s], grade=g) if g else STAGE_WORDS[s].said for s, g in columns]
    return TableView(texts.ACHIEVEMENT(), [texts.MEASURE(), texts.UNIT(), *heads], rows, 2)


def facts(found: Inspection, command: str) -> list[tuple[Said, str]]:
    """Return where the numbers come from, and how to do it again."""
    sources: dict[int, Any] = {v.regime.year: v.regime.source for v in found.views}
    files = "; ".join(f"{name} (SHA-256 {sha[:16]}…)" for name, sha in found.records.files.items())
    return [
        (texts.READ(), files), *((texts.STANDARD_OF(year=year), source) for year, source in sources.items()),
        (frame.AGAIN(), f"`{command}`"), (texts.PROGRAM(), code()),
    ]  # fmt: skip


def coded(indicator: Indicator) -> Said:
    """Return an indicator with its code."""
    return Said(f"{indicator.name} {indicator.zh}", f"{indicator.name} {indicator.en}")


def _mean(value: float) -> str:
    return number(value, 3 if abs(value) < 1 else 2 if abs(value) < 100 else 0)


def _cv(view: RegimeView, i: int, k: int) -> str:
    cv = float(view.county.cv[i, k])
    over = not view.regime.combined and cv > view.county.limit[i]
    return number(cv, 3) + (" ✕" if over else "")


def _stage(i: int) -> Said:
    return STAGE_WORDS[STAGES[i]].said
