"""What stands on pages: their frame, the report of a run with its questions and answers, cautions and what is missing."""

from __future__ import annotations

from sim.say import Text

# The frame of every page.
CONCLUDE = Text(zh="不可据此断言", en="What not to conclude")
MISSING = Text(zh="缺失的运行", en="What is missing")
NOTHING_MISSING = Text(zh="没有缺失：所有运行均正常完成。", en="Nothing is missing: every run ended well.")
MADE = Text(zh="设计", en="How this was made")
EDUGROUP = Text(zh="edugroup，集团化办学模型。", en="edugroup, a model of education groups.")
PARQUET = Text(
    zh="本页所依据的表以 Parquet 文件存放在同一文件夹。",
    en="The tables behind this page lie beside it as Parquet files.",
)

# The report of a run.
TITLE_PAIRED = Text(zh="{case}：无改革与有改革", en="{case}: baseline and reform")
TITLE_SINGLE = Text(zh="{case}：单次运行", en="{case}: a single run")
LEAD_PAIRED = Text(
    zh="本案例的改革在模型中的作用：同一区县，有改革和集团与无改革和集团相比，{n}对运行，每对共用随机种子。成绩采用考试量表，首届学生的1个标准差为"
    "{sd:g}分。",
    en="What the reforms of this case do in the model: the district with its reforms and groups against the same district without "
    "them, {n} {n:pair|pairs} of runs that share their seeds. Scores are on an exam scale on which one standard deviation of the "
    "first cohort is {sd:g} points.",
)
ONE_RUN = Text(zh="单次运行，种子{seed}。", en="A single run, seed {seed}.")
LEAD_SINGLE = Text(
    zh="本页以早期各年与后期各年相比：所见为随时间的变化，不是改革的效果。成绩采用考试量表，首届学生的1个标准差为{sd:g}分。",
    en="Early years are set beside late years: what differs is change over time, not the effect of the reforms. Scores are on an "
    "exam scale on which one standard deviation of the first cohort is {sd:g} points.",
)
NO_FORECAST = Text(
    zh="本页不是对真实区县的预测，也不是对其政策的评价。",
    en="This is not a forecast for the real district and not an evaluation of its policy.",
)
LUCK = Text(
    zh="区间反映的是随机性（出生、招聘、派出、考试等），不反映我们对参数的无知，而后者更大。区间窄表示模型确定，不表示现实确定。",
    en="The intervals hold the luck of the draw (who is born, hired, sent and tested), not our ignorance of the parameters, which is "
    "larger. A narrow interval means that the model is sure, not that the world is.",
)
TOGETHER = Text(
    zh="各项改革在此一并实施，因此不能把差异的某一份额归于某一项措施。",
    en="The reforms come together here, so no share of a difference belongs to any one instrument.",
)
NOT_EFFECT = Text(
    zh="同一次运行的早期与后期因多种原因而不同：出生人口、学校新建、教师年龄等。这一差别不是改革的效果。共用种子的两种情形用 `{command}` 比较。",
    en="Early and late years of one run differ for many reasons: births, openings, ageing of staff. The difference is not the effect "
    "of the reforms. Arms that share their seeds are compared by `{command}`.",
)
STANDS_FOR = Text(
    zh="成绩只代表模型中学校教育所能改变的部分；模型不含校外培训、高中和择居。",
    en="Pupils' scores stand for what the model lets schooling change; it has no private tutoring, no senior high school and no "
    "moving house.",
)
STANDS_FOR_SENIOR = Text(
    zh="成绩只代表模型中学校教育所能改变的部分；模型不含校外培训和择居。",
    en="Pupils' scores stand for what the model lets schooling change; it has no private tutoring, and no moving house.",
)
COUNTED = Text(
    zh="初始状态取自上报数据；学生如何学习、教师如何流动、家长如何择校未按其数据拟合。",
    en="Its first day was counted; how pupils learn, teachers move and parents choose was not fitted to its data.",
)
NOT_FITTED = Text(
    zh="没有任何参数按其数据拟合；学校规模、办学水平、集团成员关系等许多数据为假定。",
    en="No parameter was fitted to its data; school sizes, levels, memberships and many other numbers of the case are assumed.",
)
PARAMETERS = Text(
    zh="{n}个已声明的参数中，{assumed}个为假定，{cited}个依据所引研究，{ruled}个由规则得出。",
    en="Of {n} declared parameters {assumed} are assumed, {cited} follow a cited study and {ruled} follow from a rule.",
)

# The first day.
BESIDE_OTHERS = Text(zh="初始状态与参照区县", en="How does the first day stand beside other districts?")
BESIDE_OTHERS_SAID = Text(
    zh="本案例的初始状态取自学校上报数据。以下区县为参照，不是目标：数值在范围之外不是案例的错误。",
    en="The first day of this case was counted in records of its schools. The districts below are a reference, not a target: a "
    "value outside a band is no fault of the case.",
)
LIKE_REAL = Text(zh="初始状态检验", en="Does the district begin like a real one?")
V3_TO_V5 = Text(
    zh="V3：七项国家资源配置指标的校际差异系数，应在鸠江区2023年（通过督导评估）与宁国市2022年（未通过）之间；骨干教师应属差异最大的几项。"
    "V4：成绩方差中校际所占份额；督导评估要求小于0.15，改革前的区县高于此。V5：家庭背景与成绩的相关系数。",
    en="V3: coefficients of variation of the seven national resource indicators, between those of Jiujiang district 2023 (which "
    "passed the inspection) and Ningguo 2022 (which did not); backbone teachers are among the most unequal. V4: share of the "
    "variance of scores that lies between schools; the inspection asks for less than 0.15, districts before reform lie above. V5: "
    "correlation of family background and score.",
)
EVERY_SCHOOL = Text(
    zh="凡有该学段学生的学校，不论大小，均计入这些系数。`edugroup inspect` 与督导评估一致，不计学生少于{n}人的教学点，因此有教学点的区县所得系数"
    "不同。",
    en="Every school with pupils of the stage counts in these coefficients, however small. `edugroup inspect` leaves out teaching "
    "points with fewer than {n} pupils, as the inspection does, so its coefficients are others where there are such.",
)
FIRST_YEAR = Text(zh="第一个学年，{year}", en="The first school year, {year}")
REFERENCE, TARGET = Text(zh="参照", en="Reference"), Text(zh="目标", en="Target")
BAND, FIRST_VALUE, OVER_SEEDS = (
    Text(zh="范围", en="Band"),
    Text(zh="第一年", en="First year"),
    Text(zh="各种子", en="Over seeds"),
)
THE_BAND, RESULT = Text(zh="是否在范围内", en="The band"), Text(zh="结果", en="Result")
IN_BAND, OUT_OF_BAND = Text(zh="范围内", en="inside"), Text(zh="范围外", en="outside")
PASS, MISS = Text(zh="符合", en="pass"), Text(zh="不符", en="miss")
ALL_PASS = Text(zh="{n}项检验全部符合。", en="All {n} checks pass.")
SOME_PASS = Text(
    zh="{n}项检验中{passed}项符合。不符的有：{missed}。", en="{passed} of {n} checks pass. Missed: {missed}."
)
MISSED = Text(zh="{target} {what}，{stage}：{value}", en="{target} {what}, {stage}: {value}")

# How it was made.
CASE, CASE_SAID = (
    Text(zh="案例", en="Case"),
    Text(zh="{title}（`{id}`，SHA-256 {sha}…）", en="{title} (`{id}`, SHA-256 {sha}…)"),
)
YEARS = Text(zh="学年", en="School years")
DESIGN = Text(zh="设计", en="Design")
DESIGN_PAIRED = Text(
    zh="两种情形共用随机种子：无改革为同一区县，不含改革、撤并和集团；核心校和成员校在两种情形中都指案例所列的学校",
    en="two arms that share their seeds: the baseline is the same district without its reforms, mergers and groups; core and member "
    "schools are those the case names, in both arms",
)
DESIGN_WITHOUT = Text(zh="一次运行，无改革和集团", en="one run without reforms and groups")
DESIGN_WITH = Text(zh="一次运行，含案例的改革", en="one run with the reforms of the case")
SEEDS = Text(zh="种子", en="Seeds")
SEEDS_SAID = Text(zh="{seeds}（n={n}）{held}", en="{seeds} (n = {n}){held}")
HELD = Text(zh="；{name}={seed}", en="; {name} {seed}")
POPULATION_SEED, LUCK_SEED = Text(zh="人群种子", en="population seed"), Text(zh="运气种子", en="luck seed")
SETTINGS = Text(zh="改动的设置", en="Settings changed")
NONE = Text(zh="无", en="none")
COMPARED = Text(zh="比较", en="Compared")
COMPARED_PAIRED = Text(
    zh="{late}均值，按种子配对；区间为差的均值的95% t区间",
    en="means of {late} within each seed; intervals are 95 % t intervals of the mean difference",
)
COMPARED_TIMES = Text(zh="{early}均值与{late}均值", en="means of {early} and of {late}")
AGAIN = Text(zh="重做", en="To do it again")
MODEL, CODE = Text(zh="模型", en="Model"), Text(zh="代码{code}{commit}", en="code {code}{commit}")
COMMIT = Text(zh="，提交{commit}", en=", commit {commit}")
VERSIONS = Text(zh="版本", en="Versions")
SCORES = Text(zh="成绩", en="Scores")
SCALE = Text(
    zh="考试量表，首届学生的1个标准差为{sd:g}分",
    en="on an exam scale on which one SD (standard deviation) of the first cohort is {sd:g} points",
)
CHANGES = Text(zh="何时改变什么", en="What changes, and when")
DATE, THE_REFORM, SETS = Text(zh="日期", en="Date"), Text(zh="改革", en="Reform"), Text(zh="内容", en="Sets")
AFTER = Text(zh="{date}（在模拟期之后）", en="{date} (after the horizon)")
GROUPS_FORMED = Text(zh="集团成立（{n}个）", en="Groups formed ({n})")
FORMED = Text(zh="{date}：{n}个", en="{n} in {date}")
EVENT = Text(zh="{what}：{told}", en="{what}: {told}")
DECIDED = Text(
    zh="{decision}：{subject}（{measure} {value:.3g}，界限{limit:.3g}）",
    en="{decision}: {subject} ({measure} {value:.3g}, limit {limit:.3g})",
)
BY_RULES = Text(zh="规则所定（种子{seed}）", en="By rules (seed {seed})")

# What is missing.
NOT_DONE = Text(
    zh="{n}次运行尚未进行；`edugroup resume {folder}` 可补做。",
    en="{n} runs have not been done; `edugroup resume {folder}` does them.",
)
FAILED = Text(
    zh="{status}：{case}，{chance}，{sets}：{why}。可用 `edugroup replay {folder} {key}` 重看。",
    en="{status}: {case}, {chance}, {sets}: {why}. See it again with `edugroup replay {folder} {key}`.",
)
NOTHING_SET = Text(zh="未改动设置", en="nothing set")
MORE_FAILED = Text(
    zh="另有{n}次运行失败；`edugroup status {folder}` 可列出。",
    en="{n} more runs failed; `edugroup status {folder}` lists them.",
)
NO_VALUE = Text(
    zh="{n:,}次运行中{good:,}次正常完成{lost}，但{what}：没有可报告的内容",
    en="{good:,} of {n:,} runs ended well{lost}, but {what}: there is nothing to report",
)
LOST = Text(zh="（{told}）", en=" ({told})")
NONE_GOOD = Text(
    zh="{n:,}次运行无一正常完成（{told}）：没有可报告的内容",
    en="none of {n:,} runs is good ({told}): there is nothing to report",
)
RESUME = Text(
    zh="edugroup status {folder} 可查看详情，edugroup resume {folder} 可进行这些运行",
    en="edugroup status {folder} says more, edugroup resume {folder} does the runs",
)
RETRY = Text(
    zh="edugroup status {folder} 可查看详情，edugroup retry {folder} 可重做这些运行",
    en="edugroup status {folder} says more, edugroup retry {folder} does the runs",
)
SOME_LOST = Text(
    zh="{n:,}次运行中{lost:,}次缺失（{told}）；edugroup status {folder} 可查看原因",
    en="{lost:,} of {n:,} runs are not there ({told}); edugroup status {folder} says why",
)
COUNT = Text(zh="{n:,}次{status}", en="{n:,} {status}")
