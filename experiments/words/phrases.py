"""Numbers and comparisons in words, for reports and terminals, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.statistics.paired import Paired
from experiments.statistics.price import UNIT
from experiments.words import labels, texts
from sim import units
from sim.say import Said, joined, money, per_cent
from sim.units import amount

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
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    n_words: int = 1  # leading columns that hold words, not numbers
    folded: bool = False
    marked: frozenset[int] = frozenset()  # rows that miss what they should reach

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
    if not (np.isfinite(low) and np.isfinite(high)):
        return DASH
    return texts.ENDS(low=form(low, digits), high=form(high, digits))


def estimate(
    value: float, low: float, high: float, otherwise: int = 2, form: Callable[[float, int], str] = number
) -> str:
    """Return a number with its interval in brackets, both with the digits that the interval supports."""
    digits = places(low, high, otherwise)
    bounds = ends(low, high, digits, form)
    return form(value, digits) if bounds == DASH else texts.ESTIMATE(value=form(value, digits), ends=bounds)


def share(value: float) -> str:
    """Return a share in per cent."""
    return per_cent(abs(value) if round(100 * value) == 0 else value) if np.isfinite(value) else DASH


def paragraph(*parts: str) -> Said:
    """Return sentences one after the other, without those that are empty."""
    return joined([part for part in parts if part], zh="", en=" ")


def interval(pair: Paired, digits: int = 2) -> str:
    """Return the interval, or why there is none; ``digits`` where it does not say how many."""
    if not pair.has_interval:
        return texts.NO_INTERVAL()
    return ends(pair.low, pair.high, places(pair.low, pair.high, digits), signed)


def change(pair: Paired, unit: str = "points", digits: int = 2) -> Said:
    """Say a difference with its interval."""
    if not pair.n:
        return texts.NO_CHANGE_KNOWN()
    value = signed(pair.difference, places(pair.low, pair.high, digits))
    told = amount(value, unit)
    return texts.CHANGE_WITHIN(change=told, interval=interval(pair, digits)) if pair.has_interval else told


def verb[S: str](pair: Paired, up: S, down: S) -> S | Said:
    """Say the direction of a difference; where its interval holds zero, that it cannot be told from none."""
    if not pair.n:
        return texts.UNKNOWN()
    if pair.difference == 0:
        return texts.SAME()
    if pair.has_interval and not pair.is_sure:
        return texts.NOT_SURE()
    return up if pair.difference > 0 else down


def rose(pair: Paired) -> Said:
    """Say whether a level rose or fell."""
    return verb(pair, texts.ROSE(), texts.FELL())


def widened(pair: Paired) -> Said:
    """Say whether a distance widened or narrowed."""
    return verb(pair, texts.WIDENED(), texts.NARROWED())


def gained(results: Results, pair: Paired) -> Said:
    """Say how many points were gained or lost; in a single run, by how many scores went up or down over time."""
    value = number(abs(pair.difference), places(pair.low, pair.high))
    by = amount(value, "points")
    if results.is_paired:
        return verb(pair, texts.GAINED(by=by), texts.LOST(by=by))
    return verb(pair, texts.UP(by=by), texts.DOWN(by=by))


def priced(found: Price) -> Said:
    """Say what was spent and gained over the years of a run, and what a gain costs."""
    if not found.first:
        return texts.NO_PRICE()
    spent = {
        "years": labels.in_span(found.first, found.last),
        "rate": texts.DISCOUNTED(rate=100 * found.discount) if found.discount else texts.UNDISCOUNTED,
        "money": money(found.yuan),
        "hours": number(found.hours, 0),
    }
    if not found.yuan_per_gain.is_known:
        return texts.SPENT_ALONE(**spent)
    yuan, hours = (estimate(r.value, r.low, r.high) for r in (found.yuan_per_gain, found.hours_per_gain))
    return texts.SPENT(**spent, yuan=yuan, each=hours, unit=UNIT)


def outcome_name(o: Outcome) -> Said:
    """Return the name of an outcome, and whether it is there beside a gap only."""
    return texts.BESIDE(name=o) if o.is_companion else labels.named(o)


def names(results: Results) -> tuple[Said, Said]:
    """Return what the two sides of a comparison are called."""
    if results.is_paired:
        return texts.BASELINE(), texts.REFORM()
    early, late = results.early, results.late
    return labels.span(early.first, early.last), labels.span(late.first, late.last)


def sides(results: Results, pair: Paired, unit: str = "points") -> Said:
    """Say both sides and their difference."""
    before, after = (texts.THE_BASELINE(), texts.THE_REFORMED()) if results.is_paired else names(results)
    digits = places(pair.low, pair.high)
    one, two = (number(value, digits) for value in (pair.baseline, pair.reform))
    return texts.SIDES(
        one=amount(one, unit),
        two=Said(amount(two, unit).zh, two),
        before=before,
        after=after,
        change=change(pair, unit),
    )


def window(results: Results) -> Said:
    """Say which school years a comparison rests on."""
    late = labels.in_span(results.late.first, results.late.last)
    return texts.MEANS_OF(years=late) if results.is_paired else texts.MEANS_OF_EACH()


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
            head = (labels.named(m), units.unit(m.unit)) if first else ("", "")
            rows.append([*head, words.said, *cells])
    headers = [texts.MEASURE(), texts.UNIT(), texts.STAGE(), *comparison_headers(results)]
    return TableView(texts.MEASURES(window=window(results)), headers, rows, 3)


def comparison_headers(results: Results) -> list[str]:
    """Return the headers of `comparison_cells`."""
    extra = [texts.INTERVAL(), texts.SEEDS()] if results.is_paired else []
    return [*names(results), texts.DIFFERENCE() if results.is_paired else texts.OVER_TIME(), *extra]


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
