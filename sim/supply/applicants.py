r"""Applicants: who gets which vacant post, where the wanted posts choose first and applicants want the wanted posts.

Schools see of a candidate's skill

.. math:: w = c\,q / \sigma_q + \sqrt{1 - c^2}\,\varepsilon

and all candidates agree on what a post is worth but for the luck that makes one post more wanted than another. Then there is
one stable match, and sorting finds it: the most wanted post takes the candidate who looks best, the next takes the next.
Those who already serve elsewhere take a post only if it is worth more to them than their own.
"""

from __future__ import annotations

import numpy as np

from sim import rng
from sim.kernels import kernel
from sim.ranking import in_order
from sim.state import NOWHERE, Array
from sim.world import World, segments

YEAR, CELL = np.uint64(20), np.uint64(16)  # bits of an identity: of whom, year, what is taught, number
MOST = 2**16  # applicants of a district for what is taught at a stage in a year


def looks(quality: Array, luck: Array, correlation: Array | float) -> Array:
    """Return how good candidates look: standard normal where quality (SD) is, correlated with it as given."""
    seen: Array = correlation * quality + np.sqrt(1 - correlation**2) * luck
    return seen


def by_rank(cell: Array, pull: Array, post: Array, of: Array, seen: Array, uid: Array, cells: int) -> Array:
    """Return the candidate each post takes, by position; `NOWHERE` where a cell has too few.

    Parameters
    ----------
    cell, pull, post
        Of posts: the cell, what they are worth, and an identity.
    of, seen, uid
        Of candidates: the cell, how good they look, and an identity.
    """
    first_post, posts = in_order(cell, pull, post, cells)
    first_one, ones = in_order(of, seen, uid, cells)
    n = np.minimum(np.diff(first_post), np.diff(first_one))
    taken = np.full(cell.size, NOWHERE)
    taken[posts[segments(first_post[:-1], n)]] = ones[segments(first_one[:-1], n)]
    return taken


def upward(cell: Array, pull: Array, post: Array, of: Array, seen: Array, uid: Array, own: Array, cells: int) -> Array:
    """Return the candidate each post takes, as `by_rank` does, among those to whom it is worth more than their ``own``."""
    first_post, posts = in_order(cell, pull, post, cells)
    first_one, ones = in_order(of, seen, uid, cells)
    taken: Array = highest(first_post, posts, pull.astype(np.float64), first_one, ones, own.astype(np.float64))
    return taken


@kernel
def highest(first_post: Array, posts: Array, worth: Array, first_one: Array, ones: Array, own: Array) -> Array:
    """Return the candidate each post takes, by position, of those in order to whom it is worth more than their own; or -1."""
    taken, gone = np.full(posts.size, -1), np.zeros(ones.size, np.bool_)
    for c in range(first_post.size - 1):
        start = first_one[c]
        for j in range(first_post[c], first_post[c + 1]):
            while start < first_one[c + 1] and gone[start]:
                start += 1
            for k in range(start, first_one[c + 1]):
                if not gone[k] and own[ones[k]] < worth[posts[j]]:
                    taken[posts[j]], gone[k] = ones[k], True
                    break
    return taken


def pool(world: World, district: Array, subject: Array, year: Array, posts: Array) -> tuple[Array, Array]:
    """Return who applies for numbers of posts: identities, and the position of the cell of each.

    Cells are given by district row, what is taught (`Taught.subject`) and year. The applicants of a cell are the same
    people whatever the schools do; more posts bring more of them.
    """
    p = world.settings.params.careers
    number = np.minimum(np.ceil(p.applicants * (1 - p.pay_gap) ** p.hire_pay * posts).astype(np.int64), MOST)
    cell = np.repeat(np.arange(posts.size), number)
    turn = np.arange(cell.size) - np.repeat(np.cumsum(number) - number, number)
    uid = homes(world)[district][cell] << np.uint64(32)
    uid |= (year.astype(np.uint64) << YEAR | subject.astype(np.uint64) << CELL)[cell] | turn.astype(np.uint64)
    return uid, cell


def novices(
    world: World, cell: Array, pull: Array, post: Array, of: Array, uid: Array, cells: int
) -> tuple[Array, Array]:
    """Return the applicant each post takes, by position, and the skill of every applicant."""
    p = world.settings.params.careers
    skill = talent(world, uid)[0]
    seen = looks(skill, rng.normal(world.key("applicants.looks", 0), uid), p.seen["novice"])
    return by_rank(cell, pull, post, of, seen, uid, cells), p.skill_mean + p.skill_sd * skill


def talent(world: World, uid: Array) -> Array:
    """Return the skill (SD) and the motive that people bring along, shape (2, people)."""
    return rng.normal_pairs(world.key("applicants.talent", 0), uid)


def homes(world: World) -> Array:
    """Return the identity of each district in those of its applicants; where a case lists none, its only one has none."""
    return world.districts.uid.astype(np.uint64) * np.uint64(bool(world.case.districts))
