"""What the runs of a comparison gave, as its tables read it: outcomes, yearly measures, and what was spent."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import TYPE_CHECKING

from experiments.engine import OK
from experiments.pages import horizons
from experiments.runs import outcomes
from experiments.runs.definition import Run
from experiments.runs.outcomes import Outcome
from experiments.store.store import Store
from sim.equity.metrics import in_order

if TYPE_CHECKING:
    import pandas as pd


def values(
    store: Store,
    runs: Mapping[str, Sequence[Run]],
    at: Sequence[tuple[int, int]],
    wanted: Sequence[Outcome],
    own: Mapping[str, str],
) -> pd.DataFrame:
    """Return outcomes by scenario, seed and luck; what is read against a baseline is read against ``own``, by scenario."""
    import pandas as pd

    parts = []
    for name, some in runs.items():
        against = {run.key: reference.key for run, reference in zip(some, runs[own[name]], strict=True)}
        frame = (
            store.frame([run.key for run in some], wanted, against).copy().reset_index()
        )  # copied, columns are one block
        if own[name] == name:  # which has no effect: nothing of it is left, so that a difference from it is a share
            left = [o.name for o in wanted if o.reading.end == "left"]
            frame.loc[frame["status"] == OK, left] = 0.0
        frame.insert(0, "scenario", name)
        frame.insert(1, "seed", [seed for seed, _ in at])
        frame.insert(2, "luck", [luck for _, luck in at])
        parts.append(frame)
    return pd.concat(parts, ignore_index=True)


def district(
    store: Store,
    runs: Mapping[str, Sequence[Run]],
    at: Sequence[tuple[int, int]],
    stages: Sequence[str],
    followed: Container[str],
) -> pd.DataFrame:
    """Return yearly measures by scenario, seed and stage, means over lucks; NaN where one of the runs is not there."""
    import pandas as pd

    parts, names = [], dict.fromkeys((*in_order("over time", followed), *horizons.measures(), "pupils"))
    for stage in stages:
        wanted = [outcomes.parse(f"{m}.{stage}") for m in names]
        for name, some in runs.items():
            series = store.series([run.key for run in some], wanted).set_index(["key", "year"])
            years = range(some[0].first_year, some[0].first_year + some[0].years)
            index = pd.MultiIndex.from_product([[run.key for run in some], years], names=["key", "year"])
            frame = series.reindex(index).reset_index().rename(columns={o.name: o.measure for o in wanted})
            seeds = {run.key: seed for run, (seed, _) in zip(some, at, strict=True)}
            frame = frame.assign(seed=frame["key"].map(seeds)).drop(columns="key")
            if len(at) > frame["seed"].nunique():
                frame = frame.groupby(["seed", "year"], as_index=False).mean(skipna=False)
            parts.append(frame.assign(arm=name, stage=stage))
    return pd.concat(parts, ignore_index=True)


def spent(
    store: Store, runs: Mapping[str, Sequence[Run]], at: Sequence[tuple[int, int]], stages: Sequence[str]
) -> pd.DataFrame:
    """Return what `Comparison.price` reads, by scenario, seed and year: means over lucks."""
    import pandas as pd

    named = {"cost.total": "yuan", "hours.total": "hours"}
    named |= {
        f"{m}.{s}": f"{short}.{s}" for m, short in (("mean_score", "points"), ("pupils", "pupils")) for s in stages
    }
    parts = []
    for name, some in runs.items():
        series = store.series([run.key for run in some], [outcomes.parse(n) for n in named]).rename(columns=named)
        seeds = {run.key: seed for run, (seed, _) in zip(some, at, strict=True)}
        frame = series.assign(seed=series["key"].map(seeds)).drop(columns="key")
        parts.append(frame.groupby(["seed", "year"], as_index=False).mean().assign(arm=name))
    return pd.concat(parts, ignore_index=True)
