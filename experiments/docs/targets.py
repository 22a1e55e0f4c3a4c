"""The targets V1 to V25, and F6, as their studies put them, on the case of Huadu: met, missed, undecided or by construction.

Each measured target is a function of the runs of one seed, which the tests of patterns use too. Over the seeds it has a mean
and a 95 % interval: **met** where the whole interval lies in the band, **missed** where all of it lies outside, else
**undecided**. What a rule or a parameter puts in is **by construction**, whatever its number.

``python -m experiments.docs.targets`` does the runs and writes ``docs/targets.csv``; the table of TRACE is made from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import sim
from experiments.docs import estimands as seen
from experiments.docs.describe import markdown
from experiments.docs.estimands import SeedRuns
from experiments.docs.texts import targets as texts
from experiments.statistics import paired
from sim.case import Case, load_case
from sim.say import Text
from sim.state import Title

FILE = Path(__file__).resolve().parents[2] / "docs" / "targets.csv"
CASE, SEEDS = "huadu", (1, 2, 3, 4)
MET, MISSED, UNDECIDED, BUILT = "met", "missed", "undecided", "by construction"
INF = math.inf


@dataclass(frozen=True)
class Target:
    """A number that is measured, its band, and whether it was put in."""

    id: str
    what: Text
    of: Callable[[SeedRuns], float]
    low: float = -INF
    high: float = INF
    digits: int = 3
    built: bool = False


def _elsewhere(_: SeedRuns) -> float:
    """Say nothing of the runs that the other targets are measured on."""
    return math.nan


TARGETS = (
    Target("V1", texts.V1, seen.size, 3.9, 4.9, 1, built=True),
    Target("V7", texts.V7_PRIMARY, lambda r: seen.gain(r, "member_score", "primary"), 0.0),
    Target("V7", texts.V7_JUNIOR, lambda r: seen.gain(r, "member_score", "junior"), 0.0),
    Target("V7", texts.V7_CORE, lambda r: seen.gain(r, "core_score"), 0.0),
    Target(
        "V7", texts.V7_STAGES,
        lambda r: seen.gain(r, "member_score", "junior") - seen.gain(r, "member_score", "primary"), 0.0,
    ),
    Target("V7", texts.V7_LOW, lambda r: seen.gain(r, "bottom_decile") - seen.gain(r, "mean_score"), 0.0),
    Target("V7", texts.V7_SES, lambda r: seen.gain(r, "ses_slope"), high=0.0),
    Target("V7", texts.V7_SKILL, lambda r: seen.late(seen.effect(r, "member_skill")), 0.0, digits=4),
    Target("V8", texts.V8_MIDDLE, lambda r: seen.title_gap(r, Title.FIRST, Title.FIRST), high=0.0, digits=4),
    Target("V8", texts.V8_TOP, lambda r: seen.title_gap(r, Title.SENIOR, Title.FULL), 0.0, digits=4),
    Target("V8", texts.V8_RATIO, lambda r: seen.late(seen.effect(r, "pupil_teacher_ratio")), -0.2, 0.2),
    Target("V9", texts.V9, seen.lag, 2.0, 4.0, 1),
    Target("V10", texts.V10, seen.stronger_core, 0.0),
    Target("V11", texts.V11, seen.unequal_groups, 0.4, digits=2),
    Target("V13", texts.V13_UP, seen.upward, 0.0, digits=4),
    Target("V13", texts.V13_DOWN, seen.hosting, 0.0, digits=4),
    Target("V15", texts.V15, seen.meetings, 6.0, 14.0, 1, built=True),
    Target("V16", texts.V16, seen.drawn_together, 0.5, 1.0, 2),
    Target("V16", texts.V16_CONTROL, seen.beyond_control, 0.0, digits=2),
    Target("V17", texts.V17, seen.lessons, high=28.0, digits=1),
    Target("V17", texts.V17_HEAVIER, seen.heavier, 0.0, digits=2),
    Target("V25", texts.V25, seen.lifted, 0.5, 1.0, 2),
)  # fmt: skip


OWN: dict[
    Target, Callable[[int, Case], float]
] = {  # measured on runs or cases of their own, from the seed and the case
    Target("V23", texts.V23_YOUNG, _elsewhere, high=0.0): (
        lambda seed, case: seen.merged(seed, seen.primary_merged(case), young=True)
    ),
    Target("V23", texts.V23_OLDER, _elsewhere, -0.02, 0.02): lambda seed, case: seen.merged(seed, case, young=False),
    Target("F6", texts.F6, _elsewhere, 0.0, 1.0, 2): seen.after_a_stop,
    Target("V20", texts.V20, _elsewhere, 0.72, 0.74, built=True): lambda seed, case: seen.supported(
        load_case("tianjin")
    ),
}


def verdict(values: NDArray[np.float64], low: float, high: float) -> str:
    """Say what values of some seeds mean for a band."""
    p = paired.pair(np.zeros_like(values), values)
    if not p.n:
        return UNDECIDED
    ends = (p.low, p.high) if p.has_interval else (p.difference, p.difference)
    if low <= ends[0] and ends[1] <= high:
        return MET
    return MISSED if ends[1] < low or ends[0] > high else UNDECIDED


def measured(seeds: tuple[int, ...] = SEEDS, case: str = CASE) -> pd.DataFrame:
    """Do the runs, and return a row per target with its number and what it says."""
    of = load_case(case)
    found = [seen.runs(seed, of) for seed in seeds]
    every: list[tuple[Target, NDArray[np.float64]]] = [(t, np.array([t.of(one) for one in found])) for t in TARGETS]
    every += [(t, np.array([own(seed, of) for seed in seeds])) for t, own in OWN.items()]
    rows = []
    for i, (t, values) in enumerate(every):
        p = paired.pair(np.zeros_like(values), values)
        said = BUILT if t.built else verdict(values, t.low, t.high)
        rows.append((t.id, i, said, t.low, t.high, p.difference, p.low, p.high, p.n, t.digits, sim.CODE_HASH))
    heads = ("target", "row", "result", "band_low", "band_high", "value", "low", "high", "seeds", "digits", "code")
    return pd.DataFrame(rows, columns=list(heads))


WHATS = tuple(t.what for t in (*TARGETS, *OWN))


@cache
def stored() -> pd.DataFrame:
    """Return the table that was measured last."""
    return pd.read_csv(FILE)


def table() -> str:
    """Return the table of the targets as Markdown."""
    head = (texts.TARGET, texts.WHAT, texts.BAND, texts.VALUE, texts.INTERVAL, texts.RESULT)
    return markdown(head, _rows())


def _rows() -> Iterator[tuple[object, ...]]:
    for r in sorted(stored().to_dict("records"), key=lambda r: (r["target"][0] != "V", int(r["target"][1:]), r["row"])):
        band, found = (r["band_low"], r["band_high"]), (r["value"], r["low"], r["high"])
        yield (r["target"], WHATS[int(r["row"])], *_told(*band, found, r["result"], int(r["digits"])))


def cells(low: float, high: float, values: NDArray[np.float64], digits: int) -> tuple[object, ...]:
    """Return how values of some seeds are told: band, mean, interval and what they mean for it."""
    p = paired.pair(np.zeros_like(values), values)
    return _told(low, high, (p.difference, p.low, p.high), verdict(values, low, high), digits)


def _told(low: float, high: float, found: tuple[float, float, float], result: str, digits: int) -> tuple[object, ...]:
    least, most = (f"{x:.{digits}f}" if math.isfinite(x) else "" for x in (low, high))
    both = texts.BETWEEN(low=least, high=most) if least and most else ""
    band = both or (texts.ABOVE(low=least) if least else texts.BELOW(high=most))
    value, *ends = (f"{x:.{digits}f}" if math.isfinite(x) else "–" for x in found)
    return band, value, texts.ENDS(low=ends[0], high=ends[1]), texts.RESULTS[result]


def note() -> str:
    """Say how the table was made."""
    code, seeds = stored()["code"].iloc[0], int(stored()["seeds"].max())
    return texts.NOTE(code=code, seeds=seeds, years=seen.YEARS)


if __name__ == "__main__":
    measured().to_csv(FILE, index=False, float_format="%.6g")
