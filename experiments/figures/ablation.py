"""What each instrument contributes, off in turn and alone beside one another: a forest of dots and whiskers per outcome.

Drawn from tables only. ``table`` has a row per outcome, way and row of the figure, with columns outcome, way, row, difference,
low, high and sure; ``rows``, ``ways`` and ``names`` give rows, ways and outcomes the texts they are shown by, in order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures import captioned, style, texts

if TYPE_CHECKING:
    import pandas as pd

COLOURS = (style.BLUE, style.ORANGE)  # of ways
ACROSS = 4  # panels in a row: the measures of a stage


@captioned(texts.FOREST)
def forest(
    table: pd.DataFrame, rows: Mapping[str, str], ways: Mapping[str, str], outcomes: Sequence[str], names: Mapping[str, str],
    scores: Mapping[str, float],
) -> Any:  # fmt: skip
    """Draw the contributions to each outcome; ``scores`` says of those in points how many make a standard deviation."""
    height = 0.3 * len(rows) + 0.85
    figure, panels = style.panels(outcomes, names, height, across=ACROSS, sharey=True)
    at = np.arange(len(rows), dtype=np.float64)
    for outcome, ax in panels.items():
        ax.axvline(0, color="#888888", linewidth=1)
        for way, colour, shift in zip(ways, COLOURS, (-0.16, 0.16), strict=True):
            here = table[(table["outcome"] == outcome) & (table["way"] == way)].set_index("row").reindex(list(rows))
            value = here["difference"].to_numpy(np.float64)
            style.whiskers(ax, value, at + shift, here["low"], here["high"], colour)
            sure = here["sure"].eq(True).to_numpy()
            ax.plot(value[~sure], (at + shift)[~sure], "o", markersize=3, color="white", zorder=4)
        if len(rows) > 1:
            ax.axhline(len(rows) - 1.5, color="#999999", linewidth=0.8)
        style.name_rows(ax, at.tolist(), list(rows.values()))
        ax.tick_params(axis="x", labelsize=8)
        ax.xaxis.get_major_locator().set_params(nbins=4)
        style.score_axis(ax, scores.get(outcome), "x")
    style.legend(figure, list(zip(COLOURS, ways.values(), strict=True)))
    return figure
