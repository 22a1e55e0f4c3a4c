"""From runs to tables of an analysis: which method fits the design, which runs it needs, and what it could not do."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments import Refused, hint
from experiments.design.correlations import matrix
from experiments.design.samplers import normal, together
from experiments.sensitivity.sobol import converge, sobol, whole_rows
from experiments.sensitivity.tables import Array, Row
from experiments.study.equal_spending import compare_equal
from experiments.study.study_data import EMULATED_COLUMNS, INDEX_COLUMNS, RESPONSE_COLUMNS, Analysis, StudyData
from experiments.study.texts import analysis as texts

if TYPE_CHECKING:
    import pandas as pd

    from experiments.emulators.emulate import CurvePoint, Emulated
    from experiments.study.study import Study
    from sim.say import Said, Text

METHODS = ("sobol", "morris", "pawn", "delta", "fast", "pce", "gp")
FITS = {  # methods that can read a design, the usual one first
    "sobol": ("sobol", "pawn", "delta", "pce", "gp"), "lhs": ("pawn", "delta", "pce", "gp"), "morris": ("morris",),
    "fast": ("fast",), "grid": (), "list": (),
}  # fmt: skip
MOST = {"pce": 8000, "gp": 1000}  # points an emulator is fitted to: what it takes grows with their cube
FEW = 40  # points below which an emulator is not tried
RESPONSE = "response"  # what is left to say of grids and lists
SEED = 1  # of bootstraps


def analyse(data: StudyData, method: str | None = None, *, drop_rows: bool = False) -> Analysis:
    """Return the tables of an analysis.

    Parameters
    ----------
    data
        The study as far as it has come.
    method
        One of `METHODS`; by default the one the design was made for.
    drop_rows
        Whether base rows of a Saltelli design that are not whole may be left out, which is then said.

    Raises
    ------
    Refused
        When the method does not fit the design, or a Saltelli design has gaps that were not to be dropped.
    """
    method = method or usual(data.study)
    check_method(data.design.kind, method)
    notes = [*data.said(), *data.said_of_chance()]
    silent: dict[str, str] = {}
    rows: list[tuple[str, Row]] = []
    path: list[tuple[str, int, Row]] = []
    curves: list[tuple[str, CurvePoint]] = []
    for outcome in data.outcomes if method != RESPONSE else ():
        y = data.cube(outcome.name)
        if (why := _unusable(data, y)) is not None:
            notes.append(texts.OF_OUTCOME(outcome=outcome.name, what=why))
            silent[outcome.name] = why
            continue
        if method in MOST:
            emulated = _emulated(method, data, y)
            curves += [(outcome.name, place) for place in emulated.curves]
            found, said = emulated.rows, emulated.said
        else:
            found, grown, said = _HOW[method](data, y, drop_rows)
            path += [(outcome.name, n, row) for n, row in grown]
        said += [texts.DROPPED(n=int(row.value)) for row in found if row.name == "dropped"]
        notes += [texts.OF_OUTCOME(outcome=outcome.name, what=s) for s in said]
        silent |= {outcome.name: said[0]} if said else {}
        rows += [(outcome.name, row) for row in found]
    if data.study.correlations and method in {"pawn", "delta"}:
        notes.append(texts.CORRELATED(method=method))
    equal, said = compare_equal(data)
    tables = _frame(rows), _path(path), _responses(data), equal
    return Analysis(method, *tables, (*notes, *said), emulated=_curves(curves), silent=silent)


def usual(study: Study) -> str:
    """Return the method that the design of a study was made for; blocks that share their seeds are made for an emulator."""
    if study.design.kind == "lhs" and study.seeds == "row" and find_spec("sklearn"):
        return "pce"
    return (FITS[study.design.kind] or (RESPONSE,))[0]


def check_method(kind: str, method: str) -> None:
    """Refuse a method that cannot read a design."""
    if method == RESPONSE or method in FITS[kind]:
        return
    if method not in METHODS:
        raise Refused(texts.NO_METHOD(method=method, hint=hint(method, METHODS)))
    fitting = [f"'{design}'" for design, methods in FITS.items() if method in methods]
    raise Refused(texts.METHOD_UNFIT(method=method, kind=kind, kinds=fitting))


def _unusable(data: StudyData, y: Array) -> Said | None:
    """Say why an outcome cannot be analysed at all; None where it can."""
    ok = (data.runs["status"] == "ok").to_numpy().reshape(*y.shape, -1).all(2)
    if not ok.any():
        return texts.NO_RUN()
    empty = int((ok & ~np.isfinite(y)).sum())
    if empty:
        return texts.NO_VALUE(n=empty, total=int(ok.sum()))
    known = y[ok]
    if known.min() == known.max():
        return texts.CONSTANT(value=known[0])
    return None


Found = tuple[list[Row], list[tuple[int, Row]], list[str]]


def _sobol(data: StudyData, y: Array, drop_rows: bool) -> Found:
    names, second = data.study.names, bool(data.study.design.second_order)
    whole = whole_rows(y, len(names), second=second)
    said: list[str] = []
    if not whole.all():
        gaps = int((~np.isfinite(y)).sum())
        if not drop_rows:
            raise Refused(texts.SOBOL_GAPS(gaps=gaps, rows=int((~whole).sum()), folder=data.folder))
        if whole.sum() < 2:
            return [], [], [texts.FEW_ROWS()]
        said.append(texts.ROWS_DROPPED(n=int((~whole).sum()), total=len(whole), gaps=gaps))
        y = y.reshape(len(whole), -1, y.shape[1])[whole].reshape(-1, y.shape[1])
    found = sobol(y, names, second=second, seed=SEED)
    if all(np.isnan(row.value) for row in found if row.name == "ST"):
        v = next(row for row in found if row.name == "variance")
        said.append(texts.NO_VARIANCE(value=v.value, low=v.low, high=v.high))
    return found, converge(y, names, second=second, seed=SEED), said


def _morris(data: StudyData, y: Array, drop_rows: bool) -> Found:
    from experiments.sensitivity.morris import morris

    assert data.design.scaled is not None
    y, x, said = _blocks(y, data.design.scaled, len(data.study.names) + 1, texts.TRAJECTORIES_LEFT_OUT)
    return (morris(x, y, data.study.names, seed=SEED) if len(y) else []), [], said


def _fast(data: StudyData, y: Array, drop_rows: bool) -> Found:
    from experiments.design.samplers import LENGTH
    from experiments.sensitivity.fast import fast

    assert data.design.scaled is not None
    length, names = data.study.design.length or LENGTH, data.study.names
    y, _, said = _blocks(y, data.design.scaled, length * len(names), texts.CURVES_LEFT_OUT)
    found = fast(y, names, length) if len(y) else []
    if found and all(np.isnan(row.value) for row in found):
        said.append(texts.NO_SIGNAL_ON_CURVES())
    return found, [], said


def _given(method: str) -> Callable[[StudyData, Array, bool], Found]:
    def of(data: StudyData, y: Array, drop_rows: bool) -> Found:
        from experiments.sensitivity import whole_distributions

        assert data.design.unit is not None
        unit, names = data.design.unit, data.study.names
        if data.design.kind == "sobol":  # A and B are two independent samples; the points between repeat their values
            width = len(unit) // (data.study.design.n or 1)
            ends = np.arange(len(unit)) % width
            unit, y = unit[(ends == 0) | (ends == width - 1)], y[(ends == 0) | (ends == width - 1)]
        there = np.isfinite(y).any(1)
        n = int(there.sum())
        said: list[str] = [] if there.all() else [texts.POINTS_LEFT_OUT(n=len(y) - n, total=len(y))]
        if n < whole_distributions.FEW:
            return [], [], [*said, texts.FEW_POINTS(n=n, method=method, least=whole_distributions.FEW)]
        mean = np.nanmean(y[there], axis=1, keepdims=True)
        return getattr(whole_distributions, method)(unit[there], mean, names, seed=SEED), [], said

    return of


def _emulated(method: str, data: StudyData, y: Array) -> Emulated:
    """Return what an emulator says of an outcome, fitted to the whole rows of the design that are there."""
    from experiments.emulators.emulate import Emulated, emulate

    assert data.design.unit is not None
    study, unit = data.study, data.design.unit
    length = together(study.design, len(study.names), study.seeds)
    whole = np.isfinite(y).reshape(-1, length * y.shape[1]).all(1)
    said: list[str] = [] if whole.all() else [texts.ROWS_LEFT_OUT(n=int((~whole).sum()), total=len(whole))]
    keep = np.flatnonzero(whole)
    if len(keep) * length > MOST[method]:
        keep = keep[: MOST[method] // length]
        said.append(texts.FIRST_POINTS(n=len(keep) * length, method=method, most=MOST[method]))
    if len(keep) * length < FEW:
        return Emulated([], [], [*said, texts.FEW_POINTS(n=len(keep) * length, method=method, least=FEW)])
    unit, y = (part.reshape(len(whole), length, -1)[keep].reshape(len(keep) * length, -1) for part in (unit, y))
    rows = np.repeat(np.arange(len(keep)), length)
    correlation = normal(matrix(study.correlations, study.names)) if study.correlations else None
    shared = rows if study.seeds == "row" else None
    if study.seeds == "shared":
        said.append(texts.SAME_SEEDS(n=study.replications))
    found = emulate(method, study.factors, unit, y, rows=shared, groups=rows, correlation=correlation, seed=SEED)
    return found._replace(said=[*said, *found.said])


_HOW: dict[str, Callable[[StudyData, Array, bool], Found]] = {
    "sobol": _sobol, "morris": _morris, "fast": _fast, "pawn": _given("pawn"), "delta": _given("delta"),
}  # fmt: skip


def _blocks(y: Array, x: Array, length: int, left_out: Text) -> tuple[Array, Array, list[str]]:
    """Return the blocks of a design that are whole, and what was left out."""
    whole = np.isfinite(y).reshape(-1, length * y.shape[1]).all(1)
    keep = np.repeat(whole, length)
    said: list[str] = [] if whole.all() else [left_out(n=int((~whole).sum()), total=len(whole))]
    return y[keep], x[keep], said


def _responses(data: StudyData) -> pd.DataFrame:
    """Return each outcome along each factor: means of a list or grid, else a regression on all factors."""
    import pandas as pd

    from experiments.statistics.response import along, written

    parts = []
    for factor, track in along(data).items():
        for outcome in data.outcomes:
            line = track.line(outcome.name)
            parts.append(line.assign(outcome=outcome.name, factor=factor, at=[written(v) for v in line["at"]]))
    return (
        pd.concat(parts, ignore_index=True)[list(RESPONSE_COLUMNS)]
        if parts
        else pd.DataFrame(columns=list(RESPONSE_COLUMNS))
    )


def _frame(rows: list[tuple[str, Row]]) -> pd.DataFrame:
    import pandas as pd

    return _typed(pd.DataFrame([(name, *row) for name, row in rows], columns=list(INDEX_COLUMNS)))


def _path(rows: list[tuple[str, int, Row]]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame([(n, name, *row) for name, n, row in rows], columns=["n", *INDEX_COLUMNS])
    return _typed(frame.astype({"n": "int64"}))


def _curves(places: list[tuple[str, CurvePoint]]) -> pd.DataFrame:
    import pandas as pd

    from experiments.statistics.response import written

    rows = [(name, p.factor, written(p.at), p.mean, p.low, p.high) for name, p in places]
    return pd.DataFrame(rows, columns=list(EMULATED_COLUMNS))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    kinds: dict[str, Any] = dict.fromkeys(("value", "low", "high"), "float64")
    return frame.astype({**kinds, **dict.fromkeys(("outcome", "factor", "other", "index"), "str")})
