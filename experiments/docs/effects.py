"""What each mechanism of the register does by itself: runs with its switch and without, on shared seeds.

A row of the register names what switches it, against its case as it is: ``on`` where the case does without it, ``off`` where
the case has it; ``given`` holds in both runs. The effect is the run with the mechanism less the run without, a mean over seeds
with its 95 % t-interval (`experiments.statistics.paired`), of the last school years of the runs. Members are the schools that
are one in either run at the end, and cores those of the run with it, so that a school that enters, leaves or founds a group of
its own is compared with itself.

A row whose mechanism is about something else names that as its ``outcome`` beside these (`experiments.docs.outcomes`): what is
measured of the whole district, a mean over groups, ties or schools or some of them, how many groups there are, what is paid
under an item, how often a decision is taken, the skill of those who learn by it.

``python -m experiments.docs.mechanisms`` does the runs and writes ``docs/effects.csv``; the tables of mechanisms show it.
With ids of rows behind it only these are measured anew, and the others keep what they had.
"""

from __future__ import annotations

import itertools
import math
import multiprocessing
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import sim
from experiments.docs.estimands import LATE, SD
from experiments.docs.outcomes import LateYears, beside, run
from experiments.docs.switches import Arranged, Switch
from experiments.docs.texts import effects as texts
from experiments.statistics import paired
from sim.say import Said, Text, joined

FILE = Path(__file__).resolve().parents[2] / "docs" / "effects.csv"
SEEDS, YEARS, WORKERS = tuple(range(1, 9)), 10, 2
OUTCOMES = (
    "member_score",
    "core_score",
    "bottom_decile",
    "teacher_week",
    "yuan_per_pupil",
)  # in SD, hours a week, yuan a year


def difference(without: LateYears, with_it: LateYears) -> dict[str, float]:
    """Return by how much a run with a mechanism differs from one without, in the units of `OUTCOMES`."""
    a, b = without.schools.align(with_it.schools)
    core = b["role"] == "core"
    member = ((a["role"] == "member") | (b["role"] == "member")) & ~core
    both = [k for k in without.district if k in with_it.district]  # outcomes that other rows name are of one of them
    out = {k: with_it.district[k] - without.district[k] for k in both}
    shared = without.teachers.keys() & with_it.teachers.keys()
    out |= {name: beside(without.teachers[name], with_it.teachers[name]) for name in shared}
    out["bottom_decile"] /= SD
    for name, here in (("member_score", member), ("core_score", core)):
        before, after = (float(s.loc[here, "points"].sum() / s.loc[here, "pupils"].sum()) for s in (a, b))
        out[name] = (after - before) / SD
    return out


def measured(rows: Mapping[str, Switch], seeds: Sequence[int] = SEEDS, years: int = YEARS) -> pd.DataFrame:
    """Do the runs, each once, and return a row per switch and outcome; ``rows`` are switches by the id of their row."""
    seeds_of = {switch.key(): _seeds(switch, seeds) for switch in rows.values()}
    jobs: dict[tuple[Arranged, int], dict[str, None]] = {}
    for switch in rows.values():
        for arm, seed in itertools.product(switch.arms(), seeds_of[switch.key()]):
            jobs.setdefault((arm, seed), {}).update(dict.fromkeys([switch.outcome] if switch.outcome else ()))
    done = [(arm, seed, years, tuple(owns)) for (arm, seed), owns in jobs.items()]
    with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("spawn")) as pool:
        found = dict(zip(jobs, pool.map(run, *zip(*done, strict=True), chunksize=4), strict=True))
    out = []
    for key, seeds_ in seeds_of.items():
        ids = [name for name, switch in rows.items() if switch.key() == key]
        without, with_it = rows[ids[0]].arms()
        seen = [difference(found[without, seed], found[with_it, seed]) for seed in seeds_]
        named = (rows[name].outcome for name in ids if rows[name].outcome)
        for outcome in dict.fromkeys((*OUTCOMES, *named)):
            p = interval([one[outcome] for one in seen])
            out.append((" ".join(ids), key, outcome, p.difference, p.low, p.high, p.n, years, sim.CODE_HASH))
    heads = ("rows", "switch", "outcome", "mean", "low", "high", "seeds", "years", "code")
    return pd.DataFrame(out, columns=list(heads))


def _seeds(switch: Switch, seeds: Sequence[int]) -> Sequence[int]:
    """Return the seeds of a switch: those of all, or as many from the first one on as it asks for."""
    return range(seeds[0], seeds[0] + switch.runs) if switch.runs else seeds


def renewed(rows: Mapping[str, Switch], wanted: Collection[str]) -> pd.DataFrame:
    """Measure some rows anew, and return them with what is stored of the others, in the order of the register."""
    keys = list(dict.fromkeys(switch.key() for switch in rows.values()))
    again = {rows[name].key() for name in wanted}
    some = measured({name: switch for name, switch in rows.items() if switch.key() in again})
    old = stored()
    kept = pd.concat([old[old["switch"].isin(set(keys) - again)], some])
    ids = {key: " ".join(name for name, switch in rows.items() if switch.key() == key) for key in keys}
    order = kept["switch"].map(keys.index)
    return kept.assign(rows=kept["switch"].map(ids)).iloc[np.argsort(order, kind="stable")]


def interval(differences: Sequence[float]) -> paired.Paired:
    """Return the mean of the differences of seeds with its interval."""
    return paired.pair(np.zeros(len(differences)), np.array(differences))


@cache
def stored() -> pd.DataFrame:
    """Return the effects that were measured last."""
    return pd.read_csv(FILE)


def cells(switch: Switch) -> tuple[Any, Any, Any, Any]:
    """Return the effect on members' scores with its interval, the week of teachers, yuan, and what the row names itself."""
    here = stored()[stored()["switch"] == switch.key()].set_index("outcome")
    if here.empty:
        return texts.NOT_MEASURED, "", "", ""
    week, yuan = (here.loc[o] for o in ("teacher_week", "yuan_per_pupil"))
    mine: Any = ""
    if switch.outcome:
        found = _interval(here.loc[switch.outcome]) if switch.outcome in here.index else texts.NOT_MEASURED
        mine = joined([f"`{switch.outcome}`", found], zh=" ", en=" ")
    return _interval(here.loc["member_score"]), signed(week["mean"], 2), signed(yuan["mean"], 1), mine


def _interval(row: pd.Series) -> Any:
    """Return a mean with its interval, with as many digits as it takes to tell it from nothing; 0 where it is none at all."""
    if row["mean"] == row["low"] == row["high"] == 0:
        return "0"
    largest = max(abs(row["low"]), abs(row["high"]))
    digits = max(3, 1 - math.floor(math.log10(largest))) if largest < 1 else 2 if largest < 100 else 0
    ends = texts.ENDS(low=signed(row["low"], digits), high=signed(row["high"], digits))
    return Said(*(f"{signed(row['mean'], digits)} ({end})" for end in (ends.zh, ends.en)))


def signed(x: float, digits: int) -> str:
    """Return a number with its sign; 0 where it is none at all."""
    return f"{round(x, digits) + 0.0:+.{digits}f}" if x else "0"


def note(code: str = sim.CODE_HASH) -> Text | Said:
    """Say how the effects were measured, and whether by another model than that of some code."""
    kept, codes = stored().iloc[0], stored()["code"].unique().tolist()
    told = texts.NOTE(seeds=int(kept["seeds"]), years=int(kept["years"]), late=LATE, code="`, `".join(codes))
    return told if codes == [code] else Said(told.zh + texts.STALE.zh, f"{told.en} {texts.STALE.en}")
