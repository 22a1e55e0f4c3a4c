"""Counties in a few words: checked records as the reader would return them, made of rows by hand or at random."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from experiments.records.columns import PUPILS, SCHOOLS, TEACHERS, UNREAD, Records, RecordTable

YEARS = {"primary": 6, "junior": 3}
HOSTILE = (
    '"quoted"',
    "a\\b",
    "new\nline",
    "x = 1 # no",
    "]]\n[[reforms]]",
    "'''",
    '"""',
    "\u2028",
    "\x7f",
    "=1+1",
    "{}",
    "\u202e",
)


def frame(table: RecordTable, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """Return rows with every column of a table, missing ones empty."""
    out: dict[str, Any] = {}
    for column in table.columns:
        if column.name not in UNREAD:
            values = [row.get(column.name, float("nan") if column.is_number else "") for row in rows]
            out[column.name] = pd.Series(values, dtype="float64" if column.is_number else "str")
    out["source"] = pd.Series([f"{table.name}.csv, line {i + 2}" for i in range(len(rows))], dtype="str")
    return pd.DataFrame(out)


def records(
    schools: Sequence[Mapping[str, Any]],
    teachers: Sequence[Mapping[str, Any]] | None = None,
    pupils: Sequence[Mapping[str, Any]] | None = None,
    year: int | None = 2023,
) -> Records:
    """Return records of rows that are right."""
    frames, given = {}, {}
    for table, rows in ((SCHOOLS, schools), (TEACHERS, teachers), (PUPILS, pupils)):
        frames[table.name] = None if rows is None else frame(table, rows)
        given[table.name] = frozenset(k for row in rows or () for k in row)
    people = frames["teachers"]
    if people is not None:
        people["post"] = people["post"].where(people["post"] != "", people["school"])
        people["post_stage"] = people["stage"]
    if (children := frames["pupils"]) is not None:
        children["stage"] = children["grade"].map(lambda g: "primary" if g <= 6 else "junior").astype("str")
    return Records(Path("某县"), frames["schools"], people, children, year, given, files={"schools.csv": "0" * 64})


def school(name: str, stage: str, pupils: int, **more: Any) -> dict[str, Any]:
    """Return a row of schools."""
    return {"id": name, "name_zh": f"{name}校", "stage": stage, "pupils": float(pupils), "town": "中心街道", **more}


def plain() -> list[dict[str, Any]]:
    """Return a county with little known: two primary schools, a junior one, a nine-year one."""
    return [
        school("p1", "primary", 603), school("p2", "primary", 240, town="河镇"), school("j1", "junior", 410),
        school("n1", "primary", 300, town="山乡"), school("n1", "junior", 150, town="山乡"),
    ]  # fmt: skip


def group(rows: list[dict[str, Any]], name: str, core: str, **ties: str) -> list[dict[str, Any]]:
    """Return rows with a group: its core, and members by id with their form."""
    for row in rows:
        if row["id"] == core:
            row |= {"group": name, "role": "core", "formed": "2020-09", "tier": "municipal"}
        elif row["id"] in ties:
            row |= {"group": name, "role": "member", "form": ties[row["id"]], "formed": "2020-09", "tier": "municipal"}
    return rows


@st.composite
def counties(draw: st.DrawFn) -> Records:
    """Draw records of a county a bureau could have: some columns there, some missing, some schools odd."""
    name = st.sampled_from(["实验", "中心", "第一", *HOSTILE])
    towns = [
        f"{draw(name)}{i}{draw(st.sampled_from(['街道', '镇', '乡', '']))}" for i in range(draw(st.integers(1, 3)))
    ]
    columns = draw(
        st.sets(st.sampled_from(["classes", "staff", "parts", "stocks", "migrants", "level", "x", "locality", "score"]))
    )
    rows = []
    kinds = [
        "primary",
        "junior",
        *draw(st.lists(st.sampled_from(["primary", "junior", "nine_year", "kindergarten"]), max_size=7)),
    ]
    for i, kind in enumerate(kinds):
        about: dict[str, Any] = {"town": draw(st.sampled_from(towns)), "name_zh": f"{draw(name)}{i}"}
        if "level" in columns and draw(st.booleans()):
            about["level"] = draw(st.sampled_from(["strong", "ordinary", "weak", "new"]))
        if "x" in columns and draw(st.integers(0, 9)):
            about |= {"x": draw(st.floats(-40, 40)), "y": draw(st.floats(-40, 40))}
        if "locality" in columns:
            about["locality"] = draw(st.sampled_from(["urban", "town", "rural"]))
        for stage in {"nine_year": ["primary", "junior"]}.get(kind, [kind]):
            least = 300 if i < 2 else draw(st.sampled_from([1, 20, 300]))
            pupils = draw(st.integers(least, 1500)) if stage != "primary" else draw(st.integers(least, 1200))
            if i == 1:  # enough seats for the county
                pupils = 3000
            rows.append(
                {"id": f"s{i}", "stage": stage, "pupils": float(pupils), **about, **draw(facts(pupils, columns))}
            )
    return records(_grouped(draw, rows))


@st.composite
def facts(draw: st.DrawFn, pupils: int, columns: set[str]) -> dict[str, float]:
    """Draw what is counted at one stage of a school."""
    out: dict[str, float] = {}
    if "classes" in columns:
        out["classes"] = float(draw(st.integers(max(pupils // 60, 1), max(pupils // 20, 1))))
    if "staff" in columns and draw(st.integers(0, 9)):
        n = draw(st.integers(1, max(pupils // 8, 2)))
        out["teachers"] = float(n)
        if "parts" in columns:
            out |= {c: float(draw(st.integers(0, n))) for c in ("above_degree", "backbone", "arts", "mid_title")}
    if "stocks" in columns and draw(st.integers(0, 9)):
        out |= {
            "teaching_area": draw(st.floats(0, 20 * pupils)),
            "sports_area": float(draw(st.integers(0, 30 * pupils))),
        }
        out |= {"equipment": draw(st.floats(0, 9000 * pupils)), "media_rooms": float(draw(st.integers(0, 60)))}
    if "migrants" in columns:
        out["migrants"] = float(draw(st.integers(0, pupils)))
    if "score" in columns:
        out["mean_score"] = draw(st.floats(30, 100))
    return out


def _grouped(draw: st.DrawFn, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put some schools in a group of five at most, whose core is a school."""
    if not draw(st.booleans()):
        return rows
    ids = list(dict.fromkeys(r["id"] for r in rows))
    core = draw(st.sampled_from([r["id"] for r in rows if r["stage"] != "kindergarten"]))
    members = draw(st.sets(st.sampled_from(ids), min_size=1, max_size=4)) - {core}
    forms = st.sampled_from(["tight", "assist", "alliance", ""])
    return group(rows, draw(st.sampled_from(["甲集团", *HOSTILE])), core, **{m: draw(forms) for m in sorted(members)})
