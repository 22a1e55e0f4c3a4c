"""The register of what the policy documents describe, made into tables; the tests check it against the model.

The register is ``mechanisms.toml`` beside this file. An entry names what of the model it lives in, a test, and what switches it.

``python -m experiments.docs.mechanisms`` measures the effects of all switches anew (`experiments.docs.effects`), and
``python -m experiments.docs.mechanisms A32 B13`` those of some rows.
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from experiments.docs import effects
from experiments.docs.describe import markdown
from experiments.docs.switches import Switch
from experiments.docs.texts import ALL
from experiments.docs.texts import effects as said
from experiments.docs.texts import mechanisms as texts
from sim.say import Said, Text, joined

FILE = Path(__file__).with_suffix(".toml")
BLOCKS = {  # of the documents: each with its number of rows
    "A": 38, "B": 36, "C": 20, "D": 21, "E": 12, "F": 6, "G": 11, "H": 11, "I": 11, "J": 10,
}  # fmt: skip

type State = Literal["works", "part", "folded", "absent"]
STATES: tuple[State, ...] = ("works", "part", "folded", "absent")


class BothWays(BaseModel):
    """A sentence in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def said(self) -> Text:
        """Return it as a pair."""
        return Text(zh=self.zh, en=self.en)


class Mechanism(BothWays):
    """A row of the register."""

    seeds: str
    state: State
    lives: str = ""
    test: str = ""
    lacks: BothWays | None = None
    case: str = "huadu"  # that of the runs
    given: dict[str, Any] = {}
    on: dict[str, Any] = {}
    off: dict[str, Any] = {}
    runs: int = 0  # pairs of runs, where as many as of other rows do not tell its effect from none
    outcome: str = ""  # what it is about where that is not scores, hours or money (`experiments.docs.outcomes`)
    told: BothWays | None = None  # what a reader should know of the number

    def switch(self) -> Switch | None:
        """Return what switches it; None where nothing does."""
        if not (self.on or self.off):
            return None
        given = self.model_dump(include=set(Switch.model_fields))
        return Switch.model_validate(given)

    def effect(self) -> tuple[Any, ...]:
        """Return what its row tells of its effect: the switch, members' scores, hours, yuan and its own outcome."""
        if switch := self.switch():
            *cells, mine = effects.cells(switch)
            known = [one for one in (mine, self.told and self.told.said()) if one]
            return switch.said(), *cells, joined(known, zh="；", en="; ") if known else ""
        return "", "", "", "", ""

    def names(self) -> list[str]:
        """Return what of the model it names."""
        return self.lives.split()


@cache
def register() -> Mapping[str, Mechanism]:
    """Return the rows of the register by id."""
    return {
        name: Mechanism.model_validate(row) for name, row in tomllib.loads(FILE.read_text(encoding="utf-8")).items()
    }


def table(block: str) -> str:
    """Return the rows of a block as a table."""
    head = (
        texts.ROW, texts.TERM, texts.SEEDS, texts.STATE, said.SWITCH, said.SCORE, said.WEEK, said.YUAN, said.OWN, texts.LIVES_IN,
        texts.TESTED_BY, texts.LACKS,
    )  # fmt: skip
    rows = []
    for name, entry in register().items():
        if name[0] == block:
            lives = ", ".join(f"`{one}`" for one in entry.names())
            file, _, function = entry.test.partition("::")
            test = f"[`{function.removeprefix('test_') or Path(file).stem}`](../{file})" if file else ""
            lacks = entry.lacks.said() if entry.lacks else ""
            rows.append(
                (
                    name,
                    _term(entry),
                    texts.DOCUMENTS.get(entry.seeds, entry.seeds),
                    texts.STATES[entry.state],
                    *entry.effect(),
                    lives,
                    test,
                    lacks,
                )
            )
    return markdown(head, rows)


def _term(entry: Mechanism) -> Said:
    """Return the term of the documents, and what it means beside it in English."""
    return Said(entry.zh, f"{entry.zh}: {entry.en}")


def summary() -> str:
    """Return how many rows of each block stand where."""
    counts = {block: Counter(e.state for name, e in register().items() if name[0] == block) for block in BLOCKS}
    total = Counter(entry.state for entry in register().values())
    rows = [
        (joined([block, texts.BLOCKS[block]], zh=" ", en=" "), *(n[state] for state in STATES), n.total())
        for block, n in counts.items()
    ]
    rows.append((ALL, *(total[state] for state in STATES), total.total()))
    head = (texts.BLOCK, *(texts.STATES[state] for state in STATES), texts.ROWS_OF_IT)
    return f"{markdown(head, rows)}\n{effects.note()}"


def switches() -> dict[str, Switch]:
    """Return what switches the rows that have a switch, by id."""
    return {name: switch for name, entry in register().items() if (switch := entry.switch())}


MAKERS: Mapping[str, Callable[[], str]] = {
    "mechanisms": summary,
    **{f"mechanisms.{block}": partial(table, block) for block in BLOCKS},
}


if __name__ == "__main__":
    found = effects.renewed(switches(), sys.argv[1:]) if sys.argv[1:] else effects.measured(switches())
    found.to_csv(effects.FILE, index=False, float_format="%.6g")
