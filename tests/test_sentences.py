"""Every sentence that a person reads is declared in Chinese and in English, in the catalogue of its house."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest
from sources import EXPERIMENTS, SIM, module, parsed

import experiments.pages
from sim.books import ITEMS
from sim.declare import SLOTS
from sim.equity.metric import TAGS
from sim.kinds import WAYS
from sim.say import LANGUAGES, Text
from sim.schedule import CALENDAR
from sim.sums import Combiner

# What looks like a sentence and is read by no person, or stands for itself in both languages.
MEANT = {
    "experiments": {"module 'experiments' has no attribute {}"},
    "sim": {"module 'sim' has no attribute {}"},
    "sim.agents.population": {"<Population of {} students>"},
    "sim.equity.standards": {"{}/{} pupils"},
    "sim.hooks": {"<Observer {} after {}>"},
    "sim.processes.founding": {"spun off"},  # as tables have it
    "sim.processes.phases": {"made names", "reached quality"},
    "sim.processes.swap": {"changed member"},
    "sim.processes.reform": {"not extended"},
    "experiments.app.notebook": {"height: auto"},  # CSS
    "experiments.cli": {"edugroup {} (code {})"},
    "experiments.districts.counties": {"these districts", "an average province", "the nation"},  # as the table has them
    "experiments.docs.keys": {
        "school year",
        "school years",
        "`levers.NAME, uncertainties.NAME`",
    },  # units, and as files have it
    "experiments.docs.odd": {  # names of tables in documents, and of an arm
        "parameters of processes",
        "parameters of instruments",
        "keys of studies",
        "kinds of designs",
        "keys of cases",
        "arguments of kernels",
        "without {}",
    },
    "experiments.engine.batch": {"export PYTHONSAFEPATH=1", 'export PYTHONPATH="${PYTHONPATH:+$PYTHONPATH:}"{}'},
    "experiments.engine.local": {
        "import sys; sys.path[:] = sys.argv[1:]; del sys.argv[1:]; from experiments.engine.worker import main; main()"
    },
    "experiments.files.locking": {"\nprocess {} on {}\n"},  # what a lock holds, which is read again
    "experiments.store.merge": {
        "sha256, id, packed",
        "key, config, {}",
        "{}, config, {}, {}",
        "{}, config, planned, mark",
    },
    "experiments.store.stored": {
        "key, status, error, seconds, peak, attempts, host, finished, outcome",
        "and run.key is null",
    },
    "experiments.docs.targets": {"by construction"},  # as tables have it
    "experiments.ablation.arms": {"no instrument", "rest of the reform"},  # as tables have them
    "experiments.compare.comparison": {"over time"},
    "experiments.export.summary": {"over time"},
    "experiments.compare.comparison_page": {"over time"},
    "experiments.design.designs": {"--replications {}", "--points {}"},
    "experiments.runs.results": {"public funds"},
    "experiments.study.study_page": {"over time"},
    "experiments.figures.fonts.make": {"Noto Sans CJK SC", "{} holds {}, not {}"},  # run by hand
    "experiments.figures.fonts": {"Edugroup Hans"},
    "experiments.figures.style": {"DejaVu Sans"},
    "experiments.pages.fill": {
        '<span class="en">{}</span><span lang="zh" class="zh">{}</span>',
        '<span lang="zh"{}>{}</span>',
        "<<the font>>",
    },
    "experiments.words.labels": {
        "spun off",
        "not extended",
        "made names",
        "reached quality",
        "changed member",
        "万元 (10,000 yuan) a year",
    },  # as tables have them
    "experiments.words.origins": {"cite: records of ", "cite: 台账 ", "（假设）"},  # as cases have it
    "experiments.new_case.draft": {"edugroup new-case"},
    "experiments.new_case.read_as": {
        "one school, several campuses",
        "joint building",
        "several schools together",
        "joint research",
        "regional community",
        "support community",
        "paired for support",
    },
    "experiments.records.places": {"china geodetic coordinate system 2000"},
    "experiments.records.workbooks": {"rows out of order"},
}
PLOTTED = {  # words of matplotlib
    "offset points", "axes fraction", "outside right upper", "outside lower left", "outside lower center", "upper left",
}  # fmt: skip
# Modules whose texts are not said to people, or are themselves declared in both languages, and why.
NOT_SAID = {
    "sim.say": "the mechanism",
    "sim.axes": "entries of axes, each with labels in both languages",
    "sim.units": "units, each in both languages",
    "sim.synthetic": "a district that is made up, its names in both languages",
    "experiments.records.columns": "columns, each with what it means in both languages",
    "experiments.records.codes": "words that cells may hold",
    "experiments.records.example": "the records of a county that is made up",
}
# Houses that read words of Chinese tables: such words alone are no sentences there.
READS = ("experiments.records.", "experiments.new_case.")

DECLARES = {  # calls that declare a pair, a pattern, SQL
    "Text", "Said", "Words", "Item", "PlacementKind", "Indicator", "Stage", "PupilOutcome", "axis", "Key", "column", "owned",
    "metric", "_of_ratings", "on_request", "_form", "_strength", "_flag", "Unified", "compile", "execute",
}  # fmt: skip
OURS = {"TypeError", "AssertionError", "NotImplementedError"}  # mistakes of a programmer, who reads English
SINKS = {
    "print", "say", "Refused", "Failed", "CaseError", "ParamError", "ArgumentTypeError", "ArgumentError",
    "set_title", "set_xlabel", "set_ylabel", "suptitle", "TableView", "add_argument_group",
}  # fmt: skip
SHOWN = {"help", "title", "description", "epilog", "caption", "headers", "label", "xlabel", "ylabel"}  # keywords
WORD = r"(?:[A-Za-z]{2,}|\{\})"
SENTENCE = re.compile(
    rf"(?=[^{{}}]*(?:\{{\}}[^{{}}]*)*[A-Za-z]{{2}})(?:{WORD}[,;:]? [a-z]{{2,}}|[A-Za-z]{{2,}}[,;:]? {WORD})"
)
# What the model declares under names of several words, which stand in tables as they are; lists of columns and of steps.
CODES = {*ITEMS, *SLOTS, *TAGS, *WAYS, *get_args(Combiner.__value__), *(season for season, _ in CALENDAR)}
COLUMNS = re.compile(r"\s*(([a-z_]+\.[a-z_*]+|\{\})(,?\s+|$))+")
SQL = re.compile(r"\s*(create table|alter table|insert into \w+\(|pragma \w+ =)")  # statements, which no person reads
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def is_catalogue(path: Path) -> bool:
    return path.stem == "texts" or path.parent.name == "texts"


FIELD = re.compile(r"\{[^{}]*\}")
CATALOGUES = [path for path in SIM + EXPERIMENTS if is_catalogue(path)]


def declared() -> Iterator[tuple[str, Text]]:
    """Yield every text of the catalogues by its dotted name, those in tables by the name of the table and their place."""
    for path in CATALOGUES:
        for name, thing in vars(import_module(module(path))).items():
            inside = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, tuple) else ()
            for place, one in [("", thing), *((f"[{key}]", one) for key, one in inside)]:
                if isinstance(one, Text):
                    yield f"{module(path)}.{name}{place}", one


TEXTS = dict(declared())
TEMPLATES = sorted((Path(experiments.pages.__file__).parent / "templates").glob("*.html"))
FRAME, INSPECTED = "experiments.pages.texts.frame", "experiments.inspection.texts.page"
SHOWN_BY = {"inspection.html": (INSPECTED,), "parts.html": (), "report.html": (FRAME,), "study.html": (FRAME,)}
SAYS = re.compile(r"\b[tp]\.([A-Z][A-Z0-9_]+)")
SWITCHES = {"中文", "English"}  # each of which is read by those who read the other page


def shape(node: ast.AST) -> str | None:
    """Return a literal as a text, with ``{}`` for what is put into it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(v.value if isinstance(v, ast.Constant) else "{}" for v in node.values)  # type: ignore[misc]
    return None


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def typed(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the literals of a file that a person may read, with their lines."""

    def walk(node: ast.AST, shown: bool) -> Iterator[tuple[int, str]]:
        if isinstance(node, ast.Expr) and shape(node.value) is not None:
            return  # a docstring
        if isinstance(node, ast.Call):
            name = name_of(node)
            if name in DECLARES or name in OURS or {"zh", "en"} <= {k.arg for k in node.keywords}:
                return
            shown = name in SINKS
        if isinstance(node, ast.keyword):
            shown = node.arg in SHOWN or (shown and node.arg is None)
        if isinstance(node, ast.Assert):
            yield from walk(node.test, False)
            return
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.target) in LANGUAGES:
            return  # what a class is called
        if isinstance(node, ast.ClassDef) and "Named" in map(ast.unparse, node.bases):
            for child in (c for c in node.body if not isinstance(c, ast.Assign)):  # which give members their labels
                yield from walk(child, False)
            return
        text = shape(node)
        if text is not None:
            if SQL.match(text) or COLUMNS.fullmatch(text) or text in CODES:
                return
            if (
                SENTENCE.search(text)
                or CHINESE.search(text)
                or (shown and re.search(r"[A-Za-z]{3}", text.replace("edugroup", "")))
            ):
                yield node.lineno, text  # type: ignore[attr-defined]
            inner = [v.value for v in getattr(node, "values", ()) if isinstance(v, ast.FormattedValue)]
            for value in inner:
                yield from walk(value, False)
            return
        for child in ast.iter_child_nodes(node):
            passes = isinstance(
                node, ast.Call | ast.keyword | ast.List | ast.Tuple | ast.IfExp | ast.BinOp | ast.Starred
            )
            yield from walk(child, shown and passes)

    yield from walk(tree, False)


def found_in(path: Path) -> Iterator[tuple[int, str]]:
    """Yield what is typed in a file that should stand in a catalogue."""
    name = module(path)
    if not is_catalogue(path) and name not in NOT_SAID:
        for line, text in typed(parsed(path)):
            if (
                text not in MEANT.get(name, ())
                and text not in PLOTTED
                and (not name.startswith(READS) or re.search("[A-Za-z]{3}", text))
            ):
                yield line, text


def test_no_sentence_is_typed_outside_the_catalogues() -> None:
    found = [f"{module(path)}:{line}: {text}" for path in SIM + EXPERIMENTS for line, text in found_in(path)]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'raise Refused(f"{name} is missing")', 'raise ValueError(f"no school {name}")', "print('Seeds', file=err)",
        'yield f"{where}: {value} is out of range"', 'parser.add_argument("--x", help="years")', 'x = "学校"',
        'axes.set_xlabel("Year")', 'x = f"{a} of {b}"', 'TableView("t", ["Measure", "Unit"], rows)',
        'raise Refused(texts.A(x="no school" if y else z))', 'zh = "学校"', 'x = "schools.cash is spent"',
    ],
)  # fmt: skip
def test_a_sentence_that_is_typed_where_it_is_said_is_found(line: str) -> None:
    assert list(typed(ast.parse(line)))


@pytest.mark.parametrize(
    "line",
    [
        'raise Refused(texts.MISSING(name=name))', 'x = Text(zh="学校", en="a school")', '"""A docstring of words."""',
        "assert x, 'what a pity'", 'x = param(1, zh="一", en="one thing")', 'frame["mean_score"] = f"{a}.{b}"',
        'print(f"{a} = {b}")', 'x = "students.score schools.mean_score"', 'zh: ClassVar[str] = "学校"',
        'class A(Named):\n    B = 0, "甲", "a"', 'pay("digital platform")',
        'store.execute("select key from run")', 'raise TypeError("takes no fields")',
    ],
)  # fmt: skip
def test_what_is_no_sentence_is_let_pass(line: str) -> None:
    assert list(typed(ast.parse(line))) == []


def test_both_languages_of_a_text_are_there_and_differ() -> None:
    bare = {name: (FIELD.sub("", text.zh), FIELD.sub("", text.en)) for name, text in TEXTS.items()}
    words = {name: [set(re.findall("[A-Za-z]{2,}", text)) for text in pair] for name, pair in bare.items()}
    assert [name for name, (zh, en) in words.items() if en - zh and not CHINESE.search(bare[name][0])] == []
    # Words that stand in tables are quoted as they stand there.
    english = {name: re.sub(r"[“(][^”)]*[”)]", "", en) for name, (_, en) in bare.items() if not name.startswith(READS)}
    assert [name for name, en in english.items() if CHINESE.search(en)] == []
    chinese = {name: re.sub("Sobol'|^(?:cite|assumed): ", "", zh) for name, (zh, _) in bare.items()}
    assert [
        name for name, zh in chinese.items() if re.search(r"[,;:?!]( |$)|\w'|' ", zh)
    ] == []  # signs of the other one


def catalogue_names(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield what a file calls the texts it uses, and their dotted names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                if whole in TEXTS:
                    yield alias.asname or alias.name, whole
                for name in TEXTS:
                    if name.rpartition(".")[0] == whole:
                        yield f"{alias.asname or alias.name}.{name.rpartition('.')[2]}", name


def test_texts_are_said_with_just_their_fields() -> None:
    wrong = []
    for path in SIM + EXPERIMENTS:
        names = dict(catalogue_names(parsed(path)))
        for node in ast.walk(parsed(path)) if names else ():
            if isinstance(node, ast.Call) and (whole := names.get(ast.unparse(node.func))):
                given = {k.arg for k in node.keywords}
                if node.args or (None not in given and given != TEXTS[whole].fields):
                    wrong.append(
                        f"{module(path)}:{node.lineno}: {whole} takes {sorted(TEXTS[whole].fields)}, not {given}"
                    )
    assert wrong == []


def test_no_text_is_declared_that_nobody_says() -> None:
    used = set()
    for path in SIM + EXPERIMENTS:
        tree = parsed(path)
        names = dict(catalogue_names(tree))
        said = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute | ast.Name)}
        used |= {whole for name, whole in names.items() if name in said}
        if is_catalogue(path):  # which gathers some of its texts in tables
            inside = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
            used |= {f"{module(path)}.{name}" for name in inside}
    for template in TEMPLATES:
        used |= {
            f"{catalogue}.{name}"
            for catalogue in SHOWN_BY[template.name]
            for name in SAYS.findall(template.read_text())
        }
    assert sorted(name for name in TEXTS if "[" not in name and name not in used) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_sentences_and_say_texts_that_are_there(template: Path) -> None:
    page = template.read_text(encoding="utf-8")
    bare = re.sub(r"\{% call.*?endcall %\}|\{%.*?%\}|\{\{.*?\}\}", " ", page, flags=re.DOTALL)
    words = re.sub(r"<style>.*?</style>|<[^>]*>", " ", bare, flags=re.DOTALL)
    assert [w for w in re.findall(r"[^\W\d_]+", words) if w not in SWITCHES] == []
    assert re.findall(r"""(?:title|alt)="[^"{]*[^\W\d_]{2}""", page) == []
    for name in SAYS.findall(page):
        assert any(hasattr(import_module(catalogue), name) for catalogue in SHOWN_BY[template.name]), name


def test_catalogues_hold_texts_and_no_code() -> None:
    trees = {module(path): ast.walk(parsed(path)) for path in CATALOGUES}
    assert [
        name for name, nodes in trees.items() if any(isinstance(n, ast.FunctionDef | ast.ClassDef) for n in nodes)
    ] == []
