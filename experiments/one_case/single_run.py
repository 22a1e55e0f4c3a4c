"""One run of a case, with its tables, figures and report: the command ``edugroup run``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.engine import Options
from experiments.export import dictionary
from experiments.figures import draw_all
from experiments.files.output import Folder
from experiments.one_case import texts
from experiments.one_case.pipeline import tables_of
from experiments.pages.answers import answers
from experiments.pages.report import render
from experiments.runs.definition import make_run
from experiments.runs.plan import Plan
from experiments.runs.results import Results, stack
from experiments.terminal.progress import say

if TYPE_CHECKING:
    from experiments.pages.answers import Answer

ARM = {True: "run", False: "baseline"}


def run_once(
    plan: Plan, *, seed: int, reforms: bool, folder: Folder, command: str, argv: Sequence[str]
) -> list[Answer]:
    """Run a plan once, fill its folder, and return the answers of its report."""
    arm = ARM[reforms]
    run = make_run(plan.case, plan.overrides, seed=seed, years=plan.years, reforms=reforms, **plan.seeds())
    (found,) = tables_of(Path(folder.name), [run], command, Options(workers=1))
    say(texts.WRITING())
    tables = stack([(arm, seed, found.tables)])
    results = Results(plan, (arm,), (seed,), tables, found.points_per_sd)
    shown = {name: results.moves if name == "teachers_moves" else frame for name, frame in tables.items()}
    shown = {name: table.drop(columns=["arm", "seed"]) for name, table in shown.items()}
    for name, table in shown.items():
        folder.write_table(name, table)
    dictionary.write(folder.path, shown)
    drawn = draw_all(results, folder.path / "figures")
    answered = answers(results)
    (folder.path / "report.html").write_text(render(results, answered, drawn, command), encoding="utf-8")
    (folder.path / "case.toml").write_bytes(plan.text)
    folder.write_manifest("run", argv, {**plan.facts(), "seed": seed, "reforms": reforms, "reproduce": command})
    return answered
