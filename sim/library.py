"""Instruments from elsewhere: files and folders that a user names, and installed packages.

A folder holds a file per instrument, as ``sim/instruments`` does. It is named by the environment variable
``EDUGROUP_INSTRUMENTS`` (several are parted as in ``PATH``; worker processes inherit it), by the option
``--instruments``, or by ``DistrictModel(instruments=...)``. A package names its own by the entry point
``edugroup.instruments``: the name is that of the instrument, the value its module.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from sim import books, kinds
from sim.equity import metrics
from sim.equity.hours import declare_items
from sim.equity.metric import REGISTRY
from sim.instruments import Instrument, enter, instruments, of_the_model, only_one
from sim.param import ParamError
from sim.say import NOTHING, Said, spoken
from sim.texts import AT
from sim.texts import instruments as texts

VARIABLE, GROUP = "EDUGROUP_INSTRUMENTS", "edugroup.instruments"
REMEMBER = ("sim.config", "sim.instruments", "experiments")  # modules that remember what all instruments declare
type Source = str | os.PathLike[str]


class Found(NamedTuple):
    """An instrument from elsewhere, its file and the hash of that."""

    cls: type[Instrument]
    file: Path
    sha256: str


_FOUND: dict[str, Found] = {}


def load(*sources: Source) -> tuple[str, ...]:
    """Make the instruments of files and folders known to this process, and return their names.

    Loading a file again changes nothing while its content is the same.

    Raises
    ------
    ParamError
        With a sentence per mistake: no such file, code that fails, or a declaration that does not hold.
    """
    names = tuple(_load(file) for source in sources for file in _files(Path(source)))
    _forget()
    return names


def elsewhere() -> dict[str, type[Instrument]]:
    """Return the instruments that are not of the model: those loaded, named by the environment, or installed."""
    for source in filter(None, os.environ.get(VARIABLE, "").split(os.pathsep)):
        for file in _files(Path(source)):
            _load(file)
    for point in metadata.entry_points(group=GROUP):
        if point.name not in _FOUND:
            _installed(point)
    return {name: found.cls for name, found in _FOUND.items()}


def hashes() -> dict[str, str]:
    """Return the hash of the file of each instrument from elsewhere: numbers depend on its code."""
    instruments()
    return {name: found.sha256 for name, found in sorted(_FOUND.items())}


@contextmanager
def visiting(*sources: Source) -> Iterator[tuple[str, ...]]:
    """Load instruments for the length of a block, and forget them afterwards."""
    instruments()
    registers: tuple[dict[Any, Any], ...] = (_FOUND, kinds.CODES, books.ITEMS, REGISTRY)
    before, made = [dict(register) for register in registers], len(kinds.KINDS)
    try:
        yield load(*sources)
    finally:
        for name in _FOUND.keys() - before[0].keys():
            sys.modules.pop(_FOUND[name].cls.__module__, None)
        for register, held in zip(registers, before, strict=True):
            register.clear()
            register.update(held)
        del kinds.KINDS[made:]
        _forget()


def _files(source: Path) -> list[Path]:
    """Return the files of instruments at a place."""
    if source.is_dir():
        if found := sorted(p.resolve() for p in source.glob("*.py") if not p.name.startswith("_")):
            return found
        raise ParamError([texts.NO_FILES(source=source)])
    if source.suffix == ".py" and source.is_file():
        return [source.resolve()]
    raise ParamError([(texts.NOT_PYTHON if source.is_file() else texts.NO_FILE)(source=source)])


def _load(file: Path) -> str:
    name, sha256 = file.stem, hashlib.sha256(file.read_bytes()).hexdigest()
    if name in _FOUND:
        if (_FOUND[name].file, _FOUND[name].sha256) == (file, sha256):
            return name
        raise ParamError([texts.LOADED_BEFORE(file=file, name=name, other=_FOUND[name].file)])
    spec = importlib.util.spec_from_file_location(f"edugroup_instruments.{name}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    with _measures_of(str(file)):
        try:
            spec.loader.exec_module(module)
            _accept(name, only_one(module, name), file, sha256)
        except BaseException:
            del sys.modules[spec.name]
            raise
    return name


def _installed(point: metadata.EntryPoint) -> None:
    package = point.dist.name if point.dist is not None else texts.SOME_PACKAGE
    with _measures_of(texts.OF_PACKAGE(name=point.name, package=package)):
        module = point.load()
        file = Path(str(module.__file__))
        _accept(point.name, only_one(module, point.name), file, hashlib.sha256(file.read_bytes()).hexdigest())


def _accept(name: str, cls: type[Instrument], file: Path, sha256: str) -> None:
    if name in of_the_model():
        raise ParamError([texts.OF_THE_MODEL(name=name)])
    enter({name: cls})
    declare_items(cls.time)
    _FOUND[name] = Found(cls, file, sha256)


@contextmanager
def _measures_of(where: str) -> Iterator[None]:
    """Turn what fails while a file is read into a sentence, and take back the measures it declared so far."""
    assert metrics.REGISTRY is REGISTRY  # the model's own measures come first
    before = dict(REGISTRY)
    try:
        yield
    except BaseException as error:
        for name in REGISTRY.keys() - before.keys():
            del REGISTRY[name]
        if isinstance(error, ParamError):
            own = AT(where=Path(where).name, what=NOTHING)  # the file without its folder, which `where` names
            told = (
                Said(spoken(m, "zh").removeprefix(own.zh), spoken(m, "en").removeprefix(own.en)) for m in error.messages
            )
            raise ParamError(AT(where=where, what=said) for said in told) from None
        if not isinstance(error, Exception):
            raise
        line = error.lineno if isinstance(error, SyntaxError) else _line(error, where)
        at = texts.AT_LINE(where=where, line=line) if line else where
        raise ParamError([AT(where=at, what=AT(where=type(error).__name__, what=error))]) from None


def _line(error: Exception, file: str) -> int | None:
    """Return the last line of a file that an error came through."""
    at, found = error.__traceback__, None
    while at is not None:
        found = at.tb_lineno if at.tb_frame.f_code.co_filename == file else found
        at = at.tb_next
    return found


def _forget() -> None:
    """Forget what was remembered of a smaller or larger set of instruments."""
    for name, module in list(sys.modules.items()):
        if name.startswith(REMEMBER):
            for thing in list(vars(module).values()):
                if isinstance(thing, functools._lru_cache_wrapper):
                    thing.cache_clear()
