"""What happened in each term, in plain words of both languages: reforms, changes, schools, groups, ties and moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from experiments.words.labels import forms, kinds
from sim.config import register
from sim.state import Honour

if TYPE_CHECKING:
    from sim.model import DistrictModel
    from sim.world import World

TOLD = 4  # schools, or settings, that a line names before it counts the rest


class Line(NamedTuple):
    """One thing that happened in a term."""

    term: int
    kind: str  # reform, change, school, group, tie, move, standard
    zh: str
    en: str


class Chronicle:
    """The lines of one world, read after each of its terms."""

    def __init__(self, model: DistrictModel) -> None:
        self.lines: list[Line] = []
        self._labels = {d.name: (d.zh, d.en) for d in (*register(model.case).parameters, *register(model.case).aims)}
        self._kinds, self._forms = list(kinds().values()), list(forms(model.case).values())
        self._remember(model.world)

    def read(self, model: DistrictModel) -> None:
        """Add what happened in the term that is over."""
        world = model.world
        term = world.term - 1
        found = (*self._rules(world, term), *self._schools(world), *self._groups(world), *self._moves(world, term))
        self.lines += [Line(term, *line) for line in (*found, *(self._standard(world) if not term % 2 == 0 else ()))]
        self._remember(world)

    def _remember(self, world: World) -> None:
        self._open, self._formed = world.schools.active.copy(), world.groups.active.copy()
        self._tied, self._passed = world.ties.active.copy(), world.schools.passed.copy()
        self._form = world.ties.form.copy()

    def _rules(self, world: World, term: int) -> Iterator[tuple[str, str, str]]:
        for reform in world.case.due(term):
            yield "reform", f"政策生效:{reform.zh}", f"Reform in force: {reform.en}"
            yield from self._set("reform", reform.set)
            for _, event in reform.events():
                yield "reform", f"{event.zh_what}:{_told(world, event, 0)}", f"{event.en_what}: {_told(world, event, 1)}"
        for change in world.changes:
            if change.term == term:
                yield from self._set("change", change.values)

    def _set(self, kind: str, values: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
        for name, value in list(values.items())[:TOLD]:
            zh, en = self._labels.get(name, (name, name))
            yield kind, f"设为:{zh} = {_plain(value)}", f"Set: {en} = {_plain(value)}"
        if (more := len(values) - TOLD) > 0:
            yield kind, f"另有 {more} 项设定", f"and {more} more settings"

    def _schools(self, world: World) -> Iterator[tuple[str, str, str]]:
        now, names = world.schools.active, world.names.schools
        for row in np.flatnonzero(now & ~self._open).tolist():
            yield "school", f"{names[row].zh}开办", f"{names[row].en} opened"
        for row in np.flatnonzero(self._open & ~now).tolist():
            into = int(world.schools.successor[row])
            zh, en = (f",并入{names[into].zh}", f", merged into {names[into].en}") if into >= 0 else ("", "")
            yield "school", f"{names[row].zh}停办{zh}", f"{names[row].en} closed{en}"

    def _groups(self, world: World) -> Iterator[tuple[str, str, str]]:
        g, ties, names = world.groups, world.ties, world.names
        before, n = _longer(self._formed, len(g)), len(ties)
        fresh = g.active & ~before
        for row in np.flatnonzero(fresh).tolist():
            core, label = names.schools[int(g.core[row])], names.groups[row]
            count = int((ties.active & (ties.group == row)).sum())
            yield "group", f"{label.zh}成立,核心校{core.zh},成员校{count}所", (
                f"{label.en} formed: core school {core.en}, {count} member{'s' if count != 1 else ''}"
            )
        for row in np.flatnonzero(before & ~g.active).tolist():
            yield "group", f"{names.groups[row].zh}撤销", f"{names.groups[row].en} dissolved"
        was, form = _longer(self._tied, n), _longer(self._form, n)
        for row in np.flatnonzero(ties.active & ~was & ~fresh[ties.group]).tolist():
            school, unit, how = names.schools[ties.school[row]], names.groups[ties.group[row]], self._forms[ties.form[row]]
            yield "tie", f"{school.zh}以{how.zh}加入{unit.zh}", f"{school.en} joined {unit.en} by a tie of the form {how.en}"
        for row in np.flatnonzero(was & ~ties.active & g.active[ties.group]).tolist():
            school, unit = names.schools[ties.school[row]], names.groups[ties.group[row]]
            yield "tie", f"{school.zh}退出{unit.zh}", f"{school.en} left {unit.en}"
        for row in np.flatnonzero(was & ties.active & (form != ties.form)).tolist():
            school, how = names.schools[ties.school[row]], self._forms[ties.form[row]]
            yield "tie", f"{school.zh}的联结改为{how.zh}", f"The tie of {school.en} took the form {how.en}"

    def _moves(self, world: World, term: int) -> Iterator[tuple[str, str, str]]:
        log, n, names = world.placements, world.n_placements, world.names.schools
        by: dict[tuple[int, int], list[int]] = defaultdict(list)
        for row in np.flatnonzero(log.start[:n] == term).tolist():
            by[int(log.kind[row]), int(log.origin[row])].append(row)
        for (kind, origin), rows in sorted(by.items()):
            to, count = np.unique(log.target[rows], return_counts=True)
            most = to[np.argsort(-count, kind="stable")].tolist()
            backbone = int((log.honour[rows] >= int(Honour.BACKBONE)).sum())
            said, more = self._kinds[kind - 1], len(most) - TOLD
            zh = "、".join(names[r].zh for r in most[:TOLD]) + (f"等{len(most)}校" if more > 0 else "")
            en = ", ".join(names[r].en for r in most[:TOLD]) + (f" and {more} more" if more > 0 else "")
            of_zh = f"(骨干{backbone}名)" if backbone else ""
            of_en = f" ({backbone} backbone)" if backbone else ""
            s = "s" if len(rows) > 1 else ""
            yield "move", f"{names[origin].zh}向{zh}派出{len(rows)}名教师{of_zh}:{said.zh}", (
                f"{names[origin].en} sent {len(rows)} teacher{s}{of_en} to {en}: {said.en}"
            )

    def _standard(self, world: World) -> Iterator[tuple[str, str, str]]:
        now, was = world.schools.passed, self._passed
        gained, lost = int((now & ~was).sum()), int((was & ~now & world.schools.active).sum())
        if gained or lost:
            yield "standard", f"新达到国家标准{gained}所,不再达标{lost}所", (
                f"{gained} more school{'s' if gained != 1 else ''} met the national standard, {lost} no longer did"
            )


def when(year: int, spring: bool) -> tuple[str, str]:
    """Return a term of a calendar year in words, zh and en."""
    return f"{year}年{'春' if spring else '秋'}", f"{'spring' if spring else 'autumn'} {year}"


def _longer(column: Any, n: int) -> Any:
    """Return a column as long as its table is now; rows that are new were nothing before."""
    return np.concatenate([column, np.zeros(n - len(column), column.dtype)])


def _told(world: World, event: Any, language: int) -> str:
    """Return what an event is about, its schools and groups by name."""
    names = {**world.names.school_row}
    text = str(event.told())
    for name in sorted(names, key=len, reverse=True):
        if name in text:
            label = world.names.schools[names[name]]
            text = text.replace(name, (label.zh, label.en)[language])
    return text


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else f"{value:g}" if isinstance(value, float) else str(value)
