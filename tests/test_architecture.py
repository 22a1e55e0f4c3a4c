"""Who may import whom, and other rules of the house that no linter knows: one test a rule, which lists who breaks it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict

from sources import EXPERIMENTS, ROOT, SIM, circle, imports, inside_functions, module, package, packages_used, parsed

# Packages and modules of `sim`, from the ground up; imports inside functions count, those for type checkers do not.
# One way only: processes hire and furnish by `sim.supply`, and the first day of `sim.population` seats and teaches its people
# by the processes of every other day. `KNOT` names the only packages that know each other.
MAY_IMPORT = {
    "sim.say": set(),
    "sim.system": {"sim.say", "sim.texts"},
    "sim.units": {"sim.say"},
    "sim.axis": set(),
    "sim.axes": {"sim.axis", "sim.say"},
    "sim.bundle": {"sim.axis", "sim.texts"},
    "sim.texts": {"sim.say"},
    "sim.findings": {"sim.say", "sim.texts"},
    "sim.param": {"sim.axis", "sim.bundle", "sim.findings", "sim.say", "sim.texts", "sim.units"},
    "sim.caches": {"sim"},
    "sim.kernels": {"sim.caches"},
    "sim.docstrings": {"sim.say"},
    "sim.rng": {"sim.kernels"},
    "sim.state": {"sim.axes", "sim.axis", "sim.forms", "sim.say", "sim.docstrings"},
    "sim.forms": {"sim.param", "sim.say", "sim.texts"},
    "sim.presets": {"sim.forms", "sim.param", "sim.say", "sim.texts"},
    "sim.params": {"sim.axes", "sim.bundle", "sim.param", "sim.say"},
    "sim.seats": {"sim.kernels", "sim.state", "sim.texts", "sim.world"},
    "sim.ranking": {"sim.kernels", "sim.state"},
    "sim.books": {"sim.kernels", "sim.say", "sim.state", "sim.sums", "sim.texts"},
    "sim.world": {"sim.axes", "sim.books", "sim.kernels", "sim.rng", "sim.state"},
    "sim.sums": {"sim.kernels", "sim.state"},
    "sim.options": {"sim.axes", "sim.kernels", "sim.state"},
    "sim.network": {"sim.axes", "sim.forms", "sim.kernels", "sim.options", "sim.rng", "sim.state", "sim.sums", "sim.world"},
    "sim.roles": {"sim.state", "sim.world"},
    "sim.toml": {"sim.say", "sim.texts"},
    "sim.part": {"sim.bundle", "sim.param", "sim.texts"},
    "sim.events": {"sim.bundle", "sim.findings", "sim.gates", "sim.param", "sim.part", "sim.say", "sim.texts"},
    "sim.gates": {"sim.part", "sim.say", "sim.texts"},
    "sim.case": {
        "sim", "sim.axes", "sim.bundle", "sim.check", "sim.events", "sim.instruments", "sim.param", "sim.part", "sim.say",
        "sim.state", "sim.system", "sim.texts", "sim.toml",
    },
    "sim.arms": {"sim.axes", "sim.bundle", "sim.case", "sim.events", "sim.gates", "sim.rng", "sim.say"},
    "sim.check": {
        "sim.axes", "sim.case", "sim.check_districts", "sim.check_gates", "sim.check_units", "sim.config", "sim.events",
        "sim.findings", "sim.forms", "sim.gates", "sim.param", "sim.part", "sim.rng", "sim.say", "sim.texts",
    },
    "sim.check_districts": {"sim.axes", "sim.case", "sim.config", "sim.param", "sim.params", "sim.say", "sim.texts"},
    "sim.check_gates": {
        "sim.case", "sim.equity", "sim.events", "sim.gates", "sim.instruments", "sim.param", "sim.say", "sim.texts",
    },
    "sim.config": {
        "sim.bundle", "sim.forms", "sim.instances", "sim.instruments", "sim.param", "sim.params", "sim.presets", "sim.say",
        "sim.texts",
    },
    "sim.instances": {"sim.case", "sim.findings", "sim.instruments", "sim.param", "sim.part", "sim.say", "sim.texts"},
    "sim.check_units": {"sim.case", "sim.check_gates", "sim.events", "sim.findings", "sim.say", "sim.state", "sim.texts"},
    "sim.supply": {"sim.axes", "sim.kernels", "sim.ranking", "sim.rng", "sim.state", "sim.sums", "sim.world"},
    "sim.population": {
        "sim.axes", "sim.books", "sim.kernels", "sim.part", "sim.processes", "sim.rng", "sim.state", "sim.supply", "sim.world",
    },
    "sim.processes": {
        "sim.axes", "sim.axis", "sim.books", "sim.config", "sim.equity", "sim.events", "sim.forms", "sim.gates", "sim.kernels",
        "sim.kinds", "sim.network", "sim.params", "sim.part", "sim.supply", "sim.ranking", "sim.roles", "sim.rng",
        "sim.say", "sim.seats", "sim.state", "sim.sums", "sim.texts", "sim.docstrings", "sim.world",
    },
    "sim.instruments": {
        "sim.axes", "sim.axis", "sim.books", "sim.bundle", "sim.declare", "sim.forms", "sim.kernels", "sim.kinds", "sim.library",
        "sim.network", "sim.param", "sim.part", "sim.processes", "sim.ranking", "sim.rng", "sim.say", "sim.state", "sim.sums",
        "sim.supply", "sim.texts", "sim.world",
    },
    "sim.equity": {
        "sim.axes", "sim.books", "sim.case", "sim.instruments", "sim.kernels", "sim.kinds", "sim.network", "sim.param",
        "sim.supply", "sim.presets", "sim.roles", "sim.say", "sim.state", "sim.sums", "sim.docstrings", "sim.world",
    },
    "sim.synthetic": {"sim.axes", "sim.case", "sim.instruments", "sim.param", "sim.params", "sim.rng", "sim.state", "sim.texts"},
    "sim.schedule": {"sim.declare", "sim.instruments", "sim.processes", "sim.say", "sim.world"},
    "sim.ledgers": {"sim.case", "sim.kinds", "sim.state", "sim.world"},
    "sim.archive": {"sim.state"},
    "sim.record": {
        "sim.axes", "sim.case", "sim.equity", "sim.forms", "sim.kinds", "sim.ledgers", "sim.network",
        "sim.processes", "sim.roles", "sim.state", "sim.world", "sim.archive",
    },
    "sim.agents": {"sim.forms", "sim.param", "sim.say", "sim.seats", "sim.state"},
    "sim.hooks": {"sim.axes", "sim.equity", "sim.param", "sim.say", "sim.schedule", "sim.texts"},
    "sim.model": {
        "sim.agents", "sim.arms", "sim.case", "sim.config", "sim.equity", "sim.hooks", "sim.library", "sim.param", "sim.part",
        "sim.population", "sim.record", "sim.schedule", "sim.texts", "sim.world",
    },
    "sim": {"sim.case", "sim.hooks", "sim.model"},  # when its public names are first used
    "sim.declare": {"sim.books", "sim.kinds", "sim.param", "sim.say", "sim.state", "sim.texts", "sim.docstrings"},
    "sim.kinds": {"sim.axis", "sim.say", "sim.state", "sim.texts"},
    "sim.conformity": {
        "sim.books", "sim.case", "sim.instances", "sim.instruments", "sim.library", "sim.model", "sim.processes", "sim.say",
        "sim.schedule", "sim.synthetic", "sim.texts", "sim.docstrings", "sim.world",
    },
    "sim.library": {"sim.books", "sim.equity", "sim.instruments", "sim.kinds", "sim.param", "sim.say", "sim.texts"},
}  # fmt: skip
KNOT = {
    "sim.config",
    "sim.instruments",
    "sim.processes",
}  # a reform lays down numbers, of instruments too; they post teachers
ONLY_IN = {
    "mesa": {"sim.model", "sim.agents"},
    "scipy": {"sim.equity"},
    "pandas": {"sim.agents", "sim.ledgers", "sim.record"},
    "secrets": {"sim.model"},  # the seed of a run that was given none
    "pydantic": {
        "sim.case",
        "sim.check",
        "sim.events",
        "sim.forms",
        "sim.gates",
        "sim.instruments",
        "sim.param",
        "sim.part",
    },
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
LONG = {
    "sim/state.py": "every column, a line each",
}
MOST_LINES = 350


def test_a_module_imports_only_what_the_table_allows() -> None:
    used = packages_used(SIM, "sim")
    assert {k: v - MAY_IMPORT.get(k, set()) for k, v in used.items() if v - MAY_IMPORT.get(k, set())} == {}


def test_the_table_allows_nothing_that_is_not_used() -> None:
    used = packages_used(SIM, "sim")
    assert {k: v - used[k] for k, v in MAY_IMPORT.items() if k in used and v - used[k]} == {}
    assert set(MAY_IMPORT) == set(used)


POSITIONAL = (  # arithmetic on positions of stages, blocks and grades, which `sim.axes` is for
    r"\b2 \* ([\w.]+\.)?(school|post|register|order|len\((\w+\.)?(schools|s)\))",  # places
    r"\b[36] \* len\(|\* 2 \+ \S*stage|\* 3 \+ \S*block|block\S* == [012]\b",  # teams and blocks
    r"\bGRADES\b|grade\S* (?:[<>]=?|==) ?[\d(]|\(1, 7|6 / 9",  # stage of a grade
    r"stage in (?:\(0, 1\)|range\(\d|range\(len\(STAGES)|stage\S* == [012]\b|\bbool\(stage\)|range\(3\)",
    r"[*/%+] ?N_BLOCKS\b|\bN_BLOCKS [*/%+]",  # cells of blocks
    r"(?://|%) ?(?:n_)?(?:stages\b|len\((?:\w+\.)*stages\))|\b(?:schools?|units) \* (?:n_)?stages\b",  # of places
    r"^(?:STAGE|BLOCK|JUNIOR|PRIMARY|SENIOR|CORE|SCIENCE|ARTS) = \d",  # codes written out
    r"reshape\([^)]*\b[236]\b|0, \(2, 3\)|\(2, NEAREST\)|np\.nan, \(2,\)|zeros\(\(2, (?:BINS|11)",  # shapes
)


def test_cells_of_stages_and_blocks_are_asked_for_by_name() -> None:
    found = []
    for path in [*SIM, *sorted((ROOT / "tests" / "elsewhere").glob("*.py"))]:
        if module(path) not in {"sim.axes", "sim.rng"}:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                found += [f"{module(path)}:{number}: {line.strip()}" for p in POSITIONAL if re.search(p, line)]
    assert found == []


DOORS = {"sim", "experiments", "experiments.engine", "experiments.figures"}  # open a room when it is asked for
BACK = {  # imports inside functions that lead back, each to what is made of the module itself
    ("sim.case", "sim.check"),  # a case is read, and then checked by who knows every parameter
    ("sim.instruments", "sim.library"),  # which finds further instruments
    ("experiments.pages.answers", "experiments.pages.development"),  # parts of the page that are seldom there
    ("experiments.pages.answers", "experiments.pages.districts"),
    ("experiments.statistics.regression", "experiments.statistics.response"),
    ("experiments.study.study", "experiments.study.check"),  # a study is read, and then checked
}


def test_no_module_imports_itself_in_a_circle() -> None:
    """Counting imports inside functions, but for the few that are named; and none of these is named for nothing."""
    files = SIM + EXPERIMENTS
    inside = {pair for pair in inside_functions(files) if pair[0] not in DOORS}
    assert " -> ".join(circle(files, inside - BACK)) == ""
    assert BACK - inside == set()
    for pair in BACK:
        assert circle(files, {pair}), f"{pair}: it leads back nowhere"


def test_packages_stand_on_each_other_one_way() -> None:
    """Counting imports at the top of a file, as above; every package outside the knot stands on others alone."""
    stands_on = packages_used(SIM, "sim", inside_functions=False)
    for name in KNOT:
        stands_on[name] -= KNOT
    left = {name: set(there) for name, there in stands_on.items()}
    while ground := [name for name, there in left.items() if not there]:
        left = {name: there - set(ground) for name, there in left.items() if name not in ground}
    assert left == {}


def test_the_model_stays_clear_of_what_is_not_its_business() -> None:
    roots = {path: {name.split(".")[0] for name in imports(path)} for path in SIM}
    assert {module(path): found & NEVER for path, found in roots.items() if found & NEVER} == {}
    strangers = [
        f"{library} in {module(path)}"
        for path, found in roots.items()
        for library, allowed in ONLY_IN.items()
        if library in found and package(module(path)) not in allowed
    ]
    assert strangers == []


def test_heavy_libraries_are_imported_when_needed() -> None:
    heavy = {"pandas", "matplotlib", "SALib"}
    at_the_top = {module(path): heavy & set(imports(path, inside_functions=False)) for path in SIM}
    assert {name: found for name, found in at_the_top.items() if found} == {}


ADVANCING = re.compile(
    r"np\.random\.(?!Generator)|numpy\.random|default_rng|model\.random\b|self\.random\b|model\.rng\b|self\.rng\b|random\.random"
)


def test_no_generator_that_advances_is_used_in_the_model() -> None:
    """Draws have addresses. Mesa's own sets want a generator for shuffling, which agents hand on and never draw from."""
    offenders = {}
    for path in SIM:
        text = path.read_text(encoding="utf-8")
        code = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith(("#", '"""')))
        handed_on = {"model.random", "self.random", "self.rng", "model.rng"} if "agents" in path.parts else set()
        if found := set(ADVANCING.findall(code)) - handed_on:
            offenders[module(path)] = found
    assert offenders == {}


def test_mechanisms_know_nothing_of_the_order_they_act_in() -> None:
    order = {"sim.schedule", "sim.model", "sim.record", "sim.agents"}
    mechanisms = [p for p in SIM if "instruments" in p.parts or "processes" in p.parts]
    assert {module(p): order & set(imports(p)) for p in mechanisms if order & set(imports(p))} == {}


def test_the_model_prints_nothing_and_writes_no_file() -> None:
    offenders = {}
    for path in SIM:
        calls = {ast.unparse(n.func) for n in ast.walk(parsed(path)) if isinstance(n, ast.Call)}
        writes = {c for c in calls if c.endswith((".write_text", ".write_bytes", ".to_csv", ".to_parquet"))}
        if module(path) == "sim.kernels":  # which keeps machine code
            writes = set()
        if found := (calls & {"print", "open"}) | writes:
            offenders[module(path)] = found
    assert offenders == {}


def test_a_file_is_short_enough_to_read_in_one_sitting() -> None:
    lines = {p.relative_to(ROOT).as_posix(): len(p.read_text(encoding="utf-8").splitlines()) for p in SIM + EXPERIMENTS}
    assert {name: n for name, n in lines.items() if n > MOST_LINES and name not in LONG} == {}
    assert set(LONG) <= set(lines)


def test_figures_are_drawn_from_results_and_never_run_the_model() -> None:
    figures = [p for p in EXPERIMENTS if p.parent.name == "figures"]
    assert len(figures) > 5
    runs_it = [
        module(p) for p in figures
        if "sim.model" in set(imports(p)) or "DistrictModel" in p.read_text(encoding="utf-8")
    ]  # fmt: skip
    assert runs_it == []


def test_a_module_says_what_it_is_in_its_first_line() -> None:
    first = {module(path): (ast.get_docstring(parsed(path)) or "").partition("\n")[0] for path in SIM + EXPERIMENTS}
    assert {name: line for name, line in first.items() if not line.endswith((".", ":"))} == {}


def test_every_process_stands_once_in_the_table_of_its_package() -> None:
    folder = ROOT / "sim" / "processes"
    listed = re.findall(r"``(\w+)/?``", ast.get_docstring(parsed(folder / "__init__.py")) or "")
    assert sorted(listed) == sorted(path.stem for path in folder.iterdir() if not path.name.startswith("__"))


def test_a_purpose_of_draws_is_used_once_and_named_after_its_file() -> None:
    """One decision, one purpose: two decisions that share a purpose would share their luck."""
    seen: dict[str, list[str]] = defaultdict(list)
    pattern = re.compile(r"""(?:world\.key|world\.fixed|rng\.key)\((?:[\w.]+,\s*)?f?["']([^"']+)["']""")
    for path in SIM:
        for purpose in pattern.findall(path.read_text(encoding="utf-8")):
            seen[purpose].append(path.stem)
        for purpose in re.findall(r"""self\.key\(world,\s*["']([^"']+)["']""", path.read_text(encoding="utf-8")):
            seen[f"{path.stem}.{purpose}"].append(path.stem)
    assert seen.pop("{self.address}.{purpose}") == ["__init__"]  # by which an instrument's own are made
    assert len(seen) > 25
    assert {p: files for p, files in seen.items() if len(files) > 1} == {}
    assert {p: files for p, files in seen.items() if p.partition(".")[0] not in files} == {}


SAME_THING = {"District", "Group", "Member", "School"}  # a part of a case's file, and Mesa's view of its row


def test_no_two_classes_share_a_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path in SIM + EXPERIMENTS:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(module(path))
    twice = {name: there for name, there in found.items() if len(there) > 1}
    assert {name: there for name, there in twice.items() if name not in SAME_THING} == {}
    assert {tuple(twice[name]) for name in SAME_THING} == {("sim.agents.entities", "sim.case")}
