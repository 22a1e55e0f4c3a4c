# ruff: noqa: E501 - records stand here as they are handed in, and Chinese signs count as two
"""The forms bureaus keep: their headers, their words for titles and honours, dates, numbered columns, headers of two lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from handed_in import book, read, refusals

from experiments.records.cells import Wrong, value_of
from experiments.records.columns import SCHOOLS, TABLES, TEACHERS, RecordTable
from experiments.records.headers import match
from experiments.records.names import named
from experiments.records.reading import read_records
from experiments.records.words import is_one_of, not_known, read_word

TWO = "学校标识码,学校名称,学段,在校生数\nA,示例第一学校,小学,300\nB,示例第二学校,初中,200\n"


@pytest.mark.parametrize(
    ("column", "words", "code", "is_exact"),
    [
        ("honour", "骨干教师 县级骨干教师 市级骨干 示例区骨干教师 示例市骨干教师 区（县）级骨干教师 县级及以上骨干教师 省级骨干教师 是", "backbone", True),
        ("honour", "市级学科带头人 示例县学科带头人 县级骨干教师、市级学科带头人", "leader", True),
        ("honour", "市级学科带头人、县级骨干教师 市级学科带头人，校级骨干教师 市级学科带头人;县级骨干教师 县级骨干教师／市级学科带头人", "leader", True),
        ("honour", "示例市名师 省特级教师 市级名师工作室主持人 县级骨干教师、市级名师、市级学科带头人", "master", True),
        ("honour", "校级 校级优秀 镇级先进 校级骨干教师 学区骨干教师 镇级骨干教师 集团骨干教师 无 否", "none", True),
        ("honour", "其他 省级名师工作室成员 县级教学能手 教坛新秀 骨干教师培养对象", "none", False),
        ("honour", "优秀骨干教师", "backbone", False),
        ("title", "一级教师 小学高级教师 中学一级教师 小教高级 中小学一级教师 中小学一级 一级教师（八级） 专业技术十级", "first", True),
        ("title", "小学一级教师 中小学二级 中学二级教师 助理级 专业技术十二级", "second", True),
        ("title", "中学高级教师 高级教师（副高） 中小学高级教师 中小学高级 专业技术七级", "senior", True),
        ("title", "中小学正高级教师 中小学正高级", "full", True),
        ("title", "一级教师、高级教师 高级教师/小学高级", "senior", False),
        ("title", "未取得职称 未评职称 无 试用期", "none", True),
        ("degree", "中专（非师范） 中专 中师 高中", "secondary", True),
        ("degree", "本科（师范） 大学本科毕业", "bachelor", True),
        ("degree", "大专 大学专科毕业", "college", True),
        ("subject", "思想政治 政史地", "humanities", True),
        ("subject", "音体美 艺体", "art", False),
        ("subject", "语文、数学 语文/英语", "chinese", False),
        ("subject", "理化生", "science", True),
    ],
)  # fmt: skip
def test_words_of_registers_are_read_and_what_is_only_near_is_told_apart(
    column: str, words: str, code: str, is_exact: bool
) -> None:
    for word in words.split(" "):
        assert read_word(word, TEACHERS.column(column)) == (code, is_exact), word


def test_the_highest_of_words_with_spaces_between_counts() -> None:
    assert read_word("市级学科带头人 县级骨干教师", TEACHERS.column("honour")) == ("leader", True)
    assert read_word("一级教师 高级教师", TEACHERS.column("title")) == ("senior", False)


@pytest.mark.parametrize(
    ("column", "word", "hint"),
    [
        ("honour", "特极教师", "; nearest valid name: '特级教师'"), ("honour", "班级标兵", ""), ("honour", "国级", ""), ("title", "中学1级", ""),
        ("title", "小学特级", ""), ("title", "高级教帅", "; nearest valid name: '高级教师'"),
    ],
)  # fmt: skip
def test_a_hint_begins_like_the_word_and_is_of_one_rank(column: str, word: str, hint: str) -> None:
    assert not_known(word, TEACHERS.column(column)).endswith(hint or ")")


@pytest.mark.parametrize(
    "word", ["优秀党员、市级名师、县级骨干教师", "校级标兵、市级标兵", "国级", "县级骨干教师、何", "骨" * 500, "级", ""]
)
def test_words_that_are_none_stay_none(word: str) -> None:
    assert read_word(word, TEACHERS.column("honour")) is None


@pytest.mark.parametrize(
    ("written", "year", "month"),
    [
        ("20160901", 2016, "2016-09"), (20160901.0, 2016, "2016-09"), ("201609", 2016, "2016-09"), ("2016.9", 2016, "2016-09"), ("2016-09-01", 2016, "2016-09"),
        ("2016/9/1 0:00", 2016, "2016-09"), ("2016-09-01 00:00:00", 2016, "2016-09"), ("2016年9月", 2016, "2016-09"), ("2016 年 9 月 1 日", 2016, "2016-09"),
        ("２０１６年", 2016, "2016"), ("2016年秋季学期", 2016, "2016"),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_write_them(written: str | float, year: int, month: str) -> None:
    assert value_of(written, TEACHERS.column("since")) == year
    assert value_of(written, SCHOOLS.column("formed")) == month


@pytest.mark.parametrize("written", ["20161301", "2016-13", "2016年9月1日上午", "9月", "20160901123"])
def test_what_is_no_date_is_none(written: str) -> None:
    with pytest.raises(Wrong, match="is not a date"):
        value_of(written, SCHOOLS.column("formed"))


@pytest.mark.parametrize("cell", ["20个班", "20班", "20 个教学班", "20"])
def test_counts_may_carry_their_word(cell: str) -> None:
    assert value_of(cell, SCHOOLS.column("classes")) == 20


def test_a_register_as_bureaus_keep_it_is_read(tmp_path: Path) -> None:
    register = (
        "序号,教师编号,姓名,校名,性别,政治面貌,学历,入现单位时间,任教科目,最高职称,聘任职务,骨干教师,任教学段,岗位类别,编制性质\n"
        "1,T1,甲,示例第一学校,女,党员,中专（非师范）,2016年9月,音体美,未取得职称,,示例区骨干教师,小学,专任,事业编制\n"
        "2,T2,乙,示例第一学校,男,群众,本科,20180901,语文,小学高级教师,二级教师,其他,小学,专任,事业编制\n"
        "3,T3,丙,示例第二学校,女,群众,本科,2019-09,数学,中学一级教师,,示例市骨干教师,高中,专任,事业编制\n"
    )
    records = read(tmp_path, schools=TWO, teachers=register)
    assert records.teachers is not None
    columns = ["id", "school", "stage", "degree", "since", "subject", "title", "honour"]
    assert records.teachers[columns].to_numpy().tolist() == [
        ["T1", "A", "primary", "secondary", 2016, "art", "none", "backbone"],
        ["T2", "A", "primary", "bachelor", 2018, "chinese", "first", "none"],
    ]
    assert set(records.notes) == {
        "teachers.csv, line 1: columns that nothing here needs are not read: 序号, 政治面貌, 聘任职务, 岗位类别",
        "teachers.csv: honour: read as 'none': 其他",
        "teachers.csv: subject: read as 'art': 音体美",
        "teachers.csv: line 4 left out: 高中 is none of 小学, 初中 and 幼儿园",
    }


def test_people_who_are_not_on_the_register_are_left_out_and_counted(tmp_path: Path) -> None:
    words = [
        "在编",
        "代课",
        "备案制",
        "临聘教师",
        "劳务派遣",
        "事业编制",
        "代课",
        "编外人员",
        "政府购买服务",
        "顶岗实习",
        "",
    ]
    for header in ("人员性质", "编制类型", "编制性质", "是否在编", "用工形式"):
        rows = "".join(f"T{i},A,本科,{word}\n" for i, word in enumerate(words))
        records = read(tmp_path / header, schools=TWO, teachers=f"教师编号,学校标识码,学历,{header}\n{rows}")
        assert records.teachers is not None
        assert records.teachers["id"].tolist() == ["T0", "T2", "T5", "T10"]
        assert records.notes == (
            "teachers.csv: 7 rows left out of people who are not on the register (代课 2, 临聘教师 1, 劳务派遣 1, 编外人员 1, 政府购买服务 1, 顶岗实习 1): lines 3, 5 to 6, 8 to 11",
        )


def test_those_of_whom_it_is_not_clear_are_asked_about(tmp_path: Path) -> None:
    said = refusals(tmp_path, schools=TWO, teachers="教师编号,学校标识码,人员性质\nT1,A,合同制\nT2,B,在编\n")
    assert said == "teachers.csv, line 2, column 是否在编 (on_register): '合同制' is not one of 在编 (yes), 不在编 (no)"


def test_headers_that_are_not_read_are_said_once_the_near_ones_first(tmp_path: Path) -> None:
    head = ["学校标识码", "学校名称", "在校生数", "食堂", "骨干老师数", "校长", "邮编"]
    sheets = {
        name: [head, [str(i), f"{name}校", 300, "有", 1, "某", 1]] for i, name in enumerate(("小学", "初中", "幼儿园"))
    }
    notes = read_records(book(tmp_path / "b.xlsx", sheets)).notes
    assert notes[0] == (
        "b.xlsx, sheet 小学, row 1 and 2 more sheets: column '骨干老师数' is not one of the table schools and is not read; nearest valid name: '骨干教师数'"
    )
    assert (
        notes[1]
        == "b.xlsx, sheet 小学, row 1 and 2 more sheets: column '食堂' is not one of the table schools and is not read"
    )
    assert (
        notes[-1]
        == "b.xlsx, sheet 小学, row 1 and 2 more sheets: columns that nothing here needs are not read: 校长, 邮编"
    )
    assert sum("not read" in n for n in notes) == 3


@pytest.mark.parametrize(
    ("table", "header", "column"),
    [
        (TEACHERS, "现任教单位", "post"), (TEACHERS, "现任教学校", "post"), (TEACHERS, "县级以上骨干教师", "honour"), (SCHOOLS, "县级以上骨干教师", "backbone"),
        (SCHOOLS, "中级及以上职称", "mid_title"), (SCHOOLS, "高级及以上职称", None), (SCHOOLS, "本科及以上", None), (SCHOOLS, "加入时间", None),
    ],
)  # fmt: skip
def test_headers_are_read_where_they_mean_just_what_is_declared(
    table: RecordTable, header: str, column: str | None
) -> None:
    found = match(header, table)
    assert (found[0].name if found else None) == column


def test_a_count_of_degrees_is_read_at_the_stage_it_fits(tmp_path: Path) -> None:
    head = ["学校标识码", "学校名称", "在校生数", "专任教师数", "大专及以上", "本科及以上"]
    sheets = {"小学": [head, ["1", "甲小学", 300, 18, 17, 9]], "初中": [head, ["2", "乙中学", 300, 20, 20, 15]]}
    records = read_records(book(tmp_path / "b.xlsx", sheets))
    assert records.schools["above_degree"].tolist() == [17, 15]
    assert any(n.startswith("b.xlsx, sheet 小学, row 1: column '本科及以上' is not one of") for n in records.notes)
    assert any(n.startswith("b.xlsx, sheet 初中, row 1: column '大专及以上' is not one of") for n in records.notes)


def test_a_weaker_header_is_read_where_no_better_one_is_there(tmp_path: Path) -> None:
    register = "序号,单位,聘任职务\n1,示例第一学校,中学高级教师\n2,示例第二学校,一级教师\n"
    teachers = read(tmp_path, schools=TWO, teachers=register).teachers
    assert teachers is not None
    assert teachers[["id", "school", "title"]].to_numpy().tolist() == [["1", "A", "senior"], ["2", "B", "first"]]


def test_a_code_and_a_name_of_the_school_beside_each_other_are_no_contradiction(tmp_path: Path) -> None:
    register = "教师编号,学校名称,学校标识码\nT1,别的名字,B\n"
    teachers = read(tmp_path, schools=TWO, teachers=register).teachers
    assert teachers is not None
    assert teachers["school"].tolist() == ["B"]


def test_usual_headers_that_are_passed_over_name_no_column_that_is_read() -> None:
    for table in TABLES:
        for header in table.passed:
            found = match(header, table)
            assert found is None or is_one_of(header, found[0].else_), header


HEADS = [
    ["示例县义务教育学校基本情况表"],
    ["学校标识码", "学校名称", "学段", "学生情况", None, "教师情况", None, "仪器设备值", "专任教师"],
    [None, None, None, "在校生数", "其中：随迁子女数", "专任教师数", "高于规定学历教师数", "万元", None],
]
FILLED = [["X1", "甲小学", "小学", 300, 20, 18, 17, 90], ["X2", "乙小学", "小学", 200, 20, 12, 11, 60]]


@pytest.mark.parametrize("as_text", [False, True])
def test_headers_of_two_lines_are_read(tmp_path: Path, as_text: bool) -> None:
    rows = [[*HEADS[0]], [*HEADS[1][:8]], [*HEADS[2][:8]], *FILLED, ["合计", None, None, 500, 40, 30, 28, 150]]
    if as_text:
        text = "\n".join(",".join("" if c is None else str(c) for c in row) for row in rows)
        records = read(tmp_path, schools=text)
    else:
        records = read_records(book(tmp_path / "b.xlsx", {"学校": rows}))
    columns = ["id", "stage", "pupils", "migrants", "teachers", "above_degree", "equipment"]
    assert records.schools[columns].to_numpy().tolist() == [
        ["X1", "primary", 300, 20, 18, 17, 900_000],
        ["X2", "primary", 200, 20, 12, 11, 600_000],
    ]
    assert len(records.notes) == 1
    assert "left out as totals" in records.notes[0]


def test_headings_that_say_how_much_of_a_thing_are_read_with_it(tmp_path: Path) -> None:
    text = "学校标识码,学段,在校生,,专任教师,\n,,合计,女,合计,体育艺术专任教师数\n1,小学,400,190,25,4\n"
    records = read(tmp_path, schools=text)
    assert records.schools[["pupils", "teachers", "arts"]].to_numpy().tolist() == [[400, 25, 4]]
    assert any("column '在校生 女' is not one of the table schools" in n for n in records.notes)


def test_two_columns_below_different_headings_are_named_with_them(tmp_path: Path) -> None:
    text = "学校标识码,学段,上学年,本学年\n,,在校生数,在校生数\n1,小学,400,410\n"
    assert "two columns are 在校生数 (pupils): '上学年 在校生数' and '本学年 在校生数'" in refusals(
        tmp_path, schools=text
    )


def test_a_line_that_numbers_the_columns_is_no_school(tmp_path: Path) -> None:
    for numbers in ("甲,乙,丙,1", "1,2,3,4", "(1),(2),(3),(4)", "甲,乙,1,2"):
        records = read(tmp_path, schools=f"学校标识码,学校名称,学段,在校生数\n{numbers}\n1,甲小学,小学,300\n")
        assert records.schools["id"].tolist() == ["1"]
        assert records.notes == ("schools.csv: line 2 left out: numbers of the columns",)


def test_a_header_of_girls_or_boys_alone_is_not_that_of_all_pupils(tmp_path: Path) -> None:
    records = read(tmp_path, schools="学校标识码,学段,在校生数,在校生数（女）\n1,小学,400,190\n")
    assert records.schools["pupils"].tolist() == [400]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("学校", ("schools", "", None)), ("小学", ("schools", "primary", None)), ("初中", ("schools", "junior", None)), ("小学教师", ("teachers", "primary", None)),
        ("学校2022", ("schools", "", 2022)), ("2022-2023学年学校", ("schools", "", 2022)), ("2022—2023学年度", ("schools", "", 2022)), ("2023年小学", ("schools", "primary", 2023)),
        ("学校（2023）", ("schools", "", 2023)), ("Schools_2023", ("schools", "", 2023)), ("teachers 2", ("teachers", "", None)), ("Sheet1", (None, "", None)),
        ("学校(小学)", ("schools", "primary", None)), ("学校（初中）", ("schools", "junior", None)), ("学校【小学】", ("schools", "primary", None)),
        ("小学基本情况", ("schools", "primary", None)), ("初中基本情况表", ("schools", "junior", None)), ("学校基本情况表", ("schools", "", None)),
        ("学校基本情况(小学)", ("schools", "primary", None)), ("学校(小学)2023", ("schools", "primary", 2023)), ("中小学校基本情况", ("schools", "", None)),
        ("青溪县2024-2025学年学校基本情况表", ("schools", "", 2024)), ("学校2024—2025学年度", ("schools", "", 2024)), ("附件1：学校基本情况表", ("schools", "", None)),
        ("教师(小学)", ("teachers", "primary", None)), ("教师花名册", ("teachers", "", None)), ("专任教师", ("teachers", "", None)), ("教职工名册", ("teachers", "", None)),
        ("中小学教师花名册", ("teachers", "", None)), ("小学教师花名册", ("teachers", "primary", None)), ("学生名单", ("pupils", "", None)), ("学生花名册", ("pupils", "", None)),
        ("退休教师", (None, "", None)), ("小学毕业", (None, "", None)), ("特殊教育学校", (None, "", None)), ("教师情况统计表", (None, "", None)),
        ("其他", (None, "", None)), ("1", (None, "", None)), ("", (None, "", None)),
    ],
)  # fmt: skip
def test_names_of_files_and_sheets_tell_table_stage_and_year(
    name: str, told: tuple[str | None, str, int | None]
) -> None:
    table, stage, year = named(name)
    assert (table.name if table else None, stage, year) == told
