r"""Rotation (交流轮岗): every year a share of those who have served long enough works at another school of the group.

Each school sends ``annual_share`` of its eligible teachers, times what its tie carries of staff moves: the strength of the
form, thinned by distance. So a district reaches the rate of the rule only with ties of full strength at no distance; the
measure `rotation_share` says what it does reach. A share of those sent are backbone teachers. The head chooses whom:

.. math:: release_j = (2\omega - 1)\,q_j/\sigma_q + z_j

so a head judged on the own school alone (omega = 0) parts with the weak, and one judged on the group's result sends the
good: compliance is about heads, not quality. In the group every vacated post is taken by another mover of the same stage
and subject block, with the least travel (an assignment problem), so heads per school and block are conserved, and without
learning so is the district's mean value-added. Where nobody can take a post over, the head names the next on the list.
Over a tie whose form is one-way the core sends and nobody comes back for them: its teachers go to the members in turn,
the weakest team first. A core divides what it sends among its ties of both kinds.
Those who would not have consented suffer the loss of a forced move.

Sources: 10 % and 20 % of the 2014 opinion of three ministries; six years' service, ages under 50 and 45 as in Tianjin 2018;
consent of about 5 % without incentive (Glazerman et al. 2013).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from scipy.optimize import linear_sum_assignment

from sim import rng
from sim.axes import SEXES
from sim.bundle import Bundle
from sim.instruments import Instrument, acts
from sim.param import param
from sim.processes import groups, placement
from sim.ranking import top
from sim.state import NOWHERE, STAGES, Array, Honour, Placement, Title
from sim.world import Done, World, segments

SEND = """teachers.post teachers.match teachers.placement teachers.placement_row teachers.placement_end teachers.forced
teachers.terms_since_move teachers.burnout placements.teacher placements.origin placements.target placements.kind
placements.group placements.start placements.end placements.chosen placements.honour placements.block placements.skill
placements.experience"""


ROUNDS = 4  # of naming and matching; after the last, a post that nobody can take over stays as it is


class Rotation(Instrument):
    """Rotation of teachers inside groups, two-way unless a form of tie is one-way."""

    zh: ClassVar[str] = "交流轮岗"
    en: ClassVar[str] = "Teacher rotation"
    row: ClassVar[str] = "C1"
    dose: ClassVar[str] = "annual_share"

    annual_share: float = param(
        0.10, unit="share/year", low=0, high=0.3, zh="年度交流比例(折算前)", en="share of eligible teachers asked to begin a rotation each year by a tie of full strength at no distance",
        source="rule: 10 % of eligible teachers a year (opinion of three ministries 2014, inspection standard 2017); reached only by full ties",
    )  # fmt: skip
    backbone_share: float = param(
        0.20, unit="share", low=0, high=0.5, zh="骨干占比", en="share of backbone teachers among those sent",
        source="rule: opinion of three ministries 2014",
    )  # fmt: skip
    years: int = param(
        2, unit="years", low=1, high=5, zh="交流年限", en="length of a rotation",
        source="rule: 1-2 years in seed S1:52, at least 3 in Shanghai",
    )  # fmt: skip
    eligible_years: int = param(
        6, unit="years", low=1, high=12, zh="任教满年限", en="years in a row at one school that make a teacher eligible",
        source="rule: Jiangxi 2016, Anhui, Tianjin 2018",
    )  # fmt: skip
    age_limit: Bundle = param(
        {"men": 50, "women": 45}, by=(SEXES,),
        unit="years", low=25, high=70, zh="年龄上限", en="age from which a teacher is no longer eligible",
        source="rule: Tianjin 2018",
    )  # fmt: skip
    voluntary: bool = param(
        False, unit="flag", zh="自愿原则", en="only those who consent are sent",
        source="rule: the documents oblige; consent is a researcher's variant",
    )  # fmt: skip
    willing: float = param(
        0.05, unit="share", low=0.005, high=0.3, zh="无激励意愿", en="share who would consent without allowance at no distance",
        source="cite:glazerman2013",
    )  # fmt: skip
    appeal: float = param(
        0.6, unit="logit per 10,000 yuan", low=0, high=2, zh="补贴吸引力", en="pull of the yearly allowance on consent",
        source="assumed: 10,000 yuan nearly double consent",
    )  # fmt: skip
    career: float = param(
        0.5, unit="logit", low=0, high=2, zh="职称激励", en="pull of credit for promotion on those below senior title",
        source="assumed: rotation weighs in promotion (C15)",
    )  # fmt: skip
    tiring: float = param(
        0.08, unit="logit/km", low=0, high=0.5, zh="通勤阻力", en="push of each kilometre of travel against consent",
        source="assumed: cost and traffic keep flows low (seed S3)",
    )  # fmt: skip
    motive: float = param(
        0.5, unit="logit/SD", low=0, high=2, zh="服务动机", en="pull of service motive on consent",
        source="assumed: willingness works through commitment (Zhang, Ye and Wang)",
    )  # fmt: skip
    allowance: float = param(
        6000.0, unit="yuan/year", low=0, high=60000, zh="交流补贴", en="allowance of a teacher on rotation",
        source="assumed: 500 yuan a month",
    )  # fmt: skip
    travel: float = param(
        300.0, unit="yuan/km/year", low=0, high=2000, zh="交通补助", en="travel money of a teacher on rotation",
        source="assumed: two trips a day on 190 days at 0.8 yuan per km",
    )  # fmt: skip

    @acts("placements", writes=f"{SEND} ")
    def rotate(self, world: World) -> Done:
        """Send this year's movers and pay all who are away."""
        rows = self.ties(world)
        one_way = groups.by_form(world, "one_way")[world.ties.form[rows], 0] > 0
        moved = self._move(world, rows, rows[~one_way]) if not one_way.all() else 0
        moved += self._send_out(world, rows, rows[one_way]) if one_way.any() else 0
        return Done(moved, 0.0, self._pay(world))

    def _strength(self, world: World, rows: Array, over: Array) -> Array:
        """Return what each school sends over some ties of those aimed at; a core divides it among its ties."""
        strength, group, core = self.carried(world, "staff", over), world.ties.group, world.groups.core
        n, every = (np.bincount(group[of], minlength=core.size) for of in (over, rows))
        strength[core[n > 0]] *= n[n > 0] / every[n > 0]
        return strength

    def _eligible(self, world: World, sends: Array) -> Array:
        """Return those who have served long enough and are not too old, at the schools of a mask."""
        t = world.teachers
        able = t.active & (t.placement == Placement.NONE) & (t.years_here >= self.eligible_years)
        who = np.flatnonzero(able & self.aims_stage(t.stage))
        who = who[sends[t.register[who]]]
        return who[world.year - t.birth_year[who] < self.age_limit.array()[t.female[who].astype(np.int8)]]

    def _send_out(self, world: World, rows: Array, over: Array) -> int:
        """Send teachers of cores to members of one-way ties, in turn to those with the weakest team; return how many went."""
        t, s, ties = world.teachers, world.schools, world.ties
        core = np.zeros(len(s), np.bool_)
        core[world.groups.core[ties.group[over]]] = True
        strength = self._strength(world, rows, over) * core
        who = self._eligible(world, strength > 0)
        willing = self._consent(world, who, over)
        quota = self._quota(world, np.bincount(t.register[who], minlength=len(s)) * strength, "rotation.one_way")
        if self.voluntary:
            who, willing = who[willing], willing[willing]
        picked = self._pick(world, who, self._release(world, who), *quota)
        movers, willing = who[picked], willing[picked]
        target, unit = np.full(movers.size, NOWHERE), groups.units(world)[t.register[movers]]
        here = t.post[world.live_teachers()] * len(STAGES) + t.stage[world.live_teachers()]
        heads = np.bincount(here, minlength=s.pupils.size)
        team = np.bincount(here, t.skill[world.live_teachers()], minlength=s.pupils.size) / np.maximum(heads, 1)
        for group in np.unique(unit):
            members = ties.school[over[ties.group[over] == group]]
            for stage in range(len(STAGES)):
                mine = np.flatnonzero((unit == group) & (t.stage[movers] == stage))
                taught = members[s.pupils[members, stage] > 0]
                if taught.size:
                    in_turn = taught[np.lexsort((s.uid[taught], team[taught * len(STAGES) + stage]))]
                    target[mine] = in_turn[np.arange(mine.size) % taught.size]
        go, terms = target != NOWHERE, 2 * self.years
        placement.send(world, movers[go], target[go], Placement.ROTATION, unit[go], terms=terms, chosen=willing[go])
        return int(go.sum())

    def _move(self, world: World, rows: Array, over: Array) -> int:
        """Choose movers in every group, assign them to each other's posts and send them; return how many went."""
        t, group = world.teachers, groups.units(world)
        strength = self._strength(world, rows, over)
        who = self._eligible(world, strength > 0)
        willing = self._consent(world, who, over)
        quota = self._quota(world, np.bincount(t.register[who], minlength=len(world.schools)) * strength)
        if self.voluntary:
            who, willing = who[willing], willing[willing]
        release = self._release(world, who)
        free, settled = np.flatnonzero(_has_partners(world, who, group)), [(who[:0], who[:0], willing[:0])]
        named = np.zeros(who.size, np.bool_)  # in vain
        for turn in range(ROUNDS):
            picked = free[self._pick(world, who[free], release[free], *quota)]
            home = t.register[who[picked]]
            target = _exchange(world, who[picked], group)
            again = np.zeros(len(world.groups) + 1, np.bool_)
            again[group[home[target == home]]] = turn < ROUNDS - 1  # nobody takes a post over: the group names others
            sure = (target != home) & ~again[group[home]]
            settled.append((who[picked[sure]], target[sure], willing[picked[sure]]))
            named[picked[target == home]] = True
            free = free[again[group[t.register[who[free]]]] & ~named[free]]
            if not free.size:
                break
        movers, target, chosen = (np.concatenate(part) for part in zip(*settled, strict=True))
        terms = 2 * self.years
        placement.send(world, movers, target, Placement.ROTATION, group[t.register[movers]], terms=terms, chosen=chosen)
        return int(movers.size)

    def _consent(self, world: World, who: Array, rows: Array) -> Array:
        """Return which candidates would consent to go."""
        t, ties = world.teachers, world.ties
        km = np.zeros(len(world.schools))
        km[ties.school[rows]] = ties.distance[rows]
        n = np.bincount(ties.group[rows], minlength=len(world.groups))
        mean = np.bincount(ties.group[rows], ties.distance[rows], minlength=n.size) / np.maximum(n, 1)
        km[world.groups.core[n > 0]] = mean[n > 0]
        base = np.log(self.willing / (1 - self.willing))
        utility = (
            base + self.appeal * self.allowance / 1e4 + self.career * (t.title[who] < Title.SENIOR)
            - self.tiring * km[t.register[who]] + self.motive * t.motive[who]
        )  # fmt: skip
        return np.asarray(rng.uniform(world.key("rotation.consent"), t.uid[who]) < 1 / (1 + np.exp(-utility)))

    def _quota(self, world: World, base: Array, purpose: str = "rotation.quota") -> tuple[Array, Array]:
        """Return how many teachers each school sends, and how many of them backbone; ``base`` is eligible times strength."""
        luck = rng.uniform_pairs(world.key(purpose), world.schools.uid.astype(np.uint64))
        quota = np.floor(self.annual_share * base + luck[0])
        return quota, np.floor(self.backbone_share * quota + luck[1])

    def _release(self, world: World, who: Array) -> Array:
        """Return how readily heads part with each candidate."""
        t = world.teachers
        sd = np.float32(world.settings.params.careers.skill_sd)
        stakes = world.schools.stakes[t.register[who]]
        luck = rng.normal(world.key("rotation.release"), t.uid[who])
        return np.asarray((2 * stakes - 1) * t.skill[who] / sd + luck)

    def _pick(self, world: World, who: Array, release: Array, quota: Array, backbone: Array) -> Array:
        """Return which candidates the heads name: backbone teachers first, then the rest of the quota."""
        t = world.teachers
        able = np.flatnonzero(t.honour[who] >= Honour.BACKBONE)
        first = able[top(t.register[who[able]], release[able], t.uid[who[able]], backbone)]
        taken = np.bincount(t.register[who[first]], minlength=quota.size)
        picked = np.zeros(who.size, np.bool_)
        picked[first] = True
        others = np.flatnonzero(~picked)
        picked[others[top(t.register[who[others]], release[others], t.uid[who[others]], quota - taken)]] = True
        return np.flatnonzero(picked)

    def _pay(self, world: World) -> float:
        """Pay allowance and travel of all who are on rotation this year; return the yuan."""
        t, s = world.teachers, world.schools
        away = np.flatnonzero(t.active & (t.placement == Placement.ROTATION))
        km = np.hypot(s.x[t.register[away]] - s.x[t.post[away]], s.y[t.register[away]] - s.y[t.post[away]])
        pay = world.books.pay
        total = pay(world.year, "rotation allowances", self.allowance * away.size, source="treasury", target="staff")
        return total + pay(
            world.year, "rotation travel", self.travel * float(km.sum()), source="treasury", target="staff"
        )


def _has_partners(world: World, who: Array, group: Array) -> Array:
    """Return which candidates have another of their group, stage and block in another school."""
    t = world.teachers
    home = t.register[who].astype(np.int64)
    cell = (group[home] * 2 + t.stage[who]) * 3 + t.block[who]
    there = np.zeros((6 * len(world.groups), len(world.schools)), np.bool_)
    there[cell, home] = True
    return np.asarray((there.sum(1) > 1)[cell])


def _exchange(world: World, movers: Array, group: Array) -> Array:
    """Return for each mover the school of the post taken over: another mover's, same group, stage and block, least travel."""
    t, s = world.teachers, world.schools
    home = t.register[movers]
    unit = group[home]
    cell = t.stage[movers] * 3 + t.block[movers]
    far = 1e6  # dearer than any road: staying, or teaching another stage or subject
    order = np.lexsort((t.uid[movers], unit))  # equal roads are shared out by identity, not by row
    size = np.bincount(unit, minlength=len(world.groups))[unit[order]]  # movers of the mover's group
    one, two = np.repeat(order, size), order[segments(np.searchsorted(unit[order], unit[order]), size)]
    km = np.hypot(s.x[home[one]] - s.x[home[two]], s.y[home[one]] - s.y[home[two]])
    km += far * (home[one] == home[two]) + far * far * (cell[one] != cell[two])
    post, begin, at = np.empty_like(order), 0, 0
    while begin < order.size:
        n = size[begin]
        post[begin : begin + n] = begin + linear_sum_assignment(km[at : at + n * n].reshape(n, n))[1]
        begin, at = begin + n, at + n * n
    target = np.empty_like(home)
    target[order] = home[order[post]]
    return target
