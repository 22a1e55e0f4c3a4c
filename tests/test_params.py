"""Every number is declared once, with unit, range, labels and source; what does not fit is refused in sentences."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from sources import ROOT
from worlds import everything_on, mini, run_case

from sim.bundle import remembered
from sim.case import Case
from sim.config import defaults, laid, parameters, register
from sim.declare import SLOTS
from sim.instruments import Instrument, instruments
from sim.param import Declared, ParamError, Section, declared, nearest, param, update
from sim.params import Params
from sim.say import Text

LIKE = "tight"  # all forms have the same numbers; those of one are looked at one by one
PARAMETERS = [p for p in parameters() if not p.name.startswith("forms.") or p.name.startswith(f"forms.{LIKE}.")]
KINDS = {"cite": "文献", "assumed": "假设", "rule": "规定"}


def unsaid(p: Declared) -> Iterator[str]:
    """Yield what a declaration leaves out of all there is to know of a number."""
    section, key = register().owner[p.name]
    kind, _, said = p.source.en.partition(":")
    head, _, same = p.source.zh.partition("：")
    holds = {
        "no section of that name": section in defaults().sections,
        "no name as others": re.fullmatch(r"[a-z][a-z_]*(\.[a-z][a-z_0-9]*){0,2}", key),
        "no unit": p.unit,
        "no Chinese label": re.search(r"[\u4e00-\u9fff]", p.zh),
        "no English label": re.search(r"[a-z]{2}", p.en),
        "no kind of source, the same in both languages": KINDS.get(kind) == head,
        "a source that says nothing": min(len(said.strip()), len(same)) > 1,
        "a source that says nothing in Chinese": kind == "cite" or re.search(r"[\u4e00-\u9fff]|^S\d", same),
    }
    yield from (f"{p.name}: {what}" for what, held in holds.items() if not held)


def test_every_parameter_says_all_there_is_to_know() -> None:
    assert [said for p in PARAMETERS for said in unsaid(p)] == []


def out_of_place(p: Declared) -> str:
    """Return what is wrong with the range of a number or with its default, empty where nothing is."""
    if isinstance(p.default, bool):
        return "" if p.span == "false or true" else f"a flag from {p.span}"
    if p.low is None or p.high is None or not p.span:
        return "no lowest or no highest value"
    if not p.low < p.high:
        return "a range that is a point"
    try:
        same = defaults().changed({p.name: p.default}).value(p.name) == p.default
    except ParamError as error:
        return str(error)
    return "" if same and p.low <= np.min(p.default) <= np.max(p.default) <= p.high else "a default out of its range"


def test_every_default_lies_within_its_range_and_no_range_is_a_point() -> None:
    assert {p.name: said for p in PARAMETERS if (said := out_of_place(p))} == {}


def said_of(p: Declared, value: float) -> str:
    """Return what is said when a number is set to a value; empty where it is taken."""
    try:
        defaults().changed({p.name: type(p.default)(value)})
    except ParamError as error:
        return str(error)
    return ""


def test_every_number_beyond_its_range_is_refused() -> None:
    numbers = [p for p in PARAMETERS if not isinstance(p.default, bool)]
    assert len(numbers) > 600
    asked = {(p, value): said_of(p, value) for p in numbers for value in (p.low - 1, p.high + 1)}  # type: ignore[operator]
    wanted = r"^{} = .* is out of range; allowed: .*\[{}\]$"
    assert [
        (p.name, value, said)
        for (p, value), said in asked.items()
        if not re.search(wanted.format(re.escape(p.name), re.escape(p.unit)), said)
    ] == []


def test_every_declared_number_has_a_name_and_a_range_of_its_own() -> None:
    assert {p.name for p in PARAMETERS if isinstance(p.default, tuple)} == set()  # a list has no names
    assert {p.name for p in PARAMETERS if p.unit != "flag" and (p.low is None or p.high is None)} == set()
    assert {p.name for p in PARAMETERS if p.name.startswith("ties.") and p.low is not None and p.low < 0} == set()


def test_a_bundle_is_set_by_name_as_a_whole_or_in_part() -> None:
    made = defaults().changed({"classes.norm": {"junior": 48}, "classes.lessons": {"primary": {"core": 14}}})
    assert made.value("classes.norm") == {**defaults().value("classes.norm"), "junior": 48}
    assert made.value("classes.lessons.primary.core") == 14.0
    assert made.params.classes.lessons.array()[0].tolist() == [14.0, 7.0, 8.0]
    assert made == defaults().changed({"classes.norm.junior": 48, "classes.lessons.primary.core": 14.0})
    with pytest.raises(ParamError, match=r"'classes\.norm\.senoir'; nearest valid name"):
        defaults().changed({"classes.norm": {"senoir": 50}})
    with pytest.raises(ParamError, match=r"classes\.norm\.junior is set twice"):
        defaults().changed({"classes.norm": {"junior": 48}, "classes.norm.junior": 49})
    with pytest.raises(
        ParamError, match=r"classes.lessons.junior = 30 has no names; write classes.lessons.junior.core"
    ):
        defaults().changed({"classes.lessons.junior": 30})
    with pytest.raises(TypeError):
        made.params.classes.norm["junior"] = 1
    assert pickle.loads(pickle.dumps(made.params)) == made.params


def test_what_is_laid_over_a_bundle_leaves_its_other_numbers() -> None:
    below = {"classes.norm": {"primary": 40, "junior": 44}, "tests.sd": 10.0}
    over = laid(below, {"classes.norm.junior": 46}, {"classes.norm": {"junior": 48}})
    assert over == {"classes.norm.primary": 40, "classes.norm.junior": 48, "tests.sd": 10.0}


def test_a_case_a_reform_and_a_researcher_each_set_one_number_of_a_bundle() -> None:
    def change(raw: dict[str, Any]) -> None:
        raw["params"]["classes.norm"] = {"primary": 40, "junior": 41}
        raw["reforms"][0]["set"]["classes.norm"] = {"junior": 42}
        raw["sources"]["*classes.norm*"] = "assumed: a test"

    model = run_case(mini(everything_on, change), years=4, **{"classes.norm.primary": 43})
    assert model.world.settings.value("classes.norm") == {
        **defaults().value("classes.norm"),
        "primary": 43,
        "junior": 42,
    }


def test_shares_that_are_weights_count_in_proportion() -> None:
    def ages(**given: float) -> list[float]:
        return run_case(mini(), terms=0, **{"start.ages": given}).world.teachers.birth_year.tolist()

    assert ages(to_34=0.8, to_44=0.56, to_54=0.52, over_54=0.12) == ages()
    assert ages(to_34=0.1) != ages()


def test_names_are_unique_and_every_field_of_a_section_is_declared() -> None:
    names = [p.name for p in PARAMETERS]
    assert len(set(names)) == len(names)
    fields = {f"{s}.{k}" for s in Params.model_fields for k in type(getattr(Params(), s)).model_fields}
    fields |= {f"{n}.{k}" for n, cls in instruments().items() for k in cls.model_fields}
    fields.add(f"forms.{LIKE}")
    life_cycle = (
        "form_new", "form_other", "form_weak", "form_rural", "form_named", "form_quality", "coverage_of", "enter_order",
        "compose", "found_of", "match",
    )  # fmt: skip
    fields -= {f"life_cycle.{k}" for k in life_cycle} | {
        "rotation.mode", "rotation.backfill", "exchange.payer", "careers.contract_with", "researchers.everybody",
        "training.everybody", "teacher_activities.kinds", "teacher_activities.subjects", "visiting_teachers.visits",
        "visiting_teachers.subjects",
    }  # aims, no numbers  # fmt: skip
    aims = {f"{n}.{k}" for n in instruments() for k in Instrument.model_fields}
    assert {".".join(name.split(".")[:2]) for name in names} == fields - aims


def test_every_process_parameter_is_read_by_the_model() -> None:
    """A declared number that nothing reads would be swept in vain."""
    from pathlib import Path

    import sim

    text = "\n".join(p.read_text(encoding="utf-8") for p in Path(sim.HOME).rglob("*.py") if p.parent.name != "params")
    kinds = [(tool, kind) for tool, cls in instruments().items() for kind in cls.placements]
    of_kinds = {
        f"{tool}.{name}" for tool, kind in kinds for name in (kind.load, kind.week)
    }  # read by name: the next test
    unread = [
        p.name for p in PARAMETERS if p.name not in of_kinds and not re.search(rf"\.{p.name.split('.')[1]}\b", text)
    ]
    assert [n for n in unread if n.partition(".")[0] != "forms"] == []  # read by name: the laws of forms hold each


def test_the_numbers_of_a_kind_of_placement_are_those_on_which_people_are_posted() -> None:
    kinds = [(tool, kind) for tool, cls in instruments().items() for kind in cls.placements]
    names = list(dict.fromkeys(f"{tool}.{name}" for tool, kind in kinds for name in (kind.load, kind.week) if name))
    values = {name: 0.4 + 0.05 * i for i, name in enumerate(names)}
    world = run_case(mini(everything_on), terms=10, **values).world
    log, met = world.placements, set()
    for tool, kind in kinds:
        rows = np.flatnonzero(log.kind[: world.n_placements] == kind.code)
        for name, column in ((kind.load, log.load), (kind.week, log.week)):
            expected = values[f"{tool}.{name}"] if name else 1.0
            np.testing.assert_allclose(column[rows], expected, rtol=1e-6)
            met |= {f"{tool}.{name}"} if name and rows.size else set()
    assert met == set(names)


def test_instruments_have_labels_a_row_in_the_table_of_mechanisms_and_a_dose() -> None:
    files = {path.stem for path in (ROOT / "sim" / "instruments").glob("*.py")}
    assert set(instruments()) == files - {"__init__"}
    for name, cls in instruments().items():
        assert re.search(r"[\u4e00-\u9fff]", cls.zh), name
        assert cls.en
        assert re.fullmatch(r"[A-J]\d+", cls.row), name
        assert cls.dose in {p.name.partition(".")[2] for p in declared(cls, name)}
        assert cls.methods(), name
        assert all(act.slot in SLOTS for act in cls.methods().values())
        assert not cls().on


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"rotation.anual_share": 0.1},
            r"^unknown parameter 'rotation.anual_share'; nearest valid name: 'rotation.annual_share'$",
        ),
        ({"learning.annual_share": 0.1}, r"^unknown parameter 'learning.annual_share'; nearest valid name: '.*'$"),
        ({"xyzzy": 1}, r"^unknown parameter 'xyzzy'$"),
        (
            {"rotation.annual_share": 0.9},
            r"^rotation.annual_share = 0.9 is out of range; allowed: 0 to 0.3 \[share/year\]$",
        ),
        (
            {"rotation.annual_share": -0.1},
            r"^rotation.annual_share = -0.1 is out of range; allowed: 0 to 0.3 \[share/year\]$",
        ),
        (
            {"rotation.annual_share": "much"},
            r"^rotation.annual_share = 'much' is not acceptable: .*number.* \[unit: share/year\]$",
        ),
        ({"rotation.years": 1.5}, r"^rotation.years = 1.5 is not acceptable: .*integer.* \[unit: years\]$"),
        ({"rotation.annual_share": float("nan")}, r"^rotation.annual_share = nan is not acceptable: .* \[unit: share/year\]$"),
        ({"rotation.annual_share": float("inf")}, r"^rotation.annual_share = inf is "),
        ({"rotation.annual_share": True}, r"^rotation.annual_share = True is not acceptable: "),
        ({"rotation.annual_share": None}, r"^rotation.annual_share = None is not acceptable: "),
        ({"rotation.on": "yes"}, r"^rotation.on = 'yes' is not acceptable: .*bool"),
        ({"rotation.forms": ["loose"]}, r"^rotation.forms: there is no form 'loose'; nearest valid name: 'hosted'"),
        ({"teaching.adjust": (0.1,)}, r"^teaching.adjust = .* has no names"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_with_name_value_unit_and_range(
    values: dict[str, Any], message: str, case: Case
) -> None:
    with pytest.raises(ParamError) as caught:
        defaults().changed(values)
    assert len(caught.value.messages) == 1
    assert re.search(message, caught.value.messages[0]), caught.value.messages
    with pytest.raises(ParamError):
        run_case(case, terms=0, **values)


def test_all_that_is_wrong_is_said_at_once() -> None:
    bad = {"rotation.annual_share": 2, "rotation.years": 0, "nothing.here": 1, "learning.peers": "no"}
    with pytest.raises(ParamError) as caught:
        defaults().changed(bad)
    assert len(caught.value.messages) == 4
    assert all(any(name in m for m in caught.value.messages) for name in bad)


def test_settings_are_never_changed_but_made_anew() -> None:
    before = defaults()
    after = before.changed({"rotation.annual_share": 0.2, "learning.peers": 0.1})
    assert before.instruments["rotation"].annual_share == 0.10
    assert after.instruments["rotation"].annual_share == 0.2
    assert after.params.learning.peers == 0.1
    assert before == defaults()
    with pytest.raises(ValueError, match="frozen"):
        after.params.learning.peers = 0.2


def test_lists_of_a_file_are_taken_for_tuples() -> None:
    assert defaults().changed({"rotation.groups": ["a", "b"]}).instruments["rotation"].groups == ("a", "b")


MADE_UP = Text(zh="假设：虚构", en="assumed: made up")


class Sample(Section):
    """A section for this test."""

    size: float = param(1.0, unit="m", low=0, high=2, zh="大小", en="size", source=MADE_UP)
    count: int = param(1, unit="pieces", low=0, zh="数", en="count", source="assumed: made up")


def test_a_declaration_reads_back_as_it_was_written() -> None:
    size, count = declared(Sample, "sample")
    assert size == Declared("sample.size", 1.0, "m", 0, 2, "大小", "size", MADE_UP, "0 to 2")
    assert count.source == Text(zh="assumed: made up", en="assumed: made up")  # one string for both languages
    assert (count.low, count.high, count.span) == (0, None, "0 to any")
    with pytest.raises(ParamError, match=r"sample\.count = -1 is out of range; allowed: 0 to any \[pieces\]"):
        update(Sample(), {"count": -1}, "sample")
    with pytest.raises(ParamError, match=r"unknown parameter 'sample\.siz'; nearest valid name: 'sample\.size'"):
        update(Sample(), {"siz": 1.0}, "sample")


def test_a_hint_is_given_only_when_something_is_near() -> None:
    assert nearest("rotaton", ["rotation", "mentoring"]) == "; nearest valid name: 'rotation'"
    assert nearest("qqqq", ["rotation"]) == ""
    assert nearest("zz.share", ["choice.share"]) == "; nearest valid name: 'choice.share'"
    assert nearest("anything", []) == ""


def test_values_are_remembered_with_their_types() -> None:
    asked: list[Any] = []

    @remembered
    def kind(_key: str, values: Any) -> str:
        asked.append(values["x"])
        return type(values["x"]).__name__

    found = [kind("a", {"x": x}) for x in (1, True, 1.0, 1, True, (1,), (True,))]
    assert found == ["int", "bool", "float", "int", "bool", "tuple", "tuple"]
    assert len(asked) == 5
    assert kind("a", {"x": lambda: 0}) == "function"  # which cannot be remembered
