"""Tables, figures and page of an ablation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.ablation import placebo_page, texts, tornado_page
from experiments.ablation.ablation import ENOUGH, MEASURES, SPENT, Ablation
from experiments.ablation.arms import WAYS
from experiments.compare import comparison_page
from experiments.compare.texts import page as compared
from experiments.compare.texts import tables as compared_tables
from experiments.engine import OK
from experiments.export import dictionary
from experiments.figures import Drawn, ablation, draw
from experiments.files.study_folder import ABLATE, TABLES, part
from experiments.files.tables import write_table
from experiments.pages import findings
from experiments.pages.answers import Answer
from experiments.pages.findings import Page
from experiments.pages.report import origin, scale
from experiments.runs import columns
from experiments.words import labels, phrases
from experiments.words.phrases import TableView
from sim.equity.metrics import REGISTRY
from sim.say import Said, joined
from sim.units import amount, unit

if TYPE_CHECKING:
    from experiments.ablation.tornado import Tornado
    from experiments.runs.outcomes import Outcome
    from experiments.statistics.paired import Paired

GAP = MEASURES[0]


def write(
    found: Ablation, folder: Path, command: str, argv: Sequence[str], tornado: Tornado | None = None
) -> list[Answer]:
    """Write tables, figures and page of an ablation, and of its tornado, into its folder, and return its answers."""
    named = {"contributions": found.table(), "arms": found.arms(), "values": found.values()}
    if tornado is not None:
        named["tornado"] = tornado.table()
    with part(folder, TABLES, ABLATE) as written:
        for name, frame in named.items():
            write_table(written, name, frame)
        asked = [o for h in found.plan.horizons for o in found.at(h).values()]
        dictionary.write(written.path, named, columns.meanings(asked, [found.plan.run.case]))
        written.write_manifest(ABLATE[0], argv, manifest(found, command))
    drawn = findings.write_figures(partial(draw_all, found, tornado), folder, command)
    answers = [contributions(found), sums(found), cost(found)]
    if found.plan.placebos:
        answers.insert(1, placebo_page.answer(found, partial(_head, found, first=True), partial(_after, found)))
    if tornado is not None:
        answers.append(tornado_page.answer(tornado))
    if len(found.plan.horizons) > 1:
        answers.append(time(found))
    findings.write(page(found, answers, folder, command), drawn, folder)
    return answers


def draw_all(found: Ablation, tornado: Tornado | None, folder: Path) -> dict[str, Drawn]:
    """Draw a forest per horizon, and the tornado."""
    makers = {_figure(h): partial(ablation.forest, *_forest(found, h)) for h in found.plan.horizons}
    if tornado is not None:
        makers[tornado_page.FIGURE] = partial(ablation.tornado, *tornado_page.drawn(tornado))
    return draw(makers, folder, suffixes=findings.PICTURES)


def _figure(horizon: int) -> str:
    return f"forest-{horizon}"


def _forest(found: Ablation, horizon: int) -> tuple[Any, ...]:
    """Return what `experiments.figures.ablation.forest` draws of a horizon."""
    import pandas as pd

    rest = "interaction"
    rows = {i: words.said for i, words in found.plan.instruments.items()} | {rest: texts.LEFT_OVER()}
    table, names, scores = [], {}, {}
    at = found.at(horizon)
    order = [f"{m}.{stage}" for stage in found.stages for m in MEASURES] + list(SPENT)
    for key in order:
        o = at[key]
        names[key] = _title(found, o)
        if o.stage is not None:
            scores[key] = found.found.points_per_sd
        for way in WAYS:
            for row in rows:
                p = (
                    found.pair("interaction", o.name, way)
                    if row == rest
                    else found.pair("instrument", o.name, way, row)
                )
                sure, p = found.is_sure(p), p.scaled(1 / o.shown_in)
                table.append((key, way, row, p.difference, p.low, p.high, sure))
    frame = pd.DataFrame(table, columns=["outcome", "way", "row", "difference", "low", "high", "sure"])
    known = [key for key in order if frame.loc[frame["outcome"] == key, "difference"].notna().any()]
    return frame, rows, {way: texts.WAYS[way]() for way in WAYS}, known, names, scores


def contributions(found: Ablation) -> Answer:
    """What each instrument contributes to the gap at the last horizon, and to the rest."""
    last = found.plan.horizons[-1]
    out = Answer("contributions", texts.WHICH.en, texts.WHICH.zh, figures=(_figure(last),))
    told = []
    for stage, words in found.stages.items():
        o = found.at(last)[f"{GAP}.{stage}"]
        for way in WAYS if found.enough else ():
            told.append(texts.GAP_OF(stage=words.small, horizon=last, way=texts.WAYS[way](), told=_told(found, o, way)))
    if not found.enough:
        n = len(found.found.seeds)
        out.sentences.append(texts.FEW_SEEDS(n=n, least=ENOUGH))
        out.short = texts.FEW_SHORT(n=n, least=ENOUGH)
    else:
        out.sentences += told
        out.short = _lines(told)
    out.sentences += [texts.READ(horizon=last, year=_year(found, last)), texts.IN_ORDER()]
    out.tables.append(_table(found, last, MEASURES))
    return out


def _told(found: Ablation, o: Outcome, way: str) -> Said:
    """Say which instruments contribute to an outcome, and which of them most, as far as the intervals go."""
    tools = found.plan.instruments
    pairs = {i: found.pair("instrument", o.name, way, i) for i in tools}
    sure = {i: p for i, p in pairs.items() if found.is_sure(p)}
    zero = [tools[i].said for i, p in pairs.items() if _is_zero(p)]
    open_ = len(tools) - len(sure) - len(zero)
    parts = [texts.BY(instrument=tools[i].said, change=_bare(p, o)) for i, p in sure.items()]
    if open_:
        parts.append(texts.REST(n=open_) if sure else texts.NO_OTHER(n=open_))
    if zero:
        parts.append(texts.ZERO(instruments=zero))
    if len(sure) > 1:
        lead = found.leader(o.name, way)
        parts.append(texts.NO_ORDER() if lead is None else texts.LEADS(instrument=tools[lead].said))
    return joined(parts, zh="；", en="; ")


def _bare(p: Paired, o: Outcome) -> str:
    """Return a difference with its interval, without its unit."""
    return phrases.estimate(p.difference, p.low, p.high, o.digits, phrases.signed)


def _is_zero(p: Paired) -> bool:
    """Whether a contribution is nothing in every seed."""
    return p.n > 0 and p.difference == 0 and not p.sd_paired > 0


def sums(found: Ablation) -> Answer:
    """What the parts do not sum up to."""
    last = found.plan.horizons[-1]
    out = Answer("sums", texts.SUMS.en, texts.SUMS.zh)
    for stage, words in found.stages.items():
        o = found.at(last)[f"{GAP}.{stage}"]
        ways = (("instruments", ""), ("interaction", "off"), ("interaction", "alone"))
        pairs = [_bare(found.pair(name, o.name, way), o) for name, way in ways]
        whole, off, alone = pairs
        out.sentences.append(texts.SUM_OF(stage=words.small, horizon=last, all=whole, off=off, alone=alone))
    out.short = _lines(out.sentences) if found.enough else texts.FEW_SHORT(n=len(found.found.seeds), least=ENOUGH)
    out.sentences.append(texts.SUMS_ARE())
    for horizon in reversed(found.plan.horizons):
        rows = []
        for o in found.at(horizon).values():
            for k, (key, said) in enumerate(texts.PARTS.items()):
                name, way = _split(key)
                p = found.pair(name, o.name, way).scaled(1 / o.shown_in)
                rows.append([_head(found, o, first=k == 0), said(), *_cells(p, o), str(p.n)])
        heads = [texts.MEASURE(), texts.PART(), texts.DIFFERENCE(), texts.TOGETHER(), texts.SEEDS()]
        caption = compared_tables.CAPTION(what=texts.SUM_CAPTION(), window=_after(found, horizon))
        out.tables.append(TableView(caption, heads, rows, 2, folded=horizon != last))
    return out


def _split(key: str) -> tuple[str, str]:
    """Return part and way of a row of the table of sums."""
    for way in WAYS:
        if key.endswith(f" {way}"):
            return key.removesuffix(f" {way}"), way
    return key, ""


def cost(found: Ablation) -> Answer:
    """What hours and yuan each instrument takes."""
    last = found.plan.horizons[-1]
    out = Answer("cost", texts.COST.en, texts.COST.zh)
    told = []
    hours, money = (found.at(last)[name] for name in SPENT)
    for i, words in found.plan.instruments.items():
        paid = found.pair("instrument", money.name, "off", i).scaled(1 / money.shown_in)
        time_ = found.pair("instrument", hours.name, "off", i)
        given = {"money": _sized(paid, money.as_shown()), "hours": _sized(time_, hours)}
        told.append(texts.TAKEN(instrument=words.said, **given))
    out.short = _lines([texts.COST_OF(horizon=last), *told])
    out.sentences.append(texts.COST_IS())
    out.tables.append(_table(found, last, SPENT))
    return out


def time(found: Ablation) -> Answer:
    """How contributions come about: the earlier horizons."""
    *earlier, _ = found.plan.horizons
    out = Answer("time", texts.TIME.en, texts.TIME.zh, figures=tuple(_figure(h) for h in earlier))
    out.sentences.append(texts.TIME_IS(horizons=[str(h) for h in found.plan.horizons]))
    out.short = texts.TIME_SHORT()
    for horizon in earlier:
        view = _table(found, horizon, (*MEASURES, *SPENT))
        view = TableView(view.caption, view.headers, view.rows, view.n_words, folded=True)
        out.tables.append(view)
    return out


def page(found: Ablation, answers: list[Answer], folder: Path, command: str) -> Page:
    """Return the page of an ablation."""
    whole, case = found.found, found.plan.run.source.case
    lost = int((whole.values["status"] != OK).sum())
    missing = findings.failures(whole.failures, str(folder), whole.tally.missing)
    if damaged := whole.damaged:
        missing.insert(0, compared.DAMAGED(n=damaged, folder=folder))
    if lost:
        missing.insert(0, compared.NOT_THERE(n=lost, total=len(whole.values)))
    title = texts.TITLE(case=case.title, n=len(found.plan.instruments))
    return Page(
        title=title.en,
        zh=title.zh,
        lead=[texts.LEAD(n=len(whole.seeds))],
        answers=answers,
        headline=answers[0].sentences[:-2],
        facts=facts(found, command),
        cautions=[*findings.cautions(case), texts.CAUTION(), texts.ALL_AT_ONCE(least=ENOUGH)],
        missing=missing,
        tables=[_scenarios(found)],
        beside=texts.BESIDE(),
    )


def facts(found: Ablation, command: str) -> list[tuple[str, str]]:
    """Return the design of an ablation: that of its comparison, without the list of its scenarios, which is a table."""
    run, plan = found.plan.run, found.plan
    kept = (compared_tables.SEEDS.en, compared_tables.RUNS.en)
    shared = [fact for fact in comparison_page.facts(found.found, command) if getattr(fact[0], "en", "") in kept]
    first, last = (labels.span(y, y) for y in (plan.first, run.first_year + run.years - 1))
    horizons = texts.HORIZONS_SAID(horizons=[str(h) for h in plan.horizons], first=first, last=last)
    return [
        (texts.ABLATED(), joined([words.said for words in plan.instruments.values()], zh="、", en=", ")),
        (texts.HORIZONS(), horizons),
        (texts.DESIGN(), texts.DESIGN_SAID(n=len(plan.scenarios))),
        *shared,
        *scale(found.found.points_per_sd),
        *origin(command),
    ]


def manifest(found: Ablation, command: str) -> dict[str, Any]:
    """Return what the manifest says of an ablation."""
    plan = found.plan
    about: dict[str, Any] = {"placebos": list(plan.placebos)}
    about |= {"case": plan.case, "instruments": list(plan.instruments), "horizons": list(plan.horizons)}
    return {**comparison_page.manifest(found.found, command), **about, "first_reform_year": plan.first}


def _scenarios(found: Ablation) -> TableView:
    rows = [[s.name, texts.WRITTEN_SAID(text=s.text)] for s in found.plan.scenarios]
    return TableView(texts.ARMS_CAPTION(), [texts.WHAT(), texts.WRITTEN()], rows, 2)


def _table(found: Ablation, horizon: int, measures: Sequence[str]) -> TableView:
    """Return what instruments contribute to some measures at a horizon: a row per measure, stage and instrument."""
    rows, counted = [], []
    for key, o in found.at(horizon).items():
        if key.partition(".")[0] not in measures and key not in measures:
            continue
        for k, (i, words) in enumerate(found.plan.instruments.items()):
            pairs = [found.pair("instrument", o.name, way, i).scaled(1 / o.shown_in) for way in WAYS]
            cells = [cell for p in pairs for cell in _cells(p, o)]
            rows.append([_head(found, o, first=k == 0), words.said, *cells])
            counted += [p.n for p in pairs]
    heads: list[str] = [texts.MEASURE(), texts.INSTRUMENT()]
    heads += [head for way in WAYS for head in (texts.WAYS[way](), texts.TOGETHER())]
    caption = texts.CAPTION(after=_after(found, horizon), seeds=_seeds(counted))
    return TableView(caption, heads, rows, 2)


def _head(found: Ablation, o: Outcome, *, first: bool) -> str:
    """Return stage, measure and unit of a row; empty where they are those of the row above."""
    return labels.with_unit(_panel(found, o), o.as_shown().unit) if first else ""


def _panel(found: Ablation, o: Outcome) -> Said:
    """Return stage and measure."""
    stage = found.stages.get(o.stage or "")
    return texts.PANEL(stage=stage.said, measure=_short(o)) if stage else _short(o)


def _title(found: Ablation, o: Outcome) -> Said:
    """Return what a panel of a figure is called, on two lines."""
    stage, shown = found.stages.get(o.stage or ""), unit(o.as_shown().unit)
    if stage is None:
        return texts.PANEL_TITLE(measure=_short(o), unit=shown)
    return texts.PANEL_OF(stage=stage.said, measure=_short(o), unit=shown)


def _seeds(shown: Sequence[int]) -> Said:
    """Say how many seeds counted, in a caption."""
    low, high = min(shown, default=0), max(shown, default=0)
    return texts.SEEDS_SAID(n=low) if low == high else texts.SEEDS_FROM(low=low, high=high)


def _cells(p: Paired, o: Outcome) -> list[str]:
    """Return a difference with its interval, and the interval that holds for all together."""
    digits = phrases.places(p.low, p.high, o.as_shown().digits)
    alone = phrases.estimate(p.difference, p.low, p.high, o.as_shown().digits, phrases.signed)
    return [alone, phrases.ends(p.low_all, p.high_all, digits, phrases.signed)]


def _short(o: Outcome) -> Said:
    """Return what an outcome is called without stage and years."""
    if o.stage is not None:
        return Said(REGISTRY[o.measure].zh, REGISTRY[o.measure].axis)
    return (texts.MONEY if o.is_cost else texts.HOURS)()


def _sized(p: Paired, o: Outcome) -> Said:
    """Return a difference with its unit and interval."""
    return amount(_bare(p, o), o.unit)


def _after(found: Ablation, horizon: int) -> Said:
    return texts.AFTER_SAID(horizon=horizon, year=_year(found, horizon))


def _year(found: Ablation, horizon: int) -> Said:
    _, last = found.plan.span(horizon)
    return labels.span(last, last)


def _lines(parts: Sequence[str]) -> Said:
    """Return what a terminal shows on lines of their own."""
    return joined(parts, zh="\n  ", en="\n  ")
