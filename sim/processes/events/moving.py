r"""Moving: classes that are taken to another school lose for a year, the young most, and more the longer their road becomes.

.. math:: G_c \leftarrow G_c - m_{phase} - r\,\overline{(d_{new} - d_{old})^+} \qquad \text{for two terms}

Symbols: G yearly gain of the class, m `learning.moved` by the age of its pupils [SD a year], r `learning.road` [SD a year and
km], d the distance of home and school, of which the mean over the class is taken [km]. A year later a quarter of the loss is
left, as of any gain. What the other school gives its pupils comes by its own teachers, head and stocks.

Source: Liu and others (2010), Beuchert and others (2018): mergers harm the young, and for a short time.
"""

from __future__ import annotations

import numpy as np

from sim.axes import PHASE_OF
from sim.state import Array
from sim.world import World, segments

YEAR = 2  # terms


def move(world: World, classes: Array, target: int) -> None:
    """Take whole classes, given by row, to another school; they are strange there for a year."""
    s, z, k, p = world.schools, world.zones, world.classes, world.settings.params.learning
    old = k.school[classes]
    pupils = segments(k.first[classes], k.size[classes].astype(np.int64))
    of, home = np.repeat(np.arange(classes.size), k.size[classes]), world.students.zone[pupils]
    far = [np.hypot(z.x[home] - s.x[at], z.y[home] - s.y[at]) for at in (target, old[of])]
    longer = np.bincount(of, np.maximum(far[0] - far[1], 0), minlength=classes.size) / np.maximum(k.size[classes], 1)
    grade = np.minimum(k.grade[classes] + world.is_autumn, PHASE_OF.size - 1)  # classes move up after this
    k.unsettled[classes] = p.moved.array()[PHASE_OF[grade]] + p.road * longer
    k.settles[classes] = world.term + YEAR
    k.school[classes] = target
