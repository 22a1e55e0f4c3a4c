"""Units in Chinese and English: words for their parts, such as of ``SD/year``, and whole units that go by other words."""

from __future__ import annotations

from functools import lru_cache

from sim.say import Said, joined

PARTS = {
    "share": "比例", "flag": "是或否", "points": "分", "SD": "标准差", "year": "年", "years": "年", "term": "学期",
    "terms": "学期", "hours": "小时", "hour": "小时", "week": "周", "weeks": "周", "day": "日", "lessons": "课时",
    "lesson": "课时", "nats": "奈特", "ratio": "比值", "pupils": "名学生", "pupil": "生", "correlation": "相关系数",
    "teacher": "师", "teachers": "名教师", "indicators": "项指标", "members": "所成员校", "member": "成员校", "yuan": "元",
    "class": "班", "classes": "个班", "log": "对数", "logit": "对数几率", "utility": "效用", "index": "指数", "km": "公里",
    "schools": "所学校", "school": "校", "group": "集团", "groups": "个集团",
    "activity": "次活动", "activities": "次活动", "ties": "个关系",
    "tie": "关系",
    "people": "人", "person": "人", "mentees": "名徒弟", "mentee": "徒弟", "novice": "新教师", "guest": "跟岗教师",
    "mover": "流动教师", "seats": "学位", "1": "1", "times": "倍", "grade": "年级", "m2": "平方米", "rooms": "间",
    "posts": "个编制", "children": "名儿童", "credits": "积分", "runs": "次运行", "run": "次运行", "s": "秒", "h": "小时",
    "million": "百万",
    "honour": "称号等级", "coach": "名指导教师", "host": "名主持人", "show": "场", "shows": "场展示", "core": "核心校",
    "visit": "次", "visits": "次", "meeting": "次", "meetings": "次活动", "studio": "室", "expert": "名专家", "place": "名额",
    "contest": "次比武", "bulletin": "期", "bulletins": "期简报", "1000 teachers": "千名教师",
    "applicants": "名应聘者", "post": "岗位", "elasticity": "弹性",
    "z": "z", "courses": "门课程", "course": "门课程", "families": "个家庭", "days": "天",
}  # fmt: skip
WHOLE = {
    "school row": "学校行", "class row": "班级行", "student row": "学生行", "teacher row": "教师行", "zone row": "片区行",
    "group row": "集团行", "district row": "区县行", "placement row": "交流记录行", "id": "标识", "code": "代码",
    "instrument": "政策工具",
    "school year": "学年", "school years": "学年", "10,000 yuan": "万元", "10,000 yuan a year": "万元/年",
    "万元 (10,000 yuan)": "万元", "万元 (10,000 yuan) a year": "万元/年", "pupils/teacher": "生师比",
    "SD of merit": "标准差（业绩）", "share of the national threshold": "国家标准的倍数", "yuan per unit": "元/单位",
    "SD/year per 10 pupils": "标准差/年（每10名学生）", "SD/year per index unit": "标准差/年（每单位指数）",
    "SD/year per hour/week": "标准差/年（每周每小时）", "SD/year per SD": "标准差/年（每标准差）",
    "SD per credit": "标准差（每积分）", "SD/year per km": "标准差/年（每公里）",
    "SD/year per SD of the index": "标准差/年（指数的每标准差）", "SD of merit per SD": "业绩的标准差（每标准差）",
    "1/SD of skill": "1/教学能力的标准差", "utility per 10,000 yuan": "效用/万元",
    "1/year per hour/week": "1/年（每周每小时）", "z per hour/week": "z（每周每小时）", "z per 10 pupils": "z（每10名学生）",
    "z per SD": "z（每标准差）", "hours/week/class": "小时/周·班",
    "SD/year per credit": "标准差/年（每积分）", "SD/year at full weight": "标准差/年（权重为1时）",
    "logit per 10,000 yuan": "对数几率/万元", "share of variance": "方差份额",
    "points/unit": "分/单位", "rank": "位次", "books": "册", "computers": "台", "m2/pupil": "平方米/生",
    "books/pupil": "册/生", "teachers/pupil": "人/生", "teachers/100 pupils": "人/百名学生",
    "rooms/100 pupils": "间/百名学生", "computers/100 pupils": "台/百名学生", "hours a year": "小时/年",
    "text": "文字", "list of texts": "文字列表",
}  # fmt: skip
BARE = {"share", "flag", "ratio", "correlation", "index"}  # which Chinese does not say behind a number
ENGLISH = {"万元 (10,000 yuan)": "10,000 yuan", "万元 (10,000 yuan) a year": "10,000 yuan a year"}


@lru_cache
def _pair(name: str) -> tuple[str, str]:
    parts = name.split("/")
    zh = WHOLE.get(name) or "/".join(PARTS.get(part, part) for part in parts)
    return zh, ENGLISH.get(name, name)


def unit(name: str) -> Said:
    """Return a unit as it is said; one that is not known here, as those of instruments from elsewhere, stands for itself."""
    return Said(*_pair(name))


def amount(number: object, name: str) -> Said:
    """Return a number with its unit; Chinese says nothing behind a share."""
    said = unit(name)
    if not name:
        return joined([number])
    times = " × " if said.en[:1].isdigit() else " "  # of 10,000 yuan
    return joined([number, Said("" if name in BARE else said.zh, said.en)], zh="", en=times)
