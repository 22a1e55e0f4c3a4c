"""The record of a run: tables with a row per year, filled at the end of each school year. Recording changes nothing.

A record that is not whole keeps the rows of all districts together alone, to the same bits: all that studies read of a run.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from enum import IntEnum
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import kinds, ledgers, network
from sim.archive import Archive
from sim.axes import STAGES, Kind, Level, Locality
from sim.case import ALL
from sim.equity import indicators
from sim.equity.metrics import measure
from sim.equity.snapshot import Snapshot, snapshot
from sim.equity.staffing import COUNTS
from sim.forms import FUNCTIONS
from sim.processes import partners
from sim.roles import ROLES, roles
from sim.state import Array, Honour, Layer, Schools, Tier, Title
from sim.world import World

if TYPE_CHECKING:
    import pandas as pd

BACKBONE, ALL_STAFF = COUNTS.index("backbone"), COUNTS.index("all")
CONDITIONS = ("management", "lead", "effort", "stakes", "reputation", "resources", "shared", "digital")  # of a school
CAREER = (  # columns of teachers that are kept every year
    "active", "uid", "register", "post", "title", "honour", "placement", "experience", "years_here", "skill", "value",
    "asked", "load", "burnout",
)  # fmt: skip
AGEING = {"experience": 1, "years_here": 1}  # what a year adds to most of them


@dataclass(slots=True)
class Record:
    """Yearly rows of a run; places, kinds and roles are codes until `tables` spells them out."""

    whole: bool = True  # False: only `district` is filled
    district: list[dict[str, Any]] = field(default_factory=list)  # of all districts together
    districts: list[dict[str, Any]] = field(default_factory=list)  # of each, where there are several
    schools: list[dict[str, Array]] = field(default_factory=list)
    groups: list[dict[str, Array]] = field(default_factory=list)
    ties: list[dict[str, Array]] = field(default_factory=list)
    partners: list[dict[str, Array]] = field(default_factory=list)  # institutions without pupils
    teachers: Archive = field(default_factory=lambda: Archive(AGEING))  # `CAREER`, every year

    def __deepcopy__(self, memo: dict[int, Any]) -> Record:
        """Copy the lists and share their rows, which are never changed."""
        _, *tables = fields(self)
        return Record(self.whole, *(getattr(self, f.name).copy() for f in tables))

    def write(self, world: World) -> Snapshot:
        """Add the rows of the school year that ends, and return the sums they are made of."""
        snap = snapshot(world)
        for stage, row in zip(world.stages.names, measure(snap), strict=True):
            self.district.append({"year": world.year, "stage": stage, **row})
        if not self.whole:
            return snap
        if len(world.districts) > 1:
            for district, part in zip(world.case.bureaus, snap.districts(), strict=True):
                for stage, row in zip(world.stages.names, measure(part), strict=True):
                    self.districts.append({"year": world.year, "stage": stage, "district": district.id, **row})
        self.schools.append(_schools(snap))
        if len(world.groups):
            self.groups.append(_groups(snap))
            self.ties.append(_ties(world))
        if (world.schools.kind == Kind.PARTNER).any():
            self.partners.append(partners.rows(world))
        kept = {name: world.teachers[name] for name in CAREER}
        self.teachers.write(world.year, kept | {"asked": kept["asked"].astype(np.float32)})
        return snap

    def latest(self, name: str) -> float:
        """Return a measure of the last year, mean of the stages weighted by pupils; NaN before the first year ends."""
        rows = [r for r in self.district[-len(STAGES) :] if r["year"] == self.district[-1]["year"]]
        if name == "pupils" and rows:
            return float(sum(r["pupils"] for r in rows))
        known = [(r[name], r["pupils"]) for r in rows if r["pupils"] > 0 and isfinite(r[name])]
        return sum(x * n for x, n in known) / sum(n for _, n in known) if known else float("nan")

    def of_school(self, world: World, row: int) -> pd.DataFrame:
        """Return the yearly rows of a school, indexed by school year."""
        return _history(self.schools, "school", row, world)

    def of_group(self, world: World, row: int) -> pd.DataFrame:
        """Return the yearly rows of a group, indexed by school year."""
        return _history(self.groups, "group", row, world)

    def of_teacher(self, world: World, uid: int) -> pd.DataFrame:
        """Return how a teacher stood at the end of each school year, indexed by it."""
        found = []
        for year, columns in self.teachers:
            row = np.flatnonzero(columns.pop("active") & (columns["uid"] == uid))
            found.append({"year": np.full(row.size, year), **{name: column[row] for name, column in columns.items()}})
        return _indexed(found, "uid", world)


def tables(record: Record, world: World) -> dict[str, pd.DataFrame]:
    """Return the record as data frames: district, schools, groups, ties, teachers_moves, money, hours, instruments.

    There are ``postings`` where instruments were to send people, ``partners`` where the case has institutions without pupils,
    ``decisions`` where rules made some, and ``changes`` where a researcher did.
    """
    import pandas as pd

    start = world.case.start_year
    of_all = [{"year": row["year"], "stage": row["stage"], "district": ALL, **row} for row in record.district]
    found = {
        "district": pd.DataFrame([*of_all, *record.districts]),
        "schools": _frame(record.schools, world),
        "groups": _frame(record.groups, world),
        "ties": _frame(record.ties, world),
        "teachers_moves": pd.DataFrame(moves(world), copy=False),  # nobody else holds its columns
        "money": ledgers.money(world),
        "hours": ledgers.hours(world),
        "instruments": ledgers.instruments(world),
    }
    if world.sendings:
        found["postings"] = ledgers.postings(world)
    if record.partners:
        found["partners"] = _frame(record.partners, world)
    if world.decisions:
        rows = [
            d._asdict()
            | {"date": world.date(d.term), "year": start + d.term // 2, "district": _where(world, d.subject)}
            for d in world.decisions
        ]
        columns = ["year", "date", "decision", "subject", "district", "measure", "value", "limit"]
        found["decisions"] = pd.DataFrame(rows).rename(columns={"what": "decision"})[columns]
    if world.changes:
        sets = [
            (world.date(c.term), name, json.dumps(value)) for c in world.changes for name, value in c.values.items()
        ]
        found["changes"] = pd.DataFrame(sets, columns=["date", "parameter", "value"])
    return found


def _where(world: World, subject: str) -> str:
    """Return the district of a school or group that was decided on, of the latter that of its core; of a rule all of them."""
    names = world.names
    school = (
        world.groups.core[names.group_row[subject]] if subject in names.group_row else names.school_row.get(subject)
    )
    return ALL if school is None else world.case.bureaus[world.schools.district[school]].id


def _history(parts: list[dict[str, Array]], key: str, value: Any, world: World) -> pd.DataFrame:
    """Return the rows of one school or group."""
    found = []
    for part in parts:
        at = np.flatnonzero(part[key] == value)
        found.append({name: column[at] for name, column in part.items()})
    return _indexed(found, key, world)


def _indexed(found: list[dict[str, Array]], key: str, world: World) -> pd.DataFrame:
    """Return yearly rows indexed by year, without the column that says whose they are."""
    import pandas as pd

    frame = _frame(found, world) if found else pd.DataFrame({"year": [], key: []})
    return frame.drop(columns=key).set_index("year")


def _frame(parts: list[dict[str, Array]], world: World) -> pd.DataFrame:
    import pandas as pd

    words = _words(world)

    def column(name: str) -> Any:
        values = np.concatenate([part[name] for part in parts])
        return words[name].take(values) if name in words else values

    return pd.DataFrame({name: column(name) for name in (parts[0] if parts else ())}, copy=False)


def _words(world: World) -> dict[str, Any]:
    """Return what the codes of columns stand for; where -1 is a code, the last word is its."""
    schools, groups = [s.id for s in world.case.schools], [*world.names.group_row]
    districts = [d.id for d in world.case.bureaus]
    codes: dict[str, type[IntEnum]] = {
        "kind": Kind, "locality": Locality, "level": Level, "tier": Tier, "title": Title, "honour": Honour,
    }  # fmt: skip
    words = {name: [c.name.lower() for c in code] for name, code in codes.items()}
    words |= {
        "layer": [c.name.lower() for c in Layer],
        "stage": [*world.stages.names, ""],
        "unit": groups,
        "district": districts,
        "school": schools,
        "core": schools,
        "register": schools,
        "post": schools,
        "group": [*groups, ""],
        "role": [*ROLES],
        "placement": kinds.names(),
        "form": [*world.settings.forms, ""],
    }
    return {name: ledgers.strings(of) for name, of in words.items()}


def _schools(snap: Snapshot) -> dict[str, Array]:
    """Return a row per open school."""
    world = snap.world
    s, n = world.schools, len(world.schools)
    registered, posted = snap.people.sum(2).astype(np.int64)[:, :, [ALL_STAFF, BACKBONE]]
    means = np.divide(snap.work, posted[:, :1], out=np.full(snap.work.shape, np.nan), where=posted[:, :1] > 0)
    _, group, form = network.seated(world)
    heads, points = snap.school[:, :, :2].sum(1).T
    pupils = s.pupils.sum(1)
    rows = np.flatnonzero(s.active & (pupils > 0))
    table = {
        "year": np.full(n, world.year),
        "school": np.arange(n),
        "zh": np.array([x.zh for x in world.names.schools], object),
        "en": np.array([x.en for x in world.names.schools], object),
        "district": s.district,
        "kind": s.kind,
        "locality": s.locality,
        "level": s.level,
        "role": snap.roles,
        "bound": snap.in_group.any(1),
        "group": group,
        "form": form,
        "x": s.x,
        "y": s.y,
        "pupils": pupils,
        **{f"pupils_{name}": s.pupils[:, code] for code, name in enumerate(world.stages.names)},
        "classes": s.classes.sum(1),
        "mean_score": np.divide(points, heads, out=np.full(n, np.nan), where=heads > 0),
        **{f"mean_score_{name}": s.mean_score[:, code] for code, name in enumerate(world.stages.names)},
        **(_development(snap) if world.follows("development") else {}),
        "staff_register": registered[:, 0],
        "staff_post": posted[:, 0],
        "backbone_register": registered[:, 1],
        "backbone_post": posted[:, 1],
        **dict(zip(("skill_post", "value_post", "load", "burnout"), means.T, strict=True)),
        **{c: _one(s, getattr(s, c)) for c in CONDITIONS},
        "refused": s.refused.sum(1),
        "chosen": s.chosen.sum(1),
        "passed": s.passed,
        "cash": s.cash,
        "asked": s.asked,
    }
    table |= {
        f"{name}_{stage}": snap.standing.table[:, i, j]
        for i, stage in enumerate(world.stages.names)
        for j, name in enumerate(indicators.INDICATORS)
    }
    return {name: column.take(rows) for name, column in table.items()}


def _development(snap: Snapshot) -> dict[str, Array]:
    """Return the mean development of the pupils of each school, of all and by stage."""
    sums = snap.development.school
    heads, points = (np.column_stack([sums[:, :, i].sum(1), sums[:, :, i]]) for i in (0, 1))
    mean = np.divide(points, heads, out=np.full(heads.shape, np.nan), where=heads > 0)
    names = ("mean_development", *(f"mean_development_{name}" for name in snap.world.stages.names))
    return {**dict(zip(names, mean.T, strict=True)), "climate": snap.world.schools["climate"]}


def _one(s: Schools, column: Array) -> Array:
    """Return a column of schools as one value each: over stages the mean by pupils."""
    return column if column.ndim == 1 else network.mean_of_stages(column, s.pupils)


def _groups(snap: Snapshot) -> dict[str, Array]:
    """Return a row per group of the case, formed or not, and per group founded by a rule."""
    world = snap.world
    g, s, ties = world.groups, world.schools, world.ties
    n = len(g)
    on = ties.active
    members = np.bincount(ties.group[on], minlength=n)
    heads, points = snap.school[:, :, :2].sum(1).T
    inside = np.bincount(ties.group, heads[ties.school], minlength=n)
    scored = np.bincount(ties.group, points[ties.school], minlength=n)
    core = np.divide(points[g.core], heads[g.core], out=np.full(n, np.nan), where=heads[g.core] > 0)
    trust = np.bincount(ties.group[on], ties.trust[on], minlength=n)
    return {
        "year": np.full(n, world.year),
        "group": np.arange(n),
        "zh": np.array([x.zh for x in world.names.groups], object),
        "en": np.array([x.en for x in world.names.groups], object),
        "layer": g.layer.copy(),
        "district": s.district[g.core],
        "core": g.core.copy(),
        "tier": g.tier.copy(),
        "active": g.active.copy(),
        "members": members,
        "pupils": s.pupils[g.core].sum(1) + np.bincount(ties.group[on], s.pupils[ties.school[on]].sum(1), minlength=n),
        "core_score": core,
        "member_score": np.divide(scored, inside, out=np.full(n, np.nan), where=inside > 0),
        "spread": g.spread.copy(),
        "trust": np.divide(trust, members, out=np.full(n, np.nan), where=members > 0),
        "core_effort": s.effort[g.core],
        "fund": g.fund.copy(),
    }


def _ties(world: World) -> dict[str, Array]:
    """Return a row per tie of the case or of a rule, in force or not, with what it carries by channel."""
    ties = world.ties
    return {
        "year": np.full(len(ties), world.year),
        "unit": ties.group.copy(),
        "layer": world.groups.layer[ties.group],
        "district": world.schools.district[ties.school],
        "school": ties.school.copy(),
        "stage": ties.stage.copy(),
        "form": ties.form.copy(),
        "active": ties.active.copy(),
        "trust": ties.trust.copy(),
        **{name: ties.reach[:, i].copy() for i, name in enumerate(FUNCTIONS)},
    }


def moves(world: World) -> dict[str, Any]:
    """Return the columns of every placement begun: who, from, to, kind, start, end."""
    log, n, strings = world.placements, world.n_placements, ledgers.strings
    ids, groups = strings([s.id for s in world.case.schools]), strings([*world.names.group_row, ""])
    bureaus, of_roles = strings([d.id for d in world.case.bureaus]), strings(ROLES)
    role, district, start = roles(world), world.schools.district, world.case.start_year
    return {
        "teacher": log.teacher[:n].copy(),
        "origin": ids.take(log.origin[:n]),
        "target": ids.take(log.target[:n]),
        "origin_district": bureaus.take(district[log.origin[:n]]),
        "target_district": bureaus.take(district[log.target[:n]]),
        "origin_role": of_roles.take(role[log.origin[:n]]),
        "target_role": of_roles.take(role[log.target[:n]]),
        "kind": strings(kinds.names()).take(log.kind[:n]),
        "instrument": strings([*world.settings.register.code, ""]).take(log.by[:n]),
        "group": groups.take(log.group[:n]),
        "start_year": start + log.start[:n] // 2,
        "start_term": log.start[:n].copy(),
        "end_term": log.end[:n].copy(),
        "consented": log.chosen[:n].copy(),
        "honour": strings([c.name.lower() for c in Honour]).take(log.honour[:n]),
        "block": log.block[:n].copy(),
        "skill": log.skill[:n].copy(),
        "experience": log.experience[:n].copy(),
    }
