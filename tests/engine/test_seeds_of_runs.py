"""Runs with two seeds: their keys and plain data, what they give, and the commands that speak of them."""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import pickle
from pathlib import Path

import pytest
from faults import MINI

import experiments
from experiments import Refused
from experiments.commands import runs as commands
from experiments.engine import Options
from experiments.runs import definition
from experiments.runs.definition import from_config, make_run, with_seed
from experiments.runs.simulation import simulate
from experiments.runs.yearly import pack, read
from experiments.store.campaign import complete
from experiments.store.store import Store
from sim.model import DistrictModel

SHARE = "rotation.annual_share"


def test_equal_seeds_are_one_seed_however_they_are_written() -> None:
    plain = make_run(MINI, {SHARE: 0.2}, seed=3, years=2)
    for seeds in ({"population_seed": 3}, {"luck_seed": 3}, {"population_seed": 3, "luck_seed": 3}):
        assert make_run(MINI, {SHARE: 0.2}, seed=3, years=2, **seeds) == plain
    assert make_run(MINI, {SHARE: 0.2}, seed=9, population_seed=3, luck_seed=3, years=2).key == plain.key
    other = make_run(MINI, seed=3, population_seed=5, years=2)
    assert make_run(MINI, seed=5, luck_seed=3, years=2) == other
    assert make_run(MINI, population_seed=5, luck_seed=3, years=2).key == other.key
    keys = {make_run(MINI, population_seed=p, luck_seed=s, years=2).key for p in (3, 5) for s in (3, 5)}
    assert len(keys) == 4


def test_the_key_and_the_data_of_a_run_with_one_seed_are_what_they_were() -> None:
    """Stores hold keys and data of runs from before there were two seeds."""
    run = make_run(MINI, {SHARE: 0.2}, seed=3, years=2)
    content = [definition.identity(), run.source.sha256, run.overrides, 3, 2, True]
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert run.key == hashlib.sha256(text.encode()).hexdigest()[:32]
    old = {"case": run.source.sha256, "id": "mini", "overrides": {SHARE: 0.2}, "seed": 3, "years": 2, "reforms": True}
    assert run.config() == old
    assert from_config(old, run.source) == run


def test_a_run_with_two_seeds_survives_a_pickle_and_plain_data() -> None:
    run = make_run(MINI, {SHARE: 0.2}, population_seed=5, luck_seed=0, years=2)
    assert (run.seed, run.population_seed) == (0, 5)
    again = pickle.loads(pickle.dumps(run))
    assert (again, again.key) == (run, run.key)
    assert from_config(json.loads(json.dumps(run.config())), run.source) == run


def test_a_seed_is_changed_but_for_the_part_that_is_held() -> None:
    run = make_run(MINI, years=2)
    assert with_seed(run, 4) == make_run(MINI, seed=4, years=2)
    assert with_seed(run, 4, population_seed=7) == make_run(MINI, population_seed=7, luck_seed=4, years=2)
    assert with_seed(run, 4, luck_seed=7) == make_run(MINI, population_seed=4, luck_seed=7, years=2)
    assert with_seed(run, 7, luck_seed=7) == make_run(MINI, seed=7, years=2)
    assert with_seed(with_seed(run, 4, population_seed=7), 5) == make_run(MINI, seed=5, years=2)


def test_a_run_gives_the_numbers_of_the_model_with_its_seeds() -> None:
    run = make_run(MINI, population_seed=5, luck_seed=3, years=2)
    model = DistrictModel(MINI, population_seed=5, luck_seed=3, years=2)
    model.run_for(4)
    assert pack(simulate(run.source.packed, run.task)) == pack(read(model))
    found = experiments.run(MINI, seed=3, horizon=2, population_seed=5, outcomes=["mean_score.primary"])
    again = experiments.run(MINI, horizon=2, population_seed=5, luck_seed=3, outcomes=["mean_score.primary"])
    other = experiments.run(MINI, seed=3, horizon=2, outcomes=["mean_score.primary"])
    assert found == again != other


@pytest.mark.parametrize("name", ["seed", "population_seed", "luck_seed"])
@pytest.mark.parametrize("bad", [-1, 1.5, "1", True])
def test_a_seed_that_is_none_is_refused(name: str, bad: object) -> None:
    with pytest.raises(Refused, match=rf"{name} = .* is not a seed; allowed: an integer of 0 or more"):
        make_run(MINI, **{name: bad})  # type: ignore[arg-type]


def test_seeds_go_through_a_store_its_replay_and_its_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    planned = [make_run(MINI, population_seed=p, luck_seed=s, years=2) for p, s in ((5, 1), (5, 2), (2, 2))]
    with Store(tmp_path / "study", write=True) as store:
        assert complete(store, planned, Options(workers=1), quiet=True).is_whole
        assert list(store.planned()) == planned

    def edugroup(*words: object) -> str:
        parser = argparse.ArgumentParser()
        commands.add(parser.add_subparsers())
        arguments = parser.parse_args([str(w) for w in words])
        arguments.do(arguments, [str(w) for w in words])
        return capsys.readouterr().out

    said = edugroup("replay", tmp_path / "study", planned[0].key)
    assert "population seed 5, luck seed 1" in said
    assert "to the last bit" in said
    assert "mini, seed 2, 2 years" in edugroup("replay", tmp_path / "study", planned[2].key)
    edugroup("export", tmp_path / "study", "--format", "csv", "--out", tmp_path / "out")
    with (tmp_path / "out" / "runs.csv").open(encoding="utf-8-sig") as file:
        rows = [(row["population_seed"], row["seed"]) for row in csv.DictReader(file)]
    assert rows == [("5", "1"), ("5", "2"), ("2", "2")]
