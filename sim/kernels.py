"""Compiled kernels, and a cache of their machine code that can be neither stale nor spoilt.

Numba's own cache looks only at the file of a kernel: after an edit of a constant or a function of another file that the
kernel uses, it would run stale machine code; and an entry that was cut short stops the program. Here an entry is named by
all that machine code is made of: the byte code of the kernel and of every compiled function it can reach, the constants
these see, the types of the arguments, the processor, and the versions of Python, numba, LLVM and NumPy. What was loaded
into memory counts, not what the files say since. So an edit compiles anew what it reaches, and nothing else. Entries
carry a checksum and appear whole: one that is damaged is as good as none, and processes do not disturb each other.
"""

from __future__ import annotations

import dis
import hashlib
import inspect
import os
import pickle
import sys
import uuid
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from functools import cache
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import llvmlite
import llvmlite.binding
import numba
import numpy as np
from numba.core.caching import _Cache
from numba.core.compiler import CompileResult
from numba.core.dispatcher import Dispatcher
from numba.core.serialize import dumps

from sim import caches

LIBRARIES = {"numpy", "numba", "math", "builtins", "operator"}  # whose functions are known by their names and versions
MADE_BY = (sys.implementation.cache_tag, sys.abiflags if hasattr(sys, "abiflags") else "",
           numba.__version__, llvmlite.__version__, np.__version__)  # fmt: skip
KINDS = (bool, int, float, complex, str, bytes, type(None), type(...))
VARIADIC = inspect.CO_VARARGS | inspect.CO_VARKEYWORDS | inspect.CO_GENERATOR
rebuild: Any = CompileResult._rebuild  # numba has types in part
dump: Any = dumps
DIGEST = 32  # bytes of a checksum


def kernel[F: Callable[..., Any]](function: F) -> F:
    """Compile a function when it is first called, or take its machine code from the cache."""
    made: Any = numba.njit(function)
    if made is not function:  # as it is where compiling is switched off
        made._cache = Cache(made)
    found: F = made
    return found


class Cache(_Cache):
    """Machine code of one kernel on disk, a file for each combination of types it was called with."""

    every: list[Cache] = []  # noqa: RUF012 - of all kernels that were imported

    def __init__(self, dispatcher: Any) -> None:
        self._dispatcher = dispatcher
        self._name = f"{dispatcher.py_func.__module__}.{dispatcher.py_func.__qualname__}"
        self._enabled = True
        self.every.append(self)

    @property
    def cache_path(self) -> str | None:
        """The folder of new entries, as numba's statistics tell it."""
        folder = caches.writable("kernels")
        return None if folder is None else str(folder)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """Return the machine code for some types, or None, which is when numba compiles."""
        if not self._enabled:
            return None
        target_context.refresh()
        codegen = target_context.codegen()
        name = self._entry(sig, codegen)
        for folder in caches.folders("kernels"):
            if (content := _read(folder / name)) is not None:
                return _light(target_context, *pickle.loads(content))
        _announce(codegen)
        return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep machine code; where there is no room for it, go without."""
        folder = caches.writable("kernels")
        if not self._enabled or folder is None or data.lifted or data.library.has_dynamic_globals:
            return
        name = self._entry(sig, data.codegen)
        content = dump(data._reduce())
        part = folder / f"{name}.{uuid.uuid4().hex}"
        try:
            part.write_bytes(_checksum(name, content) + content)
            part.replace(folder / name)
        except OSError:
            with suppress(OSError):
                part.unlink()

    def enable(self) -> None:
        """Use the cache."""
        self._enabled = True

    def disable(self) -> None:
        """Do without."""
        self._enabled = False

    def flush(self) -> None:
        """Forget what was kept of this kernel."""
        for folder in caches.folders("kernels"):
            for file in folder.glob(f"{self._name}-*"):
                with suppress(OSError):
                    file.unlink()

    def stem(self, codegen: Any) -> str:
        """Return what the names of its entries begin with."""
        made_of = made_of_all(self._dispatcher), MADE_BY, codegen.magic_tuple()
        return f"{self._name}-{hashlib.sha256(repr(made_of).encode()).hexdigest()[:32]}"

    def _entry(self, sig: Any, codegen: Any) -> str:
        """Return the file name of the entry for some types."""
        stem = self.stem(codegen)
        return f"{stem}-{hashlib.sha256(f'{stem} {sig}'.encode()).hexdigest()[:16]}.kernel"


def _light(target_context: Any, library: Any, *rest: Any) -> Any:
    """Return what an entry holds without the bitcode unpacked, which takes much more room than machine code.

    It is needed only where another kernel is compiled that calls this one, and unpacked then.
    """
    _, _, (_, bitcode) = library
    found = rebuild(target_context, library, *rest)
    unpack, found.library._shared_module = found.library._get_module_for_linking, None

    def linked() -> Any:
        found.library._shared_module = found.library._shared_module or llvmlite.binding.parse_bitcode(bitcode)
        return unpack()

    found.library._get_module_for_linking = linked
    return found


def made_of_all(dispatcher: Any) -> str:
    """Return a fingerprint of all that a compiled function is made of, as it stands in memory.

    Raises
    ------
    TypeError
        When it refers to something whose changes would go unseen.
    """
    digest, seen = hashlib.sha256(), set[object]()

    def tell(*words: Any) -> None:
        digest.update(repr(words).encode())

    def function(made: Any) -> None:
        f = made.py_func
        tell("function", f.__module__, f.__qualname__, sorted(made.targetoptions.items()))
        if id(made) in seen:
            return
        seen.add(id(made))
        value("defaults", (f.__defaults__ or (), *sorted((f.__kwdefaults__ or {}).items())), ())
        code(f.__code__, f)

    def code(c: CodeType, f: Any) -> None:
        steps, names, inner = _steps(c)
        tell(steps)
        closure = dict(zip(f.__code__.co_freevars, f.__closure__ or (), strict=True))
        for name in names:
            if name in closure:
                value(name, closure[name].cell_contents, c.co_names)
            elif name in f.__globals__:
                value(name, f.__globals__[name], c.co_names)
        for part in inner:
            code(part, f)

    def value(name: str, x: Any, names: tuple[str, ...]) -> None:
        origin = getattr(x, "__module__", None) or type(x).__module__
        if isinstance(x, Dispatcher):
            function(x)
        elif isinstance(x, ModuleType):
            tell(name, "module", x.__name__)
            if (x.__name__, names) in seen:
                return
            seen.add((x.__name__, names))
            for inner in names:  # whatever of it the code may mean
                if not isinstance(found := getattr(x, inner, None), FunctionType):
                    value(inner, found, names)
        elif isinstance(x, np.ndarray | np.generic):
            tell(name, x.dtype.str, x.shape, x.tobytes())
        elif isinstance(x, tuple):
            tell(name, type(x).__name__, len(x))
            for item in x:
                value(name, item, ())
        elif isinstance(x, frozenset):
            tell(name, sorted(map(repr, x)))
        elif isinstance(x, Enum):
            tell(name, type(x).__name__, x.name, x.value)
        elif isinstance(x, type) and issubclass(x, Enum):
            tell(name, x.__name__, [(member.name, member.value) for member in x])
        elif isinstance(x, KINDS):
            tell(name, type(x).__name__, x)
        elif callable(x) and origin.partition(".")[0] in LIBRARIES:
            tell(name, origin, getattr(x, "__qualname__", None) or getattr(x, "__name__", None) or str(x))
        else:
            raise TypeError(f"a kernel refers to {name}, a {type(x).__name__} whose changes the cache would not see")

    function(dispatcher)
    return digest.hexdigest()


@cache
def _steps(code: CodeType) -> tuple[str, list[str], list[CodeType]]:
    """Return a digest of what code does step by step (a docstring is no part of it), the names it looks up, its inner code."""
    arguments = code.co_varnames, code.co_argcount, code.co_kwonlyargcount, code.co_flags & VARIADIC
    digest = hashlib.sha256(repr(arguments).encode())
    names, inner = [], []
    for step in dis.get_instructions(code):
        x = step.argval
        if isinstance(x, CodeType):
            inner.append(x)
            x = x.co_name
        elif step.opname in {"LOAD_GLOBAL", "LOAD_DEREF"}:
            names.append(x)
        digest.update(repr((step.opname, sorted(map(repr, x)) if isinstance(x, frozenset) else x)).encode())
    return digest.hexdigest(), list(dict.fromkeys(names)), inner


def _checksum(name: str, content: bytes) -> bytes:
    return hashlib.sha256(name.encode() + content).digest()


def _read(file: Path) -> bytes | None:
    """Return the content of an entry; None where there is none, or not a sound one."""
    try:
        found = file.read_bytes()
    except OSError:
        return None
    content = found[DIGEST:]
    return content if found[:DIGEST] == _checksum(file.name, content) else None


def _announce(codegen: Any) -> None:
    """Tell whoever wants to know that the compiler is at work."""
    if not caches.heard:
        return
    places = caches.folders("kernels")
    stems = [cache.stem(codegen) for cache in Cache.every]
    files = [place / name for place in places for name in _names(place) if name.rpartition("-")[0] in set(stems)]
    sound = {file.name for file in files if _read(file) is not None}
    lost = {file.name.rpartition("-")[0] for file in files if file.name not in sound}
    there = {name.rpartition("-")[0] for name in sound} - lost
    missing = sum(stem not in there for stem in stems)
    folder = caches.writable("kernels")
    news = caches.Compilation(max(missing, 1), len(Cache.every), folder, folder is not None and folder == places[0])
    for tell in list(caches.heard):
        tell(news)


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
