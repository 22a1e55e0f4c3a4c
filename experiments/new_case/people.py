"""Who is at a school: pupils by grade and counts of teachers, from the schools' rows and the tables of people."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise
from typing import Any

from experiments.new_case.provenance import Row, Site, Told, is_known
from experiments.new_case.texts import AGE_BANDS, COUNTED_ONE_BY_ONE, ONE_PER_GRADE, SPREAD_WHERE_INCOMPLETE, SUMMED
from experiments.new_case.texts import parts as texts
from experiments.records.codes import BACKBONE, MIDDLE_OR_HIGHER
from experiments.records.staff import COUNTED, staff_counts
from sim.axes import COMPULSORY, STAGES
from sim.check import NESTED
from sim.config import defaults
from sim.rng import identity
from sim.supply.known import even

COUNTS = ("teachers", "above_degree", "backbone", "arts", "mid_title")  # which rows of schools may give
BANDS = (35, 45, 55)  # ages at which the second to the fourth band of a case begin
MARKS = {  # counts that only a table of teachers gives: column, and the codes that count
    "leaders": ("honour", BACKBONE[1:]),
    "masters": ("honour", BACKBONE[2:]),
    "senior_title": ("title", MIDDLE_OR_HIGHER[1:]),
    "women": ("sex", ("female",)),
}
ORDER = ("grades", "classes", "rooms", "teachers", *NESTED, "ages")  # in which a case lists what is known of a stage


def stages(told: Told, schools: list[Site], first_day: int) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what is known of each stage of each school, by (school, stage): pupils by grade, classes, teachers."""
    out: dict[tuple[str, str], dict[str, Any]] = {}
    taught = [(s, stage) for s in schools for stage in s.rows if stage in COMPULSORY.names]
    _pupils(told, taught, out)
    _classes(told, taught, out)
    _teachers(told, taught, out, first_day)
    return {key: {name: known[name] for name in ORDER if name in known} for key, known in out.items()}


def _pupils(told: Told, taught: list[tuple[Site, str]], out: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Add pupils by grade: as the pupils' table counts them where it is complete, else spread evenly."""
    by_grade: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0] * 9)
    if told.records.pupils is not None:
        for row in told.records.pupils.to_dict("records"):
            by_grade[row["school"], row["stage"]][int(row["grade"]) - 1] += 1
    spread = []
    for site, stage in taught:
        roll = int(site.rows[stage]["pupils"])
        grades = by_grade[site.id, stage][STAGES[stage].span]
        if sum(grades) != roll:
            grades = even(roll, STAGES[stage].grades, identity(site.id))
            spread.append(site)
        out[site.id, stage] = {"grades": grades}
    told.cite("schools.*.pupils", "pupils", but=SUMMED())
    if len(spread) < len({s.id for s, _ in taught}):
        told.cite("schools.*.grades.*", "school", "grade", table="pupils", but=SPREAD_WHERE_INCOMPLETE())
    else:
        told.assume("schools.*.grades.*", texts.ROLL_SPREAD())
    told.say_of(spread, texts.PUPILS_SPREAD)


def _classes(told: Told, taught: list[tuple[Site, str]], out: dict[tuple[str, str], dict[str, Any]]) -> None:
    """Add the number of classes where it is known; grades are taught apart."""
    joint, without = [], []
    for site, stage in taught:
        number, grades = site.rows[stage]["classes"], out[site.id, stage]["grades"]
        if not is_known(number) or number < 1:
            without.append(site)
            continue
        least = sum(g > 0 for g in grades)
        if number < least:
            joint.append(site)
        out[site.id, stage]["classes"] = min(max(int(number), least), sum(grades))
    told.cite("schools.*.classes", "classes", but=ONE_PER_GRADE())
    told.say_of(joint, texts.CLASS_OF_OWN)
    told.say_of(without, texts.CLASSES_FORMED)


def _teachers(
    told: Told, taught: list[tuple[Site, str]], out: dict[tuple[str, str], dict[str, Any]], year: int
) -> None:
    """Add counts of teachers: those of the schools' rows, or where these are empty those of the table of teachers."""
    counted, people = _counted(told), _by_place(told)
    drawn, guessed = [], []
    for site, stage in taught:
        row, here = site.rows[stage], people.get((site.id, stage), [])
        known: dict[str, Any] = {}
        for column in COUNTS:
            number = row[column] if is_known(row[column]) or not here else counted[site.id, stage][column]
            if is_known(number):
                known[column] = int(number)
        if not known:
            drawn.append(site)
        elif "teachers" not in known:
            known["teachers"] = max(math.ceil(row["pupils"] / _ratio(stage)), *known.values())
            guessed.append(site)
        out[site.id, stage] |= known | table_counts(told, here, year)
    for column in COUNTS:
        if told.records.has("schools", column):
            told.cite(f"schools.*.{column}", column)
        else:
            told.cite(f"schools.*.{column}", COUNTED[column], table="teachers", but=COUNTED_ONE_BY_ONE())
    for name, (column, _) in MARKS.items():
        told.cite(f"schools.*.{name}", column, table="teachers", but=COUNTED_ONE_BY_ONE())
    told.cite("schools.*.ages.*", "birth_year", table="teachers", but=AGE_BANDS(year=year))
    told.say_of(drawn, texts.TEACHERS_DRAWN)
    told.say_of(guessed, texts.TEACHERS_BY_RATIO)


def _ratio(stage: str) -> float:
    return float(defaults().params.careers.ratio[stage])


def _counted(told: Told) -> dict[tuple[str, str], Row]:
    """Return what the table of teachers counts of each row of schools, as inspectors would."""
    records = told.records
    if records.teachers is None:
        return {}
    counts = staff_counts(records.schools, records.teachers, records.given["teachers"]).to_dict("records")
    return dict(zip(zip(records.schools["id"], records.schools["stage"], strict=True), counts, strict=True))


def _by_place(told: Told) -> dict[tuple[str, str], list[Row]]:
    """Return the teachers of the table by school of register and stage."""
    out: dict[tuple[str, str], list[Row]] = defaultdict(list)
    if told.records.teachers is None:
        return out
    away = 0
    for row in told.records.teachers.to_dict("records"):
        out[row["school"], row["stage"]].append(row)
        away += row["post"] != row["school"]
    if away:
        told.say(texts.BEGIN_AT_REGISTER(n=away))
    return out


def table_counts(told: Told, people: list[Row], year: int) -> dict[str, Any]:
    """Return the counts that only a table of teachers gives, of the teachers of one school and stage.

    An empty honour or title is none; sex and age are counted where everyone's is known.
    """
    out: dict[str, Any] = {}
    if not people:
        return out
    for name, (column, codes) in MARKS.items():
        if told.records.has("teachers", column) and (name != "women" or all(p[column] for p in people)):
            out[name] = sum(p[column] in codes for p in people)
    if all(is_known(p["birth_year"]) for p in people):
        ages = [year - p["birth_year"] for p in people]
        edges = (-math.inf, *BANDS, math.inf)
        out["ages"] = [sum(low <= a < high for a in ages) for low, high in pairwise(edges)]
    return out
