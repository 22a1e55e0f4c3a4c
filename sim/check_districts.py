"""What is wrong with the districts of a case: names, what crosses their borders and must not, and seats for their children."""

from __future__ import annotations

from collections.abc import Iterator

from sim.axes import COMPULSORY
from sim.case import ALL, Case, School
from sim.config import defaults, is_local
from sim.param import nearest, shown
from sim.params import Params

SECTIONS = frozenset(Params.model_fields)


def findings(case: Case) -> Iterator[str]:
    """Yield everything that is wrong with the districts of a case."""
    yield from _names(case)
    yield from _events(case)
    yield from _aimed(case)
    yield from _seats(case)


def _names(case: Case) -> Iterator[str]:
    """Yield towns and reforms that name no district, or one that does not exist."""
    ids = [d.id for d in case.districts]
    none = "" if ids else "; the case lists no [[districts]]"
    if ALL in ids:
        yield f"districts: the id '{ALL}' stands for all districts together; rename it"
    for i, t in enumerate(case.towns):
        if t.district is None and ids:
            yield f"towns[{i}] ('{t.id}').district is missing; one of {', '.join(ids)}"
        elif t.district is not None and t.district not in ids:
            yield f"towns[{i}] ('{t.id}').district: there is no '{t.district}'{nearest(t.district, ids)}{none}"
    for i, r in enumerate(case.reforms):
        for name in r.districts:
            if name not in ids:
                yield f"reforms[{i}].districts: there is no {shown(name)}{nearest(name, ids)}{none}"


def _events(case: Case) -> Iterator[str]:
    """Yield mergers and splits across districts: registers, money and children would change bureaus."""
    of = _districts(case)
    for i, r in enumerate(case.reforms):
        for key, event in r.events():
            into = str(getattr(event, "into", ""))
            for name in event.about() if into in of else ():
                if name in of and of[name] != of[into]:
                    yield (
                        f"reforms[{i}].{key}: '{name}' lies in the district '{of[name]}' and '{into}' in '{of[into]}'; "
                        "schools are merged and split within a district"
                    )


def _aimed(case: Case) -> Iterator[str]:
    """Yield values that are set for some districts and hold in all alike."""
    sets = [(f"districts ('{d.id}').set", d.set) for d in case.districts]
    sets += [(f"reforms ({r.date}).set", r.set) for r in case.reforms if r.districts]
    for where, values in sets:
        for name in values:
            if name.partition(".")[0] in SECTIONS and not is_local(name):
                yield (
                    f"{where}: '{name}' holds in all districts alike and cannot be set for some; what can is the finance of "
                    "schools and groups (finance.*, means_sd apart) and every instrument"
                )


def _districts(case: Case) -> dict[str, str]:
    """Return the id of the district of each school; an empty one where there is none."""
    of = {t.id: t.district or "" for t in case.towns}
    return {s.id: of.get(s.town, "") for s in case.schools}


def _seats(case: Case) -> Iterator[str]:
    """Yield districts that have no children, or no seats for those who leave primary school."""
    of = _districts(case)
    for district in case.districts or (None,):
        own = [s for s in case.schools if district is None or of[s.id] == district.id]
        where = f"districts ('{district.id}'): " if district else ""
        yield from (where + said for said in _too_few(case, own))


def _too_few(case: Case, schools: list[School]) -> Iterator[str]:
    """Yield why the schools of a district cannot seat its children."""
    now = [s for s in schools if s.opens is None or s.opens < case.start_year]  # there on the first day
    enter, *later = COMPULSORY
    cohort = sum(case.pupils(s, enter.name) for s in now) / enter.grades
    if not any(int(case.entrants(s) + 0.5) for s in now):  # as `admission.children` rounds them
        yield (
            "no primary pupils in the first year; a district needs at least one open primary or nine-year school whose roll "
            "lets a child a year enter it; allowed: 3 or more in six grades [pupils]"
        )
        return
    for stage in later:
        norm = defaults(case).params.classes.norm[stage.name]
        seats = sum(case.pupils(s, stage.name) for s in now) / stage.grades
        seats += sum(
            max((s.known(stage.name).rooms or 0) * norm - case.pupils(s, stage.name) / stage.grades, 0) for s in now
        )
        if seats < 0.9 * cohort:
            yield (
                f"pupils without seats: {cohort:.0f} children a year leave {enter.en} school, "
                f"and {stage.en} schools take {seats:.0f}; allowed: at least 90 % [pupils per year]"
            )
