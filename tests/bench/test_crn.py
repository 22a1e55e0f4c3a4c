"""How many fewer runs paired seeds need than independent ones, for the same interval. Run by ``make bench``.

With n runs an arm the variance of a difference is (Var a + Var b)/n if the arms have seeds of their own, and Var(b - a)/n if
they share them: the ratio is how many times as many runs independent seeds need. A seed of this model also makes the
district itself (who teaches where, which families live where), so that districts of other seeds differ far more than any
reform does. The second ratio therefore grants the arms with seeds of their own that each outcome is measured from its value
in the first school year, before anything differs: it is what a careful user without shared seeds could reach.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from experiments import outcomes
from experiments.runs import make_run, simulate, with_seed

pytestmark = pytest.mark.bench

SEEDS = range(1, 16)
YEARS = 10
OUTCOMES = ("between_school_sd.primary", "mean_score.primary", "bottom_decile.primary")
GOAL = 5.0
ARMS: dict[str, dict[str, Any]] = {
    "no reform": {"reforms": False},
    "reform": {},
    "rotation 0.10": {"overrides": {"rotation.annual_share": 0.10}},
    "rotation 0.15": {"overrides": {"rotation.annual_share": 0.15}},
}
PAIRS = (("no reform", "reform"), ("rotation 0.10", "rotation 0.15"))


@pytest.fixture(scope="module")
def values() -> dict[str, NDArray[np.float64]]:
    """Return outcomes by arm: (late mean or first year, outcome, seed)."""
    wanted = [outcomes.parse(name) for name in OUTCOMES]
    found = {}
    for name, options in ARMS.items():
        run, rows = make_run("huadu", years=YEARS, **options), []
        for seed in SEEDS:
            yearly = simulate(run.source.packed, with_seed(run, seed).task)
            rows.append([[o.of(yearly) for o in wanted], [o.by_year(yearly)[0] for o in wanted]])
        found[name] = np.array(rows).transpose(1, 2, 0)
    return found


def saved(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Return how many times as many runs independent seeds need."""
    return float((a.var(ddof=1) + b.var(ddof=1)) / (b - a).var(ddof=1))


@pytest.mark.parametrize("pair", PAIRS, ids=" against ".join)
def test_paired_seeds_need_fewer_runs(values: dict[str, NDArray[np.float64]], pair: tuple[str, str], note: Any) -> None:
    (late_a, first_a), (late_b, first_b) = (values[name] for name in pair)
    for i, outcome in enumerate(OUTCOMES):
        what = f"{pair[1]} against {pair[0]}, {outcome}"
        factor = saved(late_a[i], late_b[i])
        note(what, factor, "x", at_least=GOAL)
        note(
            "  the same, each arm measured from its first year",
            saved(late_a[i] - first_a[i], late_b[i] - first_b[i]),
            "x",
        )
        assert factor >= GOAL, what
