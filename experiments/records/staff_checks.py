"""Checks of teachers and pupils: their schools, stages and years, and their counts against the table of schools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from experiments.records.checks import label, rows
from experiments.records.columns import PUPILS, TEACHERS, Table
from experiments.records.findings import Findings, listed
from experiments.records.raw import plain
from experiments.records.staff import COUNTED, staff_counts
from sim.param import nearest

if TYPE_CHECKING:
    import pandas as pd

AGES = (16, 80)  # years, of teachers


def check_people(
    schools: pd.DataFrame, teachers: pd.DataFrame | None, pupils: pd.DataFrame | None, given: Mapping[str, frozenset[str]],
    year: int | None, found: Findings,
) -> None:  # fmt: skip
    """Check teachers and pupils against the schools; names of schools become ids and stages are filled, in place."""
    if teachers is not None and not teachers.empty:
        _identities(teachers, TEACHERS, found)
        for column in ("school", "post"):
            _find_schools(teachers, column, schools, TEACHERS, found)
        teachers["post"] = teachers["post"].where(teachers["post"] != "", teachers["school"])
        _find_stages(teachers, schools, found)
        for row in rows(teachers):
            _years(row, year, found)
        _compare(schools, teachers, given, found)
    if pupils is not None and not pupils.empty:
        _identities(pupils, PUPILS, found)
        _find_schools(pupils, "school", schools, PUPILS, found)
        pupils["stage"] = (
            pupils["grade"].map(lambda g: "" if g != g else "primary" if g <= 6 else "junior").astype("str")
        )
        _count_pupils(schools, pupils, found)


def _identities(people: pd.DataFrame, table: Table, found: Findings) -> None:
    twins = people[(people["id"] != "") & people["id"].duplicated(keep=False)]
    for person, lines in twins.groupby("id")["source"]:
        found.error(listed(lines), f"{table.column('id').zh} (id) {person} stands {len(lines)} times")


def _find_schools(people: pd.DataFrame, column: str, schools: pd.DataFrame, table: Table, found: Findings) -> None:
    """Turn names of schools into their ids, and refuse schools that the table of schools does not have."""
    ids = set(schools["id"])
    once = schools[schools["name_zh"] != ""].drop_duplicates("id")
    once = once[~once["name_zh"].duplicated(keep=False)]
    by_name = {plain(name): school for school, name in zip(once["id"], once["name_zh"], strict=True)}
    strangers = {s for s in set(people[column]) - ids if s}
    people[column] = people[column].replace({s: by_name[plain(s)] for s in strangers if plain(s) in by_name})
    for school in sorted(strangers):
        lines = people["source"][people[column] == school]
        if plain(school) not in by_name:
            found.error(
                listed(lines, 3),
                f"{table.column(column).zh} ({column}) '{school}' is not in the table of schools{nearest(school, ids)}",
            )


def _find_stages(teachers: pd.DataFrame, schools: pd.DataFrame, found: Findings) -> None:
    """Fill the stage of teachers whose school has one, refuse stages it does not have, and add ``post_stage``."""
    taught: dict[str, list[str]] = schools[schools["stage"] != ""].groupby("id")["stage"].agg(list).to_dict()
    stages, posted = [], []
    for row in rows(teachers):
        stage, own = row["stage"], taught.get(row["school"], [])
        if not stage and len(own) == 1:
            stage = own[0]
        elif not stage and own:
            found.error(
                row["source"], f"任教学段 (stage) is empty, and school {row['school']} teaches {' and '.join(own)}"
            )
        elif own and stage not in own:
            found.error(
                row["source"], f"任教学段 (stage) is {stage}, and school {row['school']} teaches {' and '.join(own)}"
            )
        there = taught.get(row["post"], [])
        stages.append(stage)
        posted.append(there[0] if len(there) == 1 else stage)  # who is lent to the other stage teaches that one there
    teachers["stage"], teachers["post_stage"] = stages, posted


def _years(row: dict[str, Any], year: int | None, found: Findings) -> None:
    now = year if year is not None else 2200
    age = now - row["birth_year"]
    if year is not None and not AGES[0] <= age <= AGES[1] and age == age:
        found.error(
            row["source"],
            f"出生年份 (birth_year) {row['birth_year']:g}: {age:g} years old in {year}; possible: {AGES[0]} to {AGES[1]}",
        )
    elif year is not None and row["experience"] > age - AGES[0]:
        found.error(row["source"], f"教龄 (experience) {row['experience']:g} years at the age of {age:g}")
    if row["since"] > now:
        found.error(row["source"], f"到校年份 (since) {row['since']:g} is after the school year {year}")
    elif row["since"] < row["birth_year"] + AGES[0]:
        found.error(row["source"], f"到校年份 (since) {row['since']:g} of a teacher born in {row['birth_year']:g}")


def _compare(
    schools: pd.DataFrame, teachers: pd.DataFrame, given: Mapping[str, frozenset[str]], found: Findings
) -> None:
    """Refuse counts of the table of schools that the teachers of the register do not give."""
    counts = staff_counts(schools, teachers, given["teachers"])
    for row, counted in zip(rows(schools), rows(counts), strict=True):
        for column in COUNTED:
            said, there = row[column], counted[column]
            if column in given["schools"] and said == said and there == there and said != there:
                counted_there = f"the table of teachers has {there:g} at {row['id']}, stage {row['stage']}"
                found.error(
                    row["source"],
                    f"{label(column)} = {said:g}, and {counted_there}; correct one, or leave the column out of the schools",
                )


def _count_pupils(schools: pd.DataFrame, pupils: pd.DataFrame, found: Findings) -> None:
    """Refuse more pupils than a school has, and grades it does not teach; fewer are a sample."""
    roll = schools.set_index(["id", "stage"])["pupils"].to_dict()
    taught = set(schools["id"])
    for (school, stage), there in pupils.groupby(["school", "stage"]):
        if school not in taught or not stage:
            continue
        said = roll.get((school, stage))
        lines = listed(there["source"], 3)
        if said is None:
            found.error(lines, f"pupils in grades of the {stage} stage, which school {school} does not have")
        elif len(there) > said:
            found.error(
                lines,
                f"the table of pupils has {len(there)} of school {school} at the stage {stage}, and {label('pupils')} = {said:g}",
            )
