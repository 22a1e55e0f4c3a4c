"""What a model in memory says to those who run, change and copy it, and the maker of districts to those who ask for one."""

from __future__ import annotations

from sim.say import Text

NO_CHANGE = Text(
    zh='changes：{value} 不是一项变更；请写 {{"date":"2020-09","set":{{...}}}}',
    en="changes: {value} is not a change; write {{'date': '2020-09', 'set': {{...}}}}",
)
NO_SETTINGS = Text(
    zh='{value} 不是设定；请按名称写，如 {{"rotation.annual_share":0.2}}',
    en="{value} are not settings; write them by name, such as {{'rotation.annual_share': 0.2}}",
)
NO_DATE = Text(
    zh="date = {value} 不是日期；请写年月，如“2020-09”，或只写年份",
    en="date = {value} is not a date; write a year and month such as '2020-09', or a year",
)
PAST = Text(
    zh="date = {value} 已经过去；允许：{first}（下一学期开始时）或更晚",
    en="date = {value} is past; allowed: {first}, when the next term begins, or later",
)
TERM = Text(zh="{date}开始的学期", en="the term that began in {date}")
TERMS_PASSED = Text(
    zh="run_until({value})：已过{now:g}个学期；允许：不小于{now:g}",
    en="run_until({value}): {now:g} terms have passed; allowed: {now:g} or more",
)
WITHIN_TERM = Text(
    zh="模型正在一个学期之中：观察者不能推进它，中断的学期也不能继续",
    en="the model is within a term: an observer cannot step it, and a term broken off cannot go on",
)
COPIED_WITHIN = Text(
    zh="模型只能在两个学期之间复制，不能由观察者在学期之中复制",
    en="a model is copied between two terms, not by an observer within one",
)
NO_TABLES = Text(
    zh="此模型以 record=False 建立，没有保留表格", en="this model was made with record=False and kept no tables"
)
DISTRICT_ALONE = Text(
    zh='此模型以 record="district" 建立，只保留了各区县合计的历年指标，没有保留表格；请以 record=True 建立',
    en="this model was made with record='district' and kept the yearly measures of all districts together, but no tables; "
    "make it with record=True",
)
NO_RECORD = Text(
    zh='record = {value} 不可用；允许：True、False 或 "district"',
    en="record = {value} is not allowed; allowed: True, False or 'district'",
)
NO_SEED = Text(
    zh="{name} = {value} 不是种子；允许：不小于0的整数，或 None",
    en="{name} = {value} is not a seed; allowed: an integer of 0 or more, or None",
)
WHOLE_TERMS = Text(
    zh="{name}({value})：一步为一个学期；允许：不小于{least}的整数 [学期]",
    en="{name}({value}): a step is one term; allowed: a whole number of {least} or more [terms]",
)
YEARS_OUT = Text(
    zh="years = {value} 超出范围；允许：1至100 [学年]",
    en="years = {value} is out of range; allowed: 1 to 100 [school years]",
)

# Districts that are made up.
NO_LAYER = Text(
    zh="layers：没有“{name}”{hint}；允许：{allowed}", en="layers: there is no '{name}'{hint}; allowed: {allowed}"
)
DISTRICTS_OUT = Text(
    zh="districts = {value} 超出范围；允许：1至{most}，即{pupils}名学生所在的镇街数 [个区县]",
    en="districts = {value} is out of range; allowed: 1 to {most}, the towns of {pupils} pupils [districts]",
)
