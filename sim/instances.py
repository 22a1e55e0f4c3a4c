"""Instances: a case may have an instrument several times, each with a switch, numbers and aims of its own.

An instance is declared in the case (``[[instances]]``) or by the setting ``case.instances``, and set by dated reforms and all
else that sets parameters, under ``rotation@rural.annual_share``. What it does not set has the default of the instrument, not
what the instrument itself is set to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sim import texts
from sim.case import Case
from sim.findings import quoted
from sim.instruments import AT, Instrument, instruments
from sim.param import ParamError, nearest, shown
from sim.part import ID, Instance, Label
from sim.say import Said
from sim.texts import cases


def all_of(instances: tuple[Instance, ...]) -> dict[str, Instrument]:
    """Return every instrument and some instances by name, in the order of names, at their defaults and switched off.

    Raises
    ------
    ParamError
        With a sentence per instance of an instrument there is not, or of a name that is taken.
    """
    found, messages, seen = instruments(), list[str](), set[str]()
    out = {name: cls() for name, cls in found.items()}
    for i, one in enumerate(instances):
        where = cases.NAMED(key=f"instances[{i}]", id=one.id)
        if one.of not in found:
            said = cases.NO_INSTRUMENT(name=one.of, hint=nearest(one.of, found))
            messages.append(texts.AT(where=cases.WITHIN(where=where, key="of"), what=said))
        elif one.name in seen:
            messages.append(texts.AT(where=where, what=cases.DECLARED_TWICE(name=one.name)))
        else:
            out[one.name] = found[one.of](id=one.id, label=Label(zh=one.zh, en=one.en))
        seen.add(one.name)
    if messages:
        raise ParamError(messages)
    return dict(sorted(out.items()))


def with_instances(case: Case, *names: str) -> Case:
    """Return a case with further instances declared, such as ``rotation@rural``; those it has stay as they are.

    Raises
    ------
    ParamError
        With a sentence per name that is none.
    """
    found, messages, more = instruments(), list[str](), list[Instance]()
    known = {one.name for one in case.instances}
    for name in dict.fromkeys(names):
        of, _, one = name.partition(AT)
        if not re.fullmatch(ID, one):
            messages.append(cases.NAMES_NO_INSTANCE(name=shown(name)))
        elif of not in found:
            said = cases.NO_INSTRUMENT(name=of, hint=nearest(of, found))
            messages.append(texts.AT(where=shown(name), what=said))
        elif name not in known:
            more.append(Instance(id=one, of=of, zh=f"{found[of].zh}（{one}）", en=f"{found[of].en} ({one})"))
    if messages:
        raise ParamError(messages)
    return case.model_copy(update={"instances": (*case.instances, *more)}) if more else case


def strangers(section: str, new: Mapping[str, Any], case: Case) -> Iterator[Said]:
    """Yield what an instrument is newly aimed at and the case has not: units, districts, schools, any of the stages."""
    for key, named in (("groups", case.groups), ("districts", case.districts), ("schools", case.schools)):
        names = [one.id for one in named]
        for name in (n for n in new.get(key, ()) if n not in names):
            hint = nearest(name, names) if names else texts.HAS_NONE[key]
            yield texts.AT(where=f"{section}.{key}", what=texts.NO_AIM[key](name=name, hint=hint))
    aimed, taught = new.get("stages", ()), case.stages.names
    if aimed and not set(aimed) & set(taught):
        yield texts.AT(
            where=f"{section}.stages", what=texts.NO_AIM["stages"](names=quoted(aimed), taught=quoted(taught))
        )
