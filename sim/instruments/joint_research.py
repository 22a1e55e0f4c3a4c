r"""Joint research (集团教研): teachers of a group meet over lessons, in time that is theirs for research, and learn from one another.

.. math:: l_i = h\,r(exp_i)\sum_k w_{ik}\,\frac{1}{n_k-1}\sum_{j\in team(k)}(q_j-q_i)^+

over the units k of the teacher's school: who belongs to several attends the activities of each (sum), with the team that of
stage and subject across the group, and r the rate of research in the team at school (``team_research.py``). A part w of the time for
research goes there, which the own team does without. So a teacher gains by it what the teachers of the group are ahead of the own colleagues,
and may lose where these are better; with equal schools it comes to nothing, however many they are. A half-day now and then is
little beside a meeting each week, as practice-based work of that kind has small effects and lectures none (Lomos et al. 2011;
Loyalka et al. 2019). How many meet is the rule of the plan, so what ties carry says who comes, not what they learn; where
part o of those who meet teach by other textbooks, their lead is worth 1 - b o (`ties.textbooks`, I4). Intensity: 238 activities with 14,397 participants in 28 groups (seed S0:42).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, sums
from sim.axes import Kind, place_of, team_of
from sim.books import Item
from sim.instruments import Instrument, acts
from sim.kernels import kernel
from sim.param import param
from sim.processes import partners, team_research, workload
from sim.processes.learning import TERM
from sim.processes.sessions import head_by_head
from sim.processes.teaching import team
from sim.ranking import better_half_of
from sim.say import Text
from sim.state import Array, Layer
from sim.sums import Combiner, added_up
from sim.world import Done, World

MEETING = Item(
    "joint research hours",
    "集团教研活动",
    Text(zh="教师参加集团教研", en="teachers at joint research"),
    "teacher",
    "hours",
)
ORGANISING = Item(
    "organising joint research",
    "教研组织",
    Text(zh="核心校人员筹备集团教研", en="those at the core who prepare joint research"),
    "school",
    "hours",
)


class JointResearch(Instrument):
    """Research activities across the schools of a group, with experts where a partner institution takes part.

    集团各校联合教研，合作机构参与时有专家指导。
    """

    zh: ClassVar[str] = "集团教研"
    en: ClassVar[str] = "Joint research"
    row: ClassVar[str] = "D4"
    dose: ClassVar[str] = "events_per_year"
    money: ClassVar[tuple[Item, ...]] = (
        Item("joint research", "联合教研", Text(zh="集团教研经费", en="joint research"), "group"),
    )
    time: ClassVar[tuple[Item, ...]] = (MEETING, ORGANISING)
    channel: ClassVar[str] = "research"
    inside: ClassVar[bool] = True
    combiner: ClassVar[Combiner] = "sum"

    events_per_year: float = param(
        8.5, unit="activities/group/year", low=0, high=40, zh="年教研活动数", en="activities of a group in a year",
        source=Text(zh="规定：材料 S0:42（28个集团238次活动）", en="rule: seed S0:42 (238 activities, 28 groups)"),
    )  # fmt: skip
    participants: float = param(
        60.0, unit="people/activity", low=1, high=300, zh="每次参与人数", en="teachers at an activity",
        source=Text(zh="规定：材料 S0:42（238次活动14397人次）", en="rule: seed S0:42 (14,397 person-times, 238 activities)"),
    )  # fmt: skip
    hours: float = param(
        3.0, unit="hours/activity", low=0.5, high=10, zh="每次时长", en="time a participant gives to an activity",
        source=Text(zh="假设：半天", en="assumed: half a day"),
    )  # fmt: skip
    organising: float = param(
        6.0, unit="hours/activity", low=0, high=40, zh="每次组织工时", en="time of those at the core who prepare an activity",
        source=Text(zh="假设：大半天", en="assumed: most of a day"),
    )  # fmt: skip
    cost: float = param(
        50.0, unit="yuan/person", low=0, high=500, zh="人均活动经费", en="cost of an activity per participant, paid by the group's fund",
        source=Text(zh="假设：交通和材料", en="assumed: travel and materials"),
    )  # fmt: skip

    experts: float = param(
        0.13, unit="SD/year", low=0, high=0.3, zh="教研员高出量", en="skill by which the experts of a partner institution stand above the better half of those who meet",
        source=Text(zh="假设：教师教学能力的一个标准差（careers.skill_sd），因为教研员选自最优秀的教师（A38）", en="assumed: one SD of the skill of teachers (careers.skill_sd), since experts are chosen from the best (A38)"),
    )  # fmt: skip

    @acts("activities", writes="teachers.learning teachers.joint teachers.asked schools.asked groups.fund")
    def meet(self, world: World) -> Done:
        """Hold this term's activities, as many as the fund pays for, in time taken from research at school.

        开展本学期的教研活动，次数以集团经费为限，时间取自校内教研。
        """
        t, g = world.teachers, world.groups
        rows = self.ties(world)
        if not rows.size:
            return Done()
        found, growth = self.seats(world, rows), world.settings.params.growth
        first, of, cell, heads = _present(
            t.active, t.post, t.stage, t.block, network.by_layer(world, found), found.unit, found.strength,
            self.wanted(), len(world.stages),
        )  # fmt: skip
        people, times = _held(
            found.unit, found.strength, heads, g.fund, TERM * self.events_per_year, self.participants, self.cost
        )
        lead = self._lead(world, found.unit, first, of, cell)
        time = growth.research_hours * workload.weeks(world)
        some, asked = _learn(
            t.learning, t.joint, t.experience, first, of, lead, times, fits(world, found, heads), self.hours, time,
            len(Layer), team_research.rates(growth),
        )  # fmt: skip
        hours = workload.ask(world, MEETING, some, asked)
        spent = world.books.pay(
            world.year,
            "joint research",
            self.cost * people,
            source="group",
            source_row=np.arange(len(g)),
            target="supplier",
        )
        hours += workload.ask(world, ORGANISING, g.core, self.organising * people / self.participants)
        return Done(round(people.sum()), hours, spent)

    def _lead(self, world: World, unit: Array, first: Array, of: Array, cell: Array) -> Array:
        """Return by how much those whom teachers meet lead them, on average over the time they are together.

        ``unit`` is by seat. ``first`` is where the seats over which each of them meets others begin in ``of``; whoever
        shares a ``cell`` meets there.
        """
        skill, n = world.teachers.skill, world.stages.n_teams(len(world.groups))
        if world.inside:  # with colleagues of the school, in each layer for itself
            each = world.stages.n_teams(len(world.schools))
            own = np.repeat(team(world), np.diff(first))
            cell, n = own + each * world.groups.layer[unit[of]].astype(np.int64), each * len(Layer)
        order, heard = team_research.by_skill(world), np.ones(skill.size)
        lead: Array = team_research.leads_in_all(order, skill, heard, first, cell, n)
        if not world.inside and partners.exist(world):
            _listen(lead, skill, first, cell, self._with_experts(world)[unit], of, self.experts, n)
        return lead

    def _with_experts(self, world: World) -> Array:
        """Return how far experts of a partner institution take part in each unit: wholly in one it leads, else as its tie carries."""
        s, g, ties = world.schools, world.groups, world.ties
        partner = s.kind == Kind.PARTNER
        joined = np.flatnonzero(ties.active & partner[ties.school])
        carried = sums.scatter("max", ties.group[joined], self.reach(world, joined), len(g))
        return np.where(partner[g.core], 1.0, carried)


def fits(world: World, found: network.Seats, heads: Array) -> Array:
    """Return for each seat the share left of what is learnt there: less as others who meet teach by other textbooks."""
    loss = world.settings.params.ties.textbooks
    if not loss or len(world.districts) < 2:
        return np.ones(found.unit.size)
    books = world.districts.textbooks[world.schools.district[found.school]]
    named = np.unique(books[books > 0])
    if named.size < 2:
        return np.ones(found.unit.size)
    n = len(world.groups)
    all_ = np.bincount(found.unit, heads, minlength=n)
    strange = np.zeros(found.unit.size)
    for one in named:
        others = np.bincount(found.unit, heads * ((books > 0) & (books != one)), minlength=n)
        own = books == one
        strange[own] = (others / np.maximum(all_, 1))[found.unit[own]]
    return 1 - loss * strange


@kernel
def _present(
    active: Array, post: Array, stage: Array, block: Array,
    seat: Array,  # (layers, places)
    unit: Array,  # (seats,)
    strength: Array,  # (seats,)
    wanted: Array,  # (stages, blocks)
    stages: int,
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Return where the seats of each teacher row that carry anything begin, and the end of the last.

    Then the seats, those of a teacher side by side, the team of the teacher in the unit of each, and the heads of each seat.
    """
    first, size = np.empty(active.size + 1, np.int64), len(seat) * active.size
    of, team, n, heads = np.empty(size, np.int64), np.empty(size, np.int64), 0, np.zeros(unit.size, np.int64)
    for j in range(active.size):  # no branch to mispredict: what does not count is written over
        place, meets = place_of(post[j], stage[j], stages), active[j] & wanted[stage[j], block[j]]
        first[j] = n
        for layer in range(len(seat)):
            k = seat[layer, place]
            counts = meets & (k >= 0) & (strength[k] > 0)
            of[n], team[n] = k, team_of(place_of(unit[k], stage[j], stages), block[j])
            heads[k] += counts
            n += counts
    first[-1] = n
    return first, of[:n], team[:n], heads


@kernel
def _listen(
    lead: Array,  # (meetings,) by how much those there lead, changed in place
    skill: Array,  # (teacher rows,)
    first: Array,  # (teacher rows + 1,) where the meetings of each begin
    cell: Array, share: Array, of: Array,  # (meetings,) who meets whom; (seats,) how far experts take part; (meetings,) seat
    ahead: float,  # of the better half of those who meet them
    n_cells: int,
) -> None:  # fmt: skip
    """Let those who meet experts listen to them, for so long as these take part: they do not talk to others then."""
    there, mine, team, n = np.empty(of.size, np.int64), np.empty(of.size, skill.dtype), np.empty(of.size, np.int64), 0
    for j in range(skill.size):
        for k in range(first[j], first[j + 1]):  # no branch to mispredict: what does not count is written over
            there[n], mine[n], team[n] = k, skill[j], cell[k]
            n += share[of[k]] != 0
    best, _, _ = better_half_of(mine[:n], team[:n], n_cells)
    for i in range(n):
        k = there[i]
        theirs = max(best[team[i]] + ahead - mine[i], 0.0)
        lead[k] += share[of[k]] * (theirs - lead[k])


@kernel
def _held(
    unit: Array, strength: Array, heads: Array,  # (seats,)
    fund: Array,  # (units,) yuan
    due: float,  # activities of a unit this term
    most: float,  # people at one
    cost: float,  # yuan for each of them
) -> tuple[Array, Array]:  # fmt: skip
    """Return by unit how often people attend activities, as far as the fund pays for them, and the activities of one by seat."""
    total, there = head_by_head(unit, strength, heads, fund.size), np.zeros(fund.size)
    for k in range(unit.size):
        there[unit[k]] += heads[k]
    people = np.minimum(there, most) * due * (total > 0)
    if cost:
        people = np.minimum(people, np.maximum(fund, 0) / cost)
    return people, strength * (people / np.maximum(total, 1e-9))[unit]


@kernel
def _learn(
    learning: Array,  # (teacher rows,) changed in place
    joint: Array,  # (teacher rows,) share of the time for research that is spent with others, changed in place
    experience: Array,
    first: Array,  # (teacher rows + 1,) where the meetings of each begin
    of: Array,  # (meetings,) seat
    leads: Array,  # (meetings,) lead of those there
    times: Array,  # (seats,) activities
    left: Array,  # (seats,) share of what is learnt there
    hours: float,  # of an activity
    time: float,  # for research, hours of a term
    most: int,  # meetings of one
    research: tuple[float, float, float],
) -> tuple[Array, Array]:  # fmt: skip
    """Let teachers learn of those they meet, for as long as there is time; return who attends, and for how many hours."""
    who, asked, n = np.empty(joint.size, np.int64), np.empty(joint.size), 0
    mine, learnt, at_term = np.empty(most), np.empty(most), team_research.rates_by_term(research)
    for j in range(joint.size):
        m, met, attended, gained = first[j], first[j + 1] - first[j], 0.0, 0.0
        if met <= 2:  # of two the order is nothing
            for k in range(m, m + met):
                attended += times[of[k]]
                gained += times[of[k]] * (leads[k] * left[of[k]])
        else:
            for k in range(met):
                mine[k] = times[of[m + k]]
                learnt[k] = mine[k] * (leads[m + k] * left[of[m + k]])
            attended, gained = added_up(mine, met), added_up(learnt, met)
        if attended:
            lead = gained / attended
            wished = hours * attended / time
            part = min(wished, np.float64(np.float32(1) - joint[j]))
            joint[j] += part
            if lead > 0:
                learning[j] += TERM * part * team_research.rate_of(experience[j], at_term, research) * lead
            who[n], asked[n] = j, hours * attended * part / wished
            n += 1
    return who[:n], asked[:n]
