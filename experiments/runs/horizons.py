"""School years of a reform at which effects are told: early, when they have come about, and when a career has passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.case import Case

HORIZONS = (3, 6, 10, 30)  # school years, the first reform's own among them


def first_year(case: Case, years: int) -> int:
    """Return the school year of a run in which the first reform of a case, or else its first group, comes into force."""
    terms = [max(case.term_of(r.date), 0) for r in case.reforms]
    terms = terms or [max(case.term_of(g.formed), 0) for g in case.groups]
    return case.start_year + min((t for t in terms if t < 2 * years), default=0) // 2


def reached(case: Case, years: int) -> tuple[int, ...]:
    """Return the horizons that a run of some years reaches."""
    before = first_year(case, years) - case.start_year
    return tuple(h for h in HORIZONS if before + h <= years)
