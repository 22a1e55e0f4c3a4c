"""Hours that rules of bureaus and groups ask for, declared in one place, so that all measures of hours are known."""

from __future__ import annotations

from sim.books import Item
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

EVERY = (HELP, ENTRY, RECORDING, VISITED, FAMILIES, TALKS, BASES, SURVEY)
