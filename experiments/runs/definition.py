"""A run: a case, what is set, a seed and a horizon; named by a key made of all that its numbers depend on.

Two runs with one key give the same bytes on any machine of one kind, so no run is ever done twice.
"""

from __future__ import annotations

import hashlib
import json
import os
import platform
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

import sim
from experiments import Refused
from experiments.runs import texts
from sim import arms
from sim.case import Case, load_case
from sim.param import plain, shown
from sim.part import frozen
from sim.say import Said

YEARS = (1, 100)
MOST_RUNS = 2_000_000  # of one study: about 40 GB of store
NUMERIC = ("numpy", "scipy", "numba")  # libraries whose versions can move numbers
OF_TOOL = "instrument "  # what the identity calls instruments from elsewhere by, before their names


@dataclass(frozen=True, slots=True)
class Source:
    """A case as runs carry it: its content in a canonical form, named by its hash."""

    id: str
    sha256: str
    packed: bytes  # compressed JSON with sorted keys, reforms and groups enacted

    @property
    def case(self) -> Case:
        """The case itself; remembered, because a worker meets few cases and many runs."""
        return read_case(self.packed)


class Task(NamedTuple):
    """What a worker is told of a run; the content of the case travels apart, once."""

    key: str
    case: str  # hash of its content
    overrides: tuple[tuple[str, Any], ...]
    seed: int
    years: int
    reforms: bool
    population_seed: int | None = None
    asked: tuple[str, ...] = ()  # measures of some schools only, which are counted beside all others


@dataclass(frozen=True)
class Run:
    """One run of the model; made by `make_run`, which checks and normalises what it is given."""

    source: Source
    overrides: tuple[tuple[str, Any], ...]  # sorted by name; without those that set what is in force anyway
    seed: int  # of what happens, and of who is there on the first day unless that has a seed of its own
    years: int  # horizon, school years
    reforms: bool  # False: the baseline, reforms and groups on paper only
    population_seed: int | None = None  # None where it is `seed`
    asked: tuple[str, ...] = ()  # measures of some schools only that are kept too, such as "mean_score@locality=rural"

    @cached_property
    def key(self) -> str:
        """Fingerprint of code, case, settings in force, seed, horizon and the libraries that move numbers (32 hex digits)."""
        content = [identity(), self.source.sha256, self.overrides, self.seed, self.years, self.reforms]
        if self.population_seed is not None:
            content.append({"population_seed": self.population_seed})
        if self.asked:
            content.append({"asked": self.asked})
        return hashlib.sha256(_json(content)).hexdigest()[:32]

    @property
    def task(self) -> Task:
        """What a worker is told."""
        given = (self.overrides, self.seed, self.years, self.reforms, self.population_seed, self.asked)
        return Task(self.key, self.source.sha256, *given)

    @property
    def chance(self) -> Said:
        """The seed or seeds in words."""
        if self.population_seed is None:
            return texts.SEED(seed=self.seed)
        return texts.SEEDS(population=self.population_seed, luck=self.seed)

    @property
    def case(self) -> Case:
        """The case that is run, with its reforms or without, as its arm makes it."""
        own = arms.realised(self.source.case, self.seed if self.population_seed is None else self.population_seed)
        return own if self.reforms else own.without_reforms()

    @property
    def first_year(self) -> int:
        """The first school year, named by its autumn."""
        return self.source.case.start_year

    def config(self) -> dict[str, Any]:
        """Return the run as plain data, the case by its hash; `from_config` reads it."""
        own: dict[str, Any] = {} if self.population_seed is None else {"population_seed": self.population_seed}
        more = {"asked": list(self.asked)} if self.asked else {}
        return {
            "case": self.source.sha256, "id": self.source.id, "overrides": dict(self.overrides),
            "seed": self.seed, **own, "years": self.years, "reforms": self.reforms, **more,
        }  # fmt: skip

    def value_of(self, name: str) -> Any:
        """Return the value of a parameter that is in force throughout the run; None where reforms change it on the way."""
        set_here = dict(self.overrides)
        if name in set_here:
            return set_here[name]
        values = _values_over_time(self.source, name, self.reforms)
        return values[0] if all(v == values[0] for v in values) else None

    def __getstate__(self) -> dict[str, Any]:
        """Leave the key behind: whoever unpickles may have other code."""
        return {k: v for k, v in self.__dict__.items() if k != "key"}


def make_run(
    case: Case | Source | str | os.PathLike[str],
    overrides: Mapping[str, Any] | None = None,
    *,
    seed: int = 1,
    population_seed: int | None = None,
    luck_seed: int | None = None,
    years: int | None = None,
    reforms: bool = True,
    asked: Iterable[str] = (),
) -> Run:
    """Return a run, checked; two ways of writing one and the same run give equal runs.

    Parameters
    ----------
    case
        Name of a case that comes with the project, path of a case file, a `Case`, or the `Source` of one.
    overrides
        Values of declared parameters by dotted name; they have the last word over the case and its reforms.
    seed
        An integer of 0 or more.
    population_seed
        Who lives and works there on the first day; by default ``seed``.
    luck_seed
        What happens afterwards; by default ``seed``.
    years
        Horizon in school years, 1 to 100; by default that of the case.
    reforms
        False runs the baseline: the same district without its reforms, mergers and groups.
    asked
        Measures of some schools only that are kept beside all others, as `experiments.runs.outcomes.asked` gives them.

    Raises
    ------
    CaseError, ParamError, Refused
        With one sentence per finding.
    """
    source = case if isinstance(case, Source) else _source(_Same(load_case(case)))
    of = source.case
    if isinstance(case, Case):
        reforms = reforms and case.enacted
    years = plain(of.years if years is None else years, 0)
    seed = _seed("seed", seed)
    luck = seed if luck_seed is None else _seed("luck_seed", luck_seed)
    population = seed if population_seed is None else _seed("population_seed", population_seed)
    if isinstance(years, bool) or not isinstance(years, int) or not YEARS[0] <= years <= YEARS[1]:
        raise Refused(texts.YEARS_OUT(years=shown(years), low=YEARS[0], high=YEARS[1]))
    reforms = bool(reforms) or not (of.reforms or of.groups)
    own = None if population == luck else population
    return Run(
        source, _canonical(source, overrides or {}, reforms), luck, years, reforms, own, tuple(sorted(set(asked)))
    )


def from_config(config: Mapping[str, Any], source: Source, key: str | None = None) -> Run:
    """Return the run of plain data that `Run.config` gave, under the key it was stored with where one is given."""
    pairs = ((k, frozen(v)) for k, v in config["overrides"].items())
    given = (config["seed"], config["years"], config["reforms"], config.get("population_seed"))
    run = Run(source, tuple(sorted(pairs)), *given, tuple(config.get("asked", ())))
    if key is not None:
        run.__dict__["key"] = key  # code or libraries may have changed since: what is stored keeps its name
    return run


def source_of(case: Case | str | os.PathLike[str]) -> Source:
    """Return the source of a case, which many runs can share."""
    return _source(_Same(load_case(case)))


@lru_cache(maxsize=8)
def read_case(packed: bytes) -> Case:
    """Return the case of packed content."""
    return Case.model_validate_json(zlib.decompress(packed))


@cache
def identity() -> dict[str, str]:
    """Return what else numbers depend on: the model's code, that of instruments from elsewhere, Python, numeric libraries."""
    from importlib.metadata import version

    from sim import library

    major, minor, _ = platform.python_version_tuple()
    own = {"code": sim.CODE_HASH, "python": f"{major}.{minor}", **{name: version(name) for name in NUMERIC}}
    return own | {f"{OF_TOOL}{name}": sha256 for name, sha256 in library.hashes().items()}


class _Same:
    """A case that equals only itself, so that what is made of it can be remembered."""

    def __init__(self, case: Case) -> None:
        self.case = case

    def __hash__(self) -> int:
        return id(self.case)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.case is self.case


@lru_cache(maxsize=64)
def _source(same: _Same) -> Source:
    case = same.case.model_copy(update={"enacted": True})
    text = _json(case.model_dump(mode="json"))
    return Source(case.id, hashlib.sha256(text).hexdigest(), zlib.compress(text, 9))


def _json(content: Any) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _seed(name: str, seed: Any) -> int:
    seed = plain(seed, 0)
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise Refused(texts.NO_SEED(name=name, value=shown(seed)))
    return seed


def _canonical(source: Source, overrides: Mapping[str, Any], reforms: bool) -> tuple[tuple[str, Any], ...]:
    """Return the overrides as the model reads them, sorted, without those that change nothing in this case."""
    if not overrides:
        return ()
    from sim.config import defaults, spelled

    settings = defaults(source.case).changed(overrides, source.case)  # refuses what does not fit
    read = {name: settings.value(name) for name in spelled(overrides, source.case)}
    kept = {n: v for n, v in read.items() if any(w != v for w in _values_over_time(source, n, reforms))}
    return tuple(sorted(kept.items()))


@lru_cache(maxsize=4096)
def _values_over_time(source: Source, name: str, reforms: bool) -> tuple[Any, ...]:
    """Return the values a parameter has in a case from its first day on, as its reforms set them."""
    from sim.config import defaults, spelled

    case, at = source.case, defaults(source.case)
    layers = (case.params, *(d.set for d in case.districts), *(r.set for r in case.reforms if reforms))
    sets = [spelled(layer, case) for layer in layers]
    later = tuple(at.changed({name: values[name]}).value(name) for values in sets if name in values)
    return later if name in sets[0] else (at.value(name), *later)


def with_seed(run: Run, seed: int, *, population_seed: int | None = None, luck_seed: int | None = None) -> Run:
    """Return the same run with another seed, but for the part of chance that is held, without checking all again."""
    luck, population = (seed if own is None else own for own in (luck_seed, population_seed))
    return replace(run, seed=luck, population_seed=None if population == luck else population)


def reference(run: Run) -> Run | None:
    """Return what a placebo is set against: the same schools without reforms. None for other runs."""
    return without(run, ()) if run.reforms and run.source.packed and run.source.case.placebo != "none" else None


def without(run: Run, levers: Iterable[str]) -> Run:
    """Return what a run is set against: the same seeds and uncertainties, without reforms, groups and levers."""
    left_out = set(levers)
    kept = {name: value for name, value in run.overrides if name not in left_out}
    return make_run(
        run.source,
        kept,
        seed=run.seed,
        population_seed=run.population_seed,
        years=run.years,
        reforms=False,
        asked=run.asked,
    )
