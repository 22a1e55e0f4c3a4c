"""Processes: what happens in a district, one mechanism a file. Their order is in ``sim/schedule.py``.

By the blocks of the mechanisms of the policy (`docs/mechanisms.md`), with the block that each is most about:

===== ============================ =====================================================================================
A, B  groups and their government  ``groups`` ``lifecycle`` ``founding`` ``composition`` ``phases`` ``swap``
                                   ``partners`` ``reform`` ``events/`` ``council`` ``principals`` ``nomination``
                                   ``culture`` ``standing``
C     who works where              ``careers`` ``market`` ``competition`` ``placement`` ``exchange`` ``counterparts``
                                   ``hosting`` ``backfill`` ``across`` ``timetable`` ``workload`` ``turnover`` ``tasks``
D     how teachers learn           ``growth`` ``practice`` ``mentors`` ``team_research`` ``circles`` ``sessions``
                                   ``seated`` ``activities`` ``services`` ``spur`` ``twin_training``
E, F  resources and money          ``building`` ``assets`` ``bases`` ``adoption`` ``platform`` ``open_school``
                                   ``finance`` ``funds`` ``gifts``
G     evaluation                   ``evaluation`` ``visits`` ``satisfaction`` ``sampling`` ``chasing``
H     pupils and families          ``admission`` ``choice`` ``chain`` ``senior`` ``teaching`` ``learning``
                                   ``development`` ``reputation`` ``support`` ``guidance`` ``home``
===== ============================ =====================================================================================

Instruments, which a district or a group may use or not, are in ``sim/instruments``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.docstrings import told
from sim.say import Text
from sim.world import World


@dataclass(frozen=True, slots=True)
class Process:
    """A named change of the world that touches only the columns it declares."""

    name: str
    about: Text
    writes: frozenset[str]
    outcome: str  # of pupils that it is there for: it has its turn where a case follows that
    apply: Callable[[World], None]


def process(*, writes: str, outcome: str = "achievement") -> Callable[[Callable[[World], None]], Process]:
    """Make a process of a function; ``writes`` lists columns as ``table.column``, its docstring is its line in the story."""

    def make(apply: Callable[[World], None]) -> Process:
        module = apply.__module__.rpartition(".")[2]
        return Process(f"{module}.{apply.__name__}", told(apply), frozenset(writes.split()), outcome, apply)

    return make
