"""What is said of the targets V1 to V25 and F6."""

from __future__ import annotations

from sim.say import Text

TARGET, WHAT, BAND = Text(zh="目标", en="target"), Text(zh="量", en="what is measured"), Text(zh="范围", en="band")
VALUE, INTERVAL, RESULT = (
    Text(zh="均值", en="mean"),
    Text(zh="95%区间", en="95 % interval"),
    Text(zh="结果", en="result"),
)
BETWEEN = Text(zh="{low}至{high}", en="{low} to {high}")
ABOVE, BELOW = Text(zh="不低于{low}", en="{low} or more"), Text(zh="不高于{high}", en="{high} or less")
ENDS = Text(zh="{low}至{high}", en="{low} to {high}")
RESULTS = {
    "met": Text(zh="达到", en="met"),
    "missed": Text(zh="**未达到**", en="**missed**"),
    "undecided": Text(zh="未定", en="undecided"),
    "by construction": Text(zh="由设定决定", en="by construction"),
}
NOTE = Text(
    zh="由 `python -m experiments.docs.targets` 测得：花都案例，{seeds}个种子，{years}学年，代码 `{code}`。",
    en="Measured by `python -m experiments.docs.targets`: Huadu, {seeds} seeds, {years} school years, code `{code}`.",
)
V1 = Text(zh="集团平均义务教育学校数（含核心校）", en="compulsory schools of a group, core counted")
V7_PRIMARY = Text(zh="成员校小学均分的变化，标准差", en="gain of members, primary, SD")
V7_JUNIOR = Text(zh="成员校初中均分的变化，标准差", en="gain of members, junior, SD")
V7_CORE = Text(zh="核心校均分的变化，标准差", en="gain of cores, SD")
V7_STAGES = Text(zh="成员校变化，初中减小学，标准差", en="gain of members, junior less primary, SD")
V7_LOW = Text(zh="后10%的变化减全体的变化，标准差", en="gain of the lowest tenth less that of all, SD")
V7_SES = Text(zh="家庭背景斜率的变化", en="change of the slope on family background, SD per SD")
V7_SKILL = Text(zh="成员校教师教学能力的变化，标准差/年", en="change of members' teachers' skill, SD/year")
V8_MIDDLE = Text(
    zh="中级职称占比，核心校减成员校，按编制，改革带来的变化",
    en="share of middle titles, core less members, by register, change",
)
V8_TOP = Text(
    zh="高级职称占比，核心校减成员校，按编制，改革带来的变化",
    en="share of senior titles, core less members, by register, change",
)
V8_RATIO = Text(zh="生师比的变化", en="change of pupils per teacher")
V9 = Text(
    zh="一步到位时，达到六年效应一半的学年",
    en="school year in which half of the six-year effect is reached, nothing staged",
)
V10 = Text(
    zh="核心校领先较多的集团比其余集团多得，标准差",
    en="gain of groups whose core leads by more, less that of the others, SD",
)
V11 = Text(zh="集团间收益的标准差与均值之比", en="SD of gains between groups over their mean")
V13_UP = Text(
    zh="向上流动教师的成长，减平级流动，标准差/年",
    en="growth of teachers rotated upward less of those sideways, SD/year",
)
V13_DOWN = Text(
    zh="接收核心校教师的成员校，教师成长比其他成员校多，标准差/年",
    en="growth of local teachers of members that host a core's teacher, less that of other members, SD/year",
)
V15 = Text(zh="每个集团每年教研活动次数", en="research activities of a group and year")
V16 = Text(
    zh="改革前后集团内成绩差异系数缩小的集团占比",
    en="share of groups whose CV of scores fell from before to after the reform",
)
V16_CONTROL = Text(zh="上一项减无改革时的占比", en="that share less the same without the reform")
V17 = Text(zh="最重的周课时", en="heaviest load, lessons a week")
V17_HEAVIER = Text(zh="流动教师周课时比其他教师多", en="load of rotated teachers over others, lessons a week")
V20 = Text(
    zh="天津：有城乡共同体的各区，乡村学校被覆盖的占比",
    en="Tianjin: rural schools that support communities reach, of their districts",
)
F6 = Text(
    zh="成员校教师教学能力的收益，改革六年后停止、再过六年仍在的份额",
    en="part of the gain in skill of members' teachers that is alive six years after a reform of six years is stopped",
)
V23_YOUNG = Text(
    zh="合并后两年，低年级（至三年级）学生，标准差；另设三所小学合并",
    en="pupils of merged schools two years on, up to grade 3, SD; three primary schools merged beside the case",
)
V23_OLDER = Text(zh="合并后两年，三年级以上学生，标准差", en="pupils of merged schools two years on, above grade 3, SD")
V25 = Text(
    zh="一步到位六个学年后，提高0.1个标准差以上的薄弱成员校占比",
    en="share of weak members that gain 0.1 SD within six school years, nothing staged",
)
