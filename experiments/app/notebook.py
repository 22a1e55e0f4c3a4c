"""Parts of the page for a notebook: components of a model for Mesa's own ``SolaraViz``, and Mesa's controls from declarations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import solara
from mesa.visualization import Slider
from mesa.visualization.utils import update_counter

from experiments import Refused
from experiments.app import measures, panels, snapshot, texts, words
from experiments.app.drawn import Chart, Map
from experiments.app.side import Picture
from experiments.app.spec import Scene
from sim.config import defaults, register
from sim.param import nearest
from sim.say import language

if TYPE_CHECKING:
    from sim.case import Case
    from sim.model import DistrictModel


def model_params(case: Case, *names: str) -> Mapping[str, Any]:
    """Return Mesa's controls for parameters by dotted name: sliders with their declared ranges, and boxes for switches.

    Raises
    ------
    Refused
        For a name that is unknown, or a parameter that is neither a number nor a switch.
    """
    known = {d.name: d for d in (*register(case).parameters, *register(case).aims)}
    at, lang = defaults(case).changed(case.params, case), language()
    found: dict[str, Any] = {"case": case}
    for name in names:
        if name not in known:
            raise Refused(texts.UNKNOWN_PARAMETER(name=name, hint=nearest(name, known)))
        one, value = known[name], at.value(name)
        label = f"{words.of(one, lang)} [{one.unit}]"
        if isinstance(value, bool):
            found[name] = {"type": "Checkbox", "value": value, "label": label}
        elif one.low is None or one.high is None or not isinstance(value, int | float):
            raise Refused(texts.NO_SLIDER(name=name))
        else:
            step = 1 if isinstance(value, int) else (one.high - one.low) / 100
            found[name] = Slider(label, value, one.low, one.high, step, isinstance(value, float))
    return found


def _shown(model: DistrictModel) -> Picture:
    found = snapshot.frame(model, snapshot.Account())
    return Picture(
        spec=Scene(case=model.case.id),
        doing="",
        years=model.years,
        start=model.case.start_year,
        frames=(found,),
        places=snapshot.places(model),
    )


@solara.component
def DistrictMap(model: DistrictModel, measure: str = "score") -> None:
    """Draw schools at their places, their ties, and the moves of teachers; a component of ``SolaraViz``."""
    update_counter.get()
    lang = language()
    shown, shade, (picked, pick) = _shown(model), measures.SHADES[measure], solara.use_state("")
    first = solara.use_ref(dict[str, tuple[float, float]]())
    first.current = dict(measures.spans(model.world, first.current))
    (low, high), own = first.current.get(measure, (0.0, 1.0)), solara.use_reactive(("", (0.0, 1.0)))
    if own.value[0] == measure:
        low, high = own.value[1]
    with solara.Div(classes=["edu"], style="height: auto"):
        Map(
            id="map",
            words=snapshot.packed(words.page(lang)),
            lang=lang,
            dark=False,
            title="",
            caption=words.of(shade, lang),
            ground=snapshot.ground(snapshot.places(model)),
            names=snapshot.packed(shown.frames[0].names),
            frame=snapshot.drawn(shown.frames[0]),
            values=snapshot.packed(shown.frames[0].shades[measure]),
            low=low,
            high=high,
            both=False,
            flag=shade.unit == "flag",
            unit=panels.unit(shade.unit, lang),
            digits=shade.digits,
            measure=words.of(shade, lang),
            school=picked,
            district=-1,
            number=model.world.term,
            most=480,
            when="",
            event_pick=pick,
            event_painted=lambda _: None,
            event_rescale=lambda _: own.set((measure, panels.fitted([shown.frames[0].shades[measure]]))),
            **panels.codes(model.case, lang),
        )


@solara.component
def Series(model: DistrictModel, stage: str = "junior") -> None:
    """Draw the gap between schools, the mean and the lowest tenth over the years; a component of ``SolaraViz``."""
    update_counter.get()
    lang = language()
    with solara.Div(classes=["edu"], style="height: auto"):
        for chart in panels.over_time(_shown(model), stage, panels.GAP, lang):
            Chart(words=snapshot.packed(words.page(lang)), dark=False, **chart)
