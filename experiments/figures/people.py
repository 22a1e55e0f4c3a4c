"""Who moves: placements by year, by direction, and the skill of those who move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures import captioned, style, texts
from experiments.words import labels
from experiments.words.phrases import share, signed

if TYPE_CHECKING:
    import pandas as pd

    from experiments.runs.results import Results

LEAST = 5  # placements below which no distribution is drawn


@captioned(texts.MOVES, texts.OVER_SEEDS_MEANS)
def moves_by_year(results: Results) -> Any:
    """Draw placements begun in each school year, by kind."""
    frame = results.moves
    if frame.empty:
        return None
    table = frame.groupby(["start_year", "kind"]).size().unstack(fill_value=0) / len(results.seeds)
    table = table.reindex(range(results.years[0], results.years[1] + 1), fill_value=0)
    figure, axes = style.grid(1, 1, 3.4)
    ax, base = axes[0, 0], np.zeros(len(table))
    for kind in [k for k in style.kinds() if k in table.columns]:
        ax.bar(table.index, table[kind], 0.8, bottom=base, color=style.kinds()[kind], label=labels.kinds()[kind].said)
        base += table[kind].to_numpy()
    ax.set_xlabel(texts.SCHOOL_YEAR())
    ax.set_ylabel(texts.PLACEMENTS())
    ax.set_xlim(results.years[0] - 0.8, results.years[1] + 0.8)
    ax.xaxis.get_major_locator().set_params(integer=True)
    handles, names = ax.get_legend_handles_labels()
    figure.legend(handles[::-1], names[::-1], loc="outside right upper", fontsize=9)
    return figure


@captioned(texts.FLOWS)
def flows(results: Results) -> Any:
    """Draw placements a year by kind and direction, with who those placed are."""
    parts = _parts(results.moves)
    if not parts:
        return None
    years = results.years[1] - int(results.moves["start_year"].min()) + 1
    figure, axes = style.grid(1, 2, 0.42 * len(parts) + 1.4, width_ratios=(3, 1.4), sharey=True)
    (ax, side), rows = axes[0], range(len(parts))[::-1]
    counts = [len(p) / years / len(results.seeds) for _, _, p in parts]
    ax.barh(rows, counts, 0.68, color=[style.kinds()[k] for k, _, _ in parts])
    for y, n in zip(rows, counts, strict=True):
        ax.annotate(
            f"{n:.0f}" if n >= 10 else f"{n:.1f}", (n, y), xytext=(4, 0), textcoords="offset points", va="center"
        )
    ax.set_yticks(list(rows), [d for _, d, _ in parts], fontsize=8.5)
    columns: dict[str, list[str]] = {
        texts.BACKBONE(): [share((p["honour"] != "none").mean()) for _, _, p in parts],
        texts.SKILL_BESIDE(): [signed(float(p["edge"].mean()), 3) for _, _, p in parts],
    }
    side.set_axis_off()
    for x, (title, cells) in zip((0.2, 0.7), columns.items(), strict=True):
        side.annotate(
            title, (x, 1.0), xycoords="axes fraction", ha="center", va="bottom", fontsize=8.5, color="#444444"
        )
        for y, text in zip(rows, cells, strict=True):
            side.annotate(text, (x, y), xycoords=("axes fraction", "data"), ha="center", va="center")
    ax.set_ylim(-0.6, len(parts) - 0.4)
    ax.set_xlim(0, max(counts) * 1.12)
    ax.grid(axis="y", visible=False)
    ax.set_xlabel(texts.PLACEMENTS())
    return figure


@captioned(texts.MOVERS, texts.OVER_SEEDS_ALL)
def movers(results: Results) -> Any:
    """Draw the skill of those who move less the mean of the colleagues they leave."""
    parts = [(k, d, p[np.isfinite(p["edge"])]) for k, d, p in _parts(results.moves)]
    parts = [(k, d, p) for k, d, p in parts if len(p) >= LEAST]
    if not parts:
        return None
    figure, axes = style.grid(1, 1, 0.45 * len(parts) + 1.2)
    ax, rows = axes[0, 0], range(len(parts))[::-1]
    marks = [np.percentile(p["edge"], (10, 25, 50, 75, 90)) for _, _, p in parts]
    stats = [{"whislo": m[0], "q1": m[1], "med": m[2], "q3": m[3], "whishi": m[4], "fliers": []} for m in marks]
    boxes = ax.bxp(
        stats, list(rows), widths=0.55, orientation="horizontal", showfliers=False, patch_artist=True,
        medianprops={"color": style.BLACK, "linewidth": 2},
    )  # fmt: skip
    for box, (kind, _, _) in zip(boxes["boxes"], parts, strict=True):
        box.set(facecolor=style.kinds()[kind], edgecolor="none", alpha=0.75)
    ax.axvline(0, color="#666666", linewidth=1)
    ax.annotate(
        texts.COLLEAGUES(), (0, 1), xycoords=("data", "axes fraction"), xytext=(3, 2),
        textcoords="offset points", fontsize=8, color="#666666",
    )  # fmt: skip
    ax.set_yticks(list(rows), [d for _, d, _ in parts], fontsize=8.5)
    ax.grid(axis="y", visible=False)
    ax.grid(axis="x", visible=True)
    ax.set_xlabel(texts.SKILL_LESS())
    return figure


def _parts(frame: pd.DataFrame) -> list[tuple[str, str, pd.DataFrame]]:
    """Return (kind, its name and direction, rows), in the order of kinds."""
    found = [
        (kind, _named(kind, origin, target), part)
        for (kind, origin, target), part in frame.groupby(["kind", "origin_role", "target_role"])
    ]
    return sorted(found, key=lambda p: (list(style.kinds()).index(p[0]), p[1]))


def _named(kind: str, origin: str, target: str) -> str:
    """Return a kind of placement and its direction."""
    return texts.DIRECTION(kind=labels.kinds()[kind], origin=labels.ENDS[origin], target=labels.ENDS[target])
