"""Law: nothing an instrument does reaches beyond its aim."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np
import pytest
from three import three
from worlds import ALL_ON, different, layered, mini, run_case, state_bytes

from sim.axes import STAGES
from sim.case import Case, Group, Member, School
from sim.instruments import Instrument, instruments
from sim.param import ParamError
from sim.state import Tier
from sim.world import World

TERMS = (
    5  # the last an autumn in which every group is formed and every instrument but evaluation acts for the first time
)
FROM = {"date": "2018-09", "zh": "起", "en": "Start"}
EAGER = {
    "finance.earmark": 500_000.0, "rotation.annual_share": 0.3, "follow_post.annual_share": 0.2, "first_post.host_share": 0.5,
    "careers.exit": 0.1, "secondment.new_years": 30, "start.stock_level": 0.5,
}  # fmt: skip

type Tie = tuple[Group, Member, School]
AIMS: dict[str, tuple[list[str], Callable[[Tie], bool]]] = {
    "groups": (["g-j", "cluster-c-p2"], lambda tie: tie[0].id in {"g-j", "cluster-c-p2"}),
    "districts": (["b"], lambda tie: tie[0].core.startswith("b-")),
    "forms": (["assist"], lambda tie: tie[1].form == "assist"),
    "layers": (["support", "group"], lambda tie: tie[0].layer in {"support", "group"}),
    "stages": (["junior"], lambda tie: "junior" in tie[2].kind.teaches and tie[1].stage != "primary"),
    "tiers": (["provincial"], lambda tie: tie[0].tier == "provincial"),
    "localities": (["rural", "town"], lambda tie: tie[2].town != "centre"),
    "levels": (["weak"], lambda tie: tie[2].level == "weak"),
    "schools": (["b-p1", "b-n1"], lambda tie: tie[2].id in {"b-p1", "b-n1"}),
}


def switched_later(raw: dict[str, Any]) -> None:
    """Leave all instruments of the hand-made district off, but for one date."""
    for reform in raw["reforms"]:
        reform["set"] = {}


@cache
def place(aim: str = "") -> Case:
    """Return the layered district, or for an aim at districts a case of three."""
    return three(switched_later) if aim == "districts" else mini(layered, switched_later)


def on_from_2018(case: Case, values: dict[str, Any]) -> Case:
    from sim.events import Reform

    return case.model_copy(update={"reforms": (*case.reforms, Reform(**FROM, set=values))})


def ties_of(case: Case) -> list[Tie]:
    by_id = {s.id: s for s in case.schools}
    return [(g, m, by_id[m.school]) for g in case.groups for m in g.members]


@cache
def ran(name: str, aim: str, terms: int) -> World:
    """Return the world after some terms with one instrument, or none, aimed at something."""
    values = {f"{name}.on": True, f"{name}.{aim}": AIMS[aim][0]} if name else {}
    return run_case(on_from_2018(place(aim), values), terms=terms, **EAGER).world


def touched(one: World, other: World, terms: int) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the columns an instrument may write, and the rows (of schools with their stage) in which they differ."""
    s, t = (one.schools, other.schools), (one.teachers, other.teachers)
    for column in ("shared", "digital", "support", "care", "relief", "lead", "stakes", "slack", "practice"):
        yield f"schools.{column}", np.argwhere(getattr(s[0], column) != getattr(s[1], column))
    for column in ("skill", "post", "placement", "mentor", "mentor_unit"):
        rows = np.flatnonzero(t[0].active & (getattr(t[0], column) != getattr(t[1], column)))
        for world in (one, other):
            at = world.teachers
            for place in (at.register, at.post):
                yield f"teachers.{column}", np.stack([place[rows], at.stage[rows]], axis=1)


@pytest.mark.parametrize("aim", AIMS)
@pytest.mark.parametrize("name", instruments())
def test_nothing_happens_outside_an_aim(name: str, aim: str) -> None:
    """Beside a run without the instrument only cores and members of aimed ties differ, in stages aimed at."""
    terms = TERMS + (name == "bundled_evaluation")
    without, within = ran("", aim, terms), ran(name, aim, terms)
    row = within.names.school_row
    inside = {row[x] for g, m, s in ties_of(place(aim)) if AIMS[aim][1]((g, m, s)) for x in (g.core, s.id)}
    stages = [STAGES.code(n) for n in AIMS["stages"][0]] if aim == "stages" else [0, 1]
    found = 0
    for column, places in touched(without, within, terms):
        if name == "bundled_evaluation" and column != "schools.stakes":
            continue  # what heads make of it in spring reaches further
        found += len(places)
        assert set(places[:, 0].tolist()) <= inside, column
        assert set(places[:, 1].tolist()) <= set(stages), column
    assert found


@pytest.mark.parametrize("aim", AIMS)
def test_an_aim_is_at_the_ties_that_its_words_name(aim: str) -> None:
    world, case = ran("", aim, TERMS), place(aim)
    given, is_meant = AIMS[aim]
    one: Instrument = world.settings.instruments["joint_research"].model_copy(update={aim: tuple(given)})
    ids = [s.id for s in case.schools], [g.id for g in case.groups]
    rows = one.ties(world)
    told = {(ids[1][g], ids[0][s]) for g, s in zip(world.ties.group[rows], world.ties.school[rows], strict=True)}
    assert told == {(g.id, m.school) for g, m, s in ties_of(case) if is_meant((g, m, s))}
    assert 0 < len(told) < len(world.ties)


def test_an_empty_aim_is_at_all_and_so_are_all_values_of_one() -> None:
    case = on_from_2018(place(), ALL_ON)
    none = {key: list[str]() for key in ("groups", "districts", "forms", "tiers", "localities", "levels", "schools")}
    every = {
        "tiers": [t.name.lower() for t in Tier], "localities": ["urban", "town", "rural"],
        "levels": ["strong", "ordinary", "weak", "new"], "schools": [s.id for s in case.schools],
        "groups": [g.id for g in case.groups],
    }  # fmt: skip
    plain, *others = (
        run_case(
            case,
            terms=TERMS,
            **EAGER,
            **{f"{name}.{aim}": values for name in instruments() for aim, values in given.items()},
        ).world
        for given in ({}, none, every)
    )
    for world in others:
        assert not different(state_bytes(plain), state_bytes(world))


@pytest.mark.parametrize(
    ("aim", "said"),
    [
        ("localities", "rotation.localities[0] = 'rual' is not acceptable: input should be 'urban', 'town' or 'rural' "
                       "[unit: list of texts]; nearest valid name: 'rural'"),
        ("levels", "; nearest valid name: 'weak'"),
        ("tiers", "; nearest valid name: 'municipal'"),
        ("schools", "rotation.schools: there is no school 'b-p'; nearest valid name: 'b-p1'"),
    ],
)  # fmt: skip
def test_a_misspelt_aim_is_told_with_the_nearest_name(aim: str, said: str) -> None:
    wrong = {"localities": "rual", "levels": "weka", "tiers": "municipality", "schools": "b-p"}[aim]
    with pytest.raises(ParamError) as error:
        run_case(place(), terms=0, **{f"rotation.{aim}": [wrong]})
    assert said in str(error.value)
