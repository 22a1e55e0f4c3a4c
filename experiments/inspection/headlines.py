"""What an inspection finds in a sentence, what it is measured by, and what can be shown on a map, in English and Chinese."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection, RegimeView
from experiments.inspection.figures import by_degrees, on_a_map
from experiments.records.findings import listed
from experiments.words.labels import STAGES as STAGE_WORDS
from experiments.words.labels import Words
from experiments.words.phrases import DASH, TableView, number
from sim.equity.inspection import Verdict
from sim.equity.standards import R2017, Indicator, Regime

WAYS = {"register": Words("by register", "按编制"), "post": Words("by post", "按任教学校")}
SAYS = {
    Verdict.PASS: Words("passes", "达标"),
    Verdict.FAIL: Words("does not pass", "未达标"),
    Verdict.UNKNOWN: Words("cannot be judged: data are missing", "数据不足，不作判断"),
}


def headlines(view: RegimeView) -> list[Words]:
    """Say for each stage of one view what is found, and by which limits."""
    c, regime, out = view.county, view.regime, []
    for i in np.flatnonzero(c.schools).tolist():
        verdict = SAYS[Verdict(int(c.verdict[i]))]
        parts = [*_schools(view, i), _spread(view, i)]
        if c.missing[i]:
            names = [k for k in regime.indicators if k.name in c.missing[i]]
            parts.append(Words(f"nobody reported {_en(names)}", f"未填报{_zh(names)}"))
        way, stage = WAYS[view.by], STAGE_WORDS[STAGES[i]]
        out.append(Words(
            f"{regime.year} {regime.en.lower()}, {way.en}, {stage.en}: the county {verdict.en} "
            f"({'; '.join(p.en for p in parts)}).",
            f"{regime.year}年{regime.zh}，{way.zh}，{stage.zh}：全县{verdict.zh}（{'；'.join(p.zh for p in parts)}）。",
        ))  # fmt: skip
    return out


def _schools(view: RegimeView, i: int) -> list[Words]:
    """Say how many schools pass, where schools are judged."""
    c, regime = view.county, view.regime
    if regime.pass_count is None:
        return []
    unknown = Words(f", {c.unknown[i]} not known", f"，{c.unknown[i]}所不详") if c.unknown[i] else Words("", "")
    of = len(regime.indicators)
    return [Words(
        f"{c.passed[i]} of {c.schools[i]} schools pass, which takes {regime.pass_count} of {of} indicators at the threshold"
        f"{unknown.en}",
        f"{c.schools[i]}所学校中{c.passed[i]}所达标，标准为{of}项指标中{regime.pass_count}项达到要求{unknown.zh}",
    )]  # fmt: skip


def _spread(view: RegimeView, i: int) -> Words:
    """Say how far schools lie apart, and how far they may."""
    c, regime, limit = view.county, view.regime, f"{view.county.limit[i]:.2f}"
    if regime.combined:
        mean = number(c.combined[i], 3)
        return Words(f"mean of the CVs {mean}, limit {limit}", f"综合差异系数{mean}，限值{limit}")
    over = [k for k, cv in zip(regime.indicators, c.cv[i], strict=True) if cv > c.limit[i]]
    if over:
        return Words(f"CVs above the limit of {limit}: {_en(over)}", f"差异系数超过限值{limit}的指标：{_zh(over)}")
    return Words(f"no known CV above the limit of {limit}", f"已知差异系数均未超过限值{limit}")


def _en(indicators: Iterable[Indicator]) -> str:
    return listed((f"{k.name} {k.en[0].lower() + k.en[1:] if not k.en[:2].isupper() else k.en}" for k in indicators), 8)


def _zh(indicators: Iterable[Indicator]) -> str:
    return "、".join(f"{k.name}{k.zh}" for k in indicators)


def standards(found: Inspection) -> list[TableView]:
    """Return for each regime what its indicators are called, and by which thresholds and limits it judges."""
    return [_standard(r) for r in dict.fromkeys(v.regime for v in found.views)]


def _standard(regime: Regime) -> TableView:
    judged = regime.pass_count is not None
    rows = []
    for k in regime.indicators:
        least = [f"{x:,g}" for x in k.threshold] if judged and k.threshold else [DASH, DASH]
        rows.append([k.name, f"{k.en} {k.zh}", k.unit, *least])
    limit = [f"{x:.2f}" for x in regime.cv_limit]
    spread = "Mean of the CVs at most 综合差异系数不高于" if regime.combined else "Each CV at most 各项差异系数均不高于"
    rows.append(["", spread, "share", *limit])
    rule = (
        f"a school passes with {regime.pass_count} of {len(regime.indicators)} at the threshold and the rest at "
        f"{regime.floor:.0%} of it or more; the county when all schools pass and every CV is within its limit "
        f"学校{len(regime.indicators)}项中{regime.pass_count}项达标、余项不低于{regime.floor:.0%}为达标"
        if judged and regime.floor is not None
        else "the county passes by the mean of the CVs; schools are judged by standards of their province, not held here "
        "全县按综合差异系数判断；学校按本省办学基本标准评估，此处不含"
    )
    caption = f"The standard of {regime.year} {regime.en.lower()} {regime.zh}: {rule}"
    primary, junior = (f"{w.en} {w.zh}" for w in STAGE_WORDS.values())
    return TableView(caption, ["Code 代码", "Indicator 指标", "Unit 单位", f"At least, {primary}", junior], rows, 3)


def limits(regime: Regime, i: int) -> str:
    """Return by what a verdict of a stage is given, in a few signs."""
    each = "mean CV 综合" if regime.combined else "each CV 各项"
    count = "" if regime.pass_count is None else f"{regime.pass_count}/{len(regime.indicators)}, "
    return f"{count}{each} ≤ {regime.cv_limit[i]:.2f}"


def place_note(found: Inspection) -> Words | None:
    """Say what is not on the map, or why there is none; None where every school is on a map of China."""
    if found.view(R2017) is None:
        return None
    once = found.records.schools.drop_duplicates("id")
    lost, n = int(once["x"].isna().sum()), len(once)
    if lost == n:
        return Words(
            "There is no map: the records hold no places of schools. Longitudes and latitudes (WGS84, within China) or km east "
            "and north of a point of your choice, or a GeoJSON file beside the table, would give one.",
            "未绘制分布图：数据中没有学校位置。可填经度、纬度（WGS84，限中国境内），或自选原点的东向、北向距离（公里），"
            "或附GeoJSON文件。",
        )
    if not on_a_map(found):
        return Words(
            "There is no map: all places in the records are one and the same.", "未绘制分布图：数据中所有学校位置相同。"
        )
    parts_en, parts_zh = [], []
    if not by_degrees(found):
        parts_en.append(
            "This is a plan, not a map of China: the records give km east and north of a point of their own, so it shows how "
            "schools lie to each other and not where."
        )
        parts_zh.append("本图为示意图：数据只给出相对自选原点的公里数，仅表示学校间相对位置，不对应实际经纬度。")
    if lost:
        parts_en.append(f"{lost} of {n} schools have no place in the records and are not on it.")
        parts_zh.append(f"{n}所学校中{lost}所无位置数据，未标出。")
    return Words(" ".join(parts_en), "".join(parts_zh)) if parts_en else None
