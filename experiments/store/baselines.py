"""The baselines that outcomes are read against: the tables of the run that stands beside a run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from experiments.engine import OK
from experiments.runs.outcomes import Outcome
from experiments.runs.yearly import Yearly, unpack

KEPT = 500  # baselines whose tables are kept unpacked


class EndedRuns(Protocol):
    """Whatever gives key, status and blob of runs."""

    def each(self, keys: Iterable[str]) -> Iterator[tuple[str, str, bytes | None]]:
        """Yield them."""


def baselines(
    store: EndedRuns, outcomes: Sequence[Outcome], against: Mapping[str, str] | None
) -> Callable[[str], Yearly | None]:
    """Return what gives the baseline of a run by the run's key; nothing is read where no outcome needs one.

    ``against`` has the key of the baseline by that of the run.
    """
    if not against or not any(o.needs_baseline for o in outcomes):
        return lambda key: None
    blobs = {k: b for k, status, b in store.each(dict.fromkeys(against.values())) if status == OK and b is not None}
    made = lru_cache(maxsize=KEPT)(unpack)

    def other(key: str) -> Yearly | None:
        blob = blobs.get(against.get(key, ""))
        return None if blob is None else made(blob)

    return other
