"""Numbers and comparisons in words, for reports and terminals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.statistics.paired import Paired
from experiments.statistics.price import UNIT
from experiments.words import labels

if TYPE_CHECKING:
    from experiments.runs.outcomes import Outcome
    from experiments.runs.results import Results
    from experiments.statistics.price import Price

MOST = 4  # decimals
MINUS = "−"
DASH = "–"


class TableCell(NamedTuple):
    """A cell of a table as it is shown."""

    text: str
    numeric: bool
    rows: int  # how many rows it spans


@dataclass(frozen=True, slots=True)
class TableView:
    """A table of texts; an empty text in a column of words belongs to the cell above it."""

    caption: str
    headers: list[str]
    rows: list[list[str]]
    n_words: int = 1  # leading columns that hold words, not numbers
    folded: bool = False

    def cells(self) -> list[list[TableCell]]:
        """Return the cells to show in each row."""
        out = []
        for i, row in enumerate(self.rows):
            shown = []
            for column, text in enumerate(row):
                if column >= self.n_words:
                    shown.append(TableCell(text, True, 1))
                elif text or i == 0:
                    below = (r[column] for r in self.rows[i + 1 :])
                    shown.append(TableCell(text, False, 1 + sum(1 for _ in takewhile(lambda t: not t, below))))
            out.append(shown)
        return out


def number(value: float, digits: int = 2) -> str:
    """Return a number with a true minus sign; a dash where there is none."""
    if not np.isfinite(value):
        return DASH
    text = f"{value:,.{digits}f}"
    return (text.removeprefix("-") if float(text.replace(",", "")) == 0 else text).replace("-", MINUS)


def signed(value: float, digits: int = 2) -> str:
    """Return a number with its sign."""
    text = number(value, digits)
    return text if text.startswith((MINUS, DASH)) or float(text.replace(",", "")) == 0 else f"+{text}"


def places(low: float, high: float, otherwise: int = 2) -> int:
    """Return with how many decimals an estimate is told: two significant digits of half its interval, not more than 4.

    ``otherwise`` is how many where there is no interval.
    """
    half = (high - low) / 2
    if not np.isfinite(half) or half <= 0:
        return otherwise
    return int(np.clip(1 - np.floor(np.log10(half)), 0, MOST))


def ends(low: float, high: float, digits: int = 2, form: Callable[[float, int], str] = number) -> str:
    """Return the ends of an interval, or a dash."""
    return f"{form(low, digits)} to {form(high, digits)}" if np.isfinite(low) and np.isfinite(high) else DASH


def estimate(
    value: float, low: float, high: float, otherwise: int = 2, form: Callable[[float, int], str] = number
) -> str:
    """Return a number with its interval in brackets, both with the digits that the interval supports."""
    digits = places(low, high, otherwise)
    bounds = ends(low, high, digits, form)
    return form(value, digits) + (f" ({bounds})" if bounds != DASH else "")


def share(value: float) -> str:
    """Return a share in per cent."""
    return f"{number(100 * value, 0)} %" if np.isfinite(value) else DASH


def interval(pair: Paired, digits: int = 2) -> str:
    """Return the interval, or why there is none; ``digits`` where it does not say how many."""
    if not pair.has_interval:
        return "none with one seed"
    return ends(pair.low, pair.high, places(pair.low, pair.high, digits), signed)


def change(pair: Paired, unit: str = "points", digits: int = 2) -> str:
    """Say a difference with its interval."""
    if not pair.n:
        return "unknown"
    text = f"{signed(pair.difference, places(pair.low, pair.high, digits))} {unit}"
    return f"{text}, 95 % interval {interval(pair, digits)}" if pair.has_interval else text


def verb(pair: Paired, up: str, down: str) -> str:
    """Say the direction of a difference; where its interval holds zero, that it cannot be told from none."""
    if not pair.n:
        return "is unknown"
    if pair.difference == 0:
        return "did not change"
    if pair.has_interval and not pair.is_sure:
        return "cannot be told from unchanged"
    return up if pair.difference > 0 else down


def gained(results: Results, pair: Paired) -> str:
    """Say how many points were gained or lost; in a single run, by how many scores went up or down over time."""
    points = f"{number(abs(pair.difference), places(pair.low, pair.high))} points"
    if results.is_paired:
        return verb(pair, f"gained {points}", f"lost {points}")
    return verb(pair, f"went up by {points} over time", f"went down by {points} over time")


def priced(found: Price) -> str:
    """Say what was spent and gained over the years of a run, and what a gain costs."""
    if not found.first:
        return "What it costs and gains cannot be said: no seed has both runs."
    years = labels.in_span(found.first, found.last)
    rate = f", later years discounted at {100 * found.discount:g} % a year" if found.discount else ", undiscounted"
    spent = (
        f"Over {years}{rate}, it takes {number(found.yuan / labels.WAN, 1)} {labels.MONEY} and {number(found.hours, 0)} booked "
        "hours"
    )
    if not found.yuan_per_gain.is_known:
        return f"{spent}; what a gain costs cannot be said: the gain in the mean score cannot be told from zero."
    yuan, hours = (estimate(r.value, r.low, r.high) for r in (found.yuan_per_gain, found.hours_per_gain))
    return (
        f"{spent}: {yuan} yuan and {hours} hours for each pupil and school year with scores higher by {UNIT:g} SD, counting "
        "all pupils, those who lose too."
    )


def outcome_name(o: Outcome) -> str:
    """Return the name of an outcome in English and Chinese, and whether it is there beside a gap only."""
    beside = "; beside the gap, not asked for 差距的参照" if o.is_companion else ""
    return f"{o.en} ({o.zh}{beside})"


def names(results: Results) -> tuple[str, str]:
    """Return what the two sides of a comparison are called."""
    if results.is_paired:
        return "Baseline", "Reform"
    early, late = results.early, results.late
    return labels.span(early.first, early.last), labels.span(late.first, late.last)


def sides(results: Results, pair: Paired, unit: str = "points") -> str:
    """Say both sides and their difference."""
    left, right = ("the baseline", "the reformed district") if results.is_paired else names(results)
    digits = places(pair.low, pair.high)
    return f"{number(pair.baseline, digits)} {unit} in {left}, {number(pair.reform, digits)} in {right} ({change(pair, unit)})"


def window(results: Results) -> str:
    """Say which school years a comparison rests on."""
    late = labels.in_span(results.late.first, results.late.last)
    return f"means of {late}" if results.is_paired else "means of each span of school years"


def measure_table(results: Results, measures: Sequence[str]) -> TableView:
    """Return the comparison of measures, a row per measure and stage."""
    from sim.equity.metrics import REGISTRY

    found = results.compare(measures)
    rows = []
    for measure in measures:
        m = REGISTRY[measure]
        digits = m.digits
        for stage, words in results.stages.items():
            cells = comparison_cells(results, found[measure, stage], digits)
            first = stage == next(iter(results.stages))
            rows.append([*((f"{m.en} {m.zh}", m.unit) if first else ("", "")), f"{words.en}\u00a0{words.zh}", *cells])
    return TableView(
        f"Measures: {window(results)}", ["Measure", "Unit", "Stage", *comparison_headers(results)], rows, 3
    )


def comparison_headers(results: Results) -> list[str]:
    """Return the headers of `comparison_cells`."""
    extra = ["95 % interval", "Seeds"] if results.is_paired else []
    return [*names(results), "Difference" if results.is_paired else "Change over time", *extra]


def comparison_cells(results: Results, pair: Paired, digits: int) -> list[str]:
    """Return both sides and the difference, and of paired arms what `paired_cells` adds."""
    cells = paired_cells(pair, digits)
    return cells if results.is_paired else cells[:3]


def paired_cells(pair: Paired, digits: int) -> list[str]:
    """Return both sides, the difference, its interval and the seeds, all with the digits that the interval supports."""
    digits = places(pair.low, pair.high, digits)
    cells = [number(pair.baseline, digits), number(pair.reform, digits), signed(pair.difference, digits)]
    return [*cells, interval(pair, digits), str(pair.n)]


def together_cells(pair: Paired, digits: int) -> list[str]:
    """Return what `paired_cells` does, with the interval that holds together with all others before the seeds."""
    *cells, seeds = paired_cells(pair, digits)
    return [*cells, ends(pair.low_all, pair.high_all, places(pair.low, pair.high, digits), signed), seeds]
