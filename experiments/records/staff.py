"""Counts from the table of teachers, as inspectors make them: by school of register, or by school of posting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from experiments.records.codes import ABOVE_REQUIRED, ARTS, BACKBONE, MIDDLE_OR_HIGHER
from sim.equity.standards import ELIGIBLE_YEARS

if TYPE_CHECKING:
    import pandas as pd

COUNTED = {  # columns of schools that can be counted, and the column of teachers they are counted from
    "teachers": "id",
    "above_degree": "degree",
    "backbone": "honour",
    "arts": "subject",
    "mid_title": "title",
    "rotated": "rotated",
    "rotated_backbone": "rotated",
    "eligible": "since",
    "lent": "post",
    "borrowed": "post",
}


def staff_counts(
    schools: pd.DataFrame, teachers: pd.DataFrame, given: frozenset[str], *, by: str = "register", year: int | None = None
) -> pd.DataFrame:  # fmt: skip
    """Return counts of teachers for each row of ``schools``, in its order; NaN where the teachers' column is not given.

    ``by`` is ``register`` or ``post``. Teachers are counted at the stage they teach there. Who is eligible for rotation is known
    where ``year`` is: six years at the school of register, whatever the age, on which local rules differ. ``lent`` and
    ``borrowed`` are always seen from the register.
    """
    import pandas as pd

    here, there = ["school", "stage"], ["post", "post_stage"]
    place = here if by == "register" else there
    flags = flags_of(teachers, year)
    keys = pd.MultiIndex.from_frame(schools[["id", "stage"]])
    table: dict[str, Any] = {}
    for column, source in COUNTED.items():
        known = (
            source in given
            and (column != "eligible" or year is not None)
            and (column != "rotated_backbone" or "honour" in given)
        )
        at = {"lent": here, "borrowed": there}.get(column, place)
        counts = flags[column].groupby([teachers[name] for name in at]).sum()
        table[column] = counts.reindex(keys, fill_value=0).to_numpy("float64") if known else float("nan")
    return pd.DataFrame(table, index=schools.index)


def flags_of(teachers: pd.DataFrame, year: int | None = None) -> pd.DataFrame:
    """Return, for each teacher, whether each column of `COUNTED` counts him or her."""
    import pandas as pd

    above = pd.Series(False, index=teachers.index)
    for stage, degrees in ABOVE_REQUIRED.items():
        above |= (teachers["stage"] == stage) & teachers["degree"].isin(degrees)
    backbone, away = teachers["honour"].isin(BACKBONE), teachers["post"] != teachers["school"]
    rotated = teachers["rotated"] == 1
    return pd.DataFrame({
        "teachers": True, "above_degree": above, "backbone": backbone, "arts": teachers["subject"].isin(ARTS),
        "mid_title": teachers["title"].isin(MIDDLE_OR_HIGHER), "rotated": rotated, "rotated_backbone": rotated & backbone,
        "eligible": (year if year is not None else 0) - teachers["since"] >= ELIGIBLE_YEARS, "lent": away, "borrowed": away,
    }, index=teachers.index)  # fmt: skip
