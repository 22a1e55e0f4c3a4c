"""Tables, figures and page of a comparison of scenarios."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.compare import by_horizon, chance_shares, placebo, precision
from experiments.compare.by_district import districts
from experiments.compare.comparison import Comparison
from experiments.compare.texts import page as texts
from experiments.compare.texts import tables
from experiments.compare.usual import usual
from experiments.engine import OK
from experiments.export import dictionary
from experiments.figures import Drawn, draw, studies_time
from experiments.files.study_folder import COMPARE, TABLES, part
from experiments.files.tables import write_table
from experiments.pages import findings
from experiments.pages.answers import Answer
from experiments.pages.findings import Page
from experiments.pages.report import origin, scale
from experiments.runs import columns, outcomes
from experiments.runs.results import reform_dates
from experiments.words import labels, phrases
from experiments.words.phrases import TableView, change, verb
from sim.equity.metrics import FAMILIES, REGISTRY, in_order
from sim.say import NOTHING, Said, joined
from sim.units import unit

if TYPE_CHECKING:
    import pandas as pd

    from experiments.compare.scenarios import Scenario
    from experiments.runs.outcomes import Outcome
    from experiments.statistics.paired import Paired

HEADERS = (
    tables.REFERENCE, tables.VALUE, tables.DIFFERENCE, tables.INTERVAL, tables.ALL_TOGETHER, tables.SEEDS_COUNTED,
)  # fmt: skip


def write(found: Comparison, folder: Path, command: str, argv: Sequence[str]) -> list[Answer]:
    """Write tables, figures and page of a comparison into its folder, and return its answers."""
    effects, by_year, horizons = found.effects(), found.by_year(), by_horizon.effects(found)
    with part(folder, TABLES, COMPARE) as written:
        parts_of_chance = {"chance": found.parts()} if found.chance.lucks > 1 else {}
        named = {
            "values": found.values, "differences": effects, "pairs": found.pairs(), "by_year": by_year,
            "horizons": horizons, **parts_of_chance,
        }  # fmt: skip
        for name, frame in named.items():
            write_table(written, name, frame)
        dictionary.write(written.path, named, columns.meanings(found.outcomes, (s.run.case for s in found.scenarios)))
        written.write_manifest("compare", argv, manifest(found, command))
    drawn = findings.write_figures(partial(draw_all, found, effects, by_year), folder, command)
    answers = [gap(found), parts(found), cost(found), by_horizon.by_horizon(found, horizons), time(found)]
    if found.districts:
        answers.insert(2, districts(found, _heads(), _window(found)))
    if extra := found.extra:
        answers.insert(-1, asked(found, extra))
    if under := placebo.beside(found, _window(found)) if found.placebos else placebo.missing(found):
        answers.insert(1, under)
    if len(found.scenarios) > 2:
        answers.append(every_pair(found))
    if found.chance.lucks > 1:
        answers.append(chance_shares.luck(found))
    findings.write(page(found, answers, folder, command), drawn, folder)
    return answers


def draw_all(found: Comparison, effects: pd.DataFrame, by_year: pd.DataFrame, folder: Path) -> dict[str, Drawn]:
    """Draw the figures of a comparison."""
    beside = [s for s in found.scenarios if s not in found.compared]  # the first, and what placebos are set against
    order = (*beside[:1], *found.compared, *beside[1:])  # of colours
    named, called = ({s.text: say(s) for s in order} for say in (attrgetter("name"), found.called))
    dates = {s.text: reform_dates(s.run.case, s.run.years) if s.run.reforms else [] for s in found.scenarios}
    titles = {m: _title(outcomes.parse(f"{m}.primary")) for m in in_order("over time", found.followed)}
    rows = {m: _title(outcomes.parse(f"{m}.primary")) for f in FAMILIES for m in in_order(f, found.followed)}
    known = effects[effects["stage"].notna() & effects["outcome"].isin(usual(found.stages, found.followed))].dropna(
        subset=["difference"]
    )
    titles = {m: t for m, t in titles.items() if found.district[m].notna().any()}
    rows = {m: t for m, t in rows.items() if m in set(known["measure"])}
    sd = found.points_per_sd
    makers = {
        "effects": partial(studies_time.effects, known, called, rows, sd),
        "differences": partial(studies_time.differences, by_year, called, titles, dates, sd),
        "levels": partial(studies_time.levels, found.district, named, titles, dates, sd),
    }
    return draw(makers, folder, suffixes=findings.PICTURES)


def gap(found: Comparison) -> Answer:
    """What is different: the gap, with the mean and the lowest tenth beside it."""
    out = Answer("gap", texts.GAP.en, texts.GAP.zh, figures=("effects",))
    leads = []
    for scenario in found.compared:
        spreads = [found.pair(scenario.text, f"between_school_sd.{stage}") for stage in found.stages]
        told = [
            texts.IN_STAGE(change=_sized(p), stage=w.small) if p.n else texts.UNKNOWN_IN_STAGE(stage=w.small)
            for p, w in zip(spreads, found.stages.values(), strict=True)
        ]
        leads.append(texts.GAP_OF(scenario=found.called(scenario), stages=told))
    first = found.scenarios[0].name
    out.sentences.append(texts.GAPS(first=first, scenarios=joined(leads, zh="；", en="; "), window=_window(found)))
    for scenario in found.compared:
        said = []
        for stage, stage_words in found.stages.items():
            spread, mean, low = (
                found.pair(scenario.text, f"{m}.{stage}") for m in ("between_school_sd", "mean_score", "bottom_decile")
            )
            said.append(
                texts.OF_STAGE(
                    stage=stage_words.small, gap=verb(spread, texts.WIDER(), texts.NARROWER()), gap_by=change(spread),
                    mean=verb(mean, texts.HIGHER(), texts.LOWER()), mean_by=change(mean),
                    low=verb(low, texts.HIGHER(), texts.LOWER()), low_by=change(low),
                )
            )  # fmt: skip
        out.sentences.append(
            texts.AGAINST(
                scenario=scenario.name, first=found.against(scenario.text).name, stages=joined(said, zh="；", en="; ")
            )
        )
    everyone = in_order("everyone", found.followed)
    out.short = _lines(_brief(found, s, everyone) for s in found.compared)
    out.tables.append(_table(found, everyone, tables.EVERYONE()))
    return out


def parts(found: Comparison) -> Answer:
    """Who gains and who loses: core and member schools, town and country, families, migrants."""
    out = Answer("parts", texts.PARTS.en, texts.PARTS.zh)
    out.sentences.append(texts.PARTS_ARE())
    for scenario in found.compared:
        said = []
        for measure, text in (("core_score", texts.CORE), ("member_score", texts.MEMBER)):
            pairs = [(w.small, found.pair(scenario.text, f"{measure}.{s}")) for s, w in found.stages.items()]
            said += [text(stage=stage, change=change(p)) for stage, p in pairs if p.n]
        if said:
            out.sentences.append(
                texts.PARTS_OF(scenario=found.called(scenario), changes=joined(said, zh="；", en="; "))
            )
    out.sentences.append(texts.PUPILS_AS_GAPS())
    for family in FAMILIES[1:]:
        out.tables.append(_table(found, in_order(family, found.followed), tables.FAMILIES[family]()))
    measures = ("core_score", "member_score")
    some = [_brief(found, s, measures) for s in found.compared]
    out.short = _lines(t for t in some if t) if any(some) else texts.NO_PARTS()
    return out


def cost(found: Comparison) -> Answer:
    """What it costs."""
    out = Answer("cost", texts.COST.en, texts.COST.zh)
    rows = []
    for scenario in found.compared:
        p = found.pair(scenario.text, "cost.total")
        scaled = p.scaled(1 / labels.WAN)
        price = phrases.priced(found.price(scenario.text))
        out.sentences.append(
            texts.COST_OF(scenario=found.called(scenario), change=change(scaled, labels.MONEY_YEAR), price=price)
        )
        rows.append([found.called(scenario), *phrases.together_cells(scaled, labels.MONEY_DIGITS)])
    caption = tables.COSTS(unit=unit(labels.MONEY_YEAR), window=_window(found))
    out.tables.append(TableView(caption, [tables.SCENARIO(), *_heads()], rows))
    out.short = _lines(out.sentences)
    return out


def asked(found: Comparison, extra: Sequence[Outcome]) -> Answer:
    """What else was asked for."""
    out = Answer("asked", texts.ASKED.en, texts.ASKED.zh)
    out.sentences.append(texts.ASKED_ARE(names=[f"`{o.name}`" for o in extra]))
    rows = []
    for o in extra:
        for scenario in found.compared:
            p, shown = found.pair(scenario.text, o.name).scaled(1 / o.shown_in), o.as_shown()
            cells = phrases.together_cells(p, shown.digits)
            rows.append([labels.named(o), unit(shown.unit), found.called(scenario), *cells])
    heads = [tables.OUTCOME(), tables.UNIT(), tables.SCENARIO(), *_heads()]
    out.tables.append(TableView(tables.ASKED(), heads, rows, 3))
    return out


def every_pair(found: Comparison) -> Answer:
    """How scenarios differ that are not set against one another above."""
    out = Answer("pairs", texts.PAIRS.en, texts.PAIRS.zh)
    pairs = found.pairs()
    own = {(s.text, found.against(s.text).text) for s in found.compared}
    pairs = pairs[[pair not in own for pair in zip(pairs["scenario"], pairs["against"], strict=True)]]
    named = {s.text: s.name for s in found.scenarios}
    sure = pairs[(pairs["low_all"] > 0) | (pairs["high_all"] < 0)]
    said = texts.PAIRS_SURE(sure=len(sure), n=len(pairs))
    out.sentences.append(said)
    rows = []
    for r in pairs.to_dict("records"):
        o, p = outcomes.parse(r["outcome"]), found.pair(r["scenario"], r["outcome"], r["against"])
        o, p = o.as_shown(), p.scaled(1 / o.shown_in)
        what = texts.LESS(a=named[r["scenario"]], b=named[r["against"]])
        rows.append([what, labels.named(o), unit(o.unit), *phrases.together_cells(p, o.digits)])
    heads = [tables.SCENARIOS(), tables.OUTCOME(), tables.UNIT(), *_heads()]
    out.tables.append(TableView(tables.PAIRS(window=_window(found)), heads, rows, 3, folded=True))
    out.short = said
    return out


def time(found: Comparison) -> Answer:
    """How it comes about over the years."""
    out = Answer("time", texts.TIME.en, texts.TIME.zh, figures=("differences", "levels"))
    out.sentences.append(texts.TIME_IS())
    out.short = texts.TIME_SHORT()
    return out


def page(found: Comparison, answers: list[Answer], folder: Path, command: str) -> Page:
    """Return the page of a comparison."""
    case = found.scenarios[0].run.source.case
    lost = int((found.values["status"] != OK).sum())
    missing = findings.failures(found.failures, str(folder), found.tally.missing)
    if damaged := found.damaged:
        missing.insert(0, texts.DAMAGED(n=damaged, folder=folder))
    if lost:
        missing.insert(0, texts.NOT_THERE(n=lost, total=len(found.values)))
    title = texts.TITLE(case=case.title, n=len(found.scenarios))
    return Page(
        title=title.en,
        zh=title.zh,
        lead=[
            texts.LEAD(first=found.scenarios[0].name, met=chance_shares.met(found)),
            *(texts.SCENARIO(text=s.text, name=s.name) for s in found.scenarios),
        ],
        answers=answers,
        headline=[s for a in answers if a.name in {"gap", "cost"} for s in a.sentences],
        facts=facts(found, command),
        cautions=[
            *findings.cautions(case),
            texts.CAUTION(),
        ],
        missing=missing,
        beside=texts.BESIDE(),
    )


def manifest(found: Comparison, command: str) -> dict[str, Any]:
    """Return what the manifest says of a comparison."""
    return {
        "scenarios": [{"text": s.text, **s.run.config(), "seed": None} for s in found.scenarios],
        "seeds": list(found.seeds),
        **chance_shares.facts(found),
        "precision": {name: str(width) for name, width in found.precision.items()},
        "looks": list(found.looks),
        "runs": found.tally._asdict(),
        "reproduce": command,
    }


def facts(found: Comparison, command: str) -> list[tuple[str, str]]:
    """Return the design of a comparison."""
    first = found.scenarios[0].run
    tally = found.tally
    told = [
        tables.SCENARIO_SAID(text=s.text, case=s.run.source.id, sha=s.run.source.sha256[:12]) for s in found.scenarios
    ]
    runs = tables.RUNS_SAID(
        planned=tally.planned, found=tally.planned - found.new - tally.missing, new=found.new, ok=tally.ok,
        failed=tally.failed + tally.damaged,
    )  # fmt: skip
    out = [
        (tables.SCENARIOS(), joined(told, zh="；", en="; ")),
        (tables.YEARS(), labels.span(first.first_year, first.first_year + first.years - 1)),
        (tables.DESIGN(), tables.DESIGN_SAID()),
        (tables.COMPARED(), _window(found)),
        (tables.SEEDS(), chance_shares.seeds(found)),
        (tables.RUNS(), runs),
    ]
    if found.looks:
        looks = joined(found.looks, zh="；", en="; ")
        out.append((tables.N_SEEDS(), tables.ADDED(looks=looks, floor=precision.FLOOR)))
    return [*out, (tables.ALL_TOGETHER(), tables.AT_ONCE()), *scale(found.points_per_sd), *origin(command)]


def _heads() -> list[str]:
    return [head() for head in HEADERS]


def _lines(parts: Iterable[str]) -> Said:
    """Return what a terminal shows on lines of their own."""
    return joined(parts, zh="\n  ", en="\n  ")


def _table(found: Comparison, measures: Sequence[str], caption: Said) -> TableView:
    """Return the comparison of measures: a row per measure, stage and scenario."""
    rows = []
    for measure in measures:
        for stage, stage_words in found.stages.items():
            o = outcomes.parse(f"{measure}.{stage}")
            for k, scenario in enumerate(found.compared):
                named = Said(o.zh.removeprefix(stage_words.zh), o.short)
                head = [named, unit(o.unit)] if stage == "primary" and k == 0 else ["", ""]
                side = stage_words.said if k == 0 else ""
                cells = phrases.together_cells(found.pair(scenario.text, o.name), o.digits)
                rows.append([*head, side, found.called(scenario), *cells])
    heads = [tables.MEASURE(), tables.UNIT(), tables.STAGE(), tables.SCENARIO(), *_heads()]
    return TableView(tables.CAPTION(what=caption, window=_window(found)), heads, rows, 4)


def _brief(found: Comparison, scenario: Scenario, measures: Sequence[str]) -> Said:
    """Say a scenario's differences in one line, for a terminal."""
    said = []
    for measure in measures:
        for stage, words in found.stages.items():
            p = found.pair(scenario.text, f"{measure}.{stage}")
            if p.n:
                short = Said(REGISTRY[measure].zh, REGISTRY[measure].axis)
                said.append(texts.BRIEF_OF(measure=short, stage=words.small, change=_sized(p)))
    return texts.BRIEF(scenario=found.called(scenario), changes=joined(said, zh="；", en="; ")) if said else NOTHING


def _sized(p: Paired) -> str:
    """Return a difference with its interval in brackets."""
    return phrases.estimate(p.difference, p.low, p.high, form=phrases.signed)


def _title(o: Outcome) -> Said:
    return labels.with_unit(labels.Words(o.short, o.zh.removeprefix(labels.EVERY_STAGE["primary"].zh)), o.unit)


def _window(found: Comparison) -> Said:
    run = found.scenarios[0].run
    first, last = outcomes.parse("mean_score.primary").within(run.first_year, run.years)
    return tables.WINDOW(years=labels.in_span(first, last))
