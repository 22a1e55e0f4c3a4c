"""Why a run ended badly, as a store keeps it: in both languages, so that whoever reads it does so in their own.

A store holds a text. A pair is written as JSON with the keys ``zh`` and ``en``; what is anything else, as the stores of
earlier versions hold it, is read as it stands.
"""

from __future__ import annotations

import json

from sim.say import LANGUAGES, Said

HEAD = f'{{"{LANGUAGES[0]}": '


def written(reason: str | None) -> str | None:
    """Return a reason as a store keeps it; bytes that are no text are spelled out."""
    if isinstance(reason, Said) and reason.zh != reason.en:
        return json.dumps({lang: _plain(getattr(reason, lang)) for lang in LANGUAGES}, ensure_ascii=False)
    return None if reason is None else _plain(reason)


def read(text: str | None) -> str | None:
    """Return a reason that a store kept, as a pair where it is one."""
    if text is None or not text.startswith(HEAD):
        return text
    try:
        pair = json.loads(text)
    except ValueError:
        return text
    return Said(**pair) if pair.keys() == set(LANGUAGES) and all(isinstance(v, str) for v in pair.values()) else text


def _plain(text: str) -> str:
    return text.encode(errors="backslashreplace").decode()
