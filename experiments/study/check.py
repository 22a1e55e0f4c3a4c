"""What is wrong with a study file, said so that its author can mend it: key, value, unit, allowed range, nearest name."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from experiments import Refused
from experiments.design import correlations, designs
from experiments.design.factors import Factor
from experiments.design.file import (
    CorrelationPart,
    DesignPart,
    EqualPart,
    FactorPart,
    NestedPart,
    ScreenPart,
    StudyPart,
)
from experiments.design.texts import ROWS
from experiments.runs import variants
from experiments.study.declare import Declaration, declare
from experiments.study.study import Study
from experiments.study.texts import files as texts
from experiments.words.labels import named
from sim.case import Case, CaseError, case_files, load_case
from sim.check import near_key
from sim.config import defaults
from sim.findings import reason
from sim.param import ParamError, clipped, nearest, shown, some
from sim.part import Label
from sim.say import NOTHING, Said

INSIDE: dict[str, type[BaseModel]] = {
    "levers": FactorPart, "uncertainties": FactorPart, "design": DesignPart, "correlations": CorrelationPart, "equal": EqualPart,
    "screened": ScreenPart, "nested": NestedPart, "title": Label, "question": Label, "prediction": Label,
}  # fmt: skip
ALSO = {  # what some call keys
    "horizon": "years", "name": "title", "seed": "first_seed", "runs": "replications", "factors": "levers",
    "parameters": "levers", "settings": "fixed", "params": "fixed", "set": "fixed", "metrics": "outcomes", "measures": "outcomes",
}  # fmt: skip
RESERVED = {  # columns of the tables of a study, in which a factor has a column too
    "point", "replication", "seed", "key", "status", "baseline", "arm", "case", "year", "years", "stage", "reforms", "outcome",
    "factor", "n", "mean", "low", "high",
}  # fmt: skip
LONGEST = 100  # characters of the name of a factor
DOUBLE = {"sobol", "fast"}  # designs whose analysis multiplies outcomes under different seeds
NESTED = ("grid", "list", "lhs")  # designs whose populations may each meet several lucks


def sentence(raw: Mapping[str, Any], found: Any) -> Said:
    """Say one finding of pydantic about a parsed file in our words."""
    loc, value, ctx = [str(p) for p in found["loc"]], found["input"], found.get("ctx", {})
    where = ".".join(f'"{p}"' if "." in p else p for p in loc)
    if found["type"] == "extra_forbidden":
        known = INSIDE.get(loc[0], StudyPart).model_fields if len(loc) > 1 else StudyPart.model_fields
        near = near_key(loc[-1], known, ALSO if len(loc) == 1 else {})
        return texts.UNKNOWN_KEY(key=clipped(where, 200), near=near)
    if found["type"] == "missing":
        return texts.MISSING(key=where)
    if loc == ["title"]:
        return texts.NOT_TWO_LANGUAGES(value=shown(value))
    if found["type"] in {"greater_than_equal", "less_than_equal"}:
        limit = texts.OR_MORE(limit=ctx["ge"]) if "ge" in ctx else texts.AT_MOST(limit=ctx["le"])
        return texts.OUT_OF_RANGE(key=where, value=shown(value), allowed=limit)
    if found["type"] == "literal_error" and loc == ["seeds"] and (allowed := _allowed_seeds(raw.get("design"))):
        return texts.SEEDS_NOT_ALLOWED(value=shown(value), kind=raw["design"]["kind"], allowed=allowed)
    if found["type"] == "literal_error":
        near, allowed = nearest(str(value), designs.KEYS), re.split(r", | or ", ctx["expected"])
        return texts.NOT_ONE_OF(key=where, value=shown(value), allowed=allowed, near=near)
    return texts.WRONG(key=where, value=shown(value), what=reason(found))


def build(part: StudyPart, file: Path, content: bytes) -> tuple[Study | None, list[str]]:
    """Return the study of a file, or None with everything that is wrong with it."""
    messages: list[str] = []
    case = _case(part, file, messages)
    factors = _factors(part, case, messages)
    messages += _settings(part.fixed, "fixed", case)
    messages += _names(part)
    messages += _clashes(part, factors)
    outcomes = _outcomes(part, case, messages)
    whole = len(factors) == len(part.levers) + len(part.uncertainties)
    wrong = some(designs.findings(part.design, factors if whole else None, file.parent))
    if whole and not wrong:
        wrong += designs.too_many(
            part.design, factors, file.parent, part.replications * part.lucks, part.against is not None
        )
    wrong += correlations.findings(part.correlations, part.design, factors if whole else None)
    messages += wrong
    messages += _seeds(part)
    messages += _equal(part, factors, [o.name for o in outcomes])
    if part.against and not part.reforms:
        messages.append(texts.NOTHING_TO_COMPARE())
    if messages or case is None:
        return None, messages
    study = Study(
        name=file.stem, path=file, text=content, title=part.title, question=named(part.question),
        prediction=named(part.prediction) if part.prediction is not None else NOTHING,
        case=case, case_name=part.case, reforms=part.reforms, years=part.years or case.years,
        replications=part.replications, seeds=part.seeds or designs.SEEDS[part.design.kind][0], first_seed=part.first_seed,
        population_seed=part.population_seed, luck_seed=part.luck_seed, lucks=part.lucks,
        against=part.against,
        outcomes=tuple(o.as_difference() if part.against else o for o in outcomes),
        fixed=part.fixed, factors=tuple(factors), design=part.design,
        correlations=tuple(part.correlations), equal=part.equal, screened=part.screened, nested=part.nested,
    )  # fmt: skip
    return study, []


def _case(part: StudyPart, file: Path, messages: list[str]) -> Case | None:
    """Return the case: a name, or a path beside the study file."""
    name, beside = part.case, file.parent / part.case
    if name not in case_files() and (os.path.isfile(beside) or beside.suffix == ".toml"):
        name = str(beside)
    try:
        case = load_case(name)
    except CaseError as error:
        messages += [texts.WRONG(key="case", value=shown(part.case), what=m) for m in error.messages]
        return None
    declared = {name: value for name, value in part.fixed.items() if name == variants.INSTANCES}
    return case if variants.findings(declared, case) else variants.vary(case, declared)


def _factors(part: StudyPart, case: Case | None, messages: list[str]) -> list[Factor]:
    out = []
    for table, role, given in (("levers", "lever", part.levers), ("uncertainties", "uncertainty", part.uncertainties)):
        for name, stated in given.items():
            try:
                out.append(declare(Declaration(name, "lever" if role == "lever" else "uncertainty", stated, case)))
            except Refused as refusal:
                messages += [texts.AT(where=f'{table}."{name}"', what=m) for m in refusal.messages]
    return out


def _settings(settings: Mapping[str, Any], where: str, case: Case | None) -> Iterator[str]:
    """Yield what is wrong with fixed values."""
    values, of_case = variants.split(settings)
    yield from (texts.AT(where=where, what=m) for m in variants.findings(of_case, case))
    try:
        defaults(case).changed(values, case)
    except ParamError as error:
        yield from (texts.AT(where=where, what=m) for m in error.messages)


def _names(part: StudyPart) -> Iterator[str]:
    """Yield factors that cannot be called what they are: their columns stand beside those of runs and of outcomes."""
    from experiments.runs import outcomes

    for name in (*part.levers, *part.uncertainties):
        if not name.strip() or len(name) > LONGEST or not name.isprintable():
            yield texts.NO_NAME(name=shown(name), most=LONGEST)
        elif name.lower() in RESERVED or name.startswith("_"):
            yield texts.NAME_OF_COLUMN(name=name)
        elif outcomes.is_outcome(name):
            yield texts.NAME_OF_OUTCOME(name=name)


def _clashes(part: StudyPart, factors: list[Factor]) -> Iterator[str]:
    """Yield settings that two places claim."""
    for name in sorted(part.levers.keys() & part.uncertainties.keys()):
        yield texts.BOTH_ROLES(name=name)
    owners = Counter(name for f in factors for name in f.sets)
    for name, n in sorted(owners.items()):
        if n > 1:
            yield texts.SET_BY_SEVERAL(n=n, name=name, factors=[f"'{f.name}'" for f in factors if name in f.sets])
        if name in part.fixed:
            yield texts.FIXED_AND_VARIED(name=name)


def _outcomes(part: StudyPart, case: Case | None, messages: list[str]) -> list[Any]:
    from experiments.runs import outcomes

    try:
        found = outcomes.parse_all(part.outcomes)
    except Refused as refusal:
        messages += [texts.AT(where="outcomes", what=m) for m in refusal.messages]
        return []
    for outcome in found if case is not None else ():
        assert case is not None
        try:
            outcome.check(case, part.years, has_baseline=part.against is not None)
        except Refused as refusal:
            messages += [texts.AT(where="outcomes", what=m) for m in refusal.messages]
    return found


def _allowed_seeds(design: Any) -> list[str]:
    """Return what a design that may be none allows."""
    kind = design.get("kind") if isinstance(design, dict) else None
    return [repr(s) for s in designs.SEEDS.get(kind, ())] if isinstance(kind, str) else []


def _seeds(part: StudyPart) -> Iterator[str]:
    kind = part.design.kind
    if part.population_seed is not None and part.luck_seed is not None:
        yield texts.NOTHING_TO_CHANCE(population=part.population_seed, luck=part.luck_seed)
    if part.lucks > 1:
        if held := [k for k in ("population_seed", "luck_seed") if getattr(part, k) is not None]:
            yield texts.LUCKS_HELD(lucks=part.lucks, held=held[0])
        if kind not in NESTED:
            yield texts.LUCKS_NOT_NESTED(lucks=part.lucks, kind=kind, kinds=[repr(k) for k in NESTED])
    if part.nested is not None and part.lucks > 1:
        yield texts.NESTED_TWICE(lucks=part.lucks)
    if part.nested is not None and (
        held := [k for k in ("population_seed", "luck_seed") if getattr(part, k) is not None]
    ):
        yield texts.NESTED_HELD(held=held[0])
    usual, *_ = allowed = designs.SEEDS[kind]
    if part.seeds is not None and part.seeds not in allowed:
        why = texts.NO_ROWS(kind=kind) if part.seeds == "row" else texts.ROWS_SHARE(kind=kind, row=ROWS[kind])
        yield texts.SEEDS_UNFIT(seeds=part.seeds, why=why, allowed=[repr(s) for s in allowed], usual=usual)
    if part.seeds == "row" and kind == "lhs" and not 0 < (part.design.block or 0) < (part.design.n or 1):
        yield texts.ONE_BLOCK()
    if kind in DOUBLE and part.replications < 2:
        yield texts.ONE_REPLICATION(n=part.replications, kind=kind)


def _equal(part: StudyPart, factors: list[Factor], outcomes: list[str]) -> Iterator[str]:
    """Yield what is wrong with a comparison at equal spending."""
    wish = part.equal
    if wish is None:
        return
    known = {f.name: f for f in factors}
    if wish.outcome not in outcomes:
        yield texts.EQUAL_OUTCOME(name=wish.outcome, near=nearest(wish.outcome, outcomes))
    for key, name in (("along", wish.along), ("across", wish.across)):
        if name not in known:
            yield texts.EQUAL_FACTOR(key=key, name=name, near=nearest(name, known))
    if wish.along in known and known[wish.along].kind == "categorical":
        yield texts.EQUAL_ALONG(name=wish.along)
    if part.design.kind != "grid":
        yield texts.EQUAL_GRID(kind=part.design.kind)
    for f in factors:
        if f.name not in {wish.along, wish.across}:
            yield texts.EQUAL_ALSO(name=f.name)
    if (part.seeds or designs.SEEDS[part.design.kind][0]) != "shared":
        yield texts.EQUAL_SHARED()
