"""What declarations say in English alone, and the Chinese of it; found by the English (`experiments.docs.both`)."""

from __future__ import annotations

from sim.say import Text

SEASONS = (  # of the calendar
    Text(zh="每学期", en="each term"),
    Text(zh="秋季", en="autumn"),
    Text(zh="春季", en="spring"),
)

WORDS = (  # of placements, accounts and combiners
    Text(zh="单向", en="one way"),
    Text(zh="互换", en="exchange"),
    Text(zh="教师", en="teacher"),
    Text(zh="校长", en="head"),
    Text(zh="集团", en="group"),
    Text(zh="教育局", en="bureau"),
    Text(zh="财政", en="treasury"),
    Text(zh="捐赠方", en="donor"),
    Text(zh="学校", en="school"),
    Text(zh="相加", en="sum"),
    Text(zh="取最大", en="max"),
    Text(zh="取平均", en="mean"),
    Text(zh="相加并封顶", en="capped sum"),
)

SLOTS = (  # of the calendar, in which instruments act
    Text(zh="招聘之前", en="before hiring"),
    Text(zh="首个岗位", en="first posts"),
    Text(zh="派往任教", en="placements"),
    Text(zh="师徒结对", en="pairs"),
    Text(zh="集团活动", en="activities"),
    Text(zh="考核评价", en="evaluation"),
)

MOMENTS = (  # of the calendar, at which nothing happens
    Text(zh="学期末", en="term"),
    Text(zh="学年末", en="year"),
)

TAGS = (  # of measures
    Text(zh="数据收集器", en="collected"),
    Text(zh="主要指标", en="headline"),
    Text(zh="逐年", en="over time"),
    Text(zh="差距", en="gap"),
    Text(zh="水平", en="level"),
    Text(zh="全体", en="everyone"),
    Text(zh="核心校与成员校", en="core and members"),
    Text(zh="区县各部分", en="parts of the district"),
)

SIZES = (Text(zh="学段数", en="stage"),)  # of columns of the state, that are named and no number
