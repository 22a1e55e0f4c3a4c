"""What is wrong with the gates of a case: who tries, what is measured, and when."""

from __future__ import annotations

from collections.abc import Iterator

from sim.case import Case
from sim.events import Reform
from sim.gates import Gate, years
from sim.instruments import instruments
from sim.param import nearest, shown
from sim.say import Said
from sim.texts import AT
from sim.texts import cases as texts

MOST = 5  # gates with events: the seats of units are checked for each way in which these may open


def findings(case: Case) -> Iterator[Said]:
    """Yield everything that is wrong with the gates of a case."""
    for i, r in enumerate(case.reforms):
        if r.gate is not None:
            where = texts.DATED(key=f"reforms[{i}].gate", date=r.date)
            yield from (AT(where=where, what=said) for said in _wrong(case, r, r.gate))
        elif r.found:
            yield AT(where=texts.DATED(key=f"reforms[{i}]", date=r.date), what=texts.FOUND_WITHOUT_GATE())
    if (n := len(with_events(case))) > MOST:
        yield texts.GATES_WITH_EVENTS(n=n, most=MOST)


def with_events(case: Case) -> list[Reform]:
    """Return the reforms whose events wait for a gate."""
    return [r for r in case.reforms if r.gate is not None and any(True for _ in r.events())]


def _wrong(case: Case, reform: Reform, gate: Gate) -> Iterator[Said]:
    if (gate.at_least is None) == (gate.at_most is None):
        yield texts.ONE_BOUND()
    yield from _pilots(case, reform, gate)
    yield from _measured(case, gate)
    start, end = years(case, reform)
    if end < case.term_of(reform.date):
        yield texts.GATE_TOO_EARLY(value=shown(gate.by))
    if gate.of == "change" and start < 0:
        yield texts.NO_YEAR_BEFORE()


def _pilots(case: Case, reform: Reform, gate: Gate) -> Iterator[Said]:
    """Yield what is wrong with those who try: nobody, everybody, or who cannot."""
    groups = [g.id for g in case.groups]
    if bool(reform.districts) == bool(gate.groups):
        yield texts.ONE_KIND_OF_PILOTS()
    yield from (texts.NO_GROUP(name=shown(g), hint=nearest(g, groups)) for g in gate.groups if g not in groups)
    if reform.districts and {d.id for d in case.districts} <= {*reform.districts}:
        yield texts.EVERY_DISTRICT_TRIES()
    if gate.groups and {*groups} <= {*gate.groups}:
        yield texts.EVERY_GROUP_TRIES()
    for name in reform.set if gate.groups else ():
        section, _, key = name.partition(".")
        if section.partition("@")[0] not in instruments():
            yield texts.NOT_FOR_SOME_GROUPS(name=name)
        elif key == "groups":
            yield texts.SET_BY_GATE(name=name)


def _measured(case: Case, gate: Gate) -> Iterator[Said]:
    """Yield what is wrong with the measure: it is none, not of some schools only, or of a stage that is not taught."""
    from sim.equity.metrics import REGISTRY  # which only cases with a gate need

    name, _, stage = gate.measure.partition(".")
    known = [m.name for m in REGISTRY.values() if m.of is not None and m.reads == "snapshot"]
    if name not in known:
        yield texts.NO_YEARLY_MEASURE(name=shown(name), hint=nearest(name, known))
    if stage and stage not in case.stages.names:
        yield texts.NO_STAGE_OF_MEASURE(value=shown(gate.measure), stage=stage, stages=case.stages.names)
