"""A case as TOML that a person can read: one line per town, school and tie, and what was assumed at its head."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from experiments.terminal.languages import wrapped

WIDTH = 120  # of comments


def document(raw: Mapping[str, Any], head: Iterable[str], hint: Iterable[str] = ()) -> str:
    """Return the file of a case: ``head`` lists what stands above it, ``hint`` what stands beside its reforms."""
    lines = [comment(line) for line in head] + [""]
    lines += [f"{k} = {value(raw[k])}" for k in ("id", "title", "start_year", "years")]
    for part in ("towns", "schools"):
        lines += ["", f"{part} = [", *(f"  {value(x)}," for x in raw[part]), "]"]
    for group in raw.get("groups", ()):
        lines += ["", "[[groups]]", *(f"{k} = {value(v)}" for k, v in group.items() if k != "members")]
        lines += ["members = [", *(f"  {value(m)}," for m in group["members"]), "]"]
    lines += ["", *(comment(line) for line in hint)]
    for reform in raw.get("reforms", ()):
        lines += ["", "[[reforms]]", *(f"{k} = {value(v)}" for k, v in reform.items())]
    lines += ["", "[sources]", *(f"{quoted(k)} = {value(v)}" for k, v in raw["sources"].items())]
    return "\n".join(lines) + "\n"


def value(item: Any) -> str:
    """Return a value as TOML on one line."""
    if isinstance(item, bool):
        return str(item).lower()
    if isinstance(item, str):
        return quoted(item)
    if isinstance(item, Mapping):
        return "{ " + ", ".join(f"{key(k)} = {value(v)}" for k, v in item.items()) + " }"
    if isinstance(item, list):
        return "[" + ", ".join(value(v) for v in item) + "]"
    if isinstance(item, int | float):
        return repr(item)
    raise TypeError(f"{item!r} has no form in a case file")


def key(name: str) -> str:
    """Return a key, bare where TOML allows it."""
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else quoted(name)


def quoted(text: str) -> str:
    """Return a text in quotes; whatever could end it, or would not be seen, is escaped."""
    return visible(json.dumps(text, ensure_ascii=False))


def comment(text: str) -> str:
    """Return a text as comment lines; whatever could end a line early is shown, not written."""
    indent = "#   " if text.startswith("- ") else "# "
    first, *more = wrapped(visible(text), WIDTH - len(indent))
    return "\n".join([f"# {first}", *(indent + line for line in more)]).rstrip()


def visible(text: str) -> str:
    r"""Return a text with every character that cannot be seen, spaces apart, as ``\uXXXX``."""
    return "".join(
        c if c.isprintable() else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in text
    )
