"""What a session can be kept as: a case file that runs as its world did, its yearly series, and the command to run it again."""

from __future__ import annotations

import io
import shlex
from typing import TYPE_CHECKING, Any

from experiments.app import texts, words
from experiments.app.spec import Arm, Scene, said
from experiments.files.spreadsheet_text import csv_text
from experiments.new_case.toml import value as written
from sim.bundle import Frozen
from sim.config import laid, spelled
from sim.events import Reform
from sim.say import Language

if TYPE_CHECKING:
    import pandas as pd

    from sim.case import Case
    from sim.model import DistrictModel


def own_case(case: Case, arm: Arm, case_years: int) -> Case:
    """Return a case that runs as a world did: what was set stands in it, and what was changed is a dated reform.

    Settings of one's own have the last word, so what would overrule them later is taken out of districts and reforms.
    """
    values = laid(case.params, arm.values, case=case)
    first = set(spelled(arm.values, case))
    at = {name: case.term_of(date) for date, sets in arm.changes for name in spelled(sets, case)}

    def kept(sets: Any, term: int) -> Frozen:
        return Frozen(
            {n: v for n, v in spelled(sets, case).items() if n not in first and not (n in at and term >= at[n])}
        )

    reforms = [r.model_copy(update={"set": kept(r.set, case.term_of(r.date))}) for r in case.reforms]
    reforms += [
        Reform(date=date, zh=texts.OWN_CHANGE.zh, en=texts.OWN_CHANGE.en, anyway=True, set=Frozen(spelled(sets, case)))
        for date, sets in arm.changes
    ]
    districts = [d.model_copy(update={"set": kept(d.set, 0)}) for d in case.districts]
    return case.model_copy(
        update={
            "params": values, "reforms": reforms, "districts": districts, "enacted": case.enacted and arm.reforms,
            "years": case_years,
        }
    )  # fmt: skip


def case_file(case: Case, arm: Arm, years: int) -> str:
    """Return `own_case` as the text of a case file."""
    raw = own_case(case, arm, years).model_dump(mode="json", exclude_defaults=True)
    raw = {"id": case.id, **raw}
    lines = [f"{k} = {written(_bare(v))}" for k, v in raw.items() if not _is_parts(v)]
    for name, parts in raw.items():
        if _is_parts(parts):
            lines += ["", f"{name} = [", *(f"  {written(_bare(p))}," for p in parts), "]"]
    return f"# {words.both(texts.SAVED)[1]}\n# {words.both(texts.SAVED)[0]}\n" + "\n".join(lines) + "\n"


def _is_parts(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _bare(value: Any) -> Any:
    """Return a value without what is not given, which TOML cannot write, and with the keys of tables as texts."""
    if isinstance(value, dict):
        return {str(k): _bare(v) for k, v in value.items() if v is not None}
    return [_bare(v) for v in value] if isinstance(value, list | tuple) else value


def series(models: tuple[DistrictModel, ...]) -> pd.DataFrame:
    """Return the yearly record of the district of every world, with a column that says which."""
    import pandas as pd

    frames = [m.tables()["district"].assign(world="AB"[i]) for i, m in enumerate(models)]
    found = pd.concat(frames, ignore_index=True)
    return found[["world", *(c for c in found.columns if c != "world")]]


def series_csv(models: tuple[DistrictModel, ...]) -> bytes:
    """Return `series` as CSV with the mark by which spreadsheets know UTF-8."""
    return csv_text(series(models)).encode("utf-8-sig")


def series_xlsx(models: tuple[DistrictModel, ...], lang: Language) -> bytes:
    """Return the yearly tables of every world as a workbook, a sheet a table; under the names of columns what they mean."""
    import openpyxl

    from experiments.files.sheet import SheetWriter
    from experiments.runs.columns import meanings

    known = meanings(cases=[models[0].case])

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in ("district", "groups", "money", "instruments"):
        sheet = SheetWriter(book, name)
        for i, model in enumerate(models):
            table = model.tables()[name]
            if i == 0:
                names = [str(column) for column in table.columns]
                found = [known(column, name) for column in names]
                sheet.add(["world", *names], head=True)
                sheet.add(
                    [words.of(texts.WHICH_WORLD, lang), *(words.of(c.label, lang) if c else "" for c in found)],
                    head=True,
                )
            for row in table.itertuples(index=False):
                sheet.add(["AB"[i], *row])
        sheet.finish("A3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def commands(spec: Scene, names: tuple[str, ...], lang: Language, *, stored: bool = False) -> str:
    """Return the lines of a shell that run every world again.

    A world that was changed on the way, or one of a stored run, is run from its saved case file, which a comment asks for.
    """
    lines = []
    for arm, name in zip(spec.arms, names, strict=True):
        seeds = ["--seed", str(spec.seed)]
        seeds += ["--population-seed", str(spec.population_seed)] if spec.population_seed is not None else []
        if arm.changes or stored:
            lines.append(f"# {words.of(texts.SAVE_FIRST(file=name), lang)}")
            lines.append(shlex.join(["edugroup", "run", name, *seeds]))
            continue
        line = ["edugroup", "run", spec.case, *seeds]
        line += ["--years", str(spec.years)] if spec.years is not None else []
        line += [] if arm.reforms else ["--no-reform"]
        for key, value in arm.values.items():
            line += ["--set", f"{key}={said(value)}"]
        lines.append(shlex.join(line))
    return "\n".join(lines) + "\n"
