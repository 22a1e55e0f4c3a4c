"""A visitor of the page in a real browser: Debian's Chromium, headless, which reaches nothing but this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
MINI = str(ROOT / "tests" / "mini.toml")
PATIENCE = 90.0  # s; only a failure takes as long
HOW = "install a browser: apt-get install chromium chromium-driver"
OURS = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "chrome")
# Of Solara's own front end: it says so on every page, with or without ours.
KNOWN = ("Failed to evaluate Vue script and find module.exports",)


PAINTED = """
const [act, value, done] = arguments, map = document.querySelector("[data-testid=mapA]"), begun = performance.now();
const later = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
const seen = new MutationObserver(() => { seen.disconnect(); later() });
const what = document.querySelector("[data-testid=" + act + "]");
seen.observe(map, { attributes: true, subtree: true, childList: true });
if (value) { what.value = value; what.dispatchEvent(new Event("change")) } else what.click();
"""


def programs() -> tuple[str, str]:
    """Return the browser and its driver; without them a test is skipped, and fails where CI asks for it."""
    browser, driver = shutil.which("chromium") or shutil.which("chromium-browser"), shutil.which("chromedriver")
    try:
        import selenium  # noqa: F401  (is it there?)
        import solara  # noqa: F401
    except ImportError as error:
        missing(f"{error.name} is not installed; make test installs it")
    if browser is None or driver is None:
        missing(HOW)
    return str(browser), str(driver)


def missing(how: str) -> None:
    """Skip what cannot be tried here; where CI is set nothing is skipped."""
    if os.environ.get("CI"):
        pytest.fail(how)
    pytest.skip(how)


class Server:
    """A running ``edugroup app``."""

    def __init__(self, *words: str, port: int | None = None) -> None:
        code = "import sys; from experiments.cli import main; sys.exit(main())"
        options = [] if port is None else ["--port", str(port)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, "app", *words, *options, "--no-browser", "--lang", "en"], cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert "http://" in line, line + self.process.stdout.read()
        self.url = next(word for word in line.split() if word.startswith("http"))

    def stop(self, *, at_once: bool = False) -> str:
        """End it, politely or not, and return what it said."""
        (self.process.kill if at_once else self.process.terminate)()
        return self.process.communicate(timeout=PATIENCE)[0]


class Visitor:
    """A browser with one or more tabs, and what can be read and clicked on the page."""

    def __init__(self, downloads: Path, width: int = 1366, height: int = 768) -> None:
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        browser, driver = programs()
        options = webdriver.ChromeOptions()
        for word in (
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking",
            f"--window-size={width},{height}", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        ):  # fmt: skip
            options.add_argument(word)
        options.binary_location = browser
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        several = "profile.default_content_setting_values.automatic_downloads"  # which a person is asked about
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads), several: 1})
        self.driver = webdriver.Chrome(options=options, service=Service(driver))
        inner = self.driver.execute_script("return window.innerHeight")
        self.driver.set_window_size(width, 2 * height - inner)

    def open(self, url: str) -> None:
        """Open an address and wait until the map is there and nothing is being done."""
        self.driver.get(url)
        self.wait(lambda: self.one("mapA") is not None and self.doing() == "")

    def one(self, test_id: str) -> Any:
        """Return the element of a test id, None where there is none."""
        found = self.driver.find_elements("css selector", f'[data-testid="{test_id}"]')
        return found[0] if found else None

    def text(self, test_id: str) -> str:
        """Return the text of an element."""
        found = self.one(test_id)
        return "" if found is None else str(found.text)

    def click(self, test_id: str) -> None:
        """Click an element, wherever it is scrolled to."""
        self.press(f'[data-testid="{test_id}"]')

    def press(self, selector: str) -> None:
        """Click the first element of a selector as soon as it is there; one that is drawn anew meanwhile is looked for again."""

        def pressed() -> bool:
            found = self.driver.find_element("css selector", selector)
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
            found.click()
            return True

        self.wait(pressed)

    def type(self, test_id: str, text: str) -> None:
        """Type a text into a field in place of what is there, and leave it."""
        from selenium.webdriver.common.keys import Keys

        self.wait(lambda: self.one(test_id) is not None)
        field = self.one(test_id)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", field)
        field.send_keys(Keys.CONTROL, "a")
        field.send_keys(text, Keys.TAB)

    def choose(self, test_id: str, value: str) -> None:
        """Choose an entry of a list."""
        from selenium.webdriver.support.ui import Select

        self.wait(lambda: self.one(test_id) is not None)
        Select(self.one(test_id)).select_by_value(value)

    def doing(self) -> str:
        """Return what is being done."""
        return str(self.one("bar").get_attribute("data-doing"))

    def term(self) -> int:
        """Return how many terms are over."""
        return int(self.one("bar").get_attribute("data-term"))

    def drawn(self, which: str = "mapA") -> str:
        """Return the drawing itself."""
        found = self.driver.find_element("css selector", f'[data-testid="{which}"] > svg')
        return str(found.get_attribute("innerHTML"))

    def painted(self, act: str, value: str = "") -> float:
        """Click a button, or choose an entry of a list, and return the milliseconds until the first map is drawn anew."""
        return float(self.driver.execute_async_script(PAINTED, act, value))

    def wait(self, until: Callable[[], object]) -> None:
        """Wait until something holds."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                if until():
                    return
            except Exception as error:
                if type(error).__module__.partition(".")[0] not in {"selenium", "builtins"}:
                    raise
            time.sleep(0.05)
        body = self.driver.find_element("css selector", "body").text
        raise AssertionError(f"waited {PATIENCE:g} s in vain; the page says: {body[:1500]}")

    def idle_at(self, term: int) -> None:
        """Wait until so many terms are over and nothing is being done."""
        self.wait(lambda: self.term() == term and self.doing() == "")

    def years(self, n: int) -> None:
        """Go on by some years, one after the other."""
        for _ in range(n):
            term = self.term()
            self.click("year")
            self.idle_at(term // 2 * 2 + 2)

    def pick(self, school: str, which: str = "mapA") -> None:
        """Click a school on a map."""
        from selenium.webdriver.common.action_chains import ActionChains

        found = self.driver.find_element("css selector", f'[data-testid="{which}"] [data-school="{school}"]')
        ActionChains(self.driver).move_to_element(found).click().perform()

    def complaints(self) -> list[str]:
        """Return what the console said that is no information, since somebody last asked."""
        found = [e for e in self.driver.get_log("browser") if e["level"] in {"SEVERE", "WARNING"}]
        return [e["message"] for e in found if not any(known in e["message"] for known in KNOWN)]

    def asked_elsewhere(self) -> list[str]:
        """Return the addresses outside of this machine that were asked for, since somebody last asked."""
        events = [json.loads(e["message"])["message"] for e in self.driver.get_log("performance")]
        urls = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
        urls += [e["params"]["url"] for e in events if e["method"] == "Network.webSocketCreated"]
        return [url for url in urls if not url.startswith(OURS)]
