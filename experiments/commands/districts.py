"""The command that simulates many districts and reports them together."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from experiments import Refused
from experiments.commands import add_outcomes, again, command, pairs, seed, whole, years
from experiments.commands import texts as shared
from experiments.commands.runs import add_engine, engine_options
from experiments.commands.texts import compare as texts


def add(commands: Any) -> None:
    """Register the command."""
    many = command(commands, "districts", do_districts, texts.DISTRICTS(), texts.DISTRICTS_LONG())
    many.add_argument("table", nargs="?", metavar="TABLE", help=texts.TABLE())
    many.add_argument("--synthetic", type=whole(1, 10_000, shared.DISTRICTS), metavar="N", help=texts.SYNTHETIC())
    many.add_argument("--seed", type=seed, default=1, metavar="S", help=texts.WHICH_MADE_UP())
    many.add_argument("--years", type=years, default=15, metavar="N", help=texts.HORIZON())
    many.add_argument("--replications", type=pairs, default=4, metavar="R", help=texts.PAIRS_A_DISTRICT())
    add_outcomes(many, texts.INSTEAD_OF_HEADLINE())
    many.add_argument("--out", default="results/districts", metavar="DIR", help=texts.DISTRICTS_OUT())
    add_engine(many)


def do_districts(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Simulate many districts."""
    if (arguments.table is None) == (arguments.synthetic is None):
        raise Refused(texts.TABLE_OR_SYNTHETIC())
    options = engine_options(arguments)
    from pathlib import Path

    from experiments.districts import counties, districts_page
    from experiments.files.study_folder import DISTRICTS, REPORT, check_beside, part
    from experiments.pages import verdict
    from experiments.runs.outcomes import companions, parse_all
    from experiments.store import purpose
    from experiments.store.campaign import check_size, complete
    from experiments.store.store import Store

    if arguments.table is None:
        given = counties.synthetic(arguments.synthetic, seed=arguments.seed)
    else:
        given = counties.read_table(arguments.table)
    first, wanted = given[0].load(), list[counties.Wanted]()
    outcomes = parse_all(arguments.outcomes, first.stages.names)
    outcomes += companions(outcomes)
    seeds = range(1, arguments.replications + 1)
    for outcome in outcomes:  # of the first district, before the store is touched
        outcome.check(first, arguments.years, has_baseline=False)
    check_size(len(given), len(counties.ARMS) * arguments.replications, texts.DISTRICTS_AND_RUNS())
    check_beside(Path(arguments.out), DISTRICTS)
    with Store(arguments.out, write=True) as store:
        store.claim(again(words), "districts")
        purpose.write(store, outcomes)
        complete(store, counties.plan(given, seeds, arguments.years, outcomes, wanted), options)
        if options.shard is not None:
            print(shared.PART_DONE(shard=arguments.shard, folder=arguments.out))
            return
        runs = counties.collect(store, wanted, outcomes)
    pairs = counties.by_district(runs, outcomes)
    if said := verdict.check(runs["status"], arguments.out, has_values=bool(pairs["n"].any()), what=shared.NO_PAIRS()):
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
        print(shared.ANSWER(question=answer.asked, short=answer.short))
    print(shared.REPORT_AND_TABLES(report=f"{folder.name}/report.html", folder=folder.name))
