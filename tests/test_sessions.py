"""Sessions of teachers, and places of services: kernels against what they are to do, told plainly."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
from worlds import everything_on, layered, mini, run_case

from sim import sums
from sim.processes import services, sessions, team_research
from sim.ranking import in_order, top
from sim.state import NOWHERE
from sim.world import World

TEAMS, ROWS, LAYERS = 7, 200, 3
Array = Any


@pytest.fixture
def met() -> tuple[Array, Array, Array]:
    """Return identities, skills with equals among them, and the team of each row in each layer; some meet nobody."""
    draw = np.random.default_rng(4)
    team = draw.integers(0, TEAMS, (LAYERS, ROWS)).astype(np.int32) + TEAMS * np.arange(LAYERS, dtype=np.int32)[:, None]
    team[draw.random(team.shape) < 0.3] = NOWHERE
    team[1, team[1] == TEAMS] = NOWHERE  # a team of nobody
    alone = np.flatnonzero(team[2] == 2 * TEAMS)[1:]
    team[2, alone] = NOWHERE  # and one of a single teacher
    return draw.permutation(ROWS).astype(np.uint64), draw.integers(0, 40, ROWS).astype(np.float32) / 8, team


def test_in_each_layer_those_of_a_team_are_paired_in_one_order_and_who_is_left_over_has_none(
    met: tuple[Array, Array, Array],
) -> None:
    uid, skill, team = met
    order = np.argsort(uid)
    found = sessions._paired(order, skill, team, TEAMS * LAYERS)
    left = 0
    for layer in range(LAYERS):
        for one in np.unique(team[layer][team[layer] >= 0]):
            here = [j for j in order if team[layer, j] == one]
            for a, b in zip(here[::2], here[1::2], strict=False):
                assert (found[layer, a], found[layer, b]) == (skill[b], skill[a])
            if len(here) % 2:
                assert found[layer, here[-1]] == skill[here[-1]]
                left += 1
    assert left


def test_those_at_a_salon_lead_one_another_as_in_a_team_whatever_the_layers(met: tuple[Array, Array, Array]) -> None:
    uid, skill, team = met
    _, order = in_order(np.zeros(ROWS), skill, uid, 1)
    first, cell = np.arange(ROWS + 1) * LAYERS, team.T.ravel().astype(np.int64)
    found = team_research.leads_in_all(order, skill, np.ones(ROWS), first, cell, TEAMS * LAYERS).reshape(ROWS, LAYERS).T
    for layer in range(LAYERS):
        here = np.flatnonzero(team[layer] >= 0)
        ordered = in_order(team[layer, here], skill[here], uid[here], TEAMS * LAYERS)
        alone = team_research.leads(skill[here].astype(np.float64), np.ones(here.size), *ordered)
        assert (found[layer, here] == alone).all()
        assert not np.delete(found[layer], here).any()


def test_a_value_of_many_heads_adds_up_to_the_bit_as_a_term_for_each() -> None:
    draw = np.random.default_rng(5)
    unit, value, heads = draw.integers(0, 9, 60), draw.random(60), draw.integers(0, 30, 60)
    unit[unit == 3] = 4  # a unit without anybody
    each = sums.scatter("sum", np.repeat(unit, heads), np.repeat(value, heads), 9)
    assert (sessions.head_by_head(unit, value, heads, 9) == each).all()
    assert not each[3]


def test_places_of_services_go_to_the_highest_scores_of_each_place(met: tuple[Array, Array, Array]) -> None:
    uid, skill, team = met
    there, draw = np.flatnonzero(team[0] >= 0), np.random.default_rng(6)
    there = there[np.argsort(team[0, there], kind="stable")]
    place, first = team[0, there].astype(np.int64), np.searchsorted(team[0, there], np.arange(TEAMS + 1))
    brings = np.eye(3)  # of each service a thing of its own
    posted = services.Posted(there, first, np.diff(first))
    quota = draw.integers(0, 6, (3, TEAMS, 1)).astype(np.float64)
    quota[1, 2], quota[2, 3] = 0, 500  # none, and more than there are
    score = np.stack([skill, -skill, draw.random(ROWS).astype(np.float32)])[:, there]
    who, brought = services.taken(posted, score, uid, quota, brings)
    for k in range(3):
        assert who[brought[:, k] > 0].tolist() == sorted(there[top(place, score[k], uid[there], quota[k].ravel())])
    assert (np.diff(who) > 0).all()


@pytest.fixture(scope="module")
def world() -> World:
    return run_case(mini(everything_on, layered), terms=4).world


def test_a_unit_without_money_holds_nothing_for_those_who_are_in_another_too(world: World) -> None:
    """They attend what the other holds, as if they were in that alone, and nobody of the poor one learns or gives time."""
    tool, learnt, joint = world.settings.instruments["teacher_activities"], [], []
    rich, poor = ("g-p",), ("cluster-c-p2",)
    for groups in (rich, (*rich, *poor)):
        there = copy.deepcopy(world)
        t, g = there.teachers, there.groups
        t.joint[:] = t.learning[:] = t.shown[:] = 0
        g.fund[:] = np.where(np.arange(len(g)) == there.names.group_row[rich[0]], 1e7, 0)
        tool.model_copy(update={"groups": groups}).hold(there)  # type: ignore[attr-defined]
        learnt.append(t.learning.copy())
        joint.append(t.joint.copy())
    assert learnt[0].any()
    assert (learnt[0] == learnt[1]).all()
    assert (joint[0] == joint[1]).all()


def test_where_only_members_are_taught_by_the_core_those_of_the_core_show_their_best(world: World) -> None:
    """Lessons are delivered by the better half of the core's own team, though nobody there attends anything."""
    there = copy.deepcopy(world)
    t, g = there.teachers, there.groups
    t.learning[:] = t.joint[:] = 0
    g.fund[:] = 1e7
    tool = there.settings.instruments["teacher_activities"]
    tool.model_copy(update={"kinds": ("delivered",), "groups": ("g-p",)}).hold(there)  # type: ignore[attr-defined]
    core = t.active & (t.post == g.core[there.names.group_row["g-p"]])
    assert core.any()
    assert not t.learning[core].any()
    assert not t.joint[core].any()
    taught = np.flatnonzero(t.learning)
    best = {
        (stage, block): t.skill[core & (t.stage == stage) & (t.block == block)].max() for stage, block in
        {*zip(t.stage[taught].tolist(), t.block[taught].tolist(), strict=True)}
    }  # fmt: skip
    assert taught.size
    assert all(t.skill[j] < best[t.stage[j], t.block[j]] for j in taught)
