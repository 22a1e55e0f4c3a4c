"""Designs: where in the space of its factors a study runs the model, and who meets the same seeds there.

Every design grows without moving: points keep their values and their seeds when points are added. Sobol' doubles its base
rows, Morris adds trajectories, Latin hypercubes add blocks, FAST adds sets of curves, a grid keeps the points that a finer
one has too. So only new points are run.

Who meets the same seeds is the study's key ``seeds``, and `SEEDS` says what each kind of design can have, the usual first.
``row``: the points of a base row, trajectory or curve share their seeds, and the next row has others. The indices of these
designs are made of differences inside a row, out of which falls what a seed does to all of it alike. ``independent``: every
point has its own; blocks of a Latin hypercube may be rows too, which is how an emulator wants them: its points tell more
than those of a base row, which repeat each other's values, and what a seed does to a whole district falls out all the same.
``shared``: all points meet the same seeds, which is right where points are compared with one another,
and refused where the analysis rests on rows that do not know each other.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments import Refused
from experiments.design import correlations, texts
from experiments.design.factors import Factor
from experiments.design.file import POINTS, DesignPart
from experiments.design.samplers import LEVELS, correlated, row_length, sample, scaled_steps, together, with_level_steps
from experiments.design.table import read_table
from experiments.runs.definition import MOST_RUNS
from experiments.terminal import stopping
from experiments.terminal.progress import say
from sim import system
from sim.param import clipped, nearest, plain, shown
from sim.say import Said

if TYPE_CHECKING:
    import pandas as pd

    from experiments.study.study import Seeds, Study

Array = NDArray[np.float64]
type Row = tuple[str, Mapping[str, Any]]  # where a point is written, and its values by factor
KEYS = {  # what each kind of design reads beside kind; * marks what it cannot do without
    "list": ("points", "table"), "grid": (), "lhs": ("*n", "block", "seed"), "sobol": ("*n", "second_order", "seed"),
    "morris": ("*n", "levels", "seed"), "fast": ("*n", "length", "seed"),
}  # fmt: skip

SEEDS: dict[str, tuple[Seeds, ...]] = {
    "list": ("shared", "independent"), "grid": ("shared", "independent"),
    "lhs": ("independent", "row", "shared"),
    "sobol": ("row", "independent"), "morris": ("row", "independent"), "fast": ("row", "independent"),
}  # fmt: skip

MANY = 100_000  # points whose making takes long enough to be told
VALUES = 20_000_000  # points times factors: what a design holds in memory


@dataclass(frozen=True)
class Design:
    """The points of a study; row i of every member is point i."""

    kind: str
    points: pd.DataFrame  # column ``point``, then a column per factor, in natural units
    unit: Array | None  # places in the unit cube, (points, factors); None for lists and grids
    scaled: (
        Array | None
    )  # the same with discrete factors at the rank of their level, 0 to 1; in a Morris design the two
    # levels of a trajectory are 0 and 1 where levels have no order
    identities: tuple[int, ...]  # by point: what its seeds are made of, where they are not shared by all points

    def __len__(self) -> int:
        """Number of points."""
        return len(self.points)


def points(study: Study) -> Design:
    """Return the design of a study."""
    import pandas as pd

    part, factors = study.design, study.factors
    if (n := size(part, factors, study.path.parent)) >= MANY:
        say(texts.PLANNING(n=n))
    unit = scaled = None
    if part.kind in {"list", "grid"}:
        rows = _listed(part, study.path.parent) if part.kind == "list" else _grid(factors)
        columns = {f.name: [_level(f, row[f.name]) for _, row in rows] for f in factors}
        identities = tuple(
            _fingerprint({name: values[i] for name, values in columns.items()}) for i in range(len(rows))
        )
    else:
        unit = sample(part, len(factors), study.design_seed)
        if part.kind == "morris":
            unit = with_level_steps(unit, factors, study.design_seed)
        if study.correlations:
            unit = correlated(unit, correlations.matrix(study.correlations, study.names), part.block or len(unit))
        scaled = np.stack([f.scaled(unit[:, j]) for j, f in enumerate(factors)], axis=1)
        for j in [j for j, f in enumerate(factors) if part.kind == "morris" and f.kind == "categorical"]:
            scaled[:, j] = scaled_steps(scaled[:, j].reshape(-1, len(factors) + 1)).ravel()
        columns = {}
        for j, f in enumerate(factors):
            stopping.here()
            columns[f.name] = f.at(unit[:, j])
        block = together(part, len(factors), study.seeds) if study.seeds == "row" else 1
        identities = tuple(i // block for i in range(len(unit)))
    frame = pd.DataFrame({"point": np.arange(len(identities)), **{n: _column(v) for n, v in columns.items()}})
    return Design(part.kind, frame, unit, scaled, identities)


def size(part: DesignPart, factors: Sequence[Factor], folder: Path) -> int:
    """Return the number of points without making them."""
    d, n = len(factors), part.n or 1
    if part.kind == "list":
        return len(_listed(part, folder))
    if part.kind == "grid":
        return int(np.prod([len(f.grid()) for f in factors], dtype=object)) if factors else 1
    return n * row_length(part, d) * (d if part.kind == "fast" else 1)


def resized(study: Study, *, replications: int | None = None, points: int | None = None) -> Study:
    """Return the study with another number of replications or points.

    Raises
    ------
    Refused
        When the design cannot have that many points.
    """
    if replications is not None:
        if study.design.kind in {"sobol", "fast"} and replications < 2:
            raise Refused(texts.FEW_REPLICATIONS(n=replications, kind=study.design.kind))
        study = replace(study, replications=replications)
    if points is None:
        return _few(study, f"--replications {replications}")
    part = study.design
    if part.n is None:
        raise Refused(texts.POINTS_STATED(n=points, kind=part.kind))
    update: dict[str, Any] = {"n": points}
    if part.kind == "lhs":
        update["block"] = part.block or part.n
    part = part.model_copy(update=update)
    if messages := list(findings(part, study.factors, study.path.parent)):
        raise Refused(*(texts.AT(where=f"--points {points}", what=m) for m in messages))
    study = replace(study, design=part)
    return _few(study, f"--points {points}")


def _few(study: Study, option: str) -> Study:
    """Return a study that an option resized, unless it has too many runs now."""
    of = (study.design, study.factors, study.path.parent, study.replications * study.lucks, study.against is not None)
    if messages := too_many(*of):
        raise Refused(*(texts.AT(where=option, what=m) for m in messages))
    return study


def too_many(
    part: DesignPart, factors: Sequence[Factor], folder: Path, replications: int, baselines: bool
) -> list[Said]:
    """Return what is wrong with the number of runs of a sound design, found without making any of its points."""
    n = size(part, factors, folder)
    runs = n * replications * (1 + baselines)
    if runs <= MOST_RUNS:
        return []
    say = texts.TOO_MANY_WITH_BASELINES if baselines else texts.TOO_MANY_RUNS
    return [say(points=n, replications=replications, runs=runs, most=MOST_RUNS)]


def findings(part: DesignPart, factors: Sequence[Factor] | None, folder: Path) -> Iterator[str]:
    """Yield what is wrong with a design; without factors (they are wrong themselves) only what can be said without them."""
    allowed = {key.lstrip("*") for key in KEYS[part.kind]}
    given = {key for key in type(part).model_fields if key != "kind" and getattr(part, key) is not None}
    for key in sorted(given - allowed):
        yield texts.SAYS_NOTHING(key=key, kind=part.kind, keys=sorted(allowed) or texts.NO_KEY)
    missing = [key[1:] for key in KEYS[part.kind] if key.startswith("*") and getattr(part, key[1:]) is None]
    yield from (texts.MISSING_COUNT(key=key, what=texts.COUNTS[part.kind]) for key in missing)
    if missing:
        return
    n = part.n or 1
    if part.kind == "sobol" and n & (n - 1):
        low, high = 1 << (n.bit_length() - 1), 1 << n.bit_length()
        yield texts.POWER_OF_TWO(n=n, low=low, high=high)
    if part.kind == "lhs" and n % (part.block or n):
        yield texts.NOT_BLOCKS(n=n, block=part.block)
    if part.kind == "morris" and (part.levels or LEVELS) % 2:
        yield texts.ODD_LEVELS(n=part.levels)
    if part.kind == "morris" and n < 2:
        yield texts.FEW_TRAJECTORIES(n=n)
    if factors is None:
        return
    if part.kind in texts.COUNTS and not factors:
        yield texts.NO_FACTORS(kind=part.kind)
        return
    for f in factors if part.kind in {"list", "grid"} else ():
        if f.distribution or f.weights:
            yield (texts.WEIGHTS_IDLE if f.weights else texts.DISTRIBUTION_IDLE)(name=f.name, kind=part.kind)
    if part.kind == "grid":
        for f in factors:
            if not f.grid():
                yield texts.GRID_LEVELS(name=f.name, kind=f.kind, low=f.low, high=f.high, unit=f.unit)
    if part.kind == "list":
        yield from _listed_findings(part, factors, folder)
        return
    if part.kind == "grid" and not all(f.grid() for f in factors):
        return
    if (total := size(part, factors, folder)) > POINTS:
        yield texts.TOO_MANY_POINTS(n=total, most=POINTS)
    elif total * len(factors) > VALUES:
        yield texts.TOO_MANY_VALUES(points=total, factors=len(factors), n=total * len(factors), most=VALUES)


def _grid(factors: Sequence[Factor]) -> list[Row]:
    return [
        ("", dict(zip((f.name for f in factors), values, strict=True)))
        for values in itertools.product(*(f.grid() for f in factors))
    ]


def _listed(part: DesignPart, folder: Path) -> list[Row]:
    """Return the rows of a list: of the file itself, or of a CSV table beside it; without any, the one point there is."""
    if part.table is None:
        return [(f"design.points[{i}]", row) for i, row in enumerate(part.points or [{}])]
    return read_table(folder / part.table)


def _listed_findings(part: DesignPart, factors: Sequence[Factor], folder: Path) -> Iterator[str]:
    if part.points is not None and part.table is not None:
        yield texts.POINTS_AND_TABLE()
        return
    try:
        rows = _listed(part, folder)
    except OSError as error:
        yield texts.TABLE_UNREADABLE(table=shown(part.table), why=system.why(error))
        return
    except ValueError as error:
        yield texts.TABLE_WRONG(table=shown(part.table), what=error.args[0])
        return
    if len(rows) > POINTS:
        yield texts.TOO_MANY_POINTS(n=len(rows), most=POINTS)
        return
    known, seen = {f.name: f for f in factors}, dict[str, str]()
    for at, row in rows:
        wrong = list(_row_findings(row, known))
        yield from (texts.AT(where=at, what=m) for m in wrong)
        if not wrong:
            point = repr([_level(f, row[f.name]) for f in factors])
            if (first := seen.setdefault(point, at)) != at:
                yield texts.SAME_POINT(at=at, first=first)


def _row_findings(row: Mapping[str, Any], known: Mapping[str, Factor]) -> Iterator[str]:
    """Yield what is wrong with a point."""
    for name in sorted(row.keys() - known.keys()):
        yield texts.NOT_A_FACTOR(name=name, near=nearest(name, known))
    for name, f in known.items():
        if name not in row:
            yield texts.MISSING(name=name)
        elif f.discrete and not _is_level(f, _level(f, row[name])):
            levels = clipped(", ".join(map(str, f.levels)), 200)
            yield texts.NOT_ONE_OF(name=name, value=shown(row[name]), levels=levels)
        elif not f.discrete and not (_is_number(row[name]) and f.low <= row[name] <= f.high):
            yield texts.NOT_WITHIN(name=name, value=shown(row[name]), low=f.low, high=f.high, unit=f.unit)


def _is_level(factor: Factor, value: Any) -> bool:
    """Whether a value is among the levels of a factor; a flag is not a number, though Python takes it for one."""
    return value in factor.levels and isinstance(value, bool) == (factor.kind == "boolean")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _level(factor: Factor, value: Any) -> Any:
    """Return a value as the factor holds it: lists as tuples, 2.0 as a whole 2, numbers of a real factor as floats."""
    if factor.kind == "real":
        return float(value) if _is_number(value) else value
    return plain(value, factor.levels[0])


def _column(values: list[Any]) -> Any:
    import pandas as pd

    mixed = len({type(v) for v in values}) > 1 or any(isinstance(v, tuple) for v in values)
    return pd.Series(values, dtype=object) if mixed else pd.Series(values)


def _fingerprint(values: Mapping[str, Any]) -> int:
    """Return the identity of a point that is named by its values."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6])
