"""The inspection as a workbook in the language chosen: verdicts, schools, county, shortfalls, other rules, scores."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from experiments.files.sheet import BAD, GOOD, OPEN, SheetWriter
from experiments.files.spreadsheet_text import scratch_in
from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection, RegimeView
from experiments.inspection.texts import found as found_texts
from experiments.inspection.texts import page as texts
from experiments.words.labels import STAGES as STAGE_WORDS
from experiments.words.labels import named
from sim.equity.inspection import Verdict
from sim.equity.standards import R2012
from sim.say import Said, school_year
from sim.units import unit

WAYS = {"register": found_texts.BY_REGISTER, "post": found_texts.BY_POST}
VERDICTS = {Verdict.PASS: found_texts.PASS, Verdict.FAIL: found_texts.FAIL, Verdict.UNKNOWN: found_texts.UNKNOWN}
FILLS = {Verdict.PASS: GOOD, Verdict.FAIL: BAD, Verdict.UNKNOWN: OPEN}


def write_book(found: Inspection, path: Path) -> None:
    """Write ``inspection.xlsx``."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    _summary(found, SheetWriter(book, texts.SHEET_VERDICTS()))
    for view in found.views:
        name = texts.SHEET_SCHOOLS if view.by == "register" else texts.SHEET_BY_POST
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
    sheet.title(title(found))
    heads = (
        texts.REGIME, texts.TEACHERS, texts.STAGE, texts.SCHOOLS, texts.PASS, texts.FAIL, texts.NOT_KNOWN, texts.CVS,
        texts.COUNTY,
    )  # fmt: skip
    sheet.add([head() for head in heads], head=True)
    for v in found.views:
        for i in found.stages:
            cv, all_of_it = Verdict(int(v.county.cv_verdict[i])), Verdict(int(v.county.verdict[i]))
            judged = v.regime.pass_count is not None
            counts = [int(x[i]) if judged else None for x in (v.county.passed, v.county.failed, v.county.unknown)]
            sheet.add(
                [
                    regime(v),
                    WAYS[v.by](),
                    _stage(i),
                    int(v.county.schools[i]),
                    *counts,
                    VERDICTS[cv](),
                    VERDICTS[all_of_it](),
                ],
                fills=[None] * 7 + [FILLS[cv], FILLS[all_of_it]],
            )
    sheet.finish()


def _notes(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title(texts.HOW_READ())
    for note in found.notes:
        sheet.add([note])
    sheet.finish()


def _schools(view: RegimeView, sheet: SheetWriter) -> None:
    s, j, names = view.staffed.schools, view.judgement, view.regime.indicators
    sheet.title(texts.BOOK_SCHOOLS(regime=regime(view), way=WAYS[view.by]))
    judged = view.regime.pass_count is not None
    tail = [texts.MET(), texts.VERDICT(), texts.SPARED()] if judged else []
    columns = [texts.INDICATOR_UNIT(name=i.name, said=i, unit=unit(i.unit)) for i in names]
    sheet.add([texts.ID(), texts.SCHOOL(), texts.STAGE(), texts.PUPILS(), *columns, *tail], head=True)
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
        end = [int(j.met[row].sum()), VERDICTS[verdict](), spare] if judged else []
        sheet.add(
            [s["id"].iloc[row], s["name_zh"].iloc[row] or s["name_en"].iloc[row], _stage(int(view.staffed.stage[row])),
             int(s["pupils"].iloc[row]), *j.values[row].tolist(), *end],
            fills=[*fills, None, FILLS[verdict] if judged else None], form="#,##0.00" if judged else "#,##0.000",
        )  # fmt: skip
    sheet.finish("C4")


def _county(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title(texts.BOOK_CVS())
    heads = (texts.REGIME, texts.TEACHERS, texts.STAGE, texts.INDICATOR)
    more = (texts.UNIT, texts.MEAN, texts.SD, texts.CV, texts.LIMIT)
    sheet.add([*(head() for head in heads), "", *(head() for head in more)], head=True)
    for v in found.views:
        for i in found.stages:
            limit = float(v.county.limit[i])
            way = [str(v.regime.year), WAYS[v.by](), _stage(i)]
            for k, indicator in enumerate(v.regime.indicators):
                mean, sd, cv = (float(x[i, k]) for x in (v.county.mean, v.county.sd, v.county.cv))
                over = None if math.isnan(cv) or v.regime.combined else BAD if cv > limit else GOOD
                row = [
                    *way,
                    indicator.name,
                    named(indicator),
                    unit(indicator.unit),
                    mean,
                    sd,
                    cv,
                    None if v.regime.combined else limit,
                ]
                sheet.add(row, fills=[None] * 8 + [over], form="#,##0.000")
            if v.regime is R2012:
                fill = FILLS[Verdict(int(v.county.cv_verdict[i]))]
                row = [*way, "", texts.MEAN_OF_CVS(), "", None, None, float(v.county.combined[i]), limit]
                sheet.add(row, fills=[None] * 8 + [fill], form="0.000")
    sheet.finish("A4")


def _moves(found: Inspection, sheet: SheetWriter) -> None:
    """What every school needs to pass under 2017 by register, then what the CVs need."""
    v = found.views[0]
    sheet.title(texts.BOOK_MOVES(year=v.regime.year, way=WAYS[v.by]))
    more = (texts.UNIT, texts.HAS, texts.TO_THRESHOLD, texts.NEEDED, texts.FURTHER, texts.TO_MOVE)
    heads = (texts.ID, texts.SCHOOL, texts.STAGE, texts.INDICATOR)
    sheet.add([*(head() for head in heads), "", *(head() for head in more)], head=True)
    s, lacks = v.staffed.schools, v.shortfall
    for row in range(len(s)):
        for k, indicator in enumerate(v.regime.indicators):
            values = [float(x[row, k]) for x in (lacks.to_threshold, lacks.needed, lacks.more, lacks.transfer)]
            if any(abs(x) > 1e-6 for x in values if not math.isnan(x)):
                sheet.add(
                    [s["id"].iloc[row], s["name_zh"].iloc[row], _stage(int(v.staffed.stage[row])), indicator.name,
                     named(indicator), unit(indicator.amount), float(v.amounts[row, k]), *values], form="#,##0.0",
                )  # fmt: skip
    sheet.finish("C4")


def _rules(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title(texts.RULES_TABLE())
    heads = (texts.RULE, texts.STAGE, texts.LIMITS, texts.RULE_FOUND, texts.VERDICT, texts.BREAKERS)
    sheet.add([head() for head in heads], head=True)
    for rule in found.rules:
        stage = _stage(STAGES.index(rule.stage)) if rule.stage else ""
        sheet.add(
            [
                rule.name.said,
                stage,
                rule.limit,
                rule.found,
                VERDICTS[rule.verdict](),
                ", ".join(rule.breakers),
            ],
            fills=[None] * 4 + [FILLS[rule.verdict]],
        )
    sheet.finish("A4")


def _scores(found: Inspection, sheet: SheetWriter) -> None:
    sheet.title(texts.BOOK_SCORES())
    heads = (texts.STAGE, texts.GRADE, texts.MEASURE, texts.UNIT, texts.VALUE)
    sheet.add([head() for head in heads], head=True)
    for m in found.measures:
        sheet.add([_stage(STAGES.index(m.stage)), m.grade, m.words.said, unit(m.unit), m.value], form="#,##0.000")
    sheet.finish("A4")


def _stage(i: int) -> Said:
    return STAGE_WORDS[STAGES[i]].said


def regime(view: RegimeView) -> Said:
    """Return the name of a view's regime with its year."""
    return texts.REGIME_SAID(year=view.regime.year, name=view.regime)


def title(found: Inspection) -> Said:
    """Return what an inspection is called."""
    name, year = found.records.path.resolve().name, found.records.year
    return texts.TITLE_YEAR(name=name, year=school_year(year)) if year else texts.TITLE(name=name)
