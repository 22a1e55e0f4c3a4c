"""What indices are worth: coverage and errors where the truth is known, and how long the project's own question takes.

Nothing here fails.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np
import pytest

from experiments.design.factors import Factor
from experiments.design.file import DesignPart
from experiments.design.samplers import sample
from experiments.emulators.emulate import emulate
from experiments.engine import Options
from experiments.sensitivity.contrasts import crossed
from experiments.sensitivity.sobol import parts, sobol
from experiments.study.analyse import MOST
from experiments.study.carrying_out import carry_out
from experiments.study.study import find_study, load_study

pytestmark = pytest.mark.bench

sys.path.append(str(Path(__file__).resolve().parents[1] / "studies"))
from known_functions import (  # noqa: E402
    Array,
    Luck,
    by_blocks,
    g_function,
    g_indices,
    ishigami,
    ishigami_indices,
    linear,
    linear_indices,
    saltelli,
)

REPEATS = 100
D = 6
NAMES = [f"x{j}" for j in range(D)]
KNOWN = {
    "Ishigami": (ishigami, ishigami_indices()), "Sobol' G": (g_function, g_indices()), "plane": (linear, linear_indices()),
}  # fmt: skip
LUCKS = {"seeds of a row": Luck(0.6, 0.1, 0.3), "independent seeds": Luck(0.0, 0.0, 1.0)}
MEASURED = 160  # points that are run
NARROW = 1920  # points that leave no interval of ST wider than 0.1 (docs/TRACE.md, instruments, indices)
BLOCK = 16


def padded(values: Array) -> Array:
    """Return indices of six factors, of which those a function does not know have none."""
    return np.pad(values, (0, D - len(values)))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("luck", LUCKS)
@pytest.mark.parametrize("name", KNOWN)
def test_coverage_of_intervals(name: str, luck: str, share: float, note: Any) -> None:
    of, (first, total, variance) = KNOWN[name]
    hits: dict[str, list[Array]] = {"S1": [], "ST": []}
    n, undefined = 512 if share > 0.9 else 128, 0
    for seed in range(REPEATS):
        u = saltelli(D, n, seed=seed)
        rows = sobol(by_blocks(u, of(u), share, variance, LUCKS[luck], block=D + 2, seed=seed), NAMES, seed=seed)
        if any(np.isnan(r.value) for r in rows if r.name == "ST"):
            undefined += 1
            continue
        for index, truth in (("S1", padded(first)), ("ST", padded(total))):
            low, high = (np.array([getattr(r, side) for r in rows if r.name == index]) for side in ("low", "high"))
            hits[index].append((low <= truth) & (truth <= high))
    what = f"{name}, luck {share:.0%}, {luck}, {n} base rows"
    for index, found in hits.items():
        if found:
            note(f"{what}: coverage of {index}", 100 * float(np.mean(found)), "%", at_least=90)
    note("  samples whose variance could not be told from 0", 100 * undefined / REPEATS, "%")


def janon(one: Array, other: Array) -> Array:
    """Return the shares of variance that two sets of points have in common, by the estimator of Janon et al. (2014)."""
    mean = (one.mean((0, 2)) + other.mean((0, 2)))[None, :, None] / 2
    x, y = one - mean, other - mean
    shares: Array = crossed(x, y).mean(0) / ((crossed(x, x) + crossed(y, y)).mean(0) / 2)
    return shares


@pytest.mark.parametrize("second", [False, True], ids=["A, B, AB", "A, B, AB, BA"])
@pytest.mark.parametrize("luck", LUCKS)
def test_errors_of_indices_per_run(luck: str, second: bool, note: Any) -> None:
    """The points BA nearly double a row: rows are fewer by as much, so that both designs have about as many runs."""
    first, total, variance = ishigami_indices()
    n, width = (256, 2 * D + 2) if second else (512, D + 2)
    errors = []
    for seed in range(REPEATS):
        u = saltelli(D, n, seed=seed, second=second)
        y = by_blocks(u, ishigami(u), 0.5, variance, LUCKS[luck], block=width, seed=seed)
        p = parts(y.reshape(n, width, 2), D, second=second)
        v = p.variance.mean()
        blocks = y.reshape(n, width, 2)
        errors.append(
            [
                v / variance - 1,
                *(p.first.mean(0) / v - padded(first)),
                *(p.total.mean(0) / v - padded(total)),
                *(janon(blocks[:, -1:], blocks[:, 1 : 1 + D]) - padded(first)),
                *(1 - janon(blocks[:, :1], blocks[:, 1 : 1 + D]) - padded(total)),
            ]
        )
    found = np.sqrt(np.mean(np.square(errors), axis=0))
    what = f"Ishigami, luck 50%, {luck}, {n * width * 2:,} runs with {'' if second else 'no '}points BA: error of"
    note(f"{what} the variance", 100 * found[0], "%")
    note(f"{what} S1", float(np.sqrt(np.mean(found[1 : D + 1] ** 2))), "")
    note(f"{what} ST", float(np.sqrt(np.mean(found[D + 1 : 2 * D + 1] ** 2))), "")
    note("  Janon's S1", float(np.sqrt(np.mean(found[2 * D + 1 : 3 * D + 1] ** 2))), "")
    note("  Janon's ST", float(np.sqrt(np.mean(found[3 * D + 1 :] ** 2))), "")


@pytest.mark.skipif(not find_spec("sklearn"), reason="emulators need scikit-learn")
@pytest.mark.parametrize("share", [0.1, 0.5, 0.95])
@pytest.mark.parametrize("runs", [500, 1500, 4000])
@pytest.mark.parametrize("name", KNOWN)
@pytest.mark.parametrize("kind", ["pce", "gp"])
def test_coverage_of_emulators(kind: str, name: str, runs: int, share: float, note: Any) -> None:
    of, (first, total, variance) = KNOWN[name]
    factors = [Factor(name=n, role="lever", kind="real") for n in NAMES]
    truth, points = np.concatenate([padded(first), padded(total)]), runs // 2 // BLOCK * BLOCK
    if kind == "gp" and points > MOST["gp"]:
        pytest.skip("more points than a process is fitted to")
    hits, widths, refused, rows = [], [], 0, np.repeat(np.arange(points // BLOCK), BLOCK)
    for seed in range(REPEATS):
        u = sample(DesignPart(kind="lhs", n=points, block=BLOCK), D, seed)
        y = by_blocks(u, of(u), share, variance, LUCKS["seeds of a row"], block=BLOCK, seed=seed)
        found = [r for r in emulate(kind, factors, u, y, rows=rows, groups=rows).rows if r.name in {"S1", "ST"}]
        if not found:
            refused += 1
            continue
        low, high = np.array([(r.low, r.high) for r in found]).T
        hits.append((low <= truth) & (truth <= high))
        widths.append(float(np.median((high - low)[D:])))
    what = f"{kind}, {name}, luck {share:.0%}, {runs:,} runs"
    if hits:
        note(f"{what}: coverage of S1 and ST", 100 * float(np.mean(hits)), "%", at_least=90)
        note("  median interval of ST", float(np.median(widths)), "")
    note("  samples of which nothing is read", 100 * refused / REPEATS, "%")


def test_the_question_of_instruments_with_twelve_factors(note: Any) -> None:
    """How long it takes to the points at which every interval is narrow enough, extrapolated from a part that is run."""
    with tempfile.TemporaryDirectory() as folder:
        study = load_study(find_study("instruments-sobol"), points=MEASURED)
        assert len(study.factors) == 12
        assert len(study.outcomes) == 8
        options = Options(workers=2)
        small = replace(study, design=study.design.model_copy(update={"n": study.design.block}))
        carry_out(small, folder, options, "edugroup sweep instruments-sobol")  # compiled
        start = perf_counter()
        tally = carry_out(study, folder, options, "edugroup sweep instruments-sobol")
        each = (perf_counter() - start) / tally.new
    note(f"Huadu, 12 factors: a run, of {tally.new:,} on two workers", each, "s")
    note(
        f"  {NARROW:,} points with {study.replications} seeds each",
        NARROW * study.replications * each / 60,
        "min",
        30.0,
    )
