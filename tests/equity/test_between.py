"""What lies between schools in one pass is, to the last bit, what the plain functions say of one table at a time."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from sim.equity.between import FOUND, between
from sim.equity.gaps import slopes_of_sums
from sim.equity.multilevel import SchoolSums, anova, net_sd
from sim.equity.segregation import dissimilarity, variance_share
from sim.equity.snapshot import SUMS
from sim.equity.spread import between_sd, weighted_cv
from sim.roles import CORE, MEMBER
from sim.state import Array
from sim.sums import total


def sums_of(draw: np.random.Generator, schools: int) -> Array:
    """Return sums by school and stage, as of pupils; a quarter of the schools have none."""
    n = draw.integers(0, 4, (schools, 2)) * draw.integers(1, 900, (schools, 2))
    out = np.zeros((schools, 2, len(SUMS)))
    means = {
        "points": draw.normal(75, 5, n.shape),
        "ses": draw.normal(0, 0.3, n.shape),
        "products": draw.normal(3, 1, n.shape),
    }
    for name, mean in {"pupils": np.ones(n.shape), **means}.items():
        out[:, :, SUMS.index(name)] = n * mean
    for name, mean, variance in (("squares", means["points"], 150.0), ("ses_squares", means["ses"], 1.1)):
        out[:, :, SUMS.index(name)] = n * (mean**2 + variance)
    out[:, :, SUMS.index("migrants")] = draw.integers(0, n + 1)
    return out


@pytest.mark.parametrize("schools", [0, 1, 2, 3, 9, 40, 150, 700])
def test_in_one_pass_they_are_those_of_each_table(schools: int) -> None:
    draw = np.random.default_rng(schools)
    school, part = sums_of(draw, schools), draw.integers(-1, 2, schools)
    roles = draw.integers(0, 3, schools).astype(np.int8)
    sums, found = between(school, part, roles, 2)
    for i, stage in product(range(2), range(2)):
        table = np.where((part == i)[:, None], school[:, stage], 0.0)
        np.testing.assert_array_equal(sums[i, stage], table.sum(0))
        every, sat = table.T, table[table[:, 0] > 0].T
        n, points, squares, ses, ses_squares, products = sat[:6]
        of_schools = SchoolSums.from_sums(points, squares, n)
        components, slopes = anova(of_schools), slopes_of_sums(n, ses, points, ses_squares, products)
        means = np.divide(every[1], every[0], out=np.full(schools, np.nan), where=every[0] > 0)
        role = roles[table[:, 0] > 0]
        wanted = {
            "sd": between_sd(points, n), "cv": weighted_cv(means, every[0]), "net_sd": net_sd(of_schools),
            "mean": components.mean, "between": components.between, "within": components.within,
            "slope": slopes.total, "slope_within": slopes.within, "slope_between": slopes.between, "slope_share": slopes.share,
            "dissimilarity": dissimilarity(every[SUMS.index("migrants")], every[0] - every[SUMS.index("migrants")]),
            **{
                name: points[role == code].cumsum()[-1] / n[role == code].sum() if (role == code).any() else np.nan
                for name, code in (("core", CORE), ("member", MEMBER))
            },
        }  # fmt: skip
        one = dict(zip(FOUND, found[i, stage].tolist(), strict=True))
        whole = one["ses_squares"] - n.sum() * one["ses_mean"] ** 2
        wanted["ses"] = variance_share(ses, ses_squares, n)
        one["ses"] = one["ses_between"] / whole if n.size and whole > 1e-12 * one["ses_squares"] else np.nan
        for name, value in wanted.items():
            np.testing.assert_array_equal(one[name], value, err_msg=name)


def test_a_kernel_adds_up_as_numpy_does() -> None:
    draw = np.random.default_rng(1)
    for n in [*range(300), 500, 1000, 2047, 2048, 9000, 20_000]:
        x = draw.normal(size=n) * 10 ** draw.normal(size=n)
        assert total(x) == x.sum()
