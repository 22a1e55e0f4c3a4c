"""Figures of an inspection: schools against thresholds, CVs against limits, the map, schools' scores with those who lag.

Schools are named by their ids, which every font can write.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from experiments import stopping
from experiments.figures import Drawn, style
from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection
from experiments.inspection.scores import FEWEST
from experiments.labels import STAGES as STAGE_WORDS
from sim.equity import distribution
from sim.equity.inspection import Verdict
from sim.equity.standards import R2017
from sim.told import docstring

COLOURS = {Verdict.PASS: style.BLUE, Verdict.FAIL: style.ORANGE, Verdict.UNKNOWN: style.GREY}
NAMES = {Verdict.PASS: "school passes", Verdict.FAIL: "school fails", Verdict.UNKNOWN: "not judged"}
SHOWN = 2.5  # times the threshold; who has more is drawn at the edge
DODGE = 0.62  # of the distance of two rows, over which the dots of a row are spread
SETTLED = {"tight": "-", "assist": "--", "alliance": ":", "": "-"}


def draw(found: Inspection, folder: Path) -> dict[str, Drawn]:
    """Write every figure the records have data for as ``name.png``, and return them by name; the caption is the docstring."""
    style.prepare()
    makers: dict[str, Callable[[Inspection], Any]] = {
        "thresholds": thresholds, "cvs": cvs, "scores": scores, "map": map_of_schools,
    }  # fmt: skip
    drawn = {}
    for name, make in makers.items():
        stopping.here()
        figure = make(found)
        if figure is not None:
            folder.mkdir(exist_ok=True)
            style.save(figure, folder / f"{name}.png")
            drawn[name] = Drawn(folder / f"{name}.png", " ".join(docstring(make).split()))
    return drawn


def thresholds(found: Inspection) -> Any:
    """Each dot is a school: what it has over what the standard of 2017 asks, teachers counted by register.

    Left of the solid line it misses the threshold, left of the dotted one it is below 85 % of it, where no indicator may be. Dots
    at the right edge lie beyond it.
    """
    view = found.view(R2017)
    if view is None:
        return None
    figure, axes = style.grid(1, len(found.stages), 5.2, sharey=True)
    names = [f"{i.name}  {i.en}" for i in R2017.indicators]
    for ax, i in zip(axes[0], found.stages, strict=True):
        here = view.staffed.stage == i
        ratio, verdict = view.judgement.ratio[here], view.judgement.verdict[here]
        offsets = DODGE * (np.arange(len(ratio)) / max(len(ratio) - 1, 1) - 0.5)
        for code in Verdict:
            rows = verdict == code
            x = np.minimum(ratio[rows], SHOWN)
            y = np.arange(x.shape[1]) + offsets[rows, None] if rows.any() else np.empty((0, x.shape[1]))
            ax.scatter(
                x,
                y,
                s=22,
                color=COLOURS[code],
                alpha=0.8,
                linewidth=0,
                zorder=3,
                label=NAMES[code] if rows.any() else None,
            )
        ax.axvline(1, color=style.BLACK, linewidth=1.2)
        ax.axvline(R2017.floor or 1, color=style.GREY, linewidth=1, linestyle=":")
        for k in range(len(names) - 1):
            ax.axhline(k + 0.5, color="#E6E6E6", linewidth=0.8)
        ax.set_xlim(0, SHOWN + 0.05)
        ax.set_title(f"{_stage(i)} ({int(here.sum())})")
        ax.set_xlabel("times the threshold")
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")
    axes[0][0].set_yticks(range(len(names)), names)
    axes[0][0].set_ylim(len(names) - 0.5, -0.5)
    _legend(figure, axes[0])
    return figure


def cvs(found: Inspection) -> Any:
    """Coefficients of variation between schools, weighted by enrolment, against the limit of the inspection of 2017.

    By register is what inspectors count; by post counts teachers where they work.
    """
    views = [v for by in ("register", "post") if (v := found.view(R2017, by)) is not None]
    if not views:
        return None
    figure, axes = style.grid(1, len(found.stages), 3.6, sharey=True)
    names, wide = R2017.names, 0.8 / len(views)
    for ax, i in zip(axes[0], found.stages, strict=True):
        for n, view in enumerate(views):
            at = np.arange(len(names)) + (n - (len(views) - 1) / 2) * wide
            colour = style.BLUE if view.by == "register" else style.SKY
            ax.bar(at, np.nan_to_num(view.county.cv[i]), wide * 0.92, color=colour, label=f"by {view.by}", zorder=2)
        limit = R2017.cv_limit[i]
        ax.axhline(limit, color=style.ORANGE, linewidth=1.5)
        ax.annotate(
            f"limit {limit:.2f}",
            (1, limit),
            xycoords=("axes fraction", "data"),
            xytext=(-2, 3),
            textcoords="offset points",
            ha="right",
            color=style.ORANGE,
            fontsize=9,
        )
        ax.set_xticks(range(len(names)), names)
        ax.set_title(_stage(i))
    axes[0][0].set_ylabel("coefficient of variation")
    if len(views) > 1:
        _legend(figure, axes[0])
    return figure


def scores(found: Inspection) -> Any:
    """Schools in the order of their mean score (dot), with the span from their 10th to their 90th percentile (line).

    The black line is the mean of all pupils, the dotted one the mean of the lowest tenth of them: schools can draw together
    while both fall.
    """
    pupils = found.records.pupils
    if pupils is None or not found.records.has("pupils", "score"):
        return None
    known = pupils[pupils["score"].notna() & pupils["grade"].notna()]
    grades = [(int(g), rows) for g, rows in known.groupby("grade") if len(rows) >= FEWEST]
    if not grades:
        return None
    figure, axes = style.grid(-(-len(grades) // 2), min(len(grades), 2), 0.8 + 3.0 * -(-len(grades) // 2), sharey=True)
    for ax in axes.flat[len(grades) :]:
        ax.set_visible(False)
    for ax, (grade, rows) in zip(axes.flat, grades, strict=False):
        by_school = (
            rows.groupby("school")["score"]
            .agg(["mean", lambda s: s.quantile(0.1), lambda s: s.quantile(0.9)])
            .sort_values("mean")
        )
        mean, low, high = by_school.to_numpy().T
        at = np.arange(len(by_school))
        ax.vlines(at, low, high, color=style.SKY, linewidth=2.5, zorder=2)
        ax.scatter(at, mean, s=26, color=style.BLUE, zorder=3)
        score = rows["score"].to_numpy(np.float64)
        bottom = distribution.bottom_mean(score)
        for value, dash, text in ((score.mean(), "-", "mean"), (bottom, ":", "lowest tenth")):
            ax.axhline(value, color=style.BLACK, linestyle=dash, linewidth=1.1)
            ax.annotate(
                f"{text} {value:.1f}",
                (1, value),
                xycoords=("axes fraction", "data"),
                xytext=(3, 0),
                textcoords="offset points",
                va="center",
                fontsize=8,
            )
        many = len(by_school) > 40
        ax.set_xticks([] if many else at, [] if many else by_school.index, rotation=90, fontsize=7.5)
        ax.set_title(f"Grade {grade}")
        ax.grid(visible=False, axis="x")
    for row in axes:
        row[0].set_ylabel("score, points")
    return figure


def map_of_schools(found: Inspection) -> Any:
    """Schools on the map, and ties of members with the core of their group; the area of a dot grows with its pupils.

    The colour is the verdict of 2017 by register; a nine-year school passes when both its stages do. Grey schools are not judged.
    """
    schools = found.records.schools
    schools = schools[schools["x"].notna() & schools["y"].notna()]
    view = found.view(R2017)
    if schools["id"].nunique() < 2 or view is None:
        return None
    judged = _by_school(view.staffed.schools["id"].tolist(), view.judgement.verdict.tolist())
    places = schools.groupby("id", sort=False).agg(
        x=("x", "first"),
        y=("y", "first"),
        pupils=("pupils", "sum"),
        group=("group", "first"),
        role=("role", "first"),
        form=("form", "first"),
    )
    width, height = (float(np.ptp(places[c])) for c in ("x", "y"))
    figure, axes = style.grid(1, 1, min(max(style.WIDTH * height / max(width, 1e-9), 4.0), 8.5))
    ax = axes[0, 0]
    cores = {row.group: (row.x, row.y) for row in places.itertuples() if row.role == "core"}
    for row in places[places["role"] == "member"].itertuples():
        if row.group in cores:
            (x, y), dash = cores[row.group], SETTLED[row.form]
            ax.plot([x, row.x], [y, row.y], dash, color=style.PALE, linewidth=1.2, zorder=1)
    for form in [f for f in SETTLED if f and (places["form"] == f).any()]:
        ax.plot([], [], SETTLED[form], color=style.PALE, label=f"{form} tie")
    for code in Verdict:
        here = places[[judged.get(i, Verdict.UNKNOWN) == code for i in places.index]]
        if len(here):
            ax.scatter(
                here["x"],
                here["y"],
                s=18 + here["pupils"].fillna(0) / 14,
                color=COLOURS[code],
                edgecolor="white",
                linewidth=0.7,
                alpha=0.85,
                zorder=3,
                label=NAMES[code],
            )
    if len(places) <= 60:
        for name, row in places.iterrows():
            ax.annotate(
                str(name),
                (row["x"], row["y"]),
                xytext=(5, 5),
                textcoords="offset points",
                fontsize=7,
                color=style.BLACK,
                zorder=4,
            )
    ax.set_aspect("equal", adjustable="datalim")
    ax.grid(visible=True, axis="both")
    ax.set_xlabel("km east of the schools' centre")
    ax.set_ylabel("km north")
    style.legend_beside(ax)
    return figure


def _by_school(ids: list[str], verdicts: list[int]) -> dict[str, Verdict]:
    """Return the worst verdict of each school's rows."""
    out: dict[str, Verdict] = {}
    order = (Verdict.PASS, Verdict.UNKNOWN, Verdict.FAIL)
    for school, code in zip(ids, verdicts, strict=True):
        out[school] = max(out.get(school, Verdict.PASS), Verdict(code), key=order.index)
    return out


def _stage(i: int) -> str:
    return STAGE_WORDS[STAGES[i]].en


def _legend(figure: Any, axes: Any) -> None:
    """Put one legend below all axes, each entry once."""
    entries = {label: handle for ax in axes for handle, label in zip(*ax.get_legend_handles_labels(), strict=True)}
    figure.legend(entries.values(), entries.keys(), loc="outside lower center", ncols=3, fontsize=9)
