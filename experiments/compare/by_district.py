"""The answer of a comparison of cases with several districts: what the scenarios change in each of them."""

from __future__ import annotations

from collections import Counter

from experiments.compare.comparison import Comparison
from experiments.compare.usual import of_district
from experiments.pages.answers import Answer
from experiments.pages.districts import MEASURES, TOGETHER
from experiments.runs import outcomes
from experiments.words import phrases
from experiments.words.phrases import TableView, verb

HEADERS = ["Measure", "Unit", "Stage", "District"]


def districts(found: Comparison, headers: list[str], window: str) -> Answer:
    """What is different in each district; all of them together stand beside."""
    out = Answer("districts", "What is different in each district?", "各区县有何不同?")
    for scenario in found.scenarios[1:]:
        said = []
        for stage, words in found.stages.items():
            pairs = [found.pair(scenario.text, of_district(MEASURES[0], stage, name)) for name in found.districts]
            went = Counter(verb(pair, "wider", "narrower") for pair in pairs)
            said.append(
                f"{words.en.lower()} {words.zh}: {', '.join(f'{way} in {n}' for way, n in sorted(went.items()))}"
            )
        out.sentences.append(
            f"{scenario.name}, against {found.scenarios[0].name}, the gap between the schools of a district (区县内校际差距), "
            f"of {len(found.districts)} districts: {'; '.join(said)}."
        )
    out.sentences.append(
        "A district's numbers are of its own schools; those of all together also hold what lies between districts."
    )
    caption = f"Districts beside all of them together: {window}"
    out.tables.append(TableView(caption, [*HEADERS, "Scenario", *headers], _rows(found), 5))
    out.short = "\n  ".join(out.sentences[:-1])
    return out


def _rows(found: Comparison) -> list[list[str]]:
    """Return a row per measure, stage, district and scenario."""
    rows = []
    for measure in MEASURES:
        for stage, stage_words in found.stages.items():
            o = outcomes.parse(f"{measure}.{stage}")
            whole = [(o.name, TOGETHER), *((of_district(measure, stage, k), w) for k, w in found.districts.items())]
            for i, (name, words) in enumerate(whole):
                for k, scenario in enumerate(found.scenarios[1:]):
                    first = i == k == 0
                    begins = first and stage == next(iter(found.stages))
                    head = [f"{o.short} {o.zh.removeprefix(stage_words.zh)}", o.unit] if begins else ["", ""]
                    side = f"{stage_words.en}\u00a0{stage_words.zh}" if first else ""
                    where = words.said if k == 0 else ""
                    cells = phrases.together_cells(found.pair(scenario.text, name), o.digits)
                    rows.append([*head, side, where, scenario.name, *cells])
    return rows
