"""Who works elsewhere is appraised and honoured, promotion may require it, and hosts may pay for it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from worlds import different, everything_on, mini, run_case, state_bytes

from sim import kinds
from sim.processes import careers, exchange, finance, placement
from sim.processes.careers import short_of_stay
from sim.state import Honour, Title
from sim.supply import applicants
from sim.world import World


def large(raw: dict[str, Any]) -> None:
    for s in raw["schools"]:
        s["pupils"] *= 3


def world_at(terms: int, **values: Any) -> World:
    return run_case(mini(everything_on, large), terms=terms, **values).world


def paid(world: World, item: str) -> float:
    return float(sum(e.amount.sum() for e in world.books.entries if e.item == item))


def away(world: World) -> np.ndarray:
    t = world.teachers
    out = t.active & (t.post != t.register)
    return np.flatnonzero(out & kinds.those("credit")[t.placement])


def test_the_best_of_those_away_earn_more_and_the_lowest_go_home_without_any() -> None:
    values = {"exchange.best": 0.3, "exchange.failed": 0.2, "exchange.accuracy": 1.0, "exchange.award": 500.0}
    world = world_at(5, **{"rotation.years": 3, **values})
    t, rows = world.teachers, away(world)
    assert rows.size > 10
    value, credit, before = t.value[rows].copy(), t.credit[rows].copy(), paid(world, "awards for exchange")
    exchange.appraise.apply(world)
    order = np.argsort(value)
    n, low = round(0.3 * rows.size), round(0.2 * rows.size)
    best, failed = order[-n:], order[:low]
    assert np.array_equal(np.flatnonzero(t.credit[rows] > credit), np.sort(best))
    assert (t.credit[rows] - credit)[best] == pytest.approx(1.0)
    assert np.array_equal(np.flatnonzero(t.post[rows] == t.register[rows]), np.sort(failed))
    assert (t.credit[rows] == credit)[failed].all()
    assert paid(world, "awards for exchange") - before == 500.0 * n
    assert exchange.RATING not in world.books.time(
        world.year
    )  # the hours of those who rate are asked while the term is taught
    again = world_at(5, **{"rotation.years": 3, **values})
    exchange.watch.apply(again)
    assert again.books.time(again.year)[exchange.RATING] == pytest.approx(3.0 * rows.size)


def test_a_rating_of_no_accuracy_says_nothing_of_worth() -> None:
    same = []
    for accuracy in (1.0, 0.0):
        world = world_at(5, **{"exchange.best": 0.3, "exchange.accuracy": accuracy})
        rows = away(world)
        seen = exchange.rated(world, rows, np.zeros(rows.size, np.int64))
        same.append(np.corrcoef(seen, world.teachers.value[rows])[0, 1])
    assert same[0] > 0.999
    assert abs(same[1]) < 0.5


def test_schools_that_sent_most_for_their_size_are_honoured() -> None:
    world = world_at(5, **{"exchange.collectives": 0.4, "exchange.collective_name": 0.1})
    t, s = world.teachers, world.schools
    staff = np.bincount(t.register[t.active], minlength=len(s))
    share = np.bincount(t.register[away(world)], minlength=len(s)) / np.maximum(staff, 1)
    name, cash, before = s.reputation.copy(), s.cash.copy(), paid(world, "awards to senders")
    exchange.honour.apply(world)
    n = int(np.floor(0.4 * (share > 0).sum() + 0.5))
    first = np.argsort(-share)[:n]
    np.testing.assert_allclose((s.reputation - name)[first], 0.1, rtol=1e-5)
    np.testing.assert_allclose((s.cash - cash)[first], 20000.0)
    assert (s.reputation > name).sum() == n
    assert paid(world, "awards to senders") - before == 20000.0 * n


def test_a_year_elsewhere_earns_by_where_it_was() -> None:
    values = {"careers.credit_place": {"town": 2.0, "rural": 3.0}, "careers.credit_level": {"weak": 1.5}}
    world = world_at(5, **{"rotation.years": 3, **values})
    t, s = world.teachers, world.schools
    rows = away(world)
    post, credit = t.post[rows].copy(), t.credit[rows].copy()
    served = (world.term - world.placements.start[t.placement_row[rows]]) / 2
    placement.end(world, rows)
    times = np.array([1.0, 2.0, 3.0])[s.locality[post]] * np.where(s.level[post] == 2, 1.5, 1.0)
    assert len(set(times)) > 1
    np.testing.assert_allclose(t.credit[rows] - credit, served * times, rtol=1e-5)


@pytest.mark.parametrize("title", [Title.FIRST, Title.SENIOR])
def test_without_the_stay_it_requires_a_title_is_not_given(title: Title) -> None:
    name = title.name.lower()
    world = world_at(5, **{"careers.stay_needed": {name: 0.5}})
    free = world_at(5)
    for w in (world, free):
        w.teachers.credit[::2], w.teachers.title[:] = 0.0, np.minimum(w.teachers.title, title - 1)
        w.teachers.credit[1::2] = 2.0
    before = world.teachers.title.copy()
    for w in (world, free):
        careers.promote.apply(w)
    rose = world.teachers.active & (world.teachers.title == title) & (before == title - 1)
    assert rose[1::2].any()
    assert not rose[::2].any()
    assert (free.teachers.title[::2] == title).any()


def test_who_lacks_the_stay_the_next_title_requires_is_readier_to_go() -> None:
    rule = {"careers.stay_needed": {"first": 1.0, "senior": 1.0}, "rotation.needed": 3.0}
    world, free = world_at(4, **rule), world_at(4)
    assert not short_of_stay(free, free.live_teachers()).any()
    lacks = short_of_stay(world, world.live_teachers())
    title = world.teachers.title[world.live_teachers()]
    assert lacks[title < Title.SENIOR].mean() > 0.5
    assert not lacks[title == Title.FULL].any()
    consents = [
        float(w.placements.chosen[: w.n_placements][w.placements.kind[: w.n_placements] == 1].mean())
        for w in (world, free)
    ]
    assert consents[0] > consents[1] + 0.1


def test_honours_go_to_those_who_moved_where_credit_counts_for_them() -> None:
    kept = []
    for weight in (0.0, 2.0):
        world = world_at(5, **{"careers.honour_credit": weight})
        t = world.teachers
        t.honour[:] = Honour.NONE
        t.credit[:] = 0.0
        t.credit[::3] = 2.0
        careers.recognise.apply(world)
        won = t.active & (t.honour > Honour.NONE)
        kept.append(won[::3].sum() / won.sum())
    assert kept[1] > kept[0] + 0.2


def test_hosts_pay_for_those_who_work_there_where_that_is_the_rule() -> None:
    world, free = world_at(4, **{"exchange.payer": "host"}), world_at(4)
    by_host = [e for e in world.books.entries if e.item == placement.HOSTED.name]
    assert by_host
    assert paid(world, "rotation allowances") == 0 < paid(free, "rotation allowances")
    assert paid(free, placement.HOSTED.name) == 0
    ends = world.placements.target[: world.n_placements]
    assert set(np.concatenate([e.source_row for e in by_host])) <= set(ends)


def test_better_pay_brings_more_applicants_and_costs_what_it_is_more() -> None:
    found = []
    for gap in (0.5, 0.0, -0.5):
        world = world_at(0, **{"careers.pay_gap": gap, "careers.hire_pay": 2.0, "finance.salary_title": 0.0})
        one = np.zeros(1, np.int64)
        people = applicants.pool(world, one, one, one + world.year, one + 100)[0].size
        before = paid(world, "salaries")
        finance.budget.apply(world)
        found.append((people, paid(world, "salaries") - before))
    assert [n for n, _ in found] == [75, 300, 675]
    assert found[0][1] / found[1][1] == pytest.approx(0.5)
    assert found[2][1] / found[1][1] == pytest.approx(1.5)


def test_off_nothing_moves() -> None:
    off = {
        "exchange.bonus": 5.0,
        "exchange.accuracy": 0.1,
        "careers.hire_pay": 4.0,
        "exchange.award": 9.0,
        "rotation.needed": 3.0,
    }
    one, other = (run_case(mini(everything_on), terms=6, **values).world for values in ({}, off))
    assert not different(state_bytes(one), state_bytes(other))
