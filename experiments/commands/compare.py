"""The command that compares scenarios on shared seeds."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from experiments import Refused
from experiments.commands import (
    add_discount,
    add_held_seeds,
    add_outcomes,
    add_set,
    add_years,
    again,
    command,
    tell,
    whole,
)
from experiments.commands.runs import add_engine, engine_options
from experiments.commands.texts import LUCKS, NO_PAIRS, RUNS_OF_EACH
from experiments.commands.texts import compare as texts
from experiments.runs.settings import parse_settings

if TYPE_CHECKING:
    from experiments.compare.precision import Width

LARGEST = 8  # scenarios: as many as a figure can keep apart
_lucks = whole(1, 100, LUCKS)
_count = whole(1, 10_000, RUNS_OF_EACH)


def add(commands: Any) -> None:
    """Register the command."""
    parser = command(commands, "compare", do_compare, texts.COMPARE(), texts.COMPARE_LONG())
    parser.add_argument("scenarios", nargs="+", metavar="SCENARIO", help=texts.SCENARIOS())
    parser.add_argument("--replications", type=_replications, default=10, metavar="R|auto", help=texts.REPLICATIONS())
    parser.add_argument("--precision", action="append", default=[], metavar="OUTCOME=WIDTH", help=texts.PRECISION())
    parser.add_argument("--most", type=_count, default=200, metavar="R", help=texts.MOST())
    add_years(parser)
    add_outcomes(parser, texts.SHOWN_BESIDE())
    add_held_seeds(parser, texts.OF_REPLICATION())
    parser.add_argument("--lucks", type=_lucks, default=1, metavar="L", help=texts.LUCKS_HELP())
    add_set(parser)
    add_discount(parser)
    parser.add_argument("--out", metavar="DIR", help=texts.COMPARE_OUT())
    add_engine(parser)


def do_compare(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Compare scenarios."""
    if not 2 <= len(arguments.scenarios) <= LARGEST:
        raise Refused(texts.HOW_MANY(most=LARGEST, n=len(arguments.scenarios)))
    precision = _precision(arguments.precision)
    if precision and arguments.replications is not None:
        raise Refused(texts.PRECISION_AND_NUMBER())
    common, options = parse_settings(arguments.set), engine_options(arguments)
    if options.shard is not None:
        raise Refused(texts.NO_SHARD())
    from pathlib import Path

    from experiments.compare.comparison import compare
    from experiments.compare.scenarios import read_scenarios
    from experiments.runs import outcomes
    from experiments.runs.chance import Chance

    chance = Chance(arguments.population_seed, arguments.luck_seed, arguments.lucks)
    scenarios = read_scenarios(arguments.scenarios, arguments.years, common)
    asked = outcomes.parse_all([*(arguments.outcomes or []), *precision])
    folder = Path(arguments.out or f"results/compare-{_slug(arguments.scenarios)}{chance.mark}")
    widths = {outcomes.parse(name).name: width for name, width in precision.items()}
    found = compare(
        scenarios, folder, replications=arguments.replications, precision=widths, most=arguments.most, asked=asked,
        options=options, command=again(words), chance=chance, discount=arguments.discount,
    )  # fmt: skip
    from experiments.compare import comparison_page
    from experiments.pages import verdict

    if said := verdict.check(found.values["status"], folder, has_values=found.has_values, what=NO_PAIRS()):
        print(said)
    tell(comparison_page.write(found, folder, again(words), words), str(folder))


def _replications(text: str) -> int | None:
    return None if text == "auto" else _count(text)


def _precision(asked: Sequence[str]) -> dict[str, Width]:
    from experiments.compare.precision import Width

    out: dict[str, Width] = {}
    for text in asked:
        name, _, raw = text.partition("=")
        part = raw.strip().endswith("%")
        try:
            width = float(raw.strip().removesuffix("%"))
        except ValueError:
            width = 0.0
        if not 0 < width < float("inf"):
            raise Refused(texts.BAD_WIDTH(text=text, width=raw))
        out[name.strip()] = Width(relative=width / 100) if part else Width(absolute=width)
    return out


def _slug(scenarios: Sequence[str]) -> str:
    """Return a name for a folder, short enough for any file system."""
    from hashlib import sha256

    text = "-".join(re.sub(r"[^\w.=-]+", "-", s.removesuffix(".toml")).strip("-") for s in scenarios)
    mark = sha256(" ".join(scenarios).encode()).hexdigest()[:6]
    return text if len(text) <= 60 else f"{text[:60].rstrip('-.')}-{mark}"
