"""Two seeds: one says who is there on the first day, the other what happens afterwards."""

from __future__ import annotations

import numpy as np
import pytest
from worlds import by_identity, different, everything_on, mini, run_case, state_bytes

from sim import DistrictModel, kinds
from sim.agents import School
from sim.case import Case
from sim.param import ParamError
from sim.supply import staff
from sim.world import World


def of_first_day(world: World, table: str) -> np.ndarray:
    """Return whether each row's uid is of the first day."""
    uid = world.tables[table].uid
    return ((uid >> np.uint64(20)) & np.uint64(0xFFF)) < world.case.start_year


def test_one_seed_is_two_equal_seeds(busy: Case) -> None:
    one = state_bytes(run_case(busy, rng=7).world)
    for seeds in ({"rng": 7, "population_seed": 7}, {"luck_seed": 7, "population_seed": 7}, {"rng": 7, "luck_seed": 7}):
        assert not different(one, state_bytes(run_case(busy, **seeds).world))


@pytest.mark.parametrize("population", [1, 5])
def test_one_population_seed_gives_one_first_day_whatever_the_luck(busy: Case, population: int) -> None:
    first = state_bytes(run_case(busy, terms=0, rng=population).world)
    for luck in (0, 2, 5, 2**40):
        model = run_case(busy, terms=0, population_seed=population, luck_seed=luck)
        assert not different(first, state_bytes(model.world))


def test_another_population_is_another_first_day_under_the_same_luck(busy: Case) -> None:
    one, other = (run_case(busy, terms=0, population_seed=p, luck_seed=3).world for p in (1, 2))
    moved = different(state_bytes(one), state_bytes(other))
    drawn = {
        "teachers.skill",
        "teachers.match",
        "students.ses",
        "schools.management",
        "schools.equipment",
        "zones.trait",
    }
    assert drawn <= set(moved)


def test_luck_moves_what_happens_and_nothing_else_does(busy: Case) -> None:
    one, other, again = (run_case(busy, population_seed=1, luck_seed=s, terms=2).world for s in (1, 2, 2))
    assert not different(state_bytes(other), state_bytes(again))
    moved = set(different(state_bytes(one), state_bytes(other)))
    assert {"students.score", "students.ses", "schools.management", "teachers.title"} <= moved
    assert {"schools.culture", "schools.x", "zones.ses", "schools.means"}.isdisjoint(moved)


def test_who_was_there_on_the_first_day_stays_who_they_are(busy: Case) -> None:
    """After years of different luck, those of the first day who are still there have the traits they had."""
    a, b = (by_identity(run_case(busy, population_seed=1, luck_seed=s, terms=5).world) for s in (1, 2))
    for table, columns in (
        ("teachers", ["female.0", "motive.0", "birth_year.0"]),
        ("students", ["ses.0", "migrant.0", "zone.0"]),
    ):
        shared = a[table].index.intersection(b[table].index)
        early = np.array([(int(uid) >> 20 & 0xFFF) < 2016 for uid in shared])
        assert early.sum() > 50
        assert (a[table].loc[shared[early], columns] == b[table].loc[shared[early], columns]).all(axis=None)
        assert not (a[table].loc[shared[~early], columns] == b[table].loc[shared[~early], columns]).all(axis=None)


def test_a_teacher_who_comes_home_finds_the_match_of_the_first_day(busy: Case) -> None:
    """A match is of two identities: it is drawn again at every move and must be the same every time."""
    model = run_case(busy, terms=0, population_seed=1, luck_seed=2)
    first = dict(
        zip(
            model.world.teachers.uid.tolist(),
            zip(model.world.teachers.register, model.world.teachers.match, strict=True),
            strict=True,
        )
    )
    away = set()
    model.observe(
        lambda m: away.update(m.world.teachers.uid[m.world.teachers.placement != kinds.AT_HOME].tolist()), after="term"
    )
    model.run_for(16)
    t = model.world.teachers
    back = [
        i
        for i in model.world.live_teachers()
        if t.uid[i] in away & first.keys() and t.post[i] == first[int(t.uid[i])][0]
    ]
    assert len(back) > 5
    assert all(t.match[i] == first[int(t.uid[i])][1] for i in back)


def test_traits_of_the_first_day_follow_the_population_and_those_of_later_ones_luck(busy: Case) -> None:
    """Match of all teachers with their school, drawn anew in worlds that differ in one seed."""
    world = run_case(busy, terms=10, population_seed=1, luck_seed=2).world
    rows, early = world.live_teachers(), of_first_day(world, "teachers")[world.live_teachers()]
    assert early.any()
    assert not early.all()
    seeds = world.seeds
    base = staff.match(world, rows)
    world.seeds = seeds._replace(luck=9)
    other_luck = staff.match(world, rows)
    world.seeds = seeds._replace(population=9)
    other_population = staff.match(world, rows)
    assert (base[early] == other_luck[early]).all()
    assert (base[~early] != other_luck[~early]).all()
    assert (base[early] != other_population[early]).all()
    assert (base[~early] == other_population[~early]).all()


def test_the_street_of_a_child_of_the_first_day_is_of_the_population(busy: Case) -> None:
    """Those in grade 6 on the first day have the junior school of their street whatever the luck; later entrants need not."""
    from sim.processes import admission

    world = run_case(busy, terms=8, population_seed=1, luck_seed=2).world
    rows = world.live_students()
    uid, zone = world.students.uid[rows], world.students.zone[rows]
    early = ((uid >> np.uint64(20)) & np.uint64(0xFFF)) < 2016
    before = admission.junior_zone(world, uid, zone)
    world.seeds = world.seeds._replace(luck=9)
    after = admission.junior_zone(world, uid, zone)
    assert (before[early] == after[early]).all()
    assert (before[~early] != after[~early]).any()


def test_a_school_that_opens_later_is_of_the_population(busy: Case) -> None:
    """The case names it: its stocks do not depend on luck."""
    stocks = []
    for luck in (1, 2):
        model = run_case(busy, terms=0, population_seed=1, luck_seed=luck)
        row = model.world.names.school_row["c-j3"]
        seen: list[float] = []
        model.observe(
            lambda m, row=row, seen=seen: seen.append(float(m.world.schools.equipment[row])),
            after="reform.open_schools",
        )
        model.run_for(9)
        stocks.append(seen[-1])
    assert stocks[0] == stocks[1] > 0


def test_twins_share_their_luck_under_two_seeds_too(busy: Case) -> None:
    """A rule that does nothing moves no byte, whatever the seeds."""
    off = {"mentoring.on": True, "mentoring.share": 0.0}
    one = run_case(busy, population_seed=4, luck_seed=8, terms=8, **off)
    other = run_case(busy, population_seed=4, luck_seed=8, terms=8, **{"mentoring.on": False})
    assert not different(state_bytes(one.world), state_bytes(other.world))


def test_the_model_keeps_its_seeds() -> None:
    model = run_case(mini(everything_on), terms=0, rng=3, population_seed=5)
    assert model.seed == 3
    assert model.world.seeds == (5, 3)
    drawn = run_case(mini(), terms=0, rng=None, luck_seed=2)
    assert drawn.world.seeds == (drawn.seed, 2)


@pytest.mark.parametrize("name", ["population_seed", "luck_seed"])
@pytest.mark.parametrize("bad", [-1, 1.5, "1", True])
def test_a_seed_that_is_none_is_refused(case: Case, name: str, bad: object) -> None:
    with pytest.raises(ParamError, match=rf"{name} = .* is not a seed; allowed: an integer of 0 or more"):
        DistrictModel(case, **{name: bad})  # type: ignore[arg-type]


def test_schools_by_name_are_the_same_under_one_population(case: Case) -> None:
    places = [
        [
            (a.unique_id, a.pos, a.management)
            for a in run_case(case, terms=0, population_seed=6, luck_seed=s).agents_by_type[School]
        ]
        for s in (1, 2)
    ]
    assert places[0] == places[1]
