"""The inspection as tables: frames for CSV files, one row per finding, in the units of the standards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.inspection import texts
from experiments.inspection.amounts import STAGES
from experiments.inspection.county import Inspection, RegimeView
from experiments.inspection.value_added import school_effects
from sim.equity.inspection import Verdict
from sim.say import spoken

if TYPE_CHECKING:
    import pandas as pd

NAMES = ("id", "name_zh", "name_en")
ABOUT = ("town", "locality", "level", "group", "role", "form")


def tables(found: Inspection) -> dict[str, pd.DataFrame]:
    """Return every table by the name of its file."""
    import pandas as pd

    views, added = found.views, school_effects(found.records)
    return {
        "schools": pd.concat([schools(v) for v in views], ignore_index=True),
        "indicators": pd.concat([indicators(v) for v in views], ignore_index=True),
        "county": pd.concat([county(v) for v in views], ignore_index=True),
        "rules": pd.DataFrame(
            [
                (r.name.en, r.name.zh, r.stage, *(spoken(x, "en") for x in (r.limit, r.found)), r.verdict.name.lower(),
                 ", ".join(r.breakers)) for r in found.rules
            ],
            columns=["rule", "rule_zh", "stage", "limit", "found", "verdict", "schools"],
        ),
        "scores": pd.DataFrame(
            [(m.stage, m.grade, m.name, m.words.en, m.words.zh, m.unit, m.value) for m in found.measures],
            columns=["stage", "grade", "measure", "en", "zh", "unit", "value"],
        ),
        **({"value_added": added} if added is not None else {}),
        "notes": pd.DataFrame({"note": [n.en for n in found.notes], "note_zh": [n.zh for n in found.notes]}, dtype="str"),
    }  # fmt: skip


def schools(view: RegimeView) -> pd.DataFrame:
    """Return a row per school and stage: how many indicators it meets, its verdict, what it misses."""
    s, j = view.staffed.schools, view.judgement
    names = np.array(view.regime.names)
    known = np.isfinite(j.values)
    frame = s[[*NAMES, "stage", *ABOUT, "pupils"]].copy()
    frame.insert(0, "by", view.by)
    frame.insert(0, "regime", view.regime.year)
    frame["reported"] = known.sum(1)
    if view.regime.pass_count is None:
        return frame
    frame["met"] = j.met.sum(1)
    frame["verdict"] = [Verdict(int(v)).name.lower() for v in j.verdict]
    frame["missed"] = [", ".join(names[row]) for row in known & ~j.met]
    floor = view.regime.floor or 0.0
    frame["below_floor"] = [", ".join(names[row]) for row in known & (j.ratio < floor)]
    frame["spared"] = [str(names[i]) if i >= 0 else "" for i in view.shortfall.spared]
    return frame


def indicators(view: RegimeView) -> pd.DataFrame:
    """Return a row per school, stage and indicator: amount, value, threshold, and what is missing or would move."""
    import pandas as pd

    s, j, lacks = view.staffed.schools, view.judgement, view.shortfall
    thresholds = view.regime.thresholds[view.staffed.stage]
    parts = []
    for k, indicator in enumerate(view.regime.indicators):
        part = s[[*NAMES, "stage", "pupils"]].copy()
        part.insert(0, "by", view.by)
        part.insert(0, "regime", view.regime.year)
        part["indicator"], part["indicator_zh"], part["unit"] = indicator.name, indicator.zh, indicator.unit
        part["amount"], part["amount_unit"] = view.amounts[:, k], indicator.amount
        part["value"], part["threshold"], part["ratio"] = j.values[:, k], thresholds[:, k], j.ratio[:, k]
        judged = np.isfinite(j.ratio[:, k])
        part["met"] = np.where(judged, np.where(j.met[:, k], "yes", "no"), "")
        for name in ("to_threshold", "to_floor", "needed", "more", "transfer"):
            part[name] = getattr(lacks, name)[:, k]
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def county(view: RegimeView) -> pd.DataFrame:
    """Return a row per stage and indicator: mean, SD, CV, limit, and the totals that would have to be added or moved."""
    import pandas as pd

    c, lacks, rows = view.county, view.shortfall, []
    totals = {
        n: lacks.totals(getattr(lacks, n), view.staffed.stage) for n in ("to_threshold", "needed", "more", "transfer")
    }
    for i, stage in enumerate(STAGES):
        if not c.schools[i]:
            continue
        for k, indicator in enumerate(view.regime.indicators):
            rows.append({
                "regime": view.regime.year, "by": view.by, "stage": stage, "indicator": indicator.name,
                "indicator_en": indicator.en, "indicator_zh": indicator.zh, "unit": indicator.unit,
                "threshold": view.regime.thresholds[i, k], "mean": c.mean[i, k], "sd": c.sd[i, k], "cv": c.cv[i, k],
                "limit": c.limit[i] if not view.regime.combined else np.nan, "within": _within(view, i, k),
                "cv_after_needed": lacks.cv_after[i, k], "amount_unit": indicator.amount,
                **{name: table[i, k] for name, table in totals.items()},
            })  # fmt: skip
        rows.append(_together(view, i, stage))
    return pd.DataFrame(rows)


def _within(view: RegimeView, i: int, k: int) -> str:
    cv = view.county.cv[i, k]
    if view.regime.combined or not np.isfinite(cv):
        return ""
    return "yes" if cv <= view.county.limit[i] else "no"


def _together(view: RegimeView, i: int, stage: str) -> dict[str, Any]:
    """Return the row of all indicators together; their mean CV is judged under the regime of 2012 only."""
    c = view.county
    verdict, said = Verdict(int(c.cv_verdict[i])), texts.ALL_CVS if view.regime.combined else texts.EVERY_CV
    within = {Verdict.PASS: "yes", Verdict.FAIL: "no", Verdict.UNKNOWN: ""}[verdict]
    return {
        "regime": view.regime.year, "by": view.by, "stage": stage, "indicator": "all",
        "indicator_en": said.en, "indicator_zh": said.zh, "unit": "", "cv": c.combined[i],
        "limit": c.limit[i], "within": within,
    }  # fmt: skip
