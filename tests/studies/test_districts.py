"""Many districts: tables of counties, one store, the distribution over districts, and what more of them would take."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from reading import read
from study_texts import MINI

from experiments import Refused
from experiments.commands import districts as commands
from experiments.districts import counties
from experiments.districts.counties import COUNTIES, PUPILS, price, read_table, synthetic
from experiments.runs.outcomes import parse


def do(*words: str) -> None:
    top = argparse.ArgumentParser()
    commands.add(top.add_subparsers(dest="command"))
    arguments = top.parse_args(["districts", *words, "--workers", "1"])
    arguments.do(arguments, ["districts", *words])


def test_made_up_counties_are_of_the_nations_size_and_stay_when_more_are_made() -> None:
    many = synthetic(COUNTIES)
    assert synthetic(10) == many[:10]
    assert synthetic(10, seed=2) != many[:10]
    assert len({d.id for d in many}) == COUNTIES
    total = sum(d.pupils or 0 for d in many)
    assert total == pytest.approx(PUPILS, rel=0.05)  # standard error of the sum about 1.2 %
    assert many[3].load().id == "county-0004"


def test_a_table_names_cases_and_made_up_counties(tmp_path: Path) -> None:
    table = tmp_path / "counties.csv"
    (tmp_path / "mini.toml").write_bytes(MINI.read_bytes())
    table.write_text("id,case,pupils,seed,groups\na,mini.toml,,,\nb,,3000,7,false\nc,huadu,,,\n", encoding="utf-8")
    found = read_table(str(table))
    assert [d.id for d in found] == ["a", "b", "c"]
    assert found[0].load().id == "mini"
    assert found[1].load().groups == ()
    assert sum(s.pupils for s in found[1].load().schools) == 3000


def test_everything_wrong_with_a_table_is_said_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "counties.csv"
    table.write_text("id,case,pupils\na,nowhere.toml,\nb,,12\nc,,\n,,3000\nd,,3000\nd,,4000\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        read_table(str(table))
    said = refused.value.messages
    assert [m.split(": ")[0].rpartition(" ")[2] for m in said] == ["2", "3", "4", "5", "7"]
    assert "pupils = '12' is out of range; allowed: 2000 to 5000000 [pupils]" in said[1]
    assert "'c' needs a case or a number of pupils" in said[2]
    assert "the id 'd' is used before" in said[4]
    table.write_text("name,pupil\n", encoding="utf-8")
    with pytest.raises(Refused, match="unknown column 'pupil'; nearest valid name: 'pupils'"):
        read_table(str(table))
    with pytest.raises(Refused, match="cannot read the table"):
        read_table(str(tmp_path / "none.csv"))


def test_the_price_of_a_run_is_found_again() -> None:
    pupils, years = np.array([1e4, 5e4, 2e5, 1e5]), np.array([10.0, 10.0, 20.0, 5.0])
    found = price(pupils, years, years * (0.01 + 2e-7 * pupils))
    assert found.per_year == pytest.approx(0.01)
    assert found.per_pupil_year == pytest.approx(2e-7)
    assert found.seconds(2, 3e5, 10) == pytest.approx(10 * (2 * 0.01 + 3e5 * 2e-7))
    assert price(pupils, years, np.array([np.nan, 1.0, np.nan, np.nan])).runs == 1


def test_districts_run_both_arms_through_one_store_and_only_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(tmp_path / "out")
    words = ("--years", "4", "--out", out, "--outcomes", "mean_score.primary,cost.total")
    do("--synthetic", "2", "--replications", "1", *words)
    assert "4 runs, 0 of them done before, 4 to do" in capsys.readouterr().err
    do("--synthetic", "3", "--replications", "2", *words)
    assert "12 runs, 4 of them done before, 8 to do" in capsys.readouterr().err
    report = tmp_path / "out" / "report"
    table = pd.read_csv(report / "districts.csv")
    assert list(table["district"].unique()) == ["county-0001", "county-0002", "county-0003"]
    costs = table[table["outcome"] == "cost.total"]
    assert (costs["baseline"] == 0).all()  # without groups the treasury pays nothing beyond the ordinary
    assert (costs["difference"] > 0).all()
    spread = pd.read_csv(report / "distribution.csv").set_index("outcome")
    assert spread.loc["cost.total", "mean"] == pytest.approx(costs["difference"].mean())
    assert spread.loc["cost.total", "low"] < spread.loc["cost.total", "mean"] < spread.loc["cost.total", "next_high"]
    part = table[table["outcome"] == "mean_score.primary"]
    assert part["shrunken"].std() <= part["difference"].std()
    assert part["shrunken"].mean() == pytest.approx(part["difference"].mean())
    scale = pd.read_csv(report / "scale.csv").set_index("place")
    assert scale.loc["the nation", "runs"] == COUNTIES * 2 * 2
    assert scale.loc["the nation", "hours_1"] > scale.loc["an average province", "hours_1"] > 0
    page = (report / "report.html").read_text(encoding="utf-8")
    assert "150,000,000" in page
    assert "How much computing time" in page
    assert "10,000 yuan a year" in read(page)
    assert "万元/年" in read(page, "zh")
    assert f"{costs['difference'].mean() / 1e4:+,.0f}" in page  # the tables hold yuan
    assert "county-0002" in page


def test_a_failed_run_costs_its_seed_and_is_said(tmp_path: Path) -> None:
    outcome = parse("mean_score.primary")
    size = {"pupils": 5000, "schools": 3, "groups": 1}
    rows = [
        {"district": d, **size, "arm": arm, "seed": s, outcome.name: 70 + s + (arm == "reform")}
        for d in "ab"
        for arm in counties.ARMS
        for s in (1, 2, 3)
    ]
    runs = pd.DataFrame(rows)
    runs.loc[0, outcome.name] = np.nan
    table = counties.by_district(runs, [outcome]).set_index("district")
    assert table["n"].to_dict() == {"a": 2, "b": 3}
    assert table["difference"].to_dict() == {"a": 1.0, "b": 1.0}


def test_a_table_or_a_number_is_asked_for(tmp_path: Path) -> None:
    for words in ((), ("table.csv", "--synthetic", "2")):
        with pytest.raises(Refused, match="only one of the two"):
            do(*words)
    with pytest.raises(Refused, match="school years of the run"):
        do("--synthetic", "2", "--years", "2", "--outcomes", "mean_score.primary@2040", "--out", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()
