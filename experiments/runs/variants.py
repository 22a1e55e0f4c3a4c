"""Variants of a case that no parameter expresses: form of its ties, its arm (`sim.arms`), outcomes, instances.

They are set like parameters, under ``case.``, and give another case, whose content names its runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments import Refused
from experiments.runs import texts
from sim import presets
from sim.arms import ARMS
from sim.case import Case
from sim.param import ParamError, nearest, plain, shown

PREFIX = "case."
ARMED = tuple(dict.fromkeys(f"{PREFIX}{arm.key}" for arm in ARMS.values()))  # names of arms
NAMES = ("case.forms", "case.development", *ARMED)  # which have some values to choose from
INSTANCES = "case.instances"  # names of further instances of instruments, such as ["rotation@rural"]


def allowed(case: Case | None) -> dict[str, tuple[Any, ...]]:
    """Return what the settings of a case may be, those that leave it as it is first; without one, of any case."""
    forms = presets.words(case.forms if case is not None else ())
    follows = case is not None and "development" in case.outcomes
    armed = {name: [Case.model_fields[name.removeprefix(PREFIX)].default] for name in ARMED}
    for arm in ARMS.values():
        armed[f"{PREFIX}{arm.key}"].append(arm.value)
    other = (("listed", *forms), (follows, not follows))
    return dict(zip(NAMES, (*other, *map(tuple, armed.values())), strict=True))


def split(settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the settings of the model's parameters, and those of the case."""
    case = {name: value for name, value in settings.items() if name.startswith(PREFIX)}
    return {name: value for name, value in settings.items() if name not in case}, case


def findings(settings: Mapping[str, Any], case: Case | None) -> list[str]:
    """Return what is wrong with settings of the case."""
    out, known = list[str](), allowed(case)
    for name, given in split(settings)[1].items():
        if name == INSTANCES:
            out += _refused(given, case)
            continue
        if name not in known:
            out.append(texts.UNKNOWN_SETTING(name=name, near=nearest(name, (*known, INSTANCES))))
            continue
        value = plain(given, known[name][0])
        if not any(value == one and type(value) is type(one) for one in known[name]):
            choice = [str(v).lower() if isinstance(v, bool) else f'"{v}"' for v in known[name]]
            out.append(texts.NOT_ACCEPTABLE(name=name, value=shown(value), allowed=choice))
    return out


def _refused(given: Any, case: Case | None) -> list[str]:
    """Return what is wrong with names of instances."""
    from sim.instances import with_instances

    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        return [texts.NOT_ACCEPTABLE(name=INSTANCES, value=shown(given), allowed=texts.LIST_OF_INSTANCES)]
    if case is None:  # which is said to be wrong already
        return []
    try:
        with_instances(case, *given)
    except ParamError as error:
        return [texts.AT(where=INSTANCES, what=m) for m in error.messages]
    return []


def applied(case: Case, settings: Mapping[str, Any]) -> tuple[Case, dict[str, Any]]:
    """Return the case that settings make of a case, and the settings of the model's parameters that are left.

    Raises
    ------
    Refused
        With one sentence per setting of the case that is none.
    """
    values, of_case = split(settings)
    if wrong := findings(of_case, case):
        raise Refused(*wrong)
    return vary(case, of_case), values


def vary(case: Case, settings: Mapping[str, Any]) -> Case:
    """Return the case with every tie of one form (``listed`` keeps them), as an arm, more instances, development or not.

    A case without groups is itself in every arm but those without reforms, or without the mergers that come with them.
    """
    from sim.instances import with_instances

    forms = settings.get("case.forms", "listed")
    changes: dict[str, Any] = {}
    if forms != "listed":
        changes["groups"] = [
            g.model_copy(update={"members": [m.model_copy(update={"form": forms}) for m in g.members]})
            for g in case.groups
        ]
    for name in ARMED:
        key = name.removeprefix(PREFIX)
        if name in settings and (case.groups or key in {"enacted", "mergers_by_reform"}):
            changes[key] = settings[name]
    if "case.development" in settings:
        case = case.following(*["development"] * settings["case.development"])
    case = with_instances(case, *settings.get(INSTANCES, ()))
    return case.model_copy(update=changes) if changes else case
