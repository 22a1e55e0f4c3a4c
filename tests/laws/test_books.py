"""Law: every yuan has a source and a use, and the books balance."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from three import IDS, three
from worlds import RESTLESS, after_each_term, mini, run_case

from sim import network
from sim.books import ACCOUNTS, Books
from sim.case import Case
from sim.state import Districts, Groups, Schools, Teachers
from sim.world import World

# What is paid whether or not there are instruments; all other items are theirs.
ORDINARY = {
    "public funds", "capital", "earmark", "salaries", "pooled funds", "running costs", "training", "stocks",
    "group activities", "merger",
}  # fmt: skip
BUSY = {**RESTLESS, "finance.pool": 0.05}


@pytest.fixture(scope="module")
def world(busy: Case) -> World:
    return run_case(busy, **BUSY).world


def balances(world: World, up_to: int) -> dict[str, np.ndarray]:
    """Return what each account holds after a year by the ledger alone."""
    held = {"school": np.zeros(len(world.schools)), "group": np.zeros(len(world.groups))}
    held |= {name: np.zeros(1) for name in ACCOUNTS if name not in held}
    for entry in world.books.entries:
        if entry.year <= up_to:
            for account, rows, sign in ((entry.source, entry.source_row, -1), (entry.target, entry.target_row, 1)):
                if account in {"school", "group"}:
                    np.add.at(held[account], rows, sign * entry.amount)
                else:
                    held[account] += sign * entry.amount.sum()
    return held


def test_every_payment_has_a_source_a_use_and_a_positive_amount(world: World) -> None:
    for e in world.books.entries:
        assert e.source in ACCOUNTS
        assert e.target in ACCOUNTS
        assert e.source != e.target or e.item == "merger"
        assert (e.amount >= 0).all(), e
        assert np.isfinite(e.amount).all()
        for account, rows in ((e.source, e.source_row), (e.target, e.target_row)):
            if account in {"school", "group"}:
                n = len(world.schools if account == "school" else world.groups)
                assert ((rows >= 0) & (rows < n)).all()
                assert rows.size == e.amount.size


def test_the_money_in_hand_is_what_the_ledger_says(world: World) -> None:
    held = balances(world, world.year)
    np.testing.assert_allclose(world.schools.cash, held["school"], rtol=0, atol=1e-4)
    np.testing.assert_allclose(world.groups.fund, held["group"], rtol=0, atol=1e-4)


def test_every_year_all_accounts_together_hold_nothing(world: World) -> None:
    """Turnover is about ten million yuan a year: the sum is exact to rounding."""
    for year in range(world.case.start_year, world.year):
        held = balances(world, year)
        assert sum(float(v.sum()) for v in held.values()) == pytest.approx(0, abs=1e-4)
        assert held["treasury"].sum() < -1e6


def test_what_the_treasury_pays_in_a_year_is_spent_or_still_in_hand(busy: Case) -> None:
    before, in_hand = 0.0, 0.0
    for world in after_each_term(busy, **BUSY):
        if world.term == 0 or world.term % 2:
            continue
        held = balances(world, world.year)
        paid = -float(held["treasury"].sum())
        now = float(world.schools.cash.sum() + world.groups.fund.sum())
        spent = float(held["staff"].sum() + held["supplier"].sum())
        assert paid - spent == pytest.approx(now, abs=1e-3)
        assert paid > before
        before, in_hand = paid, now
    assert in_hand >= 0


def test_neither_a_group_nor_a_school_ever_owes_money(busy: Case) -> None:
    for world in after_each_term(busy, **BUSY):
        assert (world.groups.fund >= -1e-6).all()
        assert (world.schools.cash >= -1e-6).all()


def test_a_small_school_pays_of_a_fee_what_it_can_and_owes_nothing() -> None:
    """A school of 96 pupils cannot pay the salary that entrusted management costs by default."""
    model = run_case(mini(), years=4, **{"forms.assist.fee": 100_000.0, "forms.assist.payer": "member"})
    world = model.world
    paid = [e for e in world.books.entries if e.item == "member fees"]
    small, larger = (world.names.school_row[name] for name in ("h-p2", "h-p1"))
    of = {row: [float(e.amount[e.source_row == row].sum()) for e in paid] for row in (small, larger)}
    assert 0 < max(of[small]) < 100_000
    assert min(of[small][0], of[larger][0]) > 0
    assert (world.schools.cash >= -1e-6).all()
    merged = [e for e in world.books.entries if e.item == "merger"]
    assert all((e.amount > 0).all() for e in merged)


def test_debts_of_a_merged_school_are_paid_by_its_successor(case: Case) -> None:
    model = run_case(case, terms=6)
    s, names = model.world.schools, model.world.names
    old, into = names.school_row["h-p2"], names.school_row["h-p1"]
    s.cash[old] = -500.0
    before = s.cash[into]
    for row in _until(model.world, "reform.enact"):
        row(model.world)
    assert s.cash[old] == 0
    assert s.cash[into] == pytest.approx(before - 500)
    assert model.world.books.entries[-1].amount.tolist() == [500.0]


def test_what_donors_give_is_of_the_district_of_who_gets_it() -> None:
    model = run_case(three(), years=3, record=True, **{"gifts.schools": 50.0, "gifts.groups": 1000.0})
    world, money = model.world, model.tables()["money"]
    for item, of in (
        ("gifts to schools", lambda rows: rows),
        ("gifts to groups", lambda rows: world.groups.core[rows]),
    ):
        given = money[money["item"] == item].groupby("district")["yuan"].sum()
        assert sorted(given.index) == [*IDS]
        entries = [e for e in world.books.entries if e.item == item]
        for row, name in enumerate(IDS):
            due = sum(float(e.amount[world.schools.district[of(e.target_row)] == row].sum()) for e in entries)
            assert given[name] == pytest.approx(due, rel=1e-9)


def test_a_merged_school_leaves_its_money_stocks_and_rooms_to_its_successor(case: Case) -> None:
    model = run_case(case, terms=6)
    s, names = model.world.schools, model.world.names
    old, into = names.school_row["h-p2"], names.school_row["h-p1"]
    s.cash[old] += 12_345.0
    cash, area, rooms = s.cash[[old, into]].sum(), s.sports_area[[old, into]].sum(), s.rooms[[old, into]].sum()
    for row in _until(model.world, "reform.enact"):
        row(model.world)
    assert s.cash[old] == 0
    assert s.cash[into] == pytest.approx(cash)
    assert s.sports_area[into] == pytest.approx(area)
    assert s.rooms[into].sum() == rooms
    assert not s.rooms[old].any()
    assert model.world.books.entries[-1].item == "merger"


def test_what_instruments_report_to_have_cost_is_what_the_ledger_says(busy: Case) -> None:
    world = run_case(busy).world
    for year in range(busy.start_year, world.year):
        items = world.books.totals(year)
        reported = sum(done.yuan for (y, _), done in world.done.items() if y == year)
        booked = sum(yuan for item, yuan in items.items() if item not in ORDINARY)
        assert reported == pytest.approx(booked, abs=1e-3), year


def test_only_formed_groups_get_an_earmark(case: Case) -> None:
    world = run_case(case, **{"finance.earmark": 80_000.0}).world
    paid = {
        (e.year, int(row)): float(yuan)
        for e in world.books.entries
        if e.item == "earmark"
        for row, yuan in zip(e.target_row, e.amount, strict=True)
    }
    years = range(case.start_year, case.start_year + case.years)
    formed = [(year, row) for year in years for row, first in enumerate((2017, 2018)) if year >= first]
    assert paid == dict.fromkeys(formed, 80_000.0)
    none = run_case(case, **{"finance.earmark": 0.0}).world
    assert not any(e.item == "earmark" for e in none.books.entries)


def test_joint_logistics_save_their_part_of_what_running_a_school_costs() -> None:
    """At both ends of the tie, as strong as it is, and nowhere else."""

    def campus(raw: dict[str, Any]) -> None:
        raw["groups"][0]["members"] = [{"school": "b-p1", "form": "two_campuses"}]

    def costs(saving: float, logistics: float) -> tuple[World, np.ndarray]:
        values = {"finance.joint_saving": saving, "forms.two_campuses.logistics": logistics}
        world = run_case(mini(campus), terms=4, **values).world
        out = np.zeros(len(world.schools))
        for entry in world.books.entries:
            if entry.item == "running costs" and entry.year == 2017:
                np.add.at(out, entry.source_row, entry.amount)
        return world, out

    _, plain = costs(0.0, 1.0)
    for strength in (1.0, 0.5):
        world, paid = costs(0.2, strength)
        joint = np.zeros(len(paid))
        joint[[world.names.school_row["c-p1"], world.names.school_row["b-p1"]]] = strength
        near = network.by_school(world, "logistics")
        assert (near[joint > 0] > 0.5 * strength).all()
        np.testing.assert_allclose(paid, plain * (1 - 0.2 * near), rtol=1e-6)
        assert np.array_equal(paid < plain - 1, joint > 0)


def test_an_unknown_account_is_refused() -> None:
    books = Books(Districts.allocate(1), Schools.allocate(1), Groups.allocate(0), Teachers.allocate(0))
    with pytest.raises(
        ValueError, match="no account 'bank'; there are treasury, school, group, staff, supplier, donor"
    ):
        books.pay(2016, "capital", 1.0, source="bank", target="school", target_row=np.array([0]))


def test_a_payment_of_nothing_leaves_no_entry() -> None:
    books = Books(Districts.allocate(1), Schools.allocate(1), Groups.allocate(0), Teachers.allocate(0))
    assert books.pay(2016, "salaries", np.zeros(3), source="treasury", target="staff") == 0.0
    assert not books.entries


def test_two_payments_to_one_school_at_once_both_count() -> None:
    schools = Schools.allocate(1)
    Books(Districts.allocate(1), schools, Groups.allocate(0), Teachers.allocate(0)).pay(
        2016, "capital", np.array([1.0, 2.0]), source="treasury", target="school", target_row=np.array([0, 0])
    )
    assert schools.cash[0] == 3.0


def test_without_groups_there_is_no_group_money() -> None:
    world = run_case(mini(groups=[], reforms=[])).world
    assert set().union(*(world.books.totals(y) for y in range(2016, 2024))) <= ORDINARY - {"earmark", "pooled funds"}


def _until(world: World, name: str):
    """Yield what happens in this term up to a row."""
    from sim.schedule import steps

    for step in steps(world):
        yield step.apply
        if step.name == name:
            return


def test_nothing_is_paid_that_no_mechanism_declares_or_from_another_account(world: World) -> None:
    with pytest.raises(ValueError, match=r"'bribes' is not to be paid by 'treasury': declare it as an Item"):
        world.books.pay(2020, "bribes", 1.0, source="treasury", target="staff")
    with pytest.raises(ValueError, match=r"'salaries' is not to be paid by 'group': its declared source is 'treasury'"):
        world.books.pay(2020, "salaries", 1.0, source="group", source_row=np.array([0]), target="staff")
