"""What is wrong with the gates of a case: who tries, what is measured, and when."""

from __future__ import annotations

from collections.abc import Iterator

from sim.case import Case
from sim.events import Reform
from sim.gates import Gate, years
from sim.instruments import instruments
from sim.param import nearest, shown


def findings(case: Case) -> Iterator[str]:
    """Yield everything that is wrong with the gates of a case."""
    for i, r in enumerate(case.reforms):
        if r.gate is not None:
            yield from (f"reforms[{i}].gate ({r.date}): {said}" for said in _wrong(case, r, r.gate))


def _wrong(case: Case, reform: Reform, gate: Gate) -> Iterator[str]:
    if (gate.at_least is None) == (gate.at_most is None):
        yield "write one of at_least and at_most, the difference of pilots and others that is asked for"
    if any(reform.events()):
        yield "the reform has events, which happen once and cannot be tried; write them in a reform of their own"
    yield from _pilots(case, reform, gate)
    yield from _measured(case, gate)
    start, end = years(case, reform)
    if end < case.term_of(reform.date):
        yield f"by = {shown(gate.by)}: no school year of the pilots is over by then; write a later date"
    if gate.of == "change" and start < 0:
        yield "of = 'change' looks back at the school year before the reform, and there is none; write of = 'level'"


def _pilots(case: Case, reform: Reform, gate: Gate) -> Iterator[str]:
    """Yield what is wrong with those who try: nobody, everybody, or who cannot."""
    groups = [g.id for g in case.groups]
    if bool(reform.districts) == bool(gate.groups):
        yield "write one of 'districts' of the reform and 'groups' of the gate: who tries it first"
    yield from (f"there is no group {shown(g)}{nearest(g, groups)}" for g in gate.groups if g not in groups)
    for what, tried, known in (
        ("district", reform.districts, [d.id for d in case.districts]),
        ("group", gate.groups, groups),
    ):
        if tried and {*known} <= {*tried}:
            yield f"every {what} tries it, and there are no others to compare"
    for name in reform.set if gate.groups else ():
        section, _, key = name.partition(".")
        if section.partition("@")[0] not in instruments():
            yield f"'{name}' cannot be tried in some groups; what can is every instrument"
        elif key == "groups":
            yield f"'{name}' is what the gate sets; leave it out"


def _measured(case: Case, gate: Gate) -> Iterator[str]:
    """Yield what is wrong with the measure: it is none, not of some schools only, or of a stage that is not taught."""
    from sim.equity.metrics import REGISTRY  # which only cases with a gate need

    name, _, stage = gate.measure.partition(".")
    known = [m.name for m in REGISTRY.values() if m.of is not None and m.reads == "snapshot"]
    if name not in known:
        yield f"there is no yearly measure {shown(name)}{nearest(name, known)}"
    if stage and stage not in case.stages.names:
        yield f"measure = {shown(gate.measure)}: the case has no stage '{stage}'; allowed: {', '.join(case.stages.names)}"
