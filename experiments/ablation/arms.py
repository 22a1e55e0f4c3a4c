"""The scenarios that take a reform apart: the case, the case without its reform, each instrument off in turn and each alone.

With Y of a scenario, all on the same luck, an instrument i contributes

* off in turn, beside all others: Y(case) - Y(all but i);
* alone, with no other on: Y(i alone) - Y(no instrument), where "no instrument" keeps the groups and all else the reform sets.

What the parts do not sum up to is Y(case) - Y(no instrument) less the sum of either. Under each placebo of `sim.arms` all of it
is taken once more, with scenarios of the placebo in place of the case's own: what a contribution still is where no core is
stronger needs no strong core.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple

from experiments import Refused
from experiments.ablation import texts
from experiments.compare.scenarios import BARE, PLACEBO, SPEC, Scenario, read_scenarios
from experiments.runs.definition import Run
from experiments.runs.horizons import HORIZONS, first_year, reached
from experiments.words import labels
from experiments.words.labels import Words
from sim.arms import ARMS
from sim.config import defaults, settings_in_force
from sim.say import Said

NONE, CASE, BARE_CASE, OFF, ALONE = "none", "case", "no instrument", "off", "alone"
WAYS = (OFF, ALONE)

type Arm = tuple[str, str]  # what a scenario is, and of which instrument


class Contribution(NamedTuple):
    """A difference that is asked for: weights of scenarios, by the word each is written in."""

    part: str  # reform, rest of the reform, instruments, instrument, sum or interaction
    way: str  # off or alone; empty where neither
    instrument: str  # empty where it is none
    weights: Mapping[str, float]
    placebo: str = ""  # value of `case.placebo`; empty: of the case itself


@dataclass(frozen=True)
class AblationPlan:
    """What is to be run to take a reform apart."""

    case: str  # as the user wrote it
    scenarios: tuple[Scenario, ...]  # each once, the case without its reform first
    arms: Mapping[Arm, str]  # which scenario is without its reform, off rotation and so on
    instruments: Mapping[str, Words]  # those that are ever on, in alphabetical order of their names
    first: int  # school year in which the first reform comes into force
    horizons: tuple[int, ...]
    placebos: Mapping[str, Mapping[Arm, str]] = MappingProxyType({})  # of each placebo, which scenario is which

    @property
    def run(self) -> Run:
        """The case with its reform, with its seed left open."""
        return next(s.run for s in self.scenarios if s.text == self.arms[CASE, ""])

    def span(self, horizon: int) -> tuple[int, int]:
        """Return the school years from the first reform up to a horizon."""
        return self.first, self.first + horizon - 1

    def parts(self) -> list[Contribution]:
        """Return the differences that are asked for, of the case and of each placebo."""
        every = {"": self.arms, **self.placebos}
        return [part for placebo, arm in every.items() for part in _apart(arm, tuple(self.instruments), placebo)]


def _apart(arm: Mapping[Arm, str], tools: tuple[str, ...], placebo: str) -> Iterator[Contribution]:
    """Yield the differences that take a reform apart."""
    none, case, bare = (arm[name, ""] for name in (NONE, CASE, BARE_CASE))
    of = {OFF: [(case, arm[OFF, i]) for i in tools], ALONE: [(arm[ALONE, i], bare) for i in tools]}
    together = [(case, bare)]
    yield Contribution("reform", "", "", _less([(case, none)]), placebo)
    yield Contribution("rest of the reform", "", "", _less([(bare, none)]), placebo)
    yield Contribution("instruments", "", "", _less(together), placebo)
    for way in WAYS:
        for i, pair in zip(tools, of[way], strict=True):
            yield Contribution("instrument", way, i, _less([pair]), placebo)
        yield Contribution("sum", way, "", _less(of[way]), placebo)
        yield Contribution("interaction", way, "", _less([*together, *((b, a) for a, b in of[way])]), placebo)


def plan(
    case: str, years: int | None = None, common: Mapping[str, Any] | None = None, *, placebo: bool = True
) -> AblationPlan:
    """Return what is to be run to take the reform of a case apart.

    Parameters
    ----------
    case
        Name or file of a case.
    years
        Horizon in school years; by default that of the case.
    common
        Settings that hold in all scenarios.
    placebo
        Whether the reform is also taken apart under each placebo.

    Raises
    ------
    Refused
        For a case that is none or has no instrument in force, and for a horizon that ends before the first of `HORIZONS`.
    """
    common = common or {}
    match = SPEC.fullmatch(case)
    if match is not None and match["settings"] is not None:
        raise Refused(texts.CASE_ALONE(case=case, name=match["case"], settings=match["settings"]))
    (whole,) = read_scenarios([case], years, common)
    tools = switched_on(whole.run)
    if not whole.run.reforms or not tools:
        raise Refused(texts.NO_INSTRUMENT(case=case, years=whole.run.years))
    first, horizons = _horizons(whole.run)
    arms: dict[Arm, tuple[Said, str]] = {
        (NONE, ""): (texts.NONE(), f"{case}:{BARE}"),
        (CASE, ""): (texts.CASE(), case),
        (BARE_CASE, ""): (texts.NO_INSTRUMENTS(), _off(case, tools)),
    }
    arms |= {(OFF, name): (texts.OFF(instrument=words.small), _off(case, [name])) for name, words in tools.items()}
    for name, words in tools.items():
        arms[ALONE, name] = texts.ALONE(instrument=words), _off(case, [other for other in tools if other != name])
    by_key: dict[str, Scenario] = {}

    def scenario(said: Said, text: str, against: str | None = None) -> str:
        """Keep a scenario, once, and return the word it is written in."""
        one, *_ = read_scenarios([text], years, common)  # behind a placebo stands its own reference
        named = replace(one, words=Words(said.en, said.zh), against=against)
        return by_key.setdefault(one.run.key, named).text  # of one instrument, alone is the case

    found = {arm: scenario(said, text) for arm, (said, text) in arms.items()}
    under: dict[str, dict[Arm, str]] = {}
    for word, arm in ARMS.items() if placebo and whole.run.source.case.groups else ():
        if word.startswith(PLACEBO) and whole.run.source.case.placebo == "none":
            own = under[arm.value] = {}
            for key, (said, text) in arms.items():
                text = f"{text}{',' if ':' in text.removeprefix(case) else ':'}{word}"
                given = texts.UNDER(what=said, placebo=arm.name()), text, own.get((NONE, ""))
                own[key] = scenario(*given)
    return AblationPlan(case, tuple(by_key.values()), found, tools, first, horizons, under)


def switched_on(run: Run) -> dict[str, Words]:
    """Return the instruments that a run ever has on, anywhere, at whatever dose, by name, with what they are called."""
    case, on = run.case, set[str]()
    changes = {case.term_of(r.date) for r in case.reforms}
    for term in {0, *(t for t in changes if t < 2 * run.years)}:
        everywhere, local = settings_in_force(case, case.in_force(term), dict(run.overrides))
        on |= {name for s in (everywhere, *local.values()) for name, tool in s.instruments.items() if tool.on}
    known = defaults(case).instruments
    return {name: Words(known[name].words.en, known[name].words.zh) for name in sorted(on)}


def _horizons(run: Run) -> tuple[int, tuple[int, ...]]:
    """Return the first school year with a reform, and the horizons that a run reaches."""
    case = run.case
    first, found = first_year(case, run.years), reached(case, run.years)
    if not found:
        year, need = labels.span(first, first), first - case.start_year + HORIZONS[0]
        raise Refused(texts.TOO_SHORT(years=run.years, first=year, least=HORIZONS[0], need=need))
    return first, found


def _off(case: str, names: Iterable[str]) -> str:
    """Return a case with some instruments off, as a scenario is written; with none off, the case."""
    sets = ",".join(f"{name}.on=false" for name in names)
    return f"{case}:{sets}" if sets else case


def _less(pairs: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Return the weights of a sum of differences, without scenarios that cancel out."""
    out: dict[str, float] = {}
    for plus, minus in pairs:
        out[plus] = out.get(plus, 0.0) + 1.0
        out[minus] = out.get(minus, 0.0) - 1.0
    return {name: weight for name, weight in out.items() if weight}
