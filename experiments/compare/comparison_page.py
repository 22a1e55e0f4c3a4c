"""Tables, figures and page of a comparison of scenarios."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.compare import chance_shares, precision
from experiments.compare.by_district import districts
from experiments.compare.comparison import Comparison
from experiments.compare.usual import usual
from experiments.engine import OK
from experiments.figures import Drawn, draw, studies_time
from experiments.files.study_folder import COMPARE, TABLES, part
from experiments.files.tables import write_table
from experiments.pages import findings
from experiments.pages.answers import Answer
from experiments.pages.findings import Page
from experiments.pages.report import origin, scale
from experiments.runs import outcomes
from experiments.runs.results import reform_dates
from experiments.words import labels, phrases
from experiments.words.phrases import TableView, change, verb
from sim.equity.metrics import FAMILIES, REGISTRY, in_order

if TYPE_CHECKING:
    import pandas as pd

    from experiments.runs.outcomes import Outcome
    from experiments.statistics.paired import Paired

HEADERS = ["Reference", "Value", "Difference", "95 % interval", "All together", "Seeds"]


def write(found: Comparison, folder: Path, command: str, argv: Sequence[str]) -> list[Answer]:
    """Write tables, figures and page of a comparison into its folder, and return its answers."""
    effects, by_year = found.effects(), found.by_year()
    with part(folder, TABLES, COMPARE) as tables:
        parts_of_chance = {"chance": found.parts()} if found.chance.lucks > 1 else {}
        named = {
            "values": found.values, "differences": effects, "pairs": found.pairs(), "by_year": by_year, **parts_of_chance,
        }  # fmt: skip
        for name, frame in named.items():
            write_table(tables, name, frame)
        tables.write_manifest("compare", argv, manifest(found, command))
    drawn = findings.write_figures(partial(draw_all, found, effects, by_year), folder, command)
    answers = [gap(found), parts(found), cost(found), time(found)]
    if found.districts:
        answers.insert(2, districts(found, HEADERS, _window(found)))
    if extra := found.extra:
        answers.insert(-1, asked(found, extra))
    if len(found.scenarios) > 2:
        answers.append(every_pair(found))
    if found.chance.lucks > 1:
        answers.append(chance_shares.luck(found))
    findings.write(page(found, answers, folder, command), drawn, folder)
    return answers


def draw_all(found: Comparison, effects: pd.DataFrame, by_year: pd.DataFrame, folder: Path) -> dict[str, Drawn]:
    """Draw the figures of a comparison."""
    named = {s.text: s.name for s in found.scenarios}
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
        "effects": partial(studies_time.effects, known, named, rows, sd),
        "differences": partial(studies_time.differences, by_year, named, titles, dates, sd),
        "levels": partial(studies_time.levels, found.district, named, titles, dates, sd),
    }
    return draw(makers, folder, suffixes=findings.PICTURES)


def gap(found: Comparison) -> Answer:
    """What is different: the gap, with the mean and the lowest tenth beside it."""
    out = Answer("gap", "What is different?", "有何不同?", figures=("effects",))
    leads = []
    for scenario in found.scenarios[1:]:
        spreads = [found.pair(scenario.text, f"between_school_sd.{stage}") for stage in found.stages]
        told = " and ".join(
            f"{_sized(p)} in {w.en.lower()} schools" if p.n else f"unknown in {w.en.lower()} schools"
            for p, w in zip(spreads, found.stages.values(), strict=True)
        )
        leads.append(f"{scenario.name}, {told}")
    out.sentences.append(
        f"The gap between schools in points, against {found.scenarios[0].name}: {'; '.join(leads)} (in brackets, 95 % "
        f"intervals; {_window(found)})."
    )
    for scenario in found.scenarios[1:]:
        name, said = scenario.name, []
        for stage, stage_words in found.stages.items():
            spread, mean, low = (
                found.pair(scenario.text, f"{m}.{stage}") for m in ("between_school_sd", "mean_score", "bottom_decile")
            )
            said.append(
                f"in {stage_words.en.lower()} schools ({stage_words.zh}) the gap between schools (校际标准差) "
                f"{verb(spread, 'is wider', 'is narrower')} ({change(spread)}), the mean score (平均分) "
                f"{verb(mean, 'is higher', 'is lower')} ({change(mean)}) and the lowest tenth (后10%均分) "
                f"{verb(low, 'is higher', 'is lower')} ({change(low)})"
            )
        out.sentences.append(f"{name}, against {found.scenarios[0].name}: {'; '.join(said)}.")
    out.short = "\n  ".join(_brief(found, s.text, in_order("everyone", found.followed)) for s in found.scenarios[1:])
    out.tables.append(_table(found, in_order("everyone", found.followed), "Gap, mean and lowest tenth"))
    return out


def parts(found: Comparison) -> Answer:
    """Who gains and who loses: core and member schools, town and country, families, migrants."""
    out = Answer("parts", "For whom?", "对谁?")
    out.sentences.append("What core schools, member schools and parts of the district gain or lose.")
    for scenario in found.scenarios[1:]:
        said = []
        for measure, text in (("core_score", "core schools (核心校)"), ("member_score", "member schools (成员校)")):
            pairs = [(w.en.lower(), found.pair(scenario.text, f"{measure}.{s}")) for s, w in found.stages.items()]
            said += [f"{text}, {stage}: {change(p)}" for stage, p in pairs if p.n]
        if said:
            out.sentences.append(f"{scenario.name}: {'; '.join(said)}.")
    out.sentences.append(
        "The district's yearly measures know pupils' home (urban, rural), family background and migration as gaps and slopes: "
        "a negative difference is a smaller gap."
    )
    for family in FAMILIES[1:]:
        out.tables.append(_table(found, in_order(family, found.followed), family.capitalize()))
    measures = ("core_score", "member_score")
    some = [_brief(found, s.text, measures) for s in found.scenarios[1:]]
    out.short = "\n  ".join(t for t in some if t) or "no scenario has core or member schools"
    return out


def cost(found: Comparison) -> Answer:
    """What it costs."""
    out = Answer("cost", "At what cost?", "花费多少?")
    rows = []
    for scenario in found.scenarios[1:]:
        p = found.pair(scenario.text, "cost.total")
        scaled = p.scaled(1 / labels.WAN)
        name = scenario.name
        out.sentences.append(
            f"{name}: {change(scaled, labels.MONEY_YEAR)}. {phrases.priced(found.price(scenario.text))}"
        )
        rows.append([name, *phrases.together_cells(scaled, labels.MONEY_DIGITS)])
    caption = f"What the treasury pays beyond salaries, public funds and capital, {labels.MONEY_YEAR}: {_window(found)}"
    out.tables.append(TableView(caption, ["Scenario", *HEADERS], rows))
    out.short = "\n  ".join(out.sentences)
    return out


def asked(found: Comparison, extra: Sequence[Outcome]) -> Answer:
    """What else was asked for."""
    out = Answer("asked", "What else was asked for?", "其他指标")
    out.sentences.append(f"Outcomes named in the command: {', '.join(f'`{o.name}`' for o in extra)}.")
    rows = []
    for o in extra:
        for scenario in found.scenarios[1:]:
            p, shown = found.pair(scenario.text, o.name).scaled(1 / o.shown_in), o.as_shown()
            rows.append([f"{o.en} {o.zh}", shown.unit, scenario.name, *phrases.together_cells(p, shown.digits)])
    out.tables.append(TableView("Outcomes asked for", ["Outcome", "Unit", "Scenario", *HEADERS], rows, 3))
    return out


def every_pair(found: Comparison) -> Answer:
    """How the scenarios after the first differ from one another."""
    out = Answer("pairs", "How do the others differ from one another?", "其他情景之间有何不同?")
    pairs = found.pairs()
    pairs = pairs[pairs["against"] != found.names[0]]
    named = {s.text: s.name for s in found.scenarios}
    sure = pairs[(pairs["low_all"] > 0) | (pairs["high_all"] < 0)]
    out.sentences.append(
        f"{len(sure)} of {len(pairs)} differences between the other scenarios exclude zero when all are taken together."
    )
    rows = []
    for r in pairs.to_dict("records"):
        o, p = outcomes.parse(r["outcome"]), found.pair(r["scenario"], r["outcome"], r["against"])
        o, p = o.as_shown(), p.scaled(1 / o.shown_in)
        rows.append([f"{named[r['scenario']]} less {named[r['against']]}", f"{o.en} {o.zh}", o.unit,
                     *phrases.together_cells(p, o.digits)])  # fmt: skip
    headers = ["Scenarios", "Outcome", "Unit", *HEADERS]
    out.tables.append(
        TableView(f"Every pair but those with the first: {_window(found)}", headers, rows, 3, folded=True)
    )
    out.short = out.sentences[0]
    return out


def time(found: Comparison) -> Answer:
    """How it comes about over the years."""
    out = Answer("time", "How does it come about?", "如何随时间变化?", figures=("differences", "levels"))
    out.sentences.append(
        "Differences within seeds, year by year, and the runs behind them. The gap stands beside the mean and the lowest tenth."
    )
    out.short = "the figures show it, and by_year among the tables"
    return out


def page(found: Comparison, answers: list[Answer], folder: Path, command: str) -> Page:
    """Return the page of a comparison."""
    case = found.scenarios[0].run.source.case
    lost = int((found.values["status"] != OK).sum())
    missing = findings.failures(found.failures, str(folder), found.tally.missing)
    if damaged := found.damaged:
        missing.insert(
            0, f"{damaged} runs are damaged in the store; `edugroup retry {folder} --status damaged` does them again."
        )
    if lost:
        missing.insert(0, f"{lost} of {len(found.values)} runs are not there. A seed counts in a comparison where both of its "
                          "runs are there: the column Seeds says how many.")  # fmt: skip
    return Page(
        title=f"{case.title.en}: {len(found.scenarios)} scenarios on shared seeds",
        zh=f"{case.title.zh}:{len(found.scenarios)}个情景的配对比较",
        lead=[
            f"What do these scenarios change in the model, against {found.scenarios[0].name}? {chance_shares.met(found)}",
            *(f"`{s.text}`: {s.name}" for s in found.scenarios),
        ],
        answers=answers,
        headline=[s for a in answers if a.name in {"gap", "cost"} for s in a.sentences],
        facts=facts(found, command),
        cautions=[
            *findings.cautions(case),
            "Intervals hold the luck of the draw, not our ignorance of the parameters, which is larger. The first interval of a "
            "row stands alone: of twenty differences that are nothing, one is expected to look like something. That under "
            "“All together” allows for that, and words such as “higher” or “narrower” follow it.",
        ],
        missing=missing,
        beside="tables/ holds its numbers as Parquet and CSV, figures/ its figures as PNG and SVG, runs.sqlite every run.",
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
    out = [
        ("Scenarios", "; ".join(f"`{s.text}` ({s.run.source.id}, {s.run.source.sha256[:12]}…)" for s in found.scenarios)),
        ("School years", labels.span(first.first_year, first.first_year + first.years - 1)),
        ("Design", "every scenario with every seed; paired differences within seeds, 95 % t intervals of their mean"),
        ("Compared", _window(found)),
        ("Seeds", chance_shares.seeds(found)),
        ("Runs", f"{tally.planned} planned, {tally.planned - found.new - tally.missing} found in the store, {found.new} "
                 f"done now, {tally.ok} good, {tally.failed + tally.damaged} failed"),
    ]  # fmt: skip
    if found.looks:
        out.append(("Number of seeds", f"added until narrow enough: {'; '.join(found.looks)}. {CAVEAT}"))
    at_once = (
        "95 % intervals that all hold at once, for every pair of scenarios and every outcome here (max-t, from the correlations "
        "between the differences of seeds); what is called a difference excludes zero by these"
    )
    return [*out, ("All together", at_once), *scale(found.points_per_sd), *origin(command)]


CAVEAT = (
    "Stopping at a narrow interval makes intervals a little too narrow: their coverage is somewhat below 95 %. No look is taken "
    f"before {precision.FLOOR} seeds unless fewer are allowed."
)


def _table(found: Comparison, measures: Sequence[str], caption: str) -> TableView:
    """Return the comparison of measures: a row per measure, stage and scenario."""
    rows = []
    for measure in measures:
        for stage, stage_words in found.stages.items():
            o = outcomes.parse(f"{measure}.{stage}")
            for k, scenario in enumerate(found.scenarios[1:]):
                head = (
                    [f"{o.short} {o.zh.removeprefix(stage_words.zh)}", o.unit]
                    if stage == "primary" and k == 0
                    else ["", ""]
                )
                side = f"{stage_words.en}\u00a0{stage_words.zh}" if k == 0 else ""
                cells = phrases.together_cells(found.pair(scenario.text, o.name), o.digits)
                rows.append([*head, side, scenario.name, *cells])
    return TableView(f"{caption}: {_window(found)}", ["Measure", "Unit", "Stage", "Scenario", *HEADERS], rows, 4)


def _brief(found: Comparison, scenario: str, measures: Sequence[str]) -> str:
    """Say a scenario's differences in one line, for a terminal."""
    said = []
    for measure in measures:
        for stage in found.stages:
            p = found.pair(scenario, f"{measure}.{stage}")
            if p.n:
                said.append(f"{REGISTRY[measure].axis}, {stage} {_sized(p)}")
    return f"{scenario}: {'; '.join(said)}" if said else ""


def _sized(p: Paired) -> str:
    """Return a difference with its interval in brackets."""
    return phrases.estimate(p.difference, p.low, p.high, form=phrases.signed)


def _title(o: Outcome) -> str:
    return f"{o.short}\n{o.zh.removeprefix(labels.EVERY_STAGE['primary'].zh)}, {o.unit}"


def _window(found: Comparison) -> str:
    run = found.scenarios[0].run
    first, last = outcomes.parse("mean_score.primary").within(run.first_year, run.years)
    return f"means of {labels.in_span(first, last)}"
