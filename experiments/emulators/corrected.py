r"""Indices and curves of an emulator, corrected by what runs it has not seen say of it, with intervals that hold its choice.

Let :math:`m = \sum_\alpha m_\alpha \phi_\alpha + m_o` be the expected outcome, :math:`\phi_\alpha` the orthonormal terms of the
basis and :math:`m_o` what is beyond them. An emulator fitted without a fold says :math:`c_\alpha`; the errors e it makes in
that fold say by how much it is off, :math:`d_\alpha`, and their sum is unbiased however the emulator was chosen, because it has
not seen these runs (cross-fitting, Chernozhukov et al. 2018; a debiased lasso, Zhang and Zhang 2014):

.. math::

    d_\alpha = \overline{s_\alpha}, \quad s_{g\alpha} = \frac{1}{D_\alpha} \sum_{i \in g} (e_i - \bar e_g)
    (\phi_{i\alpha} - \bar \phi_{g\alpha}), \quad
    \widehat{m_\alpha^2} = (c_\alpha + d_\alpha)^2 - se^2(d_\alpha), \quad
    \widehat{V_o} = \Big(\overline{q} - \sum_\alpha D_\alpha \widehat{d_\alpha^2}\Big) / \min_\alpha D_\alpha

g are rows of points that share their seeds, within which what a seed does to all alike falls out (single points, where none
do); :math:`D_\alpha` is the mean of the sum of squares of a term within a row, which is the number of points less one in a
block of a Latin hypercube, and less in a base row of Saltelli's, whose points repeat each other's values; q is the sum over
a row of the products of its errors under different seeds. A total effect is the sum of squares of the terms that a factor
is in and a share of :math:`V_o` between none and all, a first-order effect likewise: the interval reaches from the lower
end of the one to the upper end of the other. It holds the luck of seeds, the sampling of points, the terms that were chosen
wrongly and those that are missing. Standard errors are those of U-statistics over rows (Hoeffding 1948), ends those of a
ratio (Fieller 1954). A polynomial's c are its weights, a process is projected onto the terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from experiments.emulators.inputs import Basis
from experiments.emulators.models import Groups, Piece
from experiments.sensitivity.contrasts import crossed
from experiments.sensitivity.tables import Array

LEVEL = 0.95
LEAST = 15  # rows: three a fold


class Judged(NamedTuple):
    """What a fold says of an emulator that has not seen it; rows are its rows, columns the terms of the basis."""

    terms: Array  # (terms,): of the emulator, in units of the outcome
    pulls: Array  # (rows, terms): what each row says the emulator is off
    beyond: Array  # (rows,): what it says of the variance that no term has


class Shares(NamedTuple):
    """Shares of variance of each factor: S1 and ST, each (factors, 3) with value, low and high; NaN where nothing varies."""

    first: Array
    total: Array
    beyond: float  # share of the variance that no term of the basis has
    variance: tuple[float, float, float]  # that the factors make, with its interval, in squared units of the outcome


def judge(basis: Basis, unit: Array, y: Array, pieces: Sequence[Piece], groups: Groups) -> tuple[list[Judged], Array]:
    """Return what the folds say of the emulators that have not seen them, and the weight of each term within a row.

    Parameters
    ----------
    basis
        The terms.
    unit
        Points in the unit cube, shape (points, factors).
    y
        Outcomes, shape (points, replications). With one replication luck passes for what is beyond the terms.
    pieces
        Emulators without a fold each.
    groups
        Which points belong together, equally many each.
    """
    at = np.unique(groups, return_inverse=True)[1]
    order = np.argsort(at, kind="stable").reshape(at.max() + 1, -1)  # (rows, points of a row)
    phi = basis.at(unit)
    inside = _within(phi[order])
    weight: Array = (inside**2).sum(1).mean(0)
    least, out = weight[[len(t) == 1 for t in basis.terms]].min(), []
    for piece in pieces:
        c = piece.emulator.terms(basis, y[piece.known].mean(1, keepdims=True))[:, 0]
        which = np.unique(at[piece.held])
        errors = _within(y[order[which]] - (phi[order[which]] @ c)[..., None])
        pulls = np.einsum("gm,gma->ga", errors.mean(2), inside[which]) / weight
        beyond = crossed(errors, errors).sum(1) / least
        out.append(Judged(c, pulls, beyond))
    return out, weight / least


def _within(values: Array) -> Array:
    """Return values of rows, shape (rows, points of a row, any), less the mean of their row, or of all that stand alone."""
    return np.asarray(values - values.mean(1 if values.shape[1] > 1 else 0, keepdims=True))


def shares(basis: Basis, judged: Sequence[Judged], weight: Array) -> Shares:
    """Return first-order and total shares of variance with their intervals."""
    d, n = len(basis.factors), len(basis.terms)
    has = np.zeros((d, n), bool)
    for i, term in enumerate(basis.terms):
        for j, _ in term:
            has[j, i] = True
    alone = has & np.array([len(term) == 1 for term in basis.terms])
    every = np.vstack([alone, has, np.ones(n, bool)])  # of S1, of ST, and of the variance
    parts, covariances = zip(*(_moments(fold, every, weight) for fold in judged), strict=True)
    part, covariance = np.mean(parts, 0), np.sum(covariances, 0) / len(judged) ** 2
    beyond, whole = max(float(part[-1]), 0.0), len(every) - 1
    # rows of part: what terms hold of each, then what is beyond them; where that is less than nothing it is none
    t = float(stdtrit(max(sum(len(f.beyond) for f in judged) - len(judged), 1), 0.5 + LEVEL / 2))
    take = np.zeros(len(part))
    take[[whole, -1]] = 1
    variance = float(part[whole]) + beyond
    error = float(np.sqrt(take @ covariance @ take))
    found = np.full((2 * d, 3), np.nan)
    for k in range(2 * d if variance > t * error and part[whole] > 0 else 0):
        low, high = np.zeros(len(part)), np.zeros(len(part))
        low[k], high[[k, -1]] = 1, 1
        found[k] = (
            part[k] / part[whole],
            _ratio(float(part[k]), variance, low, take, covariance, t)[0],
            _ratio(float(part[k]) + beyond, variance, high, take, covariance, t)[1],
        )
    share = beyond / variance if variance > 0 else float("nan")
    return Shares(found[:d], found[d:], share, (variance, variance - t * error, variance + t * error))


def _ratio(over: float, under: float, above: Array, below: Array, covariance: Array, t: float) -> tuple[float, float]:
    """Return the ends of the interval of a ratio of two estimates, which are sums of the parts `above` and `below`."""
    a = under**2 - t**2 * float(below @ covariance @ below)
    b = over * under - t**2 * float(above @ covariance @ below)
    c = over**2 - t**2 * float(above @ covariance @ above)
    half = np.sqrt(max(b**2 - a * c, 0.0))
    return (b - half) / a, (b + half) / a


def _moments(fold: Judged, every: Array, weight: Array) -> tuple[Array, Array]:
    r"""Return what a fold says of sums of squares of terms and of what is beyond, and the covariance of all that.

    For sums over terms with weights w, the estimate is the mean over pairs of different rows of
    :math:`\sum_\alpha w_\alpha (c + s_g)(c + s_h)`; its variance is 4/n of that of its mean over h, in which
    2/n² of the mean square of :math:`\sum_\alpha w_\alpha s_g s_h`, the part of pairs, counts double.
    """
    c, s, n = fold.terms, fold.pulls, len(fold.beyond)
    mean = s.mean(0)
    other = (n * mean - s) / (n - 1)  # what all other rows say
    w = every.astype(np.float64)
    squares = (s + c) * (c + other)
    own = np.column_stack([squares @ w.T, fold.beyond - (s * other * weight).sum(1)])
    part = own.mean(0)
    pull = np.column_stack([2 * squares @ w.T, fold.beyond - 2 * (s * other * weight).sum(1)])
    pull -= pull.mean(0)
    linear = pull.T @ pull / (n - 1) / n
    pairs = np.triu_indices(n, 1)
    kernels = [(s[:, row] @ s[:, row].T)[pairs] for row in every]
    kernels.append(-((s * weight) @ s.T)[pairs])
    k = np.stack(kernels)
    twice = 2 * (k @ k.T) / len(pairs[0]) / n**2
    size, axes = np.linalg.eigh(linear - 2 * twice)  # of the means alone, which no direction has less than nothing of
    return part, twice + (axes * np.maximum(size, 0.0)) @ axes.T


def curve(basis: Basis, judged: Sequence[Judged], factor: int, places: Array) -> tuple[Array, Array]:
    """Return how a factor alone moves the outcome about its mean at places of the unit interval, and standard errors."""
    mine = [i for i, term in enumerate(basis.terms) if len(term) == 1 and term[0][0] == factor]
    unit = np.full((len(places), len(basis.factors)), 0.5)
    unit[:, factor] = places
    phi = basis.at(unit, mine)
    best = np.mean([phi @ (f.terms[mine] + f.pulls[:, mine].mean(0)) for f in judged], axis=0)
    spread = sum((f.pulls[:, mine] @ phi.T).var(0, ddof=1) / len(f.beyond) for f in judged)
    return best, np.sqrt(np.asarray(spread)) / len(judged)
