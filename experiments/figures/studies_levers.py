"""How outcomes respond to what a study varied: tornado, response curves, heat map of two levers. Drawn from tables only.

``points`` holds a row per point of the design with factors and outcomes; ``names`` gives both the texts they are shown by;
``scores`` tells of outcomes in points of scores how many of them make a standard deviation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures import captioned, style, texts
from experiments.statistics import response

if TYPE_CHECKING:
    import pandas as pd

    Track = response.Means | response.Fitted

MOST = 12  # factors of a tornado
CELLS = 42  # of a heat map that are told in numbers
CURVES = 6  # factors whose curves are drawn


@captioned(texts.TORNADO)
def tornado(
    tracks: Mapping[str, Track], outcomes: Sequence[str], names: Mapping[str, str],
    scores: Mapping[str, float] = MappingProxyType({}),
) -> Any:  # fmt: skip
    """Draw how far each outcome swings over the range of each factor."""
    found = {o: response.swings(tracks, o) for o in outcomes}
    order = list(found[outcomes[0]]["factor"])[:MOST]
    if not order:
        return None
    figure, panels = style.panels(outcomes, names, 0.36 * len(order) + 0.9, sharey=True)
    at = np.arange(len(order))
    for outcome, ax in panels.items():
        table = found[outcome].set_index("factor").reindex(order)
        start, end = (table[k].to_numpy(np.float64) for k in ("start", "end"))
        ax.barh(at, end - start, 0.5, left=start, color=style.PALE, alpha=0.6)
        for end_of, colour, shift in (("start", style.SKY, -0.13), ("end", style.BLUE, 0.13)):
            value = table[end_of].to_numpy(np.float64)
            style.whiskers(ax, value, at + shift, table[f"{end_of}_low"], table[f"{end_of}_high"], colour)
        style.name_rows(ax, at.tolist(), [names.get(f, f) for f in order])
        ax.xaxis.get_major_locator().set_params(nbins=4)
        style.score_axis(ax, scores.get(outcome), "x")
    style.legend(figure, [(style.SKY, texts.LOW_END()), (style.BLUE, texts.HIGH_END())])
    return figure


@captioned(texts.CURVES)
def curves(
    tracks: Mapping[str, Track], factors: Sequence[str], outcomes: Sequence[str], names: Mapping[str, str],
    scores: Mapping[str, float] = MappingProxyType({}),
) -> Any:  # fmt: skip
    """Draw the mean outcome along each factor, with 95 % intervals."""
    shown = list(factors)[:CURVES]
    if not shown:
        return None
    figure, axes = style.grid(len(outcomes), len(shown), 1.9 * len(outcomes) + 0.7, sharey="row", sharex="col")
    for i, outcome in enumerate(outcomes):
        for ax, factor in zip(axes[i], shown, strict=True):
            _curve(ax, tracks[factor], outcome)
        axes[i, 0].set_ylabel(style.here(names.get(outcome, outcome)), fontsize=8.5)
        style.score_axis(axes[i, 0], scores.get(outcome))
    for ax, factor in zip(axes[-1], shown, strict=True):
        ax.set_xlabel(style.here(names.get(factor, factor)).replace(".", ".\n", 1), fontsize=8.5)
    return figure


@captioned(texts.EMULATED)
def emulated(
    table: pd.DataFrame, outcomes: Sequence[str], names: Mapping[str, str],
    scores: Mapping[str, float] = MappingProxyType({}),
) -> Any:  # fmt: skip
    """Draw response curves of an emulator."""
    swing = table.groupby(["outcome", "factor"])["mean"].agg(np.ptp)
    share = swing / swing.groupby("outcome").transform("max").where(lambda m: m > 0, 1.0)
    shown = list(share.groupby("factor").max().sort_values(ascending=False, kind="stable").index[:CURVES])
    figure, axes = style.grid(len(outcomes), len(shown), 1.9 * len(outcomes) + 0.7, sharey="row", sharex="col")
    for i, outcome in enumerate(outcomes):
        for ax, factor in zip(axes[i], shown, strict=True):
            line = table[(table["outcome"] == outcome) & (table["factor"] == factor)]
            at = np.arange(len(line))
            ax.plot(at, line["mean"], "o-", color=style.BLUE, markersize=3.5, linewidth=1.5)
            ax.fill_between(at, line["low"], line["high"], color=style.BLUE, alpha=0.15, linewidth=0)
            every = max(1, -(-len(line) // 3))
            ax.set_xticks(at[::every], list(line["at"])[::every], fontsize=8)
            ax.tick_params(labelsize=8)
        axes[i, 0].set_ylabel(style.here(names.get(outcome, outcome)), fontsize=8.5)
        style.score_axis(axes[i, 0], scores.get(outcome))
    for ax, factor in zip(axes[-1], shown, strict=True):
        ax.set_xlabel(style.here(names.get(factor, factor)).replace(".", ".\n", 1), fontsize=8.5)
    return figure


def _curve(ax: Any, track: Track, outcome: str) -> None:
    line, points, factor = track.line(outcome), track.dots, track.factor
    words = response.is_discrete(points[factor]) and not all(
        isinstance(v, int | float) and not isinstance(v, bool) for v in line["at"]
    )
    at = np.arange(len(line)) if words else line["at"].to_numpy(np.float64)
    place = {v: k for k, v in enumerate(line["at"])}
    every = points[factor].map(place) if words else points[factor]
    ax.plot(every.to_numpy(np.float64), points[outcome], ".", color=style.PALE, markersize=2.5, alpha=0.6, zorder=1)
    whiskers = np.vstack((line["mean"] - line["low"], line["high"] - line["mean"])).astype(np.float64)
    ax.errorbar(
        at, line["mean"], yerr=np.nan_to_num(whiskers).clip(0), fmt="o" if words else "o-", color=style.BLUE, markersize=4,
        linewidth=1.5, elinewidth=1.4, capsize=2, zorder=3,
    )  # fmt: skip
    if words:
        ax.set_xticks(at, [response.shown(v) for v in line["at"]], fontsize=8, rotation=0 if len(line) < 4 else 30)
        ax.margins(x=0.2)
    else:
        ax.xaxis.get_major_locator().set_params(nbins=4)
    ax.tick_params(labelsize=8)


@captioned(texts.HEAT)
def heat(
    points: pd.DataFrame, x: str, y: str, outcomes: Sequence[str], names: Mapping[str, str],
    scores: Mapping[str, float] = MappingProxyType({}),
) -> Any:  # fmt: skip
    """Draw the mean outcome over two levers at once."""
    figure, axes = style.grid(1, len(outcomes), 3.6, sharey=True)
    for ax, outcome in zip(axes[0], outcomes, strict=True):
        table = response.surface(points, x, y, outcome)
        values = table.to_numpy(np.float64)
        low, high = style.spanned(float(np.nanmin(values)), float(np.nanmax(values)), scores.get(outcome, 0.0))
        image = ax.imshow(values, cmap="cividis", origin="lower", aspect="auto", vmin=low, vmax=high)
        ax.set_xticks(range(table.shape[1]), [response.shown(v) for v in table.columns], fontsize=8)
        ax.set_yticks(range(table.shape[0]), [response.shown(v) for v in table.index], fontsize=8)
        ax.set_xlabel(style.here(names.get(x, x)), fontsize=9)
        ax.set_title(style.here(names.get(outcome, outcome)), fontsize=9.5)
        ax.grid(visible=False)
        if values.size <= CELLS:
            reach = float(np.nanmax(values) - np.nanmin(values))
            digits = int(np.clip(np.ceil(1 - np.log10(reach)), 0, 3)) if reach > 0 else 2
            middle = (low + high) / 2
            for i, j in np.argwhere(np.isfinite(values)):
                ax.text(
                    j, i, f"{values[i, j]:.{digits}f}", ha="center", va="center", fontsize=7.5,
                    color="white" if values[i, j] < middle else "black",
                )  # fmt: skip
        figure.colorbar(image, ax=ax, shrink=0.85).ax.tick_params(labelsize=8)
    axes[0, 0].set_ylabel(style.here(names.get(y, y)), fontsize=9)
    return figure


@captioned(texts.EQUAL)
def equal(table: pd.DataFrame, names: Mapping[str, str], scores: Mapping[str, float] = MappingProxyType({})) -> Any:
    """Draw options at equal spending, less the first."""
    here = table[table["reference"] != ""]
    if here.empty:
        return None
    options = list(dict.fromkeys(here["option"]))
    outcomes = list(here["outcome"].unique())
    figure, panels = style.panels(outcomes, names, 0.42 * len(options) + 0.9, sharey=True)
    at = np.arange(len(options))
    for outcome, ax in panels.items():
        part = here[here["outcome"] == outcome].set_index("option").reindex(options)
        ax.axvline(0, color="#888888", linewidth=1)
        style.whiskers(ax, part["value"].to_numpy(np.float64), at, part["low"], part["high"], style.BLUE)
        style.name_rows(ax, at.tolist(), [names.get(o, response.shown(o)) for o in options])
        ax.xaxis.get_major_locator().set_params(nbins=4)
        style.score_axis(ax, scores.get(outcome), "x")
    return figure
