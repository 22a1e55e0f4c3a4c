# ruff: noqa: E501 - a school of the example reads as one line
"""The worked example: records of an invented county, 示例县, as a bureau would hand them in.

    python -m experiments.records.example FOLDER

writes the files of configs/records/example again, byte for byte; a test compares them. Nothing in it is of a real place.
The county is drawn so that there is something to find: strong schools in the seat are crowded and hold the backbone
teachers, village schools have space and few people, groups lend teachers whose register stays where it was.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import Any, NamedTuple

from experiments.records.columns import PUPILS, SCHOOLS, TEACHERS, RecordTable

YEAR, SEED = 2023, 20230901
CENTRE = (113.20, 28.60)  # degrees; the offsets below are km
TOWNS = ("城关街道", "东河镇", "南塘镇", "西山乡", "北岭乡")
BOM = "\ufeff"


class Spec(NamedTuple):
    """A school of the example."""

    id: str
    zh: str
    en: str
    town: int
    locality: str
    level: str
    primary: int  # pupils
    junior: int
    group: str
    role: str
    form: str
    x: float  # km
    y: float


A, B, C = "示例一小教育集团", "示例一中教育集团", "示例实验教育集团"
FORMED = {A: ("2019-09", "市级"), B: ("2020-09", "县级"), C: ("2021-03", "县级")}
KINDERGARTEN, POINT = 210, 36  # pupils

# fmt: off
SPECS = (
    Spec("EX01", "示例县第一小学", "Example County No. 1 Primary School", 0, "城区", "优质", 1890, 0, A, "核心校", "", 0.3, 0.4),
    Spec("EX02", "示例县第二小学", "Example County No. 2 Primary School", 0, "城区", "优质", 1560, 0, "", "", "", -0.9, 0.8),
    Spec("EX03", "示例县第三小学", "Example County No. 3 Primary School", 0, "城区", "一般", 1020, 0, A, "成员校", "紧密型", 1.4, -0.6),
    Spec("EX04", "示例县新城小学", "Example County New Town Primary School", 0, "城区", "新建", 640, 0, A, "成员校", "紧密型", 2.6, 1.1),
    Spec("EX05", "示例东河镇中心小学", "Example Donghe Central Primary School", 1, "镇区", "一般", 610, 0, A, "成员校", "帮扶型", 11.8, 2.5),
    Spec("EX06", "示例东河镇柳溪小学", "Example Liuxi Primary School", 1, "乡村", "薄弱", 172, 0, "", "", "", 15.2, 4.6),
    Spec("EX07", "示例南塘镇中心小学", "Example Nantang Central Primary School", 2, "镇区", "一般", 548, 0, C, "成员校", "帮扶型", -2.7, -13.0),
    Spec("EX08", "示例南塘镇荷塘小学", "Example Hetang Primary School", 2, "乡村", "薄弱", 134, 0, C, "成员校", "联盟型", -5.9, -15.8),
    Spec("EX09", "示例西山乡中心小学", "Example Xishan Central Primary School", 3, "乡村", "薄弱", 286, 0, A, "成员校", "帮扶型", -16.4, 3.2),
    Spec("EX10", "示例西山乡石桥小学", "Example Shiqiao Primary School", 3, "乡村", "薄弱", 88, 0, "", "", "", -19.7, 6.3),
    Spec("EX11", "示例北岭乡中心小学", "Example Beiling Central Primary School", 4, "乡村", "薄弱", 318, 0, C, "成员校", "联盟型", 3.8, 17.5),
    Spec("EX12", "示例北岭乡松林小学", "Example Songlin Primary School", 4, "乡村", "薄弱", 120, 0, "", "", "", 6.1, 21.0),
    Spec("EX13", "示例北岭乡高坪教学点", "Example Gaoping Teaching Point", 4, "乡村", "薄弱", POINT, 0, "", "", "", 1.0, 23.4),
    Spec("EX14", "示例县第一中学", "Example County No. 1 Middle School", 0, "城区", "优质", 0, 1740, B, "核心校", "", 0.9, -0.2),
    Spec("EX15", "示例县第二中学", "Example County No. 2 Middle School", 0, "城区", "一般", 0, 1130, B, "成员校", "紧密型", -1.6, -1.0),
    Spec("EX16", "示例东河镇初级中学", "Example Donghe Middle School", 1, "镇区", "一般", 0, 520, B, "成员校", "帮扶型", 12.3, 1.9),
    Spec("EX17", "示例南塘镇初级中学", "Example Nantang Middle School", 2, "镇区", "薄弱", 0, 436, "", "", "", -2.2, -12.4),
    Spec("EX18", "示例西山乡初级中学", "Example Xishan Middle School", 3, "乡村", "薄弱", 0, 214, B, "成员校", "帮扶型", -16.0, 2.6),
    Spec("EX19", "示例县实验学校", "Example County Experimental School", 0, "城区", "优质", 1210, 690, C, "核心校", "", -0.4, 2.1),
    Spec("EX20", "示例县城南学校", "Example County South School", 0, "城区", "一般", 760, 380, C, "成员校", "紧密型", 0.6, -2.9),
    Spec("EX21", "示例北岭乡学校", "Example Beiling School", 4, "乡村", "薄弱", 196, 158, "", "", "", 4.4, 16.9),
    Spec("EX22", "示例县机关幼儿园", "Example County Kindergarten", 0, "城区", "优质", 0, 0, A, "成员校", "联盟型", 0.1, 1.2),
    Spec("EX23", "示例东河镇幼儿园", "Example Donghe Kindergarten", 1, "镇区", "一般", 0, 0, "", "", "", 11.5, 2.9),
    Spec("EX24", "示例南塘镇幼儿园", "Example Nantang Kindergarten", 2, "镇区", "一般", 0, 0, "", "", "", -2.9, -12.7),
)
SUBJECTS = {
    "小学": (("语文", 34), ("数学", 26), ("英语", 9), ("科学", 6), ("道德与法治", 6), ("体育", 7), ("音乐", 4), ("美术", 4), ("信息科技", 2), ("综合实践", 2)),
    "初中": (("语文", 17), ("数学", 17), ("英语", 16), ("物理", 9), ("化学", 5), ("生物", 5), ("历史", 6), ("地理", 5), ("道德与法治", 7), ("体育", 8), ("音乐", 3), ("美术", 3), ("信息科技", 3)),
}
# By level: pupils a teacher, shares with the degree and with an honour, area, sports area and equipment a pupil, rooms per 100
# pupils, mean score; each for primary and junior.
LEVELS: dict[str, dict[str, tuple[float, ...]]] = {
    "优质": {"ratio": (17.6, 13.2), "degree": (0.97, 0.96), "honour": (0.24, 0.21), "area": (5.1, 6.4), "sports": (6.9, 9.5), "kit": (3100, 3600), "rooms": (2.5, 2.6), "score": (80, 75)},
    "一般": {"ratio": (17.0, 12.8), "degree": (0.90, 0.88), "honour": (0.20, 0.16), "area": (5.4, 6.9), "sports": (8.6, 11.5), "kit": (2450, 2950), "rooms": (2.5, 2.5), "score": (75, 71)},
    "新建": {"ratio": (16.0, 12.5), "degree": (0.99, 0.98), "honour": (0.12, 0.10), "area": (7.4, 9.0), "sports": (11.5, 14.0), "kit": (4200, 4700), "rooms": (3.4, 3.3), "score": (76, 71)},
    "薄弱": {"ratio": (12.4, 10.2), "degree": (0.72, 0.78), "honour": (0.12, 0.10), "area": (8.6, 9.4), "sports": (16.0, 18.5), "kit": (2050, 2600), "rooms": (3.1, 2.9), "score": (70, 66)},
}
# fmt: on
ABOVE = {"小学": ("本科", "专科", "硕士研究生"), "初中": ("本科", "硕士研究生")}
BELOW = {"小学": "中专", "初中": "专科"}
SAMPLED = {"小学": (4, 90), "初中": (8, 130)}  # grade tested, and most pupils of a school in the sample


class Draws:
    """Draws that are the same everywhere: uniforms of the Mersenne Twister, turned into what is needed."""

    def __init__(self, seed: int) -> None:
        self.uniform = Random(seed).random

    def normal(self, mean: float, sd: float) -> float:
        """Return a normal draw."""
        return mean + sd * NormalDist().inv_cdf(min(max(self.uniform(), 1e-9), 1 - 1e-9))

    def pick(self, options: Sequence[tuple[str, float]]) -> str:
        """Return one of the options by weight."""
        at = self.uniform() * sum(w for _, w in options)
        for name, weight in options:
            at -= weight
            if at < 0:
                return name
        return options[-1][0]


Row = dict[str, Any]


def make() -> dict[str, str]:
    """Return the files of the example: text by name."""
    draws = Draws(SEED)
    teachers = [t for s in SPECS for stage, pupils in stages(s) for t in staff(s, stage, pupils, draws)]
    lend(teachers, draws)
    for number, teacher in enumerate(teachers, start=1):
        teacher["id"] = f"T{number:04d}"
    schools = [school(s, stage, pupils, teachers, draws) for s in SPECS for stage, pupils in stages(s)]
    pupils = [p for s in SPECS for stage, n in stages(s) for p in sample(s, stage, n, draws)]
    for number, pupil in enumerate(pupils, start=1):
        pupil["id"] = f"P{number:05d}"
    units = {"equipment": "（万元）", "teaching_area": "（平方米）", "sports_area": "（平方米）"}
    return {
        "schools.csv": BOM + table(SCHOOLS, schools, units),
        "teachers.csv": table(TEACHERS, teachers),
        "pupils.csv": table(PUPILS, pupils),
        "schools.geojson": places(),
    }


def stages(spec: Spec) -> list[tuple[str, int]]:
    """Return the stages of a school with their pupils."""
    found = [("小学", spec.primary), ("初中", spec.junior)]
    return [(s, n) for s, n in found if n] or [("幼儿园", KINDERGARTEN)]


def staff(spec: Spec, stage: str, pupils: int, draws: Draws) -> list[Row]:
    """Return the teachers on the register of a school at a stage."""
    if stage == "幼儿园":
        return []
    level, i = LEVELS[spec.level], int(stage == "初中")
    out = []
    for _ in range(max(round(pupils / level["ratio"][i]), 3)):
        age = round(min(max(draws.normal(40 if spec.level != "新建" else 31, 9.5), 23), 59))
        experience = max(age - 23 - int(2 * draws.uniform()), 0)
        title = next(
            t
            for t, least in (("高级教师", 22), ("一级教师", 11), ("二级教师", 2), ("未定职级", 0))
            if experience >= least
        )
        if title == "高级教师" and draws.uniform() > 0.35:
            title = "一级教师"
        honour = "无"
        if experience >= 6 and draws.uniform() < level["honour"][i] * 1.3:
            honour = draws.pick((("骨干教师", 8), ("学科带头人", 1.5), ("名师", 0.5)))
        degree = draws.pick(tuple(zip(ABOVE[stage], (8, 3, 0.6), strict=False)))
        out.append({
            "school": spec.id, "post": "", "stage": stage if spec.primary and spec.junior else "",
            "subject": draws.pick(SUBJECTS[stage]), "sex": "女" if draws.uniform() < (0.72, 0.58)[i] else "男",
            "birth_year": YEAR - age, "experience": experience, "since": YEAR - min(experience, int(16 * draws.uniform())),
            "degree": degree if draws.uniform() < level["degree"][i] else BELOW[stage], "title": title, "honour": honour,
            "rotated": "否", "taught": stage,
        })  # fmt: skip
    return out


def lend(teachers: list[Row], draws: Draws) -> None:
    """Send teachers of cores to members of their group and young teachers of members to the core; the register stays."""
    at: dict[tuple[str, str], list[str]] = {}
    for s in SPECS:
        for stage, _ in stages(s):
            at.setdefault((s.group, stage), []).append(s.id)
    specs = {s.id: s for s in SPECS}
    for teacher in teachers:
        spec = specs[teacher["school"]]
        others = [i for i in at[spec.group, teacher["taught"]] if i != spec.id] if spec.group else []
        if not others:
            continue
        eligible = YEAR - teacher["since"] >= 6
        chance = 0.0
        if spec.role == "核心校" and eligible:
            chance = 0.30 if teacher["honour"] != "无" else 0.12
        elif spec.role == "成员校" and eligible:
            others, chance = [i for i in others if specs[i].role == "核心校"], 0.06
        if others and draws.uniform() < chance:
            teacher["post"], teacher["rotated"] = others[int(draws.uniform() * len(others))], "是"


def school(spec: Spec, stage: str, pupils: int, teachers: Iterable[Row], draws: Draws) -> Row:
    """Return the row of a school at a stage, its teachers counted from their table."""
    formed, tier = FORMED.get(spec.group, ("", ""))
    kind = (
        "幼儿园"
        if stage == "幼儿园"
        else "教学点"
        if pupils == POINT
        else "九年一贯制学校"
        if spec.primary and spec.junior
        else {"小学": "小学", "初中": "初级中学"}[stage]
    )
    row: Row = {
        "id": spec.id, "name_zh": spec.zh, "name_en": spec.en, "year": YEAR, "stage": stage, "kind": kind, "town": TOWNS[spec.town],
        "locality": spec.locality, "level": spec.level, "pupils": pupils, "group": spec.group, "role": spec.role,
        "form": spec.form, "formed": formed, "tier": tier,
    }  # fmt: skip
    if stage == "幼儿园":
        return row | {"classes": 8, "largest_class": 28}
    level, i = LEVELS[spec.level], int(stage == "初中")
    grades = (6, 3)[i]
    size = (
        min(46 if spec.level == "优质" else 42, pupils / grades) if spec.level != "薄弱" else min(35, pupils / grades)
    )
    classes = max(round(pupils / size / grades), 1) * grades if pupils > POINT else 4
    about = Counter[str]()
    for t in teachers:
        if (t["school"], t["taught"]) == (spec.id, stage):
            backbone, rotated = t["honour"] != "无", t["rotated"] == "是"
            about.update(
                teachers=1, above_degree=t["degree"] in ABOVE[stage], backbone=backbone, arts=t["subject"] in ("体育", "音乐", "美术"),
                mid_title=t["title"] in ("一级教师", "高级教师"), eligible=YEAR - t["since"] >= 6, rotated=rotated,
                rotated_backbone=rotated and backbone, lent=bool(t["post"]),
            )  # fmt: skip
        about["borrowed"] += (t["post"], t["taught"]) == (spec.id, stage)

    def per_pupil(name: str) -> float:
        return pupils * level[name][i] * min(max(draws.normal(1, 0.13), 0.7), 1.35)

    return row | dict(about) | {
        "migrants": round(pupils * (0.22 if spec.locality == "城区" else 0.05) * (0.7 + 0.6 * draws.uniform())),
        "classes": classes, "largest_class": min(-(-pupils // classes) + int(5 * draws.uniform()), pupils),
        "teaching_area": round(per_pupil("area")), "sports_area": round(per_pupil("sports")),
        "equipment": round(per_pupil("kit") / 1e4, 2), "media_rooms": max(round(per_pupil("rooms") / 100), 1),
        "computers": round(pupils * (0.09 + 0.06 * draws.uniform())), "books": round(pupils * (18 + 16 * draws.uniform())),
        "music_rooms": max(round(classes / 11.5), 1), "art_rooms": max(-(-classes // 12), 1),
        "training_share": f"{4.2 + 2.6 * draws.uniform():.1f}%",
    }  # fmt: skip


def sample(spec: Spec, stage: str, pupils: int, draws: Draws) -> list[Row]:
    """Return the pupils of a school in the sample that was tested."""
    if stage == "幼儿园" or pupils == POINT:
        return []
    grade, most = SAMPLED[stage]
    i, town = int(stage == "初中"), spec.locality == "城区"
    mean = draws.normal(LEVELS[spec.level]["score"][i], 1.5)
    home = {"优质": 0.5, "一般": 0.0, "新建": 0.2, "薄弱": -0.5}[spec.level]
    out = []
    for _ in range(min(most, pupils // (6, 3)[i])):
        ses = draws.normal(home, 0.9)
        prior = draws.normal(mean - 2 + 2.2 * (ses - home), 10.5)
        score = min(max(draws.normal(mean + 0.7 * (prior - mean + 2) + 0.9 * (ses - home), 7.5), 5), 100)
        out.append({
            "school": spec.id, "grade": grade, "sex": "女" if draws.uniform() < 0.47 else "男",
            "migrant": "是" if draws.uniform() < (0.22 if town else 0.05) else "否",
            "locality": spec.locality if draws.uniform() < 0.85 else "乡村", "ses": f"{ses:.2f}", "score": f"{score:.1f}",
            "prior_score": f"{min(max(prior, 5), 100):.1f}",
        })  # fmt: skip
    return out


def table(declared: RecordTable, rows: Sequence[Row], units: dict[str, str] | None = None) -> str:
    """Return rows as CSV under Chinese headers, in the order of the declared columns."""
    columns = [c for c in declared.columns if any(c.name in r for r in rows)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([c.zh + (units or {}).get(c.name, "") for c in columns])
    writer.writerows([r.get(c.name, "") for c in columns] for r in rows)
    return text.getvalue()


def places() -> str:
    """Return the places of the schools as GeoJSON points."""
    features = [
        {
            "type": "Feature",
            "properties": {"学校标识码": s.id, "学校名称": s.zh},
            "geometry": {
                "type": "Point",
                "coordinates": [round(CENTRE[0] + s.x / 97.8, 5), round(CENTRE[1] + s.y / 111.2, 5)],
            },
        }
        for s in SPECS
    ]
    lines = ",\n".join(json.dumps(f, ensure_ascii=False) for f in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


if __name__ == "__main__":
    for name, text in make().items():
        Path(sys.argv[1], name).write_bytes(text.encode())
