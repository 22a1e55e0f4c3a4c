"""Answer and figure of a tornado over assumed coefficients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.ablation import texts as shared
from experiments.ablation.texts import tornado as texts
from experiments.ablation.tornado import MEASURES, SCREEN, Tornado
from experiments.pages.answers import Answer
from experiments.words import labels, phrases
from experiments.words.phrases import TableView
from sim.equity.metrics import REGISTRY
from sim.say import Said, joined
from sim.units import amount, unit

if TYPE_CHECKING:
    import pandas as pd

    from experiments.statistics.paired import Paired

FIGURE = "tornado"
TOLD = 3  # coefficients named in a sentence
LONGEST = 56  # characters of a row of the figure


def answer(found: Tornado) -> Answer:
    """How far the effect of the reform hangs on assumed coefficients."""
    of = found.plan
    out = Answer("assumed", texts.ASKED.en, texts.ASKED.zh, figures=(FIGURE,) if found.kept else ())
    years = labels.in_span(*of.span)
    for measure in MEASURES:
        largest = [
            texts.MOVES(coefficient=found.by_name[n].said, **_told(found, measure, n)) for n in _first(found, measure)
        ]
        effect = amount(_bare(found.effect(measure)), "points")
        what = {"measure": _short(measure), "horizon": of.horizon, "years": years, "effect": effect}
        out.sentences.append(texts.EFFECT(**what, largest=joined(largest or [texts.NOTHING_MOVES()], zh="；", en="; ")))
        out.sentences.append(texts.UNDO(measure=_short(measure), n=len(found.kept), **_undone(found, measure)))
    out.short = joined(out.sentences, zh="\n  ", en="\n  ")
    first = of.measured_on.start
    given = {"n": len(of.coefficients), "screen": SCREEN, "kept": of.kept, "seeds": of.seeds, "first": first}
    out.sentences += [texts.READ(**given), texts.RANGES()]
    if found.kept:
        out.tables.append(_table(found, years))
    else:
        out.sentences.append(texts.NOT_MEASURED())
    return out


def _first(found: Tornado, measure: str) -> list[str]:
    return [name for name, by in found.largest(measure)[:TOLD] if by]


def _told(found: Tornado, measure: str, name: str) -> dict[str, str]:
    """Return at which end a coefficient moves an effect more, and by how much."""
    swings = {end: found.swing(measure, (name, end)) for end in found.ends(name)}
    end = max(swings, key=lambda e: abs(np.nan_to_num(swings[e].difference)))
    return {"value": found.by_name[name].ends[end][0], "change": _bare(swings[end])}


def _undone(found: Tornado, measure: str) -> dict[str, int]:
    """Return how many coefficients take away more than half of an effect at some end, and how many turn its sign."""
    whole, half, sign = found.effect(measure).difference, 0, 0
    for name in found.kept:
        left = [found.swing(measure, (name, end)).reform / whole for end in found.ends(name)] if whole else []
        half += any(x < 0.5 for x in left)
        sign += any(x < 0 for x in left)
    return {"half": half, "sign": sign}


def _table(found: Tornado, years: Said) -> TableView:
    rows = []
    for name in found.kept:
        c = found.by_name[name]
        for k, end in enumerate(found.ends(name)):
            head = [c.said, c.default] if k == 0 else ["", ""]
            row = [*head, f"{c.ends[end][0]} {unit(c.unit)}"]
            for measure in MEASURES:
                p, whole = found.swing(measure, (name, end)), found.effect(measure).difference
                row += [_bare(p), phrases.share(p.difference / whole) if whole else phrases.DASH]
            rows.append(row)
    heads: list[str] = [texts.COEFFICIENT(), texts.OWN_VALUE(), texts.VALUE()]
    heads += [head for m in MEASURES for head in (texts.CHANGE(measure=_short(m)), texts.SHARE())]
    seeds = shared.SEEDS_SAID(n=found.plan.seeds)
    return TableView(texts.CAPTION(years=years, seeds=seeds), heads, rows, 3)


def _bare(p: Paired) -> str:
    return phrases.estimate(p.difference, p.low, p.high, form=phrases.signed)


def _short(measure: str) -> Said:
    return Said(REGISTRY[measure].zh, REGISTRY[measure].axis)


def drawn(found: Tornado) -> tuple[Any, ...]:
    """Return what `experiments.figures.ablation.tornado` draws."""
    order = [name for name, _ in found.largest(MEASURES[0])]
    rows = {name: _row(found, name) for name in order}
    names = {m: texts.PANEL(measure=_short(m), unit=unit("points")) for m in MEASURES}
    effects = {m: found.effect(m).difference for m in MEASURES}
    return _there(found), rows, list(MEASURES), names, effects, found.points_per_sd


def _there(found: Tornado) -> pd.DataFrame:
    """Return the effect at either end of each coefficient, with the interval of its change around it."""
    import pandas as pd

    rows = []
    for measure in MEASURES:
        own = found.effect(measure).difference
        for name in found.kept:
            for end in found.ends(name):
                p = found.swing(measure, (name, end))
                rows.append((measure, name, end, *(own + x for x in (p.difference, p.low, p.high))))
    return pd.DataFrame(rows, columns=["measure", "coefficient", "end", "there", "there_low", "there_high"])


def _row(found: Tornado, name: str) -> Said:
    """Return what a coefficient is called in a row of the figure, with its range."""
    c = found.by_name[name]
    pairs = ((c.said.zh, LONGEST // 2), (c.said.en, LONGEST))
    what = Said(*(text if len(text) <= most else f"{text[: most - 1]}…" for text, most in pairs))
    low, high = (c.ends[end][0] if end in c.ends else c.default for end in ("low", "high"))
    return texts.RANGE(what=what, low=low, high=high)
