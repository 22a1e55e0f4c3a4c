"""Tables of the page of a study: its design, its factors, its indices, its points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.figures import studies
from experiments.pages.report import origin
from experiments.runs.results import WINDOW
from experiments.statistics import paired, response
from experiments.words import labels
from experiments.words.phrases import DASH, TableView, ends, estimate, number, outcome_name, places, signed

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
    "sobol": {"S1": "First order", "ST": "Total"}, "fast": {"S1": "First order", "ST": "Total"},
    "morris": {"mu": "mu", "mu_star": "mu*", "sigma": "sigma"}, "pawn": {"pawn": "PAWN"}, "delta": {"delta": "delta"},
    "pce": {"S1": "First order", "ST": "Total"}, "gp": {"S1": "First order", "ST": "Total"},
}  # fmt: skip
TOLD_BY = {"row": "row of the design (whose points share them)", "independent": "point"}  # what seeds are made of
INTERVALS = {
    "delta": "",
    "fast": "95 % interval, bias left out",
}  # heads of columns; delta has none
METHODS = {
    "sobol": "Sobol' indices from differences under different seeds, intervals of a bootstrap over base rows",
    "fast": "extended FAST, powers under different seeds, intervals over sets of curves, which leave out bias",
    "morris": "Morris' elementary effects", "pawn": "PAWN: distance of distributions",
    "delta": "delta: distance of densities, of the sample itself and without intervals, to be judged against the dummy",
    "response": "mean outcomes along each factor",
    "pce": "indices of an emulator, a polynomial chaos, corrected by runs it has not seen; intervals hold its choice of terms",
    "gp": "indices of an emulator, a Gaussian process, corrected by runs it has not seen; intervals hold what it misses",
}  # fmt: skip


def facts(data: StudyData, analysis: Analysis, command: str) -> list[tuple[str, str]]:
    """Return the design of a study."""
    study, n = data.study, len(data.runs)
    first = study.case.start_year
    seeds = data.runs["seed"]
    told = (
        f"{seeds.min()} to {seeds.max()}, the same at every point"
        if study.seeds == "shared"
        else f"{seeds.nunique():,} different ones, made of {study.first_seed}, {TOLD_BY[study.seeds]} and replication"
    )
    told += "".join(f"; {name.replace('_', ' ')} {seed} in every run" for name, seed in study.held().items())
    lucks = f", each a population that meets {study.lucks} lucks" if study.lucks > 1 else ""
    fixed = ", ".join(f"{k} = {v}" for k, v in study.fixed.items()) or "none"
    part = ", ".join(
        f"{k} = {v}" for k, v in study.design.model_dump(exclude_none=True).items() if k not in {"points", "kind"}
    )
    out = [
        ("Study", f"{study.name} (SHA-256 {study.sha256[:16]}…)"),
        ("Case", f"{study.case.title.en} {study.case.title.zh} (`{study.case.id}`)" + ("" if study.reforms else ", no reform")),
        ("School years", labels.span(first, first + study.years - 1)),
        ("Design", f"{study.design.kind}" + (f" ({part})" if part else "") + f", {len(data.design):,} points"),
        ("Fixed", fixed),
        *([("Correlations", "of ranks: " + ", ".join(f"{' and '.join(c.between)} {c.rank:+g}" for c in study.correlations))]
          if study.correlations else []),
        ("Seeds", f"{study.replications} per point{lucks} (n = {n:,} runs): {told}"),
        ("Runs", f"{int((data.runs['status'] == 'ok').sum()):,} of {n:,} ended well"),
        ("Outcomes", f"each the mean of the last {WINDOW} school years unless it names others: "
                     + ", ".join(f"`{o.name}`" for o in study.outcomes)),
        *([("Against", "the baseline: the same seeds and uncertainties without reforms, groups and levers; outcomes are "
            "differences from it, so that what a seed makes of the district itself falls out")] if study.against else []),
        ("Method", METHODS[analysis.method]),
    ]  # fmt: skip
    if study.screened is not None:
        out.append(("Factors", f"the {study.screened.keep} that the study {study.screened.study} kept"))
    return [*out, *origin(command)]


def meaning(factor: Factor, case: Case) -> labels.Words:
    """Return what a factor is, in English and Chinese; a switch goes by the name of its instrument."""
    if factor.zh or not factor.name.endswith(".on"):
        return labels.Words(factor.en, factor.zh)
    from sim.config import defaults

    tool = defaults(case).instruments[factor.name.removesuffix(".on")].words
    return labels.Words(f"{tool.en}: on or off", f"{tool.zh}开关")


def factor_table(data: StudyData) -> TableView:
    """Return the factors with their ranges."""
    rows = []
    for f in data.study.factors:
        if f.discrete:
            told = [response.shown(v) for v in f.levels]
            if f.weights:
                told = [f"{value} ({number(100 * weight, 0)} %)" for value, weight in zip(told, f.weights, strict=True)]
            span = ", ".join(told) if len(told) <= LISTED // 4 else f"{told[0]} to {told[-1]}, {len(told)} levels"
        else:
            span = f"{f.low:g} to {f.high:g}" + (", logarithmic" if f.log else "")
            span += f", {f.distribution}" if f.distribution else ""
        if f.chosen:
            span = ", ".join(response.shown(v) for v in f.chosen)
        rows.append([f"`{f.name}`", " ".join(meaning(f, data.study.case)).strip(), f.role, f.kind, span, f.unit])
    return TableView("What was varied", ["Name", "Meaning", "Role", "Type", "Values", "Unit"], rows, 6)


def leading(analysis: Analysis) -> str:
    """Return the index that ranks factors; empty where there are none."""
    return SHAPLEY if (analysis.indices["index"] == SHAPLEY).any() else LEAD.get(analysis.method, "")


def columns_of(analysis: Analysis) -> dict[str, str]:
    """Return the indices that are told of each factor, by the words they are told with."""
    return {SHAPLEY: "Shapley effect"} if leading(analysis) == SHAPLEY else COLUMNS[analysis.method]


def index_table(o: Outcome, analysis: Analysis) -> TableView:
    """Return the indices of an outcome, the largest first."""
    columns, table = columns_of(analysis), analysis.indices[analysis.indices["outcome"] == o.name]
    wide = {k: table[table["index"] == k].set_index("factor") for k in columns}
    order = wide[leading(analysis)]["value"].sort_values(ascending=False, kind="stable").index
    usually = o.digits if analysis.method == "morris" else 2
    interval = INTERVALS.get(analysis.method, "95 % interval")
    rows = []
    for factor in order:
        cells = []
        for k in columns:
            row = wide[k].loc[factor]
            digits = places(row["low"], row["high"], usually)
            cells += [number(row["value"], digits), *([ends(row["low"], row["high"], digits)] if interval else [])]
        rows.append([f"`{factor}`", *cells])
    headers = ["Factor", *(h for text in columns.values() for h in (text, *([interval] if interval else [])))]
    for dummy in table.loc[table["index"] == "dummy"].itertuples():
        digits = places(dummy.low, dummy.high, usually)
        bounds = [ends(dummy.low, dummy.high, digits)] if interval else []
        rows.append(["a made-up factor that does nothing", number(dummy.value, digits), *bounds])
    return TableView(
        f"{outcome_name(o)}: by size, which means nothing where intervals overlap", headers, rows, folded=True
    )


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
    what = "the first in full, the others less the first, within seeds, with 95 % intervals" if shared else "means"
    named = [studies.outcome_text(o).replace("\n", " ") for o in wanted]
    n = len(data.study.names)
    return TableView(f"Point by point: {what}", [*data.study.names, *named], rows, n, folded=len(rows) > LONG)
