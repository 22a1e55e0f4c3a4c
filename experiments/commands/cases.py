"""Commands on one case: run, demo, describe, cases."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from experiments import Refused, hint
from experiments.commands import (
    add_discount,
    add_held_seeds,
    add_set,
    add_workers,
    again,
    command,
    pairs,
    seed,
    tell,
    years,
)
from experiments.runs.settings import parse_settings

TABLES = ("schedule", "parameters", "instruments", "forms", "placements", "money", "hours", "metrics", "state")


def add(commands: Any) -> None:
    """Register the commands."""
    run = command(commands, "run", do_run, "run a case once", "Run a case once and write tables, figures and a report.")
    run.add_argument("case", metavar="CASE", help="name of a case (edugroup cases lists them) or path of a case file")
    run.add_argument(
        "--years", type=years, metavar="N", help="horizon in school years, 1 to 100 (default: that of the case)"
    )
    run.add_argument("--seed", type=seed, default=1, metavar="S", help="seed, 0 or more (default: 1)")
    add_held_seeds(run, "--seed")
    add_set(run)
    run.add_argument("--no-reform", action="store_true", help="run the case without its reforms, mergers and groups")
    run.add_argument("--out", metavar="DIR", help="folder to write (default: results/CASE-seedS)")
    run.add_argument("--force", action="store_true", help="replace the output of an earlier run")

    demo = command(
        commands, "demo", do_demo, "baseline against reform in Huadu",
        "Run Huadu with and without its reforms on shared seeds and report paired differences. Replaces an earlier demo.",
    )  # fmt: skip
    demo.add_argument("positional", nargs="*", help=argparse.SUPPRESS)  # refused, with what to write instead
    demo.add_argument("--seeds", type=pairs, default=10, metavar="N", help="pairs of runs, 1 to 1000 (default: 10)")
    demo.add_argument(
        "--years", type=years, metavar="N", help="horizon in school years, 1 to 100 (default: that of the case)"
    )
    demo.add_argument("--case", default="huadu", metavar="CASE", help="another case (default: huadu)")
    add_set(demo)
    add_discount(demo)
    add_workers(demo)
    demo.add_argument("--out", default="results/demo", metavar="DIR", help="folder to write (default: results/demo)")

    about = command(
        commands, "describe", do_describe, "print what the model declares",
        "Print a table of the model's declarations, as Markdown.",
    )  # fmt: skip
    about.add_argument("what", metavar="|".join(TABLES), type=_table, help="which table")
    command(commands, "cases", do_cases, "list the cases", "List the cases that come with the project.")
    check = command(
        commands, "check", do_check, "try the laws on an instrument of your own",
        "Load the instrument of a file, or those of a folder, and try on it what every instrument must keep to.",
    )  # fmt: skip
    check.add_argument("file", metavar="FILE", help="a file NAME.py with one instrument, or a folder of such files")


def do_check(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Try the laws on the instruments of a file or folder, and say which hold."""
    from sim.conformity import conforms
    from sim.library import visiting

    with visiting(arguments.file) as names:
        found = [(name, one) for name in names for one in conforms(name)]
    for name, one in found:
        print(f"{name}: {one.law}: {f'NO, {one.wrong}' if one.wrong else 'holds'}. {one.says}")
    broken = [name for name, one in found if one.wrong]
    if broken:
        raise Refused(f"{len(broken)} of {len(found)} laws do not hold")


def do_run(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Run a case once."""
    overrides = parse_settings(arguments.set)
    from experiments.runs.plan import make_plan

    held = {"population_seed": arguments.population_seed, "luck_seed": arguments.luck_seed}
    plan = make_plan(arguments.case, arguments.years, overrides, **held)
    baseline = "-baseline" if arguments.no_reform else ""
    seeds = "".join(f"-{name.removesuffix('_seed')}{s}" for name, s in plan.seeds().items())
    out = arguments.out or f"results/{plan.case.id}{baseline}-seed{arguments.seed}{seeds}"
    from experiments.files.output import Folder
    from experiments.files.study_folder import OF_STORE

    with Folder(out, replaces=("run",) if arguments.force else (), keeps=OF_STORE) as folder:
        from experiments.one_case.single_run import run_once

        found = run_once(
            plan, seed=arguments.seed, reforms=not arguments.no_reform, folder=folder, command=again(words), argv=words
        )
    print(
        f"A single run, seed {arguments.seed}: change over time is not the effect of the reforms, which is shown by:\n"
        f"  {plan.comparison}"
    )
    tell(found, folder.name)


def do_demo(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Compare baseline and reform."""
    if arguments.positional:
        raise Refused(f"demo takes a case by --case; write: {again(['demo', '--case', arguments.positional[0]])}")
    overrides = parse_settings(arguments.set)
    from experiments.runs.plan import make_plan

    plan = make_plan(arguments.case, arguments.years, overrides)
    from experiments.files.output import Folder
    from experiments.files.study_folder import OF_STORE

    with Folder(arguments.out, replaces=("demo",), keeps=OF_STORE) as folder:
        from experiments.one_case.demo import compare_arms

        seeds = range(1, arguments.seeds + 1)
        found = compare_arms(
            plan, seeds=seeds, folder=folder, command=again(words), argv=words, discount=arguments.discount,
            workers=arguments.workers,
        )  # fmt: skip
    tell(found, folder.name)


def do_describe(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Print a table of declarations."""
    from experiments.docs.describe import describe

    print(describe(arguments.what), end="")


def do_cases(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """List the cases."""
    from experiments.docs.describe import cases

    print(cases(), end="")


def _table(text: str) -> str:
    if text not in TABLES:
        raise argparse.ArgumentTypeError(f"there is no table '{text}'{hint(text, TABLES)}")
    return text
