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
from sim.axes import COMPULSORY
from sim.case import OneStage

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
            other = "scores in the table of pupils" if by_rows else "mean scores in the table of schools"
            told.say(f"Not used at the {stage} stage: {other}, because the other table tells more of its schools.")
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
    for name, what in (("score", "Mean scores"), ("score_sd", "Spreads of scores within the school")):
        low, high = _limits(name)
        told.say_of(ends[name], f"{what} beyond {low:g} to {high:g} SD are taken as the nearer of the two, at {{}}.")
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
        why = "one school has them" if len(marks) == 1 else "they are few, and their spread within schools is not known"
        told.say_of([m.site for m in marks], f"Scores at the {stage} stage are not used, because {why}: {{}}.")
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
    unit = f"{scale.sd:.4g} points, the SD of all pupils of the stage (schools weighted by rolls)"
    less = f", less {scale.middle:.4g} points, the mean of the stage, over {unit}"
    grades = "; each grade in SD of its own" if scale.table == "pupils" else ""
    mean, sd = ("mean_score", "score_sd") if scale.table == "schools" else ("score", "score")
    guess = f"; the spread within schools is assumed, {USUAL_SHARE:g} of the variance lying between them"
    told.cite(f"schools.*.{stage}.score", mean, table=scale.table, but=less + grades + (guess if scale.assumed else ""))
    told.cite(f"schools.*.{stage}.score_sd", sd, table=scale.table, but=f", over {unit}{grades}")
    if scale.table == "schools":
        told.cite(f"schools.*.{stage}.tested", "tested")
    else:
        told.cite(f"schools.*.{stage}.tested", "score", table="pupils", but=", counted")
    told.say(
        f"Scores at the {stage} stage ({len(marks)} schools): {scale.sd:.4g} points, the SD of its pupils, are one SD of the "
        "model's pupils; every grade of a school stands as those tested, and who is ahead within it is drawn."
    )
    if scale.assumed:
        told.say(
            f"The spread of scores within schools at the {stage} stage is assumed, because the records hold none: so wide that "
            f"{USUAL_SHARE:g} of the variance lies between schools, as was found at a senior-high entrance examination (va_icc)."
        )
    else:
        told.say_of(
            [m.site for m in marks if m.sd is None],
            f"The spread of scores within the school at the {stage} stage is drawn, because it is not recorded, at {{}}.",
        )
    if len(marks) < n_schools:
        told.say(
            f"Scores at the {stage} stage are not recorded at {n_schools - len(marks)} of {n_schools} schools, whose pupils are "
            "drawn; the mean of those recorded is taken as that of all."
        )
    told.say(
        "Scores are met by the pupils of the first day; for those who come later the families and children around schools are "
        "corrected as the scores let expect, and teachers are not: gaps that are not of intake close with the years."
    )
