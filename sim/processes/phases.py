r"""Phases: a group grows, then its members make a name, then it is about quality (集团化、名校化、品质化, B17).

Each autumn a group goes on to the second stage when enough of its members have a name (`life_cycle.named_share` of them, of
`reputation.named` at least), and from that to the third when its schools are alike enough in scores (``groups.spread`` at
`life_cycle.quality_spread` or below); never back. In each of the later stages its ties may go over to another form, as what held
weak schools up holds back those that stand by themselves, and it takes no more schools in by rules.
"""

from __future__ import annotations

import numpy as np

from sim.processes import lifecycle, process
from sim.state import Array, Layer
from sim.world import Decision, World

GROWING, NAMED, QUALITY = 0, 1, 2


@process(writes="groups.phase ties.form ties.start")
def advance(world: World) -> None:
    """Groups whose members have made a name, or whose schools have become alike, go on to the next stage.

    成员校成名、各校质量接近的集团进入下一阶段：集团化、名校化、品质化。
    """
    g, p = world.groups, world.settings.params.life_cycle
    if not ((p.named_share or p.quality_spread) and g.active.any()):
        return
    here, share = g.active & (g.layer == Layer.GROUP), named(world)
    alike = here & (g.phase == NAMED) & (p.quality_spread > 0) & (g.spread <= p.quality_spread)
    known = here & (g.phase == GROWING) & (p.named_share > 0) & (share >= p.named_share)
    ids = list(world.names.group_row)
    for row in np.flatnonzero(known).tolist():
        met = float(share[row])
        world.decisions.append(Decision(world.term, "made names", ids[row], "schools_with_name", met, p.named_share))
    for row in np.flatnonzero(alike).tolist():
        met = float(g.spread[row])
        world.decisions.append(Decision(world.term, "reached quality", ids[row], "spread", met, p.quality_spread))
    _take_form(world, known, p.form_named)
    _take_form(world, alike, p.form_quality)
    g.phase[known | alike] += 1


def named(world: World) -> Array:
    """Return the share of the members of each group that have a name; 0 where it has none with pupils."""
    ties, s, n = world.ties, world.schools, len(world.groups)
    on = ties.active & (s.pupils[ties.school].sum(1) > 0)
    has = on & (s.reputation[ties.school] >= world.settings.params.reputation.named)
    members, well_known = (np.bincount(ties.group[which], minlength=n) for which in (on, has))
    share: Array = well_known / np.maximum(members, 1)
    return share


def _take_form(world: World, which: Array, form: str) -> None:
    """Let the ties of some groups go over to another form, unless it is to stay the same."""
    if form != "same":
        rows = world.ties.active & which[world.ties.group]
        world.ties.form[rows] = lifecycle.form_code(world, form)
        world.ties.start[rows] = world.term
