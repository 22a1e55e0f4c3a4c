"""The command that shows a district in the browser: app."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from experiments import Refused
from experiments.commands import command, texts, whole


def add(commands: Any) -> None:
    """Register the command."""
    app = command(commands, "app", do_app, texts.APP(), texts.APP_LONG())
    app.add_argument("case", nargs="?", metavar="CASE", help=texts.APP_CASE())
    app.add_argument("--port", type=whole(1, 65535, texts.PORT()), metavar="N", help=texts.APP_PORT())
    app.add_argument("--host", default="127.0.0.1", metavar="ADDRESS", help=texts.APP_HOST())
    app.add_argument("--no-browser", action="store_true", help=texts.APP_NO_BROWSER())
    app.add_argument("--study", metavar="DIR", help=texts.APP_STUDY())
    app.add_argument("--run", metavar="KEY", help=texts.APP_RUN())
    app.add_argument("--components", metavar="FILE", help=texts.APP_COMPONENTS())


def do_app(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Serve the page until stopped."""
    if (arguments.study is None) != (arguments.run is None):
        raise Refused(texts.APP_BOTH())
    if arguments.study and arguments.case:
        raise Refused(texts.APP_CASE_OR_STUDY())
    from experiments.app import server

    server.check_installed()
    run = None
    if arguments.study:
        from experiments.app.stored import stored_run

        run = stored_run(arguments.study, arguments.run)
    server.prepare(arguments.case, run=run, components=arguments.components)
    server.serve(arguments.host, arguments.port, browser=not arguments.no_browser)
