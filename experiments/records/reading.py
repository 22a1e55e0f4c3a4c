"""Reading records: a folder, a workbook or one CSV file of schools, and if there are any of teachers, pupils and places.

    records = read_records("district/", year=2023)
    records.schools  # a checked frame, a row per school and stage

Everything wrong is said at once, with file, line and column; nothing is written and nothing is evaluated.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments import Refused
from experiments.records import checks, questions, staff_checks
from experiments.records.columns import SCHOOLS, Records
from experiments.records.findings import Findings, listed, places
from experiments.records.grid import Raw
from experiments.records.parts import check_years, join, of_year
from experiments.records.places import locate
from experiments.records.raw import read_raw
from experiments.records.table import TablePart, read_table
from experiments.records.texts import tables as texts
from sim import HOME
from sim.say import Said

if TYPE_CHECKING:
    import pandas as pd

EXAMPLE = "example"
ONE_PER_SCHOOL = ("name_zh", "name_en", "kind", "town", "locality", "level", "group", "role", "form", "formed", "tier")


def read_records(path: str | os.PathLike[str], year: int | None = None) -> Records:
    """Return the checked records of a folder, workbook or CSV file.

    Parameters
    ----------
    path
        Where they are; ``example`` is the worked example that comes with the project.
    year
        The school year wanted, by the year it begins in; needed only where the records hold several.

    Raises
    ------
    Refused
        With a sentence for everything that must be put right.
    """
    place, found = _place(path), Findings()
    raw = read_raw(place, found)
    parts = _parts(raw, place, found)
    check_years(parts["schools"], found)
    tables = {"schools": join(parts["schools"], place, found)}
    if "id" not in tables["schools"].given:
        found.stop()  # without it every row is of one school without a name, and all that follows would be wrong
    schools, year = _one_year(tables["schools"].frame, year, parts["schools"], found)
    tables["schools"].frame = schools
    for name in ("teachers", "pupils"):
        if name in parts and (here := of_year(parts[name], year, found)):
            tables[name] = join(here, place, found)
    given = {name: table.given for name, table in tables.items()}
    checks.check_rows(schools, given["schools"], found)
    _complete(schools, found)
    locate(schools, raw.places, found)
    checks.check_schools(schools, given["schools"], found)
    questions.ask(schools, given["schools"], found)
    staff_checks.check_people(schools, tables, given, year, found)
    found.stop()
    frames = {name: table.frame.drop(columns="wrong") for name, table in tables.items() if name != "schools"}
    schools = schools.drop(columns=["wrong", "has_kind"])
    teachers, pupils = frames.get("teachers"), frames.get("pupils")
    return Records(place, schools, teachers, pupils, year, given, tuple(found.notes), raw.hashes)


def _place(path: str | os.PathLike[str]) -> Path:
    """Return where the records are; ``example`` is the worked example, unless there is a file or folder of that name."""
    if os.fspath(path) == EXAMPLE and not Path(path).exists():
        return next((f for f in (HOME.parent / "configs", HOME / "configs") if f.is_dir()), HOME) / "records" / EXAMPLE
    return Path(path)


def _parts(raw: Raw, path: Path, found: Findings) -> dict[str, list[TablePart]]:
    """Return the parts of each table that have records; empty templates beside them do not matter."""
    parts: dict[str, list[TablePart]] = {}
    aside, unread = [], False
    for sheet in raw.sheets:
        part = read_table(sheet, found)
        unread |= part is None and sheet.table.name == "schools"
        if part is not None and not part.frame.empty:
            parts.setdefault(sheet.table.name, []).append(part)
        elif part is not None and part.aside.schools:
            aside.append(sheet.where)
    if "schools" not in parts:
        if aside:
            found.error(aside[0], texts.NO_SCHOOL_HERE())
        elif unread or not raw.is_whole:
            pass  # what was wrong with it is said already
        elif empty := [sheet.where for sheet in raw.sheets if sheet.table.name == "schools"]:
            found.error(empty[0], texts.NO_RECORDS())
        else:
            found.error(str(path), texts.NO_TABLE())
        found.stop()
    return parts


def _one_year(
    schools: pd.DataFrame, wanted: int | None, parts: Sequence[TablePart], found: Findings
) -> tuple[pd.DataFrame, int | None]:
    """Return the rows of one school year: the one wanted, the only one, or the last."""
    years = sorted({int(y) for y in schools["year"].dropna()})
    if not years:
        return schools, wanted
    if wanted is not None and len(years) == 1 and years[0] != wanted and all(p.is_dated for p in parts):
        found.note(texts.SCHOOLS(), texts.YEAR_ASKED(there=years[0], asked=wanted))
        schools["year"] = float(wanted)
        return schools, wanted
    if wanted is not None and wanted not in years:
        raise Refused(texts.NO_SUCH_YEAR(asked=wanted, years=listed(years)))
    if len(years) > 1 and (blank := schools["source"][schools["year"].isna()]).size:
        found.error(blank.iloc[0], texts.YEAR_EMPTY())
    year = years[-1] if wanted is None else wanted
    if len(years) > 1 and wanted is None:
        found.note(texts.SCHOOLS(), texts.LAST_YEAR(years=listed(years), year=year))
    kept = schools[schools["year"].isna() | (schools["year"] == year)].reset_index(drop=True)
    return kept, year


def _complete(schools: pd.DataFrame, found: Findings) -> None:
    """Fill on every row of a school what is said of it on one, and the kind of school from its stages; in place."""
    for column in ONE_PER_SCHOOL:
        filled = schools[column].where(schools[column] != "")
        schools[column] = filled.groupby(schools["id"]).transform("first").fillna("").astype("str")
        told: Mapping[str, set[str]] = filled.dropna().groupby(schools["id"]).agg(set).to_dict()
        for school, values in told.items():
            if len(values) > 1:
                lines = schools["source"][(schools["id"] == school) & filled.notna()]
                said = listed(sorted(values))
                if column == "group":
                    found.error(places(lines), texts.TWO_GROUPS(school=school, values=said))
                else:
                    name = Said(SCHOOLS.column(column).zh, column)
                    found.error(places(lines), texts.TWO_VALUES(school=school, column=name, values=said))
    stages = schools.groupby("id")["stage"].transform(lambda s: "+".join(sorted(set(s) - {""})))
    kind = stages.map({"junior+primary": "nine_year"}).fillna(schools["stage"])
    schools["has_kind"] = schools["kind"] != ""
    schools["kind"] = schools["kind"].where(schools["kind"] != "", kind)
