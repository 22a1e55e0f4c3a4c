"""What each instrument contributes, and how far that hangs on assumed coefficients: dots and whiskers per outcome.

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


@captioned(texts.ASSUMED)
def tornado(
    table: pd.DataFrame, rows: Mapping[str, str], measures: Sequence[str], names: Mapping[str, str],
    effects: Mapping[str, float], sd: float,
) -> Any:  # fmt: skip
    """Draw the effect of a reform where each coefficient is at either end of its range; ``effects`` has it where none is."""
    if not rows:
        return None
    figure, panels = style.panels(measures, names, 0.36 * len(rows) + 0.9, across=len(measures), sharey=True)
    at = np.arange(len(rows), dtype=np.float64)
    for measure, ax in panels.items():
        ax.axvline(0, color="#888888", linewidth=1)
        ax.axvline(effects[measure], color="#888888", linewidth=1, linestyle=(0, (4, 3)))
        here = table[table["measure"] == measure].set_index(["coefficient", "end"])
        reach = []
        for end, colour, shift in (("low", style.SKY, -0.14), ("high", style.BLUE, 0.14)):
            some = here.reindex([(name, end) for name in rows])
            value = some["there"].to_numpy(np.float64)
            style.whiskers(ax, value, at + shift, some["there_low"], some["there_high"], colour)
            reach.append(value)
        ends = np.array([*reach, np.full(len(rows), effects[measure])])
        start, end_ = np.nanmin(ends, axis=0), np.nanmax(ends, axis=0)
        ax.barh(at, end_ - start, 0.5, left=start, color=style.PALE, alpha=0.5, zorder=0)
        style.name_rows(ax, at.tolist(), list(rows.values()))
        ax.tick_params(axis="x", labelsize=8)
        ax.xaxis.get_major_locator().set_params(nbins=5)
        style.score_axis(ax, sd, "x")
    style.legend(figure, [(style.SKY, texts.LOW_END()), (style.BLUE, texts.HIGH_END())])
    return figure
