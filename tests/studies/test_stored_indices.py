"""The study of instruments that comes along answers its question: no interval of a total index is wide."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from experiments.study.study import find_study, load_study

STORED = Path(__file__).resolve().parents[2] / "results" / "studies" / "instruments-sobol" / "tables" / "indices.csv"
WIDTH = 0.1


@pytest.mark.skipif(not STORED.is_file(), reason="results of the study stand in the source folder only")
def test_every_total_index_of_the_stored_study_is_known_within_a_tenth() -> None:
    study = load_study(find_study("instruments-sobol"))
    found = pd.read_csv(STORED)
    totals = found[found["index"] == "ST"]
    assert set(totals["outcome"]) == {outcome.name for outcome in study.outcomes}
    for _, mine in totals.groupby("outcome"):
        assert set(mine["factor"]) == {factor.name for factor in study.factors}
    assert (totals["high"] - totals["low"]).max() <= WIDTH
