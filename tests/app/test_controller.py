"""The controller of a session, without a browser: what is published is what the model says, whatever is asked when."""

from __future__ import annotations

import dataclasses
import io
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from three import three

from experiments import Refused
from experiments.app import downloads, panels, texts, words
from experiments.app.controller import Controller
from experiments.app.declared import sections, typed
from experiments.app.inspector import Inspector
from experiments.app.measures import SHADES
from experiments.app.sessions import Sessions
from experiments.app.side import Picture, Side
from experiments.app.snapshot import roles_now
from experiments.app.spec import Arm, Aspect, Scene, address, read
from experiments.app.stored import stored_run
from sim.case import Case, load_case, parse_case
from sim.config import aims, parameters
from sim.model import DistrictModel
from sim.params import Params
from sim.toml import read as read_toml

ROOT = Path(__file__).resolve().parents[2]
MINI = str(ROOT / "tests" / "mini.toml")
ONE, TWO = Scene(MINI), Scene(MINI, arms=(Arm(), Arm(reforms=False)))


class Watcher(Controller):
    """A controller whose pictures are kept, and painted at once."""

    def __init__(self, **more: Any) -> None:
        self.seen: list[Picture] = []
        super().__init__(load_case, self.seen.append, patience=0.0, **more)

    def after(self, term: int | None = None) -> Picture:
        """Return what is shown when all that was asked is done."""
        self.wait()
        assert self.shown.doing == ""
        assert term is None or self.shown.frames[0].term == term, self.shown.said
        return self.shown


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    one = Watcher()
    yield one
    one.close()


def test_what_is_shown_is_what_the_model_says(watcher: Watcher) -> None:
    watcher.open(ONE, 4)
    frame = watcher.after(4).frames[0]
    model = DistrictModel(MINI, rng=1)
    model.run_for(4)
    world = model.world
    assert frame.pupils == tuple(np.where(world.schools.active, world.schools.pupils.sum(1), -1).tolist())
    assert len(frame.scopes[0].rows) == len(model.record.district)  # type: ignore[union-attr]
    log, n = world.placements, world.n_placements
    assert sum(m[3] for m in frame.moves) == int((log.start[:n] >= 2).sum()) > 0
    assert {(a, b) for a, b, _, _ in frame.ties} == {
        (int(world.groups.core[world.ties.group[i]]), int(world.ties.school[i]))
        for i in np.flatnonzero(world.ties.active)
    }
    assert frame.role == tuple(roles_now(world).tolist())
    paid: dict[tuple[int, str], float] = {}
    for year in (2016, 2017):
        paid |= {(year, item): yuan for item, yuan in world.books.totals(year).items()}
    assert {(y, item): yuan for y, item, yuan in frame.scopes[0].money} == {
        k: pytest.approx(v, abs=1) for k, v in paid.items()
    }
    passed = frame.shades["passed"]
    assert [bool(p) for p in passed if p is not None] == [
        bool(p) for p, v in zip(world.schools.passed, passed, strict=True) if v is not None
    ]


def test_a_snapshot_cannot_be_changed_and_outlives_its_model(watcher: Watcher) -> None:
    watcher.open(ONE)
    before = watcher.after(0).frames[0]
    copy = dataclasses.asdict(before)
    watcher.year()
    assert watcher.after(2).frames[0] is not before
    assert dataclasses.asdict(before) == copy
    with pytest.raises(dataclasses.FrozenInstanceError):
        before.term = 7  # type: ignore[misc]


def test_play_stops_at_pause_and_at_the_horizon(watcher: Watcher) -> None:
    watcher.pace = 1000.0
    third = threading.Event()
    watcher.publish = lambda shown: third.set() if shown.frames and shown.frames[0].term >= 3 else None  # type: ignore[assignment]
    watcher.open(ONE)
    watcher.wait()
    watcher.pace = 20.0
    watcher.play()
    assert third.wait(60)
    watcher.pause()
    stopped = watcher.after().frames[0].term
    assert 3 <= stopped < 2 * watcher.shown.years
    watcher.pace = 1000.0
    watcher.play()
    assert watcher.after(2 * watcher.shown.years).frames[0].ended
    watcher.step()
    watcher.after(2 * watcher.shown.years)


def test_steps_asked_for_in_a_hurry_are_all_taken(watcher: Watcher) -> None:
    watcher.open(ONE)
    for _ in range(5):
        watcher.step()
    watcher.after(5)
    watcher.year()
    watcher.after(6)


def test_a_year_that_is_over_is_reached_by_beginning_again_with_the_same_numbers(watcher: Watcher) -> None:
    watcher.open(ONE, 4)
    before = watcher.after(4).frames[0].shades
    watcher.go_to(2021)
    watcher.after(10)
    watcher.go_to(2018)
    assert watcher.after(4).frames[0].shades == before
    watcher.go_to(1999)
    assert watcher.after(4).said == (texts.OUT_OF_RANGE(name=texts.PAGE["year"], text=1999, low=2016, high=2024),)


def test_a_change_on_the_way_is_a_reform_of_the_next_term_and_can_be_taken_back(watcher: Watcher) -> None:
    watcher.open(ONE, 4)
    untouched = watcher.after(4)
    watcher.change(0, "rotation.on", False)
    shown = watcher.after(4)
    assert shown.spec.arms[0].changes == (("2018-09", {"rotation.on": False}),)
    watcher.year()
    shown = watcher.after(6)
    assert not any(m[2] == 1 for m in shown.frames[0].moves)
    assert any("Set: " in line.said.en for line in shown.lines[0] if line.kind == "change")
    listed = panels.changes(shown)
    assert [(c["name"], c["date"], c["value"]) for c in listed] == [("rotation.on", "2018-09", "false")]
    watcher.undo(0, "rotation.on", "2018-09")
    shown = watcher.after(6)
    watcher.open(untouched.spec, 6)
    assert watcher.after(6).frames[0].moves == shown.frames[0].moves
    assert any(m[2] == 1 for m in shown.frames[0].moves)


def test_a_change_on_the_first_day_holds_from_the_start(watcher: Watcher) -> None:
    watcher.open(ONE)
    watcher.change(0, "classes.norm.junior", 40.0)
    shown = watcher.after(0)
    assert (dict(shown.spec.arms[0].values), shown.spec.arms[0].changes) == ({"classes.norm.junior": 40.0}, ())
    assert shown.values[0][0]["classes.norm.junior"] == 40.0
    watcher.change(0, "classes.norm.junior", 40.0)
    assert watcher.after(0).spec == shown.spec
    watcher.reset()
    assert watcher.after(0).spec == shown.spec


def test_what_is_refused_is_said_and_changes_nothing(watcher: Watcher) -> None:
    watcher.open(ONE, 2)
    before = watcher.after(2)
    for name, value, said in (
        ("rotation.annual_share", 9, "out of range"),
        ("rotation.anual_share", 0.1, "nearest valid name"),
        ("rotation.on", "much", "not acceptable"),
        ("rotation.groups", ["x"], "there is no group"),
    ):
        watcher.change(0, name, value)
        shown = watcher.after(2)
        assert said in shown.said[0]
        assert shown.spec == before.spec
    watcher.change(3, "rotation.on", True)
    assert "no world" in watcher.after(2).said[0]
    watcher.open(dataclasses.replace(ONE, arms=(Arm(values={"rotation.annual_share": 9}),)))
    assert "out of range" in watcher.after(2).said[0]
    watcher.step()
    assert watcher.after(3).said == ()


def test_two_worlds_share_their_luck(watcher: Watcher) -> None:
    watcher.open(dataclasses.replace(TWO, arms=(Arm(), Arm())), 6)
    a, b = watcher.after(6).frames
    assert (a.shades, a.moves) == (b.shades, b.moves)
    watcher.open(TWO, 2)
    a, b = watcher.after(2).frames
    assert a.shades["score"] == b.shades["score"]  # until the first reform
    watcher.year()
    watcher.year()
    a, b = watcher.after(6).frames
    assert a.shades["score"] != b.shades["score"]
    assert b.moves == ()
    charts = panels.over_time(watcher.shown, "junior", panels.GAP, "zh")
    assert [c["id"] for c in charts][-1] == "chart-difference"
    minus = panels.minus(list(b.shades["score"]), a.shades["score"])
    low, high = panels.around_zero(minus)
    assert low == -high < 0


def test_a_failing_model_ends_its_job_with_a_sentence_and_the_session_goes_on(
    watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher.open(ONE)
    watcher.after(0)
    monkeypatch.setattr(Side, "step", lambda _: 1 / 0)
    watcher.step()
    assert watcher.after().said == (texts.FAILED(),)
    monkeypatch.undo()
    watcher.reset()
    watcher.after(0)


def test_a_session_that_slept_goes_on_as_if_it_had_not(watcher: Watcher) -> None:
    watcher.open(ONE, 2)
    watcher.change(0, "rotation.annual_share", 0.25)
    watcher.year()
    before = watcher.after(4).frames[0]
    watcher.sleep()
    assert watcher.after().asleep
    assert watcher.sides == ()
    watcher.step()
    watcher.after(5)
    awake = Watcher()
    awake.open(watcher.shown.spec, 5)
    assert awake.after(5).frames[0].shades == watcher.shown.frames[0].shades
    assert before.term == 4
    awake.close()


def test_sessions_are_limited_and_the_one_idle_for_longest_makes_room() -> None:
    sessions = Sessions(most=2, young=0.0, megabytes=1e9)
    three = [Watcher(admit=sessions.admit) for _ in range(3)]
    for one in three:
        sessions.enter(one)
        one.open(ONE)
        one.wait()
    three[0].wait()
    assert [len(one.sides) for one in three] == [0, 1, 1]
    three[0].step()  # wakes, and another goes to sleep for it
    assert three[0].after(1).said == ()
    three[1].wait()
    assert [len(one.sides) for one in three] == [1, 0, 1]
    sessions.young = 60.0
    three[1].step()  # may not: the others have just been used
    assert three[1].after(0).said == (texts.FULL(n=2),)
    assert three[1].sides == ()
    assert three[1].shown.asleep
    sessions.leave(three[0])
    three[0].wait()
    three[1].step()
    assert three[1].after(1).said == ()
    sessions.most, sessions.megabytes = 9, 1.0
    fourth = Watcher(admit=sessions.admit)
    fourth.open(ONE)
    assert "MB are in use" in fourth.after().said[0]
    sessions.idle = 0.0
    sessions.put_to_sleep()
    for one in three[1:]:
        one.wait()
        assert one.sides == ()
        sessions.leave(one)
    fourth.close()
    assert len(sessions) == 0


def test_an_address_holds_all_that_is_shown() -> None:
    changes = (("2018-09", {"rotation.on": False}),)
    spec = Scene(
        MINI,
        7,
        6,
        (Arm(True, {"rotation.annual_share": 0.2, "rotation.forms": ["tight"]}, changes), Arm(False)),
        population_seed=3,
    )
    view = Aspect("load", "primary", "zh", True, "c-p1", "a", 1, "5~17.5", "-2~2")
    found = read(address(spec, view, 5), [MINI], list(SHADES))
    assert found == (spec, view, 5)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("case=/etc/passwd", "case"),
        ("seed=x", "seed"),
        ("years=0", "years"),
        ("term=-1", "term"),
        ("measure=x", "measure"),
        ("set=rotation", "--set"),
        ("change=rotation.on=true", "change"),
        ("reforms2=maybe", "reforms2"),
        ("scale=9~2", "scale"),
        ("minus=nan~inf", "minus"),
        ("world=2", "world"),
        ("a" * 30_000, "characters"),
    ],
)
def test_a_wrong_address_is_refused_in_a_sentence(query: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        read(query, [MINI], list(SHADES))


def test_a_saved_case_runs_as_its_world_did() -> None:
    case = load_case(MINI)
    arm = Arm(
        True,
        {"rotation.annual_share": 0.2, "mentoring.on": False},
        (("2018-09", {"rotation.on": False}), ("2019-03", {"classes.norm.junior": 40.0})),
    )
    for one in (arm, Arm(False, {"tests.noise": 0.5})):
        shown = DistrictModel(
            case,
            rng=4,
            years=6,
            reforms=one.reforms,
            changes=[{"date": d, "set": dict(v)} for d, v in one.changes],
            **dict(one.values),
        )
        saved = parse_case(read_toml(downloads.case_file(case, one, 6).encode()))
        again = DistrictModel(saved, rng=4)
        for model in (shown, again):
            model.run_for(12)
        assert (shown.world.students.trait == again.world.students.trait).all()
        assert shown.record is not None
        assert again.record is not None
        assert [r["mean_score"] for r in shown.record.district] == [r["mean_score"] for r in again.record.district]


def test_everything_that_can_be_set_has_a_control_and_what_is_typed_is_read() -> None:
    case = load_case(MINI)
    found = sections(case)
    names = {item["name"] for section in found for item in section["items"]} | {
        f"{s['id']}.on" for s in found if s["tool"]
    }
    assert names == {d.name for d in (*parameters(case), *aims(case))}
    assert {*texts.SECTIONS} == {*Params.model_fields}
    for item in (item for section in found for item in section["items"]):
        assert item["source"]["zh"].startswith(("假设：", "规定：", "文献："))
        assert item["source"]["en"].startswith(("assumed:", "rule:", "cite:"))
    for section in found:
        assert section["zh"]
        assert section["en"]
        assert all(
            item["zh"]
            and item["en"]
            and (item["unit"] or item["kind"] == "text")
            and item["source"]
            and item["span"]["zh"]
            for item in section["items"]
        )
        assert not section["tool"] or sum(item["dose"] for item in section["items"]) >= 1
        assert not any(
            item["zh"].startswith(section["zh"].removeprefix(texts.FORM.zh) + "：") for item in section["items"]
        )
    assert typed(case, "rotation.annual_share", " 0.2 ") == 0.2
    assert typed(case, "rotation.forms", "tight, assist") == ["tight", "assist"]
    assert typed(case, "rotation.forms", "") == []
    with pytest.raises(Refused):
        typed(case, "rotation.annual_share", "a b")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_school_group_and_teacher_can_be_looked_into(lang: Any) -> None:
    model = DistrictModel(MINI, rng=1)
    eye = Inspector(model, lang)
    for term in (0, 1, 8):
        model.run_for(term - int(model.time)) if term > model.time else None
        for row in range(len(model.world.schools)):
            title, blocks = eye.school(row)
            assert title
            for pick in (p for b in blocks for p in b.get("picks", ())):
                kind, _, name = pick.partition(":")
                assert (eye.teacher if kind == "teacher" else eye.group)(int(name))[1]
    assert eye.teacher(12345)[1][0]["text"] == words.page(lang)["gone"]
    facts = dict(eye.school(0)[1][0]["facts"])
    assert [name for name in facts if "[" in name] == (
        ["管理水平[标准差/年]", "声誉[标准差]"] if lang == "zh" else ["Management [SD/year]", "Reputation [SD]"]
    )
    how = r"[\d.]+（\d+个班）" if lang == "zh" else r"[\d.]+ \(\d+ classes\)"
    assert re.fullmatch(how, facts[words.page(lang)["class_size"]])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_says_in_its_language_what_its_columns_hold(lang: Any) -> None:
    model = DistrictModel(MINI, rng=1)
    model.run_for(2)
    book = openpyxl.load_workbook(io.BytesIO(downloads.series_xlsx((model,), lang)))
    for sheet in book:
        names, told = ([cell.value for cell in row] for row in sheet.iter_rows(max_row=2))
        assert names[0] == "world"
        assert all(told), (sheet.title, dict(zip(names, told, strict=True)))
        assert all(bool(re.search("[\u4e00-\u9fff]", text)) == (lang == "zh") for text in told)


def test_every_panel_is_said_in_one_language(watcher: Watcher) -> None:
    watcher.open(TWO, 6)
    shown = watcher.after(6)
    for lang in ("zh", "en"):
        t = words.page(lang)
        said = str(
            [panels.standard(f.scopes[0], t, lang) for f in shown.frames]
            + [panels.money(f, t, lang) for f in shown.frames]
            + [panels.told(shown, lines, t, lang) for lines in shown.lines]
            + panels.spread(shown, lang)
            + panels.over_time(shown, "primary", panels.GAP, lang)
            + [panels.title(shown, i, lang) for i in range(2)]
        )
        chinese = any("\u4e00" <= c <= "\u9fff" for c in said)
        assert chinese == (lang == "zh")
        assert lang == "en" or not re.search(r"[\u4e00-\u9fff] ?[:,]|\d %", said)  # signs of English


@pytest.mark.slow
def test_a_stored_run_of_a_study_is_shown_with_its_own_numbers(tmp_path: Path, watcher: Watcher) -> None:
    from experiments.cli import main
    from experiments.store.store import Store

    out = str(tmp_path / "run")
    assert main(["run", MINI, "--years", "3", "--seed", "5", "--set", "rotation.annual_share=0.2", "--out", out]) == 0
    with Store(Path(out)) as store:
        key = next(iter(store.planned())).key
        stored = store.find(key).yearly
    case, spec = stored_run(out, key[:10])
    cases: dict[str, Case] = {spec.case: case}
    watcher.case_of = cases.__getitem__
    watcher.open(spec, 6)
    rows = watcher.after(6).frames[0].scopes[0].rows
    assert [r["mean_score"] for r in rows] == stored.measures["mean_score"].ravel().tolist()
    with pytest.raises(Refused, match="no run"):
        stored_run(out, "zzz")


def test_the_model_and_its_workers_never_load_the_page() -> None:
    page = "{'solara', 'ipyvuetify', 'mesa.visualization', 'altair', 'experiments.app'}"
    code = (
        "import sys, sim.model, experiments.engine.worker, experiments.cli; experiments.cli.parser(); "
        f"found = {page} & {{*sys.modules}}; sys.exit(str(found) if found else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr


def test_what_is_changed_while_it_plays_is_a_reform_of_the_next_term_and_it_goes_on_playing(watcher: Watcher) -> None:
    watcher.open(ONE)
    watcher.wait()
    watcher.pace = 20.0
    asked: list[int] = []

    def once(shown: Picture) -> None:
        if shown.doing == "playing" and not asked:
            asked.append(shown.number)
            watcher.change(0, "rotation.annual_share", 0.25)

    watcher.publish = once  # type: ignore[assignment]
    watcher.play()
    shown = watcher.after(2 * watcher.shown.years)
    ((date, values),) = shown.spec.arms[0].changes
    assert date >= "2016-09"
    assert values == {"rotation.annual_share": 0.25}
    assert shown.values[0][0]["rotation.annual_share"] == 0.25


def test_the_colours_of_the_map_stay_as_on_the_first_day_until_they_are_fitted_anew(watcher: Watcher) -> None:
    watcher.open(ONE)
    first = watcher.after(0)
    view = Aspect(measure="load")
    ends = panels.scale(first, view)
    watcher.year()
    watcher.year()
    later = watcher.after(4)
    assert panels.scale(later, view) == ends
    assert panels.scale(later, Aspect(measure="load", scale="each")) != ends
    assert panels.scale(later, Aspect(measure="load", scale="3~4.5")) == (3.0, 4.5)
    fresh = Watcher()  # a link that opens there has the same colours
    fresh.open(ONE, 4)
    assert fresh.after(4).spans == later.spans
    assert {*later.spans} == {*SHADES}
    fresh.close()


def test_each_district_has_panels_of_its_own_and_all_of_them_are_the_default(watcher: Watcher) -> None:
    case = three(lambda raw: raw["districts"][1].setdefault("set", {}).update({"rotation.annual_share": 0.27}))
    watcher.case_of = {"three": case}.__getitem__
    watcher.open(Scene("three"))
    values = watcher.after(0).values[0]
    assert values[2]["rotation.annual_share"] == 0.27 != values[0]["rotation.annual_share"]
    watcher.open(Scene("three"), 4)
    shown = watcher.after(4)
    frame, ground = shown.frames[0], shown.places
    assert ground is not None
    assert (ground.scope(""), ground.scope("b"), ground.scope("nowhere")) == (0, 2, 0)
    assert [o[0] for o in panels.district_options(shown, "en")] == ["", "a", "b", "c"]
    whole, *each = frame.scopes
    assert [r["district"] for r in each[1].rows] == ["b"] * len(whole.rows)
    model = DistrictModel(case, rng=1)
    model.run_for(4)
    table = model.tables()["district"]
    wanted = table[(table["district"] == "b") & (table["stage"] == "junior")]["mean_score"].tolist()
    charts = panels.over_time(shown, "junior", panels.GAP, "en", 2)
    assert charts[1]["series"][0]["y"] == pytest.approx(wanted, abs=0.01)
    for item in {item for _, item, _ in whole.money}:
        parts = [yuan for one in each for year, name, yuan in one.money if (year, name) == (2017, item)]
        assert sum(parts) == pytest.approx(model.world.books.totals(2017)[item], abs=3)
    hours = {name: h for year, name, h in each[0].time if year == 2017}
    assert hours == {i.name: pytest.approx(h, abs=0.1) for i, h in model.world.books.time(2017, 0).items()}
    met = {(s.stage, s.name): s.met for s in each[0].standard}
    assert met != {(s.stage, s.name): s.met for s in whole.standard}
    assert len(panels.spread(shown, "en", 1)[0]["names"]) * 3 == len(ground.id)
    t = words.page("en")
    told = str(panels.told(shown, shown.lines[0], t, "en", 1))
    assert "Centre Primary 1" in told or "sent" in told
    own = [line for line in shown.lines[0] if line.schools and all(ground.district[i] == 0 for i in line.schools)]
    assert own
    assert len(panels.told(shown, own, t, "en", 2)[0].get("lines", ())) == 0


def test_the_log_can_leave_moves_out_or_follow_one_school(watcher: Watcher) -> None:
    watcher.open(ONE, 6)
    shown = watcher.after(6)
    assert shown.places is not None
    t, lines = words.page("en"), shown.lines[0]
    kinds = {one[2] for one in panels.told(shown, lines, t, "en", only="policy")[0]["lines"]}
    assert "reform" in kinds
    assert "move" not in kinds
    school = shown.places.id[next(line for line in lines if line.kind == "move").schools[0]]
    name = shown.frames[0].names[1][shown.places.id.index(school)]
    found = panels.told(shown, lines, t, "en", only=school)[0]["lines"]
    assert found
    assert all(name in said for _, said, kind in found if kind == "move" and " more" not in said)
    assert [o[0] for o in panels.log_options(shown, Aspect(school=school), t)] == ["", "policy", school]
