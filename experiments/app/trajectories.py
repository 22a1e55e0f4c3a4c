"""A sample of pupils who are followed through school: score and school at the end of each year, by grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.state import Array

if TYPE_CHECKING:
    from sim.world import World

SPREAD = np.uint64(0x9E3779B97F4A7C15)
PART = 30  # one pupil in so many is followed: whom, the uid alone says
SHOWN = 8  # pupils of a school that are drawn


class Test(NamedTuple):
    """The last test of the pupils who are followed: a column each."""

    uid: Array
    score: Array
    school: Array
    grade: Array


class Trajectories:
    """The tests of the pupils who are followed, a year each."""

    def __init__(self) -> None:
        self.years: list[Test] = []

    def read(self, world: World) -> None:
        """Add the test of the school year that is over."""
        rows = world.live_students()
        uid = world.students.uid[rows]
        some = ((uid * SPREAD) >> np.uint64(33)) % np.uint64(PART) == 0
        classes = world.class_of_students()[some]
        picked = rows[some]
        self.years.append(
            Test(
                uid[some],
                world.students.score[picked].copy(),
                world.classes.school[classes],
                world.classes.grade[classes],
            )
        )

    def of_school(self, row: int) -> list[tuple[str, list[int], list[float | None]]]:
        """Return pupils who sat the last test in a school: a name, grades, and scores; those longest followed first."""
        if not self.years:
            return []
        last = self.years[-1]
        here = np.flatnonzero((last.school == row) & np.isfinite(last.score))
        here = here[np.argsort(-last.grade[here], kind="stable")][:SHOWN]
        out = []
        for uid in last.uid[here].tolist():
            grades, scores = [], []
            for test in self.years:
                at = np.flatnonzero(test.uid == np.uint64(uid))
                if at.size:
                    grades.append(int(test.grade[at[0]]))
                    score = float(test.score[at[0]])
                    scores.append(round(score, 1) if np.isfinite(score) else None)
            out.append((f"{uid % 10**6:06d}", grades, scores))
        return out
