"""The sessions of a server: how many there may be, how much memory they may take, and which are idle."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from experiments import Refused
from experiments.app import texts

if TYPE_CHECKING:
    from experiments.app.controller import Controller

MOST = 12  # sessions with models at a time
IDLE = 30 * 60.0  # s without a request after which a session's models are let go of
YOUNG = 60.0  # s: a session asked for something so lately is never put to sleep for another
LOOK = 5.0  # s between two looks


def memory() -> float:
    """Return the memory of this process [MB]."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


def half_of_the_machine() -> float:
    """Return half of the memory of this machine [MB]."""
    import psutil

    return float(psutil.virtual_memory().total) / 2e6


class Sessions:
    """All sessions of a server."""

    def __init__(
        self, most: int = MOST, idle: float = IDLE, megabytes: float | None = None, young: float = YOUNG
    ) -> None:
        self.most, self.idle, self.young = most, idle, young
        self.megabytes = half_of_the_machine() if megabytes is None else megabytes
        self._all: list[Controller] = []
        self._lock = threading.Lock()
        self._watch: threading.Thread | None = None

    def enter(self, one: Controller) -> None:
        """Know of a session from now on; it holds no models yet."""
        with self._lock:
            self._all.append(one)
            if self._watch is None:
                self._watch = threading.Thread(target=self._look, name="edugroup-sessions", daemon=True)
                self._watch.start()

    def admit(self, one: Controller) -> None:
        """Let a session have models, new or woken; the one that has been idle longest is put to sleep where there is no room.

        Raises
        ------
        Refused
            Where all others are at work.
        """
        with self._lock:
            awake = [c for c in self._all if c.admitted]
            full, used = len(awake) >= self.most, memory()
            if full or used > self.megabytes:
                oldest = min(
                    (c for c in awake if c.is_idle and self._rest(c) > self.young),
                    key=lambda c: c.touched,
                    default=None,
                )
                if oldest is None:
                    said = texts.FULL(n=self.most) if full else texts.NO_MEMORY(used=used, most=self.megabytes)
                    raise Refused(said)
                oldest.admitted = False
                oldest.sleep()
            one.admitted = True

    def leave(self, one: Controller) -> None:
        """Let a session go for good."""
        with self._lock:
            self._all = [c for c in self._all if c is not one]
        one.close()

    def put_to_sleep(self) -> None:
        """Let go of the models of all sessions that have been idle for long."""
        with self._lock:
            idle = [c for c in self._all if c.admitted and c.is_idle and self._rest(c) > self.idle]
        for one in idle:
            one.sleep()

    def _rest(self, one: Controller) -> float:
        return time.monotonic() - one.touched

    def _look(self) -> None:
        while True:
            time.sleep(min(LOOK, self.idle))
            self.put_to_sleep()

    def __len__(self) -> int:
        return len(self._all)
