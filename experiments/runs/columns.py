"""What the columns of tables mean, in Chinese and English: labels for frames, and what dictionaries beside tables say.

Names of columns are the same in both languages. A measure, an outcome or a parameter means what the model declares; all
other columns stand in the catalogue `experiments.runs.texts.columns`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from experiments import Refused
from experiments.runs.outcomes import Outcome, is_outcome, parse
from experiments.runs.texts import columns as texts
from experiments.words import labels as words
from sim import units
from sim.param import nearest
from sim.say import LANGUAGES, NOTHING, Language, Said, language, spoken

if TYPE_CHECKING:
    import pandas as pd

    from sim.case import Case
    from sim.equity.metric import Metric

HOURS = re.compile(r"hours_(\d+)")
ENDS = {".low": texts.LOW_END, ".high": texts.HIGH_END}  # of columns beside a mean
COUNTS = {
    "pupils",
    "teachers",
    "classes",
    "schools",
    "children",
    "people",
    "indicators",
    "flag",
}  # which their name says


type Meaning = Callable[[str, str], ColumnMeaning | None]  # of a column by its name and that of its table


class ColumnMeaning(NamedTuple):
    """What a column means, and its unit."""

    meaning: Said
    unit: Said = NOTHING

    @property
    def label(self) -> Said:
        """The meaning with its unit, as a head is named: without that of counts and flags, and in Chinese of shares."""
        zh, en = self.unit.zh, self.unit.en
        if not en or en in COUNTS or en == texts.ITS_OUTCOME.en:
            return self.meaning
        said = texts.IN_UNIT(column=self.meaning, unit=self.unit)
        return Said(self.meaning.zh if en in units.BARE or zh == self.meaning.zh else said.zh, said.en)


def labels(
    columns: pd.DataFrame | Iterable[str],
    lang: Language | None = None,
    *,
    table: str = "",
    measures: Iterable[Callable[..., float]] = (),
) -> dict[str, str]:
    """Return what each column of a table is called in a language, with its unit, by the name of the column.

    ``frame.rename(columns=labels(frame, "zh"))`` is a table for readers of Chinese. It knows the tables of a model
    (`DistrictModel.tables`), those of runs, studies, comparisons and inspections, and the names of outcomes and parameters.

    Parameters
    ----------
    columns
        A frame, or names of columns.
    lang
        ``"zh"`` or ``"en"``; by default the language now chosen.
    table
        Name of the table, where a column means something else in another.
    measures
        Those of one's own that the model was given.

    Raises
    ------
    Refused
        For a column that is not known, naming the nearest one that is, and for another language.
    """
    lang = language() if lang is None else lang
    if lang not in LANGUAGES:
        raise Refused(texts.NO_LANGUAGE(lang=lang, known=list(LANGUAGES)))
    from sim.hooks import own

    meaning = meanings(own(measures))
    found = {str(name): meaning(str(name), table) for name in columns}
    if lost := [name for name, column in found.items() if column is None]:
        raise Refused(*(texts.NO_COLUMN(name=name, near=nearest(name, known())) for name in lost))
    return {name: str(spoken(column.label, lang)) for name, column in found.items() if column is not None}


def known() -> list[str]:
    """Return the names of columns there are, without those of parameters and of single stages."""
    from sim.equity.metrics import REGISTRY

    return [*dict.fromkeys((*(name for name in texts.COLUMNS if "." not in name), *REGISTRY))]


def meanings(outcomes: Sequence[Outcome | Metric] = (), cases: Iterable[Case] = ()) -> Meaning:
    """Return what finds the meaning of a column by its name and that of its table.

    Outcomes that were asked for come first, and measures of one's own; cases may have parameters of instances of their own.
    """
    from sim.config import aims, parameters
    from sim.equity.metrics import REGISTRY

    declared = {d.name: d for case in (None, *cases) for d in (*parameters(case), *aims(case))}
    asked = {o.name: o for o in outcomes}

    def plainly(name: str, table: str) -> ColumnMeaning | None:
        if f"{table}.{name}" in texts.COLUMNS:
            return _fixed(f"{table}.{name}")
        for thing in (asked.get(name), declared.get(name), REGISTRY.get(name)):
            if thing is not None and (thing.zh or thing.en):
                return ColumnMeaning(words.named(thing), units.unit(thing.unit))
        if name in texts.COLUMNS:
            return _fixed(name)
        if is_outcome(name):
            o = parse(name)
            return ColumnMeaning(words.named(o), units.unit(o.unit))
        return _at_all_stages(name)

    def meaning(name: str, table: str) -> ColumnMeaning | None:
        if (found := plainly(name, table)) is not None:
            return found
        return next(_made(name, lambda base: plainly(base, table)), None)

    return meaning


def _fixed(key: str) -> ColumnMeaning:
    meaning = texts.COLUMNS[key]()
    if key in texts.OF_OUTCOME:
        return ColumnMeaning(meaning, texts.ITS_OUTCOME())
    return ColumnMeaning(meaning, units.unit(texts.UNITS.get(key, "")))


def _at_all_stages(name: str) -> ColumnMeaning | None:
    """Return a measure of some schools only, whose stage stands beside it in its table."""
    measure, at, schools = name.partition("@")
    staged = f"{measure}.primary{at}{schools}"
    if not at or not is_outcome(staged):
        return None
    o, stage = parse(staged), words.STAGES["primary"]
    said = Said(o.zh.removeprefix(stage.zh), o.en.removesuffix(f", {stage.en.lower()}"))
    return ColumnMeaning(said, units.unit(o.unit))


def _made(name: str, of: Callable[[str], ColumnMeaning | None]) -> Iterator[ColumnMeaning]:
    """Yield what a column can mean by another: the end of its interval, its stage, hours of so many processors."""
    for end, said in ENDS.items():
        if name.endswith(end) and (mean := of(name.removesuffix(end))) is not None:
            yield mean._replace(meaning=said(column=mean.meaning))
    for stage, called in words.EVERY_STAGE.items():
        base = name.removesuffix(f"_{stage}")
        if base != name and (whole := _of_indicator(base) or of(base)) is not None:
            yield whole._replace(meaning=texts.AT_STAGE(column=whole.meaning, stage=called.small))
    if found := HOURS.fullmatch(name):
        yield ColumnMeaning(texts.HOURS_ON(n=int(found[1])), units.unit("h"))


def _of_indicator(code: str) -> ColumnMeaning | None:
    """Return a national indicator by its code."""
    from sim.equity.standards import R2017

    one = next((i for i in R2017.indicators if i.name == code), None)
    return None if one is None else ColumnMeaning(Said(one.zh, one.en), units.unit(one.unit))
