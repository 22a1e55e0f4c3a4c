"""Law: two worlds that differ in one thing agree, bit for bit, on everything that thing does not touch."""

from __future__ import annotations

import copy
import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from worlds import (
    assert_same_people_and_places,
    by_identity,
    different,
    everything_on,
    island,
    mini,
    run_case,
    state_bytes,
)

from sim.case import Case
from sim.equity import metrics
from sim.model import DistrictModel
from sim.say import Text
from sim.synthetic import synthetic_case


def shuffled(what: str) -> Any:
    """Return a change of a parsed case: the entries of a list in another order."""

    def change(raw: dict[str, Any]) -> None:
        order = list(raw[what])
        raw[what] = order[3:] + order[:3][::-1]

    return change


def bureaus(raw: dict[str, Any]) -> None:
    """Give an island of a parsed case a bureau of its own: the schools of one district choose from the same applicants."""
    raw["districts"] = [{"id": "main", "zh": "本区", "en": "Main"}]
    for town in raw["towns"]:
        town["district"] = "island" if town["id"] == "island" else "main"
    if any(town["id"] == "island" for town in raw["towns"]):
        raw["districts"].append({"id": "island", "zh": "岛区", "en": "Island"})


@pytest.mark.parametrize("km", [60.0, 200.0])
@pytest.mark.parametrize("schools", [("i-p1", "i-n1", "i-j1"), ("i-n1",), ("i-n1", "i-j1")], ids="+".join)
def test_an_isolated_town_changes_no_byte_elsewhere(km: float, schools: tuple[str, ...]) -> None:
    def change(raw: dict[str, Any]) -> None:
        island(raw, km)
        raw["schools"] = [s for s in raw["schools"] if s["town"] != "island" or s["id"] in schools]

    together = run_case(mini(everything_on, change, bureaus))
    assert_same_people_and_places(run_case(mini(everything_on, bureaus)).world, together.world, common=True)


def test_a_group_elsewhere_changes_nothing_in_schools_it_does_not_touch() -> None:
    without, with_group = (
        run_case(mini(everything_on, island, bureaus)),
        run_case(mini(everything_on, lambda raw: island(raw, groups=True), bureaus)),
    )
    a, b = by_identity(without.world), by_identity(with_group.world)
    far = {s.id for s in with_group.case.schools if s.town == "island"}
    uid = without.world.schools.uid
    touched = {int(uid[without.world.names.school_row[s]]) for s in far}
    for name, place in (
        ("schools", "uid.0"),
        ("teachers", "register.0"),
        ("students", "class school.0"),
        ("classes", "school.0"),
    ):
        one, two = (f.reset_index() for f in (a[name], b[name]))
        one, two = (f[~f[place].isin(touched)].reset_index(drop=True) for f in (one, two))
        one, two = (f.loc[:, ~f.columns.str.startswith("progress.")] for f in (one, two))
        assert len(one)
        pd.testing.assert_frame_equal(one, two, check_exact=True, obj=name)
    assert (a["students"]["trait.0"] != b["students"]["trait.0"]).any(), "the group does nothing at all"


def test_the_order_of_towns_in_the_file_changes_nothing(busy: Case) -> None:
    other = run_case(mini(everything_on, shuffled("towns")))
    assert not different(state_bytes(run_case(busy).world), state_bytes(other.world))


@pytest.mark.parametrize("what", ["schools", "groups"])
def test_the_order_in_the_file_changes_nothing_by_identity(busy: Case, what: str) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw[what] = raw[what][3:] + raw[what][:3][::-1]

    assert_same_people_and_places(run_case(busy).world, run_case(mini(everything_on, change)).world)


def test_the_order_of_schools_of_a_larger_district_changes_nothing_by_identity() -> None:
    """Here several teachers of a school and subject rotate at once, so that equal roads must be shared out."""
    case = synthetic_case(6_000)
    turned = case.model_copy(update={"schools": case.schools[::-1]})
    settings = {"terms": 8, "rotation.annual_share": 0.3, "rotation.eligible_years": 2}
    assert_same_people_and_places(run_case(case, **settings).world, run_case(turned, **settings).world)


def test_a_measure_more_changes_nothing(busy: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run_case(busy, record=True)
    about = Text(zh="无", en="Nothing")
    extra = metrics.Metric(
        name="nothing",
        unit="1",
        zh="无",
        about=about,
        of=lambda snap, stage: float(snap.world.teachers.skill.sum()),
    )
    monkeypatch.setitem(metrics.REGISTRY, "nothing", extra)
    measured = run_case(busy, record=True)
    assert not different(state_bytes(plain.world), state_bytes(measured.world))
    one, two = plain.tables()["district"], measured.tables()["district"]
    assert "nothing" in two
    pd.testing.assert_frame_equal(one, two[one.columns], check_exact=True)


def test_recording_changes_nothing(busy: Case) -> None:
    recorded, silent = run_case(busy, record=True), run_case(busy, record=False)
    assert not different(state_bytes(recorded.world), state_bytes(silent.world))


def test_looking_at_agents_changes_nothing(busy: Case) -> None:
    watched = run_case(busy, terms=0)
    while watched.running:
        watched.step()
        assert sum(len(s) for s in watched.agents_by_type.values()) > 3000
    assert not different(state_bytes(run_case(busy).world), state_bytes(watched.world))


def test_before_its_date_a_reform_changes_nothing() -> None:
    def later(raw: dict[str, Any]) -> None:
        raw["reforms"][0]["date"] = "2019-08"
        raw["reforms"][2]["date"] = "2022"
        raw["groups"][0]["formed"] = "2019-08"

    soon, late = run_case(mini(), terms=0), run_case(mini(later), terms=0)
    for term in range(2):  # before the autumn of 2017
        soon.step(), late.step()
        assert not different(state_bytes(soon.world), state_bytes(late.world)), term
    soon.step(), late.step()
    assert different(state_bytes(soon.world), state_bytes(late.world))


def test_a_reform_without_content_changes_nothing(busy: Case) -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["reforms"].append({"date": "2020-03", "zh": "空", "en": "Empty", "set": {}})

    other = run_case(mini(everything_on, change))
    assert not different(state_bytes(run_case(busy).world), state_bytes(other.world))


def test_baseline_and_reform_share_every_child_and_every_first_teacher(busy: Case) -> None:
    reformed, baseline = run_case(busy), run_case(busy, reforms=False)
    a, b = by_identity(reformed.world)["students"], by_identity(baseline.world)["students"]
    born = ["ses.0", "zone.0", "female.0", "migrant.0", "shock.0"]
    pd.testing.assert_frame_equal(a[born], b[born], check_exact=True)
    assert (a["trait.0"] != b["trait.0"]).any()
    a, b = by_identity(reformed.world)["teachers"], by_identity(baseline.world)["teachers"]
    both = a.index.intersection(b.index)
    assert len(both) > 0.8 * len(a)
    person = ["birth_year.0", "female.0", "degree.0", "motive.0"]
    pd.testing.assert_frame_equal(a.loc[both, person], b.loc[both, person], check_exact=True)


def test_the_first_days_of_baseline_and_reform_are_the_same(busy: Case) -> None:
    one, two = run_case(busy, terms=0), run_case(busy, terms=0, reforms=False)
    assert not different(state_bytes(one.world), state_bytes(two.world))


def test_seeds_differ_in_everything_drawn(busy: Case) -> None:
    one, two = run_case(busy, terms=0, rng=1), run_case(busy, terms=0, rng=2)
    same = set(state_bytes(one.world)) - set(different(state_bytes(one.world), state_bytes(two.world)))
    drawn = {
        "students.ses",
        "students.trait",
        "teachers.skill",
        "teachers.birth_year",
        "schools.management",
        "zones.ses",
    }
    assert not same & drawn


def test_a_model_saved_midway_and_read_back_goes_on_bit_for_bit(busy: Case) -> None:
    straight = run_case(busy)
    model = run_case(busy, terms=7)
    for twin in (pickle.loads(pickle.dumps(model)), copy.deepcopy(model)):
        assert isinstance(twin, DistrictModel)
        while twin.running:
            twin.step()
        assert not different(state_bytes(straight.world), state_bytes(twin.world))
    assert model.world.term == 7


def test_two_models_in_one_process_never_meet(busy: Case) -> None:
    one, other = run_case(busy, terms=0), run_case(mini(island), terms=0, rng=9, **{"learning.peers": 0.3})
    while one.running:
        one.step(), other.step()
    assert not different(state_bytes(run_case(busy).world), state_bytes(one.world))


def digest(state: dict[str, bytes]) -> str:
    """Return one short text that stands for all bytes of a state."""
    return hashlib.sha256(repr(sorted(state.items())).encode()).hexdigest()


PRINT_DIGEST = """
import sys
sys.path[:0] = sys.argv[1:]
from test_twins import digest
from worlds import everything_on, mini, run_case, state_bytes
print(digest(state_bytes(run_case(mini(everything_on), terms=8, rng=5, record=True).world)))
"""


@pytest.mark.slow
def test_one_seed_gives_the_same_bytes_in_every_process_whatever_its_hash_seed_and_its_past(busy: Case) -> None:
    home = Path(__file__).resolve().parents[2]
    run_case(mini(island), terms=4, rng=3)  # a past
    digests = {digest(state_bytes(run_case(busy, terms=8, rng=5, record=True).world))}
    for seed in ("0", "4711"):
        done = subprocess.run(
            [sys.executable, "-c", PRINT_DIGEST, *(str(home / f) for f in ("", "tests", "tests/laws"))],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True, timeout=300,
        )  # fmt: skip
        digests.add(done.stdout.strip())
    assert len(digests) == 1


def test_scores_of_a_run_do_not_depend_on_a_run_before_it(busy: Case) -> None:
    """Nothing is kept between runs: no global generator, no cache of a world."""
    first = state_bytes(run_case(busy, terms=4).world)
    run_case(mini(island), terms=4, rng=3)
    np.random.default_rng(0).random()
    assert not different(first, state_bytes(run_case(busy, terms=4).world))
