"""A third stage: a case with senior schools has them in admission, classes, staff, learning, tests, record and report."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from worlds import assert_sound, mini, run_case

from experiments.cli import main
from experiments.runs import yearly
from experiments.runs.outcomes import parse, parse_all
from experiments.runs.simulation import run
from sim.axes import STAGE_OF, STAGES
from sim.case import Case, load_case, parse_case
from sim.model import DistrictModel
from sim.processes import admission, senior
from sim.state import NOWHERE
from sim.toml import read

pytestmark = pytest.mark.usefixtures("blank")

FILE = Path(__file__).parent / "senior.toml"
SENIOR = STAGES.code("senior")
FIRST = STAGES["senior"].entry_grade


@cache
def case() -> Case:
    return load_case(str(FILE))


@cache
def ran(**settings: Any) -> DistrictModel:
    return run_case(case(), years=6, record=True, **settings)


def entrants(model: DistrictModel) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows of the pupils in the first senior grade, and their schools."""
    world = model.world
    grade = np.repeat(world.cohorts.grade, world.cohorts.size)
    return world.live_students()[grade == FIRST], world.school_of_students()[grade == FIRST]


def test_a_case_pays_for_the_stages_it_teaches_alone() -> None:
    two, three = run_case(mini(), terms=0).world, run_case(case(), terms=0).world
    assert two.stages.names == ("primary", "junior")
    assert two.schools.pupils.shape[1] == two.zones.near.shape[1] == 2
    assert len(two.cohorts) == 9
    assert three.schools.pupils.shape[1] == three.schools.posts.shape[1] == 3
    assert len(three.cohorts) == 12


def test_all_three_stages_are_taught_and_recorded_to_the_end() -> None:
    model = ran()
    world, row = model.world, model.world.names.school_row
    assert_sound(world)
    for school, taught in (("p1", [0]), ("j1", [1]), ("m1", [1, 2]), ("s1", [2])):
        assert np.flatnonzero(world.schools.pupils[row[school]]).tolist() == taught
        assert np.flatnonzero(world.schools.posts[row[school]].sum(1)).tolist() == taught
        assert np.flatnonzero(np.isfinite(world.schools.mean_score[row[school]])).tolist() == taught
    classes = world.live_classes()
    assert set(STAGE_OF[world.classes.grade[classes]]) == {0, 1, 2}
    assert (world.classes.size[classes][world.classes.grade[classes] >= FIRST] <= 55).all()
    tables = model.tables()
    assert tables["district"].groupby("year")["stage"].apply(list).tolist() == [["primary", "junior", "senior"]] * 6
    own = tables["district"][tables["district"]["stage"] == "senior"]
    assert (own["pupils"] > 300).all()
    assert (
        own[["mean_score", "sd_score", "school_cv", "mean_load", "core_score", "member_score"]].notna().all(axis=None)
    )
    assert own[["pass_rate", "class_size_met", "cvs_met", "choosing"]].isna().all(axis=None)  # rules of other stages
    schools = tables["schools"].set_index(["school", "year"])
    assert schools.loc[("m1", 2025), "pupils"] == schools.loc[("m1", 2025), ["pupils_junior", "pupils_senior"]].sum()
    assert (world.teachers.stage[world.teachers.active] == SENIOR).sum() > 20


def test_a_share_of_junior_leavers_goes_on_and_the_best_of_them_by_score() -> None:
    world = run_case(case(), terms=4).world  # autumn 2022 comes next
    c, s = world.cohorts, world.students
    block = int(np.flatnonzero(c.grade == FIRST - 1)[0])
    rows = slice(int(c.start[block]), int(c.start[block] + c.size[block]))
    uid, score, n = s.uid[rows].copy(), s.score[rows].copy(), int(c.size[block])
    admission.admit.apply(world)
    size = int(c.size[block])
    went = np.isin(uid, s.uid[rows.start : rows.start + size])
    seats = (world.schools.rooms[:, SENIOR] * 55).sum()
    assert went.sum() == size == min(round(world.settings.params.senior.share * n), seats)
    assert score[went].min() >= score[~went].max()
    assert np.isnan(s.zone[rows.start + size : rows.stop].astype(float)).sum() == 0
    assert (s.uid[rows.start + size : rows.stop] == 0).all()  # those who left are followed no longer


@pytest.mark.parametrize(("name", "low", "high"), [("senior.share", 0.3, 0.5), ("classes.norm.senior", 20, 50)])
def test_more_of_a_parameter_means_more_senior_pupils(name: str, low: float, high: float) -> None:
    few, many = (
        run_case(case(), terms=2, **{name: x, **full}).world for x, full in ((low, FULL[name]), (high, FULL[name]))
    )
    assert few.schools.pupils[:, SENIOR].sum() < many.schools.pupils[:, SENIOR].sum()


FULL: dict[str, dict[str, Any]] = {"senior.share": {}, "classes.norm.senior": {"senior.share": 1.0, "start.slack": 1.0}}


def test_where_a_lot_decides_scores_do_not_and_allotted_seats_serve_every_junior_school() -> None:
    def gap(score: float) -> float:
        model = ran(**{"senior.score": score, "senior.share": 0.4})
        rows, _ = entrants(model)
        return float(model.world.students.score[rows].mean())

    assert gap(1.0) > gap(0.0) + 3
    liking = np.array([[2.0, 1.0]] * 6, np.float32)  # all like the first school best
    order, origin = np.arange(6), np.array([0, 0, 0, 0, 1, 1])
    open_seats = senior._choose(order, liking, origin, np.zeros((2, 2), np.int64), np.array([3, 3]))
    assert open_seats[0].tolist() == [0, 0, 0, 1, 1, 1]
    assert open_seats[1].tolist() == [3, 0]
    allotted = np.array([[2, 1], [2, 1]])
    assert senior._choose(order, liking, origin, allotted, np.array([0, 0]))[0].tolist() == [0, 0, 1, 1, 0, 1]
    late = senior._choose(
        order[:4], liking, origin, allotted, np.array([0, 0])
    )  # nobody comes for the other junior's seats
    assert late[0].tolist() == [0, 0, 1, 1, NOWHERE, NOWHERE]
    lost = senior._choose(order, liking, np.zeros(6, np.int64), np.array([[1, 1], [1, 1]]), np.array([0, 0]))[0]
    assert lost.tolist() == [0, 1, 0, 1, -1, -1]  # what is left over is open to whoever is still without a seat


def test_who_is_nearer_and_better_reputed_is_liked_more() -> None:
    world = run_case(case(), terms=0).world
    s, z = world.schools, world.zones
    there = np.flatnonzero(s.rooms[:, SENIOR] > 0)
    n = 4000
    pupils = {"uid": np.arange(n, dtype=np.uint64), "zone": np.zeros(n, np.int64), "ses": np.zeros(n)}
    first = (senior._liking(world, there, pupils).argmax(1) == 0).mean()
    s.reputation[there[0]] += 1.0
    assert (senior._liking(world, there, pupils).argmax(1) == 0).mean() > first + 0.1
    s.x[there[0]], s.y[there[0]] = z.x[0] + 40, z.y[0]
    assert (senior._liking(world, there, pupils).argmax(1) == 0).mean() < 0.01


def test_what_is_counted_of_a_senior_stage_is_met() -> None:
    raw = read(FILE.read_bytes())
    for school in raw["schools"]:
        if school["id"] == "s1":
            school["pupils"], school["senior"] = 200, {"grades": [80, 70, 50], "classes": 5, "teachers": 20}
    world = run_case(parse_case(raw, "counted"), terms=0).world
    row = world.names.school_row["s1"]
    assert world.schools.pupils[row].tolist() == [0, 0, 200]
    assert world.schools.classes[row, SENIOR] == 5
    t = world.teachers
    assert (t.active & (t.register == row) & (t.stage == SENIOR)).sum() == 20


def test_yearly_tables_keep_every_stage_of_a_run() -> None:
    model = ran()
    kept = yearly.unpack(yearly.pack(yearly.read(model)))
    assert kept.stages == ("primary", "junior", "senior")
    district = model.tables()["district"]
    own = district[district["stage"] == "senior"]["mean_score"].to_numpy()
    np.testing.assert_array_equal(parse("mean_score.senior").by_year(kept), own)
    without = yearly.read(run_case(mini(), years=1, record=True))
    assert b'"stages":' not in yearly.content(yearly.pack(without))
    assert np.isnan(parse("mean_score.senior").by_year(without)).all()


@pytest.mark.slow
def test_the_command_runs_a_case_of_three_stages(tmp_path: Path) -> None:
    assert main(["run", str(FILE), "--years", "3", "--out", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Senior schools" in page
    assert ">高中<" in page


def test_what_is_shown_where_nobody_asks_is_of_every_stage_the_case_teaches() -> None:
    found = run(str(FILE), horizon=2)
    measures = {name.partition(".")[0] for name in found if not name.startswith("cost.")}
    assert found.keys() == {f"{m}.{s}" for m in measures for s in STAGES.names} | {"cost.total"}
    assert np.isfinite(found["mean_score.senior"])
    assert {name.rpartition(".")[2] for name in run(mini(), horizon=2)} == {"primary", "junior", "total"}
    assert {o.name for o in parse_all(None, case().stages.names)} == found.keys()
