"""Docstrings as texts: what a function or class tells of itself, also where Python was asked to drop docstrings.

What is declared by a function or a class (a process, an act of an instrument, a yearly measure, an instrument, a table) says
in its docstring what it is: in the first paragraph in English, and in a paragraph that ends with the Chinese full stop, 。, in
Chinese.
"""

from __future__ import annotations

import sys
from typing import Any

from sim.say import Text, literal

STOP = "。"  # ends the paragraph that is in Chinese


def told(thing: Any) -> Text:
    """Return what a thing says of itself in both languages; one that speaks one language says the same in both."""
    paragraphs = [[line.strip() for line in p.splitlines()] for p in docstring(thing).split("\n\n")]
    chinese = next((p for p in paragraphs if p[-1].endswith(STOP)), None)
    zh, en = "".join(chinese or []), " ".join(paragraphs[0])
    return literal(zh or en, en)


def phrase(thing: Any) -> Text:
    """Return what a thing says of itself as it stands in a table, without its full stops."""
    said = told(thing)
    return literal(said.zh.rstrip(f".{STOP}"), said.en.rstrip(f".{STOP}"))


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
