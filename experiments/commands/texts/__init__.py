"""What the commands say, a module per family; here the options that several have, and what all of them print."""

from __future__ import annotations

from sim.say import Text

# Options.
INSTRUMENTS_HELP = Text(
    zh="模型之外的政策工具所在的文件夹或文件；可多次使用",
    en="folder or file of instruments that are not of the model; may be repeated",
)
SET_HELP = Text(
    zh="设定一个已声明的参数，如 rotation.annual_share=0.2；可多次使用；优先于案例及其改革中的设定",
    en="value of a declared parameter, such as rotation.annual_share=0.2; may be repeated; has the last word over the case and "
    "its reforms",
)
POPULATION_SEED_HELP = Text(
    zh="第一天区内有哪些学生、教师的种子（默认：{default}）",
    en="seed of who lives and works there on the first day (default: {default})",
)
LUCK_SEED_HELP = Text(
    zh="此后各种运气的种子（默认：{default}）", en="seed of what happens afterwards (default: {default})"
)
WORKERS_HELP = Text(
    zh="工作进程数；1表示就在本进程中运行，不设限制（默认：每个处理器一个）",
    en="worker processes; 1 works in this process, without limits (default: one per processor)",
)
OUTCOMES_HELP = Text(
    zh="{what}（edugroup describe metrics 列出全部）；可多次使用",
    en="{what} (edugroup describe metrics lists them); may be repeated",
)
DISCOUNT_HELP = Text(
    zh="权衡投入与所得时，后一年比前一年少计多少，单位：百分之几，0至20（默认：0）",
    en="how much less a year counts than the one before where cost is set against gain, in per cent, 0 to 20 (default: 0)",
)
YEARS_HELP = Text(
    zh="推演多少学年，1至100（默认：按案例所定）", en="horizon in school years, 1 to 100 (default: that of the case)"
)

# Values of options.
BAD_RATE = Text(
    zh="“{text}”超出范围；允许：0至20 [每年百分之几]",
    en="'{text}' is out of range; allowed: 0 to 20 [per cent a year]",
)
NO_OUTCOME = Text(
    zh="“{text}”中没有结果指标；edugroup describe metrics 列出全部",
    en="'{text}' names no outcome; edugroup describe metrics lists them",
)
FROM_TO = Text(zh="{low}至{high}", en="{low} to {high}")
AT_LEAST = Text(zh="不小于{low}", en="{low} or more")
NOT_WHOLE = Text(
    zh="“{text}”不是整数；允许：{allowed} [{unit}]", en="'{text}' is not a whole number; allowed: {allowed} [{unit}]"
)
OUT_OF_RANGE = Text(
    zh="{value}超出范围；允许：{allowed} [{unit}]", en="{value} is out of range; allowed: {allowed} [{unit}]"
)

# Units of whole numbers.
SCHOOL_YEARS = Text(zh="学年", en="school years")
NOT_ONE_OF = Text(zh="“{text}”不在可选之列{hint}", en="'{text}' is none of its words{hint}")
SEED = Text(zh="种子", en="seed")
PAIRS = Text(zh="对运行", en="pairs of runs")
PROCESSES = Text(zh="个进程", en="processes")
RUNS_PER_POINT = Text(zh="每个设计点的运行次数", en="runs per point")
POINTS = Text(zh="设计点", en="points")
FACTORS = Text(zh="个因素", en="factors")
DISTRICTS = Text(zh="个区县", en="districts")
LUCKS = Text(zh="每次重复的运气数", en="lucks of each replication")
RUNS_OF_EACH = Text(zh="每个情景的运行次数", en="runs of each scenario")
SECONDS = Text(zh="秒", en="seconds")
MEGABYTES = Text(zh="MB", en="MB")
JOBS = Text(zh="个作业", en="jobs")
YEAR_BEGUN = Text(zh="学年，按开始的年份", en="school year, by the year it begins in")

# What is printed.
ANSWER = Text(zh="{question}\n  {short}", en="{question}\n  {short}")
REPORT_IN = Text(zh="\n报告：{report}\n表和图：{folder}", en="\nReport: {report}\nTables and figures: {folder}")
REPORT_AND_TABLES = Text(zh="\n报告：{report}\n表：{folder}", en="\nReport: {report}\nTables: {folder}")
NOTE = Text(zh="注意：{note}", en="note: {note}")
IS_THERE = Text(
    zh="{path} 已存在；请用 {option} 另指文件，或用 --force 替换",
    en="{path} is there already; name another file with {option}, or replace it with --force",
)
CANNOT_WRITE = Text(zh="无法写出 {path}：{why}", en="cannot write {path}: {why}")
PART_DONE = Text(
    zh="第 {shard} 部分在 {folder}；用 edugroup merge 合并各部分",
    en="part {shard} is in {folder}; edugroup merge puts parts together",
)
NO_PAIRS = Text(zh="没有一个种子的两次运行都给出结果指标的值", en="no outcome has a value in both runs of a seed")
