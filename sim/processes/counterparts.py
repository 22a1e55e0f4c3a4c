"""Counterparts: for those whom a school sends, the school that takes them, in exchange or one way."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import network
from sim.axes import place_of, stage_at, unit_at
from sim.kernels import kernel
from sim.kinds import AT_HOME
from sim.network import Seats
from sim.processes import placement
from sim.processes.careers import registered
from sim.ranking import in_order, ranked
from sim.state import NOWHERE, Array
from sim.world import World, segments

ROUNDS = 4  # of naming and matching; after the last, a post that nobody can take over stays as it is
NOBODY = np.zeros(0, np.int64)
APART = 1e6  # km, dearer than any road: a post of one's own school


class Call(NamedTuple):
    """Who may be named over some ties, and what is asked: arrays by candidate, and by seat."""

    found: Seats
    who: Array  # teacher rows of those eligible, who consent where that is asked
    seat: Array
    release: Array  # how readily heads part with them
    honoured: Array  # whether they are backbone teachers
    first: Array  # (seats + 1,) where those of each seat begin in the order
    order: Array  # candidates by seat, those first with whom heads part most readily
    eligible: Array  # (seats, stages)
    quota: Array  # (seats,) still to be sent, and of them backbone teachers
    backbone: Array
    required: Array  # (seats,) to be sent
    refuse: Array  # (seats,) missing because too few consent
    back: Array = NOBODY  # rows of teachers whom hosts send back

    def by_school(self, world: World, some: Array) -> Array:
        """Return how many of some candidates, given by position, each school has on its register."""
        heads: Array = np.bincount(world.teachers.register[self.who[some]], minlength=len(world.schools))
        return heads

    def note(self, world: World, instrument: str, gone: Array, reason: str, post: Array) -> None:
        """Note what each school was asked for and what it did; ``reason`` is why the rest did not go."""
        school, able, n = self.found.school, self.eligible, len(world.schools)
        each = np.divide(self.required, able.sum(1), out=np.zeros(school.size), where=self.required > 0)
        required = np.stack([np.bincount(school, each * heads, minlength=n) for heads in able.T], axis=1)
        sent, back = (
            network.heads(world, world.teachers.register[who], world.teachers.stage[who], n)
            for who in (self.who[gone], self.back)
        )
        consent, due = (np.bincount(school, heads, minlength=n) for heads in (self.refuse, self.required))
        short = {"consent": consent, "post": post}
        short[reason] = due - sent.sum(1) - consent - (post if reason != "post" else 0)
        placement.note(world, instrument, required + back, sent + back, **short)


@kernel
def eligible(
    active: Array, placement: Array, years_here: Array, stage: Array, female: Array, birth_year: Array,
    stages: Array,
    served: int,
    too_old: Array,  # of men and of women
    year: int,
) -> Array:  # fmt: skip
    """Return the rows of those at home of some stages who have served long enough and are young enough."""
    rows, n = np.empty(active.size, np.int64), 0
    for j in range(active.size):  # no branch to mispredict
        ready = active[j] & (placement[j] == AT_HOME) & (years_here[j] >= served) & stages[stage[j]]
        rows[n] = j
        n += ready & (year - birth_year[j] < too_old[np.int64(female[j])])
    return rows[:n]


@kernel
def released(
    who: Array,
    seat: Array,  # (who,) -1 for none
    strength: Array, core: Array,  # (seats,)
    pull: Array,  # (2, 2) of skill, from a core and to it, on a head judged alone and jointly
    stakes: Array,  # (schools, stages)
    register: Array, stage: Array, skill: Array,
    own: np.float32,  # part of a head's evaluation that whom he or she sends does not enter
    sd: float,
    luck: Array,  # (who,)
) -> tuple[Array, Array, Array, Array]:  # fmt: skip
    """Return the rows and seats of candidates whose seat carries anything, how readily heads part with them, and their number.

    It is by seat and stage.
    """
    rows, seats, release, n = np.empty(who.size, np.int64), np.empty(who.size, np.int64), np.empty(who.size), 0
    heads = np.zeros((strength.size, stakes.shape[1]), np.int64)
    for i in range(who.size):
        j, s = who[i], seat[i]
        if s >= 0 and strength[s] > 0:
            alone, together = pull[0 if core[s] else 1]
            joint = np.float32(1) - (np.float32(1) - stakes[register[j], stage[j]]) * own
            rows[n], seats[n] = j, s
            release[n] = (alone + joint * (together - alone)) * skill[j] / sd + luck[i]
            heads[s, stage[j]] += 1
            n += 1
    return rows[:n], seats[:n], release[:n], heads


def pick(call: Call, free: Array, quota: Array, backbone: Array) -> Array:
    """Return which of some candidates, given by position, heads name: backbone teachers first, then the rest of the quota."""
    may = np.zeros(call.who.size, np.bool_)
    may[free] = True
    _pick(call.first, call.order, call.honoured, may, quota.astype(np.int64), backbone.astype(np.int64))
    return np.flatnonzero(may)


@kernel
def _pick(
    first: Array, order: Array, honoured: Array,
    may: Array,  # (candidates,) who may be named; written here: who is
    quota: Array, backbone: Array,  # (seats,)
) -> None:  # fmt: skip
    for c in range(quota.size):
        best, left = 0, quota[c]
        for k in range(first[c], first[c + 1]):
            best += best < backbone[c] and may[order[k]] and honoured[order[k]]
        left -= best
        for k in range(first[c], first[c + 1]):
            i = order[k]
            if may[i]:
                if honoured[i] and best:
                    best -= 1
                elif left > 0:
                    left -= 1
                else:
                    may[i] = False


def name(world: World, call: Call, free: Array) -> tuple[Array, Array]:
    """Return which of some candidates exchange their posts, and the school each goes to (`_name`)."""
    t, s, who = world.teachers, world.schools, call.who
    unit, may = call.found.unit[call.seat], np.zeros(who.size, np.bool_)
    may[free] = True
    gone, target = _name(
        may, t.register[who], unit, world.stages.team(unit, t.stage[who], t.block[who]), t.uid[who], s.x, s.y,
        call.first, call.order, call.honoured, call.quota.astype(np.int64), call.backbone.astype(np.int64),
        world.stages.n_teams(len(world.groups)), len(world.groups),
    )  # fmt: skip
    return gone, target


@kernel
def _name(
    free: Array,  # (candidates,) who may be named, changed in place
    home: Array, unit: Array,
    cell: Array,  # the team of the unit, in which posts are exchanged
    uid: Array,
    x: Array, y: Array,  # (schools,)
    first: Array, order: Array, honoured: Array, quota: Array, backbone: Array,  # of a `Call`
    n_cells: int, units: int,
) -> tuple[Array, Array]:  # fmt: skip
    """Return the candidates who exchange their posts and the school each goes to: another mover's, of the same unit and team.

    Posts are dealt to movers so that the sum of their roads is least (`dealt`). Where nobody takes a post over, its unit names
    others, in so many rounds.
    """
    gone, target, n = np.empty(free.size, np.int64), np.empty(free.size, np.int64), 0
    _with_partners(free, home, cell, n_cells)
    for turn in range(ROUNDS):
        may, again, left = free.copy(), np.zeros(units, np.bool_), False
        _pick(first, order, honoured, may, quota, backbone)
        picked = np.flatnonzero(may)
        start, by_team = ranked(cell[picked], np.zeros(picked.size), uid[picked], n_cells)  # equal roads go by identity
        mover = picked[by_team]
        left_by = home[mover]
        taken = left_by[dealt(start, left_by, x[left_by], y[left_by])]
        goes_to = np.full(free.size, NOWHERE, np.int64)
        for k in range(mover.size):
            goes_to[mover[k]] = taken[k]
            again[unit[mover[k]]] |= taken[k] == left_by[k] and turn < ROUNDS - 1
        for i in picked:
            if goes_to[i] == home[i]:
                free[i] = False  # named in vain
            elif not again[unit[i]]:
                gone[n], target[n] = i, goes_to[i]
                n += 1
        for k in range(free.size):
            free[k] &= again[unit[k]]
            left |= free[k]
        if not left:
            break
    return gone[:n], target[:n]


@kernel
def _with_partners(free: Array, home: Array, cell: Array, n_cells: int) -> None:
    """Leave free only those who have another of their cell in another school."""
    several, last = np.zeros(n_cells, np.bool_), np.full(n_cells, NOWHERE, np.int64)
    for i in range(free.size):
        if free[i]:
            several[cell[i]] |= last[cell[i]] >= 0 and last[cell[i]] != home[i]
            last[cell[i]] = home[i]
    for i in range(free.size):
        free[i] &= several[cell[i]]


def in_turn(world: World, rows: Array, movers: Array, unit: Array) -> Array:
    """Return for each mover a member of the unit over some ties that is taught the stage, the weakest team first, in turn."""
    t, s = world.teachers, world.schools
    tie, place = network.bound(world, rows)
    target: Array = _in_turn(
        t.active, t.post, t.stage, t.skill, world.ties.group[rows[tie]], place, movers, unit, np.argsort(t.uid[movers]),
        s.pupils, s.uid, len(world.groups),
    )  # fmt: skip
    return target


@kernel
def _in_turn(
    active: Array, post: Array, stage: Array, skill: Array,  # (teacher rows,)
    group: Array, place: Array,  # of what ties bind: the unit, and where its member teaches
    movers: Array, unit: Array,  # (movers,) teacher rows, and the unit of each
    order: Array,  # of movers, by identity
    pupils: Array, uid: Array,  # (schools, stages) and (schools,)
    units: int,
) -> Array:  # fmt: skip
    stages, level, heads = pupils.shape[1], np.zeros(pupils.size), np.zeros(pupils.size, np.int64)  # of teams, by place
    for j in range(active.size):
        if active[j]:
            heads[place_of(post[j], stage[j], stages)] += 1
            level[place_of(post[j], stage[j], stages)] += skill[j]
    level /= np.maximum(heads, 1)
    first = np.zeros(place_of(units, 0, stages) + 1, np.int64)
    for k in range(place.size):
        first[place_of(np.int64(group[k]), stage_at(place[k], stages), stages) + 1] += 1
    first = np.cumsum(first)
    there, end, turn = np.empty(place.size, np.int64), first.copy(), np.zeros(first.size, np.int64)
    for k in range(place.size):
        p, school = place[k], unit_at(place[k], stages)
        c = place_of(np.int64(group[k]), stage_at(p, stages), stages)
        if not pupils[school, stage_at(p, stages)]:
            continue
        at = end[c]
        while at > first[c]:  # it goes before all that are better
            other = there[at - 1]
            if level[other] < level[p] or (level[other] == level[p] and uid[unit_at(other, stages)] <= uid[school]):
                break
            there[at] = other
            at -= 1
        there[at] = p
        end[c] += 1
    target = np.full(movers.size, NOWHERE)
    for i in order:
        c = place_of(np.int64(unit[i]), stage[movers[i]], stages)
        if end[c] > first[c]:
            target[i] = unit_at(there[first[c] + turn[c] % (end[c] - first[c])], stages)
            turn[c] += 1
    return target


def balance(world: World) -> Array:
    """Return by team of a school how many teachers hold a post there beyond those it has (超编); below 0 what it lacks (缺编)."""
    over: Array = (registered(world) - world.schools.posts).ravel()
    return over


def vacancies(world: World, found: Seats, movers: Array, unit: Array, luck: Array) -> Array:
    """Return for each mover, by falling ``luck``, a school of the unit that lacks a teacher of the stage and block; -1 for none.

    A post that several units could fill goes to one of them at most.
    """
    t, s = world.teachers, world.schools
    lack, cell = np.maximum(-balance(world), 0), world.stages
    seat, place = found.cells
    school, stage = cell.unit_of(place), cell.stage_of(place)
    every = np.arange(s.posts.shape[2])
    team = cell.team(school[:, None], stage[:, None], every).ravel()
    want = cell.team(found.unit[seat][:, None], stage[:, None], every).ravel()
    post = np.repeat(np.arange(team.size), lack[team])
    have = cell.team(unit.astype(np.int64), t.stage[movers], t.block[movers])
    n_cells = cell.n_teams(len(world.groups))
    first_post, posts = in_order(want[post], lack[team][post], s.uid[cell.unit_of_team(team)][post], n_cells)
    first_one, order = in_order(have, luck, t.uid[movers], n_cells)
    n = np.minimum(np.diff(first_post), np.diff(first_one))
    who, taken = order[segments(first_one[:-1], n)], team[post[posts[segments(first_post[:-1], n)]]]
    first, ranked = in_order(taken, luck[who], t.uid[movers[who]], lack.size)
    sure = ranked[segments(first[:-1], np.minimum(np.diff(first), lack))]
    target = np.full(movers.size, NOWHERE)
    target[who[sure]] = cell.unit_of_team(taken[sure])
    return target


@kernel
def dealt(first: Array, home: Array, x: Array, y: Array) -> Array:
    """Return for each mover the position of the post taken over; the posts of a team are dealt so that its roads are least.

    Row by row each team's assignment is mended along the cheapest path (Kuhn 1955; Jonker and Volgenant 1987). ``first`` is where
    each team begins, and the end; home, x and y [km] are those of the school of each mover.
    """
    post, most = np.arange(home.size), 1
    for c in range(first.size - 1):
        most = max(most, first[c + 1] - first[c] + 1)
    prices, bonuses, nearest = np.empty(most), np.empty(most), np.empty(most)
    owners, befores = np.empty(most, np.int64), np.empty(most, np.int64)
    marks, far = np.empty(most, np.bool_), np.empty((most, most))
    for c in range(first.size - 1):
        begin, n = first[c] - 1, first[c + 1] - first[c]
        if n < 2:
            continue  # nobody to change places with
        price, bonus, least, seen = prices[: n + 1], bonuses[: n + 1], nearest[: n + 1], marks[: n + 1]
        owner, before = owners[: n + 1], befores[: n + 1]
        price[:], bonus[:], owner[:], before[:] = 0, 0, 0, 0
        for i in range(1, n + 1):
            for k in range(1, i + 1):  # there and back it is as far
                a, b = begin + i, begin + k
                far[i, k] = far[k, i] = APART if home[a] == home[b] else np.hypot(x[a] - x[b], y[a] - y[b])
        for i in range(1, n + 1):
            least[:], seen[:], j = np.inf, False, 0
            owner[0] = i
            while owner[j]:
                seen[j], who, step, best = True, owner[j], np.inf, 0
                for k in range(1, n + 1):
                    if not seen[k]:
                        rest = far[who, k] - price[who] - bonus[k]
                        if rest < least[k]:
                            least[k], before[k] = rest, j
                        if least[k] < step:
                            step, best = least[k], k
                for k in range(n + 1):
                    if seen[k]:
                        price[owner[k]] += step
                        bonus[k] -= step
                    else:
                        least[k] -= step
                j = best
            while j:
                owner[j] = owner[before[j]]
                j = before[j]
        for k in range(1, n + 1):
            post[begin + owner[k]] = begin + k
    return post
