"""What may be right and looks odd: notes that ask, and stop nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.records.checks import label, rows
from experiments.records.findings import Findings, listed, places

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
        meant = next((f"; perhaps {value * s:g}?" for s in SLIPS if middle / USUAL <= value * s <= middle * USUAL), "")
        found.note(
            row["source"],
            f"{label(column)} = {value:g}, and the middle school of the stage {row['stage']} has {middle:g}: "
            f"is it right{meant or '?'}",
        )


def _points(schools: pd.DataFrame, found: Findings) -> None:
    """Ask about schools whose name or size is that of a teaching point and whose kind is not."""
    other = schools[(schools["stage"] == "primary") & (schools["kind"] != "teaching_point")].drop_duplicates("id")
    is_named = other["name_zh"].str.contains(POINT, regex=False)
    is_small = (other["pupils"] > 0) & (other["pupils"] < FEW) & ~other["has_kind"]
    for those, why in (
        (other[is_named], f"called {POINT}"),
        (other[is_small & ~is_named], f"of fewer than {FEW} pupils"),
    ):
        if len(those):
            told = listed([f"{row['name_zh'] or row['id']} ({row['pupils']:.0f} pupils)" for row in rows(those)], 8)
            found.note(
                places(those["source"], 3),
                f"{len(those)} primary schools {why} are not said to be teaching points: {told}; are they? "
                f"then write {POINT} under {label('kind')}",
            )
