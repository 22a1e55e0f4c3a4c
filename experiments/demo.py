"""Baseline against reform on shared seeds, with paired differences: the command ``edugroup demo``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from experiments.answers import answers
from experiments.figures import draw_all
from experiments.output import Folder
from experiments.plan import Plan, simulate
from experiments.progress import Progress, say
from experiments.report import render
from experiments.results import Results, stack

if TYPE_CHECKING:
    import pandas as pd

    from experiments.answers import Answer

ARMS = ("baseline", "reform")
CASE = "huadu"
SEEDS = 10
ONE_SEED = ("schools",)  # large tables of which only the first seed is kept


def compare_arms(
    plan: Plan, *, seeds: Sequence[int], folder: Folder, command: str, argv: Sequence[str], discount: float = 0.0
) -> list[Answer]:
    """Run both arms of a plan with every seed, fill its folder, and return the answers of its report."""
    scale = 0.0

    def runs() -> Iterator[tuple[str, int, dict[str, pd.DataFrame]]]:
        nonlocal scale
        with Progress(len(ARMS) * len(seeds), 2 * plan.years) as progress:
            for seed in seeds:
                for arm in ARMS:
                    reforms = arm == "reform"
                    model = simulate(plan, seed=seed, reforms=reforms, progress=progress, label=f"{arm}, seed {seed}")
                    scale = float(model.world.settings.params.tests.sd)
                    yield arm, seed, model.tables()

    tables = stack(runs())
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
