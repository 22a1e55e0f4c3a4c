"""The server of the page: Solara's, in this process, on this machine, with its front end read from installed files only."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
import threading
import warnings
import webbrowser
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from experiments import Failed, Refused
from experiments.app import texts, words
from experiments.app.sessions import Sessions
from experiments.app.spec import Scene
from experiments.figures import fonts
from sim import system
from sim.case import Case, CaseError, case_files, load_case
from sim.say import Language

NEEDED = ("solara", "ipyvuetify", "altair")
NOWHERE = "http://127.0.0.1:9/"  # where Solara looks for what is not installed: nobody listens there
TYPEFACE = "/edugroup-hans.otf"  # where pages find it, which ask when they show Chinese
GONE = "10m"  # how long a page that lost its connection is waited for


@dataclass
class Served:
    """What every page of this server may show."""

    shown: tuple[str, ...] = ()  # cases: those of the project, and those given by whoever started the server
    cases: Mapping[str, Case] = field(default_factory=dict)
    spec: Scene | None = None  # shown where the address asks for nothing
    stored: str = ""  # the case that is that of a stored run, which has no file
    components: tuple[Callable[[Any], Any], ...] = ()  # of a Mesa user
    sessions: Sessions = field(default_factory=Sessions)

    def case(self, name: str) -> Case:
        """Return a case that may be shown.

        Raises
        ------
        Refused
            For any other: an address opens no file of this machine.
        """
        if name in self.cases:
            return self.cases[name]
        if name not in self.shown:
            raise Refused(texts.NO_CASE_HERE(name=name, known=list(self.shown)))
        return load_case(name)

    def title(self, name: str, lang: Language) -> str:
        """Return the title of a case."""
        return words.of(self.case(name).title, lang)


SERVED = Served(shown=tuple(case_files()))


def check_installed() -> None:
    """Refuse where the libraries of the page are missing."""
    if any(find_spec(name) is None for name in NEEDED):
        raise Refused(texts.NOT_INSTALLED())


def prepare(
    case: str | None, *, run: tuple[Case, Scene] | None = None, components: str | None = None, sessions: Sessions | None = None
) -> None:  # fmt: skip
    """Say what is to be shown; every mistake is said before anything is served."""
    SERVED.components = own_components(components) if components else ()
    if sessions is not None:
        SERVED.sessions = sessions
    if run is not None:
        found, SERVED.spec = run
        SERVED.cases, SERVED.stored = {SERVED.spec.case: found}, SERVED.spec.case
        SERVED.shown = (SERVED.spec.case, *case_files())
        return
    name = case or next(iter(case_files()))
    found = load_case(name)
    SERVED.cases = {name: found}
    SERVED.shown = (name, *(n for n in case_files() if n != name))
    SERVED.spec = Scene(case=name)


def own_components(file: str) -> tuple[Callable[[Any], Any], ...]:
    """Return the components a file lists: functions of a model, such as ``make_plot_component`` gives."""
    path = Path(file)
    if not path.is_file():
        raise Refused(texts.NO_COMPONENTS_FILE(file=file))
    wanted = spec_from_file_location("edugroup_components", path)
    assert wanted is not None
    assert wanted.loader is not None
    module = module_from_spec(wanted)
    try:
        wanted.loader.exec_module(module)
    except Exception as error:
        raise Refused(texts.BAD_COMPONENTS(file=file, kind=type(error).__name__, why=error)) from None
    found = getattr(module, "components", None)
    if not isinstance(found, list | tuple):
        raise Refused(texts.NO_COMPONENTS(file=file))
    return tuple(one[0] if isinstance(one, tuple) else one for one in found)


def serve(host: str, port: int | None, *, browser: bool) -> None:
    """Serve until stopped.

    Raises
    ------
    Failed
        Where the port is taken.
    """
    own, wanted = _socket(host, port), host
    address, taken = own.getsockname()[:2]
    url = f"http://{wanted}:{taken}/"
    if not _is_loopback(address):
        print(texts.OPEN_TO_ALL(host=host, port=taken), file=sys.stderr)
    settings(host)
    import uvicorn

    warnings.filterwarnings("ignore", module="solara")  # lax is what is wanted on one's own machine
    config = uvicorn.Config(application(host), log_level="error", ws="websockets-sansio", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    print(texts.AT(url=url), flush=True)
    if browser:  # which may ask before there is an answer: the socket listens
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()
    threading.Thread(target=_warm, daemon=True).start()
    server.run(sockets=[own])


def settings(host: str) -> None:
    """Set Solara up before it is imported: nothing from elsewhere, nothing told to anybody, idle pages let go."""
    os.environ |= {
        "SOLARA_APP": "experiments.app.page",
        "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
        "SOLARA_ASSETS_CDN": NOWHERE,
        "SOLARA_ASSETS_FONTAWESOME_ENABLED": "False",
        "SOLARA_THEME_SHOW_BANNER": "False",
        "SOLARA_THEME_LOADER": "plain",
        "SOLARA_THEME_FORCE_REFRESH": "True",  # a page whose session this server does not know opens its link
        "SOLARA_THEME_TITLE": "edugroup",
        "SOLARA_KERNEL_CULL_TIMEOUT": GONE,
        "SOLARA_MODE": "production",
        "SOLARA_HOST": host,
    }


def application(host: str) -> Any:
    """Return the application: Solara's with our typeface, behind a check of who is asked for."""
    from solara.server.starlette import app
    from starlette.responses import FileResponse
    from starlette.routing import Route

    async def typeface(_: Any) -> FileResponse:
        return FileResponse(fonts.FILE, media_type="font/otf", headers={"cache-control": "max-age=86400"})

    app.router.routes.insert(0, Route(TYPEFACE, typeface))
    return Guard(app, host)


class Guard:
    """Answers only requests that name this machine, so that no other page of the browser can talk to the model.

    A page elsewhere could have its own name point here (DNS rebinding), or open a socket from its own origin.
    """

    def __init__(self, app: Any, host: str) -> None:
        self.app, self.open = app, not _is_loopback(host)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass a request on, or refuse it."""
        if scope["type"] in {"http", "websocket"} and not self._is_ours(dict(scope["headers"])):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
                return
            await send({"type": "http.response.start", "status": 421, "headers": [(b"content-type", b"text/plain")]})
            await send({"type": "http.response.body", "body": b"This server answers to its own address only.\n"})
            return
        await self.app(scope, receive, send)

    def _is_ours(self, headers: Mapping[bytes, bytes]) -> bool:
        host = headers.get(b"host", b"").decode("latin-1")
        origin = headers.get(b"origin", b"").decode("latin-1")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        if not self.open and name not in {"localhost", "127.0.0.1", "[::1]"}:
            return False
        return not origin or origin.partition("://")[2] == host


def _socket(host: str, port: int | None) -> socket.socket:
    """Return a listening socket; without a port the usual one, or the next that is free."""
    wanted = range(8765, 8785) if port is None else [port]
    reason = ""
    for number in wanted:
        try:
            family = socket.getaddrinfo(host, number, type=socket.SOCK_STREAM)[0][0]
            own = socket.socket(family, socket.SOCK_STREAM)
            own.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            own.bind((host, number))
            own.listen(64)
        except OSError as error:
            reason = system.why(error)
        else:
            return own
    raise Failed(texts.NO_PORT(host=host, port=wanted[0], why=reason))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _warm() -> None:
    """Make a model while the browser still reads the front end, so that what is compiled is loaded when the first page asks."""
    from sim.model import DistrictModel

    case = next(iter(SERVED.cases.values()))
    with suppress(CaseError):  # the page says what is wrong
        DistrictModel(case, rng=1).step()
