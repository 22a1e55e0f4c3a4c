"""What the runs of an exported study differ in: the values of factors, and what a scenario is called by them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from experiments.export import texts
from experiments.runs.definition import Run
from experiments.store.store import Store
from sim.say import joined

CASE, FORMS, REFORMS = "case", "case.forms", "reforms"  # factors that are no parameters
ARMS = ("case.unstaged", "case.placebo", "case.mergers_by_reform")  # of the case, beside that without reforms


def value(run: Run, name: str) -> Any:
    """Return what a run sets a factor to; of a case that is damaged only what was set is known."""
    if name == CASE:
        return run.source.id
    if name == REFORMS:
        return run.reforms
    if not run.source.packed:
        return dict(run.overrides).get(name)
    if name == FORMS:
        forms = {m.form for g in run.source.case.groups for m in g.members}
        return forms.pop() if len(forms) == 1 else "listed"
    if name in ARMS:
        return getattr(run.source.case, name.removeprefix("case."))
    found = run.value_of(name)
    return found if found is None or isinstance(found, bool | int | float | str) else ", ".join(map(str, found))


def settings(store: Store) -> list[str]:
    """Return what the runs of a store set, and the form of ties and the arm where one case is there with several."""
    names: set[str] = set()
    cases: set[tuple[str, str]] = set()
    for run in store.planned():
        names.update(name for name, _ in run.overrides)
        cases.add((run.source.id, run.source.sha256))
    varied = len({name for name, _ in cases}) < len(cases)
    arms = [
        arm for arm in ARMS if varied and len({value(run, arm) for run in store.planned() if run.source.packed}) > 1
    ]
    return [*sorted(names), *([FORMS] if varied else []), *arms]


def label(run: Run, factors: Sequence[str], *, briefly: bool) -> str:
    """Say what is special about a scenario: all factors, or only those that were set in it."""
    shown_here = [f for f in factors if f not in {CASE, REFORMS} and (not briefly or _is_set(run, f))]
    parts: list[str] = [run.source.id] if CASE in factors else []
    parts += [texts.NO_REFORM()] if REFORMS in factors and not run.reforms else []
    told = [*parts, *(texts.SETTING(factor=f, value=said(value(run, f))) for f in shown_here)]
    return joined(told) if told else texts.AS_IN_CASE()


def _is_set(run: Run, factor: str) -> bool:
    if factor in {FORMS, *ARMS}:
        return value(run, factor) not in {"listed", "none", False}
    return factor in dict(run.overrides)


def said(value: Any) -> str:
    """Return a level of a factor as it is shown."""
    if value is None or value != value:
        return texts.ON_THE_WAY()
    return str(value).lower() if isinstance(value, bool | np.bool_) else str(value)
