"""The page: what a session's controller publishes, drawn; its parts read what they show and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
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
from experiments.app.spec import EACH, address, ends
from sim.say import Language, Said

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
        words=session.words,
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
        worlds=[words.of(texts.PAGE["case_file_of"](world=w), view.lang) for w in "AB"[: len(shown.spec.arms)]],
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
    shown, view = session.shown.value, session.view.value
    lang, scope = view.lang, session.scope
    case = SERVED.case(shown.spec.case)
    known = solara.use_memo(lambda: snapshot.packed(sections(case)), [shown.spec.case])
    base = solara.use_memo(lambda: snapshot.packed(plain(shown.case_values or {})), [shown.spec.case])
    told = texts.PAGE["here_only"](district=_district(shown, scope)) if scope else ""
    Controls(
        words=session.words,
        lang=lang,
        sections=known,
        values=snapshot.packed([plain(v[scope] if scope < len(v) else v[0]) for v in shown.values]),
        of_case=base,
        note=words.of(told, lang),
        reforms=[arm.reforms for arm in shown.spec.arms],
        worlds=[words.of(texts.PAGE["world"](which=w), lang) for w in "AB"],
        changes=panels.changes(shown),
        wrong={name: " ".join(words.of(m, lang) for m in messages) for name, messages in session.wrong.value.items()},
        event_act=session.act,
    )


def _district(shown: Picture, scope: int) -> Said:
    assert shown.places is not None
    return Said(*shown.places.districts[scope - 1])


@solara.component
def Maps(session: Session, t: dict[str, str]) -> None:
    """A map for each world."""
    shown, view = session.shown.value, session.view.value
    lang, several = view.lang, len(shown.frames) > 1
    assert shown.places is not None
    ground = solara.use_memo(lambda: snapshot.ground(shown.places), [shown.places])
    codes = solara.use_memo(lambda: panels.codes(SERVED.case(shown.spec.case), lang), [shown.spec.case, lang])
    with solara.Div(classes=["edu-maps"]):
        Choose(choices=_choices(session, t), event_pick=session.choose)
        shade = measures.SHADES[view.measure]
        for i, frame in enumerate(shown.frames):
            values: list[Any] = list(frame.shades[view.measure])
            minus = several and i == 1 and session.second.value == "minus"
            if minus:
                values = panels.minus(values, shown.frames[0].shades[view.measure])
            low, high = panels.minus_scale(shown, view, values) if minus else panels.scale(shown, view)
            Map(
                id=f"map{'AB'[i]}",
                words=session.words,
                lang=lang,
                dark=view.dark,
                title=panels.title(shown, i, lang),
                caption=words.of(texts.PAGE["minus_of"](measure=shade) if minus else shade, lang),
                ground=ground,
                names=snapshot.packed(frame.names),
                frame=snapshot.drawn(frame),
                values=snapshot.packed(values),
                low=low,
                high=high,
                both=minus,
                flag=shade.unit == "flag" and not minus,
                unit="" if shade.unit in {"index", "flag"} else panels.unit(shade.unit, lang),
                digits=shade.digits,
                measure=words.of(shade, lang),
                school=view.school,
                district=session.scope - 1,
                number=shown.number,
                when=_when(shown, frame.term, lang),
                most=238 if several else 500 if len(shown.places.districts) > 1 else 560,
                event_pick=partial(session.pick, world=i),
                event_painted=session.controller.painted,
                event_rescale=partial(session.rescale, minus=minus),
                **codes,
            )


def _choices(session: Session, t: dict[str, str]) -> list[dict[str, Any]]:
    """Return the lists above the map: what it shows, and how fast it plays."""
    shown, view = session.shown.value, session.view.value
    measure = [[name, words.of(s, view.lang)] for name, s in measures.SHADES.items()]
    own = ends(view.scale) or ends(view.minus)
    scale = [["", t["scale_first"]], [EACH, t["scale_each"]], *([["own", t["scale_own"]]] if own else [])]
    second = [["minus", t["b_minus_a"]], ["own", t["its_own"]]] if len(shown.frames) > 1 else []
    paces = [[str(s), t["fastest"] if s > 100 else f"{s:g} {t['per_second']}"] for s in SPEEDS]
    found = [
        ("district", t["district"], view.district, panels.district_options(shown, view.lang)),
        ("measure", t["measure"], view.measure, measure),
        ("scale", t["scale"], "own" if own else view.scale, scale),
        ("second", t["second"], session.second.value, second),
        ("pace", t["pace"], str(session.pace.value), paces),
        ("every", t["every"], str(session.every.value), [[str(n), f"{n}"] for n in EVERY]),
    ]
    return [{"id": i, "label": label, "value": v, "options": options} for i, label, v, options in found if options]


@solara.component
def Panels(session: Session, t: dict[str, str]) -> None:
    """What stands beside the maps."""
    shown, view, tab = session.shown.value, session.view.value, session.tab.value
    lang, frame, scope = view.lang, shown.frames[0], session.scope
    where = f" · {words.of(_district(shown, scope), lang)}" if scope else ""
    several = len(shown.frames) > 1
    titles = [(panels.title(shown, i, lang) if several else "") + where for i in range(len(shown.frames))]
    titles = [title.removeprefix(" · ") for title in titles]
    tabs = [tab for tab in TABS if tab != "own" or SERVED.components]
    Tabs(
        id="tab",
        value=tab,
        options=[[name, t[name]] for name in tabs],
        event_pick=lambda name: session.tab.set(str(name)),
    )
    choices: list[tuple[str, str, str, list[list[str]]]] = []
    if tab == "time":
        choices.append(("stage", t["stage"], view.stage, panels.stage_options(shown, lang)))
        choices.append(("gap", t["gap"], session.gap.value, panels.gap_options(lang)))
    if tab == "log":
        choices.append(("only", t["lines"], session.only.value, panels.log_options(shown, view, t)))
    if choices:
        found = [{"id": i, "label": label, "value": v, "options": options} for i, label, v, options in choices]
        Choose(choices=found, event_pick=session.choose)
    if tab == "time":
        for chart in panels.over_time(shown, view.stage, session.gap.value, lang, scope):
            Chart(words=session.words, dark=view.dark, **{**chart, "title": chart["title"] + where})
    elif tab == "school":
        Look(session, t)
    elif tab == "standard":
        for i, one in enumerate(shown.frames):
            Card(
                id=f"standard{i}",
                title=titles[i],
                blocks=panels.standard(one.scopes[scope], t, lang),
                event_pick=session.pick,
            )
    elif tab == "spread":
        for chart in panels.spread(shown, lang, scope):
            Chart(words=session.words, dark=view.dark, **{**chart, "title": chart["title"] + where})
    elif tab == "money":
        for i, one in enumerate(shown.frames):
            Card(
                id=f"money{i}",
                title=titles[i],
                blocks=panels.money(one, t, lang, scope),
                event_pick=session.pick,
            )
    elif tab == "log":
        for i, lines in enumerate(shown.lines):
            Card(
                id=f"log{i}",
                title=titles[i],
                blocks=panels.told(shown, lines, t, lang, scope, session.only.value),
                event_pick=session.pick,
            )
    elif tab == "own":
        Own(session.controller, frame.term)


@solara.component
def Look(session: Session, t: dict[str, str]) -> None:
    """The school, group or teacher that is picked."""
    view, shown = session.view.value, session.shown.value
    title, blocks, pupils = solara.use_memo(session.look, [session.picked.value, shown.number, view.lang, view.world])
    if len(shown.frames) > 1:
        worlds = [[str(i), panels.title(shown, i, view.lang)] for i in range(len(shown.frames))]
        Tabs(id="world", value=str(view.world), options=worlds, event_pick=session.look_into)
    if session.picked.value.startswith(("group:", "teacher:")) and view.school:
        back = f"id:{view.school}"
        Tabs(id="back", value="", options=[["back", f"← {t['back']}"]], event_pick=lambda _: session.picked.set(back))
    Card(id="inspect", title=title, blocks=blocks, event_pick=session.pick)
    if pupils:
        Chart(words=session.words, dark=view.dark, **panels.trajectories(pupils, t))


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
