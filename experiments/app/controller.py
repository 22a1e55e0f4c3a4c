"""The controller of one session: it owns the models, steps them in a thread of its own, and publishes what is to be drawn.

It knows nothing of browsers. What it publishes are immutable snapshots, at most one in every `FRAME` seconds, and while it
plays only when the last one was painted (`painted`) or `PATIENCE` has passed, so that a slow browser gets fewer
pictures and never a queue of them. Every request is a job of the one worker thread; `pause` ends the job under way after
its term. Whoever else looks at the models holds the lock.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from experiments import Refused
from experiments.app import texts
from experiments.app.measures import spans
from experiments.app.side import Picture, Side, values_of
from experiments.app.snapshot import places
from experiments.app.spec import Arm, Scene
from sim.case import CaseError
from sim.config import defaults
from sim.hooks import HookError
from sim.model import DistrictModel
from sim.param import ParamError

if TYPE_CHECKING:
    from sim.case import Case

FRAME, PATIENCE = 0.1, 1.0  # s
SPEEDS = (0.5, 1.0, 2.0, 4.0, 10.0, 1000.0)  # terms a second; the last is as fast as it goes
log = logging.getLogger(__name__)


class Controller:
    """One session's worlds; `publish` is called with every `Picture`, from the worker thread and under no lock."""

    def __init__(
        self,
        case_of: Callable[[str], Case],
        publish: Callable[[Picture], None],
        patience: float = PATIENCE,
        admit: Callable[[Controller], None] = lambda _: None,
    ) -> None:
        self.case_of, self.publish, self.patience, self.admit = case_of, publish, patience, admit
        self.admitted = False  # to hold models: by `admit`, which refuses where there is no room
        self.pace, self.every = 2.0, 1  # terms a second, terms a picture
        self.lock = threading.Lock()  # of the models
        self.sides: tuple[Side, ...] = ()
        self.shown = Picture()
        self.touched = time.monotonic()
        self.needs_model: list[
            Callable[[tuple[DistrictModel, ...]], None]
        ] = []  # called with copies, beside each frame
        self._jobs: queue.SimpleQueue[Callable[[int], None]] = queue.SimpleQueue()
        self._changes: queue.SimpleQueue[tuple[int, str, Any]] = queue.SimpleQueue()
        self._ticket = self._stopped = self._opening = 0  # of the last request, pause and opening
        self._aim = 0  # term up to which worlds are being made again
        self._woken, self._painted = threading.Event(), threading.Event()
        self._hiring = threading.Lock()
        self._worker: threading.Thread | None = None
        self.closed = False

    # What can be asked: each returns at once.

    def open(self, spec: Scene, term: int = 0) -> None:
        """Make the worlds of a spec and take them up to a term; only a pause or another opening keeps them from it."""
        self._aim = term
        self._ask(lambda ticket: self._open(spec, term, ticket), opens=True)

    def reset(self) -> None:
        """Begin the same worlds again, without what was changed on the way."""
        arms = tuple(replace(arm, changes=()) for arm in self.shown.spec.arms)
        self.open(replace(self.shown.spec, arms=arms))

    def step(self, terms: int = 1) -> None:
        """Go on by some terms."""
        self._ask(lambda ticket: self._run(self._term() + terms, ticket, goes_on=lambda: True))

    def year(self) -> None:
        """Go on to the next autumn."""
        self._ask(lambda ticket: self._run(self._term() // 2 * 2 + 2, ticket, goes_on=lambda: True))

    def play(self) -> None:
        """Go on at the pace that is set until paused, or to the horizon."""
        self._ask(lambda ticket: self._run(10**6, ticket, playing=True))

    def go_to(self, year: int) -> None:
        """Go to the autumn of a school year; what lies behind is reached by beginning again."""
        self._ask(lambda ticket: self._go_to(year, ticket))

    def pause(self) -> None:
        """Stop after the term under way."""
        self.touched = time.monotonic()
        self._ticket += 1
        self._stopped = self._ticket
        self._woken.set()

    def change(self, arm: int, name: str, value: Any) -> None:
        """Set a value in one world: on the first day from the start, later as a reform of the next term.

        Worlds that are played go on playing: they hear of it between two terms.
        """
        self.touched = time.monotonic()
        self._changes.put((arm, name, value))
        self._jobs.put(lambda _: self._attend())
        self._hire()

    def undo(self, arm: int, name: str, date: str) -> None:
        """Take back what was set (no date) or changed on a date; the world is made again up to its term."""
        arms = list(self.shown.spec.arms)
        arms[arm] = arms[arm].without(name, date)
        self.open(replace(self.shown.spec, arms=tuple(arms)), self.here)

    @property
    def here(self) -> int:
        """The term that is shown, or that worlds are on their way to."""
        return max(self._aim, self._term())

    def draw(self) -> None:
        """Publish what there is once more, for somebody who came later."""
        self._ask(lambda _: self._publish() if self.sides else None)

    def painted(self, number: int) -> None:
        """Hear that the browser has drawn a frame."""
        if number >= self.shown.number:
            self._painted.set()

    def sleep(self) -> None:
        """Let go of the models; the next request makes them again, bit for bit."""
        self._ask(lambda _: self._sleep(), touch=False)

    def close(self) -> None:
        """Stop for good."""
        self.closed = True
        self.pause()
        self._painted.set()
        self._jobs.put(lambda _: self._sleep())
        self._hire()

    @property
    def is_idle(self) -> bool:
        """Whether nothing is being done."""
        return not self.shown.doing

    def wait(self, seconds: float = 60.0) -> None:
        """Wait until all that was asked is done; for tests and scripts."""
        done = threading.Event()
        self._jobs.put(lambda _: done.set())
        self._hire()
        if not done.wait(seconds):
            raise TimeoutError(f"{seconds:g}")

    # The worker's side.

    def _ask(self, job: Callable[[int], None], *, touch: bool = True, opens: bool = False) -> None:
        if self.closed:
            return
        if touch:
            self.touched = time.monotonic()
        self._ticket += 1
        if opens:
            self._opening = self._ticket
        ticket = self._ticket
        self._woken.set()
        self._jobs.put(lambda _: job(ticket))
        self._hire()

    def _hire(self) -> None:
        """See to it that somebody works; the worker goes home when nothing is asked for a while."""
        with self._hiring:
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, name="edugroup-session", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        while True:
            try:
                job = self._jobs.get(timeout=5.0)
            except queue.Empty:
                with self._hiring:
                    if self._jobs.empty():
                        self._worker = None
                        return
                continue
            self._try(partial(job, 0))

    def _try(self, what: Callable[[], None]) -> None:
        """Do something; what is wrong with it is said."""
        try:
            what()
        except (Refused, CaseError, ParamError) as error:
            self._say(*error.messages)
        except HookError as error:
            self._say(str(error))
        except Exception:
            log.exception("session")
            self._say(texts.FAILED())

    def _attend(self, *, playing: bool = False) -> None:
        """Make the changes that were asked for."""
        while not self._changes.empty():
            arm, name, value = self._changes.get()
            doing = self.shown.doing
            self._try(partial(self._change, arm, name, value, playing=playing))
            if playing:
                self._show(doing=doing)

    def _open(self, spec: Scene, term: int, ticket: int) -> None:
        self._show(doing="building", said=())
        case = self.case_of(spec.case)
        if not self.admitted:
            self.admit(self)
        sides = tuple(Side(case, spec, arm) for arm in spec.arms)
        with self.lock:
            self.sides = sides
        start = sides[0].model
        self._publish(
            doing="going", spec=spec, years=start.years, start=start.case.start_year, places=places(start), asleep=False,
            case_values=values_of(start.case), spans=spans(start.world),
        )  # fmt: skip
        self._run(term, ticket, doing="going", goes_on=lambda: ticket > self._stopped and ticket >= self._opening)
        self._aim = 0

    def _sleep(self) -> None:
        with self.lock:
            self.sides = ()
        self.admitted = False
        self._show(doing="", asleep=True)

    def _awake(self) -> None:
        """Make the worlds again where they were let go of."""
        if not self.sides and self.shown.frames:
            self._open(self.shown.spec, self._term(), self._ticket)

    def _term(self) -> int:
        frames = self.shown.frames
        return frames[0].term if frames else 0

    def _go_to(self, year: int, ticket: int) -> None:
        term = 2 * (year - self.shown.start)
        if not 0 <= term <= 2 * self.shown.years:
            last = self.shown.start + self.shown.years
            raise Refused(texts.OUT_OF_RANGE(name=texts.PAGE["year"], text=year, low=self.shown.start, high=last))
        if term < self._term():
            self._open(self.shown.spec, term, ticket)
        else:
            self._run(term, ticket, doing="going")

    def _run(
        self,
        until: int,
        ticket: int,
        *,
        playing: bool = False,
        doing: str = "",
        goes_on: Callable[[], bool] | None = None,
    ) -> None:
        """Step to a term, as long as nothing else is asked for; published on the way by the clock, and at the end in any case."""
        goes_on = goes_on or (lambda: ticket == self._ticket)
        self._awake()
        if not self.sides:
            return
        self._show(doing="playing" if playing else "going", said=(), quietly=not playing)
        last, begun = 0.0, self._now()
        while self._now() < until and any(s.model.running for s in self.sides) and goes_on():
            start = time.perf_counter()
            with self.lock:
                for side in self.sides:
                    side.step()
                known = spans(self.sides[0].model.world, self.shown.spans)
            self._show(spans=known, quietly=True)
            self._attend(playing=True)
            due = (self._now() - begun) % self.every == 0 and time.perf_counter() - last >= FRAME
            if due and (playing or doing) and self._now() < until:
                self._painted.wait(self.patience)
                self._publish()
                last = time.perf_counter()
            if playing:
                self._woken.clear()
                rest = 1 / self.pace - (time.perf_counter() - start)
                if ticket == self._ticket and rest > 0:
                    self._woken.wait(rest)
            if self.closed:
                return
        self._publish(doing="")

    def _now(self) -> int:
        return self.sides[0].model.world.term

    def _change(self, arm: int, name: str, value: Any, *, playing: bool) -> None:
        self._awake()
        spec = self.shown.spec
        if not 0 <= arm < len(self.sides):
            raise Refused(texts.NO_WORLD(name=arm + 1))
        side, own = self.sides[arm], spec.arms[arm]
        checked = defaults(side.model.case).changed({name: value}, side.model.case).value(name)
        if (
            all(v[name] == checked for v in side.values())
            and name not in own.values
            and not any(name in v for _, v in own.changes)
        ):
            self._show(said=())
            return
        value = list(checked) if isinstance(checked, tuple) else checked
        world = side.model.world
        if world.term == 0 and not playing:
            self._open(_with(spec, arm, own.with_value(name, value)), 0, self._ticket)
            return
        with self.lock:
            side.model.change({name: value})
        own = own.with_change(world.date(world.term), name, value)
        self._show(spec=_with(spec, arm, own), said=())

    def _say(self, *sentences: str) -> None:
        self._show(doing="", said=sentences)

    def _publish(self, **more: Any) -> None:
        with self.lock:
            frames = tuple(side.frame() for side in self.sides)
            lines = tuple(tuple(side.chronicle.lines) for side in self.sides)
            values = tuple(side.values() for side in self.sides)
            copies = tuple(side.model.fork() for side in self.sides) if self.needs_model else ()
        self._painted.clear()
        self._show(frames=frames, lines=lines, values=values, number=self.shown.number + 1, **more)
        for call in self.needs_model:
            call(copies)

    def _show(self, *, quietly: bool = False, **what: Any) -> None:
        self.shown = replace(self.shown, **what)
        if not quietly and not self.closed:
            self.publish(self.shown)


def _with(spec: Scene, arm: int, own: Arm) -> Scene:
    return replace(spec, arms=tuple(own if i == arm else a for i, a in enumerate(spec.arms)))
