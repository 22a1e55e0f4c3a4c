"""The command that shows a district in the browser: app."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

from experiments import Refused
from experiments.commands import command, whole


def add(commands: Any) -> None:
    """Register the command."""
    app = command(
        commands, "app", do_app, "step through a district in the browser",
        "Serve a page of this machine that shows a district term by term: map, series, teachers, money, two worlds side by side.",
    )  # fmt: skip
    app.add_argument("case", nargs="?", metavar="CASE", help="name of a case or path of a case file (default: huadu)")
    app.add_argument("--port", type=whole(1, 65535, "port"), metavar="N", help="port to serve at (default: 8765 or the next)")
    app.add_argument(
        "--host", default="127.0.0.1", metavar="ADDRESS",
        help="address to serve at (default: 127.0.0.1, which no other machine reaches)",
    )  # fmt: skip
    app.add_argument("--no-browser", action="store_true", help="open no browser; the address is printed")
    app.add_argument("--study", metavar="DIR", help="folder of a study (or run, demo, compare) one of whose runs is shown")
    app.add_argument("--run", metavar="KEY", help="key of that run, or its first letters; edugroup status DIR shows them")
    app.add_argument(
        "--components", metavar="FILE",
        help="Python file with a list 'components' of a Mesa user's own, such as make_plot_component gives",
    )  # fmt: skip


def do_app(arguments: argparse.Namespace, words: Sequence[str]) -> None:
    """Serve the page until stopped."""
    if (arguments.study is None) != (arguments.run is None):
        raise Refused("--study DIR and --run KEY go together; edugroup status DIR shows the keys of its runs")
    if arguments.study and arguments.case:
        raise Refused("a stored run brings its own case; leave CASE or --study out")
    from experiments.app import server

    server.check_installed()
    run = None
    if arguments.study:
        from experiments.app.stored import stored_run

        run = stored_run(arguments.study, arguments.run)
    server.prepare(arguments.case, run=run, components=arguments.components)
    server.serve(arguments.host, arguments.port, browser=not arguments.no_browser)
