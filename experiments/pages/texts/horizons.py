"""What is said of effects by school year of the reform, and of the sixth question of the demo."""

from __future__ import annotations

from sim.say import Text

UNIT, ARM = Text(zh="单位", en="Unit"), Text(zh="情景", en="Scenario")
HORIZON = Text(zh="第{n}个学年", en="School year {n}")
HOURS, YUAN = Text(zh="所占用的工时", en="Hours asked"), Text(zh="财政支出", en="Yuan paid")
CAPTION = Text(
    zh="改革的作用，按改革起的学年：各情景与其无改革情景之差（括号内为95%区间）",
    en="Effects by school year of the reform: each scenario less what it is set against, with 95 % intervals",
)
ASKED = Text(zh="几年见效，占用多少时间？", en="After how many years, and at what price of time?")
READ = Text(
    zh="首项改革施行于{first}学年，该学年为第1个学年。分数和差距取第{horizons:and}个学年的值；工时和支出是首项改革起至该学年的年均值。"
    "各区间只就该项而言。",
    en="The first reform comes into force in {first}, which counts as school year 1. Scores and gaps are those of school years "
    "{horizons:and}; hours and yuan are means a year from the first reform up to then. Every interval stands alone.",
)
WORTH = Text(
    zh="工时的折合工资按教师平均工资计算，是机会成本，不是另外支付的钱。",
    en="The worth of the hours is what they would cost as salary: a price of time, not money that is paid on top.",
)
LINE = Text(zh="{arm}：成员校均分 {parts}（分）", en="{arm}: mean of members {parts} (points)")
PART = Text(zh="第{n}个学年 {change}", en="{change} in school year {n}")
NOT_REACHED = Text(
    zh="各次运行在首项改革后的第{least}个学年之前结束；请用 --years {need} 或更长",
    en="the runs end before school year {least} of the first reform; give --years {need} or more",
)

# The sixth question of the demo.
AS_IN_CASE = Text(zh="按案例", en="as in the case")
CORE = Text(
    zh="其中多少靠核心校之强，时间上花费多少？", en="How much of it needs a strong core, and what did the hours cost?"
)
WITH = Text(
    zh="第{n}个学年，案例中成员校均分变化{here}，核心校与成员校之差变化{gap}（全部学段，{seeds}个种子）。",
    en="In school year {n} of the reform, members' mean moved by {here} in the case, and the distance of core and members by {gap} "
    "(all stages, {seeds} {seeds:seed|seeds}).",
)
LEFT = Text(
    zh="{arm}：成员校均分变化{here}，{share}；差距变化{gap}。",
    en="{arm}: members' mean moved by {here}, {share}; the distance by {gap}.",
)
SHARE = Text(zh="为案例的{share}（{low}至{high}）", en="{share} of that of the case ({low} to {high})")
SHARE_ALONE = Text(
    zh="占案例的多少，种子太少，无法断定", en="what part of that of the case this is cannot be told from so few seeds"
)
IS_PLACEBO = Text(
    zh="安慰剂下仍有的，不靠核心校强于他校：{abouts}。每种安慰剂与自身的无改革情景相比。",
    en="What is there under a placebo needs no core that is stronger than others: {abouts}. Each is set against itself without "
    "reforms.",
)
AT_ONCE = Text(
    zh="{arm}（没有等待期，{about}）：成员校均分变化{here}。",
    en="{arm} ({about}): members' mean moved by {here}.",
)
TIME = Text(
    zh="改革每年占用{hours}小时（首项改革起至第{n}个学年的年均值），财政每年支出{money}。",
    en="The reform asks for {hours} hours a year, mean up to school year {n}, and the treasury pays {money} a year.",
)
TIME_WORTH = Text(
    zh="按工资计，这些工时每年折合每名学生{worth}元（{low}至{high}）。",
    en="As salary, these hours are worth {worth} yuan for each pupil a year ({low} to {high}).",
)
FEW = Text(
    zh="安慰剂只用前{n}个种子；种子少，区间宽。更多种子：{again}。",
    en="Only the first {n} {n:seed|seeds} were run under placebo: few seeds make wide intervals. With more seeds: {again}.",
)
