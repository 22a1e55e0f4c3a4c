"""The controls of the page as data, generated from what the model declares: whatever can be set can be set there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from experiments import Refused
from experiments.app import texts, words
from experiments.runs.settings import parse_value
from sim import units
from sim.config import register

if TYPE_CHECKING:
    from sim.case import Case
    from sim.param import Declared

STEPS = 100  # of a slider between the ends of its range


def sections(case: Case) -> list[dict[str, Any]]:
    """Return every control of a case by instrument, process and form of tie, as plain data."""
    of, out = register(case), list[dict[str, Any]]()
    tools = of.settings.instruments
    by: dict[str, list[Declared]] = {}
    for one in (*of.aims, *of.parameters):
        by.setdefault(
            of.section[one.name.rpartition(".")[0]] if one.name not in of.owner else of.owner[one.name][0], []
        ).append(one)
    for name, items in sorted(by.items(), key=lambda entry: (entry[0] not in tools, entry[0].startswith("forms."))):
        if name in tools:
            zh, en, dose = tools[name].zh, tools[name].en, f"{name}.{tools[name].dose}"
            own = zh, en
        elif name.startswith("forms."):
            form = of.settings.forms[name.removeprefix("forms.")]
            zh, en, dose = texts.FORM.zh + form.zh, texts.FORM.en + form.en, ""
            own = items[0].zh.partition("：")[0], items[0].en.partition(": ")[0]  # what all its labels begin with
        else:
            zh, en, dose = *words.section(name), ""
            own = zh, en
        shown = [_control(one, dose, strip=own) for one in items if one.name != f"{name}.on"]
        out.append({"id": name, "zh": zh, "en": en, "tool": name in tools, "items": shown})
    return out


def _control(one: Declared, dose: str, strip: tuple[str, str]) -> dict[str, Any]:
    kind = "flag" if isinstance(one.default, bool) else "number" if isinstance(one.default, int | float) else "text"
    step: float | None = None
    if one.low is not None and one.high is not None:
        step = 1 if isinstance(one.default, int) else (one.high - one.low) / STEPS
    return {
        "name": one.name, "zh": one.zh.removeprefix(strip[0]).lstrip("："), "en": one.en.removeprefix(strip[1]).lstrip(": "),
        "unit": words.two(units.unit(one.unit)) if kind != "text" else None,
        "low": one.low, "high": one.high, "step": step, "kind": kind, "span": words.two(one.span),
        "source": words.two(one.source), "dose": one.name == dose or (one.name.startswith(f"{dose}.") and bool(dose)),
    }  # fmt: skip


def typed(case: Case, name: str, value: Any) -> Any:
    """Return what a person typed into a control as a value; the model's own check says whether it may be.

    Raises
    ------
    Refused
        For what is no value at all.
    """
    default = register(case).default.get(str(name))
    if not isinstance(value, str):
        return value
    text = value.strip()
    if isinstance(default, str):
        return text
    if isinstance(default, tuple) and not text.startswith("["):
        parts = [part.strip() for part in text.replace("，", ",").split(",") if part.strip()]
        return [_number(part) if default and isinstance(default[0], int | float) else part for part in parts]
    try:
        return parse_value(text)
    except ValueError:
        raise Refused(texts.NO_VALUE(name=name, text=text[:60])) from None


def _number(text: str) -> Any:
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def plain(values: Any) -> dict[str, Any]:
    """Return values as a browser takes them."""
    return {
        name: list(v) if isinstance(v, tuple) else round(v, 9) if isinstance(v, float) else v
        for name, v in values.items()
    }
