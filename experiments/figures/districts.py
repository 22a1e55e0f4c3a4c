"""Figures of many districts, drawn from tables only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures import captioned, style, texts

if TYPE_CHECKING:
    import pandas as pd

ACROSS = 3


@captioned(texts.DISTRICTS)
def differences(
    table: pd.DataFrame, spread: pd.DataFrame, names: Mapping[str, str], scores: Mapping[str, float]
) -> Any:
    """Draw what the reforms change in each district, by its size."""
    from matplotlib.ticker import LogLocator, ScalarFormatter

    known = table[table["difference"].notna()]
    outcomes = list(dict.fromkeys(known["outcome"]))
    if not outcomes:
        return None
    columns = min(ACROSS, len(outcomes))
    rows = -(-len(outcomes) // columns)
    figure, axes = style.grid(rows, columns, 2.7 * rows + 0.3, sharex=True)
    for ax in axes.flat[len(outcomes) :]:
        ax.remove()
    summaries = spread.set_index("outcome")
    for outcome, ax in zip(outcomes, axes.flat, strict=False):
        part = known[known["outcome"] == outcome]
        thousands, d = part["pupils"].to_numpy(np.float64) / 1000, part["difference"].to_numpy(np.float64)
        ax.vlines(thousands, part["low"], part["high"], color=style.PALE, linewidth=1, zorder=2)
        ax.plot(thousands, d, "o", color=style.PALE, markersize=3.5, zorder=3)
        ax.plot(thousands, part["shrunken"], "o", color=style.BLUE, markersize=3.5, zorder=4)
        ax.axhline(0, color="#666666", linewidth=0.9)
        over = summaries.loc[outcome]
        ax.axhline(over["mean"], color=style.ORANGE, linewidth=1.2, linestyle=(0, (4, 3)))
        for low, high, alpha in (("next_low", "next_high", 0.12), ("low", "high", 0.3)):
            if np.isfinite(over[low]):
                ax.axhspan(over[low], over[high], color=style.ORANGE, alpha=alpha, linewidth=0, zorder=1)
        ax.set_xscale("log")
        ax.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0)))
        ax.xaxis.set_major_formatter(ScalarFormatter())
        ax.minorticks_off()
        ax.set_title(style.here(names.get(outcome, outcome)), fontsize=9.5)
        style.score_axis(ax, scores.get(outcome))
    for ax in axes.flat[max(len(outcomes) - columns, 0) : len(outcomes)]:
        ax.set_xlabel(texts.THOUSANDS())
    return figure
