"""Instruments from elsewhere: one file brings its columns, kind of placement, money and measure, and must keep the laws."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from worlds import mini, run_case

from experiments.cli import main
from experiments.docs.describe import describe
from experiments.runs import definition, outcomes
from experiments.words import labels
from sim import library
from sim.conformity import LAWS, assert_conforms, conforms
from sim.equity.metrics import REGISTRY
from sim.instruments import instruments
from sim.kinds import code
from sim.param import ParamError
from sim.say import Text

FILE = Path(__file__).parent / "elsewhere" / "visiting.py"
TRAVEL = "hours_visiting_teachers_travel.primary"
GOOD = FILE.read_text(encoding="utf-8")


def test_one_file_brings_a_column_a_kind_of_placement_an_item_of_money_one_of_time_and_a_measure() -> None:
    with library.visiting(FILE.parent):
        model = run_case(mini(), record=True, terms=8, **{"visiting.on": True, "visiting.share": 1.0})
        tables, world = model.tables(), model.world
        assert "visit" in set(tables["teachers_moves"]["kind"])
        assert tables["money"].query("item == 'visiting allowances'")["source"].unique().tolist() == ["group"]
        assert tables["district"]["visiting_years"].iloc[-2:].max() > 0
        told = tables["teachers_moves"].query("kind == 'visit'").groupby("teacher").size().to_dict()
        here = dict(zip(world.teachers.uid.tolist(), world.teachers["visits"].tolist(), strict=True))
        assert {who: n for who, n in here.items() if n} == {int(who): n for who, n in told.items() if int(who) in here}
        assert len(told.keys() & here.keys()) > len(told) / 2  # others have left the district, and their rows with them
        visits = world.placements.kind[: world.n_placements] == code("visit")
        assert set(world.placements.week[: world.n_placements][visits].tolist()) == {float(np.float32(0.4))}
        assert {"cost.visiting_allowances", "visiting_years.primary", "hours.visiting", TRAVEL} <= set(outcomes.names())
        hours = tables["hours"].query('item == "visiting teachers\' travel"')
        told = tables["district"].groupby("year")["hours_visiting_teachers_travel"].sum()
        assert hours.set_index("year")["hours"].to_dict() == pytest.approx(told[told > 0].to_dict())
        assert told.max() > 0
        assert labels.item("visiting allowances").zh == "走教补贴"
        assert labels.kinds()["visit"].zh == "走教"
        assert REGISTRY["visiting_years"].about == Text(
            zh="本学段教师到他校走教的平均学年数",
            en="Mean years in which teachers of a stage visited another school",
        )
        assert world.teachers.columns()["visits"].about.zh == "到他校走教的学年数"
        for table, what in (
            ("parameters", "visiting.week"),
            ("placements", "visit"),
            ("hours", "visiting teachers' travel"),
            ("instruments", "visiting"),
        ):
            assert f"| `{what}` |" in describe(table)
        assert definition.identity()["instrument visiting"] == library.hashes()["visiting"]
    assert "visiting" not in instruments()
    assert "visiting_years.primary" not in outcomes.names()
    assert not [name for name in definition.identity() if name.startswith("instrument ")]


@pytest.mark.slow
def test_it_keeps_every_law() -> None:
    assert_conforms(FILE)


BAD = {
    'acts in \'placement\', which is no slot of the calendar; nearest valid name: \'placements\'': (
        '@acts("placements"', '@acts("placement"',
    ),
    "writes 'teachers.visit', which is no column; nearest valid name: 'teachers.visits'": (
        "teachers.visits groups", "teachers.visit groups",
    ),
    "the number 'week' has no unit": ('unit="share", low=0.1', 'unit="", low=0.1'),
    "the number 'allowance' has no range; give low and high": ('unit="yuan/year", low=0, high=10000', 'unit="yuan/year"'),
    "the dose 'share' cannot be 0; give it low=0": ('unit="share", low=0, high=1', 'unit="share", low=0.1, high=1'),
    "dose = 'shore' is not one of its numbers; nearest valid name: 'share'": ('= "share"', '= "shore"'),
    "placement 'rotation': another instrument has a kind of that name": ('PlacementKind("visit"', 'PlacementKind("rotation"'),
    "placement 'visit': there is no number 'weak'; nearest valid name: 'week'": ('week="week"', 'week="weak"'),
    "placement 'visit': way = 'two way'; allowed: one way, exchange": ('way="one way"', 'way="two way"'),
    "item 'awards': another mechanism has an item of that name": ('Item("visiting allowances"', 'Item("awards"'),
    "item 'visiting teachers' travel': time is in hours, and its unit is 'yuan'": ('"teacher", "hours")', '"teacher")'),
    "item 'visiting teachers' travel': there is no account 'teachers'; nearest valid name: 'teacher'": (
        '"teacher", "hours")', '"teachers", "hours")',
    ),
    "it owns teachers.skill, which is a column already": ('owned("teachers.visits"', 'owned("teachers.skill"'),
    "it owns teacher.visits, and there is no table 'teacher'; nearest valid name: 'teachers'": (
        'owned("teachers.visits"', 'owned("teacher.visits"',
    ),
    "the column teachers.visits: zh and about = Text(zh=..., en=...) must be given": (
        '"走教学年数", VISITS', '"走教学年数", "visits"',
    ),
    "item 'visiting teachers' travel': zh and about = Text(zh=..., en=...) must be given": ("ROAD, ", '"on the road", '),
    "measure 'mean_score' is declared twice": ("def visiting_years", "def mean_score"),
    "SyntaxError": ("def visit(", "def visit(:"),
    "must hold one class of an Instrument, and holds 0": ("class Visiting(Instrument)", "class Visiting(object)"),
}  # fmt: skip


@pytest.mark.parametrize("said", BAD, ids=lambda s: s[:40])
def test_a_mistake_in_a_declaration_is_a_sentence_when_it_is_loaded(said: str, tmp_path: Path) -> None:
    file = tmp_path / "visiting.py"
    old, new = BAD[said]
    assert old in GOOD
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ParamError) as caught, library.visiting(file):
        pass
    assert str(file) in caught.value.messages[0]
    assert any(said in m for m in caught.value.messages), caught.value.messages
    assert "visiting" not in instruments()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("law", "old", "new"),
    [
        ("writes", '        t["visits"][who] += 1\n', '        t["visits"][who] += 1\n        t.skill[who] += 0.5\n'),
        ("books", "return Done(who.size, 0.0, ", "return Done(who.size, 0.0, 5.0 + "),
        ("hours", "return Done(0, placement", "return Done(0, 1.0 + placement"),
        ("hours", '        t["visits"][who] += 1\n', '        t["visits"][who] += 1\n        t.asked[who] += 1\n'),
        ("hours", "(ON_THE_ROAD,)", '(ON_THE_ROAD, Item("idle", "闲", Text(zh="闲", en="idle"), "school", "hours"))'),
        ("acts", "quota = np.floor(self.share", "quota = 0 * np.floor(self.share"),
        ("instances", "rows = self.ties(world)", "rows = np.flatnonzero(world.ties.active)"),
    ],
)
def test_what_breaks_a_law_is_found(law: str, old: str, new: str, tmp_path: Path) -> None:
    file = tmp_path / "visiting.py"
    assert old in GOOD
    file.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with library.visiting(file):
        assert law in [f.law for f in conforms("visiting", mini()) if f.wrong]


QUOTA = "quota = np.floor(self.share"
ALWAYS = "    in_force: ClassVar[property] = property(lambda self: self.on)\n\n"
TURN, LUCK = '    @acts("placements"', 'luck = rng.uniform(self.key(world, "choice"), t.uid[able])'
BREAKS = {  # a law, what of the file breaks it, and what is said then
    "null": ({QUOTA: QUOTA.replace("np", "1 + np"), TURN: ALWAYS + TURN}, r"at dose 0"),
    "direction": ({QUOTA: "quota = np.floor((1 - self.share)"}, r"fewer"),
    "bytes_": (
        {"ROAD = Text(": "CHANCE = np.random.default_rng(1)\nROAD = Text(", LUCK: "luck = CHANCE.random(able.size)"},
        r"beside",
    ),
}


@pytest.mark.parametrize("law", BREAKS)
def test_an_instrument_that_breaks_a_law_is_refused_in_a_sentence(law: str, tmp_path: Path) -> None:
    changes, said = BREAKS[law]
    text, file = GOOD, tmp_path / "visiting.py"
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    tried = {one.__name__: one for one in LAWS}[law]
    with library.visiting(FILE):
        assert not tried("visiting", mini())
    with library.visiting(file):
        wrong = tried("visiting", mini())
    assert re.search(said, wrong.en), wrong
    assert wrong.zh != wrong.en
    assert "\n" not in wrong.en


def test_a_folder_without_instruments_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "no file of an instrument (NAME.py) is in this folder" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "none")]) == 2
    assert "there is no such folder" in capsys.readouterr().err
