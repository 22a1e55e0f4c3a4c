"""The report of a run: what stands on its page beside the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import sim
from experiments.figures import Drawn
from experiments.files.output import commit_said, git_commit, versions
from experiments.pages.answers import Answer
from experiments.pages.fill import fill
from experiments.pages.texts import frame as texts
from experiments.runs import targets
from experiments.runs.results import Results
from experiments.words import labels, origins
from experiments.words.labels import named
from experiments.words.phrases import TableView, ends, number, paragraph
from experiments.words.texts import MEASURE, SPAN, STAGE
from sim.equity.standards import SMALLEST
from sim.say import NOTHING, Said, joined, school_year

if TYPE_CHECKING:
    from sim.case import Case

HELD = {"population_seed": texts.POPULATION_SEED, "luck_seed": texts.LUCK_SEED}


def render(results: Results, found: Sequence[Answer], figures: Mapping[str, Drawn], command: str) -> str:
    """Return the report as HTML."""
    case = results.plan.case
    title = texts.TITLE_PAIRED if results.is_paired else texts.TITLE_SINGLE
    return fill(
        "report.html", figures,
        title=title(case=case.title), results=results, answers=found, case=case, facts=facts(results, command),
        reforms=reforms(results), check=start_table(results), missed=missed(results),
        not_to_conclude=paragraph(texts.NO_FORECAST(), assumed(case)),
        counted=origins.is_counted(case), smallest=SMALLEST,
        school=(texts.STANDS_FOR_SENIOR if "senior" in results.stages else texts.STANDS_FOR)(),
    )  # fmt: skip


def facts(results: Results, command: str) -> list[tuple[Said, str]]:
    """Return the design: what was run, how often, with what, and how to do it again."""
    plan, seeds = results.plan, results.seeds
    shown = ", ".join(map(str, seeds)) if len(seeds) <= 20 else SPAN(first=seeds[0], last=seeds[-1])
    held = joined([texts.HELD(name=HELD[name], seed=seed) for name, seed in plan.seeds().items()], zh="", en="")
    settings = ", ".join(f"{k} = {v!r}" for k, v in plan.given.items())
    design = texts.DESIGN_WITHOUT if results.arms == ("baseline",) else texts.DESIGN_WITH
    years = labels.span(*results.years)
    return [
        (texts.CASE(), texts.CASE_SAID(title=plan.case.title, id=plan.case.id, sha=plan.sha256[:16])),
        (texts.YEARS(), years),
        (texts.DESIGN(), (texts.DESIGN_PAIRED if results.is_paired else design)()),
        (texts.SEEDS(), texts.SEEDS_SAID(seeds=shown, n=len(seeds), held=held)),
        (texts.SETTINGS(), settings or texts.NONE()),
        (texts.COMPARED(), _compared(results)),
        *origin(command),
    ]


def origin(command: str) -> list[tuple[Said, str]]:
    """Return how to do it again, and with what it was done."""
    return [
        (texts.AGAIN(), f"`{command}`"),
        (texts.MODEL(), code()),
        (texts.VERSIONS(), ", ".join(f"{k} {v}" for k, v in versions().items())),
    ]


def code() -> Said:
    """Say which code it was done with."""
    commit = git_commit()
    return texts.CODE(code=sim.CODE_HASH, commit=texts.COMMIT(commit=commit_said(commit)) if commit else NOTHING)


def scale(points_per_sd: float | None) -> list[tuple[Said, Said]]:
    """Return what the points of scores are; nothing where a run changes that on its way."""
    return [] if points_per_sd is None else [(texts.SCORES(), texts.SCALE(sd=points_per_sd))]


def _compared(results: Results) -> Said:
    late = labels.in_span(results.late.first, results.late.last)
    if results.is_paired:
        return texts.COMPARED_PAIRED(late=late)
    return texts.COMPARED_TIMES(early=labels.in_span(results.early.first, results.early.last), late=late)


def reforms(results: Results) -> TableView | None:
    """Return the dated reforms of the case."""
    case = results.plan.case
    if not (case.reforms or "decisions" in results.tables) or results.arms == ("baseline",):
        return None
    end = case.start_year + results.plan.years
    rows: list[list[str]] = []
    for r in sorted(case.reforms, key=lambda r: case.term_of(r.date)):
        changes = [f"{k} = {str(v).lower() if isinstance(v, bool) else v}" for k, v in r.set.items()]
        changes += [texts.EVENT(what=event.what, told=event.told()) for _, event in r.events()]
        changes += [r.gate.told(r.districts)] if r.gate else []
        date = r.date.replace("-", "\u2011")
        late = case.start_year + case.term_of(r.date) / 2 >= end
        rows.append([texts.AFTER(date=date) if late else date, named(r), joined(changes) or "–"])
    n = len(case.groups)
    if n:
        dates = sorted(Counter(g.formed for g in case.groups).items())
        formed = joined([texts.FORMED(date=date, n=k) for date, k in dates])
        rows.append(["–", texts.GROUPS_FORMED(n=n), formed])
    heads = [texts.DATE(), texts.THE_REFORM(), texts.SETS()]
    return TableView(texts.CHANGES(), heads, [*rows, *decisions(results)], 3)


def decisions(results: Results) -> list[list[str]]:
    """Return what rules decided on the way, a row per term of the first seed; other seeds may differ."""
    if "decisions" not in results.tables:
        return []
    frame = results.tables["decisions"]
    frame = frame[(frame["arm"] == results.arms[-1]) & (frame["seed"] == results.seeds[0])]
    said: dict[str, list[str]] = {}
    for d in frame.itertuples():
        told = texts.DECIDED(
            decision=labels.DECISIONS[d.decision], subject=d.subject, measure=d.measure, value=d.value, limit=d.limit
        )
        said.setdefault(d.date, []).append(told)
    title = texts.BY_RULES(seed=results.seeds[0])
    return [[date.replace("-", "\u2011"), title, joined(told)] for date, told in said.items()]


def start_table(results: Results) -> TableView:
    """Return the first school year beside what is known of real districts."""
    counted = origins.is_counted(results.plan.case)  # and has no targets
    said = (texts.OUT_OF_BAND, texts.IN_BAND) if counted else (texts.MISS, texts.PASS)
    rows: list[list[str]] = []
    found = targets.checks(results)
    for c in found:
        spread, band = ends(c.least, c.most, c.digits), ends(c.low, c.high, c.digits)
        value = number(c.value, c.digits)
        rows.append([c.target, c.what, labels.STAGES[c.stage].said, band, value, spread, said[c.passed]()])
    headers = [
        (texts.REFERENCE if counted else texts.TARGET)(), MEASURE(), STAGE(), texts.BAND(), texts.FIRST_VALUE(),
        texts.OVER_SEEDS(), (texts.THE_BAND if counted else texts.RESULT)(),
    ]  # fmt: skip
    marked = frozenset() if counted else frozenset(i for i, c in enumerate(found) if not c.passed)
    return TableView(texts.FIRST_YEAR(year=school_year(results.years[0])), headers, rows, 3, marked=marked)


def missed(results: Results) -> Said:
    """Say how many targets of the first day are missed, and which."""
    found = targets.checks(results)
    miss = [c for c in found if not c.passed]
    if not miss:
        return texts.ALL_PASS(n=len(found))
    which = [
        texts.MISSED(target=c.target, what=c.what, stage=labels.STAGES[c.stage].small, value=number(c.value, 3))
        for c in miss
    ]
    return texts.SOME_PASS(n=len(found), passed=len(found) - len(miss), missed=joined(which, zh="；", en="; "))


def assumed(case: Case) -> Said:
    """Say what a case rests on, and how many of the numbers behind a run of it are assumed."""
    from sim.config import parameters

    kinds: Counter[Any] = Counter(p.source.en.partition(":")[0] for p in parameters())
    fitted = (texts.COUNTED if origins.is_counted(case) else texts.NOT_FITTED)()
    n = kinds.total()
    declared = texts.PARAMETERS(n=n, assumed=kinds["assumed"], cited=kinds["cite"], ruled=kinds["rule"])
    return paragraph(fitted, origins.told(case), declared)
