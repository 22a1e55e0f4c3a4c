"""What happened in each term, in plain words of both languages: reforms, changes, schools, groups, ties and moves.

A city tells thousands of lines a year, of which somebody reads some: a line is put into words when it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.app import texts
from experiments.words.labels import forms, kinds
from sim import say
from sim.config import register
from sim.gates import happening
from sim.say import NOTHING, Said
from sim.state import Honour

if TYPE_CHECKING:
    from sim.model import DistrictModel
    from sim.world import World

TOLD = 4  # schools, or settings, that a line names before it counts the rest


class Line(NamedTuple):
    """One thing that happened in a term."""

    term: int
    kind: str  # reform, change, school, group, tie, move, standard
    schools: tuple[int, ...]  # rows of those it is about; empty where it is about all
    words: Callable[[], Said]

    @property
    def said(self) -> Said:
        """What happened, in words."""
        return self.words()


type Found = Iterator[tuple[str, tuple[int, ...], Callable[[], Said]]]


class Chronicle:
    """The lines of one world, read after each of its terms."""

    def __init__(self, model: DistrictModel) -> None:
        self.lines: list[Line] = []
        known = register(model.case)
        self._declared = {d.name: d for d in (*known.parameters, *known.aims)}
        self._kinds, self._forms = list(kinds().values()), list(forms(model.case).values())
        self._names = list(model.world.names.schools)
        self._remember(model.world)

    def read(self, model: DistrictModel) -> None:
        """Add what happened in the term that is over."""
        world = model.world
        term = world.term - 1
        if self._names != world.names.schools:  # a school goes by the name it had then
            self._names = list(world.names.schools)
        found = [*self._rules(world, term), *self._schools(world), *self._groups(world), *self._moves(world, term)]
        self.lines += [Line(term, *one) for one in (*found, *(self._standard(world) if world.is_autumn else ()))]
        self._remember(world)

    def _remember(self, world: World) -> None:
        self._open, self._formed = world.schools.active.copy(), world.groups.active.copy()
        self._tied, self._passed = world.ties.active.copy(), world.schools.passed.copy()
        self._form = world.ties.form.copy()

    def _rules(self, world: World, term: int) -> Found:
        for reform in world.case.due(term):
            yield "reform", (), partial(texts.REFORM, name=reform)
            yield from self._set("reform", reform.set)
        for reform in happening(world.case, term, world.extended):
            for _, event in reform.events():
                yield "reform", (), partial(texts.EVENT, what=event.what, about=_told(world, event))
        for change in world.changes:
            if change.term == term:
                yield from self._set("change", change.values)

    def _set(self, kind: str, values: Mapping[str, Any]) -> Found:
        for name, value in list(values.items())[:TOLD]:
            yield kind, (), partial(texts.SET, what=self._declared.get(name, name), value=_plain(value))
        if (more := len(values) - TOLD) > 0:
            yield kind, (), partial(texts.MORE_SET, n=more)

    def _schools(self, world: World) -> Found:
        now, names = world.schools.active, world.names.schools
        for row in np.flatnonzero(now & ~self._open).tolist():
            yield "school", (row,), partial(texts.OPENED, school=names[row])
        for row in np.flatnonzero(self._open & ~now).tolist():
            into = int(world.schools.successor[row])
            if into >= 0:
                yield "school", (row, into), partial(texts.MERGED, school=names[row], into=names[into])
            else:
                yield "school", (row,), partial(texts.CLOSED, school=names[row])

    def _groups(self, world: World) -> Found:
        g, ties, schools, units = world.groups, world.ties, world.names.schools, world.names.groups
        before, n = _longer(self._formed, len(g)), len(ties)
        fresh = g.active & ~before
        for row in np.flatnonzero(fresh).tolist():
            core, members = int(g.core[row]), ties.school[ties.active & (ties.group == row)].tolist()
            said = partial(texts.FORMED, group=units[row], core=schools[core], n=len(members))
            yield "group", (core, *members), said
        for row in np.flatnonzero(before & ~g.active).tolist():
            yield "group", (int(g.core[row]),), partial(texts.DISSOLVED, group=units[row])
        was, form = _longer(self._tied, n), _longer(self._form, n)
        for row in np.flatnonzero(ties.active & ~was & ~fresh[ties.group]).tolist():
            school, group = schools[ties.school[row]], units[ties.group[row]]
            said = partial(texts.JOINED, school=school, group=group, form=self._forms[ties.form[row]])
            yield "tie", (int(ties.school[row]),), said
        for row in np.flatnonzero(was & ~ties.active & g.active[ties.group]).tolist():
            said = partial(texts.LEFT, school=schools[ties.school[row]], group=units[ties.group[row]])
            yield "tie", (int(ties.school[row]),), said
        for row in np.flatnonzero(was & ties.active & (form != ties.form)).tolist():
            said = partial(texts.NEW_FORM, school=schools[ties.school[row]], form=self._forms[ties.form[row]])
            yield "tie", (int(ties.school[row]),), said

    def _moves(self, world: World, term: int) -> Found:
        log, n, names = world.placements, world.n_placements, self._names
        rows = np.flatnonzero(log.start[:n] == term)
        rows = rows[np.lexsort((log.origin[rows], log.kind[rows]))]
        kind, origin, target = log.kind[rows], log.origin[rows], log.target[rows]
        backbone = log.honour[rows] >= int(Honour.BACKBONE)
        bounds = np.flatnonzero((np.diff(kind) != 0) | (np.diff(origin) != 0)) + 1
        for own in np.split(np.arange(rows.size), bounds) if rows.size else ():
            sender, to = int(origin[own[0]]), target[own]
            said = partial(self._sent, names, sender, to, int(kind[own[0]]), int(backbone[own].sum()))
            yield "move", (sender, *to.tolist()), said

    def _sent(self, names: Any, sender: int, to: Any, kind: int, backbone: int) -> Said:
        rows, count = np.unique(to, return_counts=True)
        found = [names[r] for r in rows[np.argsort(-count, kind="stable")].tolist()]
        receivers: Any = found
        if (more := len(found) - TOLD) > 0:
            receivers = texts.SEVERAL(names=found[:TOLD], more=more)
        return texts.SENT(
            sender=names[sender], receivers=receivers, n=to.size, kind=self._kinds[kind - 1],
            backbone=texts.BACKBONE(n=backbone) if backbone else NOTHING,
        )  # fmt: skip

    def _standard(self, world: World) -> Found:
        now, was = world.schools.passed, self._passed
        gained, lost = int((now & ~was).sum()), int((was & ~now & world.schools.active).sum())
        if gained or lost:
            yield "standard", (), partial(texts.STANDARD, gained=gained, lost=lost)


def when(start: int, term: int) -> Said:
    """Return a term in words; ``start`` is the first school year."""
    year, spring = divmod(term, 2)
    return say.term(start + year + spring, autumn=not spring)


def _longer(column: Any, n: int) -> Any:
    """Return a column as long as its table is now; rows that are new were nothing before."""
    return np.concatenate([column, np.zeros(n - len(column), column.dtype)])


def _told(world: World, event: Any) -> Said:
    """Return what an event is about, its schools by name."""
    told: Said = event.told()
    for name, row in sorted(world.names.school_row.items(), key=lambda entry: -len(entry[0])):
        label = world.names.schools[row]
        told = Said(told.zh.replace(name, label.zh), told.en.replace(name, label.en))
    return told


def _plain(value: Any) -> object:
    if isinstance(value, bool):
        return texts.PAGE["yes" if value else "no"]
    if isinstance(value, list | tuple):
        return say.joined(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
