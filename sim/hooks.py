"""What a researcher hangs on a model without editing it: observers of the calendar, and measures of one's own.

An observer is a function of the model that is called after a step of the calendar (``sim/schedule.py`` lists them), after
each term or after each school year. A measure is a function that gives a number a year; it becomes a column of the yearly
record. Neither can disturb a draw: draws have addresses, and no generator advances. Both may look at whatever they like;
what they write, they change.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from sim.axes import IN_EVERY_CASE, OUTCOMES
from sim.equity.metric import Metric, decimals
from sim.equity.metrics import yearly
from sim.equity.subgroups import Subgroup
from sim.param import ParamError, nearest
from sim.say import Said, literal
from sim.schedule import calendar
from sim.texts import hooks as texts

if TYPE_CHECKING:
    from sim.case import Case
    from sim.equity.snapshot import Snapshot
    from sim.instruments import Instrument
    from sim.model import DistrictModel

READS: dict[str, Literal["snapshot", "model", "district"]] = {
    "district": "district", "stage": "model", "schools": "snapshot",
}  # fmt: skip


class HookError(RuntimeError):
    """An observer or a measure of the researcher's own failed; the message names it, and the cause is chained."""


class Asked(NamedTuple):
    """A measure of some schools, as it was asked for."""

    column: str  # of the yearly record
    metric: Metric
    schools: Subgroup


def measure[F: Callable[..., float]](
    name: str,
    *,
    unit: str,
    zh: str,
    en: str,
    by: Literal["district", "stage", "schools"] = "district",
    digits: int | None = None,
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
        ``"district"``: the function takes the model and gives one number, which stands in the rows of all stages.
        ``"stage"``: it takes the model and the code of a stage (0 primary, 1 junior), and gives a number for each; the data
        collector shows their mean weighted by pupils. ``"schools"``: it takes a `sim.equity.snapshot.Snapshot` and the stage,
        as the model's own measures do, and can be taken of some schools only.
    digits
        Decimals it is told with where no interval says how many; by default those of its unit.

    Raises
    ------
    ParamError
        When the name is that of a column the model has already, or no name at all.
    """
    if not name.isidentifier():
        raise ParamError([texts.NO_NAME(name=repr(name))])
    if name in taken():
        raise ParamError([texts.TAKEN(name=name)])
    if by not in READS:
        raise ParamError([texts.READS(name=name, by=repr(by), known=[repr(one) for one in READS])])

    def mark(of: F) -> F:
        places = decimals(unit) if digits is None else digits
        one = Metric(name=name, unit=unit, zh=zh, about=literal(zh, en), digits=places, of=of, reads=READS[by])
        of.measure = one  # type: ignore[attr-defined]
        return of

    return mark


def taken() -> frozenset[str]:
    """Return the names that columns of the yearly record have already, whatever outcomes of pupils a case follows."""
    return frozenset(["year", "stage", "district", *(m.name for m in yearly(OUTCOMES.names))])


def own(functions: Iterable[Callable[..., float]]) -> tuple[Metric, ...]:
    """Return the measures of functions marked by `measure`, each name once."""
    found: dict[str, Metric] = {}
    for function in functions:
        one = getattr(function, "measure", None)
        if not isinstance(one, Metric):
            raise ParamError([texts.NOT_MARKED(function=_called(function))])
        if found.setdefault(one.name, one) is not one:
            raise ParamError([texts.USED_TWICE(name=one.name)])
    return tuple(found.values())


def asked(name: str, own: Iterable[Metric] = ()) -> Asked:
    """Return a measure of some schools of its name, such as ``member_score@form=assist``.

    Raises
    ------
    ParamError
        For a measure or a property of schools that is not known, or a measure that says nothing by it.
    """
    base, *parts = (part.strip() for part in name.split("@"))
    known = {m.name: m for m in (*yearly(OUTCOMES.names), *own)}
    if base not in known:
        raise ParamError([texts.NO_MEASURE(name=base, hint=nearest(base, known))])
    if not parts:
        raise ParamError([texts.NO_SCHOOLS(name=base)])
    schools = Subgroup.parse(parts)
    if strange := [key for key, _ in schools.pairs if key not in known[base].by]:
        keys = known[base].by
        able = texts.ABLE(keys=keys) if keys else texts.WHOLE_DISTRICT
        raise ParamError([texts.NOT_BY(name=base, key=strange[0], able=able)])
    return Asked(f"{base}@{schools}", known[base], schools)


def unfollowed(outcome: str) -> Said:
    """Say that a case does not follow an outcome of pupils, and how it would."""
    written = ", ".join(f'"{name}"' for name in (*IN_EVERY_CASE, outcome))
    return texts.UNFOLLOWED(outcome=outcome, written=written)


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

    def __init__(self, measures: Iterable[Callable[..., float] | str] = (), case: Case | None = None) -> None:
        given = list(measures)
        self.measures = own(one for one in given if not isinstance(one, str))
        found = [asked(one, self.measures) for one in given if isinstance(one, str)]
        self.asked = tuple({one.column: one for one in found}.values())
        if case is not None:
            for one in self.asked:
                one.schools.check(case)
                if one.metric.outcome not in case.outcomes:
                    raise ParamError([texts.OF_MEASURE(name=one.column, what=unfollowed(one.metric.outcome))])
        self.observers: list[Observer] = []
        self.failed: tuple[Said, Exception] | None = None

    def __deepcopy__(self, memo: dict[int, Any]) -> Hooks:
        twin = Hooks()  # without observers, which watch this model and not its copies
        twin.measures, twin.asked = self.measures, self.asked
        return twin

    def __getstate__(self) -> dict[str, Any]:
        for one in self.measures:
            of = one.of
            assert of is not None
            if getattr(sys.modules.get(of.__module__), of.__qualname__, None) is not of:
                raise TypeError(
                    f"the measure '{one.name}' ({_called(of)}) cannot be pickled: define it at the top of a module"
                )
        return {**self.__dict__, "observers": []}

    @property
    def columns(self) -> list[str]:
        """The columns that are added to the yearly record."""
        return [*(m.name for m in self.measures), *(one.column for one in self.asked)]

    def observe(
        self, function: Callable[[DistrictModel], Any], after: str, tools: Mapping[str, Instrument]
    ) -> Observer:
        """Add an observer; `DistrictModel.observe` says more."""
        if not callable(function):
            raise TypeError(f"an observer is a function of the model, not {function!r}")
        if after not in (known := list(moments(tools))):
            raise ParamError([texts.NO_MOMENT(after=repr(after), hint=nearest(str(after), known))])
        observer = Observer(self, function, after)
        self.observers.append(observer)
        return observer

    def call(self, model: DistrictModel, moment: str) -> None:
        """Call the observers of a moment; after one that fails no other is called in this term."""
        for observer in [o for o in self.observers if o.after == moment] if self.observers else ():
            if self.failed is None:
                try:
                    observer.function(model)
                except Exception as error:
                    self.failed = texts.OBSERVER(function=_called(observer.function), moment=moment), error

    def record(self, model: DistrictModel, district: list[dict[str, Any]], snap: Snapshot) -> None:
        """Add the measures to the rows of the school year that ends; NaN where one fails."""
        n = len(model.world.stages)
        rows = district[-n:]
        some = {schools: snap.of(schools.among(model.world)) for schools in {one.schools for one in self.asked}}
        wanted: list[tuple[str, Metric, Any]] = [
            *((m.name, m, snap if m.reads == "snapshot" else model) for m in self.measures),
            *((one.column, one.metric, some[one.schools]) for one in self.asked),
        ]
        for column, metric, source in wanted:
            try:
                values = metric.values(source, n)
            except Exception as error:
                values = [float("nan")] * n
                self.failed = self.failed or (texts.MEASURE(name=column, function=_called(metric.of)), error)
            for row, value in zip(rows, values, strict=True):
                row[column] = value

    def settle(self, when: str) -> None:
        """Raise what failed in the term that is over.

        Raises
        ------
        HookError
            Naming who failed, how and when.
        """
        if self.failed is not None:
            (who, error), self.failed = self.failed, None
            why = texts.FAILED(who=who, when=when, kind=type(error).__name__, why=_why(error))
            raise HookError(why) from error


def moments(tools: Mapping[str, Instrument] | None = None) -> Iterator[str]:
    """Yield what an observer can be called after: the steps of the calendar, each term and each school year."""
    yield from dict.fromkeys(step.name for step in calendar(tools))


def _why(error: Exception) -> str:
    """Return what an error says, a pair where it was said as one."""
    first = error.args[0] if len(error.args) == 1 else None
    return first if isinstance(first, Said) else str(error)


def _called(function: Any) -> str:
    return str(getattr(function, "__qualname__", None) or repr(function))
