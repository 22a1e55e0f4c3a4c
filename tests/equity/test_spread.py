"""The CV of inspectors and the spread of school means, against pupils counted one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.equity.spread import between_sd, weighted_cv, weighted_cvs, weighted_mean

numbers = st.lists(st.tuples(st.floats(0.1, 100), st.integers(1, 3000)), min_size=1, max_size=30)


@settings(deadline=None, max_examples=60)
@given(schools=numbers, factor=st.floats(0.01, 100), times=st.integers(1, 9))
def test_the_cv_knows_no_units_and_no_scale_of_enrolment(schools: list, factor: float, times: int) -> None:
    x, heads = (np.array(v, float) for v in zip(*schools, strict=True))
    cv = weighted_cv(x, heads)
    assert cv >= 0
    assert weighted_cv(factor * x, heads) == pytest.approx(cv, rel=1e-9, abs=1e-9)
    assert weighted_cv(x, times * heads) == pytest.approx(cv, rel=1e-9, abs=1e-9)
    assert weighted_cv(np.repeat(x, 2), np.repeat(heads / 2, 2)) == pytest.approx(cv, rel=1e-9, abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(schools=numbers)
def test_the_cv_is_that_of_pupils_who_each_have_their_schools_amount(schools: list) -> None:
    x, heads = (np.array(v) for v in zip(*schools, strict=True))
    each = np.repeat(x, heads)
    assert weighted_cv(x, heads) == pytest.approx(each.std() / each.mean(), rel=1e-9, abs=1e-9)
    assert weighted_mean(x, heads) == pytest.approx(each.mean())


def test_measures_leave_out_what_is_not_known() -> None:
    x, heads = np.array([1.0, np.nan, 3.0, 9.0]), np.array([1.0, 5.0, 1.0, 0.0])
    assert weighted_mean(x, heads) == 2.0
    assert weighted_cv(x, heads) == pytest.approx(0.5)
    assert np.isnan(weighted_mean(x[1:2], heads[1:2]))
    assert np.isnan(weighted_cv(np.array([]), np.array([])))
    assert np.isnan(weighted_cv(np.array([-1.0, 1.0]), np.ones(2)))


def test_the_example_of_inspectors_gives_its_cv() -> None:
    heads, x = np.array([45, 37, 89, 76, 55]), np.array([6.20, 3.70, 10.51, 2.11, 7.31])
    assert weighted_cv(x, heads) == pytest.approx(0.515, abs=0.0005)
    assert weighted_cv(x, np.ones(5)) == pytest.approx(0.489, abs=0.0005)


def test_a_table_has_the_cv_of_each_of_its_columns() -> None:
    table = np.array([[1.0, 5.0], [3.0, np.nan], [np.nan, 7.0]])
    heads = np.array([[10.0], [30.0], [10.0]])
    expected = [weighted_cv(column, heads[:, 0]) for column in table.T]
    np.testing.assert_allclose(weighted_cvs(table, heads), expected)


def test_between_sd_is_that_of_school_means_weighted_by_pupils() -> None:
    assert between_sd(np.array([10.0, 60.0]), np.array([10.0, 30.0])) == pytest.approx(np.sqrt(0.25 * 0.75))
    assert between_sd(np.array([10.0]), np.array([5.0])) == 0
    assert np.isnan(between_sd(np.array([]), np.array([])))
