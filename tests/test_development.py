"""Development as a user meets it: in a case file, from Python, in tables, pages, comparisons and studies."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from worlds import MINI, developing, everything_on, mini, run_case

from experiments import Refused
from experiments.cli import main
from experiments.runs import outcomes, variants, yearly
from sim.agents import Student
from sim.case import CaseError, load_case, parse_case
from sim.model import DistrictModel
from sim.param import ParamError

pytestmark = pytest.mark.usefixtures("blank")

TESTS = Path(__file__).parent
ASKED = 'outcomes = ["achievement", "development"]'


def file(folder: Path, name: str = "senior") -> Path:
    """Write a case of the tests as a file that follows development."""
    text = (TESTS / f"{name}.toml").read_text(encoding="utf-8")
    path = folder / f"{name}.toml"
    path.write_text(text.replace("start_year", f"{ASKED}\nstart_year", 1), encoding="utf-8")
    return path


@cache
def ran() -> DistrictModel:
    return run_case(mini(everything_on, developing), years=3, record=True)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["achievement", "developement"], "outcomes[1] = 'developement' is not one of 'achievement' or 'development'"),
        (["development"], "outcomes: 'achievement' is missing, and is followed in every case; add it"),
        (3, "outcomes = 3: input should be a valid list"),
    ],
)
def test_a_case_names_outcomes_there_are(given: object, said: str) -> None:
    with pytest.raises(CaseError) as refused:
        parse_case({**MINI, "outcomes": given}, "mini")
    assert len(refused.value.messages) == 1
    assert said in refused.value.messages[0]


def test_the_order_of_outcomes_is_no_matter() -> None:
    assert mini(outcomes=["development", "achievement"]) == mini(developing) == mini().following("development")
    assert mini().following() == mini()
    assert load_case("huadu").outcomes == ("achievement",)


def test_pupils_show_it_and_it_can_be_set() -> None:
    model = run_case(mini(developing), terms=2)
    pupils = model.agents_by_type[Student]
    one = pupils.to_list()[0]
    assert one.development == pytest.approx(one.disposition + one.gained)
    assert pupils.column("development")[0] == pytest.approx(one.development)
    one.gained = 2.0
    assert model.world.development.gained[one.row] == 2.0
    pupils.set("gained", 0.25)
    assert (model.world.development.gained[model.world.live_students()] == 0.25).all()
    assert {"disposition", "gained", "rating", "development"} <= set(pupils.to_frame())
    with pytest.raises(AttributeError, match="follows from other things"):
        pupils.set("development", 1.0)
    sporty = pupils.select(lambda p: p.development > 1)
    assert 0 < len(sporty) < len(pupils)


def test_pupils_of_a_case_without_it_say_so(young: DistrictModel) -> None:
    pupils = young.agents_by_type[Student]
    for look in (lambda: pupils.to_list()[0].development, lambda: pupils.column("rating")):
        with pytest.raises(AttributeError, match="does not follow development"):
            look()
    assert "development" not in pupils.to_frame()


def test_a_copy_and_a_record_have_it() -> None:
    model = ran()
    twin = model.fork()
    assert twin.world.development is not model.world.development
    assert np.array_equal(twin.world.development.gained, model.world.development.gained)
    tables = model.tables()
    schools = tables["schools"]
    last = schools[schools["year"] == schools["year"].max()]
    district = tables["district"]
    now = district[(district["year"] == district["year"].max()) & (district["stage"] == "primary")].iloc[0]
    known = last.dropna(subset=["mean_development_primary"])
    mean = np.average(known["mean_development_primary"], weights=known["pupils_primary"])
    assert mean == pytest.approx(now["development_mean"], rel=1e-6)
    assert "development_mean" in model.datacollector.get_model_vars_dataframe()


def test_it_can_be_asked_of_some_schools_and_read_as_an_outcome() -> None:
    name = "development_mean@locality=rural"
    model = run_case(mini(developing), years=2, record=True, measures=[name])
    assert np.isfinite(model.tables()["district"][name].iloc[0])
    kept = yearly.unpack(yearly.pack(yearly.read(model)))
    assert np.isfinite(outcomes.parse("change:development_between_school_sd.primary").of(kept))
    with pytest.raises(ParamError, match="does not follow development; write outcomes"):
        run_case(mini(), years=2, record=True, measures=[name])
    with pytest.raises(Refused, match="does not follow development"):
        outcomes.parse("development_mean.junior").check(mini())
    outcomes.parse("development_mean.junior").check(mini(developing))


def test_beside_its_gaps_stand_its_own_levels() -> None:
    beside = [o.name for o in outcomes.companions([outcomes.parse("development_between_school_sd.junior")])]
    assert beside == ["development_mean.junior", "development_bottom_decile.junior"]
    beside = [o.name for o in outcomes.companions([outcomes.parse("between_school_sd.junior")])]
    assert beside == ["mean_score.junior", "bottom_decile.junior"]


def test_a_variant_of_a_case_follows_it_or_not() -> None:
    assert variants.vary(mini(), {"case.development": True}) == mini(developing)
    assert variants.vary(mini(developing), {"case.development": False}) == mini()
    assert variants.allowed(mini(developing))["case.development"] == (True, False)
    assert "allowed: false, true" in variants.findings({"case.development": "yes"}, mini())[0]


def test_the_page_of_a_run_has_a_chapter_on_it(tmp_path: Path) -> None:
    assert main(["run", str(file(tmp_path)), "--years", "3", "--out", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "all-round development" in page
    assert "全面发展校际标准差" in page
    assert (tmp_path / "out" / "figures" / "development.png").is_file()
    frame = pd.read_parquet(tmp_path / "out" / "district.parquet")
    assert frame["development_mean"].notna().all()


@pytest.mark.slow
def test_the_page_of_a_run_without_it_has_none(tmp_path: Path) -> None:
    assert main(["run", str(TESTS / "mini.toml"), "--years", "2", "--out", str(tmp_path / "out")]) == 0
    assert "all-round development" not in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert not (tmp_path / "out" / "figures" / "development.png").exists()
    for table in ("district", "schools"):
        assert not [
            c for c in pd.read_parquet(tmp_path / "out" / f"{table}.parquet") if "development" in c or c == "climate"
        ]


@pytest.mark.slow
def test_a_comparison_shows_it_where_every_scenario_follows_it(tmp_path: Path) -> None:
    case = file(tmp_path, "mini")
    out = tmp_path / "both"
    assert (
        main(["compare", f"{case}:no-reform", str(case), "--replications", "2", "--years", "3", "--out", str(out)]) == 0
    )
    effects = pd.read_csv(out / "tables" / "differences.csv")
    mine = effects[effects["outcome"] == "development_core_member_gap.primary"].iloc[0]
    assert mine["family"] == "core and members"
    assert np.isfinite(mine["difference"])
    assert "Mean development" in (out / "report.html").read_text(encoding="utf-8")
    out = tmp_path / "one"
    plain = str(TESTS / "mini.toml")
    assert main(["compare", str(case), plain, "--replications", "1", "--years", "2", "--out", str(out)]) == 0
    assert not pd.read_csv(out / "tables" / "differences.csv")["outcome"].str.startswith("development").any()
    line = ["compare", plain, f"{plain}:case.development=true", "--replications", "1", "--years", "2"]
    assert main([*line, "--outcomes", "development_mean.primary", "--out", str(tmp_path / "refused")]) == 2
    assert not (tmp_path / "refused").exists()


def test_following_it_costs_three_columns_of_seats_and_one_of_schools() -> None:
    """Three columns of four bytes per seat where it is followed, none where it is not."""
    followed, plain = (run_case(c, terms=0).world for c in (mini(developing), mini()))
    size = {w is followed: sum(a.nbytes for a in w.development.arrays().values()) for w in (followed, plain)}
    assert size == {True: 12 * len(followed.students), False: 0}
    assert followed.schools["climate"].nbytes == 4 * len(followed.schools)
