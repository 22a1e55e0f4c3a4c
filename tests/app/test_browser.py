"""The page in a real browser: what a visitor clicks, sees and keeps. A console error fails the test it is found in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from three import three
from visitor import MINI, Server, Visitor, programs

from experiments.app.downloads import case_file
from experiments.app.spec import Arm
from sim.case import load_case
from sim.model import DistrictModel

SCHOOL = "c-p1"
OWN = """
import solara
from mesa.visualization import make_plot_component

@solara.component
def mine(model):
    solara.Text(f"Mine: term {int(model.time)}")

components = [mine, make_plot_component("mean_score")]
"""


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
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of a case of three districts, with components of a Mesa user."""
    programs()
    folder = tmp_path_factory.mktemp("city")
    (folder / "three.toml").write_text(case_file(three(), Arm(), 4), encoding="utf-8")
    (folder / "mine.py").write_text(OWN, encoding="utf-8")
    one = Server(str(folder / "three.toml"), "--components", str(folder / "mine.py"))
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
    page.choose("pace", "4.0")
    page.click("play")
    page.wait(lambda: page.term() >= 2 and page.doing() == "playing")
    page.click("play")
    page.wait(lambda: page.doing() == "")
    stopped = page.term()
    time.sleep(0.6)  # more than two terms at that pace
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


def test_a_wrong_value_is_answered_by_a_sentence_beside_it(page: Visitor) -> None:
    def wrong() -> list[str]:
        return [found.text for found in page.driver.find_elements("css selector", ".edu-wrong")]

    page.type("search", "rotation.annual_share")
    before: list[str] = []
    for typed in ("7", "much", "[1, 2", "__import__('os')", "1e999", "<b>x</b>", "0.1; x = 1"):
        page.type("rotation.annual_share", typed)
        page.wait(lambda before=before: len(wrong()) == 1 and wrong() != before)
        before = wrong()
        assert "rotation.annual_share" in before[0], typed
        assert page.term() == 0
        assert page.one("changes") is None
    page.type("rotation.annual_share", "0.2")
    page.wait(lambda: not wrong())


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
    read = "[data-testid=chart-difference] [data-testid=read]"
    page.wait(lambda: "┉ Lowest tenth" in page.driver.find_element("css selector", read).text)  # which line is what
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


def test_chinese_shows_where_the_machine_has_no_typeface_for_it(page: Visitor, server: Server, downloads: Path) -> None:
    page.open(f"{server.url}?lang=zh")
    wide = "const e = document.querySelector('.edu-title'); return e.offsetWidth / parseFloat(getComputedStyle(e).fontSize)"
    title = page.text("bar")[:7]
    assert title == "集团化办学仿真"
    page.wait(lambda: page.driver.execute_script(wide) > 6.5)  # a box for what cannot be shown is narrower than a sign
    loaded = "return [...document.fonts].some(f => f.family.includes('Edugroup Hans') && f.status === 'loaded')"
    page.wait(lambda: page.driver.execute_script(loaded))
    page.click("mapA-svg")  # so does a picture that is kept, wherever it is opened
    page.wait(
        lambda: any("url(data:font/otf;base64," in kept.read_text("utf-8") for kept in downloads.glob("mapA*.svg"))
    )


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


def test_a_wrong_link_is_answered_by_a_sentence(page: Visitor, server: Server) -> None:
    wrong = {
        "case=/etc/passwd": "'/etc/passwd'", "seed=-1": "seed", "set=rotation.anual_share=1": "nearest valid name",
        "term=x": "term", "set=rotation.annual_share=9": "out of range", "change=2017 rotation.on=true": "date",
    }  # fmt: skip
    for query, said in wrong.items():
        page.driver.get("about:blank")
        page.driver.get(f"{server.url}?{query}")
        page.wait(lambda said=said: said in page.text("said"))


def test_a_world_is_kept_as_a_case_a_table_and_a_command(page: Visitor, downloads: Path) -> None:
    page.click("year")
    page.idle_at(2)
    page.click("on-rotation")
    page.wait(lambda: "2017-09" in page.text("changes"))
    page.years(2)
    for what, end in (("case0", ".toml"), ("csv", ".csv"), ("xlsx", ".xlsx"), ("command", ".txt")):
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
    names = {"chart-mean_score.png", "chart-mean_score.svg", "chart-mean_score.csv", "mapA.svg"}
    for name in names:  # of tests before
        (downloads / name).unlink(missing_ok=True)
    for kind in ("png", "svg", "csv"):
        page.click(f"chart-mean_score-{kind}")
    page.click("mapA-svg")
    page.wait(lambda: names <= {p.name for p in downloads.iterdir()})
    page.wait(lambda: (downloads / "chart-mean_score.png").read_bytes().startswith(b"\x89PNG"))
    drawn = (downloads / "mapA.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "score [points] · end of spring 2017" in drawn  # a picture says what it shows, wherever it is opened
    assert "Mean score [points]" in (downloads / "chart-mean_score.svg").read_text(encoding="utf-8")
    head, year = (downloads / "chart-mean_score.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head == "Year,Mean score [points]"
    assert year.startswith("2016,")


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
    page.click("compare")
    page.wait(lambda: page.one("mapB") is not None and page.doing() == "")
    page.years(3)
    hidden = "return [...document.querySelectorAll('.edu-map')].map(e => e.scrollHeight - e.clientHeight)"
    assert page.driver.execute_script(hidden) == [0, 0]  # maps of two worlds are scrolled to, with all of their legends
    rows = "return [...document.querySelectorAll('.edu-chart')].map(e => e.querySelectorAll('text[text-anchor=end]').length)"
    assert all(n > 1 for n in page.driver.execute_script(rows))  # one number alone is no scale


@pytest.mark.slow
def test_the_second_world_is_kept_and_looked_into_as_the_first(page: Visitor, downloads: Path) -> None:
    page.click("compare")
    page.wait(lambda: page.one("mapB") is not None and page.doing() == "")
    page.years(2)
    page.click("arm1")
    page.type("search", "rotation.annual_share")
    page.type("rotation.annual_share", "0.25")
    page.wait(lambda: "2018-09" in page.text("changes"))
    page.years(2)
    page.pick(SCHOOL, "mapB")
    page.wait(lambda: page.one("world-1").get_attribute("aria-selected") == "true")
    other = page.text("inspect")
    assert "Centre Primary 1" in other
    page.click("world-0")
    page.wait(lambda: page.text("inspect") != other)
    for what, name in (("case1", "mini-seed1-B.toml"), ("command", "mini-seed1.txt")):
        (downloads / name).unlink(missing_ok=True)
        page.choose("download", what)
        page.wait(lambda name=name: (downloads / name).exists())
    of_a, about, of_b = (downloads / "mini-seed1.txt").read_text(encoding="utf-8").splitlines()
    assert of_a.split() == ["edugroup", "run", MINI, "--seed", "1"]
    assert "mini-seed1-B.toml" in about
    assert of_b.split() == ["edugroup", "run", "mini-seed1-B.toml", "--seed", "1"]
    again = DistrictModel(downloads / "mini-seed1-B.toml", rng=1)
    again.run_for(8)
    (downloads / "mini-seed1.csv").unlink(missing_ok=True)
    page.choose("download", "csv")
    page.wait(lambda: len((downloads / "mini-seed1.csv").read_text(encoding="utf-8-sig").splitlines()) > 12)
    rows = [line.split(",") for line in (downloads / "mini-seed1.csv").read_text(encoding="utf-8-sig").splitlines()]
    shown = [float(row[rows[0].index("mean_score")]) for row in rows if row[0] == "B"]
    assert shown == pytest.approx([r["mean_score"] for r in again.record.district], abs=1e-12)  # type: ignore[union-attr]


def test_colours_keep_their_scale_until_they_are_fitted_anew_and_a_link_keeps_it(page: Visitor) -> None:
    page.choose("measure", "load")

    def scale() -> tuple[str, str]:
        found = page.driver.find_element("css selector", "[data-testid=mapA] [data-testid=scale]")
        return str(found.get_attribute("data-low")), str(found.get_attribute("data-high"))

    page.wait(lambda: "weekly lessons" in page.text("mapA"))
    first = scale()
    page.years(3)
    assert scale() == first
    page.click("mapA-rescale")
    page.wait(lambda: scale() != first)
    fitted = scale()
    page.wait(lambda: "scale=" in page.driver.current_url)
    link = page.driver.current_url
    page.driver.get("about:blank")
    page.open(link)
    page.idle_at(6)
    assert scale() == fitted
    page.choose("scale", "")
    page.wait(lambda: scale() == first)


def test_a_school_or_an_arrow_under_the_pointer_is_told_of(page: Visitor) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    page.years(2)
    found = page.driver.find_element("css selector", f'[data-testid="mapA"] [data-school="{SCHOOL}"]')
    ActionChains(page.driver).move_to_element(found).perform()
    page.wait(lambda: "Centre Primary 1" in page.text("tip") and "pupils" in page.text("tip"))
    assert "→" in page.text("tip")  # its moves
    page.click("mapA-moves")
    page.wait(lambda: "rotation" not in page.text("mapA"))


@pytest.mark.slow
def test_a_district_of_several_is_chosen_and_its_own_numbers_are_shown(page: Visitor, city: Server) -> None:
    try:
        page.open(city.url)
        page.years(2)
        whole = page.text("when"), page.one("chart-mean_score").get_attribute("innerHTML")
        page.choose("district", "b")
        page.wait(lambda: "District B" in page.text("chart-mean_score"))
        assert page.one("chart-mean_score").get_attribute("innerHTML") != whole[1]
        assert "district=b" in page.driver.current_url
        assert "District B" in page.text("note")
        for tab in ("standard", "money", "log"):
            page.click(f"tab-{tab}")
            page.wait(lambda tab=tab: "District B" in page.text(f"{tab}0"))
        outlines = page.driver.find_elements("css selector", "[data-testid=mapA] polygon")
        assert len({o.get_attribute("stroke-width") for o in outlines}) == 2
        link = page.driver.current_url
        page.driver.get("about:blank")
        page.open(link)
        page.idle_at(4)
        assert page.one("district").get_attribute("value") == "b"
    finally:
        page.driver.get("about:blank")  # before the server ends, whom its page would miss


@pytest.mark.slow
def test_components_of_a_mesa_user_draw_the_model_and_follow_its_steps(page: Visitor, city: Server) -> None:
    try:
        page.open(city.url)
        page.click("tab-own")
        page.wait(lambda: "Mine: term 0" in page.driver.find_element("css selector", ".edu-side").text)
        page.click("year")
        page.idle_at(2)
        page.wait(lambda: "Mine: term 2" in page.driver.find_element("css selector", ".edu-side").text)
        assert page.driver.find_elements(
            "css selector", ".edu-side img, .edu-side canvas, .edu-side svg"
        )  # Mesa's plot
    finally:
        page.driver.get("about:blank")  # before the server ends, whom its page would miss


@pytest.mark.slow
def test_a_server_that_is_killed_while_it_plays_is_missed_and_the_page_comes_back_by_its_link(browser: Visitor) -> None:
    server, visitor = Server(MINI), browser
    try:
        port = int(server.url.rstrip("/").rpartition(":")[2])
        visitor.open(server.url)
        visitor.choose("measure", "load")
        visitor.choose("pace", "1.0")
        visitor.click("play")
        visitor.wait(lambda: visitor.term() >= 2)
        server.stop(at_once=True)
        visitor.wait(lambda: "The server is gone" in visitor.text("gone"))
        link, term = visitor.driver.current_url, visitor.term()
        server = Server(MINI, port=port)
        visitor.wait(lambda: visitor.one("gone") is None and visitor.one("mapA") is not None)
        visitor.idle_at(term)
        assert visitor.driver.current_url == link
        assert visitor.one("measure").get_attribute("value") == "load"
    finally:
        visitor.driver.get("about:blank")
        visitor.complaints()  # that a server is missed: nobody else is told
        server.stop()
