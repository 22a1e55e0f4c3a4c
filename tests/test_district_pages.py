"""Pages of a case with several districts: each stands beside all of them together; all stages of a case are shown."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import handmade
import pandas as pd
import pytest
import three

from experiments.cli import main
from sim.case import ALL

pytestmark = pytest.mark.usefixtures("blank")

HERE = Path(__file__).parent
SENIOR, MINI = str(HERE / "senior.toml"), str(HERE / "mini.toml")


def words(page: Path, section: str = "") -> str:
    """Return the words of a page, or of a section of it."""
    text = page.read_text(encoding="utf-8")
    if section:
        (text,) = re.findall(rf'<section id="{section}">(.*?)</section>', text, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ").split())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a demo of three districts, without figures."""
    folder = tmp_path_factory.mktemp("three")
    case = folder / "three.toml"
    case.write_text(handmade.document(three.raw()), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("experiments.one_case.demo.draw_all", lambda results, folder: {})
        assert main(["demo", "--case", str(case), "--seeds", "2", "--years", "4", "--out", str(folder / "out")]) == 0
    return folder / "out"


def test_every_district_has_its_rows_beside_all_together(demo: Path) -> None:
    page = words(demo / "report.html", "districts")
    assert "Primary 小学 All together 全部" in page
    district = pd.read_parquet(demo / "district.parquet")
    table = page.partition("Mean score 平均分 points")[2].partition("Mean score of the lowest tenth")[0]
    of_junior = table.partition("Junior 初中 All together 全部")[2]
    for one in three.IDS:
        here = district[(district["district"] == one) & (district["stage"] == "junior")]
        means = here.groupby("arm")["mean_score"].mean()
        row = re.search(rf"District {one.upper()} {one} ?区 (\S+) (\S+) ", of_junior)
        assert row is not None, of_junior
        assert [float(x) for x in row.groups()] == pytest.approx([means["baseline"], means["reform"]], abs=0.06)


def test_the_gap_is_told_by_how_many_districts_went_which_way(demo: Path) -> None:
    page = words(demo / "report.html", "districts")
    for stage in ("Primary schools", "Junior schools"):
        told = page.partition(stage)[2].partition(": ")[2].partition(".")[0]
        assert page.partition(stage)[2].startswith(", the gap between the schools of a district")
        assert sum(int(n) for n in re.findall(r" in (\d)", told)) == len(three.IDS)


def test_what_each_treasury_paid_adds_up_to_what_all_paid(demo: Path) -> None:
    table = words(demo / "report.html", "districts").partition("Paid by the treasury of each district")[2]
    shown = [float(x.replace("−", "-")) for x in re.findall(r"District [ABC] [abc] ?区 (−?[\d.]+)", table)]
    whole = re.search(r"All 合计 (−?[\d.,]+)", words(demo / "report.html", "cost"))
    assert whole is not None
    assert len(shown) == 3
    assert sum(shown) == pytest.approx(float(whole[1].replace("−", "-")), abs=0.2)


def test_paired_differences_are_written_by_district(demo: Path) -> None:
    found = pd.read_csv(demo / "paired.csv")
    assert set(found["district"]) == {ALL, *three.IDS}
    last = found["year"].max()
    where = f"district == 'b' and stage == 'primary' and year == {last}"
    score = pd.read_parquet(demo / "district.parquet").query(where).groupby("arm")["member_score"].mean()
    (difference,) = found.query(f"{where} and measure == 'member_score'")["difference"]
    assert difference == pytest.approx(score["reform"] - score["baseline"])


@pytest.mark.slow
def test_a_case_of_one_district_reads_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.one_case.demo.draw_all", lambda results, folder: {})
    assert main(["demo", "--case", MINI, "--seeds", "1", "--years", "2", "--out", str(tmp_path / "out")]) == 0
    assert "What happened in each district?" not in words(tmp_path / "out" / "report.html")
    assert "district" not in pd.read_csv(tmp_path / "out" / "paired.csv")


def test_a_comparison_sets_districts_beside_all_together_and_shows_an_outcome_of_some_schools(tmp_path: Path) -> None:
    case = tmp_path / "three.toml"
    case.write_text(handmade.document(three.raw("a", "b")), encoding="utf-8")
    asked = "mean_score.junior@locality=rural"
    settings = ("--years", "2", "--replications", "2", "--workers", "1", "--outcomes", asked)
    assert main(["compare", str(case), f"{case}:no-reform", *settings, "--out", str(tmp_path / "out")]) == 0
    page = words(tmp_path / "out" / "report.html", "districts")
    values = pd.read_parquet(tmp_path / "out" / "tables" / "values.parquet")
    for one in ("a", "b"):
        means = values.groupby("scenario")[f"between_school_sd.primary@district={one}"].mean()
        rows = re.findall(rf"District {one.upper()} {one} ?区 no reform 无改革 (\S+) (\S+) ", page)
        assert len(rows) == 4 * 2  # measures and stages
        assert [float(x) for x in rows[0]] == pytest.approx([means[str(case)], means[f"{case}:no-reform"]], abs=0.6)
    assert f"{asked}" in words(tmp_path / "out" / "report.html", "asked")
    assert "district=" not in words(tmp_path / "out" / "report.html", "asked")


@pytest.mark.slow
def test_a_comparison_shows_all_stages_of_its_cases(tmp_path: Path) -> None:
    words_ = ["compare", SENIOR, f"{SENIOR}:no-reform", "--years", "2", "--replications", "2", "--workers", "1"]
    assert main([*words_, "--out", str(tmp_path / "out")]) == 0
    page = words(tmp_path / "out" / "report.html")
    assert "Senior 高中" in page
    assert "no senior high school" not in page
    effects = pd.read_parquet(tmp_path / "out" / "tables" / "differences.parquet")
    assert set(effects.loc[effects["unit"] == "points", "stage"]) == {"primary", "junior", "senior"}
    by_year = pd.read_parquet(tmp_path / "out" / "tables" / "by_year.parquet")
    assert by_year.query("stage == 'senior' and measure == 'mean_score'")["difference"].notna().all()
    price = pd.read_parquet(tmp_path / "out" / "tables" / "values.parquet")
    assert price["mean_score.senior"].notna().all()


@pytest.mark.slow
def test_two_stages_stay_two(tmp_path: Path) -> None:
    case = ["compare", MINI, f"{MINI}:no-reform", "--years", "2", "--replications", "2", "--workers", "1"]
    assert main([*case, "--out", str(tmp_path / "out")]) == 0
    effects = pd.read_parquet(tmp_path / "out" / "tables" / "differences.parquet")
    assert set(effects.loc[effects["unit"] == "points", "stage"]) == {"primary", "junior"}
    assert not effects["outcome"].str.contains("district").any()
