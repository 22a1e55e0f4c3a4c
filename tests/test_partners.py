"""Partner institutions: without pupils, they lend name, management and the time of their own people, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sources import ROOT
from test_events import on, row
from worlds import after_each_term, assert_same_people_and_places, assert_sound, everything_on, mini, run_case

from experiments.figures import district
from experiments.runs.plan import make_plan
from experiments.runs.results import Results
from sim import network
from sim.axes import Kind
from sim.case import CaseError
from sim.instruments import instruments
from sim.processes import groups, partners
from sim.schedule import steps
from sim.state import NOWHERE
from sim.world import World

INSTITUTE = {
    "id": "inst", "zh": "区教研院", "en": "Institute", "town": "centre", "stage": "partner", "level": "strong", "pupils": 0,
    "x": 0.5, "y": 0.5,
}  # fmt: skip


def partner(raw: dict[str, Any]) -> None:
    """Add an institution to a parsed case, in no unit."""
    raw["schools"].append({**INSTITUTE})


def led(form: str = "tight") -> Callable[[dict[str, Any]], None]:
    """Let an institution lead a group of two schools that are in none otherwise."""

    def change(raw: dict[str, Any]) -> None:
        partner(raw)
        members = [{"school": "c-p2", "form": form}, {"school": "c-p3", "form": form}]
        names = {"id": "g-i", "zh": "教研院集团", "en": "Institute Group", "core": "inst", "formed": "2017-08"}
        raw["groups"].append({**names, "members": members})

    return change


def joins(raw: dict[str, Any]) -> None:
    """Let an institution be a member of the primary group."""
    partner(raw)
    raw["groups"][0]["members"].append({"school": "inst", "form": "tight"})


def world(*changes: Callable[[dict[str, Any]], None], terms: int = 8, **settings: Any) -> World:
    return run_case(mini(everything_on, *changes), terms=terms, **settings).world


@pytest.mark.parametrize("change", [led(), joins], ids=["core", "member"])
def test_a_world_with_a_partner_is_sound_with_everything_on(change: Callable[[dict[str, Any]], None]) -> None:
    model = run_case(mini(everything_on, change), terms=0, record=True, **{"finance.pool": 0.05})
    while model.running:
        model.step()
        assert_sound(model.world)
    w, inst = model.world, row(model.world, "inst")
    t = w.teachers
    assert w.schools.kind[inst] == Kind.PARTNER
    assert not w.schools.pupils[inst].any()
    assert not w.schools.posts[inst].any()
    assert not ((t.register == inst) | (t.post == inst))[t.active].any()
    assert not np.isin(inst, w.placements.target[: w.n_placements])
    tables = model.tables()
    assert "inst" not in set(tables["schools"]["school"])
    assert "inst" in {*tables["ties"]["school"], *tables["groups"]["core"]}


@pytest.mark.parametrize("name", instruments())
def test_each_instrument_leaves_a_partner_out_without_error(name: str) -> None:
    only = {f"{n}.on": n == name for n in instruments()}
    for w in after_each_term(mini(everything_on, led()), years=4, **only):
        assert np.isfinite(w.schools.shared).all()
        assert np.isfinite(w.schools.digital).all()
        assert np.isfinite(w.teachers.skill).all()
        members = [row(w, "c-p2"), row(w, "c-p3")]
        if name in ("facility_sharing", "digital_lessons"):
            assert not w.schools.shared[members].any()
            assert not w.schools.digital[members].any()
            assert not w.books.totals(w.year).get("digital platform", 0.0) or w.year > 2016


def test_a_platform_without_lessons_is_not_paid_for() -> None:
    def cost(w: World) -> float:
        return w.books.totals(2017).get("digital platform", 0.0)

    only = {f"{n}.on": n == "digital_lessons" for n in instruments()}
    assert cost(world(led(), terms=4, **only)) == cost(world(partner, terms=4, **only))


def test_a_partner_works_at_every_stage() -> None:
    w = world(led(), terms=3)
    assert (w.ties.mismatch[w.ties.group == w.names.group_row["g-i"]] == 0).all()
    w = world(joins, terms=3)
    assert w.ties.mismatch[w.ties.school == row(w, "inst")] == 0


def test_a_partner_lends_its_management_to_the_schools_it_leads() -> None:
    only: dict[str, Any] = {**{f"{n}.on": n == "secondment" for n in instruments()}, "partners.sent": 0.0}
    w = world(led(), terms=0, **only)
    w.schools.management[row(w, "inst")] = 1.0
    for _ in range(3):
        for step in steps(w):
            step.apply(w)
    tie = np.flatnonzero(w.ties.active & (w.ties.school == row(w, "c-p2")))
    carried = network.channel(w, "management")[tie[0]]
    unified = w.settings.instruments["secondment"].unified  # type: ignore[attr-defined]
    gap = 1.0 - w.schools.management[row(w, "c-p2")]
    assert w.schools.lead[row(w, "c-p2"), 0] == pytest.approx(carried * unified * gap, rel=1e-4)
    assert carried > 0


def test_a_partner_lends_its_name_to_the_schools_it_leads_and_keeps_its_own() -> None:
    def reputation(change: Callable[[dict[str, Any]], None]) -> np.ndarray:
        w = world(change, terms=4, **{f"{n}.on": False for n in instruments()})
        w.schools.reputation[row(w, "inst")] = 3.0
        for _ in range(2):
            for step in steps(w):
                step.apply(w)
        return w.schools.reputation[[row(w, "c-p2"), row(w, "inst")]]

    lent, alone = reputation(led()), reputation(partner)
    assert lent[0] > alone[0]
    assert lent[1] == alone[1] == 3.0


@pytest.mark.parametrize("change", [led(), led("research"), joins], ids=["core", "research only", "member"])
def test_experts_raise_what_is_learnt_in_joint_research_of_their_unit_alone(
    change: Callable[[dict[str, Any]], None],
) -> None:
    only = {f"{n}.on": n == "joint_research" for n in instruments()}
    without, with_experts = (
        world(change, terms=4, **only, **{"joint_research.experts": value}) for value in (0.0, 0.2)
    )
    t = with_experts.teachers
    gain = t.skill - without.teachers.skill
    unit = with_experts.names.group_row["g-i" if change is not joins else "g-p"]
    ties = with_experts.ties
    inside = [*ties.school[ties.active & (ties.group == unit)], with_experts.groups.core[unit]]
    here = t.active & np.isin(t.post, inside) & np.isin(t.uid, without.teachers.uid)
    assert (gain[here] > 0).mean() > 0.4
    assert not gain[t.active & ~np.isin(t.post, inside)].any()


def test_in_no_unit_it_changes_nobody_else() -> None:
    without = world()
    assert_same_people_and_places(without, world(partner), common=True)
    assert_same_people_and_places(without, world(partner, **{"partners.staff": 500}), common=True)


def people(w: World) -> partners.Staff:
    return partners.staff(w)


def test_a_staff_is_as_large_as_the_case_says_better_where_the_institution_is_and_drawn_by_address() -> None:
    def two(raw: dict[str, Any]) -> None:
        strong = {**INSTITUTE, "staff": 60}
        raw["schools"] += [
            strong,
            {**INSTITUTE, "id": "weak", "level": "weak", "staff": 60},
            {**INSTITUTE, "id": "usual"},
        ]

    def mirrored(raw: dict[str, Any]) -> None:
        two(raw)
        raw["schools"].reverse()

    w = world(two, terms=0)
    found = people(w)
    rows = [row(w, name) for name in ("inst", "weak", "usual")]
    assert [np.count_nonzero(found.school == r) for r in rows] == [60, 60, 20]
    skill = [found.skill[found.school == r].mean() for r in rows]
    p = w.settings.params
    assert skill[0] - skill[1] == pytest.approx(
        p.partners.lead["strong"] - p.partners.lead["weak"], abs=4 * 0.13 / 30**0.5
    )
    assert [found.honoured[found.school == r].sum() for r in rows] == [36, 12, 12]
    for r in rows:
        here = found.school == r
        assert found.skill[here & found.honoured].min() >= found.skill[here & ~found.honoured].max()
    other = people(world(mirrored, terms=0))
    assert dict(zip(found.uid.tolist(), found.skill.tolist(), strict=True)) == dict(
        zip(other.uid.tolist(), other.skill.tolist(), strict=True)
    )
    later = people(world(two, terms=2))
    stayed = np.isin(later.uid, found.uid).mean()
    assert stayed == pytest.approx(1 - 1 / p.partners.stay, abs=0.05)  # a fifth of the posts change hands
    assert np.unique(found.uid).size == found.uid.size


@pytest.mark.parametrize(("staff", "served"), [(0, 0.0), (4, 0.4), (10, 1.0), (500, 1.0)])
def test_its_ties_carry_what_its_people_can_serve(staff: int, served: float) -> None:
    """Two schools are led, by people of whom a fifth is sent and four are taken by a school: 0.8 n / 4 of 2."""

    def reach(n: int) -> np.ndarray:
        w = world(led(), terms=6, **{"partners.staff": n})
        return w.ties.reach[w.ties.active & (w.ties.group == w.names.group_row["g-i"])]

    some, full = reach(staff), reach(500)
    needs = groups.EARNED
    np.testing.assert_allclose(some[:, needs], full[:, needs] * np.float32(served), rtol=1e-5)
    np.testing.assert_array_equal(some[:, ~needs], full[:, ~needs])
    assert len(full) == 2
    assert (full[:, needs] > 0).any(1).all()


def test_managers_it_sends_are_shared_and_no_more_than_it_can_spare() -> None:
    w = world(led(), terms=6, **{"partners.staff": 10, "partners.sent": 0.3})
    rows = np.flatnonzero(w.ties.active)
    ours = w.ties.group[rows] == w.names.group_row["g-i"]
    assert ours.sum() == 2
    for due, each in ((1, 1.0), (2, 1.5), (6, 1.5)):
        sent = partners.managers(w, rows, np.full(rows.size, due))
        np.testing.assert_allclose(sent, np.where(ours, each, 0.0))


def test_members_learn_to_lead_themselves_from_managers_that_are_there() -> None:
    def practice(sent: float) -> float:
        only = {f"{n}.on": n == "secondment" for n in instruments()}
        w = world(led(), terms=1, **only, **{"partners.sent": sent, "partners.staff": 40})
        w.schools.management[row(w, "inst")] = 1.0
        for _ in range(4):
            for step in steps(w):
                step.apply(w)
        return float(w.schools.practice[row(w, "c-p2"), 0])

    assert practice(0.0) == 0.0
    assert 0 < practice(0.025) < practice(0.2)


SHORT = {"growth.young": 10.0, "growth.mentor_years": 20.0, "growth.mentees": 1}  # of mentors at school


def test_its_honoured_people_guide_young_teachers_within_their_hours() -> None:
    only: dict[str, Any] = {f"{n}.on": n == "mentoring" for n in instruments()}
    quiet = {"growth.peers": 0.0, "partners.lead.strong": 0.4, **SHORT}
    off, few, many = (
        world(
            led(),
            terms=3,
            **only,
            **quiet,
            **{"partners.staff": 1, "partners.hours": hours, "growth.mentor_hours": 2.0},
        )
        for hours in (0.0, 2.0, 8.0)
    )
    p = few.settings.params
    inst, t = row(few, "inst"), few.teachers
    honoured = int(people(few).honoured.sum())
    unit = few.names.group_row["g-i"]
    guided = [np.flatnonzero(w.teachers.active & (w.teachers.mentor_unit == unit)) for w in (off, few, many)]
    assert not guided[0].size
    assert guided[1].size == honoured == 1 < guided[2].size <= 4  # hours for one mentee each, and for four
    assert (t.mentor[guided[1]] == NOWHERE).all()
    assert (t.experience[guided[1]] < p.growth.young + 1).all()
    assert 0 < few.schools.asked[inst] <= honoured * p.partners.hours * (1 + 1e-9)
    assert off.schools.asked[inst] == 0
    gain, before = t.skill[guided[1]], off.teachers.skill[guided[1]]
    np.testing.assert_array_equal(t.uid, off.teachers.uid)
    assert (gain > before).all()
    elsewhere = t.active & (t.mentor_unit != unit)
    np.testing.assert_array_equal(t.skill[elsewhere], off.teachers.skill[elsewhere])
    booked = sum(few.books.time(y)[partners.LENT] for y in few.books.hours if partners.LENT in few.books.time(y))
    assert booked == pytest.approx(
        sum(h.sum() for y in few.books.hours for i, h in few.books.hours[y].items() if i == partners.LENT)
    )
    assert booked > 0


def test_two_instances_share_the_places_there_are() -> None:
    only: dict[str, Any] = {f"{n}.on": n == "mentoring" for n in instruments()}

    def again(raw: dict[str, Any]) -> None:
        raw["instances"] = [{"id": "more", "of": "mentoring", "zh": "又一项", "en": "More"}]

    both: dict[str, Any] = {"mentoring@more.on": True}
    thin = {"partners.staff": 1, "partners.hours": 1.0, **SHORT}  # one person, for one mentee
    one, two = world(led(), terms=3, **only, **thin), world(led(), again, terms=3, **only, **both, **thin)
    unit = one.names.group_row["g-i"]
    n = [np.count_nonzero(w.teachers.active & (w.teachers.mentor_unit == unit)) for w in (one, two)]
    assert n == [1, 1]


def test_its_table_tells_of_it_and_no_mean_does() -> None:
    few, many = (
        run_case(mini(everything_on, partner), terms=4, record=True, **{"partners.staff": n}).tables() for n in (3, 300)
    )
    told = many["partners"]
    assert told["staff"].tolist() == [300, 300]
    assert (told["led"] == 0).all()
    for name in ("district", "schools", "money", "hours", "instruments"):
        assert few[name].equals(many[name])
    assert "partners" not in run_case(mini(everything_on), terms=2, record=True).tables()


def test_the_page_marks_it_by_its_kind() -> None:
    """The map of the page knows a partner by the code of its kind."""
    page = (ROOT / "experiments" / "app" / "vue" / "map.vue").read_text(encoding="utf-8")
    assert f"PARTNER = {int(Kind.PARTNER)};" in page


def test_rules_do_not_take_a_partner_in() -> None:
    rules = {"life_cycle.enter": 1.0, "life_cycle.coverage": 1.0, "life_cycle.core_rank": 1.0}

    def rural(raw: dict[str, Any]) -> None:
        raw["schools"].append({**INSTITUTE, "town": "hill", "level": "weak"})

    w = world(rural, **rules)
    assert not (w.ties.school == row(w, "inst")).any()
    assert not (w.groups.core == row(w, "inst")).any()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ([lambda raw: raw["schools"].append({**INSTITUTE, "pupils": 5})], r"pupils = 5: a partner institution has no pupils"),
        (
            [lambda raw: raw["schools"].append({**INSTITUTE, "primary": {"teachers": 4}})],
            "a partner school has no primary stage",
        ),
        (
            [
                partner,
                lambda raw: raw["groups"].append(
                    {"id": "x", "zh": "对", "en": "Pair", "layer": "support", "core": "c-p2", "formed": "2017",
                     "members": [{"school": "inst", "form": "tight"}]}
                ),
            ],
            "all its members are partner institutions; a partner lends to schools: make it the core",
        ),
        ([partner, on("2018-08", team=[{"school": "inst", "senders": ["c-p2"], "share": 0.5}])], "has no teachers in the model"),
        ([partner, on("2018-08", merge=[{"schools": ["c-p2"], "into": "inst"}])], "does not teach its grades"),
        ([lambda raw: raw["schools"].append({**INSTITUTE, "stage": "partnr"})], "'partnr' is not one of"),
        ([lambda raw: raw["schools"][0].update(staff=9)], r"staff = 9: 'staff' is of partner institutions"),
    ],
)  # fmt: skip
def test_what_a_partner_cannot_be_is_refused(changes: list[Callable[[dict[str, Any]], None]], said: str) -> None:
    with pytest.raises(CaseError, match=said):
        mini(*changes)


def test_a_map_shows_it_as_a_diamond_with_its_ties() -> None:
    tables = {
        name: frame.assign(arm="reform", seed=1)
        for name, frame in run_case(mini(everything_on, led()), terms=6, record=True, years=3).tables().items()
    }
    plan = make_plan(str(ROOT / "tests" / "mini.toml"), years=3)
    without = {name: frame for name, frame in tables.items() if name != "partners"}
    maps = [district.ties_on_a_map(Results(plan, ("reform",), (1,), some, 1.0)) for some in (tables, without)]
    said = [[text.get_text() for text in one.axes[0].get_legend().get_texts()] for one in maps]
    assert "partner institution (no pupils)" in said[0]
    assert "partner institution (no pupils)" not in said[1]
    lines = [sum(len(line.get_xdata()) == 2 for line in one.axes[0].lines) for one in maps]
    assert lines[0] == lines[1] + 2  # to the two schools it leads
