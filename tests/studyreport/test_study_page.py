"""The page of a study answers its question with numbers of its tables, and says how it was made and what is missing."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from reading import read

from experiments.engine import Finished, Options
from experiments.statistics import paired
from experiments.statistics.response import along
from experiments.store.store import Store
from experiments.study import study_page
from experiments.study.analyse import analyse
from experiments.study.carrying_out import carry_out
from experiments.study.study import Study, load_study
from experiments.study.study_data import StudyData, gather, plan
from experiments.study.study_page import write_report
from experiments.words.phrases import estimate, places, signed

pytestmark = pytest.mark.usefixtures("blank")

MINI = Path(__file__).resolve().parents[1] / "mini.toml"
HERE = Options(workers=1)
HEAD = """
title = {{ zh = "轮岗比例", en = "How much rotation" }}
question = "Does more rotation narrow the gap?"
prediction = "Yes, a little."
case = "{case}"
years = {years}
replications = 2
outcomes = ["between_school_sd.primary", "cost.total"]
"""
GRID = """
[levers]
"rotation.annual_share" = { values = [0.0, 0.15, 0.3] }
"mentoring.on" = {}
[design]
kind = "grid"
"""
MORRIS = """
[levers]
"rotation.annual_share" = {}
"mentoring.on" = {}
[uncertainties]
"growth.peers" = {}
[design]
kind = "morris"
n = 3
"""
EQUAL = """
[levers]
"case.forms" = { values = ["tight", "assist"] }
"rotation.annual_share" = { values = [0.0, 0.3] }
[design]
kind = "grid"
[equal]
outcome = "cost.total"
along = "rotation.annual_share"
across = "case.forms"
"""


def study(folder: Path, design: str, years: int = 3) -> Study:
    """Return a study of the small district."""
    file = folder / "trial.toml"
    file.write_text(HEAD.format(case=MINI.as_posix(), years=years) + design, encoding="utf-8")
    return load_study(file)


def told(folder: Path, of: Study) -> tuple[StudyData, str]:
    """Run a study in a folder of its own and return what was found and its page."""
    folder = folder / "out"
    carry_out(of, folder, HERE, "edugroup sweep trial.toml")
    data = gather(of, folder)
    page = write_report(data, analyse(data), folder, "edugroup sweep trial.toml --no-run")
    return data, page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> tuple[StudyData, str]:
    """Return a small grid on shared seeds and its page."""
    folder = tmp_path_factory.mktemp("grid")
    return told(folder, study(folder, GRID))


def text_of(page: str) -> str:
    """Return what can be read on a page in English, with single spaces."""
    return read(page)


def test_question_prediction_design_seeds_and_command_are_told(grid: tuple[StudyData, str]) -> None:
    said = text_of(grid[1])
    for words in (
        "Does more rotation narrow the gap?", "Expected beforehand: Yes, a little.", "grid, 6 points",
        "2 per point (n = 12 runs): 1 to 2, the same at every point", "edugroup sweep trial.toml", "Nothing is missing",
        "12 of 12 ended well", "0, 0.15, 0.3",
    ):  # fmt: skip
        assert words in said, words
    assert "青蓝工程" in read(grid[1], "zh")
    assert "--no-run" not in said


def test_the_gap_stands_beside_mean_and_lowest_tenth_though_the_study_did_not_ask(grid: tuple[StudyData, str]) -> None:
    said = read(grid[1], "zh")
    assert [o.name for o in grid[0].outcomes] == ["between_school_sd.primary", "cost.total"]
    for words in ("校际标准差", "平均分", "后10%均分"):
        assert words in said.replace(" ", ""), words


def test_points_are_told_less_the_first_within_seeds(grid: tuple[StudyData, str]) -> None:
    data, page = grid
    cube = data.cube("between_school_sd.primary")
    p = paired.pair(cube[0], cube[5])
    assert estimate(p.difference, p.low, p.high, form=signed) in text_of(page)


def test_money_is_told_in_ten_thousands(grid: tuple[StudyData, str]) -> None:
    data, page = grid
    first = data.cube("cost.total")[0].mean()
    assert f" {first / 1e4:,.1f} " in text_of(page)
    assert "Yearly cost 10,000 yuan a year" in text_of(page)
    assert "million yuan" not in page


def test_curves_of_a_grid_rest_on_its_seeds(grid: tuple[StudyData, str]) -> None:
    tables = along(grid[0])
    assert len(tables["rotation.annual_share"].dots) == 3 * 2
    assert len(tables["mentoring.on"].dots) == 2 * 2


def test_every_figure_is_inside_the_page_with_its_caption(grid: tuple[StudyData, str]) -> None:
    data, page = grid
    files = sorted(f.stem for f in (data.folder / "figures").glob("*.png"))
    assert files == sorted(f.stem for f in (data.folder / "figures").glob("*.svg"))
    assert {"tornado", "curves", "heat", "spread"} <= set(files)
    assert page.count("data:image/png;base64,") == 2 * len(files)
    links = re.findall(r"""(?:src|href)\s*=\s*["']([^"']*)["']""", page)
    assert all(link.startswith(("#", "data:image/png;base64,")) for link in links)
    assert not any("Parameters" in c or "``" in c for c in re.findall(r"<figcaption>(.*?)</figcaption>", page))


def test_missing_and_failed_runs_are_told_with_what_mends_them(tmp_path: Path) -> None:
    of = study(tmp_path, GRID)
    runs = [run for _, _, run in plan(of, gather_design(of))]
    with Store(tmp_path / "out", write=True) as store:
        store.plan(runs)
        store.put([Finished(runs[3].key, "timeout", None, "took longer than 1 s", 1.0, 50.0, 1, "here")])
    data, page = told(tmp_path, of)
    said = text_of(page)
    assert data.runs["status"].value_counts().to_dict() == {"ok": 11, "timeout": 1}
    assert "1 of 12 runs failed" in said
    assert f"edugroup replay {tmp_path / 'out'} {runs[3].key[:12]}" in said
    assert "took longer than the 1 s of --time-limit; try a larger one" in said
    assert "Nothing is missing" not in said
    assert "11 of 12 ended well" in said


def gather_design(of: Study) -> object:
    """Return the design of a study."""
    from experiments.design import designs

    return designs.points(of)


def test_a_study_without_any_run_still_has_a_page(tmp_path: Path) -> None:
    of = study(tmp_path, GRID)
    with Store(tmp_path / "out", write=True) as store:
        store.plan([run for _, _, run in plan(of, gather_design(of))])
    data = gather(of, tmp_path / "out")
    page = write_report(data, analyse(data), tmp_path / "out", "edugroup sweep trial.toml").read_text(encoding="utf-8")
    assert "12 of 12 runs are missing" in text_of(page)
    assert f"edugroup resume {tmp_path / 'out'}" in text_of(page)


@pytest.mark.slow
def test_a_screening_ranks_its_factors(tmp_path: Path) -> None:
    data, page = told(tmp_path, study(tmp_path, MORRIS))
    table = analyse(data).indices
    gap = table[(table["outcome"] == "between_school_sd.primary") & (table["index"] == "mu_star")]
    best = gap.sort_values("value", ascending=False).iloc[0]
    size = estimate(best["value"], best["low"], best["high"])
    sure = best["low"] > table.loc[table["factor"].eq(best["factor"]) & table["index"].eq("noise"), "value"].max()
    assert (f"mu* {size} points" in text_of(page)) == sure
    assert (tmp_path / "out" / "figures" / "morris.svg").is_file()
    assert "青蓝工程" in page  # a switch goes by the name of its instrument


@pytest.mark.slow
def test_options_are_told_at_equal_spending(tmp_path: Path) -> None:
    data, page = told(tmp_path, study(tmp_path, EQUAL, years=5))
    equal = analyse(data).equal
    spending = float(equal["spending"].iloc[0]) / 1e4
    assert f"Every option is read where it spends {spending:,.1f} × 10,000 yuan a year" in text_of(page)
    beside = equal[(equal["outcome"] == "between_school_sd.primary") & (equal["reference"] == "tight")].iloc[0]
    assert signed(beside["value"], places(beside["low"], beside["high"])) in text_of(page)
    assert np.isfinite(beside["value"])


@pytest.mark.parametrize(
    ("value", "said"),
    [(-0.03, "less than 1 %"), (0.0, "0 %"), (0.45, "45 %"), (0.997, "more than 99 %"), (1.0, "100 %"), (1.02, "more than 99 %")],
)  # fmt: skip
def test_no_share_is_told_to_lie_beyond_its_ends(value: float, said: str) -> None:
    """An estimate that is freed of luck may: 102 % of a signal was explained."""
    assert study_page._part(value) == said
