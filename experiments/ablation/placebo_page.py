"""The answer that sets what a reform and its instruments do beside what they do under placebo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from experiments.ablation import texts
from experiments.ablation.ablation import MEASURES, Ablation
from experiments.ablation.arms import ALONE, OFF, WAYS
from experiments.pages.answers import Answer
from experiments.words import phrases
from experiments.words.phrases import TableView
from sim.arms import ARMS
from sim.say import Said, joined

if TYPE_CHECKING:
    from experiments.runs.outcomes import Outcome
    from experiments.statistics.paired import Paired

GAP = MEASURES[0]
# Rows above the instruments: what those off in turn are parts of, and what those on alone are.
REFORM = ("reform", "", "")
WHOLE = {OFF: {REFORM: texts.WHOLE()}, ALONE: {("instruments", "", ""): texts.ALL_TOOLS()}}


def answer(found: Ablation, head: Callable[[Outcome], str], after: Callable[[int], Said]) -> Answer:
    """How much needs a strong core; ``head`` names a row, ``after`` a horizon."""
    out = Answer("placebo", texts.NEEDS_CORE.en, texts.NEEDS_CORE.zh)
    named = {arm.value: arm for arm in ARMS.values() if arm.value in found.plan.placebos}
    out.sentences.append(texts.PLACEBO_IS(abouts=joined([arm.about() for arm in named.values()], zh="；", en="; ")))
    last = found.plan.horizons[-1]
    lines = []
    for stage, words in found.stages.items():
        o = found.at(last)[f"{GAP}.{stage}"]
        under = {arm.name(): _bare(_of(found, o, REFORM, value), o) for value, arm in named.items()}
        others = [texts.PLACEBO_ONE(placebo=name, change=change) for name, change in under.items()]
        told = {"case": _bare(_of(found, o, REFORM, ""), o), "others": joined(others, zh="；", en="; ")}
        lines.append(texts.PLACEBO_OF(stage=words.small, horizon=last, **told))
    out.sentences += lines
    out.short = joined(lines, zh="\n  ", en="\n  ")
    heads = [texts.MEASURE(), texts.INSTRUMENT(), texts.OF_CASE(), *(arm.name() for arm in named.values())]
    tools = {name: words.said for name, words in found.plan.instruments.items()}
    for horizon in reversed(found.plan.horizons):
        for way in WAYS:
            shown = {("instrument", way, tool): said for tool, said in tools.items()}
            rows = []
            for o in found.at(horizon).values():
                for k, (key, said) in enumerate((WHOLE[way] | shown).items()):
                    cells = [_bare(_of(found, o, key, value), o) for value in ("", *named)]
                    rows.append([head(o) if k == 0 else "", said, *cells])
            caption = texts.PLACEBO_CAPTION(way=texts.WAYS[way](), after=after(horizon))
            out.tables.append(TableView(caption, heads, rows, 2, folded=horizon != last))
    return out


def _of(found: Ablation, o: Outcome, key: tuple[str, str, str], placebo: str) -> Paired:
    """Return a contribution as it is shown."""
    part, way, tool = key
    return found.pair(part, o.name, way, tool, placebo).scaled(1 / o.shown_in)


def _bare(p: Paired, o: Outcome) -> str:
    return phrases.estimate(p.difference, p.low, p.high, o.as_shown().digits, phrases.signed)
