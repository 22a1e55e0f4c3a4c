"""Tables, figure and page of many districts: the distribution over districts, and what a province and the nation would take."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.districts import counties
from experiments.engine import OK
from experiments.figures import districts as figures
from experiments.figures import draw
from experiments.figures.studies import outcome_text
from experiments.files.tables import write_table
from experiments.pages import findings
from experiments.pages.answers import Answer
from experiments.pages.findings import Page
from experiments.pages.report import origin, scale
from experiments.runs.definition import make_run, source_of
from experiments.runs.outcomes import parse
from experiments.words import labels
from experiments.words.phrases import DASH, TableView, ends, number, outcome_name, places, share, signed

if TYPE_CHECKING:
    import pandas as pd

    from experiments.districts.counties import SampledDistrict
    from experiments.files.output import Folder
    from experiments.runs.outcomes import Outcome
    from sim.case import Case

LISTED = 40  # districts named on the page


def write(
    folder: Folder,
    runs: pd.DataFrame,
    given: Sequence[SampledDistrict],
    outcomes: Sequence[Outcome],
    years: int,
    command: str,
) -> list[Answer]:
    """Write tables (money in yuan), figure and page (money as it is shown) into a folder, and return the answers."""
    table, at_scale = counties.by_district(runs, outcomes), counties.scale_up(runs, years, runs["seed"].nunique())
    spread = counties.over_districts(table)
    for name, frame in (("runs", runs), ("districts", table), ("distribution", spread), ("scale", at_scale)):
        write_table(folder, name, frame)
    if money := {o.name: o.shown_in for o in outcomes if o.is_cost}:
        runs, outcomes = runs.assign(**{n: runs[n] / by for n, by in money.items()}), [o.as_shown() for o in outcomes]
        table = counties.by_district(runs, outcomes)
        spread = counties.over_districts(table)
    names = {o.name: outcome_text(o) for o in outcomes}
    case = given[0].load()
    sd = _points_per_sd(case, years)
    scores = {o.name: sd for o in outcomes if o.unit == "points" and sd}
    drawn = draw(
        {"differences": partial(figures.differences, table, spread, names, scores)},
        folder.path / "figures",
        suffixes=findings.PICTURES,
    )
    answers = [_change(table, spread, outcomes, tuple(drawn)), _computing(runs, at_scale)]
    known = {o.name: o for o in outcomes}
    told = [_told(known[r["outcome"]], r) for r in spread.to_dict("records")]
    findings.write(_page(runs, table, answers, told, years, command, case), drawn, folder.path)
    return answers


def _points_per_sd(case: Case, years: int) -> float | None:
    """Return how many points of scores make a standard deviation; None where a reform changes that."""
    value = make_run(source_of(case), seed=0, years=years, reforms=True).value_of("tests.sd")
    return None if value is None else float(value)


def _change(table: pd.DataFrame, spread: pd.DataFrame, outcomes: Sequence[Outcome], figures: tuple[str, ...]) -> Answer:
    out = Answer(
        "change", "What do the reforms change, district by district?", "各县区改革前后有何变化?", figures=figures
    )
    known = {o.name: o for o in outcomes}
    rows = []
    halves = spread.set_index("outcome")[["next_low", "next_high"]]
    coarse = {
        o.name: places(float(halves.at[o.name, "next_low"]), float(halves.at[o.name, "next_high"]), o.digits)
        for o in outcomes if o.name in halves.index
    }  # fmt: skip
    for r in spread.to_dict("records"):
        o = known[r["outcome"]]
        fine, wide = places(r["low"], r["high"], o.digits), places(r["tau_low"], r["tau_high"], o.digits)
        cells = [
            signed(r["mean"], fine), ends(r["low"], r["high"], fine, signed), signed(r["mean_pupil"], fine),
            number(r["tau"], wide), ends(r["tau_low"], r["tau_high"], wide),
            ends(r["next_low"], r["next_high"], places(r["next_low"], r["next_high"]), signed), share(r["luck"]),
        ]  # fmt: skip
        rows.append([f"{o.en} {o.zh}", o.unit, str(r["districts"]), *cells])
    headers = [
        "Outcome", "Unit", "Districts", "Mean", "95 % interval", "By pupils", "True SD between districts", "95 % interval",
        "A further district, 95 %", "Luck",
    ]  # fmt: skip
    out.tables.append(TableView("Reform less baseline over districts, each on its shared seeds", headers, rows, 2))
    out.sentences += [_told(known[r["outcome"]], r) for r in spread.to_dict("records")]
    out.sentences.append(
        "Each district is run with and without its reforms on the same seeds. Its mean difference holds the luck of these "
        "few seeds: “Luck” is the share of the scatter between districts that comes from it; the SD between districts is what is "
        "left. The last interval but one is where the effect in a further district of the same kind is expected."
    )
    listed = []
    for name in list(dict.fromkeys(table["district"]))[:LISTED]:
        part = table[table["district"] == name].set_index("outcome")
        first = part.iloc[0]
        size = [f"{first['pupils']:,}", str(first["schools"]), str(first["groups"])]
        listed.append([str(name), *size, *(_guess(part, o.name, coarse.get(o.name, 2)) for o in outcomes)])
    heads = ["District", "Pupils", "Schools", "Groups", *(f"{o.name}, {o.unit}" for o in outcomes)]
    more = "" if table["district"].nunique() <= LISTED else f", the first {LISTED}; districts.csv holds all"
    out.tables.append(
        TableView(
            f"Reform less baseline by district, drawn to the mean by the share of luck{more}",
            heads,
            listed,
            1,
            folded=True,
        )
    )
    out.short = "\n  ".join(_told(known[r["outcome"]], r) for r in spread.to_dict("records"))
    return out


def _told(o: Outcome, r: Mapping[Hashable, Any]) -> str:
    """Say the summary of an outcome in a sentence."""
    digits = places(r["low"], r["high"], o.digits)
    text = f"{outcome_name(o)}: {signed(r['mean'], digits)} {o.unit} on average of {r['districts']} districts"
    if not np.isfinite(r["low"]):
        return f"{text}, without an interval."
    further = ends(r["next_low"], r["next_high"], places(r["next_low"], r["next_high"]), signed)
    in_one = f"; in a further district {further}" if further != DASH else ""
    return f"{text} ({ends(r['low'], r['high'], digits, signed)}){in_one}."


def _guess(part: pd.DataFrame, outcome: str, digits: int) -> str:
    """Return a district's effect drawn to the mean, or as it is where luck cannot be told."""
    for column in ("shrunken", "difference"):
        if np.isfinite(value := float(part[column].get(outcome, float("nan")))):
            return signed(value, digits)
    return DASH


def _computing(runs: pd.DataFrame, scale: pd.DataFrame) -> Answer:
    out = Answer(
        "scale", "How much computing time would a province and the nation take?", "一省和全国需要多少计算时间?"
    )
    first, last = scale.iloc[0], scale.iloc[-1]
    out.sentences.append(
        f"Measured on {int((runs['status'] == OK).sum()):,} runs: a school year costs {1000 * first['seconds_per_year']:.1f} ms "
        f"per district and {first['microseconds_per_pupil_year']:.2f} µs per pupil, of one processor. The rest is "
        "multiplication: about 2,900 counties with 150 million pupils, of which an average province has a 31st part; the same "
        "seeds, arms and horizon as here; counties do not act on one another. The largest run here held "
        f"{runs['peak'].max():,.0f} MB."
    )
    heads = ["Place", "Counties", "Pupils", "Runs", "One processor", *(f"{p:,}" for p in counties.PROCESSORS)]
    rows = [
        [r["place"], f"{r['counties']:,}", f"{r['pupils']:,}", f"{r['runs']:,}",
         *(_hours(r[k]) for k in ("hours_1", *(f"hours_{p}" for p in counties.PROCESSORS)))]
        for r in scale.to_dict("records")
    ]  # fmt: skip
    out.tables.append(TableView("Hours of computing, on one and on more processors", heads, rows, 1))
    out.short = (
        f"the nation, {last['counties']:,} counties and {last['pupils']:,} pupils: {last['runs']:,} runs, "
        f"{_hours(last['hours_1'])} of one processor, {_hours(last['hours_64'])} on 64"
    )
    return out


def _hours(hours: float) -> str:
    return f"{number(hours, 1)} h" if hours >= 1 else f"{number(hours * 60, 1)} min"


def _page(
    runs: pd.DataFrame, table: pd.DataFrame, answers: list[Answer], told: list[str], years: int, command: str, case: Case
) -> Page:  # fmt: skip
    n, seeds = table["district"].nunique(), sorted(set(runs["seed"]))
    first, last = parse("mean_score.primary").within(case.start_year, years)
    window = (
        f"Reform less baseline, means of {labels.in_span(first, last)} unless an outcome names others; in brackets, 95 % "
        "intervals of the mean over districts."
    )
    lost = int((runs["status"] != OK).sum())
    facts = [
        ("Districts", f"{n:,}, with {int(table.drop_duplicates('district')['pupils'].sum()):,} pupils"),
        ("School years", labels.span(case.start_year, case.start_year + years - 1)),
        (
            "Design",
            "every district with and without its reforms and groups on shared seeds; 95 % t intervals over seeds",
        ),
        ("Seeds", f"{seeds[0]} to {seeds[-1]} (n = {len(seeds)})"),
        *scale(_points_per_sd(case, years)),
        *origin(command),
    ]
    return Page(
        title=f"{n:,} districts with and without group schooling", zh=f"{n:,}个县区的集团化办学",
        lead=["What do groups and reforms change in many districts, and how much does it differ between them?"],
        answers=answers, facts=facts, headline=[window, *told],
        cautions=[
            "Synthetic districts are made up: their sizes, towns, schools and groups follow no register.",
            *findings.cautions(case),
        ],
        missing=[f"{lost:,} of {len(runs):,} runs are not there; a seed counts where both of its runs are."] if lost else [],
        beside="tables hold every number: runs, districts, distribution, scale.",
    )  # fmt: skip
