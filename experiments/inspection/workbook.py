"""The inspection as a workbook: verdicts, schools, county, what would have to move, other rules, scores."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from experiments.files.sheet import BAD, GOOD, OPEN, SheetWriter
from experiments.files.spreadsheet_text import scratch_in
from experiments.inspection import texts
from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection, RegimeView
from experiments.inspection.headlines import name_of, regime_said
from experiments.words.labels import STAGES as STAGE_WORDS
from sim.equity.inspection import Verdict
from sim.equity.standards import R2012, Indicator
from sim.say import Said, Text, school_year

FILLS = {Verdict.PASS: GOOD, Verdict.FAIL: BAD, Verdict.UNKNOWN: OPEN}


def write_book(found: Inspection, path: Path) -> None:
    """Write ``inspection.xlsx``."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _summary(found, SheetWriter(book, texts.SHEET_VERDICTS()))
    for view in found.views:
        name = texts.SHEET_SCHOOLS if view.by == "register" else texts.SHEET_SCHOOLS_POST
        _schools(view, SheetWriter(book, name(year=view.regime.year)))
    _county(found, SheetWriter(book, texts.SHEET_CV()))
    _moves(found, SheetWriter(book, texts.SHEET_SHORTFALL()))
    _rules(found, SheetWriter(book, texts.SHEET_RULES()))
    if found.measures:
        _scores(found, SheetWriter(book, texts.SHEET_SCORES()))
    if found.notes:
        _notes(found, SheetWriter(book, texts.SHEET_NOTES()))
    with scratch_in(path.parent):
        book.save(path)


def _summary(found: Inspection, sheet: SheetWriter) -> None:
    name, year = found.records.path.name, found.records.year
    sheet.title(texts.BOOK_TITLE_YEAR(name=name, year=school_year(year)) if year else texts.BOOK_TITLE(name=name))
    _heads(
        sheet, texts.REGIME_HEAD, texts.TEACHERS, texts.STAGE, texts.SCHOOLS, texts.PASS, texts.FAIL, texts.UNKNOWN, texts.CVS,
        texts.COUNTY,
    )  # fmt: skip
    for v in found.views:
        for i in found.stages:
            cv, all_of_it = Verdict(int(v.county.cv_verdict[i])), Verdict(int(v.county.verdict[i]))
            judged = v.regime.pass_count is not None
            counts = [int(x[i]) if judged else None for x in (v.county.passed, v.county.failed, v.county.unknown)]
            sheet.add(
                [
                    texts.REGIME(year=v.regime.year, regime=regime_said(v.regime)),
                    texts.WAYS[v.by](),
                    _stage(i),
                    int(v.county.schools[i]),
                    *counts,
                    _verdict(cv),
                    _verdict(all_of_it),
                ],
                fills=[None] * 7 + [FILLS[cv], FILLS[all_of_it]],
            )
    sheet.finish()


def _notes(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title(texts.NOTES_TITLE())
    for note in found.notes:
        sheet.add([note])
    sheet.finish()


def _schools(view: RegimeView, sheet: SheetWriter) -> None:
    s, j, names = view.staffed.schools, view.judgement, view.regime.indicators
    sheet.title(texts.SCHOOLS_TITLE(year=view.regime.year, regime=regime_said(view.regime), way=texts.WAYS[view.by]))
    judged = view.regime.pass_count is not None
    tail = [texts.MET(), texts.VERDICT(), texts.MAY_STAY_BELOW()] if judged else []
    indicators = [texts.NAME_AND_UNIT(code=i.name, name=Said(i.zh, i.en), unit=texts.UNITS[i.unit]) for i in names]
    heads = [texts.ID(), texts.SCHOOL(), texts.STAGE(), texts.PUPILS(), *indicators, *tail]
    sheet.add(heads, head=True)
    if judged:
        for i in np.unique(view.staffed.stage):
            sheet.add(
                ["", texts.THRESHOLD(), _stage(int(i)), "", *view.regime.thresholds[i].tolist()],
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
        end = [int(j.met[row].sum()), _verdict(verdict), spare] if judged else []
        sheet.add(
            [s["id"].iloc[row], name_of(s, row), _stage(int(view.staffed.stage[row])),
             int(s["pupils"].iloc[row]), *j.values[row].tolist(), *end],
            fills=[*fills, None, FILLS[verdict] if judged else None], form="#,##0.00" if judged else "#,##0.000",
        )  # fmt: skip
    sheet.finish("C4")


def _county(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title(texts.CV_TITLE())
    _heads(
        sheet, texts.REGIME_HEAD, texts.TEACHERS, texts.STAGE, texts.CODE, texts.INDICATOR_HEAD, texts.UNIT, texts.MEAN, texts.SD,
        texts.CV, texts.LIMIT,
    )  # fmt: skip
    for v in found.views:
        for i in found.stages:
            limit = float(v.county.limit[i])
            way = [str(v.regime.year), texts.WAYS[v.by](), _stage(i)]
            for k, indicator in enumerate(v.regime.indicators):
                mean, sd, cv = (float(x[i, k]) for x in (v.county.mean, v.county.sd, v.county.cv))
                over = None if math.isnan(cv) or v.regime.combined else BAD if cv > limit else GOOD
                row = [
                    *way,
                    indicator.name,
                    _named(indicator),
                    texts.UNITS[indicator.unit](),
                    mean,
                    sd,
                    cv,
                    None if v.regime.combined else limit,
                ]
                sheet.add(row, fills=[None] * 8 + [over], form="#,##0.000")
            if v.regime is R2012:
                fill = FILLS[Verdict(int(v.county.cv_verdict[i]))]
                row = [*way, "", texts.ALL_CVS(), "", None, None, float(v.county.combined[i]), limit]
                sheet.add(row, fills=[None] * 8 + [fill], form="0.000")
    sheet.finish("A4")


def _moves(found: Inspection, sheet: SheetWriter) -> None:
    """What every school needs to pass under 2017 by register, then what the CVs need."""
    v = found.views[0]
    sheet.title(texts.LACKS_TITLE(year=v.regime.year, way=texts.WAYS[v.by]))
    _heads(
        sheet, texts.ID, texts.SCHOOL, texts.STAGE, texts.CODE, texts.INDICATOR_HEAD, texts.UNIT, texts.HAS, texts.TO_THRESHOLD,
        texts.NEEDED, texts.FURTHER, texts.OR_TO_MOVE,
    )  # fmt: skip
    s, lacks = v.staffed.schools, v.shortfall
    for row in range(len(s)):
        for k, indicator in enumerate(v.regime.indicators):
            values = [float(x[row, k]) for x in (lacks.to_threshold, lacks.needed, lacks.more, lacks.transfer)]
            if any(abs(x) > 1e-6 for x in values if not math.isnan(x)):
                sheet.add(
                    [s["id"].iloc[row], s["name_zh"].iloc[row], _stage(int(v.staffed.stage[row])), indicator.name,
                     _named(indicator), texts.UNITS[indicator.amount](), float(v.amounts[row, k]), *values], form="#,##0.0",
                )  # fmt: skip
    sheet.finish("C4")


def _rules(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title(texts.RULES_CAPTION())
    _heads(sheet, texts.RULE, texts.STAGE, texts.LIMITS_HEAD, texts.FOUND, texts.VERDICT, texts.NOT_KEPT_BY)
    for rule in found.rules:
        stage = _stage(STAGES.index(rule.stage)) if rule.stage else ""
        sheet.add(
            [
                rule.name,
                stage,
                rule.limit,
                rule.found,
                _verdict(rule.verdict),
                ", ".join(rule.breakers),
            ],
            fills=[None] * 4 + [FILLS[rule.verdict]],
        )
    sheet.finish("A4")


def _scores(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title(texts.SCORES_TITLE())
    _heads(sheet, texts.STAGE, texts.GRADE, texts.MEASURE, texts.UNIT, texts.VALUE)
    for m in found.measures:
        sheet.add([_stage(STAGES.index(m.stage)), m.grade, m.words, texts.UNITS[m.unit](), m.value], form="#,##0.000")
    sheet.finish("A4")


def _stage(i: int) -> Said:
    words = STAGE_WORDS[STAGES[i]]
    return Said(words.zh, words.en.lower())


def _named(indicator: Indicator) -> Said:
    return Said(indicator.zh, indicator.en)


def _verdict(verdict: Verdict) -> Said:
    return texts.VERDICTS[verdict.name]()


def _heads(sheet: SheetWriter, *heads: Text) -> None:
    sheet.add([head() for head in heads], head=True)
