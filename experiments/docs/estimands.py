"""The estimands of the targets: what each study compared, as a function of the runs of one seed.

Lags are read where nothing is staged, a change from before to after beside the same change without the reform, titles by
register, moves by direction, the pupils of schools that close by grade. Years are counted from the first reform, whose own is 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from experiments.runs import variants
from experiments.runs.horizons import first_year
from experiments.runs.results import together
from sim import kinds
from sim.axes import STAGE_OF
from sim.case import Case, School
from sim.events import Merge, Reform
from sim.model import DistrictModel
from sim.state import Title
from sim.world import World

YEARS = 13
SD = 15.0  # points
LATE = 3  # school years at the end that are averaged
PROGRAMME = 6  # school years after which it is stopped, and after whose end one looks again
LIFTED = 0.1  # SD, from which a school counts as lifted

type Tables = Mapping[str, pd.DataFrame]


class SeedRuns(NamedTuple):
    """One seed: with the reform, without it, and with all of it at the first date."""

    case: Case
    reform: Tables
    baseline: Tables
    unstaged: Tables
    reformed: World
    unreformed: World
    growth: pd.DataFrame  # of teachers, a row per school year: what they did, and what they learned


def runs(seed: int, case: Case, years: int = YEARS) -> SeedRuns:
    """Do the runs of a seed."""
    made = [DistrictModel(case, rng=seed, years=years, reforms=reforms) for reforms in (True, False)]
    at_once = DistrictModel(variants.vary(case, {"case.unstaged": True}), rng=seed, years=years)
    for model in (made[1], at_once):
        model.run_for(2 * years)
    growth = pd.concat([_year(made[0]) for _ in range(years)], ignore_index=True)
    reform, baseline, unstaged = (model.tables() for model in (*made, at_once))
    return SeedRuns(case, reform, baseline, unstaged, made[0].world, made[1].world, growth)


def _year(model: DistrictModel) -> pd.DataFrame:
    """Take a model through a school year, and return what every teacher who stayed learned in it, and where."""
    t, g, world = model.world.teachers, model.world.groups, model.world
    before = pd.Series(t.skill[t.active].astype(float), index=t.uid[t.active])
    model.run_for(1)
    kind, ties = t.placement.copy(), world.ties.school
    core = np.isin(np.arange(len(world.schools)), g.core)
    member = np.isin(np.arange(len(world.schools)), ties) & ~core
    roles = np.where(core, "core", np.where(member, "member", "none"))
    away = t.active & (kind == kinds.code("rotation"))
    frame = pd.DataFrame({
        "uid": t.uid, "post": t.post, "from": roles[t.register], "to": roles[t.post], "away": away, "active": t.active,
    })[t.active]  # fmt: skip
    model.run_for(1)
    after = pd.Series(t.skill[t.active].astype(float), index=t.uid[t.active])
    return frame.assign(learned=(after - before).reindex(frame["uid"]).to_numpy(), year=model.world.year - 1)


# What is measured of a seed.


def level(frame: pd.DataFrame, measure: str, stage: str | None = None) -> pd.Series:
    """Return a measure of the district by year, over pupils of one stage or of all."""
    here = frame if stage is None else frame[frame["stage"] == stage]
    here = here[here[measure].notna()]
    return (here[measure] * here["pupils"]).groupby(here["year"]).sum() / here.groupby("year")["pupils"].sum()


def effect(of: SeedRuns, measure: str, stage: str | None = None, *, unstaged: bool = False) -> pd.Series:
    """Return the effect of the reform on a measure by year, in its own unit."""
    with_it = of.unstaged if unstaged else of.reform
    return level(with_it["district"], measure, stage) - level(of.baseline["district"], measure, stage)


def late(series: pd.Series) -> float:
    """Return the mean of the last years of a series."""
    return float(series.iloc[-LATE:].mean())


def gain(of: SeedRuns, measure: str, stage: str | None = None) -> float:
    """Return the late effect on a measure in points, SD."""
    return late(effect(of, measure, stage)) / SD


def lag(of: SeedRuns) -> float:
    """V9: school year in which half of the six-year effect on members is reached, where nothing is staged; NaN: no gain."""
    series = effect(of, "member_score", unstaged=True)
    first = first_year(of.case, YEARS)
    by_year = [series.get(first + k, math.nan) for k in range(6)]
    reached = [k + 1 for k, x in enumerate(by_year) if by_year[-1] > 0 and x >= by_year[-1] / 2]
    return float(reached[0]) if reached else math.nan


def title_gap(of: SeedRuns, low: Title, high: Title) -> float:
    """V8: change by the reform of core less member schools' share of teachers with some titles, by register."""

    def gap(world: World) -> float:
        t = world.teachers
        held = (t.title >= low) & (t.title <= high)
        core = t.active & np.isin(t.register, world.groups.core)
        member = t.active & np.isin(t.register, world.ties.school) & ~core
        return float(held[core].mean() - held[member].mean())

    return gap(of.reformed) - gap(of.unreformed)


def by_group(of: SeedRuns) -> pd.DataFrame:
    """Return of every group the lead of its core on the first day and the late gain of its members, SD."""
    a, b = (t["groups"].set_index(["year", "group"]) for t in (of.reform, of.baseline))
    gain = (a["member_score"] - b["member_score"]).unstack("group").iloc[-LATE:].mean() / SD
    first = b.loc[b.index.get_level_values("year").min()]
    lead = (first["core_score"] - first["member_score"]) / SD
    return pd.DataFrame({"gain": gain, "lead": lead}).dropna()


def unequal_groups(of: SeedRuns) -> float:
    """V11: SD of gains between groups over their mean."""
    gains = by_group(of)["gain"]
    return float(gains.std() / abs(gains.mean()))


def stronger_core(of: SeedRuns) -> float:
    """V10: gain of groups whose core leads by more than the median less that of the others, SD."""
    groups = by_group(of)
    ahead = groups["lead"] > groups["lead"].median()
    return float(groups.loc[ahead, "gain"].mean() - groups.loc[~ahead, "gain"].mean())


def spread_within_groups(schools: pd.DataFrame, years: range) -> pd.Series:
    """Return the enrolment-weighted CV of mean scores in each group, mean over some years."""
    here = schools[schools["year"].isin(years) & (schools["group"] != "")].dropna(subset=["mean_score"])

    def cv(g: pd.DataFrame) -> float:
        w = g["pupils"] / g["pupils"].sum()
        mean = (w * g["mean_score"]).sum()
        return float(np.sqrt((w * (g["mean_score"] - mean) ** 2).sum()) / mean)

    return here.groupby(["year", "group"])[["pupils", "mean_score"]].apply(cv).groupby("group").mean()


def drawn_together(of: SeedRuns, *, reform: bool = True) -> float:
    """V16: share of groups whose schools' CV of scores fell from the years before the first reform to the last ones.

    Before and after, groups are those of the end: before the first reform none is formed.
    """
    tables = of.reform if reform else of.baseline
    schools, last = tables["schools"], of.reform["schools"]
    final = last[last["year"] == last["year"].max()].set_index("school")["group"]
    schools = schools.assign(group=schools["school"].map(final).fillna(""))
    first, start, end = first_year(of.case, YEARS), of.case.start_year, int(schools["year"].max())
    before = spread_within_groups(schools, range(start, max(first, start + 1)))
    after = spread_within_groups(schools, range(end - LATE + 1, end + 1))
    both = pd.concat([before, after], axis=1, keys=["before", "after"]).dropna()
    return float((both["after"] < both["before"]).mean())


def beyond_control(of: SeedRuns) -> float:
    """V16: that share less the same without the reform."""
    return drawn_together(of) - drawn_together(of, reform=False)


def moved(of: SeedRuns, start: str, end: str) -> float:
    """V13: what rotated teachers learn in a school year, by the roles of home and host, less what those at home do, SD/year."""
    t = of.growth
    own = t[t["away"] & (t["from"] == start) & (t["to"] == end)]
    return float(own["learned"].mean() - t.loc[~t["away"] & (t["from"] == start), "learned"].mean())


def upward(of: SeedRuns) -> float:
    """V13: what teachers rotated from members learn at the core less what they learn at other members, SD/year."""
    return moved(of, "member", "core") - moved(of, "member", "member")


def hosting(of: SeedRuns) -> float:
    """V13: skill that teachers of member schools learn in a year in which they host a core's teacher less where they do not."""
    t = of.growth[of.growth["to"] == "member"]
    guests = t.loc[t["away"] & (t["from"] == "core"), ["year", "post"]].drop_duplicates().assign(host=True)
    local = t[~t["away"]].merge(guests, on=["year", "post"], how="left")
    host = local["host"].eq(True)
    return float(local.loc[host, "learned"].mean() - local.loc[~host, "learned"].mean())


def lifted(of: SeedRuns) -> float:
    """V25: share of weak member schools that gain 0.1 SD within six school years, where nothing is staged."""
    first = first_year(of.case, YEARS)
    a, b = (t["schools"] for t in (of.unstaged, of.baseline))
    a, b = (f[f["year"] == first + 5].set_index("school") for f in (a, b))
    weak = a.index[(a["level"] == "weak") & (a["role"] == "member")]
    return float(((a["mean_score"] - b["mean_score"]).reindex(weak).dropna() / SD > LIFTED).mean())


def lessons(of: SeedRuns) -> float:
    """V17: the heaviest load of any teacher, lessons a week."""
    t = of.reformed.teachers
    return float(t.load[t.active].max())


def heavier(of: SeedRuns) -> float:
    """V17: load of rotated teachers over that of all others, lessons a week."""
    t = of.reformed.teachers
    away = t.active & (t.placement == kinds.code("rotation"))
    return float(t.load[away].mean() - t.load[t.active & (t.placement == 0)].mean()) if away.any() else math.nan


def merged(seed: int, case: Case, young: bool) -> float:
    """V23: what a merger does to pupils of the schools that close, two years on, up to grade 3 or above it, SD; NaN: none."""
    dates = [case.term_of(r.date) for r in case.reforms if r.merge]
    if not dates:
        return math.nan
    closing = {s for r in case.reforms for e in r.merge for s in e.schools}
    bare = [r.model_copy(update={"merge": ()}) for r in case.reforms]
    found = []
    for one in (case, case.model_copy(update={"reforms": tuple(bare)})):
        model = DistrictModel(one, rng=seed, years=dates[0] // 2 + 2)
        model.run_for(dates[0])
        w = model.world
        rows, school = w.live_students(), w.school_of_students()
        names = np.array([s.id for s in case.schools])
        grade = w.classes.grade[w.class_of_students()]
        leaves = (
            np.isin(names[school], list(closing)) & ((grade <= 3) == young) & (STAGE_OF[grade] == STAGE_OF[grade + 2])
        )
        uid = w.students.uid[rows[leaves]]
        model.run_for(4)
        k, live = w.students, w.live_students()
        found.append(pd.Series((k.trait[live] + k.fading[live]).astype(float), index=k.uid[live]).reindex(uid))
    return float((found[0] - found[1]).mean()) if found[0].notna().any() else math.nan


def primary_merged(case: Case) -> Case:
    """Return a case whose mergers are others: its three smallest village primaries go into the largest one of their town.

    None of our cases merges primary schools, whose pupils are the young of V23.
    """
    rural = {town.id for town in case.towns if town.locality == "rural"}
    by_town: dict[str, list[School]] = {}
    for school in case.schools:
        if school.town in rural and school.stage == "primary" and school.opens is None:
            by_town.setdefault(school.town, []).append(school)
    pairs = [(min(some, key=_roll), max(some, key=_roll)) for some in by_town.values() if len(some) > 1]
    core = {group.core for group in case.groups}
    some = sorted((pair for pair in pairs if pair[0].id not in core), key=lambda pair: _roll(pair[0]))[:3]
    made_up = tuple(Merge(schools=(small.id,), into=large.id) for small, large in some)
    at = next(i for i, r in enumerate(case.reforms) if r.merge)
    reforms = [r.model_copy(update={"merge": made_up if i == at else ()}) for i, r in enumerate(case.reforms)]
    return case.model_copy(update={"reforms": tuple(reforms)})


def _roll(school: School) -> int:
    return school.pupils


def supported(case: Case) -> float:
    """V20: share of the rural schools of districts with support communities that one of them reaches."""
    towns = {town.id: town for town in case.towns}
    reached = {m.school for group in case.groups if group.layer == "support" for m in group.members}
    districts = {towns[s.town].district for s in case.schools if s.id in reached}
    rural = [s.id for s in case.schools if towns[s.town].locality == "rural" and towns[s.town].district in districts]
    return float(np.mean([school in reached for school in rural]))


def stopped(case: Case) -> Case:
    """Return a case that switches all of its instruments off `PROGRAMME` school years after its first reform."""
    year = first_year(case, YEARS) + PROGRAMME
    earlier = [r for r in case.reforms if case.term_of(r.date) < 2 * (year - case.start_year)]
    switches = {name for r in earlier for name in r.set if name.endswith(".on")}
    off = Reform(date=f"{year}-08", zh="停止", en="Stop", set=dict.fromkeys(sorted(switches), False))
    return case.model_copy(update={"reforms": [*earlier, off]})


def alive(left: Tables, full: Tables, none: Tables) -> float:
    """F6: part of the gain in skill of members' teachers that is left after a stop, of what it is where all goes on."""
    gains = [late(level(t["district"], "member_skill") - level(none["district"], "member_skill")) for t in (left, full)]
    return gains[0] / gains[1] if gains[1] else math.nan


def after_a_stop(seed: int, case: Case) -> float:
    """F6: `alive` in the last years of as many as the programme had, after its end."""
    years = first_year(case, YEARS) - case.start_year + 2 * PROGRAMME
    found = []
    for one, reforms in ((stopped(case), True), (case, True), (case, False)):
        model = DistrictModel(one, rng=seed, years=years, reforms=reforms)
        model.run_for(2 * years)
        found.append(model.tables())
    return alive(*found)


def size(of: SeedRuns) -> float:
    """V1: compulsory schools of a group."""
    taught = {s.id for s in of.case.schools if s.kind.teaches}
    sizes = [len({g.core, *(m.school for m in g.members)} & taught) for g in of.case.groups]
    return float(np.mean(sizes))


def meetings(of: SeedRuns) -> float:
    """V15: research activities of a group and year, as many people as one has at the end counted as one."""
    done = together(of.reform["instruments"])
    late_ = done[(done["instrument"] == "joint_research") & (done["year"] >= done["year"].max() - LATE + 1)]
    size: float = of.reformed.settings.instruments["joint_research"].participants  # type: ignore[attr-defined]
    return float(late_["people"].mean() / size / len(of.case.groups))
