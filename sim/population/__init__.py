"""The first day: who exists, where, and knowing what, as if the district had run unreformed for years before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from sim import rng
from sim.axes import STAGES
from sim.books import Books
from sim.part import Label
from sim.population import pupils
from sim.processes import development, lifecycle, practice
from sim.state import WHOLE, Development, Groups, Layer, Placements, Schools, Teachers, Tier, Ties
from sim.supply import places, staff
from sim.world import Names, Seeds, World

if TYPE_CHECKING:
    from sim.case import Case
    from sim.config import Settings


def populate(case: Case, seeds: Seeds, settings: Settings, overrides: Mapping[str, Any]) -> World:
    """Return the world of a case on its first day; every draw is keyed by the seed of the population and identity."""
    schools = places.schools(case, seeds.population, settings)
    zones = places.zones(case, seeds.population, settings)
    students, cohorts, classes = pupils.allocate(case, schools, zones, settings)
    labels = [[Label(zh=x.zh, en=x.en) for x in listed] for listed in (case.bureaus, case.schools, case.groups)]
    names = Names(
        labels[0], labels[1], labels[2],
        {s.id: i for i, s in enumerate(case.schools)}, {g.id: i for i, g in enumerate(case.groups)},
    )  # fmt: skip
    groups, districts = _groups(case, names), places.districts(case)
    followed = Development.allocate(len(students) if development.NAME in case.outcomes else 0)
    teachers = Teachers.allocate(0)
    world = World(
        case, seeds, settings, overrides, names, districts, case.stages, zones, students, followed, cohorts, classes,
        teachers, schools, groups, ties(case, schools, names, settings), Placements.allocate(256), 0,
        Books(districts, schools, groups, teachers), {},
    )  # fmt: skip
    for instrument in {type(one): one for one in settings.instruments.values()}.values():  # instances share columns
        for table, name, column in instrument.owns:
            world.tables[table].own(name, column, len(world.stages))
    places.neighbours(world)
    past = pupils.enrol(world)
    pupils.make_known(world)
    staff.hire_first(world)
    practice.begin(world)
    places.furnish(world)
    pupils.prehistory(world, past)
    if world.follows(development.NAME):
        development.begin(world)
    world.begun = True
    return world


def ties(case: Case, schools: Schools, names: Names, settings: Settings) -> Ties:
    """Return the ties of all groups of a case, none in force yet, with distance and mismatch of stages."""
    listed = [(g, m) for g in case.groups for m in g.members]
    out = Ties.allocate(len(listed))
    out.group[:] = [names.group_row[g.id] for g, _ in listed]
    out.school[:] = [names.school_row[m.school] for _, m in listed]
    code = {name: i for i, name in enumerate(settings.forms)}
    out.form[:] = [code[m.form] for _, m in listed]
    core = np.array([names.school_row[g.core] for g, _ in listed], np.int64)
    out.stage[:] = [WHOLE if m.stage is None else STAGES.code(m.stage) for _, m in listed]
    out.distance[:], out.mismatch[:] = lifecycle.apart(schools, core, out.school, out.stage)
    return out


def _groups(case: Case, names: Names) -> Groups:
    """Return the groups of a case, none of them formed yet."""
    groups = Groups.allocate(len(case.groups))
    groups.uid[:] = [rng.identity(g.id) for g in case.groups]
    groups.layer[:] = [Layer[g.layer.upper()] for g in case.groups]
    groups.core[:] = [names.school_row[g.core] for g in case.groups]
    groups.tier[:] = [Tier[g.tier.upper()] for g in case.groups]
    return groups
