"""The other rules of 2017 that records can answer: sizes, rooms, training, rotation, and the difference rate of scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experiments.inspection import texts
from experiments.inspection.amounts import STAGES, Staffed
from experiments.words.phrases import DASH
from sim.equity import inspection
from sim.equity.inspection import Count, Verdict
from sim.equity.standards import CLASS_LIMIT, DIFFERENCE_RATE, ROTATED, ROTATED_BACKBONE, SCHOOL_LIMIT
from sim.say import Said, per_cent

if TYPE_CHECKING:
    import pandas as pd

KINDS = {"primary": 0, "teaching_point": 0, "junior": 1, "nine_year": 2}
CLASSES_PER_ROOM = 12  # a music and an art room for every 12 classes begun
TRAINING = 0.05  # of public funds


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, how it was kept, and by whom it was not."""

    name: Said
    stage: str  # primary, junior, or empty for the county
    limit: str
    found: str
    verdict: Verdict
    breakers: tuple[str, ...] = ()  # ids of schools


def rules(staffed: Staffed) -> list[Rule]:
    """Return the rules that the columns given can answer."""
    return [*_classes(staffed), _sizes(staffed), *_rooms(staffed), *_training(staffed), *_rotation(staffed)]


def _classes(staffed: Staffed) -> list[Rule]:
    """Judge the largest class of each school; where it is not given, a mean above the limit tells of one."""
    s, out = staffed.schools, []
    for i, stage in enumerate(STAGES):
        here = s[staffed.stage == i]
        mean = here["pupils"] / here["classes"].where(here["classes"] > 0)
        size = here["largest_class"].fillna(mean.where(mean > CLASS_LIMIT[i]))
        kept = inspection.class_sizes(size.to_numpy(), np.full(len(here), i))
        breakers = here["id"][size > CLASS_LIMIT[i]]
        out.append(_count(texts.LARGEST_CLASS(), stage, f"≤ {CLASS_LIMIT[i]}", kept, breakers))
    return [r for r in out if r is not None]


def _sizes(staffed: Staffed) -> Rule:
    s = staffed.schools
    whole = s.groupby("id", sort=False).agg(pupils=("pupils", "sum"), kind=("kind", "first"))
    kind = whole["kind"].map(KINDS).fillna(-1).to_numpy(np.int64)
    kept = inspection.school_sizes(whole["pupils"].to_numpy(), kind)
    over = whole["pupils"].to_numpy() > np.array([*SCHOOL_LIMIT, np.inf])[kind]
    limit = texts.SIZES(most=SCHOOL_LIMIT[0], nine_year=SCHOOL_LIMIT[2])
    return Rule(texts.SCHOOL_SIZE(), "", limit, _share(kept), kept.verdict, tuple(whole.index[over]))


def _rooms(staffed: Staffed) -> list[Rule]:
    s, out = staffed.schools, []
    for column, name in texts.ROOMS.items():
        known = s[s[column].notna() & (s["classes"] > 0)]
        few = known[column] < np.ceil(known["classes"] / CLASSES_PER_ROOM)
        kept = Count(int((~few).sum()), len(known))
        out.append(_count(name(), "", texts.PER_CLASSES(n=CLASSES_PER_ROOM), kept, known["id"][few]))
    return [r for r in out if r is not None]


def _training(staffed: Staffed) -> list[Rule]:
    known = staffed.schools[staffed.schools["training_share"].notna()]
    few = known["training_share"] < TRAINING * (1 - inspection.ROUNDING)
    kept = Count(int((~few).sum()), len(known))
    rule = _count(texts.TRAINING(), "", f"≥ {TRAINING:.0%}", kept, known["id"][few])
    return [rule] if rule else []


def _rotation(staffed: Staffed) -> list[Rule]:
    """Judge the county; schools that did not report are left out of all three sums."""
    s = staffed.schools
    known = s[s["eligible"].notna() & s["rotated"].notna()]
    if known.empty:
        return []
    backbone = known["rotated_backbone"].sum(min_count=len(known))
    found = inspection.rotation(known["eligible"].sum(), known["rotated"].sum(), backbone)
    share = Verdict.UNKNOWN if np.isnan(found.share) else Verdict(found.share >= ROTATED * (1 - inspection.ROUNDING))
    among = (
        Verdict.UNKNOWN
        if np.isnan(found.backbone)
        else Verdict(found.backbone >= ROTATED_BACKBONE * (1 - inspection.ROUNDING))
    )
    count = texts.SHARE_OF(part=known["rotated"].sum(), whole=known["eligible"].sum())
    return [
        Rule(
            texts.ROTATED(),
            "",
            f"≥ {ROTATED:.0%}",
            texts.PER_CENT_OF(share=_per_cent(found.share), count=count),
            share,
        ),
        Rule(
            texts.ROTATED_BACKBONE(),
            "",
            f"≥ {ROTATED_BACKBONE:.0%}",
            _per_cent(found.backbone),
            among,
        ),
    ]


def difference(stage: str, grade: int | None, icc: float) -> Rule:
    """Judge the share of the variance of scores that lies between schools."""
    known = texts.OF_GRADE(value=icc, grade=grade) if grade else f"{icc:.3f}"
    found = known if np.isfinite(icc) else DASH
    return Rule(
        texts.DIFFERENCE_RATE(),
        stage,
        f"< {DIFFERENCE_RATE}",
        found,
        inspection.difference_rate(icc),
    )


def _count(name: Said, stage: str, limit: str, kept: Count, breakers: pd.Series) -> Rule | None:
    return (
        Rule(name, stage, limit, _share(kept), kept.verdict, tuple(dict.fromkeys(breakers))) if kept.covered else None
    )


def _share(kept: Count) -> Said:
    return texts.SHARE_OF(part=kept.kept, whole=kept.covered)


def _per_cent(share: float) -> str:
    return per_cent(share, 1) if np.isfinite(share) else DASH
