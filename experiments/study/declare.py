"""From what a study file says of a factor, and what the model declares of its parameter, to a typed factor."""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from experiments import Refused
from experiments.design import distributions
from experiments.design.factors import Factor, Kind, Role, spaced
from experiments.design.file import FactorPart
from experiments.runs import variants
from sim.case import Case
from sim.config import aims, bundles, defaults, defaults_by_name, parameters
from sim.param import Declared, ParamError, nearest, plain

LARGEST = 1000  # levels of a whole number
REAL = ("low", "high", "levels", "log", *distributions.EVERY)  # keys of a range, which say nothing beside levels


class Declaration(NamedTuple):
    """A factor as the file states it."""

    name: str
    role: Role
    part: FactorPart
    case: Case | None  # None where there is something wrong with it


def declare(given: Declaration) -> Factor:
    """Return the factor.

    Raises
    ------
    Refused
        With one sentence per finding.
    """
    part = given.part
    shapes = [key for key in ("values", "options", "times") if getattr(part, key) is not None]
    if len(shapes) > 1:
        raise Refused(f"{' and '.join(shapes)} exclude each other; a factor is a list of values, a scenario or a dose")
    if part.options is not None:
        return _scenario(given, part.options)
    if part.times is not None:
        return _dose(given, part.times)
    return _parameter(given)


def _scenario(given: Declaration, options: dict[str, dict[str, Any]]) -> Factor:
    """Return a factor whose levels are named bundles of settings."""
    part, messages = given.part, _unused(given.part, "options", REAL)
    if part.type not in (None, "categorical"):
        messages.append(f"type = '{part.type}' does not fit options; allowed: 'categorical'")
    for option, settings in options.items():
        messages += [f"options.{option}: {m}" for m in _refused(settings, given.case)]
        if twin := next((o for o, other in options.items() if other == settings and o != option), None):
            messages.append(f"options.{option} sets the same as options.{twin}; leave one out")
        missing = {n for other in options.values() for n in other} - settings.keys()
        if missing:
            messages.append(
                f"options.{option} does not set {', '.join(sorted(missing))}, as another option does; options set the same names"
            )
    if messages:
        raise Refused(*messages)
    return Factor(
        name=given.name, role=given.role, kind="categorical", levels=tuple(options), options=options,
        weights=_weights(part, len(options)), zh=part.zh, en=part.en or given.name,
    )  # fmt: skip


def _dose(given: Declaration, times: dict[str, float]) -> Factor:
    """Return a factor that multiplies several parameters together."""
    part, messages = given.part, []
    low, high = part.low, part.high
    if part.type not in (None, "real"):
        messages.append(f"type = '{part.type}' does not fit times; allowed: 'real'")
    if low is None or high is None:
        messages.append("low and high are missing; a dose has no declared range")
        raise Refused(*messages)
    messages += _range(low, high, part.log)
    for name, base in times.items():
        for end in (low, high):
            messages += [f"times at {end:g}: {m}" for m in _refused({name: base * end}, given.case)]
    messages += _unused(part, "times", ("weights",))
    if messages:
        raise Refused(*dict.fromkeys(messages))
    chosen = spaced(low, high, part.levels, log=part.log, whole=False) if part.levels else ()
    spread = distributions.distribution(part, low, high, part.unit or "times")
    return Factor(
        name=given.name, role=given.role, kind="real", low=low, high=high, log=part.log, times=times, chosen=chosen,
        distribution=spread, unit=part.unit or "times", zh=part.zh, en=part.en or given.name,
    )  # fmt: skip


def _parameter(given: Declaration) -> Factor:
    """Return a factor that is a parameter, its range the declared one unless the file narrows it."""
    part, name = given.part, given.name
    if name in variants.NAMES:
        return _of_case(given)
    if name == variants.INSTANCES:
        raise Refused(f"{name} declares instances and cannot be varied; write it under [fixed]")
    known = {d.name: d for d in (*parameters(given.case), *aims(given.case))}.get(name)
    if name in bundles(given.case):
        numbers = (n for n in defaults_by_name(given.case) if n.startswith(f"{name}."))
        raise Refused(f"{name} is a bundle; vary its numbers: {', '.join(numbers)}")
    if known is None:
        raise Refused(
            f"unknown parameter '{name}'{nearest(name, defaults_by_name(given.case))}; "
            "a scenario needs options, a dose needs times"
        )
    kind = part.type or _kind(known.default, part)
    texts: dict[str, Any] = {"unit": part.unit or known.unit, "zh": part.zh or known.zh, "en": part.en or known.en}
    if part.values is not None:
        return _listed(given, kind, known.default, texts)
    if kind == "boolean":
        if messages := _unused(part, "a flag", REAL):
            raise Refused(*messages)
        if not isinstance(known.default, bool):
            raise Refused(f"type = 'boolean' does not fit {name}, whose default is {known.default!r} [{known.unit}]")
        return Factor(
            name=name, role=given.role, kind="boolean", levels=(False, True), weights=_weights(part, 2), **texts
        )
    if kind == "categorical" or not isinstance(known.default, int | float):
        raise Refused(
            f"{name} is not a single number (default {known.default!r}; allowed: {known.span} [{known.unit}]); list its values"
        )
    return _number(given, kind, known, texts)


def _number(given: Declaration, kind: Kind, known: Declared, texts: dict[str, Any]) -> Factor:
    part = given.part
    low, high = (known.low if part.low is None else part.low), (known.high if part.high is None else part.high)
    if low is None or high is None:
        missing = " and ".join(key for key, value in (("low", low), ("high", high)) if value is None)
        raise Refused(f"{missing} {'is' if ' ' not in missing else 'are'} missing; {known.name} declares no range")
    messages = _range(low, high, part.log)
    floor, ceiling = ("any" if x is None else f"{x:g}" for x in (known.low, known.high))
    for key, value in (("low", low), ("high", high)):
        outside = (known.low is not None and value < known.low) or (known.high is not None and value > known.high)
        if outside:
            messages.append(f"{key} = {value:g} is out of range; allowed: {floor} to {ceiling} [{known.unit}]")
        if kind == "integer" and value != int(value):
            messages.append(f"{key} = {value:g} is not a whole number [{known.unit}]")
    if isinstance(known.default, bool) or (kind == "real" and isinstance(known.default, int)):
        messages.append(f"type = '{kind}' does not fit {known.name}, whose default is {known.default!r} [{known.unit}]")
    if kind == "integer" and high - low >= LARGEST:
        messages.append(f"{low:g} to {high:g} has more than {LARGEST} levels; narrow it, or leave type to be real")
    messages += _unused(part, "a whole number", distributions.EVERY) if kind == "integer" else ()
    messages += _unused(part, "a real factor", ("weights",)) if kind == "real" else ()
    if messages:
        raise Refused(*messages)
    whole = kind == "integer"
    levels: tuple[Any, ...] = tuple(range(int(low), int(high) + 1)) if whole else ()
    if whole and part.log:
        levels = spaced(low, high, 8, log=True, whole=True)
    chosen = spaced(low, high, part.levels, log=part.log, whole=whole) if part.levels else ()
    if whole and not isinstance(known.default, int):
        levels, chosen = tuple(float(v) for v in levels), tuple(float(v) for v in chosen)
    return Factor(
        name=given.name, role=given.role, kind=kind, low=low, high=high, log=part.log, levels=levels, chosen=chosen,
        distribution=None if whole else distributions.distribution(part, low, high, known.unit),
        weights=_weights(part, len(levels)), **texts,
    )  # fmt: skip


def _listed(given: Declaration, kind: Kind, default: Any, texts: dict[str, Any]) -> Factor:
    """Return a factor whose values are listed; each is a level."""
    part = given.part
    messages = _unused(part, "values", REAL)
    values = part.values or []
    for value in values:
        messages += _refused({given.name: value}, given.case)
    if messages:
        raise Refused(*dict.fromkeys(messages))
    levels: tuple[Any, ...] = tuple(plain(v, default) for v in values)
    if kind == "real":
        levels = tuple(float(v) for v in levels)
    if len(set(levels)) < len(levels):
        raise Refused("values holds a value twice")
    numbers = [v for v in levels if isinstance(v, int | float)]
    ends: dict[str, Any] = (
        {"low": float(min(numbers)), "high": float(max(numbers))} if len(numbers) == len(levels) else {}
    )
    return Factor(
        name=given.name, role=given.role, kind=kind, levels=levels, weights=_weights(part, len(levels)), **ends, **texts
    )


def _of_case(given: Declaration) -> Factor:
    allowed = variants.allowed(given.case)[given.name]
    part = given.part
    messages = _unused(part, given.name, REAL)
    values = tuple(plain(v, allowed[0]) for v in part.values or allowed)
    messages += [m for v in values for m in variants.findings({given.name: v}, given.case)]
    if any(v in values[:i] for i, v in enumerate(values)):
        messages.append("values holds a value twice")
    if messages:
        raise Refused(*messages)
    kind: Literal["boolean", "categorical"] = "boolean" if isinstance(allowed[0], bool) else "categorical"
    return Factor(
        name=given.name, role=given.role, kind=kind, levels=values, weights=_weights(part, len(values)), zh=part.zh,
        en=part.en or given.name,
    )  # fmt: skip


def _kind(default: Any, part: FactorPart) -> Kind:
    if isinstance(default, bool):
        return "boolean"
    if isinstance(default, int):
        return "integer"
    return "real" if isinstance(default, float) else "categorical"


def _refused(settings: dict[str, Any], case: Case | None) -> list[str]:
    """Return what the model says of settings."""
    values, of_case = variants.split(settings)
    messages = variants.findings(of_case, case)
    try:
        defaults(case).changed(values, case)
    except ParamError as error:
        messages += error.messages
    return messages


def _range(low: float, high: float, log: bool) -> list[str]:
    messages = []
    if not low < high:
        messages.append(f"low = {low:g} is not below high = {high:g}")
    if log and low <= 0:
        messages.append(f"log: low = {low:g}; a logarithmic scale begins above 0")
    return messages


def _weights(part: FactorPart, levels: int) -> tuple[float, ...]:
    """Return how likely each level is, summing to 1; nothing where all are alike."""
    given = part.weights
    if given is None or not levels:
        return ()
    if len(given) != levels:
        raise Refused(f"weights holds {len(given)} numbers for {levels} levels; give each level its own")
    if wrong := [w for w in given if not 0 < w < float("inf")]:
        raise Refused(f"weights: {wrong[0]:g} is out of range; allowed: above 0 [relative to the others]")
    total = sum(given)
    return tuple(w / total for w in given)


def _unused(part: FactorPart, beside: str, keys: tuple[str, ...]) -> list[str]:
    """Return a sentence per key that says nothing here."""
    return [
        f"{key} says nothing beside {beside}; leave it out"
        for key in keys
        if getattr(part, key) is not None and getattr(part, key) is not False
    ]
