"""How Sphinx builds the site: its look, and formulas as MathML, which browsers draw without a script."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import sim  # noqa: E402
from sim.case import Part  # noqa: E402
from sim.param import bounds  # noqa: E402

logger = logging.getLogger(__name__)

project = "edugroup"
author = copyright = "The edugroup authors"
version = release = sim.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
root_doc = "index"
html_theme = "furo"
html_title = f"edugroup {release}"
html_copy_source = html_show_sphinx = False
html_static_path = [
    str(ROOT / "experiments" / "figures" / "fonts" / "edugroup-hans.otf"),
    "static",
]  # Chinese is read where no font for it is installed
html_css_files = ["site.css"]
html_theme_options = {"light_css_variables": {"font-stack": "Helvetica, Arial, sans-serif, edugroup-hans"}}
html_math_renderer = "mathml"
exclude_patterns = [".extra"]
highlight_language = "text"

myst_heading_anchors = 6
myst_enable_extensions = ["dollarmath"]
myst_links_external_new_tab = False

default_role = "py:obj"  # `Case` in a docstring leads to Case where this site describes it
toc_object_entries = False
autodoc_default_options = {"exclude-members": "model_config, columns"}
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_typehints_format = "short"
napoleon_google_docstring = False
napoleon_use_rtype = False


def mathml(node: nodes.Element, *, as_block: bool) -> str:
    """Return a formula as MathML; sizes of brackets are left to the browser, which fits them to what they hold."""
    formula = re.sub(r"\\[bB]igg?[lrm]?(?![a-zA-Z])", "", node.astext())
    try:
        return str(tex2mathml(formula.replace(r"\tfrac", r"\frac"), as_block=as_block))
    except MathError as error:
        logger.warning("formula %s: %s", formula, error, location=node)
        return ""


def inline(self: Any, node: nodes.math) -> None:
    """Write a formula in a line."""
    self.body.append(mathml(node, as_block=False))
    raise nodes.SkipNode


def block(self: Any, node: nodes.math_block) -> None:
    """Write a formula of its own."""
    self.body.append(f'<div class="math">{mathml(node, as_block=True)}</div>')
    raise nodes.SkipNode


def signature(app: Any, what: str, name: str, thing: Any, *rest: Any) -> tuple[str, None] | None:
    """Leave the signature of a part of a case empty: its fields are told below it."""
    return ("", None) if is_part(thing) else None


def fields(app: Any, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Tell the fields of a part of a case: type, range, default."""
    for key, field in thing.model_fields.items() if is_part(thing) else ():
        kind = str(
            getattr(field.annotation, "__name__", field.annotation)
            if isinstance(field.annotation, type)
            else field.annotation
        )
        low, high = bounds(field)
        allowed = f", {low:g} to {high:g}" if low is not None and high is not None else ""
        default = "" if field.is_required() else f"; by default ``{field.get_default(call_default_factory=True)!r}``"
        lines += ["", f":param {key}: ``{re.sub(r'(sim|typing)[.](case[.])?', '', kind)}``{allowed}{default}"]


def is_part(thing: Any) -> bool:
    """Return whether something documented is a part of a case file."""
    return isinstance(thing, type) and issubclass(thing, Part)


def whole(app: Any, what: str, name: str, thing: Any, options: Any, lines: list[str]) -> None:
    """Begin the text of a property with an empty line: napoleon would take what stands before a colon for its type."""
    if what in {"property", "attribute"} and lines:
        lines.insert(0, "")


def setup(app: Any) -> None:
    """Tell Sphinx of the formulas, and how parts of a case are told."""
    app.connect("autodoc-process-docstring", whole, priority=400)  # before napoleon
    app.connect("autodoc-process-signature", signature)
    app.connect("autodoc-process-docstring", fields)
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
