"""The inspection as a workbook: verdicts, schools, county, what would have to move, other rules, scores."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from experiments.files.sheet import BAD, GOOD, OPEN, SheetWriter
from experiments.files.spreadsheet_text import scratch_in
from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection, RegimeView
from experiments.words.labels import STAGES as STAGE_WORDS
from experiments.words.labels import school_year
from sim.equity.inspection import Verdict
from sim.equity.standards import R2012

WAYS = {"register": "by register 按编制", "post": "by post 按任教学校"}
VERDICTS = {Verdict.PASS: "pass 达标", Verdict.FAIL: "fail 未达标", Verdict.UNKNOWN: "not known 数据不足"}
FILLS = {Verdict.PASS: GOOD, Verdict.FAIL: BAD, Verdict.UNKNOWN: OPEN}


def write_book(found: Inspection, path: Path) -> None:
    """Write ``inspection.xlsx``."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _summary(found, SheetWriter(book, "结论 Verdicts"))
    for view in found.views:
        way = "" if view.by == "register" else " 按任教"
        _schools(view, SheetWriter(book, f"学校 Schools {view.regime.year}{way}"))
    _county(found, SheetWriter(book, "差异系数 CV"))
    _moves(found, SheetWriter(book, "缺口 Shortfall"))
    _rules(found, SheetWriter(book, "其他规定 Rules"))
    if found.measures:
        _scores(found, SheetWriter(book, "学业 Scores"))
    if found.notes:
        _notes(found, SheetWriter(book, "说明 Notes"))
    with scratch_in(path.parent):
        book.save(path)


def _summary(found: Inspection, sheet: SheetWriter) -> None:
    year = found.records.year
    sheet.title(f"Inspection of {found.records.path.name} 督导评估测算" + (f", {school_year(year)}" if year else ""))
    sheet.add(
        [
            "Regime 办法",
            "Teachers 教师统计",
            "Stage 学段",
            "Schools 学校数",
            "Pass 达标",
            "Fail 未达标",
            "Not known 不详",
            "CVs 差异系数",
            "County 全县",
        ],
        head=True,
    )
    for v in found.views:
        for i in found.stages:
            cv, all_of_it = Verdict(int(v.county.cv_verdict[i])), Verdict(int(v.county.verdict[i]))
            judged = v.regime.pass_count is not None
            counts = [int(x[i]) if judged else None for x in (v.county.passed, v.county.failed, v.county.unknown)]
            sheet.add(
                [
                    f"{v.regime.year} {v.regime.zh}",
                    WAYS[v.by],
                    _stage(i),
                    int(v.county.schools[i]),
                    *counts,
                    VERDICTS[cv],
                    VERDICTS[all_of_it],
                ],
                fills=[None] * 7 + [FILLS[cv], FILLS[all_of_it]],
            )
    sheet.finish()


def _notes(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title("How the records were read 读取说明")
    for note in found.notes:
        sheet.add([note])
    sheet.finish()


def _schools(view: RegimeView, sheet: SheetWriter) -> None:
    s, j, names = view.staffed.schools, view.judgement, view.regime.indicators
    sheet.title(
        f"{view.regime.zh} {view.regime.year}, {WAYS[view.by]}: value per pupil or per 100 pupils 生均或每百名学生"
    )
    judged = view.regime.pass_count is not None
    tail = ["Met 达标项数", "Verdict 结论", "May stay below 可缺一项"] if judged else []
    sheet.add(
        [
            "Id 标识码",
            "School 学校",
            "Stage 学段",
            "Pupils 学生数",
            *(f"{i.name} {i.zh}\n{i.unit}" for i in names),
            *tail,
        ],
        head=True,
    )
    if judged:
        for i in np.unique(view.staffed.stage):
            sheet.add(
                ["", "Threshold 标准", _stage(int(i)), "", *view.regime.thresholds[i].tolist()],
                fills=[OPEN] * (4 + len(names)),
                form="0.00",
            )
    for row in range(len(s)):
        verdict = Verdict(int(j.verdict[row]))
        fills: list[str | None] = [None] * 4
        for k in range(len(names)):
            judgeable = judged and np.isfinite(j.ratio[row, k])
            fills.append(None if not judgeable else GOOD if j.met[row, k] else BAD)
        spared = int(view.shortfall.spared[row])
        spare = names[spared].name if spared >= 0 else ""
        end = [int(j.met[row].sum()), VERDICTS[verdict], spare] if judged else []
        sheet.add(
            [s["id"].iloc[row], s["name_zh"].iloc[row] or s["name_en"].iloc[row], _stage(int(view.staffed.stage[row])),
             int(s["pupils"].iloc[row]), *j.values[row].tolist(), *end],
            fills=[*fills, None, FILLS[verdict] if judged else None], form="#,##0.00" if judged else "#,##0.000",
        )  # fmt: skip
    sheet.finish("C4")


def _county(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title("Coefficients of variation between schools, weighted by enrolment 校际差异系数(按学生数加权)")
    sheet.add(
        [
            "Regime 办法",
            "Teachers 教师统计",
            "Stage 学段",
            "Indicator 指标",
            "",
            "Unit 单位",
            "Mean 均值",
            "SD 标准差",
            "CV 差异系数",
            "Limit 限值",
        ],
        head=True,
    )
    for v in found.views:
        for i in found.stages:
            limit = float(v.county.limit[i])
            way = [str(v.regime.year), WAYS[v.by], _stage(i)]
            for k, indicator in enumerate(v.regime.indicators):
                mean, sd, cv = (float(x[i, k]) for x in (v.county.mean, v.county.sd, v.county.cv))
                over = None if math.isnan(cv) or v.regime.combined else BAD if cv > limit else GOOD
                row = [
                    *way,
                    indicator.name,
                    indicator.zh,
                    indicator.unit,
                    mean,
                    sd,
                    cv,
                    None if v.regime.combined else limit,
                ]
                sheet.add(row, fills=[None] * 8 + [over], form="#,##0.000")
            if v.regime is R2012:
                fill = FILLS[Verdict(int(v.county.cv_verdict[i]))]
                row = [*way, "", "综合差异系数 Mean of the CVs", "", None, None, float(v.county.combined[i]), limit]
                sheet.add(row, fills=[None] * 8 + [fill], form="0.000")
    sheet.finish("A4")


def _moves(found: Inspection, sheet: SheetWriter) -> None:
    """What every school needs to pass under 2017 by register, then what the CVs need."""
    v = found.views[0]
    sheet.title(f"What each school lacks, {v.regime.year}, {WAYS[v.by]} 各校缺口")
    sheet.add([
        "Id 标识码", "School 学校", "Stage 学段", "Indicator 指标", "", "Unit 单位", "Has 现有", "To the threshold 距标准",
        "Needed to pass 达标所需", "Further for the CV 差异系数另需", "Or to move 或需调剂(+入/-出)",
    ], head=True)  # fmt: skip
    s, lacks = v.staffed.schools, v.shortfall
    for row in range(len(s)):
        for k, indicator in enumerate(v.regime.indicators):
            values = [float(x[row, k]) for x in (lacks.to_threshold, lacks.needed, lacks.more, lacks.transfer)]
            if any(abs(x) > 1e-6 for x in values if not math.isnan(x)):
                sheet.add(
                    [s["id"].iloc[row], s["name_zh"].iloc[row], _stage(int(v.staffed.stage[row])), indicator.name, indicator.zh,
                     indicator.amount, float(v.amounts[row, k]), *values], form="#,##0.0",
                )  # fmt: skip
    sheet.finish("C4")


def _rules(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title("Other rules of 2017 其他规定")
    sheet.add(
        [
            "Rule 规定",
            "",
            "Stage 学段",
            "Limit 标准",
            "Found 结果",
            "Verdict 结论",
            "Schools that do not keep it 未达标学校",
        ],
        head=True,
    )
    for rule in found.rules:
        stage = _stage(STAGES.index(rule.stage)) if rule.stage else ""
        sheet.add(
            [
                rule.name.en,
                rule.name.zh,
                stage,
                rule.limit,
                rule.found,
                VERDICTS[rule.verdict],
                ", ".join(rule.breakers),
            ],
            fills=[None] * 5 + [FILLS[rule.verdict]],
        )
    sheet.finish("A4")


def _scores(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title("Achievement of pupils 学业成绩")
    sheet.add(["Stage 学段", "Grade 年级", "Measure 指标", "", "Unit 单位", "Value 数值"], head=True)
    for m in found.measures:
        sheet.add([_stage(STAGES.index(m.stage)), m.grade, m.words.en, m.words.zh, m.unit, m.value], form="#,##0.000")
    sheet.finish("A4")


def _stage(i: int) -> str:
    words = STAGE_WORDS[STAGES[i]]
    return f"{words.zh} {words.en.lower()}"
