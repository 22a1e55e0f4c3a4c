"""The page: what a session's controller publishes, drawn; its parts read what they show and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import solara
import solara.lab

from experiments.app import measures, panels, snapshot, texts, words
from experiments.app.chronicle import when
from experiments.app.controller import SPEEDS, Controller
from experiments.app.declared import plain, sections
from experiments.app.drawn import Bar, Card, Chart, Choose, Controls, Map, Tabs
from experiments.app.server import SERVED
from experiments.app.session import EVERY, Session
from experiments.app.side import Picture
from experiments.app.spec import address
from sim.say import Language

TABS = ("time", "school", "standard", "spread", "money", "log", "own")


@solara.component
def Page() -> None:
    """One session of a browser: its own controller, let go of when the page is closed."""
    query = solara.use_router().search or ""
    session = solara.use_memo(lambda: Session(query.removeprefix("?")), [])
    solara.use_effect(lambda: lambda: SERVED.sessions.leave(session.controller), [])
    view, shown = session.view.value, session.shown.value
    t = words.page(view.lang)
    solara.Title(t["title"])
    solara.lab.theme.dark = view.dark
    with solara.Div(classes=["edu", *(["edu-dark"] if view.dark else [])]):
        Top(session, t)
        for sentence in (*session.said.value, *shown.said, *([t["asleep"]] if shown.asleep else [])):
            with solara.Div(classes=["edu-said"], attributes={"role": "alert", "data-testid": "said"}):
                solara.Text(words.of(sentence, view.lang))
        if shown.frames and shown.places is not None:
            with solara.Div(classes=["edu-body"]):
                Numbers(session, t)
                Maps(session, t)
                with solara.Div(classes=["edu-side"]):
                    Panels(session, t)


@solara.component
def Top(session: Session, t: dict[str, str]) -> None:
    """Case, steps and everything else in the first row."""
    view, shown = session.view.value, session.shown.value
    frame = shown.frames[0] if shown.frames else None
    term = frame.term if frame else 0
    said = "" if frame is None else _when(shown, term, view.lang)
    Bar(
        t=t,
        lang=view.lang,
        dark=view.dark,
        cases=[[name, SERVED.title(name, view.lang)] for name in SERVED.shown],
        spec={
            "case": shown.spec.case,
            "seed": shown.spec.seed,
            "reforms": shown.spec.arms[0].reforms,
            "compare": len(shown.spec.arms) > 1,
        },
        now={
            "term": term,
            "year": shown.start + term // 2,
            "when": said,
            "doing": shown.doing,
            "number": shown.number,
            "ended": all(f.ended for f in shown.frames),
            "start": shown.start,
            "years": shown.years,
        },
        link=address(shown.spec, view, term) if frame else "",
        file=session.file.value,
        event_act=session.act,
    )


def _when(shown: Picture, term: int, lang: Language) -> str:
    """Return the moment between two terms in words: the term that is over."""
    if not term:
        return words.of(texts.PAGE["day_one"], lang)
    return words.of(texts.PAGE["after"](term=when(shown.start, term - 1)), lang)


@solara.component
def Numbers(session: Session, t: dict[str, str]) -> None:
    """The controls with what is in force."""
    shown, lang = session.shown.value, session.view.value.lang
    known = solara.use_memo(lambda: sections(SERVED.case(shown.spec.case)), [shown.spec.case])
    base = solara.use_memo(lambda: plain(shown.case_values or {}), [shown.spec.case])
    Controls(
        t=t,
        lang=lang,
        sections=known,
        values=[plain(v) for v in shown.values],
        base=base,
        reforms=[arm.reforms for arm in shown.spec.arms],
        changes=panels.changes(shown),
        wrong={name: " ".join(words.of(m, lang) for m in messages) for name, messages in session.wrong.value.items()},
        event_act=session.act,
    )


@solara.component
def Maps(session: Session, t: dict[str, str]) -> None:
    """A map for each world."""
    shown, view = session.shown.value, session.view.value
    lang, several = view.lang, len(shown.frames) > 1
    places = solara.use_memo(lambda: snapshot.plain(shown.places), [id(shown.places)])
    codes = solara.use_memo(lambda: panels.codes(SERVED.case(shown.spec.case), lang), [shown.spec.case, lang])
    with solara.Div(classes=["edu-maps"]):
        options = [[name, words.of(s, lang)] for name, s in measures.SHADES.items()]
        choices = [{"id": "measure", "label": t["measure"], "value": view.measure, "options": options}]
        if several:
            choices.append(
                {
                    "id": "second",
                    "label": t["second"],
                    "value": session.second.value,
                    "options": [["minus", t["b_minus_a"]], ["own", t["its_own"]]],
                }
            )
        paces = [[str(s), t["fastest"] if s > 100 else f"{s:g} {t['per_second']}"] for s in SPEEDS]
        choices.append({"id": "pace", "label": t["pace"], "value": str(session.pace.value), "options": paces})
        every = [[str(n), f"{n}"] for n in EVERY]
        choices.append({"id": "every", "label": t["every"], "value": str(session.every.value), "options": every})
        Choose(choices=choices, event_pick=session.choose)
        shade = measures.SHADES[view.measure]
        low, high = panels.span(shown, view.measure)
        for i, frame in enumerate(shown.frames):
            values, ends, minus = (
                list(frame.shades[view.measure]),
                (low, high),
                several and i == 1 and session.second.value == "minus",
            )
            if minus:
                values = panels.minus(values, shown.frames[0].shades[view.measure])
                ends = panels.around_zero(values)
            Map(
                id=f"map{'AB'[i]}",
                t=t,
                lang=lang,
                dark=view.dark,
                title=panels.title(shown, i, t),
                places=places,
                caption=(f"B − A: {words.of(shade, lang)}" if minus else words.of(shade, lang)),
                frame=snapshot.drawn(frame),
                values=values,
                low=ends[0],
                high=ends[1],
                both=minus,
                flag=shade.unit == "flag" and not minus,
                unit="" if shade.unit in {"index", "flag"} else panels.unit(shade.unit, lang),
                digits=shade.digits,
                measure=words.of(shade, lang),
                school=view.school,
                number=shown.number,
                most=238 if several else 570,
                event_pick=session.pick,
                event_painted=session.controller.painted,
                **codes,
            )


@solara.component
def Panels(session: Session, t: dict[str, str]) -> None:
    """What stands beside the maps."""
    shown, view, tab = session.shown.value, session.view.value, session.tab.value
    lang, frame = view.lang, shown.frames[0]
    titles = [panels.title(shown, i, t) if len(shown.frames) > 1 else "" for i in range(len(shown.frames))]
    tabs = [tab for tab in TABS if tab != "own" or SERVED.components]
    Tabs(
        id="tab",
        value=tab,
        options=[[name, t[name]] for name in tabs],
        event_pick=lambda name: session.tab.set(str(name)),
    )
    if tab in {"time", "spread"}:
        choices = [
            {"id": "stage", "label": t["stage"], "value": view.stage, "options": panels.stage_options(shown, lang)}
        ]
        if tab == "time":
            choices.append(
                {"id": "gap", "label": t["gap"], "value": session.gap.value, "options": panels.gap_options(lang)}
            )
        Choose(choices=choices, event_pick=session.choose)
    if tab == "time":
        for chart in panels.over_time(shown, view.stage, session.gap.value, lang):
            Chart(t=t, dark=view.dark, **chart)
    elif tab == "school":
        Look(session, t)
    elif tab == "standard":
        for i, one in enumerate(shown.frames):
            Card(
                id=f"standard{i}",
                title=titles[i],
                blocks=panels.standard(one, t, lang),
                event_pick=session.pick,
            )
    elif tab == "spread":
        for chart in panels.spread(shown, lang):
            Chart(t=t, dark=view.dark, **chart)
    elif tab == "money":
        for i, one in enumerate(shown.frames):
            Card(
                id=f"money{i}",
                title=titles[i],
                blocks=panels.money(one, t, lang),
                event_pick=session.pick,
            )
    elif tab == "log":
        for i, lines in enumerate(shown.lines):
            Card(
                id=f"log{i}",
                title=titles[i],
                blocks=panels.told(shown, lines, t, lang),
                event_pick=session.pick,
            )
    elif tab == "own":
        Own(session.controller, frame.term)


@solara.component
def Look(session: Session, t: dict[str, str]) -> None:
    """The school, group or teacher that is picked."""
    view, number = session.view.value, session.shown.value.number
    title, blocks, pupils = solara.use_memo(session.look, [session.picked.value, number, view.lang])
    if session.picked.value.startswith(("group:", "teacher:")) and view.school:
        back = f"id:{view.school}"
        Tabs(id="back", value="", options=[["back", f"← {t['back']}"]], event_pick=lambda _: session.picked.set(back))
    Card(id="inspect", title=title, blocks=blocks, event_pick=session.pick)
    if pupils:
        Chart(t=t, dark=view.dark, **panels.trajectories(pupils, t))


@solara.component
def Own(controller: Controller, term: int) -> None:
    """Components of a Mesa user, functions of a model: each draws a copy of the first world, which nobody steps."""
    copies: Any = solara.use_reactive(())

    def listen() -> Callable[[], None]:
        controller.needs_model.append(copies.set)
        controller.draw()
        return lambda: controller.needs_model.remove(copies.set)

    solara.use_effect(listen, [])
    if copies.value:
        for component in SERVED.components:
            component(copies.value[0])


@solara.component
def Layout(children: Sequence[Any] = ()) -> None:
    """Nothing around the page: no bar and no link of Solara's."""
    solara.Div(children=list(children))
