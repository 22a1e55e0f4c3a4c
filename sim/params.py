"""Every number of the processes, declared once: unit, range, source, labels. Instruments declare theirs in their files.

Units: SD is one standard deviation of achievement of a pupil of the first cohort; rates and effects are per year unless
the unit says otherwise (a process halves them for a term). Citation keys are resolved in ``docs/sources.md``.
"""

from __future__ import annotations

from typing import Literal

from sim.axes import (
    AGES,
    BLOCKS,
    CANDIDATES,
    DUTIES,
    HONOURS,
    LADDER,
    LEVELS,
    LOCALITIES,
    PHASES,
    SEXES,
    STAGES,
    STOCKS,
    TITLES,
    YEARS_AFTER,
)
from sim.bundle import Bundle
from sim.param import Section, aim, param
from sim.say import Text


class Start(Section):
    """The first day: how unequal schools, teachers and zones are before any reform."""

    ses_between: float = param(
        0.35, unit="SD", low=0, high=1, zh="片区间家庭背景差异", en="spread of mean SES between zones of one town",
        source=Text(zh="假设：加上各镇街自身的均值，SES 方差中片区之间的份额约为0.2", en="assumed: with the towns' own means it gives a between-zone share of SES variance near 0.2"),
    )  # fmt: skip
    ses_within: float = param(
        0.88, unit="SD", low=0.3, high=1.2, zh="片区内家庭背景差异", en="spread of SES inside a zone",
        source=Text(zh="假设：使 SES 的总标准差保持为1", en="assumed: keeps the total spread of SES at 1"),
    )  # fmt: skip
    trait_ses: float = param(
        0.12, unit="SD/SD", low=0, high=0.4, zh="家庭背景与入学能力", en="slope of entry ability on a child's SES",
        source=Text(zh="文献：liu2019（各年龄 r 均为0.24；差距的其余部分在学龄期形成）", en="cite:liu2019 (r = 0.24 at all ages; the rest of the gap grows at school age)"),
    )  # fmt: skip
    trait_area: float = param(
        0.32, unit="SD", low=0, high=0.6, zh="镇街入学能力差异", en="spread of mean entry ability between towns",
        source=Text(zh="文献：va_icc（成绩的校际份额约0.20，多为生源构成；镇街与片区之间的划分为假设）", en="cite:va_icc (between-school share of achievement about 0.20, mostly composition; split over towns and zones assumed)"),
    )  # fmt: skip
    trait_zone: float = param(
        0.30, unit="SD", low=0, high=0.6, zh="片区入学能力差异", en="spread of mean entry ability between zones of one town",
        source=Text(zh="文献：va_icc（同上）", en="cite:va_icc (as above)"),
    )  # fmt: skip
    trait_within: float = param(
        0.80, unit="SD", low=0.3, high=1.2, zh="片区内能力差异", en="spread of entry ability inside a zone",
        source=Text(zh="规定：使首个队列的方差补足到约1", en="rule: completes the variance of the first cohort to about 1"),
    )  # fmt: skip
    trait_rural: float = param(
        -0.35, unit="SD", low=-1.0, high=0.2, zh="乡村入学能力差距", en="mean entry ability of rural zones, urban = 0",
        source=Text(zh="假设：城乡差距0.4–0.9个标准差中入学时已有的部分", en="assumed: entry part of an urban-rural gap of 0.4-0.9 SD"),
    )  # fmt: skip
    trait_town: float = param(
        -0.15, unit="SD", low=-1.0, high=0.2, zh="镇区入学能力差距", en="mean entry ability of town zones, urban = 0",
        source=Text(zh="假设：介于城区与乡村之间", en="assumed: between urban and rural"),
    )  # fmt: skip
    trait_migrant: float = param(
        -0.10, unit="SD", low=-0.5, high=0.2, zh="随迁子女入学能力差距", en="entry ability of migrant children, SES held equal",
        source=Text(zh="假设：家庭背景相同时差别很小", en="assumed: small once family background is held equal"),
    )  # fmt: skip
    girls: float = param(
        0.47, unit="share", low=0.3, high=0.7, zh="女生比例", en="share of girls among entrants",
        source=Text(zh="假设：这些队列的出生性别比", en="assumed: sex ratio at birth of these cohorts"),
    )  # fmt: skip
    standing: Bundle = param(
        {"strong": 1.0, "ordinary": 0.0, "weak": -1.0, "new": -0.5}, by=(LEVELS,),
        unit="index", low=-2, high=2, zh="学校层次", en="standing of schools, which scales the gaps below",
        source=Text(zh="假设：新校起步时没有名声，教师多为新教师", en="assumed: new schools start without a name, staffed mostly by novices"),
    )  # fmt: skip
    ses_level: float = param(
        0.20, unit="SD", low=0, high=0.6, zh="强校片区家庭背景", en="mean SES of the zone of a strong (weak) school above (below) its town",
        source=Text(zh="假设：强校附近的住房更贵（Huang、He、Zhu 2018）", en="assumed: homes near strong schools cost more (Huang, He and Zhu 2018)"),
    )  # fmt: skip
    reputation_level: float = param(
        0.30, unit="SD", low=0, high=1, zh="强校初始声誉", en="reputation of strong (weak) schools with which the first cohorts chose",
        source=Text(zh="假设：与成绩的校际离散程度同一量级", en="assumed: of the order of the between-school spread of scores"),
    )  # fmt: skip
    feeder_km: float = param(
        1.0, unit="km", low=0.5, high=20, zh="初中对口距离", en="distance at which the share a zone sends to a junior school falls to 37 %",
        source=Text(zh="假设：按规定初中就近入学", en="assumed: junior schools are near by rule"),
    )  # fmt: skip
    ages: Bundle = param(
        {"to_34": 0.40, "to_44": 0.28, "to_54": 0.26, "over_54": 0.06}, by=(AGES,),
        unit="share", low=0.01, high=1, zh="教师年龄结构", en="teachers by age, in proportion",
        source=Text(zh="假设：全国年龄结构，凭记忆", en="assumed: national age structure, from memory"),
    )  # fmt: skip
    women: float = param(
        0.72, unit="share", low=0.3, high=0.95, zh="女教师比例", en="share of women among teachers",
        source=Text(zh="假设：全国统计，凭记忆", en="assumed: national statistics, from memory"),
    )  # fmt: skip
    merit: float = param(
        0.6, unit="correlation", low=0, high=0.95, zh="职称荣誉与质量相关", en="how closely titles and honours of the first day follow skill",
        source=Text(zh="文献：chu2015（最高职称能预测成绩；荣誉称号增加不多）", en="cite:chu2015 (the highest rank predicts results; awards add little)"),
    )  # fmt: skip
    management_sd: float = param(
        0.05, unit="SD/year", low=0.02, high=0.12, zh="校长与管理水平差异", en="spread of management quality between schools",
        source=Text(zh="文献：branch2012（校长高1个标准差约值0.05）", en="cite:branch2012 (a principal of +1 SD is worth about 0.05)"),
    )  # fmt: skip
    management_level: float = param(
        0.04, unit="SD/year", low=0, high=0.12, zh="强弱校管理差", en="management above (below) the mean in strong (weak) schools",
        source=Text(zh="假设：在管理质量的一个标准差之内", en="assumed: within one standard deviation of management quality"),
    )  # fmt: skip
    staffing_sd: float = param(
        0.33, unit="log", low=0, high=0.6, zh="师生比差异", en="spread of teachers per pupil between schools",
        source=Text(zh="文献：jiujiang2023（每百名学生教师数的差异系数0.30；宁国0.68）", en="cite:jiujiang2023 (CV of teachers per 100 pupils 0.30; Ningguo 0.68)"),
    )  # fmt: skip
    arts_sd: float = param(
        0.35, unit="log", low=0, high=0.8, zh="体艺教师差异", en="spread of the share of PE and arts posts between schools",
        source=Text(zh="文献：jiujiang2023、ningguo2022（体艺教师的差异系数0.40和0.62）", en="cite:jiujiang2023, ningguo2022 (CV of PE and arts teachers 0.40 and 0.62)"),
    )  # fmt: skip
    honour_level: float = param(
        0.3, unit="SD of merit per SD", low=0, high=2, zh="名校骨干集中", en="tilt of honours toward schools by what they are known as",
        source=Text(zh="文献：jiujiang2023、ningguo2022（骨干教师的差异系数0.50和0.67，是最不均衡的一项；斜率为假设）", en="cite:jiujiang2023, ningguo2022 (CV of backbone teachers 0.50 and 0.67, the worst distributed input; slope assumed)"),
    )  # fmt: skip
    stock_sd: Bundle = param(
        {"teaching_area": 0.36, "sports_area": 0.42, "equipment": 0.24, "media_rooms": 0.46}, by=(STOCKS,),
        unit="log", low=0, high=1, zh="硬件差异", en="spread of stocks per pupil",
        source=Text(zh="文献：jiujiang2023、ningguo2022（介于两县差异系数之间）", en="cite:jiujiang2023, ningguo2022 (between the two counties' CVs)"),
    )  # fmt: skip
    stock_mean: Bundle = param(
        {"teaching_area": 1.05, "sports_area": 1.08, "equipment": 1.20, "media_rooms": 1.18}, by=(STOCKS,),
        unit="share of the national threshold", low=0.2, high=3, zh="硬件均值", en="county mean of stocks over the threshold",
        source=Text(zh="文献：jiujiang2023（4.56/4.5、7.93/7.5、2497/2000、2.78/2.3）", en="cite:jiujiang2023 (4.56/4.5, 7.93/7.5, 2497/2000, 2.78/2.3)"),
    )  # fmt: skip
    stock_level: float = param(
        0.10, unit="log", low=0, high=0.5, zh="强弱校硬件差", en="stocks per pupil of strong (weak) schools above (below) the mean",
        source=Text(zh="假设：设备是最均衡的投入，故倾斜很小", en="assumed: equipment is the most equal input, so the tilt is small"),
    )  # fmt: skip
    slack: float = param(
        1.06, unit="seats/pupil", low=1.0, high=1.5, zh="学位余量", en="seats per pupil of the planned roll",
        source=Text(zh="假设：学位接近用满的区，如正在扩张的近郊", en="assumed: a district nearly full, as a growing suburb is"),
    )  # fmt: skip


class Choice(Section):
    """Families' choice of school among the nearest ones (id H3)."""

    share: float = param(
        0.12, unit="share", low=0, high=0.6, zh="择校比例", en="share of families of mean SES that look beyond the zone school",
        source=Text(zh="假设：以划片入学为主，有少量外流", en="assumed: zoned admission is the rule, with leakage"),
    )  # fmt: skip
    share_ses: float = param(
        0.05, unit="share/SD", low=0, high=0.2, zh="择校比例与家庭背景", en="rise of that share per SD of SES",
        source=Text(zh="假设：家境较好的家庭更多择校（Maroulis 等 2014）", en="assumed: richer families choose more (Maroulis et al. 2014)"),
    )  # fmt: skip
    distance: float = param(
        0.45, unit="1/km", low=0, high=2, zh="距离权重", en="loss of utility per kilometre",
        source=Text(zh="假设：1.5公里处吸引力减半", en="assumed: half the pull at 1.5 km"),
    )  # fmt: skip
    quality: float = param(
        1.6, unit="1/SD", low=0, high=5, zh="质量权重", en="gain of utility per SD of perceived quality",
        source=Text(zh="假设：学校高0.5个标准差约抵1.8公里", en="assumed: a school 0.5 SD better is worth about 1.8 km"),
    )  # fmt: skip
    quality_ses: float = param(
        0.4, unit="1/SD/SD", low=0, high=2, zh="质量权重与家庭背景", en="rise of the quality weight per SD of SES",
        source=Text(zh="假设：权重随 SES 而变（Millington、Butler、Hamnett 2014）", en="assumed: SES-dependent weights (Millington, Butler and Hamnett 2014)"),
    )  # fmt: skip
    radius: float = param(
        15.0, unit="km", low=1, high=100, zh="就学半径", en="farthest school a family considers, or is sent to",
        source=Text(zh="假设：乘公交车半小时", en="assumed: half an hour by bus"),
    )  # fmt: skip
    over_norm: float = param(
        0.5, unit="share", low=0, high=1, zh="超班额招生", en="of those who ask for a school in vain at the norm of class size, the share that it takes all the same, up to the largest class",
        source=Text(zh="假设：一半；教育部统计2018年义务教育大班额占7.06%，虽逐年下降仍未消除", en="assumed: half; by the ministry's count 7.06 % of compulsory classes were still large in 2018, falling from year to year"),
    )  # fmt: skip
    across: float = param(
        0.0, unit="share", low=0, high=1, zh="跨区就学", en="pull of a school of another district over that of an equal one of the own; at 0 admission stays inside each district",
        source=Text(zh="规定：教育局招收本区县儿童；是否跨区由案例选定", en="rule: bureaus admit the children of their own district; crossing is the choice of a case"),
    )  # fmt: skip
    chained: float = param(
        0.0, unit="share", low=0, high=1, zh="集团内对口直升", en="share of leavers of a group's schools for whom a place is kept in the nearest of its schools that teaches the next stage",
        source=Text(zh="规定：材料 S0、S1（学段贯通，A33、H2）；未写比例，写明之前取0", en="rule: seeds S0 and S1 (chains across stages, A33, H2); no share given, 0 until a plan names one"),
    )  # fmt: skip
    facilities: float = param(
        0.2, unit="1/index", low=0, high=2, zh="硬件权重", en="gain of utility per unit of the index of facilities",
        source=Text(zh="假设：家庭看得见校舍，但更看重成绩", en="assumed: families see buildings, but weigh scores more"),
    )  # fmt: skip


class Senior(Section):
    """Who goes on to senior schools after junior school, in cases that have some."""

    share: float = param(
        0.57, unit="share", low=0.1, high=1, zh="普高录取率", en="share of junior leavers who go on to general senior schools, as far as seats allow",
        source=Text(zh="假设：2021年全国统计，1590万中的900万，凭记忆", en="assumed: national statistics of 2021, 9.0 of 15.9 million, from memory"),
    )  # fmt: skip
    score: float = param(
        1.0, unit="correlation", low=0, high=1, zh="中考权重", en="how closely the place in line follows the examination: 1 score alone, 0 lot alone",
        source=Text(zh="规定：高中按初中毕业考试录取", en="rule: senior schools admit by the examination at the end of junior school"),
    )  # fmt: skip
    allotted: float = param(
        0.5, unit="share", low=0, high=1, zh="指标到校比例", en="share of the seats of a senior school allotted to junior schools by their leavers",
        source=Text(zh="规定：教育部2016年意见，优质高中招生名额不少于50%分配到校", en="rule: opinion of the Ministry of Education of 2016, at least 50 % of the seats of good senior schools"),
    )  # fmt: skip


class ClassSizes(Section):
    """Class sizes and weekly lessons."""

    norm: Bundle = param(
        {"primary": 45, "junior": 50, "senior": 55}, by=(STAGES,),
        unit="pupils", low=20, high=80, zh="班额标准", en="largest class allowed by the standard",
        source=Text(zh="规定：2017年国家督导评估标准；高中：2017年高中阶段教育普及攻坚计划，无超过55人的班", en="rule: national inspection standard 2017; senior: plan of 2017 for universal senior education, no class above 55"),
    )  # fmt: skip
    limit: Bundle = param(
        {"primary": 55, "junior": 55, "senior": 55}, by=(STAGES,),
        unit="pupils", low=20, high=80, zh="班额上限", en="largest class that a school forms for those who ask for more than its seats",
        source=Text(zh="规定：教育部统计中56人起为大班额，2020年底前基本消除", en="rule: in the ministry's statistics a class is large from 56 on, and large ones were to be gone by the end of 2020"),
    )  # fmt: skip
    lessons: Bundle = param(
        {
            "primary": {"core": 15.0, "science": 7.0, "arts": 8.0},
            "junior": {"core": 17.0, "science": 11.0, "arts": 6.0},
            "senior": {"core": 12.0, "science": 18.0, "arts": 5.0},
        }, by=(STAGES, BLOCKS),
        unit="lessons/week", low=1, high=25, zh="周课时", en="weekly lessons of a class",
        source=Text(zh="规定：2022年义务教育课程方案（每周30和34课时）与2017年高中课程方案（35），按学科组划分", en="rule: compulsory curriculum plan 2022 (30 and 34 lessons a week) and senior plan 2017 (35), split by block"),
    )  # fmt: skip
    slots: Bundle = param(
        {
            "primary": {"core": 3, "science": 2, "arts": 3}, "junior": {"core": 3, "science": 4, "arts": 3},
            "senior": {"core": 3, "science": 4, "arts": 2},
        }, by=(STAGES, BLOCKS),
        unit="teachers/class", low=1, high=4, zh="科任教师数", en="parts into which a class's lessons are cut, each given by one teacher",
        source=Text(zh="规定：课程方案的科目（语文、数学、英语；道德与法治和科学；体育、音乐、美术），初中与高中的理科和文科合为四份", en="rule: subjects of the curriculum plans (Chinese, mathematics, English; civics and science; PE, music, art); sciences and humanities of junior and senior schools as four parts"),
    )  # fmt: skip
    full_load: Bundle = param(
        {
            "primary": {"core": 14.0, "science": 18.0, "arts": 18.0}, "junior": {"core": 12.0, "science": 14.0, "arts": 15.0},
            "senior": {"core": 10.0, "science": 12.0, "arts": 14.0},
        }, by=(STAGES, BLOCKS),
        unit="lessons/week", low=6, high=24, zh="标准周课时", en="lessons a week of a full post, in proportion to which a school shares its lessons out",
        source=Text(zh="文献：workload_norm（一地的工作量标准：小学语数14、其他18；初中语数英12、理化史地与体育14、音美16；高中10、12、14）", en="cite:workload_norm (one county's standard: primary Chinese and mathematics 14, others 18; junior core 12, sciences and PE 14, music and art 16; senior 10, 12, 14)"),
    )  # fmt: skip
    managers: float = param(
        0.3, unit="teachers/class", low=0, high=0.6, zh="管理人员数", en="leaders and middle managers among the teachers of a school, one at least and a quarter at most",
        source=Text(zh="假设：24班的学校有校级领导3名、中层干部4名", en="assumed: a school of 24 classes has three leaders and four heads of section"),
    )  # fmt: skip
    spared: Bundle = param(
        {"homeroom": 0.25, "manager": 0.5}, by=(DUTIES,),
        unit="share", low=0, high=0.9, zh="职务减课", en="share of a full load spared to homeroom teachers and to managers",
        source=Text(zh="假设：2009年《中小学班主任工作规定》把班主任工作量按标准课时的一半计，学校减课较少；管理人员上一半的课", en="assumed: the rule of 2009 counts homeroom duty as half a standard load, and schools spare less; managers teach half of theirs"),
    )  # fmt: skip


class Learning(Section):
    """Two-component achievement: a lasting trait and a fading schooling part."""

    left_after_a_year: float = param(
        0.25, unit="share", low=0.2, high=0.5, zh="一年后保留率", en="share of a year's gain left one year later",
        source=Text(zh="文献：jacob2010", en="cite:jacob2010"),
    )  # fmt: skip
    lasting: float = param(
        0.15, unit="share", low=0.05, high=0.2, zh="持久份额", en="share of a year's gain that never fades",
        source=Text(zh="假设：低于一年后的份额；教师的长期作用小而不为零", en="assumed: below the one-year share; long-run effects of teachers are small but not nil"),
    )  # fmt: skip
    peers: float = param(
        0.15, unit="1/year", low=0, high=0.35, zh="同伴效应", en="pull of a pupil toward the mean of the class",
        source=Text(zh="文献：chen2023（处境不利的学生受益更多；与下一项之和才是研究所测的数值），文献一般为0.1–0.3", en="cite:chen2023 (the disadvantaged gain more; what is measured is the sum with the next one), literature 0.1-0.3"),
    )  # fmt: skip
    peer_level: float = param(
        0.10, unit="1/year", low=0, high=0.35, zh="同伴水平效应", en="what a class gains as a whole per SD by which its mean is above that of the grade in the district",
        source=Text(zh="文献：chen2023（随机编班中班级均值每高1个标准差为0.13–0.18，合学生的每个标准差0.3–0.4，是本项与上一项之和；这里取两项之和为0.25，介于其与文献一般的0.1–0.3之间，如何分为两项是假设）", en="cite:chen2023 (0.13-0.18 per SD of class means in random classes, or 0.3-0.4 per SD of pupils: the sum of this and the pull, here 0.25, between that and the 0.1-0.3 of the literature; how the two share it is assumed)"),
    )  # fmt: skip
    moved: Bundle = param(
        {"lower_primary": 0.08, "upper_primary": 0.03, "junior": 0.05, "senior": 0.05}, by=(PHASES,),
        unit="SD/year", low=0, high=0.2, zh="被动转学损失", en="gain lost in the year after a class is moved to another school, by the age of its pupils",
        source=Text(zh="文献：liu2010、beuchert2018、schwartz2017（符号与年龄次序：低年级下降，高年级不降；纽约随学段转学当年语文−0.05至−0.07、数学约为0；各年龄的大小为假设）", en="cite:liu2010, beuchert2018, schwartz2017 (sign and order by age: the young fall, older ones do not; New York, moves built into the system, in that year -0.05 to -0.07 in English and about 0 in mathematics; the size at each age is assumed)"),
    )  # fmt: skip
    road: float = param(
        0.005, unit="SD/year per km", low=0, high=0.03, zh="路途变远损失", en="gain lost in that year per kilometre by which the road has become longer",
        source=Text(zh="假设：远10公里约合一次转学；寄宿另有损失（Mo 等 2012），这里不计", en="assumed: ten kilometres weigh as a change of school; boarding, which harms too (Mo and others 2012), is left out"),
    )  # fmt: skip
    ses_growth: float = param(
        0.02, unit="SD/SD/year", low=0, high=0.05, zh="家庭背景增益", en="yearly growth of the lasting trait per SD of SES",
        source=Text(zh="假设：SES 差距每年扩大0–0.05", en="assumed: SES gap widens 0-0.05 a year"),
    )  # fmt: skip
    noise: float = param(
        0.27, unit="SD/term", low=0, high=0.6, zh="学习随机性", en="spread of a term's gain of a pupil",
        source=Text(zh="规定：使成绩的离散程度保持在1左右、相邻学年成绩的相关保持在0.8左右", en="rule: keeps the spread of achievement near 1 and the yearly score correlation near 0.8"),
    )  # fmt: skip
    class_threshold: float = param(
        45.0, unit="pupils", low=30, high=60, zh="大班阈值", en="class size beyond which pupils learn less",
        source=Text(zh="文献：luo2025", en="cite:luo2025"),
    )  # fmt: skip
    class_penalty: float = param(
        -0.02, unit="SD/year per 10 pupils", low=-0.05, high=0, zh="大班损失", en="change of gain per 10 pupils beyond that size",
        source=Text(zh="文献：luo2025（中班至大班−0.03）", en="cite:luo2025 (medium to large class -0.03)"),
    )  # fmt: skip
    resources: float = param(
        0.02, unit="SD/year per SD of the index", low=0, high=0.05, zh="资源效应", en="gain per SD of the resource index between schools",
        source=Text(zh="文献：jackson2024（经费投入的效果）", en="cite:jackson2024 (spending effects)"),
    )  # fmt: skip
    resources_sd: float = param(
        0.20, unit="index", low=0.1, high=0.4, zh="资源指数标准差", en="SD of the resource index between schools, in which its effect is told (1 = one national standard)",
        source=Text(zh="规定：花都第一天各校的标准差（三个人口种子为0.19–0.22）", en="rule: that of the schools of Huadu on the first day (0.19-0.22 over three seeds of the population)"),
    )  # fmt: skip


class DevelopmentRules(Section):
    """All-round development of pupils, their second outcome, in cases that follow it."""

    stable: float = param(
        0.4, unit="share", low=0.1, high=0.9, zh="稳定份额", en="share of the variance of development of the first cohort that stays with a child",
        source=Text(zh="文献：roberts2000（相隔6.7年的相关，童年为0.31，大学时期为0.54）", en="cite:roberts2000 (correlations over 6.7 years of 0.31 in childhood and 0.54 in the college years)"),
    )  # fmt: skip
    ses: float = param(
        0.15, unit="SD/SD", low=0, high=0.3, zh="家庭背景与发展倾向", en="slope of a child's lasting development on SES",
        source=Text(zh="假设：低于学业成绩；符号据 OECD（2024），处境不利的学生自报的多数能力水平较低", en="assumed: below that of achievement; sign from OECD (2024), disadvantaged students report lower levels of most skills"),
    )  # fmt: skip
    ses_growth: float = param(
        0.02, unit="SD/SD/year", low=0, high=0.1, zh="家庭背景增益（全面发展）", en="development gained in a year per SD of SES",
        source=Text(zh="假设：与学业成绩相同；家庭在校外为体艺课程付费", en="assumed: as for achievement; families pay for lessons in arts and sport outside school"),
    )  # fmt: skip
    left_after_a_year: float = param(
        0.5, unit="share", low=0.1, high=0.9, zh="发展一年后保留率", en="share of a year's gain of development left one year later",
        source=Text(zh="假设：项目的收益在半年及更久之后仍可见（Taylor 等 2017），故留存多于成绩", en="assumed: gains of programmes are seen half a year and more later (Taylor and others 2017), so more is left than of scores"),
    )  # fmt: skip
    arts: float = param(
        1.0, unit="SD/SD", low=0, high=2, zh="体艺教师效应", en="development gained in a year per unit of value of the PE and arts teachers of a class",
        source=Text(zh="文献：blazar2018、jackson2018（教师对态度和行为的影响与对成绩的影响相当；体艺教师也如此则为假设）", en="cite:blazar2018, jackson2018 (teachers move attitudes and behaviour about as much as scores; that PE and arts teachers do so is assumed)"),
    )  # fmt: skip
    uncovered: float = param(
        -0.2, unit="SD/year", low=-0.5, high=0, zh="体艺课无教师损失", en="value of PE and arts lessons nobody on the staff can take",
        source=Text(zh="文献：garcia2020、bowen2023（有质量的体育课使体能和动作技能提高0.19至0.38个标准差，原本没有艺术课的学校开设后同情心提高0.08个标准差）", en="cite:garcia2020, bowen2023 (taught PE of quality +0.19 to 0.38 SD in fitness and motor skills, arts in schools without them +0.08 SD in compassion)"),
    )  # fmt: skip
    sports: float = param(
        0.04, unit="SD/year per index unit", low=0, high=0.15, zh="运动场地效应", en="gain per unit of the index of sports area (1 = one national standard)",
        source=Text(zh="假设：符号据 Grunseit 等（2020），活动量和体能随操场面积增加，但不成直线", en="assumed: sign from Grunseit and others (2020), activity and fitness go with playground space, though not in a line"),
    )  # fmt: skip
    equipment: float = param(
        0.03, unit="SD/year per index unit", low=0, high=0.15, zh="器材效应", en="gain per unit of the index of equipment (1 = one national standard)",
        source=Text(zh="假设：符号据 Broekhuizen、Scholten、de Vries（2014），活动器材使学生更多活动", en="assumed: sign from Broekhuizen, Scholten and de Vries (2014), play equipment makes pupils more active"),
    )  # fmt: skip
    climate_sd: float = param(
        0.05, unit="SD/year", low=0, high=0.15, zh="校风差异", en="spread of school climate, as pupils' development feels it, between schools",
        source=Text(zh="假设：与管理对学业成绩的作用同样大；学校确能影响社会情感发展（Jackson 等 2020）", en="assumed: as large as what management does for achievement; schools do move socio-emotional development (Jackson and others 2020)"),
    )  # fmt: skip
    common: float = param(
        0.5, unit="share", low=0, high=1, zh="文化共享与校风", en="part of the distance to the core's climate that a wholly common culture takes",
        source=Text(zh="假设：一半；没有对集团的研究给出数值（B21）", en="assumed: half; no study of groups says it (B21)"),
    )  # fmt: skip
    burnout: float = param(
        0.06, unit="SD/year", low=0, high=0.2, zh="教师倦怠与学生发展", en="loss where all who teach at a school are wholly burnt out",
        source=Text(zh="假设：与学业成绩相同；符号据 Oberle、Schonert-Reichl（2016），教师倦怠与学生压力相伴", en="assumed: as for achievement; sign from Oberle and Schonert-Reichl (2016), burnout of teachers goes with stress of pupils"),
    )  # fmt: skip
    error: float = param(
        0.5, unit="SD", low=0, high=1.5, zh="发展评价误差", en="error of a rating of development",
        source=Text(zh="假设：信度0.8，相当于较好的问卷和教师评定", en="assumed: reliability of 0.8, as of good questionnaires and ratings by teachers"),
    )  # fmt: skip


class Teaching(Section):
    """What a teacher is worth to a class this term."""

    experience: float = param(
        0.12, unit="SD/year", low=0.08, high=0.16, zh="经验总收益", en="total return to experience",
        source=Text(zh="文献：papay2015", en="cite:papay2015"),
    )  # fmt: skip
    experience_years: float = param(
        5.0, unit="years", low=4, high=7, zh="经验时间常数", en="time constant of the experience curve",
        source=Text(zh="文献：papay2015", en="cite:papay2015"),
    )  # fmt: skip
    match_sd: float = param(
        0.08, unit="SD/year", low=0, high=0.10, zh="人校匹配差异", en="spread of the match of a teacher with a school",
        source=Text(zh="文献：jackson2013", en="cite:jackson2013"),
    )  # fmt: skip
    adjust: Bundle = param(
        {"first_year": 0.05, "second_year": 0.02}, by=(YEARS_AFTER,),
        unit="SD/year", low=0, high=0.2, zh="被动调动适应损失", en="loss after a forced move",
        source=Text(zh="文献：ronfeldt2013", en="cite:ronfeldt2013"),
    )  # fmt: skip
    turnover: float = param(
        0.05, unit="SD/year", low=0, high=0.1, zh="同事更替损失", en="loss of those who stay, where all others who teach at their school and stage are new to it",
        source=Text(zh="文献：ronfeldt2013（整个年级组更替时全体学生损失0.05–0.10；留任教师的学生也受损，其大小凭记忆，取下端）", en="cite:ronfeldt2013 (0.05-0.10 for all pupils where a whole team is new; pupils of stayers lose too, how much is from memory: the lower end)"),
    )  # fmt: skip
    spur: float = param(
        0.0, unit="SD/year", low=0, high=0.05, zh="鲶鱼效应", en="change of the value of fresh teachers whose team has guests an SD of skill ahead; of the worn out the other way",
        source=Text(zh="规定：由研究者选定；材料 S3:34 说有“鲶鱼效应”，没有研究给出数值，故取0", en="rule: a researcher's choice; seed S3:34 tells of such an effect, no study gives a size, so it is 0"),
    )  # fmt: skip
    morale: float = param(
        0.5, unit="share", low=0.1, high=1, zh="鲶鱼效应转折", en="burnout at which guests who lead neither spur nor dishearten",
        source=Text(zh="假设：一半", en="assumed: half of it"),
    )  # fmt: skip
    load_cap: float = param(
        28.0, unit="lessons/week", low=20, high=28, zh="课时上限", en="most lessons a teacher may be given",
        source=Text(zh="规定：材料 S3:38，所报告的最大值", en="rule: seed S3:38, the maximum reported"),
    )  # fmt: skip
    uncovered: float = param(
        -0.13, unit="SD/year", low=-0.3, high=0, zh="代课效果", en="value-added of lessons nobody on the staff can take",
        source=Text(zh="文献：reap2017（代课教师）", en="cite:reap2017 (contract teachers)"),
    )  # fmt: skip
    out_of_field: float = param(
        0.06, unit="SD/year", low=0, high=0.13, zh="兼课损失", en="loss of lessons given by a teacher of another block",
        source=Text(zh="假设：约为无人可派时损失的一半；符号据 Dee、Cohodes 2008（有本学科证书的教师所教学生得分较高，主要在数学和社会）", en="assumed: about half of what lessons lose that nobody can take; sign from Dee and Cohodes 2008 (pupils of teachers certified in the subject score higher, chiefly in mathematics and social studies)"),
    )  # fmt: skip
    burnout: float = param(
        0.06, unit="SD/year", low=0, high=0.2, zh="倦怠损失", en="loss of a teacher wholly burnt out",
        source=Text(zh="假设：小于增值标准差的一半", en="assumed: less than half a standard deviation of value-added"),
    )  # fmt: skip
    culture: float = param(
        0.02, unit="SD/year", low=0, high=0.08, zh="文化距离损失", en="loss of a posted teacher per unit of culture distance",
        source=Text(zh="假设：小于非自愿调动的损失", en="assumed: below the loss of a forced move"),
    )  # fmt: skip
    reference_years: float = param(
        15.0, unit="years", low=0, high=40, zh="参照教龄", en="experience of the teacher whose value-added is counted as 0",
        source=Text(zh="规定：使增值以第一天的教师队伍为中心", en="rule: centres value-added on the staff of the first day"),
    )  # fmt: skip


class Time(Section):
    """Working time that instruments ask of teachers, heads and managers."""

    weeks: float = param(
        39.0, unit="weeks/year", low=30, high=45, zh="学年教学周数", en="weeks of a school year in which there is school",
        source=Text(zh="规定：2022年义务教育课程方案（上课35周，复习两周，学校机动两周；凭记忆）", en="rule: compulsory curriculum plan 2022 (35 weeks of lessons, two of revision, two at the school's disposal; from memory)"),
    )  # fmt: skip
    road: float = param(
        0.04, unit="hours/km", low=0.01, high=0.2, zh="每公里路途时间", en="time on the road of a teacher who is posted or takes pupils elsewhere",
        source=Text(zh="假设：乘公交车或骑电动自行车，每小时25公里", en="assumed: 25 km an hour by bus or electric bicycle"),
    )  # fmt: skip
    ordinary: float = param(
        5.0, unit="km", low=0, high=20, zh="平日通勤距离", en="road of a teacher from home to the school of register",
        source=Text(zh="假设：骑电动自行车约12分钟", en="assumed: twelve minutes by electric bicycle"),
    )  # fmt: skip
    road_most: float = param(
        2.0, unit="hours/day", low=0, high=4, zh="每日路途上限", en="most time on the road there and back in a day, beyond the ordinary road",
        source=Text(zh="假设：住得更远的教师留宿在交流学校附近", en="assumed: who lives further away stays near the other school"),
    )  # fmt: skip
    budget: float = param(
        40.0, unit="hours/week", low=35, high=60, zh="每周工时定额", en="hours a week that a teacher is paid for; more is overtime",
        source=Text(zh="规定：1995年《国务院关于职工工作时间的规定》，事业单位每周四十小时；《劳动法》的上限为四十四小时", en="rule: State Council 1995, 40 hours a week in public institutions; the Labour Law allows 44"),
    )  # fmt: skip
    heavy: float = param(
        46.0, unit="hours/week", low=36, high=60, zh="每周工时负荷阈值", en="hours a week of a teacher beyond which teaching suffers and teachers tire",
        source=Text(zh="假设：每周18课时（通常范围的上端，20课时为重）连备课、批改、教研与其他工作约合44–47小时；调查所得的平均为45–54小时", en="assumed: 18 lessons a week, the upper end of what is usual (20 are heavy), make 44-47 hours with preparation, marking, research and other work; surveys tell of means of 45-54"),
    )  # fmt: skip
    lesson: Bundle = param(
        {"primary": 0.67, "junior": 0.75, "senior": 0.75}, by=(STAGES,),
        unit="hours/lesson", low=0.5, high=1, zh="课时长度", en="length of a lesson",
        source=Text(zh="规定：2022年义务教育课程方案（小学40分钟，初中45分钟）；高中45分钟", en="rule: compulsory curriculum plan 2022 (40 minutes in primary, 45 in junior schools); senior 45"),
    )  # fmt: skip
    preparing: float = param(
        0.59, unit="hours/hour", low=0.2, high=1.2, zh="备课时间", en="preparation for an hour of lessons",
        source=Text(zh="文献：talis_shanghai（每周备课8.1小时，上课13.8小时）", en="cite:talis_shanghai (8.1 hours a week for 13.8 of teaching)"),
    )  # fmt: skip
    marking: Bundle = param(
        {"core": 0.75, "science": 0.55, "arts": 0.15}, by=(BLOCKS,),
        unit="hours/hour", low=0, high=1.5, zh="批改作业时间", en="marking and homework for an hour of lessons",
        source=Text(zh="文献：talis_shanghai（每周批改7.9小时，上课13.8小时，合0.57；在学科组之间的划分为假设）", en="cite:talis_shanghai (7.9 hours a week for 13.8 of teaching, which is 0.57; how it differs by block is assumed)"),
    )  # fmt: skip
    research: float = param(
        4.1, unit="hours/week", low=0, high=8, zh="校内教研与会议", en="research and meetings with colleagues inside the school, growth.research_hours among them",
        source=Text(zh="文献：talis_shanghai（团队合作4.1小时）", en="cite:talis_shanghai (team work 4.1 hours)"),
    )  # fmt: skip
    other: float = param(
        11.0, unit="hours/week", low=4, high=20, zh="其他工作", en="counselling, parents, clerical work, activities, duty",
        source=Text(zh="文献：talis_shanghai（辅导5.1、家长2.6、事务3.6、课外2.2、管理3.3小时，减去班主任和管理人员的职务时间）", en="cite:talis_shanghai (counselling 5.1, parents 2.6, clerical 3.6, activities 2.2, management 3.3 hours, less what homeroom teachers and managers do of it)"),
    )  # fmt: skip
    duty: Bundle = param(
        {"homeroom": 10.0, "manager": 15.0}, by=(DUTIES,),
        unit="hours/week", low=0, high=30, zh="职务工时", en="hours a week of the duty itself",
        source=Text(zh="假设：班主任略低于2009年规定的半个标准工作量；管理人员为减课后仍满一周", en="assumed: homeroom duty a little below the half load of the rule of 2009; managers as long a week as others, with half the lessons"),
    )  # fmt: skip
    after_school: float = param(
        10.0, unit="hours/week", low=0, high=15, zh="课后服务时间", en="after-school service of a class, shared by the teachers of its school and stage",
        source=Text(zh="规定：2021年“双减”意见与课后服务通知（每周五天，每天不少于两小时）", en="rule: opinion of 2021 on double reduction (five days a week, two hours at least)"),
    )  # fmt: skip
    after_school_from: int = param(
        2021, unit="school year", low=1990, high=2200, zh="课后服务起始学年", en="first school year of after-school service in every compulsory school",
        source=Text(zh="规定：教育部2021年要求秋季学期全覆盖", en="rule: the ministry asked for all schools in autumn 2021"),
    )  # fmt: skip
    overload: float = param(
        0.006, unit="SD/year per hour/week", low=0, high=0.02, zh="超时损失", en="loss of a teacher's value for an hour a week beyond the threshold",
        source=Text(zh="假设：每周多一课时损失0.01（0.005–0.03），一课时连备课批改合1.6小时", en="assumed: 0.01 (0.005-0.03) for a lesson more a week, which is 1.6 hours with preparation and marking"),
    )  # fmt: skip
    spare: float = param(
        2.0, unit="hours/week", low=0, high=10, zh="管理人员余时", en="hours a week that the head and each manager of a school can give to other schools",
        source=Text(zh="假设：一周中的一个下午的一半；没有研究给出数值", en="assumed: half an afternoon of the week; no study says it"),
    )  # fmt: skip
    head_overload: float = param(
        0.0025, unit="SD/year per hour/week", low=0, high=0.01, zh="管理超时损失", en="loss of a school's management for an hour a week of each of its managers beyond that",
        source=Text(zh="假设：整周40小时都不在，相当于管理水平低两个标准差，即0.10", en="assumed: a whole week of 40 hours elsewhere is as two standard deviations of management, 0.10"),
    )  # fmt: skip


class Growth(Section):
    """How teachers learn from others, at school and beyond it, and what of it stays."""

    keep: float = param(
        0.9, unit="share", low=0.6, high=1, zh="实践留存率", en="share of learnt practice that is left a year later without further lessons",
        source=Text(zh="假设：结对的收益在下一年仍在（Papay 等 2020），但没有研究追踪更久；集团停办后所学留存多少由此决定（F6）", en="assumed: gains of pairs stood a year later (Papay et al. 2020), and no study follows them for longer; it decides what is left when a group has ended (F6)"),
    )  # fmt: skip
    unused: float = param(
        0.0, unit="share", low=0, high=0.5, zh="闲置实践流失", en="part of that share which goes in a year in which none of the lessons of a full post are given",
        source=Text(zh="假设：符号据技能闲置即流失的研究；没有研究给出教师的数值，取0则与课时无关", en="assumed: sign, skill that is not used is lost; no study gives the number for teachers, at 0 it does not depend on lessons"),
    )  # fmt: skip
    most: float = param(
        0.15, unit="SD/year", low=0.12, high=0.18, zh="习得实践上限", en="most practice that can be learnt from others",
        source=Text(zh="文献：papay2020、kraft2018（对学生成绩的作用为0.12和0.18）", en="cite:papay2020, kraft2018 (effects on pupils of 0.12 and 0.18)"),
    )  # fmt: skip
    peers: float = param(
        0.12, unit="1/year", low=0, high=0.3, zh="同侪学习率", en="share of the mean lead of colleagues that a novice learns in a year of research in the team",
        source=Text(zh="文献：jackson2009、lomos2011、loyalka2019（每年10–20%，新教师最快；共同教研的作用小，讲座没有作用）", en="cite:jackson2009, lomos2011, loyalka2019 (10-20 % a year, novices fastest; research together has small effects, lectures none)"),
    )  # fmt: skip
    novice_years: float = param(
        5.0, unit="years", low=2, high=10, zh="新手期", en="time constant with which that rate falls with experience",
        source=Text(zh="文献：jackson2009", en="cite:jackson2009"),
    )  # fmt: skip
    as_ordinary: float = param(
        0.0, unit="share", low=0, high=1, zh="普通使用损失", en="part of what hosts learn of a posted teacher in the team that is lost where the teacher carries as many lessons as they do",
        source=Text(zh="规定：材料 S3（支教教师被当普通教师用，I5）；未给出数值，取0则与课时无关", en="rule: seed S3 (posted teachers are used as ordinary ones, I5); no number given, at 0 it does not depend on lessons"),
    )  # fmt: skip
    veterans: float = param(
        0.3, unit="share", low=0, high=1, zh="老教师学习份额", en="rate at which the most experienced learn from colleagues, over that of a novice",
        source=Text(zh="假设：新教师学得最快而其他人也在学（Jackson、Bruegmann 2009），教师调入更强的学校后仍有成长（Zhang、Ye、Wang）；数值未见于文献", en="assumed: novices learn fastest, and others learn too (Jackson and Bruegmann 2009); teachers moved to stronger schools still grow (Zhang, Ye and Wang); no study gives the number"),
    )  # fmt: skip
    research_hours: float = param(
        1.0, unit="hours/week", low=0.25, high=6, zh="教研周工时", en="hours a week a teacher gives to research, in the team and beyond the school",
        source=Text(zh="假设：上海的教研组每两周活动约两小时", en="assumed: research groups in Shanghai meet for about two hours every two weeks"),
    )  # fmt: skip
    mentor_gain: float = param(
        0.05, unit="SD/year", low=0, high=0.12, zh="师徒收益", en="practice learnt in a year by a novice one SD below the mentor, before any is known",
        source=Text(zh="文献：papay2020、kraft2018（已缩减）", en="cite:papay2020, kraft2018 (scaled down)"),
    )  # fmt: skip
    young: float = param(
        3.0, unit="years", low=1, high=10, zh="徒弟教龄上限", en="experience below which a teacher is to have a mentor",
        source=Text(zh="规定：青蓝工程以三年为一周期（入门、合格、胜任）", en="rule: Qinglan projects run over three years (begin, meet the standard, be able)"),
    )  # fmt: skip
    mentor_years: float = param(
        10.0, unit="years", low=5, high=20, zh="导师教龄下限", en="experience from which a teacher without an honour may be a mentor",
        source=Text(zh="假设：没有骨干教师的教研组由老教师带教", en="assumed: teams without backbone teachers let the experienced guide"),
    )  # fmt: skip
    mentees: int = param(
        2, unit="mentees", low=1, high=3, zh="每师带徒数", en="most mentees of a mentor",
        source=Text(zh="假设：一至两名徒弟", en="assumed: one or two apprentices"),
    )  # fmt: skip
    mentor_hours: float = param(
        1.0, unit="hours/week/mentee", low=0, high=4, zh="导师周工时", en="hours a week a mentor gives to a mentee",
        source=Text(zh="假设：听一节课并讨论", en="assumed: a lesson is watched and talked over"),
    )  # fmt: skip
    mentee_hours: float = param(
        1.5, unit="hours/week", low=0, high=6, zh="徒弟周工时", en="hours a week a mentee gives to it",
        source=Text(zh="假设：讨论的时间，加上听导师的一节课", en="assumed: the talk, and a lesson of the mentor watched"),
    )  # fmt: skip


class Careers(Section):
    """Ageing, retirement, exits, hiring, titles, honours, burnout."""

    retire: Bundle = param(
        {"men": 60, "women": 55}, by=(SEXES,),
        unit="years", low=50, high=70, zh="退休年龄", en="retirement age until 2024",
        source=Text(zh="规定：国家退休年龄（干部）", en="rule: national retirement ages (cadres)"),
    )  # fmt: skip
    retire_late: Bundle = param(
        {"men": 63, "women": 58}, by=(SEXES,),
        unit="years", low=50, high=70, zh="延迟退休年龄", en="retirement age from 2040, reached by a month for every four months of birth from 2025",
        source=Text(zh="规定：全国人大常委会2024-09-13的决定（每四个月延迟一个月）", en="rule: Standing Committee decision of 2024-09-13 (a month later for every four months)"),
    )  # fmt: skip
    exit: float = param(
        0.012, unit="1/year", low=0, high=0.1, zh="离职率", en="yearly share of teachers who leave for other reasons, as the staff of the first day is aged",
        source=Text(zh="假设：每年调动和离职2–4%，约一半离开本区县", en="assumed: transfers and exits of 2-4 % a year, about half of them out of the district"),
    )  # fmt: skip
    exit_age: Bundle = param(
        {"to_34": 1.7, "to_44": 0.8, "to_54": 0.35, "over_54": 0.3}, by=(AGES,),
        unit="ratio", low=0, high=5, zh="离职的年龄差异", en="exits of an age over those of all",
        source=Text(zh="假设：符号据曲靖师范学院（2017），师宗县农村教师的流失因年龄而异，年轻教师最多", en="assumed: sign from Wang, Yin and Wang (2017), exits in a county differ by age, most among the young"),
    )  # fmt: skip
    exit_appeal: float = param(
        0.4, unit="1/SD", low=0, high=2, zh="岗位吸引力与离职", en="fall of the log of that rate per SD by which a post is valued above the district's",
        source=Text(zh="文献：wei2019（学校所处位置与教师流动的联系最稳定；大小为假设）", en="cite:wei2019 (where a school lies is what goes most steadily with turnover; size assumed)"),
    )  # fmt: skip
    pay_gap: float = param(
        0.0, unit="share", low=-0.5, high=0.5, zh="工资差距", en="how far teachers' pay lies below that of local civil servants",
        source=Text(zh="规定：2017年国家督导评估标准，不低于当地公务员", en="rule: national inspection standard 2017, not below that of local civil servants"),
    )  # fmt: skip
    exit_pay: float = param(
        1.4, unit="elasticity", low=0, high=4, zh="工资与离职", en="rise of the log of exits with the log of what is lacking in pay",
        source=Text(zh="假设：工资高1%，流动低1.4%（Hendricks 2014，凭记忆）", en="assumed: 1 % more pay goes with 1.4 % less turnover (Hendricks 2014, from memory)"),
    )  # fmt: skip
    exit_burnout: float = param(
        0.06, unit="1/year", low=0, high=0.3, zh="倦怠离职", en="rise of that share at full burnout",
        source=Text(zh="假设：符号据 EduEcosystem（2026）和甘肃的研究（Wei、Zhou 2019）", en="assumed: sign from EduEcosystem (2026) and Gansu (Wei and Zhou 2019)"),
    )  # fmt: skip
    skill_sd: float = param(
        0.13, unit="SD/year", low=0.08, high=0.18, zh="教师质量差异", en="spread of skill of applicants",
        source=Text(zh="文献：hanushek2012（含教龄和人校匹配为0.11–0.20）", en="cite:hanushek2012 (0.11-0.20 with experience and match)"),
    )  # fmt: skip
    skill_mean: float = param(
        -0.064, unit="SD/year", low=-0.2, high=0.05, zh="应聘者平均质量", en="mean skill of applicants",
        source=Text(zh="规定：使按其余参数录用的人（应聘者中看上去最好的）均值为0", en="rule: those hired under the other numbers, who look best among applicants, have a mean of 0"),
    )  # fmt: skip
    applicants: float = param(
        3.0, unit="applicants/post", low=1, high=20, zh="报名比例", en="applicants per vacant post",
        source=Text(zh="文献：dengzhou2015（230个农村岗位有1313人应考，但一人常应考几处；按规定开考比例一般为2比1至3比1）", en="cite:dengzhou2015 (1,313 candidates for 230 rural posts, though many sit several examinations; by rule posts are opened from 2 or 3 candidates on)"),
    )  # fmt: skip
    seen: Bundle = param(
        {"novice": 0.45, "served": 0.6}, by=(CANDIDATES,),
        unit="correlation", low=0, high=0.95, zh="选人准确度", en="how closely what schools see of a candidate follows skill",
        source=Text(zh="文献：goldhaber2017、chu2015（新教师：筛选得分高1个标准差，学生成绩高0.06个标准差；在职教师与职称一样，大小为假设）", en="cite:goldhaber2017, chu2015 (novices: pupils gain 0.06 SD per SD of screening scores; those who served: as for titles, size assumed)"),
    )  # fmt: skip
    renown: float = param(
        1.0, unit="SD/SD", low=0, high=3, zh="校名吸引力", en="worth of a post per SD of the name under which the school hires",
        source=Text(zh="规定：岗位价值以声誉的标准差计；取0则应聘者不看校名", en="rule: worth is counted in SD of reputation; at 0 nobody minds the name"),
    )  # fmt: skip
    place: Bundle = param(
        {"urban": 0.0, "town": -0.25, "rural": -0.5}, by=(LOCALITIES,),
        unit="SD", low=-2, high=1, zh="地点吸引力", en="worth of working in a place, allowances included, in SD of reputation",
        source=Text(zh="文献：wei2019、neds2014（教师由乡村流向县镇，反向的只有4.5%；大小为假设）", en="cite:wei2019, neds2014 (teachers move from villages to county towns, 4.5 % the other way; size assumed)"),
    )  # fmt: skip
    taste: float = param(
        0.4, unit="SD", low=0, high=3, zh="求职偏好差异", en="spread of what makes one post more wanted than another of equal name and place",
        source=Text(zh="假设：与学校声誉的离散程度相同，因为许多人应聘离家近的学校（Boyd 等 2005）", en="assumed: as large as the spread of reputations, since many apply near home (Boyd and others 2005)"),
    )  # fmt: skip
    apply: float = param(
        0.06, unit="1/year", low=0, high=0.5, zh="申请调动比例", en="yearly share of teachers who may that apply for a post elsewhere in the district",
        source=Text(zh="假设：约为空缺岗位所能接纳人数的数倍", en="assumed: a few times those whom vacancies can take"),
    )  # fmt: skip
    offered: float = param(
        0.3, unit="share", low=0, high=1, zh="选调岗位比例", en="share of vacant posts offered to teachers of other schools before novices",
        source=Text(zh="假设：使每年调动1–2%，即调动与离职2–4%的一半", en="assumed: makes moves of 1-2 % a year, half of the 2-4 % who move or leave"),
    )  # fmt: skip
    move_years: float = param(
        5.0, unit="years", low=0, high=10, zh="最低服务年限", en="years at a school before a teacher may apply elsewhere",
        source=Text(zh="规定：新聘教师的最低服务年限，一般为3至5年（凭记忆）", en="rule: least service of new teachers, 3 to 5 years as a rule (from memory)"),
    )  # fmt: skip
    move_age: float = param(
        45.0, unit="years", low=30, high=65, zh="选调年龄上限", en="age up to which a teacher may apply elsewhere",
        source=Text(zh="规定：选调公告一般为40至45岁以下（凭记忆）", en="rule: notices of transfers, up to 40 or 45 as a rule (from memory)"),
    )  # fmt: skip
    deployed: float = param(
        0.5, unit="share", low=0, high=1, zh="超编调剂比例", en="share of surplus teachers that the bureau transfers to vacant posts of the district each autumn",
        source=Text(zh="假设：规定为超编校调往缺编校（县管校聘，教师〔2014〕4号），执行一半", en="assumed: rule is from over-staffed to under-staffed schools (county-managed staff, opinion of 2014), half of it is done"),
    )  # fmt: skip
    ratio: Bundle = param(
        {"primary": 16.3, "junior": 12.7, "senior": 12.8}, by=(STAGES,),
        unit="pupils/teacher", low=5, high=60, zh="生师比", en="pupils per post",
        source=Text(zh="假设：2021–22年全国统计", en="assumed: national statistics of 2021-22"),
    )  # fmt: skip
    class_floor: float = param(
        1.8, unit="teachers/class", low=1, high=3, zh="最低班师比", en="least posts per class, which is what small schools get",
        source=Text(zh="假设：乡村小规模学校按班配备教师", en="assumed: small rural schools are staffed by class"),
    )  # fmt: skip
    arts_posts: Bundle = param(
        {"primary": 0.64, "junior": 0.78, "senior": 1.0}, by=(STAGES,),
        unit="ratio", low=0.2, high=1.5, zh="体艺专任配备", en="posts of PE and arts over those that their part of the timetable would take; other posts follow the lessons",
        source=Text(zh="文献：jiujiang2023（每百名学生0.88名体艺专任教师，其余课由他人兼任；高中为假设）", en="cite:jiujiang2023 (0.88 PE and arts teachers per 100 pupils, others give the rest; senior assumed)"),
    )  # fmt: skip
    title_share: Bundle = param(
        {
            "primary": {"first": 0.43, "senior": 0.11, "full": 0.004},
            "junior": {"first": 0.39, "senior": 0.21, "full": 0.005},
            "senior": {"first": 0.37, "senior": 0.28, "full": 0.01},
        }, by=(STAGES, TITLES),
        unit="share", low=0, high={"first": 0.6, "senior": 0.36, "full": 0.04}, zh="岗位结构", en="share of posts",
        source=Text(zh="假设：全国职称结构，凭记忆", en="assumed: national title structure, from memory"),
    )  # fmt: skip
    titles_pooled: bool = param(
        False, unit="flag", zh="职称岗位统筹", en="title posts of schools with pooled staff are one quota, whoever of their staff is best",
        source=Text(zh="规定：材料 S1（统一职称评聘，B10），由研究者选定", en="rule: seed S1 (titles are decided in common, B10), a researcher's choice"),
    )  # fmt: skip
    contract_years: int = param(
        0, unit="years", low=0, high=10, zh="聘期", en="years of a contract at a school, after which its holder competes for a post; 0 = no contracts",
        source=Text(zh="规定：材料 S1、S2 F16（县管校聘、竞聘上岗，B11）；取0，因为多数地方未实行", en="rule: seeds S1 and S2 F16 (staff of the county hired by schools, by competition, B11); 0 because most places do not"),
    )  # fmt: skip
    contract_with: Literal["county", "group"] = aim(
        "county", unit="text", allowed=Text(zh="county（区县）或 group（集团）", en="county or group"), zh="竞聘范围", en="whose teachers compete with each other: those of a district, or of a group",
    )  # fmt: skip
    contract_cost: float = param(
        100.0, unit="yuan/person", low=0, high=5000, zh="竞聘组织费用", en="cost of a competition for each who takes part, paid by the bureau",
        source=Text(zh="假设：评委半天的报酬由数人分摊", en="assumed: half a day of examiners, shared by several"),
    )  # fmt: skip
    title_years: Bundle = param(
        {"second": 1, "first": 5, "senior": 11, "full": 21}, by=(LADDER,),
        unit="years", low={"second": 0, "first": 3, "senior": 8, "full": 15}, high={"second": 3, "first": 8, "senior": 15, "full": 30}, zh="职称年限", en="experience needed for a title",
        source=Text(zh="规定：2015年关于中小学教师职称的部委意见", en="rule: ministry opinion of 2015 on titles of school teachers"),
    )  # fmt: skip
    credit: float = param(
        0.05, unit="SD/year per credit", low=0, high=0.2, zh="交流加分", en="weight of a credit earned by a placement in promotions",
        source=Text(zh="假设：交流经历计入职称评聘（材料 S1:52、S3）", en="assumed: rotation weighs in promotion (seeds S1:52, S3)"),
    )  # fmt: skip
    credit_place: Bundle = param(
        {"urban": 1.0, "town": 1.0, "rural": 1.0}, by=(LOCALITIES,),
        unit="credits/year", low=0, high=5, zh="各地交流积分", en="credit of a year elsewhere, by where the other school lies",
        source=Text(zh="规定：材料 S1、S3（向农村和薄弱学校流动者优先，C15）；未写倍数，写明之前处处相同", en="rule: seeds S1 and S3 (who goes to rural and weak schools comes first, C15); no factor given, alike until a plan names one"),
    )  # fmt: skip
    credit_level: Bundle = param(
        {"strong": 1.0, "ordinary": 1.0, "weak": 1.0, "new": 1.0}, by=(LEVELS,),
        unit="ratio", low=0, high=5, zh="各层次学校交流积分倍数", en="times that credit, by the standing of the other school on the first day",
        source=Text(zh="规定：同上", en="rule: as above"),
    )  # fmt: skip
    stay_needed: Bundle = param(
        {"first": 0.0, "senior": 0.0, "full": 0.0}, by=(TITLES,),
        unit="credits", low=0, high=6, zh="晋升所需交流积分", en="credit from placements since the last promotion without which a title is not given",
        source=Text(zh="规定：材料 S1、S3（交流经历是职称评聘和提任的必备条件，C16）；未写年限，写明之前取0", en="rule: seeds S1 and S3 (a stay elsewhere is required for titles and office, C16); no years given, 0 until a plan names some"),
    )  # fmt: skip
    honour_credit: float = param(
        0.0, unit="SD per credit", low=0, high=2, zh="荣誉交流加分", en="weight of a credit from placements where honours are given, in SD of what is seen of a teacher",
        source=Text(zh="规定：材料 S1、S3（评优评先向交流教师倾斜，C15、C20）；未写分值，写明之前取0", en="rule: seeds S1 and S3 (honours lean to those who moved, C15, C20); no weight given, 0 until a plan names one"),
    )  # fmt: skip
    hire_pay: float = param(
        1.4, unit="elasticity", low=0, high=4, zh="工资与报名", en="fall of the log of applicants with the log of what is lacking in pay",
        source=Text(zh="假设：与离职的弹性（careers.exit_pay）相同，反向；没有研究给出教师报名的数值", en="assumed: as for exits (careers.exit_pay), the other way; no study says it of applicants"),
    )  # fmt: skip
    honour_share: Bundle = param(
        {"backbone": 0.145, "leader": 0.036, "master": 0.009}, by=(HONOURS,),
        unit="share", low=0, high={"backbone": 0.4, "leader": 0.2, "master": 0.1}, zh="荣誉指标", en="quota of teachers of a stage in a district with an honour or a higher one",
        source=Text(zh="文献：jiujiang2023（每百名学生0.888名骨干教师）；以上两级为假设，约为四分之一和十六分之一", en="cite:jiujiang2023 (0.888 backbone teachers per 100 pupils); the two levels above assumed, a quarter and a sixteenth"),
    )  # fmt: skip
    honour_named: float = param(
        0.05, unit="share", low=0.005, high=1, zh="推荐名额", en="share of its teachers whom a school may put forward for honours in a year, one at least",
        source=Text(zh="假设：按专任教师数分配推荐名额", en="assumed: schools put candidates forward in proportion to their staff"),
    )  # fmt: skip
    degree_share: Bundle = param(
        {"primary": 0.95, "junior": 0.90, "senior": 0.12}, by=(STAGES,),
        unit="share", low=0, high=1, zh="高学历比例", en="share of teachers above the required degree",
        source=Text(zh="文献：degrees2018（初中本科学历2018年为86%，仍在上升；小学专科学历几乎全部达到；高中为假设：硕士学位）", en="cite:degrees2018 (junior BA 86 % in 2018, rising; primary college degree nearly all; senior assumed: a master's degree)"),
    )  # fmt: skip
    strain: float = param(
        0.025, unit="1/year per hour/week", low=0, high=0.12, zh="超时致倦", en="rise of burnout for an hour a week beyond the threshold",
        source=Text(zh="假设：每周多六小时（约四节课），一年会使六分之一的人倦怠", en="assumed: six extra hours a week, which is four lessons, burn out a sixth in a year"),
    )  # fmt: skip
    recovery: float = param(
        0.35, unit="1/year", low=0, high=1, zh="倦怠恢复率", en="share of burnout that heals in a year",
        source=Text(zh="假设：糟糕的一年三年后被淡忘", en="assumed: a bad year is forgotten in three"),
    )  # fmt: skip
    move_strain: float = param(
        0.06, unit="share", low=0, high=0.5, zh="被动调动致倦", en="burnout added by a forced move",
        source=Text(zh="假设：符号据 Han、Liu、An 2017", en="assumed: sign from Han, Liu and An 2017"),
    )  # fmt: skip


class Exchange(Section):
    """Appraisal and honours of those who work elsewhere for a time, and of the schools that send them."""

    best: float = param(
        0.0, unit="share", low=0, high=0.5, zh="交流考评优秀比例", en="share of those who work elsewhere that is rated best each year",
        source=Text(zh="规定：材料 S1（对流动教师考评，C17）、S3（先进个人，C20）；未写比例，写明之前取0", en="rule: seeds S1 (movers are appraised, C17) and S3 (persons are honoured, C20); no share given, 0 until a plan names one"),
    )  # fmt: skip
    failed: float = param(
        0.0, unit="share", low=0, high=0.5, zh="交流考评退回比例", en="share of them that is rated lowest, sent home, and earns no credit",
        source=Text(zh="规定：材料 S1（对流动教师考评）；未写比例，写明之前取0", en="rule: seed S1 (movers are appraised); no share given, 0 until a plan names one"),
    )  # fmt: skip
    accuracy: float = param(
        0.6, unit="correlation", low=0, high=1, zh="考评准确度", en="how closely a rating follows what a teacher was worth there",
        source=Text(zh="假设：与选调在职教师时相同（careers.seen.served）", en="assumed: as where teachers who served are chosen (careers.seen.served)"),
    )  # fmt: skip
    bonus: float = param(
        1.0, unit="credits", low=0, high=5, zh="优秀加分", en="further credit of those rated best",
        source=Text(zh="假设：相当于多交流一年", en="assumed: as a year more elsewhere"),
    )  # fmt: skip
    award: float = param(
        2000.0, unit="yuan/person", low=0, high=50000, zh="先进个人奖励", en="award to each of those rated best",
        source=Text(zh="假设：不足一个月津贴的两倍", en="assumed: less than two months of an allowance"),
    )  # fmt: skip
    hours: float = param(
        3.0, unit="hours/person", low=0, high=20, zh="考评工时", en="time of heads and managers of the other school for each of those rated",
        source=Text(zh="假设：听课、谈话和写评语，合半天", en="assumed: a visit to a lesson, a talk and a report, half a day"),
    )  # fmt: skip
    collectives: float = param(
        0.0, unit="share", low=0, high=1, zh="先进集体比例", en="share of the schools that sent people that is honoured each year: those that sent most for their size",
        source=Text(zh="规定：材料 S3（表彰先进集体，C20）；未写比例，写明之前取0", en="rule: seed S3 (collectives are honoured, C20); no share given, 0 until a plan names one"),
    )  # fmt: skip
    collective_award: float = param(
        20000.0, unit="yuan/school", low=0, high=500000, zh="先进集体奖励", en="award to each school so honoured",
        source=Text(zh="假设：与捆绑评价的奖补相同", en="assumed: as the awards of bundled evaluation"),
    )  # fmt: skip
    collective_name: float = param(
        0.02, unit="SD", low=0, high=0.3, zh="先进集体声誉", en="rise of reputation of a school so honoured",
        source=Text(zh="假设：远小于强校与普通校之差（start.reputation_level）", en="assumed: far less than a strong school is above an ordinary one (start.reputation_level)"),
    )  # fmt: skip
    payer: Literal["kind", "host"] = aim(
        "kind", unit="text", allowed=Text(zh="kind（按交流类型）或 host（接收校）", en="kind or host"), zh="交流费用付费方", en="who pays for those posted elsewhere: as their kind of placement says, or the school where they work",
    )  # fmt: skip


class Principals(Section):
    """Heads: their quality, and the effort they spend on sharing."""

    turnover: float = param(
        0.16, unit="1/year", low=0, high=0.5, zh="校长更替率", en="yearly chance that a school gets a new head",
        source=Text(zh="假设：任职约六年（两届后轮换）", en="assumed: about six years in office (rotation after two terms)"),
    )  # fmt: skip
    speed: float = param(
        0.35, unit="1/year", low=0, high=1, zh="努力调整速度", en="share of the way to the best effort taken in a year",
        source=Text(zh="假设：校长调整缓慢", en="assumed: heads adapt slowly"),
    )  # fmt: skip
    duty: float = param(
        0.40, unit="utility", low=0, high=2, zh="行政要求", en="return on sharing from mere instruction by the bureau",
        source=Text(zh="假设：没有考核压力也有一些共享", en="assumed: some sharing happens without stakes"),
    )  # fmt: skip
    practice_fade: float = param(
        0.10, unit="1/year", low=0, high=1, zh="管理经验流失率", en="share of the management practice learnt from a core that a member loses each year",
        source=Text(zh="假设：学校学到的东西在校长离任后仍在，但不会永远在（F6，帮扶是否留下自身的成长）", en="assumed: what a school learns outlasts its head, but not for ever (F6, whether aid leaves own growth)"),
    )  # fmt: skip
    own_work: float = param(
        0.6, unit="utility", low=0, high=2, zh="本校工作收益", en="return of full own work to the results of a head's own school",
        source=Text(zh="假设：单独受评的校长为本校用去三分之二的精力，余下的可用于共享", en="assumed: a head judged alone gives two thirds of the year to the own school, which leaves a third for sharing"),
    )  # fmt: skip
    own_cost: float = param(
        0.30, unit="utility", low=0, high=2, zh="输出代价", en="cost to a core school's own results of full sharing",
        source=Text(zh="假设：材料 S3所说的矛盾（输血与自家品牌之间）", en="assumed: the tension of seed S3 (giving blood against one's own brand)"),
    )  # fmt: skip
    group_gain: float = param(
        1.2, unit="utility", low=0, high=4, zh="集团收益", en="return of full sharing over a tie to the sum of the group's results",
        source=Text(zh="假设：捆绑权重为0.3时超过核心校自身的代价", en="assumed: outweighs a core's own cost at a bundle weight of 0.3"),
    )  # fmt: skip
    own_gain: float = param(
        0.30, unit="utility", low=0, high=2, zh="成员校收益", en="return of full sharing to a member school's own results",
        source=Text(zh="假设：与核心校付出的代价相等", en="assumed: equal to what it costs the core"),
    )  # fmt: skip
    curvature: float = param(
        0.9, unit="utility", low=0.2, high=4, zh="努力成本", en="curvature of the cost of effort",
        source=Text(zh="假设：在上述激励下投入为0.2–0.8", en="assumed: effort of 0.2-0.8 for the incentives above"),
    )  # fmt: skip
    complement: float = param(
        0.5, unit="share", low=0, high=1, zh="共享互补性", en="part of what sharing brings that takes the partner's sharing too",
        source=Text(zh="假设：一半；合作要双方投入，没有研究给出数值（I6）", en="assumed: half; working together takes two, and no study says how far (I6)"),
    )  # fmt: skip
    monitoring: float = param(
        0.5, unit="share", low=0, high=1.5, zh="同伴监督", en="part of the return on own work that fully working partners restore to a head judged jointly",
        source=Text(zh="文献：han2017、corgnet2013、kandel1992（集中管理之下努力下降，而很弱的同伴监督就使集体激励与个人激励一样有效，故在0与完全补足之间取一半；高于1时合评比单评更严）", en="cite:han2017, corgnet2013, kandel1992 (effort fell under central management, while even weak peer monitoring made team incentives as good as individual ones; half way between none and that; above it joint judgement is the stricter one)"),
    )  # fmt: skip
    work: float = param(
        0.05, unit="SD/year", low=0, high=0.15, zh="校长工作效应", en="gain of all classes of a school where its head works fully for it, over one who does not",
        source=Text(zh="文献：imberman2015（对集体结果所占份额增加0.1，教师使成绩提高0.01–0.02个标准差，即0.15；校长隔着教师起作用，取其三分之一，与校长水平的一个标准差相当）", en="cite:imberman2015 (0.01-0.02 SD for 0.1 more of the joint result in a teacher's hands, which makes 0.15; a third of it for heads, who act through teachers, as much as one standard deviation of heads)"),
    )  # fmt: skip
    appraisal: float = param(
        0.0, unit="utility", low=0, high=2, zh="参与共建考核", en="return on sharing where taking part is itself appraised every year",
        source=Text(zh="规定：材料 S1（参与共建情况纳入年度考核，B28）；未给出分值，写明之前取0", en="rule: seed S1 (taking part enters the yearly appraisal, B28); no weight given, 0 until a plan names one"),
    )  # fmt: skip
    compulsion: float = param(
        0.0, unit="share", low=0, high=1, zh="强制参与程度", en="effort on sharing below which nobody's counts, since taking part is compelled",
        source=Text(zh="规定：材料 S2 F14（提高资源整合的强制性，B30）；未给出程度，写明之前取0", en="rule: seed S2 F14 (more compulsion in pooling resources, B30); no degree given, 0 until a plan names one"),
    )  # fmt: skip
    resentment: float = param(
        1.0, unit="ratio", low=0, high=3, zh="强制的信任代价", en="what trust follows less, for each unit of effort so compelled of either partner",
        source=Text(zh="假设：一方被强制时得失相抵，双方都被强制时信任下降", en="assumed: where one partner is compelled it takes what it brings, where both are trust falls"),
    )  # fmt: skip
    nomination: float = param(
        0.0, unit="share", low=0, high=1, zh="核心校推荐权", en="share of new heads of members whom the core's head nominates, under wholly unified management",
        source=Text(zh="规定：材料 S0、S1（总校长对成员校校长有推荐权，B6）；未写比例，写明之前取0", en="rule: seeds S0 and S1 (the core's head may nominate heads of members, B6); no share given, 0 until a plan names one"),
    )  # fmt: skip
    nominee_loss: float = param(
        0.01, unit="SD/year", low=0, high=0.05, zh="输出干部的损失", en="what the management of a core loses by a manager who becomes head elsewhere",
        source=Text(zh="假设：管理水平标准差的五分之一", en="assumed: a fifth of the spread of management"),
    )  # fmt: skip
    authority: float = param(
        0.0, unit="utility", low=0, high=2, zh="核心校考核权", en="return on a member's sharing from the appraisal by the core's head, under wholly unified management and a core that shares fully",
        source=Text(zh="规定：材料 S0、S1（总校长对成员校校长有推荐权与考核权，B6）；未给出分值，写明之前取0", en="rule: seeds S0 and S1 (the core's head may propose and appraise the heads of members, B6); no weight given, 0 until a plan names one"),
    )  # fmt: skip
    core_pay: float = param(
        0.0, unit="yuan/core/year", low=0, high=200000, zh="核心校校长激励", en="pay of a core's head for full sharing",
        source=Text(zh="规定：材料 S0（核心校校长激励，B27）；未给出数额，写明之前取0", en="rule: seed S0 (incentives for heads of cores, B27); no amount given, 0 until a plan names one"),
    )  # fmt: skip
    pay_worth: float = param(
        0.1, unit="utility per 10,000 yuan", low=0, high=1, zh="激励折合收益", en="what such pay is worth to a head",
        source=Text(zh="假设：四万元与行政要求相当", en="assumed: 40,000 yuan move a head as mere instruction does"),
    )  # fmt: skip
    trust: float = param(
        0.3, unit="1/year", low=0, high=1, zh="信任调整速度", en="share of the way to the partners' lower effort that trust moves in a year",
        source=Text(zh="假设：信任约需三年，如英国的学校联盟（Chapman、Muijs 2014）", en="assumed: trust takes about three years, as federations do (Chapman and Muijs 2014)"),
    )  # fmt: skip


class Council(Section):
    """Bodies that meet: councils, party meetings, committees, reports, the leading group of departments."""

    meetings: float = param(
        0.0, unit="1/year", low=0, high=40, zh="理事会次数", en="meetings of the council of a group in a year",
        source=Text(zh="规定：材料 S0、S2 F9、F16、S3（理事会、校长办公会，B2）；未写次数，写明之前取0", en="rule: seeds S0, S2 F9 and F16, S3 (councils of heads, B2); no number given, 0 until a plan names one"),
    )  # fmt: skip
    party_meetings: float = param(
        0.0, unit="1/year", low=0, high=40, zh="党建联席会次数", en="joint party meetings of a group in a year",
        source=Text(zh="规定：材料 S0、S3、S4（党建联席会、五事联办，B3）；未写次数，写明之前取0", en="rule: seeds S0, S3 and S4 (joint party meetings, B3); no number given, 0 until a plan names one"),
    )  # fmt: skip
    hours: float = param(
        4.0, unit="hours/school", low=0, high=20, zh="每次会议工时", en="time of the head and those who prepare it at each school for a meeting, road included",
        source=Text(zh="假设：半天", en="assumed: half a day"),
    )  # fmt: skip
    settles: float = param(
        0.08, unit="share", low=0, high=0.5, zh="每次理事会解决份额", en="part of what still divides partners that a meeting of the council settles",
        source=Text(zh="假设：每月一次约解决一半以上；没有研究给出数值", en="assumed: with a meeting every month somewhat more than half; no study says it"),
    )  # fmt: skip
    party_settles: float = param(
        0.05, unit="share", low=0, high=0.5, zh="每次党建联席会解决份额", en="part of it that a joint party meeting settles",
        source=Text(zh="假设：少于理事会，因为议题不限于集团事务", en="assumed: less than a council, since much else is on its agenda"),
    )  # fmt: skip
    core_vote: float = param(
        0.5, unit="share", low=0, high=1, zh="核心校表决权重", en="weight of the core's will in what a council decides; the rest is the member's",
        source=Text(zh="规定：材料 S2 F6、F9（要事集团商定，董事会）；未写权重，取平等", en="rule: seeds S2 F6 and F9 (weighty matters are decided together, boards); no weight given, equal"),
    )  # fmt: skip
    division: float = param(
        0.0, unit="share", low=0, high=1, zh="成员校分工份额", en="part of what a core does to lead a member that members take over, each for one",
        source=Text(zh="规定：材料 S2 F6、F13（分工、专业委员会，B23）；未写份额，写明之前取0", en="rule: seeds S2 F6 and F13 (division of labour, committees, B23); no share given, 0 until a plan names one"),
    )  # fmt: skip
    committee_hours: float = param(
        80.0, unit="hours/school/year", low=0, high=500, zh="分工工时", en="time of heads and managers of a member that takes it all over",
        source=Text(zh="假设：每周两小时", en="assumed: two hours a week"),
    )  # fmt: skip
    reports: float = param(
        0.0, unit="1/year", low=0, high=12, zh="通报次数", en="reports of each school to the bureau in a year",
        source=Text(zh="规定：材料 S3（一把手负责、按月通报，B20）；每月为12，通报之前取0", en="rule: seed S3 (heads answer for it, monthly reports, B20); 12 where monthly, 0 where there are none"),
    )  # fmt: skip
    report_hours: float = param(
        4.0, unit="hours/school", low=0, high=20, zh="每次通报工时", en="time for a report",
        source=Text(zh="假设：半天", en="assumed: half a day"),
    )  # fmt: skip
    report_duty: float = param(
        0.1, unit="utility", low=0, high=1, zh="按月通报的压力", en="what monthly reports add to the return on sharing from instruction (principals.duty)",
        source=Text(zh="假设：行政要求的四分之一", en="assumed: a quarter of that instruction"),
    )  # fmt: skip
    leading: float = param(
        0.0, unit="1/year", low=0, high=12, zh="领导小组会议次数", en="meetings of the leading group of departments in a year",
        source=Text(zh="规定：材料 S2 F16、S3（领导小组、部门联席会议，B5）；未写次数，写明之前取0", en="rule: seeds S2 F16 and S3 (leading groups across departments, B5); no number given, 0 until a plan names one"),
    )  # fmt: skip
    leading_cost: float = param(
        5000.0, unit="yuan", low=0, high=100000, zh="领导小组每次费用", en="cost of such a meeting, in time of the departments and papers",
        source=Text(zh="假设：十余人半天", en="assumed: half a day of a dozen people"),
    )  # fmt: skip
    frees: float = param(
        0.15, unit="share", low=0, high=0.5, zh="每次会议打通编制份额", en="part of the transfers of surplus teachers still blocked by departments that a meeting frees",
        source=Text(zh="假设：每季一次约打通一半；没有研究给出数值", en="assumed: with one each quarter about half; no study says it"),
    )  # fmt: skip


class TieStrength(Section):
    """What thins the strength of a tie; how strong a form is, the form says (`sim.forms`)."""

    attention: float = param(
        5.0, unit="schools", low=1, high=15, zh="核心校带动能力", en="members a core school can lead before its attention thins",
        source=Text(zh="规定：材料 S2 F10，成员不超过5所", en="rule: at most 5 members in seed S2 F10"),
    )  # fmt: skip
    following: float = param(
        2.0, unit="ties", low=1, high=10, zh="成员校跟随能力", en="cores a school can follow before its attention thins",
        source=Text(zh="假设：一所学校跟随自己的集团和另一个共同体；S4中一所学校最多叠加四层", en="assumed: a school follows its group and one more community; S4 lays up to four layers over one school"),
    )  # fmt: skip
    distance: float = param(
        20.0, unit="km", low=5, high=100, zh="距离衰减", en="distance at which joint work falls to 37 %",
        source=Text(zh="假设：车程超过一小时就损失半天", en="assumed: half a day lost beyond an hour's drive"),
    )  # fmt: skip
    mismatch: float = param(
        0.5, unit="share", low=0, high=1, zh="学段不一致损失", en="loss of joint research and teaching over the stages of a member that its core does not teach",
        source=Text(zh="假设：不同学段的课要分开备", en="assumed: lessons of another stage are prepared apart"),
    )  # fmt: skip
    textbooks: float = param(
        0.3, unit="share", low=0, high=1, zh="教材不一致损失", en="loss of joint research and teaching over a tie between districts that name different textbooks",
        source=Text(zh="假设：同一课程标准，但单元、顺序和习题不同（I4，材料 S3）", en="assumed: one curriculum standard, but units, their order and the exercises differ (I4, seed S3)"),
    )  # fmt: skip
    will: float = param(
        0.0, unit="share", low=0, high=1, zh="教师合作意愿", en="loss of joint research, teaching and moves of staff over a tie where no teacher of the less content partner is content",
        source=Text(zh="规定：材料 S2 F14（教师合作意愿不强，I6）；取0则只看校长", en="rule: seed S2 F14 (teachers have little will to work together, I6); at 0 only heads matter"),
    )  # fmt: skip
    judged: float = param(
        0.5, unit="share", low=0, high=1, zh="评价体系差异损失", en="loss of joint evaluation over a tie between districts, each of which judges its own schools",
        source=Text(zh="假设：另一教育局的评价只算一半（I4、A26）", en="assumed: the other bureau's verdict counts half (I4, A26)"),
    )  # fmt: skip


class Cultures(Section):
    """How schools of a group grow alike in culture, and what that costs."""

    adopt: float = param(
        0.0, unit="1/year", low=0, high=1, zh="文化趋同速度", en="part of the distance to the culture it aims at that a school goes in a year over a tie that wholly carries culture",
        source=Text(zh="规定：材料 S3（移植再造、合成创生、差异布局，B22）；未给出数值，写明之前取0", en="rule: seed S3 (transplant, synthesis, differentiation, B22); no number given, 0 until a plan names one"),
    )  # fmt: skip
    estrangement: float = param(
        0.02, unit="SD/year", low=0, high=0.08, zh="失去特色的损失", en="loss of every teacher of a school per unit by which it lies away from its own roots",
        source=Text(zh="假设：与到他校任教的教师因文化距离的损失（teaching.culture）相同；材料 S3、S2 F16担心同质化，没有研究给出数值", en="assumed: as what a posted teacher loses by distance of cultures (teaching.culture); seeds S3 and S2 F16 fear homogenisation, no study gives a number"),
    )  # fmt: skip


class Partners(Section):
    """Whom partner institutions have, and what these can give to schools; their time is no part of the district's."""

    staff: int = param(
        20, unit="people", low=0, high=500, zh="合作机构人数", en="staff of a partner institution for which the case counts none",
        source=Text(zh="假设：一所区教研院的专职教研员", en="assumed: the full-time researchers of an institute of a district"),
    )  # fmt: skip
    stay: int = param(
        5, unit="years", low=1, high=40, zh="任职年限", en="years after which a post of a partner institution is taken by somebody else",
        source=Text(zh="假设：教研员岗位的聘期", en="assumed: a term of office"),
    )  # fmt: skip
    lead: Bundle = param(
        {"strong": 0.13, "ordinary": 0.06, "weak": 0.0, "new": 0.06}, by=(LEVELS,),
        unit="SD/year", low=-0.1, high=0.4, zh="合作机构人员高出量", en="mean skill of the staff of a partner institution of a standing, the district's teachers of the first day = 0",
        source=Text(zh="假设：强的机构高出教师教学能力的一个标准差（careers.skill_sd），因为其人员选自最优秀的教师（A38）", en="assumed: a strong one has one SD of the skill of teachers (careers.skill_sd), since it takes its people from the best (A38)"),
    )  # fmt: skip
    honoured: Bundle = param(
        {"strong": 0.6, "ordinary": 0.4, "weak": 0.2, "new": 0.3}, by=(LEVELS,),
        unit="share", low=0, high=1, zh="合作机构骨干比例", en="share of that staff with an honour, the best of them, who may be mentors",
        source=Text(zh="假设：远高于学校的约14%", en="assumed: far above the 14 % or so of schools"),
    )  # fmt: skip
    per_tie: float = param(
        4.0, unit="people/tie", low=0.5, high=50, zh="每校所需人数", en="people whom working with a school over a full tie takes; with fewer, attention thins",
        source=Text(zh="假设：每个学科组一人，加一名管理者；20人除去派出者可带4所学校，核心校可带5所（ties.attention）", en="assumed: one for each subject block and one for management; 20, less those sent, serve four schools, a core five (ties.attention)"),
    )  # fmt: skip
    sent: float = param(
        0.2, unit="share", low=0, high=1, zh="可派驻比例", en="share of its people whom a partner institution can second to schools at a time",
        source=Text(zh="假设：其余人员留在机构工作", en="assumed: the others keep the institution going"),
    )  # fmt: skip
    hours: float = param(
        4.0, unit="hours/week", low=0, high=20, zh="每周带教工时", en="hours a week which each honoured member of its staff can give to mentees",
        source=Text(zh="假设：每周半天到校", en="assumed: half a day a week at schools"),
    )  # fmt: skip


class LifeCycle(Section):
    """How large groups may be, and how they grow, release and lose members beyond what the case lists."""

    cap_schools: int = param(
        9, unit="schools", low=2, high=60, zh="集团学校数上限", en="most schools of a group, core and kindergartens counted",
        source=Text(zh="规定：广东省2020年指导意见（材料 S1:74）；材料 S2 F10:385允许核心校之外有五所成员校，合计为6", en="rule: Guangdong guidance of 2020 (seed S1:74); seed S2 F10:385 allows five members beside the core, which is 6"),
    )  # fmt: skip
    cap_pupils: int = param(
        15_000, unit="pupils", low=200, high=300_000, zh="集团学生数上限", en="most pupils of a group",
        source=Text(zh="规定：广东省2020年指导意见（材料 S1:74）", en="rule: Guangdong guidance of 2020 (seed S1:74)"),
    )  # fmt: skip
    enter: float = param(
        0.0, unit="share/year", low=0, high=1, zh="新弱乡校入团率", en="share of new, weak and rural schools outside groups that join the nearest one each year",
        source=Text(zh="规定：全覆盖是许多规划的目标；取0，因为案例列出成员校", en="rule: full coverage is a goal of many plans; 0 because a case lists its members"),
    )  # fmt: skip
    enter_new: float = param(
        0.0, unit="share/year", low=0, high=1, zh="新校入团率", en="share of new schools outside groups that join one each year, where it is more than life_cycle.enter",
        source=Text(zh="规定：材料 S1（新建学校全部纳入，薄弱和农村学校列出清单逐步纳入，B15）；取0，因为案例列出成员校", en="rule: seed S1 (all new schools, weak and rural ones step by step from a list, B15); 0 because a case lists its members"),
    )  # fmt: skip
    enter_order: Literal["lot", "list"] = aim(
        "lot", unit="text", allowed=Text(zh="lot（抽签）或 list（清单，声誉最低者先入）", en="lot or list"), zh="入团次序", en="which weak and rural schools enter first: by lot, or from a list, the least name first",
    )  # fmt: skip
    compose: Literal["any", "town_country", "east_west", "strong_weak"] = aim(
        "any", unit="text", allowed=Text(zh="any（不限）、town_country（城乡组合）、east_west（东部吸纳西部）或 strong_weak（强弱结合）", en="any, town_country, east_west or strong_weak"),
        zh="组合规则", en="which schools rules put under which cores: any, rural ones under others, those west of the core, or those of a lesser name",
    )  # fmt: skip
    found_of: Literal["any", "new", "weak", "rural"] = aim(
        "any", unit="text", allowed=Text(zh="any（不限）、new（新校）、weak（弱校）或 rural（乡村校）", en="any, new, weak or rural"), zh="新建集团成员类型", en="which schools a group founded by a rule takes",
    )  # fmt: skip
    front: float = param(
        0.0, unit="km/year", low=0, high=100, zh="推开速度", en="km by which the rules of growth spread each year from the middle of a district's urban schools; 0 = everywhere at once",
        source=Text(zh="规定：材料 S1、S2 F16（由点到面，B32）；未给出速度，写明之前处处同时", en="rule: seeds S1 and S2 F16 (from points to the whole, B32); no pace given, everywhere at once until a plan names one"),
    )  # fmt: skip
    front_from: int = param(
        1990, unit="school year", low=1990, high=2200, zh="推开起始学年", en="school year in which they begin to spread",
        source=Text(zh="规定：同上", en="rule: as above"),
    )  # fmt: skip
    weak_gap: float = param(
        0.3, unit="SD", low=0, high=2, zh="弱校声誉差", en="how far a name lies below the mean of the district where a school enters by form_weak",
        source=Text(zh="假设：弱校与普通校第一天之差（start.reputation_level）", en="assumed: what weak schools are below ordinary ones on the first day (start.reputation_level)"),
    )  # fmt: skip
    form_weak: str = aim(
        "same", unit="text", allowed=Text(zh="办学形式的编号，或 same（同 form_other）", en="id of a form of tie, or same (as form_other)"), zh="弱校入团形式", en="form of tie by which weak schools enter",
    )  # fmt: skip
    form_rural: str = aim(
        "same", unit="text", allowed=Text(zh="办学形式的编号，或 same（同 form_other）", en="id of a form of tie, or same (as form_other)"), zh="乡村校入团形式", en="form of tie by which rural schools enter",
    )  # fmt: skip
    match: Literal["nearest", "preferred"] = aim(
        "nearest", unit="text", allowed=Text(zh="nearest（行政安排到最近集团）或 preferred（学校自选）", en="nearest or preferred"), zh="组合方式", en="who decides which group a school enters: the bureau, for the nearest one, or the school, for the one it prefers",
    )  # fmt: skip
    match_km: float = param(
        0.03, unit="SD/km", low=0, high=0.5, zh="自选路途代价", en="reputation of a core that a school gives up for a km less where it chooses",
        source=Text(zh="假设：十公里抵强校与普通校之差", en="assumed: ten km weigh as much as a strong school is above an ordinary one"),
    )  # fmt: skip
    coverage: float = param(
        0.0, unit="share", low=0, high=1, zh="集团覆盖目标", en="share of schools (or pupils) of a district that its plan wants in groups; 0 = no plan",
        source=Text(zh="规定：材料 S0:28（全部）、S2 F15:573（0.6）、S4:4（全部在学区内）；取0，因为案例列出集团", en="rule: seeds S0:28 (all), S2 F15:573 (0.6), S4:4 (all in clusters); 0 because a case lists its groups"),
    )  # fmt: skip
    coverage_by: int = param(
        1990, unit="school year", low=1990, high=2200, zh="覆盖目标年份", en="school year in whose autumn that share is reached, in even steps; a year that is past: at once",
        source=Text(zh="规定：材料 S2 F9:357（三年）、S2 F15:573（2025年底）；规划写明年份之前不设", en="rule: seeds S2 F9:357 (three years), S2 F15:573 (end of 2025); no year until a plan names one"),
    )  # fmt: skip
    coverage_of: Literal["schools", "pupils"] = aim(
        "schools", unit="text", allowed=Text(zh="schools（学校数）或 pupils（学生数）", en="schools or pupils"), zh="覆盖口径", en="what the share of coverage is of",
    )  # fmt: skip
    core_rank: float = param(
        0.2, unit="share", low=0, high=1, zh="核心校声誉位次", en="share of a district's schools, by reputation, that may lead a group founded by a rule",
        source=Text(zh="规定：材料 S0:28（138所参加集团的义务教育学校中有28所核心校）", en="rule: seed S0:28 (28 cores among 138 compulsory schools of groups)"),
    )  # fmt: skip
    found_members: int = param(
        4, unit="members", low=1, high=30, zh="新建集团成员数", en="members with which a group is founded by a rule, fewer where there are not so many",
        source=Text(zh="规定：材料 S4:4（95个集团有369所成员校）", en="rule: seed S4:4 (369 members of 95 groups)"),
    )  # fmt: skip
    form_new: str = aim(
        "tight", unit="text", allowed=Text(zh="办学形式的编号", en="id of a form of tie"), zh="新校入团形式", en="form of tie by which new schools enter",
    )  # fmt: skip
    form_other: str = aim(
        "assist", unit="text", allowed=Text(zh="办学形式的编号", en="id of a form of tie"), zh="其他学校入团形式", en="form of tie by which other schools enter",
    )  # fmt: skip
    approval_years: int = param(
        1, unit="years", low=0, high=10, zh="挂名审批年数", en="years in a tie before a member may bear the common name where its form needs approval",
        source=Text(zh="假设：考察一个学年（材料 S2 F10要求审批，未写期限）", en="assumed: one school year is looked at (seed S2 F10 asks for approval and names no term)"),
    )  # fmt: skip
    spin_off_years: int = param(
        0, unit="years", low=0, high=20, zh="成长溢出年数", en="years in which a member matches its core before it is released; 0 = never",
        source=Text(zh="规定：材料 S1（成长与溢出）；未给出数值", en="rule: seed S1 (growth and spin-off); no number given"),
    )  # fmt: skip
    spin_off_founds: float = param(
        0.0, unit="share", low=0, high=1, zh="溢出建团比例", en="share of members so released, of a name to lead, that found a group of their own",
        source=Text(zh="规定：材料 S1和 S2 F12（成长并溢出为新的核心校，B16）；未给出数值", en="rule: seeds S1 and S2 F12 (growth and spin-off into a new core, B16); no number given"),
    )  # fmt: skip
    named_share: float = param(
        0.0, unit="share", low=0, high=1, zh="名校化成员比例", en="share of members with a name (reputation.named) with which a group goes on from growing to making names; 0 = never",
        source=Text(zh="规定：材料 S2 F12（集团化、名校化、品质化三步渐进，B17）；未给出数值，写明之前取0", en="rule: seed S2 F12 (three stages: groups, names, quality, B17); no number given, 0 until a plan names one"),
    )  # fmt: skip
    quality_spread: float = param(
        0.0, unit="share", low=0, high=0.5, zh="品质化校际差异", en="CV of the scores of its schools at or below which a group goes on from making names to quality; 0 = never",
        source=Text(zh="规定：同上", en="rule: as above"),
    )  # fmt: skip
    form_named: str = aim(
        "same", unit="text", allowed=Text(zh="办学形式的编号，或 same（不变）", en="id of a form of tie, or same"), zh="名校化阶段形式", en="form of tie that members take when their group goes on to making names",
    )  # fmt: skip
    form_quality: str = aim(
        "same", unit="text", allowed=Text(zh="办学形式的编号，或 same（不变）", en="id of a form of tie, or same"), zh="品质化阶段形式", en="form of tie that members take when their group goes on to quality",
    )  # fmt: skip
    swap_years: int = param(
        0, unit="years", low=0, high=20, zh="变更成员年数", en="years in a group after which it may ask for another school in place of a member; 0 = never",
        source=Text(zh="规定：材料 S1（集团可提出变更成员，B33）；未写年限，写明之前取0", en="rule: seed S1 (a group may ask for a change of members, B33); no years given, 0 until a plan names some"),
    )  # fmt: skip
    swap_effort: float = param(
        0.2, unit="share", low=0, high=1, zh="变更成员共享线", en="effort on sharing below which a member is so asked away",
        source=Text(zh="假设：校长第一天用于共享的精力", en="assumed: what heads spend on sharing on the first day"),
    )  # fmt: skip
    swap_allowed: float = param(
        1.0, unit="share", low=0, high=1, zh="变更批准率", en="share of such requests that the bureau allows",
        source=Text(zh="规定：由研究者选定；文件要求教育局审批", en="rule: a researcher's choice; the documents leave it to the bureau"),
    )  # fmt: skip
    exit_years: int = param(
        0, unit="years", low=0, high=20, zh="退出年数", en="years of low trust after which a member leaves; 0 = never",
        source=Text(zh="规定：材料 S0:34（进入与退出的规则）；未给出数值", en="rule: seed S0:34 (rules of entry and exit); no number given"),
    )  # fmt: skip
    exit_trust: float = param(
        0.1, unit="share", low=0, high=1, zh="退出信任线", en="trust below which a year counts toward leaving",
        source=Text(zh="假设：关系只承载应有的十分之一", en="assumed: a tie that carries a tenth of what it could"),
    )  # fmt: skip


class Finance(Section):
    """Money of schools and groups, in yuan of the first year."""

    quota: Bundle = param(
        {"primary": 720.0, "junior": 940.0, "senior": 1000.0}, by=(STAGES,),
        unit="yuan/pupil/year", low=0, high=10000, zh="生均公用经费", en="public funds per pupil",
        source=Text(zh="规定：2023年以来的国家基准定额；高中为假设：2019年国家最低标准，凭记忆", en="rule: national base quota since 2023; senior assumed: the national floor of 2019, from memory"),
    )  # fmt: skip
    small_school: int = param(
        100, unit="pupils", low=0, high=300, zh="小规模学校保底人数", en="a smaller school is funded as if it had so many pupils",
        source=Text(zh="规定：不足100人的学校按国家规定拨付", en="rule: national rule for schools under 100 pupils"),
    )  # fmt: skip
    capital: Bundle = param(
        {"primary": 532.0, "junior": 649.0, "senior": 753.0}, by=(STAGES,),
        unit="yuan/pupil/year", low=0, high=3000, zh="生均基建设备投入", en="capital money per pupil",
        source=Text(zh="规定：各学段首日办学条件的年折旧，减去公用经费中可用于设备的部分，使普通学校的办学条件得以更新", en="rule: yearly wear of the first day's stocks of a stage less what public funds leave for them, so that an average school renews what it has"),
    )  # fmt: skip
    means_sd: float = param(
        0.25, unit="log", low=0, high=0.8, zh="投入差异", en="lasting spread of capital money per pupil between schools",
        source=Text(zh="假设：镇街投入和捐赠不等；使办学条件的差异不会自行消失", en="assumed: township and donor money differs; keeps the spread of stocks from vanishing by itself"),
    )  # fmt: skip
    tilt: float = param(
        0.3, unit="share", low=0, high=1, zh="薄弱倾斜比例", en="share of capital money given by shortfall from the national standard",
        source=Text(zh="假设：薄弱学校改造项目各地都有（E11）", en="assumed: upgrade programmes for weak schools exist everywhere (E11)"),
    )  # fmt: skip
    running: float = param(
        0.85, unit="share", low=0.5, high=0.95, zh="运转支出比例", en="share of public funds spent on running the school",
        source=Text(zh="假设：其余为培训（规定不低于5%）和设备", en="assumed: the rest is training (at least 5 %, rule) and equipment"),
    )  # fmt: skip
    joint_saving: float = param(
        0.05, unit="share", low=0, high=0.3, zh="后勤统一节约", en="share of running costs that wholly joint logistics save",
        source=Text(zh="假设：联合采购和共享服务可能节省的部分（B34）", en="assumed: what joint buying and shared services may save (B34)"),
    )  # fmt: skip
    training: float = param(
        0.05, unit="share", low=0.05, high=0.3, zh="培训支出比例", en="share of public funds spent on training",
        source=Text(zh="规定：2017年国家督导评估标准", en="rule: national inspection standard 2017"),
    )  # fmt: skip
    salary: float = param(
        110000.0, unit="yuan/year", low=30000, high=300000, zh="教师平均工资", en="yearly cost of a teacher without title whose pay lies at that of civil servants (careers.pay_gap)",
        source=Text(zh="假设：与当地公务员相当", en="assumed: at the level of local civil servants"),
    )  # fmt: skip
    salary_title: float = param(
        0.15, unit="share", low=0, high=0.5, zh="职称工资差", en="rise of that cost per title step",
        source=Text(zh="假设：工资标准", en="assumed: pay scale"),
    )  # fmt: skip
    earmark: float = param(
        50000.0, unit="yuan/year", low=0, high=1000000, zh="集团专项经费", en="earmark of a group",
        source=Text(zh="规定：材料 S3:34（三个集团分别为14.9万元和17万元）", en="rule: seed S3:34 (149,000 and 170,000 yuan for three groups)"),
    )  # fmt: skip
    pool: float = param(
        0.0, unit="share", low=0, high=0.1, zh="公用经费统筹比例", en="share of public funds that members whose form says so pool with the group",
        source=Text(zh="规定：材料 S2 F16（按比例统筹，未给出数值）", en="rule: seed S2 F16 (pooled by share, no number)"),
    )  # fmt: skip
    pool_core: float = param(
        0.0, unit="share", low=0, high=0.1, zh="核心校统筹比例", en="share of its public funds that the core of a unit whose members pool pays in, too",
        source=Text(zh="规定：材料 S2 F16（按比例统筹，未给出数值）；写明之前取0", en="rule: seed S2 F16 (pooled by share, no number); 0 until a plan says so"),
    )  # fmt: skip
    to_members: float = param(
        0.0, unit="share", low=0, high=1, zh="集团经费补薄份额", en="share of what is left of a group's fund at the end of the year that goes to its schools below the resource standard, by what they lack",
        source=Text(zh="规定：材料 S2 F16（统筹使用）；取0则全部用于集团活动", en="rule: seed S2 F16 (used in common); at 0 all of it goes to common activities"),
    )  # fmt: skip
    appraised: float = param(
        0.0, unit="share", low=0, high=1, zh="集团考核奖励份额", en="share of it that goes to its schools by the group's own yearly appraisal",
        source=Text(zh="规定：材料 S0、S2 F16（集团内部年度考核）；取0则不奖", en="rule: seeds S0 and S2 F16 (yearly appraisal inside the group); at 0 none"),
    )  # fmt: skip
    planned: float = param(
        0.0, unit="share", low=0, high=1, zh="集团统筹配置份额", en="share of the capital money of its schools that a group lays out by a survey of what they lack, over a full tie of resources",
        source=Text(zh="规定：材料 S2 F6、F13（资源调查、配置计划）；写明之前取0", en="rule: seeds S2 F6 and F13 (survey and plan of resources); 0 until a plan says how much"),
    )  # fmt: skip
    survey: float = param(
        20.0, unit="hours/school/year", low=0, high=200, zh="资源调查工时", en="time of heads and managers of a school for that survey",
        source=Text(zh="假设：两天半", en="assumed: two days and a half"),
    )  # fmt: skip
    assets: float = param(
        0.0, unit="share", low=0, high=1, zh="集团资产份额", en="part of the equipment and media rooms of its schools that a group owns and lays out by need every year, over a full tie of resources",
        source=Text(zh="规定：材料 S2 F16（以资产和教育教学为纽带）；写明之前取0", en="rule: seed S2 F16 (bound by assets and teaching); 0 until a plan says how much"),
    )  # fmt: skip
    assets_hours: float = param(
        40.0, unit="hours/school/year", low=0, high=400, zh="资产清查工时", en="time of heads and managers of a school for the inventory of what the group owns",
        source=Text(zh="假设：一周", en="assumed: a week"),
    )  # fmt: skip
    assets_cost: float = param(
        0.05, unit="share", low=0, high=0.5, zh="资产调配费用", en="cost of moving and fitting, over the worth of what is moved",
        source=Text(zh="假设：运输与安装", en="assumed: transport and fitting"),
    )  # fmt: skip
    wear: Bundle = param(
        {"teaching_area": 0.01, "sports_area": 0.01, "equipment": 0.125, "media_rooms": 0.14}, by=(STOCKS,),
        unit="1/year", low=0, high=0.5, zh="折旧率", en="yearly wear of stocks",
        source=Text(zh="假设：房屋耐久，设备8年，多媒体7年", en="assumed: buildings last, equipment 8 years, media 7 years"),
    )  # fmt: skip
    price: Bundle = param(
        {"teaching_area": 3000.0, "sports_area": 600.0, "equipment": 1.0, "media_rooms": 30000.0}, by=(STOCKS,),
        unit="yuan per unit", low={"teaching_area": 100, "sports_area": 10, "equipment": 0.1, "media_rooms": 1000}, high={"teaching_area": 30000, "sports_area": 10000, "equipment": 10, "media_rooms": 300000}, zh="单价", en="price of a m2 of teaching or sports area, a yuan of equipment, a media room",
        source=Text(zh="假设：一般的建筑和设备价格", en="assumed: ordinary building and equipment prices"),
    )  # fmt: skip


class Reputation(Section):
    """What families believe of a school."""

    lag: float = param(
        0.35, unit="1/year", low=0.05, high=1, zh="声誉调整速度", en="share of news about scores taken up in a year",
        source=Text(zh="文献：ha2017（房价的反应在一年以上）", en="cite:ha2017 (prices answer after more than a year)"),
    )  # fmt: skip
    halo: float = param(
        0.15, unit="share", low=0, high=0.5, zh="品牌光环", en="share of the core's lead in reputation lent to a member under its name",
        source=Text(zh="文献：huang2018（名校领办的集团内房价上升2.4–4.3%）", en="cite:huang2018 (house prices +2.4-4.3 % in elite-led federations)"),
    )  # fmt: skip
    publicity: float = param(
        0.0, unit="yuan/school/year", low=0, high=1000000, zh="宣传经费", en="spent by the bureau on publicity for each school of a group",
        source=Text(zh="规定：材料 S1、S2、S4（宣传推广，B35）；未写数额，写明之前取0", en="rule: seeds S1, S2 and S4 (publicity, B35); no sum given, 0 until a plan names one"),
    )  # fmt: skip
    publicised: float = param(
        0.1, unit="SD", low=0, high=0.5, zh="宣传的声誉作用", en="what families think better of a school by all the publicity there can be",
        source=Text(zh="假设：强校与普通校之差的三分之一（start.reputation_level）", en="assumed: a third of what strong schools are above ordinary ones (start.reputation_level)"),
    )  # fmt: skip
    publicity_half: float = param(
        30000.0, unit="yuan/school/year", low=1000, high=1000000, zh="宣传半效经费", en="publicity that brings half of it",
        source=Text(zh="假设：一次展示活动和一套宣传片", en="assumed: an open day and a film"),
    )  # fmt: skip
    named: float = param(
        0.3, unit="SD", low=-1, high=2, zh="名校声誉线", en="reputation from which on a school counts as one with a name",
        source=Text(zh="规定：第一天强校的声誉（start.reputation_level）", en="rule: that of strong schools on the first day (start.reputation_level)"),
    )  # fmt: skip
    published: float = param(
        0.0, unit="share", low=0, high=1, zh="结果公开", en="share of families that read the results of schools as soon as they are published",
        source=Text(zh="规定：材料 S1（结果公开）；写明之前取0", en="rule: seed S1 (results are published); 0 until a plan says how much"),
    )  # fmt: skip
    growth: float = param(
        0.0, unit="share", low=0, high=1, zh="公开增值份额", en="part of the published results that tells how far pupils came on, in place of raw means",
        source=Text(zh="规定：公布均分还是增值由教育局定", en="rule: whether means or growth are published is for the bureau"),
    )  # fmt: skip


class Tests(Section):
    """Yearly tests on an exam scale."""

    sample: float = param(
        1.0, unit="share", low=0.02, high=1, zh="抽测比例", en="share of the classes of a school and stage, one at least, whose scores the bureau takes as those of the school; at 1 all",
        source=Text(zh="规定：材料 S0、S3（期末质量抽测）；取1则全体参加", en="rule: seeds S0 and S3 (sampled tests at the end of term); at 1 all sit"),
    )  # fmt: skip
    subjects: Bundle = param(
        {"core": 1.0, "science": 1.0, "arts": 1.0}, by=(BLOCKS,),
        unit="share", low=0, high=1, zh="抽测学科", en="part of the points of each subject block on which what the bureau knows of schools rests",
        source=Text(zh="规定：材料 S3:36（学科教育教学质量分析）；均取1则各科都测", en="rule: seed S3:36 (analysis of quality by subject); at 1 each all are tested"),
    )  # fmt: skip
    apart: float = param(
        2.0, unit="years", low=0, high=6, zh="学科差异累积年数", en="years of teaching by which scores of a school in one subject lie off those in another",
        source=Text(zh="假设：收益逐年流失，约为两年教学", en="assumed: gains fade, so about two years of teaching"),
    )  # fmt: skip
    mean: float = param(
        75.0, unit="points", low=0, high=150, zh="考试均分", en="exam score of a pupil at the mean of the first cohort",
        source=Text(zh="规定：z 分数的变异系数没有定义", en="rule: the coefficient of variation of z-scores is undefined"),
    )  # fmt: skip
    sd: float = param(
        15.0, unit="points/SD", low=1, high=50, zh="考试标准差", en="exam points per SD of achievement",
        source=Text(zh="规定：同上", en="rule: as above"),
    )  # fmt: skip
    noise: float = param(
        0.33, unit="SD", low=0, high=1, zh="测量误差", en="measurement error of a test",
        source=Text(zh="假设：信度0.9", en="assumed: reliability of 0.9"),
    )  # fmt: skip
    weights: Bundle = param(
        {
            "primary": {"core": 300.0, "science": 100.0, "arts": 0.0}, "junior": {"core": 360.0, "science": 380.0, "arts": 70.0},
            "senior": {"core": 450.0, "science": 300.0, "arts": 0.0},
        }, by=(STAGES, BLOCKS),
        unit="points", low=0, high=1000, zh="考试各科分值", en="points of subject blocks in the examination, in proportion to which teaching counts in scores",
        source=Text(zh="规定：广州市2021年起的中考（满分810，体育70）与2017年起的新高考，凭记忆；小学为假设：语数英各100、道法与科学各50，体艺不考", en="rule: Guangzhou's examination for senior schools since 2021 (810 points, 70 of them PE) and the national one since 2017, from memory; primary assumed: 100 for each core subject, 50 for civics and for science, none for arts"),
    )  # fmt: skip


class Support(Section):
    """Help with studies in after-school service (id H7)."""

    share: float = param(
        0.0, unit="share", low=0, high=1, zh="课后辅导份额", en="part of the after-school service in which teachers help pupils with their studies",
        source=Text(zh="规定：材料 S4:69（课后服务含辅导）；写明之前取0", en="rule: seed S4:69 (after-school service with help in studies); 0 until a plan says how much"),
    )  # fmt: skip
    gain: float = param(
        0.02, unit="SD/year", low=0, high=0.06, zh="课后辅导收益", en="gain of pupils where all of the service is help, in a school at the mean of its district",
        source=Text(zh="假设：课外辅导与成绩的相关在校正漏报后约为0（21项研究），取小值", en="assumed: small, since tutoring goes with no gain once unpublished studies are allowed for (21 studies)"),
    )  # fmt: skip
    behind: float = param(
        0.5, unit="1/SD", low=0, high=2, zh="落后校加成", en="rise of that gain per SD by which a school's last scores are below the mean of its district",
        source=Text(zh="假设：符号据同一批研究，辅导在较弱的学校更有用；大小为假设", en="assumed: sign from the same studies, tutoring is of more use in weak schools; size assumed"),
    )  # fmt: skip
    preparing: float = param(
        0.25, unit="hours/hour", low=0, high=1, zh="辅导准备", en="preparation for an hour of help",
        source=Text(zh="假设：不及备课时间的一半", en="assumed: less than half of what an hour of lessons takes"),
    )  # fmt: skip
    pay: float = param(
        60.0, unit="yuan/hour", low=0, high=300, zh="课后辅导补助", en="pay of a teacher for an hour of help",
        source=Text(zh="假设：各地每课时40至100元，凭记忆", en="assumed: 40 to 100 yuan an hour in most places, from memory"),
    )  # fmt: skip


class Adoption(Section):
    """How far teachers take up shared technology (id I9)."""

    first: float = param(
        1.0, unit="share", low=0, high=1, zh="初始采纳", en="share of a staff that uses shared technology on the first day, and of those who come new to a school; at 1 all do",
        source=Text(zh="规定：取1则各工具的使用程度就是实际使用程度", en="rule: at 1 the use that an instrument asks for is the use there is"),
    )  # fmt: skip
    own: float = param(
        0.03, unit="1/year", low=0, high=0.2, zh="自发采纳率", en="share of the others who take it up in a year by themselves",
        source=Text(zh="假设：符号与大小据 Sultan、Farley、Lehmann（1990）对新产品扩散研究的元分析，创新系数平均0.03，凭记忆", en="assumed: as in the meta-analysis of diffusion of new products by Sultan, Farley and Lehmann (1990), mean coefficient of innovation 0.03, from memory"),
    )  # fmt: skip
    others: float = param(
        0.38, unit="1/year", low=0, high=1, zh="带动采纳率", en="share of the others who take it up in a year where all partners use it",
        source=Text(zh="假设：同上，模仿系数平均0.38，凭记忆", en="assumed: as above, mean coefficient of imitation 0.38, from memory"),
    )  # fmt: skip


class Platform(Section):
    """A platform of tests and diagnostics in every school (智慧平台, id E7)."""

    use: float = param(
        0.0, unit="share", low=0, high=1, zh="平台使用程度", en="share of homework and tests that goes through the platform",
        source=Text(zh="规定：材料 S2 F10、S3（大数据诊断、智慧课堂）；写明之前取0", en="rule: seeds S2 F10 and S3 (diagnostics, smart classrooms); 0 until a plan says how much"),
    )  # fmt: skip
    gain: float = param(
        0.01, unit="SD/year", low=0, high=0.05, zh="精准教学收益", en="gain of pupils at full use, if a diagnosis were never wrong",
        source=Text(zh="假设：小；没有国内的因果估计", en="assumed: small; there is no causal estimate for Chinese schools"),
    )  # fmt: skip
    saves: float = param(
        0.2, unit="share", low=0, high=0.6, zh="批改节省", en="part of marking that it saves at full use",
        source=Text(zh="假设：客观题由机器批改", en="assumed: closed questions are marked by machine"),
    )  # fmt: skip
    entry: float = param(
        0.5, unit="hours/week", low=0, high=4, zh="平台录入工时", en="hours a week of a teacher at full use, for entering and reading",
        source=Text(zh="假设：每天几分钟", en="assumed: a few minutes a day"),
    )  # fmt: skip
    cost: float = param(
        60.0, unit="yuan/pupil/year", low=0, high=500, zh="平台费用", en="licence and devices per pupil at full use",
        source=Text(zh="假设：一般报价", en="assumed: an ordinary offer"),
    )  # fmt: skip


class OpenSchool(Section):
    """Recorded lessons of the best school, open to all schools of the district (名校网络课堂, id E6)."""

    use: float = param(
        0.0, unit="share", low=0, high=1, zh="网络课堂使用程度", en="share of lessons of core subjects that use recorded ones of the best school",
        source=Text(zh="规定：材料 S2 F10（三个课堂）；写明之前取0", en="rule: seed S2 F10 (three classrooms); 0 until a plan says how much"),
    )  # fmt: skip
    gain: float = param(
        0.03, unit="SD/year", low=0, high=0.15, zh="网络课堂收益", en="gain at full use from teachers one SD better",
        source=Text(zh="假设：名师课堂（digital_lessons.gain）的一半，因为没有人同步互动", en="assumed: half of that of live lessons (digital_lessons.gain), since nobody answers back"),
    )  # fmt: skip
    hours: float = param(
        200.0, unit="hours/year", low=0, high=2000, zh="录课工时", en="time of the best school's better teachers for recording, at full use",
        source=Text(zh="假设：一百课，每课两小时", en="assumed: a hundred lessons, two hours each"),
    )  # fmt: skip
    cost: float = param(
        100000.0, unit="yuan/year", low=0, high=2000000, zh="网络课堂费用", en="recording and servers of a district at full use",
        source=Text(zh="假设：一个录播室和一名技术人员", en="assumed: a studio and a technician"),
    )  # fmt: skip


class Visits(Section):
    """Inspection that mends: visits to schools that lag (视导诊断, id G5)."""

    share: float = param(
        0.0, unit="share", low=0, high=1, zh="视导比例", en="share of a district's schools visited in a year, those furthest behind first",
        source=Text(zh="规定：材料 S0、S1、S3、S4（视导诊断、督查视导）；写明之前取0", en="rule: seeds S0, S1, S3 and S4 (inspection and diagnosis); 0 until a plan says how much"),
    )  # fmt: skip
    mends: float = param(
        0.2, unit="share", low=0, high=0.6, zh="视导改进率", en="part of the distance to the well-managed schools of the district that a visit closes in a school's practice",
        source=Text(zh="假设：与一年的管理经验学习相近；学校督导的效果在研究中小而不一", en="assumed: as a year of learning from a core; effects of inspection are small and mixed in studies"),
    )  # fmt: skip
    well: float = param(
        0.75, unit="share", low=0.5, high=1, zh="良好管理位次", en="quantile of management in the district to which visits lead",
        source=Text(zh="假设：前四分之一的学校", en="assumed: the better quarter of schools"),
    )  # fmt: skip
    hours: float = param(
        24.0, unit="hours/visit", low=0, high=200, zh="视导工时", en="time of heads and managers of the school for a visit and what follows",
        source=Text(zh="假设：三天", en="assumed: three days"),
    )  # fmt: skip
    cost: float = param(
        5000.0, unit="yuan/visit", low=0, high=100000, zh="视导费用", en="cost of a visit",
        source=Text(zh="假设：五位专家两天", en="assumed: five experts for two days"),
    )  # fmt: skip


class Satisfaction(Section):
    """The yearly survey of families and teachers (ids G8, H9, J5), and what follows from it."""

    families: float = param(
        1.1, unit="z", low=-1, high=3, zh="家长满意基准", en="satisfaction of families of an average school with nothing amiss, in SD of the answers",
        source=Text(zh="假设：约八成六满意；国家标准要求85%以上", en="assumed: 86 % satisfied; the national standard asks for 85 %"),
    )  # fmt: skip
    progress: float = param(
        0.5, unit="z/SD", low=0, high=3, zh="进步与满意", en="rise per SD of a pupil's score by which pupils came on further than expected",
        source=Text(zh="假设：家长看重进步", en="assumed: families mind progress"),
    )  # fmt: skip
    resources: float = param(
        0.3, unit="z/index", low=0, high=2, zh="条件与满意", en="rise per unit of the index of resources",
        source=Text(zh="假设：次于进步", en="assumed: less than progress"),
    )  # fmt: skip
    crowding: float = param(
        0.2, unit="z per 10 pupils", low=0, high=2, zh="大班与满意", en="fall for each ten pupils of a class beyond learning.class_threshold",
        source=Text(zh="假设：大班家长不满", en="assumed: families mind large classes"),
    )  # fmt: skip
    tired: float = param(
        1.0, unit="z", low=0, high=4, zh="倦怠与家长满意", en="fall where all teachers are wholly burnt out",
        source=Text(zh="假设：家长感受得到", en="assumed: families feel it"),
    )  # fmt: skip
    asked: int = param(
        200, unit="families", low=10, high=10000, zh="调查家庭数", en="families asked at each school and stage",
        source=Text(zh="假设：每校抽样二百", en="assumed: a sample of two hundred"),
    )  # fmt: skip
    teachers: float = param(
        0.9, unit="z", low=-1, high=3, zh="教师满意基准", en="satisfaction of a teacher whose week is not heavy and who is not tired",
        source=Text(zh="假设：约八成满意", en="assumed: four in five are content"),
    )  # fmt: skip
    heavy: float = param(
        0.08, unit="z per hour/week", low=0, high=0.5, zh="超时与教师满意", en="fall for each hour a week beyond time.heavy",
        source=Text(zh="假设：十小时使满意者减少约四分之一", en="assumed: ten hours cost a quarter of the content"),
    )  # fmt: skip
    burnout: float = param(
        1.5, unit="z", low=0, high=4, zh="倦怠与教师满意", en="fall where a teacher is wholly burnt out",
        source=Text(zh="假设：大于家长所感", en="assumed: more than families feel"),
    )  # fmt: skip
    growth: float = param(
        1.0, unit="z per SD", low=0, high=5, zh="成长与教师满意", en="rise per SD of skill learnt from others",
        source=Text(zh="假设：获得感来自成长（材料 S0、S1）", en="assumed: a sense of gain comes of growing (seeds S0 and S1)"),
    )  # fmt: skip
    choice: float = param(
        0.0, unit="SD/share", low=0, high=3, zh="满意度与声誉", en="rise of what families think of a school with the share satisfied, above the mean of its district",
        source=Text(zh="规定：满意度公布之后才影响择校；写明之前取0", en="rule: satisfaction moves choice once it is made public; 0 until a plan says how much"),
    )  # fmt: skip
    exit: float = param(
        0.0, unit="1/share", low=0, high=5, zh="满意度与离职", en="fall of the log of exits with the share of colleagues content, above the mean of the district",
        source=Text(zh="规定：离职已随倦怠与岗位价值而变；取0则不再另计", en="rule: exits follow burnout and the worth of posts already; 0 adds nothing"),
    )  # fmt: skip


class Selection(Section):
    """Good groups are chosen by criteria and rewarded, new ones are accepted or not (ids G9, G10)."""

    years: int = param(
        0, unit="years", low=0, high=10, zh="评选达标年数", en="years in a row in which a group meets enough criteria before it rises a tier; 0 = nobody is chosen",
        source=Text(zh="规定：材料 S1、S4（优质教育集团评选）；写明之前取0", en="rule: seeds S1 and S4 (selection of good groups); 0 until a plan says how long"),
    )  # fmt: skip
    needed: float = param(
        0.75, unit="share", low=0.25, high=1, zh="应达条件份额", en="share of the criteria that is enough",
        source=Text(zh="假设：四项中的三项", en="assumed: three of four"),
    )  # fmt: skip
    resources: float = param(
        0.0, unit="index", low=-0.5, high=1, zh="资源线", en="mean index of resources of a group's pupils, loans counted, that is enough; 0 = the national standard",
        source=Text(zh="规定：材料 S4:12（资源优化配置）、S2 F9:349（资源合理配置和充分利用），未写标准；取国家标准", en="rule: seeds S4:12 (resources are laid out in the best way) and S2 F9:349 (and made full use of), which name no line; that of the national standard"),
    )  # fmt: skip
    satisfied: float = param(
        0.85, unit="share", low=0, high=1, zh="满意度线", en="share of families that must be satisfied",
        source=Text(zh="规定：2017年国家督导评估标准，满意度85%以上", en="rule: national inspection standard 2017, 85 %"),
    )  # fmt: skip
    reward: float = param(
        200000.0, unit="yuan/group", low=0, high=5000000, zh="评选奖补", en="award to a group that rises a tier, once",
        source=Text(zh="假设：数年的专项经费", en="assumed: a few years of the earmark"),
    )  # fmt: skip
    accept_after: int = param(
        0, unit="years", low=0, high=10, zh="验收年数", en="years after which a new group is looked at, every year until it passes; 0 = never",
        source=Text(zh="规定：材料 S2 F9（验收指标）；写明之前取0", en="rule: seed S2 F9 (list of acceptance); 0 until a plan says when"),
    )  # fmt: skip
    withheld: float = param(
        0.5, unit="share", low=0, high=1, zh="暂扣专项比例", en="part of the earmark withheld from a group that has failed its acceptance",
        source=Text(zh="假设：一半", en="assumed: half"),
    )  # fmt: skip


class Home(Section):
    """Schools work with families (家校共育, id H6)."""

    share: float = param(
        0.0, unit="share", low=0, high=1, zh="家校共育覆盖", en="share of families whom meetings and visits reach",
        source=Text(zh="规定：材料 S2 F6、F8、F13（家校共育）；写明之前取0", en="rule: seeds S2 F6, F8 and F13 (families take part); 0 until a plan says how much"),
    )  # fmt: skip
    gain: float = param(
        0.03, unit="SD/year", low=0, high=0.1, zh="家校共育收益", en="gain of pupils at full reach in a school of mean background",
        source=Text(zh="假设：家长参与项目的效果小而为正；符号据海外的元分析，凭记忆", en="assumed: programmes for parents have small positive effects; sign from meta-analyses abroad, from memory"),
    )  # fmt: skip
    poor: float = param(
        0.5, unit="1/SD", low=0, high=2, zh="弱势家庭加成", en="rise of that gain per SD by which the families of a school are poorer than the mean",
        source=Text(zh="假设：家里给得少的，学校补得多", en="assumed: where homes give less, more can be added"),
    )  # fmt: skip
    hours: float = param(
        2.0, unit="hours/week", low=0, high=8, zh="家校共育工时", en="hours a week of a homeroom teacher at full reach",
        source=Text(zh="假设：每周家访两户", en="assumed: two homes visited a week"),
    )  # fmt: skip


class Guidance(Section):
    """Guidance and counselling of pupils (id H8), which serves their development."""

    hours: float = param(
        0.0, unit="hours/week", low=0, high=6, zh="指导工时", en="hours a week of a homeroom teacher for talks with pupils",
        source=Text(zh="规定：材料 S2 F3（个体指导、心理健康）；写明之前取0", en="rule: seed S2 F3 (individual guidance, well-being); 0 until a plan says how much"),
    )  # fmt: skip
    gain: float = param(
        0.05, unit="SD/year", low=0, high=0.2, zh="指导收益", en="gain of development that much guidance comes to",
        source=Text(zh="假设：符号据 Taylor 等（2017），社会情感项目有小而持久的效果", en="assumed: sign from Taylor and others (2017), programmes of social and emotional learning have small lasting effects"),
    )  # fmt: skip
    half: float = param(
        2.0, unit="hours/week", low=0.25, high=10, zh="指导半效工时", en="hours a week at which half of that is reached",
        source=Text(zh="假设：每天不到半小时", en="assumed: less than half an hour a day"),
    )  # fmt: skip
    cost: float = param(
        1000.0, unit="yuan/class/year", low=0, high=20000, zh="指导费用", en="rooms, materials and training for a class",
        source=Text(zh="假设：一名心理教师工资的一小部分", en="assumed: a small part of a counsellor's salary"),
    )  # fmt: skip


class Twin(Section):
    """Twin training of a party alliance: backbone teachers to be members, members to be backbone (id B4)."""

    share: float = param(
        0.0, unit="share", low=0, high=1, zh="双培覆盖", en="share of backbone who are no members, and of members who are no backbone, trained in a year where a tie carries all of co-ordination",
        source=Text(zh="规定：材料 S3:30（党建联盟、双培）；未写规模，写明之前取0", en="rule: seed S3:30 (party alliance, twin training); no size given, 0 until a plan names one"),
    )  # fmt: skip
    members: float = param(
        0.3, unit="share", low=0, high=1, zh="教师党员比例", en="share of teachers who are members of the party as they come",
        source=Text(zh="假设：约三成，凭记忆", en="assumed: some three in ten, from memory"),
    )  # fmt: skip
    gain: float = param(
        0.01, unit="SD/year", low=0, high=0.1, zh="党员骨干培养收益", en="practice that a member who is trained to be backbone learns in a year, before any is known",
        source=Text(zh="假设：十余小时培训，与一般培训同一量级；没有研究给出数值", en="assumed: a dozen hours, of the order of other training; no study says it"),
    )  # fmt: skip
    devotion: float = param(
        0.2, unit="SD", low=0, high=1, zh="骨干入党的奉献动机", en="rise of service motive of a backbone teacher who joins",
        source=Text(zh="假设：小而为正；没有研究给出数值", en="assumed: small and positive; no study says it"),
    )  # fmt: skip
    hours: float = param(
        24.0, unit="hours/year", low=0, high=200, zh="双培工时", en="time of each who is trained in a year",
        source=Text(zh="假设：每月约两小时（党员讲坛、大党课）", en="assumed: some two hours a month (lectures of members)"),
    )  # fmt: skip
    cost: float = param(
        500.0, unit="yuan/person/year", low=0, high=10000, zh="双培费用", en="lecturers and materials for each in a year",
        source=Text(zh="假设：几次讲座", en="assumed: a few lectures"),
    )  # fmt: skip


class Across(Section):
    """Teachers who give lessons at a school of another stage of their group (id C13)."""

    share: float = param(
        0.0, unit="share", low=0, high=0.5, zh="跨学段流动比例", en="share of the experienced teachers of a unit who teach at another stage in a year, where a tie carries all of staff",
        source=Text(zh="规定：材料 S3:42（跨学段、跨学校教师柔性流动）；未写比例，写明之前取0", en="rule: seed S3:42 (flexible moves across stages and schools); no share given, 0 until a plan names one"),
    )  # fmt: skip
    lessons: float = param(
        3.0, unit="lessons/week", low=0.5, high=10, zh="跨学段周课时", en="lessons a week that each gives there, on one day",
        source=Text(zh="假设：半天", en="assumed: half a day"),
    )  # fmt: skip
    loss: float = param(
        0.04, unit="SD/year", low=0, high=0.3, zh="学段不熟损失", en="skill that a teacher lacks at a strange stage",
        source=Text(zh="假设：约为教学能力标准差的三分之一；换年级任教的代价据海外研究为正，凭记忆", en="assumed: a third of an SD of the skill of teachers; studies abroad find that a new grade costs, from memory"),
    )  # fmt: skip
    prepared: float = param(
        1.0, unit="hours/lesson", low=0, high=4, zh="跨学段备课", en="time for which a lesson of another stage is prepared",
        source=Text(zh="假设：每课时一小时", en="assumed: an hour for each"),
    )  # fmt: skip
    allowance: float = param(
        3000.0, unit="yuan/year", low=0, high=60000, zh="跨学段补助", en="allowance of each in a year",
        source=Text(zh="假设：每周约80元，含交通", en="assumed: some 80 yuan a week, travel in it"),
    )  # fmt: skip


class Building(Section):
    """Rooms that are added where schools are full."""

    rate: float = param(
        0.0, unit="1/year", low=0, high=1, zh="扩建速度", en="part of the rooms that a full school lacks which a year adds to its plan",
        source=Text(zh="假设：不写明则不扩建；0.25即缺一个班约四年后建成", en="assumed: nothing is built unless a plan says so; at 0.25 a class that is lacking stands four years later"),
    )  # fmt: skip


class Chasing(Section):
    """Score-chasing: heads that are judged by scores take time from what is not examined (id I8)."""

    response: float = param(
        0.0, unit="share", low=0, high=1, zh="追分反应", en="part of the time for arts, sport and talks that a head judged by scores alone turns to examined subjects",
        source=Text(zh="规定：材料 S3（功利诱惑）；取0则校长不追分", en="rule: seed S3 (temptation of scores); at 0 heads do not chase them"),
    )  # fmt: skip
    always: float = param(
        0.0, unit="share", low=0, high=1, zh="常在压力", en="pressure of scores on every school, beside the stakes of joint evaluation",
        source=Text(zh="假设：除捆绑评价外没有；研究者可改", en="assumed: none but that of joint evaluation; for a researcher to set"),
    )  # fmt: skip
    gain: float = param(
        0.04, unit="SD/year", low=0, high=0.15, zh="追分所得", en="gain of scores where all of that time is turned to examined subjects",
        source=Text(zh="假设：符号据 Koretz（2017），有利害的考试成绩比他处测得的升得多", en="assumed: sign from Koretz (2017), scores rise more on tests with stakes than elsewhere"),
    )  # fmt: skip
    loss: float = param(
        0.15, unit="SD/year", low=0, high=0.5, zh="追分所失", en="loss of development where all of that time is lost",
        source=Text(zh="假设：略小于体艺课无人上的损失（development.uncovered）", en="assumed: a little less than PE and arts lessons that nobody gives cost (development.uncovered)"),
    )  # fmt: skip


class Gifts(Section):
    """Gifts of money and time from outside (ids E12, F5)."""

    schools: float = param(
        0.0, unit="yuan/pupil/year", low=0, high=2000, zh="捐赠设施", en="money for facilities given to schools, per pupil of a school of mean name",
        source=Text(zh="规定：材料 S2 F13（捐赠设施）；写明之前取0", en="rule: seed S2 F13 (facilities given); 0 until a plan says how much"),
    )  # fmt: skip
    groups: float = param(
        0.0, unit="yuan/group/year", low=0, high=1000000, zh="社会资金", en="money given to a group",
        source=Text(zh="规定：材料 S2 F4、F13、S3（社会资源、融资）；写明之前取0", en="rule: seeds S2 F4, F13 and S3 (money from outside); 0 until a plan says how much"),
    )  # fmt: skip
    name: float = param(
        1.0, unit="1/SD", low=0, high=3, zh="捐赠偏向名校", en="rise of the log of gifts to a school with its reputation; the sum of a district is kept",
        source=Text(zh="假设：捐赠人看校名", en="assumed: donors mind names"),
    )  # fmt: skip
    volunteers: float = param(
        0.0, unit="hours/week/class", low=0, high=10, zh="志愿者工时", en="hours of after-school service of a class that volunteers give",
        source=Text(zh="规定：材料 S2 F13（志愿者）；写明之前取0", en="rule: seed S2 F13 (volunteers); 0 until a plan says how much"),
    )  # fmt: skip


class Bases(Section):
    """Bases outside school where pupils of a group do practical work (校外基地, id E4)."""

    days: float = param(
        0.0, unit="days/year", low=0, high=40, zh="基地活动天数", en="days of the year that pupils of a group spend at its bases over a full tie, as far as its fund pays",
        source=Text(zh="规定：材料 S1、S4（校外基地共享）；写明之前取0", en="rule: seeds S1 and S4 (bases outside school are shared); 0 until a plan says how much"),
    )  # fmt: skip
    gain: float = param(
        0.03, unit="SD/year", low=0, high=0.15, zh="基地活动收益", en="development gained by ten days",
        source=Text(zh="假设：小；户外与劳动教育项目的效果多为正，凭记忆", en="assumed: small; effects of outdoor and work programmes are mostly positive, from memory"),
    )  # fmt: skip
    cost: float = param(
        25.0, unit="yuan/pupil/day", low=0, high=300, zh="基地每日费用", en="bus, meals and materials of a pupil and day",
        source=Text(zh="假设：略高于互访", en="assumed: a little above an exchange"),
    )  # fmt: skip
    escorted: float = param(
        25.0, unit="pupils/teacher", low=5, high=60, zh="每位带队教师的学生数（基地）", en="pupils with whom a teacher goes",
        source=Text(zh="假设：与场馆共享相同", en="assumed: as for shared halls"),
    )  # fmt: skip


class Params(Section):
    """All sections of the processes; instruments are kept beside them by the world."""

    start: Start = Start()
    choice: Choice = Choice()
    senior: Senior = Senior()
    classes: ClassSizes = ClassSizes()
    learning: Learning = Learning()
    development: DevelopmentRules = DevelopmentRules()
    teaching: Teaching = Teaching()
    time: Time = Time()
    growth: Growth = Growth()
    careers: Careers = Careers()
    exchange: Exchange = Exchange()
    principals: Principals = Principals()
    council: Council = Council()
    ties: TieStrength = TieStrength()
    cultures: Cultures = Cultures()
    partners: Partners = Partners()
    life_cycle: LifeCycle = LifeCycle()
    finance: Finance = Finance()
    reputation: Reputation = Reputation()
    tests: Tests = Tests()
    support: Support = Support()
    adoption: Adoption = Adoption()
    platform: Platform = Platform()
    open_school: OpenSchool = OpenSchool()
    visits: Visits = Visits()
    satisfaction: Satisfaction = Satisfaction()
    standing: Selection = Selection()
    home: Home = Home()
    guidance: Guidance = Guidance()
    twin: Twin = Twin()
    across: Across = Across()
    building: Building = Building()
    chasing: Chasing = Chasing()
    gifts: Gifts = Gifts()
    bases: Bases = Bases()
