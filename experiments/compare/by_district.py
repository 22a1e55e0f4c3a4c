"""The answer of a comparison of cases with several districts: what the scenarios change in each of them."""

from __future__ import annotations

from collections import Counter

from experiments.compare.comparison import Comparison
from experiments.compare.texts import page as texts
from experiments.compare.texts import tables
from experiments.compare.usual import of_district
from experiments.pages.answers import Answer
from experiments.pages.districts import MEASURES, TOGETHER
from experiments.runs import outcomes
from experiments.words import phrases
from experiments.words.phrases import TableView, verb
from sim.say import Said, joined
from sim.units import unit

HEADERS = (tables.MEASURE, tables.UNIT, tables.STAGE, tables.DISTRICT, tables.SCENARIO)


def districts(found: Comparison, headers: list[str], window: Said) -> Answer:
    """What is different in each district; all of them together stand beside."""
    out = Answer("districts", texts.DISTRICTS.en, texts.DISTRICTS.zh)
    for scenario in found.compared:
        said = []
        for stage, words in found.stages.items():
            pairs = [found.pair(scenario.text, of_district(MEASURES[0], stage, name)) for name in found.districts]
            went = Counter(verb(pair, texts.DISTRICT_WIDER(), texts.DISTRICT_NARROWER()) for pair in pairs)
            ways = [texts.WENT(way=way, n=n) for way, n in sorted(went.items(), key=lambda item: item[0].en)]
            said.append(texts.STAGE_WENT(stage=words.small, ways=ways))
        given = {"scenario": scenario.name, "first": found.against(scenario.text).name, "n": len(found.districts)}
        out.sentences.append(texts.DISTRICTS_WENT(**given, stages=joined(said, zh="；", en="; ")))
    out.sentences.append(texts.OWN_SCHOOLS())
    caption = tables.DISTRICTS(window=window)
    out.tables.append(TableView(caption, [*(head() for head in HEADERS), *headers], _rows(found), 5))
    out.short = joined(out.sentences[:-1], zh="\n  ", en="\n  ")
    return out


def _rows(found: Comparison) -> list[list[str]]:
    """Return a row per measure, stage, district and scenario."""
    rows = []
    for measure in MEASURES:
        for stage, stage_words in found.stages.items():
            o = outcomes.parse(f"{measure}.{stage}")
            whole = [(o.name, TOGETHER), *((of_district(measure, stage, k), w) for k, w in found.districts.items())]
            for i, (name, words) in enumerate(whole):
                for k, scenario in enumerate(found.compared):
                    first = i == k == 0
                    begins = first and stage == next(iter(found.stages))
                    head = [Said(o.zh.removeprefix(stage_words.zh), o.short), unit(o.unit)] if begins else ["", ""]
                    side = stage_words.said if first else ""
                    where = words.said if k == 0 else ""
                    cells = phrases.together_cells(found.pair(scenario.text, name), o.digits)
                    rows.append([*head, side, where, found.called(scenario), *cells])
    return rows
