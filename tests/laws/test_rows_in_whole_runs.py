"""What rows of the register do in whole runs, as the calendar calls them: a step that no year takes any more is found here."""

from __future__ import annotations

from typing import Any

import numpy as np
from worlds import everything_on, mini, run_case

from experiments.runs.variants import vary
from sim.instruments import instruments
from sim.model import DistrictModel
from sim.state import Array, Honour, Title

RICH = {"finance.earmark": 500_000.0, "growth.young": 8.0}  # mini has few novices


def led(*tools: str, form: str = "listed", **settings: Any) -> DistrictModel:
    """Return the hand-made district after five years with some instruments, whose cores were far ahead on the first day."""
    on = {f"{name}.on": name in tools for name in instruments()}
    case = vary(mini(everything_on), {"case.forms": form})
    model = run_case(case, terms=0, rng=1, years=5, record=True, **on, **RICH, **settings)
    model.world.teachers.skill[at(model, "c-p1", "c-j1")] += 0.5
    model.run_for(10)
    return model


def at(model: DistrictModel, *schools: str) -> Array:
    """Return the rows of the teachers who work at some schools."""
    t, row = model.world.teachers, model.world.names.school_row
    return np.flatnonzero(t.active & np.isin(t.post, [row[s] for s in schools]))


def practice(model: DistrictModel, *schools: str) -> dict[int, float]:
    """Return what teachers of some schools have learnt, by identity."""
    t = model.world.teachers
    return dict(zip(t.uid[rows := at(model, *schools)].tolist(), t.practice[rows].tolist(), strict=True))


def test_members_learn_in_joint_research_of_a_core_that_is_ahead_and_the_core_does_not() -> None:
    often = {"joint_research.events_per_year": 20.0, "joint_research.participants": 300.0}
    without, with_it = led(**often), led("joint_research", **often)

    def gain(*schools: str) -> float:
        a, b = practice(without, *schools), practice(with_it, *schools)
        both = a.keys() & b.keys()
        assert len(both) > 10
        return float(np.mean([b[k] - a[k] for k in both]))

    assert gain("b-p1", "h-p1", "b-n1") > 0.005
    assert gain("c-p1", "c-j1") <= 0


def test_half_the_dose_over_ties_of_assistance_sends_fewer_to_mentors_of_the_core_and_none_sends_nobody() -> None:
    def guided(dose: float) -> float:
        settings = {"forms.assist.dose_mentoring": dose, "mentoring.share": 1.0}
        done = led("mentoring", form="assist", **settings).tables()["instruments"]
        return float(done.loc[done["instrument"] == "mentoring", "people"].sum())

    whole, half, none = (guided(dose) for dose in (1.0, 0.5, 0.0))
    assert whole > half > none == 0


def test_more_title_posts_bring_titles_to_more_and_no_quota_of_honours_brings_none() -> None:
    def held(**settings: Any) -> tuple[float, int]:
        t = led(**settings).world.teachers
        since = t.active & (t.birth_year > 1990)  # whom the first day gave little
        return float((t.title[since] >= Title.FIRST).mean()), int((t.active & (t.honour >= Honour.BACKBONE)).sum())

    few, many = (
        {f"careers.title_share.{stage}.first": share for stage in ("primary", "junior")} for share in (0.1, 0.6)
    )
    none = {f"careers.honour_share.{one}": 0.0 for one in ("backbone", "leader", "master")}
    assert held(**many)[0] > held(**few)[0]
    assert held(**none)[1] < held()[1]
