"""The questions put to a run, and their answers: sentences and small tables with numbers from the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from experiments.pages.asked import asked_and_done
from experiments.pages.texts import answers as texts
from experiments.statistics import paired
from experiments.statistics import price as prices
from experiments.statistics.paired import Paired
from experiments.words import labels
from experiments.words.labels import ROLES, Words
from experiments.words.phrases import (
    DASH,
    TableView,
    change,
    comparison_cells,
    comparison_headers,
    gained,
    measure_table,
    number,
    paragraph,
    priced,
    rose,
    share,
    sides,
    signed,
    verb,
    widened,
    window,
)
from experiments.words.texts import ALL
from sim.say import NOTHING, Said, joined, money, school_year
from sim.units import unit

if TYPE_CHECKING:
    from experiments.runs.results import Results


@dataclass(slots=True)
class Answer:
    """One question, answered."""

    name: str
    question: str  # in English
    zh: str  # and in Chinese
    short: str = NOTHING  # one line for the terminal
    sentences: list[str] = field(default_factory=list)
    tables: list[TableView] = field(default_factory=list)
    figures: tuple[str, ...] = ()

    @property
    def asked(self) -> Said:
        """The question in both languages."""
        return Said(self.zh, self.question)


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
            answer.short = texts.OVER_TIME(what=answer.short)
    return found


def gap(results: Results) -> Answer:
    """What happened to the gap between schools; the mean and the lowest tenth stand beside it."""
    out = Answer("gap", texts.GAP.en, texts.GAP.zh)
    found = results.compare(["between_school_sd", "mean_score", "bottom_decile"])
    for stage, words in results.stages.items():
        spread, mean, low = (found[m, stage] for m in ("between_school_sd", "mean_score", "bottom_decile"))
        out.sentences.append(
            texts.STAGE_GAP(
                stage=words, gap=widened(spread), sides=sides(results, spread),
                mean=rose(mean), mean_by=change(mean), low=rose(low), low_by=change(low),
            )
        )  # fmt: skip
    parts = _in_short(found, results.stages)
    if results.is_paired:
        out.sentences.insert(0, paragraph(texts.THE_GAP(parts=parts), _levelling(results)))
    else:
        out.sentences.insert(0, texts.THE_GAP_OVER_TIME(parts=parts))
        out.sentences.append(texts.CHANGE_NOT_EFFECT(command=results.plan.comparison))
    measures = ("between_school_sd", "school_cv", "between_share", "core_member_gap", "urban_rural_gap")
    out.tables.append(measure_table(results, [*measures, "mean_score", "bottom_decile"]))
    out.figures = ("gap", "differences")
    out.short = joined(
        [
            texts.STAGE_CHANGE(stage=words.small, change=change(found["between_school_sd", stage]))
            for stage, words in results.stages.items()
        ],
        zh="；",
        en="; ",
    )
    return out


def _in_short(found: Mapping[tuple[str, str], Paired], stages: Mapping[str, Words]) -> Said:
    """Say by what part of itself the gap changed at each stage."""
    parts = []
    for stage, words in stages.items():
        pair = found["between_school_sd", stage]
        if not pair.n or pair.difference == 0 or (pair.has_interval and not pair.is_sure):
            parts.append(texts.GAP_SAME(stage=words.small, verb=widened(pair)))
        else:
            part = abs(pair.difference) / pair.baseline if pair.baseline > 0 else float("nan")
            by = texts.UNDER_ONE() if part < 0.005 else share(part)
            parts.append(texts.GAP_BY(stage=words.small, verb=widened(pair), by=by))
    return joined(parts, zh="，", en=" and ")


def _levelling(results: Results) -> Said:
    """Say whether the gap narrowed from above or from below."""
    spread, mean, low = (results.overall(m) for m in ("between_school_sd", "mean_score", "bottom_decile"))
    if not spread.has_interval:
        return texts.ONE_SEED()
    if not spread.is_sure:
        return texts.LIKE_BASELINE()
    if spread.difference > 0:
        return texts.WIDER()
    if any(x.is_sure and x.difference < 0 for x in (mean, low)):
        return texts.LEVELLING()
    return texts.NOT_LEVELLING() if low.is_sure else texts.NO_LEVELLING()


def core(results: Results) -> Answer:
    """What happened to the core schools."""
    out = Answer("core", texts.CORE.en, texts.CORE.zh)
    if not results.plan.case.groups:
        out.short = texts.NO_GROUPS()
        out.sentences.append(texts.NO_GROUPS_SAID())
        return out
    here, there, apart = (results.overall(m) for m in ("core_score", "member_score", "core_member_gap"))
    skill = results.overall("core_skill")
    out.sentences += [
        texts.CORE_AND_MEMBERS(here=gained(results, here), there=gained(results, there), apart=widened(apart)),
        texts.CORE_SCORES(
            here=rose(here), sides=sides(results, here), there=rose(there), there_by=change(there),
            apart=widened(apart), apart_by=change(apart),
        ),
        texts.CORE_SKILL(skill=rose(skill), skill_by=change(skill, "SD/year", 3)),
    ]  # fmt: skip
    measures = ["core_score", "member_score", "core_member_gap", "core_skill", "member_skill"]
    out.tables.append(measure_table(results, measures))
    by_group = _by_group(results)
    if results.is_paired:
        up, down = (sum(p.is_sure and sign * p.difference > 0 for p in by_group.values()) for sign in (1, -1))
        n = len(by_group)
        out.sentences.append(texts.GROUPS_DIFFER(n=n, up=up, down=down, rest=n - up - down))
    labels_of = {g.id: labels.named(g) for g in results.plan.case.groups}
    rows = [[labels_of[name], *comparison_cells(results, by_group[name], 2)] for name in labels_of if name in by_group]
    caption = texts.BY_GROUP(window=window(results))
    out.tables.append(TableView(caption, [texts.GROUP(), *comparison_headers(results)], rows, folded=True))
    out.figures = ("core_member",)
    out.short = texts.CORE_SHORT(here=change(here), there=change(there))
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
    out = Answer("bottom", texts.BOTTOM.en, texts.BOTTOM.zh)
    low, mean, slope = (results.overall(m) for m in ("bottom_decile", "mean_score", "ses_slope"))
    out.sentences += [
        texts.LOWEST(low=gained(results, low), mean=gained(results, mean)),
        texts.LOWEST_SCORES(low=rose(low), sides=sides(results, low), mean=rose(mean), mean_by=change(mean)),
        texts.SLOPE(slope=verb(slope, texts.STEEPER(), texts.FLATTER()), slope_by=change(slope, "points/SD")),
    ]
    measures = ["bottom_decile", "mean_score", "p90_p10", "ses_slope", "migrant_gap", "urban_rural_gap"]
    out.tables.append(measure_table(results, measures))
    out.figures = ("bottom",)
    out.short = texts.LOWEST_SHORT(low=change(low), mean=change(mean))
    return out


def moves(results: Results) -> Answer:
    """Who moved where."""
    out = Answer("moves", texts.MOVES.en, texts.MOVES.zh)
    frame = results.moves
    if frame.empty:
        out.sentences.append(texts.NOBODY_MOVED_SAID())
        out.short = texts.NOBODY_MOVED()
        return out
    called, first = labels.kinds(), int(frame["start_year"].min())
    per_year = len(results.seeds) * (results.years[1] - first + 1)

    def yearly(n: float, digits: int = 0) -> str:
        return number(n / per_year, digits)

    kinds = [texts.KIND_COUNT(kind=called[k], n=yearly(n)) for k, n in frame["kind"].value_counts().items()]
    out.sentences.append(texts.MOVED(since=school_year(first), n=yearly(len(frame)), kinds=kinds))
    down = frame[(frame["origin_role"] == "core") & (frame["target_role"] == "member")]
    up = frame[(frame["origin_role"] == "member") & (frame["target_role"] == "core")]
    for part, way in ((down, texts.DOWNWARDS), (up, texts.UPWARDS)):
        if len(part):
            edge = float(part["edge"].mean())
            beside = (texts.LESS_SKILLED if edge < 0 else texts.MORE_SKILLED)(by=number(abs(edge), 3))
            named = share((part["honour"] != "none").mean())
            out.sentences.append(way(n=yearly(len(part)), share=named, edge=beside))
    rows = []
    for (kind, origin, target), part in frame.groupby(["kind", "origin_role", "target_role"]):
        ends = [w.said for w in (called[kind], ROLES[origin], ROLES[target])]
        skill, edge, taught = (float(part[c].mean()) for c in ("skill", "edge", "experience"))
        honoured, consented = float((part["honour"] != "none").mean()), float(part["consented"].mean())
        cells = [signed(skill, 3), signed(edge, 3), share(honoured), share(consented), number(taught, 1)]
        rows.append([*ends, yearly(len(part), 1), *cells])
    heads = (
        texts.KIND, texts.FROM, texts.TO, texts.A_YEAR, texts.SKILL, texts.BESIDE_LEFT, texts.BACKBONE, texts.CONSENTED,
        texts.TAUGHT,
    )  # fmt: skip
    out.tables.append(TableView(texts.PLACEMENTS(), [head() for head in heads], rows, 3))
    out.tables += asked_and_done(results)
    out.figures = ("moves", "flows", "movers")
    out.short = texts.MOVED_SHORT(n=yearly(len(frame)), down=yearly(len(down)), up=yearly(len(up)))
    return out


def cost(results: Results) -> Answer:
    """What it cost."""
    out = Answer("cost", texts.COST.en, texts.COST.zh)
    late = results.late
    if not (results.cost["yuan"].abs() > 0).any():
        out.sentences.append(texts.NOTHING_PAID())
        out.short = texts.NOTHING_PAID_SHORT()
        _time(results, out)
        return out
    spent, runs = late.of(results.cost), len(results.seeds) * (late.last - late.first + 1)
    yearly = float(spent["yuan"].sum()) / runs
    district = late.of(results.district)
    heads = district[district["arm"] == results.arms[-1]]["pupils"].sum() / runs
    paid, years = money(yearly), labels.in_span(late.first, late.last)
    told = (texts.PAID_MORE if results.is_paired else texts.PAID)(
        years=years, paid=paid, each=number(yearly / heads, 0)
    )
    out.sentences += [told, price(results)]
    by_item = (spent.groupby("item")["yuan"].sum() / runs).sort_values(ascending=False)
    rows = [
        [labels.item(k).said, number(v / labels.WAN, 1), share(v / yearly if yearly else 0.0)]
        for k, v in by_item.items()
    ]
    rows.append([ALL(), number(yearly / labels.WAN, 1), share(1.0)])
    done, headers = _done(results), [texts.ITEM(), unit(labels.MONEY_YEAR), texts.SHARE()]
    out.tables += [TableView(texts.PAID_TABLE(years=years), headers, rows), *([done] if done.rows else [])]
    _time(results, out)
    out.figures = ("cost",)
    out.short = texts.PAID_SHORT(paid=paid)
    if results.is_paired:
        out.short = joined([out.short, price(results)], zh="；", en="; ")
    return out


def _time(results: Results, out: Answer) -> None:
    """Say what time the instruments ask for, in all and of each, and where the hours of teachers and managers go."""
    from sim.books import HOURS, items

    late, arm = results.late, results.arms[-1]
    years = len(results.seeds) * (late.last - late.first + 1)
    booked = late.of(results.tables["hours"])
    sums = booked[booked["arm"] == arm].groupby(["item", "source"])["hours"].sum().sort_values(ascending=False) / years
    if sums.empty:
        out.sentences.append(texts.NO_HOURS())
        return
    of = {source: float(sums[sums.index.get_level_values("source") == source].sum()) for source in HOURS}
    district = late.of(results.district)
    here = district[district["arm"] == arm]
    teachers = here["pupils"] / here["pupil_teacher_ratio"]
    weekly = float((here["teacher_hours"] * teachers).sum() / teachers.sum())
    asked = {source: number(hours, 0) for source, hours in of.items()}
    out.sentences.append(texts.HOURS(teachers=asked["teacher"], weekly=number(weekly, 2), managers=asked["school"]))
    known, whose = items("hours"), dict(zip(HOURS, (texts.OF_TEACHERS, texts.OF_MANAGERS, texts.OF_POSTS), strict=True))
    rows = [
        [Said(known[item].zh if item in known else item, item.capitalize()), whose[source](), number(hours, 0)]
        for (item, source), hours in sums.items()
    ]
    rows.append([ALL(), DASH, number(sum(of.values()), 0)])
    caption = texts.HOURS_TABLE(years=labels.in_span(late.first, late.last))
    out.tables.append(TableView(caption, [texts.ITEM(), texts.ASKED_OF(), texts.HOURS_A_YEAR()], rows, 2))


def price(results: Results) -> Said:
    """Say what the reforms cost over all years, and what a gain costs."""
    if not results.is_paired:
        return texts.NO_PRICE()
    return priced(prices.price(results.differences(), results.points_per_sd, results.discount))


def _done(results: Results) -> TableView:
    """Return what each instrument did in a year."""
    from sim.config import defaults

    tools, late = defaults(results.plan.case).instruments, results.late
    frame = late.of(results.instruments)
    frame = frame[frame["arm"] == results.arms[-1]]
    sums = (
        frame.groupby("instrument")[["people", "hours", "yuan"]].sum()
        / len(results.seeds)
        / (late.last - late.first + 1)
    )
    rows = [
        [
            labels.named(tools[k].words),
            number(r["people"], 0),
            number(r["hours"], 0),
            number(r["yuan"] / labels.WAN, 1),
        ]
        for k, r in sums.iterrows()
    ]
    headers = [texts.INSTRUMENT(), texts.REACHED(), texts.HOURS_A_YEAR(), unit(labels.MONEY_YEAR)]
    return TableView(texts.DONE(years=labels.in_span(late.first, late.last)), headers, rows)
