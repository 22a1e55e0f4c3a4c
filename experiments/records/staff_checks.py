"""Checks of teachers and pupils: their schools, stages and years, and their counts against the table of schools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from experiments.records.checks import label, rows
from experiments.records.columns import PUPILS, TEACHERS, RecordTable
from experiments.records.findings import Findings, listed, places
from experiments.records.grid import plain
from experiments.records.parts import Joined
from experiments.records.school_names import Called
from experiments.records.set_aside import Aside, people_aside
from experiments.records.staff import COUNTED, staff_counts
from experiments.records.words import short

if TYPE_CHECKING:
    import pandas as pd

AGES = (16, 80)  # years, of teachers

STRANGERS = 50  # schools that are not in the table, of which each is named


def check_people(
    schools: pd.DataFrame, tables: Mapping[str, Joined], given: Mapping[str, frozenset[str]], year: int | None, found: Findings
) -> None:  # fmt: skip
    """Check teachers and pupils against the schools; names of schools become ids and stages are filled, in place.

    People of schools that were set aside are set aside with them, so that a table may come back shorter.
    """
    called, aside = Called(schools), tables["schools"].aside
    if "teachers" in tables:
        table = tables["teachers"]
        table.frame = _without(table.frame, ("school", "post"), called, aside, "teachers", found)
        teachers = table.frame
        _identities(teachers, TEACHERS, found)
        unplaced = sum([_find_schools(teachers, c, called, schools, TEACHERS, found) for c in ("school", "post")])
        teachers["post"] = teachers["post"].where(teachers["post"] != "", teachers["school"])
        unplaced += _find_stages(teachers, schools, aside, found)
        for row in rows(teachers):
            _years(row, year, found)
        if not unplaced:
            _compare(schools, teachers, given, found)
    if "pupils" in tables:
        table = tables["pupils"]
        table.frame = _without(table.frame, ("school",), called, aside, "pupils", found)
        pupils = table.frame
        _identities(pupils, PUPILS, found)
        _find_schools(pupils, "school", called, schools, PUPILS, found)
        pupils["stage"] = (
            pupils["grade"].map(lambda g: "" if g != g else "primary" if g <= 6 else "junior").astype("str")
        )
        _count_pupils(schools, pupils, found)


def _without(
    people: pd.DataFrame, columns: Sequence[str], called: Called, aside: Aside, word: str, found: Findings
) -> pd.DataFrame:
    """Return the people who are not of schools that were set aside."""
    gone = {s for c in columns for s in set(people[c]) if plain(s) in aside.schools and not called.find(s)}
    is_gone = people[list(columns)].isin(gone).any(axis=1)
    if gone:
        people_aside(found, "schools", word, list(people["source"][is_gone]))
    return people[~is_gone].reset_index(drop=True)


def _identities(people: pd.DataFrame, table: RecordTable, found: Findings) -> None:
    twins = people[(people["id"] != "") & people["id"].duplicated(keep=False)]
    for person, lines in twins.groupby("id")["source"]:
        found.error(places(lines), f"{table.column('id').zh} (id) {person} stands {len(lines)} times")


def _find_schools(
    people: pd.DataFrame, column: str, called: Called, schools: pd.DataFrame, table: RecordTable, found: Findings
) -> int:
    """Turn names of schools into their ids and refuse others; return how many people have no school, or may have another."""
    meant = {text: called.find(text) for text in sorted(set(people[column])) if text}
    lines = {text: list(part) for text, part in people.groupby(column)["source"]}
    known = {text: ids[0] for text, ids in meant.items() if len(ids) == 1}
    people[column] = people[column].map(lambda text: known.get(text, text)).astype("str")
    label = f"{table.column(column).zh} ({column})"
    unknown = [text for text in meant if text not in known]
    excused = any({"id", "name_zh"} & wrong for wrong in schools["wrong"])  # the school may be there and not be read
    for text in unknown[:STRANGERS]:
        where = places(lines[text], 3)
        if len(meant[text]) > 1:
            found.error(
                where,
                f"{label} '{short(text)}' is the name of the schools {listed(meant[text])}; write the id of one of them",
            )
        elif "教学点" in text:
            found.error(
                where,
                f"{label} '{short(text)}', of {len(lines[text])} {table.name}, is not in the table of schools: give the "
                f"teaching point a row of its own (办学类型 教学点), or write the school it belongs to{called.near(text)}",
            )
        elif not excused:
            found.error(where, f"{label} '{short(text)}' is not in the table of schools{called.near(text)}")
    if len(unknown) > STRANGERS:
        found.error(
            table.name, f"{len(unknown) - STRANGERS} more texts under {label} are no schools in the table of schools"
        )
    lost = people[column].isin(unknown)
    if column == "school":
        lost |= people[column] == ""
    return int(lost.sum()) + sum(column in wrong for wrong in people["wrong"])


def _find_stages(teachers: pd.DataFrame, schools: pd.DataFrame, aside: Aside, found: Findings) -> int:
    """Fill the stage of teachers whose school has one, refuse stages it does not have, and add ``post_stage``.

    Return how many teachers have no stage, or one that cannot be.
    """
    taught: dict[str, list[str]] = schools.groupby("id")["stage"].agg(list).to_dict()
    stages, posted, unplaced = [], [], 0
    for row in rows(teachers):
        stage, own = row["stage"], taught.get(row["school"], [])
        is_read = bool(own) and "" not in own and "stage" not in row["wrong"]  # where not, that is said elsewhere
        several = len(own) > 1 or row["school"] in aside.mixed
        if is_read and not stage and not several:
            stage = own[0]
        elif is_read and stage not in own:
            what = " and ".join(own) + (" and beyond" if row["school"] in aside.mixed else "")
            told = f"is {stage}" if stage else "is empty"
            found.error(row["source"], f"任教学段 (stage) {told}, and school {row['school']} teaches {what}")
        unplaced += stage not in own
        there = taught.get(row["post"], [])
        stages.append(stage)
        posted.append(there[0] if len(there) == 1 else stage)  # who is lent to the other stage teaches that one there
    teachers["stage"], teachers["post_stage"] = stages, posted
    return unplaced


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
    unread = frozenset().union(*teachers["wrong"])
    counts = staff_counts(schools, teachers, given["teachers"])
    for row, counted in zip(rows(schools), rows(counts), strict=True):
        for column, source in COUNTED.items():
            said, there = row[column], counted[column]
            if column not in given["schools"] or not row["stage"] or source in unread or said != said or there != there:
                continue
            if said != there:
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
        if school not in taught or not stage or (school, "") in roll:
            continue
        said = roll.get((school, stage))
        lines = places(there["source"], 3)
        if said is None:
            found.error(lines, f"pupils in grades of the {stage} stage, which school {school} does not have")
        elif len(there) > said:
            found.error(
                lines,
                f"the table of pupils has {len(there)} of school {school} at the stage {stage}, and {label('pupils')} = {said:g}",
            )
