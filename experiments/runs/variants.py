"""Variants of a case that no parameter expresses: form of its ties, reforms and groups in force or not, outcomes, instances.

They are set like parameters, under ``case.``, and give another case, whose content names its runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments import Refused
from sim import presets
from sim.case import Case
from sim.param import ParamError, nearest, plain, shown

PREFIX = "case."
NAMES = ("case.forms", "case.enacted", "case.development")  # which have some values to choose from
INSTANCES = "case.instances"  # names of further instances of instruments, such as ["rotation@rural"]


def allowed(case: Case | None) -> dict[str, tuple[Any, ...]]:
    """Return what the settings of a case may be, those that leave it as it is first; without one, of any case."""
    forms = presets.words(case.forms if case is not None else ())
    follows = case is not None and "development" in case.outcomes
    return dict(zip(NAMES, (("listed", *forms), (True, False), (follows, not follows)), strict=True))


def split(settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the settings of the model's parameters, and those of the case."""
    case = {name: value for name, value in settings.items() if name.startswith(PREFIX)}
    return {name: value for name, value in settings.items() if name not in case}, case


def findings(settings: Mapping[str, Any], case: Case | None) -> list[str]:
    """Return what is wrong with settings of the case."""
    out, known = [], allowed(case)
    for name, given in split(settings)[1].items():
        if name == INSTANCES:
            out += _refused(given, case)
            continue
        if name not in known:
            out.append(f"unknown setting '{name}'{nearest(name, (*known, INSTANCES))}")
            continue
        value = plain(given, known[name][0])
        if not any(value == one and type(value) is type(one) for one in known[name]):
            choice = ", ".join(str(v).lower() if isinstance(v, bool) else f'"{v}"' for v in known[name])
            out.append(f"{name} = {shown(value)} is not acceptable; allowed: {choice}")
    return out


def _refused(given: Any, case: Case | None) -> list[str]:
    """Return what is wrong with names of instances."""
    from sim.instances import with_instances

    if not isinstance(given, list | tuple) or not all(isinstance(name, str) for name in given):
        return [f'{INSTANCES} = {shown(given)} is not acceptable; allowed: a list of texts such as ["rotation@rural"]']
    if case is None:  # which is said to be wrong already
        return []
    try:
        with_instances(case, *given)
    except ParamError as error:
        return [f"{INSTANCES}: {m}" for m in error.messages]
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
    """Return the case with every tie of one form (``listed`` keeps them), enacted or not, more instances, development or not."""
    from sim.instances import with_instances

    forms = settings.get("case.forms", "listed")
    changes: dict[str, Any] = {}
    if forms != "listed":
        changes["groups"] = [
            g.model_copy(update={"members": [m.model_copy(update={"form": forms}) for m in g.members]})
            for g in case.groups
        ]
    if not settings.get("case.enacted", True):
        changes["enacted"] = False
    if "case.development" in settings:
        case = case.following(*["development"] * settings["case.development"])
    case = with_instances(case, *settings.get(INSTANCES, ()))
    return case.model_copy(update=changes) if changes else case
