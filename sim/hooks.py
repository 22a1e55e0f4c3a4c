"""What a researcher hangs on a model without editing it: observers of the calendar, and measures of one's own.

An observer is a function of the model that is called after a step of the calendar (``sim/schedule.py`` lists them), after
each term or after each school year. A measure is a function that gives a number a year; it becomes a column of the yearly
record. Neither can disturb a draw: draws have addresses, and no generator advances. Both may look at whatever they like;
what they write, they change.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sim.equity import indicators
from sim.equity.metrics import METRICS
from sim.param import ParamError, nearest
from sim.schedule import calendar
from sim.state import STAGES

if TYPE_CHECKING:
    from sim.model import DistrictModel


class HookError(RuntimeError):
    """An observer or a measure of the researcher's own failed; the message names it, and the cause is chained."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A yearly measure of one's own: ``of(model)``, or ``of(model, stage)`` where it is taken by stage."""

    name: str
    unit: str
    zh: str
    en: str
    by: Literal["district", "stage"]
    of: Callable[..., float]

    def values(self, model: DistrictModel) -> list[float]:
        """Return the measure of each stage; one of the district is the same in both."""
        if self.by == "stage":
            return [float(self.of(model, stage)) for stage in range(len(STAGES))]
        return [float(self.of(model))] * len(STAGES)


def measure[F: Callable[..., float]](
    name: str, *, unit: str, zh: str, en: str, by: Literal["district", "stage"] = "district"
) -> Callable[[F], F]:
    """Make a yearly measure of a function; hand it to a model with ``DistrictModel(measures=[...])``.

    Parameters
    ----------
    name
        Of the column in the ``district`` table and in the data collector.
    unit
        Such as ``"points"`` or ``"share"``.
    zh, en
        Labels.
    by
        ``"district"``: the function takes the model and gives one number, which stands in the rows of both stages.
        ``"stage"``: it takes the model and the stage, 0 primary and 1 junior, and gives a number for each; the data
        collector shows their mean weighted by pupils.

    Raises
    ------
    ParamError
        When the name is that of a column the model has already, or no name at all.
    """
    if not name.isidentifier():
        raise ParamError([f"measure {name!r}: a name is letters, digits and underscores, such as 'poor_gap'"])
    if name in taken():
        raise ParamError([f"measure '{name}': the model has a measure of that name already; choose another"])
    if by not in ("district", "stage"):
        raise ParamError([f"measure '{name}': by = {by!r} is not known; allowed: 'district', 'stage'"])

    def mark(of: F) -> F:
        of.measure = Measure(name, unit, zh, en, by, of)  # type: ignore[attr-defined]
        return of

    return mark


def taken() -> frozenset[str]:
    """Return the names that columns of the yearly record have already."""
    columns = ["year", "stage", *(m.name for m in METRICS)]
    for name in indicators.INDICATORS:
        columns += [f"cv_{name}", f"cv_{name}_by_post"]
    return frozenset(columns)


def own(functions: Iterable[Callable[..., float]]) -> tuple[Measure, ...]:
    """Return the measures of functions marked by `measure`, each name once."""
    found: dict[str, Measure] = {}
    for function in functions:
        one = getattr(function, "measure", None)
        if not isinstance(one, Measure):
            raise ParamError([f"measures: {_called(function)} is not a measure; write @measure(...) above it"])
        if found.setdefault(one.name, one) is not one:
            raise ParamError([f"measures: the name '{one.name}' is used twice; choose another for one of them"])
    return tuple(found.values())


class Observer:
    """A function that is called after a moment of the calendar, until it is removed."""

    def __init__(self, hooks: Hooks, function: Callable[[DistrictModel], Any], after: str) -> None:
        self.function, self.after = function, after
        self._hooks = hooks

    def remove(self) -> None:
        """Call it no more; to remove it twice is no mistake."""
        self._hooks.observers = [o for o in self._hooks.observers if o is not self]

    def __repr__(self) -> str:
        return f"<Observer {_called(self.function)} after {self.after}>"


class Hooks:
    """The observers and measures of one model, and the first of them that failed in this term."""

    def __init__(self, measures: Iterable[Callable[..., float]] = ()) -> None:
        self.measures = own(measures)
        self.observers: list[Observer] = []
        self.failed: tuple[str, Exception] | None = None

    def __deepcopy__(self, memo: dict[int, Any]) -> Hooks:
        twin = Hooks()  # without observers, which watch this model and not its copies
        twin.measures = self.measures
        return twin

    def __getstate__(self) -> dict[str, Any]:
        for one in self.measures:
            if getattr(sys.modules.get(one.of.__module__), one.of.__qualname__, None) is not one.of:
                raise TypeError(
                    f"the measure '{one.name}' ({_called(one.of)}) cannot be pickled: define it at the top of a module"
                )
        return {**self.__dict__, "observers": []}

    def observe(self, function: Callable[[DistrictModel], Any], after: str) -> Observer:
        """Add an observer; `DistrictModel.observe` says more."""
        if not callable(function):
            raise TypeError(f"an observer is a function of the model, not {function!r}")
        if after not in moments():
            raise ParamError([f"after = {after!r} is not a moment of the calendar{nearest(str(after), moments())}"])
        observer = Observer(self, function, after)
        self.observers.append(observer)
        return observer

    def call(self, model: DistrictModel, moment: str) -> None:
        """Call the observers of a moment; after one that fails no other is called in this term."""
        for observer in [o for o in self.observers if o.after == moment]:
            if self.failed is None:
                try:
                    observer.function(model)
                except Exception as error:
                    self.failed = f"the observer {_called(observer.function)} after {moment}", error

    def record(self, model: DistrictModel, district: list[dict[str, Any]]) -> None:
        """Add the measures to the rows of the school year that ends; NaN where one fails."""
        for one in self.measures:
            try:
                values = one.values(model)
            except Exception as error:
                values = [float("nan")] * len(STAGES)
                self.failed = self.failed or (f"the measure '{one.name}' ({_called(one.of)})", error)
            for row, value in zip(district[-len(STAGES) :], values, strict=True):
                row[one.name] = value

    def settle(self, when: str) -> None:
        """Raise what failed in the term that is over.

        Raises
        ------
        HookError
            Naming who failed, how and when.
        """
        if self.failed is not None:
            (who, error), self.failed = self.failed, None
            raise HookError(f"{who} failed in {when}: {type(error).__name__}: {error}") from error


def moments() -> Iterator[str]:
    """Yield what an observer can be called after: the steps of the calendar, each term and each school year."""
    yield from dict.fromkeys(step.name for step in calendar())


def _called(function: Any) -> str:
    return str(getattr(function, "__qualname__", None) or repr(function))
