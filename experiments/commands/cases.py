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
    add_years,
    again,
    command,
    pairs,
    seed,
    tell,
)
from experiments.commands.texts import cases as texts
from experiments.runs.settings import parse_settings

OF_CASE = ("schedule", "parameters", "instruments", "forms")  # tables to which a case may add
TABLES = (*OF_CASE, "placements", "money", "hours", "metrics", "state")


def add(commands: Any) -> None:
    """Register the commands."""
    run = command(commands, "run", do_run, texts.RUN(), texts.RUN_LONG())
    run.add_argument("case", metavar="CASE", help=texts.CASE())
    add_years(run)
    run.add_argument("--seed", type=seed, default=1, metavar="S", help=texts.SEED_HELP())
    add_held_seeds(run, texts.AS_SEED())
    add_set(run)
    run.add_argument("--no-reform", action="store_true", help=texts.NO_REFORM())
    run.add_argument("--out", metavar="DIR", help=texts.RUN_OUT())
    run.add_argument("--force", action="store_true", help=texts.RUN_FORCE())

    demo = command(commands, "demo", do_demo, texts.DEMO(), texts.DEMO_LONG())
    demo.add_argument("positional", nargs="*", help=argparse.SUPPRESS)  # refused, with what to write instead
    demo.add_argument("--seeds", type=pairs, default=10, metavar="N", help=texts.DEMO_SEEDS())
    add_years(demo)
    demo.add_argument("--case", default="huadu", metavar="CASE", help=texts.DEMO_CASE())
    add_set(demo)
    add_discount(demo)
    add_workers(demo)
    demo.add_argument("--out", default="results/demo", metavar="DIR", help=texts.DEMO_OUT())

    about = command(commands, "describe", do_describe, texts.DESCRIBE(), texts.DESCRIBE_LONG())
    about.add_argument("what", metavar="|".join(TABLES), type=_table, help=texts.WHICH_TABLE())
    about.add_argument("--case", metavar="CASE", help=texts.DESCRIBE_CASE(tables=list(OF_CASE)))
    command(commands, "cases", do_cases, texts.CASES(), texts.CASES_LONG())
    check = command(commands, "check", do_check, texts.CHECK(), texts.CHECK_LONG())
    check.add_argument("file", metavar="FILE", help=texts.CHECK_FILE())


def do_check(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Try the laws on the instruments of a file or folder, and say which hold."""
    from sim.conformity import conforms
    from sim.library import visiting

    with visiting(arguments.file) as names:
        found = [(name, one) for name in names for one in conforms(name)]
    for name, one in found:
        if one.wrong:
            print(texts.LAW_BROKEN(name=name, law=one.law, wrong=one.wrong, says=one.says))
        else:
            print(texts.LAW_HOLDS(name=name, law=one.law, says=one.says))
    broken = [name for name, one in found if one.wrong]
    if broken:
        raise Refused(texts.LAWS_BROKEN(broken=len(broken), n=len(found)))


def do_run(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Run a case once."""
    from experiments.compare.scenarios import spelled
    from experiments.runs.plan import make_plan
    from experiments.runs.variants import PREFIX
    from sim.arms import ARMS

    name, own = spelled(arguments.case)
    overrides = {**own, **parse_settings(arguments.set)}
    reforms = overrides.pop(f"{PREFIX}enacted", True) and not arguments.no_reform
    held = {"population_seed": arguments.population_seed, "luck_seed": arguments.luck_seed}
    plan = make_plan(name, arguments.years, overrides, **held)
    arms = [
        word.replace("=", "-") for word, arm in ARMS.items() if own.get(f"{PREFIX}{arm.key}") == arm.value and reforms
    ]
    baseline = "".join(f"-{word}" for word in arms) + "-baseline" * (not reforms)
    seeds = "".join(f"-{name.removesuffix('_seed')}{s}" for name, s in plan.seeds().items())
    out = arguments.out or f"results/{plan.case.id}{baseline}-seed{arguments.seed}{seeds}"
    from experiments.files.output import Folder
    from experiments.files.study_folder import OF_STORE

    with Folder(out, replaces=("run",) if arguments.force else (), keeps=OF_STORE) as folder:
        from experiments.one_case.single_run import run_once

        found = run_once(plan, seed=arguments.seed, reforms=reforms, folder=folder, command=again(words), argv=words)
    print(texts.SINGLE_RUN(seed=arguments.seed, comparison=plan.comparison))
    tell(found, folder.name)


def do_demo(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Compare baseline and reform."""
    if arguments.positional:
        raise Refused(texts.DEMO_POSITIONAL(again=again(["demo", "--case", arguments.positional[0]])))
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

    if arguments.case is not None and arguments.what not in OF_CASE:
        raise Refused(texts.NOT_OF_CASE(what=arguments.what, tables=list(OF_CASE)))
    from sim.case import load_case

    print(describe(arguments.what, None if arguments.case is None else load_case(arguments.case)), end="")


def do_cases(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """List the cases."""
    from experiments.docs.describe import cases

    print(cases(), end="")


def _table(text: str) -> str:
    if text not in TABLES:
        raise argparse.ArgumentTypeError(texts.NO_TABLE(name=text, hint=hint(text, TABLES)))
    return text
