"""The district itself: where its schools lie, who is tied to whom, how large its groups are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures import captioned, style, texts
from experiments.words import labels, origins
from sim.config import caps
from sim.say import language

if TYPE_CHECKING:
    import pandas as pd

    from experiments.runs.results import Results
DOTS = {"core": texts.CORE_SCHOOL, "member": texts.MEMBER_SCHOOL, "none": texts.OUTSIDE}
CORNERS = ((1, 1), (-1, 1), (1, -1), (-1, -1))  # of a dot
NEAR = 0.5  # km from a core to its number
ROWS = 0.135  # inches of a line of the list of groups


@captioned(texts.MAP, texts.OVER_SEEDS_PLACES)
def ties_on_a_map(results: Results) -> Any:
    """Draw the schools of the last school year and the ties of the groups by form."""
    schools = _last(results, "schools")
    if schools.empty:
        return None
    groups = _last(results, "groups")
    core_of = dict(zip(groups["group"], groups["core"], strict=True)) if len(groups) else {}
    formed = set(groups.loc[groups["active"], "group"]) if len(groups) else set()
    listed = [*groups[groups["active"]].itertuples()] if len(groups) else []
    partners = _last(results, "partners") if "partners" in results.tables else schools.iloc[:0]
    x, y = (np.concatenate([schools[axis], partners[axis]]) for axis in "xy")
    figure, ax = _plane(x, y, -(-len(listed) // 2) * ROWS)
    place = {row.school: (row.x, row.y) for some in (schools, partners) for row in some.itertuples()}
    words = labels.forms(results.plan.case)
    drawn, lines = set(), style.ties([*words])
    for row in schools[schools["bound"]].itertuples():
        if row.group in formed and row.school != core_of[row.group] in place:
            (x0, y0), (colour, dash, width) = place[core_of[row.group]], lines[row.form]
            ax.plot((x0, row.x), (y0, row.y), dash, color=colour, linewidth=width, alpha=0.7, zorder=1)
            drawn.add(row.form)
    for role in ("none", "member", "core"):
        here = schools[_shown(schools, core_of) == role]
        if len(here):
            ax.scatter(
                here["x"], here["y"], s=8 + here["pupils"] / 25, color=style.ROLES[role], edgecolor="white", linewidth=0.6,
                zorder=3, label=DOTS[role](),
            )  # fmt: skip
    if len(partners):
        ax.scatter(
            partners["x"], partners["y"], s=46, marker="D", color="white", edgecolor=style.BLACK, linewidth=1.3, zorder=4,
            label=texts.PARTNER(),
        )  # fmt: skip
    for form in [f for f in lines if f in drawn]:
        colour, dash, width = lines[form]
        label = texts.TIE(form=words[form])
        ax.plot([], [], dash, color=colour, linewidth=width + 0.6, label=label)
    ax.grid(visible=True, axis="both")
    if origins.has_made_up_places(results.plan.case):
        ax.set_title(origins.MADE_UP())
    ax.set_xlabel(texts.EAST())
    ax.set_ylabel(texts.NORTH())
    style.legend_beside(ax)
    _name_groups(figure, ax, listed, place)
    return figure


def _shown(schools: pd.DataFrame, core_of: Mapping[str, str]) -> pd.Series[str]:
    """Return the role each school is drawn with: the case's, or else the one a rule gave it."""
    leads = schools["group"].map(core_of) == schools["school"]
    ruled = (schools["role"] == "none") & schools["bound"]
    return schools["role"].mask(ruled & leads, "core").mask(ruled & ~leads, "member")


def _name_groups(figure: Any, ax: Any, groups: Sequence[Any], place: Mapping[str, tuple[float, float]]) -> None:
    """Number the groups at their cores, each at the emptiest corner of its dot, and list numbers and names under the map."""
    from matplotlib import patheffects

    outline = [patheffects.withStroke(linewidth=1.8, foreground="white")]
    tall, rows = figure.get_figheight(), -(-len(groups) // 2)
    taken = [np.array(at) for at in place.values()]
    for k, group in enumerate(groups):
        if group.core in place:
            core = np.array(place[group.core])
            dx, dy = max(CORNERS, key=lambda c: min(np.hypot(*(core + NEAR * np.array(c) - t)) for t in taken))
            taken.append(core + NEAR * np.array((dx, dy)))
            ax.annotate(
                str(k + 1), core, xytext=(4.5 * dx, 4.5 * dy), textcoords="offset points", fontsize=7, fontweight="bold",
                ha="left" if dx > 0 else "right", va="bottom" if dy > 0 else "top", color=style.BLACK,
                path_effects=outline, zorder=5,
            )  # fmt: skip
        figure.text(
            (0.5 + (k // rows) * (style.WIDTH - 0.6) / 2) / style.WIDTH, (0.08 + (rows - k % rows) * ROWS) / tall,
            f"{k + 1}  {_called(group)}", fontsize=6.5, va="top", color="#444444",
        )  # fmt: skip


def _called(group: Any) -> str:
    """Return the name of a group, in English with the Chinese one, which is what it is known by."""
    return group.zh if language() == "zh" and group.zh else " ".join(dict.fromkeys((group.zh, group.en)))


def _plane(x: Any, y: Any, below: float = 0.0) -> tuple[Any, Any]:
    """Return a figure with axes on which a km is as long in both directions; room at the right and ``below`` [inches]."""
    from matplotlib.figure import Figure

    low, high = np.array((np.min(x), np.min(y))) - 1.5, np.array((np.max(x), np.max(y))) + 1.5
    wide = 6.7  # inches
    tall = float(np.clip(wide * (high - low)[1] / (high - low)[0], 2.5, 8.0))
    span = np.maximum(
        high - low, (high - low)[::-1] * np.array((wide / tall, tall / wide))
    )  # fills the plane at one scale
    low, high = (low + high - span) / 2, (low + high + span) / 2
    whole = tall + 1.05 + below
    figure = Figure(figsize=(style.WIDTH, whole))
    figure.set_layout_engine("none")
    ax = figure.add_axes((0.7 / style.WIDTH, (0.7 + below) / whole, wide / style.WIDTH, tall / whole))
    ax.set_aspect("equal", adjustable="box")
    ax.set_xlim(low[0], high[0])
    ax.set_ylim(low[1], high[1])
    return figure, ax


@captioned(texts.GROUP_SIZES, texts.OVER_SEEDS_FIRST)
def group_sizes(results: Results) -> Any:
    """Draw the size of the groups in the last school year, with the caps."""
    groups = _last(results, "groups")
    groups = groups[groups["active"]] if len(groups) else groups
    if groups.empty:
        return None
    figure, axes = style.grid(1, 2, 3.2)
    size = groups["members"].to_numpy() + 1
    most, heads = caps(results.plan.case, 2 * results.plan.years - 1, results.plan.overrides)
    ax = axes[0, 0]
    values, counts = np.unique(size, return_counts=True)
    ax.bar(values, counts, 0.8, color=style.BLUE)
    _cap(ax, most + 0.5, texts.CAP_SCHOOLS(n=most))
    ax.set_xticks(range(1, max(most, int(size.max())) + 2))
    ax.set_xlim(0.4, max(most, int(size.max())) + 1)
    ax.set_xlabel(texts.SCHOOLS_IN_GROUP())
    ax.set_ylabel(texts.GROUPS())
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax = axes[0, 1]
    pupils = groups["pupils"].to_numpy() / 1000
    cap = heads / 1000
    ax.hist(pupils, bins=np.arange(0, max(cap, pupils.max()) + 2.5, 2.5), color=style.BLUE, rwidth=0.94)
    ax.set_xlim(0, max(cap, pupils.max()) + 0.6)
    _cap(ax, cap, texts.CAP_PUPILS(n=heads))
    ax.set_xlabel(texts.PUPILS_IN_GROUP())
    ax.set_ylabel(texts.GROUPS())
    ax.yaxis.get_major_locator().set_params(integer=True)
    return figure


def _cap(ax: Any, x: float, text: str) -> None:
    ax.axvline(x, color=style.ORANGE, linestyle="--", linewidth=1.2)
    ax.annotate(
        text, (x, 0.98), xycoords=("data", "axes fraction"), xytext=(-4, 0), textcoords="offset points", ha="right", va="top",
        color=style.ORANGE, fontsize=8.5,
    )  # fmt: skip


def _last(results: Results, name: str) -> pd.DataFrame:
    """Return the rows of the last school year, last arm and first seed."""
    frame = results.tables[name]
    if "year" not in frame:
        return frame
    return frame[
        (frame["year"] == results.years[1]) & (frame["arm"] == results.arms[-1]) & (frame["seed"] == results.seeds[0])
    ]
