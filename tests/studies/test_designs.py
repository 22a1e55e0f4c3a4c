"""Designs: typed values, levels equally likely, and points that stay where they are when more are added."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from study_texts import BASE, LEVERS, found, study

from experiments import Refused
from experiments.design import designs
from experiments.design.factors import Factor, spaced
from experiments.design.file import DesignPart
from experiments.design.samplers import sample
from experiments.study.analyse import analyse
from experiments.study.study import Study
from experiments.study.study_data import plan
from sim.config import parameters

EVERY = {"sobol": "n = 8", "lhs": "n = 20", "morris": "n = 4", "fast": "n = 2\nlength = 65"}
TYPED = """
[levers]
"rotation.annual_share" = { low = 0.1 }
"rotation.years" = { high = 3 }
"rotation.voluntary" = {}
"case.forms" = { values = ["tight", "alliance"] }
"digital_lessons.stages" = { values = [["primary"], ["primary", "junior"]] }
dose = { low = 0.0, high = 2.0, times = { "follow_post.annual_share" = 0.1, "mentoring.share" = 0.4 } }
tools.options.few = { "secondment.on" = false, "first_post.on" = false }
tools.options.many = { "secondment.on" = true, "first_post.on" = true }

[uncertainties]
"rotation.travel" = { low = 10, high = 1000, log = true }
"""


@pytest.mark.parametrize("kind", EVERY)
def test_more_points_leave_the_first_ones_and_their_seeds_where_they_are(kind: str, tmp_path: Path) -> None:
    few = study(tmp_path, f'kind = "{kind}"\n{EVERY[kind]}', TYPED)
    many = study(tmp_path, f'kind = "{kind}"\n{EVERY[kind]}', TYPED, points=2 * few.design.n, replications=3)
    a, b = designs.points(few), designs.points(many)
    assert len(b) == 2 * len(a)
    pd.testing.assert_frame_equal(a.points, b.points.iloc[: len(a)])
    keys = {run.key for _, _, run in plan(many, b)}
    assert {run.key for _, _, run in plan(few, a)} < keys


@pytest.mark.parametrize("seeds", ["shared", "independent"])
def test_a_finer_grid_keeps_the_runs_of_the_coarser_one(seeds: str, tmp_path: Path) -> None:
    base = BASE + f'seeds = "{seeds}"\n'
    texts = [f'[levers]\n"rotation.annual_share".levels = {n}\n"mentoring.on" = {{}}' for n in (3, 5)]
    coarse, fine = (
        {run.key for _, _, run in plan(s, designs.points(s))}
        for s in (study(tmp_path, 'kind = "grid"', t, base) for t in texts)
    )
    assert len(coarse) == 3 * 2 * 2
    assert len(fine) == 5 * 2 * 2
    assert coarse < fine


def seeds_by_point(of: Study) -> list[tuple[int, ...]]:
    return [tuple(of.seeds_of(who)) for who in designs.points(of).identities]


@pytest.mark.parametrize(
    ("kind", "length"), [('sobol"\nn = 16', 10), ('sobol"\nn = 4\nsecond_order = true', 18), ('morris"\nn = 4', 9),
                         ('fast"\nn = 2\nlength = 65', 65)],
)  # fmt: skip
def test_points_of_a_row_share_their_seeds_and_rows_share_none(kind: str, length: int, tmp_path: Path) -> None:
    seeds = seeds_by_point(study(tmp_path, f'kind = "{kind}', TYPED))
    rows = [set(seeds[i : i + length]) for i in range(0, len(seeds), length)]
    assert all(len(row) == 1 for row in rows)
    each = [seed for row in rows for seeds_of_row in row for seed in seeds_of_row]
    assert len(set(each)) == len(each) == 2 * len(seeds) // length


def test_independent_points_share_no_seed_and_shared_seeds_are_those_of_all(tmp_path: Path) -> None:
    for kind in ('sobol"\nn = 16', 'lhs"\nn = 16'):
        one = study(tmp_path, f'kind = "{kind}', TYPED, BASE + 'seeds = "independent"\n')
        each = [seed for seeds in seeds_by_point(one) for seed in seeds]
        assert len(set(each)) == len(each)  # points with equal values too: they are different draws of luck
    other = study(tmp_path, 'kind = "lhs"\nn = 16', TYPED, BASE + 'seeds = "shared"\n')
    assert set(seeds_by_point(other)) == {(1, 2)}


def test_blocks_of_a_hypercube_may_share_their_seeds(tmp_path: Path) -> None:
    one = study(tmp_path, 'kind = "lhs"\nn = 24\nblock = 8', TYPED, BASE + 'seeds = "row"\n')
    found = seeds_by_point(one)
    assert [len(set(found[i : i + 8])) for i in (0, 8, 16)] == [1, 1, 1]
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    ("kind", "seeds", "said"),
    [
        ("grid", "row", "a grid has no rows whose points could share their seeds; allowed: 'shared' or 'independent'"),
        (
            'lhs"\nn = "8',
            "row",
            "the points of a block of an lhs share them, and there is but one block; write design.block",
        ),
        ('morris"\nn = "4', "shared", "no interval of a morris could see what seeds do that every trajectory shares"),
        ('fast"\nn = "2', "shared", "every curve shares; allowed: 'row' or 'independent', or leave the key out"),
    ],
)
def test_seeds_that_do_not_fit_a_design_are_refused(kind: str, seeds: str, said: str, tmp_path: Path) -> None:
    design = f'kind = "{kind}"'.replace('n = "', "n = ").removesuffix('"') if "n = " in kind else f'kind = "{kind}"'
    with pytest.raises(Refused) as refused:
        study(tmp_path, design, LEVERS, BASE + f'seeds = "{seeds}"\n')
    assert said in str(refused.value)


def test_points_are_typed_and_set_what_they_say(tmp_path: Path) -> None:
    one = study(tmp_path, 'kind = "lhs"\nn = 64', TYPED)
    design = designs.points(one)
    p = design.points
    assert p["rotation.annual_share"].between(0.1, 0.3).all()  # the upper end is the declared one
    assert set(p["rotation.years"]) == {1, 2, 3}
    assert p["rotation.years"].dtype == np.int64
    assert p["rotation.voluntary"].dtype == bool
    assert set(p["digital_lessons.stages"]) == {("primary",), ("primary", "junior")}
    assert (
        0.3 < (p["rotation.travel"] < 100).mean() < 0.7
    )  # half of a logarithmic range lies below its geometric middle
    runs = {i: run for i, r, run in plan(one, design) if r == 0}
    for i, row in p.iterrows():
        given = dict(runs[i].overrides)
        assert given["follow_post.annual_share"] == pytest.approx(0.1 * row["dose"])
        assert {m.form for g in runs[i].case.groups for m in g.members} == {row["case.forms"]}
        # what the case sets anyway is no override: follow the run's own reading
        assert runs[i].value_of("secondment.on") in {None if row["tools"] == "many" else False, row["tools"] == "many"}


def test_every_level_is_equally_likely() -> None:
    u = (np.arange(6000) + 0.5) / 6000
    for levels in [(1, 2, 3), (False, True), ("a", "b", "c", "d")]:
        values = Factor(name="x", role="lever", kind="categorical", levels=levels).at(u)
        assert {values.count(v) for v in levels} == {6000 // len(levels)}
    ends = Factor(name="x", role="lever", kind="integer", levels=(1, 2, 3)).at(np.array([0.0, 1 / 3, 2 / 3, 1.0]))
    assert ends == [1, 2, 3, 3]


def test_a_seed_of_zero_is_a_seed_and_no_sample_touches_the_global_generator() -> None:
    np.random.seed(1)  # noqa: NPY002
    before = np.random.get_state()[1].copy()  # noqa: NPY002
    for kind, n in (("sobol", 8), ("lhs", 8), ("morris", 4), ("fast", 1)):
        part = DesignPart(kind=kind, n=n)
        assert (sample(part, 3, 0) == sample(part, 3, 0)).all()
        assert (sample(part, 3, 0) != sample(part, 3, 1)).any()
    assert (np.random.get_state()[1] == before).all()  # noqa: NPY002


@pytest.mark.parametrize(("kind", "length"), [("lhs", 10), ("morris", 4), ("fast", 3 * 65)])
def test_what_is_added_is_new(kind: str, length: int) -> None:
    keys = {"block": 10} if kind == "lhs" else {"length": 65} if kind == "fast" else {}
    u = sample(DesignPart(kind=kind, n=30 if kind == "lhs" else 3, **keys), 3, 1).reshape(3, length, 3)
    assert all((u[i] != u[j]).any() for i in range(3) for j in range(i))


def test_blocks_of_a_latin_hypercube_are_latin_each() -> None:
    u = sample(DesignPart(kind="lhs", n=30, block=10), 2, 1)
    for block in u.reshape(3, 10, 2):
        assert (np.sort(np.floor(block * 10), axis=0) == np.arange(10)[:, None]).all()


def test_the_size_of_a_design_is_known_before_it_is_made(tmp_path: Path) -> None:
    for kind, rest in {**EVERY, "grid": ""}.items():
        factors = '[levers]\n"rotation.annual_share" = { levels = 4 }\n"mentoring.on" = {}'
        one = study(tmp_path, f'kind = "{kind}"\n{rest}', factors)
        assert designs.size(one.design, one.factors, tmp_path) == len(designs.points(one))


def test_lists_come_from_the_file_or_from_a_table_beside_it(tmp_path: Path) -> None:
    factors = '[levers]\n"rotation.annual_share" = {}\n"mentoring.on" = {}'
    (tmp_path / "points.csv").write_text("mentoring.on,rotation.annual_share\ntrue,0.1\nfalse,0\n", encoding="utf-8")
    rows = """points = [
      { "rotation.annual_share" = 0.1, "mentoring.on" = true },
      { "rotation.annual_share" = 0, "mentoring.on" = false },
    ]"""
    one = designs.points(study(tmp_path, f'kind = "list"\n{rows}', factors))
    two = designs.points(study(tmp_path, 'kind = "list"\ntable = "points.csv"', factors))
    pd.testing.assert_frame_equal(one.points, two.points)
    (tmp_path / "points.csv").write_text("mentoring.on,rotation.annual_share\ntrue,0.4\nmaybe,0\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        study(tmp_path, 'kind = "list"\ntable = "points.csv"', factors)
    assert "line 2: rotation.annual_share = 0.4 is out of range; allowed: 0 to 0.3 [share/year]" in str(refused.value)
    assert "line 3: mentoring.on = 'maybe' is not one of False, True" in str(refused.value)


def test_a_study_without_factors_is_its_seeds(tmp_path: Path) -> None:
    one = study(tmp_path, 'kind = "list"', "")
    assert [(i, r, run.seed) for i, r, run in plan(one, designs.points(one))] == [(0, 0, 1), (0, 1, 2)]


def test_spaced_values_are_round_and_never_twice() -> None:
    assert spaced(0.0, 0.3, 4, log=False, whole=False) == (0.0, 0.1, 0.2, 0.3)
    assert spaced(1, 3, 5, log=False, whole=True) == (1, 2, 3)
    assert spaced(1, 100, 3, log=True, whole=True) == (1, 10, 100)


@pytest.mark.parametrize("log", [False, True])
def test_both_ends_of_every_declared_range_are_inside_it(log: bool) -> None:
    numbers = [p for p in parameters() if isinstance(p.default, float) and p.low is not None and p.high is not None]
    assert len(numbers) > 50
    for p in numbers:
        if not log or p.low > 0:
            factor = Factor(name=p.name, role="lever", kind="real", low=p.low, high=p.high, log=log)
            assert factor.at(np.array([0.0, 1.0])) == pytest.approx([p.low, p.high], rel=1e-11)
            assert all(p.low <= v <= p.high for v in factor.at(np.linspace(0, 1, 101)))


def test_a_step_between_levels_goes_from_any_level_to_any_other_that_is_far_enough(tmp_path: Path) -> None:
    factors = """
    [levers]
    "rotation.years" = { high = 4 }
    "case.forms" = { values = ["tight", "assist", "alliance"] }
    "mentoring.on" = {}
    "rotation.annual_share" = {}
    """
    one = study(tmp_path, 'kind = "morris"\nn = 300', factors)
    design = designs.points(one)
    table = design.points.groupby(np.arange(len(design)) // 5)
    years = {tuple(v.unique()) for _, v in table["rotation.years"]}
    assert years == {
        (1, 3),
        (1, 4),
        (2, 4),
        (3, 1),
        (4, 1),
        (4, 2),
    }  # a step of one year is divided by a third, luck and all
    forms = [tuple(v.unique()) for _, v in table["case.forms"]]
    assert {forms.count(pair) for pair in set(forms)} < set(range(30, 75))  # each of six about 50 times
    assert len(set(forms)) == 6
    assert all(v.nunique() == 2 for _, v in table["mentoring.on"])
    assert design.scaled is not None
    each = design.scaled.reshape(-1, 5, 4)
    assert set(each[:, :, 1].ravel()) == {0.0, 1.0}  # levels without order: the plain difference of two of them
    np.testing.assert_allclose(np.unique(np.abs(np.diff(each[:, :, 3], axis=1))), [0, 2 / 3], atol=1e-12)


def test_a_factor_that_does_something_at_every_other_level_is_not_missed(tmp_path: Path) -> None:
    """On Morris' own grid a factor of four levels always steps by two, and outcomes of 0, 1, 0, 1 would cancel."""
    values = '{ values = ["tight", "assist", "alliance", "listed"] }'
    for name, levels in (("case.forms", ("tight", "assist", "alliance", "listed")), ("rotation.years", (1, 2, 3, 4))):
        stated = values if name == "case.forms" else "{ high = 4 }"
        one = study(tmp_path, 'kind = "morris"\nn = 100', f'[levers]\n"{name}" = {stated}\n"mentoring.on" = {{}}')
        data = found(one, lambda p, n=name, v=levels: p[n].map(v.index).to_numpy() % 2.0)
        rows = analyse(data).indices
        star = rows[(rows["index"] == "mu_star") & (rows["factor"] == name)].iloc[0]
        assert star["low"] > 0.2
        # of the pairs of levels without order 2 in 3 differ; of ordered ones two steps or three apart, the longest does
        assert star["low"] < (2 / 3 if name == "case.forms" else 0.35) < star["high"]
