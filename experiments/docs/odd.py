"""The tables of the documentation, made from what the model declares and does: ``make docs`` writes them.

A document holds its tables between ``<!-- begin: NAME -->`` and ``<!-- end: NAME -->``; all else is written by hand. Tables of
a document ``NAME.zh.md`` are in Chinese, those of all others in English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from experiments.docs import case_results, glossary, keys, mechanisms, texts
from experiments.docs import targets as evidence
from experiments.docs.describe import describe, markdown
from experiments.docs.texts import targets as of_targets
from experiments.runs import targets
from experiments.runs.plan import make_plan
from experiments.runs.results import Results, stack
from experiments.statistics import paired
from experiments.words.labels import STAGES
from sim.axes import STAGE_OF
from sim.config import parameters, settings_in_force
from sim.equity.metrics import in_order
from sim.equity.spread import between_sd
from sim.instruments import instruments
from sim.model import DistrictModel
from sim.say import Language, use
from sim.world import World

DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"(<!-- begin: (?P<name>[^>]+?) -->\n).*?(<!-- end: (?P=name) -->)", re.DOTALL)
CASE, SEEDS = "huadu", tuple(range(1, 17))  # of the measured table
EFFECT_SEEDS, EFFECT_YEARS, SHOWN = (1, 2, 3, 4), 15, (2020, 2022, 2024, 2027, 2030)  # of the table of effects
VALUE_ADDED, SEVERAL = (0.08, 0.15), 3.0  # SD a year between schools, and how many times it scores spread at least (V6)


def parameters_of(tools: bool) -> str:
    """Return the table of parameters, of instruments or of processes."""
    head, rule, *rows = describe("parameters").splitlines(keepends=True)
    named = tuple(f"| `{name}." for name in instruments())
    rows = [row for row in rows if not row.startswith("| `forms.")]  # which have tables of their own
    return head + rule + "".join(row for row in rows if row.startswith(named) == tools)


def origins() -> str:
    """Return how many of the declared parameters are assumed, cited or rules."""
    heads = {"processes": texts.PROCESSES, "instruments": texts.INSTRUMENTS, "forms": texts.FORMS, "all": texts.ALL}
    found: dict[str, Counter[str]] = {column: Counter() for column in heads}
    for p in parameters():
        section, kind = p.name.partition(".")[0], p.source.en.partition(":")[0]
        where = "forms" if section == "forms" else "instruments" if section in instruments() else "processes"
        for column in (where, "all"):
            found[column][kind] += 1
    rows = [(words, *(n[kind] for n in found.values())) for kind, words in texts.KINDS.items()]
    return markdown((texts.ORIGIN, *heads.values()), [*rows, (texts.ALL, *(n.total() for n in found.values()))])


def measured() -> str:
    """Return the first school year of a case beside what is known of real districts."""
    results, spreads = first_year()
    district = results.district
    scores = district.pivot(index="seed", columns="stage", values="between_school_sd") / results.points_per_sd
    found = [(c.target, c.what, c.stage, c.low, c.high, np.array(c.values), c.digits) for c in targets.checks(results)]
    for i, stage in enumerate(STAGES):
        added = spreads[:, i]
        found.append(("V6", texts.SPREAD_OF_VALUE_ADDED(), stage, *VALUE_ADDED, added, 3))
        found.append(("V6", texts.SPREAD_OF_SCORES(), stage, SEVERAL, np.inf, scores[stage].to_numpy() / added, 1))
    rows = [(*head, *evidence.cells(low, high, values, digits)) for *head, low, high, values, digits in found]
    said = of_targets
    head = (said.TARGET, texts.MEASURE, texts.STAGE, said.BAND, said.VALUE, said.INTERVAL, said.RESULT)
    return markdown(head, rows)


@cache
def first_year() -> tuple[Results, np.ndarray]:
    """Return the first school year with every seed, and the spread of value-added by seed and stage."""
    plan, parts, spreads, points = make_plan(CASE, 1), [], [], 0.0
    for seed in SEEDS:
        model = DistrictModel(plan.case, rng=seed, years=plan.years)
        model.run_for(2)
        parts.append(("run", seed, model.tables()))
        spreads.append(value_added_spread(model.world))
        points = model.world.settings.params.tests.sd
    return Results(plan, ("run",), SEEDS, stack(parts), points), np.array(spreads)


def effects() -> str:
    """Return what the reforms of a case change in some school years: paired differences with 95 % intervals."""
    parts = [(arm, seed, {"district": district(seed, arm)}) for seed in EFFECT_SEEDS for arm in ("baseline", "reform")]
    found = paired.compare(stack(parts)["district"], in_order("headline"), by=("year", "stage"))
    cells = {
        (r.measure, r.stage, r.year): f"{_signed(r.difference)} ± {r.high - r.difference:.2f}"
        for r in found.itertuples()
    }
    rows = [(f"`{m}`", s, *(cells[m, s, year] for year in SHOWN)) for m in in_order("headline") for s in STAGES]
    return markdown((texts.POINTS, texts.STAGE, *map(str, SHOWN)), rows)


def contributions() -> str:
    """Return what is lost in the last shown school year when one instrument is left out of the reforms."""
    head = [texts.ROLE_AT(role=role, stage=stage) for role in texts.ROLES.values() for stage in STAGES]
    rows = []
    case = make_plan(CASE, EFFECT_YEARS).case
    in_the_end, _ = settings_in_force(case, case.in_force(2 * EFFECT_YEARS - 1), {})
    for name, cls in instruments().items():
        if in_the_end.instruments[name].on:
            lost = np.mean(
                [_last(seed, "reform") - _last(seed, f"without {name}") for seed in EFFECT_SEEDS[:2]], axis=0
            )
            rows.append((f"`{name}`", cls, *map(_signed, lost)))
    return markdown((texts.LEFT_OUT, "", *head), rows)


def _last(seed: int, arm: str) -> np.ndarray:
    """Return the scores of core and member schools by stage in the last shown school year."""
    frame = district(seed, arm)
    table = frame[frame["year"] == SHOWN[-1]].set_index("stage")
    return np.array([table.loc[stage, role] for role in ("core_score", "member_score") for stage in STAGES], float)


@cache
def district(seed: int, arm: str) -> pd.DataFrame:
    """Return the yearly measures of a run: ``baseline``, ``reform`` or ``without`` an instrument."""
    plan, without = make_plan(CASE, EFFECT_YEARS), arm.removeprefix("without ")
    off: dict[str, Any] = {f"{without}.on": False} if without != arm else {}
    model = DistrictModel(plan.case, rng=seed, years=plan.years, reforms=arm != "baseline", **off)
    model.run_for(2 * plan.years)
    return model.tables()["district"]


def _signed(x: float) -> str:
    return f"{round(x, 2) + 0.0:+.2f}"


def value_added_spread(world: World) -> list[float]:
    """Return the SD between schools of the yearly gain of their classes, weighted by pupils, for each stage."""
    k, stages = world.classes, world.stages
    rows, n = world.live_classes(), stages.n_places(len(world.schools))
    place = stages.place(k.school[rows], STAGE_OF[k.grade[rows]])
    heads = stages.by_unit(np.bincount(place, k.size[rows], minlength=n))
    gain = stages.by_unit(np.bincount(place, k.size[rows] * k.gain[rows].astype(np.float64), minlength=n))
    return [between_sd(gain[:, stage], heads[:, stage]) for stage in stages.codes]


MAKERS: Mapping[str, Callable[[], str]] = {
    "schedule": lambda: describe("schedule"),
    "instruments": lambda: describe("instruments"),
    "forms": lambda: describe("forms"),
    "placements": lambda: describe("placements"),
    "money": lambda: describe("money"),
    "hours": lambda: describe("hours"),
    "parameters of processes": lambda: parameters_of(tools=False),
    "parameters of instruments": lambda: parameters_of(tools=True),
    "state": lambda: describe("state").replace("### ", "#### "),
    "metrics": lambda: describe("metrics"),
    "origins": origins,
    "measured": measured,
    "effects": effects,
    "contributions": contributions,
    "targets": lambda: f"{evidence.table()}\n\n{evidence.note()}",
    "keys of studies": keys.of_studies,
    "kinds of designs": keys.of_designs,
    "keys of cases": keys.of_cases,
    "columns": glossary.column_table,
    "arguments of kernels": glossary.argument_table,
    **mechanisms.MAKERS,
    **case_results.MAKERS,
}


def render(text: str, lang: Language = "en") -> str:
    """Return a document with its tables made anew, in a language.

    Raises
    ------
    ValueError
        When a marker is not closed, or names no table.
    """
    names = [m["name"] for m in BLOCK.finditer(text)]
    if len(names) != text.count("<!-- begin:") or len(names) != text.count("<!-- end:"):
        raise ValueError(texts.NO_END())
    if unknown := set(names) - MAKERS.keys():
        raise ValueError(texts.NO_TABLE(names=sorted(unknown), known=list(MAKERS)))
    with use(lang):
        return BLOCK.sub(lambda m: f"{m[1]}\n{MAKERS[m['name']]().rstrip()}\n\n{m[3]}", text)


def documents() -> list[Path]:
    """Return the documents that hold tables."""
    pages = [*sorted(DOCS.glob("*.md")), *sorted(DOCS.glob("cases/*.md"))]
    return [f for f in pages if "<!-- begin:" in f.read_text(encoding="utf-8")]


def language_of(file: Path) -> Language:
    """Return the language a document is written in."""
    return "zh" if file.name.endswith(".zh.md") else "en"


def main() -> None:
    """Write the tables of every document that holds some."""
    for file in documents():
        old = file.read_text(encoding="utf-8")
        new = render(old, language_of(file))
        if new != old:
            file.write_text(new, encoding="utf-8")
        print((texts.MADE_ANEW if new != old else texts.UP_TO_DATE)(file=f"docs/{file.relative_to(DOCS).as_posix()}"))


if __name__ == "__main__":
    main()
