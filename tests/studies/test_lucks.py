"""Studies whose replications are met by several lucks: what is run, what counts once, and what is said of both parts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from study_texts import BASE, study

from experiments import Refused
from experiments.cli import main
from experiments.engine import Options
from experiments.statistics import seed_parts
from experiments.statistics.seed_parts import nested, pooled
from experiments.store.store import Store
from experiments.study.study_data import every_run, gather, plan

pytestmark = pytest.mark.usefixtures("blank")

FACTORS = """
[levers]
"rotation.annual_share" = { values = [0.0, 0.2] }
"""
SHARED = BASE.replace("replications = 2", 'replications = 3\nlucks = 2\nyears = 2\nseeds = "shared"').replace(
    "years = 3\n", ""
)


def test_a_population_meets_each_luck_and_the_first_is_the_run_there_is_without_lucks(tmp_path: Path) -> None:
    one = study(tmp_path, 'kind = "grid"', FACTORS, SHARED.replace("lucks = 2\n", ""))
    two = study(tmp_path, 'kind = "grid"', FACTORS, SHARED)
    from experiments.design import designs

    alone, runs = ([run for _, _, run in plan(s, designs.points(s))] for s in (one, two))
    assert [r.key for r in runs[::2]] == [r.key for r in alone]
    for first, second in zip(runs[::2], runs[1::2], strict=True):
        assert first.population_seed is None
        assert (second.population_seed, second.seed) == (first.seed, first.seed + 10_000)
    own = study(tmp_path, 'kind = "grid"', FACTORS, SHARED.replace("shared", "independent"))
    assert len({r.key for r in every_run(own, designs.points(own))}) == 2 * 3 * 2


def test_a_sweep_splits_its_spread_into_who_is_there_and_luck(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    trial = study(tmp_path, 'kind = "grid"', FACTORS, SHARED)
    assert main(["sweep", str(tmp_path / "trial.toml"), "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    said = capsys.readouterr().out
    data = gather(trial, tmp_path / "out")
    assert list(data.runs["luck"]) == [0, 1] * 6
    with Store(tmp_path / "out") as store:
        assert store.count() == 12
    y = data.by_luck("mean_score.primary")
    np.testing.assert_array_equal(y.reshape(-1), data.runs["mean_score.primary"])
    np.testing.assert_allclose(data.cube("mean_score.primary"), y.mean(2), rtol=1e-15)
    parts = data.parts().set_index(["outcome", "part"])
    expected = {p.part: p for p in pooled(y, shared=True)}
    for part in ("population", "luck"):
        assert parts.loc[("mean_score.primary", part), "variance"] == expected[part].variance
    line = f"mean_score.primary: of the variance between the runs of a point {expected['population'].share:.0%} is who lives"
    assert line in said
    assert "(3 populations of 2 lucks each)" in said
    shown = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert line in shown
    assert "3 per point, each a population that meets 2 lucks (n = 12 runs)" in shown
    written = pd.read_parquet(tmp_path / "out" / "tables" / "chance.parquet")
    pd.testing.assert_frame_equal(written, data.parts())


def test_pooled_parts_are_means_of_those_of_the_points_and_points_that_are_their_own_narrow_them() -> None:
    y = np.random.default_rng(np.random.SeedSequence([7])).normal(size=(4, 6, 3)) * 2 + np.arange(4)[:, None, None] * 50
    y += np.random.default_rng(np.random.SeedSequence([8])).normal(size=(4, 6, 1)) * 3
    each = [{p.part: p for p in nested(part)} for part in y]
    shared, own = ({p.part: p for p in pooled(y, shared=s)} for s in (True, False))
    for part in ("population", "luck"):
        assert own[part].variance == shared[part].variance == pytest.approx(np.mean([e[part].variance for e in each]))
        assert shared[part].low < own[part].low < own[part].variance < own[part].high < shared[part].high
    assert pooled(y[:1], shared=True) == nested(y[0]) == pooled(y[:1], shared=False)
    with pytest.raises(ValueError, match="both parts need 2 or more"):
        pooled(y[:, :1], shared=True)


def test_intervals_of_pooled_parts_cover_the_truth_as_often_as_they_say() -> None:
    rng, held = np.random.default_rng(np.random.SeedSequence([11])), 0
    for _ in range(400):
        y = rng.normal(0, 2, (5, 4, 1)) + rng.normal(0, 1, (5, 4, 3))
        (population, _) = pooled(y, shared=False)
        held += population.share_low <= 0.8 <= population.share_high
    assert 0.92 <= held / 400 <= 0.98


@pytest.mark.parametrize(
    ("lines", "design", "said"),
    [
        ("lucks = 2\npopulation_seed = 3", 'kind = "grid"', "lucks = 2 lets population and luck vary, and population_seed holds"),
        ("lucks = 2\nluck_seed = 3", 'kind = "grid"', "and luck_seed holds one of them; leave one out"),
        ("lucks = 2", 'kind = "sobol"\nn = 4', "the indices of a sobol are of single runs"),
        ("lucks = 101", 'kind = "grid"', "lucks"),
    ],
)  # fmt: skip
def test_lucks_that_make_no_sense_are_refused(tmp_path: Path, lines: str, design: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        study(tmp_path, design, FACTORS, BASE.replace("replications = 2", f"replications = 2\n{lines}"))


def test_a_study_without_lucks_says_nothing_of_the_parts(tmp_path: Path) -> None:
    assert seed_parts.VariancePart._fields[0] == "part"
    trial = study(tmp_path, 'kind = "grid"', FACTORS)
    assert (trial.lucks, trial.facts().get("lucks")) == (1, None)


# Beside a design whose seeds change both at once.

NESTED = FACTORS + "\n[nested]\npopulations = 3\nlucks = 2\n"
MORRIS = 'kind = "morris"\nn = 2'
SHORT = BASE.replace("years = 3", "years = 2")


def test_a_nested_block_is_where_no_factor_is_moved_and_adds_its_runs_alone(tmp_path: Path) -> None:
    from experiments.design import designs
    from experiments.study.carrying_out import cost

    without = study(tmp_path, MORRIS, FACTORS, SHORT)
    alone = [run.key for run in every_run(without, designs.points(without))]
    trial = study(tmp_path, MORRIS, NESTED, SHORT)
    runs = list(every_run(trial, designs.points(trial)))
    assert [run.key for run in runs[: len(alone)]] == alone
    block = runs[len(alone) :]
    assert [dict(run.overrides) for run in block] == [{}] * 6
    seeds = [(run.seed if run.population_seed is None else run.population_seed, run.seed) for run in block]
    assert seeds == [(p, p + 10_000 * i) for p in (1, 2, 3) for i in (0, 1)]
    assert cost(trial, tmp_path / "none", Options(workers=1)).runs == len({run.key for run in runs})


def test_sensitivity_splits_the_spread_of_its_nested_block(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    trial, out = study(tmp_path, MORRIS, NESTED, SHORT), tmp_path / "out"
    assert main(["sensitivity", str(tmp_path / "trial.toml"), "--out", str(out), "--workers", "1", "--lang", "en"]) == 0
    said = capsys.readouterr().out
    data = gather(trial, out)
    y = data.block["mean_score.primary"].to_numpy().reshape(3, 2)
    expected = {p.part: p for p in nested(y)}
    parts = data.parts().set_index(["outcome", "part"])
    for part in ("population", "luck"):
        assert parts.loc[("mean_score.primary", part), "variance"] == expected[part].variance
    line = f"the variance between runs where no factor is moved {expected['population'].share:.0%} is who lives"
    assert line in said
    shown = (out / "report.html").read_text(encoding="utf-8")
    assert shown.count(f"mean_score.primary: of {line}") == 1
    assert "3 populations of 2 lucks each. A population is who" in shown
    assert "人群与运气" in shown
    pd.testing.assert_frame_equal(pd.read_parquet(out / "tables" / "nested.parquet"), data.block)
    told = pd.read_csv(out / "tables" / "columns.csv")
    assert told.loc[told["table"].isin(["nested", "chance"]), ["zh", "en"]].notna().all(axis=None)


def test_runs_of_the_block_that_are_not_there_are_told_and_their_population_left_out(tmp_path: Path) -> None:
    from dataclasses import replace

    assert main(["sensitivity", str(_written(tmp_path)), "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    data = gather(study(tmp_path, MORRIS, NESTED, SHORT), tmp_path / "out")
    block = data.block.copy()
    block.loc[0, "status"], block.loc[0, "mean_score.primary"] = "missing", np.nan
    less = replace(data, block=block)
    assert less.said()[0].startswith(f"1 of {len(data.runs) + 6} runs are missing")
    y = data.block["mean_score.primary"].to_numpy().reshape(3, 2)
    assert less.parts().loc[0, "variance"] == nested(y[1:])[0].variance


def _written(folder: Path) -> Path:
    study(folder, MORRIS, NESTED, SHORT)
    return folder / "trial.toml"


def test_differences_from_the_baseline_are_split_as_differences(tmp_path: Path) -> None:
    from experiments.design import designs

    trial = study(tmp_path, MORRIS, NESTED, SHORT.replace("years", 'against = "baseline"\nyears'))
    runs = list(every_run(trial, designs.points(trial)))[-12:]
    assert [run.reforms for run in runs] == [True, False] * 6
    for run, base in zip(runs[::2], runs[1::2], strict=True):
        assert (run.seed, run.population_seed) == (base.seed, base.population_seed)


@pytest.mark.parametrize(
    ("lines", "design", "said"),
    [
        ("population_seed = 3", MORRIS, r"\[nested\] lets population and luck vary, and population_seed holds"),
        ("lucks = 2", 'kind = "grid"', "both tell population and luck apart"),
    ],
)
def test_a_block_that_makes_no_sense_is_refused(tmp_path: Path, lines: str, design: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        study(tmp_path, design, NESTED, BASE.replace("replications = 2", f"replications = 2\n{lines}"))
