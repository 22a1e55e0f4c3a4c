"""Distributions and correlations of factors: quantiles on paper, levels by weight, ranks that go together, what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from study_texts import BASE, found, study

from experiments import Refused
from experiments.design import designs
from experiments.design.file import DesignPart
from experiments.design.samplers import correlated, sample
from experiments.study.analyse import analyse
from experiments.study.screening import next_study, rank
from experiments.study.study import load_study

LHS = 'kind = "lhs"\nn = 4000'
SPREAD = """
[levers]
"rotation.annual_share" = { distribution = "triangular", mode = 0.1 }
"rotation.years" = { weights = [1, 2, 3, 2, 2] }
"mentoring.on" = { weights = [0.25, 0.75] }
"case.forms" = { values = ["tight", "alliance"], weights = [3, 1] }
dose = { low = 0.5, high = 2.0, distribution = "beta", a = 2, b = 5, times = { "follow_post.annual_share" = 0.1 } }
[uncertainties]
"learning.noise" = { low = 0.1, high = 0.5, distribution = "normal", mean = 0.2, sd = 0.05 }
"rotation.travel" = { low = 10, high = 1000, log = true, distribution = "normal", mean = 100, sd = 0.5 }
"growth.mentor_gain" = { low = 0.02, high = 0.1, log = true }
"""
TWO = '[levers]\n"rotation.annual_share" = {}\n"mentoring.share" = {}\n"joint_research.events_per_year" = {}\n'


def refused(folder: Path, factors: str, design: str = 'kind = "lhs"\nn = 40', base: str = BASE) -> str:
    with pytest.raises(Refused) as error:
        study(folder, design, factors, base)
    return str(error.value)


def test_values_follow_the_distributions_that_scipy_knows(tmp_path: Path) -> None:
    one = study(tmp_path, LHS, SPREAD)
    p = designs.points(one).points
    known = {
        "rotation.annual_share": stats.triang(1 / 3, 0, 0.3),
        "dose": stats.beta(2, 5, 0.5, 1.5),
        "learning.noise": stats.truncnorm(-2, 6, 0.2, 0.05),
        "growth.mentor_gain": stats.loguniform(0.02, 0.1),
    }
    for name, distribution in known.items():
        # a Latin hypercube of 4000 has one value in each stretch of 1/4000: its distance is at most that
        assert stats.kstest(p[name], distribution.cdf).statistic < 1.5 / 4000, name
    logs = np.log(p["rotation.travel"])
    assert stats.kstest(logs, stats.norm(np.log(100), 0.5).cdf).statistic < 1.5 / 4000
    assert p["rotation.travel"].between(10, 1000).all()


def test_levels_are_as_likely_as_their_weights(tmp_path: Path) -> None:
    p = designs.points(study(tmp_path, LHS, SPREAD)).points
    assert p["rotation.years"].value_counts().sort_index().tolist() == pytest.approx([400, 800, 1200, 800, 800], abs=1)
    assert p["mentoring.on"].mean() == pytest.approx(0.75, abs=1e-3)
    assert (p["case.forms"] == "tight").mean() == pytest.approx(0.75, abs=1e-3)


@pytest.mark.parametrize("kind", ['sobol"\nn = 8', 'morris"\nn = 4', 'fast"\nn = 1\nlength = 65', 'lhs"\nn = 40'])
def test_every_sampled_design_takes_distributions(kind: str, tmp_path: Path) -> None:
    one = study(tmp_path, f'kind = "{kind}', SPREAD)
    design = designs.points(one)
    for factor in one.factors:
        values = design.points[factor.name]
        assert values.isin(factor.levels).all() if factor.discrete else values.between(factor.low, factor.high).all()


def test_a_screening_hands_distributions_and_weights_on(tmp_path: Path) -> None:
    one = study(tmp_path, 'kind = "morris"\nn = 8', SPREAD)
    data = found(
        one,
        lambda p: 100 * p["rotation.annual_share"].to_numpy() + p["rotation.years"].to_numpy() + p["dose"].to_numpy(),
    )
    file = tmp_path / "next.toml"
    file.write_text(next_study(one, rank(analyse(data).indices), 7), encoding="utf-8")
    after = {f.name: f for f in load_study(file).factors}
    before = {f.name: f for f in one.factors}
    assert len(after) == 7
    for name, factor in after.items():
        assert factor.distribution == before[name].distribution
        assert factor.weights == pytest.approx(before[name].weights)


@pytest.mark.parametrize(
    ("factor", "said"),
    [
        ('{ distribution = "triangluar" }', "distribution = 'triangluar' is not one of uniform, triangular"),
        ('{ distribution = "loguniform" }', "write distribution = \"uniform\" and log = true"),
        ('{ distribution = "triangular" }', "distribution = 'triangular': mode is missing"),
        ('{ distribution = "triangular", mode = 0.4 }', "mode = 0.4 is out of range; allowed: 0 to 0.3 [share/year]"),
        ('{ distribution = "normal", mean = 0.1, sd = 0 }', "sd = 0 is out of range; allowed: above 0 [share/year]"),
        ('{ distribution = "normal", mean = 0.1 }', "sd is missing; it needs mean and sd"),
        ('{ distribution = "beta", a = 1, b = 2, mode = 0.1 }', "mode says nothing beside distribution = 'beta'"),
        ("{ mode = 0.1 }", "mode says nothing beside distribution = 'uniform'; leave it out"),
        ("{ weights = [1, 2] }", "weights says nothing beside a real factor"),
        ('{ values = [0.1, 0.2], weights = [1] }', "weights"),
        ('{ values = [0.1, 0.2], weights = [1, 2, 3] }', "weights holds 3 numbers for 2 levels"),
        ('{ values = [0.1, 0.2], weights = [1, -2] }', "weights: -2 is out of range; allowed: above 0"),
        ('{ values = [0.1, 0.2], distribution = "beta" }', "distribution says nothing beside values"),
    ],
)  # fmt: skip
def test_a_distribution_that_cannot_be_is_refused(factor: str, said: str, tmp_path: Path) -> None:
    assert said in refused(tmp_path, f'[levers]\n"rotation.annual_share" = {factor}')


def test_whole_numbers_have_weights_and_lists_and_grids_have_neither(tmp_path: Path) -> None:
    years = '[levers]\n"rotation.years" = { distribution = "normal", mean = 2, sd = 1 }'
    assert "distribution says nothing beside a whole number" in refused(tmp_path, years)
    share = '[levers]\n"rotation.annual_share" = { levels = 3, distribution = "beta", a = 1, b = 2 }'
    assert "a grid takes its values as stated; distribution says nothing" in refused(tmp_path, share, 'kind = "grid"')
    flag = '[levers]\n"mentoring.on" = { weights = [1, 2] }'
    assert "a grid takes its values as stated; weights say nothing" in refused(tmp_path, flag, 'kind = "grid"')


def test_ranks_are_correlated_as_asked_and_every_block_stays_latin() -> None:
    wanted = np.array([[1, 0.7, 0], [0.7, 1, -0.4], [0, -0.4, 1]])
    u = correlated(sample(DesignPart(kind="lhs", n=2000, block=500), 3, 1), wanted, 500)
    np.testing.assert_allclose(stats.spearmanr(u).statistic, wanted, atol=0.02)
    for block in u.reshape(4, 500, 3):
        assert (np.sort(np.floor(block * 500), axis=0) == np.arange(500)[:, None]).all()
    independent = correlated(sample(DesignPart(kind="lhs", n=100), 3, 1), np.eye(3), 100)
    assert np.abs(stats.spearmanr(independent).statistic - np.eye(3)).max() < 0.05  # by chance it would be 0.1


def test_a_correlated_design_grows_without_moving(tmp_path: Path) -> None:
    base = BASE + 'correlations = [{ between = ["rotation.annual_share", "mentoring.share"], rank = 0.6 }]\n'
    few, many = (study(tmp_path, 'kind = "lhs"\nn = 50', TWO, base, **more) for more in ({}, {"points": 150}))
    a, b = designs.points(few), designs.points(many)
    assert (b.points.iloc[:50].to_numpy() == a.points.to_numpy()).all()
    pair = b.points[["rotation.annual_share", "mentoring.share"]]
    assert stats.spearmanr(pair).statistic == pytest.approx(0.6, abs=0.06)


A, B, C = "rotation.annual_share", "mentoring.share", "joint_research.events_per_year"


@pytest.mark.parametrize(
    ("pairs", "design", "said"),
    [
        (
            [(A, "mentoring.shar", 0.5)],
            "lhs",
            "'mentoring.shar' is not a factor; nearest valid name: 'mentoring.share'",
        ),
        ([(B, B, 0.5)], "lhs", "names 'mentoring.share' twice"),
        ([(A, B, 1.5)], "lhs", "correlations.0.rank = 1.5 is out of range"),
        ([(A, B, 0.5)], "sobol", 'only independent factors can do; write design.kind = "lhs" and read Shapley effects'),
        ([(A, B, 0.5)], "morris", "a morris changes factors one by one"),
        ([(A, B, 0.5)], "fast", "a fast changes factors one by one"),
        ([(A, B, 0.5)], "list", "correlations say nothing in a list, whose points are stated"),
        ([(A, B, 0.5), (B, A, 0.4)], "lhs", "are correlated twice"),
        ([(A, B, 0.9), (B, C, 0.9), (A, C, -0.9)], "lhs", "they fit together when each is multiplied by 0.5"),
        ([(A, B, 0.5)], "small", "a block of 4 points cannot hold those of 3 factors; allowed: 5 or more"),
    ],
)
def test_correlations_that_cannot_be_are_refused(
    pairs: list[tuple[str, str, float]], design: str, said: str, tmp_path: Path
) -> None:
    sizes = {"sobol": "n = 8", "morris": "n = 4", "fast": "n = 1", "lhs": "n = 40", "list": ""}
    text = 'kind = "lhs"\nn = 4' if design == "small" else f'kind = "{design}"\n{sizes[design]}'
    stated = ", ".join(f'{{ between = ["{a}", "{b}"], rank = {rank} }}' for a, b, rank in pairs)
    assert said in refused(tmp_path, TWO, text, BASE + f"correlations = [{stated}]\n")
