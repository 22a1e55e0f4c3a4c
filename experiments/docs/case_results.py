r"""What the pages of the shipped cases show: what a case holds, its reforms by date, and what runs of it give.

An effect is a paired difference within a seed, an arm less the same arm without its reforms, in the third, sixth and tenth
school year of the reform, with its 95 % interval over seeds. ``python -m experiments.docs.case_results [CASE ...]`` does the
runs and writes ``docs/cases/results.csv``, each row with the hashes of the model and of the case; a page says where these are
no longer those of today.
"""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import sim
from experiments.docs.describe import markdown
from experiments.docs.texts import case_results as texts
from experiments.runs import horizons, variants
from experiments.runs.results import ORDINARY
from experiments.statistics import paired
from experiments.words.labels import STAGES, named
from sim.case import Case, case_files, load_case
from sim.model import DistrictModel
from sim.say import Text, joined, school_year
from sim.state import Layer

FILE = Path(__file__).resolve().parents[2] / "docs" / "cases" / "results.csv"
AT = (3, 6, 10)  # school years of the reform
SEEDS = dict.fromkeys(("huadu", "county", "chengzhong", "jiangmen", "tianjin"), 4)
ARMS = {
    "none": texts.REFORM_LESS,
    "equal-cores": texts.EQUAL,
    "inside-schools": texts.INSIDE,
    "random-core": texts.RANDOM,
}
UNITS = {"teacher_week": texts.HOURS, "time_worth": texts.YUAN, "yuan": texts.YUAN}  # the others are points
ALL = "all"
HEADS = (
    "case", "arm", "at", "year", "measure", "stage", "seeds", "no_reform", "reform", "difference", "low", "high", "code",
    "case_code",
)  # fmt: skip


@cache
def case_of(name: str) -> Case:
    """Return a shipped case, read once."""
    return load_case(name)


@cache
def code_of(case: str) -> str:
    """Return the hash of a case's file."""
    return hashlib.sha256(case_files()[case].read_bytes()).hexdigest()[:12]


# Runs.


def values(case: Case, seed: int, years: int) -> pd.DataFrame:
    """Return the measures of a run by year, stage and name."""
    model = DistrictModel(case, rng=seed, years=years)
    model.run_for(2 * years)
    tables = model.tables()
    district, money = tables["district"], tables["money"]
    district = district[district["district"] == ALL]  # of several, together
    found = district.melt(["year", "stage"], [m for m in texts.MEASURES if m != "yuan"], "measure")
    paid = money[(money["source"] == "treasury") & ~money["item"].isin([*ORDINARY])].groupby("year")["yuan"].sum()
    pupils = district.groupby("year")["pupils"].sum()
    each = (paid.reindex(pupils.index).fillna(0.0) / pupils).rename("value").reset_index()
    return pd.concat([found, each.assign(stage=ALL, measure="yuan")], ignore_index=True)


def runs(name: str, arm: str, *, enacted: bool) -> pd.Series:
    """Return the measures of the runs of an arm, with or without its reforms, by year, measure, stage and seed."""
    case = variants.vary(case_of(name), {"case.placebo": arm}).model_copy(update={"enacted": enacted})
    years = horizons.first_year(case, case.years) - case.start_year + AT[-1]
    found = pd.concat([values(case, s, years).assign(seed=s) for s in range(1, SEEDS[name] + 1)])
    return found.set_index(["year", "measure", "stage", "seed"])["value"].astype(float).sort_index()


def effects(name: str, arm: str, without: pd.Series, first: int) -> Iterator[tuple[Any, ...]]:
    """Yield year of the reform, school year, measure, stage and the paired comparison of an arm."""
    both = without, runs(name, arm, enacted=True)
    for at in AT:
        for measure in texts.MEASURES:
            for stage in (ALL,) if measure == "yuan" else STAGES:
                a, b = (side.loc[(first + at - 1, measure, stage)].to_numpy() for side in both)
                yield at, first + at - 1, measure, stage, paired.pair(a, b)


def measured(name: str) -> pd.DataFrame:
    """Do the runs of a case, and return a row per arm, year, measure and stage."""
    case, rows = case_of(name), list[tuple[Any, ...]]()
    first = horizons.first_year(case, case.years)
    without: dict[str, pd.Series] = {}
    for arm in ARMS:
        own = "none" if arm == "inside-schools" else arm  # schools are the same, and do nothing
        if own not in without:
            without[own] = runs(name, own, enacted=False)
        for at, year, measure, stage, p in effects(name, arm, without[own], first):
            numbers = (p.n, p.baseline, p.reform, p.difference, p.low, p.high)
            rows.append((name, arm, at, year, measure, stage, *numbers, sim.CODE_HASH, code_of(name)))
    return pd.DataFrame(rows, columns=list(HEADS))


@cache
def stored() -> pd.DataFrame:
    """Return what was measured last."""
    return pd.read_csv(FILE)


def main(*names: str) -> None:
    """Measure cases, and keep what was measured of the others."""
    new = pd.concat([measured(name) for name in names or SEEDS])
    if FILE.is_file():
        old = pd.read_csv(FILE)
        new = pd.concat([old[~old["case"].isin(new["case"])], new])
    order = {name: i for i, name in enumerate(SEEDS)}
    new.sort_values("case", key=lambda c: c.map(order), kind="stable").to_csv(FILE, index=False, float_format="%.6g")


# Tables of the pages.


def holds(name: str) -> str:
    """Return what a case holds: schools, pupils, units and members by layer."""
    case = case_of(name)
    taught = [s for s in case.schools if s.kind.teaches]
    there = [s for s in taught if s.opens is None or s.opens <= case.start_year]
    later = sum(s.pupils for s in taught) - sum(s.pupils for s in there)
    rows: list[tuple[object, object]] = [
        (texts.FIRST_DAY, len(there)),
        (texts.OPENINGS, len(taught) - len(there)),
        (texts.PUPILS, f"{sum(s.pupils for s in there):,}"),
        (texts.PLACES, f"{later:,}"),
    ]
    units = Counter(g.layer for g in case.groups)
    members = Counter(g.layer for g in case.groups for _ in g.members)
    for layer, n in units.items():
        rows.append(
            (texts.UNIT_COUNT(layer=named(Layer[layer.upper()])), texts.COUNTED(units=n, members=members[layer]))
        )
    return markdown((texts.WHAT, texts.NUMBER), rows)


def reforms(name: str) -> str:
    """Return the reforms of a case by date, with what they set and do to schools and units."""
    rows = []
    case = case_of(name)
    for r in sorted(case.reforms, key=lambda r: case.term_of(r.date)):
        sets = ", ".join(f"`{key}` {_shown(value)}" for key, value in r.set.items())
        events = ", ".join(f"`{key}` {n}" for key, n in Counter(key for key, _ in r.events()).items())
        told = (sets, texts.EVENTS(events=events) if events else "", r.gate.told(r.districts) if r.gate else "")
        done = joined([x for x in told if x], zh="；", en="; ")
        rows.append((r.date, Text(zh=r.zh, en=r.en), done))
    return markdown((texts.DATE, texts.REFORM, texts.SETS), rows)


def results(name: str) -> str:
    """Return how the runs of a case were done, whether its code is today's, and what they gave."""
    kept = stored()
    kept = kept[kept["case"] == name]
    of = kept.iloc[0]
    case = case_of(name)
    said = [
        texts.OPENING(seeds=int(kept["seeds"].max()), first=school_year(horizons.first_year(case, case.years))),
        texts.CODE(code=of["code"]),
        *([texts.STALE()] if is_stale(kept) else []),
        *([texts.OTHER_SCHOOLS()] if moves(case) else []),
        texts.CAUTION(),
    ]
    return f"{joined(said, zh='', en=' ')}\n\n{table(kept)}"


def moves(case: Case) -> bool:
    """Return whether schools enter, leave or change groups, so that members are others with the reforms than without."""
    return any(r.join or r.leave or any(key.startswith("life_cycle.") for key in r.set) for r in case.reforms)


def is_stale(kept: pd.DataFrame) -> bool:
    """Return whether model or case are others than those that were measured."""
    return any((r.code, r.case_code) != (sim.CODE_HASH, code_of(r.case)) for r in kept.itertuples())


def table(kept: pd.DataFrame) -> str:
    """Return the effects as a table: a row per measure, stage and year, a column per arm."""
    arms = [arm for arm in ARMS if arm in set(kept["arm"])]
    rows = []
    for (measure, stage, at), part in kept.groupby(["measure", "stage", "at"], sort=False):
        by_arm = {r.arm: r for r in part.itertuples()}
        cells = [_estimate(by_arm[arm]) for arm in arms]
        where = STAGES[stage].said if stage in STAGES else texts.EVERY_STAGE
        unit = UNITS.get(measure, texts.POINTS)
        level = by_arm["none"].no_reform
        said = f"{level:.2f}" if np.isfinite(level) else texts.NONE
        rows.append((order(measure, stage, at), (texts.MEASURES[measure], unit, where, at, said, *cells)))
    head = (texts.MEASURE, texts.UNIT, texts.STAGE, texts.YEAR, texts.LEVEL, *(ARMS[arm] for arm in arms))
    return markdown(head, [row for _, row in sorted(rows, key=lambda r: r[0])])


def order(measure: str, stage: str, at: int) -> tuple[int, int, int]:
    """Return the place of a row in a table."""
    return [*texts.MEASURES].index(measure), [*STAGES, ALL].index(stage), at


def _estimate(r: Any) -> object:
    if not np.isfinite(r.difference):
        return texts.NONE
    mean, low, high = (f"{round(x, 2) + 0.0:+.2f}" for x in (r.difference, r.low, r.high))
    return texts.ESTIMATE(mean=mean, low=low, high=high)


def _shown(value: Any) -> str:
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


MAKERS: dict[str, Callable[[], str]] = {
    " ".join((what, "of", name)): partial(make, name)  # as the markers of its page name it
    for what, make in {"contents": holds, "reforms": reforms, "results": results}.items()
    for name in SEEDS
}


if __name__ == "__main__":
    main(*sys.argv[1:])
