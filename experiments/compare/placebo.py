"""The answer of a comparison with placebos: what is left of the reform where cores have nothing to give, beside its effect."""

from __future__ import annotations

from experiments.compare.comparison import Comparison
from experiments.compare.scenarios import further
from experiments.compare.texts import page as texts
from experiments.compare.texts import tables
from experiments.pages.answers import Answer
from experiments.runs import outcomes
from experiments.words import phrases
from experiments.words.phrases import TableView
from sim.arms import ARMS, without_another
from sim.equity.metrics import FAMILIES, REGISTRY, in_order
from sim.say import Said, joined
from sim.units import unit

EQUAL = "placebo=equal-cores"
MEASURES = ("member_score", "between_school_sd", "mean_score")  # that are told in sentences


def beside(found: Comparison, window: Said) -> Answer:
    """What is left of the effect under placebo."""
    out = Answer("placebo", texts.PLACEBO.en, texts.PLACEBO.zh)
    used = {s.run.source.case.placebo: s for s in found.placebos}
    abouts = [arm.about() for arm in ARMS.values() if arm.key == "placebo" and arm.value in used]
    out.sentences += [texts.PLACEBO_IS(abouts=joined(abouts, zh="；", en="; ")), texts.PLACEBO_READ()]
    lines = []
    for measure in MEASURES:
        for stage, words in found.stages.items():
            o = outcomes.parse(f"{measure}.{stage}")
            pairs = [(s, found.pair(s.text, o.name)) for s in found.compared]
            told = [
                texts.PLACEBO_PART(
                    scenario=s.name, change=phrases.estimate(p.difference, p.low, p.high, form=phrases.signed)
                )
                for s, p in pairs
                if p.n
            ]
            if told:
                short = Said(REGISTRY[measure].zh, REGISTRY[measure].axis)
                lines.append(texts.PLACEBO_LINE(measure=short, stage=words.small, parts=joined(told, zh="；", en="; ")))
    out.sentences += lines
    if alone := _alone(found):
        out.sentences.append(texts.PLACEBO_ALONE(groups=alone))
    out.tables.append(_table(found, window))
    out.short = joined([*lines, *out.sentences[-1:] * bool(alone)], zh="\n  ", en="\n  ")
    return out


def missing(found: Comparison) -> Answer | None:
    """What cannot be told because no placebo was asked for; None where no reforms with groups are set against none."""
    whole = [s for s in found.compared if s.run.reforms and s.run.source.case.groups]
    if found.scenarios[0].run.reforms or not whole:
        return None
    told = texts.NO_PLACEBO(equal=further(whole[0].text, EQUAL))
    return Answer("placebo", texts.PLACEBO.en, texts.PLACEBO.zh, sentences=[told])


def _alone(found: Comparison) -> list[Said]:
    """Return the groups that keep their core under a random one, because they have nobody else who can lead."""
    cases = {s.run.source.sha256: s.run.source.case for s in found.placebos}
    groups = {g.id: g for c in cases.values() if c.placebo == "random-core" for g in without_another(c)}
    return [Said(g.zh, g.en) for g in groups.values()]


def _table(found: Comparison, window: Said) -> TableView:
    """Return the effects of all scenarios side by side: a row per measure and stage, a column per scenario."""
    rows = []
    for measure in (m for family in FAMILIES for m in in_order(family, found.followed)):
        for k, (stage, words) in enumerate(found.stages.items()):
            o = outcomes.parse(f"{measure}.{stage}")
            pairs = [found.pair(s.text, o.name) for s in found.compared]
            cells = [
                phrases.estimate(p.difference, p.low, p.high, form=phrases.signed) if p.n else phrases.DASH
                for p in pairs
            ]
            named = Said(o.zh.removeprefix(words.zh), o.short)
            rows.append([*([named, unit(o.unit)] if k == 0 else ["", ""]), words.said, *cells])
    heads = [tables.MEASURE(), tables.UNIT(), tables.STAGE(), *(found.called(s) for s in found.compared)]
    return TableView(tables.CAPTION(what=tables.BESIDE_PLACEBO(), window=window), heads, rows, 3)
