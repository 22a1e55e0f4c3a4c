"""A page from a template: one file in both languages that switches in place, with its pictures and its Chinese font inside."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Mapping
from types import ModuleType
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from experiments.figures import Drawn, fonts
from experiments.pages.texts import frame
from sim.say import LANGUAGES, Language, language, spoken

CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef\u3000-\u303f]+")
SHORT = 8  # characters that are not broken over two lines
CODE = re.compile(r"`([^`]+)`")


def fill(template: str, figures: Mapping[str, Drawn], said: ModuleType = frame, **values: Any) -> str:
    """Return a page with its pictures and its font inside; the language chosen is shown first.

    ``said`` is the catalogue of the template's own sentences, which it calls ``t``; its headings are those of all pages, ``p``.
    """
    environment = Environment(
        loader=PackageLoader("experiments.pages"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["text"] = text
    pictures = {name: _pictures(drawn) for name, drawn in figures.items()}
    page = environment.get_template(template).render(
        pictures=pictures, t=said, p=frame, shown=language(), hans=Markup(FONT), **values
    )
    return page.replace(FONT, _font(page))


FONT = "<<the font>>"  # which can only be cut out when all is said


def _pictures(drawn: Drawn) -> list[tuple[str, str, str]]:
    """Return language, data and caption of the pictures of a figure."""
    both: list[tuple[Language, bytes]] = [(language(), drawn.file.read_bytes())]
    both += [(lang, drawn.other) for lang in LANGUAGES if lang != language() and drawn.other]
    return [(lang, base64.b64encode(data).decode(), spoken(drawn.caption, lang)) for lang, data in both]


def _font(page: str) -> str:
    """Return the signs of our font that a page shows, as data: a machine without Chinese fonts shows them too."""
    from fontTools import subset

    options = subset.Options(flavor="woff", layout_features=[], hinting=False, desubroutinize=True)
    font = subset.load_font(str(fonts.FILE), options)
    font.recalcTimestamp = False  # equal pages, equal bytes
    cut = subset.Subsetter(options)
    cut.populate(text="".join(sorted({sign for sign in page if ord(sign) > 0x2000})))
    cut.subset(font)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    font.close()
    return base64.b64encode(out.getvalue()).decode()


def text(raw: Any) -> Markup:
    """Escape a text, mark its Chinese parts as Chinese and its `code` as code; of one in two languages show the one chosen."""
    en, zh = spoken(raw, "en"), spoken(raw, "zh")
    if en == zh:
        return Markup(CHINESE.sub(_chinese, _safe(en)))
    return Markup(
        f'<span class="en">{CHINESE.sub(_chinese, _safe(en))}</span><span lang="zh" class="zh">{_safe(zh)}</span>'
    )


def _safe(raw: Any) -> str:
    return CODE.sub(r"<code>\1</code>", str(escape(str(raw))))


def _chinese(match: re.Match[str]) -> str:
    short = ' class="short"' if len(match[0]) <= SHORT else ""
    return f'<span lang="zh"{short}>{match[0]}</span>'
