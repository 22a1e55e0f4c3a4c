"""Checks of teachers and pupils: their schools, stages and years, and their counts against the table of schools."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from experiments.records.checks import label, rows, word
from experiments.records.columns import PUPILS, TEACHERS, RecordTable
from experiments.records.findings import Findings, listed, places
from experiments.records.grid import plain
from experiments.records.parts import Joined
from experiments.records.school_names import Called
from experiments.records.set_aside import Aside, people_aside
from experiments.records.staff import COUNTED, staff_counts
from experiments.records.texts import checks as texts
from experiments.records.words import short
from sim.say import NOTHING

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
    people: pd.DataFrame, columns: Sequence[str], called: Called, aside: Aside, who: str, found: Findings
) -> pd.DataFrame:
    """Return the people who are not of schools that were set aside."""
    gone = {s for c in columns for s in set(people[c]) if plain(s) in aside.schools and not called.find(s)}
    is_gone = people[list(columns)].isin(gone).any(axis=1)
    if gone:
        people_aside(found, who, list(people["source"][is_gone]))
    return people[~is_gone].reset_index(drop=True)


def _identities(people: pd.DataFrame, table: RecordTable, found: Findings) -> None:
    twins = people[(people["id"] != "") & people["id"].duplicated(keep=False)]
    for person, lines in twins.groupby("id")["source"]:
        found.error(places(lines), texts.STANDS_TIMES(column=table.column("id").label, id=person, n=len(lines)))


def _find_schools(
    people: pd.DataFrame, column: str, called: Called, schools: pd.DataFrame, table: RecordTable, found: Findings
) -> int:
    """Turn names of schools into their ids and refuse others; return how many people have no school, or may have another."""
    meant = {text: called.find(text) for text in sorted(set(people[column])) if text}
    lines = {text: list(part) for text, part in people.groupby(column)["source"]}
    known = {text: ids[0] for text, ids in meant.items() if len(ids) == 1}
    people[column] = people[column].map(lambda text: known.get(text, text)).astype("str")
    named = table.column(column).label
    unknown = [text for text in meant if text not in known]
    excused = any({"id", "name_zh"} & wrong for wrong in schools["wrong"])  # the school may be there and not be read
    for text in unknown[:STRANGERS]:
        where = places(lines[text], 3)
        if len(meant[text]) > 1:
            found.error(where, texts.NAME_OF_SEVERAL(column=named, text=short(text), schools=listed(meant[text])))
        elif "教学点" in text:
            said, near = texts.POINT_NOT_THERE[table.name], called.near(text)
            found.error(where, said(column=named, text=short(text), n=len(lines[text]), near=near))
        elif not excused:
            found.error(where, texts.NOT_A_SCHOOL(column=named, text=short(text), near=called.near(text)))
    if len(unknown) > STRANGERS:
        found.error(table.name_said, texts.MORE_NOT_SCHOOLS(n=len(unknown) - STRANGERS, column=named))
    lost = people[column].isin(unknown)
    if column == "school":
        lost |= people[column] == ""
    return int(lost.sum()) + sum(column in wrong for wrong in people["wrong"])


def _find_stages(teachers: pd.DataFrame, schools: pd.DataFrame, aside: Aside, found: Findings) -> int:
    """Fill the stage of teachers whose school has one, refuse stages it does not have, and add ``post_stage``.

    Return how many teachers have no stage, or one that cannot be.
    """
    taught: dict[str, list[str]] = schools.groupby("id")["stage"].agg(lambda s: list(dict.fromkeys(s))).to_dict()
    stages, posted, unplaced = [], [], 0
    for row in rows(teachers):
        stage, own = row["stage"], taught.get(row["school"], [])
        is_read = bool(own) and "" not in own and "stage" not in row["wrong"]  # where not, that is said elsewhere
        several = len(own) > 1 or row["school"] in aside.mixed
        if is_read and not stage and not several:
            stage = own[0]
        elif is_read and stage not in own:
            beyond = texts.AND_BEYOND() if row["school"] in aside.mixed else NOTHING
            told = {"school": row["school"], "stages": [word("stage", s) for s in own], "beyond": beyond}
            said = texts.OTHER_STAGE(stage=word("stage", stage), **told) if stage else texts.STAGE_EMPTY(**told)
            found.error(row["source"], said)
        unplaced += not stage or stage not in own
        there = taught.get(row["post"], [])
        stages.append(stage)
        posted.append(there[0] if len(there) == 1 else stage)  # who is lent to the other stage teaches that one there
    teachers["stage"], teachers["post_stage"] = stages, posted
    return unplaced


def _years(row: dict[str, Any], year: int | None, found: Findings) -> None:
    now = year if year is not None else 2200
    age = now - row["birth_year"]
    if year is not None and not AGES[0] <= age <= AGES[1] and age == age:
        low, high = AGES
        found.error(row["source"], texts.AGE(born=row["birth_year"], age=age, year=year, low=low, high=high))
    elif year is not None and row["experience"] > age - AGES[0]:
        found.error(row["source"], texts.EXPERIENCE(n=row["experience"], age=age))
    if row["since"] > now:
        found.error(row["source"], texts.SINCE_LATER(since=row["since"], year=year))
    elif row["since"] < row["birth_year"] + AGES[0]:
        found.error(row["source"], texts.SINCE_EARLY(since=row["since"], born=row["birth_year"]))


def _compare(
    schools: pd.DataFrame, teachers: pd.DataFrame, given: Mapping[str, frozenset[str]], found: Findings
) -> None:
    """Refuse counts of the table of schools that the teachers of the register do not give."""
    unread = frozenset().union(*teachers["wrong"])
    counts = staff_counts(schools, teachers, given["teachers"])
    twice = schools.duplicated(["id", "stage"], keep=False)  # which is said elsewhere
    for row, counted, is_twice in zip(rows(schools), rows(counts), twice, strict=True):
        if is_twice:
            continue
        for column, source in COUNTED.items():
            said, there = row[column], counted[column]
            if column not in given["schools"] or not row["stage"] or source in unread or said != said or there != there:
                continue
            if said != there:
                at = {"school": row["id"], "stage": word("stage", row["stage"])}
                found.error(row["source"], texts.OTHER_COUNT(column=label(column), said=said, there=there, **at))


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
            found.error(lines, texts.PUPILS_OF_NO_STAGE(stage=word("stage", stage), school=school))
        elif len(there) > said:
            told = {"school": school, "stage": word("stage", stage), "n": len(there)}
            found.error(lines, texts.MORE_PUPILS(**told, column=label("pupils"), said=said))
