"""What pupils gain in a year: learning, development, lessons, and what is added beside them."""

from __future__ import annotations

from sim.axes import PHASES, YEARS_AFTER
from sim.bundle import Bundle
from sim.param import Section, param
from sim.say import Text


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
