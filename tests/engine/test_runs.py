"""What a run is named by, and the model as a plain function."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from three import three
from worlds import ALL_ON, mini

import experiments
from experiments import Refused
from experiments.runs import definition
from experiments.runs.definition import make_run
from experiments.runs.outcomes import headline, names, parse, parse_all
from experiments.runs.results import ORDINARY
from experiments.runs.simulation import modelled, simulate
from experiments.runs.yearly import Yearly, content, pack, read, unpack
from sim.case import Case, load_case
from sim.model import DistrictModel
from sim.param import ParamError

HOME = Path(__file__).resolve().parents[2]
MINI = HOME / "tests" / "mini.toml"
SHARE = "rotation.annual_share"


@pytest.fixture(scope="module")
def yearly() -> Yearly:
    """Return the yearly tables of the small district."""
    run = make_run(MINI)
    return simulate(run.source.packed, run.task)


def test_the_same_inputs_have_one_key_however_they_are_written(case: Case) -> None:
    plain = make_run(case, {SHARE: 0.2, "growth.peers": 0.1}, seed=3, years=2)
    assert plain.key == make_run(MINI, {"growth.peers": 0.1, SHARE: 0.2}, seed=3, years=2).key
    assert plain.key == make_run(case, {SHARE: np.float64(0.2), "growth.peers": 0.1}, seed=np.int64(3), years=2).key
    assert make_run(case, {"growth.peers": 0}).key == make_run(case, {"growth.peers": 0.0}).key
    assert len(plain.key) == 32


def test_what_changes_the_numbers_changes_the_key(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    other = mini(start_year=2015)
    base = make_run(case, {SHARE: 0.2}, seed=1, years=2)
    keys = {
        base.key,
        make_run(case, {SHARE: 0.3}, seed=1, years=2).key,
        make_run(case, {SHARE: 0.2}, seed=2, years=2).key,
        make_run(case, {SHARE: 0.2}, seed=1, years=3).key,
        make_run(case, {SHARE: 0.2}, seed=1, years=2, reforms=False).key,
        make_run(other, {SHARE: 0.2}, seed=1, years=2).key,
        make_run(case, {}, seed=1, years=2).key,
    }
    now = definition.identity()
    for field in ("code", "numpy", "scipy", "numba", "python"):
        monkeypatch.setattr(definition, "identity", lambda field=field: {**now, field: "other"})
        keys.add(make_run(case, {SHARE: 0.2}, seed=1, years=2).key)
    assert len(keys) == 12


KEY_THERE = f"""
from experiments.runs.definition import make_run
print(make_run({str(MINI)!r}, seed=3, years=2).key)
"""


def test_a_sentence_that_is_edited_keeps_the_key_and_a_kernel_moves_it(tmp_path: Path) -> None:
    for house in ("sim", "experiments"):
        shutil.copytree(HOME / house, tmp_path / house, ignore=shutil.ignore_patterns("__pycache__"))

    def key() -> str:
        env = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONSAFEPATH": "1"}
        done = subprocess.run([sys.executable, "-c", KEY_THERE], env=env, cwd=tmp_path, capture_output=True, check=True)
        return done.stdout.decode().strip()

    before = key()
    catalogues = [p for p in (tmp_path / "sim").rglob("*.py") if p.stem == "texts" or p.parent.name == "texts"]
    assert catalogues
    for file in catalogues:
        file.write_text(file.read_text(encoding="utf-8").replace('en="', 'en="Well, '), encoding="utf-8")
    assert key() == before
    kernel = tmp_path / "sim" / "processes" / "learning.py"
    kernel.write_text(kernel.read_text(encoding="utf-8") + "\nMORE = 1.0\n", encoding="utf-8")
    assert key() != before


def test_setting_what_is_in_force_anyway_is_no_other_run(case: Case) -> None:
    """In the small district reforms set the share of rotation, but nothing about mutual learning."""
    assert make_run(case, {"growth.peers": 0.075}).overrides == (("growth.peers", 0.075),)
    default = DistrictModel(case, years=1).world.settings.params.growth.peers
    assert make_run(case, {"growth.peers": default}).key == make_run(case).key
    assert make_run(case, {SHARE: 0.3}).key != make_run(case).key  # before the reform too, which is another world
    with_default = make_run(case, {"rotation.on": False})
    assert with_default.overrides == (("rotation.on", False),)  # the reform would switch it on
    assert make_run(case, {"rotation.on": False}, reforms=False).overrides == ()
    assert with_default.value_of("rotation.on") is False
    assert make_run(case).value_of("rotation.on") is None  # off, then on
    assert make_run(case).value_of("growth.peers") == default


def test_dropping_such_a_setting_changes_no_byte(case: Case) -> None:
    default = DistrictModel(case, years=1).world.settings.params.growth.peers
    with_it = DistrictModel(case, rng=1, years=2, **{"growth.peers": default})
    with_it.run_for(4)
    run = make_run(case, {"growth.peers": default}, years=2)
    assert pack(simulate(run.source.packed, run.task)) == pack(read(with_it))


def test_a_run_survives_a_pickle_and_plain_data() -> None:
    run = make_run(MINI, {SHARE: 0.25, "rotation.on": True}, seed=4, years=2)
    assert len(run.key) == 32
    again = pickle.loads(pickle.dumps(run))
    assert (again, again.key) == (run, run.key)
    assert definition.from_config(run.config(), run.source) == run
    many = pickle.dumps([make_run(MINI, {SHARE: 0.25}, seed=s, years=2) for s in range(1000)])
    assert len(many) < 100 * 1000  # the case is in it once


def test_what_cannot_be_run_is_refused_in_sentences(case: Case) -> None:
    with pytest.raises(ParamError, match=r"nearest valid name: 'rotation.annual_share'"):
        make_run(case, {"rotation.anual_share": 0.2})
    with pytest.raises(ParamError, match="out of range"):
        make_run(case, {SHARE: 2.0})
    with pytest.raises(Refused, match=r"allowed: 1 to 100 \[school years\]"):
        make_run(case, years=101)
    with pytest.raises(Refused, match="not a seed"):
        make_run(case, seed=-1)
    with pytest.raises(ParamError, match="there is no group 'g-x'; nearest valid name: 'g-"):
        make_run(case, {"rotation.groups": ["g-x"]})


def test_the_model_is_a_plain_function(case: Case, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    os.chdir(tmp_path)
    try:
        found = experiments.run(case, {SHARE: 0.2}, 2, 3, ["mean_score.junior", "cost.total@2017-2018"])
    finally:
        os.chdir(HOME)
    assert list(found) == ["mean_score.junior", "cost.total@2017-2018"]
    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []
    model = DistrictModel(case, rng=2, years=3, **{SHARE: 0.2})
    model.run_for(6)
    tables = model.tables()
    junior = tables["district"].query("stage == 'junior'")
    assert found["mean_score.junior"] == pytest.approx(junior["mean_score"].mean(), rel=1e-15)
    paid = tables["money"].query("source == 'treasury' and year >= 2017")
    beyond = paid[~paid["item"].isin(ORDINARY)]
    assert found["cost.total@2017-2018"] == pytest.approx(beyond["yuan"].sum() / 2, rel=1e-12)
    assert found["cost.total@2017-2018"] > 0


def test_the_function_can_be_sent_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(experiments.run)) is experiments.run
    task = f"from experiments import run; print(len(run({str(MINI)!r}, horizon=1)))"
    done = subprocess.run([sys.executable, "-c", task], cwd=HOME, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (f"{len(headline())}\n", "")


def test_a_blob_holds_the_very_numbers_and_little_else(yearly: Yearly) -> None:
    again = unpack(pack(yearly))
    assert (again.first, again.years) == (2016, 8)
    for name, values in yearly.measures.items():
        np.testing.assert_array_equal(again.measures[name], values)
    for item, yuan in yearly.paid.items():
        np.testing.assert_array_equal(again.paid[item], yuan)
    assert content(pack(again)) == content(pack(yearly))
    with pytest.raises(ValueError, match="a result of format 9"):
        unpack(b"\x09" + pack(yearly)[1:])


def test_what_studies_keep_of_a_lean_record_are_the_bytes_of_a_whole_one() -> None:
    run = make_run(three(), ALL_ON, years=3, asked=("member_score@level=weak",))
    assert pack(simulate(run.source.packed, run.task)) == pack(read(modelled(run.source.packed, run.task)))


def test_a_run_of_thirty_years_takes_about_thirty_kilobytes() -> None:
    run = make_run(MINI, years=30)
    assert len(pack(simulate(run.source.packed, run.task))) < 34_000


def test_every_measure_of_the_model_is_an_outcome_with_labels(yearly: Yearly) -> None:
    assert {f"{m}.{s}" for m in yearly.measures for s in ("primary", "junior")} <= set(names())
    assert {f"cost.{item.replace(' ', '_').replace('-', '_')}" for item in yearly.paid} <= set(names())
    for name in names():
        outcome = parse(name)
        assert outcome.unit
        assert outcome.zh
        assert outcome.en
        if not name.startswith("development_"):  # which this case does not follow
            assert isinstance(outcome.of(yearly), float)


def test_an_outcome_is_the_mean_of_the_last_five_years_or_of_those_named(yearly: Yearly) -> None:
    scores = yearly.measures["mean_score"][:, 0]
    assert parse("mean_score.primary").of(yearly) == scores[-5:].mean()
    assert parse("mean_score.primary@2017").of(yearly) == scores[1]
    assert parse("mean_score.primary@2016-2018").of(yearly) == scores[:3].mean()
    assert parse("cost.rotation allowances").name == "cost.rotation_allowances"
    short = Yearly(2016, {"mean_score": np.array([[1.0, np.nan], [3.0, np.nan]])}, {})
    assert parse("mean_score.primary").of(short) == 2.0
    assert np.isnan(parse("mean_score.junior").of(short))
    assert parse("cost.total").of(short) == 0.0
    partly = Yearly(2016, {"mean_score": np.array([[1.0, np.nan], [3.0, 5.0]])}, {})
    assert parse("mean_score.junior").of(partly) == 5.0


def test_outcomes_that_are_none_are_refused_with_the_nearest_name() -> None:
    with pytest.raises(Refused, match=r"no outcome 'mean_scor\.primary'; nearest valid name: 'mean_score\.primary'"):
        parse("mean_scor.primary")
    with pytest.raises(Refused, match=r"write for example mean_score.primary@2026-2030"):
        parse("mean_score.primary@2030-2026")
    with pytest.raises(Refused, match=r"2030 to 2031 are out of range; allowed: 2016 to 2023"):
        parse("mean_score.primary@2030-2031").check(load_case(MINI), 8)
    with pytest.raises(Refused) as refusal:
        parse_all(["a.b", "mean_score.junior", "c.d"])
    assert len(refusal.value.messages) == 2
    assert [o.name for o in parse_all(["mean_score.junior", "mean_score.junior"])] == ["mean_score.junior"]
    assert parse_all(None) == headline()
