"""The glossary names every column and every argument of a kernel, in Chinese and English, and nothing that is not there."""

from __future__ import annotations

import re

from experiments.docs import glossary
from sim.docstrings import phrase, told
from sim.say import Said as said
from sim.say import Text


def is_pair(zh: str, about: Text) -> bool:
    chinese = [bool(re.search("[\u4e00-\u9fff。]", words)) for words in (zh, about.zh, about.en)]
    return chinese == [True, True, False] and bool(re.search("[A-Za-z]", about.en))


def test_every_argument_of_a_kernel_is_a_column_or_is_explained() -> None:
    taken, known = glossary.kernels(), glossary.columns()
    assert len(taken) > 80
    assert sorted(taken.keys() - known - glossary.ARGUMENTS.keys()) == []
    assert sorted(glossary.ARGUMENTS.keys() - taken.keys()) == []
    assert glossary.NAMES.keys() == glossary.ARGUMENTS.keys()
    assert [name for name, about in glossary.ARGUMENTS.items() if not is_pair(glossary.NAMES[name], about)] == []


def test_every_table_and_column_has_a_chinese_name_and_a_meaning_in_both_languages() -> None:
    tables = glossary.tables_of_the_world()
    assert set(tables) == set(glossary.LETTERS)
    assert [name for name, table in tables.items() if not is_pair(table.zh, table.about())] == []
    every = {f"{name}.{key}": c for name, table in tables.items() for key, c in table.declared().items()}
    assert len(every) > 120
    assert [name for name, c in every.items() if not is_pair(c.zh, c.about)] == []
    table = glossary.column_table()
    assert all(f"| {c.zh} | {c.unit} | {c.about.en} | {c.about.zh} |" in table for c in every.values())


def test_what_is_declared_by_a_docstring_says_it_in_both_languages() -> None:
    """Processes, acts and slots of the calendar, yearly measures, instruments, and items of the books."""
    from sim.books import ITEMS
    from sim.equity.metrics import REGISTRY
    from sim.instruments import instruments
    from sim.schedule import calendar

    assert [step.name for step in calendar() if not is_pair("。", step.about)] == []
    assert [name for name, one in REGISTRY.items() if not (one.zh and is_pair("指标", one.about))] == []
    assert [name for name, cls in instruments().items() if not is_pair(cls.zh, told(cls))] == []
    assert [name for name, item in ITEMS.items() if not is_pair(item.zh, item.about)] == []


def test_a_docstring_is_read_by_its_first_paragraph_and_by_the_chinese_one() -> None:
    def both() -> None:
        """Of a, {b}
        and c.

        More words in English.

        关于甲、
        乙。
        """

    def one() -> None:
        """Only this."""

    assert (told(both).zh, told(both).en) == ("关于甲、乙。", "Of a, {b} and c.")
    assert phrase(both)() == said("关于甲、乙", "Of a, {b} and c")
    assert told(one).zh == told(one).en == "Only this."
