"""The study of instruments that comes along answers its question: no interval of a total index is wide."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import pandas as pd
import pytest

STORED = Path(__file__).resolve().parents[2] / "results" / "studies" / "instruments-sobol" / "tables" / "indices.csv"
WIDTH = 0.1


@pytest.mark.skipif(not STORED.is_file(), reason="results of the study stand in the source folder only")
def test_every_total_index_of_the_stored_study_is_known_within_a_tenth() -> None:
    text = (STORED.parent / "instruments-sobol.toml").read_bytes()  # as it ran, with the names of its day
    manifest = json.loads((STORED.parent / "manifest.json").read_text(encoding="utf-8"))
    assert hashlib.sha256(text).hexdigest() == manifest["study"]["sha256"]
    study = tomllib.loads(text.decode())
    found = pd.read_csv(STORED)
    totals = found[found["index"] == "ST"]
    assert set(totals["outcome"]) == {*study["outcomes"]}
    for _, mine in totals.groupby("outcome"):
        assert set(mine["factor"]) == study["levers"].keys() | study["uncertainties"].keys()
    assert (totals["high"] - totals["low"]).max() <= WIDTH
