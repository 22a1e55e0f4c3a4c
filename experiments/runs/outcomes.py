"""Outcomes: one number a run, read from its yearly tables.

``[reading:]measure.stage[@key=value…][@years]`` is a yearly measure of the district (``edugroup describe metrics`` lists
them) in primary or junior schools; with ``@key=value`` of some schools only, those of a role, form, locality, level, layer or
group, or of several of these at once: ``member_score.junior@form=assist@locality=rural``. ``cost.ITEM`` is what the treasury
pays for an item, and ``cost.total`` what it pays beyond salaries, public funds and capital, which it pays with and without
groups; ``hours.INSTRUMENT`` are the hours of teachers and heads that an instrument books, its instances together,
``hours.total`` those of all. Money is told by treasury, ``cost.total@district=east``, and hours by where people work.

Each is the mean of the last five school years, or of those named after ``@``: ``between_school_sd.primary@2026-2030``. Years
without a value are left out of the mean. Words before the measure read its years in another way: ``change:``, ``effect:``,
``until<0.2:``, ``reached<0.2:`` and ``left:`` (see `experiments.runs.readings`).

What is asked of some schools only is counted while a run is done, and kept with it: asked for later, it makes other runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from experiments import Refused
from experiments.runs import readings, texts
from experiments.runs.readings import Reading
from experiments.runs.results import ORDINARY, WINDOW
from experiments.runs.yearly import STAGES, Yearly
from experiments.words import labels
from sim.axes import IN_EVERY_CASE, OUTCOMES
from sim.param import ParamError, nearest
from sim.say import Said, joined, school_year

if TYPE_CHECKING:
    from sim.case import Case
    from sim.equity.metric import Metric

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
    digits: int = 2  # decimals it is told with where no interval says how many
    short: str = ""  # English name short enough for an axis
    schools: str = ""  # such as "form=assist"; empty: all
    reading: Reading = readings.PLAIN
    of_pupils: str = IN_EVERY_CASE[0]  # outcome of pupils it speaks of

    @property
    def column(self) -> str:
        """The column of the yearly tables it is read from; of the books, where only a part is asked for."""
        of = self.measure if self.stage is not None else f"{HOURS if self.of_hours else COST}.{self.measure}"
        return f"{of}@{self.schools}" if self.schools else self.measure

    @property
    def needs_baseline(self) -> bool:
        """Whether its value is taken from a run and its baseline together."""
        return self.reading.needs_baseline

    @property
    def shown_in(self) -> float:
        """Return how much of its unit makes one of the unit it is shown in: 10,000 for yuan, else 1."""
        return labels.WAN if self.is_cost and self.unit != labels.MONEY_YEAR else 1.0

    def as_shown(self) -> Outcome:
        """Return the outcome in the unit it is shown in."""
        return replace(self, unit=labels.MONEY_YEAR, digits=labels.MONEY_DIGITS) if self.is_cost else self

    def as_difference(self) -> Outcome:
        """Return the outcome as a difference from the baseline, and named so; itself where it is one."""
        if self.needs_baseline:
            return self
        name = texts.LESS_BASELINE(name=self)
        return replace(self, zh=name.zh, en=name.en, is_difference=True)

    @property
    def is_cost(self) -> bool:
        """Whether it is money."""
        return self.stage is None and not self.of_hours and self.reading.end == "mean"

    def by_year(self, yearly: Yearly, baseline: Yearly | None = None) -> NDArray[np.float64]:
        """Return what it is read from in all school years, less the baseline's where it needs one.

        Raises
        ------
        Refused
            When the run does not keep its measure.
        """
        return self.reading.by_year(self._values(yearly), None if baseline is None else self._values(baseline))

    def _values(self, yearly: Yearly) -> NDArray[np.float64]:
        if not self.is_kept(yearly):
            raise Refused(texts.NOT_KEPT(name=self.name, column=self.column))
        if self.stage is None and self.schools:
            return yearly.apart[self.column]
        if self.stage is not None:
            if self.stage not in yearly.stages:
                return np.full(yearly.years, np.nan)
            return yearly.measures[self.column][:, yearly.stages.index(self.stage)]
        if self.of_hours:
            if yearly.hours is None:
                return np.full(yearly.years, np.nan)
            some = [v for name, v in yearly.hours.items() if self.measure in {TOTAL, name.partition("@")[0]}]
            return np.sum(some, axis=0) if some else np.zeros(yearly.years)
        if self.measure != TOTAL:
            return yearly.paid.get(self.measure, np.zeros(yearly.years))
        beyond = [values for item, values in yearly.paid.items() if item not in ORDINARY]
        return np.sum(beyond, axis=0) if beyond else np.zeros(yearly.years)

    def is_kept(self, yearly: Yearly) -> bool:
        """Return whether a run keeps what it is read from."""
        if self.stage is None:
            return not self.schools or self.column in yearly.apart
        return self.column in yearly.measures

    def of(self, yearly: Yearly, baseline: Yearly | None = None) -> float:
        """Return its value; NaN where no year of the span has one, or without the baseline it needs."""
        first, last = self.within(yearly.first, yearly.years)
        values = self.by_year(yearly, baseline)
        return self.reading.of(values[first - yearly.first : last - yearly.first + 1])

    def within(self, start: int, years: int) -> tuple[int, int]:
        """Return first and last school year it is read from in a run that starts in a year and lasts some years."""
        end = start + years - 1
        return self.span or (start if self.reading.end != "mean" else max(end - WINDOW + 1, start), end)

    def check(self, case: Case, years: int | None = None, *, has_baseline: bool = True) -> None:
        """Refuse what the runs of a case do not cover or do not have.

        Raises
        ------
        Refused
            Naming the outcome and the years of the run, or the schools that the case has.
        """
        start, length = case.start_year, years or case.years
        first, last = self.within(start, length)
        if not start <= first <= last < start + length:
            end = start + length - 1
            raise Refused(texts.SPAN_OUT(name=self.name, first=first, last=last, low=start, high=end))
        if self.needs_baseline and not has_baseline:
            raise Refused(texts.NO_BASELINE(name=self.name))
        self.check_followed(case)
        if self.schools:
            from sim.equity.subgroups import Subgroup

            try:
                Subgroup.parse(self.schools.split("@")).check(case)
            except ParamError as error:
                raise Refused(*(texts.AT(where=self.name, what=m) for m in error.messages)) from None

    def check_followed(self, case: Case) -> None:
        """Refuse what speaks of an outcome of pupils that a case does not follow."""
        if self.of_pupils not in case.outcomes:
            from sim.hooks import unfollowed

            raise Refused(texts.AT(where=self.name, what=unfollowed(self.of_pupils)))


def parse(name: str) -> Outcome:
    """Return the outcome of a name.

    Raises
    ------
    Refused
        Naming the nearest outcome there is.
    """
    head, *parts = (part.strip() for part in name.split("@"))
    before, _, base = head.rpartition(":")
    known, base = _catalogue(), base.strip()
    found = known.get(base) or known.get(_tidy(base))
    if found is None:
        raise Refused(texts.NO_OUTCOME(name=base, near=nearest(base, known)))
    reading = readings.parse(f"{before}:" if before else "", name)
    years = [part for part in parts if "=" not in part]
    if len(years) > 1:
        raise Refused(texts.SECOND_SPAN(name=name, years=years[1]))
    schools = _schools(found, [part for part in parts if "=" in part], name)
    span = _span(years[0], found.name, name) if years else None
    if reading.end == "left" and (span is None or span[0] == span[1]):
        raise Refused(texts.LEFT_YEARS(name=name, outcome=found.name))
    words = Said(found.zh, found.en)
    if schools:
        words = texts.OF_SCHOOLS(name=words, schools=_named(schools))
    words = reading.named(words)
    if span is not None:
        first, last = (school_year(year) for year in span)
        words = texts.DURING(name=words, years=texts.YEARS(first=first, last=last) if last > first else first)
    tail = f"@{schools}" * bool(schools) + (f"@{span[0]}-{span[1]}" if span else "")
    return replace(
        found, name=f"{reading.prefix}{found.name}{tail}", span=span, unit=reading.unit(found.unit), schools=schools,
        zh=words.zh, en=words.en, reading=reading, digits=reading.digits(found.digits),
    )  # fmt: skip


def _schools(found: Outcome, parts: list[str], name: str) -> str:
    """Return the schools that parts such as ``form=assist`` name, in their order; empty where there are none."""
    if not parts:
        return ""
    from sim.equity.subgroups import Subgroup
    from sim.hooks import asked

    try:
        if found.stage is None:
            schools = Subgroup.parse(parts)
            if not found.of_hours and (strange := [key for key, _ in schools.pairs if key != "district"]):
                raise Refused(texts.BY_TREASURY(name=name, key=strange[0], outcome=found.name))
            return str(schools)
        return str(asked("@".join([found.measure, *parts])).schools)
    except ParamError as error:
        wrong = (m.removeprefix("measures: ") for m in error.messages)
        raise Refused(*(texts.AT(where=name, what=m) for m in wrong)) from None


def _named(schools: str) -> Said:
    """Return what schools are told apart by in words, with the values as they are written."""
    from sim.equity.subgroups import KEYS

    pairs = (part.split("=", 1) for part in schools.split("@"))
    return joined(texts.KEY(key=KEYS[key], value=value) for key, value in pairs)


def _span(text: str, found: str, name: str) -> tuple[int, int]:
    match = YEARS.fullmatch(text)
    if match is None or int(match[1]) > int(match[2] or match[1]):
        raise Refused(texts.NO_YEARS(name=name, text=text, outcome=found))
    return int(match[1]), int(match[2] or match[1])


def parse_all(names: Iterable[str] | None, stages: Iterable[str] = STAGES) -> list[Outcome]:
    """Return the outcomes of names, each once; the headline of some stages where none are named.

    Raises
    ------
    Refused
        With one sentence per name that is none.
    """
    if names is None:
        return headline(stages)
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
    from sim.equity.metrics import tagged

    given, gaps = list(given), tagged("gap", OUTCOMES.names)
    known, wanted = {o.name for o in given}, []
    for o in given:
        if o.measure in gaps and o.stage is not None:
            plain = o.reading.end == "mean"  # beside years and shares stand the levels of the usual years
            head, years = (o.reading.prefix, o.span) if plain else ("", None)
            tail = f".{o.stage}" + f"@{o.schools}" * bool(o.schools) + (f"@{years[0]}-{years[1]}" if years else "")
            wanted += [f"{head}{level}{tail}" for level in tagged("level", {o.of_pupils})]
    return [replace(parse(name), is_companion=True) for name in dict.fromkeys(wanted) if name not in known]


def asked(given: Iterable[Outcome]) -> tuple[str, ...]:
    """Return the columns of some schools only that runs must keep for some outcomes, each once, in order of the alphabet."""
    return tuple(sorted({o.column for o in given if o.schools}))


def is_outcome(name: str) -> bool:
    """Whether a name is that of an outcome."""
    try:
        parse(name)
    except Refused:
        return False
    return True


def headline(stages: Iterable[str] = STAGES) -> list[Outcome]:
    """Return what every study shows, of the stages its case teaches, unless it asks for something else."""
    from sim.equity.metrics import in_order

    names = [f"{measure}.{stage}" for measure in in_order("headline") for stage in stages]
    return [_catalogue()[name] for name in (*names, f"{COST}.{TOTAL}")]


def names() -> list[str]:
    """Return the names of all outcomes, without years."""
    return list(_catalogue())


def _catalogue() -> dict[str, Outcome]:
    """Return every outcome by name, without years, schools and readings."""
    from sim.equity.metrics import yearly
    from sim.instruments import instruments

    return _made(tuple(yearly(OUTCOMES.names)), tuple(instruments().items()))


@lru_cache(maxsize=2)
def _made(metrics: tuple[Metric, ...], tools: tuple[tuple[str, Any], ...]) -> dict[str, Outcome]:
    out = {}
    for m in metrics:
        for stage, words in labels.EVERY_STAGE.items():
            name = f"{m.name}.{stage}"
            said = texts.OF_STAGE(stage=Said(words.zh, words.en.lower()), measure=m)
            out[name] = Outcome(
                name, m.name, stage, None, m.unit, said.zh, said.en, digits=m.digits, short=m.axis, of_pupils=m.outcome
            )
    items = {i: texts.COST_OF(item=words) for i, words in labels.items().items()}
    for item, said in {TOTAL: texts.COST(), **items}.items():
        name = f"{COST}.{_tidy(item)}"
        short = texts.COST_SHORT.en if item == TOTAL else item
        out[name] = Outcome(name, item, None, None, "yuan/year", said.zh, said.en, short=short)
    hours = {n: texts.HOURS_OF(item=Said(t.zh, t.en.lower())) for n, t in tools}
    for item, said in {TOTAL: texts.HOURS(), **hours}.items():
        name, short = f"{HOURS}.{item}", texts.HOURS_SHORT.en
        out[name] = Outcome(name, item, None, None, "hours/year", said.zh, said.en, of_hours=True, short=short)
    return out


def _tidy(name: str) -> str:
    return re.sub(r"[ -]+", "_", name)
