"""From a screening to the study of the factors that matter: the rule that chooses them, and the file that names them.

For every outcome, the mu* of a factor less the mu* of pure noise (and no less than 0) is divided by the largest of that
outcome. The score of a factor is the largest of these shares over all outcomes; the factors with the highest scores are
kept. What is not kept is left to the case and its reforms, except the switch of an instrument of which something is kept:
it is on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments import Refused
from experiments.design.factors import Factor
from experiments.study.study import Study
from experiments.study.texts import files as texts
from sim.config import defaults
from sim.say import Said

if TYPE_CHECKING:
    import pandas as pd

KEEP = 10
BLOCKS, BLOCK, REPLICATIONS = 400, 16, 2  # of the study that follows


def rank(indices: pd.DataFrame) -> pd.DataFrame:
    """Return factor, score and the outcome that gave it, best first; from the indices of a Morris study."""
    import pandas as pd

    wide = indices.pivot_table(index=["outcome", "factor"], columns="index", values="value")
    floor = wide["noise"].fillna(0.0) if "noise" in wide else 0.0
    clear = (wide["mu_star"] - floor).clip(lower=0.0)
    most = clear.groupby(level="outcome").transform("max")
    share = (clear / most.where(most > 0)).fillna(0.0).rename("score").reset_index()
    best = share.sort_values(["score", "factor", "outcome"], ascending=[False, True, True])
    found: pd.DataFrame = best.drop_duplicates("factor")[["factor", "score", "outcome"]].reset_index(drop=True)
    return pd.DataFrame(found)


def next_study(study: Study, ranking: pd.DataFrame, keep: int = KEEP) -> str:
    """Return the text of a Sobol' study of the factors a screening kept.

    Raises
    ------
    Refused
        When there are not so many factors, or some of them have no index.
    """
    if keep >= len(ranking):
        raise Refused(texts.SCREENING_INCOMPLETE(n=len(ranking), keep=keep))
    kept = list(ranking["factor"][:keep])
    known = {f.name: f for f in study.factors}
    claimed = {name for k in kept for name in known[k].sets} | study.fixed.keys()
    tools = defaults(study.case).instruments
    switches = {f"{n.partition('.')[0]}.on" for k in kept for n in known[k].sets if n.partition(".")[0] in tools}
    fixed = {**study.fixed, **dict.fromkeys(sorted(switches - claimed), True)}
    title = texts.NEXT_TITLE(title=study.title)
    lines = [
        texts.NEXT_WRITTEN(name=study.name, keep=keep),
        *(f"#   {r.score:.2f}  {r.factor} ({r.outcome})" for r in ranking[:keep].itertuples()),
        texts.NEXT_DESIGN(
            first=ranking["factor"][keep],
            score=ranking["score"][keep],
            blocks=BLOCKS,
            block=BLOCK,
            seeds=REPLICATIONS,
            runs=BLOCKS * BLOCK * REPLICATIONS,
        ),
        "",
        f"title = {_pair(title)}",
        f"question = {_pair(texts.NEXT_QUESTION(question=study.question))}",
        f"prediction = {_pair(study.prediction)}",
        f"case = {_value(study.case_name)}",
        *([] if study.reforms else ["reforms = false"]),
        f"years = {study.years}",
        f"replications = {REPLICATIONS}",
        'seeds = "row"',
        *(['against = "baseline"'] if study.against else []),
        f"outcomes = {_value([o.name for o in study.outcomes])}",
        "",
        "[screened]",
        f"study = {_value(study.name)}",
        f"keep = {keep}",
    ]
    if fixed:
        lines += ["", "[fixed]", *(f"{_value(name)} = {_value(value)}" for name, value in fixed.items())]
    for role, table in (("lever", "levers"), ("uncertainty", "uncertainties")):
        if mine := [known[k] for k in kept if known[k].role == role]:
            lines += ["", f"[{table}]", *(f"{_value(f.name)} = {_table(_stated(f))}" for f in mine)]
    if study.nested is not None:
        lines += ["", "[nested]", *(f"{key} = {n}" for key, n in study.nested.model_dump().items())]
    return "\n".join([*lines, "", "[design]", 'kind = "lhs"', f"n = {BLOCKS * BLOCK}", f"block = {BLOCK}", ""])


def _stated(factor: Factor) -> dict[str, Any]:
    """Return a factor as a study file states it."""
    words = {"zh": factor.zh, "en": factor.en}
    likely = {"weights": list(factor.weights)} if factor.weights else {}
    spread = factor.distribution.stated() if factor.distribution else {}
    if factor.options:
        return {"options": factor.options, **likely, **words}
    if factor.times:
        return {
            "low": factor.low,
            "high": factor.high,
            **({"log": True} if factor.log else {}),
            **spread,
            "times": factor.times,
            **words,
        }
    if factor.kind == "boolean":
        return likely
    if factor.kind == "integer" and factor.levels == tuple(range(int(factor.low), int(factor.high) + 1)):
        return {"low": int(factor.low), "high": int(factor.high), **likely}
    if factor.discrete:
        return {"values": list(factor.levels), **likely}
    return {"low": factor.low, "high": factor.high, **({"log": True} if factor.log else {}), **spread}


def _table(values: Mapping[str, Any]) -> str:
    """Return an inline table of TOML."""
    if not values:
        return "{}"
    return "{ " + ", ".join(f"{k if k.isidentifier() else _value(k)} = {_value(v)}" for k, v in values.items()) + " }"


def _pair(said: Said) -> str:
    """Return a text in both languages, or once where they are the same."""
    return _value(said.en) if said.zh == said.en else _table({"zh": said.zh, "en": said.en})


def _value(value: Any) -> str:
    """Return a value of TOML, which writes texts, numbers and flags as JSON does."""
    if isinstance(value, Mapping):
        return _table(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(v) for v in value)}]"
    return json.dumps(value.item() if isinstance(value, np.generic) else value, ensure_ascii=False)
