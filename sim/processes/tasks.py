"""Hours that rules of bureaus and groups ask for, and those of ordinary weeks: in one place, so that all of them are known."""

from __future__ import annotations

from sim.books import POST, Item
from sim.say import Text

HELP = Item(
    "help prepared",
    "课后辅导准备",
    Text(zh="教师准备课后辅导", en="teachers who prepare help after school"),
    "teacher",
    "hours",
)
ENTRY = Item(
    "diagnostics entered",
    "平台录入",
    Text(zh="教师录入并查看诊断", en="teachers who enter and read diagnostics"),
    "teacher",
    "hours",
)
RECORDING = Item(
    "lessons recorded",
    "录制课程",
    Text(zh="名校教师录制课程", en="the best school's teachers, who record lessons"),
    "teacher",
    "hours",
)
VISITED = Item(
    "visits of inspectors",
    "接受视导",
    Text(zh="校长与管理人员接受视导并整改", en="heads and managers with inspectors and after"),
    "school",
    "hours",
)
FAMILIES = Item(
    "work with families",
    "家校共育",
    Text(zh="班主任与家长座谈、家访", en="homeroom teachers with families"),
    "teacher",
    "hours",
)
TALKS = Item(
    "guidance",
    "个体指导",
    Text(zh="班主任与学生谈心、辅导", en="homeroom teachers who guide pupils"),
    "teacher",
    "hours",
)
BASES = Item(
    "bases escorted",
    "基地带队",
    Text(zh="教师带学生到校外基地", en="teachers who go with pupils to bases"),
    "teacher",
    "hours",
)
SURVEY = Item(
    "survey of resources",
    "资源调查",
    Text(zh="校长与管理人员的资源调查", en="heads and managers who survey resources"),
    "school",
    "hours",
)
# What bodies of a group and appraisals ask of heads and managers (``council.py``, ``exchange.py``).
COUNCIL = Item(
    "council meetings", "理事会会议", Text(zh="校长参加集团理事会", en="heads at councils of groups"), "school", "hours"
)
PARTY = Item(
    "party meetings",
    "党建联席会",
    Text(zh="校长与书记参加党建联席会", en="heads and secretaries at joint party meetings"),
    "school",
    "hours",
)
COMMITTEES = Item(
    "committees",
    "专业委员会",
    Text(zh="成员校承担集团分工", en="members that run committees for their group"),
    "school",
    "hours",
)
REPORTS = Item(
    "reports",
    "情况通报",
    Text(zh="校长与管理人员编写通报", en="heads and managers who write reports"),
    "school",
    "hours",
)
RATING = Item(
    "appraisal of those who came",
    "交流教师考评",
    Text(zh="接收校校长考评交流教师", en="heads who rate teachers posted to them"),
    "school",
    "hours",
)
TWIN = Item(
    "twin training",
    "双培",
    Text(zh="骨干与党员参加双培", en="backbone and members in twin training"),
    "teacher",
    "hours",
)
ACROSS = Item(
    "lessons across stages",
    "跨学段任教",
    Text(
        zh="教师到另一学段任教，连同备课与路途",
        en="teachers at schools of another stage, preparation and road included",
    ),
    "teacher",
    "hours",
)

EVERY = (
    HELP, ENTRY, RECORDING, VISITED, FAMILIES, TALKS, BASES, SURVEY, COUNCIL, PARTY, COMMITTEES, REPORTS, RATING, TWIN, ACROSS,
)  # fmt: skip

# What an ordinary week goes to, beside what is asked for, in the order of `sim.processes.workload.Week`.
ORDINARY = (
    Item("lessons", "上课", Text(zh="教师在教室里上课", en="teachers in their classrooms"), POST, "hours"),
    Item(
        "preparing lessons",
        "备课",
        Text(zh="教师为自己的课备课", en="teachers who prepare their lessons"),
        POST,
        "hours",
    ),
    Item("marking", "批改作业", Text(zh="教师批改作业", en="teachers who mark homework"), POST, "hours"),
    Item(
        "meetings at school",
        "校内会议",
        Text(zh="教研活动以外的校内会议", en="meetings beside those of research"),
        POST,
        "hours",
    ),
    Item("other work", "其他校务", Text(zh="教师的其他校务", en="what else teachers do at school"), POST, "hours"),
    Item(
        "duties",
        "班主任与管理职务",
        Text(zh="班主任管班、中层管理", en="homeroom teachers with their class, and managers"),
        POST,
        "hours",
    ),
    Item(
        "after-school service",
        "课后服务",
        Text(zh="教师在本校开展课后服务", en="teachers in after-school service here"),
        POST,
        "hours",
    ),
)
