"""Teams of partner institutions: people from outside the district who come on to the register of a school for good (A21)."""

from __future__ import annotations

import numpy as np
import pytest
from test_events import on, row
from test_partners import partner, world

TEAM = {"school": "c-p3", "senders": ["inst"], "share": 0.5, "backbone_share": 0.4}


def test_the_team_of_a_partner_comes_on_to_the_register_from_outside_past_its_first_years() -> None:
    """The brand from outside brings people along (A21): nobody of the district is missed for them."""
    many = {"partners.staff": 500, "careers.skill_sd": 0.08, "partners.lead.strong": 0.4}
    sent, plain = (world(partner, on("2018-08", **events), terms=5, **many) for events in ({"team": [TEAM]}, {}))
    t, new = sent.teachers, row(sent, "c-p3")
    came = t.active & (t.register == new) & (t.experience > 4) & ~np.isin(t.uid, plain.teachers.uid)
    assert came.sum() == pytest.approx(0.5 * sent.schools.posts[new].sum(), abs=2)
    assert t.skill[came].mean() > t.skill[t.active & ~came].mean() + 0.2
    assert (t.experience[came] <= 22.5).all()
    assert (np.abs(sent.year - t.birth_year[came] - t.experience[came] - 23) <= 1).all()
    assert (t.honour[came] > 0).sum() >= 0.4 * came.sum() - 1
    assert len(np.unique(t.uid[t.active])) == t.active.sum()
    others = [w.teachers.active & (w.teachers.register != new) for w in (sent, plain)]
    assert others[0].sum() == others[1].sum()


def test_a_partner_sends_no_more_people_than_it_has() -> None:
    few = world(partner, on("2018-08", team=[TEAM | {"share": 1.0}]), terms=5, **{"partners.staff": 2})
    none = world(partner, on("2018-08"), terms=5, **{"partners.staff": 2})
    uids = few.teachers.uid[few.teachers.active & (few.teachers.experience > 4)]
    assert np.isin(uids, none.teachers.uid, invert=True).sum() <= 2 + 1
