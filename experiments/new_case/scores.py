"""Recorded achievement as a case takes it: means and spreads of scores by school, in SD of all pupils of the stage.

Points of one test cannot be compared with those of another, nor with the model's: a school is told by how many SD its mean
lies from that of all pupils of its stage. That SD comes from the spreads within schools and the differences between them,
schools weighted by their rolls, so that the pupils of a case differ in all as much as the model lets them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from experiments.new_case.provenance import Site, Told, is_known
from experiments.new_case.texts import COUNTED_ONE_BY_ONE
from experiments.new_case.texts import parts as texts
from sim.axes import COMPULSORY
from sim.case import OneStage
from sim.say import NOTHING

FEWEST_PUPILS = 5  # of a school, from whose scores a mean is taken
FEWEST_SCHOOLS = 5  # with a mean but no spread, from whose differences the spread of pupils can be told
USUAL_SHARE = 0.20  # of the variance of scores lies between schools (va_icc), where the records do not say how much
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """What is recorded of the scores of a school at a stage, in points."""

    site: Site
    mean: float
    sd: float | None  # within the school, n - 1 below the line
    tested: int
    roll: int


@dataclass(frozen=True, slots=True)
class Scale:
    """The recorded scores of a stage, and what they are in SD: from ``middle``, over ``sd``."""

    stage: str
    table: str  # schools or pupils
    marks: dict[str, Mark]  # by school
    middle: float  # points, mean of all pupils
    sd: float  # points, of all pupils; 0 where nobody differs
    assumed: bool  # the spread of pupils within schools is not recorded

    def z(self, points: float) -> float:
        """Return how many SD some points lie from the middle."""
        return (points - self.middle) / self.sd if self.sd > 0 else 0.0


def scales(told: Told, schools: list[Site]) -> dict[str, Scale]:
    """Return the recorded scores by stage: of the schools' rows or the table of pupils, whichever tells more."""
    out = {}
    for stage in COMPULSORY.names:
        here = [s for s in schools if stage in s.rows and s.rows[stage]["pupils"] > 0]
        rows, pupils = _of_rows(here, stage), _of_pupils(told, here, stage)
        by_rows = bool(rows) and (any(m.sd is not None for m in rows) or len(rows) > len(pupils))
        marks = rows if by_rows or not pupils else pupils
        if rows and pupils:
            told.say(texts.OTHER_TABLE["pupils" if by_rows else "schools"](stage=texts.STAGES[stage]))
        if marks and (found := _scale(told, stage, "schools" if marks is rows else "pupils", marks)) is not None:
            out[stage] = found
            _say(told, found, len(here))
    return out


def facts(told: Told, scale: Scale) -> dict[str, dict[str, Any]]:
    """Return what a case says of scores by school, and say where it is less than recorded."""
    out: dict[str, dict[str, Any]] = {}
    ends: dict[str, list[Site]] = {"score": [], "score_sd": []}
    for school, mark in scale.marks.items():
        own: dict[str, Any] = {"score": scale.z(mark.mean)}
        if mark.sd is not None and scale.sd > 0:
            own["score_sd"] = mark.sd / scale.sd
        for name, value in own.items():
            low, high = _limits(name)
            own[name] = round(min(max(value, low), high), DIGITS)
            if not low <= value <= high:
                ends[name].append(mark.site)
        if mark.tested < mark.roll:
            own["tested"] = mark.tested
        out[school] = own
    for name, sentence in texts.CLIPPED.items():
        low, high = _limits(name)
        told.say_of(ends[name], sentence, low=low, high=high)
    return out


def _limits(name: str) -> tuple[float, float]:
    """Return the least and the greatest value a case allows."""
    found = OneStage.model_fields[name].metadata
    return next(m.ge for m in found if hasattr(m, "ge")), next(m.le for m in found if hasattr(m, "le"))


def _of_rows(schools: Iterable[Site], stage: str) -> list[Mark]:
    """Return what the schools' rows record."""
    out = []
    for s in schools:
        row = s.rows[stage]
        if not is_known(row["mean_score"]):
            continue
        roll = int(row["pupils"])
        tested = min(int(row["tested"]), roll) if is_known(row["tested"]) else roll
        if tested > 0:
            sd = float(row["score_sd"]) if is_known(row["score_sd"]) and tested > 1 else None
            out.append(Mark(s, float(row["mean_score"]), sd, tested, roll))
    return out


def _of_pupils(told: Told, schools: Iterable[Site], stage: str) -> list[Mark]:
    """Return what the table of pupils records; each grade counts in SD of its own, put back into points of the stage."""
    pupils = told.records.pupils
    if pupils is None or not told.records.has("pupils", "score"):
        return []
    here = pupils[(pupils["stage"] == stage) & pupils["score"].notna()]
    if here.empty:
        return []
    by_grade = here.groupby("grade")["score"]
    middle, sd = here["score"].mean(), float(np.sqrt((by_grade.var(ddof=0) * by_grade.size()).sum() / len(here)))
    off = (here["score"] - by_grade.transform("mean")) / by_grade.transform(lambda x: x.std(ddof=0) or 1.0)
    found = (middle + sd * off).groupby(here["school"]).agg(["mean", "std", "size"])
    by_id = {s.id: s for s in schools}
    return [
        Mark(by_id[str(i)], float(mean), float(spread), min(int(n), roll), roll)
        for i, mean, spread, n in found.itertuples()
        if str(i) in by_id and n >= FEWEST_PUPILS and (roll := int(by_id[str(i)].rows[stage]["pupils"]))
    ]


def _scale(told: Told, stage: str, table: str, marks: list[Mark]) -> Scale | None:
    """Return the scale of a stage; None, and a sentence, where the records do not give one."""
    spread = [m for m in marks if m.sd is not None]
    if len(marks) < (2 if spread else FEWEST_SCHOOLS):
        why = texts.ONE_SCHOOL_ONLY if len(marks) == 1 else texts.FEW_SCHOOLS
        told.say_of([m.site for m in marks], why, stage=texts.STAGES[stage])
        return None
    mean, roll = np.array([m.mean for m in marks]), np.array([m.roll for m in marks], np.float64)
    middle = float(np.average(mean, weights=roll))
    between = float(np.average((mean - middle) ** 2, weights=roll))
    if spread:
        inner = float(np.average([(m.sd or 0.0) ** 2 for m in spread], weights=[m.roll for m in spread]))
        sd = math.sqrt(between + inner)
    else:
        sd = math.sqrt(between / USUAL_SHARE)
    return Scale(stage, table, {m.site.id: m for m in marks}, middle, sd, not spread)


def _say(told: Told, scale: Scale, n_schools: int) -> None:
    """Cite what the scores are made of, and say what is assumed about them."""
    stage, marks = scale.stage, list(scale.marks.values())
    named = texts.STAGES[stage]
    grades = texts.GRADE_SD() if scale.table == "pupils" else NOTHING
    guess = texts.SPREAD_ASSUMED(share=USUAL_SHARE) if scale.assumed else NOTHING
    less = texts.LESS_MEAN(middle=scale.middle, sd=scale.sd, grades=grades, guess=guess)
    mean, sd = ("mean_score", "score_sd") if scale.table == "schools" else ("score", "score")
    told.cite(f"schools.*.{stage}.score", mean, table=scale.table, but=less)
    told.cite(f"schools.*.{stage}.score_sd", sd, table=scale.table, but=texts.OVER_SD(sd=scale.sd, grades=grades))
    if scale.table == "schools":
        told.cite(f"schools.*.{stage}.tested", "tested")
    else:
        told.cite(f"schools.*.{stage}.tested", "score", table="pupils", but=COUNTED_ONE_BY_ONE())
    told.say(texts.ONE_SD(stage=named, n=len(marks), sd=scale.sd))
    if scale.assumed:
        told.say(texts.NO_SPREAD(stage=named, share=USUAL_SHARE))
    else:
        told.say_of([m.site for m in marks if m.sd is None], texts.SPREAD_DRAWN, stage=named)
    if len(marks) < n_schools:
        told.say(texts.SOME_WITHOUT(stage=named, n=n_schools - len(marks), all=n_schools))
    told.say(texts.WHO_MEETS())
