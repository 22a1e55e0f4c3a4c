"""Tables that come in parts: a file or sheet for each stage or school year, joined where their names tell them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.records.columns import SCHOOLS
from experiments.records.findings import Findings, listed
from experiments.records.set_aside import Aside
from experiments.records.table import AS_WRITTEN, TablePart
from experiments.records.texts import tables as texts
from experiments.records.words import short

if TYPE_CHECKING:
    import pandas as pd


@dataclass
class Joined:
    """The parts of one table, joined."""

    frame: pd.DataFrame
    aside: Aside = field(default_factory=Aside)

    @property
    def given(self) -> frozenset[str]:
        """The columns that hold anything."""
        frame = self.frame.drop(columns=["source", "wrong", *(f"{name}_as" for name in AS_WRITTEN)], errors="ignore")
        return frozenset(c for c in frame.columns if (frame[c].notna() & (frame[c] != "")).any())


def join(parts: Sequence[TablePart], place: Path, found: Findings) -> Joined:
    """Return one table of its parts, refusing two that could be the same one."""
    import pandas as pd

    same: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for part in parts:
        same[part.sheet.stage, part.sheet.year].append(part.sheet.where)
    table = parts[0].sheet.table
    for places in same.values():
        if len(places) > 1:
            found.error(str(place), texts.TABLE_TWICE(table=table.label, places=places))
    if len(parts) > 1:
        found.note(parts[0].sheet.where, texts.ONE_TABLE_WITH(others=listed(p.sheet.where for p in parts[1:])))
    for number, part in enumerate(parts, start=1):
        _say(part, found)
        if part.is_numbered and len(parts) > 1:  # each part counts its lines anew
            part.frame["id"] = f"{number}-" + part.frame["id"]
    return Joined(pd.concat([p.frame for p in parts], ignore_index=True), _together([p.aside for p in parts]))


def of_year(parts: Sequence[TablePart], year: int | None, found: Findings) -> list[TablePart]:
    """Return the parts of people that are of the school year read, and those that name none."""
    years = sorted({p.sheet.year for p in parts if p.sheet.year is not None})
    if len(years) < 2 and (year is None or not years or years == [year] or len(parts) == 1):
        return list(parts)
    if year is None:
        found.error(parts[0].sheet.where, texts.YEARS_OF_PEOPLE(years=listed(years)))
        return list(parts)
    kept = [p for p in parts if p.sheet.year in (None, year)]
    left = [p.sheet.where for p in parts if p.sheet.year not in (None, year)]
    found.note(left[0], texts.OTHER_YEARS(year=year, tables=listed(left)))
    return kept


def check_years(parts: Sequence[TablePart], found: Findings) -> None:
    """Refuse a part of the schools that names no school year beside one that does."""
    silent = [p for p in parts if p.sheet.year is None and not p.frame["year"].notna().any()]
    told = [p for p in parts if p not in silent]
    if silent and told and any(p.sheet.stage == silent[0].sheet.stage for p in told):
        sheet = silent[0].sheet
        example = f"{sheet.table.zh}2023"
        found.error(sheet.where, texts.NO_YEAR_BESIDE(other=told[0].sheet.where, example=example))


def _say(part: TablePart, found: Findings) -> None:
    sheet, stage = part.sheet, SCHOOLS.column("stage").word(part.sheet.stage)
    by_stage = sheet.stage and "stage" in part.frame and (part.frame["stage"] == sheet.stage).all()
    dated = sheet.year is not None and not sheet.told
    by_year = dated and "year" in part.frame and (part.frame["year"] == sheet.year).all()
    if by_stage and by_year:
        found.note(sheet.where, texts.STAGE_AND_YEAR(stage=stage, year=sheet.year))
    elif by_stage:
        found.note(sheet.where, texts.STAGE_OF_NAME(stage=stage))
    elif by_year:
        found.note(sheet.where, texts.YEAR_OF_NAME(year=sheet.year))
    if sheet.told:
        found.note(sheet.where, texts.YEAR_OF_WORDS(year=sheet.year, words=short(sheet.told)))


def _together(parts: Sequence[Aside]) -> Aside:
    return Aside(set().union(*(p.schools for p in parts)), set().union(*(p.mixed for p in parts)))
