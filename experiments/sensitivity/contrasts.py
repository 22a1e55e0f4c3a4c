r"""Products of contrasts under different seeds: what the expected outcome does, whatever the seeds do.

An outcome is :math:`y(x, s) = m(x) + \varepsilon(x, s)` with :math:`E_s\,\varepsilon = 0`: factors x, seed s, and a luck that
may be common to all points of a seed, may depend on the factors, or both. A contrast :math:`c_r = \sum_p w_p\, y(x_p, s_r)`
of points that share their seeds, with :math:`\sum_p w_p = 0`, is free of all luck that is common to the seed. Given the
points, contrasts under different seeds are independent, so that for r ≠ r'

.. math:: E[c_r\, d_{r'}] = \sum_p w_p\, m(x_p) \; \sum_p v_p\, m(x_p) :

the product of the expected contrasts. No variance of luck has to be estimated and taken out, and nothing is assumed of it
but that seeds are drawn independently. (Where every point has seeds of its own the same holds, with more luck left.)
"""

from __future__ import annotations

import numpy as np

from experiments.sensitivity.tables import Array


def crossed(c: Array, d: Array) -> Array:
    """Return the mean of ``c_r d_r'`` over pairs of different replications, which lie along the last axis.

    With one replication it is the product itself, luck and all.
    """
    r = c.shape[-1]
    if r == 1:
        return np.asarray((c * d)[..., 0])
    return np.asarray((c.sum(-1) * d.sum(-1) - (c * d).sum(-1)) / (r * (r - 1)))


def blended(a: Array, b: Array) -> Array:
    """Return the mixture of two unbiased values per row that varies least between rows: (1 - w) a + w b, 0 <= w <= 1.

    Parameters
    ----------
    a, b
        Values whose means over the first axis, the rows, estimate the same; same shape.
    """
    gap = b - a
    spread = gap.var(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        w = np.where(spread > 0, -((a - a.mean(0)) * (gap - gap.mean(0))).mean(0) / spread, 0.0)
    return np.asarray(a + np.clip(w, 0.0, 1.0) * gap)
