r"""Mentoring (青蓝工程): for a year a backbone teacher of the core guides up to two young teachers of member schools.

.. math:: q \leftarrow q + h\,m\,\min(1, (q_{mentor}-q)/\sigma_q)\cdot reach \cdot spare

Pairs share stage and subject block; reach is that of the tie for staff (form and distance); a mentor with 28 lessons has
no spare time. Nobody has two mentors, and a mentor guides in one unit, whatever the number of instances: where a school sits in several, each young teacher
and each mentor is drawn for one of them by the strengths of the ties, which add up to one at most (capped sum). That schools pair their own novices is part of learning from colleagues (``growth.py``) in every world, so
only what the group adds is counted here. Hours are asked of both as far as the tie carries and the mentor has time. Sources: coaching +0.18 and less at scale (Kraft, Blazar and Hogan 2018);
pairing by subject (Papay et al. 2020).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, rng
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.network import Combiner, Seats
from sim.param import param
from sim.processes import partners, workload
from sim.processes.learning import TERM
from sim.ranking import in_order
from sim.say import Text
from sim.state import NOWHERE, Array, Honour
from sim.world import Done, World

GUIDING = Item(
    "guiding mentees",
    "导师带教",
    Text(zh="导师带教徒弟的工时", en="mentors' hours with their mentees"),
    "teacher",
    "hours",
)
GUIDED = Item(
    "mentored hours",
    "徒弟跟学",
    Text(zh="徒弟跟导师学习的工时", en="mentees' hours with their mentors"),
    "teacher",
    "hours",
)


class Mentoring(Instrument):
    """Mentors of the core for young teachers of members.

    核心校导师带教成员校青年教师。
    """

    zh: ClassVar[str] = "青蓝工程"
    en: ClassVar[str] = "Mentoring"
    row: ClassVar[str] = "D1"
    dose: ClassVar[str] = "share"
    money: ClassVar[tuple[Item, ...]] = (
        Item("mentor stipends", "师徒津贴", Text(zh="发给导师的津贴", en="mentor stipends"), "group"),
    )
    time: ClassVar[tuple[Item, ...]] = (GUIDING, GUIDED)
    channel: ClassVar[str] = "staff"
    combiner: ClassVar[Combiner] = "capped sum"

    share: float = param(
        0.8, unit="share", low=0, high=1, zh="结对比例", en="share of young teachers who get a mentor",
        source=Text(zh="假设：大多数，规划要求全部", en="assumed: most, as the plans ask for all"),
    )  # fmt: skip
    gain: float = param(
        0.05, unit="SD/year", low=0.02, high=0.12, zh="师徒收益", en="skill gained in a year by a mentee one SD below the mentor",
        source=Text(zh="文献：papay2020、kraft2018（已缩减）", en="cite:papay2020, kraft2018 (scaled down)"),
    )  # fmt: skip
    capacity: int = param(
        2, unit="mentees", low=1, high=3, zh="每师带徒数", en="most mentees of a mentor",
        source=Text(zh="假设：一至两名徒弟", en="assumed: one or two apprentices"),
    )  # fmt: skip
    experience: int = param(
        5, unit="years", low=1, high=10, zh="徒弟教龄上限", en="experience below which a teacher is mentored",
        source=Text(zh="假设：青年教师", en="assumed: young teachers"),
    )  # fmt: skip
    stipend: float = param(
        400.0, unit="yuan/year", low=0, high=10000, zh="导师津贴", en="stipend of a mentor per mentee",
        source=Text(zh="假设：象征性的数额，由集团经费支付，用完为止", en="assumed: a token sum, paid by the group's fund while it lasts"),
    )  # fmt: skip

    mentor_hours: float = param(
        1.0, unit="hours/week/mentee", low=0, high=4, zh="导师周工时", en="hours a week a mentor gives to a mentee over a full tie",
        source=Text(zh="假设：听一节课并讨论；上海的教研组活动时间与此相当", en="assumed: a lesson is watched and talked over; research groups in Shanghai meet as long"),
    )  # fmt: skip
    mentee_hours: float = param(
        1.5, unit="hours/week", low=0, high=6, zh="徒弟周工时", en="hours a week a mentee gives to it over a full tie",
        source=Text(zh="假设：讨论的时间，加上听导师的一节课", en="assumed: the talk, and a lesson of the mentor watched"),
    )  # fmt: skip

    @acts("placements", writes="teachers.mentor teachers.mentor_unit teachers.mentor_by groups.fund")
    def pair(self, world: World) -> Done:
        """Pair young teachers of members with mentors of the core for the year, the weakest with the best.

        本学年为成员校青年教师配对核心校导师，最弱者配最强者。
        """
        t, g = world.teachers, world.groups
        here, young = t.active & self.aims_stage(t.stage), t.experience < self.experience
        mentees = np.flatnonzero(here & young & (t.mentor == NOWHERE))
        mentors = np.flatnonzero(here & ~young & (t.honour >= Honour.BACKBONE))
        found = self.seats(world, self.ties(world))
        core = found.core[:, None]
        mentees, led = self._in_a_unit(world, mentees, found._replace(tied=found.tied & ~core), "mentee")
        mentors, leads = self._in_a_unit(world, mentors, found._replace(tied=found.tied & core), "mentor")
        paired, guides = np.flatnonzero(t.mentor != NOWHERE), np.full(len(t), NOWHERE)  # for other instances
        guides[t.mentor[paired]] = t.mentor_unit[paired]
        free = (guides[mentors] == NOWHERE) | (guides[mentors] == leads)
        mentors, leads = mentors[free], leads[free]
        drawn = rng.uniform(self.key(world, "share"), t.uid[mentees]) < self.share
        mentees, led = mentees[drawn], led[drawn]
        of_mentee, of_mentor = (
            world.stages.team(unit, t.stage[who], t.block[who]) for unit, who in ((led, mentees), (leads, mentors))
        )
        n_teams = world.stages.n_teams(len(g))
        first_mentee, order = in_order(of_mentee, -t.skill[mentees], t.uid[mentees], n_teams)
        _, masters = in_order(of_mentor, t.skill[mentors], t.uid[mentors], n_teams)
        taken = np.bincount(t.mentor[paired], minlength=len(t))
        masters = np.repeat(
            masters, np.maximum(self.capacity - taken[mentors[masters]], 0)
        )  # once for each mentee to be
        first_place = np.searchsorted(of_mentor[masters], np.arange(n_teams + 1))
        mentees, cell = mentees[order], of_mentee[order]
        turn = np.arange(mentees.size) - first_mentee[cell]
        found = turn < np.diff(first_place)[cell]
        pupils, cell, turn = mentees[found], cell[found], turn[found]
        t.mentor[pupils] = mentors[masters[first_place[cell] + turn]]
        t.mentor_unit[pupils], t.mentor_by[pupils] = world.stages.unit_of_team(cell), self.code(world)
        pairs = np.bincount(world.stages.unit_of_team(cell), minlength=len(g))
        paid = np.minimum(self.stipend * pairs, np.maximum(g.fund, 0))
        spent = world.books.pay(
            world.year, "mentor stipends", paid, source="group", source_row=np.arange(pairs.size), target="staff"
        )
        return Done(int(pupils.size), 0.0, spent)

    def _in_a_unit(self, world: World, who: Array, seats: Seats, purpose: str) -> tuple[Array, Array]:
        """Return those of some teachers who work at a school with one of these seats, and the unit of each."""
        own = purpose + self.address.removeprefix(self.name)
        seat = network.choose(world, who, world.teachers.post[who], seats, own)
        return who[seat >= 0], seats.unit[seat[seat >= 0]]

    @acts("activities", writes="teachers.skill teachers.asked teachers.mentor_unit teachers.mentor_by schools.asked")
    def guide(self, world: World) -> Done:
        """Mentees learn from their mentors, as far as mentors have time.

        青年教师跟导师学习，以导师的时间为限。
        """
        t, p = world.teachers, world.settings.params
        mentees = np.flatnonzero(t.active & (t.mentor != NOWHERE) & (t.mentor_by == self.code(world)))
        masters = t.mentor[mentees]
        reach = self.strength_in(world, self.ties(world), t.mentor_unit[mentees], t.post[mentees])
        room = p.teaching.load_cap - p.classes.lessons["junior"]["science"]  # from an ordinary junior load to the cap
        spare = np.clip((p.teaching.load_cap - t.load[masters]) / room, 0, 1)
        lead = np.clip((t.skill[masters] - t.skill[mentees]) / p.careers.skill_sd, 0, 1)
        t.skill[mentees] += TERM * self.gain * lead * reach * spare
        met = workload.weeks(world) * reach * spare  # weeks in which a pair meets
        asked = network.scatter("sum", masters, self.mentor_hours * met, t.skill.size)
        guides = np.flatnonzero(asked)
        hours = workload.ask(world, GUIDING, guides, asked[guides])
        hours += partners.guide(
            world, self.seats(world, self.ties(world)), self.code(world), GUIDED,
            young=self.experience, gain=self.gain, hours=self.mentor_hours, own=self.mentee_hours,
        )  # fmt: skip
        return Done(0, hours + workload.ask(world, GUIDED, mentees, self.mentee_hours * met))
