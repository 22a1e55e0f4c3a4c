"""What is said of comparisons: of scenarios and how long to go on here, of answers in `page`, of tables in `tables`."""

from __future__ import annotations

from sim.say import Text

AT = Text(zh="{where}：{what}", en="{where}: {what}")

# Scenarios.
OTHER_YEARS = Text(
    zh="各情景的学年不同（{spans}）；请用 --years 规定同一年限",
    en="the scenarios do not cover the same school years ({spans}); give one horizon with --years",
)
SPAN = Text(zh="{scenario}：{first}至{last}", en="{scenario}: {first} to {last}")
SAME_SCENARIO = Text(zh="{a} 与 {b} 是同一情景；请去掉一个", en="{a} and {b} are the same scenario; leave one out")
AFTER_COLON = Text(
    zh="冒号之后没有内容；请写“{case}:{bare}”或“{case}:rotation.annual_share=0.2”",
    en="nothing follows the colon; write {case}:{bare} or {case}:rotation.annual_share=0.2",
)
NO_PART = Text(
    zh="“{word}”既不是“名称=值”，也不是下列之一：{arms}{near}", en="'{word}' is neither key=value nor {arms:or}{near}"
)
TWO_PLACEBOS = Text(zh="一个情景只能有一种安慰剂", en="a scenario has one placebo")
UNKNOWN_KEY = Text(zh="没有键“{key}”{near}", en="unknown key '{key}'{near}")
MISSING = Text(zh="缺少“{key}”", en="'{key}' is missing")
NOT_TWO_LANGUAGES = Text(
    zh='title = {value} 没有两种语言；请写 title = {{ zh = "...", en = "..." }}',
    en='title = {value} is not in two languages; write title = {{ zh = "...", en = "..." }}',
)
WRONG = Text(zh="{key} = {value}：{what}", en="{key} = {value}: {what}")
AGAINST_OWN = Text(zh="{scenario}（与“{other}”相比）", en="{scenario} (against {other})")
AS_IN_CASE = Text(zh="按案例", en="as in the case")
SET = Text(zh="{name} = {value}", en="{name} = {value}")
OF_CASE = Text(zh="{case}：{scenario}", en="{case}: {scenario}")

SIZE = Text(zh="情景数和每个情景的运行次数", en="scenarios and runs of each")

# How many seeds.
WIDTH = Text(
    zh="{outcome} 区间宽{now:.3g}，允许{allowed:.3g}（{asked}）",
    en="{outcome} {now:.3g} wide, {allowed:.3g} allowed ({asked})",
)
WIDTH_OF = Text(
    zh="{scenario} 的 {outcome} 区间宽{now:.3g}，允许{allowed:.3g}（{asked}）",
    en="{outcome} of {scenario} {now:.3g} wide, {allowed:.3g} allowed ({asked})",
)
LOOK = Text(zh="{n}个种子：{widths}", en="{n} seeds: {widths}")
NARROW = Text(zh="{look}：足够窄", en="{look}: narrow enough")
STOPPED = Text(
    zh="{look}：已到所允许的最多种子数，仍不够窄",
    en="{look}: stopped at the most seeds allowed, not narrow enough",
)
GOING_ON = Text(zh="{look}；继续做到{more}个种子", en="{look}; going on to {more} seeds")
