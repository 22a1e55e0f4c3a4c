"""What lies between schools, from their sums: several measures of every set of schools and every stage in one pass.

They are, to the last bit, those of the plain functions `between_sd`, `weighted_cv`, `anova`, `net_sd`, `slopes_of_sums`,
`variance_share` and `dissimilarity`, which take one table at a time; hence sums in the order of numpy (`sim.sums.total`).
"""

from __future__ import annotations

import numpy as np

from sim.kernels import kernel
from sim.roles import CORE, MEMBER
from sim.state import Array
from sim.sums import total

FOUND = (
    "sd", "cv", "net_sd", "mean", "between", "within", "slope_within", "slope_between", "slope_share", "slope",
    "ses_mean", "ses_between", "ses_squares", "dissimilarity", "core", "member",
)  # fmt: skip
(
    SD,
    CV,
    NET_SD,
    MEAN,
    BETWEEN,
    WITHIN,
    SLOPE_WITHIN,
    SLOPE_BETWEEN,
    SLOPE_SHARE,
    SLOPE,
    SES_MEAN,
    SES_BETWEEN,
    SES_SQUARES,
    DISSIMILARITY,
    OF_CORES,
    OF_MEMBERS,
) = range(N_FOUND := len(FOUND))  # where each stands


def between(school: Array, part: Array, roles: Array, n: int) -> tuple[Array, Array]:
    """Return sums over n sets of schools, shape (n, stages, sums), and what is `FOUND`, shape (n, stages, len(FOUND)).

    ``school`` are sums of pupils, shape (n_schools, stages, sums) with columns as in `sim.equity.snapshot.SUMS`; ``part`` is
    the set of each school, -1 of none, and ``roles`` its role (`sim.roles.roles`).
    """
    made: tuple[Array, Array] = _between(school, part.astype(np.int64), roles, n)
    return made


@kernel
def _between(school: Array, part: Array, roles: Array, n: int) -> tuple[Array, Array]:
    """Return what `between` does."""
    schools, stages, columns = school.shape
    sums, found = np.zeros((n, stages, columns)), np.full((n, stages, N_FOUND), np.nan)
    sat, every, scratch = np.empty((7, schools)), np.empty((3, schools)), np.empty(schools)
    for i in range(n):
        for stage in range(stages):
            out, k, scored = found[i, stage], 0, np.zeros((3, 2))
            every[:] = 0.0
            for q in range(schools):
                row = school[q, stage]
                if part[q] == i:
                    for c in range(columns):
                        sums[i, stage, c] += row[c]
                    if row[0] > 0:
                        for c in range(6):
                            sat[c, k] = row[c]
                        sat[6, k] = every[1, q] = row[1] / row[0]
                        every[0, q], every[2, q] = row[0], row[10]
                        scored[roles[q], 0] += row[0]
                        scored[roles[q], 1] += row[1]
                        k += 1
            if k:
                heads, points, squares, ses, ses_squares, products, mean = sat[:, :k]
                _components(out, heads, mean, squares, scratch[:k])
                _slopes(out, heads, ses, points, ses_squares, products, scratch[:k])
                _over_all(out, every[0], every[1], every[2], scratch)
                for role, column in ((CORE, OF_CORES), (MEMBER, OF_MEMBERS)):
                    if scored[role, 0] > 0:
                        out[column] = scored[role, 1] / scored[role, 0]
    return sums, found


@kernel
def _components(out: Array, n: Array, mean: Array, squares: Array, scratch: Array) -> None:
    """Write SDs of means with and without luck, and the components of the variance (`between_sd`, `net_sd`, `anova`)."""
    k, pupils = n.size, total(n)
    for q in range(k):
        scratch[q] = n[q] / pupils * mean[q]
    grand = total(scratch)
    for q in range(k):
        scratch[q] = n[q] / pupils * (mean[q] - grand) ** 2
    out[SD] = np.sqrt(total(scratch))
    if k < 2 or pupils <= k:
        return  # nothing can be told apart
    grand = _sum(n, mean, scratch) / pupils
    apart = _squares(n, mean, grand, scratch)
    for q in range(k):
        scratch[q] = max(squares[q] - n[q] * mean[q] ** 2, 0.0)
    inner = total(scratch)
    within = inner / (pupils - k)
    size = (pupils - _sum(n, n, scratch) / pupils) / (k - 1)  # the balanced size that unbalanced schools are worth
    out[NET_SD] = np.sqrt(max(apart / pupils - (k - 1) / pupils * inner / (pupils - k), 0.0))
    out[MEAN], out[BETWEEN], out[WITHIN] = grand, (apart / (k - 1) - within) / size, within


@kernel
def _slopes(
    out: Array, n: Array, ses: Array, points: Array, ses_squares: Array, products: Array, scratch: Array
) -> None:
    """Write slopes of scores on background and how background lies between schools (`slopes_of_sums`, `variance_share`)."""
    pupils, squares = total(n), total(ses_squares)
    mean_ses, mean_score = total(ses) / pupils, total(points) / pupils
    for q in range(n.size):
        scratch[q] = ses_squares[q] - ses[q] ** 2 / n[q]
    within = total(scratch)
    for q in range(n.size):
        scratch[q] = products[q] - ses[q] * points[q] / n[q]
    within_product = total(scratch)
    for q in range(n.size):
        scratch[q] = n[q] * (ses[q] / n[q] - mean_ses) ** 2
    apart = total(scratch)
    for q in range(n.size):
        scratch[q] = n[q] * (ses[q] / n[q] - mean_ses) * (points[q] / n[q] - mean_score)
    apart_product = total(scratch)
    out[SES_MEAN], out[SES_BETWEEN], out[SES_SQUARES] = mean_ses, apart, squares
    least = 1e-12 * squares  # sums of squares up to this are rounding of what does not vary
    within = within if within > least else 0.0
    apart = apart if apart > least else 0.0
    whole = within + apart
    if whole != 0:
        if within != 0:
            out[SLOPE_WITHIN] = within_product / within
        if apart != 0:
            out[SLOPE_BETWEEN] = apart_product / apart
        out[SLOPE_SHARE], out[SLOPE] = apart / whole, (within_product + apart_product) / whole


@kernel
def _over_all(out: Array, n: Array, mean: Array, migrants: Array, scratch: Array) -> None:
    """Write the CV of means and the dissimilarity of migrants, in which schools of other sets count with nobody."""
    pupils, some = total(n), total(migrants)
    grand = _sum(n, mean, scratch) / pupils
    if grand != 0:
        out[CV] = np.sqrt(_squares(n, mean, grand, scratch) / pupils) / grand
    if 0 < some < pupils:
        for q in range(n.size):
            scratch[q] = abs(migrants[q] / some - (n[q] - migrants[q]) / (pupils - some))
        out[DISSIMILARITY] = total(scratch) / 2


@kernel
def _sum(weight: Array, mean: Array, scratch: Array) -> float:
    """Return the weighted sum."""
    for q in range(mean.size):
        scratch[q] = weight[q] * mean[q]
    return total(scratch)


@kernel
def _squares(weight: Array, mean: Array, centre: float, scratch: Array) -> float:
    """Return the weighted sum of squares about a centre."""
    for q in range(mean.size):
        scratch[q] = weight[q] * (mean[q] - centre) ** 2
    return total(scratch)
