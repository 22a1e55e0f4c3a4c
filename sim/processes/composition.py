r"""Composition: who may be with whom in a group, whom a rule takes, in what order and by what form (A18-A20, A32, A37, B15, B32).

All of it is about groups that rules found (``founding.py``) and schools that rules let in (``lifecycle.py``); what a case lists
is as it lists it. A rule of composition gives a group its direction: town takes country, east takes west, or strong takes weak.
The rules spread from the seat of a district, which is the middle of its urban schools, by so many km a year,

.. math:: r_y = v\,(y - y_0 + 1)

A school is weak where its name lies by so much below the mean of its district; weak and rural schools may enter by forms of
their own. Who chooses is either the bureau, which sends a school to the nearest group, or the school, which asks for the group
that is worth most to it, the name of the core less the road, and for none whose core has no better name than its own.
"""

from __future__ import annotations

import numpy as np

from sim.axes import Level, Locality
from sim.ranking import top
from sim.state import Array
from sim.world import World


def may_have(world: World, core: Array | int, school: Array | int) -> Array:
    """Return whether cores may have schools in their groups, by the rule of composition."""
    s, rule = world.schools, world.settings.params.life_cycle.compose
    rural = s.locality == Locality.RURAL
    if rule == "town_country":
        fits: Array = ~rural[core] & rural[school]
    elif rule == "east_west":
        fits = s.x[core] > s.x[school]
    elif rule == "strong_weak":
        fits = s.reputation[core] > s.reputation[school]
    else:
        fits = np.ones(np.broadcast(core, school).shape, np.bool_)
    return fits


def reached(world: World) -> Array:
    """Return which schools the rules have reached on their way from the seat of each district."""
    s, p = world.schools, world.settings.params.life_cycle
    if not p.front:
        return np.ones(len(s), np.bool_)
    n, town = len(world.districts), s.active & (s.locality == Locality.URBAN)
    none = np.bincount(s.district[town], minlength=n) == 0
    town = town | (s.active & none[s.district])
    heads = np.maximum(np.bincount(s.district[town], minlength=n), 1)
    x, y = (np.bincount(s.district[town], of[town], minlength=n) / heads for of in (s.x, s.y))
    near: Array = np.hypot(s.x - x[s.district], s.y - y[s.district]) <= p.front * (world.year - p.front_from + 1)
    return near


def taken(world: World) -> Array:
    """Return which schools a group that a rule founds may take, by their kind."""
    s, kind = world.schools, world.settings.params.life_cycle.found_of
    kinds = {"new": s.level == Level.NEW, "weak": s.level == Level.WEAK, "rural": s.locality == Locality.RURAL}
    of: Array = kinds.get(kind, np.ones(len(s), np.bool_))
    return of


def entering(world: World, due: Array, luck: Array) -> Array:
    """Return which of the schools due enter this year: new ones at their own rate, the rest by lot or the weakest names first."""
    s, p = world.schools, world.settings.params.life_cycle
    new = s.level == Level.NEW
    enters: Array = due & (luck < np.where(new, np.maximum(p.enter, p.enter_new), p.enter))
    if p.enter_order == "list":
        listed = np.flatnonzero(due & ~new)
        district = s.district[listed].astype(np.int64)
        steps = np.ceil(p.enter * np.bincount(district, minlength=len(world.districts)))
        uid = s.uid[listed].astype(np.uint64)
        enters[listed] = False
        enters[listed[top(district, -s.reputation[listed].astype(np.float64), uid, steps)]] = True
    return enters


def entry_form(world: World, school: int) -> str:
    """Return the form by which a school enters: that of new, of weak, of rural or of other schools, whichever comes first."""
    s, p = world.schools, world.settings.params.life_cycle
    if s.level[school] == Level.NEW:
        return p.form_new
    open_ = s.active & (s.district == s.district[school]) & (s.pupils.sum(1) > 0)
    mean = s.reputation[open_].mean(dtype=np.float64) if open_.any() else 0.0
    if p.form_weak != "same" and s.reputation[school] < mean - p.weak_gap:
        return p.form_weak
    if p.form_rural != "same" and s.locality[school] == Locality.RURAL:
        return p.form_rural
    return p.form_other


def preferred(world: World, school: int, groups: Array, km: Array) -> Array:
    """Return how much each of some groups is wanted for a school, by distance; -inf for those that are out of the question."""
    s, p = world.schools, world.settings.params.life_cycle
    if p.match == "nearest":
        return -km
    name = s.reputation[world.groups.core[groups]]
    worth: Array = np.where(name > s.reputation[school], name - p.match_km * km, -np.inf)
    return worth
