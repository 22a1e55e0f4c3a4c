"""A stored run of a study as something to be shown: its case, and the settings it was run with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from experiments import Failed
from experiments.app import texts
from experiments.app.spec import Arm, Scene
from experiments.runs.definition import read_case

if TYPE_CHECKING:
    from sim.case import Case


def stored_run(folder: str, key: str) -> tuple[Case, Scene]:
    """Return the case of a stored run and what shows it: the same run, bit for bit, with the code it was run with.

    Raises
    ------
    Refused, Failed
        Where there is no such run, or its case is damaged.
    """
    from experiments.store.store import Store

    with Store(Path(folder)) as store:
        ended = store.find(key)
    run = ended.run
    if not run.source.packed:
        raise Failed(texts.DAMAGED_CASE(case=run.source.id, folder=folder))
    values = {name: list(v) if isinstance(v, tuple) else v for name, v in run.overrides}
    spec = Scene(
        case=f"{run.source.id}:{ended.key[:12]}", seed=run.seed, years=run.years, arms=(Arm(run.reforms, values),),
        population_seed=run.population_seed,
    )  # fmt: skip
    return read_case(run.source.packed), spec
