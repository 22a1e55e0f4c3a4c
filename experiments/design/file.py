"""The parts of a study file, as pydantic reads them: strict about keys and types."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from sim.part import Label, Part


def _both(given: Any) -> Any:
    """Return a text that is given once as that of both languages."""
    return {"zh": given, "en": given} if isinstance(given, str) else given


type Sentence = Annotated[Label, BeforeValidator(_both)]  # { zh = "…", en = "…" }, or one text that stands for both

POINTS = 1_000_000  # of a design
FACTORS, LEVELS = 1000, 1000  # more than a study can have, few enough to be checked at once


class FactorPart(Part):
    """A factor as the file states it; what it leaves out is taken from the declaration of the parameter."""

    type: Literal["real", "integer", "boolean", "categorical"] | None = None
    low: float | None = None
    high: float | None = None
    log: bool = False
    levels: int | None = Field(None, ge=2, le=LEVELS)
    distribution: str | None = None
    mode: float | None = None
    mean: float | None = None
    sd: float | None = None
    a: float | None = None
    b: float | None = None
    weights: list[float] | None = Field(None, min_length=2, max_length=LEVELS)
    values: list[Any] | None = Field(None, min_length=2, max_length=LEVELS)
    options: dict[str, dict[str, Any]] | None = Field(None, min_length=2, max_length=LEVELS)
    times: dict[str, float] | None = Field(None, min_length=1, max_length=LEVELS)
    unit: str = ""
    zh: str = ""
    en: str = ""


class DesignPart(Part):
    """How points are laid out; which keys belong to which kind is in `experiments.design.designs.KEYS`."""

    kind: Literal["list", "grid", "lhs", "sobol", "morris", "fast"]
    n: int | None = Field(None, ge=1, le=POINTS)
    block: int | None = Field(None, ge=2, le=POINTS)
    levels: int | None = Field(None, ge=2, le=1000)
    length: int | None = Field(None, ge=65, le=100_001)
    second_order: bool | None = None
    seed: int | None = Field(None, ge=0)
    points: list[dict[str, Any]] | None = Field(None, min_length=1)
    table: str | None = None


class CorrelationPart(Part):
    """A rank correlation (Spearman) between two factors."""

    between: list[str] = Field(min_length=2, max_length=2)
    rank: float = Field(ge=-1, le=1)


class EqualPart(Part):
    """A comparison at equal spending: where along a dose every option costs the same."""

    outcome: str
    along: str
    across: str
    value: float | None = None


class ScreenPart(Part):
    """The study whose result chose the factors, and how many it kept."""

    study: str
    keep: int = Field(ge=1, le=100)


class NestedPart(Part):
    """A block of runs in which no factor is moved, and every population meets several lucks."""

    populations: int = Field(ge=2, le=1000)
    lucks: int = Field(ge=2, le=100)


class StudyPart(Part):
    """A study file."""

    title: Label
    question: Sentence
    prediction: Sentence | None = None
    case: str
    reforms: bool = True
    years: int | None = Field(None, ge=1, le=100)
    replications: int = Field(ge=1, le=10_000)
    seeds: Literal["row", "independent", "shared"] | None = None
    first_seed: int = Field(1, ge=0, le=2**31)
    population_seed: int | None = Field(None, ge=0, le=2**53)
    luck_seed: int | None = Field(None, ge=0, le=2**53)
    lucks: int = Field(1, ge=1, le=100)
    against: Literal["baseline"] | None = None
    outcomes: list[str] = Field(min_length=1, max_length=LEVELS)
    fixed: dict[str, Any] = Field(default_factory=dict)
    levers: dict[str, FactorPart] = Field(default_factory=dict, max_length=FACTORS)
    uncertainties: dict[str, FactorPart] = Field(default_factory=dict, max_length=FACTORS)
    correlations: list[CorrelationPart] = Field(default_factory=list, max_length=LEVELS)
    design: DesignPart
    equal: EqualPart | None = None
    screened: ScreenPart | None = None
    nested: NestedPart | None = None
