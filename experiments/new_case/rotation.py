"""The rotation the records count, as the instrument of a case: what it will rotate is measured, not hoped for.

The model rotates teachers inside groups, and not every teacher who is named finds a partner, so a share set is not a share
met. The case is run for a few years, its measure (``rotation_share``: of all eligible teachers of the district, those who began a
rotation) is compared with the count, and the share set is scaled until both agree or the model takes no more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from experiments.new_case.provenance import Site, Told, is_known
from experiments.records.staff import staff_counts
from sim.case import Case
from sim.equity.staffing import SUMS, sums
from sim.instruments.rotation import Rotation
from sim.model import DistrictModel
from sim.param import declared
from sim.roles import roles

COUNTS = ("eligible", "rotated", "rotated_backbone")
SHARE, BACKBONE = "rotation.annual_share", "rotation.backbone_share"
YEARS, SEED, TURNS = 5, 1, 4  # of the runs in which it is measured; how often the share is scaled
NEAR = 0.05  # of the counted share: near enough, as teachers come in whole numbers


@dataclass(frozen=True, slots=True)
class CountedRotation:
    """Teachers counted: eligible and rotated in the district, and those rotated at schools of groups."""

    eligible: float
    rotated: float
    inside: float
    inside_eligible: float
    backbone: float  # of those rotated at schools of groups

    @property
    def wanted(self) -> float:
        """What the case shall rotate, of all who are eligible."""
        return self.inside / self.eligible


def counted(told: Told, schools: list[Site], grouped: set[str]) -> CountedRotation | None:
    """Return what the rows of schools, or where these are empty the table of teachers, count; None where nothing is rotated."""
    records, by_table = told.records, {}
    if records.teachers is not None:
        frame = staff_counts(records.schools, records.teachers, records.given["teachers"], year=records.year)
        keys = zip(records.schools["id"], records.schools["stage"], strict=True)
        by_table = dict(zip(keys, frame[list(COUNTS)].to_dict("records"), strict=True))
    total = {(name, where): 0.0 for name in COUNTS for where in ("all", "inside")}
    for s in schools:
        for stage, row in s.rows.items():
            for name in COUNTS:
                here = row[name] if is_known(row[name]) else by_table.get((s.id, stage), {}).get(name, 0.0)
                if is_known(here):
                    total[name, "all"] += here
                    total[name, "inside"] += here if s.id in grouped else 0.0
    if not total["rotated", "all"] or not total["eligible", "all"]:
        return None
    of = {name: "table of teachers" if not records.has("schools", name) else "" for name in COUNTS}
    for key, columns in ((SHARE, ("rotated", "eligible")), (BACKBONE, ("rotated_backbone", "rotated"))):
        table = "teachers" if of[columns[0]] and records.teachers is not None else "schools"
        names = columns if table == "schools" else (("rotated", "since") if key == SHARE else ("rotated", "honour"))
        scaled = "; scaled until the case rotates as many by its own measure" if key == SHARE else ""
        told.cite(f"reforms.*.set.{key}", *names, table=table, but=f", sums over schools of groups{scaled}")
    return CountedRotation(
        total["eligible", "all"], total["rotated", "all"], total["rotated", "inside"], total["eligible", "inside"],
        total["rotated_backbone", "inside"],
    )  # fmt: skip


def reforms(told: Told, found: CountedRotation | None, year: int) -> list[dict[str, Any]]:
    """Return the reform that goes on with the rotation inside groups; none where none is counted there."""
    rest = "no other instrument is switched on: the records do not say which are in use (see [[reforms]])."
    if found is None:
        told.say(f"No instrument of group schooling is switched on{rest[len('no other instrument is switched on') :]}")
        return []
    if not found.inside:
        told.say(
            f"Rotation is not switched on: {found.rotated:g} of {found.eligible:g} eligible teachers rotated, none of them at a "
            f"school of a group, and the model rotates teachers inside groups alone; {rest}"
        )
        return []
    values: dict[str, Any] = {"rotation.on": True}
    shares = {SHARE: found.inside / (found.inside_eligible or found.eligible), BACKBONE: found.backbone / found.inside}
    for key, share in shares.items():
        values[key] = _within(key, share)
        if key == BACKBONE and share > _most(key):
            told.say(f"{key} is {_most(key):g}, the most the model takes; the records count {share:.2f}.")
    words = {"zh": "交流轮岗(据统计数据)", "en": "Rotation as counted"}
    return [{"date": str(year), **words, "set": values}]


def fitted(told: Told, found: CountedRotation, reform: dict[str, Any], make: Callable[[], Case]) -> None:
    """Scale the share of a reform until the case that ``make`` returns rotates as counted, and say what it rotates."""
    values, best = reform["set"], (float("inf"), 0.0, 0.0)
    for _ in range(TURNS):
        share = values[SHARE]
        shown = measured(make())
        best = min(best, (abs(shown - found.wanted), share, shown))
        if abs(shown - found.wanted) <= NEAR * found.wanted or not shown:
            break
        values[SHARE] = _within(SHARE, share * found.wanted / shown)
        if values[SHARE] == share:
            break
    _, values[SHARE], shown = best
    _say(told, found, values[SHARE], shown)


def measured(case: Case) -> float:
    """Return the share of eligible teachers of the district who began a rotation a year, over the first years of a case."""
    model = DistrictModel(case, rng=SEED, years=YEARS, record=False)
    went = could = 0.0
    while model.running:
        model.step()
        if not model.world.is_autumn:  # moved in the term that has just ended
            table = sums(model.world, roles(model.world))
            went += float(table[:, SUMS.index("rotated")].sum())
            could += float(table[:, SUMS.index("eligible")].sum())
    return went / could if could else 0.0


def _say(told: Told, found: CountedRotation, share: float, shown: float) -> None:
    outside = found.rotated - found.inside
    left = f", {outside:g} of them at schools outside groups, where the model rotates nobody" if outside else ""
    case = f"{SHARE} = {share:g}, with which the case rotates {shown:.1%} a year"
    how = f"of the eligible teachers of the district (mean of its first {YEARS} years, seed {SEED})"
    if abs(shown - found.wanted) <= NEAR * found.wanted:
        end = f"{case} {how}; inside groups {found.wanted:.1%} were counted"
    else:
        why = (
            f"the most the model takes is {_most(SHARE):g}" if share >= _most(SHARE) - 1e-9
            else "teachers come in whole numbers, and not all find a partner in their group"
        )  # fmt: skip
        more = "less" if shown < found.wanted else "more"
        end = f"{case} {how}. That is {more} than the {found.wanted:.1%} counted inside groups: {why}"
    told.say(
        f"Rotation: {found.rotated:g} of {found.eligible:g} eligible teachers ({found.rotated / found.eligible:.1%}) were "
        f"rotated{left}. Set is {end}."
    )
    told.say("No other instrument is switched on: the records do not say which are in use (see [[reforms]]).")


def _most(key: str) -> float:
    return next(d.high or 1.0 for d in declared(Rotation, "rotation") if d.name == key)


def _within(key: str, share: float) -> float:
    return round(min(max(share, 0.0), _most(key)), 4)
