"""What kind of school and families: the standing of schools, and the background and migrants of those around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import numpy as np

from experiments.new_case import texts
from experiments.new_case.provenance import Site, Told, is_known
from experiments.new_case.scores import Scale
from sim.axes import COMPULSORY
from sim.equity.spread import weighted_mean

FEWEST = 5  # schools of a stage, or pupils of a school, from which a mean is taken
FAR = 1.0  # SD between schools by which a strong (weak) one lies above (below) the mean


def levels(
    told: Told, schools: list[Site], known: dict[tuple[str, str], dict[str, Any]], scales: Mapping[str, Scale]
) -> dict[str, str]:
    """Return the standing of each school: as the records give it, or by scores or backbone teachers, or ordinary."""
    given = {s.id: s.text("level") for s in schools}
    basis: dict[str, str] = {}
    above: dict[str, list[float]] = defaultdict(list)
    few: set[str] = set()  # schools of whose kind too few are known
    for stage in COMPULSORY.names:
        here = [s for s in schools if stage in s.rows]
        for what in texts.BASES:
            values = {s.id: v for s in here if (v := _quality(s, stage, what, scales, known)) is not None}
            if len(values) >= FEWEST:
                roll = [int(s.rows[stage]["pupils"]) for s in here if s.id in values]
                for school, z in zip(values, _z(list(values.values()), roll), strict=True):
                    above[school].append(z)
                    basis[school] = what
                break
            few.update(values)
        few.update(s.id for s in here if is_known(s.rows[stage]["mean_score"]))  # of too few, no scale is made
    out = {}
    for s in schools:
        z = float(np.mean(above[s.id])) if above[s.id] else 0.0
        out[s.id] = given[s.id] or ("strong" if z >= FAR else "weak" if z <= -FAR else "ordinary")
    for what, sentence in texts.BASES.items():
        told.say_of([s for s in schools if not given[s.id] and basis.get(s.id) == what], sentence, far=FAR)
    plain = [s for s in schools if not given[s.id] and s.id not in basis and s.stage != "kindergarten"]
    told.say_of([s for s in plain if s.id not in few], texts.ORDINARY)
    told.say_of([s for s in plain if s.id in few], texts.TOO_FEW, few=FEWEST)
    return out


def _z(values: list[float], roll: list[int]) -> list[float]:
    """Return how far values lie from their mean in standard deviations, both weighted by pupils."""
    x, w = np.array(values, np.float64), np.array(roll, np.float64)
    off = x - weighted_mean(x, w)
    sd = np.sqrt(weighted_mean(off**2, w))
    return [float(z) for z in (off / sd if sd > 0 else off * 0)]


def _quality(
    site: Site, stage: str, what: str, scales: Mapping[str, Scale], known: dict[tuple[str, str], dict[str, Any]]
) -> float | None:
    if what == "mean_score":
        mark = scales[stage].marks.get(site.id) if stage in scales else None
        return None if mark is None else mark.mean
    staff = known.get((site.id, stage), {})
    return staff["backbone"] / staff["teachers"] if staff.get("teachers") and "backbone" in staff else None


def backgrounds(told: Told, schools: list[Site]) -> dict[str, float]:
    """Return the mean family background of the pupils of schools, in SD of all pupils of the table, where it is known."""
    pupils = told.records.pupils
    if pupils is None:
        return {}
    ses = pupils.dropna(subset="ses")
    if len(ses) < FEWEST or not ses["ses"].std(ddof=0):
        return {}
    z = (ses["ses"] - ses["ses"].mean()) / ses["ses"].std(ddof=0)
    found = z.groupby(ses["school"]).agg(["mean", "size"])
    ids = {s.id for s in schools}
    out = {str(i): float(np.clip(m, -3, 3)) for i, m, n in found.itertuples() if n >= FEWEST and i in ids}
    told.say(texts.SES_OF_PUPILS(n=len(ses)))
    return out


def migrants(told: Told, schools: list[Site]) -> dict[str, float]:
    """Return the share of migrant children of schools where it is known, from their rows or a table of pupils."""
    out: dict[str, float] = {}
    for s in schools:
        rows = [r for r in s.rows.values() if is_known(r["migrants"])]
        if total := sum(r["pupils"] for r in rows):
            out[s.id] = float(sum(r["migrants"] for r in rows) / total)
    pupils = told.records.pupils
    if pupils is not None and told.records.has("pupils", "migrant"):
        share = pupils.dropna(subset="migrant").groupby("school")["migrant"].agg(["mean", "size"])
        for school, mean, n in share.itertuples():
            if n >= FEWEST:
                out.setdefault(str(school), float(mean))
    return out
