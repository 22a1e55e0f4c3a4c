"""Synthetic cities in layers: groups, clusters, support pairs and regional communities have ties in force, and each acts."""

from __future__ import annotations

import pytest
from worlds import run_case

from sim import network
from sim.case import Case, CaseError
from sim.instruments import of_the_model
from sim.state import Array, Layer
from sim.synthetic import UNITS, synthetic_case
from sim.world import World

TERMS = 6


@pytest.fixture(scope="module")
def city() -> Case:
    """Return a small city of two districts with units of every layer that can be made up."""
    return synthetic_case(24_000, districts=2, layers=(*UNITS,))


@pytest.fixture(scope="module")
def world(city: Case) -> World:
    """Return it after three years, two of them with all instruments."""
    return run_case(city, terms=TERMS).world


def skills(city: Case, layers: list[str]) -> Array:
    """Return the skill of teachers where every instrument is aimed at some layers only, or is off."""
    aims = {f"{name}.layers": layers for name in of_the_model()} if layers else {}
    on = {f"{name}.on": bool(layers) for name in of_the_model()}
    t = run_case(city, terms=TERMS, **on, **aims).world.teachers
    return t.skill[t.active]


@pytest.mark.parametrize("layer", [*UNITS])
def test_every_layer_has_ties_in_force_that_carry(world: World, layer: str) -> None:
    rows = network.active_ties(world, Layer[layer.upper()])
    assert rows.size
    assert (world.ties.reach[rows] > 0).any(1).all()


@pytest.mark.parametrize("layer", [*UNITS])
def test_every_layer_acts_by_itself(city: Case, layer: str) -> None:
    assert skills(city, [layer]).tobytes() != skills(city, []).tobytes()


def test_a_school_is_in_several_layers_and_a_community_crosses_the_border_of_districts(city: Case) -> None:
    inside = {layer: {s for g in city.groups if g.layer == layer for s in _names(g)} for layer in UNITS}
    assert set.intersection(*(inside[layer] for layer in ("group", "cluster", "regional")))
    of = dict(zip((s.id for s in city.schools), city.district_rows(), strict=True))
    regional = [g for g in city.groups if g.layer == "regional"]
    assert all(of[g.core] != of[m.school] for g in regional for m in g.members)
    by_id = {s.id: s for s in city.schools}
    place = {t.id: t.locality for t in city.towns}
    for pair in (g for g in city.groups if g.layer == "support"):
        (weak,) = (by_id[m.school] for m in pair.members)
        assert (place[by_id[pair.core].town], place[weak.town], weak.level) == ("urban", "rural", "weak")


def test_layers_are_made_by_name() -> None:
    assert {g.layer for g in synthetic_case(6_000).groups} == {"group"}
    assert {g.layer for g in synthetic_case(6_000, layers=("cluster",)).groups} == {"cluster"}
    with pytest.raises(
        CaseError, match="there is no 'clusters'; nearest valid name: 'cluster'; allowed: group, cluster"
    ):
        synthetic_case(6_000, layers=("clusters",))


def _names(unit: object) -> list[str]:
    return [unit.core, *(m.school for m in unit.members)]  # type: ignore[attr-defined]
