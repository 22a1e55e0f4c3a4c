"""The page of an inspection: one HTML file with its figures inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

import sim
from experiments.figures import Drawn
from experiments.files.output import commit_said, git_commit
from experiments.inspection import texts
from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection, RegimeView
from experiments.inspection.headlines import headlines, limits, name_of, place_note, regime_said, standards
from experiments.inspection.texts import page as said
from experiments.pages.fill import fill
from experiments.records.findings import listed
from experiments.words.labels import STAGES as STAGE_WORDS
from experiments.words.phrases import DASH, TableView, number
from sim.equity.inspection import Verdict
from sim.equity.metric import decimals
from sim.equity.standards import R2017, Indicator
from sim.say import Said, joined, school_year


def render(found: Inspection, figures: Mapping[str, Drawn], command: str) -> str:
    """Return the page as HTML."""
    views = found.views
    judged = [v for v in views if v.regime is R2017]
    name, year = found.records.path.resolve().name, found.records.year
    heading = said.HEADING_YEAR(name=name, year=school_year(year)) if year else said.HEADING(name=name)
    return fill(
        "inspection.html", figures, said=said, heading=heading,
        lines=[line for v in views for line in headlines(v)], verdicts=verdicts(found), standards=standards(found),
        places=place_note(found),
        schools=[schools(v) for v in judged], cvs=cvs(found), moves=[moves(v) for v in judged], rules=rules(found),
        scores=scores(found), notes=found.notes, facts=facts(found, command), nothing=texts.NOTHING_TO_MOVE,
        good=texts.VERDICTS["PASS"](), bad=texts.VERDICTS["FAIL"](), by_post=any(v.by == "post" for v in judged),
    )  # fmt: skip


def verdicts(found: Inspection) -> TableView:
    """Return schools and verdicts by regime, way of counting and stage."""
    rows = []
    for v in found.views:
        for i in found.stages:
            c, judged = v.county, v.regime.pass_count is not None
            counts = [str(x[i]) if judged else DASH for x in (c.passed, c.failed, c.unknown)]
            verdict = [texts.VERDICTS[Verdict(int(x[i])).name]() for x in (c.cv_verdict, c.verdict)]
            rows.append(
                [
                    texts.REGIME(year=v.regime.year, regime=regime_said(v.regime)),
                    texts.WAYS[v.by](),
                    _stage(i),
                    limits(v.regime, i),
                    *verdict,
                    str(c.schools[i]),
                    *counts,
                ]
            )
    heads = (
        texts.REGIME_HEAD, texts.TEACHERS, texts.STAGE, texts.LIMITS_HEAD, texts.CVS, texts.COUNTY, texts.SCHOOLS, texts.PASS,
        texts.FAIL, texts.UNKNOWN,
    )  # fmt: skip
    return TableView(texts.VERDICTS_CAPTION(), [head() for head in heads], rows, 6)


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
        name = name_of(s, row)
        label = [_stage(stage), s["id"].iloc[row], name, texts.VERDICTS[Verdict(int(j.verdict[row])).name]()]
        rows.append([*label, *values, f"{s['pupils'].iloc[row]:,.0f}"])
    names = [i.name for i in view.regime.indicators]
    headers = [texts.STAGE(), texts.ID(), texts.SCHOOL(), texts.VERDICT(), *names, texts.PUPILS()]
    caption = texts.SCHOOLS_CAPTION(year=view.regime.year, way=texts.WAYS[view.by])
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
            rows.append(
                [
                    _stage(i),
                    _named(indicator),
                    texts.UNITS[indicator.unit](),
                    *cells,
                    DASH if regime.combined else limit,
                ]
            )
        if regime.combined:
            cells = [c for v in views for c in ("", number(v.county.combined[i], 3))]
            rows.append([_stage(i), texts.ALL_CVS(), "", *cells, limit])
    pairs = [head(way=texts.WAYS[v.by]) for v in views for head in (texts.MEAN_WAY, texts.CV_WAY)]
    caption = texts.CVS_CAPTION_COMBINED if regime.combined else texts.CVS_CAPTION
    headers: list[str] = [texts.STAGE(), texts.INDICATOR_HEAD(), texts.UNIT(), *pairs, texts.LIMIT()]
    return TableView(
        caption(year=regime.year, regime=regime_said(regime)), headers, rows, 3, folded=regime is not R2017
    )


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
                rows.append(
                    [
                        _stage(i),
                        _named(indicator),
                        texts.UNITS[indicator.amount](),
                        str(short),
                        *cells,
                    ]
                )
    heads = (
        texts.STAGE, texts.INDICATOR_HEAD, texts.UNIT, texts.NEED_IT, texts.ALL_TO_THRESHOLD, texts.LEAST_TO_PASS,
        texts.MORE_FOR_CV, texts.OR_MOVED,
    )  # fmt: skip
    caption = texts.MOVES_CAPTION(way=texts.WAYS[view.by])
    return TableView(caption, [head() for head in heads], rows, 3, folded=view.by != "register")


def rules(found: Inspection) -> TableView:
    """Return the other rules."""
    rows = []
    for r in found.rules:
        stage = _stage(STAGES.index(r.stage)) if r.stage else DASH
        breakers = listed(r.breakers, 12) or DASH
        rows.append([r.name, stage, r.limit, r.found, texts.VERDICTS[r.verdict.name](), breakers])
    heads = (texts.RULE, texts.STAGE, texts.LIMITS_HEAD, texts.FOUND, texts.VERDICT, texts.NOT_KEPT_BY)
    return TableView(texts.RULES_CAPTION(), [head() for head in heads], rows, 6)


def scores(found: Inspection) -> TableView | None:
    """Return measures of achievement, a column per grade; mean and lowest tenth come first."""
    if not found.measures:
        return None
    columns = list(dict.fromkeys((m.stage, m.grade) for m in found.measures))
    names = list(dict.fromkeys((m.name, m.words, m.unit) for m in found.measures))
    value = {(m.name, m.stage, m.grade): m.value for m in found.measures}
    rows = [
        [w, texts.UNITS[unit](), *(number(value.get((name, *c), float("nan")), decimals(unit)) for c in columns)]
        for name, w, unit in names
    ]
    heads = [texts.STAGE_GRADE(stage=STAGE_WORDS[s], grade=g) if g else _stage(STAGES.index(s)) for s, g in columns]
    return TableView(texts.SCORES_CAPTION(), [texts.MEASURE(), texts.UNIT(), *heads], rows, 2)


def facts(found: Inspection, command: str) -> list[tuple[Said, Said | str]]:
    """Return where the numbers come from, and how to do it again."""
    commit = git_commit()
    sources: dict[int, Any] = {v.regime.year: v.regime.source for v in found.views}
    files = joined([said.FILE_READ(name=name, sha=sha[:16]) for name, sha in found.records.files.items()], "；", "; ")
    code = said.CODE_COMMIT(code=sim.CODE_HASH, commit=commit_said(commit)) if commit else said.CODE(code=sim.CODE_HASH)
    return [
        (said.READ(), files), *((said.STANDARD_OF(year=year), source) for year, source in sources.items()),
        (said.AGAIN(), f"`{command}`"), (said.PROGRAM(), code),
    ]  # fmt: skip


def _mean(value: float) -> str:
    return number(value, 3 if abs(value) < 1 else 2 if abs(value) < 100 else 0)


def _cv(view: RegimeView, i: int, k: int) -> str:
    cv = float(view.county.cv[i, k])
    over = not view.regime.combined and cv > view.county.limit[i]
    return number(cv, 3) + (" ✕" if over else "")


def _stage(i: int) -> Said:
    words = STAGE_WORDS[STAGES[i]]
    return Said(words.zh, words.en)


def _named(indicator: Indicator) -> Said:
    return texts.INDICATOR(code=indicator.name, indicator=Said(indicator.zh, indicator.en))
