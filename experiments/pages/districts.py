"""The answer of a case with several districts: each of them beside all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from experiments.pages.answers import Answer
from experiments.pages.texts import answers as texts
from experiments.words import labels
from experiments.words.labels import Words
from experiments.words.phrases import TableView, comparison_cells, comparison_headers, number, verb, window
from experiments.words.texts import MEASURE, STAGE, UNIT
from sim.case import ALL
from sim.equity.metrics import REGISTRY
from sim.say import joined
from sim.units import unit

if TYPE_CHECKING:
    from experiments.runs.results import Results
    from experiments.statistics.paired import Paired

TOGETHER = Words(texts.TOGETHER.en, texts.TOGETHER.zh)
MEASURES = ("between_school_sd", "core_member_gap", "mean_score", "bottom_decile")  # gaps, and the levels beside them


def by_district(results: Results) -> Answer:
    """What happened in each district."""
    out = Answer("districts", texts.DISTRICTS.en, texts.DISTRICTS.zh)
    found, short = results.by_district(MEASURES), []
    for stage, words in results.stages.items():
        pairs = [found["between_school_sd", stage, name] for name in results.districts]
        went = Counter(verb(pair, texts.WIDER_THERE(), texts.NARROWER_THERE()) for pair in pairs)
        told = joined([texts.WAY(way=way, n=n) for way, n in sorted(went.items())])
        out.sentences.append(texts.WAYS(stage=words, n=len(pairs), told=told))
        short.append(texts.STAGE_TOLD(stage=words.small, told=told))
    out.sentences.append(texts.OWN_SCHOOLS())
    out.tables.append(_measures(results, found))
    if (paid := _paid(results)).rows:
        out.tables.append(paid)
    out.short = texts.DISTRICTS_SHORT(told=joined(short, zh="；", en="; "))
    return out


def _measures(results: Results, found: Mapping[tuple[str, str, str], Paired]) -> TableView:
    """Return the comparison of measures, a row per measure, stage and district, all together first."""
    rows, names = [], {ALL: TOGETHER, **results.districts}
    for measure in MEASURES:
        m = REGISTRY[measure]
        for stage, stage_words in results.stages.items():
            for name, words in names.items():
                first = name == ALL
                head = [labels.named(m), unit(m.unit)] if first and stage == next(iter(results.stages)) else ["", ""]
                side = stage_words.said if first else ""
                rows.append(
                    [*head, side, words.said, *comparison_cells(results, found[measure, stage, name], m.digits)]
                )
    headers = [MEASURE(), UNIT(), STAGE(), texts.DISTRICT(), *comparison_headers(results)]
    return TableView(texts.DISTRICTS_TABLE(window=window(results)), headers, rows, 4)


def _paid(results: Results) -> TableView:
    """Return what the treasury of each district paid in a year, as `Results.cost` counts it for all of them."""
    late = results.late
    spent = late.of(results.cost_by(["district"])).groupby("district")["yuan"].sum()
    spent = spent[spent != 0] / len(results.seeds) / (late.last - late.first + 1) / labels.WAN
    rows = [[results.districts[name].said, number(spent[name], 1)] for name in results.districts if name in spent.index]
    caption = texts.DISTRICT_PAID(years=labels.in_span(late.first, late.last))
    return TableView(caption, [texts.DISTRICT(), unit(labels.MONEY_YEAR)], rows)
