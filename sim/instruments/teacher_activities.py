r"""Activities of teachers (研修活动): a group's programme of lessons prepared, tried, shown, delivered and talked about together.

What an activity k teaches depends on whom one learns from there, and on what an hour of it is worth beside an hour of research in
the team (``team_research.py``), whose rate r of learning it has:

.. math:: l_i = h \sum_k part_{ik}\,\big(worth_k\,r(exp_i)\,lead_{ik}\big) + hours_{ik}\,alone_k

with part the share of the time for research that goes there. The lead is over those of the stage and subject across the group:

* collective preparation (集体备课): one plan for all, worth the mean of those who make it, so that it lifts who is below it;
* one lesson, several designs (同课异构): two teachers drawn for each other teach the same lesson, and the weaker learns from the other;
* open lessons (公开课): all watch the better half;
* lessons delivered (送教): the better half of the core teaches at members, whose teachers watch; aims say which subjects order them;
* days at a subject base (学科基地): the better half of the group's strongest team takes in the others;
* salons (青年沙龙): the young, within ``growth.novice_years``, talk among themselves;
* projects (课题): what is found out by oneself, the same for all, however good the colleagues;
* lectures (讲座): nothing, as the national programme of training had no effect (Loyalka et al. 2019), for an hour of the time;
* contests (比武): they teach nothing, and show what a teacher can do, which counts when honours are given (``careers.recognise``).

All take their time from that for research, which the own team goes without, so a programme of lectures costs what that would
have taught. Who is in several units attends the activities of each (sum). What one learns becomes practice, the less the
more one knows (``practice.py``). Kinds: seeds S0:56, S2 F11, S3:28, S4:7-8, S4:14.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

import numpy as np

from sim import network, rng, texts
from sim.axes import BLOCKS, axis, place_of, team_of
from sim.books import Item
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.kernels import kernel
from sim.param import aim, param
from sim.processes import team_research, workload
from sim.processes.circles import added_up
from sim.processes.learning import TERM
from sim.processes.teaching import team
from sim.ranking import better_half, in_order
from sim.say import Text
from sim.state import NOWHERE, Array, Layer
from sim.sums import Combiner
from sim.world import Done, World

ACTIVITIES = axis(
    "activity", preparation=("集体备课", "collective preparation"), same_lesson=("同课异构", "one lesson, several designs"),
    open_lesson=("公开课", "open lessons"), delivered=("送教", "lessons delivered"), base=("学科基地", "subject base"),
    salon=("青年沙龙", "salon of the young"), project=("课题研究", "projects"), lecture=("专题讲座", "lectures"),
    contest=("教学比武", "contests"),
)  # fmt: skip
SAME_LESSON, SALON, CONTEST = (ACTIVITIES.code(name) for name in ("same_lesson", "salon", "contest"))
SORTS = 2  # of those of a seat: others, and the young
ATTENDING = Item(
    "activities of teachers",
    "研修活动",
    Text(zh="教师参加研修活动", en="teachers at activities of the group"),
    "teacher",
    "hours",
)
ARRANGING = Item(
    "arranging activities",
    "研修组织",
    Text(zh="核心校人员筹备研修活动", en="those at the core who prepare activities"),
    "school",
    "hours",
)


class Meeting(NamedTuple):
    """Who takes part in the activities of units, shape (layers, teacher rows); -1 where nobody does."""

    sort: Array  # of participant: rows of ``times``
    team: Array  # with whom one meets
    heads: Array  # (sorts,) participants
    n: int  # teams
    rows: Array  # of the teachers who take part in any
    young: Array  # rows of those of them who are within the years of a novice

    def where(self, held: Array) -> Meeting:
        """Return who meets where something is held, by sort."""
        if held.all():
            return self
        with_whom = np.where((self.sort >= 0) & held[self.sort], self.team, NOWHERE)
        meets = (with_whom >= 0).any(0)
        return self._replace(team=with_whom, rows=self.rows[meets[self.rows]], young=self.young[meets[self.young]])


class TeacherActivities(Instrument):
    """A group's programme of preparation, open lessons, projects, lectures and contests.

    集团的研修活动：集体备课、同课异构、公开课、送教、学科基地、沙龙、课题、讲座与比武。
    """

    zh: ClassVar[str] = "研修活动"
    en: ClassVar[str] = "Activities of teachers"
    row: ClassVar[str] = "D5"
    dose: ClassVar[str] = "programme"
    money: ClassVar[tuple[Item, ...]] = (
        Item("teacher activities", "研修活动经费", Text(zh="研修活动经费", en="activities of teachers"), "group"),
    )
    time: ClassVar[tuple[Item, ...]] = (ATTENDING, ARRANGING)
    channel: ClassVar[str] = "research"
    inside: ClassVar[bool] = True
    combiner: ClassVar[Combiner] = "sum"

    kinds: tuple[str, ...] = aim(
        ACTIVITIES.names, unit="list of texts", allowed=texts.SOME_OF(names=ACTIVITIES.names), least=1,
        zh="种类", en="kinds of activity that are held",
    )  # fmt: skip
    subjects: tuple[str, ...] = aim(
        BLOCKS.names, unit="list of texts", allowed=texts.SOME_OF(names=BLOCKS.names), least=1,
        zh="适用学科组", en="subject blocks whose teachers take part",
    )  # fmt: skip

    programme: float = param(
        1.0, unit="share", low=0, high=2, zh="活动计划执行份额", en="part of the year's programme that is held",
        source=Text(zh="规定：由研究者选定；1为按计划执行", en="rule: a researcher's choice; at 1 the programme is kept"),
    )  # fmt: skip
    yearly: Bundle = param(
        {"preparation": 8.0, "same_lesson": 4.0, "open_lesson": 4.0, "delivered": 6.0, "base": 4.0, "salon": 2.0,
         "project": 1.0, "lecture": 4.0, "contest": 2.0}, by=(ACTIVITIES,),
        unit="activities/group/year", low=0, high=40, zh="年活动次数", en="activities of a group in a year",
        source=Text(zh="假设：合计约为材料所载各集团每年6–14次的两倍多（S0:42、S3:32，其中送教6次）；集体备课每月一次", en="assumed: somewhat over twice the 6 to 14 a year that groups report (S0:42, S3:32, which counts 6 deliveries); plans are made together once a month"),
    )  # fmt: skip
    attendance: Bundle = param(
        {"preparation": 0.2, "same_lesson": 0.1, "open_lesson": 0.2, "delivered": 0.1, "base": 0.05, "salon": 0.2,
         "project": 0.05, "lecture": 0.3, "contest": 0.1}, by=(ACTIVITIES,),
        unit="share", low=0, high=1, zh="参加比例", en="share of a group's teachers at an activity; of the young at a salon",
        source=Text(zh="假设：材料中每次约60人，约为一个集团教师的五分之一（S0:42）；讲座面向更多的人，课题面向少数人", en="assumed: 60 at an activity in the seed, about a fifth of a group's teachers (S0:42); lectures reach more, projects fewer"),
    )  # fmt: skip
    hours: Bundle = param(
        {"preparation": 2.0, "same_lesson": 2.0, "open_lesson": 2.0, "delivered": 2.0, "base": 3.0, "salon": 2.0,
         "project": 30.0, "lecture": 2.0, "contest": 6.0}, by=(ACTIVITIES,),
        unit="hours/activity", low=0.5, high=60, zh="每次时长", en="time a participant gives to an activity",
        source=Text(zh="假设：一次两课时；课题每两周一小时多；比武含准备", en="assumed: two lessons; a project an hour and a half a fortnight; a contest with what is prepared for it"),
    )  # fmt: skip
    worth: Bundle = param(
        {"preparation": 1.0, "same_lesson": 2.0, "open_lesson": 0.5, "delivered": 0.5, "base": 1.0, "salon": 1.0,
         "project": 0.0, "lecture": 0.0, "contest": 0.0}, by=(ACTIVITIES,),
        unit="ratio", low=0, high=4, zh="学习效率", en="share of a lead learnt in an hour, over that in an hour of research in the team",
        source=Text(zh="文献：papay2020、kraft2018、lomos2011、loyalka2019（配对远胜于观摩，讲座为零）；按growth计，导师带教一小时约为校内教研的2.5倍，同课异构介于其间，只听不讲减半", en="cite:papay2020, kraft2018, lomos2011, loyalka2019 (pairs do far more than watching, lectures nothing); by the numbers of growth an hour with a mentor is worth 2.5 of research in the team; same lessons stand between, watching alone at half"),
    )  # fmt: skip
    alone: Bundle = param(
        {"preparation": 0.0, "same_lesson": 0.0, "open_lesson": 0.0, "delivered": 0.0, "base": 0.0, "salon": 0.0,
         "project": 0.0003, "lecture": 0.0, "contest": 0.0}, by=(ACTIVITIES,),
        unit="SD/hour", low=0, high=0.001, zh="自身所得", en="practice found in an hour whoever else is there, before any is known",
        source=Text(zh="文献：lomos2011、loyalka2019（共同研究作用小：一项课题一年约0.009；讲座为零）", en="cite:lomos2011, loyalka2019 (small effects of common research: a project brings 0.009 in a year; lectures nothing)"),
    )  # fmt: skip
    shows: float = param(
        0.5, unit="share/contest", low=0, high=1, zh="比武显能", en="part of what is not seen of a teacher's skill that a contest shows to those who give honours",
        source=Text(zh="假设：一半；获奖本身对学生没有另外的信息（Chu 等 2015）", en="assumed: half; awards tell nothing more about pupils' gains (Chu et al. 2015)"),
    )  # fmt: skip
    arranging: float = param(
        6.0, unit="hours/activity", low=0, high=40, zh="每次组织工时", en="time of those at the core who prepare an activity",
        source=Text(zh="假设：大半天", en="assumed: most of a day"),
    )  # fmt: skip
    cost: Bundle = param(
        {"preparation": 10.0, "same_lesson": 20.0, "open_lesson": 20.0, "delivered": 20.0, "base": 50.0, "salon": 20.0,
         "project": 200.0, "lecture": 40.0, "contest": 30.0}, by=(ACTIVITIES,),
        unit="yuan/person", low=0, high=5000, zh="人均经费", en="cost of an activity per participant, paid by the group's fund",
        source=Text(zh="假设：路费与材料；讲座加专家酬金，课题为一名参与者的课题费", en="assumed: travel and materials; a lecture with its fee, a project with the money of a participant"),
    )  # fmt: skip

    @acts(
        "activities", writes="teachers.learning teachers.joint teachers.asked teachers.shown schools.asked groups.fund"
    )
    def hold(self, world: World) -> Done:
        """Hold this term's programme, as far as the fund pays for it, in time taken from research at school.

        开展本学期的研修活动，以集团经费为限，时间取自校内教研。
        """
        rows = self.ties(world)
        if not rows.size:
            return Done()
        found, g = self.seats(world, rows), world.groups
        m, unit = self._meeting(world, found), np.repeat(found.unit, SORTS)
        times = self._times(world, found, m.heads)
        wished = added_up(unit, (times * self.cost.array()).sum(1), m.heads, len(g))
        paid = np.minimum(wished, np.maximum(g.fund, 0))
        part = np.divide(paid, wished, out=np.ones(len(g)), where=wished > 0)
        times *= part[unit, None]
        spent = world.books.pay(
            world.year, "teacher activities", paid, source="group", source_row=np.arange(len(g)), target="supplier"
        )
        hours = self._attend(world, found, m, times)
        met = np.bincount(unit, m.heads, len(g)) > 0
        hours += workload.ask(world, ARRANGING, g.core, self.arranging * (part * np.where(met, self._due().sum(), 0)))
        return Done(round(float(m.heads @ times.sum(1))), hours, spent)

    def _due(self) -> Array:
        """Return how many activities of each kind are due this term."""
        held = np.array([name in self.kinds for name in ACTIVITIES.names])
        due: Array = TERM * self.programme * self.yearly.array() * held
        return due

    def _meeting(self, world: World, found: network.Seats) -> Meeting:
        """Return who takes part in the activities of units, and with whom."""
        t, g, stages, meets = world.teachers, world.groups, world.stages, found.unit
        young, n = t.experience < world.settings.params.growth.novice_years, len(g)
        if world.inside:  # with colleagues of the school, in each layer for itself
            meets, n = (
                len(world.schools) * g.layer[meets].astype(np.int64) + found.school,
                len(world.schools) * len(Layer),
            )
        seat = np.stack([*network.by_layer(world, found)])
        sort, with_whom, heads, met = _there(
            t.active, t.post, t.stage, t.block, young, seat, found.strength,
            stages.team(meets, 0, 0), self.wanted(*self.subjects), len(stages),
        )  # fmt: skip
        return Meeting(sort, with_whom, heads, stages.n_teams(n), np.flatnonzero(met), np.flatnonzero(met & young))

    def _times(self, world: World, found: network.Seats, heads: Array) -> Array:
        """Return how many activities of each kind one of a sort is to attend, shape (sorts, activities)."""
        unit, core = found.unit, world.groups.core[found.unit]
        of_seat = heads.reshape(-1, SORTS).sum(1)
        total = added_up(unit, found.strength, of_seat, len(world.groups))
        mean = total / np.maximum(np.bincount(unit, of_seat, total.size), 1)  # who is tied closer comes more often
        often = np.minimum((found.strength / np.maximum(mean[unit], 1e-9))[:, None] * self.attendance.array(), 1)
        times = np.repeat(self._due() * often, SORTS, 0)
        times[:, ACTIVITIES.code("delivered")] *= np.repeat(found.school != core, SORTS)
        times[::SORTS, SALON] = 0  # of those who are not young
        return times

    def _levels(self, world: World, found: network.Seats, m: Meeting) -> Array:
        """Return the skill that each kind of activity shows to a team, shape (teams, activities)."""
        t, g, stages = world.teachers, world.groups, world.stages
        best, mean, _ = better_half(np.tile(t.skill, len(m.team)), m.team.ravel(), m.n)
        levels = np.repeat(best[:, None], len(ACTIVITIES), 1)
        levels[:, ACTIVITIES.code("preparation")] = mean
        at_home = np.where(t.active, team(world), NOWHERE)
        home, _, _ = better_half(t.skill, at_home, stages.n_teams(len(world.schools)))
        if world.inside:
            levels[:, ACTIVITIES.code("delivered")] = levels[:, ACTIVITIES.code("base")] = np.tile(home, len(Layer))
            return levels
        levels[:, ACTIVITIES.code("delivered")] = stages.by_unit_of_team(home)[g.core].ravel()
        strongest = np.full((stages.n_places(len(g)), len(BLOCKS)), -np.inf)
        seat, place = found.cells
        at = stages.place(found.unit[seat], stages.stage_of(place))
        np.maximum.at(strongest, at, home.reshape(-1, len(BLOCKS))[place])
        levels[:, ACTIVITIES.code("base")] = strongest.ravel()
        return levels

    def _attend(self, world: World, found: network.Seats, m: Meeting, times: Array) -> float:
        """Let teachers learn in what they attend, which takes of their time for research; return the hours."""
        t, p, each = world.teachers, world.settings.params.growth, self.hours.array()
        worth, alone, whole = self.worth.array(), self.alone.array(), p.research_hours * workload.weeks(world)
        fits, came, contests = _fitted(t.joint, m.sort, (times * each).sum(1), times[:, CONTEST].copy(), whole)
        kinds = np.flatnonzero(times.any(0) & ((worth != 0) | (alone != 0)))
        m = m.where(times.any(1))
        none = np.zeros((0, 0), np.float32)
        _learn(
            t.learning, t.shown, t.skill, t.experience, m.sort, m.team, times, came, (1 - self.shows) ** contests,
            self._levels(world, found, m) if kinds.size else np.zeros((0, 0)),
            self._partners(world, m) if SAME_LESSON in kinds else none, self._salons(world, m) if SALON in kinds else none,
            kinds, each / whole, worth, alone * each, team_research.rates(p),
        )  # fmt: skip
        who = np.flatnonzero(fits)
        return workload.ask(world, ATTENDING, who, fits[who] * whole)

    def _partners(self, world: World, m: Meeting) -> Array:
        """Return the skill of the colleague of the team drawn to teach the same lesson, by row and layer."""
        t = world.teachers
        uid = t.uid[m.rows]
        _, order = in_order(np.zeros(uid.size), rng.uniform(self.key(world, "partner"), uid), uid, 1)
        found: Array = _paired(m.rows[order], t.skill, m.team, m.n)
        return found

    def _salons(self, world: World, m: Meeting) -> Array:
        """Return by how much the others at a salon lead each of the young, by row and layer."""
        t = world.teachers
        _, order = in_order(np.zeros(m.young.size), t.skill[m.young], t.uid[m.young], 1)
        found: Array = _among(m.young[order], t.skill, m.team, m.n)
        return found


@kernel
def _there(
    active: Array, post: Array, stage: Array, block: Array, young: Array,
    seat: Array,  # (layers, places)
    strength: Array,  # (seats,)
    first: Array,  # (seats,) first of the teams that those of a seat meet
    wanted: Array,  # (stages, blocks)
    stages: int,
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Return the sort and the team of each teacher row in each layer, the heads of each sort, and a flag of who meets at all."""
    sort = np.full((len(seat), active.size), np.int32(NOWHERE))
    team, heads, met = sort.copy(), np.zeros(SORTS * first.size, np.int64), np.zeros(active.size, np.bool_)
    for j in range(active.size):
        if active[j] and wanted[stage[j], block[j]]:
            place = place_of(post[j], stage[j], stages)
            for layer in range(len(seat)):
                k = seat[layer, place]
                if k >= 0 and strength[k] > 0:
                    sort[layer, j] = SORTS * k + young[j]
                    team[layer, j] = first[k] + team_of(stage[j], block[j])
                    heads[sort[layer, j]] += 1
                    met[j] = True
    return sort, team, heads, met


@kernel
def _paired(order: Array, skill: Array, team: Array, n: int) -> Array:
    """Pair those who meet two by two, in one order of all; return the skill of the partner, who is left over has none but oneself."""
    partner, waits = np.empty(team.shape, np.float32), np.full(n, NOWHERE)
    for layer in range(len(team)):
        for j in order:
            c = team[layer, j]
            if c < 0:
                continue
            other = waits[c]
            if other < 0:
                waits[c] = j
                partner[layer, j] = skill[j]
            else:
                partner[layer, j], partner[layer, other] = skill[other], skill[j]
                waits[c] = NOWHERE
    return partner


@kernel
def _among(order: Array, skill: Array, team: Array, n: int) -> Array:
    """Return by how much the others of a team who talk among themselves lead each on average; the best come first."""
    lead, heads = np.zeros(team.shape), np.zeros(n, np.int64)
    above, ahead = np.zeros(n), np.zeros(n, np.int64)  # the sum of skills of those ahead, and their number
    for layer in range(len(team)):
        for j in order:
            if team[layer, j] >= 0:
                heads[team[layer, j]] += 1
    for layer in range(len(team)):
        for j in order:
            c = team[layer, j]
            if c >= 0:
                if ahead[c]:
                    lead[layer, j] = max(above[c] - ahead[c] * np.float64(skill[j]), 0.0) / (heads[c] - 1)
                above[c] += skill[j]
                ahead[c] += 1
    return lead


@kernel
def _fitted(
    joint: Array,  # (teacher rows,) share of the time for research that is spent with others, changed in place
    sort: Array,  # (layers, teacher rows)
    hours: Array,  # (sorts,) one is to attend
    contests: Array,  # (sorts,) one is to attend
    whole: float,  # hours of the time for research in a term
) -> tuple[Array, Array, Array]:
    """Return the part of its time each teacher row attends, of what it was to attend what that is, and the contests in turn."""
    fits, came = np.zeros(joint.size), np.zeros(joint.size)
    shows, n = np.empty(sort.size), 0
    for j in range(joint.size):
        spent = 0.0
        for layer in range(len(sort)):
            if sort[layer, j] >= 0:
                spent += hours[sort[layer, j]]
        if spent:
            fits[j] = min(spent / whole, np.float64(np.float32(1) - joint[j]))  # nobody has more time than there is
            came[j] = fits[j] * whole / spent
            joint[j] += np.float32(fits[j])
        for layer in range(len(sort)):
            if sort[layer, j] >= 0:
                shows[n] = contests[sort[layer, j]] * came[j]
                n += 1
    return fits, came, shows[:n]


@kernel
def _learn(
    learning: Array,  # (teacher rows,) SD/year, changed in place
    shown: Array,  # (teacher rows,) share of what is not seen of a skill that is shown, changed in place
    skill: Array,
    experience: Array,
    sort: Array,  # (layers, teacher rows), as is ``team``
    team: Array,
    times: Array,  # (sorts, activities) one is to attend
    came: Array,  # (teacher rows,) share of it
    hidden: Array,  # (participants,) share that contests leave unseen
    levels: Array,  # (teams, activities) skill that is shown
    partner: Array,  # (layers, teacher rows) skill of who teaches the same lesson
    salon: Array,  # (layers, teacher rows) lead of the others at a salon
    kinds: Array,  # codes of the activities that teach
    share: Array,  # (activities,) of the time for research
    worth: Array,  # (activities,)
    alone: Array,  # (activities,) SD
    research: tuple[float, float, float],
) -> None:
    """Let participants learn of those they meet, and by themselves, one kind of activity after the other."""
    at_term, n = team_research.rates_by_term(research), 0
    for j in range(learning.size):
        rate = team_research.rate_of(experience[j], at_term, research)
        for layer in range(len(sort)):
            k, c = sort[layer, j], team[layer, j]
            if k < 0:
                continue
            if c >= 0:
                for one in kinds:
                    attended = times[k, one] * came[j]
                    if worth[one]:
                        if one == SALON:
                            lead = salon[layer, j]
                        else:
                            level = np.float64(partner[layer, j]) if one == SAME_LESSON else levels[c, one]
                            lead = max(level - skill[j], 0.0)
                        learning[j] += TERM * (worth[one] * (attended * share[one])) * rate * lead
                    if alone[one]:
                        learning[j] += np.float32(alone[one] * attended)
            shown[j] = 1 - np.float64(np.float32(1) - shown[j]) * hidden[n]
            n += 1
