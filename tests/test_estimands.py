"""What the targets measure, on hand-made runs whose answer is known on paper."""

from __future__ import annotations

from types import SimpleNamespace as Of
from typing import Any

import numpy as np
import pandas as pd
import pytest
from worlds import mini

from experiments.docs import estimands
from sim import kinds
from sim.case import Case, load_case
from sim.config import settings_in_force
from sim.params import Learning

AWAY, SD = kinds.code("rotation"), estimands.SD


def growth(*rows: tuple[str, str, bool, int, float]) -> Any:
    """Return a seed in which teachers (home, host, away, school of post, learned) did one year."""
    heads = ["from", "to", "away", "post", "learned"]
    return Of(growth=pd.DataFrame(rows, columns=heads).assign(year=2020))


def test_v13_upward_is_what_is_learnt_at_the_core_beyond_what_is_learnt_at_another_member() -> None:
    of = growth(
        ("member", "core", True, 0, 0.05), ("member", "core", True, 0, 0.03), ("member", "member", True, 2, 0.01),
        ("member", "member", False, 1, 0.02), ("core", "member", True, 1, 9.0), ("core", "core", False, 0, 7.0),
    )  # fmt: skip
    assert estimands.moved(of, "member", "core") == pytest.approx(0.04 - 0.02)
    assert estimands.moved(of, "member", "member") == pytest.approx(0.01 - 0.02)
    assert estimands.upward(of) == pytest.approx(0.03)


def test_v13_hosting_is_what_locals_learn_beside_a_teacher_of_the_core_beyond_locals_elsewhere() -> None:
    of = growth(
        ("core", "member", True, 1, 9.0), ("member", "member", False, 1, 0.05), ("member", "member", False, 1, 0.03),
        ("member", "member", True, 2, 8.0), ("member", "member", False, 2, 0.01), ("core", "core", False, 0, 7.0),
    )  # fmt: skip
    assert estimands.hosting(of) == pytest.approx(0.04 - 0.01)


def groups(leads: dict[str, float], gains: dict[str, float]) -> Any:
    """Return a seed whose groups have a lead of the core [SD] and a gain of members [SD], in four years."""
    base = pd.DataFrame(
        [(y, g, 70.0, 70.0 + SD * lead) for y in range(2019, 2023) for g, lead in leads.items()],
        columns=["year", "group", "member_score", "core_score"],
    )
    reform = base.assign(member_score=base["member_score"] + SD * base["group"].map(gains) * (base["year"] > 2019))
    return Of(reform={"groups": reform}, baseline={"groups": base})


def test_v10_is_the_gain_of_groups_whose_core_leads_most_less_that_of_the_others() -> None:
    of = groups({"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4}, {"a": 0.0, "b": 0.02, "c": 0.05, "d": 0.07})
    np.testing.assert_allclose(estimands.by_group(of)["lead"], [0.1, 0.2, 0.3, 0.4])
    assert estimands.stronger_core(of) == pytest.approx(0.06 - 0.01)


@pytest.mark.parametrize("sign", [1, -1])
def test_v11_is_the_spread_of_gains_over_the_size_of_their_mean(sign: int) -> None:
    of = groups(dict.fromkeys("abc", 0.1), {"a": sign * 0.01, "b": sign * 0.02, "c": sign * 0.03})
    assert estimands.unequal_groups(of) == pytest.approx(0.01 / 0.02)


def test_v15_meetings_are_people_of_the_last_years_by_the_people_of_one_and_the_groups() -> None:
    done = pd.DataFrame({"instrument": "joint_research", "year": range(2016, 2021), "people": [0, 999, 80, 160, 240]})
    other = done.assign(instrument="mentoring", people=5000)
    tool = {"joint_research": Of(participants=20.0)}
    of: Any = Of(
        reform={"instruments": pd.concat([done, other])}, case=Of(groups=[1, 2]),
        reformed=Of(settings=Of(instruments=tool)),
    )  # fmt: skip
    assert estimands.meetings(of) == 160 / 20 / 2


def test_v17_is_the_heaviest_load_and_that_of_the_rotated_over_those_at_home() -> None:
    t = Of(
        load=np.array([10.0, 14.0, 18.0, 20.0, 40.0]), active=np.array([1, 1, 1, 1, 0], bool),
        placement=np.array([0, 0, AWAY, AWAY, AWAY]),
    )  # fmt: skip
    of: Any = Of(reformed=Of(teachers=t))
    assert estimands.lessons(of) == 20
    assert estimands.heavier(of) == 19 - 12
    t.placement[:] = 0
    assert np.isnan(estimands.heavier(of))


def test_v1_is_the_size_of_groups_with_their_core_and_without_schools_that_do_not_teach() -> None:
    schools = [Of(id=s, kind=Of(teaches=s != "k")) for s in "abcdk"]
    member = [Of(school=s) for s in "bck"]
    of: Any = Of(case=Of(schools=schools, groups=[Of(core="a", members=member), Of(core="d", members=[])]))
    assert estimands.size(of) == (3 + 1) / 2


def test_v25_is_the_share_of_weak_members_that_gain_a_tenth_of_a_standard_deviation_in_six_years(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(estimands, "first_year", lambda *_: 2020)
    base = pd.DataFrame({
        "year": 2025, "school": list("abcd"), "level": ["weak", "weak", "strong", "weak"],
        "role": ["member", "member", "member", "core"], "mean_score": 70.0,
    })  # fmt: skip
    risen = base.assign(mean_score=70 + SD * np.array([0.2, 0.05, 0.3, 0.3]))
    late = risen.assign(year=2026, mean_score=200.0)
    of: Any = Of(case=None, unstaged={"schools": pd.concat([risen, late])}, baseline={"schools": base})
    assert estimands.lifted(of) == 0.5


def test_v20_counts_the_rural_schools_of_the_districts_that_have_support_communities() -> None:
    towns = [Of(id=name, district=d, locality=where) for name, d, where in
             (("a", "x", "rural"), ("b", "x", "town"), ("c", "y", "rural"))]  # fmt: skip
    schools = [Of(id=f"s{i}", town=town) for i, town in enumerate("aaabc")]
    pair = Of(layer="support", core="s3", members=[Of(school="s0"), Of(school="s1")])
    group = Of(layer="group", core="s3", members=[Of(school="s2"), Of(school="s4")])
    case: Any = Of(towns=towns, schools=schools, groups=[pair, group])
    assert estimands.supported(case) == pytest.approx(2 / 3)
    assert estimands.supported(load_case("tianjin")) == pytest.approx(0.731, abs=0.0005)


def dear(phase: str) -> Case:
    """Return the hand-made district, which merges a primary school in 2019, where moving costs pupils of one phase 0.2 SD."""
    free = {"learning.road": 0.0, "learning.peer_level": 0.0}
    free |= {
        f"learning.moved.{one}": 0.2 * (one == phase) for one in ("lower_primary", "upper_primary", "junior", "senior")
    }

    def set_(raw: dict[str, Any]) -> None:
        raw["reforms"][-1]["date"] = "2019-08"
        raw.setdefault("params", {}).update(free)

    return mini(set_)


def test_v23_is_what_the_merger_did_two_years_on_to_pupils_of_the_schools_that_closed_by_grade() -> None:
    """A cost of the young moves the young alone, by what of it is left after a year; a case without mergers has no number."""
    found = {
        phase: [estimands.merged(1, dear(phase), young) for young in (True, False)]
        for phase in ("none", "lower_primary")
    }
    young, older = (dear_ - free for dear_, free in zip(found["lower_primary"], found["none"], strict=True))
    assert young == pytest.approx(-0.2 * Learning().left_after_a_year, abs=0.03)
    assert older == pytest.approx(0.0, abs=0.01)
    assert np.isnan(estimands.merged(1, mini(lambda raw: raw.update(reforms=raw["reforms"][:-1])), True))


def test_v23_of_the_young_merges_three_small_village_primaries_in_place_of_the_junior_schools() -> None:
    case = load_case("huadu")
    other = estimands.primary_merged(case)
    merges = [e for r in other.reforms for e in r.merge]
    by_id = {s.id: s for s in case.schools}
    assert len(merges) == 3
    for e in merges:
        closing, into = by_id[e.schools[0]], by_id[e.into]
        assert (closing.stage, into.stage, closing.town) == ("primary", "primary", into.town)
        assert closing.pupils < into.pupils
    dates = [[r.date for r in one.reforms if r.merge] for one in (case, other)]
    assert dates[0] == dates[1]


def test_f6_is_what_is_left_of_the_gain_in_skill_of_members_weighted_by_pupils() -> None:
    def tables(gain: float) -> Any:
        rows = [(y, stage, n, 0.1 + gain * (y > 2022) * scale) for y in range(2020, 2026) for stage, n, scale in
                (("primary", 300, 1.0), ("junior", 100, 3.0))]  # fmt: skip
        return {"district": pd.DataFrame(rows, columns=["year", "stage", "pupils", "member_skill"])}

    assert estimands.alive(tables(0.02), tables(0.05), tables(0.0)) == pytest.approx(0.4)
    assert np.isnan(estimands.alive(tables(0.02), tables(0.0), tables(0.0)))


def test_f6_stops_every_instrument_after_six_years_and_what_would_have_come_later() -> None:
    case = load_case("huadu")
    stopped = estimands.stopped(case)
    *earlier, off = stopped.reforms
    assert (off.date, [r.date for r in earlier]) == ("2026-08", [r.date for r in case.reforms])
    settings, _ = settings_in_force(stopped, stopped.in_force(2 * (2026 - case.start_year)), {})
    assert not any(tool.on for tool in settings.instruments.values())
    before, _ = settings_in_force(stopped, stopped.in_force(2 * (2026 - case.start_year) - 1), {})
    assert sum(tool.on for tool in before.instruments.values()) > 5
