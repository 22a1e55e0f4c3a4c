"""The page: Solara components that draw what a session's controller publishes, and hand it what is clicked and typed."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import solara
import solara.lab

from experiments import Refused
from experiments.app import downloads, measures, panels, snapshot, texts
from experiments.app.chronicle import when
from experiments.app.controller import SPEEDS, Controller, Shown
from experiments.app.declared import plain, sections, typed
from experiments.app.inspector import Inspector
from experiments.app.server import SERVED
from experiments.app.spec import Arm, Spec, View, address, read
from sim.case import CaseError
from sim.param import ParamError

VUE = Path(__file__).with_name("vue")
EVERY = (1, 2, 4, 10)  # terms a picture
TABS = ("time", "school", "standard", "spread", "money", "log", "own")


@solara.component_vue(str(VUE / "bar.vue"))
def Bar(
    t: dict[str, str], lang: str, dark: bool, cases: list[Any], spec: dict[str, Any], now: dict[str, Any], link: str,
    file: dict[str, str], event_act: Callable[[dict[str, Any]], None],
) -> None:  # fmt: skip
    """Case, seed, steps, language, links and downloads."""


@solara.component_vue(str(VUE / "controls.vue"))
def Controls(
    t: dict[str, str], lang: str, sections: list[Any], values: list[Any], base: dict[str, Any], reforms: list[bool],
    changes: list[Any], wrong: dict[str, str], event_act: Callable[[dict[str, Any]], None],
) -> None:  # fmt: skip
    """Whatever can be set."""


@solara.component_vue(str(VUE / "map.vue"))
def Map(
    id: str, t: dict[str, str], lang: str, dark: bool, title: str, caption: str, places: dict[str, Any], frame: dict[str, Any],
    values: list[Any], low: float, high: float, both: bool, flag: bool, unit: str, digits: int, measure: str, school: str,
    number: int, most: int, kinds: list[str], localities: list[str], roles: list[str], forms: list[str], layers: list[str],
    moves: list[str], event_pick: Callable[[str], None], event_painted: Callable[[int], None],
) -> None:  # fmt: skip
    """Schools at their places, ties and moves."""


@solara.component_vue(str(VUE / "chart.vue"))
def Chart(
    id: str, t: dict[str, str], dark: bool, kind: str, title: str, unit: str, series: list[Any], first: float, last: float,
    least: float, digits: int, tall: int = 0, names: list[str] = [],  # noqa: B006  (solara reads the default only)
) -> None:  # fmt: skip
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


class Session:
    """What one browser session can do: it turns clicks into requests to its controller, and keeps how it is looked at."""

    def __init__(self, query: str) -> None:
        self.shown, self.view = solara.reactive(Shown()), solara.reactive(View())
        self.tab, self.picked = solara.reactive("time"), solara.reactive("")
        self.wrong, self.file = solara.reactive({}), solara.reactive({})
        self.said: Any = solara.reactive(())
        self.second, self.pace, self.every = solara.reactive("minus"), solara.reactive(2.0), solara.reactive(1)
        self.gap: Any = solara.reactive(panels.GAP)
        self.controller = Controller(SERVED.case, self.shown.set)
        spec, view, term = Spec(case=SERVED.shown[0]), View(), 0
        try:
            if SERVED.spec is not None and not query:
                spec = SERVED.spec
            else:
                spec, view, term = read(query, SERVED.shown, tuple(measures.SHADES))
        except Refused as error:
            self.said.set(tuple(error.messages))
        self.view.set(view)
        self.picked.set(f"id:{view.school}" if view.school else "")
        if view.school:
            self.tab.set("school")
        try:
            SERVED.sessions.enter(self.controller)
        except Refused as error:
            self.said.set(tuple(error.messages))
            return
        self.controller.open(spec, term)

    def act(self, what: dict[str, Any]) -> None:
        """Do what was clicked; what cannot be done is said, and never fails."""
        self.said.set(())
        try:
            self._act(str(what.get("do")), what.get("value"), what)
        except (Refused, CaseError, ParamError) as error:
            if what.get("do") == "set":
                self.wrong.set({**self.wrong.value, str(what.get("name")): " ".join(error.messages)})
            else:
                self.said.set(tuple(error.messages))

    def _act(self, do: str, value: Any, what: dict[str, Any]) -> None:
        c, spec, view = self.controller, self.shown.value.spec, self.view.value
        if do in {"step", "play", "pause", "year", "reset"}:
            getattr(c, do)()
        elif do == "case":
            if value not in SERVED.shown:
                raise Refused(f"there is no case '{value}' here; allowed: {', '.join(SERVED.shown)}")
            self.picked.set("")
            c.open(Spec(case=value, seed=spec.seed, arms=tuple(Arm(a.reforms) for a in spec.arms)))
        elif do == "seed":
            c.open(replace(spec, seed=_whole("seed", value, 0, 2**53), population_seed=None), self._term())
        elif do == "reforms":
            arm = int(what.get("arm") or 0)
            arms = tuple(replace(a, reforms=bool(value)) if i == arm else a for i, a in enumerate(spec.arms))
            c.open(replace(spec, arms=arms), self._term())
        elif do == "compare":
            one = spec.arms[0]
            other = replace(one, reforms=not one.reforms)
            c.open(replace(spec, arms=(one, other) if value else (one,)), self._term())
        elif do == "goto":
            c.go_to(_whole("year", value, 0, 9999))
        elif do == "lang":
            self.view.set(replace(view, lang="en" if view.lang == "zh" else "zh"))
        elif do == "dark":
            self.view.set(replace(view, dark=not view.dark))
        elif do == "set":
            self._set(int(what.get("arm") or 0), str(what.get("name")), value)
        elif do == "undo":
            c.undo(int(what.get("arm") or 0), str(what.get("name")), str(what.get("date") or ""))
        elif do == "download":
            self._download(str(value))
        else:
            raise Refused(f"'{do}' is nothing that can be done here")

    def _set(self, arm: int, name: str, value: Any) -> None:
        c = self.controller
        if not 0 <= arm < len(c.sides):
            raise Refused(f"there is no world {arm + 1} now")
        case = c.sides[arm].model.case
        value = typed(case, name, value)
        from sim.config import defaults

        defaults(case).changed({name: value}, case)
        self.wrong.set({k: v for k, v in self.wrong.value.items() if k != name})
        c.change(arm, name, value)

    def _term(self) -> int:
        frames = self.shown.value.frames
        return frames[0].term if frames else 0

    def pick(self, what: str) -> None:
        """Look into a school, by id as the map gives it, or into what a card links to, such as ``group:3``."""
        places = self.shown.value.places
        if what.startswith("school:") and places is not None:
            row = int(what.partition(":")[2])
            what = places.id[row] if 0 <= row < len(places.id) else ""
        if what.startswith(("group:", "teacher:")):
            self.picked.set(what)
        else:
            self.view.set(replace(self.view.value, school=what))
            self.picked.set(f"id:{what}")
        self.tab.set("school")

    def choose(self, pair: list[str]) -> None:
        """Choose what the map is coloured by, a stage, what the second map shows, and how fast it plays."""
        name, value = str(pair[0]), str(pair[1])
        if name == "measure" and value in measures.SHADES:
            self.view.set(replace(self.view.value, measure=value))
        elif name == "stage" and value in panels.stages(self.shown.value):
            self.view.set(replace(self.view.value, stage=value))
        elif name == "second":
            self.second.set(value)
        elif name == "gap" and value in panels.gaps():
            self.gap.set(value)
        elif name == "pace" and value in map(str, SPEEDS):
            self.controller.pace = float(value)
            self.pace.set(float(value))
        elif name == "every" and value in map(str, EVERY):
            self.controller.every = int(value)
            self.every.set(int(value))

    def look(self) -> tuple[str, list[dict[str, Any]], list[Any]]:
        """Return title, blocks and trajectories of what is picked, in the first world."""
        lang, what = self.view.value.lang, self.picked.value
        empty = "", [{"text": texts.PAGE["click"].of(lang)}], list[Any]()
        c, places = self.controller, self.shown.value.places
        with c.lock:
            if not c.sides or places is None or not what:
                return empty
            side = c.sides[0]
            eye = Inspector(side.model, lang)
            kind, _, name = what.partition(":")
            if kind == "id" and name in places.id:
                row = places.id.index(name)
                return *eye.school(row), side.pupils.of_school(row)
            if kind == "group" and name.isdigit() and int(name) < len(side.model.world.groups):
                return *eye.group(int(name)), []
            if kind == "teacher" and name.isdigit() and int(name) < 2**64:
                return *eye.teacher(int(name)), []
        return empty

    def _download(self, what: str) -> None:
        spec = self.shown.value.spec
        c = self.controller
        with c.lock:
            if not c.sides:
                raise Refused("nothing is open yet")
            models = tuple(side.model for side in c.sides)
            name = f"{models[0].case.id}-seed{spec.seed}"
            if what == "case":
                case = SERVED.case(spec.case)
                content, end = downloads.case_file(case, spec.arms[0], models[0].years).encode(), ".toml"
            elif what == "csv":
                content, end = downloads.series_csv(models), ".csv"
            elif what == "xlsx":
                content, end = downloads.series_xlsx(models), ".xlsx"
            else:
                files = tuple(f"{name}{mark}.toml" for mark in ("", "-B")[: len(models)])
                content, end = downloads.commands(spec, files).encode(), ".txt"
        self.file.set({
            "name": name + end, "type": "application/octet-stream", "base64": base64.b64encode(content).decode(),
            "n": str(int(self.file.value.get("n", "0")) + 1),
        })  # fmt: skip


def _whole(name: str, value: Any, low: int, high: int) -> int:
    text = str(value).strip()
    if not text.isascii() or not text.lstrip("-").isdigit() or not low <= int(text[:20]) <= high:
        raise Refused(f"{name} = '{text[:40]}' is out of range; allowed: a whole number from {low} to {high:,}")
    return int(text)


@solara.component
def Page() -> None:
    """One session of a browser: its own controller, let go of when the page is closed."""
    query = solara.use_router().search or ""
    session = solara.use_memo(lambda: Session(query.removeprefix("?")), [])
    solara.use_effect(lambda: lambda: SERVED.sessions.leave(session.controller), [])
    view, shown = session.view.value, session.shown.value
    t = texts.page(view.lang)
    solara.Title(t["title"])
    solara.lab.theme.dark = view.dark
    with solara.Div(classes=["edu", *(["edu-dark"] if view.dark else [])]):
        Top(session, t)
        for sentence in (*session.said.value, *shown.said, *([t["asleep"]] if shown.asleep else [])):
            with solara.Div(classes=["edu-said"], attributes={"role": "alert", "data-testid": "said"}):
                solara.Text(sentence)
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
        t=t, lang=view.lang, dark=view.dark, cases=[[name, SERVED.title(name, view.lang)] for name in SERVED.shown],
        spec={"case": shown.spec.case, "seed": shown.spec.seed, "reforms": shown.spec.arms[0].reforms, "compare": len(shown.spec.arms) > 1},
        now={"term": term, "year": shown.start + term // 2, "when": said, "doing": shown.doing, "number": shown.number,
             "ended": all(f.ended for f in shown.frames), "start": shown.start, "years": shown.years},
        link=address(shown.spec, view, term) if frame else "", file=session.file.value,
        event_act=session.act,
    )  # fmt: skip


def _when(shown: Shown, term: int, lang: str) -> str:
    """Return the moment between two terms in words: the term that is over."""
    if not term:
        return texts.PAGE["day_one"].of(lang)
    year, spring = shown.start + (term - 1) // 2, (term - 1) % 2
    return texts.PAGE["after"].of(lang).format(when(year + spring, bool(spring))[0 if lang == "zh" else 1])


@solara.component
def Numbers(session: Session, t: dict[str, str]) -> None:
    """The controls with what is in force."""
    shown, lang = session.shown.value, session.view.value.lang
    known = solara.use_memo(lambda: sections(SERVED.case(shown.spec.case)), [shown.spec.case])
    base = solara.use_memo(lambda: plain(shown.case_values or {}), [shown.spec.case])
    Controls(
        t=t, lang=lang, sections=known, values=[plain(v) for v in shown.values], base=base,
        reforms=[arm.reforms for arm in shown.spec.arms], changes=panels.changes(shown), wrong=session.wrong.value,
        event_act=session.act,
    )  # fmt: skip


@solara.component
def Maps(session: Session, t: dict[str, str]) -> None:
    """A map for each world."""
    shown, view = session.shown.value, session.view.value
    lang, several = view.lang, len(shown.frames) > 1
    places = solara.use_memo(lambda: snapshot.plain(shown.places), [id(shown.places)])
    words = solara.use_memo(lambda: panels.words(SERVED.case(shown.spec.case), lang), [shown.spec.case, lang])
    with solara.Div(classes=["edu-maps"]):
        options = [[name, f"{texts.Two(s.zh, s.en).of(lang)}"] for name, s in measures.SHADES.items()]
        choices = [{"id": "measure", "label": t["measure"], "value": view.measure, "options": options}]
        if several:
            choices.append({"id": "second", "label": t["second"], "value": session.second.value, "options": [["minus", t["b_minus_a"]], ["own", t["its_own"]]]})
        paces = [[str(s), t["fastest"] if s > 100 else f"{s:g} {t['per_second']}"] for s in SPEEDS]
        choices.append({"id": "pace", "label": t["pace"], "value": str(session.pace.value), "options": paces})
        every = [[str(n), f"{n}"] for n in EVERY]
        choices.append({"id": "every", "label": t["every"], "value": str(session.every.value), "options": every})
        Choose(choices=choices, event_pick=session.choose)
        shade = measures.SHADES[view.measure]
        low, high = panels.span(shown, view.measure)
        for i, frame in enumerate(shown.frames):
            values, ends, minus = list(frame.shades[view.measure]), (low, high), several and i == 1 and session.second.value == "minus"
            if minus:
                values = panels.minus(values, shown.frames[0].shades[view.measure])
                ends = panels.around_zero(values)
            Map(
                id=f"map{'AB'[i]}", t=t, lang=lang, dark=view.dark, title=panels.title(shown, i, t), places=places,
                caption=(f"B − A: {texts.Two(shade.zh, shade.en).of(lang)}" if minus else texts.Two(shade.zh, shade.en).of(lang)),
                frame=snapshot.drawn(frame), values=values, low=ends[0], high=ends[1], both=minus, flag=shade.unit == "flag" and not minus,
                unit="" if shade.unit in {"index", "flag"} else panels.unit(shade.unit, lang), digits=shade.digits, measure=options[list(measures.SHADES).index(view.measure)][1], school=view.school,
                number=shown.number, most=238 if several else 570, event_pick=session.pick, event_painted=session.controller.painted, **words,
            )  # fmt: skip


@solara.component
def Panels(session: Session, t: dict[str, str]) -> None:
    """What stands beside the maps."""
    shown, view, tab = session.shown.value, session.view.value, session.tab.value
    lang, frame = view.lang, shown.frames[0]
    tabs = [tab for tab in TABS if tab != "own" or SERVED.components]
    Tabs(id="tab", value=tab, options=[[name, t[name]] for name in tabs], event_pick=lambda name: session.tab.set(str(name)))
    if tab in {"time", "spread"}:
        choices = [{"id": "stage", "label": t["stage"], "value": view.stage, "options": panels.stage_options(shown, lang)}]
        if tab == "time":
            choices.append({"id": "gap", "label": t["gap"], "value": session.gap.value, "options": panels.gap_options(lang)})
        Choose(choices=choices, event_pick=session.choose)
    if tab == "time":
        for chart in panels.over_time(shown, view.stage, session.gap.value, lang):
            Chart(t=t, dark=view.dark, **chart)
    elif tab == "school":
        Look(session, t)
    elif tab == "standard":
        for i, one in enumerate(shown.frames):
            Card(id=f"standard{i}", title=panels.title(shown, i, t) if len(shown.frames) > 1 else "", blocks=panels.standard(one, t, lang), event_pick=session.pick)
    elif tab == "spread":
        for chart in panels.spread(shown, lang):
            Chart(t=t, dark=view.dark, **chart)
    elif tab == "money":
        for i, one in enumerate(shown.frames):
            Card(id=f"money{i}", title=panels.title(shown, i, t) if len(shown.frames) > 1 else "", blocks=panels.money(one, t, lang), event_pick=session.pick)
    elif tab == "log":
        for i, lines in enumerate(shown.lines):
            Card(id=f"log{i}", title=panels.title(shown, i, t) if len(shown.frames) > 1 else "", blocks=panels.told(shown, lines, t, lang), event_pick=session.pick)
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
