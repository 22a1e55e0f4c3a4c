"""What changes from year to year: gaps, scores, paired differences, cost. Years are those of the summer test."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures import style
from experiments.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from experiments.runs.results import Results

POINTS = ("points", "分")
MEAN = labels.Words("Mean score", "平均分")
SCHOOL_YEAR = "School year beginning in 学年(起始年份)"
TIME = "Summer test of the year 夏季测试年份"


def gap(results: Results) -> Any:
    """Gap between schools: spread of school means, and core less member schools.

    Dashed verticals are dates of reforms.

    Over seeds: lines are means, bands hold the middle half of the seeds. Seeds differ more from one another than the arms
    within a seed: that is why the arms are compared in pairs.
    """
    rows = {"between_school_sd": labels.Words("SD of school means", "校际标准差")}
    if results.plan.case.groups:
        rows["core_member_gap"] = labels.Words("Core less members", "核心校减成员校")
    return _levels(results, rows)


def bottom(results: Results) -> Any:
    """Mean score of all pupils and of the lowest tenth.

    Over seeds: lines are means, bands hold the middle half of the seeds.
    """
    return _levels(results, {"mean_score": MEAN, "bottom_decile": labels.Words("Lowest tenth", "后10%均分")})


def development(results: Results) -> Any:
    """Development of all pupils and of the lowest tenth in it, and the spread of school means.

    Dashed verticals are dates of reforms.

    Over seeds: lines are means, bands hold the middle half of the seeds.
    """
    if "development" not in results.plan.case.outcomes:
        return None
    rows = {
        "development_mean": labels.Words("Mean development", "全面发展均值"),
        "development_bottom_decile": labels.Words("Lowest tenth", "后10%均值"),
        "development_between_school_sd": labels.Words("SD of school means", "校际标准差"),
    }
    return _levels(results, rows)


def _levels(results: Results, rows: dict[str, labels.Words]) -> Any:
    figure, axes = style.grid(len(rows), len(results.stages), 2.6 * len(rows) + 0.3, sharex=True, sharey="row")
    district = results.district
    ends: dict[Any, list[tuple[float, float, str, str]]] = {}
    for i, (measure, title) in enumerate(rows.items()):
        for j, (stage, words) in enumerate(results.stages.items()):
            ax = axes[i, j]
            for arm in results.arms:
                here = district[(district["arm"] == arm) & (district["stage"] == stage)]
                last = _line(ax, here, measure, style.ARMS[arm])
                ends.setdefault(ax, []).append((*last, "\n".join(labels.ARMS[arm]), style.ARMS[arm]))
            ax.set_title(words.both if i == 0 else "")
            if j == 0:
                ax.set_ylabel(title.with_unit(*POINTS))
            if i == len(rows) - 1:
                ax.set_xlabel(TIME)
                style.whole_years(ax)
        style.score_axis(axes[i, 0], results.points_per_sd)
        for ax in axes[i]:
            style.mark_dates(ax, results.dates, named=i == 0)
    if results.is_paired:
        for ax, here_ends in ends.items():
            style.label_ends(ax, here_ends, 0.16)
    return figure


def _line(
    ax: Any, frame: pd.DataFrame, measure: str, colour: str, dash: str = "-", band: bool = True
) -> tuple[float, float]:
    """Draw the mean over seeds and the middle half of them; return the last point."""
    table = frame.pivot(index="year", columns="seed", values=measure)
    x, mean = table.index.to_numpy() + 1, table.mean(axis=1).to_numpy()
    ax.plot(x, mean, dash, color=colour, marker="o" if len(x) < 4 else "", markersize=4)
    if band and table.shape[1] > 1:
        ax.fill_between(x, *np.nanquantile(table, (0.25, 0.75), axis=1), color=colour, alpha=0.15, linewidth=0)
    return float(x[-1]), float(mean[-1])


def core_and_members(results: Results) -> Any:
    """Mean score in core and in member schools.

    Over seeds: lines are means, dashed without the reforms.
    """
    if not results.plan.case.groups:
        return None
    figure, axes = style.grid(1, len(results.stages), 3.6, sharey=True)
    district = results.district
    ends: dict[Any, list[tuple[float, float, str, str]]] = {}
    for ax, (stage, words) in zip(axes[0], results.stages.items(), strict=True):
        for role, colour, name in (("core", style.ORANGE, "core\n核心校"), ("member", style.BLUE, "members\n成员校")):
            for arm in results.arms:
                here = district[(district["arm"] == arm) & (district["stage"] == stage)]
                dash = "--" if results.is_paired and arm == "baseline" else "-"
                last = _line(ax, here, f"{role}_score", colour, dash, band=False)
            ends.setdefault(ax, []).append((*last, name, colour))
        ax.set_title(words.both)
        ax.set_xlabel(TIME)
        style.whole_years(ax)
    style.score_axis(axes[0, 0], results.points_per_sd)
    for ax, here_ends in ends.items():
        style.mark_dates(ax, results.dates, named=True)
        style.label_ends(ax, here_ends, 0.11)
    axes[0, 0].set_ylabel(MEAN.with_unit(*POINTS))
    if results.is_paired:
        for dash, arm in (("-", "reform"), ("--", "baseline")):
            axes[0, 1].plot([], [], dash, color=style.GREY, label=labels.ARMS[arm].both)
        axes[0, 1].legend(loc="best", fontsize=9)
    return figure


def differences(results: Results) -> Any:
    """Reform less baseline, year by year: below the zero line the reformed district has less of the measure.

    Lines are means of the differences within seeds, bands their 95 % intervals.
    """
    if not results.is_paired:
        return None
    titles = {
        "between_school_sd": "SD of school means 校际标准差", "core_member_gap": "Core less members 核心校减成员校",
        "core_score": "Core schools' mean 核心校均分", "member_score": "Member schools' mean 成员校均分",
        "mean_score": "Mean of all pupils 全体均分", "bottom_decile": "Lowest tenth of pupils 后10%均分",
    }  # fmt: skip
    if not results.plan.case.groups:
        titles = {k: v for k, v in titles.items() if "core" not in k and "member" not in k}
    figure, axes = style.grid(-(-len(titles) // 2), 2, 2.2 * (-(-len(titles) // 2)) + 0.4, sharex=True)
    found = results.by_year(list(titles))
    for ax, (measure, title) in zip(axes.flat, titles.items(), strict=False):
        ax.axhline(0, color="#888888", linewidth=1)
        ends = []
        for stage, words in results.stages.items():
            here = found[(found["measure"] == measure) & (found["stage"] == stage)].sort_values("year")
            x, colour = here["year"].to_numpy() + 1, style.STAGES[stage]
            ax.plot(x, here["difference"], color=colour, marker="o" if len(x) < 4 else "", markersize=4)
            ax.fill_between(x, here["low"], here["high"], color=colour, alpha=0.2, linewidth=0)
            ends.append((float(x[-1]), float(here["difference"].iloc[-1]), f"{words.en.lower()}\n{words.zh}", colour))
        ax.set_title(title)
        ax.set_ylabel(labels.Words("Difference", "差").with_unit(*POINTS))
        style.score_axis(ax, results.points_per_sd)
        style.mark_dates(ax, results.dates, named=measure == next(iter(titles)))
        style.label_ends(ax, [e for e in ends if e[1] == e[1]], 0.22)
    for ax in axes[-1]:
        ax.set_xlabel(TIME)
        style.whole_years(ax)
    return figure


def cost(results: Results) -> Any:
    """What the treasury paid for the programme in a school year, by item, beyond salaries, public funds and capital.

    Over seeds: means of reform less baseline.
    """
    frame = results.cost
    if not (frame["yuan"].abs() > 0).any():
        return None
    table = frame.pivot_table(index="year", columns="item", values="yuan", aggfunc="sum", fill_value=0.0)
    table = (
        table.reindex(range(results.years[0], results.years[1] + 1), fill_value=0.0) / len(results.seeds) / labels.WAN
    )
    order = table.abs().sum().sort_values(ascending=False)
    main = [k for k in order.index if order[k] >= 0.02 * order.sum()][:6]
    rest = table.drop(columns=main)
    table = table[main].assign(other=rest.sum(axis=1)) if rest.to_numpy().any() else table[main]
    figure, axes = style.grid(1, 1, 3.8)
    ax = axes[0, 0]
    colours = (style.BLUE, style.AMBER, style.GREEN, style.PURPLE, style.SKY, style.ORANGE)[: len(main)]
    up, down = table.iloc[:, 0] * 0, table.iloc[:, 0] * 0
    for name, colour in zip(table.columns, (*colours, style.GREY), strict=False):
        values = table[name]
        base = up.where(values >= 0, down)
        ax.bar(table.index, values, 0.8, bottom=base, color=colour, label=labels.item(name).both)
        up, down = up + values.clip(lower=0), down + values.clip(upper=0)
    ax.axhline(0, color="#888888", linewidth=0.8)
    ax.set_ylim(1.05 * down.min(), 1.05 * up.max())  # bars that end on another's base would touch the edge
    ax.set_xlabel(SCHOOL_YEAR)
    ax.set_ylabel("10,000 yuan a year\n万元/年")
    ax.set_xlim(results.years[0] - 0.8, results.years[1] + 0.8)
    style.whole_years(ax)
    handles, names = ax.get_legend_handles_labels()
    figure.legend(handles[::-1], names[::-1], loc="outside right upper", fontsize=9)
    return figure
