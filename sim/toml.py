"""TOML as people hand it in: UTF-8 with or without its mark, and a sentence where it cannot be used, never a crash."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST = 50_000_000  # bytes of a file
DEEPEST = 20  # tables and lists within each other; a case needs six
WHOLE = 2**63  # TOML promises whole numbers of 64 bits
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)  # an escape can put them into a text; no name or file has them


def read(content: bytes) -> dict[str, Any]:
    """Return what a file says.

    Raises
    ------
    ValueError
        With a sentence without subject, such as ``is not UTF-8 text (byte 9)``.
    """
    if len(content) > MOST:
        raise ValueError(f"has {len(content):,} bytes; allowed: at most {MOST:,}")
    try:
        raw = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"is not valid TOML: {error}") from None
    except RecursionError:
        raise ValueError(_too_deep("")) from None
    except ValueError:  # of int(): Python reads no decimal number of more digits
        raise ValueError("holds a whole number of thousands of digits; TOML allows 64 bits") from None
    _check(raw)
    return raw


def _check(raw: dict[str, Any]) -> None:
    """Refuse what no part of a file may be; without recursion, because depth is one of the things refused."""
    todo: list[tuple[str, int, Any]] = [("", 0, raw)]
    while todo:
        where, depth, node = todo.pop()
        if depth > DEEPEST:
            raise ValueError(_too_deep(where))
        if isinstance(node, dict):
            for key, value in node.items():
                _text(where, key)
                todo.append((f"{where}.{key}" if where else key, depth + 1, value))
        elif isinstance(node, list):
            todo += [(where, depth + 1, value) for value in node]
        elif isinstance(node, str):
            _text(where, node)
        elif isinstance(node, int) and not -WHOLE <= node < WHOLE:
            raise ValueError(f"{_at(where)} a whole number of {node.bit_length()} bits; TOML allows 64")


def _text(where: str, text: str) -> None:
    if found := CONTROL.search(text):
        raise ValueError(f"{_at(where)} the control character U+{ord(found[0]):04X}; texts are written without")


def _at(where: str) -> str:
    return f"holds in '{where[:60]}'" if where else "holds"


def _too_deep(where: str) -> str:
    return f"{_at(where)} tables or lists more than {DEEPEST} deep in each other"
