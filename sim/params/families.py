"""Families: which school they wish for, classes, the senior stage, what is done at home."""

from __future__ import annotations

from sim.axes import BLOCKS, DUTIES, STAGES
from sim.bundle import Bundle
from sim.param import Section, param
from sim.say import Text


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
