"""What is said of the effects of mechanisms."""

from __future__ import annotations

from sim.say import Text

SWITCH = Text(zh="开关", en="what is switched")
SCORE = Text(zh="对成员校均分的作用，标准差（95%区间）", en="effect on members' scores, SD (95 % interval)")
WEEK = Text(zh="教师每周工时", en="hours of a teacher's week")
YUAN = Text(zh="生均每年元", en="yuan per pupil and year")
OWN = Text(zh="该机制自身的结果", en="what it is about")
ON = Text(zh="有：{settings}", en="with {settings}")
OFF = Text(zh="无：{settings}", en="without it {settings}")
GIVEN = Text(zh="两者都有：{settings}", en="in both {settings}")
RUNS = Text(zh="{n}个种子", en="{n} seeds")
CASE = Text(zh="案例`{case}`", en="case `{case}`")
ENDS = Text(zh="{low}至{high}", en="{low} to {high}")
ADDED = Text(zh="假设：由机制登记表加入", en="assumed: added by the register of mechanisms")
ENDED = Text(zh="终止", en="end")
NOT_MEASURED = Text(zh="尚未测量", en="not measured")
NOTE = Text(
    zh="作用由消融测得：各行把案例（未另注明时为花都，改革照常）按所列开关运行，有此机制减去没有此机制，同一种子成对相减，{seeds}个种子（另注的除外）的"
    "均值和95% t区间，{years}学年，取最后{late}学年；设定从第一天起生效，“有”后为案例原来没有的剂量，“无”后为去掉时的取值。成员校指任"
    "一运行结束时的成员校。工时为全体教师的平均，元为财政全部支出。区间含0的照实列出；“0”表示两次运行的这个数完全相同；机制所管的不是成绩、工时或财政支"
    "出的，另列其自身的结果（年度表的一列：全区为按学生数加权的均值，集团、关系和学校为在办者的均值，`money` 为生均每年元，`decisions` "
    "和 `instruments` 为每年次数；`@` 后为所限的学校、关系或条目；`learners` 为在该步骤中有所学的教师的教学能力，与另一运行中"
    "的同一批教师相比）。没有参数的事件写明是什么、何时。同一开关的各行数字相同。核心校、后10%及全部区间见 `docs/effects.csv`，由 `"
    "python -m experiments.docs.mechanisms` 生成，代码 `{code}`。",
    en="Effects are measured by ablation: the case (Huadu with its reforms, where no other is named) is run with the "
    "mechanism and without, as the switch says, and the runs of one seed are subtracted; mean of {seeds} seeds (but "
    "where a row says how many) with a 95 % t-interval, {years} school years, of which the last {late} count. "
    "Settings hold from the first day; *with* tells the dose that the case itself does not have, *without it* the "
    "value that takes the mechanism away. Members are those of either run at its end. Hours are a mean of all "
    "teachers, yuan all that the treasury pays. Intervals that hold 0 are shown as they are; 0 alone means that the "
    "two runs do not differ in that number. A row whose mechanism is about something else than scores, hours or the "
    "treasury's money tells that beside them, by a column of the yearly tables: of the district a mean by pupils, of "
    "groups, ties and schools a mean of those in being, `money` in yuan per pupil and year, `decisions` and "
    "`instruments` a year; behind `@` stand the schools, ties or items it is of; `learners` is the skill of the "
    "teachers who learn in a step, beside the same teachers in the other run. Events, which no parameter switches, "
    "are told by what they are and when. Rows that share a switch share the number. Cores, the lowest tenth and all "
    "intervals are in `docs/effects.csv`, written by `python -m experiments.docs.mechanisms`, code `{code}`.",
)
STALE = Text(
    zh="**此后代码有改动，数字属于较早的模型。**",
    en="**The code has changed since: the numbers are those of an earlier model.**",
)
