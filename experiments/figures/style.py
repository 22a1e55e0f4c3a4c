"""One look for all figures: fonts, colours that colour-blind readers can tell apart, reform dates, direct labels."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sim

# Okabe and Ito (2008)
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
SKY, AMBER, YELLOW, BLACK = "#56B4E9", "#E69F00", "#C9B800", "#222222"
GREY, PALE = "#767676", "#BDBDBD"
ARMS = {"baseline": GREY, "reform": BLUE, "run": BLUE}
STAGES = {"primary": BLUE, "junior": ORANGE}
ROLES = {"core": ORANGE, "member": BLUE, "none": PALE}
KINDS = {"rotation": BLUE, "follow_post": AMBER, "first_post": GREEN, "secondment": PURPLE}
WIDTH = 9.0  # inches
DPI = 130


def prepare() -> None:
    """Set matplotlib up: no window, our look, and its cache inside a checkout."""
    if sim.CHECKOUT is not None:
        os.environ.setdefault("MPLCONFIGDIR", str(sim.CHECKOUT / ".cache" / "matplotlib"))
    import matplotlib as mpl

    mpl.use("Agg")
    mpl.rcdefaults()
    mpl.rcParams.update({
        "font.family": "DejaVu Sans", "font.size": 10, "axes.titlesize": 10.5, "axes.titleweight": "bold",
        "axes.titlelocation": "left", "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#888888",
        "axes.grid": True, "axes.grid.axis": "y", "grid.color": "#E6E6E6", "grid.linewidth": 0.8, "axes.axisbelow": True,
        "xtick.color": "#444444", "ytick.color": "#444444", "lines.linewidth": 2.0, "legend.frameon": False,
        "figure.constrained_layout.use": True, "savefig.dpi": DPI,
    })  # fmt: skip


def grid(rows: int, columns: int, height: float, **options: Any) -> tuple[Any, Any]:
    """Return a figure and its axes, always a two-dimensional array."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots(rows, columns, squeeze=False, **options)


def save(figure: Any, path: Path) -> None:
    """Write a figure without the date and version that would make equal figures differ."""
    figure.savefig(path, metadata={"Software": None})


def mark_dates(ax: Any, dates: Sequence[tuple[float, str]], *, named: bool) -> None:
    """Draw a dashed vertical where rules change, with its date at the top or bottom, whichever is emptier."""
    low, high = ax.get_ylim()
    around = [
        y for line in ax.lines for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
        if dates and len(line.get_xdata()) > 2 and dates[0][0] - 2 <= x <= dates[-1][0]
    ]  # fmt: skip
    crowded = any(y > low + 0.65 * (high - low) for y in around) and not any(
        y < low + 0.35 * (high - low) for y in around
    )
    for time, date in dates:
        ax.axvline(time, color="#999999", linestyle=(0, (4, 3)), linewidth=1, zorder=1)
        if named:
            ax.annotate(
                date, (time, 0 if crowded else 1), xycoords=("data", "axes fraction"), xytext=(-2, 3 if crowded else -2),
                textcoords="offset points", rotation=90, ha="right", va="bottom" if crowded else "top", fontsize=7.5,
                color="#777777",
            )  # fmt: skip


def label_ends(ax: Any, ends: Sequence[tuple[float, float, str, str]], apart: float = 0.075) -> None:
    """Write (x, y, text, colour) to the right of the last points, moved apart where they would touch.

    ``apart`` is the least distance between two labels as a share of the axis.
    """
    low, high = ax.get_ylim()
    step, at = apart * (high - low), -float("inf")
    for x, y, text, colour in sorted(ends, key=lambda e: e[1]):
        at = max(y, at + step)
        ax.annotate(text, (x, at), xytext=(5, 0), textcoords="offset points", color=colour, va="center", fontsize=9)
