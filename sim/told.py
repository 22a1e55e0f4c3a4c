"""Docstrings as texts: the line a function or class tells of itself, also where Python was asked to drop docstrings."""

from __future__ import annotations

import sys
from typing import Any


def docstring(thing: Any) -> str:
    """Return the docstring of a function or class, from its source under ``python -OO``."""
    if sys.flags.optimize < 2:
        return (thing.__doc__ or "").strip()
    import ast
    import inspect
    import textwrap

    node = ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]
    assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
    return (ast.get_docstring(node, clean=False) or "").strip()


def first_line(thing: Any) -> str:
    """Return the first line of a docstring."""
    return next(iter(docstring(thing).splitlines()), "")
