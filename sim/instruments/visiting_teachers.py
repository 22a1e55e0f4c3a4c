r"""Visiting teachers: those of the core who teach at members for part of the week or for a year, beside rotation.

Three kinds, each with its own share, part of the week and choice of who goes; the weakest team of a stage gets the next (S0, S1, S3).

* Teaching at two schools (走教): anybody past the first years, drawn; two days a week. They are labour that is shared, and take part in
  research at home.
* A stay to teach (支教): for a year, those who wish most to serve; they are of the hosts' team while they are there.
* The station of experts (特级教师流动站): the honoured, the best first, a day a week. Beside lessons they give ``open_hours`` a week
  to the team of their subject, a few at a time, who learn as in research in the team, ``worth`` times as fast:

.. math:: l_i = h\,worth\,r(exp_i)\,\frac{H_i}{H_{research}}\,(\bar q_{experts}-q_i)^+, \qquad
          H_i = \min\Big(1, \frac{experts \cdot at\_once}{team}\Big)\,open\_hours

How many go is a share of the core's teachers, of the station of its honoured, times what ties carry of staff. Nobody takes over
what they leave: colleagues at home teach it. Who belongs to several units goes in one of them (capped sum).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, rng, texts
from sim.axes import BLOCKS
from sim.axis import axis
from sim.books import Item
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.kinds import AT_HOME, PlacementKind
from sim.network import Seats
from sim.param import aim, param
from sim.processes import counterparts, hosting, placement, team_research, workload
from sim.ranking import top
from sim.say import Text
from sim.state import NOWHERE, Array
from sim.sums import Combiner
from sim.world import Done, World

VISITS = axis(
    "visit", walking=("走教", "teaching at two schools"), stay=("支教", "a stay to teach"),
    station=("流动站", "station of experts"),
)  # fmt: skip
WALKING = PlacementKind(
    "walking", "走教", "teaching at two schools", way="one way", decides="head", week="walking_week", number=8
)
STAY = PlacementKind("stay_to_teach", "支教", "stay to teach", way="one way", decides="teacher", credit=True, number=9)
STATION = PlacementKind(
    "expert_station",
    "特级教师流动站",
    "station of experts",
    way="one way",
    decides="group",
    week="station_week",
    number=10,
)
KINDS = dict(zip(VISITS.names, (WALKING, STAY, STATION), strict=True))
ON_THE_ROAD = Item(
    "visitors' travel",
    "走教支教路途",
    Text(zh="走教、支教教师和专家往返途中", en="visiting teachers on the road"),
    "teacher",
    "hours",
)
SHOWING = Item(
    "experts with their hosts",
    "流动站指导",
    Text(zh="流动站专家与接收校教师共同研讨", en="experts with the teams they visit"),
    "teacher",
    "hours",
)
WATCHING = Item(
    "hosts with experts",
    "流动站研修",
    Text(zh="接收校教师跟流动站专家研讨", en="hosts with the experts who visit"),
    "teacher",
    "hours",
)


class Visiting(Instrument):
    """Teachers of the core who teach at two schools, stay at a member to teach, or come as experts.

    核心校教师到成员校走教、支教，特级教师、名师在流动站定期到校。
    """

    zh: ClassVar[str] = "走教支教与流动站"
    en: ClassVar[str] = "Visiting teachers"
    row: ClassVar[str] = "C4"
    dose: ClassVar[str] = "scale"
    placements: ClassVar[tuple[PlacementKind, ...]] = (WALKING, STAY, STATION)
    money: ClassVar[tuple[Item, ...]] = (
        Item(
            "allowances of visitors",
            "走教支教补助",
            Text(zh="走教、支教与流动站的补助与交通", en="allowances and travel of visiting teachers"),
            "treasury",
        ),
    )
    time: ClassVar[tuple[Item, ...]] = (ON_THE_ROAD, SHOWING, WATCHING)
    channel: ClassVar[str] = "staff"
    combiner: ClassVar[Combiner] = "capped sum"

    visits: tuple[str, ...] = aim(
        VISITS.names, unit="list of texts", allowed=texts.SOME_OF(names=VISITS.names), least=1,
        zh="派出种类", en="kinds of visit",
    )  # fmt: skip
    subjects: tuple[str, ...] = aim(
        BLOCKS.names, unit="list of texts", allowed=texts.SOME_OF(names=BLOCKS.names), least=1,
        zh="适用学科组", en="subject blocks whose teachers go",
    )  # fmt: skip

    scale: float = param(
        1.0, unit="ratio", low=0, high=3, zh="派出规模", en="those who go over those of the plan",
        source=Text(zh="规定：由研究者选定；1为按计划执行", en="rule: a researcher's choice; at 1 the plan is kept"),
    )  # fmt: skip
    share: Bundle = param(
        {"walking": 0.05, "stay": 0.03, "station": 0.3}, by=(VISITS,),
        unit="share", low=0, high=1, zh="派出比例", en="share of the core's teachers who go in a year; of its honoured for the station",
        source=Text(zh="假设：材料没有写明数值，流动比例不高（材料 S3）；流动站取核心校够格专家的三成", en="assumed: the seeds name no number, and few move (seed S3); three in ten of the experts of a core are in its station"),
    )  # fmt: skip
    walking_week: float = param(
        0.4, unit="share", low=0.1, high=0.9, zh="走教份额", en="part of the week at the member of one who teaches at two schools",
        source=Text(zh="假设：每周两天", en="assumed: two days a week"),
    )  # fmt: skip
    station_week: float = param(
        0.2, unit="share", low=0.1, high=0.9, zh="流动站份额", en="part of the week that an expert teaches at the member",
        source=Text(zh="假设：每周一天", en="assumed: a day a week"),
    )  # fmt: skip
    years: Bundle = param(
        {"walking": 1, "stay": 1, "station": 2}, by=(VISITS,),
        unit="years", low=1, high=5, zh="期限", en="length of a visit",
        source=Text(zh="假设：支教一学年，流动站两年", en="assumed: a stay is a school year, a station two"),
    )  # fmt: skip
    least: int = param(
        2, unit="honour", low=1, high=3, zh="专家称号下限", en="least honour of an expert: 1 backbone, 2 subject leader, 3 master",
        source=Text(zh="假设：学科带头人以上；材料 S0:56称特级教师", en="assumed: subject leaders and masters (seed S0:56 says 特级教师)"),
    )  # fmt: skip
    load: float = param(
        1.0, unit="ratio", low=0, high=2, zh="到校课时比", en="lessons over those of a local colleague, for as much of the week as one is there",
        source=Text(zh="假设：与当地同事相同；材料 S3:38-40中支教教师更多", en="assumed: those of a colleague; more in seed S3:38-40"),
    )  # fmt: skip
    open_hours: float = param(
        2.0, unit="hours/week", low=0, high=10, zh="专家指导周工时", en="hours a week that an expert gives to the team of the subject",
        source=Text(zh="假设：到校那天的两课时", en="assumed: two lessons of the day"),
    )  # fmt: skip
    at_once: float = param(
        4.0, unit="teachers/expert", low=1, high=30, zh="同时指导人数", en="teachers who are with an expert at a time",
        source=Text(zh="假设：一个小组", en="assumed: a small group"),
    )  # fmt: skip
    worth: float = param(
        2.0, unit="ratio", low=0, high=4, zh="专家指导学习效率", en="share of a lead learnt in an hour with experts, over that in an hour of research in the team",
        source=Text(zh="文献：papay2020、kraft2018（按growth计，导师带教一小时约为校内教研的2.5倍，小组略低）", en="cite:papay2020, kraft2018 (by the numbers of growth an hour with a mentor is worth 2.5 of research in the team; a small group somewhat less)"),
    )  # fmt: skip
    allowance: float = param(
        8000.0, unit="yuan/year", low=0, high=60000, zh="补助", en="allowance of a full week away in a year, of a part of it the same part",
        source=Text(zh="假设：每学年8000元，含交通", en="assumed: 8,000 yuan a school year, travel in it"),
    )  # fmt: skip

    @acts("placements", writes=placement.SENDING)
    def send(self, world: World) -> Done:
        """Send this year's visiting teachers and experts, and pay all who are away.

        派出本学年的走教、支教教师和流动站专家，并发放补助。
        """
        rows, spent = self.ties(world), 0.0
        found, n = self.seats(world, rows), len(world.schools)
        of_cores = self._of_cores(world, found)
        asked, sent, left = np.zeros(world.schools.pupils.shape), np.zeros(world.schools.pupils.shape), np.zeros(n)
        postings = {name: self.posting(world, kind, 2 * self.years[name]) for name, kind in KINDS.items()}
        for name, posting in postings.items():
            if rows.size and name in self.visits:
                for total, more in zip(
                    (asked, sent, left), self._send(world, rows, found, of_cores, name, posting), strict=True
                ):
                    total += more
        for posting, away in placement.away_by_kind(world, *postings.values()):
            spent += placement.pay(world, "allowances of visitors", posting, away, self.allowance * posting.week)
        if asked.any():
            short = {"post": left, "able": asked.sum(1) - sent.sum(1) - left}
            placement.note(world, self.full_name, asked, sent, **short)
        return Done(int(sent.sum()), 0.0, spent)

    def _of_cores(self, world: World, found: Seats) -> Array:
        """Return the rows of the teachers of the subjects aimed at whose school leads a unit at their stage."""
        t, stages, (seat, place) = world.teachers, world.stages, found.cells
        leads = np.zeros(stages.n_places(len(world.schools)), np.bool_)
        leads[place[found.core[seat]]] = True
        who = np.flatnonzero(t.active & leads[stages.place(t.register, t.stage)])
        return who[self.wanted(*self.subjects)[t.stage[who], t.block[who]]]

    def _send(
        self, world: World, rows: Array, found: Seats, who: Array, name: str, posting: placement.Posting
    ) -> tuple[Array, Array, Array]:
        """Choose those of cores who go, and send each to the weakest team in turn.

        Return how many each school was to send and sent, by stage, and for how many no member had a place.
        """
        t = world.teachers
        served = (
            t.honour[who] >= self.least
            if name == "station"
            else t.experience[who] >= world.settings.params.growth.young
        )
        who = who[served & (t.placement[who] == AT_HOME)]
        seat = network.choose(world, who, t.register[who], found, f"{self.address}.{name}")
        leads = (seat >= 0) & found.core[seat]
        who, seat = who[leads], seat[leads]
        if name == "station":
            wish = 10.0 * t.honour[who] + t.skill[who]  # no skill is worth an honour
        else:
            wish = rng.normal(self.key(world, name), t.uid[who]).astype(np.float64)
        if name == "stay":
            wish += t.motive[who]
        able = np.bincount(seat, minlength=found.unit.size)
        luck = rng.uniform(self.key(world, f"{name}.quota"), world.groups.uid[found.unit].astype(np.uint64))
        due = self.scale * self.share[name] * able * found.strength
        quota, n = np.floor(due + luck) * (due > 0), len(world.schools)
        heads = network.heads(world, t.register[who], t.stage[who], n)
        of_school = np.bincount(found.school, quota, minlength=n)
        asked = heads * np.divide(of_school, heads.sum(1), out=np.zeros(n), where=of_school > 0)[:, None]
        goes = top(seat, wish, t.uid[who], quota)
        who, unit = who[goes], found.unit[seat[goes]]
        target = counterparts.in_turn(world, rows, who, unit)
        placed = target != NOWHERE
        left = np.bincount(t.register[who[~placed]], minlength=n)
        who = who[placed]
        placement.send(world, who, target[placed], posting, unit[placed])
        return asked, network.heads(world, t.register[who], t.stage[who], n).astype(np.float64), left

    @acts("activities", writes="teachers.learning teachers.asked")
    def teach(self, world: World) -> Done:
        """Visitors are on the road; experts give time to the teams they visit, who learn of them.

        来访教师往返途中；流动站专家指导接收校教研组，其教师从中学习。
        """
        t, hours, n = world.teachers, 0.0, world.stages.n_teams(len(world.schools))
        experts = np.zeros(0, np.int64)
        for posting, rows in placement.away_by_kind(world, *(self.posting(world, kind) for kind in KINDS.values())):
            hours += workload.ask(world, ON_THE_ROAD, rows, placement.road(world, rows))
            experts = rows if posting.kind == STATION else experts
        if not experts.size:
            return Done(0, hours)
        visited = world.stages.team(t.post[experts], t.stage[experts], t.block[experts])
        hosts, cell, _ = hosting.hosts(world, experts, np.zeros(experts.size))
        there, size = np.bincount(visited, minlength=n), np.bincount(cell, minlength=n)  # of teams that experts visit
        level = np.bincount(visited, t.skill[experts], minlength=n) / np.maximum(there, 1)
        met = (self.open_hours * np.minimum(self.at_once * there / np.maximum(size, 1), 1))[cell]  # a week
        lead = np.maximum(level[cell] - t.skill[hosts], 0)
        team_research.learn(world, hosts, lead, self.worth * met / world.settings.params.growth.research_hours)
        with_hosts = experts[size[visited] > 0]
        hours += workload.ask(world, SHOWING, with_hosts, self.open_hours * workload.weeks(world))
        return Done(0, hours + workload.ask(world, WATCHING, hosts, met * workload.weeks(world)))
