"""The questions put to a run, and their answers: sentences and small tables with numbers from the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from experiments.statistics import paired
from experiments.statistics import price as prices
from experiments.statistics.paired import Paired
from experiments.words import labels
from experiments.words.labels import ROLES, Words
from experiments.words.phrases import (
    TableView,
    change,
    comparison_cells,
    comparison_headers,
    gained,
    measure_table,
    number,
    priced,
    share,
    sides,
    signed,
    verb,
    window,
)

if TYPE_CHECKING:
    from experiments.runs.results import Results


@dataclass(slots=True)
class Answer:
    """One question, answered."""

    name: str
    question: str
    zh: str
    short: str = ""  # one line for the terminal
    sentences: list[str] = field(default_factory=list)
    tables: list[TableView] = field(default_factory=list)
    figures: tuple[str, ...] = ()


def answers(results: Results) -> list[Answer]:
    """Return the answers to the five questions, in order, with one more of development of pupils and one of several districts."""
    from experiments.pages.development import development  # which know this module
    from experiments.pages.districts import by_district

    more = (development,) if "development" in results.plan.case.outcomes else ()
    of_pupils: tuple[Callable[[Results], Answer], ...] = (gap, core, bottom, *more)
    found = [make(results) for make in (*of_pupils, moves, cost)]
    if results.districts:
        found.append(by_district(results))
    if not results.is_paired:
        for answer in found[: len(of_pupils)]:
            answer.short = f"over time: {answer.short}"
    return found


def gap(results: Results) -> Answer:
    """What happened to the gap between schools; the mean and the lowest tenth stand beside it."""
    out = Answer("gap", "What happened to the gap between schools?", "学校之间的差距怎样了?")
    found = results.compare(["between_school_sd", "mean_score", "bottom_decile"])
    for stage, words in results.stages.items():
        spread, mean, low = (found[m, stage] for m in ("between_school_sd", "mean_score", "bottom_decile"))
        out.sentences.append(
            f"{words.en} schools ({words.zh}): the gap, the standard deviation of school means (校际标准差), "
            f"{verb(spread, 'widened', 'narrowed')}: {sides(results, spread)}. The mean score (平均分) "
            f"{verb(mean, 'rose', 'fell')} ({change(mean)}), and the lowest tenth (后10%均分) "
            f"{verb(low, 'rose', 'fell')} ({change(low)})."
        )
    short = _in_short(found, results.stages)
    first = f"{short} {_levelling(results)}" if results.is_paired else f"Over time: {short[0].lower()}{short[1:]}"
    out.sentences.insert(0, first)
    if not results.is_paired:
        out.sentences.append(
            "This is change over time in one run, not the effect of the reforms: for that, compare arms that share their "
            f"seeds: `{results.plan.comparison}`."
        )
    measures = ("between_school_sd", "school_cv", "between_share", "core_member_gap", "urban_rural_gap")
    out.tables.append(measure_table(results, [*measures, "mean_score", "bottom_decile"]))
    out.figures = ("gap", "differences")
    out.short = "; ".join(f"{w.en.lower()} {change(found['between_school_sd', s])}" for s, w in results.stages.items())
    return out


def _in_short(found: Mapping[tuple[str, str], Paired], stages: Mapping[str, Words]) -> str:
    """Say by what part of itself the gap changed at each stage."""
    parts = []
    for stage, words in stages.items():
        pair = found["between_school_sd", stage]
        if not pair.n or pair.difference == 0 or (pair.has_interval and not pair.is_sure):
            parts.append(f"{verb(pair, '', '')} in {words.en.lower()} schools")
        else:
            part = abs(pair.difference) / pair.baseline if pair.baseline > 0 else float("nan")
            by = "less than 1 %" if part < 0.005 else share(part)
            parts.append(f"{verb(pair, 'widened', 'narrowed')} by {by} in {words.en.lower()} schools")
    return f"The gap between schools {' and '.join(parts)}."


def _levelling(results: Results) -> str:
    """Say whether the gap narrowed from above or from below."""
    spread, mean, low = (results.overall(m) for m in ("between_school_sd", "mean_score", "bottom_decile"))
    if not spread.has_interval:
        return "One seed gives no interval: use more seeds before reading anything into the differences."
    if not spread.is_sure:
        return "Over all stages together it cannot be told from that of the baseline."
    if spread.difference > 0:
        return "Over all stages together it is wider than without the reforms."
    if any(x.is_sure and x.difference < 0 for x in (mean, low)):
        return "The mean or the lowest tenth fell with it: this is levelling down."
    if low.is_sure:
        return "The lowest tenth gained at the same time: this is not levelling down."
    return "Neither the mean nor the lowest tenth changed measurably with it."


def core(results: Results) -> Answer:
    """What happened to the core schools."""
    out = Answer("core", "What happened to the core schools?", "核心校怎样了?")
    if not results.plan.case.groups:
        out.short = "the case lists no groups"
        out.sentences.append("The case lists no groups, and so names no core schools.")
        return out
    here, there, apart = (results.overall(m) for m in ("core_score", "member_score", "core_member_gap"))
    skill = results.overall("core_skill")
    out.sentences += [
        f"Core schools {gained(results, here)}; member schools {gained(results, there)}: the distance between them "
        f"{verb(apart, 'widened', 'narrowed')}.",
        f"The mean score in core schools (核心校) {verb(here, 'rose', 'fell')}: {sides(results, here)}. In member schools "
        f"(成员校) it {verb(there, 'rose', 'fell')} ({change(there)}). The distance between core and members "
        f"{verb(apart, 'widened', 'narrowed')} ({change(apart)}).",
        f"The mean skill of the teachers who work in core schools {verb(skill, 'rose', 'fell')} "
        f"({change(skill, 'SD/year', 3)}).",
    ]
    measures = ["core_score", "member_score", "core_member_gap", "core_skill", "member_skill"]
    out.tables.append(measure_table(results, measures))
    by_group = _by_group(results)
    if results.is_paired:
        up, down = (sum(p.is_sure and sign * p.difference > 0 for p in by_group.values()) for sign in (1, -1))
        out.sentences.append(
            f"Groups differ: in {up} of {len(by_group)} the member schools gained, in {down} they lost, and in "
            f"{len(by_group) - up - down} the interval holds zero."
        )
    labels_of = {g.id: labels.named(g) for g in results.plan.case.groups}
    rows = [[labels_of[name], *comparison_cells(results, by_group[name], 2)] for name in labels_of if name in by_group]
    caption = f"Mean score of the member schools of each group, points: {window(results)}"
    out.tables.append(TableView(caption, ["Group", *comparison_headers(results)], rows, folded=True))
    out.figures = ("core_member",)
    out.short = f"core {change(here)}; members {change(there)}"
    return out


def _by_group(results: Results) -> dict[str, Paired]:
    """Return the comparison of the mean score of each group's member schools."""
    frame = results.sides("groups")
    frame = frame[frame["group"].isin([g.id for g in results.plan.case.groups])]  # those of rules are in one arm only
    means = frame.groupby(["arm", "seed", "group"], as_index=False)[["member_score"]].mean()
    rows = paired.compare(means, ["member_score"], by=("group",)).to_dict("records")
    return {r["group"]: Paired(*(r[f] for f in Paired._fields)) for r in rows}


def bottom(results: Results) -> Answer:
    """What happened to the bottom decile."""
    out = Answer("bottom", "What happened to the lowest tenth of pupils?", "后10%的学生怎样了?")
    low, mean, slope = (results.overall(m) for m in ("bottom_decile", "mean_score", "ses_slope"))
    out.sentences += [
        f"The lowest tenth {gained(results, low)}; the mean of all pupils {gained(results, mean)}.",
        f"The mean score of the lowest tenth (后10%均分) {verb(low, 'rose', 'fell')}: {sides(results, low)}. "
        f"The mean of all pupils {verb(mean, 'rose', 'fell')} ({change(mean)}).",
        f"The slope of scores on family background (家庭背景斜率) {verb(slope, 'became steeper', 'became flatter')} "
        f"({change(slope, 'points per SD')}).",
    ]
    measures = ["bottom_decile", "mean_score", "p90_p10", "ses_slope", "migrant_gap", "urban_rural_gap"]
    out.tables.append(measure_table(results, measures))
    out.figures = ("bottom",)
    out.short = f"lowest tenth {change(low)}; all pupils {change(mean)}"
    return out


def moves(results: Results) -> Answer:
    """Who moved where."""
    out = Answer("moves", "Who moved where?", "谁流动到哪里?")
    frame = results.moves
    if frame.empty:
        out.sentences.append("No teacher was placed at another school.")
        out.short = "no teacher was placed at another school"
        return out
    called, first = labels.kinds(), int(frame["start_year"].min())
    per_year = len(results.seeds) * (results.years[1] - first + 1)

    def yearly(n: float, digits: int = 0) -> str:
        return number(n / per_year, digits)

    kinds = ", ".join(f"{called[k].en} ({called[k].zh}) {yearly(n)}" for k, n in frame["kind"].value_counts().items())
    out.sentences.append(
        f"Since {labels.school_year(first)}, {yearly(len(frame))} placements began in a school year: {kinds}."
    )
    down = frame[(frame["origin_role"] == "core") & (frame["target_role"] == "member")]
    up = frame[(frame["origin_role"] == "member") & (frame["target_role"] == "core")]
    for part, words in ((down, "from core to member schools"), (up, "from member to core schools")):
        if len(part):
            out.sentences.append(
                f"{yearly(len(part))} a year went {words}: {share((part['honour'] != 'none').mean())} of them backbone teachers "
                f"(骨干教师) or higher; on average they were {_edge(float(part['edge'].mean()))} the colleagues they left."
            )
    rows = []
    for (kind, origin, target), part in frame.groupby(["kind", "origin_role", "target_role"]):
        ends = [w.both for w in (called[kind], ROLES[origin], ROLES[target])]
        skill, edge, taught = (float(part[c].mean()) for c in ("skill", "edge", "experience"))
        honoured, consented = float((part["honour"] != "none").mean()), float(part["consented"].mean())
        cells = [signed(skill, 3), signed(edge, 3), share(honoured), share(consented), number(taught, 1)]
        rows.append([*ends, yearly(len(part), 1), *cells])
    headers = [
        "Kind", "From", "To", "A year", "Skill, SD/year", "Beside colleagues left, SD/year", "Backbone", "Consented",
        "Years taught",
    ]  # fmt: skip
    caption = "Placements by kind and direction: number a year and means of those placed"
    out.tables.append(TableView(caption, headers, rows, 3))
    out.figures = ("moves", "flows", "movers")
    out.short = (
        f"{yearly(len(frame))} placements a year, {yearly(len(down))} from core to member and {yearly(len(up))} from member "
        "to core"
    )
    return out


def _edge(edge: float) -> str:
    """Say how skilled movers were beside those they left."""
    return f"{number(abs(edge), 3)} SD/year {'less' if edge < 0 else 'more'} skilled than"


def cost(results: Results) -> Answer:
    """What it cost."""
    out = Answer("cost", "What did it cost?", "花了多少钱?")
    late = results.late
    if not (results.cost["yuan"].abs() > 0).any():
        out.sentences.append("The treasury paid nothing beyond what it pays without groups.")
        out.short = "nothing beyond what the treasury pays without groups"
        _time(results, out)
        return out
    spent, runs = late.of(results.cost), len(results.seeds) * (late.last - late.first + 1)
    yearly = float(spent["yuan"].sum()) / runs
    district = late.of(results.district)
    heads = district[district["arm"] == results.arms[-1]]["pupils"].sum() / runs
    paid = f"{number(yearly / labels.WAN, 1)} {labels.MONEY_YEAR}"
    than = "more than in the baseline" if results.is_paired else "for groups and their instruments"
    out.sentences += [
        f"In {labels.in_span(late.first, late.last)} the treasury paid {paid} {than}, "
        f"beyond salaries, public funds and capital: {number(yearly / heads, 0)} yuan for each pupil of the district.",
        price(results),
    ]
    by_item = (spent.groupby("item")["yuan"].sum() / runs).sort_values(ascending=False)
    rows = [
        [" ".join(labels.item(k)), number(v / labels.WAN, 1), share(v / yearly if yearly else 0.0)]
        for k, v in by_item.items()
    ]
    rows.append(["All 合计", number(yearly / labels.WAN, 1), share(1.0)])
    caption = f"Paid by the treasury: means of {labels.in_span(late.first, late.last)}"
    done = _done(results)
    out.tables += [TableView(caption, ["Item", labels.MONEY_YEAR, "Share"], rows), *([done] if done.rows else [])]
    _time(results, out)
    out.figures = ("cost",)
    out.short = f"{paid} beyond salaries, public funds and capital"
    if results.is_paired:
        out.short += f"; {price(results)}"
    return out


def _time(results: Results, out: Answer) -> None:
    """Say what time the instruments ask for, in all, of each, and for what."""
    from sim.books import items

    late, arm = results.late, results.arms[-1]
    years = len(results.seeds) * (late.last - late.first + 1)
    booked = late.of(results.tables["hours"])
    sums = booked[booked["arm"] == arm].groupby(["item", "source"])["hours"].sum().sort_values(ascending=False) / years
    if sums.empty:
        out.sentences.append("The instruments ask nobody for hours.")
        return
    of = {
        source: float(sums[sums.index.get_level_values("source") == source].sum()) for source in ("teacher", "school")
    }
    district = late.of(results.district)
    here = district[district["arm"] == arm]
    teachers = here["pupils"] / here["pupil_teacher_ratio"]
    weekly = float((here["teacher_hours"] * teachers).sum() / teachers.sum())
    out.sentences.append(
        f"The instruments ask teachers for {number(of['teacher'], 0)} hours a year, {number(weekly, 2)} a week of each, and "
        f"heads and managers for {number(of['school'], 0)}."
    )
    known, whose = items("hours"), {"teacher": "teachers 教师", "school": "heads and managers 学校管理人员"}
    rows = [
        [f"{item.capitalize()} {known[item].zh if item in known else ''}", whose[source], number(hours, 0)]
        for (item, source), hours in sums.items()
    ]
    rows.append(["All 合计", "", number(sum(of.values()), 0)])
    caption = f"Hours that instruments ask for: means of {labels.in_span(late.first, late.last)}"
    out.tables.append(TableView(caption, ["Item", "Asked of", "Hours a year"], rows))


def price(results: Results) -> str:
    """Say what the reforms cost over all years, and what a gain costs."""
    if not results.is_paired:
        return "What a gain costs cannot be said from one run."
    return priced(prices.price(results.differences(), results.points_per_sd, results.discount))


def _done(results: Results) -> TableView:
    """Return what each instrument did in a year."""
    from sim.config import defaults

    tools, late = defaults(results.plan.case).instruments, results.late
    frame = late.of(results.tables["instruments"])
    frame = frame[frame["arm"] == results.arms[-1]]
    sums = (
        frame.groupby("instrument")[["people", "hours", "yuan"]].sum()
        / len(results.seeds)
        / (late.last - late.first + 1)
    )
    rows = [
        [
            f"{tools[k].words.en} {tools[k].words.zh}",
            number(r["people"], 0),
            number(r["hours"], 0),
            number(r["yuan"] / labels.WAN, 1),
        ]
        for k, r in sums.iterrows()
    ]
    headers = ["Instrument", "People or schools reached a year", "Hours a year", labels.MONEY_YEAR]
    caption = "What the instruments did, whoever paid: the treasury or, from its earmark, the group"
    return TableView(f"{caption} (means of {labels.in_span(late.first, late.last)})", headers, rows)
