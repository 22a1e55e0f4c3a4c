"""What is kept of a table over the years, by what changed, is the table as it stood."""

from __future__ import annotations

import copy

import numpy as np

from sim.archive import Archive

STEPS = {"age": 1}


def of_a_year(rng: np.random.Generator, then: dict[str, np.ndarray], rows: int) -> dict[str, np.ndarray]:
    """Return columns a year on: one of noise, one that few rows change, one in which nearly all grow older by a year."""
    more = rows - len(then["post"])
    post = np.append(then["post"], rng.integers(0, 9, more)).astype(np.int32)
    age = np.append(then["age"] + np.float32(1), rng.random(more)).astype(np.float32)
    some = rng.integers(0, rows, 3)
    post[some], age[some] = rng.integers(0, 9, 3), rng.random(3)
    return {"skill": rng.random(rows), "post": post, "age": age}


def test_every_year_is_told_as_it_was_and_takes_less_room() -> None:
    rng, kept, stood = np.random.default_rng(1), Archive(STEPS), []
    now = {"skill": np.empty(0), "post": np.empty(0, np.int32), "age": np.empty(0, np.float32)}
    for year, rows in enumerate([200, 200, 200, 230, 230, 230]):
        now = of_a_year(rng, now, rows)
        kept.write(2020 + year, now)
        stood.append(copy.deepcopy(now))
        now["skill"][:] = 0  # what is done to the table later does not reach what is kept
    for i, (year, columns) in enumerate(kept):
        assert year == 2020 + i
        for name, column in columns.items():
            assert column.dtype == stood[i][name].dtype
            np.testing.assert_array_equal(column, stood[i][name], err_msg=name)
    for i, (_, changes) in enumerate(kept.years):
        assert {name: change.rows is None for name, change in changes.items()} == {
            "skill": True, "post": i in {0, 3}, "age": i in {0, 3},
        }  # fmt: skip


def test_a_copy_goes_on_by_itself() -> None:
    kept, post = Archive(), np.arange(99)
    for year in (1, 2):
        kept.write(year, {"post": post})
    other = kept.copy()
    other.write(3, {"post": np.where(post == 0, 7, post)})
    kept.write(3, {"post": np.where(post <= 1, 7, post)})
    assert [columns["post"][:2].tolist() for _, columns in kept] == [[0, 1], [0, 1], [7, 7]]
    assert [columns["post"][:2].tolist() for _, columns in other] == [[0, 1], [0, 1], [7, 1]]
    assert (len(kept), len(other), len(Archive())) == (3, 3, 0)
