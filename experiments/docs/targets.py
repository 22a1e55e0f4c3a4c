"""The targets V1 to V25 as their studies put them, measured on the case of Huadu: met, missed, undecided or by construction.

Each measured target is a function of the runs of one seed, which the tests of patterns use too. Over the seeds it has a mean
and a 95 % interval: **met** where the whole interval lies in the band, **missed** where all of it lies outside, else
**undecided**. What a rule or a parameter puts in is **by construction**, whatever its number.

``python -m experiments.docs.targets`` does the runs and writes ``docs/targets.csv``; the table of TRACE is made from it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import sim
from experiments.docs.describe import markdown
from experiments.docs.texts import targets as texts
from experiments.runs import variants
from experiments.runs.horizons import first_year
from experiments.statistics import paired
from sim import kinds
from sim.axes import STAGE_OF
from sim.case import Case, load_case
from sim.instruments import instruments
from sim.model import DistrictModel
from sim.say import Text
from sim.state import Title
from sim.world import World

FILE = Path(__file__).resolve().parents[2] / "docs" / "targets.csv"
CASE, SEEDS, YEARS = "huadu", (1, 2, 3, 4), 13
SD = 15.0  # points
LATE = 3  # school years at the end that are averaged
LIFTED = 0.1  # SD, from which a school counts as lifted
MET, MISSED, UNDECIDED, BUILT = "met", "missed", "undecided", "by construction"
INF = math.inf

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


# What is measured of a seed. Years are counted from the first reform, whose own is 1.


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


def lag(of: SeedRuns) -> float:
    """V9: school year in which half of the six-year effect on members is reached, where nothing is staged (0: no effect)."""
    series = effect(of, "member_score", unstaged=True)
    first = first_year(of.case, YEARS)
    by_year = [series.get(first + k, math.nan) for k in range(6)]
    reached = [k + 1 for k, x in enumerate(by_year) if by_year[-1] > 0 and x >= by_year[-1] / 2]
    return float(reached[0]) if reached else 0.0


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


def moved(of: SeedRuns, start: str, end: str) -> float:
    """V13: what rotated teachers learn in a school year, by the roles of home and host, less what those at home do, SD/year."""
    t = of.growth
    own = t[t["away"] & (t["from"] == start) & (t["to"] == end)]
    return float(own["learned"].mean() - t.loc[~t["away"] & (t["from"] == start), "learned"].mean())


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


# The targets.


@dataclass(frozen=True)
class Target:
    """A number that is measured, its band, and whether it was put in."""

    id: str
    what: Text
    of: Callable[[SeedRuns], float]
    low: float = -INF
    high: float = INF
    digits: int = 3
    built: bool = False


def _size(of: SeedRuns) -> float:
    taught = {s.id for s in of.case.schools if s.kind.teaches}
    sizes = [len({g.core, *(m.school for m in g.members)} & taught) for g in of.case.groups]
    return float(np.mean(sizes))


def _meetings(of: SeedRuns) -> float:
    done = of.reform["instruments"]
    late_ = done[(done["instrument"] == "joint_research") & (done["year"] >= done["year"].max() - LATE + 1)]
    size = getattr(instruments()["joint_research"](), "people", 60)
    return float(late_["people"].mean() / size / len(of.case.groups))


TARGETS = (
    Target("V1", texts.V1, _size, 3.9, 4.9, 1, built=True),
    Target("V7", texts.V7_PRIMARY, lambda r: late(effect(r, "member_score", "primary")) / SD, 0.0),
    Target("V7", texts.V7_JUNIOR, lambda r: late(effect(r, "member_score", "junior")) / SD, 0.0),
    Target("V7", texts.V7_CORE, lambda r: late(effect(r, "core_score")) / SD, 0.0),
    Target(
        "V7", texts.V7_STAGES,
        lambda r: (late(effect(r, "member_score", "junior")) - late(effect(r, "member_score", "primary"))) / SD, 0.0,
    ),
    Target("V7", texts.V7_LOW, lambda r: late(effect(r, "bottom_decile") - effect(r, "mean_score")) / SD, 0.0),
    Target("V7", texts.V7_SES, lambda r: late(effect(r, "ses_slope")) / SD, high=0.0),
    Target("V7", texts.V7_SKILL, lambda r: late(effect(r, "member_skill")), 0.0, digits=4),
    Target("V8", texts.V8_MIDDLE, lambda r: title_gap(r, Title.FIRST, Title.FIRST), high=0.0, digits=4),
    Target("V8", texts.V8_TOP, lambda r: title_gap(r, Title.SENIOR, Title.FULL), 0.0, digits=4),
    Target("V8", texts.V8_RATIO, lambda r: late(effect(r, "pupil_teacher_ratio")), -0.2, 0.2),
    Target("V9", texts.V9, lag, 2.0, 4.0, 1),
    Target("V10", texts.V10, stronger_core, 0.0),
    Target("V11", texts.V11, lambda r: float(by_group(r)["gain"].std() / by_group(r)["gain"].mean()), 0.4, digits=2),
    Target("V13", texts.V13_UP, lambda r: moved(r, "member", "core") - moved(r, "member", "member"), 0.0, digits=4),
    Target("V13", texts.V13_DOWN, hosting, 0.0, digits=4),
    Target("V15", texts.V15, _meetings, 6.0, 14.0, 1, built=True),
    Target("V16", texts.V16, drawn_together, 0.5, 1.0, 2),
    Target("V16", texts.V16_CONTROL, lambda r: drawn_together(r) - drawn_together(r, reform=False), 0.0, digits=2),
    Target("V17", texts.V17, lessons, high=28.0, digits=1),
    Target("V17", texts.V17_HEAVIER, heavier, 0.0, digits=2),
    Target("V25", texts.V25, lifted, 0.5, 1.0, 2),
)  # fmt: skip


def verdict(values: NDArray[np.float64], low: float, high: float) -> str:
    """Say what values of some seeds mean for a band."""
    p = paired.pair(np.zeros_like(values), values)
    if not p.n:
        return UNDECIDED
    ends = (p.low, p.high) if p.has_interval else (p.difference, p.difference)
    if low <= ends[0] and ends[1] <= high:
        return MET
    return MISSED if ends[1] < low or ends[0] > high else UNDECIDED


def measured(seeds: tuple[int, ...] = SEEDS, case: str = CASE) -> pd.DataFrame:
    """Do the runs, and return a row per target with its number and what it says."""
    of = load_case(case)
    found = [runs(seed, of) for seed in seeds]
    every: list[tuple[Target, NDArray[np.float64]]] = [(t, np.array([t.of(one) for one in found])) for t in TARGETS]
    for t, young in zip(MERGERS, (True, False), strict=True):
        every.append((t, np.array([merged(seed, of, young) for seed in seeds])))
    rows = []
    for i, (t, values) in enumerate(every):
        p = paired.pair(np.zeros_like(values), values)
        said = BUILT if t.built else verdict(values, t.low, t.high)
        rows.append((t.id, i, said, t.low, t.high, p.difference, p.low, p.high, p.n, t.digits, sim.CODE_HASH))
    heads = ("target", "row", "result", "band_low", "band_high", "value", "low", "high", "seeds", "digits", "code")
    return pd.DataFrame(rows, columns=list(heads))


MERGERS = (  # measured by runs of their own
    Target("V23", texts.V23_YOUNG, lambda _: math.nan, high=0.0),
    Target("V23", texts.V23_OLDER, lambda _: math.nan, -0.02, 0.02),
)
WHATS = tuple(t.what for t in (*TARGETS, *MERGERS))


@cache
def stored() -> pd.DataFrame:
    """Return the table that was measured last."""
    return pd.read_csv(FILE)


def table() -> str:
    """Return the table of the targets as Markdown."""
    head = (texts.TARGET, texts.WHAT, texts.BAND, texts.VALUE, texts.INTERVAL, texts.RESULT)
    return markdown(head, _rows())


def _rows() -> Iterator[tuple[object, ...]]:
    for r in sorted(stored().to_dict("records"), key=lambda r: (int(r["target"][1:]), r["row"])):
        digits = int(r["digits"])
        low, high = (f"{x:.{digits}f}" if math.isfinite(x) else "" for x in (r["band_low"], r["band_high"]))
        band = (
            texts.BETWEEN(low=low, high=high)
            if low and high
            else texts.ABOVE(low=low)
            if low
            else texts.BELOW(high=high)
        )
        value, *ends = (f"{r[k]:.{digits}f}" if math.isfinite(r[k]) else "–" for k in ("value", "low", "high"))
        yield (
            r["target"],
            WHATS[int(r["row"])],
            band,
            value,
            texts.ENDS(low=ends[0], high=ends[1]),
            texts.RESULTS[r["result"]],
        )


def note() -> str:
    """Say how the table was made."""
    code, seeds = stored()["code"].iloc[0], int(stored()["seeds"].max())
    return texts.NOTE(code=code, seeds=seeds, years=YEARS)


if __name__ == "__main__":
    measured().to_csv(FILE, index=False, float_format="%.6g")
