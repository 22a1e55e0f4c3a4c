"""The language of a command: ``--lang`` before or after its name, else ``EDUGROUP_LANG``, else the locale."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from experiments import Refused
from experiments.terminal import texts
from sim.say import LANGUAGES, VARIABLE, Language, Said, from_environment, language

OPTION = "--lang"
FILLER = "\0"  # for the second column of a wide character, while argparse lays out
CLOSING, OPENING = "，。；：、！？）”》%", "（“《"  # signs that begin, and that end, no line


def chosen(words: Sequence[str], variables: Mapping[str, str]) -> tuple[Language, list[str]]:
    """Return the language of a command line, and its words without that choice; the last choice counts.

    Raises
    ------
    Refused
        In either language, where what is asked for is neither.
    """
    found: Language | None = None
    rest: list[str] = []
    given = iter(words)
    for word in given:
        name, equals, value = word.partition("=")
        if word == "--":
            rest += [word, *given]
        elif name == OPTION:
            found = _language(OPTION, value if equals else next(given, None))
        else:
            rest.append(word)
    if found is None and (asked := variables.get(VARIABLE)):
        found = _language(VARIABLE, asked)
    return found or from_environment(variables), rest


def _language(where: str, asked: str | None) -> Language:
    if asked is None:
        said = texts.NO_LANGUAGE_GIVEN()
    elif asked not in LANGUAGES:
        said = texts.NO_LANGUAGE(where=where, asked=asked)
    else:
        return asked
    raise Refused(said.en, said.zh)


def add_language(parser: argparse.ArgumentParser) -> None:
    """Show ``--lang`` in a help; `chosen` has read it before the parser sees the words."""
    parser.add_argument(OPTION, metavar="|".join(LANGUAGES), help=texts.LANGUAGE_HELP())


@contextmanager
def argparse_speaks() -> Iterator[None]:
    """Let argparse say its own words in the language chosen while the block runs.

    It asks gettext for them under names of its own, which is how it is meant to be translated; but gettext wants compiled
    files and one language for a whole process.
    """
    module: Any = argparse
    before = module._, module.ngettext
    module._, module.ngettext = _in_chinese, lambda one, many, n: _in_chinese(one if n == 1 else many)
    try:
        yield
    finally:
        module._, module.ngettext = before


def _in_chinese(english: str) -> str:
    return texts.ARGPARSE.get(english, english) if language() == "zh" else english


def name_values(parser: argparse.ArgumentParser) -> None:
    """Let the help of a parser and of its commands name the values of options and arguments in the language chosen."""
    for action in parser._actions:
        if isinstance(action.metavar, str):
            action.metavar = Said(texts.METAVARS.get(action.metavar, action.metavar), action.metavar)
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                name_values(command)


class Formatter(argparse.HelpFormatter):
    """Wraps and aligns lines by what they take on a screen: a Chinese character takes two columns and needs no space.

    argparse counts characters, so what it lays out is filled up to as many characters as it takes columns.
    """

    def format_help(self) -> str:
        """Return the help, laid out."""
        return super().format_help().replace(FILLER, "")

    def _metavar_formatter(self, action: argparse.Action, default_metavar: str) -> Any:
        named = super()._metavar_formatter(action, default_metavar)
        return lambda size: tuple(text and _filled(text) for text in named(size))  # one that is not shown has none

    def _format_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None) -> str:
        module: Any = argparse
        return super()._format_usage(usage, actions, groups, _filled(module._("usage: ") if prefix is None else prefix))

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        return "\n".join(indent + line for line in wrapped(text, width - len(indent)))


def wrapped(text: str, width: int) -> list[str]:
    """Return the lines of a text of which none is wider than asked, unless a word is."""
    pieces = re.findall(
        rf"\s+|[{OPENING}]*(?:[^\s“”\u2e80-\uffef]+|[“”\u2e80-\uffef])[{CLOSING}]*", " ".join(text.split())
    )
    lines = [""]
    for piece in pieces:
        if columns(lines[-1] + piece) <= width or not lines[-1]:
            lines[-1] += piece
        elif not piece.isspace():
            lines[-1] = lines[-1].rstrip()
            lines.append(piece)
    return [*lines[:-1], lines[-1].rstrip()]


def columns(text: str) -> int:
    """Return how many columns of a screen a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _filled(text: str) -> str:
    return text + FILLER * (columns(text) - len(text))


def aligned(text: str, width: int, *, right: bool = False) -> str:
    """Return a text with spaces up to a number of columns of a screen."""
    space = " " * (width - columns(text))
    return space + text if right else text + space
