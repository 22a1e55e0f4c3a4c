"""From records to what inspectors count: raw amounts of each school and stage, teachers by register or by post."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experiments.inspection import texts
from experiments.records.columns import Records
from experiments.records.findings import listed
from experiments.records.staff import COUNTED, staff_counts
from sim.equity.standards import R2012, R2017, SMALLEST, Regime
from sim.say import Said
from sim.state import Array

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {  # columns of the records each regime counts, in the order of its indicators
    R2017.year: ("above_degree", "backbone", "arts", "teaching_area", "sports_area", "equipment", "media_rooms"),
    R2012.year: (
        "teaching_area", "sports_area", "equipment", "computers", "books", "teachers", "above_degree", "mid_title",
    ),
}  # fmt: skip
STAGES = ("primary", "junior")
ARTS, SMALL_RURAL = "arts", (50, 99)  # pupils of rural schools where teachers rotated in count for L3


@dataclass(frozen=True)
class Staffed:
    """The schools that are inspected, with their teachers counted in one way."""

    by: str  # register or post
    schools: pd.DataFrame  # rows of the records that are inspected, staff columns as counted
    stage: Array  # (n,) 0 primary, 1 junior

    @property
    def pupils(self) -> Array:
        """Enrolment, shape (n,)."""
        heads: Array = self.schools["pupils"].to_numpy(np.float64)
        return heads

    def amounts(self, regime: Regime) -> Array:
        """Return raw amounts, shape (n, k); NaN where not reported."""
        table: Array = self.schools[list(COLUMNS[regime.year])].to_numpy(np.float64)
        return table


def inspected(records: Records) -> pd.DataFrame:
    """Return the rows that inspectors judge: primary and junior stages with pupils, without teaching points below 50."""
    s = records.schools
    point = (s["kind"] == "teaching_point") & (s["pupils"] < SMALLEST)
    kept: pd.DataFrame = s[s["stage"].isin(STAGES) & (s["pupils"] > 0) & ~point]
    return kept.reset_index(drop=True)


def staffed(records: Records, by: str) -> Staffed | None:
    """Return the inspected schools with teachers counted by ``register`` or ``post``; None where postings are not known.

    By register, a column of the schools goes before a count of the teachers; the two agree, or the records were refused.
    """
    schools = inspected(records)
    stage = schools["stage"].map(dict(zip(STAGES, range(2), strict=True))).to_numpy(np.int64)
    counted = {}
    if records.teachers is not None:
        given = records.given["teachers"]
        counted = {
            b: staff_counts(schools, records.teachers, given, by=b, year=records.year) for b in ("register", "post")
        }
    if by == "register":
        for column in COUNTED if counted else ():
            schools[column] = schools[column].fillna(counted["register"][column])
        if counted and records.has("teachers", "post", "subject"):
            schools[ARTS] = _with_visitors(schools, counted["post"][ARTS])
    elif counted and records.has("teachers", "post"):
        for column in ("teachers", "above_degree", "backbone", "arts", "mid_title"):
            schools[column] = counted["post"][column]
    elif records.has("schools", "teachers", "lent", "borrowed"):
        schools["teachers"] = schools["teachers"] - schools["lent"] + schools["borrowed"]
        schools[["above_degree", "backbone", "arts", "mid_title"]] = np.nan
    else:
        return None
    return Staffed(by, schools, stage)


def _with_visitors(schools: pd.DataFrame, at_work: pd.Series) -> pd.Series:
    """Return PE and arts teachers where small rural schools count those who come from elsewhere, as the rules allow."""
    small = (schools["locality"] == "rural") & schools["pupils"].between(*SMALL_RURAL)
    return schools[ARTS].where(~small, np.maximum(schools[ARTS], at_work))


def left_out(records: Records) -> tuple[Said, ...]:
    """Say which rows are not inspected, and why."""
    s = records.schools
    point = s[(s["kind"] == "teaching_point") & (s["pupils"] < SMALLEST)]
    empty = s[s["stage"].isin(STAGES) & ~(s["pupils"] > 0)]
    notes = []
    if len(point):
        notes.append(texts.POINTS_LEFT(n=SMALLEST, schools=listed(point["id"])))
    if len(empty):
        notes.append(texts.EMPTY_LEFT(schools=listed(empty["id"])))
    return tuple(notes)
