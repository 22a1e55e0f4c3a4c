"""From dotted names to values: the parameters of all processes and instruments, with overrides.

The one place that knows every declared number. What a researcher sets has the last word: it is laid over the case's own
values, and again over what each reform sets.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sim.instruments import Instrument, instruments
from sim.param import SETTINGS, Declared, ParamError, Section, declared, nearest, plain, update
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
            By dotted name; numbers of numpy, lists, 2.0 for 2 and 1 for true are taken for what is meant (`sim.param.plain`).
        case
            The case they are for, where that is known: an instrument is aimed only at groups it has.

        Raises
        ------
        ParamError
            One message per value that is unknown, of the wrong type or out of range.
        """
        params, tools, known = self.params, dict(self.instruments), defaults_by_name()
        by_section: dict[str, dict[str, Any]] = {}
        unknown = [name for name in values if name not in known]
        messages = [f"unknown parameter '{name}'{nearest(name, known)}" for name in unknown[:SETTINGS]]
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
        section, _, key = name.partition(".")
        return getattr(self.instruments[section] if section in self.instruments else getattr(self.params, section), key)


def in_force(
    case: Case, reforms: Iterable[Reform], overrides: Mapping[str, Any], changes: Iterable[Mapping[str, Any]] = ()
) -> tuple[Settings, dict[int, Settings]]:
    """Return the settings in force once some reforms are, and those of the districts in which others hold, by row.

    A district's own values outweigh those of the case, reforms follow in the order of the file, and what a researcher
    sets has the last word everywhere.
    """
    reforms = tuple(reforms)
    last = dict(overrides)
    for values in changes:
        last |= values
    found = []
    for district in (None, *case.districts):
        values = {**case.params, **(district.set if district else {})}
        for reform in reforms:
            if not reform.districts or (district and district.id in reform.districts):
                values |= reform.set
        found.append({**values, **last})
    local = {row: defaults().changed(v) for row, v in enumerate(found[1:]) if v != found[0]}
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
    aimed = [(f"districts ('{d.id}').set", d.set) for d in case.districts]
    aimed += [(f"reforms ({r.date}).set", r.set) for r in case.reforms if r.districts]
    for where, values in aimed:
        for name in values:
            if name in defaults_by_name() and not is_local(name):
                yield (
                    f"{where}: '{name}' holds in all districts alike and cannot be set for some; what can is the finance of "
                    "schools and groups (finance.*, means_sd apart) and every instrument"
                )
    everywhere = [(f"reforms ({r.date}).set", r.set) for r in case.reforms if not r.districts]
    for where, values in (("params", case.params), *everywhere, *aimed):
        try:
            defaults().changed(values, case)
        except ParamError as error:
            yield from (f"{where}: {m}" for m in error.messages)
