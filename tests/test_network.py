"""The network: what several ties bring to one school is put together by a combiner, whatever the order of the ties."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from worlds import everything_on, mini, run_case

from sim import network, sums

ROOT = Path(__file__).resolve().parents[1]
TARGET, VALUE = np.array([2, 0, 2, 2]), np.array([0.5, 0.25, 0.125, 1.0])


@pytest.mark.parametrize(
    ("combiner", "cap", "found"),
    [
        ("sum", 1.0, [0.25, 0, 1.625]),
        ("max", 1.0, [0.25, 0, 1.0]),
        ("mean", 1.0, [0.25, 0, 1.625 / 3]),
        ("capped sum", 1.5, [0.25, 0, 1.5]),
        ("capped sum", np.array([0.1, 0.1, 9.0]), [0.1, 0, 1.625]),
    ],
)
def test_what_reaches_a_target_twice_is_put_together(combiner: sums.Combiner, cap: object, found: list[float]) -> None:
    assert sums.scatter(combiner, TARGET, VALUE, 3, cap).tolist() == found


@pytest.mark.parametrize("combiner", ["sum", "max", "mean", "capped sum"])
def test_the_order_of_ties_moves_no_bit(combiner: sums.Combiner) -> None:
    value = np.array([0.1, 0.2, 0.3, 1e9, 0.7, 1e-9])
    target, order = np.zeros(6, np.int64), np.array([3, 5, 1, 0, 4, 2])
    there, back = (sums.scatter(combiner, target, x, 1, 1e12) for x in (value, value[order]))
    assert there.tobytes() == back.tobytes()


def test_one_rounding_serves_all_seats_of_a_school() -> None:
    school, due = np.array([0, 1, 1, 1, 4]), np.array([1.4, 0.5, 0.5, 0.5, 2.0])
    for luck in (0.0, 0.3, 0.7):
        found = network.rounded(school, due, np.full(5, luck))
        assert found.sum() == np.floor(1.4 + luck) + np.floor(1.5 + luck) + 2
        assert (np.abs(found - due) < 1).all()


def test_over_one_layer_a_member_carries_its_tie_and_a_core_the_mean_of_its_ties() -> None:
    world = run_case(mini(everything_on), terms=4).world
    rows = network.active_ties(world)
    assert rows.size > 2
    carried, reach = (
        network.carried(world, network.seats(world, rows, "research"), "sum"),
        network.channel(world, "research"),
    )
    for group in np.unique(world.ties.group[rows]):
        own = rows[world.ties.group[rows] == group]
        assert carried[world.groups.core[group]] == pytest.approx(reach[own].mean())
    assert (carried[world.ties.school[rows]] == reach[rows, None]).all()


def test_no_mechanism_writes_by_member() -> None:
    """numpy keeps one of two values written to the same place: what reaches a school goes through `sums.scatter`.

    A constant may be written: it is the same whichever is kept.
    """
    offenders = []
    for path in sorted(ROOT.glob("sim/instruments/*.py")) + sorted(ROOT.glob("sim/processes/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            targets = (
                node.targets
                if isinstance(node, ast.Assign) and not isinstance(node.value, ast.Constant)
                else [node.target]
                if isinstance(node, ast.AugAssign)
                else []
            )
            for target in targets:
                index = ast.unparse(target.slice) if isinstance(target, ast.Subscript) else ""
                if index in {"member", "core", "members", "cores"} or "ties.school" in index or ".core[" in index:
                    offenders.append(f"{path.name}:{node.lineno} {ast.unparse(target)}")
    assert offenders == []
