"""What is said to those who hang observers and measures of their own on a model."""

from __future__ import annotations

from sim.say import Text

# Measures.
NO_NAME = Text(
    zh="指标 {name}：名称由字母、数字和下划线组成，如“poor_gap”",
    en="measure {name}: a name is letters, digits and underscores, such as 'poor_gap'",
)
TAKEN = Text(
    zh="指标“{name}”：模型已有同名的指标；请另取名称",
    en="measure '{name}': the model has a measure of that name already; choose another",
)
READS = Text(
    zh="指标“{name}”：没有 by = {by}；可用：{known}", en="measure '{name}': by = {by} is not known; allowed: {known}"
)
NOT_MARKED = Text(
    zh="measures：{function} 不是指标；请在其上方写 @measure(...)",
    en="measures: {function} is not a measure; write @measure(...) above it",
)
USED_TWICE = Text(
    zh="measures：名称“{name}”用了两次；请给其中一个换名",
    en="measures: the name '{name}' is used twice; choose another for one of them",
)
NO_MEASURE = Text(zh="measures：没有指标“{name}”{hint}", en="measures: '{name}' is not a measure{hint}")
NO_SCHOOLS = Text(
    zh="measures：“{name}”没有指明学校；例如请写 {name}@locality=rural",
    en="measures: '{name}' names no schools; write for example {name}@locality=rural",
)
NOT_BY = Text(zh="measures：“{name}”不能按 {key} 区分；{able}", en="measures: '{name}' says nothing by {key}; {able}")
ABLE = Text(zh="可按{keys}区分", en="it can be taken by {keys}")
WHOLE_DISTRICT = Text(zh="它只有全区县的数值", en="it is of the whole district only")
UNFOLLOWED = Text(
    zh="案例不追踪 {outcome}；请在案例文件开头写 outcomes = [{written}]",
    en="the case does not follow {outcome}; write outcomes = [{written}] at the head of its file",
)
OF_MEASURE = Text(zh="measures：“{name}”：{what}", en="measures: '{name}': {what}")

# Observers, and what fails in a term.
NO_MOMENT = Text(
    zh="after = {after}：日程中没有这一时刻{hint}", en="after = {after} is not a moment of the calendar{hint}"
)
OBSERVER = Text(zh="{moment} 之后的观察者 {function}", en="the observer {function} after {moment}")
MEASURE = Text(zh="指标“{name}”（{function}）", en="the measure '{name}' ({function})")
FAILED = Text(zh="{who}在{when}出错：{kind}：{why}", en="{who} failed in {when}: {kind}: {why}")
