"""Figures and page of a study: its question, what was found, what is missing, and how to do it again."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from experiments.figures import Drawn, studies
from experiments.figures.studies import Tables
from experiments.pages import findings
from experiments.pages.answers import Answer
from experiments.pages.findings import Page
from experiments.pages.report import scale
from experiments.runs import outcomes
from experiments.statistics import response
from experiments.study.headline import headline, names_of, of_index, of_response
from experiments.study.study_data import plan, values
from experiments.study.study_tables import (
    LEAD,
    LISTED,
    NAMED,
    factor_table,
    facts,
    index_table,
    leading,
    meaning,
    point_table,
)
from experiments.study.texts import page as texts
from experiments.study.texts import tables
from experiments.words import labels
from experiments.words.phrases import TableView, ends, number, outcome_name, places, share, signed
from sim.axes import IN_EVERY_CASE, OUTCOMES
from sim.equity.metrics import tagged
from sim.say import Said, joined
from sim.units import amount, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from experiments.runs.outcomes import Outcome
    from experiments.study.headline import Asks
    from experiments.study.study_data import Analysis, StudyData

WIDE = 0.3  # interval of an index, which lies between 0 and 1

SPREAD = 300  # points whose course over the years is drawn


def as_shown(data: StudyData, analysis: Analysis) -> tuple[StudyData, Analysis]:
    """Return study and analysis as they are shown: companions beside every gap, last; money in its unit. Twice is once."""
    return _in_shown_units(_with_companions(data), analysis)


def write_report(
    data: StudyData, analysis: Analysis, folder: str | os.PathLike[str], command: str, asks: Asks = "indices"
) -> Path:
    """Write figures and page of a study into its folder, and return the page; ``asks`` is that of `headline`."""
    folder, command = Path(folder), command.replace(" --no-run", "")  # with it, nothing would be done again
    data, analysis = as_shown(data, analysis)
    wanted = data.outcomes
    names = {f.name: f"{f.name}\n{meaning(f, data.study.case).zh}".strip() for f in data.study.factors}
    listed = texts.AS_LISTED()
    forms = {**labels.forms(data.study.case), "listed": labels.Words(listed.en, listed.zh)}
    names |= {form: " ".join(words) for form, words in forms.items()}
    names |= {o.name: studies.outcome_text(o) for o in wanted}
    shown = Tables(
        data.design.kind, data.means, response.along(data), wanted, analysis.indices, analysis.convergence, analysis.equal,
        yearly(data, wanted), names, points_per_sd(data), analysis.emulated,
    )  # fmt: skip
    drawn = findings.write_figures(partial(studies.draw_all, shown), folder, command)
    found = [
        answer
        for make in (which, enough, chance, respond, at_equal_spending, over_time)
        if (answer := make(data, analysis, drawn)) is not None
    ]
    return findings.write(page(data, analysis, found, folder, command, headline(data, analysis, asks)), drawn, folder)


def _with_companions(data: StudyData) -> StudyData:
    """Return the study with the mean and the lowest tenth beside every gap it has."""
    extra = outcomes.companions(data.outcomes)
    if data.study.against:
        extra = [o.as_difference() for o in extra]
    if not extra:
        return data
    from experiments.store.store import Store

    with Store(data.folder) as store:
        found = {
            name: frame.join(values(frame, store, extra).drop(columns="status"))
            for name, frame in (("runs", data.runs), ("block", data.block))
            if len(frame)
        }
    return replace(data, study=replace(data.study, outcomes=(*data.outcomes, *extra)), **found)


def _in_shown_units(data: StudyData, analysis: Analysis) -> tuple[StudyData, Analysis]:
    """Return study and analysis with money in the unit it is shown in."""
    money = [o.name for o in data.outcomes if o.shown_in != 1]
    if not money:
        return data, analysis
    told = tuple(o.as_shown() for o in data.outcomes)
    runs = data.runs.assign(**{name: data.runs[name] / labels.WAN for name in money})
    indices, equal = analysis.indices.copy(), analysis.equal.copy()
    scaled = indices["outcome"].isin(money) & indices["index"].isin(("mu", "mu_star", "sigma", "noise"))
    indices.loc[scaled, ["value", "low", "high"]] /= labels.WAN
    squared = indices["outcome"].isin(money) & (indices["index"] == "variance")
    indices.loc[squared, ["value", "low", "high"]] /= labels.WAN**2
    emulated = None if analysis.emulated is None else analysis.emulated.copy()
    if emulated is not None:
        emulated.loc[emulated["outcome"].isin(money), ["mean", "low", "high"]] /= labels.WAN
    equal.loc[equal["outcome"].isin(money), ["value", "low", "high"]] /= labels.WAN
    if data.study.equal is not None and data.study.equal.outcome in money:
        equal["spending"] = equal["spending"] / labels.WAN
    study = replace(data.study, outcomes=told)
    return replace(data, study=study, runs=runs), replace(analysis, indices=indices, equal=equal, emulated=emulated)


def points_per_sd(data: StudyData) -> float | None:
    """Return how many points of scores make a standard deviation; None where the study or a reform varies that."""
    if "tests.sd" in {name for f in data.study.factors for name in f.sets}:
        return None
    _, _, run = next(plan(data.study, data.design))
    value = run.value_of("tests.sd")
    return None if value is None else float(value)


def yearly(data: StudyData, wanted: Sequence[Outcome]) -> pd.DataFrame:
    """Return the course of the first gap, the mean and the lowest tenth: means over the replications of some points."""
    import pandas as pd

    gaps = set(tagged("gap", OUTCOMES.names)) & set(tagged("over time", OUTCOMES.names))
    asked = [o for o in wanted if o.stage and o.measure in gaps]
    levels = tagged("level", {*IN_EVERY_CASE, *(o.of_pupils for o in asked)})
    measures = list(dict.fromkeys([*(o.measure for o in asked), *levels]))
    some = np.unique(np.linspace(0, len(data.design) - 1, min(len(data.design), SPREAD)).astype(int))
    parts = []
    for stage in labels.stages([data.study.case]):
        named = {f"{m}.{stage}": m for m in measures}
        series = data.series(some.tolist(), [outcomes.parse(n) for n in named])
        means = series.groupby(["point", "year"], as_index=False)[list(named)].mean().rename(columns=named)
        parts.append(means.assign(stage=stage))
    return pd.concat(parts, ignore_index=True)


def which(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer | None:
    """Which factors matter; None where no indices were asked for."""
    if analysis.method not in LEAD or analysis.indices.empty:
        return None
    out = Answer("factors", texts.WHICH.en, texts.WHICH.zh)
    lead, table = leading(analysis), analysis.indices
    if lead not in set(table["index"]):
        out.sentences.append(texts.NONE_FITS())
        return out
    wanted = _of(data, table[table["index"] == lead])
    out.sentences += [texts.READ[lead]()] if lead in texts.READ else []
    out.sentences += [told for o in wanted if (told := of_index(o, analysis, names_of(data)))]
    unfit = [o for o in _of(data, table) if o not in wanted]
    out.sentences += [texts.FITS_NOT(outcome=outcome_name(o)) for o in unfit]
    if fits := _by_outcome(wanted, table, "fit"):
        out.sentences.append(texts.EXPLAINS(shares=fits))
    dummies = table[table["index"] == "dummy"]
    if len(dummies):
        low, high = dummies["value"].min(), dummies["value"].max()
        span = texts.FROM_TO(low=number(low), high=number(high)) if len(dummies) > 1 else number(low)
        out.sentences.append(texts.DUMMY_GETS(value=span))
    if luck := _by_outcome(wanted, table, "seed_share"):
        out.sentences.append(texts.LUCK(shares=luck))
    out.tables += [index_table(o, analysis) for o in wanted]
    pairs = table[table["index"] == "S2"].copy()
    if len(pairs):
        pairs = pairs.assign(size=pairs["value"].abs()).sort_values("size", ascending=False).head(NAMED)
        rows = []
        for r in pairs.itertuples():
            digits = places(r.low, r.high)
            rows.append([r.outcome, r.factor, r.other, number(r.value, digits), ends(r.low, r.high, digits)])
        heads = (tables.OUTCOME, tables.FACTOR, tables.WITH, tables.SECOND_ORDER, tables.INTERVAL)
        out.tables.append(TableView(tables.PAIRS(), [head() for head in heads], rows, 3, folded=True))
    out.figures = _figures(drawn, ("sobol", "distances", "morris", "emulated"))
    return out


def enough(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer | None:
    """Whether the sample was large enough; None where the method does not say."""
    totals = analysis.indices[analysis.indices["index"] == "ST"]
    if totals.empty:
        return None
    width = (totals["high"] - totals["low"]).max()
    if not np.isfinite(width):
        return None
    figures = _figures(drawn, ("convergence",))
    out = Answer("enough", texts.ENOUGH.en, texts.ENOUGH.zh, figures=figures)
    narrowed_by = {"pce": texts.MORE_POINTS, "gp": texts.MORE_POINTS, "fast": texts.MORE_CURVES}
    say = texts.WIDEST if width <= WIDE else narrowed_by.get(analysis.method, texts.MORE_ROWS)
    out.sentences.append(say(width=number(float(width))))
    if analysis.method in {"pce", "gp"} and (beyond := _by_outcome(_of(data, totals), analysis.indices, "beyond")):
        out.sentences.append(texts.HELD(shares=beyond))
    if analysis.method == "fast":
        out.sentences.append(texts.BIAS())
    return out


def chance(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer | None:
    """How much of the spread is who is there, and how much luck; None where no population met several lucks."""
    table = data.parts()
    if table.empty:
        return None
    out = Answer("chance", texts.CHANCE.en, texts.CHANCE.zh)
    out.sentences += [texts.SENTENCE(what=told) for told in data.said_of_chance()]
    say = texts.CHANCE_UNMOVED if data.study.nested else texts.CHANCE_READ
    out.sentences.append(say(populations=data.nest[0], lucks=data.nest[1]))
    rows = []
    for o in _of(data, table):
        parts = table[table["outcome"] == o.name].set_index("part")
        for k, (part, label) in enumerate(texts.PARTS.items()):
            shares = (share(parts.loc[part, key]) for key in ("share", "share_low", "share_high"))
            value, low, high = shares
            rows.append([Said(o.zh, o.en) if k == 0 else "", label(), value, texts.FROM_TO(low=low, high=high)])
    heads = (tables.OUTCOME, texts.PART_OF_CHANCE, texts.SHARE_OF_CHANCE, tables.INTERVAL)
    out.tables.append(TableView(texts.CHANCE_CAPTION(), [head() for head in heads], rows, 2))
    return out


def respond(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer:
    """How outcomes respond to the factors."""
    out = Answer("response", texts.RESPOND.en, texts.RESPOND.zh)
    out.figures = _figures(drawn, ("tornado", "curves", "heat"))
    tracks, few = response.along(data), response.said_of_few(data)
    wanted = [o for o in data.outcomes if data.means[o.name].notna().any()]
    out.sentences += [told for o in wanted if (told := of_response(o, data, tracks, names_of(data)))]
    if tracks and data.design.kind not in {"list", "grid"}:
        out.sentences.append(texts.REGRESSION())
    out.sentences = out.sentences or [texts.SENTENCE(what=few) if few else texts.NOTHING_VARIED()]
    if data.design.kind in {"list", "grid"} and len(data.design) <= LISTED:
        out.tables.append(point_table(data, wanted))
    return out


def at_equal_spending(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer | None:
    """What options do for the same money; None where that was not asked for."""
    if analysis.equal.empty:
        return None
    out = Answer("equal", texts.EQUAL.en, texts.EQUAL.zh, figures=_figures(drawn, ("equal",)))
    table, rows = analysis.equal, []
    spent = next(o for o in data.outcomes if data.study.equal and o.name == data.study.equal.outcome)
    money = amount(number(float(table["spending"].iloc[0]), spent.digits), spent.unit)
    out.sentences.append(texts.EQUAL_READ(money=money))
    for o in data.outcomes:
        here = table[table["outcome"] == o.name]
        for r in here[here["reference"] == ""].itertuples():
            beside = here[(here["option"] == r.option) & (here["reference"] != "")]
            apart, low, high = (
                float(beside[k].iloc[0]) if len(beside) else float("nan") for k in ("value", "low", "high")
            )
            digits = places(low, high, o.digits)
            cells = [number(r.value, digits), signed(apart, digits), ends(low, high, digits)]
            head = [Said(o.zh, o.en), unit(o.unit)] if r.Index == here.index[0] else ["", ""]
            rows.append([*head, response.shown(r.option), *cells, number(r.dose, 3)])
    heads = (tables.OUTCOME, tables.UNIT, tables.OPTION, tables.VALUE, tables.LESS_FIRST, tables.INTERVAL, tables.DOSE)
    out.tables.append(TableView(texts.EQUAL_CAPTION(), [head() for head in heads], rows, 3))
    return out


def over_time(data: StudyData, analysis: Analysis, drawn: dict[str, Drawn]) -> Answer | None:
    """How the points of the design run over the years."""
    if "spread" not in drawn:
        return None
    out = Answer("time", texts.TIME.en, texts.TIME.zh, figures=("spread",))
    n = len(data.design)
    out.sentences.append(texts.TIME_SOME(n=n, some=SPREAD) if n > SPREAD else texts.TIME_ALL(n=n))
    return out


def page(
    data: StudyData, analysis: Analysis, found: list[Answer], folder: Path, command: str, first: list[str]
) -> Page:
    """Return the page of a study."""
    from experiments.store.store import Store

    study = data.study
    with Store(folder) as store:
        failed = list(store.failed())
    missing = [*data.said(), *findings.failures(failed, str(folder))]
    lead: list[str] = [texts.QUESTION(question=study.question)]
    lead += [texts.EXPECTED(prediction=study.prediction)] if study.prediction else []
    return Page(
        title=study.title.en, zh=study.title.zh, lead=lead, headline=first, answers=found,
        facts=[*facts(data, analysis, command), *scale(points_per_sd(data))],
        cautions=[
            *findings.cautions(study.case),
            texts.RANGES(),
            *[note for note in analysis.notes if note not in {*data.said(), *data.said_of_chance()}],
        ],
        missing=missing, tables=[factor_table(data)] if study.factors else [],
        beside=texts.BESIDE(),
    )  # fmt: skip


def _by_outcome(wanted: list[Outcome], table: pd.DataFrame, index: str) -> Said:
    """Say a share of each outcome that has it; nothing where none has."""
    shares = table[table["index"] == index].dropna(subset="value").set_index("outcome")["value"]
    there = [(o, float(shares[o.name])) for o in wanted if o.name in shares.index]
    return joined([texts.PART(share=_part(s), outcome=outcome_name(o)) for o, s in there], zh="；", en="; ")


def _part(value: float) -> str:
    """Say a share; an estimate that luck has put beyond an end is nearly there."""
    if value in (0, 1):
        return share(value)
    return texts.NEARLY_ALL() if value >= 0.995 else texts.NEARLY_NONE() if value < 0.005 else share(value)


def _figures(drawn: dict[str, Drawn], names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(n for name in names for n in drawn if n == name or n.startswith(f"{name}_"))


def _of(data: StudyData, table: pd.DataFrame) -> list[Outcome]:
    there = set(table["outcome"])
    return [o for o in data.outcomes if o.name in there]
