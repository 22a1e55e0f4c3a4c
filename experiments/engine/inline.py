"""The engine without processes: runs are done here, one when asked. No limit of time or memory can be kept."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from experiments.engine import Finished, Options
from experiments.engine.worker import find, perform
from experiments.runs.definition import Run


class Inline:
    """Does runs in this process."""

    def __init__(self, options: Options) -> None:
        self._work = find(options.work)
        self._waiting: deque[Run] = deque()

    def room(self) -> int:
        """Return 1 when idle."""
        return 1 - len(self._waiting)

    def submit(self, runs: Sequence[Run]) -> None:
        """Take runs to be done."""
        self._waiting.extend(runs)

    def finished(self, wait: float) -> list[Finished]:
        """Do the next run, however long it takes; nothing when there is no time at all."""
        if not self._waiting or wait <= 0:
            return []
        run = self._waiting[0]
        done = perform(self._work, run.source.packed, run.task)
        self._waiting.popleft()
        return [done]

    def busy(self) -> int:
        """Return how many runs were taken and have not ended."""
        return len(self._waiting)

    def close(self) -> None:
        """Give up what has not begun."""
        self._waiting.clear()
