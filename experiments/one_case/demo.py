"""Baseline against reform on shared seeds, with paired differences: the command ``edugroup demo``."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from experiments.engine import Options
from experiments.engine.ordered import ordered
from experiments.figures import draw_all
from experiments.files.output import Folder
from experiments.pages.answers import answers
from experiments.pages.report import render
from experiments.runs.definition import make_run, with_seed
from experiments.runs.plan import Plan
from experiments.runs.results import Results, stack
from experiments.terminal.progress import Progress, say

if TYPE_CHECKING:
    import pandas as pd

    from experiments.pages.answers import Answer

ARMS = ("baseline", "reform")
CASE = "huadu"
SEEDS = 10
ONE_SEED = ("schools",)  # large tables of which only the first seed is kept
WORK = "experiments.engine.worker:tables"


def compare_arms(
    plan: Plan, *, seeds: Sequence[int], folder: Folder, command: str, argv: Sequence[str], discount: float = 0.0,
    workers: int | None = None,
) -> list[Answer]:  # fmt: skip
    """Run both arms of a plan with every seed, fill its folder, and return the answers of its report."""
    arms = {arm: make_run(plan.case, plan.overrides, years=plan.years, reforms=arm == "reform") for arm in ARMS}
    at = [(arm, seed) for seed in seeds for arm in ARMS]
    ended = ordered([with_seed(arms[arm], seed) for arm, seed in at], Options(workers=workers, work=WORK))
    parts: list[tuple[str, int, dict[str, pd.DataFrame]]] = []
    scale = 0.0
    with Progress(len(at), 2 * plan.years) as progress, closing(ended):
        for (arm, seed), done in zip(at, ended, strict=True):
            progress.ended(f"{arm}, seed {seed}", done.seconds)
            assert done.blob is not None
            scale, tables = pickle.loads(done.blob)
            parts.append((arm, seed, tables))
    tables = stack(parts)
    say("writing tables, figures and report ...")
    results = Results(plan, ARMS, tuple(seeds), tables, scale, discount)
    for name, frame in tables.items():
        kept = frame[frame["seed"] == seeds[0]] if name in ONE_SEED else frame
        folder.write_table(name, results.moves if name == "teachers_moves" else kept)
    differences = results.by_year([c for c in tables["district"].columns if c not in {"arm", "seed", "year", "stage"}])
    folder.write_table("paired", differences)
    differences.to_csv(folder.path / "paired.csv", index=False)
    drawn = draw_all(results, folder.path / "figures")
    found = answers(results)
    (folder.path / "report.html").write_text(render(results, found, drawn, command), encoding="utf-8")
    (folder.path / "case.toml").write_bytes(plan.text)
    folder.write_manifest(
        "demo", argv, {**plan.facts(), "seeds": list(seeds), "arms": list(ARMS), "reproduce": command}
    )
    return found
