"""Checks of the table of schools: rows in themselves, units against the other schools, schools and groups as wholes.

Where a cell could not be read it is missing here, and nothing is said of it twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.records.columns import SCHOOLS
from experiments.records.findings import Findings, listed, places
from experiments.records.grid import plain

if TYPE_CHECKING:
    import pandas as pd

PARTS = (  # (a part, what it is a part of)
    ("migrants", "pupils"), ("above_degree", "teachers"), ("backbone", "teachers"), ("arts", "teachers"),
    ("mid_title", "teachers"), ("eligible", "teachers"), ("rotated_backbone", "rotated"), ("rotated_backbone", "backbone"),
    ("lent", "teachers"), ("tested", "pupils"), ("largest_class", "pupils"),
)  # fmt: skip
# What a school has for a pupil: far outside these the unit is another than said, whatever the school.
PLAUSIBLE = {
    "equipment": (20.0, 200_000.0), "teaching_area": (0.3, 400.0), "sports_area": (0.05, 2_000.0), "books": (0.2, 2_000.0),
}  # fmt: skip
OUTLIER = 1_000.0  # times the median, or one part in so many of it: no school differs so much, but units do
CLASS = (1, 120)  # mean class sizes that can be
SEPARATORS = re.compile(r"[、;；,，/|]")
OF_STAGE = {  # the kinds of school that teach a stage
    "primary": ("primary", "nine_year", "teaching_point"),
    "junior": ("junior", "nine_year"),
    "kindergarten": ("kindergarten",),
}


def check_rows(schools: pd.DataFrame, given: frozenset[str], found: Findings) -> None:
    """Check every row in itself, and its units against the other rows."""
    for row in rows(schools):
        _parts(row, found)
        _classes(row, found)
        if row["group"] and SEPARATORS.search(row["group"]):
            found.error(row["source"], f"{label('group')} = '{row['group']}': a school is in one group")
        if not row["group"] and "group" not in row["wrong"]:
            for column in ("role", "form", "formed", "tier"):
                if row[column]:
                    found.error(row["source"], f"{label(column)} is given, and {label('group')} is empty")
        for one, other in (("lon", "lat"), ("lat", "lon"), ("x", "y"), ("y", "x")):
            if np.isfinite(row[one]) and not np.isfinite(row[other]) and other not in row["wrong"]:
                found.error(row["source"], f"{label(one)} is given, and {label(other)} is empty")
    for column in PLAUSIBLE:
        if column in given:
            _units(schools, column, found)
    for _, stage in schools.groupby("stage"):
        _totals(stage, found)


def _parts(row: dict[str, Any], found: Findings) -> None:
    for part, whole in PARTS:
        if row[part] > row[whole]:
            found.error(row["source"], f"{label(part)} = {row[part]:g} is more than {label(whole)} = {row[whole]:g}")
    if row["rotated"] > row["eligible"]:
        found.note(
            row["source"],
            f"{label('rotated')} = {row['rotated']:g} is more than {label('eligible')} = {row['eligible']:g}",
        )
    if row["teachers"] == 0 and row["pupils"] > 0:
        found.note(row["source"], f"{row['pupils']:g} pupils and no teacher")


def _classes(row: dict[str, Any], found: Findings) -> None:
    pupils, classes, largest = row["pupils"], row["classes"], row["largest_class"]
    if classes == 0 and pupils > 0:
        found.error(row["source"], f"{label('classes')} = 0 with {pupils:g} pupils")
    elif classes > 0 and np.isfinite(pupils):
        mean = pupils / classes
        if pupils > 0 and not CLASS[0] <= mean <= CLASS[1]:
            possible = f"possible: {CLASS[0]} to {CLASS[1]} [pupils/class]"
            found.error(row["source"], f"{pupils:g} pupils in {classes:g} classes are {mean:.3g} a class; {possible}")
        elif largest < mean:
            found.error(
                row["source"],
                f"{label('largest_class')} = {largest:g} is less than the mean of its classes, {mean:.3g}",
            )


def _units(schools: pd.DataFrame, column: str, found: Findings) -> None:
    """Refuse a column whose values per pupil cannot be in one unit, or not in the unit it is said to have."""
    declared = SCHOOLS.column(column)
    per = schools[column] / schools["pupils"].where(schools["pupils"] > 0)
    per = per.where((schools[column] > 0) & (schools["stage"] != "kindergarten"))
    if not per.notna().any():
        return
    middle, (low, high) = float(per.median()), PLAUSIBLE[column]
    other = {"equipment": "元 (yuan) or 万元 (10,000 yuan)", "books": "册 or 万册"}.get(
        column, "平方米 (m2), 亩 or 公顷 (ha)"
    )
    if not low <= middle <= high:
        possible = f"possible: {low:,g} to {high:,g}"
        found.error(
            "schools",
            f"column {label(column)}: the middle school has {middle:.3g} {declared.unit} a pupil; {possible}. Say in the header "
            f"whether it is {other}",
        )
        return
    for index in per.index[(per > middle * OUTLIER) | (per < middle / OUTLIER)]:
        said = f"{label(column)} = {schools.at[index, column]:,.12g} {declared.unit}"
        found.error(
            str(schools.at[index, "source"]),
            f"{said} is {per[index]:.3g} a pupil and the middle school has {middle:.3g}: units are mixed; write all in {other}",
        )


def _totals(stage: pd.DataFrame, found: Findings) -> None:
    """Refuse a row that is the sum of the others: a total without the word."""
    sums = {c: float(stage[c].sum()) for c in ("pupils", "teachers", "classes")}
    for row in rows(stage):
        same = [c for c, total in sums.items() if row[c] > 0 and row[c] == total - row[c]]
        if len(stage) > 3 and "pupils" in same and len(same) > 1:
            found.error(
                row["source"], f"{listed(map(label, same))} are the sums of all other rows of the stage: is it a total?"
            )


def check_schools(schools: pd.DataFrame, given: frozenset[str], found: Findings) -> None:
    """Check schools and groups as wholes; rows of a school agree on what is said of it."""
    for (school, stage), twins in schools.groupby(["id", "stage"]):
        if len(twins) > 1 and school and stage:
            found.error(places(twins["source"]), f"school {school} has {len(twins)} rows of the stage {stage}")
    for row in rows(schools):
        if row["stage"] and row["kind"] not in ("", *OF_STAGE[row["stage"]]):
            found.error(row["source"], f"a school of the kind {row['kind']} has no {row['stage']} stage")
    named = schools[schools["name_zh"] != ""].drop_duplicates("id")
    for name, twins in named.groupby(named["name_zh"].map(plain)):
        if len(twins) > 1:
            found.note(places(twins["source"]), f"{len(twins)} schools are called {name}: {listed(twins['id'])}")
    alone = schools[(schools["kind"] == "nine_year") & ~schools["id"].duplicated(keep=False)]
    for row in rows(alone):
        found.note(row["source"], f"nine-year school {row['id']} has a row of the stage {row['stage']} only")
    _groups(schools[schools["group"] != ""].drop_duplicates("id"), given, found)


def _groups(members: pd.DataFrame, given: frozenset[str], found: Findings) -> None:
    for _, group in members.groupby(members["group"].map(plain)):
        name, *others = dict.fromkeys(group["group"])
        if others:
            found.error(
                places(group["source"]), f"one group is written in {1 + len(others)} ways: {listed([name, *others])}"
            )
            continue
        cores = group[group["role"] == "core"]
        unread = any("role" in wrong for wrong in group["wrong"])
        if "role" in given and len(cores) != 1 and not (unread and cores.empty):
            what = "has no core school" if cores.empty else f"has {len(cores)} core schools: {listed(cores['id'])}"
            found.error(places(group["source"]), f"group {name} {what}; one is needed ({label('role')} = 核心校)")
        told = zip(group["source"], group["role"], group["wrong"], strict=True)
        blank = [source for source, role, wrong in told if role == "" and "role" not in wrong]
        if blank and "role" in given:
            allowed = SCHOOLS.column("role").allowed
            found.error(places(blank), f"{label('role')} is empty in group {name}; allowed: {allowed}")
        for column in ("formed", "tier"):
            values = sorted(set(group[column]) - {""})
            if len(values) > 1:
                found.error(
                    places(group["source"]),
                    f"group {name} has {len(values)} values of {label(column)}: {listed(values)}",
                )
    if len(members) and "role" not in given:
        found.note("schools", f"without the column {label('role')} it is not known which school is the core of a group")


def rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield each row as a dict."""
    yield from frame.to_dict("records")


def label(column: str) -> str:
    """Return how messages call a column of schools."""
    return f"{SCHOOLS.column(column).zh} ({column})"
