"""The command ``edugroup``. Nothing heavy is imported before it is needed, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from experiments import Failed, Refused, hint, texts
from experiments.files import traces
from experiments.terminal import languages, stopping
from experiments.terminal.progress import announced
from experiments.terminal.streams import Streams
from sim import system
from sim.say import NOTHING, Said, use

# Modules of experiments.commands, in the order of the help.
FAMILIES = ("cases", "app", "template", "inspect", "new_case", "compare", "ablate", "studies", "districts", "runs")
PRINTS = ("cases", "check", "describe", "status", "replay")  # commands whose whole work is what they print
PATHS = ("DIR", "FILE")  # what the help calls paths
REFUSED, FAILED, INTERRUPTED = 2, 1, 130
# Linear algebra here is of small matrices: its threads cost more than they bring, on a busy machine ten times more.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Parser(argparse.ArgumentParser):
    """A parser whose complaints are ours: one sentence, exit code 2."""

    def error(self, message: str) -> NoReturn:
        """Refuse the command line."""
        raise Refused(texts.SEE_HELP(wrong=message, prog=self.prog))


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    import sim

    top = Parser(
        prog="edugroup",
        allow_abbrev=False,
        formatter_class=languages.Formatter,
        description=texts.ABOUT(),
        epilog=texts.TRY(),
    )
    languages.add_language(top)
    top.add_argument("--version", action="version", version=f"edugroup {sim.__version__} (code {sim.CODE_HASH})")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)

    for family in FAMILIES:
        import_module(f"experiments.commands.{family}").add(commands)
    languages.name_values(top)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code; a user's mistake is a sentence on stderr, never a traceback."""
    words = list(sys.argv[1:] if argv is None else argv)
    for name in THREADS:
        os.environ.setdefault(name, "1")  # read when numpy is imported
    with Streams() as streams:
        try:
            language, rest = languages.chosen(words, os.environ)
        except Refused as refusal:
            _complain(*refusal.messages)
            return REFUSED
        with use(language), languages.argparse_speaks():
            # What is noted to be done again begins with the command, by which folders know what made them.
            typed = words if words[:1] == rest[:1] else [*rest[:1], "--lang", language, *rest[1:]]
            code, prints = _carry_out(rest, typed)
            if (trouble := streams.verdict()) is not None:
                _complain(trouble)
                if code == 0 and prints:
                    code = FAILED
    return code


def _carry_out(words: Sequence[str], typed: Sequence[str]) -> tuple[int, bool]:
    """Return the exit code, and whether all there is of the command's work is what it printed.

    ``typed`` are the words with the choice of a language among them, which a command notes to be done again.
    """
    prints = True
    traces.forget()
    try:
        with stopping.on_request(), announced():
            arguments = _parse(words)
            if arguments.instruments:
                os.environ["EDUGROUP_INSTRUMENTS"] = os.pathsep.join(map(os.path.abspath, arguments.instruments))
                library = import_module("sim.library")  # slow to import, and seldom asked for
                library.elsewhere()  # a command that needs none of them would not miss one
            prints = arguments.command in PRINTS or getattr(arguments, "dry_run", False)
            arguments.do(arguments, typed)
    except KeyboardInterrupt as stop:
        _complain(str(stop) or texts.INTERRUPTED(left=traces.sentence()))
        return INTERRUPTED, prints
    except SystemExit as stop:  # of a polite kill, or after --help
        return int(stop.code or 0), prints
    except OSError as error:
        if isinstance(error, FileNotFoundError) and _folder_is_gone():
            _complain(texts.FOLDER_GONE())
            return FAILED, prints
        where = texts.WHERE(path=error.filename) if error.filename else NOTHING
        _complain(texts.SYSTEM_ERROR(error=system.why(error), where=where, left=traces.sentence()))
        return FAILED, prints
    except UnicodeEncodeError as error:  # of files: streams take everything
        if not _is_unreadable(error.object):
            raise
        _complain(texts.RENAME_IT(unreadable=_unreadable(error.object), left=traces.sentence()))
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


def _unreadable(text: str) -> Said:
    encoding = sys.getfilesystemencoding()
    how = NOTHING if encoding == "utf-8" else texts.USE_UTF8()
    shown = "".join("?" if _is_unreadable(letter) else letter for letter in text)
    return texts.UNREADABLE(name=shown, encoding=encoding, how=how)


def _folder_is_gone() -> bool:
    try:
        os.getcwd()
    except FileNotFoundError:
        return True
    return False


def _parse(words: Sequence[str]) -> argparse.Namespace:
    for word in words:
        if _is_unreadable(word):
            raise Refused(texts.RENAME(unreadable=_unreadable(word)))
    top = parser()
    known = {c: p for a in top._actions if isinstance(a, argparse._SubParsersAction) for c, p in a.choices.items()}
    first = next((w for w in words if not w.startswith("-")), None)
    if first is not None and first not in known:
        raise Refused(texts.UNKNOWN_COMMAND(name=first, hint=hint(first, known)))
    arguments, unknown = top.parse_known_args(words)
    if unknown:
        options = [o for a in known[arguments.command]._actions for o in a.option_strings if o.startswith("--")]
        what = unknown[0].partition("=")[0]
        if what.startswith("-"):
            raise Refused(texts.UNKNOWN_OPTION(name=what, command=arguments.command, hint=hint(what, options)))
        raise Refused(texts.UNEXPECTED(word=what, command=arguments.command))
    for action in known[arguments.command]._actions:
        if getattr(action.metavar, "en", "").startswith(PATHS) and getattr(arguments, action.dest) == "":
            raise Refused(texts.NO_PATH(option=(*action.option_strings, action.metavar)[0]))
    return arguments


def _messages(error: Exception) -> list[str] | None:
    """Return the sentences of an error that is the user's, or None."""
    if isinstance(error, Refused):
        return error.messages
    from sim.case import CaseError
    from sim.param import ParamError

    if isinstance(error, CaseError):
        return [texts.IN_CASE(source=error.source, message=m) for m in error.messages]
    return error.messages if isinstance(error, ParamError) else None


def _complain(*messages: str) -> None:
    for message in messages:
        print(texts.PREFIXED(message=message), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
