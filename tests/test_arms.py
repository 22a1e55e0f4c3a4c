"""Arms of a comparison: what each moves and what it leaves alone, what it is set against, and how it is asked for and told."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from reading import read
from three import three
from worlds import MINI as RAW
from worlds import mini, run_case, state_bytes

import experiments
from experiments import Refused
from experiments.cli import main
from experiments.compare import comparison_page
from experiments.compare.comparison import Comparison, compare
from experiments.compare.scenarios import read_scenarios
from experiments.engine import Options
from experiments.runs import variants
from experiments.runs.definition import make_run, reference
from sim import arms
from sim.arms import ARMS
from sim.case import Case, Group, case_files, load_case, parse_case
from sim.events import ChangeForm, Forming, Join
from sim.model import DistrictModel
from sim.state import NOWHERE

pytestmark = pytest.mark.usefixtures("blank")

MINI = str(Path(__file__).parent / "mini.toml")
RANDOM, EQUAL, UNSTAGED = f"{MINI}:placebo=random-core", f"{MINI}:placebo=equal-cores", f"{MINI}:unstaged"
CASES = [*case_files(), MINI, "three"]


def case_of(name: str) -> Case:
    return three() if name == "three" else load_case(name)


def marked(case: Case, **keys: object) -> Case:
    return variants.vary(case, {f"case.{key}": value for key, value in keys.items()})


def long_history(raw: dict[str, Any]) -> None:
    """Let groups of a parsed case go on: entries, exits, ends, changes of form, a trial, and what comes anyway."""
    names = {"zh": "改", "en": "Change"}
    raw["groups"].append(
        {**names, "id": "g-x", "core": "c-p2", "formed": "2020-08", "members": [{"school": "h-p2", "form": "tight"}]}
    )
    raw["reforms"] = [r for r in raw["reforms"] if "merge" not in r]
    raw["reforms"] += [
        {**names, "date": "2018", "join": []},
        {
            **names,
            "date": "2019",
            "set": {"mentoring.share": 0.3},
            "form": [{"group": "g-j", "school": "c-j2", "form": "tight"}],
        },
        {**names, "date": "2019", "leave": [{"group": "g-p", "school": "h-p2"}], "anyway": False},
        {**names, "date": "2020", "set": {"mentoring.share": 0.5}, "roll": [{"schools": ["b-p1"], "times": 1.5}]},
        {**names, "date": "2021", "set": {"mentoring.on": False}},
        {**names, "date": "2021", "set": {"rotation.years": 2}, "anyway": True},
    ]


# Nothing staged.


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_staged_twice_is_as_once(name: str) -> None:
    case = case_of(name)
    found = arms.unstaged(case)
    first = min([*(g.formed for g in case.groups), *(r.date for r in case.reforms if r.set)], key=case.term_of)
    for g in (g for g in found.groups if g.formed != first):  # a seat of it is another's before
        before = [h for h in case.groups if h.layer == g.layer and case.term_of(h.formed) < case.term_of(g.formed)]
        assert any(_schools_of(g) & _schools_of(h) for h in before), g.id
    assert {r.date for r in found.reforms if r.set} == {first}
    assert arms.unstaged(found) == found
    at_once = Join, Forming, ChangeForm  # who joins or changes is so from the start
    kept = [(r.day, event) for r in case.reforms for _, event in r.events() if not isinstance(event, at_once)]
    assert [(r.date, event) for r in found.reforms for _, event in r.events()] == kept
    assert found.schools == case.schools


def _schools_of(g: Group) -> set[str]:
    return {g.core, *(m.school for m in g.members)}


def test_the_last_setting_holds_from_the_first_date_and_ends_and_shocks_keep_theirs() -> None:
    case = mini(long_history)
    found = arms.unstaged(case)
    first = case.term_of("2017-08")
    sets = {name: value for r in found.in_force(first) for name, value in r.set.items()}
    assert sets["mentoring.share"] == 0.5
    assert sets["mentoring.on"] is True
    assert sets["joint_research.on"] is True
    assert "rotation.years" not in sets
    later = [r for r in found.reforms if found.term_of(r.date) > first]
    assert [(r.date, dict(r.set)) for r in later if r.set] == [
        ("2021", {"mentoring.on": False}),
        ("2021", {"rotation.years": 2}),
    ]
    assert [(r.date, key) for r in later for key, _ in r.events()] == [("2019", "leave"), ("2020", "roll")]
    assert [m.form for m in found.groups[1].members] == ["tight", "tight"]  # the form it goes over to
    assert [g.formed for g in found.groups] == [
        "2017-08",
        "2017-08",
        "2020-08",
    ]  # the last one's member sits in g-p before


def test_a_school_that_joins_later_is_a_member_from_the_start() -> None:
    def joins(raw: dict[str, Any]) -> None:
        event = {"group": "g-p", "school": "c-p2", "form": "tight"}
        raw["reforms"].append({"date": "2020", "zh": "进", "en": "In", "join": [event]})

    found = arms.unstaged(mini(joins))
    assert [m.school for m in found.groups[0].members] == ["b-p1", "h-p1", "h-p2", "c-p2"]
    assert not any(r.join for r in found.reforms)


def test_ties_begin_on_one_date_and_the_first_day_is_that_of_the_case() -> None:
    staged, at_once = (
        DistrictModel(case, years=8, record=False) for case in (load_case(MINI), marked(load_case(MINI), unstaged=True))
    )
    assert state_bytes(staged.world) == state_bytes(at_once.world)
    for model in (staged, at_once):
        model.run_for(8)
    starts = [m.world.ties.start[m.world.ties.start != NOWHERE] for m in (staged, at_once)]
    assert np.unique(starts[0]).tolist() == [2, 3]
    assert np.unique(starts[1]).tolist() == [2]
    opened = [m.world.schools.opens.tolist() for m in (staged, at_once)]
    assert opened[0] == opened[1]
    assert staged.world.schools.successor.tolist() == at_once.world.schools.successor.tolist()


# A random core.


@pytest.mark.parametrize("name", CASES)
def test_another_school_of_the_group_leads_with_the_ties_of_the_case(name: str) -> None:
    case = case_of(name)
    schools = {s.id: s for s in case.schools}
    drawn = [arms.random_cores(case, seed) for seed in range(12)]
    alone = {g.id for g in arms.without_another(case)}
    for found in drawn:
        assert (found.schools, found.reforms) == (case.schools, case.reforms)
        for g, one in zip(case.groups, found.groups, strict=True):
            before, after = ([x.core, *(m.school for m in x.members)] for x in (g, one))
            assert sorted(before) == sorted(after)
            assert [m.form for m in g.members] == [m.form for m in one.members]
            assert (g.formed, g.layer, g.tier) == (one.formed, one.layer, one.tier)
            assert (g.core == one.core) == (g.id in alone)
            able = [schools[m.school].teaches_all_of(schools[g.core]) for m in g.members]
            assert (
                schools[one.core].teaches_all_of(schools[g.core])
                or not any(able)
                or g.id in alone
                or _bound(case, g.id)
            )
    assert len({tuple(g.core for g in found.groups) for found in drawn}) > 1 or len(case.groups) < 3


def _bound(case: Case, group: str) -> bool:
    """Whether events, later openings or ties of one stage keep a school of a group from leading it."""
    g = next(g for g in case.groups if g.id == group)
    opens = {s.id: s.opens for s in case.schools}
    return any(m.stage or opens[m.school] for m in g.members) or any(True for r in case.reforms for _ in r.events())


def test_who_leads_is_drawn_for_each_group_alone_by_the_seed_of_the_population() -> None:
    case = load_case("huadu")
    there = {g.id: g.core for g in arms.random_cores(case, 5).groups}
    fewer = case.model_copy(update={"groups": case.groups[::-1][:9]})
    assert all(there[g.id] == g.core for g in arms.random_cores(fewer, 5).groups)
    asked = marked(load_case(MINI), placebo="random-core")
    one, same, other = (
        DistrictModel(asked, rng=1, population_seed=p, luck_seed=k).case for p, k in ((5, 1), (5, 2), (6, 1))
    )
    assert one.groups == same.groups
    assert one.groups == arms.random_cores(asked, 5).groups
    assert other.groups == arms.random_cores(asked, 6).groups
    assert DistrictModel(one, rng=9).case == one  # cores once drawn stay


def test_without_reforms_a_random_core_changes_nothing_but_who_is_called_core() -> None:
    plain, drawn = (
        run_case(case, years=3, reforms=False)
        for case in (load_case(MINI), marked(load_case(MINI), placebo="random-core"))
    )
    one, other = state_bytes(plain.world), state_bytes(drawn.world)
    assert {name.partition(".")[0] for name in one if one[name] != other[name]} <= {"groups", "ties"}
    assert one["groups.core"] != other["groups.core"]


def test_a_merged_school_and_one_that_opens_later_do_not_lead() -> None:
    case = load_case(MINI)
    assert arms.able_to_lead(case, case.groups[0]) == ["b-p1", "h-p1"]
    assert arms.able_to_lead(case, case.groups[1]) == ["b-n1", "c-j2"]
    alone = mini(lambda raw: raw["groups"][0].update(members=[{"school": "c-k1", "form": "tight"}]))
    assert [g.id for g in arms.without_another(alone)] == ["g-p"]
    assert arms.random_cores(alone, 1).groups[0] == alone.groups[0]


# Equal schools.


def counted(raw: dict[str, Any]) -> None:
    """Say what is known of the core of a parsed case, which is much."""
    known = {"score": 1.0, "teachers": 40, "backbone": 20, "senior_title": 20, "classes": 18}
    raw["schools"][0] |= {"primary": known, "stocks": {"equipment": 9e6}, "ses": 1.5, "migrants": 0.0}


def test_schools_of_groups_have_no_head_start_over_one_another() -> None:
    case = mini(counted)
    found = {s.id: s for s in arms.equal_cores(case).schools}
    was = {s.id: s for s in case.schools}
    seated = {name for g in case.groups for name in (g.core, *(m.school for m in g.members))}
    assert {found[name].level for name in seated} == {"ordinary"}
    assert all(found[name] == was[name] for name in was.keys() - seated)
    core = found["c-p1"]
    assert (core.stocks, core.ses, core.migrants, core.primary.score, core.primary.teachers) == (None,) * 5  # type: ignore[union-attr]
    assert core.primary is not None
    assert core.primary.classes == 18
    assert (core.pupils, core.town, core.x) == (660, "centre", 0.0)


def test_the_lead_of_cores_is_gone_on_average() -> None:
    def lead(case: Case, column: str) -> float:
        apart = []
        for seed in range(24):
            world = run_case(case, terms=0, rng=seed).world
            core, ties = world.groups.core, world.ties
            if column == "skill":
                t = world.teachers
                mean = np.bincount(t.post[t.active], t.skill[t.active], len(world.schools)) / np.maximum(
                    np.bincount(t.post[t.active], minlength=len(world.schools)), 1
                )
            else:
                mean = world.schools[column]
            apart += [float(mean[core[g]] - mean[s]) for g, s in zip(ties.group, ties.school, strict=True)]
        return float(np.mean(apart))

    equal = marked(load_case(MINI), placebo="equal-cores")
    for column in ("skill", "management"):
        was, now = lead(load_case(MINI), column), lead(equal, column)
        assert was > {"skill": 0.01, "management": 0.04}[column], column
        assert abs(now) < 0.3 * was, (column, was, now)


# How they are asked for.


@pytest.mark.parametrize("word", ARMS)
def test_a_case_without_groups_stays_as_it_is(word: str) -> None:
    bare = parse_case({k: v for k, v in RAW.items() if k not in {"groups"}} | {"reforms": RAW["reforms"][:2]}, "bare")
    arm = ARMS[word]
    varied = variants.vary(bare, {f"case.{arm.key}": arm.value})
    if arm.key not in {"enacted", "mergers_by_reform"}:
        assert varied == bare
    by_key = bare.model_copy(update={arm.key: arm.value})
    one, other = (state_bytes(run_case(case, years=2, reforms=arm.key != "enacted").world) for case in (bare, by_key))
    assert one == other


def test_every_arm_has_runs_of_its_own() -> None:
    specs = [f"{MINI}:no-reform", MINI, UNSTAGED, RANDOM, EQUAL, f"{UNSTAGED},placebo=random-core"]
    found = read_scenarios(specs, 3, {})
    assert len({s.run.key for s in found}) == len(found) == len(specs) + 3
    assert [s.text for s in found if s.text not in specs] == [
        f"{RANDOM},no-reform", f"{EQUAL},no-reform", f"{UNSTAGED},placebo=random-core,no-reform",
    ]  # fmt: skip
    assert {s.text: s.against for s in found if s.against} == {s: f"{s},no-reform" for s in (RANDOM, EQUAL, specs[-1])}


def test_one_reference_serves_all_that_are_set_against_it() -> None:
    found = read_scenarios([f"{EQUAL},no-reform", EQUAL, f"{EQUAL},rotation.annual_share=0.1"], 3, {})
    assert [s.against for s in found] == [None, f"{EQUAL},no-reform", f"{EQUAL},no-reform"]
    own = reference(found[1].run)
    assert own is not None
    assert own.key == found[0].run.key
    off = read_scenarios([EQUAL, f"{EQUAL},mentoring.on=false"], 3, {})
    assert [s.against for s in off] == [f"{EQUAL},no-reform", None, f"{EQUAL},no-reform"]


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ("placebo=inside-school", "nearest valid name: 'placebo="),
        ("unstagd", "nearest valid name: 'unstaged'"),
        (
            "placebo=",
            "unstaged, mergers-by-reform, placebo=random-core, placebo=equal-cores or placebo=inside-schools",
        ),
        ("placebo=random-core,placebo=equal-cores", "a scenario has one placebo"),
        (
            "case.placebo=strong",
            """case.placebo = 'strong' is not acceptable; allowed: "none", "random-core", "equal-cores", "inside-schools\"""",
        ),
    ],
)
def test_unknown_words_are_refused(spec: str, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_scenarios([MINI, f"{MINI}:{spec}"], 3, {})
    assert any(sentence in m for m in refusal.value.messages), refusal.value.messages


@pytest.mark.slow
def test_files_functions_and_settings_take_arms(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "placebo.toml"
    file.write_text(
        f'title = {{ zh = "假", en = "Sham" }}\ncase = "{MINI}"\nset = {{ "case.placebo" = "equal-cores" }}\n'
    )
    sham, own = read_scenarios([str(file)], 3, {})
    assert sham.run.key == read_scenarios([EQUAL], 3, {})[0].run.key
    assert (sham.words.en, own.words.en) == ("Sham", "Sham, no reform")
    wanted = ["mean_score.primary"]
    asked = experiments.run(MINI, {"case.placebo": "random-core"}, seed=3, horizon=2, outcomes=wanted)
    raw = tomllib.loads(Path(MINI).read_text(encoding="utf-8")) | {"placebo": "random-core"}
    assert asked == experiments.run(parse_case(raw), seed=3, horizon=2, outcomes=wanted)
    assert asked != experiments.run(MINI, seed=3, horizon=2, outcomes=wanted)
    assert make_run(MINI).key != make_run(marked(load_case(MINI), unstaged=True)).key
    assert main(["run", MINI, "--set", "case.unstaged=true", "--years", "2", "--out", str(tmp_path / "out")]) == 0
    assert "case.unstaged" in read((tmp_path / "out" / "report.html").read_text(encoding="utf-8"))


# How they are told.


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    scenarios = read_scenarios([f"{MINI}:no-reform", MINI, UNSTAGED, RANDOM, EQUAL], 3, {})
    return compare(scenarios, tmp_path_factory.mktemp("arms"), replications=3, options=Options(workers=1))


@pytest.mark.slow
def test_a_placebo_is_set_against_itself_without_reforms(found: Comparison) -> None:
    assert [s.text for s in found.compared] == [MINI, UNSTAGED, RANDOM, EQUAL]
    effects = found.effects().drop_duplicates("scenario").set_index("scenario")["against"].to_dict()
    first = f"{MINI}:no-reform"
    assert effects == {MINI: first, UNSTAGED: first, RANDOM: f"{RANDOM},no-reform", EQUAL: f"{EQUAL},no-reform"}
    p, gap = (
        found.pair(EQUAL, "mean_score.primary"),
        found.values.pivot(index="seed", columns="scenario", values="mean_score.primary"),
    )
    assert p.difference == pytest.approx((gap[EQUAL] - gap[f"{EQUAL},no-reform"]).mean())
    assert np.isfinite([p.low_all, p.high_all]).all()
    yearly = found.by_year()
    one = yearly[
        (yearly["scenario"] == EQUAL) & (yearly["measure"] == "mean_score") & (yearly["stage"] == "primary")
    ].iloc[-1]
    level = found.district.query("stage == 'primary' and year == @one.year").groupby("arm")["mean_score"].mean()
    assert one["mean_against"] == pytest.approx(level[f"{EQUAL},no-reform"])
    same = found.pair(f"{RANDOM},no-reform", "mean_score.primary", against=first)
    assert same.difference == 0


SAID = {
    "en": (
        "How much of it is left under placebo?",
        "Each is set against itself without reforms, which was added where it was not named",
        "placebo: equal schools (against no reform, placebo: equal schools)",
        "Members' mean, primary: as in the case",
        "unstaged",
    ),
    "zh": (
        "换成安慰剂，还剩多少？",
        "每种安慰剂都与自身的无改革情景相比",
        "安慰剂：起点相同（与“无改革，安慰剂：起点相同”相比）",
        "一步到位",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("language", SAID)
def test_the_page_says_what_is_left_under_placebo(found: Comparison, tmp_path: Path, language: str) -> None:
    answers = comparison_page.write(found, tmp_path, "edugroup compare A B", ["compare", "A", "B"])
    said = read((tmp_path / "report.html").read_text(encoding="utf-8"), language)
    assert [s for s in SAID[language] if s not in said] == []
    assert [a.name for a in answers][:2] == ["gap", "placebo"]
    short = next(a.short for a in answers if a.name == "placebo")
    assert "placebo: a random core" in short.en  # type: ignore[attr-defined]
