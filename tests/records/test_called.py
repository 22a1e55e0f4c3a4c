# ruff: noqa: E501 - records stand here as they are handed in, and Chinese signs count as two
"""Schools by what they are called, one fault said once, and questions about what looks odd."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import PLAIN, read, refusals

SCHOOLS = "学校标识码,学校名称,学段,在校生数\n1,示例县实验小学,小学,900\n2,示例县第一小学,小学,800\n3,希望小学,小学,300\n4,希望小学,小学,200\n5,示例镇中心小学,小学,400\n"


def teachers(*schools: str) -> str:
    """Return a register of teachers at schools."""
    return "教师编号,学校名称\n" + "".join(f"T{i},{name}\n" for i, name in enumerate(schools, start=1))


@pytest.mark.parametrize("name", ["示例县实验小学", "示例县 实验小学", "示例县实验小学 ", "１"])
def test_full_width_signs_and_spaces_make_no_other_name(tmp_path: Path, name: str) -> None:
    people = read(tmp_path, schools=SCHOOLS, teachers=teachers(name)).teachers
    assert people is not None
    assert people["school"].tolist() == ["1"]


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("县实验小学", "'示例县实验小学' (1)"), ("实验小学", "'示例县实验小学' (1)"), ("示例县一小", "'示例县第一小学' (2)"), ("示例县第1小学", "'示例县第一小学' (2)"),
        ("一小", "'示例县第一小学' (2)"), ("示例镇小学", "'示例镇中心小学' (5)"), ("示例县实险小学", "'示例县实验小学'"),
    ],
)  # fmt: skip
def test_a_name_that_is_not_there_is_told_its_nearest(tmp_path: Path, name: str, near: str) -> None:
    said = refusals(tmp_path, schools=SCHOOLS, teachers=teachers("示例县实验小学", name))
    assert (
        said
        == f"teachers.csv, line 3: 学校标识码 (school) '{name}' is not in the table of schools; nearest valid name: {near}"
    )


def test_a_name_that_two_schools_bear_is_no_school(tmp_path: Path) -> None:
    said = refusals(tmp_path, schools=SCHOOLS, teachers=teachers("希望小学", "希望 小学", "示例县实验小学"))
    assert set(said.split("\n")) == {
        "teachers.csv, line 2: 学校标识码 (school) '希望小学' is the name of the schools 3, 4; write the id of one of them",
        "teachers.csv, line 3: 学校标识码 (school) '希望 小学' is the name of the schools 3, 4; write the id of one of them",
    }


def test_a_teaching_point_that_is_not_listed_is_asked_about_by_name_and_size(tmp_path: Path) -> None:
    pupils = "学生编号,就读学校,年级\nP1,大坪教学点,1\nP2,大坪教学点,2\n"
    said = refusals(tmp_path, schools=SCHOOLS, teachers=teachers("大坪教学点"), pupils=pupils).split("\n")
    assert said[0].startswith("teachers.csv, line 2: 学校标识码 (school) '大坪教学点', of 1 teachers, is not in the table of schools: give the teaching point a row of its own")  # fmt: skip
    assert said[1].startswith("pupils.csv, lines 2, 3: 学校标识码 (school) '大坪教学点', of 2 pupils,")
    assert len(said) == 2


def test_listed_schools_that_may_be_teaching_points_are_asked_about(tmp_path: Path) -> None:
    text = "学校标识码,学校名称,办学类型,学段,在校生数\n1,甲小学,,小学,900\n2,大坪教学点,小学,小学,120\n3,丁小学,,小学,23\n4,戊小学,小学,小学,40\n5,己教学点,教学点,小学,12\n"
    notes = read(tmp_path, schools=text).notes
    assert notes == (
        "schools.csv, line 3: 1 primary schools called 教学点 are not said to be teaching points: 大坪教学点 (120 pupils); are they? then write 教学点 under 办学类型 (kind)",
        "schools.csv, line 4: 1 primary schools of fewer than 100 pupils are not said to be teaching points: 丁小学 (23 pupils); are they? then write 教学点 under 办学类型 (kind)",
    )


def test_a_mean_far_from_the_others_is_asked_about(tmp_path: Path) -> None:
    text = "id,stage,pupils,平均分\n1,小学,900,72.5\n2,小学,800,7.4\n3,小学,700,81\n4,小学,600,69\n5,初中,600,310\n6,小学,500,705\n"
    assert read(tmp_path, schools=text).notes == (
        "schools.csv, line 3: 平均分 (mean_score) = 7.4, and the middle school of the stage primary has 72.5: is it right; perhaps 74?",
        "schools.csv, line 7: 平均分 (mean_score) = 705, and the middle school of the stage primary has 72.5: is it right; perhaps 70.5?",
    )
    assert read(tmp_path / "same", schools=text.replace("7.4", "74").replace("705", "70.5")).notes == ()


COUNTED = "id,stage,pupils,teachers,arts\n4201001,小学,900,2,1\n4201002,小学,800,1,0\n"
REGISTER = "教师编号,学校标识码,任教学段,任教学科\nT1,4201001,小学,体育\nT2,4201001,小学,语文\nT3,4201002,小学,数学\n"


@pytest.mark.parametrize(
    ("schools", "register", "said"),
    [
        # a bad word for the stage of a school
        (COUNTED.replace("4201001,小学", "4201001,小雪"), REGISTER, "schools.csv, line 2, column 学段 (stage): '小雪' is not one of"),
        # of a teacher
        (COUNTED, REGISTER.replace("T1,4201001,小学", "T1,4201001,小雪"), "teachers.csv, line 2, column 任教学段 (stage): '小雪' is not one of"),
        # a school that is not there
        (COUNTED, REGISTER.replace("T3,4201002", "T3,4201009"), "teachers.csv, line 4: 学校标识码 (school) '4201009' is not in the table of schools"),
        # an id that cannot be read, and teachers of that school
        (COUNTED.replace("4201002,小学", "4.2E+06,小学"), REGISTER, "schools.csv, line 3, column 学校标识码 (id): '4.2E+06' is a number that a spreadsheet shortened"),
        # no header of the school
        (COUNTED, REGISTER.replace("学校标识码", "单位码x"), "teachers.csv, line 1: the column 学校标识码 (school) is missing"),
        # no header of the stage
        (COUNTED.replace("stage", "段x"), REGISTER, "schools.csv, line 1: the column 学段 (stage) is missing"),
    ],
)  # fmt: skip
def test_one_fault_is_said_once(tmp_path: Path, schools: str, register: str, said: str) -> None:
    lines = refusals(tmp_path, schools=schools, teachers=register).split("\n")
    assert len(lines) == 1, lines
    assert lines[0].startswith(said)


def test_a_bad_role_leaves_its_group_alone(tmp_path: Path) -> None:
    text = "id,stage,pupils,集团名称,角色\n1,小学,500,甲,核心笑\n2,小学,400,甲,成员校\n"
    assert refusals(tmp_path, schools=text).count("\n") == 0


def test_counts_that_rest_on_a_column_read_in_full_are_still_compared(tmp_path: Path) -> None:
    register = (
        REGISTER.replace("任教学科", "学历").replace("体育", "学士后").replace("语文", "本科").replace("数学", "本科")
    )
    lines = refusals(tmp_path, schools=COUNTED.replace(",900,2,", ",900,5,"), teachers=register).split("\n")
    assert len(lines) == 2
    assert "'学士后' is not one of" in lines[0]
    assert "专任教师数 (teachers) = 5, and the table of teachers has 2 at 4201001, stage primary" in lines[1]


def test_schools_and_their_register_agree(tmp_path: Path) -> None:
    people = read(tmp_path, schools=COUNTED, teachers=REGISTER).teachers
    assert people is not None
    assert len(people) == 3
    assert len(read(tmp_path / "p", schools=PLAIN).schools) == 5
