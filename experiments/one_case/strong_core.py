"""The sixth question of the demo: how much of the effect needs a strong core, and what the hours cost.

The first seeds of the demo are run once more under every placebo of `sim.arms`, each with its reforms and without, and with
nothing staged, for as many years as the demo. All arms of the answer are told on these seeds alone.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from experiments.figures import Drawn, draw, studies_time
from experiments.one_case.pipeline import RunTables
from experiments.pages import horizons
from experiments.pages.answers import Answer
from experiments.pages.horizons import ToldArm
from experiments.pages.texts import horizons as texts
from experiments.runs import variants
from experiments.runs.definition import Run, make_run, with_seed
from experiments.runs.horizons import first_year, reached
from experiments.runs.plan import Plan
from experiments.runs.results import ORDINARY, reform_dates, together
from experiments.statistics import paired
from experiments.statistics.price import fieller
from experiments.words import labels, phrases
from sim.arms import ARMS
from sim.say import NOTHING, Said, joined, money

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

SEEDS = 4  # of the placebos, at most
TOLD = 10  # school year of the reform that sentences tell of, where the runs reach it; the table tells of all
BASELINE, CASE, BARE = "baseline", "reform", ",no-reform"
FIGURE = "strong_core"
DRAWN = ("member_score", "core_member_gap")


@dataclass(frozen=True)
class Placebos:
    """What is run beside the two arms of a demo."""

    plan: Plan
    seeds: tuple[int, ...]
    words: tuple[str, ...]  # of the arms, as `sim.arms` has them
    runs: Mapping[tuple[str, int], Run]  # by arm and seed

    @property
    def first(self) -> int:
        """The school year of the first reform."""
        return first_year(self.plan.case, self.plan.years)

    @property
    def horizons(self) -> tuple[int, ...]:
        """Those that the runs reach."""
        return reached(self.plan.case, self.plan.years)

    @property
    def told(self) -> int:
        """The horizon that sentences tell of."""
        return max(h for h in self.horizons if h <= TOLD)

    def against(self, word: str) -> str:
        """Return what an arm is set against: itself without reforms where its schools or roles are others, else the baseline."""
        return f"{word}{BARE}" if ARMS[word].key == "placebo" else BASELINE

    @property
    def sides(self) -> list[ToldArm]:
        """The arms that are told of, the case first."""
        case = ToldArm(texts.AS_IN_CASE(), CASE, BASELINE)
        return [case, *(ToldArm(ARMS[word].name(), word, self.against(word)) for word in self.words)]


def plan(of: Plan, seeds: Sequence[int]) -> Placebos | None:
    """Return what is run to answer the question; None where a case has no groups, is an arm itself, or ends too early."""
    case = of.case
    own = case.placebo != "none" or case.unstaged or not case.enacted
    if own or not case.groups or not reached(case, of.years):
        return None
    some = tuple(seeds[:SEEDS])
    words = tuple(word for word, arm in ARMS.items() if arm.key in {"placebo", "unstaged"})
    runs: dict[tuple[str, int], Run] = {}
    for word in words:
        varied = variants.vary(case, {f"{variants.PREFIX}{ARMS[word].key}": ARMS[word].value})
        sides = {word: True} | ({f"{word}{BARE}": False} if ARMS[word].key == "placebo" else {})
        for arm, reforms in sides.items():
            run = make_run(varied, of.overrides, years=of.years, reforms=reforms)
            runs |= {(arm, seed): with_seed(run, seed) for seed in some}
    return Placebos(of, some, words, runs)


@dataclass(frozen=True)
class PlaceboTables:
    """What the placebos and the two arms of the demo gave, on the same seeds."""

    plan: Placebos
    district: pd.DataFrame  # as `experiments.pages.horizons.effects` reads it
    spent: pd.DataFrame
    points_per_sd: float

    def effects(self) -> pd.DataFrame:
        """Return the effects of every arm by horizon."""
        of = self.plan
        return horizons.effects(self.district, self.spent, of.sides, of.first, of.horizons)

    def draws(self, side: ToldArm, measure: str) -> NDArray[np.float64]:
        """Return the effect on a measure at the horizon that is told, over all stages, an entry per seed."""
        at = self.district[self.district["year"] == self.plan.first + self.plan.told - 1]
        frame = at.assign(product=at[measure] * at["pupils"], weight=at["pupils"].where(at[measure].notna()))
        sums = frame.groupby(["arm", "seed"])[["product", "weight"]].sum(min_count=1)
        mean = (sums["product"] / sums["weight"]).unstack("seed")[list(self.plan.seeds)]
        out: NDArray[np.float64] = (mean.loc[side.arm] - mean.loc[side.against]).to_numpy(float)
        return out


def gather(of: Placebos, tables: Mapping[tuple[str, int], RunTables]) -> PlaceboTables:
    """Return what the runs gave, by arm and seed: those of the placebos, and of the two arms of the demo."""
    import pandas as pd

    districts, spent = [], []
    for (arm, seed), found in tables.items():
        if seed not in of.seeds:
            continue
        frame = together(found.tables["district"])
        kept = ["year", "stage", "pupils", *(m for m in horizons.measures() if m in frame)]
        districts.append(frame[kept].assign(arm=arm, seed=seed))
        ledger = found.tables["money"]
        paid = ledger[(ledger["source"] == "treasury") & ~ledger["item"].isin(ORDINARY)].groupby("year")["yuan"].sum()
        hours = together(found.tables["instruments"]).groupby("year")["hours"].sum()
        years = pd.Index(sorted({*frame["year"]}), name="year")
        both = pd.DataFrame(
            {"yuan": paid.reindex(years, fill_value=0.0), "hours": hours.reindex(years, fill_value=0.0)}
        )
        spent.append(both.reset_index().assign(arm=arm, seed=seed))
    points = next(iter(tables.values())).points_per_sd
    return PlaceboTables(of, pd.concat(districts, ignore_index=True), pd.concat(spent, ignore_index=True), points)


def answer(found: PlaceboTables, effects: pd.DataFrame) -> Answer:
    """How much of it needs a strong core, and what the hours cost."""
    of, n = found.plan, found.plan.told
    out = Answer(FIGURE, texts.CORE.en, texts.CORE.zh, figures=(FIGURE,))
    case, *others = of.sides
    out.sentences.append(texts.WITH(n=n, seeds=len(of.seeds), **_moved(effects, case, n)))
    placebos = [side for side in others if side.against != BASELINE]
    lines = [texts.LEFT(arm=side.said, share=_share(found, side), **_moved(effects, side, n)) for side in placebos]
    for side in others:
        if side.against == BASELINE:
            here = _moved(effects, side, n)["here"]
            lines.append(texts.AT_ONCE(arm=side.said, about=ARMS[side.arm].about(), here=here))
    time = _time(effects, case, n)
    out.short = joined([out.sentences[0], *lines, *time], zh="\n  ", en="\n  ")
    abouts = joined([ARMS[side.arm].about() for side in placebos], zh="；", en="; ")
    again = shlex.join(["edugroup", "compare", *(f"{of.plan.name}{word}" for word in (":no-reform", "", *_words(of)))])
    few = texts.FEW(n=len(of.seeds), again=f"`{again}`")
    out.sentences += [*lines, *time, texts.IS_PLACEBO(abouts=abouts), few]
    stages = labels.stages([of.plan.case])
    out.tables.append(horizons.view(effects, of.sides, stages, of.horizons))
    return out


def _words(of: Placebos) -> list[str]:
    return [f":{word}" for word in of.words]


def _moved(effects: pd.DataFrame, side: ToldArm, horizon: int) -> dict[str, Said]:
    """Say how members and the gap moved under an arm."""
    named = {"here": "member_score", "gap": "core_member_gap"}
    return {key: phrases.change(horizons.pick(effects, side.arm, horizon, m)) for key, m in named.items()}


def _share(found: PlaceboTables, side: ToldArm) -> Said:
    """Say what part of the members' gain, or loss, is there under a placebo, where seeds are enough to say so."""
    whole, left = (found.draws(one, "member_score") for one in (found.plan.sides[0], side))
    way = float(np.sign(whole.mean()))
    ratio = fieller(way * left, way * whole)
    if not ratio.is_known:
        return texts.SHARE_ALONE()
    return texts.SHARE(share=phrases.share(ratio.value), low=phrases.share(ratio.low), high=phrases.share(ratio.high))


def _time(effects: pd.DataFrame, side: ToldArm, horizon: int) -> list[Said]:
    """Say what hours the reform asks for, what they are worth as salary, and what the treasury pays."""
    hours, yuan = (horizons.pick(effects, side.arm, horizon, name) for name in ("hours", "yuan"))
    if not hours.n:
        return []
    paid = money(yuan.difference)
    out = [texts.TIME(hours=phrases.number(hours.difference, 0), n=horizon, money=paid)]
    worth = horizons.pick(effects, side.arm, horizon, horizons.WORTH)
    if worth.n:
        told = {"worth": worth.difference, "low": worth.low, "high": worth.high}
        out.append(texts.TIME_WORTH(**{key: phrases.number(value, 0) for key, value in told.items()}))
    return out


def drawn(found: PlaceboTables, folder: Path) -> dict[str, Drawn]:
    """Draw the effects of all arms year by year."""
    import pandas as pd

    of, parts = found.plan, []
    for side in of.sides:
        both = found.district[found.district["arm"].isin([side.arm, side.against])]
        years = {*both.loc[both["arm"] == side.arm, "year"]} & {*both.loc[both["arm"] == side.against, "year"]}
        here = both[both["year"].isin(years)]
        by_year = paired.compare(here, DRAWN, by=("year", "stage"), arms=(side.against, side.arm))
        parts.append(by_year.assign(scenario=side.arm))
    scenarios = {BASELINE: NOTHING, **{side.arm: side.said for side in of.sides}}
    titles = {m: horizons.titled(m) for m in DRAWN}
    dates = {CASE: reform_dates(of.plan.case, of.plan.years)}
    frame = pd.concat(parts, ignore_index=True)
    make = partial(studies_time.differences, frame, scenarios, titles, dates, found.points_per_sd)
    return draw({FIGURE: make}, folder)
