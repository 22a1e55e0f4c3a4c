"""What sweep and sensitivity say."""

from __future__ import annotations

from sim.say import Text

SWEEP = Text(zh="执行一项研究", en="run a study")
SWEEP_LONG = Text(
    zh="补齐一项研究缺少的运行，写出表、图和报告。研究是一个 TOML 文件：案例、固定值、可控因素和不确定因素、设计、重复次数、结果"
    "指标。增加重复次数或设计点时只做新增的运行。",
    en="Run what a study is missing and write its tables, figures and report. A study is a TOML file: case, fixed values, "
    "levers and uncertainties, design, replications, outcomes. More replications or points run only the new ones.",
)
SENSITIVITY = Text(zh="说明研究中哪些因素重要", en="say which factors of a study matter")
SENSITIVITY_LONG = Text(
    zh="补齐一项研究缺少的运行，写出哪些因素左右各项结果，其中有多少是种子的运气。",
    en="Run what a study is missing and write which of its factors move each outcome, and how much of it is the luck of "
    "the seed.",
)
STUDY = Text(zh="研究文件，或随项目附带的研究名", en="study file, or name of a study that comes with the project")
OUT = Text(zh="研究的文件夹（默认：results/studies/研究名）", en="folder of the study (default: results/studies/NAME)")
REPLICATIONS = Text(zh="每个设计点的运行次数，代替文件所定", en="runs per point instead of the file's")
POINTS_HELP = Text(
    zh="设计的大小，代替文件中的 n：lhs 的点数，sobol 的基础行数，morris 的轨迹数，fast 的曲线组数",
    en="size of the design instead of the file's n: points of lhs, base rows of sobol, trajectories of morris, sets of "
    "curves of fast",
)
DRY_RUN = Text(
    zh="只检查研究、试测几次运行、说明需要多少时间和空间，然后停止",
    en="check the study, measure some runs, say what it takes, and stop",
)
NO_RUN = Text(zh="不做任何运行；只说明已有的运行表明什么", en="run nothing; say what the runs that are there show")
METHOD = Text(
    zh="方法（默认：与设计相配的）；pce 和 gp 用代理模型拟合 lhs 或 sobol 设计",
    en="method (default: the one the design is made for); pce and gp fit an emulator to an lhs or sobol design",
)
DROP_ROWS = Text(
    zh="去掉 Saltelli 设计中有缺的基础行，并予以说明",
    en="leave base rows of a Saltelli design that have gaps out, and say so",
)
NEXT_STUDY = Text(
    zh="在 Morris 研究之后：写出对最重要因素的 Sobol' 研究",
    en="after a Morris study: write the Sobol' study of the factors that matter most",
)
KEEP = Text(zh="--next 保留多少个因素（默认：10）", en="how many factors --next keeps (default: 10)")
NO_INDICES = Text(
    zh="{path}：{kind} 设计没有敏感性指数；edugroup sweep {study} 可执行它",
    en="{path}: a {kind} has no sensitivity indices; edugroup sweep {study} runs it",
)
PART_OF_STUDY = Text(
    zh="第 {shard} 部分在 {folder}；用 edugroup merge 合并各部分，再用 --no-run 分析全体",
    en="part {shard} is in {folder}; edugroup merge puts parts together, then --no-run analyses the whole",
)
NO_VALUES = Text(zh="其中没有一个结果指标有值", en="no outcome has a value in them")
QUESTION = Text(zh="问题：{question}", en="Question: {question}")
NEXT_AFTER_SCREENING = Text(
    zh="--next 用在筛选之后；{path} 是 {kind} 设计，允许：morris",
    en="--next follows a screening; {path} is a {kind}, allowed: morris",
)
KEEP_OUT_OF_RANGE = Text(
    zh="--keep {keep} 超出范围；允许：1至{most} [{study} 的因素数减一]",
    en="--keep {keep} is out of range; allowed: 1 to {most} [factors of {study}, less one]",
)
NOT_A_SCREENED_STUDY = Text(
    zh="{path} 不是由筛选写出的研究；请用 --next 另指文件",
    en="{path} is not a study that a screening wrote; name another file with --next",
)
NEXT_WRITTEN = Text(
    zh="下一项研究，含筛选保留的{keep}个因素：{path}",
    en="The next study, of the {keep} factors the screening kept: {path}",
)
