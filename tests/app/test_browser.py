"""The page in a real browser: what a visitor clicks, sees and keeps. A console error fails the test it is found in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from visitor import MINI, Server, Visitor, programs

from sim.case import load_case
from sim.model import DistrictModel

SCHOOL = "c-p1"


@pytest.fixture(scope="module")
def downloads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("downloads")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    programs()
    one = Server(MINI)
    yield one
    said = one.stop()
    assert "Traceback" not in said, said


@pytest.fixture(scope="module")
def browser(server: Server, downloads: Path) -> Iterator[Visitor]:
    one = Visitor(downloads)
    yield one
    one.driver.quit()


@pytest.fixture
def page(server: Server, browser: Visitor) -> Iterator[Visitor]:
    browser.open(server.url)
    yield browser
    assert browser.complaints() == []
    assert browser.asked_elsewhere() == []


def test_a_page_loads_steps_and_resets_and_its_drawing_changes(page: Visitor) -> None:
    first = page.drawn()
    page.click("step")
    page.idle_at(1)
    assert page.text("when") == "end of autumn 2016"
    page.click("year")
    page.idle_at(2)
    second = page.drawn()
    assert second != first
    assert page.one("chart-mean_score").get_attribute("data-points") == "1"
    page.click("year")
    page.idle_at(4)
    assert "rotation" in page.text("mapA")  # arrows, and what they are
    page.click("reset")
    page.idle_at(0)
    assert page.drawn() == first


def test_it_plays_until_paused_and_goes_on(page: Visitor) -> None:
    page.click("play")
    page.wait(lambda: page.term() >= 2 and page.doing() == "playing")
    page.click("play")
    page.wait(lambda: page.doing() == "")
    stopped = page.term()
    time.sleep(1.0)
    assert page.term() == stopped
    page.choose("pace", "1000.0")
    page.click("play")
    page.wait(lambda: page.doing() == "" and page.term() == 2 * load_case(MINI).years)
    assert page.one("step").get_attribute("disabled")


def test_controls_may_be_used_while_it_plays(page: Visitor) -> None:
    page.type("search", "mentoring")
    page.choose("pace", "0.5")
    page.click("play")
    page.wait(lambda: page.doing() == "playing")
    page.click("on-mentoring")
    page.wait(lambda: "on or off" in page.text("changes"))
    assert page.doing() == "playing"
    page.choose("pace", "1000.0")
    page.wait(lambda: page.doing() == "")
    assert page.one("said") is None


def test_a_control_on_the_first_day_holds_from_the_start_and_later_is_a_dated_reform(page: Visitor) -> None:
    page.type("search", "annual rotation")
    page.type("search", "rotation.annual_share")
    page.type("rotation.annual_share", "0.2")
    page.wait(lambda: "from the first day" in page.text("changes"))
    page.click("year")
    page.idle_at(2)
    page.type("rotation.annual_share", "0.25")
    page.wait(lambda: "2017-09" in page.text("changes"))
    assert "set=rotation.annual_share%3D0.2" in page.driver.current_url
    assert "change=2017-09+rotation.annual_share%3D0.25" in page.driver.current_url
    page.driver.find_elements("css selector", "[data-testid=changes] button")[0].click()
    page.wait(lambda: "from the first day" not in page.text("changes"))
    page.idle_at(2)


@pytest.mark.parametrize("typed", ["7", "much", "[1, 2", "__import__('os')", "1e999", "<b>x</b>", "0.1; x = 1"])
def test_a_wrong_value_is_answered_by_a_sentence_beside_it(page: Visitor, typed: str) -> None:
    page.type("search", "rotation.annual_share")
    page.type("rotation.annual_share", typed)
    page.wait(
        lambda: (
            "rotation.annual_share" in page.text("controls") and page.driver.find_elements("css selector", ".edu-wrong")
        )
    )
    assert page.term() == 0
    assert page.one("changes") is None
    page.type("rotation.annual_share", "0.2")
    page.wait(lambda: not page.driver.find_elements("css selector", ".edu-wrong"))


def test_a_school_is_looked_into_by_a_click_and_its_teachers_and_groups_behind_it(page: Visitor) -> None:
    page.years(2)
    page.pick(SCHOOL)
    page.wait(lambda: "Centre Primary 1" in page.text("inspect"))
    assert page.one("trajectories") is not None
    page.press("[data-testid^='pick-teacher:']")
    page.wait(lambda: "Career" in page.text("inspect"))
    page.click("back-back")
    page.wait(lambda: "Centre Primary 1" in page.text("inspect"))
    page.press("[data-testid^='pick-group:']")
    page.wait(lambda: "Who went where" in page.text("inspect"))
    for tab in ("standard", "spread", "money", "log", "time"):
        page.click(f"tab-{tab}")
        page.wait(lambda tab=tab: page.one(f"tab-{tab}").get_attribute("aria-selected") == "true")
    page.click("tab-log")
    page.wait(lambda: "sent" in page.text("log0"))


def test_two_worlds_step_together_on_the_same_luck_with_their_difference_drawn(page: Visitor) -> None:
    page.click("compare")
    page.wait(lambda: page.one("mapB") is not None and page.doing() == "")
    page.click("year")
    page.idle_at(2)
    page.wait(lambda: page.one("mapB").get_attribute("data-term") == "2")
    page.click("tab-time")
    read = "[data-testid=chart-mean_score] [data-testid=read]"
    page.wait(lambda: page.driver.find_element("css selector", read).text.strip() == "━ A ┅ B")
    assert page.one("chart-difference") is not None
    assert page.one("chart-difference").get_attribute("data-points") == "3"
    page.click("arm1")
    assert not page.one("reforms1").is_selected()
    page.click("compare")
    page.wait(lambda: page.one("mapB") is None and page.doing() == "")


def test_everything_on_the_page_is_said_in_the_other_language(page: Visitor) -> None:
    page.years(2)
    page.click("lang")
    page.wait(lambda: page.text("play") == "播放")
    assert page.text("when") == "2018年春季学期末"
    assert "lang=zh" in page.driver.current_url
    for tab in ("standard", "spread", "money", "log", "school", "time"):
        page.click(f"tab-{tab}")
        page.wait(lambda tab=tab: page.one(f"tab-{tab}").get_attribute("aria-selected") == "true")
        text = page.driver.find_element("css selector", ".edu-side").text
        assert not set(text.split()) & {"the", "of", "and", "teachers", "schools", "Score", "Year"}, text
    page.click("lang")
    page.wait(lambda: page.text("play") == "Play")


def test_two_tabs_have_worlds_of_their_own(page: Visitor, server: Server) -> None:
    page.click("year")
    page.idle_at(2)
    first = page.driver.current_window_handle
    page.driver.switch_to.new_window("tab")
    page.open(f"{server.url}?case={MINI}&seed=5")
    page.click("step")
    page.idle_at(1)
    page.driver.close()
    page.driver.switch_to.window(first)
    assert page.term() == 2
    page.click("step")
    page.idle_at(3)


def test_a_link_opens_the_same_view(page: Visitor, server: Server) -> None:
    page.open(
        f"{server.url}?case={MINI}&seed=3&set=rotation.annual_share=0.2&reforms2=0&term=6&measure=load&lang=zh&dark=1"
    )
    page.idle_at(6)
    before, link = page.drawn("mapA"), page.driver.current_url
    assert page.one("mapB") is not None
    assert page.driver.find_elements("css selector", ".edu-dark")
    page.driver.get("about:blank")
    page.open(link)
    page.idle_at(6)
    assert page.drawn("mapA") == before
    assert page.one("measure").get_attribute("value") == "load"


@pytest.mark.parametrize(
    ("query", "said"),
    [("case=/etc/passwd", "case"), ("seed=-1", "seed"), ("set=rotation.anual_share=1", "nearest valid name"), ("term=x", "term"),
     ("set=rotation.annual_share=9", "out of range"), ("change=2017 rotation.on=true", "date")],
)  # fmt: skip
def test_a_wrong_link_is_answered_by_a_sentence(page: Visitor, server: Server, query: str, said: str) -> None:
    page.driver.get(f"{server.url}?{query}")
    page.wait(lambda: said in page.text("said"))


def test_a_world_is_kept_as_a_case_a_table_and_a_command(page: Visitor, downloads: Path) -> None:
    page.click("year")
    page.idle_at(2)
    page.click("on-rotation")
    page.wait(lambda: "2017-09" in page.text("changes"))
    page.years(2)
    for what, end in (("case", ".toml"), ("csv", ".csv"), ("xlsx", ".xlsx"), ("command", ".txt")):
        page.choose("download", what)
        page.wait(lambda end=end: (downloads / f"mini-seed1{end}").exists())
    again = DistrictModel(downloads / "mini-seed1.toml", rng=1)
    again.run_for(6)
    rows = (downloads / "mini-seed1.csv").read_text(encoding="utf-8-sig").splitlines()
    head, last = rows[0].split(","), rows[-1].split(",")
    stage = again.record.district[-1]  # type: ignore[union-attr]
    assert float(last[head.index("mean_score")]) == pytest.approx(stage["mean_score"], abs=1e-12)
    assert "edugroup run mini-seed1.toml --seed 1" in (downloads / "mini-seed1.txt").read_text(encoding="utf-8")


def test_charts_and_maps_are_kept_as_pictures_and_tables(page: Visitor, downloads: Path) -> None:
    page.click("year")
    page.idle_at(2)
    for kind in ("png", "svg", "csv"):
        page.click(f"chart-mean_score-{kind}")
    page.click("mapA-svg")
    names = {"chart-mean_score.png", "chart-mean_score.svg", "chart-mean_score.csv", "mapA.svg"}
    page.wait(lambda: names <= {p.name for p in downloads.iterdir()})
    page.wait(lambda: (downloads / "chart-mean_score.png").read_bytes().startswith(b"\x89PNG"))
    assert (downloads / "mapA.svg").read_text(encoding="utf-8").startswith("<svg")
    assert len((downloads / "chart-mean_score.csv").read_text(encoding="utf-8-sig").splitlines()) == 2


def test_it_can_be_used_by_keys_alone(page: Visitor) -> None:
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    page.driver.execute_script("document.activeElement.blur()")
    ActionChains(page.driver).send_keys(".").perform()
    page.idle_at(1)
    page.driver.execute_script("document.querySelector('[data-testid=mapA] > svg').focus()")
    ActionChains(page.driver).send_keys(Keys.ARROW_RIGHT).perform()
    page.wait(lambda: page.one("inspect") is not None)
    first = page.text("inspect")
    ActionChains(page.driver).send_keys(Keys.ARROW_RIGHT).perform()
    page.wait(lambda: page.text("inspect") != first)


def test_nothing_is_cut_off_on_a_small_screen(page: Visitor) -> None:
    width, across = page.driver.execute_script("return [window.innerWidth, document.documentElement.scrollWidth]")
    assert (width, across) == (1366, 1366)
    bar = page.one("bar").rect
    assert bar["height"] < 45  # one row


def test_a_server_that_is_killed_while_it_plays_leaves_a_link_that_works(downloads: Path) -> None:
    programs()
    server, visitor = Server(MINI), Visitor(downloads)
    try:
        port = int(server.url.rstrip("/").rpartition(":")[2])
        visitor.open(server.url)
        visitor.click("play")
        visitor.wait(lambda: visitor.term() >= 2)
        server.stop(at_once=True)
        link = visitor.driver.current_url
        server = Server(MINI, port=port)
        visitor.open(link)
        assert visitor.term() >= 1
        assert visitor.doing() == ""
    finally:
        visitor.driver.quit()
        server.stop()
