"""Files of cases and studies for the tests, written from what they are to say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "mini.toml"
TEXT = HERE.read_text(encoding="utf-8")
STUDY: dict[str, Any] = {
    "title": {"zh": "试", "en": "Trial"}, "question": "What?", "case": str(HERE), "years": 3, "replications": 2,
    "outcomes": ["mean_score.primary", "cost.total"], "fixed": {"mentoring.on": True},
    "levers": {
        "rotation.annual_share": {"low": 0.0, "high": 0.2}, "rotation.years": {"values": [1, 2]},
        "plan": {"options": {"a": {"first_post.on": True}, "b": {"first_post.on": False}}, "zh": "方案", "en": "plan"},
        "dose": {"low": 0.5, "high": 1.0, "times": {"mentoring.share": 0.8}},
    },
    "uncertainties": {"growth.mentor_gain": {}}, "design": {"kind": "lhs", "n": 8, "seed": 3},
}  # fmt: skip


def write(value: Any) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(str(k))} = {write(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(write, value))}]"
    return json.dumps(value).replace("NaN", "nan").replace("Infinity", "inf") if value is not None else '"none"'


def document(raw: dict[str, Any]) -> str:
    return "".join(f"{json.dumps(str(k))} = {write(v)}\n" for k, v in raw.items())
