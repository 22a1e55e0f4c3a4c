"""The dictionary of an export: a row per column of its tables, with unit and meaning in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from experiments.runs.outcomes import Outcome, is_outcome, parse
from experiments.words import labels
from sim.case import Case

FIXED = {
    "key": ("", "运行编号", "fingerprint of a run"),
    "status": ("", "运行结果", "how the run ended: ok, or why not"),
    "case": ("", "案例", "case"),
    "case.forms": ("", "关系形态（listed 为按案例）", "form of every tie; listed: as the case has them"),
    "seed": ("", "随机种子", "seed of what happens after the first day"),
    "population_seed": ("", "初始人群种子", "seed of who is there on the first day"),
    "years": ("school years", "模拟学年数", "horizon"),
    "reforms": ("flag", "是否实施改革与集团", "whether reforms and groups come into force"),
    "seconds": ("s", "计算用时", "time of computing"),
    "peak_mb": ("MB", "内存峰值", "most memory the run took"),
    "attempts": ("", "尝试次数", "how often it was begun"),
    "host": ("", "计算机", "machine it was done on"),
    "error": ("", "错误信息", "why it did not end well"),
    "year": ("", "学年（以秋季年份记）", "school year, named by its autumn"),
    "stage": ("", "学段", "stage: primary or junior"),
    "item": ("", "支出项目", "item the treasury paid"),
    "yuan": ("yuan", "金额", "amount"),
    "outcome": ("", "结果指标", "outcome, as study files name it"),
    "unit": ("", "单位", "unit"),
    "scenario": ("", "情景", "what is set in the scenario"),
    "against": ("", "对照情景", "scenario it is compared with"),
    "n": ("", "配对数", "pairs of runs on shared seeds"),
    "mean_against": ("unit of the outcome", "对照情景均值", "mean of the scenario it is compared with"),
    "mean": ("unit of the outcome", "均值", "mean over runs"),
    "difference": ("unit of the outcome", "差值", "mean paired difference"),
    "low": ("unit of the outcome", "95% 置信区间下限", "low end of the 95 % interval of this difference alone"),
    "high": ("unit of the outcome", "95% 置信区间上限", "high end of the 95 % interval of this difference alone"),
    "half_width": ("unit of the outcome", "置信区间半宽", "half the width of the interval"),
    "factor": ("", "因素", "factor"),
    "level": ("unit of the factor", "水平", "level of the factor"),
    "runs": ("", "运行数", "runs behind a mean"),
    "seeds": ("", "种子数", "seeds behind an interval"),
    "line": ("", "图中曲线", "line of the chart"),
    "table": ("", "表", "table"),
    "column": ("", "列", "column"),
    "name": ("", "列名", "name of the column"),
    "zh": ("", "中文说明", "meaning in Chinese"),
    "en": ("", "英文说明", "meaning in English"),
}
ENDS = (".low", ".high")  # of columns beside a mean
HEAD = ("table", "name", "unit", "zh", "en")


def describe(
    tables: Sequence[tuple[str, Sequence[str]]], outcomes: Sequence[Outcome], cases: Iterable[Case] = ()
) -> Iterator[tuple[str, ...]]:
    """Yield a row per column of some tables, given by name with the names of their columns; cases may have names of their own."""
    from sim.config import aims, parameters

    declared = {d.name: (d.unit, d.zh, d.en) for case in (None, *cases) for d in (*parameters(case), *aims(case))}
    asked = {o.name: (o.unit, o.zh, o.en) for o in outcomes}
    stage = labels.STAGES["primary"]
    for table, columns in tables:
        for name in columns:
            found = asked.get(name) or declared.get(name) or FIXED.get(name)
            for end, key in zip(ENDS, ("low", "high"), strict=True):
                if found is None and (of := asked.get(name.removesuffix(end))) is not None:
                    _, zh, en = FIXED[key]
                    found = (
                        of[0],
                        f"{of[1]}:{zh.split('（')[0]}",
                        f"{of[2]}: {en.replace('difference', 'mean over seeds')}",
                    )
            measure, at, schools = name.partition("@")
            if found is None and is_outcome(
                staged := f"{measure}.primary{at}{schools}"
            ):  # whose stage stands beside it
                o = parse(staged)
                found = (o.unit, o.zh.removeprefix(stage.zh), o.en.removesuffix(f", {stage.en.lower()}"))
            yield (table, name, *(found or ("", "", "")))
