"""Mesa's face of the world: clock, agents, a data collector, and the order of a term."""

from __future__ import annotations

import copy
import os
import secrets
from collections.abc import Callable, Iterable, Mapping
from time import perf_counter
from typing import TYPE_CHECKING, Any, Literal

import mesa
import numpy as np

from sim import arms, library, schedule
from sim.agents import Roster
from sim.case import Case, load_case
from sim.config import defaults, laid, settings_in_force
from sim.equity.metric import tagged
from sim.hooks import Hooks, Observer
from sim.param import ParamError, shown
from sim.part import DATE
from sim.population import populate
from sim.record import Record, tables
from sim.schedule import TERM, YEAR
from sim.texts import runs as texts
from sim.world import Change, Seeds, World

if TYPE_CHECKING:
    import pandas as pd

    from sim.agents.space import DistrictSpace


class DistrictModel(mesa.Model):
    """A district with its schools, groups, teachers and pupils; one step is one term.

    Parameters
    ----------
    case
        Name of a case that comes with the project, path of a case file, or a `Case`.
    rng
        Seed of all chance, an integer of 0 or more; None draws one and keeps it in ``model.seed``.
    population_seed
        Seed of who lives and works there on the first day, and of what stays with them: talent, families, the heads and
        means of schools, which street a child lives in, which school suits a teacher. By default ``rng``.
    luck_seed
        Seed of all that happens afterwards: lotteries, learning, tests, exits, consent, new heads, and who the children and
        teachers are that come later. By default ``rng``. Two models with one population seed and two luck seeds have the
        same first day, byte for byte.
    years
        Horizon in school years; by default that of the case.
    reforms
        False runs the baseline: the same case without its reforms and groups.
    record
        False keeps no yearly record (and no data collector rows); ``"district"`` keeps only the yearly measures of all
        districts together, what studies read, and no tables. The run itself is the same, bit for bit.
    changes
        What `change` is to do on the way, as ``model.changes`` of another model gives it: a list of
        ``{"date": "2020-09", "set": {"rotation.annual_share": 0.2}}``.
    measures
        More columns of the yearly record: functions marked by `sim.hooks.measure`, and measures of some schools such as
        ``"member_score@form=assist"`` (see `sim.equity.subgroups`).
    instruments
        A folder or a file of instruments that are not of the model (`sim.library`); this process knows them from then on.
    scenario
        A scenario of Mesa (3.5): a bundle of a seed and of overrides, which those given beside it outweigh.
    overrides
        Values of declared parameters by dotted name, such as ``**{"rotation.annual_share": 0.2}``; they have the last
        word over the case and its reforms.

    Raises
    ------
    CaseError, ParamError
        With one sentence per finding, before anything is simulated.
    """

    def __init__(
        self,
        case: str | os.PathLike[str] | Case = "huadu",
        *,
        rng: int | None = 1,
        population_seed: int | None = None,
        luck_seed: int | None = None,
        years: int | None = None,
        reforms: bool = True,
        record: bool | Literal["district"] = True,
        changes: Iterable[Mapping[str, Any]] = (),
        measures: Iterable[Callable[..., float] | str] = (),
        instruments: str | os.PathLike[str] | None = None,
        scenario: Any = None,
        **overrides: Any,
    ) -> None:
        if scenario is not None:  # the button "Reset" of Mesa's page hands over an empty one
            bundle = dict(vars(scenario))
            rng = rng if (own := bundle.pop("rng", None)) is None else own
            overrides = {**bundle, **overrides}
        self.seed = _seed("rng", rng)
        given = (("population_seed", population_seed), ("luck_seed", luck_seed))
        seeds = Seeds(*(self.seed if seed is None else _seed(name, seed) for name, seed in given))
        super().__init__(rng=seeds.luck)
        if scenario is not None:
            self.scenario = scenario
        if instruments is not None:
            library.load(instruments)
        loaded = load_case(case)
        loaded = arms.realised(loaded, seeds.population)
        self.case = loaded if reforms else loaded.without_reforms()
        self.years = _horizon(years, self.case)
        self._hooks = Hooks(measures, self.case)
        self._halfway = False  # within a term: observers are being called, or something broke off
        base = defaults(self.case).changed(laid(self.case.params, overrides, case=self.case), self.case)
        self.world: World = populate(self.case, seeds, base, overrides)
        _, self.world.local = settings_in_force(self.case, (), overrides)
        for entry in changes:
            if not isinstance(entry, Mapping) or entry.keys() != {"date", "set"}:
                raise ParamError([texts.NO_CHANGE(value=shown(entry))])
            self.change(entry["set"], date=entry["date"])
        if record not in (True, False, "district"):
            raise ParamError([texts.NO_RECORD(value=shown(record))])
        self.record: Record | None = Record(whole=record != "district") if record else None
        self.seconds: dict[str, float] = {}
        yearly = (*tagged("collected", self.case.outcomes), *self._hooks.columns)
        self.datacollector = mesa.DataCollector(
            model_reporters={"year": year_of, **{n: [latest, [self, n]] for n in yearly}}
        )
        self.roster = Roster(self)
        self.running = True

    def step(self) -> None:
        """Take the district through one term; at the horizon nothing more happens, on the clock too, and ``running`` is False."""
        if not self.running:
            return
        world, when = self.world, self.world.date(self.world.term)
        self._halfway = True
        for step in schedule.steps(world):
            start = perf_counter()
            step.apply(world)
            self.seconds[step.name] = self.seconds.get(step.name, 0.0) + perf_counter() - start
            if step.name == TERM and not world.is_autumn and self.record is not None:
                snap = self.record.write(world)
                self._hooks.record(self, self.record.district, snap)
                self.datacollector.collect(self)
            self._hooks.call(self, step.name)
        self._halfway = False
        self.running = world.term < 2 * self.years
        if self._hooks.failed:
            for again in (
                self._default_schedule.pause,
                self._default_schedule.resume,
            ):  # else Mesa drops all later steps
                again()
            self._hooks.settle(texts.TERM(date=when))

    def run_for(self, duration: float) -> None:
        """Take the district through so many terms, the horizon at most; a whole number of 1 or more."""
        super().run_for(_terms("run_for", duration, 1))

    def run_until(self, end_time: float) -> None:
        """Take the district on until so many terms have passed since the first day, the horizon at most."""
        if (end := _terms("run_until", end_time, 0)) < self.time:
            raise ParamError([texts.TERMS_PASSED(value=shown(end_time), now=self.time)])
        if end > self.time:
            super().run_until(end)

    def _advance_time(self, until: float) -> None:
        """Let Mesa's clock run on to the horizon at most, from whatever it is asked by; refuse within a term."""
        if self._halfway:
            raise RuntimeError(texts.WITHIN_TERM())
        if self.running and (end := min(until, 2 * self.years)) > self.time:
            super()._advance_time(end)

    def change(self, values: Mapping[str, Any], *, date: str | None = None) -> None:
        """Change settings on the way, as a reform of one's own: instruments on or off, their aims and doses, any number.

        The change takes force with the next term to begin, or the first on or after a date, and has the last word from
        then on: over the case, its later reforms and what the model was made with. A change to what is in force changes
        nothing. Parameters that only the first day reads have no effect any more.

        Parameters
        ----------
        values
            Values by dotted name, such as ``{"rotation.on": True, "rotation.annual_share": 0.2}``.
        date
            Year and month, or a year (September), such as ``"2020-09"``; terms begin in September and March.

        Raises
        ------
        ParamError
            With a sentence per value that is unknown, of the wrong type or out of range, or for a date that is none or past.
        """
        if not isinstance(values, Mapping):
            raise ParamError([texts.NO_SETTINGS(value=shown(values))])
        values = {name: list(value) if isinstance(value, tuple | list) else value for name, value in values.items()}
        defaults(self.case).changed(values, self.case)
        next_term = self.world.term + self._halfway
        term = next_term
        if date is not None:
            if not isinstance(date, str) or not DATE.match(date):
                raise ParamError([texts.NO_DATE(value=shown(date))])
            term = self.case.term_of(date)
            if term < next_term:
                first = self.world.date(next_term)
                raise ParamError([texts.PAST(value=shown(date), first=first)])
        if not values:
            return
        changes = (*self.world.changes, Change(term, values))
        self.world.changes = tuple(sorted(changes, key=lambda c: c.term))

    @property
    def changes(self) -> list[dict[str, Any]]:
        """What was changed on the way, by date, as plain data; ``DistrictModel(..., changes=model.changes)`` does it again."""
        return [{"date": self.world.date(c.term), "set": copy.deepcopy(c.values)} for c in self.world.changes]

    def observe(self, function: Any, *signal: Any, after: str = YEAR) -> Observer | None:
        """Call a function with the model after a moment of the calendar; ``.remove()`` of what is returned ends it.

        While observers are called the clock still shows the term they watch. One that fails does not break the term off:
        the term is finished, and then the failure is raised. Copies of the model have no observers. (With the name of an
        observable, a type of signal and a handler it is Mesa's own: it subscribes to agents that come and go.)

        Parameters
        ----------
        function
            Takes the model; what it returns is ignored.
        after
            A step of the calendar such as ``"learning.test"`` (``edugroup describe schedule`` lists them), ``"term"``, or
            ``"year"``: after the record of the school year is written.

        Raises
        ------
        ParamError
            For a moment that is not in the calendar.
        HookError
            From `step`, naming an observer that failed.
        """
        if signal:
            super().observe(function, *signal)
            return None
        return self._hooks.observe(function, after, self.world.settings.instruments)

    def fork(self) -> DistrictModel:
        """Return an independent copy that goes on with the same luck: bit for bit as this one, until it is changed.

        ``copy.copy``, ``copy.deepcopy`` and ``pickle`` give the same. A pickle holds the functions of measures by name, so
        they must be defined in a module; it is read by the same version of the model only.
        """
        return copy.deepcopy(self)

    __copy__ = fork

    def __getstate__(self) -> dict[str, Any]:
        """Refuse to be copied within a term, which the copy could not finish."""
        if self._halfway:
            raise RuntimeError(texts.COPIED_WITHIN())
        return self.__dict__

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the record as data frames: district, schools, groups, teachers_moves, money, hours, instruments.

        A model that was changed on the way has a table of ``changes`` too: date, parameter, value (as JSON).
        """
        if self.record is None or not self.record.whole:
            raise ValueError(texts.NO_TABLES() if self.record is None else texts.DISTRICT_ALONE())
        return tables(self.record, self.world)

    @property
    def space(self) -> DistrictSpace:
        """The schools at their places, as ``mesa.visualization`` draws them."""
        return self.roster.space

    @property
    def agents(self) -> Any:
        """All registered agents: district, schools, groups, teachers (pupils are found by type)."""
        self.roster.synchronise()
        return super().agents

    @property
    def agent_types(self) -> list[type]:
        """The types of agents, pupils among them."""
        self.roster.synchronise()
        types: list[type] = super().agent_types
        return types

    @property
    def agents_by_type(self) -> Any:
        """Agents by type; teachers as they stand now, pupils as a view of their columns."""
        self.roster.synchronise()
        return super().agents_by_type


def latest(model: DistrictModel, name: str) -> float:
    """Return a measure of the last school year, mean of the stages weighted by pupils."""
    assert model.record is not None
    return model.record.latest(name)


def year_of(model: DistrictModel) -> int:
    """Return the school year of the record that is being written."""
    return model.world.year


def _seed(name: str, seed: Any) -> int:
    if seed is None:
        return secrets.randbelow(2**32)
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise ParamError([texts.NO_SEED(name=name, value=shown(seed))])
    return int(seed)


def _terms(name: str, number: Any, least: int) -> int:
    whole = isinstance(number, int | float | np.integer | np.floating) and not isinstance(number, bool)
    if not whole or not least <= number < float("inf") or number != int(number):
        raise ParamError([texts.WHOLE_TERMS(name=name, value=shown(number), least=least)])
    return int(number)


def _horizon(years: int | None, case: Case) -> int:
    if years is None:
        return case.years
    if isinstance(years, bool) or not isinstance(years, int | np.integer) or not 1 <= years <= 100:
        raise ParamError([texts.YEARS_OUT(value=shown(years))])
    return int(years)


def run(case: str | os.PathLike[str] | Case = "huadu", **settings: Any) -> DistrictModel:
    """Return a model that has run to its horizon; settings as for `DistrictModel`."""
    model = DistrictModel(case, **settings)
    model.run_for(2 * model.years)
    return model
