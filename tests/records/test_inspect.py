# ruff: noqa: E501 - records stand here as they are handed in, and Chinese signs count as two
"""The inspection of records: what is counted and judged, compared with sums done by hand."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest
from handed_in import PLAIN, changed, read

from experiments.inspection.county import Inspection, inspect_records
from experiments.inspection.page import headlines
from experiments.inspection.rules import Rule
from experiments.inspection.tables import tables
from sim.equity.inspection import Verdict
from sim.equity.standards import R2012, R2017


def inspected(path: Path, **files: str) -> Inspection:
    """Return the inspection of tables."""
    return inspect_records(read(path, **files))


def rule(found: Inspection, name: str, stage: str = "") -> Rule:
    """Return a rule by its name."""
    return next(r for r in found.rules if r.name.en == name and r.stage == stage)


def test_values_and_verdicts_are_those_computed_by_hand(tmp_path: Path) -> None:
    view = inspected(tmp_path, schools=PLAIN).view(R2017)
    assert view is not None
    # 1001: 1000 pupils with 55, 15, 10 teachers, 5000 and 8000 m2, 2.5 million yuan, 25 rooms
    assert view.judgement.values[0].tolist() == pytest.approx([5.5, 1.5, 1.0, 5.0, 8.0, 2500.0, 2.5])
    # 1003: 0.5 backbone teachers per 100 pupils are half of what is asked, below the floor of 85 %
    assert view.judgement.values[2].tolist() == pytest.approx([6.0, 0.5, 1.0, 7.5, 15.0, 2250.0, 3.0])
    # 1002: backbone 0.83 and arts 0.83 per 100 miss 1 and 0.9. 2001: 1.33 ... 7 of 7 but rooms 2.44 >= 2.4; sports 10.56
    assert [Verdict(int(v)).name for v in view.judgement.verdict] == ["PASS", "FAIL", "FAIL", "PASS", "FAIL"]
    # 2002: arts 0.75 is 83 % of 0.9, below the floor
    assert view.shortfall.needed[1].tolist() == pytest.approx([0, 1, 0, 0, 0, 0, 0])


def test_the_published_example_of_five_schools_comes_out_of_records(tmp_path: Path) -> None:
    """Books per pupil 6.20, 3.70, 10.51, 2.11, 7.31 in schools of 45, 37, 89, 76, 55 pupils: 差异系数 0.515, and not 0.489."""
    rows = [(45, 6.20), (37, 3.70), (89, 10.51), (76, 2.11), (55, 7.31)]
    text = "id,stage,pupils,books\n" + "".join(
        f"{i},小学,{n * 100},{round(n * 100 * x)}\n" for i, (n, x) in enumerate(rows)
    )
    view = inspected(tmp_path, schools=text).view(R2012)
    assert view is not None
    assert view.county.cv[0, R2012.names.index("B5")] == pytest.approx(0.515, abs=0.0005)


SCHOOLS = (
    "id,name_zh,stage,locality,pupils\n1,核心小学,小学,城区,500\n2,山村小学,小学,乡村,80\n3,大村小学,小学,乡村,150\n"
)
TEACHERS = (
    "id,school,post,subject,degree,honour,title,当年交流,到校年份\n"
    "T1,1,,语文,本科,骨干教师,一级教师,否,2010\nT2,1,2,体育,本科,骨干教师,高级教师,是,2010\nT3,1,3,音乐,大专,无,二级教师,是,2015\n"
    "T4,2,,语文,中专,无,无,否,2022\nT5,3,1,数学,本科,名师,一级教师,否,2023\n"
)  # fmt: skip


def test_teachers_are_counted_by_register_and_by_post(tmp_path: Path) -> None:
    found = inspected(
        tmp_path, schools=SCHOOLS.replace("pupils\n", "pupils,year\n").replace("0\n", "0,2023\n"), teachers=TEACHERS
    )
    columns = ["teachers", "above_degree", "backbone", "arts", "mid_title"]
    register, post = (found.view(R2017, by) for by in ("register", "post"))
    assert register is not None
    assert post is not None
    assert register.staffed.schools[columns].to_numpy().tolist() == [[3, 3, 2, 2, 2], [1, 0, 0, 1, 0], [1, 1, 1, 0, 1]]
    assert post.staffed.schools[columns].to_numpy().tolist() == [[2, 2, 2, 0, 2], [2, 1, 1, 1, 1], [1, 1, 0, 1, 0]]
    # The one exception by register: PE and arts teachers who come to a rural school of 50 to 99 pupils count there.
    assert rule(found, "Rotated among eligible teachers").found == "66.7 % (2 of 3)"
    assert rule(found, "Backbone among rotated teachers").found == "50.0 %"


@pytest.mark.parametrize(
    ("pupils", "locality", "counted"),
    [(49, "乡村", 0), (50, "乡村", 1), (99, "乡村", 1), (100, "乡村", 0), (80, "镇区", 0)],
)
def test_visitors_count_for_arts_in_small_rural_schools_only(
    tmp_path: Path, pupils: int, locality: str, counted: int
) -> None:
    schools = SCHOOLS.replace("2,山村小学,小学,乡村,80", f"2,山村小学,小学,{locality},{pupils}")
    view = inspected(tmp_path, schools=schools, teachers=TEACHERS).view(R2017)
    assert view is not None
    assert view.staffed.schools["arts"].tolist() == [2, counted, 0]


def test_without_postings_there_is_nothing_by_post(tmp_path: Path) -> None:
    assert [(v.regime.year, v.by) for v in inspected(tmp_path, schools=PLAIN).views] == [
        (2017, "register"),
        (2012, "register"),
    ]


def test_heads_lent_and_borrowed_give_the_ratio_by_post_and_nothing_else(tmp_path: Path) -> None:
    text = "id,stage,pupils,teachers,backbone,lent,borrowed\n1,小学,500,30,5,4,1\n2,小学,100,6,0,0,3\n"
    view = inspected(tmp_path, schools=text).view(R2012, "post")
    assert view is not None
    assert view.amounts[:, R2012.names.index("B6")].tolist() == [27, 9]
    assert math.isnan(view.amounts[0, R2012.names.index("B7")])


def test_teaching_points_kindergartens_and_empty_rows_are_not_inspected(tmp_path: Path) -> None:
    text = "id,stage,pupils,kind,books\n1,小学,500,,900\n2,小学,49,教学点,90\n3,小学,50,教学点,90\n4,小学,0,,0\n5,幼儿园,200,,\n6,小学,30,,60\n"
    found = inspected(tmp_path, schools=text)
    assert found.views[0].staffed.schools["id"].tolist() == ["1", "3", "6"]
    assert any("teaching points (教学点) with fewer than 50 pupils are not inspected: 2" in n for n in found.notes)
    assert any("rows without pupils are not inspected: 4" in n for n in found.notes)


def test_what_was_not_reported_leaves_verdicts_open(tmp_path: Path) -> None:
    found = inspected(tmp_path, schools=changed(",网络多媒体教室数", ",备注一", PLAIN))
    view = found.view(R2017)
    assert view is not None
    assert view.county.missing[0] == ("L7",)
    assert Verdict(int(view.judgement.verdict[0])) == Verdict.UNKNOWN
    assert Verdict(int(view.judgement.verdict[1])) == Verdict.FAIL  # two others are missed already


def test_a_headline_names_what_nobody_reported_and_not_what_all_reported_as_zero(tmp_path: Path) -> None:
    text = "学校标识码,学段,在校生数,专任教师数,县级以上骨干教师数\nA,小学,300,18,0\nB,小学,500,28,0\nC,小学,900,50,0\n"
    view = inspected(tmp_path, schools=text).view(R2017)
    assert view is not None
    said = headlines(view)[0].en
    assert "nobody reported L1 " in said
    assert "L2" not in said


OTHER = "id,stage,pupils,classes,largest_class,music_rooms,training_share\n1,小学,1200,27,46,3,6%\n1,初中,1301,27,50,3,5%\n2,小学,500,12,45,1,4.9%\n3,初中,400,13,,1,\n"


def test_the_other_rules_are_those_of_2017(tmp_path: Path) -> None:
    found = inspected(tmp_path, schools=OTHER)
    sizes = rule(found, "Largest class", "primary"), rule(found, "Largest class", "junior")
    assert [(r.found, r.verdict, r.breakers) for r in sizes] == [
        ("1 of 2", Verdict.FAIL, ("1",)),
        ("1 of 1", Verdict.PASS, ()),
    ]
    assert rule(found, "School size").breakers == ("1",)  # 2,501 pupils in nine years
    assert rule(found, "Music rooms").breakers == ("3",)  # 13 classes ask for two
    assert rule(found, "Public funds for training teachers").breakers == ("2",)


def test_a_mean_above_the_limit_tells_of_a_class_above_it(tmp_path: Path) -> None:
    found = inspected(tmp_path, schools="id,stage,pupils,classes\n1,小学,460,10\n2,小学,450,10\n")
    assert rule(found, "Largest class", "primary").breakers == ("1",)
    assert rule(found, "Largest class", "primary").found == "0 of 1"  # of the other nobody knows


def test_scores_come_with_their_mean_and_the_lowest_tenth(tmp_path: Path) -> None:
    schools = "id,stage,pupils\n1,小学,100\n2,小学,100\n"
    scores = [[60 + i for i in range(20)], [70 + i for i in range(20)]]
    pupils = "id,school,grade,score,migrant\n" + "".join(
        f"P{s}{i},{s + 1},4,{x},{'是' if i < 5 else '否'}\n" for s, row in enumerate(scores) for i, x in enumerate(row)
    )
    found = inspected(tmp_path, schools=schools, pupils=pupils)
    value = {m.name: m.value for m in found.measures}
    assert value["mean"] == pytest.approx(74.5)
    assert value["bottom_decile"] == pytest.approx(61.5)  # of 60 to 63
    within, between = sum((x - 9.5) ** 2 for x in range(20)) * 2 / 38, 2 * 20 * 25.0
    assert value["icc"] == pytest.approx((between - within) / (between + 19 * within))
    assert value["migrant_gap"] == pytest.approx(10.0)
    assert rule(found, "Difference rate of scores", "primary").verdict == Verdict.FAIL


def test_means_and_deviations_of_schools_give_the_same_difference_rate_as_their_pupils(tmp_path: Path) -> None:
    scores = pd.DataFrame({"school": ["1"] * 20 + ["2"] * 30, "score": [float(50 + 7 * i % 41) for i in range(50)]})
    pupils = "id,school,grade,score\n" + "".join(f"P{i},{s},4,{x}\n" for i, (s, x) in enumerate(scores.to_numpy()))
    by_school = scores.groupby("school")["score"].agg(["mean", "std", "size"])
    schools = "id,stage,pupils,mean_score,score_sd,tested\n" + "".join(
        f"{i},小学,100,{m!r},{s!r},{n}\n" for i, (m, s, n) in zip("12", by_school.to_numpy().tolist(), strict=True)
    )
    rates = [
        next(m.value for m in found.measures if m.name == "icc")
        for found in (
            inspected(tmp_path / "a", schools=schools),
            inspected(tmp_path / "b", schools=schools, pupils=pupils),
        )
    ]
    assert rates[0] == pytest.approx(rates[1])


def test_value_added_finds_the_school_that_adds(tmp_path: Path) -> None:
    rows, number = [], 0
    for school in range(8):
        for pupil in range(40):
            before = 60 + 0.5 * ((pupil * 37) % 40)
            noise = ((pupil * 7919 + school * 104_729) % 101) / 25 - 2
            rows.append(f"P{number},{school},5,{before + 5 * (school == 3) + noise},{before},{school}-{pupil // 20}")
            number += 1
    schools = "id,stage,pupils\n" + "".join(f"{i},小学,300\n" for i in range(8))
    found = inspected(
        tmp_path, schools=schools, pupils="id,school,grade,score,prior_score,class\n" + "\n".join(rows) + "\n"
    )
    added = tables(found)["value_added"].set_index("id")
    assert added["shrunk"].idxmax() == "3"
    assert added.loc["3", "effect"] - added.drop("3")["effect"].mean() == pytest.approx(5, abs=0.7)
