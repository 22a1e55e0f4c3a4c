"""Law: heads answer best to how they are judged, and bundling makes them ride free or pull together as theory says."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest
from worlds import ALL_ON, mini, run_case

from sim.case import Case
from sim.processes.principals import best_response
from sim.world import World

OFF = dict.fromkeys(ALL_ON, False)
JUDGED = {**OFF, "bundled_evaluation.on": True, "bundled_evaluation.weight": 1.0, "principals.speed": 1.0}
# Nothing is to be had from sharing: what is left is own work, judged alone or jointly.
WORK_ALONE = {f"principals.{name}": 0.0 for name in ("duty", "own_cost", "group_gain", "own_gain", "monitoring")}
RETURN, CURVATURE, SIZE = 0.6, 0.9, 0.05  # own work's return, curvature of cost, SD/year of full work: as declared


def of_one_group(members: int) -> Case:
    """Return the hand-made district with one group of the first primary school and so many others, tied fully."""

    def regroup(raw: dict[str, Any]) -> None:
        raw["reforms"] = raw["reforms"][:1]
        schools = ["b-p1", "h-p1", "h-p2", "c-p2", "b-n1", "c-j1", "c-j2"][:members]
        ties = [{"school": one, "form": "tight"} for one in schools]
        raw["groups"] = [{**raw["groups"][0], "members": ties}]

    return mini(regroup)


def judged(members: int, **settings: float) -> World:
    return run_case(of_one_group(members), terms=16, **{**JUDGED, **WORK_ALONE, **settings}).world


def in_group(world: World) -> np.ndarray:
    return np.append(world.groups.core, world.ties.school[world.ties.active])


@pytest.mark.parametrize(
    ("work", "share", "curvature"), list(product((-0.3, 0.2, 0.9, 2.0), (-0.4, 0.1, 0.6, 1.5), (0.3, 0.9, 4.0)))
)
def test_the_best_response_beats_every_other_use_of_the_year(work: float, share: float, curvature: float) -> None:
    def payoff(x: Any, e: Any) -> Any:
        return work * x + share * e - curvature / 2 * (x**2 + e**2)

    x, e = (float(one[0]) for one in best_response(np.array([work]), np.array([share]), curvature))
    assert x >= 0
    assert e >= 0
    assert x + e <= 1 + 1e-12
    grid = np.linspace(0, 1, 201)
    others = [payoff(a, b) for a in grid for b in grid if a + b <= 1]
    assert payoff(x, e) >= max(others) - 1e-12


@pytest.mark.parametrize("members", [1, 3, 7])
def test_without_monitoring_a_head_reaps_one_nth_of_own_work(members: int) -> None:
    """Closed form: slack = W a/k (1/n - 1) at full weight; the larger the group, the more it rides free."""
    world, n = judged(members), members + 1
    expected = SIZE * RETURN / CURVATURE * (1 / n - 1)
    taught = world.schools.pupils[in_group(world)] > 0
    np.testing.assert_allclose(world.schools.slack[in_group(world)][taught], expected, rtol=1e-5)


@pytest.mark.parametrize("monitoring", [0.0, 0.6])
def test_a_kindergarten_takes_no_part_of_what_a_head_reaps(monitoring: float) -> None:
    """Who has no pupils who are tested is not judged: neither the n-th nor the partners who see to it count it."""
    found = []
    for more in ([], [{"school": "c-k1", "form": "tight"}]):

        def regroup(raw: dict[str, Any], more: list[dict[str, str]] = more) -> None:
            raw["reforms"] = raw["reforms"][:1]
            ties = [{"school": one, "form": "tight"} for one in ("b-p1", "h-p1", "h-p2")]
            raw["groups"] = [{**raw["groups"][0], "members": [*ties, *more]}]

        values = {**JUDGED, **WORK_ALONE, "principals.monitoring": monitoring}
        found.append(run_case(mini(regroup), terms=8, **values).world)
    without, with_ = found
    assert len(in_group(with_)) == len(in_group(without)) + 1
    assert (without.schools.slack[in_group(without), 0] < 0).all()
    np.testing.assert_allclose(with_.schools.slack, without.schools.slack, rtol=1e-6)


@pytest.mark.parametrize("members", [1, 3, 7])
def test_partners_who_see_to_it_restore_own_work(members: int) -> None:
    """Closed form of the fixed point: x = (a/k)(1/n) / (1 - (a/k) m) at full weight."""
    m, n = 0.6, members + 1
    world = run_case(of_one_group(members), terms=40, **{**JUDGED, **WORK_ALONE, "principals.monitoring": m}).world
    x = RETURN / CURVATURE / n / (1 - RETURN / CURVATURE * m)
    taught = world.schools.pupils[in_group(world)] > 0
    np.testing.assert_allclose(
        world.schools.slack[in_group(world)][taught], SIZE * (x - RETURN / CURVATURE), rtol=1e-2, atol=1e-5
    )


@pytest.mark.parametrize(
    ("members", "monitoring", "sign"), [(1, 0.0, -1), (7, 0.0, -1), (1, 1.2, 1), (7, 1.2, -1), (7, 1.5, 1)]
)
def test_both_signs_of_bundling_are_within_the_declared_ranges(members: int, monitoring: float, sign: int) -> None:
    world = judged(members, **{"principals.monitoring": monitoring})
    slack = world.schools.slack[in_group(world)][world.schools.pupils[in_group(world)] > 0]
    assert (sign * slack > 0).all()


def test_who_is_in_no_group_works_as_alone_and_who_leaves_does_again() -> None:
    model = run_case(of_one_group(3), terms=8, **JUDGED)
    s = model.world.schools
    inside = in_group(model.world)
    outside = np.setdiff1d(np.arange(len(s)), inside)
    assert not s.work[outside].any()
    assert not s.slack[outside].any()
    assert s.slack[inside].any()
    model.world.ties.end[:] = model.world.term
    for _ in range(2):
        model.step()
    assert not s.work.any()


def test_sharing_takes_time_from_own_work() -> None:
    least, most = (
        run_case(of_one_group(3), terms=10, **{**OFF, "principals.duty": d, "principals.speed": 1.0}).world
        for d in (0.0, 2.0)
    )
    here = in_group(least)
    assert (most.schools.effort[here] > least.schools.effort[here]).all()
    assert (most.schools.slack[here, 0] < least.schools.slack[here, 0]).all()
    assert (most.schools.effort[here] + RETURN / CURVATURE + most.schools.work[here, 0] <= 1 + 1e-6).all()


def test_the_appraisal_by_the_cores_head_moves_members_where_management_is_unified() -> None:
    with_, without = (run_case(mini(), terms=12, **{**OFF, "principals.authority": a}).world for a in (1.0, 0.0))
    more = with_.schools.effort - without.schools.effort
    row = with_.names.school_row
    assert more[row["b-p1"]] > 0.05 > more[row["h-p1"]] > 0  # tight, assist
    assert more[row["c-p2"]] == 0  # in no group


def test_what_a_cores_head_is_paid_for_sharing_is_booked_and_moves_the_core() -> None:
    pay = {"principals.core_pay": 40_000.0}
    paid, unpaid = (run_case(mini(), terms=12, **{**OFF, **one}).world for one in (pay, {}))
    core = paid.groups.core
    assert (paid.schools.effort[core] > unpaid.schools.effort[core]).all()
    before = run_case(mini(), terms=11, **{**OFF, **pay}).world  # the effort of the year that is paid
    assert paid.books.totals(2021)["pay of core heads"] == pytest.approx(40_000 * before.schools.effort[core].sum())
    assert "pay of core heads" not in unpaid.books.totals(2021)


def test_sharing_that_takes_two_falls_with_the_partner_s() -> None:
    """What a member brings in is worth little over a core that holds back, as far as sharing takes two."""
    gaps = []
    for complement in (0.0, 1.0):
        values = {**OFF, "principals.complement": complement, "principals.speed": 1.0}
        shy, keen = (
            run_case(of_one_group(3), terms=10, **{**values, "principals.own_cost": c}).world for c in (2.0, 0.0)
        )
        members = shy.ties.school[shy.ties.active]
        gaps.append(float((keen.schools.effort[members] - shy.schools.effort[members]).mean()))
    assert gaps[0] == 0
    assert gaps[1] > 0.02
