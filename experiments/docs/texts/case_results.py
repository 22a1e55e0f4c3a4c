"""What the tables of the pages of cases say."""

from __future__ import annotations

from sim.say import Text

WHAT, NUMBER = Text(zh="内容", en="what"), Text(zh="数量", en="number")
FIRST_DAY = Text(zh="第一天的义务教育学校", en="compulsory schools on the first day")
OPENINGS = Text(zh="之后新开的学校", en="schools that open later")
PUPILS = Text(zh="第一天的学生", en="pupils on the first day")
PLACES = Text(zh="之后新开学校的规划学生数", en="pupils planned for schools that open later")
UNIT_COUNT = Text(zh="{layer}：单位数（成员数，不含核心校）", en="{layer}: units (members, cores not counted)")
COUNTED = Text(zh="{units}（{members}）", en="{units} ({members})")
DATE, REFORM, SETS = Text(zh="日期", en="date"), Text(zh="改革", en="reform"), Text(zh="设定", en="what it sets")
EVENTS = Text(zh="事件：{events}", en="events: {events}")
OPENING = Text(
    zh="与无改革相比的变化，括号内为95%区间；{seeds}个种子，从第一次改革（{first}）起的学年，其当年为1。",
    en="Differences from no reform with 95 % intervals; {seeds} seeds; school years counted from the first reform's ({first}), "
    "which is 1.",
)
CODE = Text(
    zh="由 `python -m experiments.docs.case_results` 测得，代码 `{code}`。",
    en="Measured by `python -m experiments.docs.case_results`, code `{code}`.",
)
STALE = Text(
    zh="**模型或案例此后已改动**，下列数值属于当时的代码，尚未重测。",
    en="**The model or the case has changed since**: the numbers below are those of that code, and were not measured again.",
)
OTHER_SCHOOLS = Text(
    zh="改革中有学校进出集团或另组集团，成员校与核心校的均值因此包含所含学校的不同，不全是对学校的影响。",
    en="Schools enter, leave and found groups by the reforms, so that means of members and of cores differ also by which "
    "schools these are, and not by effects on schools alone.",
)
CAUTION = Text(
    zh="所有数值都是模型在假设下的结果，不是对任何一个区县的测量或预测；区间只含随机种子的差别，不含参数的不确定。",
    en="All sizes are results of a model under assumptions, not measurements or forecasts of any district; intervals hold the "
    "luck of seeds alone, not how uncertain parameters are.",
)
MEASURE, UNIT, STAGE = Text(zh="指标", en="measure"), Text(zh="单位", en="unit"), Text(zh="学段", en="stage")
YEAR = Text(zh="学年", en="year")
LEVEL = Text(zh="无改革时", en="no reform")
REFORM_LESS = Text(zh="改革", en="reform")
EQUAL, INSIDE, RANDOM = (
    Text(zh="安慰剂：起点相同", en="placebo: equal cores"),
    Text(zh="安慰剂：各校自办", en="placebo: inside schools"),
    Text(zh="安慰剂：随机核心校", en="placebo: random core"),
)
ESTIMATE, NONE = Text(zh="{mean}（{low}至{high}）", en="{mean} ({low} to {high})"), Text(zh="–", en="–")
EVERY_STAGE = Text(zh="各学段", en="all")
POINTS, HOURS, YUAN = (
    Text(zh="分（15分为1个标准差）", en="points (15 are an SD)"),
    Text(zh="小时/周", en="hours a week"),
    Text(zh="元/生/年", en="yuan a pupil and year"),
)
MEASURES = {
    "mean_score": Text(zh="全体学生平均分", en="mean score of all pupils"),
    "member_score": Text(zh="成员校平均分", en="mean score, member schools"),
    "core_score": Text(zh="核心校平均分", en="mean score, core schools"),
    "bottom_decile": Text(zh="最低十分之一学生平均分", en="mean score of the lowest tenth"),
    "between_school_sd": Text(zh="学校平均分的标准差", en="SD of school means"),
    "teacher_week": Text(zh="教师一周的工时", en="week of a teacher"),
    "time_worth": Text(zh="活动工时折合的工资", en="worth of the hours asked, as salary"),
    "yuan": Text(
        zh="财政支出（工资、公用经费、基建之外）", en="paid by the treasury beyond salaries, public funds, capital"
    ),
}
