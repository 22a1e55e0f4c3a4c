"""Figures of results, drawn from tables only; no model is run here.

A figure is a function of `Results` that returns a matplotlib figure, or None where the run has nothing to show in it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from experiments.terminal import stopping
from experiments.words import origins
from sim.told import docstring

if TYPE_CHECKING:
    from experiments.runs.results import Results


class Drawn(NamedTuple):
    """A figure that was written."""

    file: Path
    caption: str


def draw_all(results: Results, folder: Path) -> dict[str, Drawn]:
    """Write every figure the results have data for as ``name.png``, and return them by name.

    The paragraph ``Over seeds: ...`` of a caption is left out when there is one seed, that of dashed verticals when there are
    none; that of the map tells what is made up.
    """
    from experiments.figures import district, over_time, people

    makers: dict[str, Callable[[Results], Any]] = {
        "gap": over_time.gap,
        "differences": over_time.differences,
        "map": district.ties_on_a_map,
        "core_member": over_time.core_and_members,
        "groups": district.group_sizes,
        "bottom": over_time.bottom,
        "development": over_time.development,
        "moves": people.moves_by_year,
        "flows": people.flows,
        "movers": people.movers,
        "cost": over_time.cost,
    }
    skip = [] if len(results.seeds) > 1 else ["Over seeds:"]
    if not results.dates:
        skip.append("Dashed verticals")
    drawn = draw({name: partial(make, results) for name, make in makers.items()}, folder, skip=skip)
    if "map" in drawn and (said := origins.places(results.plan.case)):
        drawn["map"] = drawn["map"]._replace(caption=f"{drawn['map'].caption} {said}")
    return drawn


def draw(
    makers: Mapping[str, partial[Any]], folder: Path, *, suffixes: Sequence[str] = (".png",), skip: Sequence[str] = ()
) -> dict[str, Drawn]:
    """Write the figures that makers return into a folder, without those that are None, and return them by name.

    The caption is the docstring of the maker, without the paragraphs that begin with a text of ``skip``.
    """
    from experiments.figures import style

    style.prepare()
    folder.mkdir(exist_ok=True)
    drawn = {}
    for name, make in makers.items():
        stopping.here()
        figure = make()
        if figure is not None:
            for suffix in suffixes:
                style.save(figure, folder / f"{name}{suffix}")
            paragraphs = [" ".join(p.split()) for p in docstring(make.func).split("\n\n")]
            caption = " ".join(p for p in paragraphs if not p.startswith(tuple(skip)))
            drawn[name] = Drawn(folder / f"{name}{suffixes[0]}", caption)
    return drawn
