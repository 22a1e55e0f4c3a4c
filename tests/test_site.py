"""The documentation site: built without a warning, complete, every link in it leads somewhere, nothing from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "docs" / "site"
ELSEWHERE = re.compile(r"^(?:https?:)?//|^mailto:|^data:")
BUILD = """
import sys
from pathlib import Path
sys.path.insert(0, {sources!r})
import build
sys.exit(build.{do}(Path(sys.argv[1]), Path(sys.argv[2])))
"""


class Page(HTMLParser):
    """What a page of the site defines and asks for."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []  # that a reader may follow
        self.loads: list[str] = []  # that a browser fetches by itself
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = {k: v or "" for k, v in attributes}
        self.ids |= {found[k] for k in ("id", "name") if k in found}
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif tag == "link" and "href" in found:
            self.loads.append(found["href"])
        if "src" in found:
            self.loads.append(found["src"])


def sphinx(do: str, tree: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Build in a process of its own, as `make docs` does."""
    script = tree.with_name(f"{do}.py")  # a file: Python 3.13 mistakes the code of -c for that of named tuples
    script.write_text(BUILD.format(sources=str(SOURCES), do=do), encoding="utf-8")
    words = [sys.executable, str(script), str(tree), str(site)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=900)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site, built as strictly as `make docs` builds it."""
    folder = tmp_path_factory.mktemp("docs")
    done = sphinx("build", folder / "tree", folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    """Return the pages of the site; those of studies are the project's own and tested elsewhere."""
    return {f: Page(f) for f in sorted(site.rglob("*.html")) if f.name != "report.html"}


def test_the_site_holds_every_document(site: Path) -> None:
    documents = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "docs").rglob("*.ipynb")]
    expected = {site / f.relative_to(ROOT).with_suffix("" if f.suffix == ".md" else ".ipynb") for f in documents}
    missing = [f for f in expected if not f.with_name(f.name + ".html").is_file()]
    assert len(documents) > 8
    assert not missing
    for name in ("index.html", "README.zh.html", "docs/api.html", "search.html"):
        assert (site / name).is_file(), name
    studies = [f"results/studies/{f.stem}/report.html" for f in ROOT.glob("configs/studies/*.toml")]
    assert len(studies) >= 4
    assert all((site / study).read_bytes() == (ROOT / study).read_bytes() for study in studies)


def test_every_link_of_the_site_leads_somewhere(pages: dict[Path, Page]) -> None:
    broken, followed = [], 0
    for file, page in pages.items():
        for link in [*page.links, *page.loads]:
            if ELSEWHERE.match(link):
                continue
            path, _, anchor = link.partition("#")
            target = (file.parent / path.partition("?")[0]).resolve() if path else file
            followed += 1
            if not target.is_file() or (anchor and target in pages and anchor not in pages[target].ids):
                broken.append((file.name, link))
    assert followed > 1000
    assert not broken


def test_reading_the_site_asks_for_nothing_from_elsewhere(site: Path, pages: dict[Path, Page]) -> None:
    assert not [(f.name, load) for f, page in pages.items() for load in page.loads if re.match(r"(?:https?:)?//", load)]
    for sheet in site.rglob("*.css"):
        assert not re.search(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""", sheet.read_text(encoding="utf-8")), sheet


@pytest.mark.parametrize(
    "name",
    [
        "sim.model.DistrictModel", "sim.model.DistrictModel.step", "sim.case.load_case", "sim.case.Case", "sim.events.Reform",
        "sim.agents.Population.select", "sim.agents.Teacher", "sim.equity.distribution.gini", "sim.instruments.Instrument",
        "experiments.runs.simulation.run", "experiments.compare.comparison.compare",
    ],
)  # fmt: skip
def test_the_page_of_the_interface_tells_what_a_study_needs(pages: dict[Path, Page], site: Path, name: str) -> None:
    assert name in pages[site / "docs" / "api.html"].ids


def test_the_docstrings_of_the_interface_are_told(site: Path) -> None:
    text = re.sub(r"<[^>]+>", "", (site / "docs" / "api.html").read_text(encoding="utf-8"))
    assert "A district with its schools, groups, teachers and pupils; one step is one term." in text
    assert "None draws one and keeps it in" in text  # a parameter of DistrictModel
    assert re.search(r"pupils\s+–\s+int, 0 to 20000", text)  # a field of a school in a case file


@pytest.mark.parametrize("page", ["docs/ODD.html", "docs/api.html"])
def test_formulas_are_drawn_by_the_browser_alone(site: Path, page: str) -> None:
    text = (site / page).read_text(encoding="utf-8")
    assert text.count("<math") > 10
    assert not re.search(r"<script[^>]*(?:mathjax|katex)", text, re.IGNORECASE)


def test_the_page_of_the_interface_names_every_instrument_and_process() -> None:
    named = set(re.findall(r"automodule:: (\S+)", (SOURCES / "api.rst").read_text(encoding="utf-8")))
    there = {
        f"sim.{kind}.{f.stem}" for kind in ("instruments", "processes") for f in (ROOT / "sim" / kind).glob("[a-z]*.py")
    }
    assert there <= named


FAULTS = {
    "a page that is not there": ("[there](other.md)", "other.md"),
    "an anchor that is not there": ("[there](index.md#no-such-part)", "no-such-part"),
    "a formula nobody knows": ("$\\nosuchcommand{x}$", "nosuchcommand"),
    "a menu entry that leads nowhere": ("```{toctree}\nabsent\n```", "absent"),
    "an object that is not there": ("```{eval-rst}\n.. autofunction:: sim.case.lod_case\n```", "lod_case"),
}


def test_every_fault_in_a_page_is_told_and_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "tree").mkdir()
    pages = {f"page{k}": fault for k, (fault, _) in enumerate(FAULTS.values())}
    menu = "```{toctree}\n" + "\n".join(pages) + "\n```"
    for name, content in {"index": menu, **pages}.items():
        (tmp_path / "tree" / f"{name}.md").write_text(f"# A page\n\n{content}\n", encoding="utf-8")
    done = sphinx("make", tmp_path / "tree", tmp_path / "site")
    assert done.returncode == 1
    for what, (_, said) in FAULTS.items():
        assert re.search(rf"WARNING.*{said}", done.stderr), what
