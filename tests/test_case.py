"""A case that cannot be used is refused before anything runs, in sentences that say where, what and what would do."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bilingual import left_over
from pydantic import ValidationError
from worlds import MINI, mini, run_case

from sim.case import Case, CaseError, case_files, load_case, parse_case
from sim.param import ParamError

Change = Callable[[dict[str, Any]], Any]


def put(*path: str | int, value: Any) -> Change:
    """Return a change of one place of a parsed file."""

    def change(raw: dict[str, Any]) -> None:
        at: Any = raw
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value

    return change


def drop(*path: str | int) -> Change:
    """Return a change that takes one place out of a parsed file."""

    def change(raw: dict[str, Any]) -> None:
        at: Any = raw
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]

    return change


def add(part: str, **entry: Any) -> Change:
    """Return a change that appends a copy of a part's first entry with some values changed."""
    return lambda raw: raw[part].append({**copy.deepcopy(raw[part][0]), **entry})


def junior_pupils(n: int) -> Change:
    """Return a change of the pupils of all junior and nine-year schools."""

    def change(raw: dict[str, Any]) -> None:
        for s in raw["schools"]:
            if s["stage"] in {"junior", "nine_year"}:
                s["pupils"] = n

    return change


def set_reform(**values: Any) -> Change:
    return put("reforms", 0, "set", value={k.replace("__", "."): v for k, v in values.items()})


BAD: list[tuple[str, Change, str]] = [
    ("an unknown key of the file", put("tittle", value={}), r"unknown key 'tittle'; nearest valid name: 'title'"),
    (
        "an unknown key of a school",
        put("schools", 1, "pupil", value=3),
        r"unknown key 'schools\[1\]\.pupil'; nearest valid name: 'pupils'",
    ),
    (
        "an unknown key of a member",
        put("groups", 0, "members", 0, "from", value="tight"),
        r"unknown key 'groups\[0\]\.members\[0\]\.from'; nearest valid name: 'form'",
    ),
    ("a key that is missing", drop("schools", 2, "level"), r"'schools\[2\]\.level' is missing"),
    ("no schools at all", put("schools", value=[]), r"schools = \[\]: .*at least 1 item"),
    ("a word for a number", put("schools", 0, "pupils", value="many"), r"schools\[0\]\.pupils = 'many': .*integer.* \[pupils\]"),
    ("a fraction of a pupil", put("schools", 0, "pupils", value=10.5), r"schools\[0\]\.pupils = 10\.5: .*integer.* \[pupils\]"),
    ("a flag for a number", put("towns", 0, "ses", value=True), r"towns\[0\]\.ses = True: .*number.* \[SD\]"),
    (
        "fewer pupils than none",
        put("schools", 0, "pupils", value=-5),
        r"schools\[0\]\.pupils = -5 is out of range; allowed: 0 to 20000 \[pupils\]",
    ),
    (
        "a share beyond one",
        put("towns", 0, "migrants", value=1.5),
        r"towns\[0\]\.migrants = 1\.5 is out of range; allowed: 0 to 1 \[share of pupils\]",
    ),
    (
        "a town without extent",
        put("towns", 0, "radius", value=0.0),
        r"towns\[0\]\.radius = 0\.0 is out of range; allowed: 0 to 50 \[km\]",
    ),
    ("a number that is none", put("towns", 0, "ses", value=float("nan")), r"towns\[0\]\.ses = nan: .*finite number.* \[SD\]"),
    (
        "a year out of the calendar",
        put("start_year", value=1800),
        r"start_year = 1800 is out of range; allowed: 1990 to 2100 \[school year\]",
    ),
    ("no years", put("years", value=0), r"years = 0 is out of range; allowed: 1 to 100 \[years\]"),
    (
        "a level that is none",
        put("schools", 0, "level", value="good"),
        r"schools\[0\]\.level = 'good' is not one of 'strong', 'ordinary', 'weak' or 'new'",
    ),
    (
        "a form that is none",
        put("groups", 0, "members", 0, "form", value="loose"),
        r"groups\[0\]\.members\[0\]\.form: there is no form 'loose'; nearest valid name: 'hosted'",
    ),
    ("an id that is no id", put("id", value="Mini District"), r"id = 'Mini District': .*pattern"),
    (
        "a date that is none",
        put("reforms", 0, "date", value="August 2017"),
        r"reforms\[0\]\.date: 'August 2017' is not a date; write a year and month such as '2020-08', or a year",
    ),
    ("a month that is none", put("groups", 0, "formed", value="2017-13"), r"groups\[0\]\.formed: '2017-13' is not a date"),
    ("a bare year as a number", put("reforms", 2, "date", value=2019), r"reforms\[2\]\.date = 2019: .*string"),
    (
        "births of a year that is none",
        put("demography", "entry_index", value={"soon": 1.0}),
        r"demography\.entry_index: 'soon' is not a year",
    ),
    (
        "births out of range",
        put("demography", "entry_index", value={"2017": 9.0}),
        r"demography\.entry_index: 9\.0 in 2017 is out of range; allowed: 0\.05 to 5 \[entrants over those of the first year\]",
    ),
    ("two schools of one id", add("schools"), r"schools: the id 'c-p1' is used 2 times"),
    ("two towns of one id", add("towns"), r"towns: the id 'centre' is used 2 times"),
    ("two groups of one id", add("groups"), r"groups: the id 'g-p' is used 2 times"),
    (
        "a school in no known town",
        put("schools", 0, "town", value="center"),
        r"schools\[0\] \('c-p1'\)\.town: there is no 'center'; nearest valid name: 'centre'",
    ),
    (
        "a core that does not exist",
        put("groups", 0, "core", value="c-p9"),
        r"groups \('g-p'\): there is no 'c-p9'; nearest valid name: 'c-p\d'",
    ),
    (
        "a member that does not exist",
        put("groups", 0, "members", 0, "school", value="bp-1"),
        r"groups \('g-p'\): there is no 'bp-1'; nearest valid name: 'b-p1'",
    ),
    (
        "a school in two groups",
        put("groups", 1, "members", 0, "school", value="h-p1"),
        r"school 'h-p1' is in 'g-p' and in 'g-j', both of layer 'group'; a school belongs to one unit of a layer",
    ),
    (
        "a school twice in a group",
        put("groups", 0, "members", 0, "school", value="h-p1"),
        r"groups \('g-p'\): school 'h-p1' is listed 2 times",
    ),
    (
        "two ids of one identity",
        lambda raw: [add("schools", id=name)(raw) for name in ("school-xs4ibwwl", "school-adwoqc8j")],
        r"schools: 'school-xs4ibwwl' and 'school-adwoqc8j' have the same 32-bit hash",
    ),
    (
        "a core among its members",
        put("groups", 0, "members", 0, "school", value="c-p1"),
        r"groups \('g-p'\): school 'c-p1' is listed 2 times",
    ),
    ("a group without members", put("groups", 0, "members", value=[]), r"'g-p'\): no members; a group needs at least one"),
    ("a kindergarten as core", put("groups", 0, "core", value="c-k1"), r"the core 'c-k1' is a kindergarten, which can"),
    (
        "a merger of nobody known",
        put("reforms", 2, "merge", 0, "into", value="hp-1"),
        r"reforms\[2\]\.merge \(2019\): there is no 'hp-1'; nearest valid name: 'h-p1'",
    ),
    (
        "a merger into itself",
        put("reforms", 2, "merge", 0, "into", value="h-p2"),
        r"reforms\[2\]\.merge \(2019\): 'h-p2' cannot be merged into itself",
    ),
    (
        "a merger into a kindergarten",
        put("reforms", 2, "merge", 0, "into", value="c-k1"),
        r"reforms\[2\]\.merge \(2019\): 'h-p2' \(primary\) cannot be merged into 'c-k1' \(kindergarten\), which does not",
    ),
    (
        "a merger of unlike schools",
        put("reforms", 2, "merge", 0, "into", value="c-j2"),
        r"reforms\[2\]\.merge \(2019\): 'h-p2' \(primary\) cannot be merged into 'c-j2' \(junior\), which does not teach",
    ),
    (
        "mergers in a circle",
        put("reforms", 2, "merge", value=[{"schools": [a], "into": b} for a, b in (("h-p2", "h-p1"), ("h-p1", "h-p2"))]),
        r"reforms\[2\]\.merge \(2019\): 'h-p2' was merged into 'h-p1' before",
    ),
    (
        "a core merged away",
        put("reforms", 2, "merge", 0, "schools", value=["c-p1"]),
        r"reforms\[2\]\.merge \(2019\): 'c-p1' is the core of 'g-p' on that day and cannot be",
    ),
    ("a new name for nobody", put("reforms", 2, "rename", 0, "school", value="c-j9"), r"\.rename \(2019\): there is no 'c-j9'"),
    (
        "more groups than schools",
        lambda raw: [add("groups", id=f"g-{i}")(raw) for i in range(12)],
        r"14 groups but only 11 schools; a group needs a core school of its own",
    ),
    (
        "pupils without seats",
        junior_pupils(60),
        r"pupils without seats: 308 children a year leave primary school, and junior schools take 47; allowed: at least 90 %",
    ),
    (
        "no primary pupils",
        lambda raw: [s.update(stage="junior") for s in raw["schools"]],
        r"no primary pupils in the first year",
    ),
    (
        "a number nobody vouches for",
        put("sources", value={"towns.*": "assumed: so"}),
        r"sources: nothing says where the number 'schools\.\*\.pupils' comes from",
    ),
    (
        "a source that is none in Chinese",
        put("sources", "*", value={"zh": "我想", "en": "assumed: so"}),
        r"sources: '\*\.zh' must start with one of '材料', '文献：', '假设：', '规定：'",
    ),
    (
        "a source that is none",
        put("sources", "*", value="I think so"),
        r"sources: '\*' must start with one of seed, cite:, assumed:, rule:",
    ),
    (
        "a setting that is none",
        put("params", value={"choice.shar": 0.1}),
        r"params: unknown parameter 'choice\.shar'; nearest valid name: 'choice\.share'",
    ),
    (
        "a setting out of range",
        put("params", value={"choice.share": 0.9}),
        r"params: choice\.share = 0\.9 is out of range; allowed: 0 to 0\.6 \[share\]",
    ),
    (
        "a reform that sets what is none",
        set_reform(rotation__onn=True),
        r"reforms \(2017-08\)\.set: unknown parameter 'rotation\.onn'; nearest valid name: 'rotation\.on'",
    ),
    (
        "a reform out of range",
        set_reform(rotation__annual_share=3.0),
        r"reforms \(2017-08\)\.set: rotation\.annual_share = 3\.0 is out of range; allowed: 0 to 0\.3 \[share/year\]",
    ),
    (
        "an instrument aimed at no known group",
        set_reform(rotation__groups=["g-x"]),
        r"rotation\.groups: there is no group 'g-x'; nearest valid name: 'g-",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "change", "message"), BAD, ids=[b[0] for b in BAD])
def test_a_case_is_refused_with(what: str, change: Change, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        mini(change)
    assert any(re.search(message, m) for m in caught.value.messages), caught.value.messages
    assert str(caught.value).startswith("mini: ")
    assert left_over(caught.value.messages) == []


TOO_LATE_OR_TOO_EARLY = [
    ("a closed school", [("2019", "h-p2", "h-p1"), ("2020", "b-p1", "h-p2")]),
    ("a school that is not open yet", [("2017-10", "c-p2", "c-p3")]),
]


@pytest.mark.parametrize(("what", "mergers"), TOO_LATE_OR_TOO_EARLY, ids=[x[0] for x in TOO_LATE_OR_TOO_EARLY])
def test_a_case_is_refused_with_a_merger_into(what: str, mergers: list[tuple[str, str, str]]) -> None:
    """Its pupils would be taught, and its teachers posted, in a school that is shut."""
    reforms = [
        {"date": date, "zh": "并校", "en": "Merger", "merge": [{"schools": [old], "into": into}]}
        for date, old, into in mergers
    ]
    with pytest.raises(CaseError, match="merge"):
        mini(put("reforms", value=reforms))


def test_a_case_is_refused_when_its_junior_schools_open_after_the_first_day() -> None:
    def change(raw: dict[str, Any]) -> None:
        for school in raw["schools"]:
            if school["stage"] in {"junior", "nine_year"}:
                school["opens"] = raw["start_year"]

    with pytest.raises(CaseError, match="pupils without seats"):
        mini(change)


def test_all_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(CaseError) as caught:
        mini(put("schools", 0, "town", value="nowhere"), put("params", value={"a.b": 1}), add("towns"))
    assert len(caught.value.messages) == 3


def test_a_missing_file_is_refused_with_the_nearest_case_and_all_there_are() -> None:
    with pytest.raises(CaseError) as caught:
        load_case("huaduu")
    assert caught.value.messages[0].startswith("no such case or file; nearest valid name: 'huadu'; known cases: ")
    assert "huadu" in case_files()


def test_a_file_of_another_kind_is_sent_to_its_command(tmp_path: Path) -> None:
    study, scenario = tmp_path / "study.toml", tmp_path / "scenario.toml"
    study.write_text('case = "huadu"\noutcomes = []\n[design]\nkind = "lhs"\n', encoding="utf-8")
    scenario.write_text('case = "huadu"\nset = {}\n', encoding="utf-8")
    for file, kind, command in ((study, "study", "sweep"), (scenario, "scenario", "compare")):
        with pytest.raises(CaseError) as error:
            load_case(file)
        assert str(error.value) == f"{file}: this is a {kind}, not a case; it is for: edugroup {command} {file}"


def test_a_file_that_is_not_toml_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text("id = mini", encoding="utf-8")
    with pytest.raises(CaseError, match=r"bad\.toml: is not valid TOML: .*line 1"):
        load_case(path)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes("title = '区'".encode("gb18030"))
    with pytest.raises(CaseError, match=r"is not UTF-8 text \(byte 9\)"):
        load_case(path)


def test_a_folder_is_not_a_case(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="no such case or file"):
        load_case(tmp_path)


def test_a_case_is_loaded_by_name_by_path_and_as_it_is(case: Case) -> None:
    here = Path(__file__).parent / "mini.toml"
    assert load_case(here) == load_case(str(here)) == case
    assert load_case(case) is case
    assert load_case("huadu").id == "huadu"


@pytest.mark.parametrize("name", sorted(case_files()))
def test_a_case_that_comes_with_the_project_is_sound(name: str) -> None:
    case = load_case(name)
    assert case.id == name
    assert case.sources
    assert not case.without_reforms().enacted


def test_a_case_is_never_changed(case: Case) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        case.years = 3  # type: ignore[misc]
    before = copy.deepcopy(MINI)
    parse_case(MINI)
    assert before == MINI


@pytest.mark.parametrize(
    ("date", "term"),
    [
        ("2016", 0), ("2016-08", 0), ("2016-09", 0), ("2016-10", 1), ("2017-03", 1), ("2017-04", 2), ("2017-08", 2),
        ("2017-09", 2), ("2018-02", 3), ("2019", 6), ("1999", 0),
    ],
)  # fmt: skip
def test_a_date_acts_from_the_first_term_that_starts_on_or_after_it(case: Case, date: str, term: int) -> None:
    assert case.term_of(date) == term


def test_births_follow_the_series_and_the_last_value_holds(case: Case) -> None:
    values = [case.index(year) for year in (2010, 2016, 2018, 2019, 2021, 2022, 2040)]
    assert values == [1.0, 1.0, 1.0, 1.1, 1.1, 0.9, 0.9]
    assert mini(put("demography", value={})).index(2030) == 1.0


def test_a_reform_may_set_only_what_is_declared_even_through_an_override(case: Case) -> None:
    with pytest.raises(ParamError, match=r"unknown parameter 'rotation\.nothing'"):
        run_case(case, **{"rotation.nothing": 1})


def test_what_the_researcher_sets_has_the_last_word_over_case_and_reforms(case: Case) -> None:
    world = run_case(case, **{"rotation.annual_share": 0.05, "mentoring.on": False}).world
    assert world.settings.instruments["rotation"].annual_share == 0.05
    assert not world.settings.instruments["mentoring"].on
    assert world.settings.instruments["rotation"].on


def test_what_the_case_sets_holds_from_the_first_day_and_a_reform_goes_over_it() -> None:
    case = mini(put("params", value={"choice.share": 0.2, "rotation.annual_share": 0.02}))
    first, last = run_case(case, terms=0).world.settings, run_case(case).world.settings
    assert (first.params.choice.share, last.params.choice.share) == (0.2, 0.2)
    assert (first.instruments["rotation"].annual_share, last.instruments["rotation"].annual_share) == (0.02, 0.3)
