"""Law V24: moving people is zero-sum. A gain must come from learning, management, reach or incentives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from worlds import NO_LEARNING, by_identity, mini, run_case

from sim.case import Case
from sim.synthetic import synthetic_case

# Rolls that do not answer to scores: otherwise rotation changes who chooses which school, hence posts, hence hires.
FIXED_ROLLS = {"choice.quality": 0.0, "choice.quality_ses": 0.0}


def only_rotation(raw: dict[str, Any]) -> None:
    raw["reforms"] = [{**raw["reforms"][0], "set": {"rotation.on": True, "rotation.annual_share": 0.3}}]


def staff(case: Case, *, rotation: bool) -> tuple[pd.DataFrame, int]:
    """Return the teachers of the last day by identity, and the placements there were."""
    stay = {"careers.offered": 0.0, "careers.deployed": 0.0}  # who is away on rotation cannot move for good
    # Nor does a school's name, which follows scores, decide who is hired there and who leaves.
    world = run_case(
        case, **NO_LEARNING, **FIXED_ROLLS, **stay, **{"careers.renown": 0.0, "rotation.on": rotation}
    ).world
    return by_identity(world)["teachers"], world.n_placements


@pytest.mark.parametrize("seed", [1, 2])
def test_without_learning_rotation_conserves_every_teachers_skill_and_value_added(seed: int) -> None:
    case = mini(only_rotation)
    rotated, n = staff(case, rotation=True)
    stayed, none = staff(case, rotation=False)
    assert n > 20
    assert none == 0
    assert (rotated["post.0"] != rotated["register.0"]).any()
    person = ["skill.0", "match.0", "experience.0", "birth_year.0", "value.0", "register.0"]
    pd.testing.assert_frame_equal(rotated[person], stayed[person], check_exact=True)
    assert rotated["value.0"].mean() == stayed["value.0"].mean()


def test_with_a_match_of_teachers_and_schools_rotation_conserves_skill_but_not_value_added() -> None:
    """The law above is not empty: switching one part of the cost of moving on breaks it, and only in value-added."""
    case = mini(only_rotation)
    settings = {**NO_LEARNING, **FIXED_ROLLS, "teaching.match_sd": 0.08}
    one, two = (
        by_identity(run_case(case, **settings, **{"rotation.on": on}).world)["teachers"] for on in (True, False)
    )
    pd.testing.assert_series_equal(one["skill.0"], two["skill.0"], check_exact=True)
    assert (one["value.0"] != two["value.0"]).any()


@pytest.mark.parametrize("share", [0.10, 0.20])
def test_rotation_alone_moves_members_by_some_hundredths_of_a_standard_deviation(share: float) -> None:
    """Trap of the domain: 0.02-0.03 SD is the order; a large effect of swapping people is a bug.

    Mean of 3 paired seeds over the last 4 of 12 years; 0.06 SD is twice the order.
    """
    case = synthetic_case(30_000, seed=5)
    effects = []
    for seed in (1, 2, 3):
        scores = []
        for on in (True, False):
            keep = {name: name == "rotation.on" and on for name in case.reforms[0].set}
            model = run_case(case, rng=seed, years=12, record=True, **{**keep, "rotation.annual_share": share})
            d = model.tables()["district"]
            last = d[d["year"] >= d["year"].max() - 3]
            scores.append(float(np.average(last["member_score"], weights=last["pupils"])))
        effects.append((scores[0] - scores[1]) / 15.0)
    assert abs(np.mean(effects)) < 0.06, effects
