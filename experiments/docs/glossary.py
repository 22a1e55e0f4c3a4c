"""The glossary: short names of tables, columns and arguments of kernels, in Chinese and English, for docs/glossary.md.

What the model declares (columns, their units and meanings; which kernels there are and what they take) is read from it;
here stand only the Chinese names, and what an argument means that is no column.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sim
from experiments.docs.describe import markdown, tables_of_the_world

LETTERS = {  # how code calls a table inside a function
    "students": "s", "development": "d", "classes": "k", "cohorts": "c", "teachers": "t", "schools": "s", "groups": "g",
    "ties": "ties", "districts": "districts", "zones": "z", "placements": "m",
}  # fmt: skip
TABLES = {
    "students": "学生", "development": "学生全面发展", "classes": "班级", "cohorts": "年级队列", "teachers": "教师",
    "schools": "学校", "groups": "集团", "ties": "集团内关系", "districts": "区县", "zones": "片区", "placements": "交流任教",
}  # fmt: skip
COLUMNS = {
    "uid": "标识号", "school": "学校", "locality": "城乡类型", "x": "东向距离", "y": "北向距离", "entrants": "适龄入学人数",
    "opens": "启用学年", "ses": "家庭背景", "trait": "持久学业水平", "migrants": "随迁子女比例", "feeder": "对口学校",
    "feeder_cum": "对口份额(累计)", "near": "邻近学校", "near_km": "到邻近学校的距离", "fading": "会消退的学业所得",
    "shock": "学年运气", "disposition": "持久发展倾向", "gained": "会消退的发展所得", "rating": "全面发展评价",
    "score": "考试成绩", "zone": "片区", "female": "女性", "migrant": "随迁子女", "start": "起点",
    "size": "人数", "entered": "入学学年", "grade": "年级", "first_class": "第一个班", "n_classes": "班数", "first": "首行",
    "teachers": "任课教师", "teaching": "教学增值", "gain": "班级增值", "active": "在任", "register": "编制所在校",
    "post": "任教学校", "stage": "学段", "block": "学科组", "birth_year": "出生年份", "degree": "学历", "title": "职称",
    "honour": "骨干称号", "experience": "教龄", "skill": "教学能力", "match": "人校匹配", "burnout": "倦怠", "motive": "意愿",
    "years_here": "在校年限", "terms_since_move": "调动后学期数", "forced": "非自愿调动", "placement": "交流类型",
    "placement_row": "交流记录行", "placement_end": "交流结束学期", "credit": "交流积分", "mentor": "导师",
    "mentor_unit": "结对所在单位", "mentor_by": "结对所属工具", "layer": "层级", "load": "周课时", "asked": "集团活动周工时",
    "value": "教师增值", "kind": "学校类型", "level": "办学水平", "successor": "并入学校", "rooms": "班额容量(班/年级)",
    "staffing": "教师配备比", "arts": "体艺教师配备比", "means": "经费比", "posts": "编制数", "pupils": "学生数",
    "classes": "班数", "refused": "未录取人数", "chosen": "择校人数", "management": "管理水平", "practice": "教研水平",
    "lead": "校长带动", "culture": "学校文化", "effort": "投入", "slack": "余力", "stakes": "评价压力", "reputation": "声誉",
    "teaching_area": "教学用房面积", "sports_area": "体育场地面积", "equipment": "设备值", "media_rooms": "多媒体教室",
    "resources": "资源水平", "shared": "共享所得", "digital": "数字化课程所得", "mean_score": "平均成绩", "passed": "达标",
    "cash": "学校资金", "core": "核心校", "formed": "成立学年", "tier": "建设层级", "spread": "传播力度", "fund": "集团经费",
    "group": "集团", "form": "办学形式", "end": "终点", "ripe": "成熟年限", "sour": "失和年限", "distance": "距离",
    "mismatch": "教材与评价不一致", "trust": "信任", "reach": "到达份额", "teacher": "教师", "origin": "来源校",
    "target": "去向校", "textbooks": "教材版本", "district": "区县", "by": "所用办法", "week": "每周到岗份额",
}  # fmt: skip
# Arguments of kernels that are no column: Chinese name, and what it is.
ARGUMENTS: dict[str, tuple[str, str]] = {
    "home": ("所在区", "district row of each zone"),
    "of": ("归属区", "district row of each school"),
    "row": ("行", "row of a table"),
    "rows": ("行", "rows a kernel works on"),
    "cell": ("单元", "cell of a sum, such as a school at a stage"),
    "n_cells": ("单元数", "how many cells there are"),
    "n_schools": ("学校数", "how many schools there are"),
    "roles": ("角色", "of a school: none, core, member"),
    "age": ("年龄", "of a teacher [years]"),
    "this_year": ("本学年", "first term of the school year"),
    "served": ("任满年限", "years in a row that make eligible for rotation"),
    "too_old": ("不再交流的年龄", "age of men and of women from which they stay"),
    "forms": ("办学形式", "forms an instrument is aimed at"),
    "stages": ("学段", "stages an instrument is aimed at"),
    "options": ("选项", "what is picked from"),
    "cumulative": ("累计份额", "cumulative shares of the options"),
    "luck": ("运气", "uniform draws, one per child"),
    "heads": ("人数", "children to be dealt"),
    "turn": ("次序", "where dealing begins"),
    "units": ("单位", "units an instrument is aimed at"),
    "members": ("成员校", "schools whose ties as members an instrument is aimed at"),
    "unit": ("单位", "unit of each place"),
    "wait": ("等待", "of a draw: the least wins"),
    "wanted": ("参与者", "who takes part, by stage and subject block"),
    "school_x": ("学校东向距离", "of schools [km]"),
    "school_y": ("学校北向距离", "of schools [km]"),
    "left": ("剩余", "schools that are left to be found"),
    "road": ("路程", "pull of nearness of each near school"),
    "pull": ("吸引力", "what draws families to a school"),
    "shares": ("份额", "shares of families, cumulative over near schools"),
    "looks": ("择校比例", "share of families that look beyond the zone"),
    "default": ("默认学校", "school of the zone, or the one a child goes on in"),
    "goes_on": ("直升", "whether a child stays in its school"),
    "wish": ("志愿", "school a family asks for"),
    "seats": ("学位", "seats of a school"),
    "place": ("位次", "of a child in a queue: rank, then lottery"),
    "member": ("成员校", "school row of a member"),
    "rate": ("速率", "share of a distance that is closed in a year"),
    "sd": ("标准差", "of what is drawn"),
    "order": ("次序", "rows in the order of their cells"),
    "block_start": ("块起点", "first row of each block of rows that lie together"),
    "block_size": ("块大小", "rows of each block"),
    "key": ("抽取地址", "64-bit address of a decision's draws"),
    "autumn": ("秋季学期", "whether it is the first term of the year"),
    "peers": ("同伴效应", "share of the distance to classmates closed in a term"),
    "ses_growth": ("家庭背景增益", "what background adds to learning"),
    "noise": ("噪声", "SD of what nobody decides"),
    "lasting": ("持久份额", "share of a gain that stays"),
    "fade_in": ("进入份额", "share of what fades that is taken in"),
    "inflow": ("流入份额", "share of a year's gain of development that comes in in a term"),
    "keep": ("保留份额", "share of what fades that is left after a term"),
    "mean": ("平均", "points of the mean pupil"),
    "crew": ("班子", "teacher rows team by team"),
    "share": ("份额", "of lessons, over those of a colleague"),
    "hours": ("课时或工时", "lessons of a slot; in the books, hours asked for in a term"),
    "slots": ("课位", "slots of a class by stage and block"),
    "cap": ("上限", "most lessons a week"),
    "curve": ("教龄曲线", "what experience brings, as a share of most"),
    "terms": ("学期数", "terms since the last move"),
    "adjust": ("适应损失", "after a forced move, by year"),
    "threshold": ("课时阈值", "lessons above which teaching suffers"),
    "load_penalty": ("超课时损失", "by lessons above the threshold"),
    "burnout_penalty": ("倦怠损失", "by unit of burnout"),
    "culture_penalty": ("文化损失", "by unit of distance of cultures"),
    "lessons": ("课时权重", "lessons of a slot by stage"),
    "uncovered": ("缺教师损失", "value of a slot without a teacher"),
    "n": ("个数", "how many targets or seats there are"),
    "n_places": ("办学单元数", "how many places there are: schools at stages"),
    "n_stages": ("学段数", "how many stages there are"),
    "tie": ("关系行", "row of a tie, for each place it reaches"),
    "seat": ("席位", "a school's place in a unit over a tie, or as its core"),
    "tied": ("受约学段", "which stages a seat binds"),
    "who": ("谁", "teacher rows that are asked about"),
    "quota": ("名额", "how many of a cell are taken"),
    "allotted": ("指标到校名额", "seats of each senior school kept for the leavers of each junior school"),
    "carried": ("传递份额", "what each tie carries"),
    "common": ("共同文化", "part of the distance of cultures that a common culture takes, by school"),
    "free": ("统招学位", "seats of each senior school open to all"),
    "liking": ("偏好", "of pupils for the schools they may ask for"),
    "rotation": ("交流轮岗", "whether a kind of placement is a rotation"),
    "table": ("台账", "hours of an item in a year, by school and stage"),
    "weeks": ("周数", "weeks of a term"),
}  # fmt: skip


def kernels() -> dict[str, dict[str, tuple[str, str]]]:
    """Return by argument the kernels that take it, each with the comment beside the argument there, if any."""
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for path in sorted(Path(sim.HOME).rglob("*.py")):
        if path.name == "rng.py":  # arithmetic of words, told in the file itself
            continue
        text = path.read_text(encoding="utf-8")
        lines = text.splitlines()
        home = ".".join(path.relative_to(sim.HOME).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and any("kernel" in ast.unparse(d) for d in node.decorator_list):
                for a in node.args.args:
                    beside = lines[(a.end_lineno or a.lineno) - 1].partition("#")[2].strip()
                    found.setdefault(a.arg, {})[f"{home}.{node.name}"] = (ast.unparse(a.annotation or a), beside)
    return found


def columns() -> set[str]:
    """Return the names of all columns of the world's tables."""
    return {name for table in tables_of_the_world().values() for name in table.declared()}


def column_table() -> str:
    """Return every table with its columns."""
    parts = []
    for name, table in tables_of_the_world().items():
        rows: list[Sequence[Any]] = [
            (f"`{column}`", COLUMNS.get(column, ""), c.unit, c.about) for column, c in table.declared().items()
        ]
        head = f"### `world.{name}`, in code often `{LETTERS.get(name, name)}`: {TABLES.get(name, '')}\n\n"
        parts.append(head + markdown(("column", "中文", "unit", "meaning"), rows))
    return "\n".join(parts)


def argument_table() -> str:
    """Return the arguments of kernels that are no column."""
    taken, known = kernels(), columns()
    rows: list[Sequence[Any]] = []
    for name in sorted(taken.keys() - known):
        zh, en = ARGUMENTS.get(name, ("", ""))
        rows.append((f"`{name}`", zh, en, ", ".join(f"`{where}`" for where in taken[name])))
    return markdown(("argument", "中文", "meaning", "taken by"), rows)
