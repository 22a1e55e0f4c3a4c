r"""Score-chasing (功利诱惑): heads judged by scores take time from arts, sport and talks, and turn it to what is examined.

.. math:: x_{sk} = r\,\min(1,\ \omega_{sk} + b), \qquad support_{sk} \leftarrow support_{sk} + x_{sk}\,g, \qquad
          care_{sk} \leftarrow care_{sk} - x_{sk}\,l

with omega the stakes of joint evaluation, b a pressure on all schools, r how far heads answer to it. So scores rise while
development falls: what a district reads off its tests is not what its pupils gained.
"""

from __future__ import annotations

import numpy as np

from sim.processes import process
from sim.world import World


@process(writes="schools.support schools.care")
def turn(world: World) -> None:
    """Heads judged by scores turn time of arts, sport and talks to examined subjects.

    以分数受评的校长把体艺与谈心的时间转到考试科目。
    """
    s, p = world.schools, world.settings.params.chasing
    if not p.response:
        return
    turned = p.response * np.minimum(s.stakes + p.always, 1) * (s.pupils > 0)
    s.support += p.gain * turned
    s.care -= p.loss * turned
