"""The figures of a study: which of them its design and analysis have data for. Drawn from tables only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.figures import Drawn, draw, studies_indices, studies_levers, studies_time, texts
from experiments.statistics import response
from experiments.words import labels
from sim import units
from sim.equity.metrics import REGISTRY
from sim.say import NOTHING, Said

if TYPE_CHECKING:
    import pandas as pd

    from experiments.runs.outcomes import Outcome

PANELS = 6  # outcomes of one figure
ROWS = 3  # outcomes of one figure of curves or heat maps
CROWD = 6  # points for each cell of a heat map of factors with many values
SUFFIXES = (".png", ".svg")


@dataclass(frozen=True)
class Tables:
    """What the figures of a study are drawn from."""

    kind: str  # of the design
    points: pd.DataFrame  # a row per point: factors, and means of outcomes
    along: Mapping[str, response.Means | response.Fitted]  # by factor, levers first: what its curve is drawn from
    outcomes: tuple[Outcome, ...]  # as declared; companions last
    indices: pd.DataFrame
    convergence: pd.DataFrame
    equal: pd.DataFrame
    yearly: pd.DataFrame  # point, year, stage and measures: means over the replications of a point
    names: Mapping[str, str]  # of factors and outcomes
    sd: float | None = None  # points of scores in a standard deviation, where that is one number
    emulated: pd.DataFrame | None = None  # response curves of an emulator

    @property
    def scores(self) -> dict[str, float]:
        """Return of the outcomes in points of scores how many of them make a standard deviation."""
        return {o.name: self.sd for o in self.outcomes if o.unit == "points" and self.sd}


def outcome_text(o: Outcome) -> Said:
    """Return how figures name an outcome: its name, its unit on a second line, that it is a companion on a third."""
    years = "" if o.span is None else f", {o.span[0]}" + (f"–{o.span[1]}" if o.span[1] > o.span[0] else "")
    stage = "" if o.stage is None or o.unit == labels.MONEY_YEAR else f", {o.stage}"
    short = f"{o.reading.prefix.replace(':', ': ')}{o.short}" + f" ({o.schools.replace('@', ', ')})" * bool(o.schools)
    name = labels.Words(f"{'Δ ' if o.is_difference else ''}{short}{stage}{years}", o.zh)
    return texts.OUTCOME(name=name, unit=units.unit(o.unit), beside=texts.COMPANION if o.is_companion else NOTHING)


def draw_all(tables: Tables, folder: Path) -> dict[str, Drawn]:
    """Draw every figure there is data for."""
    names, points, outcomes = tables.names, tables.points, [o.name for o in tables.outcomes]
    outcomes = [o for o in outcomes if points[o].notna().any()]
    makers: dict[str, partial[Any]] = {}
    for k, part in enumerate(_chunks(list(tables.indices["outcome"].unique()), PANELS)):
        here = tables.indices[tables.indices["outcome"].isin(part)]
        for make in (studies_indices.sobol, studies_indices.distances, studies_indices.morris):
            makers[_numbered(make.__name__, k)] = partial(make, here, names)
        grown = tables.convergence[tables.convergence["outcome"].isin(part)]
        makers[_numbered("convergence", k)] = partial(studies_indices.convergence, grown, names)
    if outcomes:
        strength = list(response.swings(tables.along, outcomes[0])["factor"])
        for k, part in enumerate(_chunks(outcomes, PANELS)):
            makers[_numbered("tornado", k)] = partial(studies_levers.tornado, tables.along, part, names, tables.scores)
        for k, part in enumerate(_chunks(outcomes, ROWS)):
            makers[_numbered("curves", k)] = partial(
                studies_levers.curves, tables.along, strength, part, names, tables.scores
            )
        makers |= _heat(tables, strength, outcomes)
    if tables.emulated is not None and len(tables.emulated):
        for k, part in enumerate(_chunks(list(tables.emulated["outcome"].unique()), ROWS)):
            makers[_numbered("emulated", k)] = partial(
                studies_levers.emulated, tables.emulated, part, names, tables.scores
            )
    makers["equal"] = partial(studies_levers.equal, tables.equal, names, tables.scores)
    if len(tables.yearly):
        rows = {
            m: Said(REGISTRY[m].zh, REGISTRY[m].axis)
            for m in tables.yearly.columns
            if m not in {"point", "year", "stage"}
        }
        makers["spread"] = partial(studies_time.spread, tables.yearly, rows, tables.sd)
    return draw(makers, folder, suffixes=SUFFIXES)


def _heat(tables: Tables, strength: Sequence[str], outcomes: Sequence[str]) -> dict[str, partial[Any]]:
    """Return heat maps: of every pair of up to three factors, of the two strongest of more."""
    if tables.kind in {"morris", "fast", "list"} or len(strength) < 2:
        return {}
    few = [f for f in tables.along if f in strength]
    pairs = list(combinations(few, 2)) if len(few) <= 3 else [(strength[0], strength[1])]
    out: dict[str, partial[Any]] = {}
    for x, y in pairs:
        cells = 1
        for name in (x, y):
            discrete = response.is_discrete(tables.points[name])
            cells *= tables.points[name].nunique() if discrete else response.CELLS * CROWD**0.5
        if len(tables.points) < cells:
            continue
        for part in _chunks(outcomes, ROWS)[:2]:
            out[_numbered("heat", len(out))] = partial(
                studies_levers.heat, tables.points, x, y, part, tables.names, tables.scores
            )
    return out


def _numbered(name: str, k: int) -> str:
    return name if k == 0 else f"{name}_{k + 1}"


def _chunks(items: Sequence[str], size: int) -> list[list[str]]:
    return [list(items[i : i + size]) for i in range(0, len(items), size)]
