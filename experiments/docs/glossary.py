"""The glossary: short names of tables, columns and arguments of kernels, in Chinese and English, for docs/glossary.md.

What the model declares (columns, their units and meanings; which kernels there are and what they take) is read from it; what an
argument means that is no column stands in `experiments.docs.texts.kernels`. The page is one for both languages.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sim
from experiments.docs import texts
from experiments.docs.both import both
from experiments.docs.describe import markdown, tables_of_the_world
from experiments.docs.texts.kernels import ARGUMENTS, NAMES
from sim.say import spoken

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
            (f"`{column}`", COLUMNS.get(column, ""), c.unit, *_each(both(c.about)))
            for column, c in table.declared().items()
        ]
        title = texts.IN_CODE(name=name, letter=LETTERS.get(name, name), label=TABLES.get(name, ""))
        parts.append(f"### {title}\n\n" + markdown((texts.COLUMN, "中文", texts.UNIT, *_each(texts.MEANING)), rows))
    return "\n".join(parts)


def argument_table() -> str:
    """Return the arguments of kernels that are no column."""
    taken, known = kernels(), columns()
    rows: list[Sequence[Any]] = []
    for name in sorted(taken.keys() - known):
        meaning = _each(ARGUMENTS[name]) if name in ARGUMENTS else ("", "")
        rows.append((f"`{name}`", NAMES.get(name, ""), *meaning, ", ".join(f"`{where}`" for where in taken[name])))
    return markdown((texts.ARGUMENT, "中文", *_each(texts.MEANING), texts.TAKEN_BY), rows)


def _each(said: Any) -> tuple[str, str]:
    return spoken(said, "en"), spoken(said, "zh")
