"""What matters for an outcome: figures of sensitivity indices. Drawn from tables only.

Tables hold a row per outcome, factor and index with columns ``outcome``, ``factor``, ``index``, ``value``, ``low`` and
``high``, that of convergence ``n``, the base rows; ``names`` gives outcomes and factors the texts they are shown by.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.figures import captioned, style, texts

if TYPE_CHECKING:
    import pandas as pd

REACH = 0.5  # beyond 0 and 1, where intervals of small samples are cut off
FEW = 12  # factors that are shown by name
NUMBERED = 6  # factors that bear their number in a panel of a screening
DISTANCES = {"pawn": texts.PAWN, "delta": texts.DELTA, "shapley": texts.SHAPLEY}
LINES = (style.BLUE, style.ORANGE, style.GREEN, style.PURPLE, style.SKY, style.AMBER)


@captioned(texts.SOBOL)
def sobol(table: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """Draw variance-based indices, first order and total."""
    kinds = {"ST": (style.SKY, 0.72, texts.TOTAL), "S1": (style.BLUE, 0.36, texts.FIRST_ORDER)}
    here = table[table["index"].isin(kinds)]
    if here.empty:
        return None
    factors = ranked(here, "ST")[:FEW]
    has_luck = (table["index"] == "seed_share").any()
    figure, panels = style.panels(here["outcome"].unique(), names, 0.42 * (len(factors) + 2) + 0.6, sharey=True)
    at, rows = [float(i) for i in range(len(factors))], [names.get(f, f) for f in factors]
    if has_luck:
        at, rows = [*at, len(factors) + 0.5], [*rows, texts.THE_SEED()]
    for outcome, ax in panels.items():
        for kind, (colour, height, _) in kinds.items():
            values = here[(here["outcome"] == outcome) & (here["index"] == kind)].set_index("factor").reindex(factors)
            _bars(ax, np.arange(len(factors)), values, colour, height)
        if has_luck:
            luck = table[(table["outcome"] == outcome) & (table["index"] == "seed_share")]
            _bars(ax, np.array(at[-1:]), luck, style.PALE, 0.6)
            ax.axhline(len(factors) - 0.25, color="#999999", linewidth=0.8)
        ax.axvline(0, color="#888888", linewidth=0.8)
        low, high = ax.get_xlim()
        ax.set_xlim(max(min(-0.02, low), -REACH), min(max(1.0, high), 1 + REACH))
        style.name_rows(ax, at, rows)
        ax.set_xlabel(texts.VARIANCE_SHARE())
    extra = [(style.PALE, texts.SEED_OF_ONE())] if has_luck else []
    style.legend(figure, [(colour, text()) for colour, _, text in kinds.values()] + extra)
    return figure


@captioned(texts.DISTANCES)
def distances(table: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """Draw PAWN, delta, or Shapley effects."""
    here = table[table["index"].isin(DISTANCES)]
    if here.empty:
        return None
    kind = str(here["index"].iloc[0])
    factors = ranked(here, kind)[:FEW]
    figure, panels = style.panels(here["outcome"].unique(), names, 0.36 * len(factors) + 0.9, sharey=True)
    for outcome, ax in panels.items():
        values = here[(here["outcome"] == outcome) & (here["index"] == kind)].set_index("factor").reindex(factors)
        _bars(ax, np.arange(len(factors)), values, style.BLUE, 0.6)
        for value in table.loc[(table["outcome"] == outcome) & (table["index"] == "dummy"), "value"]:
            ax.axvline(value, color=style.ORANGE, linestyle=":", linewidth=1.6)
        ax.set_xlim(left=0)
        style.name_rows(ax, list(range(len(factors))), [names.get(f, f) for f in factors])
        ax.set_xlabel(DISTANCES[kind]())
    return figure


@captioned(texts.MORRIS)
def morris(table: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """Draw the screening by Morris: how much a factor moves the outcome, and how unevenly it does."""
    here = table[table["index"].isin(("mu_star", "sigma"))]
    if here.empty:
        return None
    outcomes = list(here["outcome"].unique())
    first = ranked(here, "mu_star")[:FEW]
    figure, panels = style.panels(outcomes, names, 3.1, across=2)
    for outcome, ax in panels.items():
        part = here[here["outcome"] == outcome].set_index(["index", "factor"])
        x = part.loc["mu_star"]
        y = part.loc["sigma", "value"].reindex(x.index).dropna()  # a single trajectory has none
        x = x.loc[y.index]
        if not len(x):
            continue
        whiskers = np.vstack((x["value"] - x["low"], x["high"] - x["value"]))
        ax.errorbar(
            x["value"], y, xerr=np.nan_to_num(whiskers).clip(0), fmt="none", ecolor=style.PALE, elinewidth=1, zorder=1
        )
        luck = table[(table["outcome"] == outcome) & (table["index"] == "noise")].set_index("factor")["value"]
        told = x["low"].fillna(x["value"]) > luck.reindex(x.index).fillna(0.0)
        colours = [style.BLUE if sure else style.GREY for sure in told]
        ax.scatter(x["value"], y, s=22, c=colours, zorder=3, edgecolor="white", linewidth=0.5)
        noise = luck.median()
        ax.axvspan(0, noise if noise > 0 else 0, color=style.PALE, alpha=0.35, linewidth=0, zorder=0)
        top = 1.06 * max(float(x["high"].fillna(x["value"]).max()), float(y.max()), 1e-12)
        ax.plot((0, top), (0, top), linestyle=(0, (4, 3)), color="#999999", linewidth=1)
        ax.set_xlim(-0.02 * top, top)
        ax.set_ylim(-0.04 * top, 1.05 * max(float(y.max()), 0.3 * top))
        height, before, lead = 0, (-np.inf, -np.inf), set(x["value"].nlargest(NUMBERED).index)
        for factor, at in x["value"].sort_values().items():
            if (
                factor in first and factor in lead
            ):  # neighbours at three heights, so that numbers do not cover each other
                close = at - before[0] < 0.05 * top and abs(y[factor] - before[1]) < 0.08 * ax.get_ylim()[1]
                height, before = (height + 1) % 3 if close else 0, (at, y[factor])
                ax.annotate(
                    str(first.index(factor) + 1), (at, y[factor]), xytext=(1, 4 + 8 * height), textcoords="offset points",
                    fontsize=8.5, fontweight="bold", color=style.BLUE,
                )  # fmt: skip
        ax.grid(visible=True, axis="both")
        ax.set_xlabel(texts.MU_STAR())
        ax.set_ylabel(texts.SIGMA())
    key = [f"{i:>2}  {_one_line(names, f)}" for i, f in enumerate(first, 1)]
    half = -(-len(key) // 2)
    nothing = [figure.axes[0].plot([], [], alpha=0)[0]] * 2
    figure.legend(
        nothing, ["\n".join(key[:half]), "\n".join(key[half:])], loc="outside lower left", handlelength=0, fontsize=8.5,
        borderpad=0, ncols=2,
    )  # fmt: skip
    return figure


@captioned(texts.CONVERGENCE)
def convergence(table: pd.DataFrame, names: Mapping[str, str]) -> Any:
    """Draw total indices from ever larger parts of the sample."""
    here = table[table["index"] == "ST"]
    if here.empty or here["n"].nunique() < 2:
        return None
    last = here[here["n"] == here["n"].max()]
    factors = ranked(last, "ST")
    figure, panels = style.panels(here["outcome"].unique(), names, 3.0, sharey=True)
    for outcome, ax in panels.items():
        part = here[here["outcome"] == outcome]
        for rank, factor in reversed(list(enumerate(factors))):
            line = part[part["factor"] == factor].sort_values("n")
            named = rank < len(LINES)
            colour = LINES[rank] if named else style.PALE
            ax.plot(line["n"], line["value"], color=colour, linewidth=1.8 if named else 1, marker="o", markersize=3)
            if named:
                ax.fill_between(line["n"], line["low"], line["high"], color=colour, alpha=0.13, linewidth=0)
        ax.set_xscale("log", base=2)
        sizes = sorted(part["n"].unique())
        ax.set_xticks(sizes, [f"{n:g}" for n in sizes])
        ax.minorticks_off()
        ax.axhline(0, color="#888888", linewidth=0.8)
        ax.set_ylim(max(ax.get_ylim()[0], -REACH), min(ax.get_ylim()[1], 1 + REACH))
        ax.set_xlabel(texts.BASE_ROWS())
    for ax in figure.axes[:: style.ACROSS]:
        ax.set_ylabel(texts.TOTAL_INDEX())
    style.legend(figure, [(c, _one_line(names, f)) for c, f in zip(LINES, factors, strict=False)], columns=2)
    return figure


def ranked(table: pd.DataFrame, index: str) -> list[str]:
    """Return the factors by the largest value of an index, each outcome scaled to its own largest."""
    part = table[table["index"] == index].pivot_table(index="factor", columns="outcome", values="value", sort=False)
    scaled = part / part.max().where(lambda m: m > 0, 1.0)
    return [str(f) for f in scaled.max(axis=1).fillna(0).sort_values(ascending=False, kind="stable").index]


def _bars(ax: Any, at: Any, table: pd.DataFrame, colour: str, height: float) -> None:
    """Draw horizontal bars with whiskers where there are intervals."""
    if table.empty:
        return
    value = table["value"].to_numpy(np.float64)
    ax.barh(at, value, height, color=colour)
    whiskers = np.vstack((value - table["low"].to_numpy(np.float64), table["high"].to_numpy(np.float64) - value))
    known = np.isfinite(whiskers).all(axis=0)
    if known.any():
        ax.errorbar(
            value[known], np.asarray(at)[known], xerr=whiskers[:, known].clip(0), fmt="none", ecolor=style.BLACK,
            elinewidth=1, capsize=2,
        )  # fmt: skip


def _one_line(names: Mapping[str, str], name: str) -> str:
    return style.here(names.get(name, name)).replace("\n", " ")
