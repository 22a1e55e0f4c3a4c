"""Whether what is said is said in both languages: no sentence of one is left in the other."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sim.say import Said

CHINESE = re.compile(r"[\u4e00-\u9fff]")
AS_TYPED = re.compile(  # names and values, which stand in a file and are quoted
    r"“[^”]*”|'(?:[^'\\]|\\.)*'|\"[^\"]*\"|\{[^{}]*\}|\[\[?[^\]]*\]\]?|edugroup [a-z-]+|TOML|UTF-8|CRC-32|Python|(?:/[\w.-]+)+"
)
WORDS = re.compile(r"[A-Za-z]{2,}[,;:]? [A-Za-z]{2,}")  # two of English in a row


def left_over(messages: Iterable[str]) -> list[str]:
    """Return what is not said in Chinese, or has English words left in it, or Chinese in English."""
    wrong = []
    for said in messages:
        if not isinstance(said, Said):
            wrong.append(f"in one language: {said}")
            continue
        zh, en = (AS_TYPED.sub("", text) for text in (said.zh, said.en))
        if not CHINESE.search(said.zh) or WORDS.search(zh):
            wrong.append(f"in Chinese: {said.zh}")
        if CHINESE.search(en) or re.search("[，；：。、“”（）]", en):
            wrong.append(f"in English: {said.en}")
    return wrong
