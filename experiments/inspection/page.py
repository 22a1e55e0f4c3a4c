"""The page of an inspection: one HTML file with its figures inside, in English and Chinese."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

import sim
from experiments.figures import Drawn
from experiments.files.output import git_commit
from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection, RegimeView
from experiments.inspection.headlines import headlines, limits, place_note, standards
from experiments.inspection.workbook import VERDICTS, WAYS
from experiments.pages.report import fill
from experiments.records.findings import listed
from experiments.words.labels import STAGES as STAGE_WORDS
from experiments.words.labels import school_year
from experiments.words.phrases import DASH, TableView, number
from sim.equity.inspection import Verdict
from sim.equity.metric import decimals
from sim.equity.standards import R2017

# For the heads of columns.
SHORT = {
    "L1": "学历",
    "L2": "骨干",
    "L3": "体艺",
    "L4": "校舍",
    "L5": "场馆",
    "L6": "设备",
    "L7": "多媒体",
}


def render(found: Inspection, figures: Mapping[str, Drawn], command: str) -> str:
    """Return the page as HTML."""
    views = found.views
    judged = [v for v in views if v.regime is R2017]
    return fill(
        "inspection.html", figures, name=found.records.path.resolve().name,
        year=school_year(found.records.year) if found.records.year else "",
        lines=[line for v in views for line in headlines(v)], verdicts=verdicts(found), standards=standards(found),
        places=place_note(found),
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
            verdict = [VERDICTS[Verdict(int(x[i]))] for x in (c.cv_verdict, c.verdict)]
            rows.append(
                [
                    f"{v.regime.year} {v.regime.zh}",
                    WAYS[v.by],
                    _stage(i),
                    limits(v.regime, i),
                    *verdict,
                    str(c.schools[i]),
                    *counts,
                ]
            )
    headers = [
        "Regime 办法",
        "Teachers 教师",
        "Stage 学段",
        "Limits 标准",
        "CVs 差异系数",
        "County 全县",
        "Schools 学校",
        "Pass 达标",
        "Fail 未达标",
        "Not known 不详",
    ]
    return TableView("Verdicts 结论", headers, rows, 6)


def schools(view: RegimeView) -> TableView:
    """Return every school with its indicators; those below the threshold are marked."""
    s, j = view.staffed.schools, view.judgement
    rows: list[list[str]] = []
    before = -1
    for row in np.lexsort((j.met.sum(1), view.staffed.stage)):
        stage = int(view.staffed.stage[row])
        if stage != before:
            asked = [f"≥ {x:,g}" for x in view.regime.thresholds[stage]]
            rows.append([_stage(stage), "", "Threshold 标准", "", *asked, ""])
            before = stage
        values = [
            DASH if not np.isfinite(v) else f"{number(v, 0 if v >= 100 else 2)}{'' if met else ' ✕'}"
            for v, met in zip(j.values[row], j.met[row], strict=True)
        ]
        name = s["name_zh"].iloc[row] or s["name_en"].iloc[row] or DASH
        label = [_stage(stage), s["id"].iloc[row], name, VERDICTS[Verdict(int(j.verdict[row]))]]
        rows.append([*label, *values, f"{s['pupils'].iloc[row]:,.0f}"])
    names = [f"{i.name} {SHORT[i.name]}" for i in view.regime.indicators]
    headers = ["Stage 学段", "Id 标识码", "School 学校", "Verdict 结论", *names, "Pupils 学生数"]
    caption = f"Schools, {view.regime.year}, {WAYS[view.by]}: values per pupil or per 100 pupils; ✕ below the threshold 未达标准"
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
            name = f"{indicator.name} {indicator.en} {indicator.zh}"
            rows.append([_stage(i), name, indicator.unit, *cells, DASH if regime.combined else limit])
        if regime.combined:
            cells = [c for v in views for c in ("", number(v.county.combined[i], 3))]
            rows.append([_stage(i), "Mean of the CVs 综合差异系数", "", *cells, limit])
    pairs = [h for v in views for h in (f"Mean {WAYS[v.by]}", f"CV {WAYS[v.by]}")]
    caption = f"Coefficients of variation, {regime.year} {regime.zh} 差异系数" + (
        "" if regime.combined else "; ✕ above the limit 超过限值"
    )
    headers = ["Stage 学段", "Indicator 指标", "Unit 单位", *pairs, "Limit 限值"]
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
                rows.append(
                    [
                        _stage(i),
                        f"{indicator.name} {indicator.en} {indicator.zh}",
                        indicator.amount,
                        str(short),
                        *cells,
                    ]
                )
    headers = [
        "Stage 学段", "Indicator 指标", "Unit 单位", "Schools that need it 校数", "All to the threshold 全部达标准",
        "Least to pass 达标最少", "More for the CV 差异系数另需", "Or moved 或调剂",
    ]  # fmt: skip
    return TableView(
        f"What would have to be added or moved, {WAYS[view.by]} 缺口", headers, rows, 3, folded=view.by != "register"
    )


def rules(found: Inspection) -> TableView:
    """Return the other rules."""
    rows = []
    for r in found.rules:
        stage = _stage(STAGES.index(r.stage)) if r.stage else DASH
        breakers = listed(r.breakers, 12) or DASH
        rows.append([f"{r.name.en} {r.name.zh}", stage, r.limit, r.found, VERDICTS[r.verdict], breakers])
    return TableView(
        "Other rules of 2017 其他规定",
        ["Rule 规定", "Stage 学段", "Limit 标准", "Found 结果", "Verdict 结论", "Not kept by 未达标学校"],
        rows,
        6,
    )


def scores(found: Inspection) -> TableView | None:
    """Return measures of achievement, a column per grade; mean and lowest tenth come first."""
    if not found.measures:
        return None
    columns = list(dict.fromkeys((m.stage, m.grade) for m in found.measures))
    names = list(dict.fromkeys((m.name, m.words, m.unit) for m in found.measures))
    value = {(m.name, m.stage, m.grade): m.value for m in found.measures}
    rows = [
        [f"{w.en} {w.zh}", unit, *(number(value.get((name, *c), float("nan")), decimals(unit)) for c in columns)]
        for name, w, unit in names
    ]
    heads = [f"{_stage(STAGES.index(s))}, grade {g} {g}年级" if g else _stage(STAGES.index(s)) for s, g in columns]
    return TableView("Achievement 学业成绩", ["Measure 指标", "Unit 单位", *heads], rows, 2)


def facts(found: Inspection, command: str) -> list[tuple[str, str]]:
    """Return where the numbers come from, and how to do it again."""
    commit = git_commit()
    sources: dict[int, Any] = {v.regime.year: v.regime.source for v in found.views}
    files = "; ".join(f"{name} (SHA-256 {sha[:16]}…)" for name, sha in found.records.files.items())
    return [
        ("Read", files), *((f"Standard of {year}", source) for year, source in sources.items()),
        ("To do it again", f"`{command}`"), ("Program", f"code {sim.CODE_HASH}" + (f", commit {commit}" if commit else "")),
    ]  # fmt: skip


def _mean(value: float) -> str:
    return number(value, 3 if abs(value) < 1 else 2 if abs(value) < 100 else 0)


def _cv(view: RegimeView, i: int, k: int) -> str:
    cv = float(view.county.cv[i, k])
    over = not view.regime.combined and cv > view.county.limit[i]
    return number(cv, 3) + (" ✕" if over else "")


def _stage(i: int) -> str:
    words = STAGE_WORDS[STAGES[i]]
    return f"{words.en} {words.zh}"
