"""What a declared number is: its default, unit, range, labels and source, stated once.

A section is a frozen pydantic model whose fields are made with `param`, or with `aim` where they are no numbers; its dotted
names (``rotation.annual_share``) are what cases, reforms, sweeps and the tables of the ODD use. Values are checked when a
section is built, never later.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from sim import texts, units
from sim.axis import Axis
from sim.bundle import Bundle
from sim.findings import choices, reason
from sim.say import NOTHING, Said, Text, joined, literal

SAID, COUNTED = 50, 1000  # findings that are told, and that are still looked for to be counted
SETTINGS = 20  # of one bundle of settings: a case or a study, which has others, tells them all
HINTED, LONGEST = 5000, 100  # names among which the nearest one is looked for, and characters of a name
CHOICE = Text(zh="规定：由研究者选定", en="rule: a researcher's choice")  # source of what is set and is no number
type Ends = float | Mapping[str, Any]  # of a range: of every number of a bundle, or by names of its axes


class ParamError(ValueError):
    """One or more settings that cannot be accepted; ``messages`` holds a sentence for each."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = some(messages, most=SETTINGS)
        super().__init__(joined(self.messages, zh="\n", en="\n"))

    def __reduce__(self) -> tuple[Any, ...]:
        return (
            type(self),
            ((),),
            {**self.__dict__, "args": self.args},
        )  # sentences stay pairs, and are not counted again


class Section(BaseModel):
    """A named bundle of declared numbers; frozen, and strict about names, types and ranges."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False, arbitrary_types_allowed=True
    )

    @field_validator("*")
    @classmethod
    def _elements(cls, value: Any, info: ValidationInfo) -> Any:
        """Check a list against its least length, and every number of a list or a bundle against its range."""
        assert info.field_name is not None
        field = cls.model_fields[info.field_name]
        extra = _extra(field)
        if isinstance(value, tuple):
            few = len(value) < extra.get("least", 0)
            if few or (extra.get("low") is not None and not all(extra["low"] <= x <= extra["high"] for x in value)):
                raise PydanticCustomError("outside", "outside")
        if isinstance(value, Bundle):
            known = dict(field.default.leaves())
            if dict(value.leaves()).keys() != known.keys():
                raise PydanticCustomError("names", "names")
            if any(refusal("", one, known[path], field, path) for path, one in value.leaves()):
                raise PydanticCustomError("outside", "outside")
        return value


def param(
    default: Any,
    *,
    unit: str,
    zh: str,
    en: str,
    source: Text | str,
    low: Ends | None = None,
    high: Ends | None = None,
    by: tuple[Axis[Any], ...] = (),
) -> Any:
    """Declare one number, or a bundle of numbers of one kind along axes.

    Parameters
    ----------
    default
        The value unless something else is set; of a bundle the values by name, nested where there are two axes.
    unit, zh, en
        Unit, and what the number is in Chinese and in English; the labels of the axes are added to those of a bundle.
    source
        Where it comes from; in English it starts with ``cite:``, ``assumed:`` or ``rule:``. A string stands for both languages.
    low, high
        The lowest and the highest value; of a bundle those of every number, or by names of an axis.
    by
        The axes of a bundle. Each of its numbers has a dotted name of its own, such as ``classes.norm.junior``.
    """
    origin = literal(source, source) if isinstance(source, str) else source
    texts: dict[str, Any] = {"unit": unit, "zh": zh, "en": en, "source": origin}
    if by:
        extra = {**texts, "low": low, "high": high, "by": by}
        return Field(Bundle.along(default, by), json_schema_extra=extra)
    if isinstance(default, tuple):
        return Field(default, json_schema_extra={**texts, "low": low, "high": high})  # type: ignore[dict-item]
    if isinstance(default, bool):
        return Field(default, json_schema_extra=texts)
    assert not isinstance(low, Mapping)
    assert not isinstance(high, Mapping)
    return Field(default, ge=low, le=high, json_schema_extra=texts)


def aim(default: Any, *, unit: str, zh: str, en: str, allowed: Text | Said, least: int = 0) -> Any:
    """Declare a switch or an aim: what is set like a number and is none.

    ``allowed`` says in words what it may be, ``least`` how many values a list has.
    """
    extra: dict[str, Any] = {"aim": allowed, "least": least, "unit": unit, "zh": zh, "en": en}
    return Field(default, json_schema_extra=extra)


class Declared(NamedTuple):
    """One declared parameter, as the tables and the sampler read it."""

    name: str
    default: Any
    unit: str
    low: float | None  # None: no number
    high: float | None
    zh: str
    en: str
    source: Text
    span: Said  # what is allowed, in words


def declared(section: type[Section], prefix: str) -> Iterator[Declared]:
    """Yield the parameters of a section under their dotted names."""
    yield from _declared(section, prefix, aims=False)


def aims(section: type[Section], prefix: str) -> Iterator[Declared]:
    """Yield the switch and the aims of an instrument under their dotted names; what they may be is in ``span``."""
    yield from _declared(section, prefix, aims=True)


def _declared(section: type[Section], prefix: str, *, aims: bool) -> Iterator[Declared]:
    for name, field in section.model_fields.items():
        extra = _extra(field)
        if "unit" not in extra or ("aim" in extra) != aims:
            continue
        texts: dict[str, Any] = {k: extra.get(k, CHOICE) for k in ("unit", "zh", "en", "source")}
        parts = field.default.leaves() if isinstance(field.default, Bundle) else [((), field.default)]
        for path, value in parts:
            (low, high), allowed = bounds(field, path), span(field, path)
            words = [axis[key] for axis, key in zip(extra.get("by", ()), path, strict=True)]
            if words:
                texts["zh"] = f"{extra['zh']}（{'、'.join(w.zh for w in words)}）"
                texts["en"] = f"{extra['en']}: {', '.join(w.en for w in words)}"
            yield Declared(".".join((prefix, name, *path)), value, low=low, high=high, span=allowed, **texts)


def bounds(field: FieldInfo, path: tuple[str, ...] = ()) -> tuple[float | None, float | None]:
    """Return the lowest and the highest value a field accepts, of a bundle where a path leads to (None: no number)."""
    extra = _extra(field)
    low = next((m.ge for m in field.metadata if getattr(m, "ge", None) is not None), extra.get("low"))
    high = next((m.le for m in field.metadata if getattr(m, "le", None) is not None), extra.get("high"))
    axes = extra.get("by", ())
    return _end(low, path, axes), _end(high, path, axes)


def _end(end: Any, path: tuple[str, ...], axes: tuple[Axis[Any], ...]) -> Any:
    """Return an end of a range, of a bundle where a path leads to; it may be given by names of one axis alone."""
    for key, axis in zip(path, axes, strict=True):
        if isinstance(end, Mapping) and {*end} == {*axis.names}:
            end = end[key]
    return end


def span(field: FieldInfo, path: tuple[str, ...] = ()) -> Said:
    """Say what a field accepts, of a bundle where a path leads to: ``0 to 1``, ``0 to 1 each``, ``false or true``."""
    extra = _extra(field)
    if "aim" in extra:
        return Said(extra["aim"].zh, extra["aim"].en)
    if isinstance(field.default, bool):
        return texts.ON_OFF()
    low, high = (texts.ANY() if end is None else f"{end:.10g}" for end in bounds(field, path))
    said = texts.SPAN(low=low, high=high)
    return texts.EACH(span=said) if isinstance(field.default, tuple) else said


def refusal(name: str, value: Any, like: Any, field: FieldInfo, path: tuple[str, ...]) -> Said:
    """Say why a number of a bundle is refused; nothing where it is not."""
    unit, whole = units.unit(_extra(field)["unit"]), isinstance(like, int)
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        why = texts.INTEGER if whole else texts.NUMBER
        return texts.NOT_ACCEPTABLE(name=name, value=shown(value), why=why, unit=unit, near=NOTHING)
    low, high = bounds(field, path)
    if low is not None and high is not None and not low <= value <= high:
        return texts.OUT_OF_RANGE(name=name, value=shown(value), allowed=span(field, path), unit=unit)
    return NOTHING


def _extra(field: FieldInfo) -> Mapping[str, Any]:
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def plain(value: Any, like: Any) -> Any:
    """Return a value as a field with the default ``like`` holds it, where that loses nothing.

    Numbers of numpy become those of Python, lists tuples, whole numbers such as 2.0 integers where those are meant, and 0
    and 1 flags. All else stays as it is, for the section to refuse: 2.5 is no integer, and a flag is no number.
    """
    if isinstance(value, np.generic | np.ndarray):
        value = value.tolist()
    if isinstance(like, tuple):
        if not isinstance(value, list | tuple):
            return value
        return tuple(plain(v, like[min(i, len(like) - 1)] if like else "") for i, v in enumerate(value))
    if isinstance(like, bool):
        return bool(value) if isinstance(value, int | float) and value in (0, 1) else value
    if isinstance(like, int) and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def shown(value: Any, most: int = 120) -> str:
    """Return how a value is written, cut where it is long."""
    if isinstance(value, int) and value.bit_length() > 4 * most:
        return texts.BITS(n=value.bit_length())
    try:
        return clipped(repr(_as_written(value)), most)
    except (ValueError, RecursionError):  # of a number inside that has thousands of digits, or of lists without end
        return texts.UNWRITABLE(type=type(value).__name__)


def _as_written(value: Any) -> Any:
    """Return tuples as lists, which is how they are written in TOML."""
    return [_as_written(v) for v in value] if isinstance(value, list | tuple) else value


def clipped(text: str, most: int) -> str:
    """Return a text, cut where it is long."""
    if isinstance(text, Said):
        return Said(clipped(text.zh, most), clipped(text.en, most))
    return text if len(text) <= most else f"{text[: most - 1]}…"


def some(findings: Iterable[Any], say: Callable[[Any], str] = str, *, most: int = SAID) -> list[str]:
    """Return sentences on findings: on the first, ``most`` of them, and how many there are besides.

    Findings of a list are counted; others are looked for up to a thousand more, so that a file with a million
    mistakes is answered as soon as one with ten.
    """
    rest = iter(findings)
    out = [clipped(say(one), 1000) for one in islice(rest, most)]
    more = len(findings) - most if isinstance(findings, list) else sum(1 for _ in islice(rest, COUNTED))
    if more > 0:
        every = isinstance(findings, list) or more < COUNTED
        out.append((texts.MORE_FINDINGS if every else texts.MANY_FINDINGS)(n=more))
    return out


def nearest(name: str, known: Iterable[str]) -> Said:
    """Return a hint such as ``; nearest valid name: 'x'``, or nothing when no known name is near."""
    close = closest(name, known)
    return texts.NEAREST(name=close) if close is not None else NOTHING


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is nearest, or None where none is near."""
    name, known = str(name), list(known)
    if len(known) > HINTED or len(name) > LONGEST:
        return None  # the search takes time in proportion to all of them
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if not close and "." in name:  # right key, wrong section
        close = [k for k in known if k.rpartition(".")[2] == name.rpartition(".")[2]][:1]
    return close[0] if close else None


def update[S: Section](section: S, values: Mapping[str, Any], prefix: str) -> S:
    """Return the section with new values; those of bundles by the names that lead to a number, such as ``norm.junior``.

    Raises
    ------
    ParamError
        Naming key, value, unit, allowed range and nearest valid name for each value refused.
    """
    new, messages = dict(section), []
    for key, value in values.items():
        name, _, names = key.partition(".")
        if not names:
            new[name] = value
            continue
        path, field = tuple(names.split(".")), type(section).model_fields[name]
        like = field.default.at(path)
        if said := refusal(f"{prefix}.{key}", value, like, field, path):
            messages.append(said)
        else:
            new[name] = new[name].replaced(path, type(like)(value))
    try:
        made = type(section).model_validate(new)
    except ValidationError as error:
        messages += explain(error, type(section), prefix)
    if messages:
        raise ParamError(messages)
    return made


def explain(error: ValidationError, section: type[Section], prefix: str) -> list[Said]:
    """Turn pydantic's findings about a section into sentences for the user."""
    out = []
    for found in error.errors():
        key = str(found["loc"][0]) if found["loc"] else ""
        name, value = f"{prefix}.{key}", shown(found["input"])
        name += "".join(f"[{i}]" for i in found["loc"][1:])  # of a bundle: which element
        field = section.model_fields.get(key)
        if field is None:
            known = [f"{prefix}.{k}" for k in section.model_fields]
            out.append(texts.UNKNOWN_PARAMETER(name=name, hint=nearest(name, known)))
            continue
        unit = units.unit(_extra(field).get("unit", ""))
        if found["type"] in {"greater_than_equal", "less_than_equal", "outside"}:
            out.append(texts.OUT_OF_RANGE(name=name, value=value, allowed=span(field), unit=unit))
        else:
            near = nearest(found["input"], choices(found)) if found["type"] == "literal_error" else NOTHING
            out.append(texts.NOT_ACCEPTABLE(name=name, value=value, why=reason(found), unit=unit, near=near))
    return out
