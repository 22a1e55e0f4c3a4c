"""Mesa's view of the district: agents that read and write the tables and store nothing themselves.

`District`, `School`, `Group` and `Teacher` are registered with the model when somebody looks (`Roster`); a
run that nobody watches pays nothing for them. The students are one columnar agent set, `Population`, found
under ``model.agents_by_type[Student]``; a `Student` is made when asked for. Students are not in
``model.agents``: Mesa keeps an object for everyone in it, and a hundred thousand objects would cost more than
the whole run.

The ``unique_id`` of an agent is the ``uid`` of its table, whoever looked first and whenever; it is unique
within a kind. An agent offers the columns of its table (see ``sim/state.py``) and what follows from them.
Schools, groups and teachers also give their ``history()`` from the yearly record of the model. Schools stand in a
`DistrictSpace`, ``model.space``, with a ``pos`` in kilometres, which ``mesa.visualization`` draws.
"""

from sim.agents.entities import District, Group, Member, School, Teacher, Tie
from sim.agents.population import Population
from sim.agents.roster import Roster
from sim.agents.space import DistrictSpace
from sim.agents.student import Student
from sim.agents.view import DepartedError, StaleSelectionError

__all__ = [
    "DepartedError",
    "District",
    "DistrictSpace",
    "Group",
    "Member",
    "Population",
    "Roster",
    "School",
    "StaleSelectionError",
    "Student",
    "Teacher",
    "Tie",
]
