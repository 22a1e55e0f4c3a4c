"""The commands of ``edugroup``: a module per family, whose ``add`` registers it. Light: what is heavy is imported by ``do``."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Callable, Sequence
from typing import Any

from experiments import hint
from experiments.commands import texts
from experiments.terminal import languages
from sim.say import Said, Text


def command(commands: Any, name: str, do: Callable[..., None], short: Said, long: Said) -> argparse.ArgumentParser:
    """Register a command and return its parser; ``do(arguments, words)`` carries it out."""
    found: argparse.ArgumentParser = commands.add_parser(
        name, help=short, description=long, allow_abbrev=False, formatter_class=languages.Formatter
    )
    found.set_defaults(do=do)
    languages.add_language(found)
    found.add_argument("--instruments", action="append", default=[], metavar="DIR", help=texts.INSTRUMENTS_HELP())
    return found


def add_set(parser: argparse.ArgumentParser) -> None:
    """Add ``--set KEY=VALUE``."""
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=texts.SET_HELP())


def add_held_seeds(parser: argparse.ArgumentParser, default: Said) -> None:
    """Add ``--population-seed`` and ``--luck-seed``."""
    parser.add_argument("--population-seed", type=seed, metavar="S", help=texts.POPULATION_SEED_HELP(default=default))
    parser.add_argument("--luck-seed", type=seed, metavar="S", help=texts.LUCK_SEED_HELP(default=default))


def add_workers(parser: Any) -> None:
    """Add ``--workers N`` to a parser or a group of its options."""
    parser.add_argument("--workers", type=whole(1, 10_000, texts.PROCESSES), metavar="N", help=texts.WORKERS_HELP())


def add_outcomes(parser: argparse.ArgumentParser, what: Said) -> None:
    """Add ``--outcomes NAME[,NAME]``, which may be repeated; it leaves None or a list of names."""
    parser.add_argument("--outcomes", action=_Names, metavar="NAME[,NAME]", help=texts.OUTCOMES_HELP(what=what))


def add_years(parser: argparse.ArgumentParser) -> None:
    """Add ``--years N``."""
    parser.add_argument("--years", type=years, metavar="N", help=texts.YEARS_HELP())


def add_discount(parser: argparse.ArgumentParser) -> None:
    """Add ``--discount PERCENT``; it leaves a rate."""
    parser.add_argument("--discount", type=_rate, default=0.0, metavar="PERCENT", help=texts.DISCOUNT_HELP())


def _rate(text: str) -> float:
    try:
        value = float(text.strip().removesuffix("%"))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 20:
        raise argparse.ArgumentTypeError(texts.BAD_RATE(text=text))
    return value / 100


class _Names(argparse.Action):
    """Collects names that commas separate."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: str | None = None) -> None:
        """Add the names of one use of the option."""
        names = [name.strip() for name in values.split(",") if name.strip()]
        if not names:
            raise argparse.ArgumentError(self, texts.NO_OUTCOME(text=values))
        setattr(namespace, self.dest, [*(getattr(namespace, self.dest) or []), *names])


def whole(low: int, high: int | None, unit: Text) -> Callable[[str], int]:
    """Return a reader of whole numbers in a range."""

    def read(text: str) -> int:
        allowed = texts.FROM_TO(low=low, high=high) if high is not None else texts.AT_LEAST(low=low)
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(texts.NOT_WHOLE(text=text, allowed=allowed, unit=unit)) from None
        if value < low or (high is not None and value > high):
            raise argparse.ArgumentTypeError(texts.OUT_OF_RANGE(value=value, allowed=allowed, unit=unit))
        return value

    return read


def one_of(known: Sequence[str]) -> Callable[[str], str]:
    """Return a reader of one of some words."""

    def read(text: str) -> str:
        if text not in known:
            raise argparse.ArgumentTypeError(texts.NOT_ONE_OF(text=text, hint=hint(text, known)))
        return text

    return read


years = whole(1, 100, texts.SCHOOL_YEARS)
seed = whole(0, None, texts.SEED)
pairs = whole(1, 1000, texts.PAIRS)


def again(words: Sequence[str]) -> str:
    """Return the line of a shell that does it again."""
    return shlex.join(["edugroup", *words])


def tell(found: Sequence[Any], folder: str) -> None:
    """Print the five answers in short, and where to read on."""
    for answer in found:
        print(texts.ANSWER(question=answer.asked, short=answer.short))
    print(texts.REPORT_IN(report=os.path.join(folder, "report.html"), folder=folder))
