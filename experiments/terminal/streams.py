"""Standard output and error of a command, whatever they are: of any encoding, full, closed, or a pipe nobody reads.

A stream never stops the work. What its encoding does not have is shown as ``?``, there alone: files are UTF-8. What cannot
be delivered is noted, and `Streams.verdict` says in the end what that means: a command whose work is on disk did what it
was asked for; one that only prints did not.
"""

from __future__ import annotations

import errno
import os
import sys
from types import TracebackType
from typing import Any, Self, TextIO

from experiments.terminal import texts
from sim import system
from sim.say import Said

BROKEN_PIPE = (errno.EPIPE, errno.EINVAL)  # the second on Windows


class Stream:
    """A text stream that notes what goes wrong in it, and goes on."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.error: OSError | None = None  # what first went wrong

    def write(self, text: str) -> int:
        """Write what can be written."""
        if self.error is None:
            try:
                self.stream.write(text)
            except OSError as error:
                self._give_up(error)
        return len(text)

    def flush(self) -> None:
        """Deliver what was written, if that is possible."""
        if self.error is None:
            try:
                self.stream.flush()
            except OSError as error:
                self._give_up(error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def _give_up(self, error: OSError) -> None:
        """Let the rest, and what the stream still holds, go nowhere: Python flushes it once more when it ends."""
        self.error = error
        try:
            number = self.stream.fileno()
        except (OSError, ValueError):  # it has none
            return
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)


class Streams:
    """Standard output and error made safe while the ``with`` block runs."""

    def __enter__(self) -> Self:
        _fill_gaps()
        self._before = sys.stdout, sys.stderr
        self.out, self.err = (Stream(s) for s in self._before)
        self._errors = [getattr(s, "errors", None) for s in self._before]
        for stream in self._before:
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        sys.stdout, sys.stderr = self.out, self.err
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.out.flush()
        self.err.flush()
        sys.stdout, sys.stderr = self._before
        for stream, before in zip(self._before, self._errors, strict=True):
            if hasattr(stream, "reconfigure") and before is not None:
                stream.reconfigure(errors=before)

    def verdict(self) -> Said | None:
        """Return why standard output did not take all; a reader that has seen enough, such as ``head``, is no reason."""
        self.out.flush()
        if self.out.error is None or self.out.error.errno in BROKEN_PIPE:
            return None
        return texts.NOT_WRITTEN(why=system.why(self.out.error))


def _fill_gaps() -> None:
    """Open what is closed of the three standard streams.

    Else the next files that are opened, a store perhaps, would get their numbers, and what some library prints would land
    in them. They are opened so that writing fails, as it does on a closed stream.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY)  # which takes the lowest free number
    for name, number in (("stdout", 1), ("stderr", 2)):
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w", encoding="utf-8", closefd=False))  # noqa: SIM115 - for good
