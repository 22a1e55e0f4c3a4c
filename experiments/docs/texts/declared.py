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
