"""What the panels beside the map show, as data in one language: series, the standard, schools, money, log, changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.app import measures, texts, words
from experiments.app.chronicle import Line, when
from experiments.app.measures import SHADES
from experiments.app.side import Picture
from experiments.app.snapshot import Frame, Numbers, Scope
from experiments.app.spec import EACH, Aspect, ends, said
from experiments.words.labels import INDICATORS, WAN, forms, kinds
from experiments.words.phrases import number
from sim import units
from sim.axes import STAGES, Kind, Locality
from sim.books import ITEMS
from sim.equity.metrics import REGISTRY, tagged
from sim.instruments import instruments
from sim.say import Language, school_year
from sim.state import Layer

if TYPE_CHECKING:
    from sim.case import Case

GAP, LEVELS = "between_school_sd", ("mean_score", "bottom_decile")
LINES = 150  # of the log that are shown


def unit(name: str, lang: Language) -> str:
    """Return a unit in a language."""
    return words.of(units.unit(name), lang)


def stages(shown: Picture) -> tuple[str, ...]:
    """Return the names of the stages the case teaches."""
    found = {row["stage"] for f in shown.frames for row in f.scopes[0].rows}
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


def title(shown: Picture, i: int, lang: Language) -> str:
    """Return what a world is called."""
    arm = shown.spec.arms[i]
    several, more = len(shown.spec.arms) > 1, len(arm.values) + len(arm.changes)
    name = words.of(texts.PAGE["world"](which="AB"[i]), lang) if several else ""
    how = texts.PAGE["with_reforms" if arm.reforms else "without_reforms"] if several or not arm.reforms else ""
    changed = texts.PAGE["n_changed"](n=more) if more else ""
    return " · ".join(part for part in (name, words.of(how, lang), words.of(changed, lang)) if part)


def district_options(shown: Picture, lang: Language) -> list[list[str]]:
    """Return the districts to choose from, all of them together first; nothing where there is one."""
    ground = shown.places
    if ground is None or len(ground.districts) < 2:
        return []
    named = zip(ground.district_ids, ground.districts, strict=True)
    return [["", words.of(texts.PAGE["all_districts"], lang)], *([i, n[lang == "en"]] for i, n in named)]


def over_time(shown: Picture, stage: str, gap: str, lang: Language, scope: int = 0) -> list[dict[str, Any]]:
    """Return the charts of gap, mean and bottom decile, of every world; with two worlds the gap's difference too."""
    out = []
    for name in (gap, *LEVELS):
        m = REGISTRY[name]
        series = []
        for i, frame in enumerate(shown.frames):
            rows = [row for row in frame.scopes[scope].rows if row["stage"] == stage]
            series.append(
                {"name": "AB"[i], "x": [r["year"] for r in rows], "y": [_known(r[name], m.digits + 1) for r in rows]}
            )
        out.append(
            {
                "id": f"chart-{name}",
                "kind": "lines",
                "across": words.of(texts.PAGE["year"], lang),
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


def spread(shown: Picture, lang: Language, scope: int = 0) -> list[dict[str, Any]]:
    """Return how schools, of all districts or of one, are spread on every measure."""
    out = []
    of = shown.places.district if shown.places else ()
    here = [i for i, district in enumerate(of) if scope in {0, district + 1}]
    known = shown.frames[0].names[lang == "en"]
    names = [known[i] for i in here]
    for name, shade in SHADES.items():
        if shade.unit == "flag":
            continue
        series = [
            {"name": "AB"[i], "x": [], "y": [f.shades[name][k] for k in here]} for i, f in enumerate(shown.frames)
        ]
        out.append(
            {
                "id": f"spread-{name}",
                "kind": "hist",
                "across": words.of(texts.PAGE["school"], lang),
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
        "across": t["grade"],
        "title": t["trajectories"],
        "unit": "",
        "series": series,
        "first": min(grades),
        "last": max(grades),
        "least": 1.0,
        "digits": 1,
        "tall": 150,
    }


def standard(scope: Scope, t: dict[str, str], lang: Language) -> list[dict[str, Any]]:
    """Return the national standard by indicator, a table a stage."""
    out: list[dict[str, Any]] = [{"text": t["standard_about"]}]
    for name in dict.fromkeys(s.stage for s in scope.standard):
        rows, marks = [], []
        for s in (one for one in scope.standard if one.stage == name):
            rows.append(
                [
                    f"{s.name} {words.of(INDICATORS[s.name], lang)}",
                    number(s.threshold, 1),
                    words.of(texts.PAGE["met_by"](share=number(100 * s.met, 0)), lang),
                    number(s.cv, 2),
                ]
            )
            marks.append(["", "", "", "good" if s.cv <= s.limit else "bad"])
        named = STAGES[name].zh if lang == "zh" else STAGES[name].en.capitalize()
        head = [t["indicator"], t["threshold"], t["schools_meet"], t["cv"]]
        out.append({"title": named, "head": head, "rows": rows, "marks": marks, "num": [1, 2, 3]})
    return out


def money(frame: Frame, t: dict[str, str], lang: Language, scope: int = 0) -> list[dict[str, Any]]:
    """Return what was paid and booked in the last school year that has entries, in all districts or in one."""
    at = frame.scopes[scope]
    if not at.money:
        return [{"text": t["none_yet"]}]
    year = max(y for y, _, _ in at.money)

    def of_two_years(found: Sequence[tuple[int, str, float]], per: float, digits: int) -> list[list[str]]:
        before = {n: value for y, n, value in found if y == year - 1}
        now = sorted(((n, value) for y, n, value in found if y == year), key=lambda e: -e[1])
        return [
            [
                words.of(ITEMS.get(n, n), lang),
                number(v / per, digits),
                number(before[n] / per, digits) if n in before else "–",
            ]
            for n, v in now
        ]

    head = [t["item"], words.of(texts.PAGE["wan_of_year"](year=year), lang), f"{year - 1}"]
    blocks: list[dict[str, Any]] = [
        {
            "title": words.of(texts.PAGE["spent"](year=school_year(year)), lang),
            "head": head,
            "rows": of_two_years(at.money, WAN, 1),
            "num": [1, 2],
        }
    ]
    known = instruments()
    did = [
        [known[n].zh if lang == "zh" else known[n].en, f"{people:,}", number(hours, 0), number(yuan / WAN, 1)]
        for y, n, people, hours, yuan in frame.did
        if y == year and not scope
    ]
    if did:
        head = [t["instrument"], t["people"], t["hours"], t["wan"]]
        blocks.append({"title": t["instrument"], "head": head, "rows": did, "num": [1, 2, 3]})
    if hours := of_two_years(at.time, 1, 0):
        head = [t["item"], f"{year}", f"{year - 1}"]
        blocks.append({"title": t["hours_asked"], "head": head, "rows": hours, "num": [1, 2]})
    return blocks


def told(
    shown: Picture, lines: Sequence[Line], t: dict[str, str], lang: Language, scope: int = 0, only: str = ""
) -> list[dict[str, Any]]:
    """Return the log, the latest first.

    Parameters
    ----------
    scope
        Lines about schools of other districts are left out.
    only
        ``policy`` leaves moves of teachers out, the id of a school whatever is not about it.
    """
    of, row = (shown.places.district, _row(shown, only)) if shown.places else ((), -1)

    def is_wanted(line: Line) -> bool:
        if (only == "policy" and line.kind == "move") or (row >= 0 and row not in line.schools):
            return False
        return not scope or not line.schools or any(of[i] == scope - 1 for i in line.schools)

    wanted = islice(filter(is_wanted, reversed(lines)), LINES)
    out = [[words.of(when(shown.start, line.term), lang), words.of(line.said, lang), line.kind] for line in wanted]
    return [{"lines": out}] if out else [{"text": t["none_yet"]}]


def log_options(shown: Picture, view: Aspect, t: dict[str, str]) -> list[list[str]]:
    """Return what of the log may be shown: all, what is no move of teachers, the school that is looked into."""
    row = _row(shown, view.school)
    school = [[view.school, shown.frames[0].names[view.lang == "en"][row]]] if row >= 0 else []
    return [["", t["all_lines"]], ["policy", t["without_moves"]], *school]


def _row(shown: Picture, school: str) -> int:
    return shown.places.id.index(school) if shown.places and school in shown.places.id else -1


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


def scale(shown: Picture, view: Aspect) -> tuple[float, float]:
    """Return the ends of the colours: those of the first day, of this picture, or of one's own."""
    return (
        ends(view.scale)
        or (shown.spans.get(view.measure) if view.scale != EACH else None)
        or fitted(f.shades[view.measure] for f in shown.frames)
    )


def fitted(values: Iterable[Numbers]) -> tuple[float, float]:
    """Return the ends of the colours of what is shown, outliers apart."""
    every = [v for numbers in values for v in numbers if v is not None]
    return measures.span(np.array(every, np.float64)) or (0.0, 1.0)


def minus(b: Sequence[float | None], a: Numbers) -> list[float | None]:
    """Return the differences of two worlds, school by school."""
    return [None if p is None or q is None else round(q - p, 4) for p, q in zip(a, b, strict=True)]


def minus_scale(shown: Picture, view: Aspect, values: Sequence[float | None]) -> tuple[float, float]:
    """Return the ends of the colours of a difference: a tenth of the scale of the measure, both ways, unless chosen otherwise."""
    low, high = shown.spans.get(view.measure, (0.0, 1.0))
    return ends(view.minus) or (around_zero(values) if view.scale == EACH else ((low - high) / 10, (high - low) / 10))


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
        "layers": [words.of(layer, lang) for layer in Layer],
        "moves": [words.of(k, lang) for k in kinds().values()],
    }


def _known(value: float, digits: int) -> float | None:
    return round(float(value), digits) if np.isfinite(value) else None
