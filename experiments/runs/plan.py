"""What is to be run: a case, its horizon and settings, all checked before anything is simulated."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments import Refused
from experiments.runs import texts
from sim import arms, system
from sim.case import Case, case_files, load_case

YEARS = (1, 100)


@dataclass(frozen=True, slots=True)
class Plan:
    """A case with its horizon and settings."""

    name: str  # as the user wrote it
    case: Case
    text: bytes  # the case file
    years: int
    overrides: Mapping[str, Any]  # of parameters
    given: Mapping[str, Any]  # with the settings of the case among them
    population_seed: int | None = None  # of the first day, where it is not that of the run
    luck_seed: int | None = None  # of what happens afterwards, where it is not that of the run

    @property
    def sha256(self) -> str:
        """Fingerprint of the case file."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def comparison(self) -> str:
        """The line of a shell that compares the case with and without its reforms."""
        horizon = [] if self.years == self.case.years else ["--years", str(self.years)]
        return shlex.join(["edugroup", "compare", f"{self.name}:no-reform", self.name, *horizon])

    def facts(self) -> dict[str, Any]:
        """Return what a manifest says of the plan."""
        case = {"name": self.name, "id": self.case.id, "sha256": self.sha256}
        horizon = {"start_year": self.case.start_year, "years": self.years}
        return {"case": case, "horizon": horizon, "settings": dict(self.given), **self.seeds()}

    def seeds(self) -> dict[str, Any]:
        """Return the seeds that are not that of the run."""
        given = {"population_seed": self.population_seed, "luck_seed": self.luck_seed}
        return {name: seed for name, seed in given.items() if seed is not None}


def make_plan(
    name: str,
    years: int | None = None,
    overrides: Mapping[str, Any] | None = None,
    *,
    population_seed: int | None = None,
    luck_seed: int | None = None,
) -> Plan:
    """Read and check a case and what was set.

    Raises
    ------
    CaseError, ParamError, Refused
        With one sentence per finding.
    """
    overrides = overrides or {}
    try:
        case = load_case(name)
        text = (case_files().get(name) or Path(name)).read_bytes()
    except OSError as error:
        raise Refused(texts.CANNOT_READ(name=name, why=system.why(error))) from None
    if years is not None and not YEARS[0] <= years <= YEARS[1]:
        raise Refused(texts.OPTION_YEARS_OUT(years=years, low=YEARS[0], high=YEARS[1]))
    from experiments.runs import variants
    from sim.config import defaults, laid

    case, values = variants.applied(case, overrides)
    case = arms.unstaged(case) if case.unstaged else case  # whose dates its pages show
    defaults(case).changed(laid(case.params, values, case=case), case)
    return Plan(name, case, text, years or case.years, values, overrides, population_seed, luck_seed)
