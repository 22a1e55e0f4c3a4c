"""Who may import whom, and other rules of the house that no linter knows."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "sim").rglob("*.py"))

# Packages and modules of `sim`, from the ground up; imports inside functions count, those for type checkers do not.
# People of the first day are seated and taught by the processes of every other day, and processes hire and furnish as
# the first day does: population and processes know each other (but no module imports itself in a circle, see below).
MAY_IMPORT = {
    "sim.axes": set(),
    "sim.bundle": {"sim.axes"},
    "sim.param": {"sim.axes", "sim.bundle"},
    "sim.caches": {"sim"},
    "sim.kernels": {"sim.caches"},
    "sim.told": set(),
    "sim.rng": {"sim.kernels"},
    "sim.state": {"sim.forms"},
    "sim.forms": {"sim.param"},
    "sim.presets": {"sim.forms", "sim.param"},
    "sim.params": {"sim.axes", "sim.bundle", "sim.param"},
    "sim.ranking": {"sim.kernels", "sim.state"},
    "sim.books": {"sim.state"},
    "sim.world": {"sim.books", "sim.rng", "sim.state"},
    "sim.toml": set(),
    "sim.case": {"sim", "sim.bundle", "sim.check", "sim.param", "sim.toml"},
    "sim.check": {"sim.case", "sim.config", "sim.forms", "sim.param", "sim.rng"},
    "sim.config": {"sim.bundle", "sim.forms", "sim.instruments", "sim.param", "sim.params", "sim.presets"},
    "sim.population": {
        "sim.books", "sim.case", "sim.processes", "sim.ranking", "sim.rng", "sim.state", "sim.world",
    },
    "sim.processes": {
        "sim.case", "sim.config", "sim.equity", "sim.forms", "sim.kernels", "sim.params", "sim.population", "sim.ranking",
        "sim.rng", "sim.state", "sim.told", "sim.world",
    },
    "sim.instruments": {
        "sim.axes", "sim.bundle", "sim.forms", "sim.kernels", "sim.param", "sim.population", "sim.processes", "sim.ranking",
        "sim.rng", "sim.state", "sim.told", "sim.world",
    },
    "sim.equity": {
        "sim.case", "sim.kernels", "sim.param", "sim.population", "sim.presets", "sim.processes", "sim.state", "sim.told",
        "sim.world",
    },
    "sim.synthetic": {"sim.case", "sim.instruments", "sim.rng", "sim.state"},
    "sim.schedule": {"sim.instruments", "sim.processes", "sim.world"},
    "sim.record": {"sim.equity", "sim.kernels", "sim.processes", "sim.state", "sim.world"},
    "sim.agents": {"sim.forms", "sim.param", "sim.state"},
    "sim.hooks": {"sim.equity", "sim.param", "sim.schedule", "sim.state"},
    "sim.model": {
        "sim.agents", "sim.case", "sim.config", "sim.equity", "sim.hooks", "sim.param", "sim.population", "sim.record",
        "sim.schedule", "sim.world",
    },
    "sim": {"sim.case", "sim.hooks", "sim.model"},  # when its public names are first used
}  # fmt: skip
ONLY_IN = {
    "mesa": {"sim.model", "sim.agents"},
    "scipy": {"sim.equity", "sim.instruments"},
    "pandas": {"sim.agents", "sim.record"},
    "secrets": {"sim.model"},  # the seed of a run that was given none
    "pydantic": {"sim.case", "sim.check", "sim.forms", "sim.instruments", "sim.param"},
}
NEVER = {
    "experiments",
    "matplotlib",
    "SALib",
    "jinja2",
    "rich",
    "pyarrow",
    "random",
    "networkx",
    "multiprocessing",
    "threading",
}
LONG = {"sim/params.py": "every number of the processes, a paragraph each", "sim/state.py": "every column, a line each"}
MOST_LINES = 350


def module(path: Path) -> str:
    """Return the dotted name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def package(name: str) -> str:
    """Return the first two parts of a dotted name: the row of the table it belongs to."""
    return ".".join(name.split(".")[:2])


def imports(path: Path, *, inside_functions: bool = True) -> Iterator[str]:
    """Yield the dotted names a file imports at run time."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            hidden |= {x for part in node.body for x in ast.walk(part)}
        if isinstance(node, ast.FunctionDef) and not inside_functions:
            hidden |= set(ast.walk(node))
    for node in ast.walk(tree):
        if node in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            for alias in node.names:  # `from sim.processes import groups` imports the module of that name
                inner = ROOT.joinpath(*base.split("."), alias.name)
                yield f"{base}.{alias.name}" if inner.is_dir() or inner.with_suffix(".py").is_file() else base


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_module_imports_only_what_the_table_allows(path: Path) -> None:
    own = package(module(path))
    found = {package(name) for name in imports(path) if name.split(".")[0] == "sim"}
    assert found - {own} <= MAY_IMPORT[own]


def test_the_table_allows_nothing_that_is_not_used() -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for path in FILES:
        own = package(module(path))
        used[own] |= {package(name) for name in imports(path) if name.split(".")[0] == "sim"} - {own}
    assert {k: v - used[k] for k, v in MAY_IMPORT.items() if v - used[k]} == {}
    assert set(MAY_IMPORT) == {package(module(path)) for path in FILES}


def test_no_module_imports_itself_in_a_circle() -> None:
    """Counting imports at the top of a file; those inside functions are there to break a circle, and say so."""
    graph = {module(p): {n for n in imports(p, inside_functions=False) if n.startswith("sim")} for p in FILES}

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join((*path[path.index(name) :], name))
        if name not in seen:
            for other in sorted(graph.get(name, ())):
                visit(other, (*path, name))
            seen.add(name)

    seen: set[str] = set()
    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", FILES, ids=module)
def test_the_model_stays_clear_of_what_is_not_its_business(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & NEVER
    for library, allowed in ONLY_IN.items():
        assert library not in roots or package(module(path)) in allowed, f"{library} in {module(path)}"


@pytest.mark.parametrize("path", FILES, ids=module)
def test_heavy_libraries_are_imported_when_needed(path: Path) -> None:
    at_the_top = {name.split(".")[0] for name in imports(path, inside_functions=False)}
    assert not at_the_top & {"pandas", "matplotlib", "SALib"}


ADVANCING = re.compile(
    r"np\.random\.(?!Generator)|numpy\.random|default_rng|model\.random\b|self\.random\b|model\.rng\b|self\.rng\b|random\.random"
)


@pytest.mark.parametrize("path", FILES, ids=module)
def test_no_generator_that_advances_is_used_in_the_model(path: Path) -> None:
    """Draws have addresses. Mesa's own sets want a generator for shuffling, which agents hand on and never draw from."""
    text = path.read_text(encoding="utf-8")
    code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(("#", '"""')))
    found = set(ADVANCING.findall(code))
    handed_on = {"model.random", "self.random", "self.rng", "model.rng"} if "agents" in path.parts else set()
    assert not found - handed_on


@pytest.mark.parametrize("path", [p for p in FILES if "instruments" in p.parts or "processes" in p.parts], ids=module)
def test_mechanisms_know_nothing_of_the_order_they_act_in(path: Path) -> None:
    names = set(imports(path))
    assert not names & {"sim.schedule", "sim.model", "sim.record", "sim.agents"}


@pytest.mark.parametrize("path", FILES, ids=module)
def test_the_model_prints_nothing_and_writes_no_file(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    assert not calls & {"print", "open"}
    writes = {c for c in calls if c.endswith((".write_text", ".write_bytes", ".to_csv", ".to_parquet"))}
    assert not writes or module(path) == "sim.kernels"  # which keeps machine code


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("sim/**/*.py")) + sorted(ROOT.glob("experiments/**/*.py")), ids=module
)
def test_a_file_is_short_enough_to_read_in_one_sitting(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    if (name := path.relative_to(ROOT).as_posix()) in LONG:
        assert LONG[name]
    else:
        assert lines <= MOST_LINES


@pytest.mark.parametrize("path", sorted(ROOT.glob("experiments/figures/*.py")), ids=module)
def test_figures_are_drawn_from_results_and_never_run_the_model(path: Path) -> None:
    assert "sim.model" not in set(imports(path))
    assert "DistrictModel" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_module_says_what_it_is_in_its_first_line(path: Path) -> None:
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert doc
    assert doc.splitlines()[0].endswith((".", ":"))


def test_a_purpose_of_draws_is_used_once_and_named_after_its_file() -> None:
    """One decision, one purpose: two decisions that share a purpose would share their luck."""
    seen: dict[str, list[str]] = defaultdict(list)
    pattern = re.compile(r"""(?:world\.key|world\.fixed|rng\.key)\((?:[\w.]+,\s*)?f?["']([^"']+)["']""")
    for path in FILES:
        for purpose in pattern.findall(path.read_text(encoding="utf-8")):
            seen[purpose].append(path.stem)
    assert len(seen) > 25
    assert {p: files for p, files in seen.items() if len(files) > 1} == {}
    assert {p: files for p, files in seen.items() if p.partition(".")[0] not in files} == {}
