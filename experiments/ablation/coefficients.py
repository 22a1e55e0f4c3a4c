"""The coefficients whose source is an assumption, each with the low and the high end of its declared range.

A number of a process or an instrument stands for itself. Those of forms of tie, which are hundreds, are moved together: the
strength of a function, or the dose of an instrument, over all forms at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments import Refused
from experiments.ablation.arms import switched_on
from experiments.ablation.texts import tornado as texts
from experiments.words.labels import Words
from sim.axes import OUTCOMES, STAGES
from sim.config import defaults, parameters
from sim.forms import DOSE
from sim.instruments import AT
from sim.param import nearest
from sim.say import Said

if TYPE_CHECKING:
    from experiments.runs.definition import Run
    from sim.param import Declared

ASSUMED = "assumed"  # how the source of such a number begins
FORMS, EVERY = "forms.", "forms.*."  # before the names of numbers of forms, and of those of all forms at once


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A number that is assumed, or one of all forms of tie."""

    name: str
    words: Words
    unit: str
    default: str  # as it is written; of several forms what they have
    ends: Mapping[str, tuple[str, Mapping[str, Any]]]  # low and high: as written, and what is set

    @property
    def said(self) -> Said:
        """What it is called."""
        return self.words.said


def assumed(run: Run, only: Iterable[str] = ()) -> list[Coefficient]:
    """Return the assumed coefficients that a run can read, in order of their names.

    Left out are those of instruments that are never on, of stages that are not taught and of outcomes that are not followed.

    Parameters
    ----------
    run
        The run with its reform.
    only
        Beginnings of names, such as ``mentoring`` or ``forms.*.staff``; none for all.

    Raises
    ------
    Refused
        For a beginning that no assumed coefficient has.
    """
    found = sorted([*_numbers(run), *_of_forms(run)], key=lambda c: c.name)
    only = list(only)
    sections = {c.name.partition(".")[0] for c in found}
    for begin in only:
        if not any(_begins(c.name, begin) for c in found):
            raise Refused(texts.NOT_ASSUMED(name=begin, near=nearest(begin, [*sections, *(c.name for c in found)])))
    return [c for c in found if not only or any(_begins(c.name, begin) for begin in only)]


def _begins(name: str, begin: str) -> bool:
    """Whether a dotted name is another, or has it before a dot."""
    return name == begin or name.startswith(f"{begin}.")


def _numbers(run: Run) -> Iterator[Coefficient]:
    """Yield the assumed numbers of processes and of the instruments that are ever on."""
    case, on = run.case, switched_on(run)
    tools = defaults(case).instruments
    absent = {*STAGES.names} - {*case.stages.names}
    unfollowed = {*OUTCOMES.names} - {*case.outcomes}
    for p in parameters(case):
        section, *path = p.name.split(".")
        if not _is_assumed(p) or section == FORMS[:-1] or section in unfollowed | absent or absent & {*path}:
            continue
        if section not in tools or section in on:
            at = f" ({section})" if AT in section else ""  # an instance's numbers are called as its instrument's
            words = Words(f"{p.en}{at}", f"{p.zh}{at}")
            yield Coefficient(p.name, words, p.unit, _written(p.default), _ends({p.name: p}))


def _of_forms(run: Run) -> Iterator[Coefficient]:
    """Yield the assumed numbers of forms of tie, those of one name together."""
    case, on = run.case, {name.partition(AT)[0] for name in switched_on(run)}
    by_name: dict[str, dict[str, Declared]] = {}
    for p in parameters(case):
        if p.name.startswith(FORMS) and _is_assumed(p):
            key = p.name.rpartition(".")[2]
            if not key.startswith(DOSE) or key.removeprefix(DOSE) in on:
                by_name.setdefault(key, {})[p.name] = p
    for key, some in by_name.items():
        first = next(iter(some.values()))
        span = sorted({float(p.default) for p in some.values()})
        default = _written(span[0]) if len(span) == 1 else f"{_written(span[0])}–{_written(span[-1])}"
        zh, en = first.zh.partition("：")[2], first.en.partition(": ")[2]  # behind what the form is called
        words = texts.OF_ALL_FORMS(what=Said(zh, en))
        yield Coefficient(f"{EVERY}{key}", Words(words.en, words.zh), first.unit, default, _ends(some))


def _is_assumed(p: Declared) -> bool:
    return p.source.en.startswith(ASSUMED) and (isinstance(p.default, bool) or p.low is not None is not p.high)


def _ends(some: Mapping[str, Declared]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return what is set at either end; a flag has one other value, an end that is the default none."""
    out: dict[str, tuple[str, dict[str, Any]]] = {}
    for end in ("low", "high"):
        sets = {name: _at(p, end) for name, p in some.items()}
        if any(value != some[name].default for name, value in sets.items()):
            out[end] = _written(next(iter(sets.values()))), sets
    return out


def _at(p: Declared, end: str) -> Any:
    """Return a number at the low or high end of its range: of a list every one, of a flag off or on."""
    if isinstance(p.default, bool):
        return end == "high"
    value = getattr(p, end)
    whole: Sequence[Any] = p.default if isinstance(p.default, tuple) else (p.default,)
    moved = [int(value) if isinstance(one, int) else float(value) for one in whole]
    return tuple(moved) if isinstance(p.default, tuple) else moved[0]


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"[{', '.join(map(_written, value))}]" if isinstance(value, tuple) else f"{value:.4g}"
