"""Words for tables, figures and reports, in English and Chinese, where the model declares none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from sim.case import Case


class Named(Protocol):
    """Whatever has a name in English and Chinese."""

    @property
    def en(self) -> str:
        """The English one."""

    @property
    def zh(self) -> str:
        """The Chinese one."""


def named(thing: Named) -> str:
    """Return both names on one line; once where they are the same."""
    return thing.en if thing.en == thing.zh else f"{thing.en} {thing.zh}".strip()


class Words(NamedTuple):
    """A term in English and Chinese."""

    en: str
    zh: str

    @property
    def both(self) -> str:
        """Both, on one line."""
        return named(self)

    def with_unit(self, en: str, zh: str) -> str:
        """Return both with a unit, each on its line, as an axis is named."""
        return f"{self.en}, {en}\n{self.zh},{zh}"


WAN = 1e4  # yuan; money is shown in this unit everywhere, and kept in yuan in every table that is written
MONEY = "万元 (10,000 yuan)"
MONEY_YEAR = f"{MONEY} a year"
MONEY_DIGITS = 1  # decimals it is told with where no interval says how many
STAGES = {"primary": Words("Primary", "小学"), "junior": Words("Junior", "初中")}
ROLES = {
    "core": Words("core schools", "核心校"),
    "member": Words("member schools", "成员校"),
    "none": Words("schools outside groups", "集团外学校"),
}
ARMS = {"baseline": Words("baseline", "无改革"), "reform": Words("reform", "有改革"), "run": Words("run", "本次运行")}
KINDS = {  # of placements, short enough for an axis
    "rotation": Words("rotation", "交流轮岗"),
    "follow_post": Words("follow-post", "跟岗学习"),
    "first_post": Words("first post", "首站式培育"),
    "secondment": Words("secondment", "管理干部互派"),
}
ENDS = {"core": Words("core", "核心校"), "member": Words("member", "成员校"), "none": Words("outside", "集团外")}
INDICATORS = {
    "L1": Words("teachers above the required degree", "高于规定学历教师数"),
    "L2": Words("backbone teachers", "骨干教师数"),
    "L3": Words("PE and arts teachers", "体育艺术专任教师数"),
    "L4": Words("teaching area", "教学及辅助用房面积"),
    "L5": Words("sports area", "体育运动场馆面积"),
    "L6": Words("equipment", "教学仪器设备值"),
    "L7": Words("multimedia classrooms", "网络多媒体教室数"),
}
ITEMS = {
    "awards": Words("awards to groups", "集团奖励"),
    "capital": Words("capital", "基建与设备经费"),
    "digital platform": Words("digital platform", "数字平台"),
    "earmark": Words("earmarks of groups", "集团专项经费"),
    "facility sharing": Words("facility sharing", "设施共享"),
    "follow-post stays": Words("follow-post stays", "跟岗补助"),
    "group activities": Words("group activities", "集团活动"),
    "joint research": Words("joint research", "联合教研"),
    "mentor stipends": Words("mentor stipends", "师徒津贴"),
    "public funds": Words("public funds", "公用经费"),
    "rotation allowances": Words("rotation allowances", "交流津贴"),
    "rotation travel": Words("rotation travel", "交流交通补助"),
    "salaries": Words("salaries", "工资"),
    "secondment allowances": Words("secondment allowances", "派任津贴"),
}


def item(name: str) -> Words:
    """Return the words for an item of the books, which stands for itself where none are known."""
    return ITEMS.get(name, Words(name, {"other": "其他"}.get(name, "")))


def school_year(year: int) -> str:
    """Return a school year such as ``2041/42``."""
    return f"{year}/{(year + 1) % 100:02d}"


def span(first: int, last: int) -> str:
    """Return a stretch of school years."""
    return school_year(first) if first == last else f"{school_year(first)} to {school_year(last)}"


def in_span(first: int, last: int) -> str:
    """Return a stretch of school years in words."""
    return f"the school year{'s' if last > first else ''} {span(first, last)}"


def forms(case: Case | None = None) -> dict[str, Words]:
    """Return the forms of tie by name, those of a case's own among them."""
    from sim import presets

    return {name: Words(*said) for name, said in presets.words(case.forms if case is not None else ()).items()}
