"""An ablation is carried out, with its placebos, in every shipped case: two instruments, one seed, no longer than it must be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiments.ablation.ablation import ablate, asked
from experiments.ablation.arms import OFF, plan, switched_on
from experiments.compare.scenarios import read_scenarios
from experiments.engine import Options
from experiments.runs import horizons
from sim.arms import ARMS
from sim.case import case_files, load_case

pytestmark = pytest.mark.slow

KEPT = {  # of each case: what moves people and what moves knowledge, in force in the first three school years of the reform
    "chengzhong": ("mentoring", "rotation"),
    "county": ("mentoring", "rotation"),
    "huadu": ("mentoring", "rotation"),
    "jiangmen": ("mentoring", "rotation"),
    "tianjin": ("rotation",),
}
LARGE = {"tianjin"}  # of more than a million pupils: without placebos, which are two thirds of the runs
UNWILLING = {("chengzhong", "random-core")}  # few would go there, and with this seed nobody does
PLACEBOS = {arm.value for arm in ARMS.values() if arm.key == "placebo"}


@pytest.mark.parametrize("name", sorted(case_files()))
def test_a_case_is_taken_apart_under_every_placebo(name: str, tmp_path: Path) -> None:
    case, kept = load_case(name), KEPT[name]
    years = horizons.first_year(case, case.years) - case.start_year + horizons.HORIZONS[0]
    (whole,) = read_scenarios([name], years, {})
    others = {f"{tool}.on": False for tool in switched_on(whole.run) if tool not in kept}
    placebos = PLACEBOS if name not in LARGE else set()
    of = plan(name, years, others, placebo=bool(placebos))
    assert tuple(of.instruments) == kept
    assert set(of.placebos) == placebos
    found = ablate(of, tmp_path, replications=1, options=Options(workers=1), command=f"edugroup ablate {name}")
    names = asked(of, horizons.HORIZONS[0])
    for placebo in ("", *placebos):
        for part in (p for p in found.parts if p.placebo == placebo and p.part in {"reform", "instrument"}):
            drawn = np.array([found.draws(part, one) for one in names])
            assert np.isfinite(drawn).any(), (placebo, part)
            nobody_moves = part.instrument == "rotation" and (
                placebo == "inside-schools" or (name, placebo) in UNWILLING
            )
            assert (drawn[np.isfinite(drawn)] != 0).any() != nobody_moves, (placebo, part)
    off = [p for p in found.parts if p.way == OFF and p.part == "instrument"]
    assert {p.placebo for p in off} == {"", *placebos}
