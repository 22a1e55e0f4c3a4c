"""A page as a person reads it: the words of one language, in order."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"br", "img", "meta", "link", "input", "hr"}  # elements that have no end


class Reader(HTMLParser):
    """Gathers what is shown in a language."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.hidden, self.depth, self.words = {"en": "zh", "zh": "en"}[lang], 0, list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = (dict(attrs).get("class") or "").split()
        if tag not in VOID and (self.depth or self.hidden in classes or tag in {"style", "title", "svg", "button"}):
            self.depth += 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth)

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.words.append(data)


def read(page: str, lang: str = "en") -> str:
    """Return the text of a page, or of a part of one, single spaces between words."""
    reader = Reader(lang)
    reader.feed(page)
    return " ".join(" ".join(reader.words).replace("\u00a0", " ").split())
