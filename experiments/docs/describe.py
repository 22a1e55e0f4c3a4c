"""Tables of what the model declares, as Markdown: calendar, parameters, instruments, measures, state, cases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sim.told import told

if TYPE_CHECKING:
    from sim.case import Case
    from sim.state import Table


def describe(what: str, case: Case | None = None) -> str:
    """Return one of the tables named in `TABLES`, or in `OF_CASE` with what a case declares."""
    return OF_CASE[what](case) if what in OF_CASE else TABLES[what]()


def schedule(case: Case | None) -> str:
    """Return the calendar: what happens in a school year, in order, and what it writes."""
    from sim.config import defaults
    from sim.schedule import calendar

    out = [
        (step.season, step.name if "." in step.name else f"*{step.name}*", step.about.en, _code(step.writes))
        for step in calendar(defaults(case).instruments)
    ]
    return markdown(("when", "what", "about", "writes"), out)


def parameters(case: Case | None) -> str:
    """Return all that can be set: every declared number, and the switch and aims of each instrument."""
    from sim.config import aims
    from sim.config import parameters as declared

    every = (*declared(case), *aims(case))
    rows = [(f"`{p.name}`", _value(p.default), p.unit, p.span, p.en, p.zh, p.source.en) for p in every]
    return markdown(("name", "default", "unit", "range", "meaning", "中文", "source"), rows)


def instruments(case: Case | None) -> str:
    """Return the instruments of the policy, and the instances of a case: what they do, when they act, and their dose."""
    from sim.config import defaults

    rows = []
    for name, tool in defaults(case).instruments.items():
        cls, words = type(tool), tool.words
        slots = ", ".join(dict.fromkeys(act.slot for act in cls.methods().values()))
        dose = cls.model_fields[cls.dose]
        about = told(cls).en
        ties = (cls.channel, cls.combiner)
        rows.append(
            (
                f"`{name}`",
                words.en,
                words.zh,
                about,
                slots,
                f"`{name}.{cls.dose}`",
                _value(dose.default),
                *ties,
                cls.row,
            )
        )
    named = (
        "name",
        "instrument",
        "中文",
        "about",
        "acts in",
        "dose",
        "default dose",
        "ties carry",
        "several ties",
        "mechanism",
    )
    return markdown(named, rows)


def forms(case: Case | None) -> str:
    """Return the forms of tie that come with the model and those of a case: strengths, rules, doses, functions, named lists."""
    from sim.config import defaults
    from sim.forms import DOSE, FUNCTIONS, READ_BY, RULES
    from sim.presets import UNIFIED

    known = defaults(case).forms.values()
    cls = type(next(iter(known)))
    fields = cls.model_fields
    strengths = [(f"`{f.name}`", f.en, f.zh, *(f"{getattr(f, n):g}" for n in FUNCTIONS)) for f in known]
    others = [n for n, f in fields.items() if n not in FUNCTIONS and f.json_schema_extra is not None]
    rules = []
    for f in known:
        own = [n for n in others if getattr(f, n) != fields[n].default]
        said = dict.fromkeys(f.source(n).en for n in (*FUNCTIONS, *own) if getattr(f, n) != fields[n].default)
        rules.append((f"`{f.name}`", ", ".join(f"`{n}` = {_value(getattr(f, n))}" for n in own), "; ".join(said)))
    meaning = [
        (f"`{n}`", _extra(fields[n], "en"), _extra(fields[n], "zh"), by) for n, by in {**READ_BY, **RULES}.items()
    ]
    meaning.append(
        (f"`{DOSE}…`", "share of an instrument that acts over ties of this form", "工具剂量", "that instrument")
    )
    lists = [
        (
            f"`{n}`",
            u.en,
            u.zh,
            ", ".join(f"{item} {f'`{of}`' if of else '(not read)'}" for item, of in u.items.items()),
            u.source.en,
        )
        for n, u in UNIFIED.items()
    ]
    parts = (
        (("form", "en", "中文", *FUNCTIONS), strengths), (("form", "rules", "source"), rules),
        (("number", "meaning", "中文", "read by"), meaning), (("list", "en", "中文", "functions", "source"), lists),
    )  # fmt: skip
    return "\n".join(markdown(head, rows) for head, rows in parts)


def placements() -> str:
    """Return the kinds of placement that instruments declare."""
    from sim.instruments import instruments as known

    rows = []
    for name, cls in known().items():
        for kind in cls.placements:
            week = f"`{name}.{kind.week}`" if kind.week else "all of it"
            flags = (_yes(kind.credit), _yes(kind.keeps_post))
            rows.append(
                (f"`{kind.name}`", kind.zh, kind.way, kind.decides, kind.pays, f"`{name}.{kind.load}`", week, *flags)
            )
    headers = (
        "kind",
        "中文",
        "way",
        "who decides",
        "who pays",
        "lessons",
        "week",
        "earns credit",
        "post at home waits",
    )
    return markdown(headers, rows)


def money() -> str:
    """Return the items that are paid, and the account that pays."""
    import sim.schedule  # noqa: F401  (all who pay)
    from sim.books import items
    from sim.instruments import instruments as known

    known()
    return markdown(
        ("item", "中文", "meaning", "paid by"), [(f"`{i.name}`", i.zh, i.en, i.source) for i in items().values()]
    )


def hours() -> str:
    """Return the items under which instruments ask for hours, and of whom."""
    from sim.books import HOURS
    from sim.equity.hours import measure_of
    from sim.instruments import instruments as known

    of = dict(zip(HOURS, ("teachers", "heads and managers of a school"), strict=True))
    rows = [
        (f"`{i.name}`", i.zh, i.en, of[i.source], f"`{name}`", f"`{measure_of(i)}`")
        for name, cls in known().items()
        for i in cls.time
    ]
    return markdown(("item", "中文", "meaning", "asked of", "by", "measure"), rows)


def metrics() -> str:
    """Return the measures of a district: when they are taken, and of what kinds of schools they can be."""
    from sim.equity.metrics import REGISTRY

    rows: list[Sequence[Any]] = [
        (
            f"`{m.name}`",
            m.unit,
            m.en,
            m.zh,
            "every year" if m.of else "on request",
            _code(m.by),
            ", ".join(sorted(m.tags)),
        )
        for m in sorted(REGISTRY.values(), key=lambda m: m.of is None)
    ]
    return markdown(("name", "unit", "measure", "中文", "taken", "also by", "tags"), rows)


def tables_of_the_world() -> dict[str, type[Table]]:
    """Return the tables of the world by the name of their field."""
    from sim.state import Table
    from sim.world import World

    found = {f.name: _table(f.type) for f in fields(World)}
    return {name: cls for name, cls in found.items() if cls is not None and issubclass(cls, Table)}


def state() -> str:
    """Return the columns of every table of the world."""
    parts = []
    for name, cls in tables_of_the_world().items():
        rows = [
            (f"`{column}`", c.dtype.__name__.rstrip("_"), " × ".join(("rows", *map(str, c.shape))), c.unit, c.about.en)
            for column, c in cls.declared().items()
        ]
        parts.append(
            f"### {name}\n\n{cls.about().en}\n\n" + markdown(("column", "type", "shape", "unit", "about"), rows)
        )
    return "\n".join(parts)


def cases() -> str:
    """Return the cases that come with the project."""
    from sim.case import case_files, load_case

    rows = []
    for name in case_files():
        case = load_case(name)
        schools = sum(bool(s.kind.teaches) for s in case.schools)
        years = f"{case.start_year}–{case.start_year + case.years - 1}"
        rows.append((name, case.title.en, case.title.zh, schools, len(case.groups), len(case.reforms), years))
    return markdown(("case", "title", "中文", "schools", "groups", "reforms", "school years"), rows)


def markdown(headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a Markdown table."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "".join(
        "| " + " | ".join(str(c).replace("|", "\\|").replace("\n", " ") for c in line) + " |\n" for line in lines
    )


OF_CASE: dict[str, Callable[[Case | None], str]] = {  # a case may add rows to them
    "schedule": schedule,
    "parameters": parameters,
    "instruments": instruments,
    "forms": forms,
}
TABLES: dict[str, Callable[[], str]] = {
    "placements": placements,
    "money": money,
    "hours": hours,
    "metrics": metrics,
    "state": state,
}


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{n}`" for n in sorted(names))


def _extra(field: Any, name: str) -> str:
    return str(field.json_schema_extra[name])


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _table(annotation: Any) -> type[Any] | None:
    """Return the class a field of the world is annotated with, which is a name where annotations are strings."""
    import sim.state

    found = getattr(sim.state, annotation, None) if isinstance(annotation, str) else annotation
    return found if isinstance(found, type) else None
