"""The parts of the page that the browser draws, each a Vue file of the same name: what Python hands over, and what it is told.

What is large goes as one text of JSON (`snapshot.packed`): neither Reacton nor Vue then looks into every part of it at every
step. ``words`` are the page's own in one language.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import solara

VUE = Path(__file__).with_name("vue")


@solara.component_vue(str(VUE / "bar.vue"))
def Bar(
    words: str,
    lang: str,
    dark: bool,
    cases: list[Any],
    spec: dict[str, Any],
    now: dict[str, Any],
    link: str,
    file: dict[str, str],
    worlds: list[str],
    event_act: Callable[[dict[str, Any]], None],
) -> None:
    """Case, seed, steps, language, links and downloads."""


@solara.component_vue(str(VUE / "controls.vue"))
def Controls(
    words: str,
    lang: str,
    sections: str,
    values: str,
    of_case: str,
    note: str,
    reforms: list[bool],
    worlds: list[str],
    changes: list[Any],
    wrong: dict[str, str],
    event_act: Callable[[dict[str, Any]], None],
) -> None:
    """Whatever can be set."""


@solara.component_vue(str(VUE / "map.vue"))
def Map(
    id: str,
    words: str,
    lang: str,
    dark: bool,
    title: str,
    caption: str,
    ground: str,
    names: str,
    frame: str,
    values: str,
    low: float,
    high: float,
    both: bool,
    flag: bool,
    unit: str,
    digits: int,
    measure: str,
    school: str,
    district: int,
    number: int,
    most: int,
    when: str,
    kinds: list[str],
    localities: list[str],
    roles: list[str],
    forms: list[str],
    layers: list[str],
    moves: list[str],
    event_pick: Callable[[str], None],
    event_painted: Callable[[int], None],
    event_rescale: Callable[[Any], None],
) -> None:
    """Schools at their places, ties and moves; ground, names, frame and values are JSON, which Vue need not watch."""


@solara.component_vue(str(VUE / "chart.vue"))
def Chart(
    id: str,
    words: str,
    dark: bool,
    kind: str,
    title: str,
    unit: str,
    series: list[Any],
    across: str,
    first: float,
    last: float,
    least: float,
    digits: int,
    tall: int = 0,
    names: list[str] = [],  # noqa: B006  (solara reads the default only)
) -> None:
    """Lines over years, or how schools are spread."""


@solara.component_vue(str(VUE / "card.vue"))
def Card(id: str, title: str, blocks: list[Any], event_pick: Callable[[str], None]) -> None:
    """Facts and tables."""


@solara.component_vue(str(VUE / "tabs.vue"))
def Tabs(id: str, value: str, options: list[Any], event_pick: Callable[[str], None]) -> None:
    """One of several."""


@solara.component_vue(str(VUE / "choose.vue"))
def Choose(choices: list[Any], event_pick: Callable[[list[str]], None]) -> None:
    """Lists to choose from."""
