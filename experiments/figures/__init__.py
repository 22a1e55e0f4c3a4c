"""Figures of results, drawn from tables only; no model is run here.

A figure is a function of `Results` that returns a matplotlib figure, or None where the run has nothing to show in it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from experiments import stopping

if TYPE_CHECKING:
    from experiments.results import Results


class Drawn(NamedTuple):
    """A figure that was written."""

    file: Path
    caption: str


def draw_all(results: Results, folder: Path) -> dict[str, Drawn]:
    """Write every figure the results have data for as ``name.png``, and return them by name.

    The caption is the docstring, without the paragraph ``Over seeds: ...`` when there is one seed.
    """
    from experiments.figures import district, over_time, people, style

    style.prepare()
    makers: dict[str, Callable[[Results], Any]] = {
        "gap": over_time.gap,
        "differences": over_time.differences,
        "map": district.ties_on_a_map,
        "core_member": over_time.core_and_members,
        "groups": district.group_sizes,
        "bottom": over_time.bottom,
        "moves": people.moves_by_year,
        "flows": people.flows,
        "movers": people.movers,
        "cost": over_time.cost,
    }
    folder.mkdir(exist_ok=True)
    drawn = {}
    for name, make in makers.items():
        stopping.here()
        figure = make(results)
        if figure is not None:
            style.save(figure, folder / f"{name}.png")
            paragraphs = [" ".join(p.split()) for p in (make.__doc__ or "").split("\n\n")]
            kept = [p for p in paragraphs if len(results.seeds) > 1 or not p.startswith("Over seeds:")]
            drawn[name] = Drawn(folder / f"{name}.png", " ".join(kept))
    return drawn
