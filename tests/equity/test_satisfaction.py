"""The yearly measures of satisfaction are those counted by school, and stand in the record."""

from __future__ import annotations

import numpy as np
import pytest
from worlds import mini, run_case

from sim.equity.satisfaction import families_satisfied, teachers_content
from sim.equity.snapshot import snapshot


def test_measures_of_satisfaction_are_means_over_pupils_and_classes() -> None:
    model = run_case(mini(), terms=2, record=True)
    world, snap = model.world, snapshot(model.world)
    s = world.schools
    for stage in (0, 1):
        here = s.pupils[:, stage] > 0
        mean = (s.satisfied[here, stage] * s.pupils[here, stage]).sum() / s.pupils[here, stage].sum()
        assert families_satisfied(snap, stage) == pytest.approx(mean, rel=1e-5)
        assert 0.5 < mean < 1
        content = (s.content[here, stage] * s.classes[here, stage]).sum() / s.classes[here, stage].sum()
        assert teachers_content(snap, stage) == pytest.approx(content, rel=1e-5)
    record = model.tables()["district"]
    assert np.isfinite(record[["families_satisfied", "teachers_content"]].to_numpy()).all()
    some = snap.of(np.arange(len(s)) == 0)
    assert families_satisfied(some, 0) == pytest.approx(s.satisfied[0, 0])
