"""Tables of the page of a study: its design, its factors, its indices, its points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures import studies
from experiments.pages.report import origin
from experiments.runs.results import WINDOW
from experiments.statistics import paired, response
from experiments.study.texts import tables as texts
from experiments.words import labels
from experiments.words.phrases import DASH, TableView, ends, estimate, number, outcome_name, places, signed
from sim.say import NOTHING, Said, joined, per_cent
from sim.units import unit

if TYPE_CHECKING:
    from experiments.design.factors import Factor
    from experiments.runs.outcomes import Outcome
    from experiments.study.study_data import Analysis, StudyData
    from sim.case import Case

LISTED = 64  # points of a list or grid that are told one by one
LONG = 12  # rows of a table that is folded away
NAMED = 12  # pairs of factors that are told
LEAD = {  # what ranks factors, where factors are independent
    "sobol": "ST", "fast": "ST", "morris": "mu_star", "pawn": "pawn", "delta": "delta", "pce": "ST", "gp": "ST",
}  # fmt: skip
SHAPLEY = "shapley"  # what ranks correlated ones
COLUMNS = {
    "sobol": ("S1", "ST"), "fast": ("S1", "ST"), "morris": ("mu", "mu_star", "sigma"), "pawn": ("pawn",),
    "delta": ("delta",), "pce": ("S1", "ST"), "gp": ("S1", "ST"),
}  # fmt: skip
INTERVALS = {"delta": None, "fast": texts.INTERVAL_WITHOUT_BIAS}  # heads of columns; delta has none
HELD = {"population_seed": texts.POPULATION_HELD, "luck_seed": texts.LUCK_HELD}


def facts(data: StudyData, analysis: Analysis, command: str) -> list[tuple[str, str]]:
    """Return the design of a study."""
    study, n = data.study, len(data.runs)
    first = study.case.start_year
    seeds = data.runs["seed"]
    if study.seeds == "shared":
        told = texts.SEEDS_SHARED(low=seeds.min(), high=seeds.max())
    else:
        say = texts.SEEDS_BY_ROW if study.seeds == "row" else texts.SEEDS_BY_POINT
        told = say(n=seeds.nunique(), first=study.first_seed)
    block = texts.BLOCK(**study.nested.model_dump()) if study.nested else NOTHING
    held = joined([*(HELD[name](seed=seed) for name, seed in study.held().items()), block], zh="", en="")
    lucks = texts.LUCKS(lucks=study.lucks) if study.lucks > 1 else NOTHING
    ok = int((data.runs["status"] == "ok").sum())
    pairs = [texts.PAIR(between=c.between, rank=c.rank) for c in study.correlations]
    out = [
        (texts.STUDY(), f"{study.name} (SHA-256 {study.sha256[:16]}…)"),
        (texts.CASE(), (texts.CASE_SAID if study.reforms else texts.CASE_WITHOUT)(title=study.case.title, id=study.case.id)),
        (texts.YEARS(), labels.span(first, first + study.years - 1)),
        (texts.DESIGN(), _design(data)),
        (texts.FIXED(), ", ".join(f"{k} = {v}" for k, v in study.fixed.items()) or texts.NONE()),
        *([(texts.CORRELATIONS(), texts.OF_RANKS(pairs=pairs))] if pairs else []),
        (texts.SEEDS(), texts.SEEDS_SAID(n=study.replications, lucks=lucks, runs=n, which=told, held=held)),
        (texts.RUNS(), texts.RUNS_SAID(n=n, ok=ok)),
        (texts.OUTCOMES(), texts.OUTCOMES_SAID(n=WINDOW, names=[f"`{o.name}`" for o in study.outcomes])),
        *([(texts.AGAINST(), texts.AGAINST_SAID())] if study.against else []),
        (texts.METHOD(), texts.METHODS[analysis.method]()),
    ]  # fmt: skip
    if study.screened is not None:
        out.append((texts.FACTORS(), texts.SCREENED(n=study.screened.keep, study=study.screened.study)))
    return [*out, *origin(command)]


def _design(data: StudyData) -> Said:
    part = data.study.design
    keys = [f"{k} = {v}" for k, v in part.model_dump(exclude_none=True).items() if k not in {"points", "kind"}]
    if not keys:
        return texts.DESIGN_SAID(kind=part.kind, n=len(data.design))
    return texts.DESIGN_WITH(kind=part.kind, keys=", ".join(keys), n=len(data.design))


def meaning(factor: Factor, case: Case) -> labels.Words:
    """Return what a factor is, in English and Chinese; a switch goes by the name of its instrument."""
    if factor.zh or not factor.name.endswith(".on"):
        return labels.Words(factor.en, factor.zh)
    from sim.config import defaults

    said = texts.SWITCH(tool=defaults(case).instruments[factor.name.removesuffix(".on")].words)
    return labels.Words(said.en, said.zh)


def factor_table(data: StudyData) -> TableView:
    """Return the factors with their ranges."""
    rows = []
    for f in data.study.factors:
        named = meaning(f, data.study.case)
        words = Said(named.zh or named.en, named.en)
        about = [words, texts.ROLES[f.role](), texts.KINDS[f.kind](), _span(f), unit(f.unit)]
        rows.append([f"`{f.name}`", *about])
    heads = (texts.NAME, texts.MEANING, texts.ROLE, texts.TYPE, texts.VALUES, texts.UNIT)
    return TableView(texts.VARIED(), [head() for head in heads], rows, 6)


def _span(f: Factor) -> Said:
    """Return the values of a factor, or its range."""
    if f.chosen:
        return joined(response.shown(v) for v in f.chosen)
    if not f.discrete:
        span = (texts.RANGE_LOG if f.log else texts.RANGE)(low=f.low, high=f.high)
        return joined([span, f.distribution.said()], zh="，") if f.distribution else span
    told: list[object] = [response.shown(v) for v in f.levels]
    if f.weights:
        told = [texts.LIKELY(value=v, share=per_cent(w)) for v, w in zip(told, f.weights, strict=True)]
    if len(told) <= LISTED // 4:
        return joined(told)
    return texts.LEVELS(low=told[0], high=told[-1], n=len(told))


def leading(analysis: Analysis) -> str:
    """Return the index that ranks factors; empty where there are none."""
    return SHAPLEY if (analysis.indices["index"] == SHAPLEY).any() else LEAD.get(analysis.method, "")


def columns_of(analysis: Analysis) -> dict[str, str]:
    """Return the indices that are told of each factor, by the words they are told with."""
    shown = (SHAPLEY,) if leading(analysis) == SHAPLEY else COLUMNS[analysis.method]
    return {name: texts.INDICES[name]() for name in shown}


def index_table(o: Outcome, analysis: Analysis) -> TableView:
    """Return the indices of an outcome, the largest first."""
    columns, table = columns_of(analysis), analysis.indices[analysis.indices["outcome"] == o.name]
    wide = {k: table[table["index"] == k].set_index("factor") for k in columns}
    order = wide[leading(analysis)]["value"].sort_values(ascending=False, kind="stable").index
    usually = o.digits if analysis.method == "morris" else 2
    interval = INTERVALS.get(analysis.method, texts.INTERVAL)
    rows = []
    for factor in order:
        cells = []
        for k in columns:
            row = wide[k].loc[factor]
            digits = places(row["low"], row["high"], usually)
            cells += [number(row["value"], digits), *([ends(row["low"], row["high"], digits)] if interval else [])]
        rows.append([f"`{factor}`", *cells])
    beside = [interval()] if interval else []
    headers = [texts.FACTOR(), *(h for text in columns.values() for h in (text, *beside))]
    for dummy in table.loc[table["index"] == "dummy"].itertuples():
        digits = places(dummy.low, dummy.high, usually)
        bounds = [ends(dummy.low, dummy.high, digits)] if interval else []
        rows.append([texts.DUMMY(), number(dummy.value, digits), *bounds])
    return TableView(texts.BY_SIZE(outcome=outcome_name(o)), headers, rows, folded=True)


def point_table(data: StudyData, wanted: list[Outcome]) -> TableView:
    """Return the points one by one; on shared seeds each less the first."""
    shared, rows = data.study.seeds == "shared" and data.study.replications > 1, []
    wanted = wanted[:6]
    first = {o.name: data.cube(o.name)[0] for o in wanted}
    for i, values in enumerate(data.points.drop(columns="point").itertuples(index=False)):
        cells = []
        for o in wanted:
            here = data.cube(o.name)[i]
            if not shared or i == 0:
                known = here[np.isfinite(here)]
                cells.append(number(float(known.mean()), o.digits) if known.size else DASH)
            else:
                p = paired.pair(first[o.name], here)
                cells.append(estimate(p.difference, p.low, p.high, o.digits, signed) if p.n else DASH)
        rows.append([*(response.shown(v) for v in values), *cells])
    caption = texts.POINTS_LESS_FIRST() if shared else texts.POINTS_MEANS()
    named = [studies.outcome_text(o).replace("\n", " ") for o in wanted]
    return TableView(caption, [*data.study.names, *named], rows, len(data.study.names), folded=len(rows) > LONG)
