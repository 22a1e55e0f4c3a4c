"""Tables, figure and page of many districts: the distribution over districts, and what a province and the nation would take."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.districts import counties, texts
from experiments.engine import OK
from experiments.export import dictionary
from experiments.figures import districts as figures
from experiments.figures import draw
from experiments.figures.studies import outcome_text
from experiments.files.tables import write_table
from experiments.pages import findings
from experiments.pages.answers import Answer
from experiments.pages.findings import Page
from experiments.pages.report import origin, scale
from experiments.runs import columns
from experiments.runs.definition import make_run, source_of
from experiments.runs.outcomes import parse
from experiments.words import labels
from experiments.words.phrases import DASH, TableView, ends, number, outcome_name, places, share, signed
from sim.say import Said, joined
from sim.units import amount, unit

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
    written = {"runs": runs, "districts": table, "distribution": spread, "scale": at_scale}
    for name, frame in written.items():
        write_table(folder, name, frame)
    dictionary.write(folder.path, written, columns.meanings(outcomes))
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
    told: list[str] = [_told(known[r["outcome"]], r) for r in spread.to_dict("records")]
    findings.write(_page(runs, table, answers, told, years, command, case), drawn, folder.path)
    return answers


def _points_per_sd(case: Case, years: int) -> float | None:
    """Return how many points of scores make a standard deviation; None where a reform changes that."""
    value = make_run(source_of(case), seed=0, years=years, reforms=True).value_of("tests.sd")
    return None if value is None else float(value)


def _change(table: pd.DataFrame, spread: pd.DataFrame, outcomes: Sequence[Outcome], figures: tuple[str, ...]) -> Answer:
    out = Answer("change", texts.CHANGE.en, texts.CHANGE.zh, figures=figures)
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
        rows.append([labels.named(o), unit(o.unit), str(r["districts"]), *cells])
    heads = (
        texts.OUTCOME, texts.UNIT, texts.N_DISTRICTS, texts.MEAN, texts.INTERVAL, texts.BY_PUPILS, texts.TRUE_SD,
        texts.INTERVAL, texts.FURTHER, texts.LUCK,
    )  # fmt: skip
    out.tables.append(TableView(texts.OVER_DISTRICTS(), [head() for head in heads], rows, 2))
    told: list[str] = [_told(known[r["outcome"]], r) for r in spread.to_dict("records")]
    out.sentences += [*told, texts.HOW()]
    listed = []
    for name in list(dict.fromkeys(table["district"]))[:LISTED]:
        part = table[table["district"] == name].set_index("outcome")
        first = part.iloc[0]
        size = [f"{first['pupils']:,}", str(first["schools"]), str(first["groups"])]
        listed.append([str(name), *size, *(_guess(part, o.name, coarse.get(o.name, 2)) for o in outcomes)])
    about = [texts.DISTRICT(), texts.PUPILS(), texts.SCHOOLS(), texts.GROUPS()]
    about += [outcome_text(o).replace("\n", " ") for o in outcomes]
    whole = table["district"].nunique() <= LISTED
    caption = texts.BY_DISTRICT() if whole else texts.BY_DISTRICT_FIRST(n=LISTED)
    out.tables.append(TableView(caption, list(about), listed, 1, folded=True))
    out.short = joined(told, zh="\n  ", en="\n  ")
    return out


def _told(o: Outcome, r: Mapping[Hashable, Any]) -> Said:
    """Say the summary of an outcome in a sentence."""
    digits = places(r["low"], r["high"], o.digits)
    given = {
        "outcome": outcome_name(o),
        "change": amount(signed(r["mean"], digits), o.unit),
        "n": r["districts"],
    }
    if not np.isfinite(r["low"]):
        return texts.TOLD_ALONE(**given)
    given["interval"] = ends(r["low"], r["high"], digits, signed)
    further = ends(r["next_low"], r["next_high"], places(r["next_low"], r["next_high"]), signed)
    return texts.TOLD(**given) if further == DASH else texts.TOLD_FURTHER(**given, further=further)


def _guess(part: pd.DataFrame, outcome: str, digits: int) -> str:
    """Return a district's effect drawn to the mean, or as it is where luck cannot be told."""
    for column in ("shrunken", "difference"):
        if np.isfinite(value := float(part[column].get(outcome, float("nan")))):
            return signed(value, digits)
    return DASH


def _computing(runs: pd.DataFrame, scale: pd.DataFrame) -> Answer:
    out = Answer("scale", texts.COMPUTING.en, texts.COMPUTING.zh)
    first, last = scale.iloc[0], scale.iloc[-1]
    out.sentences.append(
        texts.MEASURED(
            runs=int((runs["status"] == OK).sum()), district=1000 * first["seconds_per_year"],
            pupil=first["microseconds_per_pupil_year"], peak=runs["peak"].max(),
        )
    )  # fmt: skip
    about = (texts.PLACE, texts.COUNTIES, texts.PUPILS, texts.RUNS, texts.ONE_PROCESSOR)
    heads = [*(head() for head in about), *(f"{p:,}" for p in counties.PROCESSORS)]
    rows = [
        [texts.PLACES[r["place"]](), f"{r['counties']:,}", f"{r['pupils']:,}", f"{r['runs']:,}",
         *(_hours(r[k]) for k in ("hours_1", *(f"hours_{p}" for p in counties.PROCESSORS)))]
        for r in scale.to_dict("records")
    ]  # fmt: skip
    out.tables.append(TableView(texts.HOURS_CAPTION(), heads, rows, 1))
    out.short = texts.NATION(
        counties=last["counties"], pupils=last["pupils"], runs=last["runs"], one=_hours(last["hours_1"]),
        many=_hours(last["hours_64"]),
    )  # fmt: skip
    return out


def _hours(hours: float) -> Said:
    return texts.HOURS(n=number(hours, 1)) if hours >= 1 else texts.MINUTES(n=number(hours * 60, 1))


def _page(
    runs: pd.DataFrame, table: pd.DataFrame, answers: list[Answer], told: list[str], years: int, command: str, case: Case
) -> Page:  # fmt: skip
    n, seeds = table["district"].nunique(), sorted(set(runs["seed"]))
    first, last = parse("mean_score.primary").within(case.start_year, years)
    window, title = texts.WINDOW(years=labels.in_span(first, last)), texts.TITLE(n=n)
    pupils = int(table.drop_duplicates("district")["pupils"].sum())
    lost = int((runs["status"] != OK).sum())
    facts: list[tuple[str, str]] = [
        (texts.DISTRICTS(), texts.DISTRICTS_SAID(n=n, pupils=pupils)),
        (texts.YEARS(), labels.span(case.start_year, case.start_year + years - 1)),
        (texts.DESIGN(), texts.DESIGN_SAID()),
        (texts.SEEDS(), texts.SEEDS_SAID(first=seeds[0], last=seeds[-1], n=len(seeds))),
        *scale(_points_per_sd(case, years)),
        *origin(command),
    ]
    return Page(
        title=title.en, zh=title.zh,
        lead=[texts.LEAD()],
        answers=answers, facts=facts, headline=[window, *told],
        cautions=[
            texts.SYNTHETIC(),
            *findings.cautions(case),
        ],
        missing=[texts.NOT_THERE(n=lost, total=len(runs))] if lost else [],
        beside=texts.BESIDE(),
    )  # fmt: skip
