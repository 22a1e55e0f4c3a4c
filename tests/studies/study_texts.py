"""Study files for the tests, and what a study would have found had the model been a function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.design import designs
from experiments.study.study import Study, load_study
from experiments.study.study_data import StudyData

ROOT = Path(__file__).resolve().parents[2]
MINI = ROOT / "tests" / "mini.toml"
BASE = f"""
title = {{ zh = "试", en = "Trial" }}
question = "What moves the mean?"
case = "{MINI.as_posix()}"
years = 3
replications = 2
outcomes = ["mean_score.primary", "cost.total"]
"""
LEVERS = """
[levers]
"rotation.annual_share" = {}
"rotation.years" = {}
"mentoring.on" = {}
"""


def study(folder: Path, design: str, factors: str = LEVERS, base: str = BASE, **options: int) -> Study:
    """Return the study of a text written into a folder."""
    file = folder / "trial.toml"
    file.write_text(f"{base}{factors}\n[design]\n{design}\n", encoding="utf-8")
    return load_study(file, **options)


def found(of: Study, function: Callable[[pd.DataFrame], np.ndarray], *, luck: float = 0.0) -> StudyData:
    """Return the data of a study whose outcomes are a function of its points, plus luck by seed."""
    design = designs.points(of)
    rows = [(i, r, seed) for i, who in enumerate(design.identities) for r, seed in enumerate(of.seeds_of(who))]
    frame = pd.DataFrame(rows, columns=["point", "replication", "seed"])
    y = function(design.points)[frame["point"]]
    z = np.array([np.random.default_rng(s).normal() for s in frame["seed"]])
    frame["key"], frame["status"] = [f"{i:032x}" for i in range(len(frame))], "ok"
    for outcome in of.outcomes:
        frame[outcome.name] = y + luck * z
    return StudyData(of, design, frame, Path("somewhere"))


def lose(data: StudyData, rows: list[int], status: str = "error") -> StudyData:
    """Return the data without some of its runs."""
    runs = data.runs.copy()
    runs.loc[rows, "status"] = status
    runs.loc[rows, [o.name for o in data.outcomes]] = np.nan
    return replace(data, runs=runs)
