"""The report of a run: one HTML file that can be read without a network, its images inside."""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

import sim
from experiments.figures import Drawn
from experiments.files.output import git_commit, versions
from experiments.pages.answers import Answer
from experiments.runs import targets
from experiments.runs.results import Results
from experiments.words import labels, origins
from experiments.words.labels import named
from experiments.words.phrases import TableView, number
from sim.equity.standards import SMALLEST
from sim.say import language, spoken

if TYPE_CHECKING:
    from sim.case import Case

CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]+")
SHORT = 8  # characters that are not broken over two lines
CODE = re.compile(r"`([^`]+)`")


def render(results: Results, found: Sequence[Answer], figures: Mapping[str, Drawn], command: str) -> str:
    """Return the report as HTML."""
    return fill(
        "report.html", figures,
        results=results, answers=found, case=results.plan.case, facts=facts(results, command), reforms=reforms(results),
        check=start_table(results), missed=missed(results), assumed=assumed(results.plan.case),
        counted=origins.is_counted(results.plan.case), smallest=SMALLEST,
    )  # fmt: skip


def fill(template: str, figures: Mapping[str, Drawn], said: ModuleType | None = None, **values: Any) -> str:
    """Return a page with its pictures inside; ``said`` is the catalogue of the template's own sentences, which it calls ``t``."""
    environment = Environment(
        loader=PackageLoader("experiments.pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["text"] = text
    pictures = {name: (base64.b64encode(d.file.read_bytes()).decode(), d.caption) for name, d in figures.items()}
    return environment.get_template(template).render(pictures=pictures, t=said, shown=language(), **values)


def text(raw: Any) -> Markup:
    """Escape a text, mark its Chinese parts as Chinese and its `code` as code; of one in two languages the page shows either."""
    en, zh = spoken(raw, "en"), spoken(raw, "zh")
    if en == zh:
        return Markup(CHINESE.sub(_chinese, _safe(en)))
    return Markup(
        f'<span class="en">{CHINESE.sub(_chinese, _safe(en))}</span><span class="zh" lang="zh">{_safe(zh)}</span>'
    )


def _safe(raw: Any) -> str:
    return CODE.sub(r"<code>\1</code>", str(escape(str(raw))))


def _chinese(match: re.Match[str]) -> str:
    short = ' class="short"' if len(match[0]) <= SHORT else ""
    return f'<span lang="zh"{short}>{match[0]}</span>'


def facts(results: Results, command: str) -> list[tuple[str, str]]:
    """Return the design: what was run, how often, with what, and how to do it again."""
    plan = results.plan
    seeds = results.seeds
    shown = ", ".join(map(str, seeds)) if len(seeds) <= 20 else f"{seeds[0]} to {seeds[-1]}"
    settings = ", ".join(f"{k} = {v!r}" for k, v in plan.given.items()) or "none"
    held = "".join(f"; {name.replace('_', ' ')} {seed}" for name, seed in plan.seeds().items())
    if results.is_paired:
        design = (
            "two arms that share their seeds: the baseline is the same district without its reforms, mergers and groups; core "
            "and member schools are those the case names, in both arms"
        )
    else:
        design = "one run " + (
            "without reforms and groups" if results.arms == ("baseline",) else "with the reforms of the case"
        )
    return [
        ("Case", f"{named(plan.case.title)} (`{plan.case.id}`, SHA-256 {plan.sha256[:16]}…)"),
        ("School years", f"{labels.school_year(results.years[0])} to {labels.school_year(results.years[1])}"),
        ("Design", design),
        ("Seeds", f"{shown} (n = {len(seeds)}){held}"),
        ("Settings changed", settings),
        ("Compared", _compared(results)),
        *origin(command),
    ]


def origin(command: str) -> list[tuple[str, str]]:
    """Return how to do it again, and with what it was done."""
    commit = git_commit()
    return [
        ("To do it again", f"`{command}`"),
        ("Model", f"code {sim.CODE_HASH}" + (f", commit {commit}" if commit else "")),
        ("Versions", ", ".join(f"{k} {v}" for k, v in versions().items())),
    ]


def scale(points_per_sd: float | None) -> list[tuple[str, str]]:
    """Return what the points of scores are; nothing where a run changes that on its way."""
    if points_per_sd is None:
        return []
    return [
        (
            "Scores",
            f"on an exam scale on which one SD (standard deviation) of the first cohort is {points_per_sd:g} points",
        )
    ]


def _compared(results: Results) -> str:
    late = labels.in_span(results.late.first, results.late.last)
    if results.is_paired:
        return f"means of {late} within each seed; intervals are 95 % t intervals of the mean difference"
    return f"means of {labels.in_span(results.early.first, results.early.last)} and of {late}"


def reforms(results: Results) -> TableView | None:
    """Return the dated reforms of the case."""
    case = results.plan.case
    if not (case.reforms or "decisions" in results.tables) or results.arms == ("baseline",):
        return None
    end = case.start_year + results.plan.years
    rows = []
    for r in sorted(case.reforms, key=lambda r: case.term_of(r.date)):
        sets = [f"{k} = {str(v).lower() if isinstance(v, bool) else v}" for k, v in r.set.items()]
        changes = [*sets, *(f"{event.en_what} {event.zh_what}: {event.told()}" for _, event in r.events())]
        changes += [r.gate.told(r.districts)] if r.gate else []
        beyond = " (after the horizon)" if case.start_year + case.term_of(r.date) / 2 >= end else ""
        rows.append([r.date.replace("-", "\u2011") + beyond, named(r), ", ".join(changes) or "–"])
    n = len(case.groups)
    if n:
        dates = sorted(Counter(g.formed for g in case.groups).items())
        rows.append(["–", f"Groups formed 集团成立 ({n})", ", ".join(f"{k} in {d}" for d, k in dates)])
    return TableView("What changes, and when", ["Date", "Reform", "Sets"], [*rows, *decisions(results)], 3)


def decisions(results: Results) -> list[list[str]]:
    """Return what rules decided on the way, a row per term of the first seed; other seeds may differ."""
    if "decisions" not in results.tables:
        return []
    frame = results.tables["decisions"]
    frame = frame[(frame["arm"] == results.arms[-1]) & (frame["seed"] == results.seeds[0])]
    said: dict[str, list[str]] = {}
    for d in frame.itertuples():
        said.setdefault(d.date, []).append(
            f"{d.decision} {labels.DECISIONS[d.decision]}: {d.subject} ({d.measure} {d.value:.3g}, limit {d.limit:.3g})"
        )
    title = f"By rules 规则所定 (seed {results.seeds[0]})"
    return [[date.replace("-", "\u2011"), title, ", ".join(texts)] for date, texts in said.items()]


def start_table(results: Results) -> TableView:
    """Return the first school year beside what is known of real districts."""
    counted = origins.is_counted(results.plan.case)
    said = ("outside", "inside") if counted else ("miss", "pass")  # a counted district has no targets
    rows = []
    for c in targets.checks(results):
        spread = f"{number(c.least, c.digits)} to {number(c.most, c.digits)}"
        band = f"{number(c.low, c.digits)} to {number(c.high, c.digits)}"
        words = labels.STAGES[c.stage]
        value = number(c.value, c.digits)
        rows.append(
            [
                c.target,
                f"{c.what} {c.zh}",
                f"{words.en}\u00a0{words.zh}",
                band,
                value,
                spread,
                said[c.passed],
            ]
        )
    headers = [
        "Reference" if counted else "Target",
        "Measure",
        "Stage",
        "Band",
        "First year",
        "Over seeds",
        "The band" if counted else "Result",
    ]
    return TableView(f"The first school year, {labels.school_year(results.years[0])}", headers, rows, 3)


def missed(results: Results) -> str:
    """Say how many targets of the first day are missed, and which."""
    found = targets.checks(results)
    miss = [c for c in found if not c.passed]
    if not miss:
        return f"All {len(found)} checks pass."
    which = "; ".join(f"{c.target} {c.what}, {c.stage}: {number(c.value, 3)}" for c in miss)
    return f"{len(found) - len(miss)} of {len(found)} checks pass. Missed: {which}."


def assumed(case: Case) -> str:
    """Say what a case rests on, and how many of the numbers behind a run of it are assumed."""
    from sim.config import parameters

    kinds: Counter[Any] = Counter(p.source.partition(":")[0] for p in parameters())
    fitted = (
        "Its first day was counted; how pupils learn, teachers move and parents choose was not fitted to its data. "
        if origins.is_counted(case)
        else "No parameter was fitted to its data. "
    )
    return (
        f"{fitted}{origins.told(case)} Of {sum(kinds.values())} declared parameters {kinds['assumed']} are assumed, "
        f"{kinds['cite']} follow a cited study and {kinds['rule']} follow from a rule."
    )
