"""What the panels beside the map show, as data in one language: series, the standard, schools, money, log, changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.app import texts, words
from experiments.app.chronicle import Line, when
from experiments.app.measures import SHADES
from experiments.app.side import Picture
from experiments.app.snapshot import Frame, Numbers
from experiments.app.spec import said
from experiments.words.labels import INDICATORS, WAN, forms, item, kinds
from experiments.words.phrases import number
from sim.axes import STAGES, Kind, Locality
from sim.equity.metrics import REGISTRY, tagged
from sim.instruments import instruments
from sim.say import Language

if TYPE_CHECKING:
    from sim.case import Case

GAP, LEVELS = "between_school_sd", ("mean_score", "bottom_decile")
LINES = 150  # of the log that are shown


def unit(name: str, lang: Language) -> str:
    """Return a unit in a language."""
    return words.of(texts.UNITS.get(name, name), lang)


def stages(shown: Picture) -> tuple[str, ...]:
    """Return the names of the stages the case teaches."""
    found = {row["stage"] for f in shown.frames for row in f.rows}
    return tuple(s.name for s in STAGES if s.name in found) or tuple(s.name for s in STAGES if s.compulsory)


def stage_options(shown: Picture, lang: Language) -> list[list[str]]:
    """Return the stages to choose from."""
    return [[name, STAGES[name].zh if lang == "zh" else STAGES[name].en] for name in stages(shown)]


def gaps() -> tuple[str, ...]:
    """Return the measures of a gap."""
    return tagged("gap")


def gap_options(lang: Language) -> list[list[str]]:
    """Return the gaps to choose from."""
    return [[name, _label(name, lang)] for name in gaps()]


def _label(name: str, lang: Language) -> str:
    m = REGISTRY[name]
    return m.zh if lang == "zh" else (m.short or m.en)


def title(shown: Picture, i: int, t: dict[str, str]) -> str:
    """Return what a world is called."""
    arm = shown.spec.arms[i]
    name = f"{t['world']} {'AB'[i]}" if len(shown.spec.arms) > 1 else ""
    how = (
        ("" if arm.reforms else f"{t['reforms']}: {t['no']}")
        if len(shown.spec.arms) == 1
        else f"{t['reforms']}: {t['yes' if arm.reforms else 'no']}"
    )
    more = len(arm.values) + len(arm.changes)
    return " · ".join(part for part in (name, how, f"{more} {t['changed'].lower()}" if more else "") if part)


def over_time(shown: Picture, stage: str, gap: str, lang: Language) -> list[dict[str, Any]]:
    """Return the charts of gap, mean and bottom decile, of every world; with two worlds the gap's difference too."""
    out = []
    for name in (gap, *LEVELS):
        m = REGISTRY[name]
        series = []
        for i, frame in enumerate(shown.frames):
            rows = [row for row in frame.rows if row["stage"] == stage]
            series.append(
                {"name": "AB"[i], "x": [r["year"] for r in rows], "y": [_known(r[name], m.digits + 1) for r in rows]}
            )
        out.append(
            {
                "id": f"chart-{name}",
                "kind": "lines",
                "title": _label(name, lang),
                "unit": unit(m.unit, lang),
                "series": series,
                "first": shown.start,
                "last": shown.start + shown.years - 1,
                "least": 1.0 if m.unit == "points" else 0.01,
                "digits": m.digits,
            }
        )
    if len(shown.frames) > 1:
        out.append(_difference(out, lang))
    return out


def _difference(charts: list[dict[str, Any]], lang: Language) -> dict[str, Any]:
    """Return the chart of B minus A, of gap, mean and bottom decile together, all in points."""
    series = []
    for chart in charts:
        if chart["unit"] != unit("points", lang):
            continue
        a, b = chart["series"]
        both = [x for x in a["x"] if x in b["x"]]
        y = [
            None if p is None or q is None else round(q - p, 3)
            for p, q in ((a["y"][a["x"].index(x)], b["y"][b["x"].index(x)]) for x in both)
        ]
        series.append({"name": chart["title"], "x": both, "y": y})
    return {
        **charts[0],
        "id": "chart-difference",
        "title": words.of(texts.PAGE["b_minus_a"], lang),
        "series": series,
        "least": 0.2,
        "unit": unit("points", lang),
        "tall": 150,
    }


def spread(shown: Picture, lang: Language) -> list[dict[str, Any]]:
    """Return how schools are spread on every measure."""
    out = []
    for name, shade in SHADES.items():
        if shade.unit == "flag":
            continue
        series = [{"name": "AB"[i], "x": [], "y": list(f.shades[name])} for i, f in enumerate(shown.frames)]
        names = [n[0 if lang == "zh" else 1] for n in shown.frames[0].names]
        out.append(
            {
                "id": f"spread-{name}",
                "kind": "hist",
                "title": shade.zh if lang == "zh" else shade.en,
                "unit": unit(shade.unit, lang),
                "series": series,
                "first": 0,
                "last": 1,
                "least": 0.0,
                "digits": shade.digits,
                "names": names,
                "tall": 110,
            }
        )
    return out


def trajectories(pupils: list[Any], t: dict[str, str]) -> dict[str, Any]:
    """Return the chart of pupils who are followed."""
    series = [{"name": name, "x": grades, "y": scores} for name, grades, scores in pupils]
    grades = [g for s in series for g in s["x"]]
    return {
        "id": "trajectories",
        "kind": "lines",
        "title": t["trajectories"],
        "unit": "",
        "series": series,
        "first": min(grades),
        "last": max(grades),
        "least": 1.0,
        "digits": 1,
        "tall": 150,
    }


def standard(frame: Frame, t: dict[str, str], lang: Language) -> list[dict[str, Any]]:
    """Return the national standard by indicator, a table a stage."""
    out: list[dict[str, Any]] = [{"text": t["standard_about"]}]
    for name in dict.fromkeys(s.stage for s in frame.standard):
        rows, marks = [], []
        for s in (one for one in frame.standard if one.stage == name):
            rows.append(
                [
                    f"{s.name} {words.of(INDICATORS[s.name], lang)}",
                    number(s.threshold, 1),
                    f"{number(100 * s.met, 0)} %",
                    number(s.cv, 2),
                ]
            )
            marks.append(["", "", "", "good" if s.cv <= s.limit else "bad"])
        named = STAGES[name].zh if lang == "zh" else STAGES[name].en.capitalize()
        head = [t["indicator"], t["threshold"], t["schools_meet"], t["cv"]]
        out.append({"title": named, "head": head, "rows": rows, "marks": marks, "num": [1, 2, 3]})
    return out


def money(frame: Frame, t: dict[str, str], lang: Language) -> list[dict[str, Any]]:
    """Return what was paid and booked in the last school year that has entries."""
    if not frame.money:
        return [{"text": t["none_yet"]}]
    year = max(y for y, _, _ in frame.money)
    paid = sorted(((n, yuan) for y, n, yuan in frame.money if y == year), key=lambda e: -e[1])
    before = {n: yuan for y, n, yuan in frame.money if y == year - 1}
    rows = [
        [words.of(item(n), lang) or n, number(yuan / WAN, 1), number(before[n] / WAN, 1) if n in before else "–"]
        for n, yuan in paid
    ]
    head = [t["item"], f"{year} [{t['wan']}]", f"{year - 1}"]
    known = instruments()
    did = [
        [known[n].zh if lang == "zh" else known[n].en, f"{people:,}", number(hours, 0), number(yuan / WAN, 1)]
        for y, n, people, hours, yuan in frame.hours
        if y == year
    ]
    blocks: list[dict[str, Any]] = [{"title": f"{t['spent']} {year}", "head": head, "rows": rows, "num": [1, 2]}]
    if did:
        blocks.append(
            {
                "title": t["instrument"],
                "head": [t["instrument"], t["people"], t["hours"], t["wan"]],
                "rows": did,
                "num": [1, 2, 3],
            }
        )
    return blocks


def told(shown: Picture, lines: Sequence[Line], t: dict[str, str], lang: Language) -> list[dict[str, Any]]:
    """Return the log, the latest first."""
    out = []
    for line in list(lines)[::-1][:LINES]:
        out.append([words.of(when(shown.start, line.term), lang), words.of(line.said, lang), line.kind])
    return [{"lines": out}] if out else [{"text": t["none_yet"]}]


def changes(shown: Picture) -> list[dict[str, Any]]:
    """Return what was set and changed, against the values of the case."""
    case = shown.case_values or {}
    out = []
    for i, arm in enumerate(shown.spec.arms):
        sets = [("", arm.values), *arm.changes]
        for date, values in sets:
            out += [
                {"arm": i, "name": n, "date": date, "was": said(case.get(n, "?")), "value": said(v)}
                for n, v in values.items()
            ]
    return out


def span(shown: Picture, measure: str) -> tuple[float, float]:
    """Return the ends of the colours of a measure: those of the schools of all worlds, outliers apart."""
    values = np.array([v for f in shown.frames for v in f.shades[measure] if v is not None], np.float64)
    if not values.size:
        return 0.0, 1.0
    low, high = np.quantile(values, (0.02, 0.98)).tolist()
    return (low, high) if high > low else (low - 0.5, high + 0.5)


def minus(b: Sequence[float | None], a: Numbers) -> list[float | None]:
    """Return the differences of two worlds, school by school."""
    return [None if p is None or q is None else round(q - p, 4) for p, q in zip(a, b, strict=True)]


def around_zero(values: Sequence[float | None]) -> tuple[float, float]:
    """Return ends of colours that lie even around zero."""
    known = [abs(v) for v in values if v is not None]
    most = float(np.quantile(known, 0.98)) if known else 0.0
    most = most or max(known, default=0.0) or 1.0
    return -most, most


def codes(case: Case, lang: Language) -> dict[str, list[str]]:
    """Return the labels of the map's codes."""
    return {
        "kinds": [k.zh if lang == "zh" else k.en for k in Kind],
        "localities": [k.zh if lang == "zh" else k.en for k in Locality],
        "roles": [words.of(r, lang) for r in texts.ROLES],
        "forms": [words.of(f, lang) for f in forms(case).values()],
        "layers": [words.of(layer, lang) for layer in texts.LAYERS],
        "moves": [words.of(k, lang) for k in kinds().values()],
    }


def _known(value: float, digits: int) -> float | None:
    return round(float(value), digits) if np.isfinite(value) else None
