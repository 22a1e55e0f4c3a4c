"""What a comparison says of chance: which part of it varied, and how much of the spread each part makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.compare.texts import page as texts
from experiments.compare.texts import tables
from experiments.pages.answers import Answer
from experiments.runs import outcomes
from experiments.words import phrases
from experiments.words.phrases import TableView
from experiments.words.texts import ENDS
from sim.equity.metrics import in_order
from sim.say import Said, joined
from sim.units import unit

if TYPE_CHECKING:
    from experiments.compare.comparison import Comparison

HEADERS = (
    tables.OUTCOME, tables.UNIT, tables.OF, tables.MEAN, tables.SD_POPULATION, tables.SD_LUCK, tables.SHARE_POPULATION,
    tables.SHARE_INTERVAL,
)  # fmt: skip


def met(found: Comparison) -> Said:
    """Return what every scenario meets, as a sentence of the page's lead."""
    n, chance = len(found.seeds), found.chance
    if chance.population_seed is not None:
        return texts.ONE_POPULATION(seed=chance.population_seed, n=n)
    if chance.luck_seed is not None:
        return texts.ONE_LUCK(seed=chance.luck_seed, n=n)
    if chance.lucks > 1:
        return texts.SEVERAL_LUCKS(n=n, lucks=chance.lucks)
    return texts.SAME_SEEDS(n=n)


def seeds(found: Comparison) -> Said:
    """Return the seeds, as a fact of the design."""
    n, chance = len(found.seeds), found.chance
    if chance.population_seed is not None:
        return tables.POPULATION_HELD(seed=chance.population_seed, n=n)
    if chance.luck_seed is not None:
        return tables.LUCK_HELD(seed=chance.luck_seed, n=n)
    return tables.SEEDS_LUCKS(n=n, lucks=chance.lucks) if chance.lucks > 1 else tables.SEEDS_SAID(n=n)


def facts(found: Comparison) -> dict[str, Any]:
    """Return what the manifest says of it; nothing where both seeds change together."""
    given = {"population_seed": found.chance.population_seed, "luck_seed": found.chance.luck_seed}
    out: dict[str, Any] = {name: seed for name, seed in given.items() if seed is not None}
    return out | ({"lucks": found.chance.lucks} if found.chance.lucks > 1 else {})


def luck(found: Comparison) -> Answer:
    """How much of the spread is luck; asked where populations met several lucks."""
    out = Answer("luck", texts.LUCK.en, texts.LUCK.zh)
    out.sentences.append(texts.LUCK_IS(n=len(found.seeds), lucks=found.chance.lucks))
    table, rows, said = found.parts(), [], []
    for measure in in_order("everyone", found.followed):
        for stage, stage_words in found.stages.items():
            o = outcomes.parse(f"{measure}.{stage}")
            here = table[table["outcome"] == o.name]
            for (name, against), part in here.groupby(["scenario", "against"], sort=False):
                parts = part.set_index("part")
                row, luck_alone = parts.loc["population"], parts.loc["luck", "variance"]
                y = found.table(name, o.name) - (found.table(against, o.name) if against else 0)
                scenario = next(s.name for s in found.scenarios if s.text == name)
                what = texts.SCENARIO_LESS(scenario=scenario, first=found.against(name).name) if against else scenario
                short = Said(o.zh.removeprefix(stage_words.zh), o.short)
                label = texts.MEASURE_OF_STAGE(stage=stage_words.small, measure=short)
                share, low, high = (phrases.share(row[key]) for key in ("share", "share_low", "share_high"))
                sds = (phrases.number(float(v) ** 0.5, 3) for v in (row["variance"], luck_alone))
                mean = phrases.number(float(y[np.isfinite(y).all(1)].mean()))
                rows.append([label, unit(o.unit), what, mean, *sds, share, ENDS(low=low, high=high)])
                if against and measure == "between_school_sd":
                    said.append(texts.LUCK_SHORT(what=what, label=label, share=share, low=low, high=high))
    out.tables.append(TableView(tables.LUCK(), [head() for head in HEADERS], rows, 3))
    out.short = joined(said, zh="\n  ", en="\n  ") if said else texts.TOO_FEW()
    return out
