"""What a study found, in a sentence per outcome: the first lines of its page and of the commands that make it.

Nothing is ranked that intervals do not tell apart: of what is told from nothing, the largest is named together with all whose
intervals reach its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from experiments.statistics import paired, response
from experiments.study.study_tables import columns_of, leading
from experiments.words import labels
from experiments.words.phrases import estimate, number, outcome_name, signed

if TYPE_CHECKING:
    import pandas as pd

    from experiments.runs.outcomes import Outcome
    from experiments.study.study_data import Analysis, StudyData

NAMED = 4  # factors or points of a sentence
Asks = Literal["indices", "response"]


def headline(data: StudyData, analysis: Analysis, asks: Asks = "indices") -> list[str]:
    """Return a sentence per outcome: what moves it and by how much, or that nothing can be told.

    Parameters
    ----------
    data, analysis
        The study with the companions of its gaps, in the units that are shown.
    asks
        Whether it is told by indices (of sensitivity) or in the unit of the outcome; by the other where there is only that.
    """
    tracks, few = response.along(data), response.said_of_few(data)
    out = [_span(data)]
    for o in data.outcomes:
        indexed, moved = of_index(o, analysis), of_response(o, data, tracks)
        told = (indexed or moved) if asks == "indices" else (moved or indexed)
        out.append(told or f"{outcome_name(o)}: {_nothing(o, data, analysis, few)}")
    return out


def of_index(o: Outcome, analysis: Analysis) -> str:
    """Say what moves an outcome by the index of the method; nothing where it has none."""
    table = analysis.indices[analysis.indices["outcome"] == o.name]
    kind = leading(analysis)
    rows = table[table["index"] == kind]
    if rows.empty:
        return ""
    if rows["value"].isna().all():
        return f"{outcome_name(o)}: the factors move it by no more than could be luck; it has no indices."
    rows = rows.dropna(subset="value")
    name = columns_of(analysis)[kind]
    name, digits = ("total index" if name == "Total" else name), (o.digits if kind == "mu_star" else 2)
    unit = f" {o.unit}" if kind == "mu_star" else ""
    text = [f"`{r.factor}`: {name} {estimate(r.value, r.low, r.high, digits)}{unit}" for r in rows.itertuples()]
    return movers(o, rows.assign(text=text, floor=_floor(table, rows)))


def of_response(o: Outcome, data: StudyData, tracks: Mapping[str, response.Means | response.Fitted]) -> str:
    """Say what moves an outcome in its own unit; nothing where too few points tell it."""
    if data.design.kind == "list":
        return _points(o, data)
    swings = response.swings(tracks, o.name)
    if swings.empty:
        return ""
    text = [f"`{r.factor}`: {_signed(r, o.digits)} {o.unit} from {r.words}" for r in swings.itertuples()]
    rows = swings.rename(columns={"swing": "value", "swing_low": "low", "swing_high": "high"})
    return movers(o, rows.assign(text=text, floor=0.0))


def movers(o: Outcome, rows: pd.DataFrame) -> str:
    """Say which factors move an outcome most, as far as intervals tell.

    Parameters
    ----------
    o
        The outcome.
    rows
        A row per factor: ``factor``, ``value``, ``low``, ``high`` (an interval, or NaN), ``floor`` (what a factor that does
        nothing gets) and ``text`` (the factor and its size in words).
    """
    bounded = rows[np.isfinite(rows["low"]) & np.isfinite(rows["high"])]
    if bounded.empty:
        return f"{outcome_name(o)}: nothing can be ranked without intervals; {_some(rows)}."
    rows = bounded.sort_values("value", ascending=False, kind="stable")
    sure = rows["low"] > rows["floor"]
    if not sure.any():
        return f"{outcome_name(o)}: no factor moves it by an amount that can be told from none."
    bar = float(rows.loc[sure, "low"].iloc[0])
    first = rows[sure & (rows["high"] >= bar)]
    less, unsure = int(sure.sum()) - len(first), rows[~sure & (rows["high"] >= bar)]
    if len(unsure):
        told = f"is moved by {_some(first)}"
        names = (
            ", ".join(f"`{f}`" for f in unsure["factor"].head(NAMED)) if len(unsure) <= NAMED else f"{len(unsure)} more"
        )
        rest = f"; {names} cannot be told from none, nor from {'these' if len(first) > 1 else 'this'}"
    elif len(first) > 1:
        told, rest = f"is moved most by these, which cannot be ranked among themselves: {_some(first)}", ""
    else:
        told, rest = f"is moved most by {_some(first)}", ""
    others = f"; {less} more move{'s' if less == 1 else ''} it by less" if less else ""
    return f"{outcome_name(o)} {told}{others}{rest}."


def _signed(r: Any, digits: int) -> str:
    """Return by how much an outcome changes from the first to the second end of a factor."""
    up = r.end >= r.start
    low, high = (r.swing_low, r.swing_high) if up else (-r.swing_high, -r.swing_low)
    return estimate(r.swing if up else -r.swing, low, high, digits, signed)


def _some(rows: pd.DataFrame) -> str:
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return "; ".join(rows["text"].head(NAMED)) + more


def _floor(table: pd.DataFrame, rows: pd.DataFrame) -> Sequence[float]:
    """Return what a factor that does nothing gets: the noise of each factor, the index of a made-up one, or 0."""
    dummy = table[table["index"] == "dummy"]
    if len(dummy):
        top = dummy["high"].where(np.isfinite(dummy["high"]), dummy["value"])
        return [float(top.iloc[0])] * len(rows)
    noise = table[table["index"] == "noise"].set_index("factor")["value"]
    return [max(float(noise.get(f, 0.0)), 0.0) for f in rows["factor"]]


def _points(o: Outcome, data: StudyData) -> str:
    """Say which points of a list differ from its first."""
    values = data.cube(o.name)
    if data.study.seeds != "shared" or len(values) < 2 or not np.isfinite(values).any():
        return ""
    pairs = [(i, paired.pair(values[0], row)) for i, row in enumerate(values)][1:]
    if not any(p.has_interval for _, p in pairs):
        return f"{outcome_name(o)}: one seed gives no interval, so nothing is said of how the points differ."
    apart = [(i, p) for i, p in pairs if p.is_sure]
    if not apart:
        return f"{outcome_name(o)}: no point differs from the first by an amount that can be told from none."
    told = [
        f"{_point(data, i)}: {estimate(p.difference, p.low, p.high, o.digits, signed)} {o.unit}"
        for i, p in apart[:NAMED]
    ]
    more = f" and {len(apart) - NAMED} more" if len(apart) > NAMED else ""
    rest = f"; {len(pairs) - len(apart)} cannot be told from it" if len(pairs) > len(apart) else ""
    return f"{outcome_name(o)}, less the first point: {'; '.join(told)}{more}{rest}."


def _point(data: StudyData, i: int) -> str:
    values = data.points.drop(columns="point").iloc[i]
    return f"point {i + 1} ({', '.join(f'`{k}` {response.shown(v)}' for k, v in values.items())})"


def _nothing(o: Outcome, data: StudyData, analysis: Analysis, few: str) -> str:
    """Say why nothing is told of an outcome; of a companion without indices, where it lies."""
    means = data.means[o.name].dropna()
    if means.empty:
        return "no run has a value of it."
    for note in analysis.notes:
        if note.startswith(f"{o.name}: "):
            return f"nothing can be told: {note.removeprefix(f'{o.name}: ')}."
    if o.is_companion:
        span = f"{number(means.min(), o.digits)} and {number(means.max(), o.digits)} {o.unit}"
        return f"between {span} over the design; listed among the outcomes it would have answers of its own."
    if few:
        return f"nothing can be told: {few}."
    return (
        "nothing was varied: the study is the luck of its seeds alone."
        if not data.study.names
        else "nothing can be told."
    )


def _span(data: StudyData) -> str:
    """Say what the numbers are."""
    study = data.study
    start = study.case.start_year
    spans = {o.within(start, study.years) for o in data.outcomes if o.span is None} or {
        (start, start + study.years - 1)
    }
    less = ", each less the baseline's of the same seed" if study.against else ""
    runs = int((data.runs["status"] == "ok").sum())
    return (
        f"Means of {' and '.join(labels.in_span(*s) for s in sorted(spans))} unless an outcome names others{less}, of "
        f"{runs:,} runs; in brackets, 95 % intervals."
    )
