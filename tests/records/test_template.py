"""The template that is filled in, and the worked example."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from handed_in import PLAIN, book, cells, folder, read
from openpyxl import load_workbook

from experiments import cli
from experiments.inspection.county import Inspection, inspect_records
from experiments.inspection.tables import tables
from sim.case import case_files
from sim.equity.inspection import Verdict
from sim.equity.standards import R2017

FAMILIES = ("inspect", "template")
EXAMPLE = Path(__file__).resolve().parents[2] / "configs" / "records" / "example"


@pytest.fixture(autouse=True)
def commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the commands that are tested."""
    monkeypatch.setattr(cli, "FAMILIES", FAMILIES)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_template_is_read(tmp_path: Path, language: str) -> None:
    out = tmp_path / "t"
    assert cli.main(["template", "--out", str(out), "--lang", language]) == 0
    assert sorted(p.name for p in out.iterdir()) == [
        "manifest.json",
        "pupils.csv",
        "schools.csv",
        "teachers.csv",
        "template.xlsx",
    ]
    workbook = load_workbook(out / "template.xlsx")
    sheet = workbook["学校" if language == "zh" else "schools"]
    heads = {str(c.value): c.column for c in sheet[1]}
    wanted = (
        {"学校标识码": "A1", "学段": "小学", "在校生数": 400, "教学仪器设备值（元）": 900_000}
        if language == "zh"
        else {"id": "A1", "stage": "primary", "pupils": 400, "equipment (yuan)": 900_000}
    )
    for header, value in wanted.items():
        sheet.cell(2, heads[header]).value = value
    workbook.save(out / "template.xlsx")
    assert cli.main(["inspect", str(out), "--out", str(tmp_path / "out")]) == 0
    table = pd.read_csv(tmp_path / "out" / "indicators.csv")
    assert table.loc[table["indicator"] == "L6", "value"].tolist() == [2250.0]


def test_the_lists_of_a_template_offer_words_that_are_read(tmp_path: Path) -> None:
    from experiments.records.cells import value_of
    from experiments.records.columns import SCHOOLS

    assert cli.main(["template", "--lang", "zh", "--out", str(tmp_path / "t.xlsx")]) == 0
    workbook = load_workbook(tmp_path / "t.xlsx")
    rules = {r.errorTitle: r for r in workbook["学校"].data_validations.dataValidation}
    for column in SCHOOLS.columns:
        if column.codes:
            sheet, _, cells_of_it = rules[column.zh].formula1.partition("!")
            words = [c.value for line in workbook[sheet.strip("'")][cells_of_it.replace("$", "")] for c in line]
            assert [value_of(w, column) for w in words] == [c.code for c in column.codes]
    assert rules["在校生数"].formula2 == "20000"


def test_a_template_is_replaced_only_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "t")
    assert cli.main(["template", "--out", out]) == 0
    before = {p.name: p.read_bytes() for p in Path(out).iterdir()}
    assert cli.main(["template", "--out", out, "--lang", "en"]) == 2
    assert "holds the output of an earlier template; name another folder with --out, or replace it with --force" in (
        capsys.readouterr().err
    )
    assert {p.name: p.read_bytes() for p in Path(out).iterdir()} == before
    assert cli.main(["template", "--out", out, "--lang", "en", "--force"]) == 0
    assert Path(out, "schools.csv").read_text(encoding="utf-8-sig").startswith("id,name_zh")


def test_what_was_filled_in_is_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "t"
    assert cli.main(["template", "--out", str(out)]) == 0
    with (out / "schools.csv").open("a", encoding="utf-8") as file:
        file.write("1001,示例小学\n")
    filled = (out / "schools.csv").read_bytes()
    assert cli.main(["template", "--out", str(out), "--force"]) == 2
    assert "schools.csv has been changed since it was written" in capsys.readouterr().err
    assert (out / "schools.csv").read_bytes() == filled


def test_files_of_others_are_never_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "t"
    folder(out, {"schools.csv": PLAIN})
    assert cli.main(["template", "--out", str(out), "--force"]) == 2
    assert "is not empty and not the output of an earlier run" in capsys.readouterr().err
    other = tmp_path / "u"
    assert cli.main(["template", "--out", str(other)]) == 0
    (other / "mine.txt").write_text("mine")
    assert cli.main(["template", "--out", str(other), "--force"]) == 2
    assert "did not write (mine.txt)" in capsys.readouterr().err
    assert (out / "schools.csv").read_text() == PLAIN


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_lone_workbook_is_replaced_only_when_asked_and_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    path = tmp_path / "t.xlsx"
    asked = ["template", "--out", str(path), "--lang", language]
    assert cli.main(asked) == 0
    assert cli.main(asked) == 2
    there = {
        "zh": "已存在；请用 --out 另指文件，或用 --force 替换",
        "en": "is there already; name another file with --out, or replace it with --force",
    }
    assert f"{path} {there[language]}" in capsys.readouterr().err
    assert cli.main([*asked, "--force"]) == 0
    workbook = load_workbook(path)
    workbook["学校" if language == "zh" else "schools"]["A2"].value = "1001"
    workbook.save(path)
    filled = path.read_bytes()
    assert cli.main([*asked, "--force"]) == 2
    refused = {
        "zh": "不是空模板，--force 不替换其他内容",
        "en": "is not an empty template, and --force replaces nothing else",
    }
    assert refused[language] in capsys.readouterr().err
    assert path.read_bytes() == filled
    assert [p.name for p in tmp_path.iterdir()] == ["t.xlsx"]


@pytest.mark.parametrize("content", ["mine", "PK\x03\x04"])
def test_a_workbook_that_is_no_template_is_never_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / "t.xlsx"
    path.write_text(content)
    assert cli.main(["template", "--out", str(path), "--force"]) == 2
    assert path.read_text() == content
    book(path, {"学校": cells()})
    assert cli.main(["template", "--out", str(path), "--force"]) == 2
    link = tmp_path / "link.xlsx"
    assert cli.main(["template", "--out", str(tmp_path / "own.xlsx")]) == 0
    link.symlink_to(tmp_path / "own.xlsx")
    assert cli.main(["template", "--out", str(link), "--force"]) == 2
    assert link.is_symlink()


def test_a_workbook_is_not_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "t.xlsx").write_text("mine")
    assert cli.main(["template", "--out", str(tmp_path / "t.xlsx")]) == 2
    assert cli.main(["template", "--out", str(tmp_path / "no" / "t.xlsx")]) == 2
    assert "is there already" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["t.xlsx"]
    assert (tmp_path / "t.xlsx").read_text() == "mine"


def test_the_example_is_what_its_maker_makes() -> None:
    from experiments.records.example import make

    files = make()
    assert {p.name for p in EXAMPLE.iterdir()} == {*files, "README.md"}
    for name, text in files.items():
        assert (EXAMPLE / name).read_bytes() == text.encode(), name
    assert sum(len(t.encode()) for t in files.values()) < 300_000


def test_the_example_says_that_it_is_invented_and_shows_what_inspections_find() -> None:
    assert "示例" in (EXAMPLE / "schools.csv").read_text(encoding="utf-8-sig")
    records = read_example()
    assert records.records.schools["name_zh"].str.startswith("示例").all()
    assert all(n.startswith("示例") for n in records.records.schools["group"] if n)
    view = records.view(R2017)
    assert view is not None
    assert set(view.judgement.verdict.tolist()) == {Verdict.PASS, Verdict.FAIL}
    assert set(view.county.cv_verdict.tolist()) == {Verdict.PASS, Verdict.FAIL}
    assert {v.by for v in records.views} == {"register", "post"}
    assert records.records.schools["kind"].nunique() == 5


def read_example() -> Inspection:
    """Return the inspection of the example."""
    from experiments.records.reading import read_records

    return inspect_records(read_records(EXAMPLE))


def test_the_example_is_not_taken_for_a_case() -> None:
    assert not any("example" in name for name in case_files())


def test_a_workbook_of_the_same_records_gives_the_same_inspection(tmp_path: Path) -> None:
    one, other = read(tmp_path, schools=PLAIN), book(tmp_path / "b.xlsx", {"学校": cells()})
    from experiments.records.reading import read_records

    first, second = (tables(inspect_records(r))["indicators"] for r in (one, read_records(other)))
    pd.testing.assert_frame_equal(first, second)


def test_the_example_goes_by_its_name_unless_something_of_yours_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from experiments.records.reading import read_records

    monkeypatch.chdir(tmp_path)
    assert read_records("example").path.resolve() == EXAMPLE
    folder(tmp_path / "example", {"schools.csv": PLAIN})
    assert len(read_records("example").schools) == 5
