"""The glossary names every column and every argument of a kernel, in Chinese and English, and nothing that is not there."""

from __future__ import annotations

from experiments.docs import glossary


def test_every_argument_of_a_kernel_is_a_column_or_is_explained() -> None:
    taken, known = glossary.kernels(), glossary.columns()
    assert len(taken) > 80
    assert sorted(taken.keys() - known - glossary.ARGUMENTS.keys()) == []
    assert sorted(glossary.ARGUMENTS.keys() - taken.keys()) == []
    assert all(zh and en for zh, en in glossary.ARGUMENTS.values())


def test_every_table_and_column_has_a_chinese_name() -> None:
    tables = glossary.tables_of_the_world()
    assert set(tables) == set(glossary.TABLES) == set(glossary.LETTERS)
    assert sorted(glossary.columns() - glossary.COLUMNS.keys()) == []
    assert sorted(glossary.COLUMNS.keys() - glossary.columns()) == []
