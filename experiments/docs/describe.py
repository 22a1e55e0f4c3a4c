"""Tables of what the model declares, as Markdown in the language chosen: calendar, parameters, instruments, measures, state."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from experiments.docs import texts
from experiments.docs.both import both, own_first
from sim.docstrings import told
from sim.say import LANGUAGES, Said, Text, joined, language, spoken
from sim.units import unit

if TYPE_CHECKING:
    from sim.case import Case
    from sim.state import Table

OTHER = Said("English", "中文")  # head of the column of labels in the other language


def describe(what: str, case: Case | None = None) -> str:
    """Return one of the tables named in `TABLES`, or in `OF_CASE` with what a case declares."""
    return OF_CASE[what](case) if what in OF_CASE else TABLES[what]()


def schedule(case: Case | None) -> str:
    """Return the calendar: what happens in a school year, in order, and what it writes."""
    from sim.config import defaults
    from sim.schedule import calendar

    out = [
        (
            both(step.season),
            step.name if "." in step.name else _emphatic(both(step.name)),
            step.about,
            _code(step.writes),
        )
        for step in calendar(defaults(case).instruments)
    ]
    return markdown((texts.WHEN, texts.WHAT, texts.ABOUT, texts.WRITES), out)


def parameters(case: Case | None) -> str:
    """Return all that can be set: every declared number, and the switch and aims of each instrument."""
    from sim.config import aims
    from sim.config import parameters as declared

    every = (*declared(case), *aims(case))
    rows = [(f"`{p.name}`", _value(p.default), unit(p.unit), p.span, *own_first(p), p.source) for p in every]
    head = (texts.NAME, texts.DEFAULT, texts.UNIT, texts.RANGE, texts.MEANING, OTHER, texts.SOURCE)
    return markdown(head, rows)


def instruments(case: Case | None) -> str:
    """Return the instruments of the policy, and the instances of a case: what they do, when they act, and their dose."""
    from sim.config import defaults
    from sim.forms import Form

    rows = []
    for name, tool in defaults(case).instruments.items():
        cls = type(tool)
        slots = joined(map(_named, dict.fromkeys(act.slot for act in cls.methods().values())))
        dose = (f"`{name}.{cls.dose}`", _value(cls.model_fields[cls.dose].default))
        carried = Said(_extra(Form.model_fields[cls.channel], "zh"), cls.channel)
        rows.append(
            (f"`{name}`", *own_first(tool.words), told(cls), slots, *dose, carried, both(cls.combiner), cls.row)
        )
    head = (
        texts.NAME, texts.INSTRUMENT, OTHER, texts.ABOUT, texts.ACTS_IN, texts.DOSE, texts.DEFAULT_DOSE, texts.CARRIED,
        texts.SEVERAL, texts.MECHANISM,
    )  # fmt: skip
    return markdown(head, rows)


def forms(case: Case | None) -> str:
    """Return the forms of tie that come with the model and those of a case: strengths, rules, doses, functions, named lists."""
    from sim.config import defaults
    from sim.forms import DOSE, FUNCTIONS, READ_BY, RULES
    from sim.presets import UNIFIED

    known = defaults(case).forms.values()
    cls = type(next(iter(known)))
    fields, carried = cls.model_fields, FUNCTIONS
    strengths = [(f"`{f.name}`", *own_first(f), *(f"{getattr(f, n):g}" for n in carried)) for f in known]
    others = [n for n, f in fields.items() if n not in carried and f.json_schema_extra is not None]
    rules = []
    for f in known:
        own = [n for n in others if getattr(f, n) != fields[n].default]
        said = dict.fromkeys(f.source(n) for n in (*carried, *own) if getattr(f, n) != fields[n].default)
        values = ", ".join(f"`{n}` = {_value(getattr(f, n))}" for n in own)
        rules.append((f"`{f.name}`", values, joined(said, zh="；", en="; ")))
    meaning = [
        (f"`{n}`", *own_first(Said(_extra(fields[n], "zh"), _extra(fields[n], "en"))), by)
        for n, by in {**READ_BY, **RULES}.items()
    ]
    meaning.append((f"`{DOSE}…`", *own_first(texts.DOSE_OF_FORM), texts.THAT_INSTRUMENT))
    lists = [
        (
            f"`{n}`",
            *own_first(u),
            joined(" ".join([item, *(f"`{f}`" for f in of)]) for item, of in u.items.items()),
            u.source,
        )
        for n, u in UNIFIED.items()
    ]
    parts = (
        ((texts.FORM, texts.LABEL, OTHER, *carried), strengths), ((texts.FORM, texts.RULES, texts.SOURCE), rules),
        ((texts.NUMBER, texts.MEANING, OTHER, texts.READ_BY), meaning),
        ((texts.LIST, texts.LABEL, OTHER, texts.FUNCTIONS, texts.SOURCE), lists),
    )  # fmt: skip
    return "\n".join(markdown(head, rows) for head, rows in parts)


def placements() -> str:
    """Return the kinds of placement that instruments declare."""
    from sim.instruments import instruments as known

    rows = []
    for name, cls in known().items():
        for kind in cls.placements:
            week = f"`{name}.{kind.week}`" if kind.week else texts.ALL_OF_IT
            terms = (both(kind.way), both(kind.decides), both(kind.pays))
            flags = (_yes(kind.credit), _yes(kind.keeps_post), _yes(kind.boards))
            rows.append((f"`{kind.name}`", *own_first(kind), *terms, f"`{name}.{kind.load}`", week, *flags))
    head = (
        texts.KIND, texts.LABEL, OTHER, texts.WAY, texts.DECIDES, texts.PAYS, texts.LESSONS, texts.WEEK, texts.CREDIT,
        texts.POST_WAITS, texts.BOARDS,
    )  # fmt: skip
    return markdown(head, rows)


def money() -> str:
    """Return the items that are paid, and the account that pays."""
    import sim.schedule  # noqa: F401  (all who pay)
    from sim.books import items
    from sim.instruments import instruments as known

    known()
    rows = [(f"`{i.name}`", i.zh, i.about, both(i.source)) for i in items().values()]
    return markdown((texts.ITEM, texts.CHINESE, texts.MEANING, texts.PAID_BY), rows)


def hours() -> str:
    """Return the items under which hours are booked, and whose: those of the ordinary week, of rules, and of instruments."""
    import sim.schedule  # noqa: F401  (all who book)
    from sim.books import HOURS, POST, items
    from sim.equity.hours import measure_of
    from sim.instruments import instruments as known

    of = dict(zip(HOURS, (texts.TEACHERS, texts.HEADS, texts.POSTS), strict=True))
    tools = {item: f"`{name}`" for name, cls in known().items() for item in cls.time}
    others = [item for item in items("hours").values() if item not in tools]
    rows = [
        (f"`{i.name}`", i.zh, i.about, of[i.source], tools.get(i, ""), f"`{measure_of(i)}`")
        for i in (*sorted(others, key=lambda i: i.source != POST), *tools)
    ]
    return markdown((texts.ITEM, texts.CHINESE, texts.MEANING, texts.ASKED_OF, texts.BY, texts.MEASURE), rows)


def metrics() -> str:
    """Return the measures of a district: when they are taken, and of what kinds of schools they can be."""
    from sim.equity.metrics import REGISTRY

    rows: list[Sequence[Any]] = [
        (
            f"`{m.name}`",
            unit(m.unit),
            m.zh,
            m.about,
            texts.EVERY_YEAR if m.of else texts.ON_REQUEST,
            _code(m.by),
            joined(map(_named, sorted(m.tags))),
        )
        for m in sorted(REGISTRY.values(), key=lambda m: m.of is None)
    ]
    head = (texts.NAME, texts.UNIT, texts.CHINESE, texts.MEANING, texts.TAKEN, texts.ALSO_BY, texts.TAGS)
    return markdown(head, rows)


def tables_of_the_world() -> dict[str, type[Table]]:
    """Return the tables of the world by the name of their field."""
    from sim.state import Table
    from sim.world import World

    found = {f.name: _table(f.type) for f in fields(World)}
    return {name: cls for name, cls in found.items() if cls is not None and issubclass(cls, Table)}


def state() -> str:
    """Return the columns of every table of the world."""
    parts = []
    head = (texts.COLUMN, texts.CHINESE, texts.TYPE, texts.SHAPE, texts.UNIT, texts.MEANING)
    for name, cls in tables_of_the_world().items():
        rows = [
            (
                f"`{column}`",
                c.zh,
                c.dtype.__name__.rstrip("_"),
                joined((texts.ROWS, *(both(str(size)) for size in c.shape)), zh=" × ", en=" × "),
                unit(c.unit),
                c.about,
            )
            for column, c in cls.declared().items()
        ]
        parts.append(f"### {name}\n\n{cls.about()()}\n\n" + markdown(head, rows))
    return "\n".join(parts)


def cases() -> str:
    """Return the cases that come with the project."""
    from sim.case import case_files, load_case

    rows = []
    for name in case_files():
        case = load_case(name)
        schools = sum(bool(s.kind.teaches) for s in case.schools)
        years = f"{case.start_year}–{case.start_year + case.years - 1}"
        rows.append((name, *own_first(case.title), schools, len(case.groups), len(case.reforms), years))
    head = (texts.CASE, texts.TITLE, OTHER, texts.SCHOOLS, texts.GROUPS, texts.REFORMS, texts.SCHOOL_YEARS)
    return markdown(head, rows)


def markdown(headers: Sequence[Any], rows: Iterable[Sequence[Any]]) -> str:
    """Return a Markdown table, what has two languages in the one chosen."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "".join("| " + " | ".join(map(_cell, line)) + " |\n" for line in lines)


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


def _cell(value: Any) -> str:
    return str(value() if isinstance(value, Text) else spoken(value, language())).replace("|", "\\|").replace("\n", " ")


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{n}`" for n in sorted(names))


def _named(name: str) -> Said:
    """Return a name that is typed, in Chinese behind what it is called."""
    said = both(name)
    return Said(f"{said.zh}（{name}）", name) if isinstance(said, Text) else Said(name, name)


def _emphatic(said: str | Text) -> Said:
    """Return what is no name of code, marked as such."""
    return Said(*(f"*{spoken(said, lang)}*" for lang in LANGUAGES))


def _extra(field: Any, name: str) -> str:
    return str(field.json_schema_extra[name])


def _yes(flag: bool) -> Any:
    return texts.YES if flag else texts.NO


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _table(annotation: Any) -> type[Any] | None:
    """Return the class a field of the world is annotated with, which is a name where annotations are strings."""
    import sim.state

    found = getattr(sim.state, annotation, None) if isinstance(annotation, str) else annotation
    return found if isinstance(found, type) else None
