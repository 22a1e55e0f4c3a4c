"""How many fewer runs paired seeds need than independent ones, for the same interval. Run by ``make bench``.

With n runs an arm the variance of a difference is (Var a + Var b)/n if the arms have seeds of their own, and Var(b - a)/n if
they share them: the ratio is how many times as many runs independent seeds need. It is measured twice.

*One population*: every run begins with the same first day (``population_seed``), and seeds are luck alone. This is what common
random numbers save, and the figure to quote: whoever studies one district would not draw it anew for every run.

*A population a seed*: a seed also makes the district itself (who teaches where, which families live where), and districts of
other seeds differ far more than any reform does. Most of this ratio is that the arms share their districts, which a careful
user without shared seeds would see to anyway.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from experiments.runs import outcomes
from experiments.runs.definition import make_run, with_seed
from experiments.runs.simulation import simulate

pytestmark = pytest.mark.bench

SEEDS = range(1, 9)
YEARS = 10
POPULATIONS = {"one population": 1, "a population a seed": None}
OUTCOMES = ("between_school_sd.primary", "mean_score.primary", "bottom_decile.primary")
GOAL = 5.0
ARMS: dict[str, dict[str, Any]] = {
    "no reform": {"reforms": False},
    "reform": {},
    "rotation 0.10": {"overrides": {"rotation.annual_share": 0.10}},
    "rotation 0.15": {"overrides": {"rotation.annual_share": 0.15}},
}
PAIRS = (("no reform", "reform"), ("rotation 0.10", "rotation 0.15"))


@pytest.fixture(scope="module", params=POPULATIONS.items(), ids=lambda item: item[0])
def values(request: pytest.FixtureRequest) -> tuple[str, dict[str, NDArray[np.float64]]]:
    """Return what varies, and outcomes by arm: (outcome, seed)."""
    what, population = request.param
    wanted = [outcomes.parse(name) for name in OUTCOMES]
    found = {}
    for name, options in ARMS.items():
        run, rows = make_run("huadu", years=YEARS, **options), []
        for seed in SEEDS:
            yearly = simulate(run.source.packed, with_seed(run, seed, population_seed=population).task)
            rows.append([o.of(yearly) for o in wanted])
        found[name] = np.array(rows).T
    return what, found


def saved(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Return how many times as many runs independent seeds need."""
    return float((a.var(ddof=1) + b.var(ddof=1)) / (b - a).var(ddof=1))


@pytest.mark.parametrize("pair", PAIRS, ids=" against ".join)
def test_shared_seeds_need_fewer_runs(
    values: tuple[str, dict[str, NDArray[np.float64]]], pair: tuple[str, str], note: Any
) -> None:
    varies, found = values
    for outcome, a, b in zip(OUTCOMES, *(found[name] for name in pair), strict=True):
        what = f"{varies}: {pair[1]} against {pair[0]}, {outcome}"
        factor = saved(a, b)
        note(what, factor, "x", at_least=GOAL)
        assert factor >= GOAL, what
