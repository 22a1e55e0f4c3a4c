"""What is wrong with the events of a reform, and what is told of those that happen."""

from __future__ import annotations

from sim.say import Text

MERGED_BEFORE = Text(zh="“{name}”此前已并入“{into}”", en="'{name}' was merged into '{into}' before")
NOT_OPEN = Text(zh="“{name}”尚未开办", en="'{name}' is not open yet")
OPENS_LATER = Text(zh="“{name}”尚未开办：{year}年才开办", en="'{name}' is not open yet: it opens in {year}")
CORE_GONE = Text(zh="核心校“{core}”此前已并入“{into}”", en="its core '{core}' was merged into '{into}' before")
DISSOLVED_BEFORE = Text(zh="集团“{group}”此前已于{date}撤销", en="the group '{group}' was dissolved before, in {date}")

MERGED_INTO_ITSELF = Text(zh="“{name}”不能并入自身", en="'{name}' cannot be merged into itself")
GRADES_NOT_TAUGHT = Text(
    zh="“{name}”（{kind}）不能并入“{into}”（{other}），后者不办前者的年级",
    en="'{name}' ({kind}) cannot be merged into '{into}' ({other}), which does not teach its grades",
)
CORE_MERGED_AWAY = Text(
    zh="“{name}”当日是“{group}”的核心校，不能并入他校；请先撤销该集团或更换其核心校",
    en="'{name}' is the core of '{group}' on that day and cannot be merged away; dissolve the group or change its core first",
)
SPLIT_UNLIKE = Text(
    zh="“{name}”（{kind}）不能分设出“{into}”（{other}）；两校须办同样的学段",
    en="'{name}' ({kind}) cannot be split into '{into}' ({other}); both teach the same stages",
)
OPENS_THEN = Text(
    zh="“{name}”须在该学年开办；请写 opens = {year}", en="'{name}' must open in that school year; write opens = {year}"
)
CANNOT_BECOME = Text(
    zh="“{name}”（{kind}）不能改制为“{to}”；允许：{allowed}",
    en="'{name}' ({kind}) cannot become '{to}'; allowed: {allowed}",
)
GROWS = Text(zh="{one} 改为 {other}", en="{one} to {other}")
NOWHERE = Text(zh="“schools”和“towns”都没有写明在哪里", en="neither 'schools' nor 'towns' says where")
NO_TOWN = Text(zh="没有镇街“{name}”{hint}", en="there is no town '{name}'{hint}")
NO_ZONE = Text(
    zh="“{name}”没有小学生，因而没有学区；请写周围的小学",
    en="'{name}' has no primary pupils, and with them no zone; name the primary schools around it",
)
TEAM_TO_ITSELF = Text(zh="“{name}”不能向自己派驻团队", en="'{name}' cannot send a team to itself")
TEAM_IN_SPRING = Text(
    zh="团队在秋季派出，编制也在那时安排；日期请写4月至9月",
    en="teams leave in autumn, when posts are planned; write a date from April to September",
)
NO_TEACHERS = Text(zh="“{name}”（{kind}）在模型中没有教师", en="'{name}' ({kind}) has no teachers in the model")

NO_GROUP = Text(zh="没有集团“{name}”{hint}", en="there is no group '{name}'{hint}")
FORMED_LATER = Text(zh="集团“{name}”到{date}才组建", en="the group '{name}' is formed later, in {date}")
FORMED_THEN = Text(
    zh="集团“{name}”当日组建；请把成员写成组建时的样子",
    en="the group '{name}' is formed on that day; write its members as they are from then on",
)
FORMED_ANOTHER_DAY = Text(
    zh="集团“{name}”的 formed = {date}，不在该日；由此关卡决定是否组建的集团须在通过之日组建",
    en="the group '{name}' has formed = {date}, which is another day; what a gate decides on is formed on the day it opens",
)
IS_CORE = Text(zh="“{name}”当日是“{group}”的核心校", en="'{name}' is the core of '{group}' on that day")
NOT_A_MEMBER = Text(
    zh="“{name}”当日不是“{group}”的成员校；当日的成员校：{members:and}",
    en="'{name}' is not a member of '{group}' on that day; its members then: {members:and}",
)
MEMBER_ALREADY = Text(
    zh="“{name}”当日已是“{group}”的成员校", en="'{name}' is a member of '{group}' already on that day"
)
STAGE_NOT_TAUGHT = Text(
    zh="“{name}”不办学段“{stage}”；允许：{taught:and}",
    en="'{name}' does not teach the stage '{stage}'; allowed: {taught:and}",
)

# Told of what happens.
FROM_TO = Text(zh="{ends} → {where}", en="{ends} → {where}")
GATE = Text(zh="试点：{who}，到{by}为止；之后若{asked}，则全面推开", en="pilots: {who} until {by}, then all if {asked}")
AT_LEAST = Text(zh="{measure}（{of}）与其他之差不低于{limit:g}", en="{measure} ({of}) at least {limit:g} beside others")
AT_MOST = Text(zh="{measure}（{of}）与其他之差不高于{limit:g}", en="{measure} ({of}) at most {limit:g} beside others")
OF = {"change": Text(zh="变化", en="change"), "level": Text(zh="水平", en="level")}
