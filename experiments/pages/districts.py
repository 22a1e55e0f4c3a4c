"""The answer of a case with several districts: each of them beside all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from experiments.pages.answers import Answer
from experiments.words import labels
from experiments.words.labels import Words
from experiments.words.phrases import TableView, comparison_cells, comparison_headers, number, verb, window
from sim.case import ALL
from sim.equity.metrics import REGISTRY

if TYPE_CHECKING:
    from experiments.runs.results import Results
    from experiments.statistics.paired import Paired

TOGETHER = Words("All together", "全部")
MEASURES = ("between_school_sd", "core_member_gap", "mean_score", "bottom_decile")  # gaps, and the levels beside them


def by_district(results: Results) -> Answer:
    """What happened in each district."""
    out = Answer("districts", "What happened in each district?", "各区县怎样了?")
    found, short = results.by_district(MEASURES), []
    for stage, words in results.stages.items():
        pairs = [found["between_school_sd", stage, name] for name in results.districts]
        went = Counter(verb(pair, "wider", "narrower") for pair in pairs)
        told = ", ".join(f"{way} in {n}" for way, n in sorted(went.items()))
        out.sentences.append(
            f"{words.en} schools ({words.zh}), the gap between the schools of a district (区县内校际差距), of "
            f"{len(pairs)} districts: {told}."
        )
        short.append(f"{words.en.lower()}: {told}")
    out.sentences.append(
        "A district's numbers are of its own schools; those of all together also hold what lies between districts."
    )
    out.tables.append(_measures(results, found))
    if (paid := _paid(results)).rows:
        out.tables.append(paid)
    out.short = "gap between schools, " + "; ".join(short)
    return out


def _measures(results: Results, found: Mapping[tuple[str, str, str], Paired]) -> TableView:
    """Return the comparison of measures, a row per measure, stage and district, all together first."""
    rows, names = [], {ALL: TOGETHER, **results.districts}
    for measure in MEASURES:
        m = REGISTRY[measure]
        for stage, stage_words in results.stages.items():
            for name, words in names.items():
                first = name == ALL
                head = [f"{m.en} {m.zh}", m.unit] if first and stage == next(iter(results.stages)) else ["", ""]
                side = f"{stage_words.en}\u00a0{stage_words.zh}" if first else ""
                rows.append(
                    [*head, side, words.both, *comparison_cells(results, found[measure, stage, name], m.digits)]
                )
    headers = ["Measure", "Unit", "Stage", "District", *comparison_headers(results)]
    return TableView(f"Districts beside all of them together: {window(results)}", headers, rows, 4)


def _paid(results: Results) -> TableView:
    """Return what the treasury of each district paid in a year, as `Results.cost` counts it for all of them."""
    late = results.late
    spent = late.of(results.cost_by(["district"])).groupby("district")["yuan"].sum()
    spent = spent[spent != 0] / len(results.seeds) / (late.last - late.first + 1) / labels.WAN
    rows = [[results.districts[name].both, number(spent[name], 1)] for name in results.districts if name in spent.index]
    caption = f"Paid by the treasury of each district: means of {labels.in_span(late.first, late.last)}"
    return TableView(caption, ["District", labels.MONEY_YEAR], rows)
