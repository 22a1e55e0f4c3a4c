"""Axes: the words that files may write for an entry are the names of the entries, each declared once."""

from __future__ import annotations

from enum import IntEnum
from typing import get_args

from sim import axes, state


def test_what_files_may_write_are_the_names_of_the_axes() -> None:
    assert get_args(axes.StageName) == axes.STAGES.names
    assert get_args(axes.OutcomeName) == axes.OUTCOMES.names
    of_codes: dict[type[IntEnum], object] = {
        axes.Locality: axes.LocalityName, axes.Level: axes.LevelName, axes.Kind: axes.KindName,
        state.Layer: state.LayerName, state.Tier: state.TierName,
    }  # fmt: skip
    assert all([int(m) for m in c] == [*range(len(c))] for c in of_codes)  # tables by code are made in this order
    assert {c: get_args(names) for c, names in of_codes.items()} == {
        c: tuple(m.name.lower() for m in c) for c in of_codes
    }
