"""Mesa's face of the world: clock, agents, a data collector, and the order of a term."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np

from sim import schedule
from sim.agents import Roster
from sim.case import Case, load_case
from sim.config import defaults
from sim.param import ParamError
from sim.population import populate
from sim.record import Record, tables
from sim.world import World

if TYPE_CHECKING:
    import pandas as pd

HEADLINE = (
    "pupils", "mean_score", "bottom_decile", "between_school_sd", "school_cv", "between_share",
    "core_score", "member_score", "core_member_gap", "ses_slope", "urban_rural_gap", "coverage", "pass_rate",
)  # fmt: skip


class DistrictModel(mesa.Model):
    """A district with its schools, groups, teachers and pupils; one step is one term.

    Parameters
    ----------
    case
        Name of a case that comes with the project, path of a case file, or a `Case`.
    rng
        Seed, an integer of 0 or more; None draws one and keeps it in ``model.seed``.
    years
        Horizon in school years; by default that of the case.
    reforms
        False runs the baseline: the same case without its reforms and groups.
    record
        False keeps no yearly record (and no data collector rows); the run itself is the same, bit for bit.
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
        years: int | None = None,
        reforms: bool = True,
        record: bool = True,
        **overrides: Any,
    ) -> None:
        self.seed = _seed(rng)
        super().__init__(rng=self.seed)
        loaded = load_case(case)
        self.case = loaded if reforms else loaded.without_reforms()
        self.years = _horizon(years, self.case)
        base = defaults().changed({**self.case.params, **overrides}, self.case)
        self.world: World = populate(self.case, self.seed, base, overrides)
        self.record: Record | None = Record() if record else None
        self.seconds: dict[str, float] = {}
        self.datacollector = mesa.DataCollector(
            model_reporters={"year": year_of, **{n: [latest, [self, n]] for n in HEADLINE}}
        )
        self.roster = Roster(self)
        self.running = True

    def step(self) -> None:
        """Take the district through one term; at the horizon nothing more happens and ``running`` is False."""
        if not self.running:
            return
        spring = not self.world.is_autumn
        schedule.run_term(self.world, self.seconds)
        if spring and self.record is not None:
            self.world.term -= 1  # the record is of the school year that ends
            self.record.write(self.world)
            self.world.term += 1
            self.datacollector.collect(self)
        self.running = self.world.term < 2 * self.years

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the record as data frames: district, schools, groups, teachers_moves, money, instruments."""
        if self.record is None:
            raise ValueError("this model was made with record=False and kept no tables")
        return tables(self.record, self.world)

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
    """Return the school year of the last record."""
    return model.case.start_year + (model.world.term - 1) // 2


def _seed(rng: Any) -> int:
    if rng is None:
        return secrets.randbelow(2**32)
    if isinstance(rng, bool) or not isinstance(rng, int | np.integer) or rng < 0:
        raise ParamError([f"rng = {rng!r} is not a seed; allowed: an integer of 0 or more, or None"])
    return int(rng)


def _horizon(years: int | None, case: Case) -> int:
    if years is None:
        return case.years
    if isinstance(years, bool) or not isinstance(years, int | np.integer) or not 1 <= years <= 100:
        raise ParamError([f"years = {years!r} is out of range; allowed: 1 to 100 [school years]"])
    return int(years)


def run(case: str | os.PathLike[str] | Case = "huadu", **settings: Any) -> DistrictModel:
    """Return a model that has run to its horizon; settings as for `DistrictModel`."""
    model = DistrictModel(case, **settings)
    model.run_for(2 * model.years)
    return model
