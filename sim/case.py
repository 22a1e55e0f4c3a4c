"""A case: one district, its schools, groups and dated reforms, read from a TOML file and checked before anything runs."""

from __future__ import annotations

import fnmatch
import os
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from sim import HOME
from sim.param import nearest

CAP_SCHOOLS, CAP_PUPILS = 9, 15_000  # Guangdong 2020 guidance on the size of a group
DATE = re.compile(r"^(\d{4})(?:-(0[1-9]|1[0-2]))?$")


class CaseError(ValueError):
    """A case that cannot be used; ``messages`` holds one sentence per finding."""

    def __init__(self, source: str, messages: Iterable[str]) -> None:
        self.source, self.messages = source, list(messages)
        super().__init__("\n".join(f"{source}: {m}" for m in self.messages))


class Part(BaseModel):
    """A piece of a case file: strict about keys and types, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Label(Part):
    """A name in Chinese and English."""

    zh: str
    en: str


class Town(Part):
    """A street, town or its villages."""

    id: str
    zh: str
    en: str
    locality: Literal["urban", "town", "rural"]
    x: float = Field(ge=-500, le=500)
    y: float = Field(ge=-500, le=500)
    radius: float = Field(gt=0, le=50)
    ses: float = Field(ge=-3, le=3)
    migrants: float = Field(ge=0, le=1)


class School(Part):
    """A school or kindergarten; ``pupils`` is the roll of the first year, or the planned one of a later opening."""

    id: str
    zh: str
    en: str
    town: str
    stage: Literal["primary", "junior", "nine_year", "kindergarten"]
    level: Literal["strong", "ordinary", "weak", "new"]
    pupils: int = Field(ge=0, le=20_000)
    opens: int | None = Field(None, ge=1950, le=2200)
    x: float | None = Field(None, ge=-500, le=500)
    y: float | None = Field(None, ge=-500, le=500)


class Member(Part):
    """A member school and the form of its tie."""

    school: str
    form: Literal["tight", "assist", "alliance"]


def check_date(date: str) -> str:
    """Accept ``YYYY`` or ``YYYY-MM``."""
    if not DATE.match(date):
        raise ValueError(f"{date!r} is not a date; write a year and month such as '2020-08', or a year")
    return date


class Group(Part):
    """An education group: core, ties, date of formation."""

    id: str
    zh: str
    en: str
    core: str
    formed: str
    tier: Literal["district", "municipal", "provincial"] = "district"
    members: list[Member]
    _date = field_validator("formed")(check_date)


class Merge(Part):
    """Schools merged into another, which may be renamed."""

    schools: list[str]
    into: str
    zh: str | None = None
    en: str | None = None


class Rename(Part):
    """A school that is renamed."""

    school: str
    zh: str
    en: str


class Reform(Part):
    """What changes on a date."""

    date: str
    zh: str
    en: str
    set: dict[str, Any] = {}
    merge: list[Merge] = []
    rename: list[Rename] = []
    _date = field_validator("date")(check_date)


class Demography(Part):
    """Children entering grade 1, by school year, relative to the first year; the last value holds afterwards."""

    entry_index: dict[int, float] = {}

    @field_validator("entry_index", mode="before")
    @classmethod
    def _years(cls, raw: Any) -> Any:
        if not isinstance(raw, dict):
            return raw
        if bad := [k for k in raw if not str(k).isdecimal()]:
            raise ValueError(f"{bad[0]!r} is not a year")
        return {int(k): float(v) if isinstance(v, int) else v for k, v in raw.items()}

    @field_validator("entry_index")
    @classmethod
    def _range(cls, index: dict[int, float]) -> dict[int, float]:
        for year, value in index.items():
            if not 0.05 <= value <= 5:
                raise ValueError(f"{value} in {year} is out of range; allowed: 0.05 to 5 [entrants over those of the first year]")
        return index


class Case(Part):
    """One district with its history."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")
    title: Label
    start_year: int = Field(ge=1990, le=2100)
    years: int = Field(30, ge=1, le=100)
    demography: Demography = Demography()
    towns: list[Town] = Field(min_length=1)
    schools: list[School] = Field(min_length=1)
    groups: list[Group] = []
    reforms: list[Reform] = []
    params: dict[str, Any] = {}
    sources: dict[str, str] = {}
    enacted: bool = True  # False: the groups listed are never formed

    def without_reforms(self) -> Case:
        """Return the baseline: the same district, never reformed; its groups stay on paper, so that schools keep their roles."""
        return self.model_copy(update={"enacted": False, "reforms": []})

    def index(self, year: int) -> float:
        """Return entrants of a school year relative to those of the first year."""
        series = self.demography.entry_index
        if not series or year < min(series):
            return 1.0
        return series[max(y for y in series if y <= year)]

    def pupils(self, school: School, stage: int) -> float:
        """Return the planned roll of a school at a stage (0 primary, 1 junior)."""
        share = {"primary": (1.0, 0.0), "junior": (0.0, 1.0), "nine_year": (6 / 9, 3 / 9), "kindergarten": (0.0, 0.0)}
        return school.pupils * share[school.stage][stage]

    def term_of(self, date: str) -> int:
        """Return the first term that starts on or after a date (autumn 1 September, spring 1 March); a year means September."""
        match = DATE.match(date)
        assert match is not None
        year, month = int(match[1]), int(match[2] or 9)
        term = 2 * (year - self.start_year) + (-1 if month <= 3 else 0 if month <= 9 else 1)
        return max(term, 0)


def case_files() -> dict[str, Path]:
    """Return the cases that come with the project, by name."""
    folder = next((f for f in (HOME.parent / "configs", HOME / "configs") if f.is_dir()), None)
    return {f.stem: f for f in sorted(folder.glob("*.toml"))} if folder else {}


def load_case(name: str | os.PathLike[str] | Case) -> Case:
    """Return a case by name, by path of a TOML file, or as it is.

    Raises
    ------
    CaseError
        When the file is missing, is not TOML, or does not describe a district that can be simulated.
    """
    if isinstance(name, Case):
        return name
    known = case_files()
    path = known.get(str(name)) or Path(name)
    if not path.is_file():
        raise CaseError(str(name), [f"no such case or file{nearest(str(name), known)}; known cases: {', '.join(known)}"])
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise CaseError(str(path), [f"is not UTF-8 text (byte {error.start})"]) from None
    except tomllib.TOMLDecodeError as error:
        raise CaseError(str(path), [f"is not valid TOML: {error}"]) from None
    return parse_case(raw, str(path))


def parse_case(raw: dict[str, Any], source: str = "case") -> Case:
    """Return the case of a parsed file; ``source`` names it in messages."""
    try:
        case = Case.model_validate(raw)
    except ValidationError as error:
        raise CaseError(source, [_sentence(found) for found in error.errors()]) from None
    from sim.config import check_settings

    if messages := [*_references(case), *_feasibility(case), *_undocumented(raw, case), *check_settings(case)]:
        raise CaseError(source, messages)
    return case


MODELS = {m.__name__: m for m in (Town, School, Member, Group, Merge, Rename, Reform, Demography)}
INSIDE = {
    "title": Label, "demography": Demography, "towns": Town, "schools": School, "groups": Group,
    "members": Member, "reforms": Reform, "merge": Merge, "rename": Rename,
}  # fmt: skip
UNITS = {
    "x": "km east of the centre", "y": "km north of the centre", "radius": "km", "ses": "SD", "migrants": "share of pupils",
    "pupils": "pupils", "opens": "school year", "start_year": "school year", "years": "years",
}  # fmt: skip


def _sentence(found: Any) -> str:
    """Say one finding of pydantic in our words: where, value, unit, range, nearest valid name."""
    loc, kind, value = list(found["loc"]), found["type"], found["input"]
    where = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in loc).lstrip(".")
    key = next((str(p) for p in reversed(loc) if isinstance(p, str)), "")
    unit = f" [{UNITS[key]}]" if key in UNITS else ""
    if kind == "extra_forbidden":
        owner = next((INSIDE[p] for p in reversed(loc[:-1]) if p in INSIDE), Case)
        return f"unknown key '{where}'{nearest(key, owner.model_fields)}"
    if kind == "missing":
        return f"'{where}' is missing"
    ctx = found.get("ctx", {})
    if kind in {"greater_than_equal", "less_than_equal", "greater_than"}:
        owner = next((INSIDE[p] for p in reversed(loc[:-1]) if p in INSIDE), Case)
        low, high = _limits(owner, key)
        return f"{where} = {value!r} is out of range; allowed: {low} to {high}{unit}"
    if kind == "value_error":
        return f"{where}: {ctx.get('error', found['msg'])}"
    if kind == "literal_error":
        return f"{where} = {value!r} is not one of {ctx['expected']}"
    return f"{where} = {value!r}: {found['msg'].lower()}{unit}"


def _limits(owner: type[BaseModel], key: str) -> tuple[str, str]:
    metadata = owner.model_fields[key].metadata
    low = [f"{getattr(m, a):g}" for m in metadata for a in ("ge", "gt") if getattr(m, a, None) is not None]
    high = [f"{getattr(m, a):g}" for m in metadata for a in ("le", "lt") if getattr(m, a, None) is not None]
    return (low or ["any"])[0], (high or ["any"])[0]


def _references(case: Case) -> Iterator[str]:
    """Yield what is wrong with names: twice used, unknown, in two groups."""
    for what, ids in (("towns", [t.id for t in case.towns]), ("schools", [s.id for s in case.schools]), ("groups", [g.id for g in case.groups])):
        for name, n in Counter(ids).items():
            if n > 1:
                yield f"{what}: the id '{name}' is used {n} times"
    towns, schools = {t.id for t in case.towns}, {s.id for s in case.schools}

    def known(name: str, names: set[str], where: str) -> Iterator[str]:
        if name not in names:
            yield f"{where}: there is no '{name}'{nearest(name, names)}"

    for i, s in enumerate(case.schools):
        yield from known(s.town, towns, f"schools[{i}] ('{s.id}').town")
    belongs: dict[str, str] = {}
    for g in case.groups:
        for name in (g.core, *(m.school for m in g.members)):
            yield from known(name, schools, f"groups ('{g.id}')")
            if belongs.setdefault(name, g.id) != g.id:
                yield f"groups: school '{name}' is in '{belongs[name]}' and in '{g.id}'; a school belongs to one group"
        for name, n in Counter([g.core, *(m.school for m in g.members)]).items():
            if n > 1:
                yield f"groups ('{g.id}'): school '{name}' is listed {n} times"
    for i, r in enumerate(case.reforms):
        for m in r.merge:
            for name in (*m.schools, m.into):
                yield from known(name, schools, f"reforms[{i}].merge")
            if m.into in m.schools:
                yield f"reforms[{i}].merge: '{m.into}' cannot be merged into itself"
        for n in r.rename:
            yield from known(n.school, schools, f"reforms[{i}].rename")


def _feasibility(case: Case) -> Iterator[str]:
    """Yield why a case cannot hold: groups, caps, seats."""
    by_id = {s.id: s for s in case.schools}
    if len(case.groups) > len(case.schools):
        yield f"{len(case.groups)} groups but only {len(case.schools)} schools; a group needs a core school of its own"
    for g in case.groups:
        names = [g.core, *(m.school for m in g.members)]
        pupils = sum(by_id[n].pupils for n in names if n in by_id)
        if len(names) > CAP_SCHOOLS:
            yield f"groups ('{g.id}'): {len(names)} schools; allowed: at most {CAP_SCHOOLS} [schools per group]"
        if pupils > CAP_PUPILS:
            yield f"groups ('{g.id}'): {pupils} pupils; allowed: at most {CAP_PUPILS} [pupils per group]"
        if g.core in by_id and by_id[g.core].stage == "kindergarten":
            yield f"groups ('{g.id}'): the core '{g.core}' is a kindergarten; a core is a school"
        if not g.members:
            yield f"groups ('{g.id}'): no members; a group needs at least one member beside its core"
    now = [s for s in case.schools if s.opens is None or s.opens <= case.start_year]
    cohort = [sum(case.pupils(s, stage) for s in now) / years for stage, years in ((0, 6), (1, 3))]
    if cohort[0] <= 0:
        yield "no primary pupils in the first year; a district needs at least one open primary or nine-year school with pupils"
    elif cohort[1] < 0.9 * cohort[0]:
        yield (
            f"pupils without seats: {cohort[0]:.0f} children a year leave primary school and junior schools take {cohort[1]:.0f}; "
            "allowed: at least 90 % [pupils per year]"
        )


def _undocumented(raw: dict[str, Any], case: Case) -> Iterator[str]:
    """Yield the numbers of a file for which [sources] names no origin, and entries of [sources] that say none."""
    kinds = ("seed", "cite:", "assumed:", "rule:")
    for pattern, text in case.sources.items():
        if not text.startswith(kinds):
            yield f"sources: '{pattern}' must start with one of {', '.join(kinds)}"
    missing = dict.fromkeys(p for p in _numbers(raw, "") if not any(fnmatch.fnmatchcase(p, s) for s in case.sources))
    for path in missing:
        yield f"sources: nothing says where the number '{path}' comes from (seed, cite, assumed or rule)"


def _numbers(node: Any, path: str) -> Iterator[str]:
    """Yield the dotted path of every number, list positions as ``*``."""
    if isinstance(node, dict):
        for k, v in node.items():
            if not (path == "" and k == "sources"):
                yield from _numbers(v, f"{path}.{k}" if path else k)
    elif isinstance(node, list):
        for v in node:
            yield from _numbers(v, f"{path}.*")
    elif isinstance(node, int | float) and not isinstance(node, bool):
        yield path
