"""What a study found, in a sentence per outcome: the first lines of its page and of the commands that make it.

Nothing is ranked that intervals do not tell apart: of what is told from nothing, the largest is named together with all whose
intervals reach its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from experiments.statistics import paired, response
from experiments.statistics.response import shown
from experiments.study.study_tables import columns_of, leading, meaning
from experiments.study.texts import headline as texts
from experiments.words import labels
from experiments.words.phrases import estimate, number, outcome_name, signed
from sim.say import NOTHING, Said, joined
from sim.units import amount

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
    called, out = names_of(data), [_span(data)]
    for o in data.outcomes:
        indexed, moved = of_index(o, analysis, called), of_response(o, data, tracks, called)
        told = (indexed or moved) if asks == "indices" else (moved or indexed)
        out.append(told or texts.OF_OUTCOME(outcome=outcome_name(o), what=_nothing(o, data, analysis, few)))
    return out


def typed(name: str) -> Said:
    """Return a factor by the name that is typed."""
    return Said(f"`{name}`", f"`{name}`")


def names_of(data: StudyData) -> Callable[[str], Said]:
    """Return what says a factor of a study: by the name that is typed, in Chinese behind what it is."""
    named = {f.name: meaning(f, data.study.case).zh for f in data.study.factors}
    return lambda name: Said(f"{zh}（`{name}`）", f"`{name}`") if (zh := named.get(name)) else typed(name)


def of_index(o: Outcome, analysis: Analysis, called: Callable[[str], Said] = typed) -> str:
    """Say what moves an outcome by the index of the method; nothing where it has none."""
    table = analysis.indices[analysis.indices["outcome"] == o.name]
    kind = leading(analysis)
    rows = table[table["index"] == kind]
    if rows.empty:
        return ""
    if rows["value"].isna().all():
        return texts.NO_INDICES(outcome=outcome_name(o))
    rows = rows.dropna(subset="value")
    name = texts.TOTAL_INDEX if kind == "ST" else columns_of(analysis)[kind]
    digits, unit = (o.digits, o.unit) if kind == "mu_star" else (2, "")
    said = [
        texts.INDEX(
            factor=called(r.factor), index=name, estimate=amount(estimate(r.value, r.low, r.high, digits), unit)
        )
        for r in rows.itertuples()
    ]
    return movers(o, _told(rows.assign(floor=_floor(table, rows)), said), called)


def of_response(
    o: Outcome,
    data: StudyData,
    tracks: Mapping[str, response.Means | response.Fitted],
    called: Callable[[str], Said] = typed,
) -> str:
    """Say what moves an outcome in its own unit; nothing where too few points tell it."""
    if data.design.kind == "list":
        return _points(o, data)
    swings = response.swings(tracks, o.name)
    if swings.empty:
        return ""
    said = [
        texts.MOVED(
            factor=called(r.factor),
            change=amount(_signed(r, o.digits), o.unit),
            start=shown(r.first),
            end=shown(r.last),
        )
        for r in swings.itertuples()
    ]
    rows = swings.rename(columns={"swing": "value", "swing_low": "low", "swing_high": "high"})
    return movers(o, _told(rows.assign(floor=0.0), said), called)


def _told(rows: pd.DataFrame, said: Sequence[str]) -> pd.DataFrame:
    """Return rows with what is said of each, as objects: columns of texts keep one language alone."""
    import pandas as pd

    return rows.assign(text=pd.Series(said, index=rows.index, dtype=object))


def movers(o: Outcome, rows: pd.DataFrame, called: Callable[[str], Said] = typed) -> str:
    """Say which factors move an outcome most, as far as intervals tell.

    Parameters
    ----------
    o
        The outcome.
    rows
        A row per factor: ``factor``, ``value``, ``low``, ``high`` (an interval, or NaN), ``floor`` (what a factor that does
        nothing gets) and ``text`` (the factor and its size in words).
    called
        What says a factor.
    """
    bounded = rows[np.isfinite(rows["low"]) & np.isfinite(rows["high"])]
    if bounded.empty:
        return texts.UNRANKED(outcome=outcome_name(o), factors=_some(list(rows["text"])))
    rows = bounded.sort_values("value", ascending=False, kind="stable")
    sure = rows["low"] > rows["floor"]
    if not sure.any():
        return texts.NONE_MOVES(outcome=outcome_name(o))
    bar = float(rows.loc[sure, "low"].iloc[0])
    first = rows[sure & (rows["high"] >= bar)]
    less, unsure = int(sure.sum()) - len(first), rows[~sure & (rows["high"] >= bar)]
    given: dict[str, Any] = {
        "outcome": outcome_name(o),
        "factors": _some(list(first["text"])),
        "less": texts.LESSER(n=less) if less else NOTHING,
    }
    if len(unsure):
        few = len(unsure) <= NAMED
        names = joined(called(f) for f in unsure["factor"]) if few else texts.MORE(n=len(unsure))
        return texts.UNSURE(**given, unsure=names, n=len(first))
    return texts.THESE(**given) if len(first) > 1 else texts.MOST(**given)


def _signed(r: Any, digits: int) -> str:
    """Return by how much an outcome changes from the first to the second end of a factor."""
    up = r.end >= r.start
    low, high = (r.swing_low, r.swing_high) if up else (-r.swing_high, -r.swing_low)
    return estimate(r.swing if up else -r.swing, low, high, digits, signed)


def _some(said: Sequence[str]) -> Said:
    items = joined(said[:NAMED], zh="；", en="; ")
    return texts.SOME(items=items, n=len(said) - NAMED) if len(said) > NAMED else items


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
        return texts.ONE_SEED(outcome=outcome_name(o))
    apart = [(i, p) for i, p in pairs if p.is_sure]
    if not apart:
        return texts.NO_POINT(outcome=outcome_name(o))
    told = [_point(data, i, amount(estimate(p.difference, p.low, p.high, o.digits, signed), o.unit)) for i, p in apart]
    rest = texts.NOT_TOLD(n=len(pairs) - len(apart)) if len(pairs) > len(apart) else NOTHING
    return texts.POINTS(outcome=outcome_name(o), points=_some(told), rest=rest)


def _point(data: StudyData, i: int, change: Said) -> Said:
    values = data.points.drop(columns="point").iloc[i]
    called = names_of(data)
    named = [joined([called(str(k)), shown(v)], zh=" ", en=" ") for k, v in values.items()]
    return texts.POINT(n=i + 1, values=named, change=change)


def _nothing(o: Outcome, data: StudyData, analysis: Analysis, few: str) -> str:
    """Say why nothing is told of an outcome; of a companion without indices, where it lies."""
    means = data.means[o.name].dropna()
    if means.empty:
        return texts.NO_VALUE()
    if o.name in analysis.silent:
        return texts.NOTHING_BECAUSE(why=analysis.silent[o.name])
    if o.is_companion:
        return texts.COMPANION(low=number(means.min(), o.digits), high=amount(number(means.max(), o.digits), o.unit))
    if few:
        return texts.NOTHING_BECAUSE(why=few)
    return texts.NOTHING_TOLD() if data.study.names else texts.NOTHING_VARIED()


def _span(data: StudyData) -> str:
    """Say what the numbers are."""
    study = data.study
    start = study.case.start_year
    spans = {o.within(start, study.years) for o in data.outcomes if o.span is None} or {
        (start, start + study.years - 1)
    }
    less = texts.LESS if study.against else NOTHING
    runs = int((data.runs["status"] == "ok").sum())
    return texts.SPAN(spans=[labels.in_span(*s) for s in sorted(spans)], less=less, runs=runs)
