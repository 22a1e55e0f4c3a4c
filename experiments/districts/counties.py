"""Many districts: a table of counties, each with and without its reforms on shared seeds, through one store.

What all counties together would take is extrapolated from the seconds of the runs themselves: a run costs a fixed part per
school year, and a part per pupil and school year.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments import Refused
from experiments.districts import texts
from experiments.runs.definition import Run, make_run, source_of, with_seed
from experiments.runs.outcomes import Outcome
from experiments.runs.outcomes import asked as kept
from experiments.statistics import paired
from experiments.statistics.random_effects import EffectSummary, shrunken, summary
from experiments.terminal import stopping
from sim import system
from sim.case import Case, CaseError, case_files, load_case
from sim.param import nearest
from sim.synthetic import synthetic_case

if TYPE_CHECKING:
    import pandas as pd

    from experiments.store.store import Store

COLUMNS = ("id", "case", "pupils", "seed", "groups")
COUNTIES, PUPILS, PROVINCES = 2_900, 150_000_000, 31  # of the nation: about, counties and pupils of compulsory schools
MEAN = PUPILS / COUNTIES
SPREAD = 0.6  # of the logarithm of pupils between synthetic counties; assumed
SMALLEST, LARGEST = 2_000, 5_000_000  # pupils of a synthetic county
PROCESSORS = (2, 64, 1_000)  # for which the time of a nation is told
ARMS = ("baseline", "reform")


@dataclass(frozen=True, slots=True)
class SampledDistrict:
    """A county: a case by name or path, or a synthetic one by pupils and seed."""

    id: str
    case: str | None = None
    pupils: int | None = None
    seed: int = 1
    groups: bool = True

    def load(self) -> Case:
        """Return its case."""
        if self.case is not None:
            return load_case(self.case)
        return synthetic_case(self.pupils or 0, seed=self.seed, groups=self.groups, id=self.id)


class Wanted(NamedTuple):
    """A run of a district, by its key."""

    district: str
    pupils: int
    schools: int
    groups: int
    arm: str
    seed: int
    years: int
    key: str


def synthetic(n: int, *, seed: int = 1) -> list[SampledDistrict]:
    """Return counties whose pupils scatter about the nation's mean; the first are the same however many there are."""
    out = []
    for i in range(n):
        z = np.random.default_rng(np.random.SeedSequence([seed, i])).normal()
        pupils = int(np.clip(MEAN * np.exp(SPREAD * z - SPREAD**2 / 2), SMALLEST, LARGEST))
        out.append(SampledDistrict(f"county-{i + 1:04d}", pupils=pupils, seed=seed + i))
    return out


def read_table(path: str) -> list[SampledDistrict]:
    """Return the counties of a CSV table with the columns id and case, or id and pupils (and seed, groups).

    Raises
    ------
    Refused
        With one sentence per row that cannot be read.
    """
    file = Path(path)
    try:
        with file.open(newline="", encoding="utf-8-sig") as content:
            reader = csv.DictReader(content)
            rows, columns = list(reader), list(reader.fieldnames or [])
    except OSError as error:
        raise Refused(texts.CANNOT_READ(path=path, why=system.why(error))) from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise Refused(texts.NO_TABLE(path=path, why=error)) from None
    messages: list[str] = [
        texts.UNKNOWN_COLUMN(path=path, column=c, near=nearest(c, COLUMNS)) for c in columns if c not in COLUMNS
    ]
    if "id" not in columns or not {"case", "pupils"} & set(columns):
        messages.append(texts.COLUMNS(path=path, columns=columns or texts.NONE))
    if messages:
        raise Refused(*messages)
    found: dict[str, SampledDistrict] = {}
    for line, row in enumerate(rows, 2):
        try:
            district = _read({k: (v or "").strip() for k, v in row.items() if k}, file.parent)
            if district.id in found:
                raise ValueError(texts.ID_TWICE(id=district.id))
            found[district.id] = district
        except (ValueError, CaseError) as error:
            messages.append(texts.AT_LINE(path=path, line=line, what=error.args[0]))
    if messages or not found:
        raise Refused(*(messages or [texts.EMPTY(path=path)]))
    return list(found.values())


def _read(row: dict[str, str], folder: Path) -> SampledDistrict:
    name, case, pupils = row["id"], row.get("case", ""), row.get("pupils", "")
    if not name:
        raise ValueError(texts.NO_ID())
    if bool(case) == bool(pupils):
        raise ValueError(texts.CASE_OR_PUPILS(id=name))
    if case:
        path = case if case in case_files() else str(folder / case)
        load_case(path)
        return SampledDistrict(name, case=path)
    if not pupils.isdecimal() or not SMALLEST <= int(pupils) <= LARGEST:
        raise ValueError(texts.PUPILS_OUT(value=repr(pupils), low=SMALLEST, high=LARGEST))
    seed, groups = row.get("seed") or "1", (row.get("groups") or "true").lower()
    if not seed.isdecimal():
        raise ValueError(texts.NO_SEED(value=repr(seed)))
    if groups not in {"true", "false"}:
        raise ValueError(texts.NO_FLAG(value=repr(groups)))
    return SampledDistrict(name, pupils=int(pupils), seed=int(seed), groups=groups == "true")


def plan(
    districts: Sequence[SampledDistrict],
    seeds: Sequence[int],
    years: int,
    outcomes: Sequence[Outcome],
    wanted: list[Wanted],
) -> Iterator[Run]:
    """Yield every run, district by district, and note each in ``wanted``."""
    for district in districts:
        case = district.load()
        for outcome in outcomes:
            outcome.check(case, years, has_baseline=False)
        source, asked = source_of(case), kept(outcomes)
        taught = [s for s in case.schools if s.kind.teaches]
        size = (
            sum(s.pupils for s in taught if s.opens is None or s.opens <= case.start_year),
            len(taught),
            len(case.groups),
        )
        for arm in ARMS:
            first = make_run(source, seed=0, years=years, reforms=arm == "reform", asked=asked)
            for seed in seeds:
                stopping.here()
                run = with_seed(first, seed)
                wanted.append(Wanted(district.id, *size, arm, seed, years, run.key))
                yield run


def collect(store: Store, wanted: Sequence[Wanted], outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Return a row per wanted run: what it is, how it ended, seconds, memory, and outcomes (NaN where it is not ok)."""
    import pandas as pd

    frame = pd.DataFrame(wanted, columns=list(Wanted._fields))
    keys = list(dict.fromkeys(frame["key"]))
    found = store.frame(keys, outcomes)
    work = store.work(keys)
    for i, column in enumerate(("seconds", "peak")):
        some = [work[key][i] if status == "ok" else None for key, status in found["status"].items()]
        found[column] = pd.Series(some, index=found.index, dtype="float64")
    return frame.join(found, on="key")


def by_district(runs: pd.DataFrame, outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Return a row per district and outcome: both arms, their paired difference over seeds, and it drawn to the mean.

    ``shrunken`` is the better guess at a single district: the luck of its few seeds is taken off (`random_effects`).
    """
    import pandas as pd

    rows = []
    for name, part in runs.groupby("district", sort=False):
        first = part.iloc[0]
        for outcome in outcomes:
            sides = part.pivot(index="seed", columns="arm", values=outcome.name)
            pair = paired.pair(sides["baseline"].to_numpy(), sides["reform"].to_numpy())
            size = (first["pupils"], first["schools"], first["groups"])
            variance = pair.sd_paired**2 / pair.n if pair.n > 1 else float("nan")
            rows.append(
                (
                    name,
                    *size,
                    outcome.name,
                    pair.n,
                    pair.baseline,
                    pair.reform,
                    pair.difference,
                    pair.low,
                    pair.high,
                    variance,
                )
            )
    columns = [
        "district", "pupils", "schools", "groups", "outcome", "n", "baseline", "reform", "difference", "low", "high",
        "variance",
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    for outcome in outcomes:
        here = table["outcome"] == outcome.name
        d, v = (table.loc[here, c].to_numpy(np.float64) for c in ("difference", "variance"))
        for column, values in zip(("shrunken", "shrunken_low", "shrunken_high"), shrunken(d, v), strict=True):
            table.loc[here, column] = values
    return table


def over_districts(table: pd.DataFrame) -> pd.DataFrame:
    """Return a row per outcome: the random-effects summary over districts, and the mean weighted by their pupils."""
    import pandas as pd

    rows = []
    for outcome, part in table.groupby("outcome", sort=False):
        d, v, pupils = (part[c].to_numpy(np.float64) for c in ("difference", "variance", "pupils"))
        known = np.isfinite(d)
        if known.any():
            rows.append({"outcome": outcome, **summary(d, v)._asdict(),
                         "mean_pupil": float(np.average(d[known], weights=pupils[known]))})  # fmt: skip
    return pd.DataFrame(rows, columns=["outcome", *EffectSummary._fields, "mean_pupil"])


class RunSeconds(NamedTuple):
    """Seconds of one processor for one run, fitted to the runs there are."""

    per_year: float  # of any district
    per_pupil_year: float
    runs: int  # it rests on

    def seconds(self, counties: float, pupils: float, years: int) -> float:
        """Return the seconds of one run of each of some counties with some pupils altogether."""
        return years * (counties * self.per_year + pupils * self.per_pupil_year)


def price(pupils: NDArray[np.float64], years: NDArray[np.float64], seconds: NDArray[np.float64]) -> RunSeconds:
    """Fit the seconds of runs by what a school year and a pupil's school year cost, neither below nothing."""
    from scipy.optimize import nnls

    known = np.isfinite(seconds)
    design = np.column_stack([years, pupils * years])[known]
    scale = design.max(0, initial=1.0)
    found, _ = nnls(design / scale, seconds[known])
    per_year, per_pupil_year = found / scale
    return RunSeconds(float(per_year), float(per_pupil_year), int(known.sum()))


def scale_up(runs: pd.DataFrame, years: int, replications: int) -> pd.DataFrame:
    """Return what these districts, an average province and the nation take: runs, hours of one processor and of more."""
    import pandas as pd

    per_district = runs.drop_duplicates("district")
    fitted = price(*(runs[c].to_numpy(np.float64) for c in ("pupils", "years", "seconds")))
    places = {
        "these districts": (len(per_district), float(per_district["pupils"].sum())),
        "an average province": (COUNTIES / PROVINCES, PUPILS / PROVINCES),
        "the nation": (COUNTIES, PUPILS),
    }
    rows = []
    for place, (counties, pupils) in places.items():
        n = len(ARMS) * replications
        hours = n * fitted.seconds(counties, pupils, years) / 3600
        rows.append(
            (place, round(counties), round(pupils), round(counties * n), years, hours, *(hours / p for p in PROCESSORS))
        )
    columns = ["place", "counties", "pupils", "runs", "years", "hours_1", *(f"hours_{p}" for p in PROCESSORS)]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.assign(seconds_per_year=fitted.per_year, microseconds_per_pupil_year=1e6 * fitted.per_pupil_year)
