"""Forms of tie are data: sixteen come with the model, a case adds its own, and every number of a form does something."""

from __future__ import annotations

import copy
import pickle
import re
from typing import Any

import numpy as np
import pytest
from worlds import ALL_ON, after_each_term, different, everything_on, mini, run_case, state_bytes

from experiments.design.file import FactorPart
from experiments.docs.describe import describe
from experiments.runs import variants
from experiments.study.declare import Declaration, declare
from sim import kinds, network
from sim.case import Case, CaseError
from sim.config import defaults, parameters
from sim.equity import indicators
from sim.forms import DOSE, FUNCTIONS, RULES
from sim.instruments import instruments
from sim.model import DistrictModel
from sim.param import ParamError
from sim.presets import UNIFIED
from sim.processes import placement
from sim.state import NOWHERE
from sim.supply import staff
from sim.world import World

SOURCES = {"forms.*": "assumed: a test", "groups.*": "assumed: a test"}
SHIPPED = [
    "tight", "assist", "alliance", "cooperative", "entrusted", "direct", "hosted", "one_person", "two_campuses", "integrated",
    "research", "cluster", "regional", "support_pair", "co_run", "teaching_point",
]  # fmt: skip
OWN = {
    "id": "twin",
    "like": "tight",
    "zh": "双子型",
    "en": "twin",
    "set": {"staff": 0.4, "one_way": True, "dose_rotation": 0.5},
}


def own(*forms: dict[str, Any], form: str = "twin") -> Case:
    """Return the small district with forms of its own, the first tie being of one of them, all instruments on."""

    def change(raw: dict[str, Any]) -> None:
        raw["forms"] = [copy.deepcopy(f) for f in forms]
        raw["groups"][0]["members"][0]["form"] = form
        raw["sources"] |= SOURCES

    return mini(everything_on, change)


def all_of(form: str, **values: Any) -> Case:
    """Return the small district, all instruments on, with every tie of one form and numbers of it set."""

    def change(raw: dict[str, Any]) -> None:
        for group in raw["groups"]:
            group["members"] = [{**m, "form": form} for m in group["members"]]
        raw["params"] |= {f"forms.{form}.{name}": value for name, value in values.items()}
        raw["sources"] |= {"params.forms.*": "assumed: a test"}

    return mini(everything_on, change)


def test_sixteen_forms_come_with_the_model_and_every_number_of_them_has_a_source() -> None:
    forms = defaults().forms
    assert list(forms) == SHIPPED
    for form in forms.values():
        assert re.search(r"[\u4e00-\u9fff]", form.zh)
        assert form.en
        for name in (*FUNCTIONS, *RULES):
            source = form.source(name)
            assert re.match(r"(assumed|rule): .{5}", source.en), (form.name, name)
            assert re.match("假设：.{3}" if source.en.startswith("assumed") else "规定：.{3}", source.zh), (
                form.name,
                name,
            )
    of_hosted = {p.name: p for p in parameters() if p.name.startswith("forms.hosted.")}
    assert {*FUNCTIONS, *RULES} - {"payer", "afterwards", "adoption"} <= {n.rpartition(".")[2] for n in of_hosted}
    most = of_hosted["forms.hosted.most"]
    assert (most.default, most.unit, most.zh, most.source.en) == (
        5,
        "members",
        "托管型：成员数上限",
        "rule: seed S2 F12 (1 + 1-5 schools)",
    )


def test_the_strengths_of_the_three_first_forms_are_those_they_always_had() -> None:
    seven = ("management", "staff", "research", "teaching", "resources", "evaluation", "brand")
    found = {name: tuple(getattr(defaults().forms[name], f) for f in seven) for name in SHIPPED[:3]}
    assert found["tight"] == (1.0, 1.0, 1.0, 1.0, 0.8, 1.0, 1.0)
    assert found["assist"] == (0.3, 0.7, 0.7, 0.5, 0.4, 0.6, 0.4)
    assert found["alliance"] == (0.0, 0.2, 0.6, 0.3, 0.3, 0.3, 0.2)


def test_a_case_has_dotted_names_of_its_own_forms_and_no_other_case_has_them() -> None:
    case = own(OWN)
    form = defaults(case).forms["twin"]
    assert (form.staff, form.one_way, form.dose("rotation"), form.research) == (0.4, True, 0.5, 1.0)
    assert "forms.twin.staff" in {p.name for p in parameters(case)}
    assert "forms.twin.staff" not in {p.name for p in parameters()}
    model = DistrictModel(case, **{"forms.twin.staff": 0.7})
    assert model.world.settings.value("forms.twin.staff") == 0.7
    with pytest.raises(ParamError, match=r"unknown parameter 'forms\.twin\.staff'; nearest valid name: 'forms\."):
        DistrictModel(mini(), **{"forms.twin.staff": 0.7})


def test_a_model_with_own_forms_is_recorded_copied_and_pickled() -> None:
    model = DistrictModel(own(OWN), years=3)
    model.run_for(4)
    for twin in (model.fork(), pickle.loads(pickle.dumps(model))):
        assert twin.world.settings == model.world.settings
        twin.run_for(2)
        assert "twin" in set(twin.tables()["schools"]["form"])
    (group,) = [g for g in model.agents if getattr(g, "name", "") == "一小教育集团"]
    assert next((m.form.name, m.form.zh) for m in group.members) == ("twin", "双子型")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"like": "tigth"}, "forms ('twin').like: there is no form 'tigth'; nearest valid name: 'tight'"),
        ({"set": {"staf": 0.4}}, "unknown parameter 'forms.twin.staf'; nearest valid name: 'forms.twin.staff'"),
        ({"set": {"staff": 4}}, "forms.twin.staff = 4 is out of range; allowed: 0 to 1 [share]"),
        ({"set": {"payer": "church"}}, "forms.twin.payer = 'church' is not acceptable"),
        (
            {"set": {"afterwards": "hostd"}},
            "forms.twin.afterwards: there is no form 'hostd'; nearest valid name: 'hosted'",
        ),
        ({"set": {"zh": "x"}}, "forms ('twin').set: 'zh' is not a number of a form; write it beside 'id'"),
        ({"unified": "nein"}, "forms ('twin').unified: there is no list 'nein'; nearest valid name: 'nine'"),
        ({"id": "tight"}, "forms ('tight'): there is a form of that name; choose another"),
        ({"like": None, "lik": "tight"}, "unknown key 'forms[0].lik'; nearest valid name: 'like'"),
    ],
)
def test_what_is_wrong_with_an_own_form_is_said_in_a_sentence(change: dict[str, Any], said: str) -> None:
    with pytest.raises(CaseError) as refused:
        own({k: v for k, v in {**OWN, **change}.items() if v is not None}, form="tight")
    assert any(said in m for m in refused.value.messages), refused.value.messages


def test_a_form_that_is_not_there_is_refused_wherever_it_is_named() -> None:
    with pytest.raises(
        CaseError, match=r"groups\[0\]\.members\[0\]\.form: there is no form 'twn'; nearest valid name: 'twin'"
    ):
        own(OWN, form="twn")
    for name, value in (("rotation.forms", ["twn"]), ("life_cycle.form_new", "twn"), ("forms.twin.afterwards", "twn")):
        with pytest.raises(ParamError, match=f"{name}: there is no form 'twn'; nearest valid name: 'twin'"):
            DistrictModel(own(OWN), **{name: value})


@pytest.mark.parametrize("name", UNIFIED)
def test_a_named_list_makes_its_functions_whole_and_no_other(name: str) -> None:
    one = {"id": "united", "zh": "统一型", "en": "united", "unified": name}
    form = defaults(own(one, form="united")).forms["united"]
    assert {f for f in FUNCTIONS if getattr(form, f)} == set(UNIFIED[name].functions)
    assert all(getattr(form, f) == 1 for f in UNIFIED[name].functions)
    like = {**one, "like": "assist", "set": {"brand": 0.9}}
    assert defaults(own(like, form="united")).forms["united"].brand == 0.9


def test_the_lists_are_those_of_the_documents_item_by_item_and_every_item_is_a_function() -> None:
    written = {  # S3:28, S2 F5:183, S0:42, S3:40; of the nine (S3:24) there is the name alone
        "three": [*"备讲评"],
        "five": ["师资统一调配", "课程统一设置", "教研统一实施", "质量统一监控", "活动统一规划"],
        "six": ["理念共凝", "协同共治", "教学共研", "课程共建", "师生共培", "特色共铸"],
        "eight": ["管理互融", "师资互派", "教学互通", "学生互动", "资源共享", "文化共育", "党建共抓", "质量公评"],
        "nine": [*UNIFIED["nine"].items],
    }
    assert {name: [*one.items] for name, one in UNIFIED.items()} == written
    assert [len(one.items) for one in UNIFIED.values()] == [3, 5, 6, 8, 9]
    for one in UNIFIED.values():
        assert all(named and {*named} <= {*FUNCTIONS} for named in one.items.values()), one.en
    assert len(UNIFIED["nine"].functions) == 9
    assert "假设" in UNIFIED["nine"].source.zh


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_strength_is_no_label_something_reads_it(function: str) -> None:
    base = {"finance.pool": 0.1, "ties.attention": 9.0}
    weak, strong = (
        run_case(
            mini(everything_on),
            terms=10,
            **base,
            **{f"forms.{f}.{function}": x for f in ("tight", "assist", "alliance")},
        )
        for x in (0.0, 1.0)
    )
    changed = different(state_bytes(weak.world), state_bytes(strong.world))
    assert {name.partition(".")[0] for name in changed} & {"teachers", "students", "schools"}, changed


@pytest.mark.parametrize(
    ("function", "usually", "instrument"),
    [("pupils", "resources", "pupil_exchange"), ("courses", "teaching", "course_bank")],
)
def test_a_strength_of_its_own_is_read_whatever_else_a_form_carries(
    function: str, usually: str, instrument: str
) -> None:
    def after(**values: float) -> World:
        numbers = {f"forms.{f}.{name}": x for f in ("tight", "assist", "alliance") for name, x in values.items()}
        return run_case(mini(everything_on), terms=3, **numbers).world

    def brought(world: World) -> Any:
        done = world.done[world.year, instrument]
        return np.array([done.people, done.hours, done.yuan])

    usual, apart, only = after(), after(**{function: 0.0}), after(**{usually: 0.0, function: 1.0})
    own, other = FUNCTIONS.index(function), FUNCTIONS.index(usually)
    assert usual.ties.active.any()
    np.testing.assert_array_equal(usual.ties.reach[:, own], usual.ties.reach[:, other])  # of the forms that are given
    assert not brought(apart).any()
    assert (brought(usual) > 0).all()
    assert (brought(only) > 0).all()
    assert brought(only)[1] > brought(usual)[1]
    assert not only.ties.reach[:, other].any()
    rest = np.arange(len(FUNCTIONS)) != own
    np.testing.assert_array_equal(apart.ties.reach[:, rest], usual.ties.reach[:, rest])


def test_a_reform_dates_the_numbers_of_a_form() -> None:
    def later(raw: dict[str, Any]) -> None:
        raw["reforms"].append({"date": "2019", "zh": "改", "en": "change", "set": {"forms.tight.research": 0.2}})
        raw["sources"] |= {"reforms.*": "assumed: a test"}

    seen = [world.settings.forms["tight"].research for world in after_each_term(mini(later), years=4)]
    assert seen[6] == 1.0
    assert seen[7] == 0.2


@pytest.mark.parametrize("name", ["staff", "contract", "one_way"])
def test_the_numbers_of_a_form_are_factors_of_a_study(name: str) -> None:
    factor = declare(Declaration(f"forms.twin.{name}", "lever", FactorPart(), own(OWN)))
    assert factor.kind == {"staff": "real", "contract": "integer", "one_way": "boolean"}[name]
    assert factor.zh.startswith("双子型")


def test_every_tie_of_a_case_can_be_given_any_form_it_knows() -> None:
    case = own(OWN)
    for form in ("hosted", "twin"):
        assert {m.form for g in variants.vary(case, {"case.forms": form}).groups for m in g.members} == {form}
    assert not variants.findings({"case.forms": "twin"}, case)
    assert 'allowed: "listed", "tight"' in variants.findings({"case.forms": "twin"}, mini())[0]


def one_member(form: str, **values: Any) -> Case:
    """Return the small district, all instruments on, whose first group has one member, by a tie of a form."""

    def change(raw: dict[str, Any]) -> None:
        raw["groups"] = raw["groups"][:1]
        raw["groups"][0]["members"] = [{"school": "b-p1", "form": form}]
        raw["params"] |= {f"forms.{form}.{name}": value for name, value in values.items()}
        raw["sources"] |= {"params.forms.*": "assumed: a test"}

    return mini(everything_on, change)


def carried(world: World) -> dict[str, float]:
    """Return what the only tie carries of each function."""
    (tie,) = network.active_ties(world)
    return {f: float(world.ties.reach[tie, i]) for i, f in enumerate(FUNCTIONS)}


def people(world: World) -> dict[str, int]:
    """Return the people that each instrument reached over a run."""
    found = dict.fromkeys(instruments(), 0)
    for (_, name), done in world.done.items():
        found[name] += done.people
    return found


def test_two_campuses_are_one_school_in_staff_and_in_running_it() -> None:
    one, rules = (
        run_case(one_member("two_campuses", **values), terms=6).world
        for values in ({}, {"pooled": False, "logistics": 0.0})
    )
    rows = [one.names.school_row[s] for s in ("c-p1", "b-p1")]
    assert np.unique(staff.pools(one)[rows]).size == 1
    assert np.unique(staff.pools(rules)[rows]).size == 2
    assert (network.by_school(one, "logistics")[rows] > 0.5).all()
    assert not network.by_school(rules, "logistics").any()
    with pytest.raises(CaseError, match="3 members by ties of the form 'two_campuses'; allowed: at most 1"):
        all_of("two_campuses")


def test_an_integrated_school_is_carried_in_every_function_further_than_by_any_looser_tie() -> None:
    whole, tight, alliance = (
        carried(run_case(one_member(form), terms=6).world) for form in ("integrated", "tight", "alliance")
    )
    assert min(whole.values()) > 0
    for name in ("resources", "hiring", "culture", "logistics"):  # what a tight tie carries less of, or not at all
        assert whole[name] > tight[name], name
    assert all(whole[f] > alliance[f] for f in FUNCTIONS)


def test_over_a_tie_for_research_only_teachers_meet_and_nobody_is_sent() -> None:
    research, tight = (run_case(one_member(form), terms=8).world for form in ("research", "tight"))
    only, all_ = people(research), people(tight)
    for name in ("rotation", "follow_post", "first_post", "secondment", "mentoring"):
        assert only[name] == 0, name
    assert all_["follow_post"] + all_["rotation"] > 0
    assert research.n_placements == 0 < tight.n_placements
    assert only["joint_research"] > 0
    assert not research.schools.shared.any()
    assert people(run_case(one_member("research", research=0.0), terms=8).world)["joint_research"] == 0


def test_a_charter_says_what_a_member_pays_in_and_who_pays_for_those_who_are_sent() -> None:
    case = own({**OWN, "set": {"money": 0.5}})
    rules, without = {"finance.pool": 0.05, "exchange.payer": "host"}, {"finance.pool": 0.0}
    world, free = (run_case(case, terms=8, **values).world for values in (rules, without))

    def yuan(world: World, item: str, side: str) -> dict[tuple[int, int], float]:
        return {
            (e.year, int(row)): float(x)
            for e in world.books.entries
            if e.item == item
            for row, x in zip(getattr(e, f"{side}_row"), e.amount, strict=True)
        }

    funds, pooled = yuan(world, "public funds", "target"), yuan(world, "pooled funds", "source")
    own_form, tie = world.names.school_row["b-p1"], defaults(case).forms["twin"]
    of_member = {year: x for (year, row), x in pooled.items() if row == own_form}
    assert of_member
    for year, x in of_member.items():
        assert x == pytest.approx(0.05 * tie.money * funds[year, own_form])
    assert not yuan(free, "pooled funds", "source")
    hosted = placement.HOSTED.name
    assert yuan(world, hosted, "source")
    assert not any(e.item == "rotation allowances" for e in world.books.entries)
    assert any(e.item == "rotation allowances" for e in free.books.entries)
    assert not any(e.item == hosted for e in free.books.entries)


def test_a_name_from_outside_lifts_that_of_the_school_it_is_lent_to() -> None:
    def names(brand: float, halo: float = 0.5) -> tuple[float, float]:
        values = {"forms.co_run.brand": brand, "reputation.halo": halo, "life_cycle.approval_years": 0}
        world = run_case(one_member("co_run"), terms=8, **values).world
        core, member = (float(world.schools.reputation[world.names.school_row[s]]) for s in ("c-p1", "b-p1"))
        return core, member

    none, half, whole = (names(brand) for brand in (0.0, 0.5, 1.0))
    assert none[1] < half[1] < whole[1] < whole[0]
    assert names(1.0, halo=0.0)[1] == pytest.approx(names(0.0, halo=0.0)[1], abs=1e-6)


def test_the_forms_are_described() -> None:
    text = describe("forms")
    assert all(f"| `{name}` |" in text for name in (*SHIPPED, *FUNCTIONS, *RULES, *UNIFIED))


# Rules: each is read by one process.


def test_over_a_one_way_tie_the_core_sends_and_nobody_comes_back_for_them() -> None:
    def sent(case: Case) -> set[tuple[bool, bool]]:
        world = run_case(case, terms=12, **{"rotation.eligible_years": 1}).world
        log, core = world.placements, np.isin(np.arange(len(world.schools)), world.groups.core)
        kind = np.array(kinds.names())[log.kind[: world.n_placements]]
        rows = np.flatnonzero(np.isin(kind, ["rotation", "one_way_rotation"]))
        assert rows.size
        members = np.isin(log.target[rows], world.ties.school) | core[log.target[rows]]
        assert members.all()
        return set(zip(core[log.origin[rows]].tolist(), core[log.target[rows]].tolist(), strict=True))

    assert sent(all_of("tight", one_way=True)) == {(True, False)}
    assert {(True, False), (False, True)} <= sent(all_of("tight"))


def test_a_core_divides_what_it_sends_among_ties_of_both_kinds() -> None:
    def gone(one_way: dict[str, bool]) -> float:
        world = run_case(
            mini(everything_on), terms=12, **{"rotation.eligible_years": 1, "rotation.annual_share": 0.3}, **one_way
        ).world
        log, core = world.placements, world.names.school_row["c-p1"]
        rows = np.arange(world.n_placements)
        return float(((log.kind[rows] == kinds.names().index("rotation")) & (log.origin[rows] == core)).sum())

    some, none = gone({"forms.assist.one_way": True}), gone({})
    assert 0 < some < 1.6 * max(none, 1)


def test_among_peers_nobody_leads_lends_a_name_or_thins_out() -> None:
    thin = {"ties.attention": 1.0, "rotation.on": False}
    led, peers = (run_case(all_of("tight", leaderless=flag), terms=8, **thin).world for flag in (False, True))
    on = led.ties.active & (led.schools.pupils[led.ties.school].sum(1) > 0)
    for function in ("management", "brand"):
        assert (network.channel(led, function)[on] > 0).all()
        assert not network.channel(peers, function)[on].any()

    def attention(world: Any) -> Any:
        return network.channel(world, "teaching")[on] / (world.ties.trust[on] * (1 - 0.5 * world.ties.mismatch[on]))

    assert attention(peers) == pytest.approx(1.0, rel=1e-5)
    assert (attention(led) < 0.9).any()
    core = led.names.school_row["c-p1"]
    assert peers.schools.effort[core] > led.schools.effort[core]  # its head is judged as one of the members is


def test_pooled_staff_is_planned_alike_and_fills_what_another_lacks() -> None:
    first = run_case(all_of("tight"), terms=0, **{"start.staffing_sd": 0.6}).world

    def staffing(world: Any) -> Any:
        rows = [world.names.school_row[s] for s in ("c-p1", "b-p1", "h-p1")]
        return world.schools.posts[rows].sum((1, 2)) / world.schools.pupils[rows].sum(1)

    settings = {"start.staffing_sd": 0.6, "careers.class_floor": 1.0, "careers.offered": 0.0, "careers.deployed": 0.0}
    apart, pooled = (run_case(all_of("tight", pooled=flag), terms=8, **settings).world for flag in (False, True))
    assert np.ptp(staffing(pooled)) < 0.02 < np.ptp(staffing(apart))
    assert len(first.schools) == len(pooled.schools)
    since = {w: dict(zip(first.teachers.uid.tolist(), first.teachers.register.tolist(), strict=True)) for w in (0,)}[0]

    def moved(world: Any) -> list[tuple[int, int]]:
        t = world.teachers
        here = [(since[u], int(r)) for u, r in zip(t.uid.tolist(), t.register.tolist(), strict=True) if u in since]
        return [(a, b) for a, b in here if a != b and world.schools.active[a]]

    assert not moved(apart)
    assert moved(pooled)
    assert all(staff.pools(pooled)[a] == staff.pools(pooled)[b] for a, b in moved(pooled))


def test_a_name_that_needs_approval_is_lent_later() -> None:
    quiet = {"reputation.halo": 0.5, "life_cycle.approval_years": 2}
    free, waits = (
        [world.schools.reputation.copy() for world in after_each_term(all_of("tight", approval=flag), years=5, **quiet)]
        for flag in (False, True)
    )
    member = mini().groups[0].members[0].school
    row = [s.id for s in mini().schools].index(member)
    assert free[3][row] == waits[3][row]  # before the group was formed
    assert free[4][row] > waits[4][row]
    gain = [float(r[row] - w[row]) for r, w in zip(free, waits, strict=True)]
    assert gain[10] < gain[6]  # once it is approved, the one catches up with the other


def test_more_members_than_a_form_allows_are_refused_and_not_taken_in() -> None:
    with pytest.raises(
        CaseError, match=r"groups\[0\] \('g-p'\): 3 members by ties of the form 'hosted'; allowed: at most 2"
    ):
        all_of("hosted", most=2)
    outside = {"life_cycle.enter": 1.0, "life_cycle.form_new": "hosted", "life_cycle.form_other": "hosted"}

    def alone(raw: dict[str, Any]) -> None:
        raw["groups"][0]["members"] = raw["groups"][0]["members"][:1]

    def entered(most: int) -> int:
        world = run_case(mini(alone), terms=8, **outside, **{"forms.hosted.most": most}).world
        hosted = list(world.settings.forms).index("hosted")
        return int((world.ties.form == hosted).sum())

    assert entered(1) < entered(5)
    world = run_case(mini(alone), terms=8, **outside, **{"forms.hosted.most": 1}).world
    hosted = world.ties.active & (world.ties.form == list(world.settings.forms).index("hosted"))
    assert np.bincount(world.ties.group[hosted]).max() == 1


@pytest.mark.parametrize("payer", ["treasury", "member"])
def test_the_fee_is_paid_to_the_core_by_the_one_who_pays(payer: str) -> None:
    world = run_case(all_of("tight", fee=1000.0, payer=payer), terms=8).world
    fees = [e for e in world.books.entries if e.item in ("management fees", "member fees")]
    assert fees
    for entry in fees:
        assert set(entry.amount) == {1000.0}
        assert entry.source == {"treasury": "treasury", "member": "school"}[payer]
        assert set(entry.target_row) <= set(world.groups.core)
        if payer == "member":
            assert set(entry.source_row) <= set(world.ties.school)
    assert not [
        e
        for e in run_case(all_of("tight"), terms=8).world.books.entries
        if e.item in ("management fees", "member fees")
    ]


@pytest.mark.parametrize("afterwards", ["end", "renew", "alliance"])
def test_an_agreement_runs_out(afterwards: str) -> None:
    worlds = after_each_term(all_of("assist", contract=2, afterwards=afterwards), years=6)
    seen = [(w.ties.active.copy(), w.ties.form.copy(), w.ties.start.copy(), w.ties.end.copy()) for w in worlds]
    tie = 0  # of the group formed in the third term
    starts = [int(start[tie]) for _, _, start, _ in seen]
    active, form, start, end = seen[-1]
    assert seen[6][0][tie]
    if afterwards == "end":
        assert not active[tie]
        assert end[tie] == 6
        assert end[tie] - start[tie] == 4
    else:
        assert active[tie]
        assert end[tie] == NOWHERE
        assert sorted({s for s in starts if s >= 0})[:2] == [2, 6]
        assert form[tie] == {"renew": 1, "alliance": 2}[afterwards]


@pytest.mark.parametrize("name", instruments())
def test_at_dose_0_over_a_form_an_instrument_acts_as_if_it_were_aimed_elsewhere(busy: Case, name: str) -> None:
    less = run_case(busy, **{f"forms.assist.{DOSE}{name}": 0.0})
    aimed = run_case(busy, **{f"{name}.forms": [f for f in SHIPPED if f != "assist"]})
    assert not different(state_bytes(less.world), state_bytes(aimed.world))
    nowhere = {f"forms.{form}.{DOSE}{name}": 0.0 for form in SHIPPED}
    assert different(state_bytes(run_case(busy).world), state_bytes(run_case(busy, **nowhere).world))


def test_half_the_dose_over_a_form_does_half_as_much() -> None:
    only = {**dict.fromkeys(ALL_ON, False), "facility_sharing.on": True}
    whole, half = (
        run_case(all_of("tight"), terms=6, **only, **{"forms.tight.dose_facility_sharing": dose}).world.schools.shared
        for dose in (1.0, 0.5)
    )
    assert whole.any()
    assert half == pytest.approx(whole / 2, rel=1e-3)


def test_half_the_mentors_over_ties_of_assistance_leave_tight_ties_as_they_were() -> None:
    """Rules that differ by form."""

    def large(raw: dict[str, Any]) -> None:
        for s in raw["schools"]:
            s["pupils"] *= 4

    begun = run_case(mini(everything_on, large), terms=4, **dict.fromkeys(ALL_ON, False)).world
    row = begun.names.school_row

    def guided(dose: float) -> tuple[set[int], set[int]]:
        world = copy.deepcopy(begun)
        rules = {"forms.assist.dose_mentoring": dose, "mentoring.on": True, "mentoring.share": 1.0, "growth.young": 8.0}
        world.settings = world.settings.changed(rules, world.case)
        t = world.teachers
        t.mentor[:], t.mentor_by[:] = NOWHERE, NOWHERE
        t.skill[t.post == row["c-p1"]] += 0.5  # a core with something to give
        world.settings.instruments["mentoring"].pair(world)  # type: ignore[attr-defined]
        chosen = t.active & (t.mentor_by != NOWHERE)
        at = (np.flatnonzero(chosen & np.isin(t.post, [row[s] for s in of])) for of in (["h-p1", "h-p2"], ["b-p1"]))
        assist, tight = (set(t.uid[rows].tolist()) for rows in at)
        return assist, tight

    (whole, tight), (half, same), (none, still) = (guided(dose) for dose in (1.0, 0.5, 0.0))
    assert tight == same == still != set()
    assert none == set() < half < whole


def test_a_campus_of_one_legal_person_goes_when_it_has_grown_up_and_not_for_want_of_trust() -> None:
    def ended(legal: bool, **rules: float) -> int:
        ties = run_case(
            all_of("tight", legal=legal), terms=16, **{f"life_cycle.{n}": x for n, x in rules.items()}
        ).world.ties
        return int((ties.end != NOWHERE).sum())

    neither = {"exit_years": 0, "exit_trust": 1.0, "spin_off_years": 0}
    by_event = ended(legal=True, **neither)
    assert (
        ended(legal=True, **neither | {"exit_years": 1}) == by_event < ended(legal=False, **neither | {"exit_years": 1})
    )
    assert ended(legal=True, **neither | {"spin_off_years": 1}) > by_event


def test_inspectors_count_campuses_with_merged_statistics_as_one_school_with_their_core() -> None:
    apart, merged = (run_case(all_of("tight", merged=flag), terms=8, record=True) for flag in (False, True))
    worlds = apart.world, merged.world
    core, *campuses = (worlds[0].names.school_row[s] for s in ("c-p1", "b-p1", "h-p1"))
    assert (worlds[1].ties.active & np.isin(worlds[1].ties.school, campuses)).sum() == 2
    one, whole = (indicators.amounts(w) for w in worlds)
    heads, together = (indicators.pupils(w) for w in worlds)
    np.testing.assert_allclose(whole[core], one[[core, *campuses]].sum(0), rtol=1e-6)
    assert not whole[campuses].any()
    np.testing.assert_array_equal(together[core], heads[[core, *campuses]].sum(0))
    assert together.sum() == heads.sum()
    assert indicators.counted_with(worlds[0]) is None
    np.testing.assert_array_equal(
        *(indicators.amounts(w, by="post") for w in worlds)
    )  # what pupils meet is what it was
    passed = indicators.passes(worlds[1])
    assert (passed[campuses] == passed[core]).all()

    def cvs(model: DistrictModel, *names: str) -> Any:
        return model.tables()["district"].query("stage == 'primary'")[list(names)].to_numpy()[-1]

    assert (cvs(merged, "cv_L4", "cv_L1") != cvs(apart, "cv_L4", "cv_L1")).all()
    np.testing.assert_array_equal(cvs(merged, "cv_L1_by_post"), cvs(apart, "cv_L1_by_post"))
    schools, stages = indicators.flat(worlds[1])[3], indicators.flat(worlds[1])[2]
    assert core in schools
    assert not np.isin(schools[stages == 0], campuses).any()
    assert {*apart.tables()["schools"]["passed"]} <= {True, False}
