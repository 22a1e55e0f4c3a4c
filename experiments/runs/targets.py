"""What a district should look like on the first day, and whether a run does: the targets V3, V4 and V5.

The targets are facts about real districts; nothing in the model is fitted to them while it runs. Two counties published
all seven resource indicators: Jiujiang (Wuhu, Anhui) 2023, primary only, which passed the inspection, and Ningguo (Anhui)
2022, both stages, which did not. The band of an indicator runs from one to the other; a missing junior value of Jiujiang is
taken from its primary schools.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from experiments.runs import texts
from experiments.words.labels import INDICATORS, STAGES
from sim.equity.metric import decimals
from sim.say import Said

if TYPE_CHECKING:
    import pandas as pd

    from experiments.runs.results import Results

JIUJIANG = (0.298, 0.502, 0.402, 0.288, 0.375, 0.313, 0.394)
NINGGUO = {
    "primary": (0.677, 0.674, 0.618, 0.519, 0.597, 0.167, 0.759),
    "junior": (0.542, 1.055, 0.507, 0.587, 0.686, 0.254, 0.496),
}
ICC = (0.15, 0.30)  # share of the variance of scores that lies between schools of a district
SES = (0.20, 0.30)  # correlation of family background and score
RANK = 3  # "among the highest" of seven


class Check(NamedTuple):
    """One target, and what the first school year shows."""

    target: str
    what: Said
    stage: str
    low: float
    high: float
    values: tuple[float, ...]  # by seed
    digits: int  # decimals it is told with

    @property
    def zh(self) -> str:
        """What it is, in Chinese."""
        return self.what.zh

    @property
    def value(self) -> float:
        """The mean over seeds."""
        return float(np.mean(self.values))

    @property
    def least(self) -> float:
        """The least over seeds."""
        return min(self.values)

    @property
    def most(self) -> float:
        """The most over seeds."""
        return max(self.values)

    @property
    def passed(self) -> bool:
        """Whether the mean over seeds lies in the band."""
        return self.low <= self.value <= self.high


def checks(results: Results) -> list[Check]:
    """Return every target with the values of the first school year, in the first arm."""
    frame = results.district
    first = frame[(frame["year"] == results.years[0]) & (frame["arm"] == results.arms[0])]
    out = []
    for stage in STAGES:
        here = first[first["stage"] == stage]
        cvs = here[[f"cv_{name}" for name in INDICATORS]]
        for i, (name, words) in enumerate(INDICATORS.items()):
            low, high = sorted((JIUJIANG[i], NINGGUO[stage][i]))
            out.append(_check("V3", texts.CV(code=name, indicator=words), stage, low, high, cvs[f"cv_{name}"]))
        rank = cvs.rank(axis=1, ascending=False)["cv_L2"]
        out.append(_check("V3", texts.RANK(), stage, 1, RANK, rank, "rank"))
        out.append(_check("V4", texts.BETWEEN_SHARE(), stage, *ICC, here["between_share"]))
        out.append(_check("V5", texts.SES_CORRELATION(), stage, *SES, here["ses_correlation"]))
    return sorted(out, key=lambda c: c.target)


def _check(
    target: str, what: Said, stage: str, low: float, high: float, values: pd.Series, unit: str = "share"
) -> Check:
    return Check(target, what, stage, low, high, tuple(values.tolist()), decimals(unit))
