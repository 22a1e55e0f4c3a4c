"""A case to start from: a made-up district as one file, with what every key means, in the words of `experiments.docs.keys`."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from experiments.docs import keys
from experiments.new_case import toml
from experiments.new_case.made_up import Off, district
from experiments.new_case.texts import sample as texts
from experiments.terminal.languages import columns, wrapped
from sim.case import Case, parse_case
from sim.config import aims, parameters
from sim.say import Language, use

FAR, WIDTH = 56, 130  # columns: the last at which what stands beside a key begins, and of a line


def sample(name: str, file: str, lang: Language) -> str:
    """Return the text of the file called ``file``, with the case of an id, what it explains in a language.

    Raises
    ------
    ValueError
        When a key that a case may have does not occur in it.
    """
    with use(lang):
        return _written(name, shlex.quote(file))


def _written(name: str, file: str) -> str:
    head = [texts.INTRODUCTION(file=file), ""]
    head += [line(file=file) if line.fields else line() for line in texts.GO_ON]
    head += ["", *(line() for line in texts.HOW_TO_READ)]
    raw = district(name)
    writer = _Writer(parse_case(_live(raw), file))
    lines = [*map(toml.comment, head), "", *writer.table(Case, raw)]
    if left := [
        f"{where}.{key}" for where, part, words in keys.CASES for key in words if (part, key) not in writer.told
    ]:
        raise ValueError(texts.NOT_SHOWN(keys=left))
    return "\n".join(lines) + "\n"


class _Writer:
    """Writes tables, and beside a key what it means where it first occurs."""

    def __init__(self, case: Case) -> None:
        self.told: set[tuple[type[BaseModel] | None, str]] = set()
        self.words = {part: words for _, part, words in keys.CASES}
        self.settings = {p.name: p for p in (*parameters(case), *aims(case))}

    def table(
        self, part: type[BaseModel], values: Mapping[str, Any], path: str = "", off: bool = False
    ) -> Iterator[str]:
        """Yield the lines of a table without its header: its keys, then the tables in it."""
        plain, inner = [], []
        for key, given in values.items():
            one, hidden = _shown(given, off)
            if keys.part_of(part.model_fields[key]) or (isinstance(one, dict) and key != "title"):
                inner.append((key, one, hidden))
            else:
                plain.append((f"{'#' * hidden}{key} = {toml.value(one)}", self._beside(part, key)))
        yield from _in_columns(plain)
        for key, one, hidden in inner:
            words = self._beside(part, key)
            if words:
                yield from ("", toml.comment(texts.HEADING(key=path + key, words=words)))
            many = isinstance(one, list)
            for i, given in enumerate(one if many else [one]):
                entry, unused = _shown(given, hidden)
                if i or not words:
                    yield ""
                yield "#" * unused + (f"[[{path}{key}]]" if many else f"[{path}{key}]")
                inside = keys.part_of(part.model_fields[key])
                yield from (
                    self.table(inside, entry, f"{path}{key}.", unused)
                    if inside
                    else self._names(key, entry, f"forms.{values['id']}." if path == "forms." else "", unused)
                )

    def _names(self, key: str, entry: Mapping[str, Any], prefix: str, off: bool) -> Iterator[str]:
        """Yield the lines of a table whose keys are names of settings, school years or paths."""
        if key == "sources":
            yield toml.comment(texts.SOURCES_BEGIN())
        lines = []
        for name, given in entry.items():
            one, hidden = _shown(given, off)
            known = self.settings.get(prefix + name) if (None, prefix + name) not in self.told else None
            self.told.add((None, prefix + name))
            lines.append(
                (f"{'#' * hidden}{toml.key(name)} = {toml.value(one)}", keys.beside_setting(known) if known else "")
            )
        yield from _in_columns(lines)

    def _beside(self, part: type[BaseModel], key: str) -> str:
        """Return what is said of a key, where that was not said before."""
        if (part, key) in self.told:
            return ""
        self.told.add((part, key))
        return keys.beside(key, part.model_fields[key], self.words[part][key]())


def _shown(value: Any, off: bool) -> tuple[Any, bool]:
    """Return a value, and whether it is shown as a comment."""
    return (value.value, True) if isinstance(value, Off) else (value, off)


def _live(value: Any) -> Any:
    """Return a value without what is shown as a comment in it."""
    if isinstance(value, Mapping):
        return {name: _live(one) for name, one in value.items() if not isinstance(one, Off)}
    return [_live(one) for one in value if not isinstance(one, Off)] if isinstance(value, list) else value


def _in_columns(lines: list[tuple[str, str]]) -> Iterator[str]:
    """Yield keys with what is said of them beside, one below the other; above those too long for that."""
    at = max((width for code, said in lines if said and (width := columns(code) + 2) <= FAR), default=0)
    for code, said in lines:
        if not said:
            yield code
        elif columns(code) + 2 > FAR:
            yield from (toml.comment(said), code)
        else:
            first, *more = wrapped(toml.visible(said), WIDTH - at - 2)
            yield f"{code}{' ' * (at - columns(code))}# {first}"
            yield from (f"{' ' * at}# {line}" for line in more)
