"""Values typed after ``--set``: ``key=value`` with the value written as in TOML, a bare word being a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from experiments import Refused
from experiments.runs import texts
from sim import toml

WORD = re.compile(r"[A-Za-z_][\w.-]*")
KEY = re.compile(r"[\w-]+(@[\w-]+)?(\.[\w-]+)+")


def parse_settings(typed: Iterable[str]) -> dict[str, Any]:
    """Return values by dotted name.

    Raises
    ------
    Refused
        With one sentence per word that cannot be read.
    """
    from sim.param import clipped  # which loads what only a run needs

    values: dict[str, Any] = {}
    messages = []
    for text in typed:
        key, equals, raw = (part.strip() for part in text.partition("="))
        if not equals or not key or not raw:
            messages.append(texts.NO_SETTING(text=clipped(text, 200)))
        elif not KEY.fullmatch(key):
            messages.append(texts.NO_PARAMETER(text=clipped(text, 200), key=clipped(key, 200)))
        elif key in values:
            messages.append(texts.SET_TWICE(key=key))
        else:
            try:
                values[key] = parse_value(raw)
            except ValueError:
                messages.append(texts.NO_VALUE(text=clipped(text, 200), value=clipped(raw, 200)))
    if messages:
        raise Refused(*messages)
    return values


def parse_value(raw: str) -> Any:
    """Return a TOML value, or the word itself; ValueError where it is neither."""
    try:
        found = toml.read(f"value = {raw}".encode(errors="surrogatepass"))
    except ValueError:
        found = {}
    if set(found) == {"value"}:
        return found["value"]
    if WORD.fullmatch(raw):
        return raw
    raise ValueError(raw)
