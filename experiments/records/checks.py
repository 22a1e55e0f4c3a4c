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
from experiments.records.texts import checks as texts
from sim.say import Said

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
            found.error(row["source"], texts.ONE_GROUP(column=label("group"), group=row["group"]))
        if not row["group"] and "group" not in row["wrong"]:
            for column in ("role", "form", "formed", "tier"):
                if row[column]:
                    found.error(row["source"], texts.GIVEN_AND_EMPTY(given=label(column), empty=label("group")))
        for one, other in (("lon", "lat"), ("lat", "lon"), ("x", "y"), ("y", "x")):
            if np.isfinite(row[one]) and not np.isfinite(row[other]) and other not in row["wrong"]:
                found.error(row["source"], texts.GIVEN_AND_EMPTY(given=label(one), empty=label(other)))
    for column in PLAUSIBLE:
        if column in given:
            _units(schools, column, found)
    for _, stage in schools.groupby("stage"):
        _totals(stage, found)


def _parts(row: dict[str, Any], found: Findings) -> None:
    for part, whole in PARTS:
        if row[part] > row[whole]:
            said = texts.MORE_THAN(part=label(part), n=row[part], whole=label(whole), all=row[whole])
            found.error(row["source"], said)
    if row["rotated"] > row["eligible"]:
        said = texts.MORE_THAN(part=label("rotated"), n=row["rotated"], whole=label("eligible"), all=row["eligible"])
        found.note(row["source"], said)
    if row["teachers"] == 0 and row["pupils"] > 0:
        found.note(row["source"], texts.NO_TEACHER(n=row["pupils"]))


def _classes(row: dict[str, Any], found: Findings) -> None:
    pupils, classes, largest = row["pupils"], row["classes"], row["largest_class"]
    if classes == 0 and pupils > 0:
        found.error(row["source"], texts.NO_CLASSES(column=label("classes"), n=pupils))
    elif classes > 0 and np.isfinite(pupils):
        mean = pupils / classes
        if pupils > 0 and not CLASS[0] <= mean <= CLASS[1]:
            low, high = CLASS
            found.error(row["source"], texts.CLASS_SIZE(n=pupils, classes=classes, mean=mean, low=low, high=high))
        elif largest < mean:
            found.error(row["source"], texts.LARGEST_CLASS(column=label("largest_class"), n=largest, mean=mean))


def _units(schools: pd.DataFrame, column: str, found: Findings) -> None:
    """Refuse a column whose values per pupil cannot be in one unit, or not in the unit it is said to have."""
    declared = SCHOOLS.column(column)
    per = schools[column] / schools["pupils"].where(schools["pupils"] > 0)
    per = per.where((schools[column] > 0) & (schools["stage"] != "kindergarten"))
    if not per.notna().any():
        return
    middle, (low, high) = float(per.median()), PLAUSIBLE[column]
    units = texts.UNITS_OF.get(column, texts.UNITS_OF["area"])
    if not low <= middle <= high:
        unit = declared.unit_said
        said = texts.WRONG_UNIT(column=label(column), middle=middle, unit=unit, low=low, high=high, units=units)
        found.error(texts.OF_TABLE(), said)
        return
    for index in per.index[(per > middle * OUTLIER) | (per < middle / OUTLIER)]:
        said = texts.MIXED_UNITS(
            column=label(column), value=schools.at[index, column], unit=declared.unit_said, per=per[index], middle=middle,
            units=units,
        )  # fmt: skip
        found.error(schools.at[index, "source"], said)


def _totals(stage: pd.DataFrame, found: Findings) -> None:
    """Refuse a row that is the sum of the others: a total without the word."""
    sums = {c: float(stage[c].sum()) for c in ("pupils", "teachers", "classes")}
    for row in rows(stage):
        same = [c for c, total in sums.items() if row[c] > 0 and row[c] == total - row[c]]
        if len(stage) > 3 and "pupils" in same and len(same) > 1:
            found.error(row["source"], texts.A_TOTAL(columns=listed(map(label, same))))


def check_schools(schools: pd.DataFrame, given: frozenset[str], found: Findings) -> None:
    """Check schools and groups as wholes; rows of a school agree on what is said of it."""
    for (school, stage), twins in schools.groupby(["id", "stage"]):
        if len(twins) > 1 and school and stage:
            found.error(
                places(twins["source"]), texts.ROWS_OF_STAGE(school=school, n=len(twins), stage=word("stage", stage))
            )
    for row in rows(schools):
        if row["stage"] and row["kind"] not in ("", *OF_STAGE[row["stage"]]):
            found.error(
                row["source"], texts.NO_SUCH_STAGE(kind=word("kind", row["kind"]), stage=word("stage", row["stage"]))
            )
    named = schools[schools["name_zh"] != ""].drop_duplicates("id")
    for name, twins in named.groupby(named["name_zh"].map(plain)):
        if len(twins) > 1:
            found.note(places(twins["source"]), texts.SAME_NAME(n=len(twins), name=name, schools=listed(twins["id"])))
    alone = schools[(schools["kind"] == "nine_year") & ~schools["id"].duplicated(keep=False)]
    for row in rows(alone):
        found.note(row["source"], texts.ONE_STAGE_ONLY(school=row["id"], stage=word("stage", row["stage"])))
    _groups(schools[schools["group"] != ""].drop_duplicates("id"), given, found)


def _groups(members: pd.DataFrame, given: frozenset[str], found: Findings) -> None:
    for _, group in members.groupby(members["group"].map(plain)):
        name, *others = dict.fromkeys(group["group"])
        if others:
            said = texts.GROUP_WRITTEN(n=1 + len(others), names=listed([name, *others]))
            found.error(places(group["source"]), said)
            continue
        cores = group[group["role"] == "core"]
        unread = any("role" in wrong for wrong in group["wrong"])
        if "role" in given and len(cores) != 1 and not (unread and cores.empty):
            if cores.empty:
                said = texts.NO_CORE(group=name, role=label("role"))
            else:
                said = texts.SEVERAL_CORES(group=name, n=len(cores), schools=listed(cores["id"]), role=label("role"))
            found.error(places(group["source"]), said)
        told = zip(group["source"], group["role"], group["wrong"], strict=True)
        blank = [source for source, role, wrong in told if role == "" and "role" not in wrong]
        if blank and "role" in given:
            allowed = SCHOOLS.column("role").allowed
            found.error(places(blank), texts.ROLE_EMPTY(role=label("role"), group=name, allowed=allowed))
        for column in ("formed", "tier"):
            values = sorted(set(group[column]) - {""})
            if len(values) > 1:
                said = texts.GROUP_VALUES(group=name, n=len(values), column=label(column), values=listed(values))
                found.error(places(group["source"]), said)
    if len(members) and "role" not in given:
        found.note(texts.OF_TABLE(), texts.NO_ROLES(role=label("role")))


def rows(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield each row as a dict."""
    yield from frame.to_dict("records")


def label(column: str) -> Said:
    """Return how messages call a column of schools."""
    return SCHOOLS.column(column).label


def word(column: str, code: str) -> Said:
    """Return what a code of a column of schools is called."""
    return SCHOOLS.column(column).word(code)
