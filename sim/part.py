"""What the pieces of a case file have in common: strict about keys and types, and never changed once read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from sim.bundle import Frozen
from sim.param import shown
from sim.texts import cases as texts

ID = r"^[a-z][a-z0-9_]*$"  # of what becomes a part of dotted names
DATE = re.compile(r"^(\d{4})(?:-(0[1-9]|1[0-2]))?$")


def frozen(value: Any) -> Any:
    """Return values of a file with lists as tuples and tables as `Frozen`, however deep."""
    if isinstance(value, dict):
        return Frozen({name: frozen(one) for name, one in value.items()})
    return tuple(frozen(one) for one in value) if isinstance(value, list | tuple) else value


Values = Annotated[dict[str, Any], AfterValidator(frozen)]


def listed(**limits: Any) -> Any:
    """Declare a list of a file, which is kept as a tuple; required unless a default is given."""
    return Field(strict=False, **limits)


class Part(BaseModel):
    """A piece of a case file: strict about keys and types, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with other values, unchecked; lists and tables among them are frozen as those of a file are."""
        copied = super().model_copy(update=frozen(dict(update or {})), deep=deep)
        for name in vars(copied).keys() - type(self).model_fields.keys():
            del vars(copied)[name]  # what was worked out of the old values
        return copied


class Label(Part):
    """A name in Chinese and English."""

    zh: str
    en: str


def in_both(value: Any) -> Any:
    """Return a text as one that reads the same in both languages."""
    if not isinstance(value, str | dict | Label):
        raise ValueError(texts.NO_TEXT(value=shown(value)))
    return {"zh": value, "en": value} if isinstance(value, str) else value


type Origin = Annotated[Label, BeforeValidator(in_both)]  # of a number: a text, or one in Chinese and one in English


class Instance(Label):
    """A further instance of an instrument, with a switch, numbers and aims of its own under the name ``of@id``."""

    id: str = Field(pattern=ID)
    of: str

    @property
    def name(self) -> str:
        """Its name in settings."""
        return f"{self.of}@{self.id}"


def check_date(date: str) -> str:
    """Accept ``YYYY`` or ``YYYY-MM``."""
    if not DATE.match(date):
        raise ValueError(texts.NO_DATE(value=shown(date)))
    return date
