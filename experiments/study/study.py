"""A study: question, case, factors, design, seeds and outcomes, read from a TOML file and checked as a whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from pydantic import ValidationError

from experiments import Refused
from experiments.design.factors import Factor
from experiments.design.file import CorrelationPart, DesignPart, EqualPart, NestedPart, ScreenPart, StudyPart
from experiments.runs.chance import Chance
from experiments.study.texts import files as texts
from sim import system, toml
from sim.case import Case, case_files
from sim.check import stranger
from sim.param import clipped, nearest, some
from sim.part import Label
from sim.say import NOTHING, Said

if TYPE_CHECKING:
    from experiments.runs.outcomes import Outcome

Seeds = Literal["row", "independent", "shared"]


@dataclass(frozen=True, kw_only=True)
class Study:
    """A checked study."""

    name: str  # of the file, without its ending
    path: Path
    text: bytes
    title: Label
    question: Said  # one text for both languages where the file gives one
    prediction: Said
    case: Case
    case_name: str  # as the file writes it
    reforms: bool
    years: int
    replications: int
    seeds: Seeds  # who meets the same seeds: points of a row (or trajectory, or curve) of the design, nobody, or all points
    first_seed: int
    population_seed: int | None = None  # who is there on the first day of every run: replications vary luck alone
    luck_seed: int | None = None  # what happens afterwards in every run: replications vary the district alone
    lucks: int = 1  # runs of a replication: the same first day with another luck; it counts once, by their mean
    against: Literal["baseline"] | None  # what outcomes are differences from, under the same seed
    outcomes: tuple[Outcome, ...]
    fixed: Mapping[str, Any]
    factors: tuple[Factor, ...]  # levers first
    design: DesignPart
    correlations: tuple[CorrelationPart, ...] = ()  # of ranks, between factors
    equal: EqualPart | None = None
    screened: ScreenPart | None = None
    nested: NestedPart | None = None  # runs beside those of the design, in which no factor is moved

    @property
    def sha256(self) -> str:
        """Fingerprint of the file."""
        return hashlib.sha256(self.text).hexdigest()

    @property
    def names(self) -> list[str]:
        """The names of the factors."""
        return [f.name for f in self.factors]

    @property
    def design_seed(self) -> int:
        """The seed of the layout of points."""
        return 1 if self.design.seed is None else self.design.seed

    def seeds_of(self, identity: int) -> list[int]:
        """Return the seeds of a point by what it shares them by; more replications add to them and change none."""
        if self.seeds == "shared":
            return list(range(self.first_seed, self.first_seed + self.replications))
        return [_seed(self.first_seed, identity, r) for r in range(self.replications)]

    @property
    def chance(self) -> Chance:
        """How replications draw."""
        return Chance(self.population_seed, self.luck_seed, self.lucks)

    def chance_of_block(self) -> list[tuple[int, int]]:
        """Return population and luck seed of every run of the nested block, population by population; none without one."""
        if self.nested is None:
            return []
        first, chance = self.first_seed, Chance(lucks=self.nested.lucks)
        return [pair for seed in range(first, first + self.nested.populations) for pair in chance.seeds(seed)]

    def held(self) -> dict[str, int]:
        """Return the part of chance that is the same in every run."""
        given = {"population_seed": self.population_seed, "luck_seed": self.luck_seed}
        return {name: seed for name, seed in given.items() if seed is not None}

    def facts(self) -> dict[str, Any]:
        """Return what a manifest says of the study."""
        return {
            "study": {"name": self.name, "sha256": self.sha256},
            "case": {"name": self.case_name, "id": self.case.id},
            "horizon": {"start_year": self.case.start_year, "years": self.years},
            "design": self.design.model_dump(exclude_none=True),
            "correlations": [part.model_dump() for part in self.correlations],
            "replications": self.replications,
            "seeds": self.seeds,
            "first_seed": self.first_seed,
            **self.held(),
            **({"lucks": self.lucks} if self.lucks > 1 else {}),
            **({"nested": self.nested.model_dump()} if self.nested else {}),
            "against": self.against,
            "outcomes": [o.name for o in self.outcomes],
        }


def load_study(path: str | os.PathLike[str], *, replications: int | None = None, points: int | None = None) -> Study:
    """Return the study of a file, or of a name in ``configs/studies``, with more replications or points if asked for.

    Raises
    ------
    Refused
        With one sentence per finding, each naming the file.
    """
    file = find_study(path)
    try:
        content = file.read_bytes()
        raw = toml.read(content)
    except OSError as error:
        raise Refused(texts.CANNOT_READ(path=path, why=system.why(error))) from None
    except ValueError as error:
        raise Refused(texts.AT(where=path, what=error)) from None
    from experiments.study import check  # which loads the model's declarations

    if {"towns", "schools"} & raw.keys():  # what lacks something may still be meant as a study
        raise Refused(texts.AT(where=path, what=stranger(raw, "study", path)))
    try:
        part = StudyPart.model_validate(raw)
    except ValidationError as error:
        raise Refused(
            *(texts.AT(where=path, what=m) for m in some(error.errors(include_url=False), partial(check.sentence, raw)))
        ) from None
    study, messages = check.build(part, file, content)
    if messages or study is None:
        raise Refused(*(texts.AT(where=path, what=m) for m in some(messages)))
    from experiments.design import designs

    return designs.resized(study, replications=replications, points=points)


def study_files() -> dict[str, Path]:
    """Return the studies that come with the project, by name."""
    folders = {file.parent / "studies" for file in case_files().values()}
    return {f.stem: f for folder in sorted(folders) for f in sorted(folder.glob("*.toml"))}


def find_study(name: str | os.PathLike[str]) -> Path:
    """Return the file of a study by path or name."""
    known = study_files()
    path = known.get(str(name)) or Path(name)
    if os.path.isfile(path):  # which a name too long for any file is not, nor one that no file can have
        return path
    there = texts.KNOWN(names=list(known)) if known else NOTHING
    raise Refused(texts.NO_STUDY(name=clipped(str(name), 200), near=nearest(str(name), known), known=there))


def _seed(first: int, identity: int, replication: int) -> int:
    """Return a seed of 52 bits made of three numbers: it depends on nothing else, such as how many points there are."""
    words = np.random.SeedSequence([first, identity, replication]).generate_state(1, np.uint64)
    return int(words[0] >> np.uint64(12))
