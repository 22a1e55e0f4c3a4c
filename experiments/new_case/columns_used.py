"""Which columns of records a case is made of: all others are listed as not used."""

from __future__ import annotations

from experiments.new_case import texts
from experiments.records.columns import TABLES, UNREAD, Records
from sim.say import Said

TOLD = {"kind": texts.KIND_TOLD}
KEYS = ("id", "on_register")  # name the rows of a table, or say which of them are read
USED = {
    "schools": {
        "name_zh", "name_en", "year", "stage", "town", "locality", "level", "pupils", "migrants", "classes", "teachers",
        "above_degree", "backbone", "arts", "mid_title", "teaching_area", "sports_area", "equipment", "media_rooms", "eligible",
        "rotated", "rotated_backbone", "group", "role", "form", "formed", "tier", "lon", "lat", "x", "y", "mean_score",
        "score_sd", "tested",
    },
    "teachers": {
        "school", "stage", "subject", "sex", "birth_year", "since", "degree", "title", "honour", "rotated",
    },
    "pupils": {"school", "grade", "migrant", "ses", "score"},
}  # fmt: skip


def unused(records: Records) -> list[Said]:
    """Return for each table the columns that hold something and of which a case makes nothing, in words."""
    out = []
    for table in TABLES:
        idle = [
            TOLD[c.name]() if c.name in TOLD else c.label for c in table.columns
            if c.name not in {*USED[table.name], *KEYS, *UNREAD} and records.has(table.name, c.name)
        ]  # fmt: skip
        if idle:
            out.append(texts.COLUMNS_OF_TABLE(table=Said(table.zh, f"{table.name} {table.zh}"), columns=idle))
    return out
