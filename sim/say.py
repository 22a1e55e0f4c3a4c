"""How a sentence is said in Chinese and in English: declared once as a pair with named fields, spoken in the language chosen.

Every sentence that a person can read is a `Text` in the catalogue of its house, ``texts.py`` or a folder of that name
(`sim/texts` for the model, ``experiments/<house>/texts`` elsewhere), and code calls it by name with values::

    NO_SCHOOL = Text(
        zh="没有学校“{name}”；案例中有{n:,}所学校",
        en="there is no school '{name}'; the case has {n:,} school{n:|s}",
    )
    raise Refused(texts.NO_SCHOOL(name=name, n=len(schools)))

What comes back is a `Said`: a ``str`` in the language now chosen that keeps both, also through a pickle, so that pages show
both and what a worker says is read in the language of whoever asked. How to write them:

* A text holds whole sentences or a whole clause, never a piece that only one of the languages would put in that place. What may
  be left out is a `Said` of its own, handed over as a value, or `NOTHING`.
* Both languages name the same fields (but a word for one or for many needs no twin), say the same and are equally careful.
  Chinese has full-width signs, 、 between items, “ ” around names, and no space between characters and figures; messages end
  without a full stop in both.
* A value that has ``zh`` and ``en`` (a said sentence, a text without fields, a declared parameter, measure or column) is put in
  its own language; a list is put with commas, or as ``{names:and}`` or ``{names:or}``; ``{n:school|schools}`` is the word for
  one or for many. Numbers take the usual formats; money, shares and school years the functions at the end of this file.
* Names that are typed (commands, options, columns, parameters, files) are the same in both languages.
"""

from __future__ import annotations

import os
import string
import sys
from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from types import TracebackType
from typing import Any, Literal, Self, SupportsIndex

type Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
VARIABLE = "EDUGROUP_LANG"
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts
ITEMS = {"zh": "、", "en": ", "}
LAST = {"and": {"zh": "和", "en": " and "}, "or": {"zh": "或", "en": " or "}}

_chosen: ContextVar[Language] = ContextVar("language")
_everywhere: list[Language] = []  # the choices in force, of which threads without one of their own share the last


def language() -> Language:
    """Return the language now chosen: by `use`, else by ``EDUGROUP_LANG``, else by the locale; English where nothing says."""
    if (chosen := _chosen.get(None)) is not None:
        return chosen
    return _everywhere[-1] if _everywhere else from_environment(os.environ)


def from_environment(variables: Mapping[str, str]) -> Language:
    """Return the language that environment variables ask for."""
    if (asked := variables.get(VARIABLE)) in LANGUAGES:
        return asked
    spoken = next((value for name in LOCALE if (value := variables.get(name))), "")
    return "zh" if (spoken or _of_the_system()).lower().startswith("zh") else "en"


def _of_the_system() -> str:
    """Return the language of the desktop where the environment says nothing of it, as on Windows."""
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")


class use:
    """Choose a language from here on, or for a ``with`` block."""

    def __init__(self, chosen: Language) -> None:
        if chosen not in LANGUAGES:
            raise ValueError(f"no language {chosen!r}; allowed: {', '.join(LANGUAGES)}")
        self._token = _chosen.set(chosen)
        _everywhere.append(chosen)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _chosen.reset(self._token)
        _everywhere.pop()


class Said(str):
    """A sentence in the language chosen when it was said, which keeps both."""

    zh: str
    en: str

    def __new__(cls, zh: str, en: str) -> Self:  # noqa: D102 - of a text
        zh, en = getattr(zh, "zh", zh), getattr(en, "en", en)  # of what is a pair itself, the part that is meant
        said = super().__new__(cls, zh if language() == "zh" else en)
        said.zh, said.en = zh, en
        return said

    def __str__(self) -> str:
        return self  # the pair, also where something is made a text that may be one

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> Said:
        """Return the pair with a text replaced in both."""
        return Said(self.zh.replace(old, new, count), self.en.replace(old, new, count))

    def __reduce__(self) -> tuple[type[Said], tuple[str, str]]:
        return type(self), (self.zh, self.en)


class Text:
    """A sentence declared in both languages, with the same named fields in each; it is called to be said."""

    def __init__(self, *, zh: str, en: str) -> None:
        (shown_zh, words_zh), (shown_en, words_en) = _fields(zh), _fields(en)
        if odd := (shown_zh - shown_en - words_en) | (shown_en - shown_zh - words_zh):
            raise ValueError(f"only one of the two languages has the fields {', '.join(sorted(odd))}: {en!r}")
        self.fields = shown_zh | shown_en | words_zh | words_en
        self.zh, self.en = (zh, en) if self.fields else (zh.format(), en.format())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.zh, self.en) == (other.zh, other.en)

    def __hash__(self) -> int:
        return hash((self.zh, self.en))

    def __call__(self, **values: object) -> Said:
        """Say it with values for its fields."""
        if values.keys() != self.fields:
            raise TypeError(f"{self.en!r} takes the fields {sorted(self.fields)}, not {sorted(values)}")
        if not values:
            return Said(self.zh, self.en)
        return Said(*(_Speaker(lang).vformat(getattr(self, lang), (), values) for lang in LANGUAGES))

    def __repr__(self) -> str:
        return f"Text(zh={self.zh!r}, en={self.en!r})"


NOTHING = Said("", "")


def literal(zh: str, en: str) -> Text:
    """Return a text of words that come from elsewhere, in which braces stand for themselves."""
    return Text(**{lang: words.replace("{", "{{").replace("}", "}}") for lang, words in (("zh", zh), ("en", en))})


def fixed(said: Said) -> Text:
    """Return a sentence that was said as the text of a declaration, to be said again as it is."""
    return literal(said.zh, said.en)


class _Speaker(string.Formatter):
    """Puts values into a sentence of one language."""

    def __init__(self, lang: Language) -> None:
        self.lang = lang

    def format_field(self, value: Any, spec: str) -> str:
        if "|" in spec:
            one, many = spec.split("|")
            return one if value == 1 else many
        if spec in LAST:
            return _listed(value, self.lang, LAST[spec][self.lang])
        return format(spoken(value, self.lang), spec)


def spoken(value: Any, lang: Language) -> Any:
    """Return a value as it is put in a language: in its own words where it has them, a list with commas, else as it is."""
    if hasattr(value, "zh") and hasattr(value, "en"):
        if isinstance(value, Text) and value.fields:
            raise TypeError(f"{value!r} must be said before it is put in a sentence")
        return getattr(value, lang)
    if isinstance(value, list | tuple):
        return _listed(value, lang, ITEMS[lang])
    return value


def _listed(items: Iterable[object], lang: Language, last: str) -> str:
    *first, end = [str(spoken(item, lang)) for item in items] or [""]
    return (ITEMS[lang].join(first) + last if first else "") + end


def _fields(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the fields that a template shows, and those that only choose a word for one or for many; all are plain names."""
    found = [(name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None]
    if wrong := [name for name, _ in found if not name.isidentifier()]:
        raise ValueError(f"fields of {text!r} are no names: {wrong}")
    shown = frozenset(name for name, spec in found if "|" not in spec)
    return shown, frozenset(name for name, _ in found) - shown


# Values that are said differently.


def joined(parts: Iterable[object], zh: str = ITEMS["zh"], en: str = ITEMS["en"]) -> Said:
    """Return things one after the other, with a sign of each language between them."""
    parts = list(parts)
    return Said(zh.join(str(spoken(p, "zh")) for p in parts), en.join(str(spoken(p, "en")) for p in parts))


def money(yuan: float) -> Said:
    """Return an amount: ``1.2万元``, ``12,000 yuan``; both are rounded to the same place."""
    for unit, name in ((1e8, "亿元"), (1e4, "万元")):
        if abs(yuan) >= unit:
            rounded = round(yuan / unit, 1)
            far = abs(rounded * unit) >= 1e6
            en = f"{rounded * unit / 1e6:,.10g} million yuan" if far else f"{rounded * unit:,.0f} yuan"
            return Said(f"{rounded:,.1f}{name}", en)
    return Said(f"{yuan:,.0f}元", f"{yuan:,.0f} yuan")


def per_cent(share: float, digits: int = 0) -> Said:
    """Return a share: ``12%``, ``12 %``."""
    return Said(f"{100 * share:.{digits}f}%", f"{100 * share:.{digits}f} %")


def percentage_points(share: float, digits: int = 1) -> Said:
    """Return a difference of shares: ``1.2个百分点``, ``1.2 percentage points``."""
    return Said(f"{100 * share:.{digits}f}个百分点", f"{100 * share:.{digits}f} percentage points")


def school_year(year: int) -> Said:
    """Return a school year by the year it begins in: ``2023学年``, ``2023/24``."""
    return Said(f"{year}学年", f"{year}/{(year + 1) % 100:02d}")


def term(year: int, *, autumn: bool) -> Said:
    """Return a term by the year it begins in: ``2023年秋季学期``, ``autumn 2023``."""
    return Said(f"{year}年{'秋' if autumn else '春'}季学期", f"{'autumn' if autumn else 'spring'} {year}")
