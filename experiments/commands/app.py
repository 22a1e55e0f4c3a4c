"""The command that shows a district in the browser: app."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from experiments import Refused
from experiments.commands import command, whole
from experiments.commands.texts import app as texts


def add(commands: Any) -> None:
    """Register the command."""
    app = command(commands, "app", do_app, texts.APP(), texts.LONG())
    app.add_argument("case", nargs="?", metavar="CASE", help=texts.CASE())
    app.add_argument("--port", type=whole(1, 65535, texts.PORT_UNIT), metavar="N", help=texts.PORT())
    app.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help=texts.HOST())
    app.add_argument("--no-browser", action="store_true", help=texts.NO_BROWSER())
    app.add_argument("--study", metavar="DIR", help=texts.STUDY())
    app.add_argument("--run", metavar="KEY", help=texts.RUN())
    app.add_argument("--components", metavar="FILE", help=texts.COMPONENTS())


def do_app(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Serve the page until stopped."""
    if (arguments.study is None) != (arguments.run is None):
        raise Refused(texts.BOTH())
    if arguments.study and arguments.case:
        raise Refused(texts.CASE_OR_STUDY())
    import sim.model  # noqa: F401  (before all else: Mesa looks through every module that is loaded when it is loaded itself)
    from experiments.app import server

    server.check_installed()
    run = None
    if arguments.study:
        from experiments.app.stored import stored_run

        run = stored_run(arguments.study, arguments.run)
    server.prepare(arguments.case, run=run, components=arguments.components)
    server.serve(arguments.host, arguments.port, browser=not arguments.no_browser)
