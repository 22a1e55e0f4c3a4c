"""What is kept of a run with a mechanism or without: its last school years, and the outcomes that rows of the register name.

``table.column`` is a column of a yearly table in the last years: ``district.X`` a mean weighted by pupils, ``groups.X``,
``ties.X`` and ``schools.X`` a mean of those in being, ``spread.X`` the SD between schools, ``groups.number`` how many there are,
``groups.risen`` the share above the lowest tier, ``money.X`` the yuan per pupil and year of an item, ``instruments.X`` a sum a
year, ``decisions.X`` how many of a kind there were a year, of all years. ``@key=value`` behind it keeps the rows of a table
with that value, as in ``schools.reputation@role=member``.

``learners.STEP`` is the skill of those teachers who learn in a step of the calendar (``learners.mentoring.guide``), at the end
of each school year in which they do: of the run with the mechanism, beside the same teachers in the run without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from experiments.docs.estimands import LATE
from experiments.docs.switches import Arranged
from sim.hooks import moments
from sim.model import DistrictModel
from sim.schedule import YEAR

LEARNERS = "learners."


class LateYears(NamedTuple):
    """What is kept of a run: of its last school years."""

    schools: pd.DataFrame  # by id: pupils, points (pupils times mean score), and role in the last year
    district: dict[str, float]
    teachers: Mapping[str, pd.DataFrame] = MappingProxyType(
        {}
    )  # by outcome, year and teacher: skill, and whether one learns


def run(arm: Arranged, seed: int, years: int, owns: Sequence[str] = ()) -> LateYears:
    """Do a run, and return what is kept of it, with the outcomes that rows name."""
    case, values = arm.made()
    model = DistrictModel(case, rng=seed, years=years, **values)
    first = case.start_year + years - LATE
    learners = {name: Learners(model, name.removeprefix(LEARNERS), first) for name in owns if name.startswith(LEARNERS)}
    model.run_for(2 * years)
    tables = model.tables()
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
    } | {name: own(tables, first, name) for name in owns if name not in learners},
        {name: one.told() for name, one in learners.items()})  # fmt: skip


def own(tables: Mapping[str, pd.DataFrame], first: int, name: str) -> float:
    """Return an outcome that a row names, of the years from one on; 0 of what was never paid, done or decided."""
    name, *only = name.split("@")
    table, _, column = name.partition(".")
    whole = tables["district"]
    whole = whole[(whole["district"] == "all") & (whole["year"] >= first)]
    if table == "decisions":
        made = tables["decisions"]["decision"] if "decisions" in tables else pd.Series(dtype=str)
        return float((made == column).sum() / tables["district"]["year"].nunique())
    rows = whole if table == "district" else tables["schools" if table == "spread" else table]
    rows = rows[rows["year"] >= first]
    for key, _, value in (one.partition("=") for one in only):
        rows = rows[rows[key].astype(str) == value]
    if table == "money":
        return float(rows.loc[rows["item"] == column, "yuan"].sum() / whole["pupils"].sum())
    if table == "instruments":
        return float(rows[column].sum() / whole["year"].nunique())
    if table == "spread":
        return float(rows.groupby("year")[column].std().mean())
    if table == "district":
        known = rows[rows[column].notna()]
        return float((known[column] * known["pupils"]).sum() / known["pupils"].sum())
    if "active" in rows:
        rows = rows[rows["active"]]
    if column == "number":
        return float(len(rows) / whole["year"].nunique())
    if column == "risen":
        return float((rows["tier"] != "district").mean())
    return float(rows[column].mean())


class Learners:
    """Who learns in a step of the calendar in each of the last school years, and the skill of all at its end."""

    def __init__(self, model: DistrictModel, step: str, first: int) -> None:
        """Watch a model from the school year ``first`` on."""
        self._first, self._before, self._who = first, np.zeros(0), set[int]()
        self._years: list[pd.DataFrame] = []
        known = list(moments(model.world.settings.instruments))
        for moment in known[: known.index(step)]:
            model.observe(self._look, after=moment)
        model.observe(self._learnt, after=step)
        model.observe(self._close, after=YEAR)

    def _look(self, model: DistrictModel) -> None:
        if model.world.year >= self._first:
            self._before = model.world.teachers.learning.copy()

    def _learnt(self, model: DistrictModel) -> None:
        t = model.world.teachers
        if model.world.year >= self._first:
            self._who |= set(t.uid[: self._before.size][t.learning[: self._before.size] > self._before].tolist())

    def _close(self, model: DistrictModel) -> None:
        t, year = model.world.teachers, model.world.year
        if year >= self._first:
            rows = np.flatnonzero(t.active)
            uid = t.uid[rows]
            at = pd.MultiIndex.from_arrays([np.full(uid.size, year), uid])
            learns = np.isin(uid, np.fromiter(self._who, uid.dtype, len(self._who)))
            self._years.append(pd.DataFrame({"skill": t.skill[rows].astype(float), "learns": learns}, at))
        self._who.clear()

    def told(self) -> pd.DataFrame:
        """Return by year and teacher the skill at the end of the year, and whether it was one of them."""
        return pd.concat(self._years)


def beside(without: pd.DataFrame, with_it: pd.DataFrame) -> float:
    """Return by how much more skilled the learners of one run are than the same teachers of another; 0 where nobody learns."""
    learners = with_it.loc[with_it["learns"], "skill"]
    apart = (learners - without["skill"].reindex(learners.index)).dropna()
    return float(apart.mean()) if apart.size else 0.0
