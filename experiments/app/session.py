"""One browser session: it turns clicks into requests to its controller, and keeps how the district is looked at."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import solara

from experiments import Refused
from experiments.app import downloads, measures, panels, texts, words
from experiments.app.controller import SPEEDS, Controller
from experiments.app.declared import typed
from experiments.app.inspector import Inspector
from experiments.app.server import SERVED
from experiments.app.side import Picture
from experiments.app.snapshot import packed
from experiments.app.spec import EACH, Arm, Aspect, Scene, read
from sim.case import CaseError
from sim.config import defaults
from sim.param import ParamError
from sim.say import LANGUAGES, Text, language

EVERY = (1, 2, 4, 10)  # terms a picture
PACKED = {lang: packed(words.page(lang)) for lang in LANGUAGES}


class Session:
    """What one browser session can do: it turns clicks into requests to its controller, and keeps how it is looked at."""

    def __init__(self, query: str) -> None:
        self.shown, self.view = solara.reactive(Picture()), solara.reactive(Aspect())
        self.tab, self.picked = solara.reactive("time"), solara.reactive("")
        self.wrong: Any = solara.reactive({})
        self.file: Any = solara.reactive({})
        self.said: Any = solara.reactive(())
        self.second, self.pace, self.every = solara.reactive("minus"), solara.reactive(2.0), solara.reactive(1)
        self.gap: Any = solara.reactive(panels.GAP)
        self.only = solara.reactive("")
        self.controller = Controller(SERVED.case, self.shown.set, admit=SERVED.sessions.admit)
        spec, view, term = Scene(case=SERVED.shown[0]), Aspect(lang=language()), 0
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
        SERVED.sessions.enter(self.controller)
        self.controller.open(spec, term)

    @property
    def words(self) -> str:
        """The page's words in the language chosen, for the parts that the browser draws."""
        return PACKED[self.view.value.lang]

    @property
    def scope(self) -> int:
        """The place in `Frame.scopes` of the district that is chosen."""
        places = self.shown.value.places
        return 0 if places is None else places.scope(self.view.value.district)

    def act(self, what: dict[str, Any]) -> None:
        """Do what was clicked; what cannot be done is said, and never fails."""
        self.said.set(())
        try:
            self._act(str(what.get("do")), what.get("value"), what)
        except (Refused, CaseError, ParamError) as error:
            if what.get("do") == "set":
                self.wrong.set({**self.wrong.value, str(what.get("name")): tuple(error.messages)})
            else:
                self.said.set(tuple(error.messages))

    def _act(self, do: str, value: Any, what: dict[str, Any]) -> None:
        c, spec, view = self.controller, self.shown.value.spec, self.view.value
        if do in {"step", "play", "pause", "year", "reset"}:
            getattr(c, do)()
        elif do == "case":
            if value not in SERVED.shown:
                raise Refused(texts.NO_CASE_HERE(name=value, known=SERVED.shown))
            self.picked.set("")
            c.open(Scene(case=value, seed=spec.seed, arms=tuple(Arm(a.reforms) for a in spec.arms)))
        elif do == "seed":
            c.open(replace(spec, seed=_whole(texts.PAGE["seed"], value, 0, 2**53), population_seed=None), c.here)
        elif do == "reforms":
            arm = int(what.get("arm") or 0)
            arms = tuple(replace(a, reforms=bool(value)) if i == arm else a for i, a in enumerate(spec.arms))
            c.open(replace(spec, arms=arms), c.here)
        elif do == "compare":
            one = spec.arms[0]
            other = replace(one, reforms=not one.reforms)
            c.open(replace(spec, arms=(one, other) if value else (one,)), c.here)
        elif do == "goto":
            c.go_to(_whole(texts.PAGE["year"], value, 0, 9999))
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
            raise Refused(texts.UNKNOWN_ACT(what=do))

    def _set(self, arm: int, name: str, value: Any) -> None:
        c = self.controller
        if not 0 <= arm < len(c.sides):
            raise Refused(texts.NO_WORLD(name=arm + 1))
        case = c.sides[arm].model.case
        value = typed(case, name, value)
        defaults(case).changed({name: value}, case)
        self.wrong.set({k: v for k, v in self.wrong.value.items() if k != name})
        c.change(arm, name, value)

    def pick(self, what: str, world: int | None = None) -> None:
        """Look into a school, by id as the map gives it, or into what a card links to, such as ``group:3``."""
        if world is not None:
            self.view.set(replace(self.view.value, world=world))
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

    def look_into(self, world: str) -> None:
        """Look into the other world."""
        self.view.set(replace(self.view.value, world=int(world == "1")))

    def rescale(self, _: Any = None, *, minus: bool = False) -> None:
        """Fit the scale of the map to the values of now, and keep it."""
        shown, view = self.shown.value, self.view.value
        values = [f.shades[view.measure] for f in shown.frames]
        if minus:
            low, high = panels.around_zero(panels.minus(values[1], values[0]))
        else:
            low, high = panels.fitted(values)
        self.view.set(replace(view, **{"minus" if minus else "scale": f"{low:.5g}~{high:.5g}"}))

    def choose(self, pair: list[str]) -> None:
        """Choose what the map is coloured by, a stage, what the second map shows, and how fast it plays."""
        name, value = str(pair[0]), str(pair[1])
        if name == "measure" and value in measures.SHADES:
            scale = EACH if self.view.value.scale == EACH else ""
            self.view.set(replace(self.view.value, measure=value, scale=scale, minus=""))
        elif name == "scale" and value in {"", EACH}:
            self.view.set(replace(self.view.value, scale=value, minus=""))
        elif name == "district":
            self.view.set(replace(self.view.value, district=value))
        elif name == "only":
            self.only.set(value)
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
        """Return title, blocks and trajectories of what is picked, in the world that is looked into."""
        lang, what = self.view.value.lang, self.picked.value
        empty = "", [{"text": words.of(texts.PAGE["click"], lang)}], list[Any]()
        c, places = self.controller, self.shown.value.places
        with c.lock:
            if not c.sides or places is None or not what:
                return empty
            side = c.sides[min(self.view.value.world, len(c.sides) - 1)]
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
                raise Refused(texts.NOTHING_OPEN())
            models = tuple(side.model for side in c.sides)
            name = f"{models[0].case.id}-seed{spec.seed}"
            files = tuple(f"{name}{mark}.toml" for mark in ("", "-B")[: len(models)])
            if what.startswith("case") and what[4:] in map(str, range(len(models))):
                i = int(what[4:])
                content = downloads.case_file(SERVED.case(spec.case), spec.arms[i], models[i].years).encode()
                name, end = files[i].removesuffix(".toml"), ".toml"
            elif what == "csv":
                content, end = downloads.series_csv(models), ".csv"
            elif what == "xlsx":
                content, end = downloads.series_xlsx(models, self.view.value.lang), ".xlsx"
            elif what == "command":
                stored, lang = spec.case == SERVED.stored, self.view.value.lang
                content, end = downloads.commands(spec, files, lang, stored=stored).encode(), ".txt"
            else:
                raise Refused(texts.UNKNOWN_ACT(what=what))
        self.file.set(
            {
                "name": name + end,
                "type": "application/octet-stream",
                "base64": base64.b64encode(content).decode(),
                "n": str(int(self.file.value.get("n", "0")) + 1),
            }
        )


def _whole(name: Text, value: Any, low: int, high: int) -> int:
    text = str(value).strip()
    if not text.isascii() or not text.lstrip("-").isdigit() or not low <= int(text[:20]) <= high:
        raise Refused(texts.OUT_OF_RANGE(name=name, text=text[:40], low=low, high=high))
    return int(text)
