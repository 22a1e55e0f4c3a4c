"""What a study file may say: every key with its type, range and meaning, for docs/studies.md.

Types, ranges and defaults are those of `experiments.design.file`; words stand here, and a key without words, or words
without a key, fails.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from experiments.design import designs
from experiments.design.file import CorrelationPart, DesignPart, EqualPart, FactorPart, ScreenPart, StudyPart
from experiments.design.texts import ROWS
from experiments.docs.describe import markdown

STUDY = {
    "title": "title of the page, in Chinese and English: `{ zh = \"…\", en = \"…\" }`",
    "question": "what the study asks: one text, or `{ zh = \"…\", en = \"…\" }`",
    "prediction": "what was expected before it ran, written like the question",
    "case": "name of a case that comes with the project, or path of a case file beside the study",
    "reforms": "whether the reforms of the case come into force; false: the baseline",
    "years": "horizon in school years; without it, that of the case",
    "replications": "runs per point, each with its own seed; sobol and fast need 2 or more",
    "seeds": "who meets the same seeds; what each design can have stands in the table of designs",
    "first_seed": "the first of shared seeds, or what all others are made of",
    "population_seed": "who is there on the first day of every run: replications vary luck alone",
    "luck_seed": "what happens afterwards in every run: replications vary the district alone",
    "lucks": "runs of each replication, the same first day with another luck: the spread is split into who is there and luck; "
    "of grids, lists and lhs",
    "against": "outcomes are differences from the baseline: the same seed and uncertainties without reforms, groups and levers",
    "outcomes": "what is measured: `measure.stage`, `cost.ITEM` or `cost.total`; the mean of the last five school years, or of "
                "those named after `@`, as in `mean_score.primary@2026-2030`; of some schools only with `@key=value`, and read "
                "in other ways with a word before the name (see Outcomes)",
    "fixed": "values that hold at every point, by dotted name",
    "levers": "factors that a policy sets, by dotted name or a name of your own; a baseline is without them",
    "uncertainties": "factors that nobody sets; a baseline has them too",
    "correlations": "rank correlations between factors, of lhs only",
    "design": "where in the space of the factors the model runs",
    "equal": "a comparison of options where they cost the same, of a grid",
    "screened": "the study whose screening chose the factors, written by `--next`",
}  # fmt: skip
FACTOR = {
    "type": "kind of the factor, where the declared one is not meant",
    "low": "lower end; without it, that of the declared range",
    "high": "upper end; without it, that of the declared range",
    "log": "whether the factor is even in its logarithm, and its distribution stands on that scale",
    "levels": "number of values of a grid, from low to high",
    "distribution": "of a real factor between its ends: uniform (without the key), triangular, normal or beta; with `log` the "
                    "uniform one is log-uniform and the normal one log-normal",
    "mode": "of the triangular distribution, a value of the factor",
    "mean": "of the normal distribution, which is cut off at both ends; a value of the factor",
    "sd": "of the normal distribution, in the unit of the factor; with `log` of its natural logarithm",
    "a": "first shape of the beta distribution",
    "b": "second shape of the beta distribution",
    "weights": "how likely each level of a discrete factor is, relative to the others; without it all are alike",
    "values": "the values, of a discrete factor; each is a level",
    "options": "scenarios: named bundles of settings, each a level",
    "times": "dose: parameters that the factor multiplies, with what they are at 1",
    "unit": "unit of a dose",
    "zh": "Chinese name",
    "en": "English name",
}  # fmt: skip
DESIGN = {
    "kind": "the kind of design",
    "n": "base rows of sobol (a power of 2), points of lhs, trajectories of morris, sets of curves of fast",
    "block": "points of each Latin hypercube, which share seeds where seeds = \"row\"; n is a multiple of it; without it, n",
    "levels": "levels of Morris' grid of real factors, an even number; without it, 4",
    "length": "points of a curve of FAST; without it, 257",
    "second_order": "whether sobol has the points for second-order indices too; a row then has 2d + 2 points, not d + 2",
    "seed": "of the layout of points; without it, 1",
    "points": "the points of a list, each a table of all factors",
    "table": "CSV file beside the study that holds the points of a list, a column per factor",
}  # fmt: skip
CORRELATION = {"between": "the two factors", "rank": "correlation of their ranks (Spearman)"}
EQUAL = {
    "outcome": "what is spent, among the outcomes", "along": "the dose along which spending is found",
    "across": "the factor whose levels are compared", "value": "spending to compare at; without it, halfway between the least "
    "and the most that every option reaches",
}  # fmt: skip
SCREEN = {"study": "name of the screening", "keep": "how many factors it kept"}
PARTS: tuple[tuple[str, type[BaseModel], Mapping[str, str]], ...] = (
    ("", StudyPart, STUDY), ("levers.NAME, uncertainties.NAME", FactorPart, FACTOR), ("design", DesignPart, DESIGN),
    ("correlations", CorrelationPart, CORRELATION), ("equal", EqualPart, EQUAL), ("screened", ScreenPart, SCREEN),
)  # fmt: skip
PLAIN = {bool: "yes/no", int: "whole number", float: "number", str: "text", dict: "table", list: "list"}


def key_table() -> str:
    """Return the table of every key of a study file."""
    rows = []
    for where, part, words in PARTS:
        for key in part.model_fields.keys() | words.keys():
            if key not in words or key not in part.model_fields:
                raise ValueError(
                    f"{where or 'study'}: '{key}' has {'no words' if key not in words else 'words and no key'}"
                )
        rows += [
            (f"`{where}`" if where else "study", f"`{k}`", *_told(f), words[k]) for k, f in part.model_fields.items()
        ]
    return markdown(("where", "key", "type", "allowed", "without it", "meaning"), rows)


def design_table() -> str:
    """Return the table of designs: the keys each reads, and who meets the same seeds."""
    rows = []
    for kind, names in designs.KEYS.items():
        read = ", ".join(f"`{k.lstrip('*')}`" + (" (needed)" if k.startswith("*") else "") for k in names)
        seeds = " or ".join(f"`{s}`" for s in designs.SEEDS[kind])
        rows.append((f"`{kind}`", read or "none", seeds, ROWS[kind].en if kind in ROWS else ""))
    return markdown(("design", "keys it reads", "seeds, the usual first", "a row is a"), rows)


def _told(info: FieldInfo) -> tuple[str, str, str]:
    """Return type, allowed values and default of a key, in words."""
    kind, allowed = _kind(info.annotation), []
    limits = {k: v for m in info.metadata for k in ("ge", "le", "min_length") if (v := getattr(m, k, None)) is not None}
    if {"ge", "le"} <= limits.keys():
        allowed.append(f"{limits['ge']:,} to {limits['le']:,}")
    elif limits:
        allowed.append(f"{limits.get('ge', limits.get('min_length')):,} or more")
    if choices := _choices(info.annotation):
        allowed.append(", ".join(f"`{c}`" for c in choices))
    default = info.get_default(call_default_factory=True)
    without = "needed" if info.is_required() else "" if default in (None, "", [], {}) else f"`{default}`".lower()
    return kind, ", ".join(allowed), without


def _bare(annotation: Any) -> Any:
    """Return a type without its None."""
    if get_origin(annotation) in {types.UnionType, Union}:
        return next(a for a in get_args(annotation) if a is not type(None))
    return annotation


def _kind(annotation: Any) -> str:
    bare = _bare(annotation)
    if get_origin(bare) is Literal:
        return "text"
    return PLAIN.get(get_origin(bare) or bare, "table")


def _choices(annotation: Any) -> tuple[Any, ...]:
    bare = _bare(annotation)
    return get_args(bare) if get_origin(bare) is Literal else ()
