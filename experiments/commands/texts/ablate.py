"""What ablate says."""

from __future__ import annotations

from sim.say import Text

ABLATE = Text(zh="逐项拆分改革：每项政策工具贡献多少", en="say what each instrument of a reform contributes")
ABLATE_LONG = Text(
    zh="把案例中启用的每项政策工具轮流停用、又单独启用，用相同的种子与有改革、无改革的案例相比：对差距、平均分、核心校均分、后10%均分、工时和支出"
    "各贡献多少，各部分相加还余下多少；再用安慰剂（核心校不强于他校）同样拆分一遍，看多少靠核心校之强；敏感性图看结论多大程度上取决于假设的系数。"
    "运行结果留在文件夹中：再次执行或增加重复次数时，只做新增的部分。",
    en="Switch every instrument that is in force in a case off in turn, and on alone, on shared seeds, beside the case with its "
    "reform and without: what each contributes to the gap, the mean, core schools, the lowest tenth, hours and yuan, and what the "
    "parts do not sum up to; the same once more under placebos, whose cores are no stronger than others; and a tornado, how far it "
    "hangs on assumed coefficients. Runs are kept in the folder: doing it again, or with more replications, does only what is new.",
)
CASE = Text(zh="案例名、案例文件或情景文件", en="name of a case, file of a case or of a scenario")
REPLICATIONS = Text(zh="种子数，1至10000（默认：20）", en="seeds, 1 to 10000 (default: 20)")
OUT = Text(
    zh="存放运行结果和报告的文件夹（默认：results/ablate-案例名）",
    en="folder of runs and report (default: results/ablate-CASE)",
)
DRY_RUN = Text(
    zh="只列出各情景、试测几次运行、说明需要多少时间和空间，然后停止",
    en="list the scenarios, measure some runs, say what it takes, and stop",
)
SCENARIO = Text(zh="{name}\n  {text}", en="{name}\n  {text}")
NO_SHARD = Text(
    zh="拆分需要全部运行，--shard 在此没有作用；研究可以分部分完成",
    en="--shard says nothing here: an ablation needs all of its runs; a study can be done in parts",
)
NO_PLACEBO = Text(
    zh="不做安慰剂情景，它们占各情景的四分之三", en="leave the placebos out, which are three quarters of the scenarios"
)
TORNADO = Text(
    zh="敏感性图：先用1个种子筛选全部假设的系数，其中影响最大的再用N个种子测量（默认：4）",
    en="a tornado: screen all assumed coefficients on one seed, and measure those that move the effect most on N seeds "
    "(default: 4)",
)
NO_TORNADO = Text(zh="不做敏感性图", en="leave the tornado out")
TORNADO_SEEDS = Text(zh="种子数", en="seeds")
ASSUMED = Text(
    zh="敏感性图只看名称以此开头的假设系数，如 mentoring；可多次使用",
    en="assumed coefficients of the tornado whose names begin so, such as mentoring; may be repeated",
)
ASSUMED_NEEDS = Text(zh="--assumed 不与 --no-tornado 同用", en="--assumed does not go with --no-tornado")
