"""What is wrong with the districts of a case: names, what crosses their borders and must not, and seats for their children."""

from __future__ import annotations

from collections.abc import Iterator

from sim.axes import COMPULSORY
from sim.case import ALL, Case, School
from sim.config import defaults, is_local, sets_of
from sim.param import nearest, shown
from sim.params import Params
from sim.say import NOTHING, Said, joined
from sim.texts import AT
from sim.texts import cases as texts

SECTIONS = frozenset(Params.model_fields)


def findings(case: Case) -> Iterator[Said]:
    """Yield everything that is wrong with the districts of a case."""
    yield from _names(case)
    yield from _events(case)
    yield from _aimed(case)
    yield from _seats(case)


def _names(case: Case) -> Iterator[Said]:
    """Yield towns and reforms that name no district, or one that does not exist."""
    ids = [d.id for d in case.districts]
    none = NOTHING if ids else texts.NO_DISTRICTS()
    if ALL in ids:
        yield texts.ID_OF_ALL(id=ALL)
    for i, t in enumerate(case.towns):
        where = texts.WITHIN(where=texts.NAMED(key=f"towns[{i}]", id=t.id), key="district")
        if t.district is None and ids:
            yield texts.TOWN_WITHOUT_DISTRICT(where=where, names=ids)
        elif t.district is not None and t.district not in ids:
            hint = joined([nearest(t.district, ids), none], zh="", en="")
            yield AT(where=where, what=texts.NONE_SUCH(name=t.district, hint=hint))
    for i, r in enumerate(case.reforms):
        for name in r.districts:
            if name not in ids:
                hint = joined([nearest(name, ids), none], zh="", en="")
                yield AT(where=f"reforms[{i}].districts", what=texts.NO_DISTRICT(name=shown(name), hint=hint))


def _events(case: Case) -> Iterator[Said]:
    """Yield mergers and splits across districts: registers, money and children would change bureaus."""
    of = _districts(case)
    for i, r in enumerate(case.reforms):
        for key, event in r.events():
            into = str(getattr(event, "into", ""))
            for name in event.about() if into in of else ():
                if name in of and of[name] != of[into]:
                    said = texts.ACROSS_DISTRICTS(one=name, at=of[name], other=into, there=of[into])
                    yield AT(where=f"reforms[{i}].{key}", what=said)


def _aimed(case: Case) -> Iterator[Said]:
    """Yield values that are set for some districts and hold in all alike."""
    for where, values in sets_of(case, [r for r in case.reforms if r.districts]):
        for name in values:
            if name.partition(".")[0] in SECTIONS and not is_local(name):
                yield AT(where=where, what=texts.ALIKE_EVERYWHERE(name=name))


def _districts(case: Case) -> dict[str, str]:
    """Return the id of the district of each school; an empty one where there is none."""
    of = {t.id: t.district or "" for t in case.towns}
    return {s.id: of.get(s.town, "") for s in case.schools}


def _seats(case: Case) -> Iterator[Said]:
    """Yield districts that have no children, or no seats for those who leave primary school."""
    of = _districts(case)
    for district in case.districts or (None,):
        own = [s for s in case.schools if district is None or of[s.id] == district.id]
        for said in _too_few(case, own):
            yield AT(where=texts.NAMED(key="districts", id=district.id), what=said) if district else said


def _too_few(case: Case, schools: list[School]) -> Iterator[Said]:
    """Yield why the schools of a district cannot seat its children."""
    now = [s for s in schools if s.opens is None or s.opens < case.start_year]  # there on the first day
    enter, *later = COMPULSORY
    cohort = sum(case.pupils(s, enter.name) for s in now) / enter.grades
    if not any(int(case.entrants(s) + 0.5) for s in now):  # as `admission.children` rounds them
        yield texts.NO_CHILDREN()
        return
    for stage in later:
        norm = defaults(case).params.classes.norm[stage.name]
        seats = sum(case.pupils(s, stage.name) for s in now) / stage.grades
        seats += sum(
            max((s.known(stage.name).rooms or 0) * norm - case.pupils(s, stage.name) / stage.grades, 0) for s in now
        )
        if seats < 0.9 * cohort:
            yield texts.TOO_FEW_SEATS(children=cohort, lower=enter, upper=stage, seats=seats)
