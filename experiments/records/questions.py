"""What may be right and looks odd: notes that ask, and stop nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.records.checks import label, rows, word
from experiments.records.findings import Findings, listed, places
from experiments.records.texts import checks as texts

if TYPE_CHECKING:
    import pandas as pd

FEW = 100  # pupils: smaller village schools and teaching points are governed together (State Council, 2018, no. 27)
FEWEST = 3  # other schools that tell what is usual
SLIPS = (10.0, 0.1, 100.0, 0.01)  # what a decimal point in the wrong place multiplies by
USUAL = 2.5  # times the median, or one part in so many: the spread of means and deviations at one test
POINT = "教学点"


def ask(schools: pd.DataFrame, given: frozenset[str], found: Findings) -> None:
    """Ask about means that a decimal point may have slipped in, and about schools that may be teaching points."""
    for column in ("mean_score", "score_sd"):
        if column in given:
            for _, stage in schools.groupby("stage"):
                _slips(stage, column, found)
    _points(schools, found)


def _slips(stage: pd.DataFrame, column: str, found: Findings) -> None:
    values = stage[column].to_numpy("float64")
    known = values[np.isfinite(values) & (values > 0)]
    if known.size <= FEWEST:
        return
    middle = float(np.median(known))
    for row in rows(stage):
        value = row[column]
        if not value > 0 or middle / USUAL <= value <= middle * USUAL:
            continue
        meant = next((value * s for s in SLIPS if middle / USUAL <= value * s <= middle * USUAL), None)
        told = {"column": label(column), "value": value, "stage": word("stage", row["stage"]), "middle": middle}
        found.note(row["source"], texts.ODD_SCORE(**told) if meant is None else texts.SLIPPED(**told, meant=meant))


def _points(schools: pd.DataFrame, found: Findings) -> None:
    """Ask about schools whose name or size is that of a teaching point and whose kind is not."""
    other = schools[(schools["stage"] == "primary") & (schools["kind"] != "teaching_point")].drop_duplicates("id")
    is_named = other["name_zh"].str.contains(POINT, regex=False)
    is_small = (other["pupils"] > 0) & (other["pupils"] < FEW) & ~other["has_kind"]
    for those in (other[is_named], other[is_small & ~is_named]):
        if len(those):
            told = listed(
                [texts.SCHOOL_OF(name=row["name_zh"] or row["id"], n=row["pupils"]) for row in rows(those)], 8
            )
            said = {"n": len(those), "schools": told, "kind": label("kind")}
            what = texts.CALLED_POINTS(**said) if is_named[those.index[0]] else texts.SMALL_POINTS(**said, few=FEW)
            found.note(places(those["source"], 3), what)
