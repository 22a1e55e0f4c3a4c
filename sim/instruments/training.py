r"""Training at five levels (国培、省培、市培、区培、集团培): places for teachers, more of them at weak and rural schools, and novices trained together.

A level k offers places for a share :math:`p_k` of teachers a year. A school s of those served gets

.. math:: n_s\,p_k\,w_s/\bar w, \qquad w_s = 1 + tilt\,poor_s,

with the mean over the teachers of its district in units (of all where ``everybody`` is served), so that a tilt moves places and adds none (D13). The group's own places go to schools
in units, as far as their ties carry research. Who of a school goes is drawn. A place takes its hours beside the week and brings so
much practice an hour: none by the levels that lecture, as the national programme did nothing for pupils, whether
it was followed up or not (Loyalka et al. 2019); a little by those near the classroom, as practice-based work does (Lomos et al. 2011).

A district may open a share of its places to partner districts (D20), those over whose border one of its cores leads a school: its own
teachers have as many fewer, partners share them by their teachers, and it pays. All novices of the served schools are trained
together in their first autumn (统一岗前培训). Sources: seeds S1:62, S3:26.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from sim import network, rng, texts
from sim.axis import axis
from sim.books import Item
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.param import aim, param
from sim.processes import services, workload
from sim.processes.learning import TERM
from sim.say import Text
from sim.state import Array
from sim.sums import Combiner
from sim.world import Done, World

TRAINERS = axis(
    "trainer", national=("国培", "national"), provincial=("省培", "provincial"), municipal=("市培", "municipal"),
    district=("区培", "district"), group=("集团培", "group"),
)  # fmt: skip
DISTRICT, GROUP = TRAINERS.code("district"), TRAINERS.code("group")
TRAINED = Item(
    "training attended", "参加培训", Text(zh="教师参加各级培训", en="teachers at training"), "teacher", "hours"
)
INDUCTED = Item(
    "induction hours",
    "岗前培训",
    Text(zh="新教师参加统一岗前培训", en="novices at their common induction"),
    "teacher",
    "hours",
)


class Training(Instrument):
    """Training at five levels, with places tilted to weak and rural schools, and a common induction.

    五级联动培训与统一岗前培训，名额向薄弱、乡村学校倾斜。
    """

    zh: ClassVar[str] = "五级联动培训"
    en: ClassVar[str] = "Training at five levels"
    row: ClassVar[str] = "D12"
    dose: ClassVar[str] = "scale"
    money: ClassVar[tuple[Item, ...]] = (
        Item(
            "training places",
            "培训名额经费",
            Text(zh="各级培训名额的经费", en="places of training at all levels"),
            "treasury",
        ),
    )
    time: ClassVar[tuple[Item, ...]] = (TRAINED, INDUCTED)
    channel: ClassVar[str] = "research"
    combiner: ClassVar[Combiner] = "max"

    everybody: bool = aim(
        False, unit="flag", allowed=texts.ON_OFF, zh="服务未加入集团的学校", en="schools that are in no unit are served too",
    )  # fmt: skip

    scale: float = param(
        1.0, unit="ratio", low=0, high=3, zh="培训规模", en="training that is held over that of the plan, places and induction alike",
        source=Text(zh="规定：由研究者选定；1为按计划执行", en="rule: a researcher's choice; at 1 the plan is kept"),
    )  # fmt: skip
    places: Bundle = param(
        {"national": 0.03, "provincial": 0.03, "municipal": 0.06, "district": 0.2, "group": 0.2}, by=(TRAINERS,),
        unit="share/year", low=0, high=1, zh="年培训名额", en="places a year for each teacher",
        source=Text(zh="假设：层级越高名额越少，合计约使每名教师每两年一次", en="assumed: the higher the level the fewer, a place for every second teacher a year in all"),
    )  # fmt: skip
    hours: Bundle = param(
        {"national": 80.0, "provincial": 60.0, "municipal": 40.0, "district": 24.0, "group": 12.0}, by=(TRAINERS,),
        unit="hours/place", low=1, high=360, zh="每次培训学时", en="time of a place",
        source=Text(zh="假设：国培两周；各级合计接近五年360学时的规定要求的一部分", en="assumed: two weeks at national level; a part of the 360 hours in five years that the rules ask for"),
    )  # fmt: skip
    gain: Bundle = param(
        {"national": 0.0, "provincial": 0.0, "municipal": 0.0, "district": 0.0001, "group": 0.0003}, by=(TRAINERS,),
        unit="SD/hour", low=0, high=0.002, zh="每学时所得", en="practice learnt in an hour, before any is known",
        source=Text(zh="文献：loyalka2019（国培没有作用）、lomos2011；区与集团培训贴近课堂，按每次教研约0.003折算为假设", en="cite:loyalka2019 (none of the national programme), lomos2011 (little of practice-based work, told here as some 0.003 for a day)"),
    )  # fmt: skip
    tilt: float = param(
        1.0, unit="ratio", low=0, high=10, zh="名额倾斜", en="places of a teacher of a weak or rural school beyond those of one elsewhere, over them",
        source=Text(zh="规定：材料 S1:62（名额和人选向薄弱及农村学校倾斜）；数值为假设：一倍", en="rule: seed S1:62 (places go to weak and rural schools first); the number is assumed: twice as many"),
    )  # fmt: skip
    open_to_partners: float = param(
        0.0, unit="share", low=0, high=1, zh="向伙伴区县开放份额", en="share of a district's own places that its training centre opens to partner districts",
        source=Text(zh="规定：由研究者选定；材料 S3 的伙伴县教师进培训中心，没有写明数值", en="rule: a researcher's choice; seed S3 opens the centre to a partner county and names no number"),
    )  # fmt: skip
    induction_hours: float = param(
        40.0, unit="hours", low=0, high=200, zh="岗前培训学时", en="time of the induction of a novice",
        source=Text(zh="假设：一周", en="assumed: a week"),
    )  # fmt: skip
    induction: float = param(
        0.0003, unit="SD/hour", low=0, high=0.002, zh="岗前培训所得", en="practice a novice learns in an hour of induction, before any is known",
        source=Text(zh="假设：与集团培训相同；强化的入职辅导头两年也没有测到作用（Glazerman 等 2010）", en="assumed: as in training by the group; even intensive induction showed nothing in its first two years (Glazerman et al. 2010)"),
    )  # fmt: skip
    cost: Bundle = param(
        {"national": 4000.0, "provincial": 3000.0, "municipal": 1600.0, "district": 600.0, "group": 200.0}, by=(TRAINERS,),
        unit="yuan/place", low=0, high=20000, zh="每名额经费", en="cost of a place, paid by the treasury of the district that trains, at higher levels of the teacher's own",
        source=Text(zh="假设：培训费与食宿，约每天400元，本区走读减半", en="assumed: fees, board and travel of some 400 yuan a day, half of that where one goes home"),
    )  # fmt: skip

    @acts("activities", writes="teachers.learning teachers.asked")
    def train(self, world: World) -> Done:
        """Teachers take this term's places of training, and novices their induction.

        教师参加本学期各级培训，新教师参加岗前培训。
        """
        t, s, there = world.teachers, world.schools, services.posts(world)
        heads = there.heads
        found = services.divided(world, self, self._doses(world), self._members(world), heads)
        if not (found.reached * heads).any():
            return Done()
        own, guests, payers = self._places(world, found, heads)
        due = own.copy()
        due[DISTRICT] += guests.sum(0)
        quota = np.floor(due + self._luck(world, "places", s.uid.astype(np.uint64))[..., None])
        quota = np.minimum(quota, heads) * (due > 0)
        hours, luck = self.hours.array(), self._luck(world, "who", t.uid[there.row])
        who, brought = services.taken(there, luck, t.uid, quota, np.array([self.gain.array() * hours, hours]))
        learnt, asked = brought.T
        t.learning[who] += learnt.astype(np.float32)
        given = workload.ask(world, TRAINED, who, asked)
        new, more = self._induct(world, found.reached)
        bills = self._bills(world, own, guests, payers, np.divide(quota, due, out=np.zeros(due.shape), where=due > 0))
        spent = world.books.pay(
            world.year, "training places", bills, source="treasury", source_row=np.arange(bills.size), target="supplier"
        )
        return Done(int(quota.sum()) + new, given + more, spent)

    def _luck(self, world: World, purpose: str, uid: Array) -> Array:
        """Return a draw for each level and identity."""
        luck, spare = np.empty((len(TRAINERS), uid.size), np.float32), np.empty(uid.size, np.float32)
        for level, drawn in zip(TRAINERS.names, luck, strict=True):
            rng.fill_uniforms(self.key(world, f"{purpose}.{level}"), uid, drawn, spare)
        return luck

    def _places(self, world: World, found: services.Divided, heads: Array) -> tuple[Array, Array, Array]:
        """Return the places at home, by level, school and stage; those at the district's level that partners pay; and these."""
        s, n = world.schools, len(world.districts)
        each = found.each * heads * found.reached  # of a place for each teacher
        rate = TERM * self.scale * self.places.array()
        own = rate[:, None, None] * each
        own[GROUP] *= found.research
        if not self.open_to_partners:
            return own, np.zeros((0, *each.shape)), np.zeros(0, np.int64)
        partner = self._partners(world)
        payers = np.flatnonzero(partner.any(1))
        opened = self.open_to_partners * np.isin(np.arange(n), payers)
        guests = np.zeros((payers.size, *each.shape))
        for i, centre in enumerate(payers):
            of = partner[centre][s.district]
            among, share = found.staff[partner[centre]].sum(0), rate[DISTRICT] * opened[centre] * found.staff[centre]
            guests[i] = share / np.maximum(among, 1) * each * of[:, None]
        own[DISTRICT] *= (1 - opened[s.district])[:, None]
        return own, guests, payers

    def _bills(self, world: World, own: Array, guests: Array, payers: Array, part: Array) -> Array:
        """Return what each district pays for the places that are taken, a part of those due."""
        n, cost, taken = len(world.districts), self.cost.array(), (own * part).sum(2)
        of = np.arange(len(TRAINERS))[:, None] * n + world.schools.district
        paid = cost[:, None] * np.bincount(of.ravel(), taken.ravel(), cost.size * n).reshape(-1, n)
        bills: Array = paid[0]
        for level in range(1, len(TRAINERS)):
            bills = bills + paid[level]
            if level == DISTRICT and payers.size:
                bills[payers] += cost[level] * (guests * part[level]).sum((1, 2))
        return bills

    @staticmethod
    def _partners(world: World) -> Array:
        """Return whether a core of one district leads a school of another, shape (districts, districts)."""
        rows, n = network.active_ties(world), len(world.districts)
        core, member = (world.schools.district[school] for school in network.ends(world, rows))
        found = np.zeros((n, n), np.bool_)
        found[core, member] = True
        np.fill_diagonal(found, val=False)
        return found

    def _induct(self, world: World, served: Array) -> tuple[int, float]:
        """Train this autumn's novices together; return how many, and their hours."""
        if not world.is_autumn:
            return 0, 0.0
        t = world.teachers
        new = np.flatnonzero(t.active & (t.experience == 0))
        new = new[served[t.post[new], t.stage[new]] > 0]
        hours = self.scale * self.induction_hours * served[t.post[new], t.stage[new]]
        t.learning[new] += (self.induction * hours).astype(np.float32)
        return int(new.size), workload.ask(world, INDUCTED, new, hours)
