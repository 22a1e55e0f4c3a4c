"""What pydantic finds wrong with a file or a setting, in words of ours: it speaks English, and of the types of Python."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sim import texts
from sim.say import Said


def reason(found: Mapping[str, Any]) -> Said:
    """Say what pydantic finds wrong with a value, in words of ours by the type of the finding."""
    kind, ctx = found["type"], found.get("ctx", {})
    if kind == "value_error":  # of a check of ours, which says a sentence
        said: Said = ctx["error"].args[0]
        return said
    if kind == "literal_error":
        return texts.ONE_OF(allowed=quoted(choices(found)))
    if (text := texts.TYPES.get(kind)) is None:
        return Said(found["msg"].lower(), found["msg"].lower())
    return text(**{name: ctx[name] for name in text.fields})


def choices(found: Mapping[str, Any]) -> list[str]:
    """Return the values that a finding of pydantic lists as allowed."""
    return re.findall("'([^']+)'", found["ctx"]["expected"])


def quoted(names: Iterable[str]) -> list[Said]:
    """Return names in the quotes of each language."""
    return [texts.QUOTED(name=name) for name in names]
