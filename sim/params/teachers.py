"""Teachers: their week, what they learn, and what moves them beside their posts."""

from __future__ import annotations

from typing import Literal

from sim.axes import BLOCKS, DUTIES, STAGES
from sim.bundle import Bundle
from sim.param import Section, aim, param
from sim.say import Text


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
    host_lessons: float = param(
        0.0, unit="lessons/week/guest", low=0, high=6, zh="接收校带教减课", en="lessons a week that a mentor is spared for each guest from another school; colleagues give them",
        source=Text(zh="规定：由研究者选定；材料没有写明对接收校的补偿", en="rule: a researcher's choice; the seeds name no compensation of hosts"),
    )  # fmt: skip
    payer: Literal["kind", "host"] = aim(
        "kind", unit="text", allowed=Text(zh="kind（按交流类型）或 host（接收校）", en="kind or host"), zh="交流费用付费方", en="who pays for those posted elsewhere: as their kind of placement says, or the school where they work",
    )  # fmt: skip


class Substitutes(Section):
    """Substitute teachers (代课教师), hired for those who are sent elsewhere."""

    behind: float = param(
        0.13, unit="SD/year", low=0, high=0.3, zh="代课教师差距", en="how far a substitute is worth less than teachers on the register",
        source=Text(zh="文献：lei2018（西部农村小学，合同教师所教班级的成绩增值低0.13个标准差）", en="cite:lei2018 (rural primary schools in the west: gains are 0.13 SD less in classes of contract teachers)"),
    )  # fmt: skip
    pay: float = param(
        48000.0, unit="yuan/year", low=10000, high=200000, zh="代课费", en="yearly pay of a substitute, from the treasury",
        source=Text(zh="假设：不到在编教师成本的一半（据 lei2018 合同教师工资低得多）", en="assumed: less than half the cost of a teacher on the register (lei2018: contract teachers earn considerably less)"),
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
