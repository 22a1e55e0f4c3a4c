"""The command that simulates many districts and reports them together."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from experiments import Refused
from experiments.commands import add_outcomes, again, command, whole
from experiments.commands.runs import add_engine, engine_options


def add(commands: Any) -> None:
    """Register the command."""
    many = command(
        commands, "districts", do_districts, "simulate many districts and report them together",
        "Run every district of a table with and without its reforms, on all processors or a cluster, and report the "
        "distribution over districts and what a province and the nation would take.",
    )  # fmt: skip
    many.add_argument(
        "table", nargs="?", metavar="TABLE", help="CSV: id and case (a path), or id and pupils (and seed, groups)"
    )
    many.add_argument("--synthetic", type=whole(1, 10_000, "districts"), metavar="N", help="make up N counties instead")
    many.add_argument(
        "--seed", type=whole(0, None, "seed"), default=1, metavar="S", help="which made-up counties (default: 1)"
    )
    many.add_argument(
        "--years", type=whole(1, 100, "school years"), default=15, metavar="N", help="horizon (default: 15)"
    )
    many.add_argument(
        "--replications",
        type=whole(1, 1000, "pairs of runs"),
        default=4,
        metavar="R",
        help="pairs of runs a district (default: 4)",
    )
    add_outcomes(many, "outcomes instead of the headline")
    many.add_argument("--out", default="results/districts", metavar="DIR", help="folder (default: results/districts)")
    add_engine(many)


def do_districts(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Simulate many districts."""
    if (arguments.table is None) == (arguments.synthetic is None):
        raise Refused("name a table of districts, or how many to make up with --synthetic, and only one of the two")
    options = engine_options(arguments)
    from pathlib import Path

    from experiments.districts import counties, districts_page
    from experiments.files.study_folder import DISTRICTS, REPORT, check_beside, part
    from experiments.pages import verdict
    from experiments.runs.outcomes import companions, parse_all
    from experiments.store import purpose
    from experiments.store.campaign import check_size, complete
    from experiments.store.store import Store

    outcomes = parse_all(arguments.outcomes)
    outcomes += companions(outcomes)
    if arguments.table is None:
        given = counties.synthetic(arguments.synthetic, seed=arguments.seed)
    else:
        given = counties.read_table(arguments.table)
    wanted: list[counties.Wanted] = []
    seeds = range(1, arguments.replications + 1)
    for outcome in outcomes:  # of the first district, before the store is touched
        outcome.check(given[0].load(), arguments.years, has_baseline=False)
    check_size(len(given), len(counties.ARMS) * arguments.replications, "districts and runs of each")
    check_beside(Path(arguments.out), DISTRICTS)
    with Store(arguments.out, write=True) as store:
        store.claim(again(words), "districts")
        purpose.write(store, outcomes)
        complete(store, counties.plan(given, seeds, arguments.years, outcomes, wanted), options)
        if options.shard is not None:
            print(f"part {arguments.shard} is in {arguments.out}; edugroup merge puts parts together")
            return
        runs = counties.collect(store, wanted, outcomes)
    pairs = counties.by_district(runs, outcomes)
    lacking = "no outcome has a value in both runs of a seed"
    if said := verdict.check(runs["status"], arguments.out, has_values=bool(pairs["n"].any()), what=lacking):
        print(said)
    with part(Path(arguments.out), REPORT, DISTRICTS) as folder:
        answers = districts_page.write(folder, runs, given, outcomes, arguments.years, again(words))
        facts = {
            "districts": len(given),
            "years": arguments.years,
            "seeds": list(seeds),
            "outcomes": [o.name for o in outcomes],
        }
        folder.write_manifest("districts", words, facts)
    for answer in answers:
        print(f"{answer.question}\n  {answer.short}")
    print(f"\nReport: {folder.name}/report.html\nTables: {folder.name}")
