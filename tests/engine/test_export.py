"""What an exported study shows: its own outcomes, small tables, charts whose references lead to the numbers."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from faults import MINI
from scipy import stats
from test_folder_commands import edugroup

from experiments.statistics import paired
from experiments.store.store import Store
from experiments.study.study import load_study
from experiments.study.study_data import gather
from sim.equity.metrics import in_order
from sim.say import use

STUDY = f"""
title = {{ zh = "试", en = "Trial" }}
question = "What moves the mean?"
case = "{MINI}"
years = 2
replications = 2
outcomes = ["mean_score.junior", "cost.total"]
"""
GRID = f"""{STUDY}
against = "baseline"
[levers]
"rotation.annual_share" = {{ values = [0.0, 0.2] }}
"case.forms" = {{ values = ["listed", "tight"] }}
[design]
kind = "grid"
"""
LHS = f"""{STUDY}
seeds = "shared"
[levers]
"rotation.annual_share" = {{}}
"rotation.on" = {{}}
[design]
kind = "lhs"
n = 14
"""
REFERENCE = re.compile(r"'?(?P<sheet>[^'!]+)'?!\$?(?P<a>[A-Z]+)\$?(?P<first>\d+):\$?(?P<b>[A-Z]+)\$?(?P<last>\d+)")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of a grid against the baseline, a sample of a range, and a comparison; exported as they are.

    ``zh`` is an export of the comparison for readers of Chinese.
    """
    home = tmp_path_factory.mktemp("exported")
    for name, text in {"grid": GRID, "lhs": LHS}.items():
        (home / f"{name}.toml").write_text(text, encoding="utf-8")
        study = load_study(home / f"{name}.toml")
        from experiments.engine import Options
        from experiments.study.carrying_out import carry_out

        carry_out(study, home / name, Options(workers=1), f"edugroup sweep {name}.toml")
    from experiments.compare.comparison import compare
    from experiments.compare.scenarios import read_scenarios

    three = read_scenarios([f"{MINI}:no-reform", str(MINI), f"{MINI}:rotation.annual_share=0.25"], 2, {})
    compare(three, home / "compare", replications=3, options=Options(workers=1), command="edugroup compare a b c")
    for name in ("grid", "lhs", "compare"):
        edugroup("export", home / name, "--format", "xlsx,csv,parquet")
    with use("zh"):
        edugroup("export", home / "compare", "--format", "xlsx,csv", "--out", home / "zh" / "export")
    return {name: home / name for name in ("grid", "lhs", "compare", "zh")}


def table(folder: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(folder / "export" / f"{name}.csv")


def cells(book: Any, reference: str) -> list[Any]:
    """Return what stands in the cells of a chart's reference."""
    found = REFERENCE.fullmatch(reference)
    assert found is not None, reference
    assert found["a"] == found["b"]
    return [row[0].value for row in book[found["sheet"]][f"{found['a']}{found['first']}:{found['b']}{found['last']}"]]


def charts(book: Any, sheet: str) -> list[tuple[str, list[tuple[str, list[Any], list[Any], Any]]]]:
    """Return title and series (name, x, y, half widths) of the charts of a sheet, read through their references."""
    out = []
    for chart in book[sheet]._charts:
        title = "".join(r.t for p in chart.title.tx.rich.p for r in p.r)
        series = []
        for s in chart.series:
            y = s.val or s.yVal
            x = s.cat or s.xVal
            half = cells(book, s.errBars.plus.numRef.f) if s.errBars else None
            series.append(
                (s.tx.v or s.tx.strRef.f, cells(book, (x.numRef or x.strRef).f), cells(book, y.numRef.f), half)
            )
        out.append((title, series))
    return out


def test_an_export_holds_the_outcomes_of_its_study(made: dict[str, Path], tmp_path: Path) -> None:
    for name in ("grid", "lhs"):
        named = [c for c in table(made[name], "runs") if re.fullmatch(r"[a-z_]+\.(primary|junior|total)", c)]
        assert named == ["mean_score.junior", "cost.total"]
    assert {"ses_slope.primary", "migrant_gap.junior", "cost.total"} <= set(table(made["compare"], "runs"))
    old = Path(shutil.copytree(made["grid"], tmp_path / "old"))
    with Store(old, write=True) as store:
        store.db.execute("delete from note where name = 'shown'")  # as an earlier version left it
    edugroup("export", old, "--format", "csv")
    assert "between_school_sd.primary" in table(old, "runs")  # nobody said: the headline
    edugroup("export", made["grid"], "--format", "csv", "--outcomes", "coverage.primary", "--out", tmp_path / "asked")
    assert "mean_score.junior" not in pd.read_csv(tmp_path / "asked" / "runs.csv")


def test_an_older_folder_has_its_outcomes_from_the_tables_beside_its_runs(
    made: dict[str, Path], tmp_path: Path
) -> None:
    from experiments.files.study_folder import STUDY as COMMANDS
    from experiments.files.study_folder import part

    old = Path(shutil.copytree(made["lhs"], tmp_path / "old"))
    with Store(old, write=True) as store:
        store.db.execute("delete from note where name = 'shown'")
    with part(old, "tables", COMMANDS) as folder:
        folder.write_manifest("sweep", [], {"outcomes": ["coverage.primary"]})
    edugroup("export", old, "--format", "csv")
    assert "coverage.primary" in table(old, "runs")
    assert "between_school_sd.primary" not in table(old, "runs")


def test_levels_of_a_study_against_the_baseline_are_means_of_differences(made: dict[str, Path]) -> None:
    study = load_study(made["grid"].parent / "grid.toml")
    data = gather(study, made["grid"])
    levels = table(made["grid"], "levels")
    assert levels[["factor", "level"]].values.tolist() == [
        ["rotation.annual_share", "0.0"], ["rotation.annual_share", "0.2"], ["case.forms", "listed"], ["case.forms", "tight"],
    ]  # fmt: skip
    assert (levels["runs"] == 4).all()
    for row in levels.to_dict("records"):
        at = data.table[data.table[row["factor"]].map(str) == row["level"]]
        for o in ("mean_score.junior", "cost.total"):
            assert row[o] == pytest.approx(at[o].mean(), rel=1e-12)
            by_seed = at.groupby("seed")[o].mean()
            ends = stats.t.interval(0.95, len(by_seed) - 1, by_seed.mean(), stats.sem(by_seed))
            assert (row[f"{o}.low"], row[f"{o}.high"]) == pytest.approx(ends, rel=1e-9)
            assert row["seeds"] == len(by_seed) == 2
    assert set(table(made["grid"], "runs")["case.forms"]) == {"listed", "tight"}


def test_differences_of_a_comparison_are_paired(made: dict[str, Path]) -> None:
    runs, found = table(made["compare"], "runs"), table(made["compare"], "differences")
    with Store(made["compare"]) as store:
        keys = [run.key for run in store.planned()]
    values = runs.set_index("key").loc[keys, "mean_score.primary"].to_numpy().reshape(3, 3).T  # scenario by seed
    here = found[found["outcome"] == "mean_score.primary"]
    assert list(here["scenario"]) == ["as in the case", "rotation.annual_share = 0.25"]
    assert set(here["against"]) == {"no reform"}
    for row, y in zip(here.to_dict("records"), values[1:], strict=True):
        p = paired.pair(values[0], y)
        assert (row["n"], row["difference"]) == (3, pytest.approx(p.difference))
        assert (row["low"], row["high"], row["half_width"]) == pytest.approx((p.low, p.high, p.high - p.difference))


@pytest.mark.parametrize(("name", "sheet"), [("grid", "levels"), ("lhs", "points"), ("compare", "differences")])
def test_charts_lead_to_the_cells_with_the_numbers(made: dict[str, Path], name: str, sheet: str) -> None:
    book = openpyxl.load_workbook(made[name] / "export" / "runs.xlsx")
    shown, frame = charts(book, sheet), table(made[name], sheet)
    if sheet == "differences":
        assert len(shown) == frame["outcome"].nunique()
        for (title, [(_, x, y, half)]), (_, rows) in zip(shown, frame.groupby("outcome", sort=False), strict=True):
            assert "difference from no reform" in title
            assert x == rows["scenario"].tolist()
            assert y == pytest.approx(rows["difference"].tolist(), rel=1e-14)
            assert half == pytest.approx(rows["half_width"].tolist(), rel=1e-14)
        axis = book[sheet]._charts[0].y_axis.scaling
        first = frame[frame["outcome"] == frame["outcome"].iloc[0]]
        assert axis.min <= min(first["low"].min(), 0) <= max(first["high"].max(), 0) <= axis.max
    elif sheet == "levels":
        parts = [rows for _, rows in frame.groupby("factor", sort=False) for _ in range(2)]
        for (title, [(o, x, y, _)]), rows in zip(shown, parts, strict=True):
            assert rows["factor"].iloc[0] in title
            assert "[" in title  # a unit
            assert x == rows["level"].tolist()
            assert y == pytest.approx(rows[o].tolist(), rel=1e-14)
    else:
        assert len(frame) == 14
        for title, [(o, x, y, _)] in shown:
            assert "by rotation.annual_share" in title
            assert x == pytest.approx(frame["rotation.annual_share"].tolist(), rel=1e-14)
            assert y == pytest.approx(frame[o].tolist(), rel=1e-14)
        assert {"rotation.on"} == set(table(made[name], "levels")["factor"])


@pytest.mark.parametrize("name", ["grid", "lhs", "compare"])
def test_yearly_means_stand_together_for_gap_mean_and_lowest_tenth(made: dict[str, Path], name: str) -> None:
    book = openpyxl.load_workbook(made[name] / "export" / "runs.xlsx")
    frame, shown = table(made[name], "over_time"), charts(book, "over_time")
    assert list(frame["outcome"].unique()) == [f"{m}.{s}" for m in in_order("over time") for s in ("primary", "junior")]
    assert len(shown) == 8
    for (_, series), (_, rows) in zip(shown, frame.groupby("outcome", sort=False), strict=True):
        assert [s[0] for s in series] == list(rows["line"].unique())
        for line, x, y, _ in series:
            here = rows[rows["line"] == line]
            assert x == [2016, 2017] == here["year"].tolist()
            assert y == pytest.approx(here["mean"].tolist(), rel=1e-14)
    yearly = table(made[name], "yearly").merge(table(made[name], "runs")[["key", "reforms"]])
    one = frame[(frame["outcome"] == "mean_score.junior") & (frame["year"] == 2017)]
    kept = yearly[(yearly["stage"] == "junior") & (yearly["year"] == 2017) & (yearly["reforms"] | (name == "compare"))]
    assert np.average(one["mean"], weights=one["runs"]) == pytest.approx(kept["mean_score"].mean())
    assert one["runs"].sum() == len(kept)


def test_every_column_is_explained_in_both_languages(made: dict[str, Path]) -> None:
    for folder in made.values():
        said = table(folder, "columns")
        for file in (folder / "export").glob("*.csv"):
            with file.open(encoding="utf-8-sig") as text:
                assert said.loc[said["table"] == file.stem, "name"].tolist() == next(csv.reader(text))
        assert said[["zh", "en"]].notna().all(axis=None)
        units = said.set_index(["table", "name"])[["unit", "unit_zh"]]
        assert units.loc[("runs", "cost.total")].tolist() == ["yuan/year", "元/年"]
        assert units.loc[("yearly", "mean_score")].tolist() == ["points", "分"]


def test_a_workbook_is_of_one_language_and_its_columns_keep_their_names(made: dict[str, Path]) -> None:
    of = {"en": made["compare"], "zh": made["zh"]}
    books = {lang: openpyxl.load_workbook(folder / "export" / "runs.xlsx") for lang, folder in of.items()}
    assert {lang: book.sheetnames for lang, book in books.items()} == {
        "en": ["differences", "over_time", "runs", "yearly", "money", "columns"],
        "zh": ["情景差值", "逐年变化", "各次运行", "逐年指标", "财政支出", "列的含义"],
    }
    heads = {
        lang: [next(sheet.iter_rows(max_row=1, values_only=True)) for sheet in book] for lang, book in books.items()
    }
    assert heads["zh"] == heads["en"]
    for lang, book in books.items():
        for sheet in book:
            names, said, *_ = sheet.iter_rows(max_row=2, values_only=True)
            assert all(said)
            assert len(names) == len(said)
            titles = [title for title, _ in charts(book, sheet.title)]
            drawn = [axis for c in sheet._charts for axis in (c.x_axis, c.y_axis) if axis.title]
            titles += ["".join(r.t for p in axis.title.tx.rich.p for r in p.r) for axis in drawn]
            for text in (*said, *titles):
                if lang == "en":
                    assert not re.search("[\u4e00-\u9fff]", text), text
                else:
                    assert re.search("[\u4e00-\u9fff]", text), text
        dictionary = pd.DataFrame(book[book.sheetnames[-1]].iter_rows(min_row=3, values_only=True))
        assert set(dictionary[0]) == set(book.sheetnames)
    for file in (made["zh"] / "export").glob("*.csv"):
        assert file.read_bytes() == (made["compare"] / "export" / file.name).read_bytes()
    zh = books["zh"]["情景差值"]
    assert [cell.value for cell in zh[3]][2:4] == ["按案例", "无改革"]
    title, ((name, *_),) = charts(books["zh"], "情景差值")[0]
    assert (title, name) == ("小学校际标准差：与“无改革”之差", "差值")
