"""The command ``edugroup``. Nothing heavy is imported before it is needed, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from experiments import Refused, hint, stopping
from experiments.settings import parse_settings

TABLES = ("schedule", "parameters", "instruments", "metrics", "state")
REFUSED, FAILED, INTERRUPTED = 2, 1, 130


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are ours: one sentence, exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise Refused(f"{message}; {self.prog} --help shows how it is used")


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    import sim

    top = Parser(
        prog="edugroup", allow_abbrev=False,
        description="An agent-based model of education groups (集团化办学): what narrows the gaps between schools, and for whom.",
        epilog="Try: edugroup cases, then edugroup run huadu",
    )  # fmt: skip
    top.add_argument("--version", action="version", version=f"edugroup {sim.__version__} (code {sim.CODE_HASH})")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    run = _command(
        commands, "run", do_run, "run a case once", "Run a case once and write tables, figures and a report."
    )
    run.add_argument("case", metavar="CASE", help="name of a case (edugroup cases lists them) or path of a case file")
    run.add_argument(
        "--years", type=_years, metavar="N", help="horizon in school years, 1 to 100 (default: that of the case)"
    )
    run.add_argument("--seed", type=_seed, default=1, metavar="S", help="seed, 0 or more (default: 1)")
    _add_set(run)
    run.add_argument("--no-reform", action="store_true", help="run the case without its reforms, mergers and groups")
    run.add_argument("--out", metavar="DIR", help="folder to write (default: results/CASE-seedS)")
    run.add_argument("--force", action="store_true", help="replace the output of an earlier run")

    demo = _command(
        commands, "demo", do_demo, "baseline against reform in Huadu",
        "Run Huadu with and without its reforms on shared seeds and report paired differences. Replaces an earlier demo.",
    )  # fmt: skip
    demo.add_argument("--seeds", type=_count, default=10, metavar="N", help="pairs of runs, 1 to 1000 (default: 10)")
    demo.add_argument(
        "--years", type=_years, metavar="N", help="horizon in school years, 1 to 100 (default: that of the case)"
    )
    demo.add_argument("--case", default="huadu", metavar="CASE", help="another case (default: huadu)")
    _add_set(demo)
    demo.add_argument("--out", default="results/demo", metavar="DIR", help="folder to write (default: results/demo)")

    about = _command(
        commands, "describe", do_describe, "print what the model declares",
        "Print a table of the model's declarations, as Markdown.",
    )  # fmt: skip
    about.add_argument("what", metavar="|".join(TABLES), type=_table, help="which table")
    _command(commands, "cases", do_cases, "list the cases", "List the cases that come with the project.")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; a user's mistake is a sentence on stderr, never a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        with stopping.on_request():
            arguments = _parse(words)
            arguments.do(arguments, words)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _complain("interrupted; nothing was written")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of a pipe, such as head, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        _complain(f"{error.strerror or error}{where}; nothing was written")
        return FAILED
    except Exception as error:
        messages = _messages(error)
        if messages is None:
            raise
        _complain(*messages)
        return REFUSED
    return 0


def do_run(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Run a case once."""
    overrides = parse_settings(arguments.set)
    from experiments.plan import make_plan

    plan = make_plan(arguments.case, arguments.years, overrides)
    baseline = "-baseline" if arguments.no_reform else ""
    out = arguments.out or f"results/{plan.case.id}{baseline}-seed{arguments.seed}"
    from experiments.output import Folder

    with Folder(out, replaces=("run",) if arguments.force else ()) as folder:
        from experiments.single import run_once

        found = run_once(
            plan, seed=arguments.seed, reforms=not arguments.no_reform, folder=folder, command=_again(words), argv=words
        )
    _tell(found, folder.name)


def do_demo(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Compare baseline and reform."""
    overrides = parse_settings(arguments.set)
    from experiments.plan import make_plan

    plan = make_plan(arguments.case, arguments.years, overrides)
    from experiments.output import Folder

    with Folder(arguments.out, replaces=("demo",)) as folder:
        from experiments.demo import compare_arms

        found = compare_arms(
            plan, seeds=range(1, arguments.seeds + 1), folder=folder, command=_again(words), argv=words
        )
    _tell(found, folder.name)


def do_describe(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Print a table of declarations."""
    from experiments.describe import describe

    print(describe(arguments.what), end="")


def do_cases(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """List the cases."""
    from experiments.describe import cases

    print(cases(), end="")


def _tell(found: Sequence[Any], folder: str) -> None:
    """Print the five answers in short, and where to read on."""
    for answer in found:
        print(f"{answer.question}\n  {answer.short}")
    print(f"\nReport: {os.path.join(folder, 'report.html')}\nTables and figures: {folder}")


def _parse(words: Sequence[str]) -> argparse.Namespace:
    top = parser()
    known = {c: p for a in top._actions if isinstance(a, argparse._SubParsersAction) for c, p in a.choices.items()}
    first = next((w for w in words if not w.startswith("-")), None)
    if first is not None and first not in known:
        raise Refused(f"unknown command '{first}'{hint(first, known)}")
    arguments, unknown = top.parse_known_args(words)
    if unknown:
        options = [o for a in known[arguments.command]._actions for o in a.option_strings if o.startswith("--")]
        what = unknown[0].partition("=")[0]
        if what.startswith("-"):
            raise Refused(f"unknown option '{what}' of edugroup {arguments.command}{hint(what, options)}")
        raise Refused(f"unexpected '{what}' after edugroup {arguments.command}")
    return arguments


def _command(commands: Any, name: str, do: Callable[..., None], short: str, long: str) -> argparse.ArgumentParser:
    found: argparse.ArgumentParser = commands.add_parser(name, help=short, description=long, allow_abbrev=False)
    found.set_defaults(do=do)
    return found


def _add_set(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--set", action="append", default=[], metavar="KEY=VALUE",
        help="value of a declared parameter, such as rotation.annual_share=0.2; may be repeated; has the last word over "
        "the case and its reforms",
    )  # fmt: skip


def _whole(low: int, high: int | None, unit: str) -> Callable[[str], int]:
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


_years = _whole(1, 100, "school years")
_seed = _whole(0, None, "seed")
_count = _whole(1, 1000, "pairs of runs")


def _table(text: str) -> str:
    if text not in TABLES:
        raise argparse.ArgumentTypeError(f"there is no table '{text}'{hint(text, TABLES)}")
    return text


def _messages(error: Exception) -> list[str] | None:
    """Return the sentences of an error that is the user's, or None."""
    if isinstance(error, Refused):
        return error.messages
    from sim.case import CaseError
    from sim.param import ParamError

    if isinstance(error, CaseError):
        return [f"{error.source}: {m}" for m in error.messages]
    return error.messages if isinstance(error, ParamError) else None


def _complain(*messages: str) -> None:
    for message in messages:
        print(f"edugroup: {message}", file=sys.stderr)


def _again(words: Sequence[str]) -> str:
    return shlex.join(["edugroup", *words])


if __name__ == "__main__":
    sys.exit(main())
