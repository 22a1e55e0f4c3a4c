"""Outcomes: one number a run, read from its yearly tables.

``measure.stage`` is a yearly measure of the district (``edugroup describe metrics`` lists them) in primary or junior
schools; ``cost.ITEM`` is what the treasury pays for an item, and ``cost.total`` what it pays beyond salaries, public funds
and capital, which it pays with and without groups; ``hours.INSTRUMENT`` are the hours of teachers that an instrument books,
``hours.total`` those of all. Each is the mean of the last five school years, or of those named after
``@``: ``between_school_sd.primary@2026-2030``. Years without a value are left out of the mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from experiments import Refused
from experiments.runs.results import ORDINARY, WINDOW
from experiments.runs.yearly import STAGES, Yearly
from experiments.words import labels

HEADLINE = (
    "between_school_sd",
    "core_score",
    "member_score",
    "bottom_decile",
    "mean_score",
)  # in both stages; and the cost
GAPS = (
    "between_school_sd", "school_cv", "between_share", "core_member_gap", "urban_rural_gap", "migrant_gap", "ses_slope",
    "p90_p10",
)  # fmt: skip
BESIDE = ("mean_score", "bottom_decile")  # a gap is never shown without them
COST, HOURS, TOTAL = "cost", "hours", "total"
YEARS = re.compile(r"(\d{4})(?:-(\d{4}))?")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A number of a run, with its unit and labels."""

    name: str  # as it is written in study files
    measure: str  # of the district table, or the item that is paid
    stage: str | None  # None: money
    span: tuple[int, int] | None  # school years; None: the last five
    unit: str
    zh: str
    en: str
    of_hours: bool = False  # of teachers, where it is not of a stage; else money
    is_difference: bool = False  # from the baseline of the same seed
    is_companion: bool = False  # nobody asked for it: it stands beside a gap

    @property
    def shown_in(self) -> float:
        """Return how much of its unit makes one of the unit it is shown in: 10,000 for yuan, else 1."""
        return labels.WAN if self.is_cost and self.unit != labels.MONEY_YEAR else 1.0

    def as_shown(self) -> Outcome:
        """Return the outcome in the unit it is shown in."""
        return replace(self, unit=labels.MONEY_YEAR) if self.is_cost else self

    def as_difference(self) -> Outcome:
        """Return the outcome as a difference from the baseline, and named so."""
        return replace(self, zh=f"{self.zh}(减去基线)", en=f"{self.en}, less the baseline's", is_difference=True)

    @property
    def is_cost(self) -> bool:
        """Whether it is money."""
        return self.stage is None and not self.of_hours

    def by_year(self, yearly: Yearly) -> NDArray[np.float64]:
        """Return its values of all school years."""
        if self.stage is not None:
            return yearly.measures[self.measure][:, STAGES.index(self.stage)]
        if self.of_hours:
            if yearly.hours is None:
                return np.full(yearly.years, np.nan)
            some = [v for name, v in yearly.hours.items() if self.measure in {TOTAL, name}]
            return np.sum(some, axis=0) if some else np.zeros(yearly.years)
        if self.measure != TOTAL:
            return yearly.paid.get(self.measure, np.zeros(yearly.years))
        beyond = [values for item, values in yearly.paid.items() if item not in ORDINARY]
        return np.sum(beyond, axis=0) if beyond else np.zeros(yearly.years)

    def of(self, yearly: Yearly) -> float:
        """Return its value; NaN where no year of the span has one."""
        first, last = self.within(yearly.first, yearly.years)
        values = self.by_year(yearly)[first - yearly.first : last - yearly.first + 1]
        known = values[np.isfinite(values)]
        return float(known.mean()) if known.size else float("nan")

    def within(self, start: int, years: int) -> tuple[int, int]:
        """Return first and last school year of the mean in a run that starts in a year and lasts some years."""
        end = start + years - 1
        return self.span or (max(end - WINDOW + 1, start), end)

    def check(self, start: int, years: int) -> None:
        """Refuse a span of years that a run does not cover.

        Raises
        ------
        Refused
            Naming the outcome and the years of the run.
        """
        first, last = self.within(start, years)
        if not start <= first <= last < start + years:
            raise Refused(
                f"{self.name}: the years {first} to {last} are out of range; allowed: {start} to {start + years - 1} "
                "[school years of the run]"
            )


def parse(name: str) -> Outcome:
    """Return the outcome of a name.

    Raises
    ------
    Refused
        Naming the nearest outcome there is.
    """
    base, at, years = name.strip().partition("@")
    known = _catalogue()
    found = known.get(base) or known.get(_tidy(base))
    if found is None:
        from sim.param import nearest

        raise Refused(
            f"there is no outcome '{base}'{nearest(base, known)}; an outcome is written measure.primary, measure.junior, "
            "cost.total or hours.total (edugroup describe metrics lists the measures)"
        )
    if not at:
        return found
    match = YEARS.fullmatch(years)
    if match is None or int(match[1]) > int(match[2] or match[1]):
        raise Refused(f"{name}: '{years}' are not school years; write for example {found.name}@2026-2030")
    first, last = int(match[1]), int(match[2] or match[1])
    during = f"{labels.school_year(first)}" + (f"–{labels.school_year(last)}" if last > first else "")
    return Outcome(
        f"{found.name}@{first}-{last}", found.measure, found.stage, (first, last), found.unit,
        f"{found.zh}({during})", f"{found.en}, {during}", found.of_hours,
    )  # fmt: skip


def parse_all(names: Iterable[str] | None) -> list[Outcome]:
    """Return the outcomes of names, each once; the headline where none are named.

    Raises
    ------
    Refused
        With one sentence per name that is none.
    """
    if names is None:
        return headline()
    found: dict[str, Outcome] = {}
    messages = []
    for name in names:
        try:
            outcome = parse(name)
            found[outcome.name] = outcome
        except Refused as refusal:
            messages += refusal.messages
    if messages:
        raise Refused(*messages)
    return list(found.values())


def companions(given: Iterable[Outcome]) -> list[Outcome]:
    """Return what must stand beside the gaps among some outcomes and is not there: mean and lowest tenth, marked as such."""
    given = list(given)
    known = {o.name for o in given}
    wanted = [f"{b}.{o.name.partition('.')[2]}" for o in given if o.measure in GAPS for b in BESIDE]
    return [replace(parse(name), is_companion=True) for name in dict.fromkeys(wanted) if name not in known]


def is_outcome(name: str) -> bool:
    """Whether a name is that of an outcome."""
    try:
        parse(name)
    except Refused:
        return False
    return True


def headline() -> list[Outcome]:
    """Return what every study shows unless it asks for something else."""
    names = [f"{measure}.{stage}" for measure in HEADLINE for stage in STAGES]
    return [_catalogue()[name] for name in (*names, f"{COST}.{TOTAL}")]


def names() -> list[str]:
    """Return the names of all outcomes, without years."""
    return list(_catalogue())


@cache
def _catalogue() -> dict[str, Outcome]:
    """Return every outcome by name."""
    from sim.equity.metrics import yearly
    from sim.instruments import instruments

    out = {}
    for m in yearly():
        for stage in STAGES:
            words = labels.STAGES[stage]
            name = f"{m.name}.{stage}"
            out[name] = Outcome(name, m.name, stage, None, m.unit, f"{words.zh}{m.zh}", f"{m.en}, {words.en.lower()}")
    total = ("集团办学年度支出", "Yearly cost beyond salaries, public funds and capital")
    items = {i: (f"{words.zh}支出", f"Yearly cost of {words.en}") for i, words in labels.ITEMS.items()}
    for item, (zh, en) in {TOTAL: total, **items}.items():
        name = f"{COST}.{_tidy(item)}"
        out[name] = Outcome(name, item, None, None, "yuan/year", zh, en)
    every = {TOTAL: ("集团活动教师工时", "Yearly hours of teachers booked by instruments")}
    tools = {
        n: (f"{t.zh}教师工时", f"Yearly hours of teachers booked by {t.en.lower()}") for n, t in instruments().items()
    }
    for item, (zh, en) in {**every, **tools}.items():
        name = f"{HOURS}.{item}"
        out[name] = Outcome(name, item, None, None, "hours/year", zh, en, of_hours=True)
    return out


def _tidy(name: str) -> str:
    return re.sub(r"[ -]+", "_", name)
