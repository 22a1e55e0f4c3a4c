"""How far the first day of a case has the achievement that was recorded: a row per school and stage, and what holds for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.new_case.draft import Draft
from experiments.new_case.scores import USUAL_SHARE, Scale
from experiments.new_case.texts import parts as texts
from experiments.terminal.languages import aligned
from experiments.words.phrases import DASH, number
from sim.axes import STAGES
from sim.equity import multilevel
from sim.equity.spread import weighted_mean
from sim.model import DistrictModel
from sim.population.achievement import Places, places, whole
from sim.say import NOTHING
from sim.state import Array

if TYPE_CHECKING:
    import pandas as pd

    from experiments.records.columns import Records
    from sim.world import World

SEED = 1  # the one `edugroup run` takes; the fit is as good with any
WIDTHS = (6, 10, 8, 8, 8)  # of the columns of numbers on a terminal
SHOWN = 8  # schools printed of each stage, worst first; all are in the file of --fit


class FitRow(NamedTuple):
    """A school at a stage: what was recorded of its scores and what the first day has, in points of the records."""

    id: str
    name: str
    stage: str
    pupils: int
    tested: int
    recorded: float  # mean
    modelled: float
    recorded_sd: float  # NaN where not recorded
    modelled_sd: float

    @property
    def off(self) -> float:
        """How far the means lie apart, in points."""
        return abs(self.modelled - self.recorded)


@dataclass(frozen=True, slots=True)
class StageFit:
    """The fit of a stage: its schools, and the measures that need all of them."""

    scale: Scale
    rows: tuple[FitRow, ...]
    correlation: float  # of recorded with modelled means, schools weighted by pupils; NaN where nothing differs
    recorded_icc: float  # NaN where spreads are not recorded
    modelled_icc: float
    recorded_ses: float  # correlation of scores with family background; NaN where not recorded
    modelled_ses: float


def fit(found: Draft, records: Records) -> list[StageFit]:
    """Return the fit of each stage with recorded scores, on the first day of a run."""
    if not found.scores:
        return []
    world = DistrictModel(found.case, rng=SEED, record=False).world
    here = places(world)
    middle, total = whole(world, here)
    return [_stage(scale, world, here, middle, total, records) for scale in found.scores.values()]


def _stage(scale: Scale, world: World, here: Places, middle: Array, total: Array, records: Records) -> StageFit:
    stage, error = STAGES.code(scale.stage), world.settings.params.tests.noise
    at = np.array([2 * world.names.school_row[i] + stage for i in scale.marks])
    marks = list(scale.marks.values())
    points = scale.sd or 1.0
    mean = scale.middle + points * (here.mean[at] - middle[at]) / total[at]
    sd = points * np.sqrt(here.sd[at] ** 2 + error**2) / total[at]
    rows = tuple(
        FitRow(
            m.site.id, m.site.name, scale.stage, int(n), m.tested, m.mean, float(x), np.nan if m.sd is None else m.sd, float(s),
        )
        for m, n, x, s in zip(marks, here.heads[at], mean, sd, strict=True)
    )  # fmt: skip
    tested = np.array([m.tested for m in marks], np.float64)
    known = np.array([m.sd is not None for m in marks])
    recorded = np.array([m.mean for m in marks])
    inner = np.array([(m.sd or 0.0) ** 2 for m in marks])
    return StageFit(
        scale, rows, _correlation(recorded, mean, here.heads[at]),
        _icc(recorded[known], np.maximum(tested[known] - 1, 0) * inner[known], tested[known]),
        _icc(mean, here.heads[at] * sd**2, here.heads[at]),
        _recorded_ses(scale, records), _modelled_ses(world, np.isin(here.of, at)),
    )  # fmt: skip


def _icc(mean: Array, inner: Array, n: Array) -> float:
    """Return the share between schools (ANOVA) from means, inner sums of squares and sizes."""
    return multilevel.icc(n * mean, inner + n * mean**2, n)


def _recorded_ses(scale: Scale, records: Records) -> float:
    """Return how scores, each grade in SD of its own, go with family background among the pupils of the table."""
    pupils = records.pupils
    if scale.table != "pupils" or pupils is None:
        return float("nan")
    known = pupils[(pupils["stage"] == scale.stage) & pupils["score"].notna() & pupils["ses"].notna()]
    score = known.groupby("grade")["score"].transform(lambda x: (x - x.mean()) / (x.std(ddof=0) or 1.0))
    return _correlation(score.to_numpy(np.float64), known["ses"].to_numpy(np.float64), np.ones(len(known)))


def _modelled_ses(world: World, here: Array) -> float:
    """Return the same of the pupils of some places, the error of a test allowed for."""
    s, rows = world.students, world.live_students()[here]
    value = (s.trait[rows] + s.fading[rows]).astype(np.float64)
    error = world.settings.params.tests.noise
    reliable = np.sqrt(value.var() / (value.var() + error**2))
    return float(reliable) * _correlation(value, s.ses[rows].astype(np.float64), np.ones(rows.size))


def _correlation(x: Array, y: Array, weight: Array) -> float:
    if not weight.sum():
        return float("nan")
    dx, dy = x - weighted_mean(x, weight), y - weighted_mean(y, weight)
    below = np.sqrt((weight * dx**2).sum() * (weight * dy**2).sum())
    return float((weight * dx * dy).sum() / below) if below > 0 else float("nan")


def table(fits: list[StageFit]) -> pd.DataFrame:
    """Return all schools as a frame, points with the columns of the records."""
    import pandas as pd

    frame = pd.DataFrame([row for f in fits for row in f.rows], columns=FitRow._fields)
    frame.insert(7, "difference", frame["modelled"] - frame["recorded"])
    return frame


def lines(fits: list[StageFit]) -> Iterator[str]:
    """Yield the fit for a terminal: each stage as a whole, then its schools, those farthest off first."""
    for f in fits:
        correlation = NOTHING if np.isnan(f.correlation) else texts.CORRELATION(r=number(f.correlation, 3))
        share = texts.ASSUMED_SHARE(share=USUAL_SHARE) if f.scale.assumed else number(f.recorded_icc, 3)
        worst = max(row.off for row in f.rows)
        yield texts.STAGE_FIT(
            stage=texts.STAGES[f.scale.stage], n=len(f.rows), table=texts.TABLES[f.scale.table], correlation=correlation,
            recorded=share, modelled=number(f.modelled_icc, 3), worst=number(worst, 2),
        )  # fmt: skip
        if not np.isnan(f.recorded_ses):
            yield texts.SES_FIT(recorded=number(f.recorded_ses), modelled=number(f.modelled_ses))
        yield _line([head() for head in texts.FIT_HEADS])
        ranked = sorted(f.rows, key=lambda row: (-round(row.off, 2), -abs(row.recorded - f.scale.middle), row.id))
        for row in ranked[:SHOWN]:
            sd = DASH if np.isnan(row.recorded_sd) else number(row.recorded_sd, 2)
            yield _line([
                row.id, str(row.pupils), number(row.recorded), number(row.modelled), sd, number(row.modelled_sd), row.name,
            ])  # fmt: skip
        if (more := len(f.rows) - SHOWN) > 0:
            yield texts.MORE_FITS(n=more)


def _line(cells: Sequence[str]) -> str:
    first, *middle, last = cells
    return " ".join(
        [
            f" {aligned(first, 14)}",
            *(aligned(c, w, right=True) for c, w in zip(middle, WIDTHS, strict=True)),
            f" {last}",
        ]
    )
