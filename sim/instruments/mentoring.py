r"""Mentoring (集团青蓝工程): for a year young teachers of members have mentors of the core instead of their own school's.

Every school pairs its own young teachers in every world (``processes/mentors.py``). Over a tie some of those of a member
queue at the core, together with the core's own: they are asked in one order, the weakest first, and mentors of the core take
two mentees each, as at home. So what a member's novice gets is the lead of the core's mentors over those at home, as far as
the core has mentors left, and the core's novices go further down its list. Nobody queues at a core whose mentors are not
ahead, as a mean over the stage, of those at home, but who finds none of the subject there. The share that goes is
``share`` times what the tie carries for staff (form and distance); where a school sits in several units, each young teacher is drawn for one of
them by the strengths of the ties, which add up to one at most (capped sum).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, rng
from sim.axes import place_of, team_of
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.kernels import kernel
from sim.param import param
from sim.processes import mentors, partners
from sim.say import Text
from sim.state import NOWHERE, Array
from sim.sums import Combiner
from sim.world import Done, World

GUIDING = Item(
    "guiding mentees",
    "导师带教",
    Text(zh="导师带教他校徒弟的工时", en="mentors' hours with mentees of other schools"),
    "teacher",
    "hours",
)
GUIDED = Item(
    "mentored hours",
    "徒弟跟学",
    Text(zh="徒弟跟他校导师学习的工时", en="mentees' hours with mentors of other schools"),
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
    inside: ClassVar[bool] = True
    combiner: ClassVar[Combiner] = "capped sum"

    share: float = param(
        0.8, unit="share", low=0, high=1, zh="结对比例", en="share of a member's young teachers who ask for a mentor of the core over a full tie",
        source=Text(zh="假设：大多数，规划要求全部", en="assumed: most, as the plans ask for all"),
    )  # fmt: skip
    stipend: float = param(
        400.0, unit="yuan/year", low=0, high=10000, zh="导师津贴", en="stipend of a mentor per mentee",
        source=Text(zh="假设：象征性的数额，由集团经费支付，用完为止", en="assumed: a token sum, paid by the group's fund while it lasts"),
    )  # fmt: skip

    @acts("pairs", writes=f"{mentors.PAIRS} groups.fund")
    def pair(self, world: World) -> Done:
        """Let young teachers of members queue for mentors of the core, the weakest first, beside the core's own.

        成员校青年教师与核心校青年教师一同排队等候核心校导师，最弱者优先。
        """
        t, g = world.teachers, world.groups
        guests = self._guests(world)
        if guests.size:
            mentors.pair_up(world)
            while (left := np.flatnonzero((t.mentor == NOWHERE) & (t.mentor_by != NOWHERE))).size:
                t.mentor_unit[left] = t.mentor_by[left] = NOWHERE  # for whom the core had nobody, whoever sent them
                mentors.pair_up(world)  # with those at home
            guests = guests[t.mentor_by[guests] != NOWHERE]
        pairs = np.bincount(t.mentor_unit[guests], minlength=len(g))
        paid = np.minimum(self.stipend * pairs, np.maximum(g.fund, 0))
        spent = world.books.pay(
            world.year, "mentor stipends", paid, source="group", source_row=np.arange(pairs.size), target="staff"
        )
        return Done(int(guests.size), 0.0, spent)

    def _guests(self, world: World) -> Array:
        """Send some young teachers of members to the queue of their core; return who they are."""
        t, g = world.teachers, world.groups
        who = mentors.young(world)
        who = who[self.aims_stage(t.stage[who]) & (t.mentor_unit[who] == NOWHERE)]
        found = self.seats(world, self.ties(world))
        found = found._replace(tied=found.tied & ~found.core[:, None])
        seat = network.choose(world, who, t.post[who], found, "mentee" + self.address.removeprefix(self.name))
        luck = rng.uniform(self.key(world, "share"), t.uid[who])
        goes = (seat >= 0) & (luck < self.share * np.append(found.strength, 0.0)[seat])
        who, unit = who[goes], found.unit[seat[goes]]
        core, masters, n = g.core[unit], mentors.guides(world), len(world.schools)
        ahead = _ahead(t.post, t.stage, t.block, t.skill, masters, who, core, n, len(world.stages))
        guests: Array = who[ahead]
        t.mentor_unit[guests], t.mentor_by[guests] = unit[ahead], self.code(world)
        return guests

    @acts("activities", writes="teachers.learning teachers.asked teachers.mentor_unit teachers.mentor_by schools.asked")
    def guide(self, world: World) -> Done:
        """Mentees learn from their mentors at the core, as far as these have time.

        青年教师跟核心校导师学习，以导师的时间为限。
        """
        t, p = world.teachers, world.settings.params.growth
        who = np.flatnonzero(t.mentor_by == self.code(world))  # few of all
        who = who[t.active[who] & (t.mentor[who] != NOWHERE)]
        found = self.seats(world, self.ties(world))
        carries = np.zeros((len(world.groups), len(world.schools)), np.bool_)
        on = found.strength > 0
        carries[found.unit[on], found.school[on]] = True
        tied = carries[t.mentor_unit[who], t.post[who]]
        hours = mentors.teach(world, who[tied], GUIDING, GUIDED)
        if not world.inside and partners.exist(world):
            hours += partners.guide(
                world, found, self.code(world), GUIDED,
                young=p.young, gain=p.mentor_gain, hours=p.mentor_hours, own=p.mentee_hours,
            )  # fmt: skip
        return Done(0, hours)


@kernel
def _ahead(
    post: Array, stage: Array, block: Array, skill: Array,
    masters: Array,  # teacher rows of those who may be mentors
    who: Array,  # teacher rows of young teachers
    core: Array,  # (young teachers,) school row
    n_schools: int, stages: int,
) -> Array:  # fmt: skip
    """Return for whom a core has better mentors than the own school, on the mean of the stage, or any of the subject at all."""
    n_places = place_of(n_schools, 0, stages)
    heads, mean = np.zeros(n_places, np.int64), np.zeros(n_places)
    of_team = np.zeros(team_of(n_places, 0), np.bool_)
    for j in masters:
        place = place_of(post[j], stage[j], stages)
        heads[place] += 1
        mean[place] += skill[j]
        of_team[team_of(place, block[j])] = True
    mean /= np.maximum(heads, 1)
    ahead = np.zeros(who.size, np.bool_)
    for i in range(who.size):
        j = who[i]
        here, there = place_of(post[j], stage[j], stages), place_of(core[i], stage[j], stages)
        nobody = not of_team[team_of(here, block[j])]
        ahead[i] = heads[there] > 0 and (mean[there] > mean[here] or nobody)
    return ahead
