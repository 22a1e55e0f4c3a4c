"""The command that compares scenarios on shared seeds."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from experiments import Refused
from experiments.commands import add_discount, add_held_seeds, add_outcomes, add_set, again, command, tell, whole, years
from experiments.commands.runs import add_engine, engine_options
from experiments.runs.settings import parse_settings

if TYPE_CHECKING:
    from experiments.compare.precision import Width

LARGEST = 8  # scenarios: as many as a figure can keep apart
_lucks = whole(1, 100, "lucks of each replication")
_count = whole(1, 10_000, "runs of each scenario")


def add(commands: Any) -> None:
    """Register the command."""
    parser = command(
        commands, "compare", do_compare, "compare scenarios on shared seeds",
        "Run scenarios on shared seeds and report how each differs from the first, with intervals. A scenario is a case "
        "(huadu), a case without its reforms (huadu:no-reform), a case with settings "
        "(huadu:rotation.annual_share=0.2,mentoring.on=false) or a scenario file. Runs are kept in the folder: doing it "
        "again, or with more replications, does only what is new.",
    )  # fmt: skip
    parser.add_argument("scenarios", nargs="+", metavar="SCENARIO", help="two to eight; the first is the reference")
    parser.add_argument(
        "--replications", type=_replications, default=10, metavar="R|auto",
        help="seeds, 1 to 10000, or auto: as many as narrow intervals need (default: 10)",
    )  # fmt: skip
    parser.add_argument(
        "--precision", action="append", default=[], metavar="OUTCOME=WIDTH",
        help="with auto: how wide the 95 %% interval of a difference may be, in the unit of the outcome "
        "(between_school_sd.primary=0.1) or as a part of the difference (between_school_sd.primary=25%%); may be repeated "
        "(default: between_school_sd in both stages, half of the difference or 0.05 points)",
    )  # fmt: skip
    parser.add_argument(
        "--most",
        type=_count,
        default=200,
        metavar="R",
        help="with auto: replications after which it stops (default: 200)",
    )
    parser.add_argument(
        "--years", type=years, metavar="N", help="horizon in school years, 1 to 100 (default: that of the case)"
    )
    add_outcomes(parser, "outcomes to show beside the usual ones")
    add_held_seeds(parser, "that of the replication; given, it is the same in all of them")
    parser.add_argument(
        "--lucks", type=_lucks, default=1, metavar="L",
        help="runs of each replication, 1 to 100: the same first day with another luck; 2 or more tell apart how much of the "
        "spread is who is there and how much is luck (default: 1)",
    )  # fmt: skip
    add_set(parser)
    add_discount(parser)
    parser.add_argument("--out", metavar="DIR", help="folder of runs and report (default: results/compare-NAMES)")
    add_engine(parser)


def do_compare(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Compare scenarios."""
    if not 2 <= len(arguments.scenarios) <= LARGEST:
        n = len(arguments.scenarios)
        raise Refused(
            f"compare takes two to {LARGEST} scenarios, not {n}; for more, write a study: edugroup sweep --help"
        )
    precision = _precision(arguments.precision)
    if precision and arguments.replications is not None:
        raise Refused("--precision says nothing with a number of replications; write --replications auto")
    common, options = parse_settings(arguments.set), engine_options(arguments)
    if options.shard is not None:
        raise Refused("--shard says nothing here: a comparison needs all of its runs; a study can be done in parts")
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

    lacking = "no outcome has a value in both runs of a seed"
    if said := verdict.check(found.values["status"], folder, has_values=found.has_values, what=lacking):
        print(said)
    tell(comparison_page.write(found, folder, again(words), words), str(folder))


def _replications(text: str) -> int | None:
    return None if text == "auto" else _count(text)


def _precision(texts: Sequence[str]) -> dict[str, Width]:
    from experiments.compare.precision import Width

    out: dict[str, Width] = {}
    for text in texts:
        name, _, raw = text.partition("=")
        part = raw.strip().endswith("%")
        try:
            width = float(raw.strip().removesuffix("%"))
        except ValueError:
            width = 0.0
        if not 0 < width < float("inf"):
            raise Refused(
                f"--precision {text}: '{raw}' is not a width; write for example --precision between_school_sd.primary=0.1 "
                "(above 0, in the unit of the outcome) or =25% (of the difference)"
            )
        out[name.strip()] = Width(relative=width / 100) if part else Width(absolute=width)
    return out


def _slug(scenarios: Sequence[str]) -> str:
    """Return a name for a folder, short enough for any file system."""
    from hashlib import sha256

    text = "-".join(re.sub(r"[^\w.=-]+", "-", s.removesuffix(".toml")).strip("-") for s in scenarios)
    mark = sha256(" ".join(scenarios).encode()).hexdigest()[:6]
    return text if len(text) <= 60 else f"{text[:60].rstrip('-.')}-{mark}"
