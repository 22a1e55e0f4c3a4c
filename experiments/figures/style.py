"""One look for all figures: fonts, colours that colour-blind readers can tell apart, reform dates, direct labels."""

from __future__ import annotations

import io
import itertools
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from experiments.figures import fonts, texts
from experiments.words import labels
from sim import axes, caches
from sim.say import language, spoken

# Okabe and Ito (2008)
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
SKY, AMBER, YELLOW, BLACK = "#56B4E9", "#E69F00", "#C9B800", "#222222"
GREY, PALE = "#767676", "#BDBDBD"
ARMS = {"baseline": GREY, "reform": BLUE, "run": BLUE}
STAGES = dict(zip(axes.STAGES.names, (BLUE, ORANGE, GREEN, PURPLE, SKY), strict=False))
ROLES = {"core": ORANGE, "member": BLUE, "none": PALE}
WINE, INDIGO = "#882255", "#332288"  # Tol
# The first is what the others are compared with; the last are of the references that placebos bring along.
SCENARIOS = (GREY, BLUE, ORANGE, GREEN, PURPLE, SKY, AMBER, BLACK, YELLOW, WINE, INDIGO)
OF_KINDS = (
    BLUE,
    AMBER,
    GREEN,
    PURPLE,
    SKY,
    ORANGE,
    YELLOW,
    GREY,
    WINE,
    INDIGO,
    BLACK,
)  # of placement, in the order of their codes
TIES = ((BLACK, "-", 1.3), (GREEN, "-", 1.0), (PURPLE, ":", 1.2))  # colour, dash and width of the first forms of tie
ACROSS = 3  # panels in a row
WIDTH = 9.0  # inches
LEAST = 0.1  # SD that an axis of scores spans at least
BARS = (2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02)  # SD, of a scale bar
DPI = 130
COLOURS = 256  # of a picture: flat ones and their edges


def kinds() -> dict[str, str]:
    """Return the colour of each kind of placement, in the order of codes; the twelfth has that of the first again."""
    return dict(zip(labels.kinds(), cycle(OF_KINDS), strict=False))


def prepare() -> None:
    """Set matplotlib up: no window, our look, and its cache where ours are."""
    if (folder := caches.writable("matplotlib")) is not None:
        os.environ.setdefault("MPLCONFIGDIR", str(folder))
    import matplotlib as mpl
    from matplotlib import font_manager

    mpl.use("Agg")
    mpl.rcdefaults()
    known = font_manager.fontManager
    if all(entry.name != fonts.FAMILY for entry in known.ttflist):
        bold = font_manager.FontEntry(fname=str(fonts.FILE), name=fonts.FAMILY, weight="bold", size="scalable")
        known.ttflist.append(bold)  # it has one weight, which stands for both
        known.addfont(fonts.FILE)
    mpl.rcParams.update({
        "font.family": families(), "font.size": 10, "axes.titlesize": 10.5, "axes.titleweight": "bold",
        "axes.titlelocation": "left", "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#888888",
        "axes.grid": True, "axes.grid.axis": "y", "grid.color": "#E6E6E6", "grid.linewidth": 0.8, "axes.axisbelow": True,
        "xtick.color": "#444444", "ytick.color": "#444444", "lines.linewidth": 2.0, "legend.frameon": False,
        "figure.constrained_layout.use": True, "savefig.dpi": DPI, "svg.hashsalt": "edugroup",
    })  # fmt: skip


def families() -> list[str]:
    """Return the typefaces, the first for all it has: in Chinese one, so that no digit is bold among signs that are not."""
    both = ["DejaVu Sans", fonts.FAMILY]
    return both[::-1] if language() == "zh" else both


@contextmanager
def spoken_here() -> Iterator[None]:
    """Draw with the typefaces of the language chosen."""
    import matplotlib as mpl

    with mpl.rc_context({"font.family": families()}):
        yield


def grid(rows: int, columns: int, height: float, **options: Any) -> tuple[Any, Any]:
    """Return a figure and its axes, always a two-dimensional array."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    return figure, figure.subplots(rows, columns, squeeze=False, **options)


def save(figure: Any, path: Path) -> None:
    """Write a figure without the date and version that would make equal figures differ."""
    if path.suffix == ".svg":
        figure.savefig(path, metadata={"Date": None, "Creator": None})
    else:
        path.write_bytes(picture(figure))


def picture(figure: Any) -> bytes:
    """Return a figure as a PNG with a palette, which takes less than half of the room."""
    from PIL import Image

    drawn, small = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", metadata={"Software": None}, pil_kwargs={"compress_level": 1})
    image = Image.open(drawn).convert("RGB")
    image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(small, "PNG", dpi=(DPI, DPI))
    return small.getvalue()


def here(text: Any) -> str:
    """Return a text in the language that is drawn, in which it may not have been said."""
    return str(spoken(text, language()))


def score_axis(ax: Any, sd: float | None, axis: str = "y") -> None:
    """Let an axis of scores span at least 0.1 SD, so that hundredths of a point do not look like a leap, and show the scale.

    Call it when all is drawn that moves the axis, and before anything is placed by its limits. The scale is a bar inside a
    vertical axis, a line under a horizontal one; of axes that share it, one bears the bar.

    Parameters
    ----------
    ax
        The axes.
    sd
        Points of the exam scale in one standard deviation; None where that changes on the way, and nothing is shown.
    axis
        ``"y"`` or ``"x"``.
    """
    if not sd:
        return
    limits, widen = (ax.get_ylim, ax.set_ylim) if axis == "y" else (ax.get_xlim, ax.set_xlim)
    low, high = limits()
    low, high = spanned(low, high, sd)
    widen(low, high)
    if axis == "x":
        under = [text for text in (ax.get_xlabel(), texts.ONE_SD(sd=sd)) if text]
        ax.set_xlabel("\n".join(under), fontsize=8)
        return
    part = max((p for p in BARS if p * sd <= 0.55 * (high - low)), default=BARS[-1])
    left, right = ax.get_xlim()
    near = [
        (y - low) / (high - low) for line in ax.lines for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
        if len(line.get_xdata()) > 1 and x <= left + 0.15 * (right - left)
    ]  # fmt: skip
    on_top = bool(near) and min(near) < 0.55 and max(near) <= 0.55
    foot = high - (0.05 * (high - low) + part * sd) if on_top else low + 0.05 * (high - low)
    across = ax.get_yaxis_transform()  # x in shares of the axes, y in data
    ax.annotate(
        "", (0.025, foot), (0.025, foot + part * sd), xycoords=across, textcoords=across, zorder=5,
        arrowprops={"arrowstyle": "|-|,widthA=0.2,widthB=0.2", "color": GREY, "shrinkA": 0, "shrinkB": 0},
    )  # fmt: skip
    ax.text(
        0.04, foot + on_top * part * sd, texts.SCALE_BAR(part=part), transform=across, rotation=90,
        va="top" if on_top else "bottom", fontsize=6.5, color=GREY, zorder=5,
    )  # fmt: skip


def spanned(low: float, high: float, sd: float) -> tuple[float, float]:
    """Return the ends of an axis of scores, moved apart to `LEAST` of a standard deviation of ``sd`` points."""
    lacking = max(LEAST * sd - (high - low), 0.0)
    return low - lacking / 2, high + lacking / 2


def whole_years(ax: Any) -> None:
    """Mark whole years only."""
    ax.xaxis.get_major_locator().set_params(integer=True, nbins=6)


def mark_dates(ax: Any, dates: Sequence[tuple[float, str]], *, named: bool) -> None:
    """Draw a dashed vertical where rules change, with its date at the top, at the bottom or between, where it is empty."""
    low, high = ax.get_ylim()
    heights = [
        (y - low) / (high - low) for line in ax.lines for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)
        if dates and len(line.get_xdata()) > 2 and dates[0][0] - 2 <= x <= dates[-1][0]
    ]  # fmt: skip
    places = ((1, "top", 0.65, 2), (0, "bottom", -1, 0.35), (0.5, "center", 0.35, 0.65))
    empty = [p for p in places if not any(p[2] < y < p[3] for y in heights)]
    at, side, *_ = (empty or places)[0]
    for time, date in dates:
        ax.axvline(time, color="#999999", linestyle=(0, (4, 3)), linewidth=1, zorder=1)
        if named:
            ax.annotate(
                date, (time, at), xycoords=("data", "axes fraction"), xytext=(-2, 3 - 5 * at), textcoords="offset points",
                rotation=90, ha="right", va=side, fontsize=7.5, color="#777777",
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


def panels(
    outcomes: Sequence[str], names: Mapping[str, str], height: float, *, across: int = ACROSS, **options: Any
) -> tuple[Any, dict[str, Any]]:
    """Return a figure with a titled panel per outcome, ``height`` inches each, and the panels."""
    columns = min(across, len(outcomes))
    rows = -(-len(outcomes) // columns)
    figure, axes = grid(rows, columns, height * rows + 0.5, **options)
    for ax in axes.flat[len(outcomes) :]:
        ax.remove()
    found = dict(zip(outcomes, axes.flat, strict=False))
    for outcome, ax in found.items():
        ax.set_title(here(names.get(outcome, outcome)), fontsize=9.5)
    return figure, found


def name_rows(ax: Any, at: Sequence[float], rows: Sequence[str]) -> None:
    """Name the rows of a panel of horizontal bars, from the top."""
    ax.set_yticks(at, [here(text) for text in rows], fontsize=8.5)
    ax.set_ylim(max(at) + 0.6, -0.6)
    ax.grid(visible=False, axis="y")
    ax.grid(visible=True, axis="x")


def whiskers(ax: Any, value: Any, at: Any, low: Any, high: Any, colour: str) -> None:
    """Draw dots with horizontal whiskers, which are left out where there is no interval."""
    import numpy as np

    reach = np.vstack((value - np.asarray(low, np.float64), np.asarray(high, np.float64) - value))
    reach = np.nan_to_num(reach).clip(0)
    ax.errorbar(value, at, xerr=reach, fmt="o", color=colour, markersize=4.5, elinewidth=1.5, capsize=2.5)


def legend(figure: Any, entries: Sequence[tuple[str, str]], columns: int = 4) -> None:
    """Write a legend of coloured squares under the panels."""
    from matplotlib.patches import Patch

    handles = [Patch(color=colour, label=here(text)) for colour, text in entries]
    figure.legend(handles=handles, loc="outside lower center", ncols=columns, fontsize=9)


def legend_beside(ax: Any) -> None:
    """Put the legend of a map to its right, dots in one size whatever size they have on the map."""
    legend = ax.legend(loc="upper left", bbox_to_anchor=(1.01, 1.0), fontsize=9)
    for handle in legend.legend_handles:
        if hasattr(handle, "set_sizes"):
            handle.set_sizes([50])


def label_points(
    ax: Any, points: Sequence[tuple[float, float]], sizes: Sequence[float], texts: Sequence[str], *, fontsize: float = 7
) -> int:
    """Write texts beside dots, the first ones first, each where it lies on no dot and no other text; return how many fit.

    ``sizes`` are the areas of the dots in points squared, as scatter takes them. A text without room is left out.
    """
    import numpy as np
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.transforms import Bbox

    figure = ax.figure
    FigureCanvasAgg(figure)
    figure.draw_without_rendering()  # so that the axes stand where they will
    pixel = figure.dpi / 72
    at = ax.transData.transform(np.asarray(points, np.float64).reshape(-1, 2))
    reach = np.sqrt(np.asarray(sizes, np.float64)) / 2 * pixel
    taken = np.column_stack((at - reach[:, None], at + reach[:, None]))  # boxes: left, bottom, right, top
    frame: Bbox = ax.get_window_extent()
    placed = 0
    for (x, y), (left, bottom), radius, text in zip(points, at, reach, texts, strict=True):
        label = ax.annotate(
            text, (x, y), xytext=(0, 0), textcoords="offset points", fontsize=fontsize, color=BLACK, zorder=4,
            annotation_clip=True,
        )  # fmt: skip
        label.set_in_layout(False)
        box = label.get_window_extent()
        away = radius + 1.5 * pixel
        across, up = (away, -box.width / 2, -box.width - away), (away, -box.height / 2, -box.height - away)
        for dx, dy in ((0, 1), (0, 0), (0, 2), (2, 1), (2, 0), (2, 2), (1, 0), (1, 2)):
            low = np.array([left + across[dx], bottom + up[dy]])
            high = low + np.array([box.width, box.height])
            inside = frame.x0 <= low[0] and high[0] <= frame.x1 and frame.y0 <= low[1] and high[1] <= frame.y1
            clear = (
                (taken[:, 0] >= high[0]) | (taken[:, 2] <= low[0]) | (taken[:, 1] >= high[1]) | (taken[:, 3] <= low[1])
            )
            if inside and clear.all():
                shift = (low - (box.x0, box.y0)) / pixel
                label.set_position((float(shift[0]), float(shift[1])))
                taken = np.vstack((taken, [*low, *high]))
                placed += 1
                break
        else:
            label.remove()
    return placed


def ties(forms: Sequence[str]) -> dict[str, tuple[str, str, float]]:
    """Return colour, dash and width of the line of each form of tie, however many there are."""
    more = [(colour, dash, 1.1) for dash in ("--", "-.", ":", "-") for colour in (BLUE, ORANGE, SKY, AMBER, GREY)]
    return dict(zip(forms, itertools.cycle((*TIES, *more)), strict=False))
