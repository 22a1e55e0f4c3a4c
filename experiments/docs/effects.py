"""What each mechanism of the register does by itself: runs with its switch and without, on shared seeds.

A row of the register names what switches it, against its case as it is: ``on`` where the case does without it, ``off`` where
the case has it; ``given`` holds in both runs. The effect is the run with the mechanism less the run without, a mean over seeds
with its 95 % t-interval (`experiments.statistics.paired`), of the last school years of the runs. Members are the schools that
are one in either run at the end, and cores those of the run with it, so that a school that enters, leaves or founds a group of
its own is compared with itself.

A row whose mechanism is about something else names that as its ``outcome`` beside these, ``table.column`` of the yearly tables
(`own`): what is measured of the whole district, a mean over groups, ties or schools, how many groups there are, what is paid
under an item, how often a decision is taken.

``python -m experiments.docs.mechanisms`` does the runs and writes ``docs/effects.csv``; the tables of mechanisms show it.
With ids of rows behind it only these are measured anew, and the others keep what they had.
"""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pydantic import BaseModel, ConfigDict

import sim
from experiments.docs.estimands import LATE, SD
from experiments.docs.texts import effects as texts
from experiments.runs import variants
from experiments.statistics import paired
from sim.case import load_case
from sim.model import DistrictModel
from sim.say import Said, Text, joined

FILE = Path(__file__).resolve().parents[2] / "docs" / "effects.csv"
SEEDS, YEARS, WORKERS = (1, 2, 3, 4), 10, 2
OUTCOMES = (
    "member_score",
    "core_score",
    "bottom_decile",
    "teacher_week",
    "yuan_per_pupil",
)  # in SD, hours a week, yuan a year


class Switch(BaseModel):
    """What switches a mechanism."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    case: str = "huadu"
    given: dict[str, Any] = {}
    on: dict[str, Any] = {}
    off: dict[str, Any] = {}
    outcome: str = ""  # what else is looked at; the runs are the same

    def arms(self) -> tuple[Arranged, Arranged]:
        """Return the run without the mechanism, and the run with it."""
        return Arranged.of(self.case, self.given | self.off), Arranged.of(self.case, self.given | self.on)

    def key(self) -> str:
        """Return what it says, in one line: by which its effect is stored."""
        told = self.model_dump(exclude_defaults=True, exclude={"outcome"})
        return json.dumps(told, ensure_ascii=False, sort_keys=True)

    def said(self) -> Said:
        """Return it as a reader is told it."""
        values = self.on or self.off
        out = (texts.ON if self.on else texts.OFF)(settings=_listed(values))
        zh, en = out.zh, out.en
        if self.given:
            both = texts.GIVEN(settings=_listed(self.given))
            zh, en = f"{zh}；{both.zh}", f"{en}; {both.en}"
        if self.case != "huadu":
            case = texts.CASE(case=self.case)
            zh, en = f"{zh}；{case.zh}", f"{en}; {case.en}"
        return Said(zh, en)


class Arranged(NamedTuple):
    """A case with settings that hold from the first day."""

    case: str
    settings: str  # as JSON, so that equal ones are run once

    @classmethod
    def of(cls, case: str, settings: Mapping[str, Any]) -> Arranged:
        """Return the arm of some settings."""
        return cls(case, json.dumps(settings, sort_keys=True))


class LateYears(NamedTuple):
    """What is kept of a run: of its last school years."""

    schools: pd.DataFrame  # by id: pupils, points (pupils times mean score), and role in the last year
    district: dict[str, float]


def run(arm: Arranged, seed: int, years: int = YEARS, owns: Sequence[str] = ()) -> LateYears:
    """Do a run, and return what is kept of it, with the outcomes that rows name."""
    case, values = variants.applied(load_case(arm.case), json.loads(arm.settings))
    model = DistrictModel(case, rng=seed, years=years, **values)
    model.run_for(2 * years)
    tables, first = model.tables(), case.start_year + years - LATE
    late = {name: tables[name][tables[name]["year"] >= first] for name in ("schools", "district", "money")}
    schools, whole, money = late["schools"], late["district"], late["money"]
    whole = whole[whole["district"] == "all"]
    points = (schools["pupils"] * schools["mean_score"]).fillna(0.0)
    by_school = schools.assign(points=points).groupby("school")
    kept = by_school[["pupils", "points"]].sum().assign(role=by_school["role"].last())
    pupils, teachers = whole["pupils"], whole["pupils"] / whole["pupil_teacher_ratio"]
    return LateYears(kept, {
        "bottom_decile": float((whole["bottom_decile"] * pupils).sum() / pupils.sum()),
        "teacher_week": float((whole["teacher_week"] * teachers).sum() / teachers.sum()),
        "yuan_per_pupil": float(money.loc[money["source"] == "treasury", "yuan"].sum() / pupils.sum()),
    } | {name: own(tables, first, name) for name in owns})  # fmt: skip


def own(tables: Mapping[str, pd.DataFrame], first: int, name: str) -> float:
    """Return an outcome that a row names, of the years from one on; 0 of what was never paid or decided.

    ``district.X`` is a mean weighted by pupils, ``groups.X``, ``ties.X`` and ``schools.X`` a mean of those in being,
    ``groups.number`` how many there are, ``groups.risen`` the share above the lowest tier, ``money.X`` the yuan per pupil and
    year of an item, ``decisions.X`` how many of a kind there were a year, of all years.
    """
    table, _, column = name.partition(".")
    whole = tables["district"]
    whole = whole[(whole["district"] == "all") & (whole["year"] >= first)]
    if table == "decisions":
        made = tables["decisions"]["decision"] if "decisions" in tables else pd.Series(dtype=str)
        return float((made == column).sum() / tables["district"]["year"].nunique())
    rows = tables[table]
    rows = rows[rows["year"] >= first]
    if table == "money":
        return float(rows.loc[rows["item"] == column, "yuan"].sum() / whole["pupils"].sum())
    if table == "district":
        known = whole[whole[column].notna()]
        return float((known[column] * known["pupils"]).sum() / known["pupils"].sum())
    if "active" in rows:
        rows = rows[rows["active"]]
    if column == "number":
        return float(len(rows) / whole["year"].nunique())
    if column == "risen":
        return float((rows["tier"] != "district").mean())
    return float(rows[column].mean())


def difference(without: LateYears, with_it: LateYears) -> dict[str, float]:
    """Return by how much a run with a mechanism differs from one without, in the units of `OUTCOMES`."""
    a, b = without.schools.align(with_it.schools)
    core = b["role"] == "core"
    member = ((a["role"] == "member") | (b["role"] == "member")) & ~core
    both = [k for k in without.district if k in with_it.district]  # outcomes that other rows name are of one of them
    out = {k: with_it.district[k] - without.district[k] for k in both}
    out["bottom_decile"] /= SD
    for name, here in (("member_score", member), ("core_score", core)):
        before, after = (float(s.loc[here, "points"].sum() / s.loc[here, "pupils"].sum()) for s in (a, b))
        out[name] = (after - before) / SD
    return out


def measured(rows: Mapping[str, Switch], seeds: Sequence[int] = SEEDS, years: int = YEARS) -> pd.DataFrame:
    """Do the runs, each once, and return a row per switch and outcome; ``rows`` are switches by the id of their row."""
    arms = dict.fromkeys(arm for switch in rows.values() for arm in switch.arms())
    owns = {arm: tuple({s.outcome: 0 for s in rows.values() if s.outcome and arm in s.arms()}) for arm in arms}
    jobs = [(arm, seed, years, owns[arm]) for arm in arms for seed in seeds]
    with ProcessPoolExecutor(WORKERS, multiprocessing.get_context("spawn")) as pool:
        found = dict(zip(((arm, seed) for arm, seed, *_ in jobs), pool.map(run, *zip(*jobs, strict=True)), strict=True))
    out = []
    for key in dict.fromkeys(switch.key() for switch in rows.values()):
        ids = [name for name, switch in rows.items() if switch.key() == key]
        without, with_it = rows[ids[0]].arms()
        seen = [difference(found[without, seed], found[with_it, seed]) for seed in seeds]
        named = (rows[name].outcome for name in ids if rows[name].outcome)
        for outcome in dict.fromkeys((*OUTCOMES, *named)):
            p = interval([one[outcome] for one in seen])
            out.append((" ".join(ids), key, outcome, p.difference, p.low, p.high, p.n, years, sim.CODE_HASH))
    heads = ("rows", "switch", "outcome", "mean", "low", "high", "seeds", "years", "code")
    return pd.DataFrame(out, columns=list(heads))


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
    digits = 3 if largest < 1 else 2 if largest < 100 else 0
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


def _listed(settings: Mapping[str, Any]) -> str:
    return ", ".join(f"`{name}` = {json.dumps(value, ensure_ascii=False)}" for name, value in settings.items())
