"""Stopping on request: Ctrl-C, a polite kill and the end of a terminal are obeyed where nothing is half done.

An exception raised by a signal handler can be lost inside compiled code, a compiler or an import. So the first request is
only noted, and obeyed at the next checkpoint, `here`; the second does not wait.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
_asked: list[int] = []  # signals received and not yet obeyed


@contextmanager
def on_request() -> Iterator[None]:
    """Note requests to stop while the block runs; in a thread signals are not ours to receive.

    What was to be ignored when we were started (as ``nohup`` asks) stays ignored.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _asked.clear()
    heard = [n for n in SIGNALS if n == signal.SIGINT or signal.getsignal(n) is not signal.SIG_IGN]  # nohup stays nohup
    before = {number: signal.signal(number, _note) for number in heard}
    try:
        yield
        here()
    finally:
        _asked.clear()
        for number, handler in before.items():
            signal.signal(number, handler)


def here() -> None:
    """Stop if that was asked for.

    Raises
    ------
    KeyboardInterrupt
        After Ctrl-C.
    SystemExit
        After a polite kill or the end of the terminal, with the exit code that is usual for it.
    """
    if _asked:
        _obey(_asked[0])


def _note(number: int, frame: FrameType | None) -> None:
    _asked.append(number)
    if len(_asked) > 1:
        _obey(number)


def _obey(number: int) -> None:
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)
