"""Figures of an inspection: schools against thresholds, CVs against limits, the map, schools' scores with those who lag.

What is written in them is in the language chosen. Schools are named by their ids, which every font can write.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from experiments.figures import Drawn, style
from experiments.inspection import texts
from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection
from experiments.inspection.scores import FEWEST
from experiments.inspection.texts import page as said
from experiments.terminal import stopping
from experiments.words.labels import STAGES as STAGE_WORDS
from experiments.words.labels import forms
from sim.equity import distribution
from sim.equity.inspection import Verdict
from sim.equity.standards import R2017
from sim.say import Said

COLOURS = {Verdict.PASS: style.BLUE, Verdict.FAIL: style.ORANGE, Verdict.UNKNOWN: style.GREY}
SHOWN = 2.5  # times the threshold; who has more is drawn at the edge
DODGE = 0.62  # of the distance of two rows, over which the dots of a row are spread
DASHES = ("-", "--", ":", "-.", (0, (6, 2)), (0, (1, 1)), (0, (4, 1, 1, 1)), (0, (3, 5)))  # of forms of tie, in turn
TICKS = 30  # schools of a panel that can be named below it
LONGEST = 14  # signs of an id that is written in full


def draw(found: Inspection, folder: Path) -> dict[str, Drawn]:
    """Write every figure the records have data for as ``name.png``, and return them by name."""
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
            drawn[name] = Drawn(folder / f"{name}.png", said.CAPTIONS[name]())
    return drawn


def thresholds(found: Inspection) -> Any:
    """Each dot is a school: what it has over what the standard of 2017 asks (right), teachers counted by register.

    Left of the solid line it misses the threshold, left of the dotted one it is below 85 % of it, where no indicator may be. Dots
    at the right edge lie beyond it.
    """
    view = found.view(R2017)
    if view is None:
        return None
    figure, axes = style.grid(1, len(found.stages), 5.6, sharey=True)
    for ax, i in zip(axes[0], found.stages, strict=True):
        here = view.staffed.stage == i
        ratio, verdict = view.judgement.ratio[here], view.judgement.verdict[here]
        offsets = DODGE * (np.arange(len(ratio)) / max(len(ratio) - 1, 1) - 0.5)
        for code in Verdict:
            rows = verdict == code
            if not rows.any():
                continue
            x = np.minimum(ratio[rows], SHOWN)
            y = np.arange(x.shape[1]) + offsets[rows, None]
            ax.scatter(x, y, s=22, color=COLOURS[code], alpha=0.8, linewidth=0, zorder=3, label=said.NAMES[code.name]())
        ax.axvline(1, color=style.BLACK, linewidth=1.2)
        ax.axvline(R2017.floor or 1, color=style.GREY, linewidth=1, linestyle=":")
        for k, indicator in enumerate(R2017.indicators):
            ax.axhline(k + 0.5, color="#E6E6E6", linewidth=0.8)
            asked = f"{indicator.threshold[i]:g}" if indicator.threshold else ""
            _beside(ax, asked, k)
        ax.set_xlim(0, SHOWN + 0.05)
        ax.set_title(said.STAGE_COUNT(stage=STAGE_WORDS[STAGES[i]], n=int(here.sum())))
        ax.set_xlabel(said.TIMES(), fontsize=9)
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")
    _name_indicators(axes[0][0])
    _legend(figure, axes[0])
    return figure


def cvs(found: Inspection) -> Any:
    """Coefficients of variation between schools, weighted by enrolment, against the limit of the inspection of 2017 (line).

    By register is what inspectors count; by post counts teachers where they work.
    """
    views = [v for by in ("register", "post") if (v := found.view(R2017, by)) is not None]
    if not views:
        return None
    figure, axes = style.grid(1, len(found.stages), 4.6, sharey=True)
    wide = 0.8 / len(views)
    for ax, i in zip(axes[0], found.stages, strict=True):
        for n, view in enumerate(views):
            at = np.arange(len(R2017.indicators)) + (n - (len(views) - 1) / 2) * wide
            colour = style.BLUE if view.by == "register" else style.SKY
            ax.barh(
                at, np.nan_to_num(view.county.cv[i]), wide * 0.92, color=colour, label=texts.WAYS[view.by](), zorder=2
            )
        ax.axvline(R2017.cv_limit[i], color=style.ORANGE, linewidth=1.5)
        ax.set_title(said.STAGE_LIMIT(stage=STAGE_WORDS[STAGES[i]], limit=R2017.cv_limit[i]))
        ax.set_xlabel(said.CV(), fontsize=9)
        ax.grid(visible=False, axis="y")
        ax.grid(visible=True, axis="x")
    _name_indicators(axes[0][0])
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
    down = -(-len(grades) // 2)
    figure, axes = style.grid(down, min(len(grades), 2), 0.9 + 3.3 * down, sharey=True)
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
        lines = ((score.mean(), "-", said.MEAN()), (bottom, ":", said.LOWEST()))
        for value, dash, words in lines:
            ax.axhline(value, color=style.BLACK, linestyle=dash, linewidth=1.1, label=words)
        ax.set_title(said.GRADE(grade=grade, mean=score.mean(), bottom=bottom), fontsize=8.5)
        many = len(by_school) > TICKS
        ax.set_xticks(
            [] if many else at, [] if many else [_short(i) for i in by_school.index], rotation=90, fontsize=7.5
        )
        if many:
            ax.set_xlabel(said.IN_ORDER(n=len(by_school)), fontsize=8.5)
        ax.grid(visible=False, axis="x")
    for row in axes:
        row[0].set_ylabel(said.SCORE())
    _legend(figure, axes.flat[: len(grades)])
    return figure


def map_of_schools(found: Inspection) -> Any:
    """Schools by their places, and ties of members with the core of their group; the area of a dot grows with its pupils.

    The colour is the verdict of 2017 by register; a nine-year school passes when both its stages do. Grey schools are not judged.
    Ids that would lie upon others are left out.
    """
    schools = found.records.schools
    schools = schools[schools["x"].notna() & schools["y"].notna()]
    view = found.view(R2017)
    if view is None or not on_a_map(found):
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
    words = forms()
    dashes = {"": "-", **dict(zip(words, itertools.cycle(DASHES), strict=False))}
    for row in places[places["role"] == "member"].itertuples():
        if row.group in cores:
            (x, y), dash = cores[row.group], dashes[row.form]
            ax.plot([x, row.x], [y, row.y], linestyle=dash, color=style.PALE, linewidth=1.2, zorder=1)
    for form in [f for f in words if (places["form"] == f).any()]:
        ax.plot([], [], linestyle=dashes[form], color=style.PALE, label=said.TIE(form=words[form]))
    size = 18 + places["pupils"].fillna(0) / 14
    for code in Verdict:
        here = np.array([judged.get(i, Verdict.UNKNOWN) == code for i in places.index])
        if here.any():
            x, y = (places[c][here] for c in ("x", "y"))
            ax.scatter(
                x, y, s=size[here], color=COLOURS[code], edgecolor="white", linewidth=0.7, alpha=0.85, zorder=3,
                label=said.NAMES[code.name](),
            )  # fmt: skip
    ax.set_aspect("equal", adjustable="datalim")
    ax.grid(visible=True, axis="both")
    ax.set_xlabel(said.EAST_OF_SCHOOLS() if by_degrees(found) else said.EAST_OF_POINT())
    ax.set_ylabel(said.NORTH())
    style.legend_beside(ax)
    order = np.lexsort((-places["pupils"].fillna(0).to_numpy(), (places["role"] != "core").to_numpy()))
    first = places.iloc[order]
    style.label_points(
        ax, list(zip(first["x"], first["y"], strict=True)), size.iloc[order].tolist(), [_short(i) for i in first.index]
    )
    return figure


def by_degrees(found: Inspection) -> bool:
    """Whether places of schools come from longitudes and latitudes, which are those of China."""
    return bool(found.records.schools["lon"].notna().any())


def on_a_map(found: Inspection) -> bool:
    """Whether two schools at least have places that differ."""
    known = found.records.schools[["x", "y"]].dropna()
    return len(known.drop_duplicates()) > 1


def _by_school(ids: list[str], verdicts: list[int]) -> dict[str, Verdict]:
    """Return the worst verdict of each school's rows."""
    out: dict[str, Verdict] = {}
    order = (Verdict.PASS, Verdict.UNKNOWN, Verdict.FAIL)
    for school, code in zip(ids, verdicts, strict=True):
        out[school] = max(out.get(school, Verdict.PASS), Verdict(code), key=order.index)
    return out


def _short(name: object) -> str:
    """Return an id, a very long one without its end."""
    text = str(name)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _name_indicators(ax: Any) -> None:
    """Name the rows of a panel by the seven indicators, from the top."""
    names = [texts.INDICATOR(code=i.name, indicator=Said(i.zh, i.en)) for i in R2017.indicators]
    ax.set_yticks(range(len(names)), names, fontsize=8.5)
    ax.set_ylim(len(names) - 0.5, -0.5)


def _beside(ax: Any, text: str, row: int) -> None:
    """Write a text to the right of a row."""
    ax.annotate(
        text, (1, row), xycoords=("axes fraction", "data"), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8,
        color=style.GREY,
    )  # fmt: skip


def _legend(figure: Any, axes: Any) -> None:
    """Put one legend below all axes, each entry once."""
    entries = {label: handle for ax in axes for handle, label in zip(*ax.get_legend_handles_labels(), strict=True)}
    figure.legend(entries.values(), entries.keys(), loc="outside lower center", ncols=3, fontsize=9)
