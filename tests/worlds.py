"""Small worlds for the tests, and what can be said of a world: its bytes, and its tables by identity."""

from __future__ import annotations

import copy
import math
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from sim import kinds
from sim.axes import STAGE_OF
from sim.case import Case, parse_case
from sim.instruments import instruments
from sim.model import DistrictModel
from sim.state import NOWHERE
from sim.world import World

MINI = tomllib.loads((Path(__file__).parent / "mini.toml").read_text(encoding="utf-8"))
REFERENCES = {
    "district row": "districts",
    "school row": "schools",
    "zone row": "zones",
    "teacher row": "teachers",
    "group row": "groups",
}
PLACES = {"student row", "class row", "placement row"}  # where something is stored: says nothing about it
ALL_ON = {f"{name}.on": True for name in instruments()}
# No luck in a pupil's learning, no mutual teaching of teachers, and no cost of moving.
NO_LEARNING = {
    "growth.peers": 0.0, "growth.mentor_gain": 0.0, "growth.keep": 1.0,
    "teaching.match_sd": 0.0, "teaching.adjust": {"first_year": 0.0, "second_year": 0.0},
    "teaching.turnover": 0.0, "time.overload": 0.0,
    "teaching.burnout": 0.0, "teaching.culture": 0.0, "careers.move_strain": 0.0, "careers.exit_burnout": 0.0,
}  # fmt: skip

# Groups that are founded, take in, release and lose members, as fast as the rules allow.
RESTLESS = {
    "life_cycle.enter": 1.0, "life_cycle.spin_off_years": 2, "life_cycle.exit_years": 4, "life_cycle.exit_trust": 0.5,
    "life_cycle.coverage": 1.0, "life_cycle.core_rank": 0.4, "life_cycle.spin_off_founds": 0.5,
}  # fmt: skip

# All that a bureau may add by a rule, at once.
RULES = {
    "support.share": 0.3, "platform.use": 0.5, "open_school.use": 0.3, "home.share": 0.5, "guidance.hours": 1.0,
    "twin.share": 0.5, "finance.assets": 0.2, "across.share": 0.1, "building.rate": 0.5,
    "chasing.response": 0.5, "visits.share": 0.3, "bases.days": 4.0, "gifts.schools": 50.0, "gifts.groups": 5000.0,
    "gifts.volunteers": 2.0, "standing.years": 1, "standing.needed": 0.5, "standing.accept_after": 1,
    "finance.pool_core": 0.02, "finance.planned": 0.3, "finance.to_members": 0.3, "finance.appraised": 0.3,
    "reputation.published": 0.5, "reputation.growth": 0.5, "satisfaction.choice": 1.0, "satisfaction.exit": 1.0,
    "growth.as_ordinary": 0.5, "tests.sample": 0.5, "adoption.first": 0.3, "ties.will": 0.3,
}  # fmt: skip


def mini(*changes: Callable[[dict[str, Any]], Any], **values: Any) -> Case:
    """Return the hand-made district, with its top-level keys and then its parsed file changed."""
    raw = copy.deepcopy(MINI)
    raw |= values
    for change in changes:
        change(raw)
    return parse_case(raw, "mini")


def everything_on(raw: dict[str, Any]) -> None:
    """Switch every instrument on at the first reform of a parsed case."""
    raw["reforms"][0]["set"] |= ALL_ON


def developing(raw: dict[str, Any]) -> None:
    """Follow the development of pupils in a parsed case."""
    raw["outcomes"] = ["achievement", "development"]


def dose_of(name: str) -> str:
    """Return the dotted name of the parameter that is 0 when an instrument does nothing."""
    return f"{name}.{instruments()[name].dose}"


def island(raw: dict[str, Any], x: float = 200.0, groups: bool = False) -> None:
    """Add a far town with three schools to a parsed case; with a group of the three if wished."""
    town = {**raw["towns"][0], "id": "island", "x": x, "y": 0.0}
    raw["towns"].append(town)
    school = {**raw["schools"][0], "town": "island", "x": x, "level": "ordinary"}
    raw["schools"].append({**school, "id": "i-p1", "pupils": 240, "y": 0.0})
    raw["schools"].append({**school, "id": "i-n1", "stage": "nine_year", "pupils": 360, "y": 1.0})
    raw["schools"].append({**school, "id": "i-j1", "stage": "junior", "pupils": 150, "y": 0.5})
    if groups:
        members = [{"school": "i-n1", "form": "tight"}, {"school": "i-p1", "form": "assist"}]
        names = {"id": "g-i", "zh": "岛", "en": "Island"}
        raw["groups"].append({**names, "core": "i-j1", "formed": "2017-08", "members": members})


def run_case(case: str | Case, *, terms: int | None = None, **settings: Any) -> DistrictModel:
    """Return a model after a number of terms, by default at its horizon; it keeps no record unless asked to."""
    model = DistrictModel(case, **{"record": False, **settings})
    for _ in range(2 * model.years if terms is None else terms):
        model.step()
    return model


def after_each_term(case: str | Case, **settings: Any) -> Iterator[World]:
    """Yield the world of a run on its first day and after each term."""
    model = run_case(case, terms=0, **settings)
    yield model.world
    while model.running:
        model.step()
        yield model.world


def state_bytes(world: World) -> dict[str, bytes]:
    """Return the bytes of every column, of live rows only where dead rows are scratch, of ledger and names."""
    live = world.rows_in_use()
    out = {
        f"{table}.{name}": np.ascontiguousarray(values[live[table]] if table in live else values).tobytes()
        for table, columns in world.tables.items()
        for name, values in columns.arrays().items()
    }
    for i, entry in enumerate(world.books.entries):
        arrays = [np.asarray(x).tobytes() for x in entry if not isinstance(x, str)]
        out[f"books.{i}"] = b"|".join([entry.item.encode(), *arrays])
    out["names"] = repr((world.names.schools, world.names.groups)).encode()
    return out


def different(a: dict[str, bytes], b: dict[str, bytes]) -> list[str]:
    """Return what differs between two states, by name."""
    return sorted(k for k in a.keys() | b.keys() if a.get(k) != b.get(k))


def by_identity(world: World) -> dict[str, pd.DataFrame]:
    """Return every table with a row per identity, in the order of identities; references are identities too.

    An identity is a uid; that of a class its school, grade and number, that of a tie its group and school, that of a
    placement its teacher and first term.
    """
    rows, uids = world.rows_in_use(), {}
    for name in REFERENCES.values():  # a 0 at the end, where NOWHERE = -1 finds it
        uids[name] = np.append(world.tables[name].uid.astype(np.uint64), np.uint64(0))
    frames = {}
    for table_name, table in world.tables.items():
        if table_name == "cohorts":
            continue
        here = rows.get(table_name, np.arange(len(table)))
        columns = {}
        for name, column in table.declared().items():
            values = getattr(table, name)[here]
            if column.unit in REFERENCES:
                values = uids[REFERENCES[column.unit]][values]
            if column.unit not in PLACES:
                columns |= {
                    f"{name}.{i}": v for i, v in enumerate(values.reshape(len(here), math.prod(values.shape[1:])).T)
                }
        frames[table_name] = pd.DataFrame(columns)
    beside = frames.pop("development")
    if len(beside):
        frames["students"] = pd.concat([frames["students"], beside.add_prefix("development ")], axis=1)
    k = frames["classes"]
    k["number"] = k.groupby(["school.0", "grade.0"]).cumcount()
    of = pd.Series(np.arange(len(k)), index=rows["classes"])[world.class_of_students()].to_numpy()
    for name in ("school.0", "grade.0", "number"):
        frames["students"][f"class {name}"] = k[name].to_numpy()[of]
    identity = {
        "classes": ["school.0", "grade.0", "number"],
        "ties": ["group.0", "school.0"],
        "placements": ["teacher.0", "start.0"],
    }
    return {name: f.set_index(identity.get(name, ["uid.0"])).sort_index() for name, f in frames.items()}


def assert_same_people_and_places(a: World, b: World, *, common: bool = False) -> None:
    """Fail unless two worlds are the same by identity; with ``common``, unless b holds all that is in a."""
    one, two = by_identity(a), by_identity(b)
    for name, frame in one.items():
        other = two[name].loc[frame.index] if common else two[name]
        if common:  # progress is told against all classes of a district
            frame, other = (f.loc[:, ~f.columns.str.startswith("progress.")] for f in (frame, other))
        pd.testing.assert_frame_equal(frame, other, check_exact=True, obj=name)


def achievement(world: World) -> np.ndarray:
    """Return achievement of all live pupils [SD]."""
    rows = world.live_students()
    return world.students.trait[rows].astype(np.float64) + world.students.fading[rows]


def grades(world: World) -> np.ndarray:
    """Return the grade of all live pupils."""
    return np.repeat(world.cohorts.grade, world.cohorts.size)


def stage_of_classes(world: World, rows: np.ndarray) -> np.ndarray:
    """Return the stage of classes: 0 primary, 1 junior."""
    return STAGE_OF[world.classes.grade[rows]].astype(np.int64)


def placed(world: World) -> np.ndarray:
    """Return the rows of teachers in service who are posted elsewhere."""
    t = world.teachers
    return np.flatnonzero(t.active & (t.placement != kinds.AT_HOME))


MAY_BE_UNKNOWN = {
    "students.score", "development.rating", "classes.before", "schools.mean_score", "schools.progress", "schools.satisfied",
    "schools.content", "groups.spread", "zones.near_km",
}  # fmt: skip


def assert_sound(world: World) -> None:
    """Fail on a number that is none, a negative stock, or a row that points nowhere it should not."""
    rows = world.rows_in_use()
    for table, columns in world.tables.items():
        for name, values in columns.arrays().items():
            here = values[rows[table]] if table in rows else values
            if here.dtype.kind == "f" and f"{table}.{name}" not in MAY_BE_UNKNOWN:
                assert np.isfinite(here).all(), f"{table}.{name} in term {world.term}"
    s, t = world.schools, world.teachers
    for stock in ("teaching_area", "sports_area", "equipment", "media_rooms"):
        assert (getattr(s, stock) >= 0).all()
    on = t.active
    assert s.active[t.register[on]].all()
    assert s.active[t.post[on]].all()
    assert ((t.burnout[on] >= 0) & (t.burnout[on] <= 1)).all()
    assert (t.skill[on] > -1).all()
    assert (t.skill[on] < 1).all()
    mentored = on & (t.mentor != NOWHERE)
    assert t.active[t.mentor[mentored]].all()
    ties = world.ties
    assert s.active[ties.school[ties.active]].all()
    assert ((ties.trust >= 0) & (ties.trust <= 1) & (s.effort[ties.school] >= 0) & (s.effort[ties.school] <= 1)).all()
    assert np.isfinite(world.students.score[world.live_students()]).any() or world.term < 2


def layered(raw: dict[str, Any], form: str = "assist") -> None:
    """Lay units of other layers over the groups of the hand-made district; ``h-p1`` is in four units at once.

    ``c-p2`` and ``c-j2`` lead units, the second while it is a member of ``g-j``; ``b-n1`` is tied by its junior stage only.
    """
    for layer, core, members in (
        ("cluster", "c-p2", ["b-p1", "h-p1"]),
        ("support", "c-p2", ["h-p1"]),
        ("support", "c-j1", [("b-n1", "junior")]),
        ("regional", "b-p1", ["h-p1", "c-p2"]),
        ("alliance", "c-j2", ["c-j1"]),
    ):
        names = {
            "id": f"{layer}-{core}",
            "zh": "共同体",
            "en": "Community",
            "layer": layer,
            "core": core,
            "formed": "2017-08",
        }
        ties = [{"school": m} if isinstance(m, str) else {"school": m[0], "stage": m[1]} for m in members]
        raw["groups"].append({**names, "members": [{**tie, "form": form} for tie in ties]})
