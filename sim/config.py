"""From dotted names to values: the parameters of all processes and instruments, with overrides.

The one place that knows every declared number. What a researcher sets has the last word: it is laid over the case's own
values, and again over what each reform sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sim.instruments import Instrument, instruments
from sim.param import Declared, ParamError, Section, declared, nearest, update
from sim.params import Params

if TYPE_CHECKING:
    from sim.case import Case


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force: ``params`` for processes, ``instruments`` by name."""

    params: Params
    instruments: Mapping[str, Instrument]

    def changed(self, values: Mapping[str, Any]) -> Settings:
        """Return the settings with the values of dotted names laid over them.

        Raises
        ------
        ParamError
            One message per value that is unknown, of the wrong type or out of range.
        """
        params, tools = self.params, dict(self.instruments)
        by_section: dict[str, dict[str, Any]] = {}
        messages: list[str] = []
        for name, value in values.items():
            section, _, key = name.partition(".")
            if name not in names():
                messages.append(f"unknown parameter '{name}'{nearest(name, names())}")
            else:
                by_section.setdefault(section, {})[key] = tuple(value) if isinstance(value, list) else value
        for section, new in by_section.items():
            try:
                if section in tools:
                    tools[section] = update(tools[section], new, section)
                else:
                    params = params.model_copy(update={section: update(getattr(params, section), new, section)})
            except ParamError as error:
                messages += error.messages
        if messages:
            raise ParamError(messages)
        return Settings(params, tools)


@cache
def names() -> tuple[str, ...]:
    """Return every dotted name that can be set: the declared parameters, and the switch and aims of instruments."""
    aims = [f"{n}.{k}" for n, cls in instruments().items() for k in cls.model_fields]
    return tuple(dict.fromkeys([*(d.name for d in parameters()), *aims]))


@cache
def defaults() -> Settings:
    """Return every declared number at its default, every instrument off."""
    return Settings(Params(), {name: cls() for name, cls in instruments().items()})


@cache
def parameters() -> tuple[Declared, ...]:
    """Return every declared parameter: those of processes first, then those of instruments."""
    out = [d for name, f in Params.model_fields.items() for d in declared(_section(f.annotation), name)]
    out += [d for name, cls in instruments().items() for d in declared(cls, name)]
    return tuple(out)


def _section(annotation: Any) -> type[Section]:
    assert isinstance(annotation, type)
    assert issubclass(annotation, Section)
    return annotation


def check_settings(case: Case) -> Iterator[str]:
    """Yield what is wrong with the values a case and its reforms set."""
    for where, values in (("params", case.params), *((f"reforms ({r.date}).set", r.set) for r in case.reforms)):
        try:
            defaults().changed(values)
        except ParamError as error:
            yield from (f"{where}: {m}" for m in error.messages)
    groups, tools = {g.id for g in case.groups}, instruments()
    for values in (case.params, *(r.set for r in case.reforms)):
        for name, value in values.items():
            section, _, key = name.partition(".")
            if section in tools and key == "groups" and isinstance(value, list):
                yield from (
                    f"{name}: there is no group '{g}'{nearest(str(g), groups)}" for g in value if g not in groups
                )
