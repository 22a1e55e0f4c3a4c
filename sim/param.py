"""What a declared number is: its default, unit, range, labels and source, stated once.

A section is a frozen pydantic model whose fields are made with `param`; its dotted names (``rotation.annual_share``)
are what cases, reforms, sweeps and the tables of the ODD use. Values are checked when a section is built, never later.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo


class ParamError(ValueError):
    """One or more settings that cannot be accepted; ``messages`` holds a sentence for each."""

    def __init__(self, messages: Iterable[str]) -> None:
        self.messages = list(messages)
        super().__init__("\n".join(self.messages))


class Section(BaseModel):
    """A named bundle of declared numbers; frozen, and strict about names, types and ranges."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


def param(
    default: Any,
    *,
    unit: str,
    zh: str,
    en: str,
    source: str,
    low: float | None = None,
    high: float | None = None,
) -> Any:
    """Declare one number; ``source`` starts with ``cite:``, ``assumed:`` or ``rule:``."""
    return Field(default, ge=low, le=high, json_schema_extra={"unit": unit, "zh": zh, "en": en, "source": source})


class Declared(NamedTuple):
    """One declared parameter, as the tables and the sampler read it."""

    name: str
    default: Any
    unit: str
    low: float | None
    high: float | None
    zh: str
    en: str
    source: str


def declared(section: type[Section], prefix: str) -> Iterator[Declared]:
    """Yield the parameters of a section under their dotted names."""
    for name, field in section.model_fields.items():
        extra = field.json_schema_extra
        if isinstance(extra, dict) and "unit" in extra:
            low, high = bounds(field)
            texts = {k: str(extra[k]) for k in ("unit", "zh", "en", "source")}
            yield Declared(f"{prefix}.{name}", field.default, low=low, high=high, **texts)


def bounds(field: FieldInfo) -> tuple[float | None, float | None]:
    """Return the lowest and the highest value a field accepts (None: unbounded)."""
    low = next((m.ge for m in field.metadata if getattr(m, "ge", None) is not None), None)
    high = next((m.le for m in field.metadata if getattr(m, "le", None) is not None), None)
    return low, high


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint such as ``; nearest valid name: 'x'``, or nothing when no known name is near."""
    known = list(known)
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if not close and "." in name:  # right key, wrong section
        close = [k for k in known if k.rpartition(".")[2] == name.rpartition(".")[2]][:1]
    return f"; nearest valid name: '{close[0]}'" if close else ""


def update[S: Section](section: S, values: Mapping[str, Any], prefix: str) -> S:
    """Return the section with new values.

    Raises
    ------
    ParamError
        Naming key, value, unit, allowed range and nearest valid name for each value refused.
    """
    try:
        return type(section).model_validate({**dict(section), **values})
    except ValidationError as error:
        raise ParamError(explain(error, type(section), prefix)) from None


def explain(error: ValidationError, section: type[Section], prefix: str) -> list[str]:
    """Turn pydantic's findings about a section into sentences for the user."""
    out = []
    for found in error.errors():
        key = str(found["loc"][0]) if found["loc"] else ""
        name, value = f"{prefix}.{key}", found["input"]
        field = section.model_fields.get(key)
        if field is None:
            known = [f"{prefix}.{k}" for k in section.model_fields]
            out.append(f"unknown parameter '{name}'{nearest(name, known)}")
            continue
        extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
        unit, (low, high) = extra.get("unit", ""), bounds(field)
        if found["type"] in {"greater_than_equal", "less_than_equal"}:
            floor, ceiling = "any" if low is None else f"{low:g}", "any" if high is None else f"{high:g}"
            out.append(f"{name} = {value!r} is out of range; allowed: {floor} to {ceiling} [{unit}]")
        else:
            out.append(f"{name} = {value!r} is not acceptable: {found['msg'].lower()} [unit: {unit}]")
    return out
