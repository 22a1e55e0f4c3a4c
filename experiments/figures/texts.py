"""What is written in figures and under them."""

from __future__ import annotations

from sim.say import Text

# Axes and legends of several figures.
SCHOOL_YEAR = Text(zh="学年（起始年份）", en="School year beginning in")
TIME = Text(zh="夏季测试年份", en="Summer test of the year")
MEAN = Text(zh="平均分", en="Mean score")
LOWEST_TENTH = Text(zh="后10%均分", en="Lowest tenth")
SCHOOL_SD = Text(zh="校际标准差", en="SD of school means")
CORE_LESS_MEMBERS = Text(zh="核心校减成员校", en="Core less members")
CORE, MEMBERS = Text(zh="核心校", en="core"), Text(zh="成员校", en="members")
DIFFERENCE = Text(zh="差（{unit}）", en="Difference, {unit}")
WAN_A_YEAR = Text(zh="万元/年", en="10,000 yuan a year")
PLACEMENTS = Text(zh="每年开始的派出人次", en="Placements begun a year")
ONE_SD = Text(zh="1个标准差={sd:g}分", en="1 SD = {sd:g} points")
SCALE_BAR = Text(zh="{part:g}个标准差", en="{part:g} SD")

# Paragraphs of captions that hold of some runs only.
DATES = Text(zh="竖虚线为改革日期。", en="Dashed verticals are dates of reforms.")
OVER_SEEDS = Text(
    zh="多个种子时，线为均值，色带为居中一半的种子。",
    en="Over seeds: lines are means, bands hold the middle half of the seeds.",
)
SEEDS_DIFFER = Text(
    zh="种子之间的差异大于同一种子内两种情形的差异，因此按种子配对比较。",
    en="Seeds differ more from one another than the arms within a seed: that is why the arms are compared in pairs.",
)
OVER_SEEDS_DASHED = Text(
    zh="多个种子时，线为均值，虚线为无改革。", en="Over seeds: lines are means, dashed without the reforms."
)
OVER_SEEDS_COST = Text(zh="多个种子时，为有改革减无改革的均值。", en="Over seeds: means of reform less baseline.")
OVER_SEEDS_MEANS = Text(zh="多个种子时，为均值。", en="Over seeds: means.")
OVER_SEEDS_ALL = Text(zh="多个种子时，各种子合并。", en="Over seeds: all together.")
OVER_SEEDS_FIRST = Text(zh="多个种子时，图示为第一个种子。", en="Over seeds: this is the first.")
OVER_SEEDS_PLACES = Text(
    zh="多个种子时，图示为第一个种子；未给坐标的学校在其他种子中位置不同。",
    en="Over seeds: this is the first; in others schools without given coordinates lie elsewhere.",
)

# Over time.
GAP = Text(
    zh="学校之间的差距：各校均分的标准差，以及核心校减成员校。",
    en="Gap between schools: spread of school means, and core less member schools.",
)
BOTTOM = Text(zh="全体学生和后10%学生的平均分。", en="Mean score of all pupils and of the lowest tenth.")
DEVELOPMENT = Text(
    zh="全体学生和后10%学生的全面发展，以及各校均值的标准差。",
    en="Development of all pupils and of the lowest tenth in it, and the spread of school means.",
)
MEAN_DEVELOPMENT = Text(zh="全面发展均值", en="Mean development")
LOWEST_DEVELOPMENT = Text(zh="后10%均值", en="Lowest tenth")
CORE_MEMBER = Text(zh="核心校和成员校的平均分。", en="Mean score in core and in member schools.")
DIFFERENCES = Text(
    zh="有改革减无改革，逐年：低于零线，表示有改革时该指标较小。线为各种子内差的均值，色带为其95%区间。",
    en="Reform less baseline, year by year: below the zero line the reformed district has less of the measure. Lines are means of "
    "the differences within seeds, bands their 95 % intervals.",
)
CORE_MEAN = Text(zh="核心校均分", en="Core schools' mean")
MEMBER_MEAN = Text(zh="成员校均分", en="Member schools' mean")
MEAN_OF_ALL = Text(zh="全体均分", en="Mean of all pupils")
LOWEST_OF_ALL = Text(zh="后10%均分", en="Lowest tenth of pupils")
COST = Text(
    zh="财政每学年为集团化办学支付的经费，按项目，不含工资、公用经费和基建。",
    en="What the treasury paid for the programme in a school year, by item, beyond salaries, public funds and capital.",
)

# The district.
MAP = Text(
    zh="最后一个学年的学校和各形式的集团关系。点的面积随学生数增大；幼儿园不含学生，未标出。核心校旁的数字为下方所列集团；超过80个时不逐一写出。",
    en="Schools in the last school year and the ties of the groups by form. The area of a dot grows with the number of pupils. "
    "Kindergartens hold no pupils of the model and are not drawn. Numbers at the core schools are those of the groups listed below; "
    "more than 80 are not named.",
)
CORE_SCHOOL, MEMBER_SCHOOL = Text(zh="核心校", en="core school"), Text(zh="成员校", en="member school")
OUTSIDE = Text(zh="集团外学校", en="outside groups")
PARTNER = Text(zh="合作机构（无学生）", en="partner institution (no pupils)")
TIE = Text(zh="{form}关系", en="{form} tie")
EAST, NORTH = (
    Text(zh="中心以东（公里）", en="km east of the centre"),
    Text(zh="中心以北（公里）", en="km north of the centre"),
)
GROUP_SIZES = Text(
    zh="最后一个学年的集团规模：学校和幼儿园数（含核心校）、学生数，及其上限。",
    en="Size of the groups in the last school year: schools and kindergartens with the core, and pupils, with the caps.",
)
CAP_SCHOOLS = Text(zh="上限{n}所", en="at most {n}")
CAP_PUPILS = Text(zh="上限{n:,}人", en="at most {n:,}")
SCHOOLS_IN_GROUP = Text(zh="集团内学校和幼儿园数", en="Schools and kindergartens in the group")
GROUPS = Text(zh="集团数", en="Groups")
PUPILS_IN_GROUP = Text(zh="集团学生数（千人）", en="Pupils in the group, thousands")

# Who moves.
MOVES = Text(zh="每学年开始的派出，按类型。", en="Placements begun in each school year, by kind.")
FLOWS = Text(
    zh="每年派出人次，按类型和方向，并列骨干教师比例和与原校同事相比的平均教学能力。",
    en="Placements a year by kind and direction, with the share of backbone teachers and mean skill beside the colleagues left.",
)
BACKBONE = Text(zh="骨干及以上", en="Backbone\nor higher")
SKILL_BESIDE = Text(zh="能力减原校同事\n标准差/年", en="Skill beside those\nleft, SD/year")
MOVERS = Text(
    zh="派出教师的教学能力减原校同事（上一年在该校任教者）均值。箱为居中一半，箱外的线伸至第10和第90百分位，箱内的线为中位数。",
    en="Skill of those who move less the mean of the colleagues they leave, who worked there in the year before. Boxes hold the "
    "middle half, whiskers reach from the 10th to the 90th percentile, the line is the median.",
)
COLLEAGUES = Text(zh="原校同事均值", en="mean of colleagues")
SKILL_LESS = Text(
    zh="教学能力减原校同事均值，标准差/年（增值）", en="Skill less mean of the colleagues left, SD/year of value-added"
)
DIRECTION = Text(zh="{kind}：{origin}到{target}", en="{kind}: {origin} to {target}")

# Many districts.
DISTRICTS = Text(
    zh="改革在各区县带来的变化，按区县规模：浅色为各种子的均值和95%区间，深色为向总均值收缩后的值。虚线为各区县均值，深色带为其95%区间，"
    "浅色带为再取一个区县的预期范围；实线为无变化。",
    en="What the reforms change in each district, by its size: pale, mean and 95 % interval over seeds; dark, drawn to the mean. "
    "The dashed line is the mean over districts, the dark band its 95 % interval, the pale band where a further district is "
    "expected; the plain line is no change.",
)
THOUSANDS = Text(zh="学生数（千人）", en="Pupils, thousands")

# Names of outcomes.
OUTCOME = Text(zh="{name}（{unit}）{beside}", en="{name}\n{unit}{beside}")
COMPANION = Text(zh="\n（差距的参照）", en="\n(beside the gap)")

# Sensitivity.
SOBOL = Text(
    zh="基于方差的指数：深色为因素单独的作用（一阶），浅色为其与所有其他因素共同的作用（总）。误差线为95%区间；区间重叠时，因素的先后没有意义。"
    "指数是各因素造成的方差的份额；下方灰条（如有）是另一种份额：单次运行之间的方差中随机种子造成的部分。",
    en="Variance-based indices: dark what a factor does alone (first order), pale what it does with all others (total). Whiskers "
    "are 95 % intervals; where they overlap the order of factors means nothing. Indices are shares of the variance the factors "
    "make; the grey bar below, where there is one, is another share: what the luck of the seed makes of the variance between "
    "single runs.",
)
TOTAL, FIRST_ORDER = Text(zh="总", en="total"), Text(zh="一阶", en="first order")
THE_SEED = Text(zh="随机种子", en="the seed")
SEED_OF_ONE = Text(zh="单次运行中的随机种子", en="the seed, in a single run")
VARIANCE_SHARE = Text(zh="方差份额", en="Share of variance")
DISTANCES = Text(
    zh="结果或其整个分布在多大程度上取决于各因素：PAWN、delta或Shapley效应。误差线为PAWN和Shapley效应的95%自助法区间；delta没有。区间重叠或"
    "没有区间时，因素的先后没有意义。有点线时，不起作用的因素不在零处而在点线附近：即一个虚构的随机因素从这一样本得到的值。",
    en="How far an outcome, or its whole distribution, depends on each factor: PAWN, delta, or Shapley effects. Whiskers are 95 % "
    "bootstrap intervals of PAWN and of Shapley effects; delta has none. Where intervals overlap, or there are none, the order of "
    "factors means nothing. Where there is a dotted line, a factor that does nothing is not at zero but near it: what a made-up "
    "factor of random numbers gets from this sample.",
)
PAWN = Text(zh="PAWN：距离的中位数", en="PAWN: median distance")
DELTA = Text(zh="delta指数", en="delta")
SHAPLEY = Text(zh="Shapley效应：方差份额", en="Shapley effect: share of variance")
MORRIS = Text(
    zh="Morris筛选：因素使结果变动多少（mu*），变动是否均匀（sigma）。越靠右越重要。虚线（sigma=mu*）以上：作用取决于其他因素，或会变号。"
    "误差线为mu*的95%区间；灰带内为一个不起作用的中等因素仅凭随机种子会得到的值；灰点与它们自身仅凭随机种子会得到的值无法区分。数字为因素编号；"
    "区间重叠时先后没有意义。",
    en="Screening by Morris: how much a factor moves the outcome (mu*) and how unevenly it does (sigma). Far right: matters. Above "
    "the dashed line (sigma = mu*): the effect depends on the other factors or changes its sign. Whiskers are 95 % intervals of "
    "mu*; inside the grey band lies what the luck of seeds alone would give a middling factor that does nothing; grey dots cannot "
    "be told from what it would give themselves. Numbers name factors; where intervals overlap their order means nothing.",
)
MU_STAR = Text(zh="mu*：作用的平均大小", en="mu*: mean size of the effect")
SIGMA = Text(zh="sigma：作用的离散程度", en="sigma: its spread")
CONVERGENCE = Text(
    zh="由样本逐步增大的部分算得的总指数：线仍在变动处，需要更多的点。色带为95%自助法区间，重叠时先后没有意义；浅色线为其他因素。",
    en="Total indices from ever larger parts of the sample: where lines still move, more points are needed. Bands are 95 % "
    "bootstrap intervals, and where they overlap the order means nothing; pale lines are the other factors.",
)
BASE_ROWS, TOTAL_INDEX = Text(zh="样本的基础行数", en="Base rows of the sample"), Text(zh="总指数", en="Total index")

# How outcomes respond.
TORNADO = Text(
    zh="每个因素在其取值范围内使各结果变动多少，其他因素取均值，网格设计中按其所取的值。条从因素低端的平均结果（浅点）到高端的平均结果（深点）；"
    "误差线为95%区间。文字型因素的两端是均值最低和最高的取值。因素按第一幅中条的长度排列：区间重叠时先后没有意义。",
    en="How far each outcome swings over the range of each factor, the others at their means or as they come in a grid. A bar runs "
    "from the mean outcome at the low end of the factor (pale dot) to that at its high end (dark dot); whiskers are 95 % "
    "intervals. Of a factor of words, the ends are the values with the lowest and the highest mean. Factors are by the length of "
    "their bars in the first panel: where intervals overlap the order means nothing.",
)
LOW_END, HIGH_END = Text(zh="因素低端", en="low end of the factor"), Text(zh="高端", en="high end")
CURVES = Text(
    zh="响应曲线：平均结果随各因素的变化，附95%区间。淡点为设计中的单个点，网格设计中为单个种子。网格或列表设计的曲线为各取值处的均值；"
    "其他设计为对全部因素的回归，其他因素取均值。",
    en="Response curves: the mean outcome along each factor, with 95 % intervals. Faint dots are single points of the design, of a "
    "grid single seeds. Of a grid or list the curve is the mean of the points at each value; of any other design a regression on "
    "all factors, the others at their means.",
)
EMULATED = Text(
    zh="仿真器的响应曲线：一个因素变动、其他因素不变时的平均结果。色带为95%区间；所列为曲线起伏最大的因素，色带重叠时先后没有意义。",
    en="Response curves of an emulator: the mean outcome as one factor moves and all others stay as they are. Bands are 95 % "
    "intervals; the factors are those whose curves swing most, in an order that means nothing where bands overlap.",
)
HEAT = Text(
    zh="两个因素同时变动：每格为两者取相应值的各点的平均结果。取值多的因素按等宽分组。白格无点。颜色由各幅的最小值到最大值，成绩至少跨0.1个"
    "标准差。格内没有区间：能否与随机波动区分，见正文。",
    en="Two levers at once: each cell is the mean outcome of the points with these values of both. Factors of many values are cut "
    "into bins of equal width. White cells hold no point. Colours run from the least to the most of each panel, of scores over "
    "0.1 SD at least. Cells have no intervals: what can be told from luck, the sentences say.",
)
EQUAL = Text(
    zh="同等支出下各方案减第一个方案：点为各种子内差的均值，误差线为其95%区间。",
    en="Options at equal spending, less the first: dots are mean differences within seeds, whiskers their 95 % intervals.",
)

# Scenarios and studies over time.
LEVELS = Text(
    zh="各情景随时间的变化。细线为单次运行，粗线为均值；右端的误差线为最后一年均值的95%区间。同一种子的各次运行共用区县和随机数，因此情景之间的差别"
    "远比细线看起来确定：见各种子内的差。竖虚线为改革日期。",
    en="Every scenario over time. Thin lines are single runs, thick lines their means; whiskers at the right are 95 % intervals. The "
    "intervals are of the mean of the last year. Runs of one seed share their district and their luck, so scenarios differ far "
    "more surely than the thin lines suggest: see the differences within seeds. Dashed verticals are dates of reforms.",
)
BY_YEAR = Text(
    zh="各情景减对照情景，逐年、按种子配对：线为均值，色带为其95%区间。低于零线，表示该情景的这一指标小于对照情景。竖虚线为改革日期。",
    en="Each scenario less its reference, year by year within seeds: lines are means, bands their 95 % intervals. Below the zero "
    "line a scenario has less of the measure than its reference. Dashed verticals are dates of reforms.",
)
EFFECTS = Text(
    zh="各情景与对照情景的差：点为各种子内差的均值，误差线为其95%区间。第一条线以上为全体学生，其后为核心校和成员校，再后为区县的其他部分。"
    "差距或斜率为负，表示变小。",
    en="How far each scenario lies from its reference: dots are mean differences within seeds, whiskers their 95 % intervals. Above "
    "the first line everyone, then core and member schools, then other parts of the district. A negative gap or slope is a smaller one.",
)
FOREST = Text(
    zh="各项政策工具的贡献：点为各种子内差值的均值，误差线为其95%区间；空心点表示按同时区间不能与零区分。蓝色为轮流停用（其他工具都在时），橙色为单独启用"
    "（其他工具都不在时）。线下一行是各项之和未能解释的余项。差距为负表示缩小。",
    en="What each instrument contributes: dots are mean differences within seeds, whiskers their 95 % intervals; a hollow dot cannot "
    "be told from none when all are taken together. Blue is off in turn (with all others there), orange alone (with no other). The "
    "row under the line is what the parts do not sum up to. A negative gap is a smaller one.",
)
ASSUMED = Text(
    zh="改革的作用随假设系数变化多少：每个系数取其声明范围的低端（浅色）和高端（深色），其他不变，有改革和无改革的运行都用该值。点为各种子内的均值，"
    "误差线为其95%区间；虚线为各系数取原值时的作用，实线为零。按对第一项指标的幅度排序。",
    en="How far the effect of the reform moves with each assumed coefficient, set to the low (light) and to the high end (dark) of its "
    "declared range in the runs with the reform and in those without, all else staying. Dots are means within seeds, whiskers their "
    "95 % intervals; the dashed line is the effect where all have their own values, the solid line is none. In order of the swing of "
    "the first measure.",
)
SPREAD = Text(
    zh="研究中的全部运行随时间的变化：细线为设计中的各点，每条为该点各次重复的均值。粗线为其中位数，色带为居中的90%的点。",
    en="All runs of the study over time: thin lines are points of the design, each the mean of its replications. The thick line is "
    "their median, the band holds the middle 90 % of the points.",
)
