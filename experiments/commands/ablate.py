"""The command that says what each instrument of a reform contributes."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any

from experiments import Refused
from experiments.commands import add_set, add_years, again, command, tell, whole
from experiments.commands.runs import add_engine, engine_options
from experiments.commands.texts import LUCKS, NO_PAIRS, RUNS_OF_EACH
from experiments.commands.texts import ablate as texts
from experiments.commands.texts.compare import LUCKS_HELP
from experiments.runs.settings import parse_settings


def add(commands: Any) -> None:
    """Register the command."""
    parser = command(commands, "ablate", do_ablate, texts.ABLATE(), texts.ABLATE_LONG())
    parser.add_argument("case", metavar="CASE", help=texts.CASE())
    replications = whole(1, 10_000, RUNS_OF_EACH)
    parser.add_argument("--replications", type=replications, default=20, metavar="R", help=texts.REPLICATIONS())
    parser.add_argument("--lucks", type=whole(1, 100, LUCKS), default=1, metavar="L", help=LUCKS_HELP())
    add_years(parser)
    add_set(parser)
    parser.add_argument("--no-placebo", action="store_true", help=texts.NO_PLACEBO())
    tornado = parser.add_mutually_exclusive_group()
    seeds = whole(1, 1000, texts.TORNADO_SEEDS)
    tornado.add_argument("--tornado", type=seeds, default=4, metavar="N", help=texts.TORNADO())
    tornado.add_argument("--no-tornado", action="store_true", help=texts.NO_TORNADO())
    parser.add_argument("--assumed", action="append", default=[], metavar="NAME", help=texts.ASSUMED())
    parser.add_argument("--out", metavar="DIR", help=texts.OUT())
    parser.add_argument("--dry-run", action="store_true", help=texts.DRY_RUN())
    add_engine(parser)


def do_ablate(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Take a reform apart."""
    common, options = parse_settings(arguments.set), engine_options(arguments)
    if options.shard is not None:
        raise Refused(texts.NO_SHARD())
    if arguments.assumed and arguments.no_tornado:
        raise Refused(texts.ASSUMED_NEEDS())
    from pathlib import Path

    from experiments.ablation import ablation, arms, tornado
    from experiments.runs.chance import Chance

    chance = Chance(lucks=arguments.lucks)
    plan = arms.plan(arguments.case, arguments.years, common, placebo=not arguments.no_placebo)
    of = None if arguments.no_tornado else tornado.plan(plan, arguments.tornado, arguments.assumed)
    name = re.sub(r"[^\w.=-]+", "-", arguments.case.removesuffix(".toml")).strip("-")
    folder = Path(arguments.out or f"results/ablate-{name}{chance.mark}")
    if of is not None:
        print(of.size())
    if arguments.dry_run:
        for scenario in plan.scenarios:
            print(texts.SCENARIO(name=scenario.name, text=scenario.text))
        more = [] if of is None else of.at_most()
        print(ablation.cost(plan, folder, arguments.replications, options, chance, more))
        return
    found = ablation.ablate(
        plan, folder, replications=arguments.replications, options=options, command=again(words), chance=chance
    )  # fmt: skip
    moved = None if of is None else tornado.carry_out(of, folder, found, options)
    from experiments.ablation import ablation_page
    from experiments.pages import verdict

    has_values = bool(found.table()["n"].any())
    if said := verdict.check(found.found.values["status"], folder, has_values=has_values, what=NO_PAIRS()):
        print(said)
    tell(ablation_page.write(found, folder, again(words), words, moved), str(folder))
