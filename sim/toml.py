"""TOML as people hand it in: UTF-8 with or without its mark, and a sentence where it cannot be used, never a crash."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from sim import texts
from sim.say import NOTHING, Said

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
        raise ValueError(texts.TOO_LARGE(size=len(content), most=MOST))
    try:
        raw = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(texts.NOT_UTF8(byte=error.start)) from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(_not_toml(str(error))) from None
    except RecursionError:
        raise ValueError(texts.TOO_DEEP(where=NOTHING, most=DEEPEST)) from None
    except ValueError:  # of int(): Python reads no decimal number of more digits
        raise ValueError(texts.NUMBER_TOO_LONG()) from None
    _check(raw)
    return raw


def _not_toml(said: str) -> Said:
    """Return what Python's reader says, and in Chinese what it means."""
    what, _, place = said.removesuffix(")").rpartition(" (at ")
    own = next((text for begins, text in texts.TOML.items() if what.startswith(begins)), texts.NOT_AS_WRITTEN)
    at = re.findall(r"\d+", place)
    where = texts.AT_LINE(line=at[0], column=at[1]) if len(at) == 2 else texts.AT_END()
    return texts.NOT_TOML(where=where, why=Said(own.zh, what))


def _check(raw: dict[str, Any]) -> None:
    """Refuse what no part of a file may be; without recursion, because depth is one of the things refused."""
    todo: list[tuple[str, int, Any]] = [("", 0, raw)]
    while todo:
        where, depth, node = todo.pop()
        if depth > DEEPEST:
            raise ValueError(texts.TOO_DEEP(where=_at(where), most=DEEPEST))
        if isinstance(node, dict):
            for key, value in node.items():
                _text(where, key)
                todo.append((f"{where}.{key}" if where else key, depth + 1, value))
        elif isinstance(node, list):
            todo += [(where, depth + 1, value) for value in node]
        elif isinstance(node, str):
            _text(where, node)
        elif isinstance(node, int) and not -WHOLE <= node < WHOLE:
            raise ValueError(texts.BIG_NUMBER(where=_at(where), bits=node.bit_length()))


def _text(where: str, text: str) -> None:
    if found := CONTROL.search(text):
        raise ValueError(texts.CONTROL(where=_at(where), code=ord(found[0])))


def _at(where: str) -> Said:
    return texts.IN_KEY(where=where[:60]) if where else NOTHING
