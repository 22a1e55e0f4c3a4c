"""Baseline against reform on shared seeds, with paired differences: the command ``edugroup demo``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.engine import Options
from experiments.export import dictionary
from experiments.figures import draw_all
from experiments.files.output import Folder
from experiments.files.spreadsheet_text import write_csv
from experiments.one_case import strong_core, texts
from experiments.one_case.pipeline import tables_of
from experiments.pages.answers import answers
from experiments.pages.report import render
from experiments.runs.definition import make_run, with_seed
from experiments.runs.plan import Plan
from experiments.runs.results import Results, stack
from experiments.terminal.progress import say

if TYPE_CHECKING:
    from experiments.pages.answers import Answer

ARMS = ("baseline", "reform")
CASE = "huadu"
SEEDS = 10
ONE_SEED = ("schools",)  # large tables of which only the first seed is kept


def compare_arms(
    plan: Plan, *, seeds: Sequence[int], folder: Folder, command: str, argv: Sequence[str], discount: float = 0.0,
    workers: int | None = None,
) -> list[Answer]:  # fmt: skip
    """Run both arms of a plan with every seed, fill its folder, and return the answers of its report."""
    arms = {arm: make_run(plan.case, plan.overrides, years=plan.years, reforms=arm == "reform") for arm in ARMS}
    at = [(arm, seed) for seed in seeds for arm in ARMS]
    runs = {(arm, seed): with_seed(arms[arm], seed) for arm, seed in at}
    beside = strong_core.plan(plan, seeds)
    runs |= beside.runs if beside else {}
    every = tables_of(Path(folder.name), list(runs.values()), command, Options(workers=workers))
    by_run = dict(zip(runs, every, strict=True))
    found = [by_run[key] for key in at]
    tables = stack((arm, seed, some.tables) for (arm, seed), some in zip(at, found, strict=True))
    say(texts.WRITING())
    results = Results(plan, ARMS, tuple(seeds), tables, found[-1].points_per_sd, discount)
    shown = {name: results.moves if name == "teachers_moves" else frame for name, frame in tables.items()}
    measures = [c for c in tables["district"].columns if c not in {"arm", "seed", "year", "stage", "district"}]
    differences = results.by_year_and_district(measures)
    shown["paired"] = differences
    core = strong_core.gather(beside, by_run) if beside else None
    if core:
        shown["placebo"] = core.effects()
    for name, frame in shown.items():
        folder.write_table(name, frame[frame["seed"] == seeds[0]] if name in ONE_SEED else frame)
    write_csv(differences, folder.path / "paired.csv")
    dictionary.write(folder.path, shown)
    drawn = draw_all(results, folder.path / "figures")
    answered = answers(results)
    if core:
        drawn |= strong_core.drawn(core, folder.path / "figures")
        answered.append(strong_core.answer(core, shown["placebo"]))
    (folder.path / "report.html").write_text(render(results, answered, drawn, command), encoding="utf-8")
    (folder.path / "case.toml").write_bytes(plan.text)
    folder.write_manifest(
        "demo", argv, {**plan.facts(), "seeds": list(seeds), "arms": list(ARMS), "reproduce": command}
    )
    return answered
