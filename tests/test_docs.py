"""What the documentation says is true: tables, citations, commands, links and examples are checked against the code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sim
from experiments import cli
from experiments.docs import odd
from experiments.runs.plan import make_plan
from experiments.runs.settings import parse_settings
from sim.case import case_files
from sim.config import parameters
from sim.instruments import instruments

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh.md")
MODULES = sorted((ROOT / "sim").rglob("*.py"))
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "results").glob("*.md")])
ENTRY = re.compile(r"^- \*\*`([^`]+)`\*\*", re.MULTILINE)
LINK = re.compile(r"\]\(([^)\s]+)\)")
NAMED_FILE = re.compile(r"save it as `(sim/instruments/\w+\.py)`")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text(file: str) -> str:
    return (ROOT / file).read_text(encoding="utf-8")


def fenced(file: str, language: str) -> list[str]:
    """Return the fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text(file), re.DOTALL | re.MULTILINE)


def without_code(page: str) -> str:
    return re.sub(r"^```.*?^```$|`[^`\n]*`", "", page, flags=re.DOTALL | re.MULTILINE)


# Tables.


NUMBER = re.compile(r"[-+]?\d+\.\d+")
MEASURED = {
    "measured": 0.002,
    "effects": 0.02,
    "contributions": 0.02,
}  # a choice may fall otherwise on another processor


def agree(old: str, new: str, slack: float) -> bool:
    """Return whether two tables say the same, their decimal numbers up to a slack."""
    if not slack:
        return old == new
    a, b = NUMBER.findall(old), NUMBER.findall(new)
    same = NUMBER.sub("#", old) == NUMBER.sub("#", new)
    return same and all(abs(float(x) - float(y)) <= slack + 1e-9 for x, y in zip(a, b, strict=True))


def stale(file: Path) -> list[str]:
    """Return the names of the tables of a document that are not those of the code."""
    written = file.read_text(encoding="utf-8")
    pairs = zip(
        odd.BLOCK.finditer(written), odd.BLOCK.finditer(odd.render(written, odd.language_of(file))), strict=True
    )
    return [old["name"] for old, new in pairs if not agree(old[0], new[0], MEASURED.get(old["name"], 0.0))]


RUNS = "TRACE.md"  # its tables are measured: minutes of runs


def test_the_tables_of_every_document_are_those_of_the_code() -> None:
    documents = [file for file in odd.documents() if file.name != RUNS]
    assert len(documents) > 10
    assert {name(file): old for file in documents if (old := stale(file))} == {}, "run make docs"


@pytest.mark.slow
def test_the_tables_that_are_measured_are_those_of_the_code() -> None:
    (measured,) = (file for file in odd.documents() if file.name == RUNS)
    assert stale(measured) == [], "run make docs"


def test_every_table_stands_in_some_document() -> None:
    there = {m["name"] for file in odd.documents() for m in odd.BLOCK.finditer(file.read_text(encoding="utf-8"))}
    assert there == set(odd.MAKERS)


@pytest.mark.parametrize("page", ["<!-- begin: state -->\n", "<!-- begin: sttae -->\n<!-- end: sttae -->\n"])
def test_a_wrong_marker_is_refused(page: str) -> None:
    with pytest.raises(ValueError, match=r"no end|no table sttae"):
        odd.render(page)


# Citations.


def keys(source: str) -> list[str]:
    """Return the keys of a parameter's source: ``cite:a, b (remark)``."""
    return [k.strip() for k in source.removeprefix("cite:").partition("(")[0].split(",")]


def strings(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)
    elif isinstance(node, str):
        yield node


CITED = {k: p.name for p in parameters() if p.source.en.startswith("cite:") for k in keys(p.source.en)}
ENTRIES = ENTRY.findall(text("docs/sources.md"))


def test_every_citation_of_a_parameter_has_an_entry() -> None:
    missing = {k: p for k, p in CITED.items() if k not in ENTRIES}
    assert not missing, "docs/sources.md does not know what these parameters cite"


def test_every_citation_of_every_case_begins_with_a_key_that_has_an_entry() -> None:
    cites = [
        (name(case), s.removeprefix("cite:").strip())
        for case in sorted(case_files().values())
        for s in strings(tomllib.loads(case.read_text("utf-8")))
        if s.startswith("cite:")
    ]
    assert cites
    missing = [(case, c) for case, c in cites if not any(c.startswith(k) for k in ENTRIES)]
    assert missing == [], "docs/sources.md does not know what these numbers cite"


def test_every_entry_is_cited_and_stands_once() -> None:
    in_cases = " ".join(s for f in case_files().values() for s in strings(tomllib.loads(f.read_text("utf-8"))))
    assert not [k for k in ENTRIES if k not in CITED and k not in in_cases]
    assert len(ENTRIES) == len(set(ENTRIES))


# Modules.


def test_every_module_says_what_it_is() -> None:
    said = {name(m): ast.get_docstring(ast.parse(m.read_text(encoding="utf-8"))) or "" for m in MODULES}
    assert len(said) > 100
    assert [m for m, words in said.items() if not words] == [], "no docstring"
    assert [m for m, words in said.items() if words.split("\n\n")[0].rstrip()[-1:] not in (".", ":")] == [], (
        "no sentence"
    )


# Commands.


def commands(file: str) -> list[list[str]]:
    return [line.split() for block in fenced(file, "sh") for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("file", READMES)
def test_the_commands_of_a_readme_exist_and_accept_what_is_written(file: str) -> None:
    targets = re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE)
    assert commands(file)
    made: set[str] = set()  # by a line above
    for program, *words in commands(file):
        if program == "make":
            assert words[0] in targets, f"make {words[0]}"
        else:
            assert program == ".venv/bin/edugroup"
            arguments = cli.parser().parse_args(words)
            overrides = parse_settings(getattr(arguments, "set", []))
            if (getattr(arguments, "case", None) or "huadu") not in made:
                make_plan(getattr(arguments, "case", None) or "huadu", getattr(arguments, "years", None), overrides)
            made.add(getattr(arguments, "out", ""))


def test_every_subcommand_of_the_readmes_has_help(capsys: pytest.CaptureFixture[str]) -> None:
    named = {words[0] for file in READMES for program, *words in commands(file) if program.endswith("edugroup")}
    assert named
    for word in sorted(named):
        with pytest.raises(SystemExit, match="0"):
            cli.parser().parse_args([word, "--help"])
        assert word in capsys.readouterr().out


# Links.


def anchors(page: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", page, flags=re.DOTALL | re.MULTILINE), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", t.lower().strip()).replace(" ", "-") for t in titles}


def leads_somewhere(page: Path, link: str) -> bool:
    """Return whether there is the file that a link of a page names, and in it the heading."""
    file, _, anchor = link.partition("#")
    target = (page.parent / file).resolve() if file else page
    return target.exists() and (not anchor or anchor in anchors(target.read_text(encoding="utf-8")))


def test_every_relative_link_leads_somewhere() -> None:
    links = [(page, x) for page in PAGES for x in LINK.findall(without_code(page.read_text(encoding="utf-8")))]
    inside = [(page, x) for page, x in links if not x.startswith(("http:", "https:", "mailto:"))]
    assert len(inside) > 100
    assert [(name(page), x) for page, x in inside if not leads_somewhere(page, x)] == []


# What the readmes name.


@pytest.mark.parametrize("file", READMES)
def test_a_readme_names_every_instrument_by_its_labels(file: str) -> None:
    rows = {m[1]: m[0] for m in re.finditer(r"^\| \[`(\w+)`\]\(sim/instruments/\w+\.py\).*$", text(file), re.MULTILINE)}
    assert rows.keys() == instruments().keys()
    for key, cls in instruments().items():
        assert cls.zh in rows[key]
        assert cls.en in rows[key] or file != "README.md"


@pytest.mark.parametrize("file", READMES)
def test_a_readme_names_every_process(file: str) -> None:
    there = {f.stem for f in (ROOT / "sim/processes").glob("[a-z]*.py")}
    assert set(re.findall(r"\(sim/processes/(\w+)\.py\)", text(file))) == there


def parts(file: str) -> list[dict[str, Any]]:
    """Return what each section of a readme is made of: its depth, tables, points, code and links."""
    page = text(file)
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    page = re.sub(r"^```.*?^```$", "```", page, flags=re.DOTALL | re.MULTILINE)
    found: list[dict[str, Any]] = []
    for section in re.split(r"^(?=#+ )", page, flags=re.MULTILINE)[1:]:
        rows = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)
        n = section.count("```")
        found.append({
            "depth": len(section) - len(section.lstrip("#")),
            "tables": [[row.count(" | ") + 1 for row in table.splitlines() if set(row) - set("|- ")] for table in rows],
            "code in tables": [re.findall(r"`[^`]+`", table) for table in rows],
            "points": len(re.findall(r"^\* ", section, re.MULTILINE)),
            "code": [blocks.pop(0) for _ in range(n)],
            "links": Counter(to_the_same(x) for x in LINK.findall(section) if x not in READMES),
        })  # fmt: skip
    return found


def to_the_same(link: str) -> str:
    """Return a link without its anchor and the language of its page."""
    return link.partition("#")[0].replace(".zh.md", ".md").replace("-zh.png", ".png")


def test_the_readmes_say_the_same_section_by_section() -> None:
    english, chinese = map(parts, READMES)
    assert len(english) == len(chinese) > 10
    for k, (a, b) in enumerate(zip(english, chinese, strict=True)):
        for what in a:
            assert a[what] == b[what], f"section {k}: {what} differ"


@pytest.mark.parametrize("file", READMES)
def test_what_the_commands_of_a_readme_write_is_ignored_by_git(file: str, tmp_path: Path) -> None:
    """Following the readme leaves the checkout clean; ``.ci/clean`` runs it and looks."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / ".gitignore").write_text(text(".gitignore"), encoding="utf-8")
    made = ["site/index.html", "results/huadu-baseline-seed7/report.html", ".venv/bin/python"]
    made += [words[words.index("--out") + 1] for _, *words in commands(file) if "--out" in words]
    assert len(made) > 8
    asked = subprocess.run(
        ["git", "check-ignore", *made], cwd=tmp_path, capture_output=True, text=True, check=False
    ).stdout.split()
    assert asked == made


def test_the_version_is_the_same_everywhere() -> None:
    assert tomllib.loads(text("pyproject.toml"))["project"]["version"] == sim.__version__
    assert f"\nversion: {sim.__version__}\n" in text("CITATION.cff")
    newest, *before = re.findall(r"^## (.+)$", text("docs/CHANGES.md"), re.MULTILINE)
    if newest.endswith(" (unreleased)"):
        numbers = [tuple(map(int, v.split()[0].split("."))) for v in (newest, *before)]
        assert numbers == sorted(numbers, reverse=True)
        newest = before[0]
    assert newest == sim.__version__


def test_every_library_asked_for_has_a_reason() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    wanted = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["dev"]]
    names = {re.match(r"[\w-]+", w)[0] for w in (*wanted, *project["build-system"]["requires"])}  # type: ignore[index]
    named = re.findall(r"^\| (\w+)\b|\*\*([\w-]+)\*\*", text("docs/decisions.md"), re.MULTILINE)
    assert names <= {a or b for a, b in named}


def test_every_version_says_whether_numbers_moved() -> None:
    _, *entries = re.split(r"^## ", text("docs/CHANGES.md"), flags=re.MULTILINE)
    assert entries
    assert all("*Numbers moved: " in entry for entry in entries)


# Examples.

NULL_LAW = """
from worlds import different, mini, run_case, state_bytes
name = {name!r}
null = run_case(mini(), **{{f"{{name}}.on": True, {dose!r}: 0.0}})
assert not different(state_bytes(null.world), state_bytes(run_case(mini()).world)), "dose 0 changes the world"
"""


def run_python(code: str, *folders: Path) -> str:
    """Return what a script prints, run by itself with warnings as errors; instruments may lie in further folders."""
    head = "import sys, sim.instruments\n" + "".join(
        f"sys.path.insert(0, {str(f)!r})\n" for f in (ROOT, ROOT / "tests")
    )
    head += "".join(f"sim.instruments.__path__.append({str(f)!r})\n" for f in folders)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", head + code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def examples() -> tuple[list[str], str, str]:
    """Return the scripts of the readme, and its instrument: name and code."""
    found = NAMED_FILE.search(text("README.md"))
    assert found
    blocks = fenced("README.md", "python")
    (instrument,) = [b for b in blocks if "(Instrument):" in b]
    return [b for b in blocks if b != instrument], Path(found[1]).stem, instrument


@pytest.fixture
def folder(examples: tuple[list[str], str, str], tmp_path: Path) -> Path:
    """Return a folder with the instrument of the readme in it."""
    _, stem, code = examples
    (tmp_path / f"{stem}.py").write_text(code, encoding="utf-8")
    return tmp_path


@pytest.mark.slow
def test_the_examples_of_the_readme_run(examples: tuple[list[str], str, str], folder: Path) -> None:
    scripts, stem, _ = examples
    assert len(scripts) >= 3
    printed = [run_python(code, *([folder] if f"{stem}.on" in code else [])) for code in scripts]
    assert all(printed)
    compared = next(out for out, code in zip(printed, scripts, strict=True) if "reforms=reforms" in code)
    values = {line.split()[0]: line.split()[1:] for line in compared.splitlines() if line[:4].isdigit()}
    assert all(float(v) == 0 for year in ("2016", "2017", "2018", "2019") for v in values[year])
    assert any(float(v) != 0 for v in values["2023"])
    acted = next(out for out, code in zip(printed, scripts, strict=True) if f"{stem}.on" in code)
    assert all(word in acted for word in (stem, "visit", "visiting allowances", "visiting_years"))


@pytest.mark.slow
def test_the_instrument_of_the_readme_obeys_the_null_law(examples: tuple[list[str], str, str], folder: Path) -> None:
    _, stem, code = examples
    dose = re.search(r'dose: ClassVar\[str\] = "(\w+)"', code)
    assert dose
    run_python(NULL_LAW.format(name=stem, dose=f"{stem}.{dose[1]}"), folder)


def test_the_instrument_of_the_readme_is_the_one_file_that_brings_everything(
    examples: tuple[list[str], str, str],
) -> None:
    _, stem, code = examples
    assert code == text(f"tests/elsewhere/{stem}.py")
    brought = ("PlacementKind(", "money: ClassVar", "time: ClassVar", "owns: ClassVar", "@metric(")
    assert [word for word in brought if word not in code] == []


def test_the_instrument_of_the_readme_passes_the_linter(examples: tuple[list[str], str, str]) -> None:
    _, stem, code = examples
    where = ["--stdin-filename", f"sim/instruments/{stem}.py", "-"]
    for words in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *words, *where],
            input=code,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
