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
from experiments.new_case.texts import parts as texts
from experiments.records.staff import staff_counts
from sim.case import Case
from sim.equity.staffing import SUMS, sums
from sim.instruments.rotation import Rotation
from sim.model import DistrictModel
from sim.param import declared
from sim.roles import roles
from sim.say import NOTHING, Said

COUNTS = ("eligible", "rotated", "rotated_backbone")
SHARE, BACKBONE = "rotation.annual_share", "rotation.backbone_share"
YEARS, SEED, TURNS = 5, 1, 4  # of the runs in which it is measured; how often the share is scaled
AS_COUNTED = Said("交流轮岗（据统计数据）", "Rotation as counted")
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
    by_people = {name: not records.has("schools", name) for name in COUNTS}
    for key, columns in ((SHARE, ("rotated", "eligible")), (BACKBONE, ("rotated_backbone", "rotated"))):
        table = "teachers" if by_people[columns[0]] and records.teachers is not None else "schools"
        names = columns if table == "schools" else (("rotated", "since") if key == SHARE else ("rotated", "honour"))
        how = texts.OVER_GROUPS_SCALED() if key == SHARE else texts.OVER_GROUPS()
        told.cite(f"reforms.*.set.{key}", *names, table=table, but=how)
    return CountedRotation(
        total["eligible", "all"], total["rotated", "all"], total["rotated", "inside"], total["eligible", "inside"],
        total["rotated_backbone", "inside"],
    )  # fmt: skip


def reforms(told: Told, found: CountedRotation | None, year: int) -> list[dict[str, Any]]:
    """Return the reform that goes on with the rotation inside groups; none where none is counted there."""
    if found is None:
        told.say(texts.NO_INSTRUMENT())
        return []
    if not found.inside:
        told.say(texts.NONE_IN_GROUPS(rotated=found.rotated, eligible=found.eligible))
        return []
    values: dict[str, Any] = {"rotation.on": True}
    shares = {SHARE: found.inside / (found.inside_eligible or found.eligible), BACKBONE: found.backbone / found.inside}
    for key, share in shares.items():
        values[key] = _within(key, share)
        if key == BACKBONE and share > _most(key):
            told.say(texts.MOST_TAKEN(key=key, most=_most(key), share=share))
    return [{"date": str(year), "zh": AS_COUNTED.zh, "en": AS_COUNTED.en, "set": values}]


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
    left = texts.OUTSIDE(n=outside) if outside else NOTHING
    values: dict[str, object] = {
        "eligible": found.eligible, "rotated": found.rotated, "part": found.rotated / found.eligible, "left": left, "key": SHARE,
        "share": share, "shown": shown, "years": YEARS, "seed": SEED, "wanted": found.wanted,
    }  # fmt: skip
    if abs(shown - found.wanted) <= NEAR * found.wanted:
        told.say(texts.ROTATES_AS_COUNTED(**values))
    else:
        why = texts.THE_MOST(most=_most(SHARE)) if share >= _most(SHARE) - 1e-9 else texts.NO_PARTNER()
        told.say((texts.ROTATES_LESS if shown < found.wanted else texts.ROTATES_MORE)(**values, why=why))
    told.say(texts.NO_OTHER_INSTRUMENT())


def _most(key: str) -> float:
    return next(d.high or 1.0 for d in declared(Rotation, "rotation") if d.name == key)


def _within(key: str, share: float) -> float:
    return round(min(max(share, 0.0), _most(key)), 4)
