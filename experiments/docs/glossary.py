"""The glossary: short names of tables, columns and arguments of kernels, in Chinese and English, for docs/glossary.md.

What the model declares (tables and columns with their names, units and meanings; which kernels there are and what they take) is
read from it; here stands only what an argument means that is no column.
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
            (f"`{column}`", c.zh, c.unit, c.about.en, c.about.zh) for column, c in table.declared().items()
        ]
        head = f"### `world.{name}`, in code often `{LETTERS.get(name, name)}`: {table.zh}\n\n"
        parts.append(head + markdown(("column", "中文", "unit", "meaning", "含义"), rows))
    return "\n".join(parts)


def argument_table() -> str:
    """Return the arguments of kernels that are no column."""
    taken, known = kernels(), columns()
    rows: list[Sequence[Any]] = []
    for name in sorted(taken.keys() - known):
        zh, en = ARGUMENTS.get(name, ("", ""))
        rows.append((f"`{name}`", zh, en, ", ".join(f"`{where}`" for where in taken[name])))
    return markdown(("argument", "中文", "meaning", "taken by"), rows)
