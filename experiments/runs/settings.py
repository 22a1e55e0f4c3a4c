"""Values typed after ``--set``: ``key=value`` with the value written as in TOML, a bare word being a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from experiments import Refused
from sim import toml

WORD = re.compile(r"[A-Za-z_][\w.-]*")
KEY = re.compile(r"[\w-]+(@[\w-]+)?(\.[\w-]+)+")


def parse_settings(texts: Iterable[str]) -> dict[str, Any]:
    """Return values by dotted name.

    Raises
    ------
    Refused
        With one sentence per text that cannot be read.
    """
    from sim.param import clipped  # which loads what only a run needs

    values: dict[str, Any] = {}
    messages = []
    for text in texts:
        key, equals, raw = (part.strip() for part in text.partition("="))
        if not equals or not key or not raw:
            messages.append(
                f"--set {clipped(text, 200)} is not of the form key=value; write for example --set rotation.annual_share=0.2"
            )
        elif not KEY.fullmatch(key):
            messages.append(
                f"--set {clipped(text, 200)}: '{clipped(key, 200)}' is not the name of a parameter, such as rotation.annual_share"
            )
        elif key in values:
            messages.append(f"--set {key} is given twice")
        else:
            try:
                values[key] = parse_value(raw)
            except ValueError:
                messages.append(
                    f"--set {clipped(text, 200)}: '{clipped(raw, 200)}' is not a value; write a number, true, false, a word, "
                    '"text" or a list like [1, 2]'
                )
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
