# ruff: noqa: E501 - records stand here as they are handed in, and Chinese signs count as two
"""Records that are wrong: what is said of each, where, and that all of it is said at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import HEADER, PLAIN, ROWS, changed, read, refusals


def lines(*rows: str, header: str = "id,name_zh,stage,pupils") -> str:
    """Return a small table."""
    return "\n".join((header, *rows)) + "\n"


GROUPS = "id,name_zh,stage,pupils,group,role,form,formed"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        # cells
        (changed(",小学,1000,", ",小学,-3,"), "schools.csv, line 2, column 在校生数 (pupils): -3 people is out of range; allowed: 0 to 20,000, whole [people]"),
        (changed(",小学,1000,", ",小学,12.5,"), "12.5 people is not a whole number; allowed: 0 to 20,000, whole [people]"),
        (changed(",小学,1000,", ",小学,很多,"), "'很多' is not a number"),
        (changed(",小学,1000,", ',小学,"1,23",'), "'1,23' is not a number"),
        (changed(",小学,1000,", ",小学,1000间,"), "'间' is not understood; units that are understood: 人"),
        (changed(",小学,1000,", ",小学,nan5,"), "'nan5' is not a number"),
        (changed(",小学,1000,", ",小学,1e999,"), "is not a number"),
        (changed(",小学,1000,", ",小学,#REF!,"), "#REF! is an error of the spreadsheet"),
        (changed(",小学,1000,", ",小学,,"), "line 2, column 在校生数 (pupils): is empty; allowed: 0 to 20,000, whole [people]"),
        (changed("1001,示例一小,小学,", "1001,示例一小,小雪,"), "line 2, column 学段 (stage): '小雪' is not one of 小学 (primary), 初中 (junior), 幼儿园 (kindergarten); nearest valid name: '小学'"),
        (changed("1001,", "4.4E+09,"), "is a number that a spreadsheet shortened"),
        (changed("示例一小", "长" * 201), "is longer than 200 characters"),
        (lines("1,甲,小学,500,2023.13", header="id,name_zh,stage,pupils,成立年月"), "'2023.13' is not a date; write a year and month such as 2020-09"),
        (lines("1,甲,小学,500,55", header="id,name_zh,stage,pupils,training_share"), "55 is no share; write 0 to 1, or a number with %"),
        (lines("1,甲,小学,500,155%", header="id,name_zh,stage,pupils,training_share"), "1.55 is out of range; allowed: 0 to 1 [share]"),
        (lines("1,甲,小学,500,28,113", header="id,name_zh,stage,pupils,lon,lat"), "are longitude and latitude swapped?"),
        # headers
        (changed(",在校生数,", ",在校声数,"), "schools.csv, line 1: the column 在校生数 (pupils) is missing; nearest header there: '在校声数'"),
        (changed(",班级数,", ",学生数,"), "two columns are 在校生数 (pupils): '在校生数' and '学生数'"),
        (changed("（万元）", "（万欧元）"), "the unit '万欧元' is not understood; allowed: 元"),
        ("单位：万元\n" + changed("（万元）", ""), "a line above the header says 万元, but it cannot say of which column"),
        ("甲,乙,丙\n1,2,3\n", "schools.csv: has no header of the table schools (学校): a line with at least 学校标识码 (id), 学段 (stage), 在校生数 (pupils); line 1 holds 甲, 乙, 丙"),
        (HEADER + "\n", "schools.csv: holds no records of schools"),
        (changed("1001,示例一小", "1001,示例,一小"), "schools.csv, line 2: has 14 cells and the header 13; is there a delimiter in a text without quotes?"),
        (changed("示例一小", '"示例一小'), "schools.csv: line 2: quotes or delimiters cannot be made out"),
        # rows in themselves
        (changed(",60,55,15,", ",60,55,61,"), "schools.csv, line 2: 县级以上骨干教师数 (backbone) = 61 is more than 专任教师数 (teachers) = 60"),
        (changed(",60,55,15,", ",60,66,15,"), "高于规定学历教师数 (above_degree) = 66 is more than 专任教师数 (teachers) = 60"),
        (changed(",1000,25,", ",1000,5,"), "1000 pupils in 5 classes are 200 a class; possible: 1 to 120 [pupils/class]"),
        (changed(",1000,25,", ",1000,0,"), "班级数 (classes) = 0 with 1000 pupils"),
        (lines("1,甲,小学,500,10,45", header="id,name_zh,stage,pupils,classes,largest_class"), "最大班额 (largest_class) = 45 is less than the mean of its classes, 50"),
        (lines("1,甲,小学,30,10,45", header="id,name_zh,stage,pupils,classes,largest_class"), "最大班额 (largest_class) = 45 is more than 在校生数 (pupils) = 30"),
        (lines("1,甲,小学,500,113,", header="id,name_zh,stage,pupils,lon,lat"), "经度 (lon) is given, and 纬度 (lat) is empty"),
        # units
        (changed(",3600,6000,130,", ",3600,6000,1300000,"), "schools.csv, line 3: 教学仪器设备值 (equipment) = 13,000,000,000"),
        (changed(",3600,6000,130,", ",3600,6000,0.013,"), "units are mixed; write all in 元 (yuan) or 万元 (10,000 yuan)"),
        (PLAIN.replace("（万元）", "（元）"), "the middle school has 0.25 yuan a pupil; possible: 20 to 200,000. Say in the header whether it is 元 (yuan) or 万元"),
        (changed(",5000,8000,250,", ",50000000,8000,250,"), "教学及辅助用房面积 (teaching_area): 50,000,000 m2 is out of range"),
        # schools as wholes
        (PLAIN + ROWS[0] + "\n", "schools.csv, lines 2, 7: school 1001 has 2 rows of the stage primary"),
        (lines("1,甲,小学,500", "1,乙,初中,300"), "school 1 has two values of name_zh: 乙, 甲"),
        (lines("1,甲,小学,500,初级中学", header="id,name_zh,stage,pupils,kind"), "a school of the kind junior has no primary stage"),
        (lines("1,甲,小学,500,20,30", "2,乙,小学,400,10,20", "3,丙,小学,100,5,6", "4,,小学,1000,35,56", header="id,name_zh,stage,pupils,classes,teachers"), "line 5: 在校生数 (pupils), 专任教师数 (teachers), 班级数 (classes) are the sums of all other rows of the stage: is it a total?"),
        # groups
        (lines("1,甲,小学,500,A,成员校,紧密型,2020", "2,乙,小学,500,A,成员校,紧密型,2020", header=GROUPS), "group A has no core school; one is needed (集团角色 (role) = 核心校)"),
        (lines("1,甲,小学,500,A,核心校,,2020", "2,乙,小学,500,A,牵头校,,2020", header=GROUPS), "group A has 2 core schools: 1, 2"),
        (lines("1,甲,小学,500,A、B,核心校,,2020", header=GROUPS), "集团名称 (group) = 'A、B': a school is in one group"),
        (lines("1,甲,小学,500,A,核心校,,2020", "1,甲,初中,300,B,核心校,,2020", header=GROUPS), "school 1 is in two groups: A, B"),
        (lines("1,甲,小学,500,A,核心校,,2020", "2,乙,小学,500,A,成员校,紧密型,2021", header=GROUPS), "group A has 2 values of 成立年月 (formed): 2020, 2021"),
        (lines("1,甲,小学,500,,核心校,,", header=GROUPS), "集团角色 (role) is given, and 集团名称 (group) is empty"),
        (lines("1,甲,小学,500,A,核心校,,", "2,乙,小学,500,A,,,", header=GROUPS), "集团角色 (role) is empty in group A; allowed: 核心校 (core), 成员校 (member)"),
        (lines("1,甲,小学,500,a集团,核心校,,", "2,乙,小学,500,A集团,成员校,,", header=GROUPS), "schools.csv, lines 2, 3: one group is written in 2 ways: a集团, A集团"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_schools_is_said(tmp_path: Path, table: str, said: str) -> None:
    assert said in refusals(tmp_path, schools=table)


SCHOOLS = lines("1,甲,小学,500", "2,乙,小学,600", "2,乙,初中,300")
TEACHERS = "id,school,post,stage,subject,birth_year,experience,since,degree,honour"
PUPILS = "id,school,grade,score"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("T1,3,,,语文,,,,,",), "teachers.csv, line 2: 学校标识码 (school) '3' is not in the table of schools"),
        (("T1,1,12,,语文,,,,,",), "任教学校标识码 (post) '12' is not in the table of schools; nearest valid name: '"),
        (
            ("T1,1,,,语文,,,,,", "T1,2,,小学,语文,,,,,"),
            "teachers.csv, lines 2, 3: 教师编号 (id) T1 stands 2 times",
        ),
        (("T1,2,,,语文,,,,,",), "任教学段 (stage) is empty, and school 2 teaches primary and junior"),
        (("T1,1,,初中,语文,,,,,",), "任教学段 (stage) is junior, and school 1 teaches primary"),
        (("T1,1,,,语文,2012,,,,",), "出生年份 (birth_year) 2012: 11 years old in 2023; possible: 16 to 80"),
        (("T1,1,,,语文,1990,30,,,",), "教龄 (experience) 30 years at the age of 33"),
        (("T1,1,,,语文,1990,,2030,,",), "到校年份 (since) 2030 is after the school year 2023"),
        (("T1,1,,,语文,1990,,2001,,",), "到校年份 (since) 2001 of a teacher born in 1990"),
        (("T1,1,,,语文,1990,,,学士后,",), "'学士后' is not one of 研究生 (graduate), 本科 (bachelor)"),
        (
            ("T1,1,,,语文,1990,,,,国级",),
            "teachers.csv, line 2, column 骨干称号 (honour): '国级' is not one of 无 (none)",
        ),
    ],
)
def test_what_is_wrong_with_teachers_is_said(tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    schools = SCHOOLS.replace("pupils\n", "pupils,year\n").replace("00\n", "00,2023\n")
    assert said in refusals(tmp_path, schools=schools, teachers=lines(*rows, header=TEACHERS))


def test_teachers_that_disagree_with_the_counts_of_schools_are_refused(tmp_path: Path) -> None:
    schools = lines(
        "1,甲,小学,500,3,1,1,0,1", header="id,name_zh,stage,pupils,teachers,above_degree,backbone,arts,borrowed"
    )
    rows = ("T1,1,,,语文,,,,本科,骨干教师", "T2,1,,,体育,,,,大专,无", "T3,1,,,数学,,,,中师,无")
    said = refusals(tmp_path, schools=schools, teachers=lines(*rows, header=TEACHERS))
    assert said.split("\n") == [
        "schools.csv, line 2: 高于规定学历教师数 (above_degree) = 1, and the table of teachers has 2 at 1, stage primary; correct one, or leave the column out of the schools",
        "schools.csv, line 2: 体育艺术专任教师数 (arts) = 0, and the table of teachers has 1 at 1, stage primary; correct one, or leave the column out of the schools",
    ]  # postings are not given, so that nobody can say who is borrowed


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("P1,9,3,80",), "学校标识码 (school) '9' is not in the table of schools"),
        (("P1,1,8,80",), "pupils in grades of the junior stage, which school 1 does not have"),
        (("P1,1,10,80",), "10 grade is out of range; allowed: 1 to 9, whole [grade]"),
        (("P1,1,3,80", "P1,1,3,81"), "学生编号 (id) P1 stands 2 times"),
        (("P1,1,3,优秀",), "'优秀' is not a number"),
    ],
)
def test_what_is_wrong_with_pupils_is_said(tmp_path: Path, rows: tuple[str, ...], said: str) -> None:
    assert said in refusals(tmp_path, schools=SCHOOLS, pupils=lines(*rows, header=PUPILS))


def test_more_pupils_than_a_school_has_are_refused(tmp_path: Path) -> None:
    rows = [f"P{i},1,3,80" for i in range(4)]
    said = refusals(tmp_path, schools=lines("1,甲,小学,3"), pupils=lines(*rows, header=PUPILS))
    assert "the table of pupils has 4 of school 1 at the stage primary, and 在校生数 (pupils) = 3" in said


@pytest.mark.parametrize(
    ("grade", "stage"),
    [("三年级", "primary"), ("初二", "junior"), ("7", "junior"), ("小六", "primary"), ("Grade 9", "junior")],
)
def test_grades_are_read_as_schools_call_them(tmp_path: Path, grade: str, stage: str) -> None:
    pupils = read(
        tmp_path, schools=lines("1,甲,小学,500", "1,甲,初中,500"), pupils=lines(f"P1,1,{grade},80", header=PUPILS)
    ).pupils
    assert pupils is not None
    assert pupils["stage"].iloc[0] == stage


def test_everything_wrong_is_said_at_once_and_nothing_twice(tmp_path: Path) -> None:
    table = PLAIN.replace(",小学,1000,", ",小学,一千,").replace(",60,55,15,", ",60,66,15,").replace("2002,", "2001,")
    said = refusals(
        tmp_path, schools=table, teachers="教师编号\nT1\n", pupils=lines("P1,1001,x,80", header=PUPILS)
    ).split("\n")
    assert len(said) == len(set(said))
    for piece in (
        "'一千'",
        "above_degree",
        "2001 has 2 rows",
        "two values of name_zh",
        "teachers.csv",
        "pupils.csv, line 2",
    ):
        assert sum(piece in s for s in said) == 1, (piece, said)


def test_a_flood_of_findings_is_cut_with_their_number(tmp_path: Path) -> None:
    table = lines(*(f"{i},校{i},小学,很多" for i in range(250)))
    said = refusals(tmp_path, schools=table).split("\n")
    assert len(said) == 101
    assert said[-1] == "and 150 more findings like these"


def test_columns_that_are_not_known_are_named_with_the_nearest_and_not_read(tmp_path: Path) -> None:
    records = read(tmp_path, schools=lines("1,甲,小学,500,3,4", header="序号x,name_zh,stage,pupils,id,骨干老师数"))
    assert (
        "schools.csv, line 1: column '骨干老师数' is not one of the table schools and is not read; nearest valid name: '骨干教师数'"
        in records.notes
    )
    assert any("'序号x'" in n for n in records.notes)


def test_what_may_be_so_is_noted_and_not_refused(tmp_path: Path) -> None:
    table = lines(
        "1,甲校,小学,500,0,九年一贯制学校", "2,甲校,小学,400,20,", header="id,name_zh,stage,pupils,teachers,kind"
    )
    notes = read(tmp_path, schools=table).notes
    assert any("500 pupils and no teacher" in n for n in notes)
    assert any("2 schools are called" in n for n in notes)
    assert any("has a row of the stage primary only" in n for n in notes)
