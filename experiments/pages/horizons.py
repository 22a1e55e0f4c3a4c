"""Effects of several arms beside one another, by school year of the reform, with the hours asked and the yuan paid for them.

A level (a score, a gap) is that of the school year of the horizon; hours and money are a year's mean from the first reform up
to it. All are differences within seeds, of the seeds that both runs of an arm have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from experiments.pages.texts import horizons as texts
from experiments.statistics import paired
from experiments.statistics.paired import Paired
from experiments.words import labels, phrases
from experiments.words.labels import Words
from experiments.words.phrases import TableView
from experiments.words.texts import ALL, MEASURE, STAGE
from sim.equity.metrics import REGISTRY
from sim.say import Said
from sim.units import unit

if TYPE_CHECKING:
    import pandas as pd

LEVELS = ("core_member_gap", "member_score", "core_score", "mean_score", "bottom_decile")
WORTH = "time_worth"  # of the district: what the hours asked for would cost as salary, yuan for each pupil
SPENT = {"hours": (1.0, "hours/year", 0), "yuan": (labels.WAN, labels.MONEY_YEAR, labels.MONEY_DIGITS)}
TOGETHER = ""  # the stage that stands for all of them, weighted by pupils


class ToldArm(NamedTuple):
    """An arm and what it is set against, by their names in the tables."""

    said: Said
    arm: str
    against: str


def measures() -> tuple[str, ...]:
    """Return the columns of the district that are read beside the number of pupils."""
    return (*LEVELS, *((WORTH,) if WORTH in REGISTRY else ()))


def effects(
    district: pd.DataFrame, spent: pd.DataFrame, sides: Iterable[ToldArm], first: int, horizons: Sequence[int]
) -> pd.DataFrame:
    """Return a row per arm, horizon, measure and stage, with the fields of the paired comparison.

    Parameters
    ----------
    district
        Yearly measures: columns arm, seed, year, stage, pupils and `measures`.
    spent
        Columns arm, seed, year, yuan and hours.
    sides
        The arms that are told of.
    first
        School year of the first reform.
    horizons
        Those to be told; one that an arm's runs do not reach has no rows.
    """
    import pandas as pd

    rows = []
    for side in sides:
        arms = (side.against, side.arm)
        own, paid = (_shared(frame, arms) for frame in (district, spent))
        for horizon in horizons:
            last = first + horizon - 1
            if not (own.loc[own["arm"] == side.arm, "year"] == last).any():
                continue
            head = {"arm": side.arm, "against": side.against, "horizon": horizon}
            found = [_compared(own[own["year"] == last], LEVELS, arms)]
            if WORTH in own:
                found.append(_compared(_until(own, first, last), (WORTH,), arms))
            sums = _until(paid, first, last).groupby(["arm", "seed"], as_index=False)[list(SPENT)].mean()
            found.append(paired.compare(sums, list(SPENT), arms=arms).assign(stage=TOGETHER))
            rows += [frame.assign(**head) for frame in found]
    columns = ["arm", "against", "horizon", "measure", "stage", *Paired._fields]
    return pd.concat(rows, ignore_index=True)[columns] if rows else pd.DataFrame(columns=columns)


def _shared(frame: pd.DataFrame, arms: tuple[str, str]) -> pd.DataFrame:
    """Return the rows of two arms in the seeds and years that both have."""
    keys = [{*zip(f["seed"], f["year"], strict=True)} for f in (frame[frame["arm"] == arm] for arm in arms)]
    both = keys[0] & keys[1]
    here = frame[frame["arm"].isin(arms)]
    return here[[pair in both for pair in zip(here["seed"], here["year"], strict=True)]]


def _until(frame: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    return frame[frame["year"].between(first, last)]


def _compared(frame: pd.DataFrame, names: Sequence[str], arms: tuple[str, str]) -> pd.DataFrame:
    """Return the comparison of some measures by stage, and of all stages together."""
    import pandas as pd

    by_stage = frame.groupby(["arm", "seed", "stage"], as_index=False)[list(names)].mean()
    whole = frame[["arm", "seed"]].copy()
    for name in names:
        weight = frame["pupils"].where(frame[name].notna())
        whole[name], whole[f"{name}_weight"] = frame[name] * weight, weight
    sums = whole.groupby(["arm", "seed"], as_index=False).sum(min_count=1)
    for name in names:
        sums[name] = sums[name] / sums[f"{name}_weight"]
    parts = (paired.compare(by_stage, names, by=("stage",), arms=arms), paired.compare(sums, names, arms=arms))
    return pd.concat([parts[0], parts[1].assign(stage=TOGETHER)], ignore_index=True)


def pick(table: pd.DataFrame, arm: str, horizon: int, measure: str, stage: str = TOGETHER) -> Paired:
    """Return a row of the table of `effects`; nothing was compared where it has none."""
    at = (
        (table["arm"] == arm)
        & (table["horizon"] == horizon)
        & (table["measure"] == measure)
        & (table["stage"] == stage)
    )
    if not at.any():
        return paired.pair(*([float("nan")],) * 2)  # type: ignore[arg-type]
    row = table[at].iloc[0]
    return Paired(*(row[name] for name in Paired._fields))


def view(
    table: pd.DataFrame,
    sides: Sequence[ToldArm],
    stages: Mapping[str, Words],
    horizons: Sequence[int],
    *,
    folded: bool = False,
) -> TableView:
    """Return effects by horizon: a row per measure, stage and arm, a column per horizon."""
    places = {**{name: words.said for name, words in stages.items()}, TOGETHER: ALL()}
    known = table.groupby("measure")["n"].max()
    rows: list[list[str]] = []
    for name in (n for n in (*measures(), *SPENT) if known.get(n, 0) > 0):
        scale, shown, digits = SPENT.get(name, (1.0, getattr(REGISTRY.get(name), "unit", ""), 2))
        here = places if name not in SPENT else {TOGETHER: ALL()}
        for i, (stage, place) in enumerate(here.items()):
            for k, side in enumerate(sides):
                cells = []
                for horizon in horizons:
                    p = pick(table, side.arm, horizon, name, stage).scaled(1 / scale)
                    cells.append(phrases.estimate(p.difference, p.low, p.high, digits, phrases.signed))
                head = [_named(name), unit(shown)] if i == k == 0 else ["", ""]
                rows.append([*head, place if k == 0 else "", side.said, *cells])
    heads: list[str] = [MEASURE(), texts.UNIT(), STAGE(), texts.ARM()]
    heads += [texts.HORIZON(n=horizon) for horizon in horizons]
    return TableView(texts.CAPTION(), heads, rows, 4, folded=folded)


def titled(measure: str) -> Said:
    """Return what an axis of a measure is called, with its unit."""
    return labels.with_unit(_named(measure), REGISTRY[measure].unit)


def _named(name: str) -> Said:
    """Return what a row of the table is called."""
    if name in SPENT:
        return {"hours": texts.HOURS, "yuan": texts.YUAN}[name]()
    return Said(REGISTRY[name].zh, REGISTRY[name].axis)
