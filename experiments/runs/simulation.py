"""Doing a run: the model with all its instruments, and one run of it in this process, for engines and for other programs.

`run` is the model as a plain function, for notebooks and other workbenches: picklable, silent, without files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from experiments import Refused
from experiments.runs import texts, variants
from experiments.runs.definition import Task, make_run, read_case, without
from experiments.terminal import stopping
from sim.case import Case, load_case

if TYPE_CHECKING:
    from experiments.runs.yearly import Yearly
    from sim.model import DistrictModel


@cache
def load_model() -> type[DistrictModel]:
    """Import the model with all its instruments, and return its class.

    Raises
    ------
    Refused
        When its sources were changed since this process began, so that what was imported may not be what results are
        filed under.
    """
    import sim.check  # which cases import when they are read
    from sim.config import defaults
    from sim.model import DistrictModel

    defaults()  # imports all instruments
    if not sim.is_unchanged():
        raise Refused(texts.SOURCES_CHANGED())
    return DistrictModel


def simulate(packed: bytes, task: Task) -> Yearly:
    """Run a task and return its yearly tables; what workers of every engine do."""
    from experiments.runs.yearly import read

    return read(modelled(packed, task, record="district"), task.asked)


def modelled(packed: bytes, task: Task, *, record: Literal[True, "district"] = True) -> DistrictModel:
    """Return the model of a task after its horizon, with its whole record or what yearly tables are read from."""
    from experiments.runs.yearly import of_books

    case, measures = read_case(packed), [name for name in task.asked if not of_books(name)]
    model = load_model()(
        case, rng=task.seed, population_seed=task.population_seed, years=task.years,
        reforms=task.reforms, record=record, measures=measures, **dict(task.overrides),
    )  # fmt: skip
    while model.running:
        model.step()
        stopping.here()
    return model


def run(
    case: Case | str | os.PathLike[str],
    overrides: Mapping[str, Any] | None = None,
    seed: int = 1,
    horizon: int | None = None,
    outcomes: Iterable[str] | None = None,
    *,
    population_seed: int | None = None,
    luck_seed: int | None = None,
    reforms: bool = True,
    levers: Iterable[str] = (),
) -> dict[str, float]:
    """Run the model once and return outcomes by name; nothing is printed and nothing is written.

    Parameters
    ----------
    case
        Name of a case that comes with the project, path of a case file, or a `Case`.
    overrides
        Values of declared parameters by dotted name, such as ``{"rotation.annual_share": 0.2}``, and of what a case varies
        in beside them: ``case.forms`` (the form of every tie), ``case.enacted`` (False leaves reforms and groups out),
        ``case.unstaged`` and ``case.placebo`` (the arms of `sim.arms`).
        Numbers of numpy, whole numbers such as 2.0 and 0 and 1 for flags are read as what is meant.
    seed
        An integer of 0 or more.
    horizon
        School years; by default those of the case.
    outcomes
        Names such as ``between_school_sd.primary`` or ``cost.total`` (see `experiments.runs.outcomes`); by default the headline.
    population_seed, luck_seed
        Seeds of the first day and of what happens afterwards; by default ``seed``.
    reforms
        False runs the baseline.
    levers
        Parameters among the overrides that the baseline does not have; it is run beside the model where an outcome needs it,
        such as ``effect:mean_score.junior``.

    Raises
    ------
    CaseError, ParamError, Refused
        With one sentence per finding, before anything is simulated.
    """
    from experiments.runs.outcomes import asked, headline, parse

    varied, values = variants.applied(load_case(case), overrides or {})
    wanted = headline(varied.stages.names) if outcomes is None else [parse(name) for name in outcomes]
    made = make_run(
        varied, values, seed=seed, population_seed=population_seed, luck_seed=luck_seed, years=horizon, reforms=reforms,
        asked=asked(wanted),
    )  # fmt: skip
    for outcome in wanted:
        outcome.check(made.case, made.years)
    other = without(made, levers) if any(outcome.needs_baseline for outcome in wanted) else None
    yearly = simulate(made.source.packed, made.task)
    baseline = None if other is None else simulate(other.source.packed, other.task)
    return {outcome.name: outcome.of(yearly, baseline) for outcome in wanted}
