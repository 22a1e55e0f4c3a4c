"""Figures and page of a study: its question, what was found, what is missing, and how to do it again."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from experiments import labels, outcomes, pages, response
from experiments.answers import Answer
from experiments.figures import Drawn, studies
from experiments.figures.studies import BESIDE, Tables
from experiments.pages import Page
from experiments.study_data import values
from experiments.study_tables import (
    LEAD,
    LISTED,
    NAMED,
    between,
    columns_of,
    digits_of,
    ends,
    factor_table,
    facts,
    index_table,
    leading,
    meaning,
    point_table,
    said,
)
from experiments.words import DASH, TableView, number, signed

if TYPE_CHECKING:
    import pandas as pd

    from experiments.outcomes import Outcome
    from experiments.study_data import Analysis, StudyData

MILLION = 1e6
WIDE = 0.3  # interval of an index, which lies between 0 and 1
NAMED_FACTORS = 4  # factors of a sentence
SPREAD = 300  # points whose course over the years is drawn


def write_report(data: StudyData, analysis: Analysis, folder: str | os.PathLike[str], command: str) -> Path:
    """Write figures and page of a study into its folder, and return the page."""
    folder, command = Path(folder), command.replace(" --no-run", "")  # with it, nothing would be done again
    data, analysis = _in_millions(_with_companions(data), analysis)
    wanted = studies.ordered(data.outcomes)
    names = {f.name: f"{f.name}\n{meaning(f).zh}".strip() for f in data.study.factors}
    names |= {form: " ".join(w) for form, w in {**labels.FORMS, "listed": labels.Words("as listed", "按案例")}.items()}
    names |= {o.name: studies.outcome_text(o) for o in wanted}
    tables = Tables(
        data.design.kind, data.means, response.along(data), tuple(wanted), analysis.indices, analysis.convergence, analysis.equal,
        yearly(data, wanted), names, analysis.emulated,
    )  # fmt: skip
    drawn = pages.write_figures(partial(studies.draw_all, tables), folder, command)
    found = [
        answer
        for make in (which, enough, respond, at_equal_spending, over_time)
        if (answer := make(data, analysis, drawn)) is not None
    ]
    return pages.write(page(data, analysis, found, folder, command), drawn, folder)


def _with_companions(data: StudyData) -> StudyData:
    """Return the study with the mean and the lowest tenth beside every gap it has."""
    extra = outcomes.parse_all(studies.companions(data.outcomes))
    if data.study.against:
        extra = [o.as_difference() for o in extra]
    if not extra:
        return data
    from experiments.store import Store

    with Store(data.folder) as store:
        found = values(data.runs, store, extra).drop(columns="status")
    study = replace(data.study, outcomes=(*data.outcomes, *extra))
    return replace(data, study=study, runs=data.runs.join(found))


def _in_millions(data: StudyData, analysis: Analysis) -> tuple[StudyData, Analysis]:
    """Return study and analysis with money in million yuan, which people can read."""
    money = [o.name for o in data.outcomes if o.is_cost]
    if not money:
        return data, analysis
    told = tuple(replace(o, unit="million yuan") if o.is_cost else o for o in data.outcomes)
    runs = data.runs.assign(**{name: data.runs[name] / MILLION for name in money})
    indices, equal = analysis.indices.copy(), analysis.equal.copy()
    scaled = indices["outcome"].isin(money) & indices["index"].isin(("mu", "mu_star", "sigma", "noise"))
    indices.loc[scaled, ["value", "low", "high"]] /= MILLION
    squared = indices["outcome"].isin(money) & (indices["index"] == "variance")
    indices.loc[squared, ["value", "low", "high"]] /= MILLION**2
    emulated = None if analysis.emulated is None else analysis.emulated.copy()
    if emulated is not None:
        emulated.loc[emulated["outcome"].isin(money), ["mean", "low", "high"]] /= MILLION
    equal.loc[equal["outcome"].isin(money), ["value", "low", "high"]] /= MILLION
    if data.study.equal is not None and data.study.equal.outcome in money:
        equal["spending"] = equal["spending"] / MILLION
    study = replace(data.study, outcomes=told)
    return replace(data, study=study, runs=runs), replace(analysis, indices=indices, equal=equal, emulated=emulated)


def yearly(data: StudyData, wanted: list[Outcome]) -> pd.DataFrame:
    """Return the course of the first gap, the mean and the lowest tenth: means over the replications of some points."""
    import pandas as pd

    measures = list(dict.fromkeys([*(o.measure for o in wanted if o.stage and o.measure in studies.GAPS[:1]), *BESIDE]))
    some = np.unique(np.linspace(0, len(data.design) - 1, min(len(data.design), SPREAD)).astype(int))
    parts = []
    for stage in labels.STAGES:
        named = {f"{m}.{stage}": m for m in measures}
        series = data.series(some.tolist(), [outcomes.parse(n) for n in named])
        means = series.groupby(["point", "year"], as_index=False)[list(named)].mean().rename(columns=named)
        parts.append(means.assign(stage=stage))
    return pd.concat(parts, ignore_index=True)


def which(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer | None:
    """Which factors matter; None where no indices were asked for."""
    if analysis.method not in LEAD or analysis.indices.empty:
        return None
    out = Answer("factors", "Which factors matter?", "哪些因素重要?")
    if leading(analysis) not in set(analysis.indices["index"]):
        out.sentences.append("No emulator fits; nothing is read from it.")
        return out
    lead, table = leading(analysis), analysis.indices
    for o in _of(data, table):
        rows = table[(table["outcome"] == o.name) & (table["index"] == lead)].sort_values("value", ascending=False)
        if len(rows) == 0:
            out.sentences.append(f"{said(o)}: the emulator does not fit; nothing is read from it.")
            continue
        if rows["value"].isna().all():
            out.sentences.append(f"{said(o)}: the factors move it by no more than could be luck; it has no indices.")
            continue
        digits = 3 if o.is_cost and analysis.method == "morris" else 2
        best = [
            f"`{r.factor}` {number(r.value, digits)}{between(r.low, r.high, digits)}" for r in rows.head(3).itertuples()
        ]
        fit = table.loc[(table["outcome"] == o.name) & (table["index"] == "fit"), "value"]
        if len(fit):
            seed = f" The emulator explains {number(100 * float(fit.iloc[0]), 0)} % of the signal at points it has not seen."
        dummy = table.loc[(table["outcome"] == o.name) & (table["index"] == "dummy"), "value"]
        beside = f" A made-up factor that does nothing gets {number(float(dummy.iloc[0]))}." if len(dummy) else ""
        luck = table.loc[(table["outcome"] == o.name) & (table["index"] == "seed_share"), "value"]
        seed = (
            f" The seed makes {number(100 * float(luck.iloc[0]), 0)} % of the variance of a single run."
            if len(luck) and luck.notna().all()
            else ""
        )
        out.sentences.append(f"{said(o)}: {columns_of(analysis)[lead]} of {', '.join(best)}.{seed}{beside}")
    out.sentences.insert(0, _first_of(data, analysis))
    out.tables += [index_table(o, analysis) for o in _of(data, table[table["index"] == lead])]
    pairs = table[table["index"] == "S2"].copy()
    if len(pairs):
        pairs = pairs.assign(size=pairs["value"].abs()).sort_values("size", ascending=False).head(NAMED)
        rows = [[r.outcome, r.factor, r.other, number(r.value, 3), ends(r.low, r.high)] for r in pairs.itertuples()]
        headers = ["Outcome", "Factor", "With", "Second order", "95 % interval"]
        out.tables.append(TableView("Pairs that do most together", headers, rows, 3, folded=True))
    out.figures = _figures(drawn, ("sobol", "distances", "morris", "emulated"))
    return out


def enough(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer | None:
    """Whether the sample was large enough; None where the method does not say."""
    totals = analysis.indices[analysis.indices["index"] == "ST"]
    if totals.empty:
        return None
    if analysis.method in {"pce", "gp"}:
        return None
    width = (totals["high"] - totals["low"]).max()
    if not np.isfinite(width):
        return None
    out = Answer("enough", "Was the sample large enough?", "样本够大吗?", figures=_figures(drawn, ("convergence",)))
    more = " Intervals as wide as that rank nothing: more base rows (`--points`) or replications narrow them."
    if analysis.method == "fast":
        more = " Intervals as wide as that rank nothing: more sets of curves (`--points`) narrow them."
    out.sentences.append(
        f"The widest interval of a total index is {number(float(width))} wide.{more if width > WIDE else ''}"
    )
    if analysis.method == "fast":
        out.sentences.append(
            "Intervals leave out bias: what all sets of curves have in common, longer curves take away."
        )
    return out


def respond(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer:
    """How outcomes respond to the factors."""
    out = Answer("response", "How do the outcomes respond?", "结果如何响应?")
    out.figures = _figures(drawn, ("tornado", "curves", "heat"))
    tracks, few = response.along(data), response.said_of_few(data)
    wanted = [o for o in data.outcomes if data.means[o.name].notna().any()]
    for o in wanted:
        if len(swings := response.swings(tracks, o.name)):
            out.sentences.append(_moves(o, swings))
    if tracks and data.design.kind not in {"list", "grid"}:
        out.sentences.append(
            "Effects are those of a regression on all factors, the others at their means; what factors do only together is not "
            "in them."
        )
    out.sentences = out.sentences or [
        f"{few}." if few else "Nothing was varied: the study is the luck of its seeds alone."
    ]
    if data.design.kind in {"list", "grid"} and len(data.design) <= LISTED:
        out.tables.append(point_table(data, wanted))
    return out


def _moves(o: Outcome, swings: pd.DataFrame) -> str:
    """Say what moves an outcome most: one factor where intervals allow it, else those that cannot be told apart."""
    digits, first = digits_of(o), swings.iloc[0]
    if not np.isfinite(first["swing_low"]):
        return f"{said(o)}: one value a level gives no interval, so nothing is said of what moves it."
    if first["swing_low"] == 0:
        return f"{said(o)}: no factor moves it by an amount that can be told from none."
    rivals = swings[(swings["swing_high"] >= first["swing_low"]) & (swings["swing_low"] > 0)]
    told = [
        f"`{r.factor}` by {number(r.swing, digits)}{between(r.swing_low, r.swing_high, digits)} {o.unit}, {r.words}"
        for r in rivals.head(NAMED_FACTORS).itertuples()
    ]
    more = f" and {len(rivals) - NAMED_FACTORS} more" if len(rivals) > NAMED_FACTORS else ""
    if len(rivals) == 1:
        return f"{said(o)} is moved most by {told[0]}."
    return f"{said(o)} is moved most by these, which cannot be ranked among themselves: {'; '.join(told)}{more}."


def at_equal_spending(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer | None:
    """What options do for the same money; None where that was not asked for."""
    if analysis.equal.empty:
        return None
    out = Answer("equal", "What does the same money buy?", "同样花费换来什么?", figures=_figures(drawn, ("equal",)))
    table, rows = analysis.equal, []
    unit = next(o.unit for o in data.outcomes if data.study.equal and o.name == data.study.equal.outcome)
    money = f"{number(float(table['spending'].iloc[0]))} {unit}"
    out.sentences.append(f"Every option is read where it spends {money}; differences are from the first, within seeds.")
    for o in data.outcomes:
        here = table[table["outcome"] == o.name]
        for r in here[here["reference"] == ""].itertuples():
            beside = here[(here["option"] == r.option) & (here["reference"] != "")]
            digits = digits_of(o)
            cells = [number(r.value, digits)]
            cells += (
                [
                    signed(float(beside["value"].iloc[0]), digits),
                    ends(float(beside["low"].iloc[0]), float(beside["high"].iloc[0]), digits),
                ]
                if len(beside)
                else [DASH, DASH]
            )
            head = [f"{o.en} {o.zh}", o.unit] if r.Index == here.index[0] else ["", ""]
            rows.append([*head, response.shown(r.option), *cells, number(r.dose, 3)])
    headers = ["Outcome", "Unit", "Option", "Value", "Less the first", "95 % interval", "Dose"]
    out.tables.append(TableView("Options at equal spending", headers, rows, 3))
    return out


def over_time(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer | None:
    """How the points of the design run over the years."""
    if "spread" not in drawn:
        return None
    out = Answer("time", "How does it run over the years?", "如何随时间变化?", figures=("spread",))
    n = len(data.design)
    shown = f"{SPREAD} of its {n:,} points, evenly spread, are" if n > SPREAD else f"All {n:,} points are"
    out.sentences.append(f"What the study holds possible, year by year. {shown} drawn.")
    return out


def page(data: StudyData, analysis: Analysis, found: list[Answer], folder: Path, command: str) -> Page:
    """Return the page of a study."""
    from experiments.store import Store

    study = data.study
    with Store(folder) as store:
        failed = list(store.failed())
    missing = [*data.said(), *pages.failures(failed, str(folder))]
    lead = [f"Question: {study.question}"]
    if study.prediction:
        lead.append(f"Expected beforehand: {study.prediction}")
    return Page(
        title=study.title.en, zh=study.title.zh, lead=lead, answers=found, facts=facts(data, analysis, command),
        cautions=[
            *pages.cautions(study.case),
            "Results hold for the ranges of the factors named below: a factor with a narrow range looks unimportant.",
            *[note for note in analysis.notes if note not in data.said()],
        ],
        missing=missing, tables=[factor_table(data)] if study.factors else [],
        beside="tables/ holds its numbers as Parquet and CSV, figures/ its figures as PNG and SVG, runs.sqlite every run.",
    )  # fmt: skip


def _first_of(data: StudyData, analysis: Analysis) -> str:
    """Say which factors come first over all outcomes."""
    from experiments.figures.studies_indices import ranked

    first = ranked(analysis.indices, leading(analysis))[:3]
    return f"Over all outcomes, {', '.join(f'`{f}`' for f in first)} come first."


def _figures(drawn: dict[str, Drawn], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(n for name in names for n in drawn if n == name or n.startswith(f"{name}_"))


def _of(data: StudyData, table: pd.DataFrame) -> list[Outcome]:
    there = set(table["outcome"])
    return [o for o in studies.ordered(data.outcomes) if o.name in there]
