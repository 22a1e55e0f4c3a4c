"""What a comparison says of chance: which part of it varied, and how much of the spread each part makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.pages.answers import Answer
from experiments.runs import outcomes
from experiments.words import phrases
from experiments.words.phrases import TableView
from sim.equity.metrics import in_order

if TYPE_CHECKING:
    from experiments.compare.comparison import Comparison

HEADERS = ["Mean", "SD, population", "SD, luck", "Share of the population", "95 % interval of the share"]


def met(found: Comparison) -> str:
    """Return what every scenario meets, as a sentence of the page's lead."""
    n, chance = len(found.seeds), found.chance
    if chance.population_seed is not None:
        return (
            f"Every scenario meets one population, that of seed {chance.population_seed}, under the same {n} lucks: differences "
            "are taken within a luck, and their intervals hold for this population alone."
        )
    if chance.luck_seed is not None:
        return (
            f"Every scenario meets the same {n} populations under one luck, that of seed {chance.luck_seed}: differences are "
            "taken within a population, and their intervals hold under this luck alone."
        )
    if chance.lucks > 1:
        return (
            f"Every scenario meets the same {n} populations, each under the same {chance.lucks} lucks: differences are taken "
            "within a population and a luck, and a population counts once, by the mean of its lucks."
        )
    return f"Every scenario meets the same {n} districts, children and luck: differences are taken within a seed."


def seeds(found: Comparison) -> str:
    """Return the seeds, as a fact of the design."""
    n, chance = len(found.seeds), found.chance
    if chance.population_seed is not None:
        return f"population {chance.population_seed}; luck 1 to {n} (n = {n})"
    if chance.luck_seed is not None:
        return f"population 1 to {n} (n = {n}); luck {chance.luck_seed}"
    own = f", {chance.lucks} lucks each" if chance.lucks > 1 else ""
    return f"1 to {n} (n = {n}){own}"


def facts(found: Comparison) -> dict[str, Any]:
    """Return what the manifest says of it; nothing where both seeds change together."""
    given = {"population_seed": found.chance.population_seed, "luck_seed": found.chance.luck_seed}
    out: dict[str, Any] = {name: seed for name, seed in given.items() if seed is not None}
    return out | ({"lucks": found.chance.lucks} if found.chance.lucks > 1 else {})


def luck(found: Comparison) -> Answer:
    """How much of the spread is luck; asked where populations met several lucks."""
    out = Answer("luck", "How much is luck?", "偶然占多少?")
    out.sentences.append(
        "The spread between runs is split into who lives and works in the district on its first day and what happens "
        f"afterwards, from {len(found.seeds)} populations of {found.chance.lucks} lucks each (one-way random effects). A small "
        "share of the population says that the same district could as well have come out otherwise."
    )
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
                what = f"{scenario}, less {found.scenarios[0].name}" if against else scenario
                label = f"{o.short}, {stage_words.en.lower()} {stage_words.zh}"
                share, low, high = (phrases.share(row[key]) for key in ("share", "share_low", "share_high"))
                sds = (phrases.number(float(v) ** 0.5, 3) for v in (row["variance"], luck_alone))
                mean = phrases.number(float(y[np.isfinite(y).all(1)].mean()))
                rows.append([label, o.unit, what, mean, *sds, share, f"{low} to {high}"])
                if against and measure == "between_school_sd":
                    said.append(
                        f"{what}, {label}: population {share} of the variance of a difference ({low} to {high})"
                    )
    out.tables.append(TableView("What makes the runs differ", ["Outcome", "Unit", "Of", *HEADERS], rows, 3))
    out.short = "\n  ".join(said) or "too few runs to tell"
    return out
