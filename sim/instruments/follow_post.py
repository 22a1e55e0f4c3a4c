r"""Following (跟岗学习): teachers of member schools work for a time at the core, and learn there.

They teach half a load in the core's team while colleagues at home carry theirs. Beyond what anyone learns from better
colleagues, they are there to learn: :math:`q \leftarrow q + h\,i\,\min(1, \Delta/\sigma_q)` with Delta the lead of the
better half of the host team. Where a school has several cores, each teacher is drawn for one of them by the strengths of
the ties, which add up to one at most (capped sum). Source: pairing with stronger colleagues raises teaching (Papay et al. 2020).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, rng
from sim.axes import ENDS
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.instruments.rotation import SEND
from sim.network import Combiner
from sim.param import param
from sim.processes import placement
from sim.processes.learning import TERM
from sim.processes.teaching import team
from sim.ranking import better_half
from sim.state import Placement
from sim.world import Done, World


class FollowPost(Instrument):
    """Member teachers follow colleagues at the core."""

    zh: ClassVar[str] = "跟岗学习"
    en: ClassVar[str] = "Follow-post learning"
    row: ClassVar[str] = "C3"
    dose: ClassVar[str] = "annual_share"
    channel: ClassVar[str] = "staff"
    combiner: ClassVar[Combiner] = "capped sum"

    annual_share: float = param(
        0.03, unit="share/year", low=0, high=0.2, zh="年度跟岗比例", en="share of a member's teachers who go each year",
        source="assumed: about three of a hundred; the seed names no number",
    )  # fmt: skip
    terms: int = param(
        1, unit="terms", low=1, high=4, zh="跟岗学期数", en="length of a stay",
        source="assumed: one term",
    )  # fmt: skip
    gain: float = param(
        0.05, unit="SD/year", low=0, high=0.12, zh="跟岗收益", en="skill learnt in a year by a teacher one SD below the hosts",
        source="cite:papay2020 (0.12 in the target's class, scaled down)",
    )  # fmt: skip
    experience: Bundle = param(
        {"least": 2, "most": 15}, by=(ENDS,),
        unit="years", low={"least": 0, "most": 10}, high={"least": 10, "most": 45}, zh="教龄范围", en="experience of those who go",
        source="assumed: past the first years, young enough to change",
    )  # fmt: skip
    host_share: float = param(
        0.10, unit="share", low=0, high=0.5, zh="核心校接收上限", en="most guests over the core's own staff",
        source="assumed: what a core can host beside its own work",
    )  # fmt: skip
    cost: float = param(
        2000.0, unit="yuan", low=0, high=20000, zh="跟岗经费", en="cost of a stay",
        source="assumed: board and travel of a term",
    )  # fmt: skip

    @acts("placements", writes=SEND)
    def go(self, world: World) -> Done:
        """Send this year's learners of every member to its core."""
        t, s = world.teachers, world.schools
        rows = self.ties(world)
        if not rows.size:
            return Done()
        fit = (t.experience >= self.experience["least"]) & (t.experience < self.experience["most"])
        able = t.active & (t.placement == Placement.NONE) & fit & self.aims_stage(t.stage)
        found = network.seats(world, rows, self.channel)
        who, unit = placement.led(world, np.flatnonzero(able), found, "follow_post")
        live = world.live_teachers()
        staff = network.heads(world, t.register[live], t.stage[live], len(s))
        strength = network.mean_of_stages(network.carried(world, found, self.combiner), staff)
        rounding = rng.uniform(world.key("follow_post.quota"), s.uid)
        quota = np.floor(self.annual_share * staff.sum(1) * strength + rounding)
        luck = rng.normal(world.key("follow_post.choice"), t.uid[who])
        need = world.settings.params.careers.skill_sd * luck - t.skill[who]
        went = placement.send_to_core(
            world, who, unit, need, quota, Placement.FOLLOW_POST, host_share=self.host_share, terms=self.terms
        )
        spent = world.books.pay(world.year, "follow-post stays", self.cost * went, source="treasury", target="staff")
        return Done(went, 0.0, spent)

    @acts("activities", writes="teachers.skill")
    def learn(self, world: World) -> Done:
        """Those at the core learn from its better teachers."""
        t = world.teachers
        guests = np.flatnonzero(t.active & (t.placement == Placement.FOLLOW_POST))
        if not guests.size:
            return Done()
        cell = team(world)
        hosts = np.where(t.active & (t.post == t.register), cell, -1)
        best, _, _ = better_half(t.skill, hosts, world.stages.n_teams(len(world.schools)))
        lead = best[cell[guests]] - t.skill[guests]
        t.skill[guests] += TERM * self.gain * np.clip(lead / world.settings.params.careers.skill_sd, 0, 1)
        return Done()
