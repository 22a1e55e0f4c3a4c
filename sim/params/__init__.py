"""Every number of the processes, declared once: unit, range, source, labels; a file for what belongs together.

Instruments declare theirs in their files. Units: SD is one standard deviation of achievement of a pupil of the first cohort;
rates and effects are per year unless the unit says otherwise (a process halves them for a term). Citation keys are resolved
in ``docs/sources.md``.
"""

from __future__ import annotations

from sim.param import Section
from sim.params.careers import Careers
from sim.params.evaluation import Satisfaction, Tests, Visits
from sim.params.families import Choice, ClassSizes, Home, Reputation, Senior
from sim.params.groups import Cultures, LifeCycle, Partners, Selection, TieStrength
from sim.params.heads import Council, Principals
from sim.params.learning import (
    Bases,
    Chasing,
    DevelopmentRules,
    Guidance,
    Learning,
    OpenSchool,
    Platform,
    Support,
    Teaching,
)
from sim.params.money import Building, Finance, Gifts
from sim.params.start import Start
from sim.params.teachers import Across, Adoption, Exchange, Growth, Substitutes, Time, Twin

__all__ = [
    "Across",
    "Adoption",
    "Bases",
    "Building",
    "Careers",
    "Chasing",
    "Choice",
    "ClassSizes",
    "Council",
    "Cultures",
    "DevelopmentRules",
    "Exchange",
    "Finance",
    "Gifts",
    "Growth",
    "Guidance",
    "Home",
    "Learning",
    "LifeCycle",
    "OpenSchool",
    "Params",
    "Partners",
    "Platform",
    "Principals",
    "Reputation",
    "Satisfaction",
    "Selection",
    "Senior",
    "Start",
    "Substitutes",
    "Support",
    "Teaching",
    "Tests",
    "TieStrength",
    "Time",
    "Twin",
    "Visits",
]


class Params(Section):
    """All sections of the processes; instruments are kept beside them by the world."""

    start: Start = Start()
    choice: Choice = Choice()
    senior: Senior = Senior()
    classes: ClassSizes = ClassSizes()
    learning: Learning = Learning()
    development: DevelopmentRules = DevelopmentRules()
    teaching: Teaching = Teaching()
    time: Time = Time()
    growth: Growth = Growth()
    careers: Careers = Careers()
    exchange: Exchange = Exchange()
    substitutes: Substitutes = Substitutes()
    principals: Principals = Principals()
    council: Council = Council()
    ties: TieStrength = TieStrength()
    cultures: Cultures = Cultures()
    partners: Partners = Partners()
    life_cycle: LifeCycle = LifeCycle()
    finance: Finance = Finance()
    reputation: Reputation = Reputation()
    tests: Tests = Tests()
    support: Support = Support()
    adoption: Adoption = Adoption()
    platform: Platform = Platform()
    open_school: OpenSchool = OpenSchool()
    visits: Visits = Visits()
    satisfaction: Satisfaction = Satisfaction()
    standing: Selection = Selection()
    home: Home = Home()
    guidance: Guidance = Guidance()
    twin: Twin = Twin()
    across: Across = Across()
    building: Building = Building()
    chasing: Chasing = Chasing()
    gifts: Gifts = Gifts()
    bases: Bases = Bases()
