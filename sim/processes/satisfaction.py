r"""Satisfaction (满意度): a yearly survey of families and teachers, which choice and exits may heed.

Of the families of a school and stage the share that is satisfied is

.. math:: \Phi\Big(c + w_p\,\frac{progress}{\sigma} + w_r\,R - w_n\,\frac{(n - n_0)^+}{10} - w_b\,\bar B\Big)

with progress what pupils came on beyond what their last scores let expect, R the index of resources, n the size of a class
beyond the threshold of learning, B the mean burnout of the staff; a sample of families is asked, so the answer has the error
of one. A teacher is content with chance

.. math:: \Phi\big(c_t - w_h\,(week - H)^+ - w_b\,burnout + w_l\,practice\big)

and a school's share is the mean over those posted there. Where a plan says so, what families think of a school follows the
first (`satisfaction.choice`, in ``reputation.py``) and exits follow the second (`satisfaction.exit`, in ``careers.py``), both
against the district's mean, so that no survey moves all schools alike.
"""

from __future__ import annotations

import math

import numpy as np

from sim import rng, sums
from sim.kernels import kernel
from sim.processes import development, process
from sim.state import Array
from sim.world import World


@process(writes="schools.satisfied schools.content")
def ask(world: World) -> None:
    """Families and teachers are asked whether they are satisfied.

    调查家长与教师是否满意。
    """
    s, n = world.schools, world.settings.params.satisfaction.asked
    level = families(world)
    share = np.empty_like(level)
    _satisfied(share.reshape(-1), level.reshape(-1))
    error = np.stack([
        rng.normal(world.key(f"satisfaction.sample.{k}"), s.uid.astype(np.uint64)) for k in world.stages.codes
    ], axis=1)  # fmt: skip
    answer = np.minimum(np.maximum(share + np.sqrt(share * (1 - share) / n) * error, 0), 1)
    s.satisfied[:] = np.where(s.pupils > 0, answer, np.nan)
    s.content[:] = contented(world)


def families(world: World) -> Array:
    """Return how satisfied the families of each school and stage are, in SD of the answers."""
    s, k, p, params = world.schools, world.classes, world.settings.params.satisfaction, world.settings.params
    rows = world.live_classes()
    _, heads, beyond = world.by_place(rows, np.maximum(k.size[rows] - params.learning.class_threshold, 0))
    crowd = beyond / np.maximum(heads, 1) / 10
    last = s.progress[:, :, 0]
    progress = np.where(np.isnan(last), 0, last).astype(np.float64) / params.tests.sd
    of_school = p.families + p.resources * s.resources - p.tired * development.burnout(world)
    found: Array = of_school[:, None] + p.progress * progress - p.crowding * crowd
    return found


def contented(world: World) -> Array:
    """Return the share of the teachers of each school and stage who are content; NaN where there are none."""
    t, params = world.teachers, world.settings.params
    p, sd = params.satisfaction, params.careers.skill_sd
    out = np.zeros((*world.schools.pupils.shape, 2))
    _contented(
        out, t.active, t.post, t.stage, t.week, t.burnout, t.practice,
        float(params.time.heavy), float(p.teachers), float(p.heavy), float(p.burnout), float(p.growth / sd),
    )  # fmt: skip
    share: Array = np.divide(out[..., 0], out[..., 1], out=np.full(out.shape[:2], np.nan), where=out[..., 1] > 0)
    return share


@kernel
def _chance(
    level: float,  # SD: the chance that a standard normal is below it is returned
) -> float:
    return 0.5 * math.erfc(-level / math.sqrt(2.0))


@kernel
def _satisfied(
    share: Array,  # (schools x stages) the share of families that is satisfied, written here
    level: Array,  # (schools x stages) how satisfied they are, SD of the answers
) -> None:
    for i in range(level.size):
        share[i] = _chance(level[i])


@kernel
def _contented(
    out: Array,  # (schools, stages, 2) zeros: here to add up the chances that teachers are content, and to count them
    active: Array, post: Array, stage: Array, week: Array, burnout: Array, practice: Array,
    heavy: float,  # hours of a heavy week
    level: float,  # SD of the answers, as the slopes below
    hours: float,
    tired: float,
    grown: float,
) -> None:  # fmt: skip
    for j in range(active.size):
        if active[j]:
            z = level - hours * max(float(week[j]) - heavy, 0.0) - tired * burnout[j] + grown * practice[j]
            out[post[j], stage[j], 0] += _chance(z)
            out[post[j], stage[j], 1] += 1


def beside_district(world: World, share: Array, heads: Array) -> Array:
    """Return how much a share of each school, by stage, is above the mean of its district by heads; 0 where it is unknown."""
    known = np.isfinite(share) & (heads > 0)
    weight = np.where(known, heads, 0)
    of = np.divide((weight * np.nan_to_num(share)).sum(1), weight.sum(1), out=np.zeros(len(share)), where=weight.any(1))
    n, d = len(world.districts), world.schools.district
    total = sums.whole(of * weight.sum(1))
    mean = np.bincount(d, total, minlength=n) / np.maximum(np.bincount(d, weight.sum(1), minlength=n), 1)
    found: Array = np.where(weight.any(1), of - mean[d], 0)
    return found
