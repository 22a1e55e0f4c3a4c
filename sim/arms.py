"""Arms of a comparison: the case without its reforms, with nothing staged, and the placebos, whose cores have nothing to give.

A case names its arm by its keys ``enacted``, ``unstaged``, ``placebo`` and ``mergers_by_reform``; `realised` makes of it the case
that is run. An arm is a case like any other, so every draw of a run has the same address in all of them. A case without groups
has no arms but that without reforms, with and without what these do to schools as such: else it stays as it is.

``unstaged`` moves what the policy brings to the first date at which any of it takes force: groups are formed, schools that
join later are members from then on, ties have the form they are changed to, and what reforms set holds, the later setting
before the earlier, everywhere where it was to be tried first. All else keeps its date: schools that open (and are bound when
they do), merge, are split, converted, renamed or rebuilt, teams sent to them, housing and births, reforms that come
``anyway``, and ends: what is switched off for good, dissolved or left. So do units and entries whose seat is another's before.

``random-core`` lets another school of each unit take the core's place, and the core that school's: form and stage of the
tie, date, instruments and doses stay. The school is drawn by the seed of the population and the unit's id among those that can
lead: open when the unit is formed, bound as a whole, not merged away and in no event of the unit, and teaching all that the
core does, or else some of it, or else anything. ``equal-cores`` gives all schools of units, whatever their seat, the
standing of an ordinary school, by which heads, teachers, honours, stocks, names and families of the first day are drawn,
and draws what the case counts of their staff, scores, stocks and families; rolls, classes and rooms stay. Teachers mind
neither name nor place of a school (`UNSORTED`), on the first day and later, since the market for teachers would give cores their
lead back. Heads and teachers still differ by the luck of their own draws, to either side, and children by their towns.

``inside-schools`` lets nothing cross the walls of a school: what groups do, each member does for itself. Its young teachers
who would have a mentor of the core keep one of their own school, research of the group meets in the own team, shared lessons
are those of its own better teachers, and its pupils go out as often and as far to halls no better than its own; hours and money
are asked for as in the reform, but for postings, of which there are none, and for shared lessons, which each prepares. Nobody is
judged together with others.
What an effect is there comes from doing more, not from others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim import rng
from sim.axes import LOCALITIES, STAGES
from sim.bundle import Frozen
from sim.case import Case, Group, Member, OneStage, School
from sim.events import ChangeForm, Join, Merge, Reform
from sim.gates import standing
from sim.say import Text

type Seat = tuple[str, str, str]  # layer, school and stage


UNSORTED = {  # with which teachers want no school more than another, but for the luck of each post
    "careers.renown": 0.0, **{f"careers.place.{name}": 0.0 for name in LOCALITIES.names},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class NamedArm:
    """An arm as it is asked for in a word: the key of the case that names it, and its value."""

    key: str
    value: Any
    name: Text
    about: Text


ARMS = {
    "no-reform": NamedArm(
        "enacted", False, Text(zh="无改革", en="no reform"),
        Text(zh="案例的改革和集团停留在纸面", en="reforms and groups of the case stay on paper"),
    ),
    "unstaged": NamedArm(
        "unstaged", True, Text(zh="一步到位", en="unstaged"),
        Text(
            zh="集团、成员校和改革全部在其中最早的日期生效；开办新校、合并学校和生源变动仍按原日期",
            en="groups, members and reforms all take force at the first date of any; openings, mergers and changes of rolls keep "
            "theirs",
        ),
    ),
    "mergers-by-reform": NamedArm(
        "mergers_by_reform", True, Text(zh="合并随改革", en="mergers by reform"),
        Text(
            zh="学校合并、分设、改制和更名只随改革发生，无改革时不发生",
            en="schools are merged, split, converted and renamed with the reforms alone, not without them",
        ),
    ),
    "placebo=random-core": NamedArm(
        "placebo", "random-core", Text(zh="安慰剂：随机核心校", en="placebo: a random core"),
        Text(
            zh="每个集团由抽签选出的另一所学校牵头，原核心校改为成员校；工具、剂量和日期不变",
            en="another school of each group, drawn by lot, leads it, and its core becomes a member; same instruments, doses and "
            "dates",
        ),
    ),
    "placebo=equal-cores": NamedArm(
        "placebo", "equal-cores", Text(zh="安慰剂：起点相同", en="placebo: equal schools"),
        Text(
            zh="集团内的学校在第一天没有高下之分：层次都是普通校，案例所列的教师、成绩、设施和家庭数据改为抽取，教师求职不看校名和地点",
            en="schools of groups have no head start over one another on the first day: all have the standing of ordinary "
            "schools, what the case counts of staff, scores, stocks and families is drawn, and teachers mind neither name nor "
            "place",
        ),
    ),
    "placebo=inside-schools": NamedArm(
        "placebo", "inside-schools", Text(zh="安慰剂：各校自办", en="placebo: inside schools"),
        Text(
            zh="集团所办的事各成员校在校内自办：师徒、教研、课堂与设施只用本校的人和物；没有外出使用和派往他校，共享课各校自备，其余工时和经费照旧；不捆绑评价",
            en="what groups do each member does for itself: mentors, research, lessons and facilities are its own, at the same "
            "hours and money but for visits and postings, which there are none of, and lessons, which each prepares; none is "
            "judged with another",
        ),
    ),
}  # fmt: skip


def of_case(case: Case) -> list[NamedArm]:
    """Return the arms that a case names by its keys."""
    return [arm for arm in ARMS.values() if getattr(case, arm.key) == arm.value]


def realised(case: Case, seed: int) -> Case:
    """Return the case that an arm is, which ``seed`` draws from where anything is drawn; the same object where it names none."""
    if case.unstaged:
        case = unstaged(case)
    if case.placebo == "equal-cores":
        case = equal_cores(case)
    if case.placebo == "random-core":  # the draw is done: who runs the case again gets the same cores
        case = random_cores(case, seed).model_copy(update={"placebo": "none"})
    return case


def unstaged(case: Case) -> Case:
    """Return the case with all that the policy brings in force at the first date of any of it; twice is as once."""
    own = sorted((r for r in case.reforms if not r.anyway), key=lambda r: case.term_of(r.date))
    off = {id(r): _switched_off(r, own[i + 1 :]) for i, r in enumerate(own)}
    own_day = [r.day for r in own if r.join or r.form]
    begins = [r.date for r in own if r.set.keys() - off[id(r)]] + own_day + [g.formed for g in case.groups]
    if not case.groups:
        return case
    first, schools = min(begins, key=case.term_of), {s.id: s for s in case.schools}
    taken: set[Seat] = set()
    groups: dict[str, Group] = {}
    for g in sorted(case.groups, key=lambda g: case.term_of(g.formed)):
        ties = [(g.core, None), *((m.school, m.stage) for m in g.members)]
        seats = {seat for name, stage in ties for seat in _seats(g.layer, schools[name], stage)}
        if not seats & taken:
            taken |= seats
            groups[g.id] = g.model_copy(update={"formed": first})
    moved, left = list[Reform](), {id(r): r for r in case.reforms}
    for r in own:
        starts = {name: value for name, value in r.set.items() if name not in off[id(r)]}
        ends = {name: value for name, value in r.set.items() if name in off[id(r)]}
        joins = [e for e in r.join if not _bound(groups, e, schools, taken)]
        forms = [e for e in r.form if not _formed(groups, e)]
        if starts:
            nothing = {key: () for key, _ in r.events()}
            whole = standing(r, extended=True)
            sets = {name: value for name, value in whole.set.items() if name not in ends}
            moved.append(whole.model_copy(update={**nothing, "date": first, "set": sets, "gate": None}))
        stay: dict[str, Any] = {"set": ends, "join": tuple(joins), "form": tuple(forms), "found": ()}  # all are formed
        if r.gate is not None and any(True for _ in r.events()):  # its events wait for nothing but their day
            stay |= {"date": r.day, "gate": None}
        left[id(r)] = r.model_copy(update=stay)
    kept = [r for r in left.values() if r.anyway or r.set or any(True for _ in r.events())]
    units = tuple(groups.get(g.id, g) for g in case.groups)
    return case.model_copy(update={"groups": units, "reforms": (*kept, *moved)})


def _switched_off(reform: Reform, later: Iterable[Reform]) -> set[str]:
    """Return what a reform switches off for good: no later one switches it on again."""
    again = {name for r in later for name, value in r.set.items() if value is True}
    return {name for name, value in reform.set.items() if name.endswith(".on") and value is False} - again


def _seats(layer: str, school: School, stage: str | None) -> set[Seat]:
    """Return the seats that a tie of a school, or of one stage of it, takes in a layer."""
    stages = {stage} if stage else {*school.kind.teaches} or {school.stage}
    return {(layer, school.id, one) for one in stages}


def _bound(groups: dict[str, Group], event: Join, schools: dict[str, School], taken: set[Seat]) -> bool:
    """Make a school that joins later a member from the start, where its seat is nobody else's; return whether it is."""
    if (g := groups.get(event.group)) is None or (seats := _seats(g.layer, schools[event.school], event.stage)) & taken:
        return False
    taken |= seats
    member = Member.model_validate({"school": event.school, "stage": event.stage, "form": event.form})
    groups[g.id] = g.model_copy(update={"members": (*g.members, member)})
    return True


def _formed(groups: dict[str, Group], event: ChangeForm) -> bool:
    """Give ties the form that they are changed to later; return whether there are any."""
    g = groups.get(event.group)
    own = [m for m in g.members if m.school == event.school] if g else []
    if g and own:
        members = tuple(m.model_copy(update={"form": event.form}) if m in own else m for m in g.members)
        groups[g.id] = g.model_copy(update={"members": members})
    return bool(own)


def random_cores(case: Case, seed: int) -> Case:
    """Return the case with another school of each unit in its core's place, and the core in that school's."""
    if not case.groups:
        return case
    luck = rng.uniform(rng.key(seed, "arms.core"), np.array([rng.identity(g.id) for g in case.groups]))
    groups = []
    for g, u in zip(case.groups, luck.tolist(), strict=True):
        able = able_to_lead(case, g)
        groups.append(_led_by(g, able[int(u * len(able))]) if able else g)
    return case.model_copy(update={"groups": tuple(groups)})


def _led_by(g: Group, core: str) -> Group:
    members = [m.model_copy(update={"school": g.core, "stage": None}) if m.school == core else m for m in g.members]
    return g.model_copy(update={"core": core, "members": tuple(members)})


def able_to_lead(case: Case, g: Group) -> list[str]:
    """Return the members of a unit that can take its core's place, by id; none where it has nobody else."""
    schools = {s.id: s for s in case.schools}
    busy, core, begins = {*_in_events(case, g)}, schools[g.core], case.term_of(g.formed)
    able = []
    for m in g.members:
        s = schools[m.school]
        there = s.opens is None or case.term_of(str(s.opens)) <= begins
        whole = m.stage is None or {m.stage} == {*s.kind.teaches}
        if s.kind.teaches and there and whole and s.id not in busy:
            able.append(s)
    alike = [s for s in able if s.teaches_all_of(core)]
    near = [s for s in able if {*s.kind.teaches} & {*core.kind.teaches}]
    return sorted(s.id for s in alike or near or able)


def _in_events(case: Case, g: Group) -> Iterator[str]:
    """Yield the schools of which events speak as members of a unit, or that are merged away."""
    for _, event in (pair for r in case.reforms for pair in r.events()):
        if isinstance(event, Merge):
            yield from event.schools
        elif getattr(event, "group", None) == g.id:
            yield from event.about()


def without_another(case: Case) -> list[Group]:
    """Return the units in which no other school can take the core's place."""
    return [g for g in case.groups if not able_to_lead(case, g)]


def equal_cores(case: Case) -> Case:
    """Return the case with schools of units that are alike on the first day, but for the luck of their own draws."""
    entries = {e.school for r in case.reforms for e in r.join}
    seated = entries | {name for g in case.groups for name in (g.core, *(m.school for m in g.members))}
    if not seated:
        return case
    schools = tuple(_plain(s) if s.id in seated else s for s in case.schools)
    return case.model_copy(update={"schools": schools, "params": Frozen({**case.params, **UNSORTED})})


def _plain(s: School) -> School:
    """Return a school of ordinary standing, of which no more is known than its place, rolls, classes and rooms."""
    built = {
        name: OneStage(grades=known.grades, classes=known.classes, rooms=known.rooms)
        for name in STAGES.names
        if (known := getattr(s, name)) is not None
    }
    return s.model_copy(update={"level": "ordinary", "ses": None, "migrants": None, "stocks": None, **built})
