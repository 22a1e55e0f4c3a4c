"""From dotted names to values: the parameters of all processes and instruments, with overrides.

The one place that knows every declared number. What a researcher sets has the last word: it is laid over the case's own
values, and again over what each reform sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sim.bundle import Bundle
from sim.instruments import Instrument, instruments
from sim.param import SETTINGS, Declared, ParamError, Section, declared, nearest, plain, shown, update
from sim.param import aims as declared_aims
from sim.params import Params

if TYPE_CHECKING:
    from sim.case import Case, Reform


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force: ``params`` for processes, ``instruments`` by name."""

    params: Params
    instruments: Mapping[str, Instrument]

    def changed(self, values: Mapping[str, Any], case: Case | None = None) -> Settings:
        """Return the settings with the values of dotted names laid over them; the one check of all that is ever set.

        Parameters
        ----------
        values
            By dotted name, of bundles as `spelled` takes them; numbers of numpy, lists, 2.0 for 2 and 1 for true are taken
            for what is meant (`sim.param.plain`).
        case
            The case they are for, where that is known: an instrument is aimed only at groups it has.

        Raises
        ------
        ParamError
            One message per value that is unknown, of the wrong type or out of range.
        """
        params, tools, known = self.params, dict(self.instruments), defaults_by_name()
        by_section: dict[str, dict[str, Any]] = {}
        values = spelled(values)
        messages = [f"{name} = {shown(value)} {_by_name(name)}" for name, value in values.items() if name in bundles()]
        unknown = [name for name in values if name not in known and name not in bundles()]
        messages += [f"unknown parameter '{name}'{nearest(name, known)}" for name in unknown[:SETTINGS]]
        messages += [f"unknown parameter '{name}'" for name in unknown[SETTINGS:]]
        for name, value in values.items():
            if name in known:
                section, _, key = name.partition(".")
                by_section.setdefault(section, {})[key] = plain(value, known[name])
        for section, new in by_section.items():
            try:
                if section in tools:
                    tools[section] = update(tools[section], new, section)
                else:
                    params = params.model_copy(update={section: update(getattr(params, section), new, section)})
            except ParamError as error:
                messages += error.messages
            else:
                if case is not None and "groups" in new and section in tools:
                    messages += _strangers(section, tools[section].groups, case)
        if messages:
            raise ParamError(messages)
        return Settings(params, tools)

    def value(self, name: str) -> Any:
        """Return the value in force under a dotted name."""
        section, key, *path = name.split(".")
        found = getattr(
            self.instruments[section] if section in self.instruments else getattr(self.params, section), key
        )
        return found.at(path) if path else found


def settings_in_force(
    case: Case, reforms: Iterable[Reform], overrides: Mapping[str, Any], changes: Iterable[Mapping[str, Any]] = ()
) -> tuple[Settings, dict[int, Settings]]:
    """Return the settings in force once some reforms are, and those of the districts in which others hold, by row.

    A district's own values outweigh those of the case, reforms follow in the order of the file, and what a researcher
    sets has the last word everywhere.
    """
    reforms, last = tuple(reforms), laid(overrides, *changes)
    found = []
    for district in (None, *case.districts):
        due = (r.set for r in reforms if not r.districts or (district and district.id in r.districts))
        found.append(laid(case.params, district.set if district else {}, *due, last))
    local = {row: defaults().changed(values) for row, values in enumerate(found[1:]) if values != found[0]}
    return defaults().changed(found[0]), local


def is_local(name: str) -> bool:
    """Return whether the value of a dotted name may differ between districts: rules of finance and instruments may."""
    section = name.partition(".")[0]
    return section in instruments() or (
        section == "finance" and name != "finance.means_sd"
    )  # which the first day reads


def _strangers(section: str, aimed: tuple[str, ...], case: Case) -> Iterator[str]:
    """Yield the groups an instrument is aimed at and a case does not have."""
    groups = [g.id for g in case.groups]
    for name in aimed:
        if name not in groups:
            yield f"{section}.groups: there is no group '{name}'{nearest(name, groups)}" + (
                "" if groups else "; the case has no groups"
            )


def spelled(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by dotted name with those of a bundle each under a name of its own.

    ``{"classes.norm": {"junior": 48}}`` is ``{"classes.norm.junior": 48}``; what a bundle does not name stays as it is.

    Raises
    ------
    ParamError
        When a number is set twice, in its bundle and by itself.
    """
    out: dict[str, Any] = {}
    twice = []

    def spell(name: str, value: Any) -> None:
        if name in bundles() and isinstance(value, Mapping):
            for key, one in value.items():
                spell(f"{name}.{key}", one)
        else:
            twice.extend([name] if name in out else [])
            out[name] = value

    for name, value in values.items():
        spell(str(name), value)
    if twice:
        raise ParamError(f"{name} is set twice, in its bundle and by itself; leave one of them out" for name in twice)
    return out


def laid(*layers: Mapping[str, Any]) -> dict[str, Any]:
    """Return values by dotted name laid over each other, the last on top, number by number."""
    out: dict[str, Any] = {}
    for layer in layers:
        out |= spelled(layer)
    return out


def _by_name(name: str) -> str:
    """Say how a bundle is written."""
    first = next(iter(bundles()[name]))
    return f"has no names; write {name}.{first} = ..., or {name} = {{ {', '.join(f'{k} = ...' for k in bundles()[name])} }}"


@cache
def bundles() -> Mapping[str, Bundle]:
    """Return the bundles of numbers by dotted name, with their defaults; each row of one with two axes is a bundle too."""
    sections = [(name, getattr(defaults().params, name)) for name in Params.model_fields]
    out: dict[str, Bundle] = {}

    def add(name: str, value: Any) -> None:
        if isinstance(value, Bundle):
            out[name] = value
            for key, inner in value.items():
                add(f"{name}.{key}", inner)

    for prefix, section in (*sections, *defaults().instruments.items()):
        for key, value in section:
            add(f"{prefix}.{key}", value)
    return out


@cache
def defaults_by_name() -> Mapping[str, Any]:
    """Return every dotted name that can be set, with its default: declared numbers, switches and aims of instruments."""
    return {d.name: d.default for d in (*parameters(), *aims())}


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


@cache
def aims() -> tuple[Declared, ...]:
    """Return what can be set and is no number: the switch and the aims of every instrument."""
    found = [(cls, d) for name, cls in instruments().items() for d in declared_aims(cls, name)]
    return tuple(d._replace(zh=f"{cls.zh}{d.zh}", en=f"{cls.en}: {d.en}") for cls, d in found)


def _section(annotation: Any) -> type[Section]:
    assert isinstance(annotation, type)
    assert issubclass(annotation, Section)
    return annotation


def check_settings(case: Case) -> Iterator[str]:
    """Yield what is wrong with the values a case and its reforms set."""
    sets = [("params", case.params), *((f"districts ('{d.id}').set", d.set) for d in case.districts)]
    for where, values in (*sets, *((f"reforms ({r.date}).set", r.set) for r in case.reforms)):
        try:
            defaults().changed(values, case)
        except ParamError as error:
            yield from (f"{where}: {m}" for m in error.messages)
