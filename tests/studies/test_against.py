"""Studies against the baseline: outcomes are differences under the same seed and the same uncertainties."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from study_texts import BASE, MINI, study

from experiments import Refused, run
from experiments.design.designs import points
from experiments.engine import Options
from experiments.store.store import Store
from experiments.study.analyse import analyse
from experiments.study.carrying_out import carry_out, cost
from experiments.study.study_data import baseline, gather, plan
from experiments.study.study_page import write_report

pytestmark = pytest.mark.usefixtures("blank")

AGAINST = BASE + 'against = "baseline"\n'
FACTORS = """
[levers]
"rotation.annual_share" = { values = [0.0, 0.3] }
[uncertainties]
"learning.noise" = { values = [0.2, 0.4] }
"""
HERE = Options(workers=1)


def test_outcomes_are_what_the_rules_change_under_the_same_seed_and_uncertainties(tmp_path: Path) -> None:
    of = study(tmp_path, 'kind = "grid"', FACTORS, AGAINST)
    assert cost(of, tmp_path / "out", HERE).runs == 8 + 4  # a baseline for each seed and noise
    tally = carry_out(of, tmp_path / "out", HERE, "edugroup sweep trial.toml")
    assert (tally.planned, tally.ok) == (12, 12)
    data = gather(of, tmp_path / "out")
    for row, (_, _, wanted) in zip(data.runs.itertuples(index=False), plan(of, points(of)), strict=True):
        settings = dict(wanted.overrides)
        noise = {k: v for k, v in settings.items() if k == "learning.noise"}
        ours = run(MINI, settings, wanted.seed, 3, ["mean_score.primary"])
        theirs = run(MINI, noise, wanted.seed, 3, ["mean_score.primary"], reforms=False)
        difference = ours["mean_score.primary"] - theirs["mean_score.primary"]
        assert data.runs.loc[data.runs["key"] == row.key, "mean_score.primary"].iloc[0] == difference
    assert (data.runs["mean_score.primary"] != 0).any()
    assert all("less the baseline" in o.en for o in data.outcomes)


def test_a_row_without_its_baseline_is_missing(tmp_path: Path) -> None:
    of = study(tmp_path, 'kind = "grid"', FACTORS, AGAINST)
    carry_out(of, tmp_path / "out", HERE, "edugroup sweep trial.toml")
    lost = baseline(of, next(run for _, _, run in plan(of, points(of)))).key
    with sqlite3.connect(tmp_path / "out" / "runs.sqlite") as db:
        db.execute("delete from run where key = ?", (lost,))
    db.close()
    data = gather(of, tmp_path / "out")
    gone = data.runs["baseline"] == lost
    assert 0 < gone.sum() < len(gone)
    assert (data.runs.loc[gone, "status"] == "missing").all()
    assert (data.runs.loc[~gone, "status"] == "ok").all()
    assert np.isnan(data.runs.loc[gone, "mean_score.primary"]).all()
    assert np.isfinite(data.runs.loc[~gone, "mean_score.primary"]).all()
    assert carry_out(of, tmp_path / "out", HERE, "edugroup sweep trial.toml").new == 1


def test_what_is_shown_beside_a_gap_is_a_difference_too_and_says_so(tmp_path: Path) -> None:
    gap = AGAINST.replace('"mean_score.primary", "cost.total"', '"between_school_sd.primary"')
    of = study(tmp_path, 'kind = "grid"', FACTORS, gap)
    carry_out(of, tmp_path / "out", HERE, "edugroup sweep trial.toml")
    data = gather(of, tmp_path / "out")
    page = write_report(data, analyse(data), tmp_path / "out", "edugroup sweep trial.toml").read_text(encoding="utf-8")
    assert "without reforms, groups and levers" in page
    for name in ("Standard deviation of school means, weighted by enrolment, primary", "Mean score, primary"):
        assert not re.search(f"(?<!Δ ){name}(?!, less the baseline)", page)


@pytest.mark.parametrize("command", ["edugroup compare huadu huadu:no-reform", "edugroup districts --synthetic 2"])
def test_the_folder_of_another_command_is_left_alone(tmp_path: Path, command: str) -> None:
    of = study(tmp_path, 'kind = "grid"', FACTORS)
    with Store(tmp_path / "out", write=True) as store:
        store.claim(command, command.split()[1])
    with pytest.raises(Refused, match=f"holds the runs of another command .{command}"):
        carry_out(of, tmp_path / "out", HERE, "edugroup sweep trial.toml")
    with Store(tmp_path / "out") as store:
        assert store.note("command") == command
        assert sum(store.counts().values()) == 0


def test_the_baseline_is_not_set_against_itself(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"against = 'baseline' has nothing to compare: reforms = false"):
        study(tmp_path, 'kind = "grid"', FACTORS, AGAINST + "reforms = false\n")
