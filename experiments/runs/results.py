"""The tables of one or more runs, side by side, with the windows of years that are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.statistics import paired
from experiments.statistics.paired import Paired
from experiments.words import labels

if TYPE_CHECKING:
    import pandas as pd

    from experiments.runs.plan import Plan
    from sim.case import Case

WINDOW = 5  # school years that are averaged, so that no single year decides
ORDINARY = ("salaries", "public funds", "capital")  # what the treasury pays with and without groups


@dataclass(frozen=True, slots=True)
class Window:
    """School years over which measures are averaged."""

    first: int
    last: int

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Return the rows of these years."""
        return frame[(frame["year"] >= self.first) & (frame["year"] <= self.last)]


@dataclass(frozen=True)
class Results:
    """Tables of runs, each row marked with its ``arm`` and ``seed``.

    ``arms`` holds two arms that are compared in pairs, or one arm whose early years are set beside its late ones.
    """

    plan: Plan
    arms: tuple[str, ...]
    seeds: tuple[int, ...]
    tables: Mapping[str, pd.DataFrame]
    points_per_sd: float
    discount: float = 0.0  # rate at which later years count less in the price of a gain
    memo: dict[str, Any] = field(default_factory=dict, repr=False)

    @property
    def is_paired(self) -> bool:
        """Whether two arms are compared."""
        return len(self.arms) == 2

    @property
    def stages(self) -> dict[str, labels.Words]:
        """The stages of the case, with their labels."""
        return labels.stages([self.plan.case])

    @property
    def districts(self) -> dict[str, labels.Words]:
        """The districts of a case that has several, with their labels; else none."""
        return labels.districts([self.plan.case])

    @property
    def years(self) -> tuple[int, int]:
        """First and last school year."""
        start = self.plan.case.start_year
        return start, start + self.plan.years - 1

    @property
    def dates(self) -> list[tuple[float, str]]:
        """When reforms begin inside the horizon."""
        return [] if self.arms == ("baseline",) else reform_dates(self.plan.case, self.plan.years)

    @property
    def late(self) -> Window:
        """The last years, on which the comparison rests."""
        first, last = self.years
        return Window(max(last - WINDOW + 1, first), last)

    @property
    def early(self) -> Window:
        """The years before the first reform or group, at least the first."""
        case, (first, last) = self.plan.case, self.years
        begins = [case.term_of(x.date) for x in case.reforms] + [case.term_of(g.formed) for g in case.groups]
        if self.arms == ("baseline",) or not begins:
            return Window(first, min(first + WINDOW - 1, max(self.late.first - 1, first)))
        return Window(first, min(max(first + min(begins) // 2 - 1, first), max(self.late.first - 1, first), last))

    @property
    def district(self) -> pd.DataFrame:
        """The yearly measures of all districts of the case together."""
        return together(self.tables["district"])

    @property
    def instruments(self) -> pd.DataFrame:
        """What instruments did in all districts of the case together."""
        return together(self.tables["instruments"])

    def sides(self, name: str) -> pd.DataFrame:
        """Return a table with the two sides that are compared as its arms ``baseline`` and ``reform``.

        With two arms these are their late years; with one, its early and its late years.
        """
        return self._sides(self.district if name == "district" else self.tables[name])

    def _sides(self, frame: pd.DataFrame) -> pd.DataFrame:
        import pandas as pd

        if self.is_paired:
            return self.late.of(frame)
        sides = (self.early.of(frame).assign(arm="baseline"), self.late.of(frame).assign(arm="reform"))
        return pd.concat(sides, ignore_index=True)

    def compare(self, measures: Sequence[str]) -> dict[tuple[str, str], Paired]:
        """Return the comparison of district measures by (measure, stage), each seed averaged over the window."""
        frame = self.sides("district")
        means = frame.groupby(["arm", "seed", "stage"], as_index=False)[list(measures)].mean()
        rows = paired.compare(means, measures, by=("stage",)).to_dict("records")
        return {(r["measure"], r["stage"]): Paired(*(r[f] for f in Paired._fields)) for r in rows}

    def by_district(self, measures: Sequence[str]) -> dict[tuple[str, str, str], Paired]:
        """Return what `compare` does by (measure, stage, district); `sim.case.ALL` stands for all of them together."""
        frame = self._sides(self.tables["district"])
        means = frame.groupby(["arm", "seed", "stage", "district"], as_index=False)[list(measures)].mean()
        rows = paired.compare(means, measures, by=("stage", "district")).to_dict("records")
        return {(r["measure"], r["stage"], r["district"]): Paired(*(r[f] for f in Paired._fields)) for r in rows}

    def overall(self, measure: str) -> Paired:
        """Return the comparison of a measure over both stages, weighted by pupils."""
        frame = self.sides("district")
        frame = frame.assign(
            weighted=frame[measure] * frame["pupils"], weight=frame["pupils"].where(frame[measure].notna())
        )
        sums = frame.groupby(["arm", "seed"], as_index=False)[["weighted", "weight"]].sum()
        sums[measure] = sums["weighted"] / sums["weight"].where(sums["weight"] > 0)
        row = paired.compare(sums, [measure]).iloc[0]
        return Paired(*(row[f] for f in Paired._fields))

    def by_year(self, measures: Sequence[str]) -> pd.DataFrame:
        """Return the paired comparison of every school year and stage."""
        return paired.compare(self.district, measures, by=("year", "stage"))

    def by_year_and_district(self, measures: Sequence[str]) -> pd.DataFrame:
        """Return what `by_year` does, and the same of each district where there are several."""
        if not self.districts:
            return self.by_year(measures)
        return paired.compare(self.tables["district"], measures, by=("year", "stage", "district"))

    @property
    def moves(self) -> pd.DataFrame:
        """Placements of the reformed arm, with the skill of the mover over that of colleagues at the school of origin.

        Colleagues are those who worked at the origin in the school year before: column ``colleagues`` is their mean skill,
        ``edge`` what the mover has over it, both SD/year.
        """
        if "moves" not in self.memo:
            moves = self.tables["teachers_moves"]
            moves = moves[moves["arm"] == self.arms[-1]]
            schools = self.tables["schools"]
            here = schools[schools["arm"] == self.arms[-1]][["seed", "school", "year", "skill_post"]]
            here = here.assign(year=here["year"] + 1)
            here = here.rename(columns={"year": "start_year", "school": "origin", "skill_post": "colleagues"})
            moves = moves.merge(here, on=["seed", "origin", "start_year"], how="left")
            self.memo["moves"] = moves.assign(edge=moves["skill"].astype(np.float64) - moves["colleagues"])
        frame: pd.DataFrame = self.memo["moves"]
        return frame

    @property
    def cost(self) -> pd.DataFrame:
        """What the treasury paid beyond the ordinary, by seed, year and item: reform less baseline where there are two arms."""
        if "cost" not in self.memo:
            self.memo["cost"] = self.cost_by(["item"])
        found: pd.DataFrame = self.memo["cost"]
        return found

    def cost_by(self, by: Sequence[str]) -> pd.DataFrame:
        """Return `cost` by seed, year and columns of the table of money."""
        money = self.tables["money"]
        paid = money[(money["source"] == "treasury") & ~money["item"].isin(ORDINARY)]
        sums = paid.groupby(["arm", "seed", "year", *by])["yuan"].sum()
        sides = sums.unstack("arm", fill_value=0.0).reindex(columns=list(self.arms), fill_value=0.0)
        yuan = sides[self.arms[-1]] - (sides[self.arms[0]] if self.is_paired else 0.0)
        return yuan.rename("yuan").reset_index()

    def differences(self) -> pd.DataFrame:
        """Return what `price` reads of two arms: seed, year, yuan, hours, points and pupils, a row per stage or kind of sum."""
        import pandas as pd

        def apart(frame: pd.DataFrame, value: str, by: list[str]) -> pd.DataFrame:
            sums = frame.groupby(["arm", *by])[value].sum(min_count=1).unstack("arm").reindex(columns=list(self.arms))
            return sums.assign(apart=sums[self.arms[1]].fillna(0.0) - sums[self.arms[0]].fillna(0.0))[
                "apart"
            ].reset_index()

        district, instruments = self.district, self.instruments
        points = apart(district, "mean_score", ["seed", "year", "stage"]).rename(columns={"apart": "points"})
        pupils = district[district["arm"] == self.arms[1]][["seed", "year", "stage", "pupils"]]
        hours = apart(instruments, "hours", ["seed", "year"]).rename(columns={"apart": "hours"})
        parts = [points.merge(pupils, on=["seed", "year", "stage"]), hours, self.cost[["seed", "year", "yuan"]]]
        columns = ["seed", "year", "yuan", "hours", "points", "pupils"]
        return pd.concat(parts, ignore_index=True)[columns].fillna(0.0)


def together(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of a table of a run that are of all districts together; tables kept of old have no others."""
    from sim.case import ALL

    return frame[frame["district"] == ALL] if "district" in frame else frame


def reform_dates(case: Case, years: int) -> list[tuple[float, str]]:
    """Return when reforms begin inside a horizon: calendar time of the term (summer of year y is y) and date."""
    times = {r.date: case.start_year + case.term_of(r.date) / 2 for r in case.reforms}
    return sorted((t, d) for d, t in times.items() if t < case.start_year + years)


def stack(parts: Iterable[tuple[str, int, Mapping[str, pd.DataFrame]]]) -> dict[str, pd.DataFrame]:
    """Return the tables of several runs, given as (arm, seed, tables), as one of each kind with columns arm and seed."""
    import pandas as pd

    runs = list(parts)
    out = {}
    for name in dict.fromkeys(name for _, _, tables in runs for name in tables):
        frames = []
        for arm, seed, tables in runs:
            if name not in tables:  # nothing was decided in this run
                continue
            frame = tables[name].copy()
            frame.insert(0, "arm", arm)
            frame.insert(1, "seed", seed)
            frames.append(frame)
        filled = [f for f in frames if len(f)]
        out[name] = pd.concat(filled, ignore_index=True) if filled else frames[0]
    return out
