"""What compare and districts say."""

from __future__ import annotations

from sim.say import Text

COMPARE = Text(zh="用相同的种子比较几个情景", en="compare scenarios on shared seeds")
COMPARE_LONG = Text(
    zh="用相同的种子运行几个情景，报告每个情景与第一个之差及其区间。情景可以是一个案例（huadu）、不含改革的案例"
    "（huadu:no-reform）、一步到位的案例（huadu:unstaged）、安慰剂（huadu:placebo=random-core、huadu:placebo=equal-cores，"
    "与自身的无改革情景相比，该情景自动加入）、另有设定的案例（huadu:rotation.annual_share=0.2,mentoring.on=false）或情景文件。运行结果留在文件夹中："
    "再次执行或增加重复次数时，只做新增的部分。",
    en="Run scenarios on shared seeds and report how each differs from the first, with intervals. A scenario is a case "
    "(huadu), a case without its reforms (huadu:no-reform), with nothing staged (huadu:unstaged), a placebo "
    "(huadu:placebo=random-core, huadu:placebo=equal-cores, set against itself without reforms, which is added), a case with "
    "settings "
    "(huadu:rotation.annual_share=0.2,mentoring.on=false) or a scenario file. Runs are kept in the folder: doing it "
    "again, or with more replications, does only what is new.",
)
SCENARIOS = Text(zh="2至8个；第一个是参照", en="two to eight; the first is the reference")
REPLICATIONS = Text(
    zh="种子数，1至10000；或 auto：加到区间足够窄为止（默认：10）",
    en="seeds, 1 to 10000, or auto: as many as narrow intervals need (default: 10)",
)
PRECISION = Text(
    zh="与 auto 同用：差的95%%区间最宽多少，按结果指标的单位（between_school_sd.primary=0.1）或按差的比例"
    "（between_school_sd.primary=25%%）；可多次使用（默认：两个学段的 between_school_sd，差的一半或0.05分）",
    en="with auto: how wide the 95 %% interval of a difference may be, in the unit of the outcome "
    "(between_school_sd.primary=0.1) or as a part of the difference (between_school_sd.primary=25%%); may be repeated "
    "(default: between_school_sd in both stages, half of the difference or 0.05 points)",
)
MOST = Text(
    zh="与 auto 同用：至多重复多少次（默认：200）", en="with auto: replications after which it stops (default: 200)"
)
SHOWN_BESIDE = Text(zh="除常用指标外还要显示的结果指标", en="outcomes to show beside the usual ones")
OF_REPLICATION = Text(
    zh="随每次重复而定；如给出，则各次重复都用它",
    en="that of the replication; given, it is the same in all of them",
)
LUCKS_HELP = Text(
    zh="每次重复运行多少遍，1至100：第一天相同，运气不同；2遍以上可分清差异有多少来自有哪些人，有多少来自运气（默认：1）",
    en="runs of each replication, 1 to 100: the same first day with another luck; 2 or more tell apart how much of the "
    "spread is who is there and how much is luck (default: 1)",
)
COMPARE_OUT = Text(
    zh="存放运行结果和报告的文件夹（默认：results/compare-各情景名）",
    en="folder of runs and report (default: results/compare-NAMES)",
)
HOW_MANY = Text(
    zh="compare 比较2至{most}个情景，不是{n}个；更多时请写研究文件：edugroup sweep --help",
    en="compare takes two to {most} scenarios, not {n}; for more, write a study: edugroup sweep --help",
)
PRECISION_AND_NUMBER = Text(
    zh="已给出重复次数时 --precision 没有作用；请写 --replications auto",
    en="--precision says nothing with a number of replications; write --replications auto",
)
NO_SHARD = Text(
    zh="比较需要全部运行，--shard 在此没有作用；研究可以分部分完成",
    en="--shard says nothing here: a comparison needs all of its runs; a study can be done in parts",
)
BAD_WIDTH = Text(
    zh="--precision {text}：“{width}”不是宽度；请写成例如 --precision between_school_sd.primary=0.1（大于0，按结果指标的单位）"
    "或 =25%（按差的比例）",
    en="--precision {text}: '{width}' is not a width; write for example --precision between_school_sd.primary=0.1 "
    "(above 0, in the unit of the outcome) or =25% (of the difference)",
)

DISTRICTS = Text(zh="模拟许多区县并一并报告", en="simulate many districts and report them together")
DISTRICTS_LONG = Text(
    zh="在有改革和无改革的情况下分别运行表中的每个区县，用全部处理器或集群，报告各区县结果的分布，以及一省和全国的推演需要多少"
    "计算时间。",
    en="Run every district of a table with and without its reforms, on all processors or a cluster, and report the "
    "distribution over districts and what a province and the nation would take.",
)
TABLE = Text(
    zh="CSV 表：id 和 case（路径），或 id 和 pupils（可加 seed、groups）",
    en="CSV: id and case (a path), or id and pupils (and seed, groups)",
)
SYNTHETIC = Text(zh="改为虚构 N 个县", en="make up N counties instead")
WHICH_MADE_UP = Text(zh="虚构哪些县（默认：1）", en="which made-up counties (default: 1)")
HORIZON = Text(zh="推演多少学年（默认：15）", en="horizon (default: 15)")
PAIRS_A_DISTRICT = Text(zh="每个区县运行多少对（默认：4）", en="pairs of runs a district (default: 4)")
INSTEAD_OF_HEADLINE = Text(zh="代替主要指标的结果指标", en="outcomes instead of the headline")
DISTRICTS_OUT = Text(zh="文件夹（默认：results/districts）", en="folder (default: results/districts)")
TABLE_OR_SYNTHETIC = Text(
    zh="请给出一张区县表，或用 --synthetic 说明虚构多少个，二者只取其一",
    en="name a table of districts, or how many to make up with --synthetic, and only one of the two",
)
DISTRICTS_AND_RUNS = Text(zh="区县数与每个区县的运行次数", en="districts and runs of each")
