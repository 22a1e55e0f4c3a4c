"""From dotted names to values: the parameters of all processes and instruments, with overrides.

The one place that knows every declared number. What a researcher sets has the last word: it is laid over the case's own
values, and again over what each reform sets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim import texts
from sim.bundle import Bundle, Frozen, remembered
from sim.forms import DOSE, Form, stranger
from sim.instances import all_of, strangers
from sim.instruments import AT, Instrument, instruments
from sim.param import SETTINGS, Declared, ParamError, Section, declared, nearest, plain, shown, update
from sim.param import aims as declared_aims
from sim.params import Params
from sim.presets import forms
from sim.say import NOTHING, Said
from sim.texts import cases

if TYPE_CHECKING:
    from sim.case import Case, OwnForm
    from sim.events import Reform
    from sim.part import Instance


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force: ``params`` for processes, ``instruments`` by name, ``forms`` of tie by id."""

    params: Params
    instruments: Mapping[str, Instrument]
    forms: Mapping[str, Form]  # their order gives the codes of `ties.form`
    register: Register = field(repr=False, compare=False)
    _by_form: dict[tuple[str, ...], NDArray[Any]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def by_form(self, *names: str) -> NDArray[Any]:
        """Return numbers of all forms, in the order of their codes: a row per form, a column per name; made once."""
        if names not in self._by_form:
            table = np.array([[getattr(form, name) for name in names] for form in self.forms.values()], np.float32)
            table.flags.writeable = False  # whoever asks is given the same
            self._by_form[names] = table
        return self._by_form[names]

    @property
    def sections(self) -> dict[str, Section]:
        """Every section by the first part of its dotted names."""
        sections: dict[str, Section] = {name: getattr(self.params, name) for name in Params.model_fields}
        return {**sections, **self.instruments, **{f"forms.{name}": form for name, form in self.forms.items()}}

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
        known, default = self.register.owner, self.register.default
        by_section: dict[str, dict[str, Any]] = {}
        values, whole = self.register.spelled(values), self.register.bundles
        messages: list[str] = [_by_name(n, value, whole[n]) for n, value in values.items() if n in whole]
        unknown = [name for name in values if name not in known and name not in whole]
        messages += [self._unknown(name) for name in unknown[:SETTINGS]]
        messages += [texts.UNKNOWN_PARAMETER(name=name, hint=NOTHING) for name in unknown[SETTINGS:]]
        for name, value in values.items():
            if name in known:
                section, key = known[name]
                by_section.setdefault(section, {})[key] = plain(value, default[name])
        before, after = self.sections, dict[str, Any]()
        for section, new in by_section.items():
            try:
                after[section] = update(before[section], new, section)
            except ParamError as error:
                messages += error.messages
            else:
                messages += self._strangers(section, new, case)
        if messages:
            raise ParamError(messages)
        params = self.params.model_copy(update={k: v for k, v in after.items() if k in Params.model_fields})
        tools = {name: after.get(name, tool) for name, tool in self.instruments.items()}
        ties = {name: after.get(f"forms.{name}", form) for name, form in self.forms.items()}
        return Settings(params, tools, ties, self.register)

    def _unknown(self, name: str) -> Said:
        """Say what is not known about a name: an instance of an instrument, or the parameter."""
        tool, at, _ = name.partition(".")[0].partition(AT)
        section = name.partition(".")[0]
        if not at or section in self.instruments or tool not in self.instruments:
            return texts.UNKNOWN_PARAMETER(name=name, hint=nearest(name, self.register.owner))
        hint = nearest(section, [one.name for one in self.register.instances]) or texts.DECLARE_INSTANCE(tool=tool)
        return texts.NO_INSTANCE(name=name, section=section, hint=hint)

    def _strangers(self, section: str, new: Mapping[str, Any], case: Case | None) -> Iterator[Said]:
        """Yield what is named in new values of a section and is not there: what an instrument is aimed at, forms of tie."""
        if case is not None and section in self.instruments:
            yield from strangers(section, new, case)
        for name in new.get("forms", ()):
            yield from stranger(f"{section}.forms", name, self.forms)
        for key in sorted(k for k in new if k.startswith("form_")):
            known = self.forms if key in {"form_new", "form_other"} else ("same", *self.forms)
            yield from stranger(f"{section}.{key}", new[key], known)
        if "afterwards" in new:
            yield from stranger(f"{section}.afterwards", new["afterwards"], ("end", "renew", *self.forms))

    def value(self, name: str) -> Any:
        """Return the value in force under a dotted name, that of a number, of a bundle or of an aim."""
        section = self.register.section[name]
        key, *path = name.removeprefix(f"{section}.").split(".")
        found = getattr(self.sections[section], key)
        return found.at(path) if path else found


def settings_in_force(
    case: Case, reforms: Iterable[Reform], overrides: Mapping[str, Any], changes: Iterable[Mapping[str, Any]] = ()
) -> tuple[Settings, dict[int, Settings]]:
    """Return the settings in force once some reforms are, and those of the districts in which others hold, by row.

    A district's own values outweigh those of the case, reforms follow by date, and a researcher has the last word.
    """
    reforms, last, found = tuple(reforms), laid(overrides, *changes, case=case), list[dict[str, Any]]()
    for district in (None, *case.districts):
        due = (r.set for r in reforms if not r.districts or (district and district.id in r.districts))
        found.append(laid(case.params, district.set if district else {}, *due, last, case=case))
    local = {row: _changed(register(case), values) for row, values in enumerate(found[1:]) if values != found[0]}
    return _changed(register(case), found[0]), local


@remembered
def _changed(register: Register, values: Mapping[str, Any]) -> Settings:
    return register.settings.changed(values)


def is_local(name: str) -> bool:
    """Return whether the value of a dotted name may differ between districts: rules of finance and instruments may."""
    section = name.partition(".")[0]
    return section.partition(AT)[0] in instruments() or (
        section == "finance" and name != "finance.means_sd"
    )  # which the first day reads


class Register:
    """The dotted names of a case: what each belongs to, its default, and what is declared of it.

    There is one for all cases with the same things of their own; it is never changed, so copies of a model share it.
    """

    def __init__(self, own: tuple[OwnForm, ...], instances: tuple[Instance, ...]) -> None:
        tools, found = all_of(instances), tuple(instruments())
        self.own, self.instances = own, instances
        self.code = {
            name: i for i, name in enumerate((*found, *(name for name in tools if name not in found)))
        }  # in tables
        self.settings = Settings(Params(), tools, forms(own, found), self)
        self.parameters: tuple[Declared, ...] = ()
        self.aims: tuple[Declared, ...] = ()
        self.owner: dict[str, tuple[str, str]] = {}  # section, and what it calls the number
        self.section: dict[str, str] = {}  # of numbers, aims and bundles
        self.bundles: dict[str, Bundle] = {}  # each row of one with two axes is a bundle too
        for section, at in self.settings.sections.items():
            numbers = tuple(_said(at, declared(type(at), section), False))
            others = tuple(_said(at, declared_aims(type(at), section), True))
            self.parameters, self.aims = (*self.parameters, *numbers), (*self.aims, *others)
            self.owner |= {d.name: (section, d.name.removeprefix(f"{section}.")) for d in (*numbers, *others)}
            for key, value in at:
                self._add(f"{section}.{key}", value, section)
        self.default = {d.name: d.default for d in (*self.parameters, *self.aims)}

    def _add(self, name: str, value: Any, section: str) -> None:
        self.section[name] = section
        if isinstance(value, Bundle):
            self.bundles[name] = value
            for key, inner in value.items():
                self._add(f"{name}.{key}", inner, section)

    def spelled(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return values by dotted name with those of a bundle each under a name of its own.

        ``{"classes.norm": {"junior": 48}}`` is ``{"classes.norm.junior": 48}``; what a bundle does not name stays as it is.

        Raises
        ------
        ParamError
            When a number is set twice, in its bundle and by itself.
        """
        known, twice = self.bundles, list[str]()
        out: dict[str, Any] = {}

        def spell(name: str, value: Any) -> None:
            if name in known and isinstance(value, Mapping):
                for key, one in value.items():
                    spell(f"{name}.{key}", one)
            else:
                twice.extend([name] if name in out else [])
                out[name] = value

        for name, value in values.items():
            spell(str(name), value)
        if twice:
            raise ParamError(texts.SET_TWICE(name=name) for name in twice)
        return out

    def __deepcopy__(self, memo: dict[int, Any]) -> Register:
        return self

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        return _register, (self.own, self.instances)


def _said(at: Section, found: Iterator[Declared], are_aims: bool) -> Iterator[Declared]:
    """Yield declarations in the words of the section they are of: which instrument or form they speak of."""
    for d in found:
        key = d.name.rpartition(".")[2]
        if isinstance(at, Form):
            source = at.source(key)
            tool = instruments().get(key.removeprefix(DOSE)) if key.startswith(DOSE) else None
            zh = texts.SHARE_OVER_TIES(tool=Said(tool.zh, tool.en)).zh if tool else d.zh
            yield d._replace(default=getattr(at, key), zh=f"{at.zh}：{zh}", en=f"{at.en} tie: {d.en}", source=source)
        elif isinstance(at, Instrument) and at.label is not None:
            yield d._replace(zh=f"{at.label.zh}：{d.zh}", en=f"{at.label.en}: {d.en}")
        elif isinstance(at, Instrument) and are_aims:
            yield d._replace(zh=f"{at.zh}{d.zh}", en=f"{at.en}: {d.en}")
        else:
            yield d


def register(case: Case | None = None) -> Register:
    """Return the register of dotted names of a case; without one, that of a case with nothing of its own."""
    return _register(case.forms, case.instances) if case is not None else _register((), ())


@lru_cache(maxsize=64)
def _register(own: tuple[OwnForm, ...], instances: tuple[Instance, ...]) -> Register:
    return Register(own, instances)


def spelled(values: Mapping[str, Any], case: Case | None = None) -> dict[str, Any]:
    """Return values by dotted name with those of a bundle each under a name of its own (`Register.spelled`)."""
    return register(case).spelled(values)


def laid(*layers: Mapping[str, Any], case: Case | None = None) -> dict[str, Any]:
    """Return values by dotted name laid over each other, the last on top, number by number."""
    out: dict[str, Any] = {}
    for layer in layers:
        out |= spelled(layer, case)
    return out


def _by_name(name: str, value: Any, bundle: Bundle) -> Said:
    """Say how a bundle is written."""
    whole = ", ".join(f"{key} = ..." for key in bundle)
    return texts.NO_NAMES(name=name, value=shown(value), first=next(iter(bundle)), whole=whole)


def bundles(case: Case | None = None) -> Mapping[str, Bundle]:
    """Return the bundles of numbers by dotted name, with their defaults; each row of one with two axes is a bundle too."""
    return register(case).bundles


def defaults_by_name(case: Case | None = None) -> Mapping[str, Any]:
    """Return every dotted name that can be set, with its default: declared numbers, switches and aims of instruments."""
    return register(case).default


def defaults(case: Case | None = None) -> Settings:
    """Return every declared number at its default, every instrument off."""
    return register(case).settings


def parameters(case: Case | None = None) -> tuple[Declared, ...]:
    """Return every declared parameter: those of processes first, then those of instruments."""
    return register(case).parameters


def aims(case: Case | None = None) -> tuple[Declared, ...]:
    """Return what can be set and is no number: the switch and the aims of every instrument."""
    return register(case).aims


def sets_of(case: Case, reforms: Iterable[Reform]) -> Iterator[tuple[Said, Mapping[str, Any]]]:
    """Yield what districts and reforms set, with where it stands in the file."""
    for d in case.districts:
        yield cases.WITHIN(where=cases.NAMED(key="districts", id=d.id), key="set"), d.set
    for r in reforms:
        yield cases.WITHIN(where=cases.DATED(key="reforms", date=r.date), key="set"), r.set


def check_settings(case: Case) -> Iterator[Said]:
    """Yield what is wrong with the values a case and its reforms set."""
    for where, values in (("params", case.params), *sets_of(case, case.reforms)):
        try:
            defaults(case).changed(values, case)
        except ParamError as error:
            yield from (texts.AT(where=where, what=m) for m in error.messages)


def check_own(case: Case) -> Iterator[str]:
    """Yield what is wrong with the case's own forms of tie and instances of instruments."""
    try:
        register(case)
    except ParamError as error:
        yield from error.messages


CAPS = ("life_cycle.cap_schools", "life_cycle.cap_members", "life_cycle.cap_pupils")


def caps(case: Case, term: int, overrides: Mapping[str, Any] = Frozen()) -> tuple[int, int]:
    """Return the most schools and the most pupils of a group in a term, as the case, its reforms and a researcher set it."""
    default = defaults(case).params.life_cycle
    values: dict[str, Any] = {}
    for layer in (case.params, *(r.set for r in case.in_force(term) if not r.districts), overrides):
        values |= {name: layer[name] for name in CAPS if name in layer}
    try:
        found = defaults(case).changed(values).params.life_cycle
    except ParamError:  # which is said by `check_settings`
        found = default
    return found.most_schools, found.cap_pupils


def check_members(case: Case) -> Iterator[Said]:
    """Yield the groups with more members by ties of a form than the form allows."""
    try:
        forms = defaults(case).changed(case.params).forms
    except ParamError:  # which is said already
        return
    for i, g in enumerate(case.groups):
        for name, n in Counter(m.form for m in g.members).items():
            if name in forms and 0 < forms[name].most < n:
                said = cases.MANY_MEMBERS(n=n, form=name, most=forms[name].most)
                yield texts.AT(where=cases.NAMED(key=f"groups[{i}]", id=g.id), what=said)
