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

from experiments.engine import Options
from experiments.sensitivity.sobol import parts, sobol
from experiments.study.analyse import analyse
from experiments.study.carrying_out import carry_out
from experiments.study.study import find_study, load_study
from experiments.study.study_data import gather

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
METHODS = ("sobol", *(("pce",) if find_spec("sklearn") else ()))  # an emulator of the same runs, where it can be had
MEASURED, WIDTH = 32, 0.1  # base rows that are run; how wide an interval of ST may be
MORE = (
    '"rotation.on" = {}\n"rotation.annual_share" = { low = 0, high = 0.3 }\n'  # two factors beside the ten of the study
)


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
        errors.append(
            [v / variance - 1, *(p.first.mean(0) / v - padded(first)), *(p.total.mean(0) / v - padded(total))]
        )
    found = np.sqrt(np.mean(np.square(errors), axis=0))
    what = f"Ishigami, luck 50%, {luck}, {n * width * 2:,} runs with {'' if second else 'no '}points BA: error of"
    note(f"{what} the variance", 100 * found[0], "%")
    note(f"{what} S1", float(np.sqrt(np.mean(found[1 : D + 1] ** 2))), "")
    note(f"{what} ST", float(np.sqrt(np.mean(found[D + 1 :] ** 2))), "")


def test_the_question_of_instruments_with_twelve_factors(note: Any) -> None:
    """Eight outcomes; a part is run, and intervals narrow with the root of the base rows."""
    text = find_study("instruments-sobol").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "question.toml"
        file.write_text(text.replace("[levers]\n", f"[levers]\n{MORE}"), encoding="utf-8")
        study = load_study(file, points=MEASURED)
        assert len(study.factors) == 12
        assert len(study.outcomes) == 8
        options = Options(workers=2)
        carry_out(
            replace(study, design=study.design.model_copy(update={"n": 1})),
            folder,
            options,
            "edugroup sweep question.toml",
        )  # compiled
        start = perf_counter()
        tally = carry_out(study, folder, options, "edugroup sweep question.toml")
        seconds = perf_counter() - start
        data = gather(study, folder)
        found = {method: analyse(data, method).indices for method in METHODS}
    note(f"Huadu, 12 factors, {MEASURED} base rows, {tally.new:,} runs on two workers", seconds / 60, "min")
    for method, indices in found.items():
        totals = indices[indices["index"] == "ST"]
        known = totals[totals["value"].notna()]
        lost = len(study.outcomes) - known["outcome"].nunique()
        width = (known["high"] - known["low"]).to_numpy(np.float64)
        note(f"  {method}: outcomes without indices", lost, "of 8", 0)
        if not len(width):
            continue
        for what, reached, goal in (("widest", width.max(), 30.0), ("median", np.median(width), None)):
            rows = MEASURED * max(float(reached) / WIDTH, 1e-9) ** 2
            note(f"  {method}: {what} interval of ST", float(reached), "")
            note(f"    base rows until it is {WIDTH:g} wide, extrapolated", rows, "rows")
            note("    time they take on two workers, extrapolated", seconds / 60 * rows / MEASURED, "min", goal)
