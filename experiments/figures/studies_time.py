"""Scenarios and studies over time, and how far scenarios lie apart: lines of single runs under means and intervals.

Drawn from tables only. ``scenarios`` and ``measures`` give names the texts they are shown by, in order; the first scenario is
the one the others are compared with. ``dates`` says when rules change in each scenario. ``district`` has columns arm, seed,
year, stage and the measures; ``by_year`` and ``table`` the fields of paired comparisons by scenario, measure and stage;
``yearly`` columns point, year, stage and the measures, each the mean of the replications of a point. ``sd`` is how many points
of scores make a standard deviation, None where that is not one number. Years are shown as those of the summer test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures import captioned, style, texts
from experiments.statistics.response import mean_interval
from experiments.words import labels
from sim import units

if TYPE_CHECKING:
    import pandas as pd

THREADS = 40  # single runs drawn of a scenario
Dates = Sequence[tuple[float, str]]


@captioned(texts.LEVELS)
def levels(
    district: pd.DataFrame,
    scenarios: Mapping[str, str],
    measures: Mapping[str, str],
    dates: Mapping[str, Dates],
    sd: float | None = None,
) -> Any:
    """Draw every scenario over time."""
    stages = _stages(district)
    figure, axes = style.grid(len(measures), len(stages), 2.4 * len(measures) + 0.6, sharex=True, sharey="row")
    for i, (measure, title) in enumerate(measures.items()):
        for ax, (stage, words) in zip(axes[i], stages.items(), strict=True):
            here = district[district["stage"] == stage]
            for k, (arm, colour) in enumerate(zip(scenarios, style.SCENARIOS, strict=False)):
                table = here[here["arm"] == arm].pivot(index="year", columns="seed", values=measure)
                _threads(ax, table, colour, (k + 1) * 0.025)
            _finish(ax, words.said if i == 0 else "", title if stage == "primary" else "")
        style.score_axis(axes[i, 0], sd)
        for ax in axes[i]:
            style.mark_dates(ax, shared(dates), named=i == 0)
    for ax in axes[-1]:
        ax.set_xlabel(texts.TIME())
        style.whole_years(ax)
    _legend(figure, list(scenarios.values()))
    return figure


@captioned(texts.BY_YEAR)
def differences(
    by_year: pd.DataFrame,
    scenarios: Mapping[str, str],
    measures: Mapping[str, str],
    dates: Mapping[str, Dates],
    sd: float | None = None,
) -> Any:
    """Draw each scenario less what it is set against, year by year within seeds."""
    others = _others(by_year, scenarios)
    stages = _stages(by_year)
    figure, axes = style.grid(len(measures), len(stages), 2.2 * len(measures) + 0.6, sharex=True, sharey="row")
    for i, (measure, title) in enumerate(measures.items()):
        for ax, (stage, words) in zip(axes[i], stages.items(), strict=True):
            ax.axhline(0, color="#888888", linewidth=1)
            here = by_year[(by_year["measure"] == measure) & (by_year["stage"] == stage)]
            for arm, colour in others.items():
                line = here[here["scenario"] == arm].sort_values("year")
                x = line["year"].to_numpy() + 1
                ax.plot(x, line["difference"], color=colour, marker="o" if len(x) < 4 else "", markersize=4)
                ax.fill_between(x, line["low"], line["high"], color=colour, alpha=0.2, linewidth=0)
            _finish(ax, words.said if i == 0 else "", title if stage == "primary" else "")
        style.score_axis(axes[i, 0], sd)
        for ax in axes[i]:
            style.mark_dates(ax, shared(dates), named=i == 0)
    for ax in axes[-1]:
        ax.set_xlabel(texts.TIME())
        style.whole_years(ax)
    _legend(figure, [scenarios[arm] for arm in others], list(others.values()))
    return figure


@captioned(texts.EFFECTS)
def effects(
    table: pd.DataFrame, scenarios: Mapping[str, str], measures: Mapping[str, str], sd: float | None = None
) -> Any:
    """Draw how far each scenario lies from what it is set against."""
    stages = _stages(table)
    figure, axes = style.grid(1, len(stages), 0.34 * len(measures) * max(1.0, 0.5 * len(scenarios)) + 1.5, sharey=True)
    families = table.drop_duplicates("measure").set_index("measure")["family"]
    others = _others(table, scenarios)
    for ax, (stage, words) in zip(axes[0], stages.items(), strict=True):
        ax.axvline(0, color="#888888", linewidth=1)
        here = table[table["stage"] == stage]
        for k, (arm, colour) in enumerate(others.items()):
            rows = here[here["scenario"] == arm].set_index("measure").reindex(list(measures))
            at = np.arange(len(measures)) + (k - (len(others) - 1) / 2) * 0.7 / max(len(others), 1)
            middle = rows["difference"].to_numpy(np.float64)
            style.whiskers(ax, middle, at, rows["low"], rows["high"], colour)
        for i, (above, below) in enumerate(zip(list(measures), list(measures)[1:], strict=False)):
            if families.get(above) != families.get(below):
                ax.axhline(i + 0.5, color="#999999", linewidth=0.8)
        style.name_rows(ax, list(range(len(measures))), list(measures.values()))
        ax.set_title(words.said)
        ax.set_xlabel(texts.DIFFERENCE(unit=units.unit("points")))
        style.score_axis(ax, sd, "x")
    _legend(figure, [scenarios[arm] for arm in others], list(others.values()))
    return figure


@captioned(texts.SPREAD)
def spread(yearly: pd.DataFrame, measures: Mapping[str, str], sd: float | None = None) -> Any:
    """Draw all points of the study over time."""
    stages = _stages(yearly)
    figure, axes = style.grid(len(measures), len(stages), 2.3 * len(measures) + 0.4, sharex=True, sharey="row")
    for i, (measure, title) in enumerate(measures.items()):
        for ax, (stage, words) in zip(axes[i], stages.items(), strict=True):
            table = yearly[yearly["stage"] == stage].pivot(index="year", columns="point", values=measure)
            x = table.index.to_numpy() + 1
            step = max(1, table.shape[1] // (2 * THREADS))
            ax.plot(x, table.to_numpy()[:, ::step], color=style.SKY, linewidth=0.5, alpha=0.5)
            low, middle, high = np.nanquantile(table.to_numpy(), (0.05, 0.5, 0.95), axis=1)
            ax.fill_between(x, low, high, color=style.BLUE, alpha=0.15, linewidth=0)
            ax.plot(x, middle, color=style.BLUE, marker="o" if len(x) < 4 else "", markersize=4)
            _finish(ax, words.said if i == 0 else "", title if stage == "primary" else "")
        style.score_axis(axes[i, 0], sd)
    for ax in axes[-1]:
        ax.set_xlabel(texts.TIME())
        style.whole_years(ax)
    return figure


def _stages(frame: pd.DataFrame) -> dict[str, labels.Words]:
    """Return the stages that a table has rows of, in order."""
    there = set(frame["stage"])
    return {name: words for name, words in labels.EVERY_STAGE.items() if name in there}


def shared(dates: Mapping[str, Dates]) -> list[tuple[float, str]]:
    """Return the dates at which all scenarios with any dates change, in order."""
    sets = [set(d) for d in dates.values() if d]
    return sorted(set.intersection(*sets)) if sets else []


def _threads(ax: Any, table: pd.DataFrame, colour: str, apart: float) -> None:
    """Draw single runs and their mean, and its interval in the last year at a distance, a share of the years shown."""
    x, values = table.index.to_numpy() + 1, table.to_numpy(np.float64)
    if not np.isfinite(values).any():
        return
    ax.plot(x, values[:, :THREADS], color=colour, linewidth=0.7, alpha=0.35)
    n = np.isfinite(values).sum(axis=1)
    mean = np.nansum(values, axis=1) / np.where(n > 0, n, np.nan)
    ax.plot(x, mean, color=colour, marker="o" if len(x) < 4 else "", markersize=4)
    middle, low, high = mean_interval(values[-1][np.isfinite(values[-1])])
    if np.isfinite(low):
        at = x[-1] + apart * max(len(x), 4)
        ax.errorbar(
            at, middle, yerr=[[middle - low], [high - middle]], fmt="none", ecolor=colour, elinewidth=1.6, capsize=2.5
        )


def _finish(ax: Any, title: str, label: str) -> None:
    ax.set_title(style.here(title))
    ax.set_ylabel(style.here(label))
    ax.margins(x=0.02)


def _others(table: pd.DataFrame, scenarios: Mapping[str, str]) -> dict[str, str]:
    """Return the colours of the scenarios that a table of differences has."""
    there = {*table["scenario"]}
    return {arm: colour for arm, colour in zip(scenarios, style.SCENARIOS, strict=False) if arm in there}


def _legend(figure: Any, names: Sequence[str], colours: Sequence[str] = style.SCENARIOS) -> None:
    """Write scenarios and colours under the panels."""
    from matplotlib.lines import Line2D

    said = [style.here(name) for name in names]
    handles = [Line2D([], [], color=c, linewidth=2.5, label=t) for c, t in zip(colours, said, strict=False)]
    figure.legend(handles=handles, loc="outside lower left", ncols=1 if max(map(len, said)) > 40 else 3, fontsize=9)
