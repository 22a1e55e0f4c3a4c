"""Time and memory of the page in a real browser. Run by ``make bench``; nothing here fails.

Each number is the least of a few, because other work on a host only ever adds. The browser paints without a graphics card.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from time import perf_counter
from typing import Any

import psutil
import pytest
from visitor import Server, Visitor

from experiments.app.downloads import case_file
from experiments.app.spec import Arm
from sim.synthetic import UNITS, synthetic_case

pytestmark = pytest.mark.bench


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    one = Visitor(tmp_path_factory.mktemp("downloads"))
    yield one
    one.driver.quit()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the file of a city of 1,277 schools in 16 districts, with four layers of units."""
    file = tmp_path_factory.mktemp("case") / "city.toml"
    case = synthetic_case(1_300_000, districts=16, layers=(*UNITS,))
    file.write_text(case_file(case, Arm(), 30), encoding="utf-8")
    return str(file)


def test_start_of_the_app(browser: Visitor, note: Any) -> None:
    took, worked = [], []
    for _ in range(4):
        start = perf_counter()
        server = Server("huadu")
        browser.open(server.url)
        took.append(perf_counter() - start)
        of_server = psutil.Process(server.process.pid).cpu_times()
        worked.append(of_server.user + of_server.system)
        browser.driver.get("about:blank")
        server.stop()
    note("edugroup app huadu, from the command to a page that can be used, warm", min(took), "s", 6.0)
    note("  processor time of the server until then", min(worked), "s")


@pytest.mark.parametrize("case", ["huadu", "city"])
def test_steps_and_memory(browser: Visitor, note: Any, city: str, case: str) -> None:
    name = "Huadu, 165 schools" if case == "huadu" else "a city of 1,277 schools"
    server = Server(case if case == "huadu" else city)
    process = psutil.Process(server.process.pid)
    try:
        browser.open(server.url)
        browser.painted("measure", "load")
        drawn = [browser.painted("measure", one) for one in ("score", "load") * 4]
        note(
            f"{name}: another colour, from the click to the painted map",
            min(drawn),
            "ms",
            150 if case == "huadu" else 500,
        )
        steps = []
        for _ in range(12):
            steps.append(browser.painted("step"))
            browser.wait(lambda: browser.doing() == "")
        note(f"{name}: a term, from the click to the painted map, the fastest of 12", min(steps), "ms")
        note("  the median", median(steps), "ms")
        before = process.memory_info().rss
        first = browser.driver.current_window_handle
        for _ in range(3):
            browser.driver.switch_to.new_window("tab")
            browser.open(f"{server.url}?case={case if case == 'huadu' else city}&term=12")
            browser.idle_at(12)
        note("  memory of a further session after six years", (process.memory_info().rss - before) / 3e6, "MB")
        for handle in set(browser.driver.window_handles) - {first}:
            browser.driver.switch_to.window(handle)
            browser.driver.close()
        browser.driver.switch_to.window(first)
    finally:
        browser.driver.get("about:blank")
        server.stop()
