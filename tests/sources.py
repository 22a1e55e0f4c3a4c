"""The project's own source files, and what they import, for tests of rules that hold for every file."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIM = sorted((ROOT / "sim").rglob("*.py"))
EXPERIMENTS = sorted((ROOT / "experiments").rglob("*.py"))


def module(path: Path) -> str:
    """Return the dotted name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def package(name: str) -> str:
    """Return the first two parts of a dotted name: the row of a table it belongs to."""
    return ".".join(name.split(".")[:2])


@cache
def parsed(path: Path) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, *, inside_functions: bool = True) -> Iterator[str]:
    """Yield the dotted names a file imports at run time."""
    tree = parsed(path)
    hidden: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            hidden |= {x for part in node.body for x in ast.walk(part)}
        if isinstance(node, ast.FunctionDef) and not inside_functions:
            hidden |= set(ast.walk(node))
    for node in ast.walk(tree):
        if node in hidden:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            for alias in node.names:  # `from sim.processes import groups` imports the module of that name
                inner = ROOT.joinpath(*base.split("."), alias.name)
                yield f"{base}.{alias.name}" if inner.is_dir() or inner.with_suffix(".py").is_file() else base


def packages_used(files: list[Path], root: str, *, inside_functions: bool = True) -> dict[str, set[str]]:
    """Return by row of a table which other rows its files import."""
    used: dict[str, set[str]] = {package(module(path)): set() for path in files}
    for path in files:
        own = package(module(path))
        names = imports(path, inside_functions=inside_functions)
        used[own] |= {package(name) for name in names if name.split(".")[0] == root} - {own}
    return used


def inside_functions(files: list[Path]) -> set[tuple[str, str]]:
    """Return who imports whom of some files inside functions alone."""
    names, found = {module(path) for path in files}, set()
    for path in files:
        at_the_top = {*imports(path, inside_functions=False), module(path)}
        found |= {(module(path), name) for name in names & {*imports(path)} - at_the_top}
    return found


def circle(files: list[Path], more: Iterable[tuple[str, str]] = ()) -> tuple[str, ...]:
    """Return modules of some files that import each other in a circle, at their top or as ``more`` pairs do, if any do."""
    names = {module(path) for path in files}
    graph = {module(p): {n for n in imports(p, inside_functions=False) if n in names} for p in files}
    for one, other in more:
        graph[one].add(other)
    seen: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> tuple[str, ...]:
        if name in path:
            return (*path[path.index(name) :], name)
        if name not in seen:
            for other in sorted(graph[name]):
                if found := visit(other, (*path, name)):
                    return found
            seen.add(name)
        return ()

    return next((found for name in graph if (found := visit(name, ()))), ())
