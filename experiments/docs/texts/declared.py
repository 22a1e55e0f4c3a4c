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
    Text(zh="学校", en="school"),
    Text(zh="相加", en="sum"),
    Text(zh="取最大", en="max"),
    Text(zh="取平均", en="mean"),
    Text(zh="相加并封顶", en="capped sum"),
)

READERS = (  # of functions and rules of forms, which are no names of steps
    Text(zh="管理干部互派", en="secondment"),
    Text(zh="交流轮岗、青蓝工程、跟岗学习、首站式培育", en="rotation, mentoring, follow-post learning, first posts"),
    Text(zh="集团教研", en="joint research"),
    Text(zh="集团名师课堂", en="digital lessons"),
    Text(zh="设施共享", en="facility sharing"),
    Text(zh="捆绑评价", en="bundled evaluation"),
    Text(zh="交流轮岗", en="rotation"),
    Text(zh="案例检查、lifecycle.enter", en="check of a case, lifecycle.enter"),
)
