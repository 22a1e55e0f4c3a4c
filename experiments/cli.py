"""The command ``edugroup``. Nothing heavy is imported before it is needed, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from experiments import Failed, Refused, hint
from experiments.files import traces
from experiments.terminal import stopping
from experiments.terminal.progress import announced
from experiments.terminal.streams import Streams

# Modules of experiments.commands, in the order of the help.
FAMILIES = ("cases", "app", "template", "inspect", "new_case", "compare", "studies", "districts", "runs")
PRINTS = ("cases", "check", "describe", "status", "replay")  # commands whose whole work is what they print
PATHS = ("DIR", "FILE")  # what the help calls paths
REFUSED, FAILED, INTERRUPTED = 2, 1, 130
# Linear algebra here is of small matrices: its threads cost more than they bring, on a busy machine ten times more.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


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

    for family in FAMILIES:
        import_module(f"experiments.commands.{family}").add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; a user's mistake is a sentence on stderr, never a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    for name in THREADS:
        os.environ.setdefault(name, "1")  # read when numpy is imported
    with Streams() as streams:
        code, prints = _carry_out(words)
        if (trouble := streams.verdict()) is not None:
            _complain(trouble)
            if code == 0 and prints:
                code = FAILED
    return code


def _carry_out(words: Sequence[str]) -> tuple[int, bool]:
    """Return the exit code, and whether all there is of the command's work is what it printed."""
    prints = True
    traces.forget()
    try:
        with stopping.on_request(), announced():
            arguments = _parse(words)
            if arguments.instruments:
                os.environ["EDUGROUP_INSTRUMENTS"] = os.pathsep.join(map(os.path.abspath, arguments.instruments))
            prints = arguments.command in PRINTS or getattr(arguments, "dry_run", False)
            arguments.do(arguments, words)
    except KeyboardInterrupt as stop:
        _complain(str(stop) or f"interrupted; {traces.sentence()}")
        return INTERRUPTED, prints
    except SystemExit as stop:  # of a polite kill, or after --help
        return int(stop.code or 0), prints
    except OSError as error:
        if isinstance(error, FileNotFoundError) and _folder_is_gone():
            _complain("the folder you are in was deleted; change to another one, or give absolute paths")
            return FAILED, prints
        where = f" ({error.filename})" if error.filename else ""
        _complain(f"{error.strerror or error}{where}; {traces.sentence()}")
        return FAILED, prints
    except UnicodeEncodeError as error:  # of files: streams take everything
        if not _is_unreadable(error.object):
            raise
        _complain(f"{_unreadable(error.object)}; rename it; {traces.sentence()}")
        return REFUSED, prints
    except Exception as error:
        messages = _messages(error)
        if messages is None:
            raise
        _complain(*messages)
        return FAILED if isinstance(error, Failed) else REFUSED, prints
    return 0, prints


def _is_unreadable(text: str) -> bool:
    """Return whether a name holds bytes that are no text in the encoding of file names."""
    return any("\udc80" <= letter <= "\udcff" for letter in text)


def _unreadable(text: str) -> str:
    encoding = sys.getfilesystemencoding()
    how = "" if encoding == "utf-8" else " (PYTHONUTF8=1 makes it utf-8)"
    shown = "".join("?" if _is_unreadable(letter) else letter for letter in text)
    return f"the name '{shown}' is no text in the encoding of file names here, {encoding}{how}"


def _folder_is_gone() -> bool:
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def _parse(words: Sequence[str]) -> argparse.Namespace:
    for word in words:
        if _is_unreadable(word):
            raise Refused(f"{_unreadable(word)}; rename the file or folder")
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
    for action in known[arguments.command]._actions:
        if str(action.metavar).startswith(PATHS) and getattr(arguments, action.dest) == "":
            raise Refused(f"{(*action.option_strings, action.metavar)[0]} '' names no file and no folder; give a path")
    return arguments


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


if __name__ == "__main__":
    sys.exit(main())
