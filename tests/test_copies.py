"""Checkpoints and branches: a copy of a model goes on as the model would have, and neither touches the other."""

from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from test_hooks import poor_gap
from worlds import different, run_case, state_bytes

from sim import DistrictModel, measure
from sim.agents import School, Student
from sim.case import Case

COPIES: dict[str, Callable[[DistrictModel], DistrictModel]] = {
    "fork": DistrictModel.fork,
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda m: pickle.loads(pickle.dumps(m)),
}


def bytes_of(model: DistrictModel) -> dict[str, bytes]:
    """Return the state of a model, its record and what its data collector shows."""
    out = state_bytes(model.world)
    for name, frame in model.tables().items():
        out[f"table {name}"] = frame.to_csv().encode()
    out["collector"] = model.datacollector.get_model_vars_dataframe().to_csv().encode()
    return out


@pytest.fixture(scope="module")
def straight(busy: Case) -> DistrictModel:
    """Return a run that nobody copied."""
    model = run_case(busy, terms=5, record=True, population_seed=3, luck_seed=4, measures=[poor_gap])
    model.change({"rotation.annual_share": 0.1, "learning.peers": 0.2}, date="2020")
    model.run_for(11)
    return model


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("looked", [False, True], ids=["unseen", "seen"])
def test_a_copy_goes_on_bit_for_bit_and_so_does_the_model(
    busy: Case, straight: DistrictModel, copied: Callable[[DistrictModel], DistrictModel], looked: bool
) -> None:
    """With a change still to come, measures, an observer, two seeds, and agents that were looked at or not."""
    model, seen = run_case(busy, terms=5, record=True, population_seed=3, luck_seed=4, measures=[poor_gap]), []
    model.change({"rotation.annual_share": 0.1, "learning.peers": 0.2}, date="2020")
    model.observe(seen.append, after="term")
    if looked:
        len(model.agents), model.agents_by_type[Student].by_id, model.space.agents
    twin = copied(model)
    twin.run_for(11)
    assert seen == []  # an observer watches the model it was given to
    assert model.world.term == 5
    model.run_for(11)
    assert seen == [model] * 11
    for one in (twin, model):
        assert not one.running
        assert not different(bytes_of(one), bytes_of(straight))
        assert one.changes == straight.changes


def test_a_branch_that_is_changed_leaves_the_model_alone(busy: Case) -> None:
    model = run_case(busy, terms=6, record=True)
    branch = model.fork()
    branch.change({"rotation.on": False})
    branch.agents_by_type[School].to_list()[0].cash = 1.0
    branch.run_for(10)
    assert model.changes == []
    model.run_for(10)
    assert not different(bytes_of(model), bytes_of(run_case(busy, record=True)))
    one, other = (m.tables()["district"] for m in (model, branch))
    early = one["year"] < 2019
    pd.testing.assert_frame_equal(one[early], other[early])
    assert not one.equals(other)


def test_a_branch_is_the_run_that_was_changed_from_the_start(busy: Case) -> None:
    model = run_case(busy, terms=6)
    branch = model.fork()
    branch.change({"rotation.on": False})
    branch.run_for(10)
    again = run_case(busy, changes=branch.changes)
    assert not different(state_bytes(branch.world), state_bytes(again.world))


def test_copies_share_no_column_and_no_agent(busy: Case) -> None:
    model = run_case(busy, terms=3, record=True)
    school = model.agents_by_type[School].to_list()[0]
    for copied in COPIES.values():
        twin = copied(model)
        for name, table in model.world.tables.items():
            for column, values in table.arrays().items():
                assert not np.shares_memory(values, twin.world.tables[name][column]), (name, column)
        other = twin.agents_by_type[School].to_list()[0]
        assert other is not school
        assert other.model is twin
        assert twin.space.model is twin
        assert twin.record is not model.record


def test_a_copy_of_a_copy_is_a_copy(busy: Case, straight: DistrictModel) -> None:
    model = run_case(busy, terms=5, record=True, population_seed=3, luck_seed=4, measures=[poor_gap])
    model.change({"rotation.annual_share": 0.1, "learning.peers": 0.2}, date="2020")
    for copied in COPIES.values():
        model = copied(model)
        model.run_for(2)
    model.run_for(3)
    assert not different(bytes_of(model), bytes_of(straight))


GO_ON = """
import pickle, sys
sys.path[:0] = sys.argv[1:4]
from test_copies import bytes_of
model = pickle.loads(open(sys.argv[4], "rb").read())
model.run_for(11)
open(sys.argv[5], "wb").write(pickle.dumps(bytes_of(model)))
"""


def test_a_saved_model_goes_on_in_another_process(busy: Case, straight: DistrictModel, tmp_path: Path) -> None:
    model = run_case(busy, terms=5, record=True, population_seed=3, luck_seed=4, measures=[poor_gap])
    model.change({"rotation.annual_share": 0.1, "learning.peers": 0.2}, date="2020")
    saved, ended = tmp_path / "model.pickle", tmp_path / "state.pickle"
    saved.write_bytes(pickle.dumps(model))
    home = Path(__file__).resolve().parents[1]
    folders = [str(home), str(home / "tests"), str(home / "tests")]
    subprocess.run([sys.executable, "-c", GO_ON, *folders, saved, ended], check=True, timeout=600)
    assert not different(pickle.loads(ended.read_bytes()), bytes_of(straight))


def test_a_measure_that_is_in_no_module_can_be_forked_and_not_pickled(case: Case) -> None:
    @measure("here_only", unit="", zh="", en="")
    def here_only(model: DistrictModel) -> float:
        return 1.0

    model = run_case(case, terms=1, record=True, measures=[here_only])
    twin = model.fork()
    twin.step()
    assert twin.tables()["district"]["here_only"].eq(1.0).all()
    with pytest.raises(TypeError, match=r"here_only' \(.*\) cannot be pickled: define it at the top of a module"):
        pickle.dumps(model)
