"""Figures of results, drawn from tables only; no model is run here.

A figure is a function of `Results` that returns a matplotlib figure, or None where the run has nothing to show in it. It is
drawn in the language chosen, and for pages, which hold both, once more in the other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from experiments.terminal import stopping
from experiments.words import origins
from experiments.words.phrases import paragraph
from sim.say import LANGUAGES, Said, Text, language, use

if TYPE_CHECKING:
    from experiments.runs.results import Results


class Drawn(NamedTuple):
    """A figure that was written."""

    file: Path
    caption: Said
    other: bytes = b""  # the picture in the language that was not chosen


def captioned[**P](*paragraphs: Text) -> Callable[[Callable[P, Any]], Callable[P, Any]]:
    """Say what stands under a figure, by paragraph."""

    def apply(make: Callable[P, Any]) -> Callable[P, Any]:
        make.paragraphs = paragraphs  # type: ignore[attr-defined]
        return make

    return apply


def draw_all(results: Results, folder: Path) -> dict[str, Drawn]:
    """Write every figure the results have data for as ``name.png``, and return them by name.

    What a caption says of many seeds is left out when there is one, what it says of dashed verticals when there are none; that
    of the map tells what is made up.
    """
    from experiments.figures import district, over_time, people, texts

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
    skip: list[Text] = []
    if len(results.seeds) == 1:
        skip += [
            texts.OVER_SEEDS, texts.SEEDS_DIFFER, texts.OVER_SEEDS_DASHED, texts.OVER_SEEDS_COST, texts.OVER_SEEDS_MEANS,
            texts.OVER_SEEDS_ALL, texts.OVER_SEEDS_FIRST, texts.OVER_SEEDS_PLACES,
        ]  # fmt: skip
    if not results.dates:
        skip.append(texts.DATES)
    drawn = draw({name: partial(make, results) for name, make in makers.items()}, folder, skip=skip)
    if "map" in drawn and (said := origins.places(results.plan.case)):
        drawn["map"] = drawn["map"]._replace(caption=paragraph(drawn["map"].caption, said))
    return drawn


def draw(
    makers: Mapping[str, partial[Any]], folder: Path, *, suffixes: Sequence[str] = (".png",), skip: Sequence[Text] = ()
) -> dict[str, Drawn]:
    """Write the figures that makers return into a folder, without those that are None, and return them by name.

    The caption is that of the maker, without the paragraphs of ``skip``.
    """
    from experiments.figures import style

    style.prepare()
    (other,) = set(LANGUAGES) - {language()}
    drawn = {}
    for name, make in makers.items():
        stopping.here()
        figure = make()
        if figure is not None:
            folder.mkdir(exist_ok=True)
            for suffix in suffixes:
                style.save(figure, folder / f"{name}{suffix}")
            caption = paragraph(*(p() for p in make.func.paragraphs if p not in skip))  # type: ignore[attr-defined]
            with use(other), style.spoken_here():
                drawn[name] = Drawn(folder / f"{name}{suffixes[0]}", caption, style.picture(make()))
    return drawn
