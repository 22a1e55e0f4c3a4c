"""Value-added of schools from two tests of the same pupils: what is left once earlier score, pupil and mix are allowed for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from experiments.records.columns import Records
from sim.equity import value_added

if TYPE_CHECKING:
    import pandas as pd

CONTROLS = ("ses", "migrant", "sex")
FEWEST_SCHOOLS, FEWEST_PUPILS = 5, 100  # of a grade; with fewer, signal cannot be told from noise


def school_effects(records: Records) -> pd.DataFrame | None:
    """Return a row per grade and school: pupils, effect as found and shrunk, how reliable; None without earlier scores.

    Where pupils are not told apart by class, the means of their school stand for those of their class.
    """
    import pandas as pd

    pupils = records.pupils
    if pupils is None or not records.has("pupils", "score", "prior_score"):
        return None
    parts = []
    for grade, rows in pupils[pupils["score"].notna() & pupils["prior_score"].notna()].groupby("grade"):
        if rows["school"].nunique() < FEWEST_SCHOOLS or len(rows) < FEWEST_PUPILS:
            continue
        given = [c for c in CONTROLS if records.has("pupils", c)]
        known = [rows["sex"].map({"female": 1.0, "male": 0.0}) if c == "sex" else rows[c] for c in given]
        controls = np.column_stack([k.to_numpy(np.float64) for k in known]) if known else np.empty((len(rows), 0))
        room = (rows["school"] + "/" + rows["class"]).to_numpy(str)
        score, before, school = rows["score"].to_numpy(), rows["prior_score"].to_numpy(), rows["school"].to_numpy(str)
        left = value_added.residuals(score, before, rows["grade"].to_numpy(), room, controls)
        found = value_added.school_effects(left, school)
        parts.append(pd.DataFrame({
            "grade": int(grade), "id": found.unit, "pupils": found.n, "effect": found.raw, "shrunk": found.shrunk,
            "reliability": found.reliability,
        }))  # fmt: skip
    if not parts:
        return None
    names = records.schools.drop_duplicates("id").set_index("id")["name_zh"]
    table = pd.concat(parts, ignore_index=True)
    table.insert(2, "name_zh", table["id"].map(names).fillna("").astype("str"))
    return table
