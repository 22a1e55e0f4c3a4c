r"""Paired comparison of two arms that share their seeds.

Draws have addresses, so two runs with one seed meet the same children and the same luck wherever the rules agree. The
difference within a seed is therefore far less noisy than the difference between two means, and is what we report:

.. math:: \bar d \pm t_{0.975,\,n-1}\; s_d / \sqrt{n}

Symbols: d the difference of a seed, s_d its standard deviation over seeds, n the number of seeds with a value in both arms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from experiments.statistics import texts

if TYPE_CHECKING:
    import pandas as pd

LEVEL = 0.95


class Paired(NamedTuple):
    """A paired comparison; NaN where there is nothing to say (an interval needs two seeds)."""

    n: int  # seeds with a value in both arms
    baseline: float  # mean over those seeds
    reform: float
    difference: float  # mean of reform - baseline
    low: float  # 95 % interval of that mean
    high: float
    sd_paired: float  # of the difference of a seed
    sd_unpaired: float  # of the difference, had the arms not shared their seeds
    low_all: float = float("nan")  # 95 % interval that holds together with those of all differences beside it
    high_all: float = float("nan")

    @property
    def has_interval(self) -> bool:
        """Whether there were seeds enough for an interval."""
        return bool(np.isfinite(self.low))

    @property
    def is_sure(self) -> bool:
        """Whether the interval excludes zero: the one that holds together with others, where there are others."""
        low, high = (self.low_all, self.high_all) if np.isfinite(self.low_all) else (self.low, self.high)
        return self.has_interval and (low > 0 or high < 0)

    def scaled(self, by: float) -> Paired:
        """Return the comparison in another unit."""
        return self._replace(**{k: getattr(self, k) * by for k in self._fields if k != "n"})


def pair(baseline: NDArray[Any], reform: NDArray[Any]) -> Paired:
    """Compare two arms; entry i of both arrays is of the same seed, NaN where a run has no value."""
    a, b = np.asarray(baseline, np.float64), np.asarray(reform, np.float64)
    if a.shape != b.shape or a.ndim != 1:
        raise ValueError(texts.UNPAIRED(a=str(a.shape), b=str(b.shape)))
    known = np.isfinite(a) & np.isfinite(b)
    a, b, n = a[known], b[known], int(known.sum())
    nan = float("nan")
    if n == 0:
        return Paired(0, nan, nan, nan, nan, nan, nan, nan)
    d = b - a
    mean = float(d.mean())
    if n == 1:
        return Paired(1, float(a[0]), float(b[0]), mean, nan, nan, nan, nan)
    sd = float(d.std(ddof=1))
    half = float(stdtrit(n - 1, 0.5 + LEVEL / 2)) * sd / n**0.5
    apart = float(np.sqrt(a.var(ddof=1) + b.var(ddof=1)))
    return Paired(n, float(a.mean()), float(b.mean()), mean, mean - half, mean + half, sd, apart)


def compare(
    frame: pd.DataFrame,
    measures: Sequence[str],
    *,
    by: Sequence[str] = (),
    arms: tuple[str, str] = ("baseline", "reform"),
) -> pd.DataFrame:
    """Return a row per measure and per combination of ``by``, with the fields of `Paired`.

    Parameters
    ----------
    frame
        One row per arm, seed and combination of ``by``, with columns ``arm``, ``seed``, those of ``by`` and the measures.
    measures
        Columns to compare.
    by
        Columns that split the comparison, such as year and stage.
    arms
        The arm that is taken away and the arm it is taken from.

    Raises
    ------
    ValueError
        When a row is there twice, or when the arms do not hold the same seeds.
    """
    import pandas as pd

    keys = [*by, "seed"]
    sides = [frame[frame["arm"] == arm].set_index(keys)[list(measures)] for arm in arms]
    for arm, side in zip(arms, sides, strict=True):
        if side.index.has_duplicates:
            raise ValueError(texts.ROW_TWICE(arm=arm, keys=keys))
    seeds = [set(side.index.get_level_values("seed")) for side in sides]
    if seeds[0] != seeds[1]:
        raise ValueError(texts.OTHER_SEEDS(a=str(sorted(seeds[0])), b=str(sorted(seeds[1]))))
    index = sides[0].index.union(sides[1].index)
    a, b = (side.reindex(index) for side in sides)
    rows = []
    groups = a.reset_index().groupby(list(by), sort=False).indices if by else {(): np.arange(len(index))}
    for key, at in groups.items():
        values = key if isinstance(key, tuple) else (key,)
        for measure in measures:
            found = pair(a[measure].to_numpy()[at], b[measure].to_numpy()[at])
            rows.append({"measure": measure, **dict(zip(by, values, strict=True)), **found._asdict()})
    return pd.DataFrame(rows, columns=["measure", *by, *Paired._fields])
