"""The commands of ``edugroup``: a module per family, whose ``add`` registers it. Light: what is heavy is imported by ``do``."""

from __future__ import annotations

import argparse
import os
import shlex
from collections.abc import Callable, Sequence
from typing import Any

from experiments.commands import texts
from experiments.terminal import languages


def command(commands: Any, name: str, do: Callable[..., None], short: str, long: str) -> argparse.ArgumentParser:
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
    parser.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE",
        help="value of a declared parameter, such as rotation.annual_share=0.2; may be repeated; has the last word over "
        "the case and its reforms",
    )  # fmt: skip


def add_held_seeds(parser: argparse.ArgumentParser, default: str) -> None:
    """Add ``--population-seed`` and ``--luck-seed``."""
    parser.add_argument(
        "--population-seed", type=seed, metavar="S",
        help=f"seed of who lives and works there on the first day (default: {default})",
    )  # fmt: skip
    parser.add_argument(
        "--luck-seed", type=seed, metavar="S", help=f"seed of what happens afterwards (default: {default})"
    )


def add_workers(parser: Any) -> None:
    """Add ``--workers N`` to a parser or a group of its options."""
    parser.add_argument(
        "--workers", type=whole(1, 10_000, "processes"), metavar="N",
        help="worker processes; 1 works in this process, without limits (default: one per processor)",
    )  # fmt: skip


def add_outcomes(parser: argparse.ArgumentParser, what: str) -> None:
    """Add ``--outcomes NAME[,NAME]``, which may be repeated; it leaves None or a list of names."""
    parser.add_argument(
        "--outcomes",
        action=_Names,
        metavar="NAME[,NAME]",
        help=f"{what} (edugroup describe metrics lists them); may be repeated",
    )


def add_discount(parser: argparse.ArgumentParser) -> None:
    """Add ``--discount PERCENT``; it leaves a rate."""
    parser.add_argument(
        "--discount", type=_rate, default=0.0, metavar="PERCENT",
        help="how much less a year counts than the one before where cost is set against gain, in per cent, 0 to 20 (default: 0)",
    )  # fmt: skip


def _rate(text: str) -> float:
    try:
        value = float(text.strip().removesuffix("%"))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 20:
        raise argparse.ArgumentTypeError(f"'{text}' is out of range; allowed: 0 to 20 [per cent a year]")
    return value / 100


class _Names(argparse.Action):
    """Collects names that commas separate."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option_string: str | None = None) -> None:
        """Add the names of one use of the option."""
        names = [name.strip() for name in values.split(",") if name.strip()]
        if not names:
            raise argparse.ArgumentError(self, f"'{values}' names no outcome; edugroup describe metrics lists them")
        setattr(namespace, self.dest, [*(getattr(namespace, self.dest) or []), *names])


def whole(low: int, high: int | None, unit: str) -> Callable[[str], int]:
    """Return a reader of whole numbers in a range."""

    def read(text: str) -> int:
        allowed = f"{low} to {high}" if high is not None else f"{low} or more"
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number; allowed: {allowed} [{unit}]") from None
        if value < low or (high is not None and value > high):
            raise argparse.ArgumentTypeError(f"{value} is out of range; allowed: {allowed} [{unit}]")
        return value

    return read


years = whole(1, 100, "school years")
seed = whole(0, None, "seed")
pairs = whole(1, 1000, "pairs of runs")


def again(words: Sequence[str]) -> str:
    """Return the line of a shell that does it again."""
    return shlex.join(["edugroup", *words])


def tell(found: Sequence[Any], folder: str) -> None:
    """Print the five answers in short, and where to read on."""
    for answer in found:
        print(f"{answer.question}\n  {answer.short}")
    print(f"\nReport: {os.path.join(folder, 'report.html')}\nTables and figures: {folder}")
