r"""Many differences at once: intervals that hold together, so that of all that look sure few are luck.

An interval of 95 % for each of 19 differences leaves about one false "sure" in two comparisons. Here the bounds are those of
the largest of all t statistics under no effect (single-step max-t; Westfall and Young 1993):

.. math:: \bar d_j \pm q\, s_j/\sqrt{n_j}, \qquad P\big(\max_j |T_j| \le q\big) = 0.95

T has Student's t for margins, and the correlations between differences that the seeds show: outcomes that go together cost
little, unrelated ones as much as Bonferroni's correction. Each difference has a spread of its own, which few seeds tell badly:
samples as large as the one at hand are drawn, and each statistic is divided by the spread of its own column. To divide all by
one would miss that the largest of many is often that of a spread which came out small (of 60 unrelated differences at 4 seeds
at least one then looked sure in half of all comparisons, now in 5 to 10 %).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.statistics.paired import LEVEL

Array = NDArray[np.float64]
DRAWS = 5_000  # of the largest statistic: the bound then errs by about 2 %
MANY = 60  # seeds, beyond which bounds are taken as for so many: too wide by 2 % for one difference, by 6 % for sixty
LEAST = 3  # seeds; with two there is nothing to learn correlations from


class Together(NamedTuple):
    """Simultaneous intervals; NaN where a difference has too few seeds or never varies."""

    low: Array
    high: Array
    p: Array  # probability that the largest of all statistics is as large by luck alone


def together(differences: Array) -> Together:
    """Return the intervals of the means of differences, shape (seeds, differences), NaN where a seed has none.

    A difference that is the same in every seed has no noise, and needs no interval.
    """
    d = np.asarray(differences, np.float64)
    known = np.isfinite(d)
    n = known.sum(0)
    mean = np.divide(np.where(known, d, 0.0).sum(0), n, out=np.full(d.shape[1], np.nan), where=n > 0)
    off = np.where(known, d - mean, 0.0)
    size = np.sqrt((off**2).sum(0))
    told = (n >= LEAST) & (size > 1e-12 * np.maximum(np.abs(mean), 1e-300) * np.sqrt(np.maximum(n, 1)))
    out = Together(*(np.full(d.shape[1], np.nan) for _ in range(3)))
    if not told.any():
        return out
    error = size[told] / np.sqrt(n[told] * (n[told] - 1))
    largest = _largest(off[:, told] / size[told], int(n[told].min()))
    half = np.quantile(largest, LEVEL) * error
    out.low[told], out.high[told] = mean[told] - half, mean[told] + half
    out.p[told] = 1 - np.searchsorted(np.sort(largest), np.abs(mean[told]) / error) / largest.size
    return out


def _largest(direction: Array, n: int) -> Array:
    """Return draws of the largest |T| of samples of n; columns of ``direction`` (seeds, differences) have length 1."""
    generator = np.random.default_rng(np.random.SeedSequence([0x7A, n, *direction.shape]))
    root, n, out = np.linalg.qr(direction, mode="r"), min(n, MANY), np.empty(DRAWS)  # the same products, in fewer rows
    for some in np.array_split(np.arange(DRAWS), 1 + DRAWS * n * max(root.shape) // 4_000_000):  # bounded memory
        sample = generator.standard_normal((some.size, n, len(root))) @ root
        mean, spread = sample.mean(1), sample.std(1, ddof=1)
        out[some] = np.sqrt(n) * np.abs(mean / spread).max(1)
    return out
