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

    A constant may be written: it is the same whichever is kept. So may what is read at the same places. Rows of members and
    cores go by any name: whatever is made of the ends of ties is followed through a function.
    """
    files = sorted(ROOT.glob("sim/instruments/**/*.py")) + sorted(ROOT.glob("sim/processes/**/*.py"))
    found = {path.name: written(path.read_text(encoding="utf-8")) for path in files}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "code",
    [
        "out[world.ties.school[rows]] += value",
        "core, other = network.ends(world, rows)\n    out[other] = value",
        "here = world.groups.core[unit].astype(np.int64)\n    s.lead[here, 0] *= value",
        "a, b = 1, ties.school\n    c = b[rows]\n    out[c] = out[c] + value",
    ],
)
def test_who_writes_by_member_is_found_whatever_the_rows_are_called(code: str) -> None:
    assert written(f"def act(world):\n    {code}\n")


def written(code: str) -> list[str]:
    """Return the lines of functions, kernels apart, that write something by the rows of cores or members."""
    found = []
    for function in ast.walk(ast.parse(code)):
        kernel = isinstance(function, ast.FunctionDef) and "kernel" in map(ast.unparse, function.decorator_list)
        if isinstance(function, ast.FunctionDef) and not kernel:
            rows: set[str] = set()
            for node in ast.walk(function):
                if isinstance(node, ast.Assign | ast.AugAssign):
                    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                    places = [t.slice for t in targets if isinstance(t, ast.Subscript)]
                    each = [i for place in places for i in (place.elts if isinstance(place, ast.Tuple) else [place])]
                    if not isinstance(node.value, ast.Constant) and any(are_ends(i, rows) for i in each):
                        found.append(f"{node.lineno} {ast.unparse(node)}")
                    rows |= {name for target in targets for name in named(target, node.value, rows)}
    return found


def named(target: ast.expr, value: ast.expr, rows: set[str]) -> set[str]:
    """Return the names that an assignment gives to rows of cores or members."""
    if isinstance(target, ast.Tuple):
        values = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
        return {name for one, of in zip(target.elts, values, strict=False) for name in named(one, of, rows)}
    return {target.id} if isinstance(target, ast.Name) and are_ends(value, rows) else set()


def are_ends(value: ast.expr, rows: set[str]) -> bool:
    """Return whether an expression is the rows of cores or members over some ties, or a part of them."""
    if isinstance(value, ast.Name):
        return value.id in rows | {"member", "core", "members", "cores"}
    if isinstance(value, ast.Subscript):
        return are_ends(value.value, rows)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        is_same = value.func.attr in {"astype", "copy", "ravel"} and are_ends(value.func.value, rows)
        return is_same or ast.unparse(value.func) == "network.ends"
    return ast.unparse(value).split(".")[-2:] in (["ties", "school"], ["groups", "core"], ["g", "core"])
