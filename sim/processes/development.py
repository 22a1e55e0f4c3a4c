r"""Development (全面发展): what pupils gain beside achievement, in arts, sport, exchange with others and well-being.

Only cases that follow it have it. Development of a pupil is a lasting disposition d and a part e that is gained and fades,
both in SD of the first cohort. Over a term

.. math:: e_i \leftarrow \kappa\,e_i + \frac{G_c + \gamma\,SES_i}{1+\kappa} + \sigma z_i, \qquad \kappa = \sqrt{r}

so that a constant yearly gain G raises development by exactly G in the first year, and a share r of it is left a year later.
The yearly gain of class c in school s is

.. math:: G_c = a\,v_c + b_1\,(R^{sport}_s + L_s) + b_2\,(R^{equipment}_s + L_s) + W_s - u\,\bar B_s

with v the value of its PE and arts teachers (lessons nobody can take count as such), R the school's sports area and equipment
over the national standard and L what cores lend it, W its climate (校风), of which a common culture takes a part from those of
the cores, and B the burnout of its staff. A share S of the variance of the first cohort is disposition, and the rest is
luck in its steady state, which makes :math:`\sigma = \sqrt{(1-S)(1-\kappa^2)}`: two ratings t years apart correlate
about as :math:`S + (1-S)\,r^t`. In spring development is rated with error, in points on the scale of tests.

Teachers move behaviour and attitudes as much as scores, and not the same teachers (Jackson 2018; Blazar 2018); schools move
socio-emotional development, and not the same schools (Jackson and others 2020).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from sim import network, rng
from sim.axes import ARTS, ENTERED, STAGE_OF, STOCKS
from sim.kernels import kernel
from sim.processes import process
from sim.processes.learning import over_standard
from sim.processes.teaching import value_of_block
from sim.ranking import in_order
from sim.say import Text
from sim.state import Array, Column, owned
from sim.world import World

NAME = "development"  # among the outcomes of pupils
CLIMATE = owned(
    "schools.climate",
    np.float32,
    "SD/year",
    "学校氛围",
    Text(zh="影响学生全面发展的学校氛围", en="climate of the school, as pupils' development feels it"),
)


class Rates(NamedTuple):
    """Rates of a term: share of what was gained that is kept, share of a year's gain that comes in, spread of luck [SD]."""

    keep: float
    inflow: float
    noise: float

    def after(self, terms: Array) -> Array:
        """Return what a constant yearly gain of 1 has come to after some terms."""
        found: Array = self.inflow * (1 - self.keep**terms) / (1 - self.keep)
        return found


def pace(world: World) -> Rates:
    """Return the rates of a term from the share left after a year and the lasting share of the variance."""
    p = world.settings.params.development
    keep = float(np.sqrt(p.left_after_a_year))
    return Rates(keep, 1 / (1 + keep), float(np.sqrt((1 - p.stable) * (1 - keep**2))))


def brought(world: World, uid: Array, ses: Array) -> dict[str, Array]:
    """Return what is drawn of children of some uids: disposition around their background, and luck so far."""
    p = world.settings.params.development
    draw = world.fixed(rng.normal_pairs, "development.entry", uid, uid)
    own = np.float32(np.sqrt(p.stable - p.ses**2))
    return {
        "development.disposition": np.float32(p.ses) * ses + own * draw[0],
        "development.gained": np.float32(np.sqrt(1 - p.stable)) * draw[1],
    }


def begin(world: World) -> None:
    """Make the first day: climates of schools, and pupils as years under today's conditions have left them."""
    p, s, d = world.settings.params.development, world.students, world.development
    own: tuple[str, str, Column] = CLIMATE
    world.schools.own(own[1], own[2], len(world.stages))
    uid = world.schools.uid.astype(np.uint64)
    world.schools["climate"][:] = p.climate_sd * world.fixed(rng.normal, "development.climate", uid, None)
    rows = world.live_students()
    child = brought(world, s.uid[rows], s.ses[rows])  # again: records may have corrected the families
    grade = np.repeat(world.cohorts.grade, world.cohorts.size)
    here = grade - ENTERED[STAGE_OF[grade]] + 1  # years in this school
    rates, gain = pace(world), gains(world)[world.class_of_students()]
    d.disposition[rows] = child["development.disposition"]
    d.gained[rows] = (
        child["development.gained"]
        + rates.after(2.0 * here) * gain
        + rates.after(2.0 * grade) * p.ses_growth * s.ses[rows]
    )


@process(writes="development.gained", outcome=NAME)
def develop(world: World) -> None:
    """Every pupil develops for a term: arts and sport, facilities, the climate of the school, family, luck.

    每名学生经历一个学期的发展：体艺、设施、学校氛围、家庭与运气。
    """
    s, d, k, c = world.students, world.development, world.classes, world.cohorts
    rates, p = pace(world), world.settings.params.development
    _develop(
        d.gained, s.ses, s.uid, k.first, k.size, gains(world), c.start, c.size, c.first_class, c.n_classes,
        world.key("development.luck"), np.float32(rates.keep), np.float32(rates.inflow), np.float32(p.ses_growth),
        np.float32(rates.noise),
    )  # fmt: skip


def gains(world: World) -> Array:
    """Return what a year brings the pupils of each class row [SD/year]; 0 for rows not in use."""
    s, k, p = world.schools, world.classes, world.settings.params.development
    over = over_standard(world)
    sport, equipment = (over[:, [STOCKS.code(name)]] - 1 + s.shared for name in ("sports_area", "equipment"))
    of_school = (
        p.sports * sport + p.equipment * equipment + climate(world) - p.burnout * burnout(world)[:, None] + s.care
    )
    rows = world.live_classes()
    out = np.zeros(len(k), np.float32)
    out[rows] = p.arts * value_of_block(world, ARTS, p.uncovered)[rows]
    out[rows] += of_school[k.school[rows], STAGE_OF[k.grade[rows]]]
    return out


def climate(world: World) -> Array:
    """Return the climate of each school and stage: its own, drawn to those of its cores as far as cultures are common."""
    own, ties = world.schools["climate"].astype(np.float64), network.active_ties(world)
    core, _ = network.ends(world, ties)
    part = world.settings.params.development.common * network.channel(world, "culture")[ties].astype(np.float64)
    weight = network.to_members(world, ties, "sum", part)
    theirs = network.to_members(world, ties, "sum", part * own[core])
    mean = np.divide(theirs, weight, out=np.zeros_like(weight), where=weight > 0)
    found: Array = own[:, None] + np.minimum(weight, 1) * (mean - own[:, None])
    return found


def burnout(world: World) -> Array:
    """Return the mean burnout of those who teach at each school."""
    t, n = world.teachers, len(world.schools)
    total, heads, least = _tired(t.active, t.post, t.burnout, n)
    odd = total > 2.0**29 * least  # elsewhere all terms are whole parts of one power of two, and their sum is exact
    if odd.any():
        rows = np.flatnonzero(t.active & odd[t.post])
        rising = rows[in_order(t.post[rows], t.burnout[rows], t.uid[rows], n)[1][::-1]]  # a sum as of `sums.scatter`
        total = np.where(odd, np.bincount(t.post[rising], t.burnout[rising], minlength=n), total)
    found: Array = total / np.maximum(heads, 1)
    return found


@kernel
def _tired(active: Array, post: Array, burnout: Array, n_schools: int) -> tuple[Array, Array, Array]:
    """Return by school the burnout of its teachers added up, how many they are, and the least of those who have some."""
    total, heads, least = np.zeros(n_schools), np.zeros(n_schools, np.int64), np.full(n_schools, np.inf)
    for j in range(active.size):
        if active[j]:
            s = post[j]
            total[s] += burnout[j]
            heads[s] += 1
            least[s] = min(least[s], burnout[j] if burnout[j] > 0 else np.inf)
    return total, heads, least


@kernel
def _develop(
    gained: Array,  # (rows,) SD, changed in place
    ses: Array,  # (rows,) SD
    uid: Array,  # (rows,)
    first: Array,  # (classes,) first student row of each class
    size: Array,  # (classes,)
    gain: Array,  # (classes,) SD/year
    block_start: Array,  # (blocks,)
    block_size: Array,
    first_class: Array,
    n_classes: Array,
    key: np.uint64,
    keep: np.float32,
    inflow: np.float32,
    ses_growth: np.float32,  # SD/SD/year
    noise: np.float32,  # SD/term
) -> None:
    """Take every pupil through a term."""
    luck, spare = np.empty(block_size.max(), np.float32), np.empty(block_size.max(), np.float32)
    for b in range(block_size.size):
        start, n = np.uint64(block_start[b]), np.uint64(block_size[b])
        rng.fill_normals(key, uid[start : start + n], luck[:n], spare[:n])
        for q in range(first_class[b], first_class[b] + n_classes[b]):
            for j in range(np.uint64(first[q]), np.uint64(first[q] + size[q])):
                gained[j] = keep * gained[j] + inflow * (gain[q] + ses_growth * ses[j]) + noise * luck[j - start]


@process(writes="development.rating", outcome=NAME)
def rate(world: World) -> None:
    """At the end of the year the development of every pupil is rated, in points on the scale of tests.

    学年末对每名学生的全面发展作出评价，以考试的量尺计分。
    """
    d, p, rows = world.development, world.settings.params, world.live_students()
    error = np.float32(p.development.error) * rng.normal(world.key("development.rating"), world.students.uid[rows])
    level = d.disposition[rows] + d.gained[rows] + error
    d.rating[rows] = np.float32(p.tests.mean) + np.float32(p.tests.sd) * level
