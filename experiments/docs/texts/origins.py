"""Where declared numbers of processes come from, as their declarations say it in English, and the Chinese of it.

``文献`` stands for ``cite``, ``假设`` for ``assumed``, ``规定`` for ``rule``, 材料 for the five texts S0 to S4 of docs/sources.md.
"""

from __future__ import annotations

from sim.say import Text

OF_PROCESSES = (
    Text(
        zh="假设：加上各镇街自身的均值，SES 方差中片区之间的份额约为0.2",
        en="assumed: with the towns' own means it gives a between-zone share of SES variance near 0.2",
    ),
    Text(zh="假设：使 SES 的总标准差保持为1", en="assumed: keeps the total spread of SES at 1"),
    Text(
        zh="文献：liu2019（各年龄 r 均为0.24；差距的其余部分在学龄期形成）",
        en="cite:liu2019 (r = 0.24 at all ages; the rest of the gap grows at school age)",
    ),
    Text(
        zh="文献：va_icc（成绩的校际份额约0.20，多为生源构成；镇街与片区之间的划分为假设）",
        en="cite:va_icc (between-school share of achievement about 0.20, mostly composition; split over towns and zones assumed)",
    ),
    Text(zh="文献：va_icc（同上）", en="cite:va_icc (as above)"),
    Text(zh="规定：使首个队列的方差补足到约1", en="rule: completes the variance of the first cohort to about 1"),
    Text(
        zh="假设：城乡差距0.4–0.9个标准差中入学时已有的部分",
        en="assumed: entry part of an urban-rural gap of 0.4-0.9 SD",
    ),
    Text(zh="假设：介于城区与乡村之间", en="assumed: between urban and rural"),
    Text(zh="假设：家庭背景相同时差别很小", en="assumed: small once family background is held equal"),
    Text(zh="假设：这些队列的出生性别比", en="assumed: sex ratio at birth of these cohorts"),
    Text(
        zh="假设：新校起步时没有名声，教师多为新教师",
        en="assumed: new schools start without a name, staffed mostly by novices",
    ),
    Text(
        zh="假设：强校附近的住房更贵（Huang、He、Zhu 2018）",
        en="assumed: homes near strong schools cost more (Huang, He and Zhu 2018)",
    ),
    Text(zh="假设：与成绩的校际离散程度同一量级", en="assumed: of the order of the between-school spread of scores"),
    Text(zh="假设：按规定初中就近入学", en="assumed: junior schools are near by rule"),
    Text(zh="假设：全国年龄结构，凭记忆", en="assumed: national age structure, from memory"),
    Text(zh="假设：全国统计，凭记忆", en="assumed: national statistics, from memory"),
    Text(
        zh="文献：chu2015（最高职称能预测成绩；荣誉称号增加不多）",
        en="cite:chu2015 (the highest rank predicts results; awards add little)",
    ),
    Text(
        zh="假设：核心校与成员校的平均增值相差约0.10", en="assumed: a core-member gap in mean value-added of about 0.10"
    ),
    Text(
        zh="文献：branch2012（校长高1个标准差约值0.05）",
        en="cite:branch2012 (a principal of +1 SD is worth about 0.05)",
    ),
    Text(zh="假设：在管理质量的一个标准差之内", en="assumed: within one standard deviation of management quality"),
    Text(
        zh="文献：jiujiang2023（每百名学生教师数的差异系数0.30；宁国0.68）",
        en="cite:jiujiang2023 (CV of teachers per 100 pupils 0.30; Ningguo 0.68)",
    ),
    Text(
        zh="文献：jiujiang2023、ningguo2022（体艺教师的差异系数0.40和0.62）",
        en="cite:jiujiang2023, ningguo2022 (CV of PE and arts teachers 0.40 and 0.62)",
    ),
    Text(
        zh="文献：jiujiang2023、ningguo2022（骨干教师的差异系数0.50和0.67，是最不均衡的一项）",
        en="cite:jiujiang2023, ningguo2022 (CV of backbone teachers 0.50 and 0.67, the worst distributed input)",
    ),
    Text(
        zh="文献：jiujiang2023、ningguo2022（介于两县差异系数之间）",
        en="cite:jiujiang2023, ningguo2022 (between the two counties' CVs)",
    ),
    Text(
        zh="文献：jiujiang2023（4.56/4.5、7.93/7.5、2497/2000、2.78/2.3）",
        en="cite:jiujiang2023 (4.56/4.5, 7.93/7.5, 2497/2000, 2.78/2.3)",
    ),
    Text(
        zh="假设：设备是最均衡的投入，故倾斜很小", en="assumed: equipment is the most equal input, so the tilt is small"
    ),
    Text(zh="假设：学位接近用满的区，如正在扩张的近郊", en="assumed: a district nearly full, as a growing suburb is"),
    Text(zh="假设：以划片入学为主，有少量外流", en="assumed: zoned admission is the rule, with leakage"),
    Text(
        zh="假设：家境较好的家庭更多择校（Maroulis et al. 2014）",
        en="assumed: richer families choose more (Maroulis et al. 2014)",
    ),
    Text(zh="假设：1.5公里处吸引力减半", en="assumed: half the pull at 1.5 km"),
    Text(zh="假设：学校高0.5个标准差约抵1.8公里", en="assumed: a school 0.5 SD better is worth about 1.8 km"),
    Text(
        zh="假设：权重随 SES 而变（Millington、Butler、Hamnett 2014）",
        en="assumed: SES-dependent weights (Millington, Butler and Hamnett 2014)",
    ),
    Text(zh="假设：乘公交车半小时", en="assumed: half an hour by bus"),
    Text(
        zh="规定：教育局招收本区县儿童；是否跨区由案例选定",
        en="rule: bureaus admit the children of their own district; crossing is the choice of a case",
    ),
    Text(zh="假设：家庭看得见校舍，但更看重成绩", en="assumed: families see buildings, but weigh scores more"),
    Text(
        zh="假设：2021年全国统计，1590万中的900万，凭记忆",
        en="assumed: national statistics of 2021, 9.0 of 15.9 million, from memory",
    ),
    Text(
        zh="规定：高中按初中毕业考试录取",
        en="rule: senior schools admit by the examination at the end of junior school",
    ),
    Text(
        zh="规定：教育部2016年意见，优质高中招生名额不少于50%分配到校",
        en="rule: opinion of the Ministry of Education of 2016, at least 50 % of the seats of good senior schools",
    ),
    Text(
        zh="规定：2017年国家督导评估标准；高中：2017年高中阶段教育普及攻坚计划，无超过55人的班",
        en="rule: national inspection standard 2017; senior: plan of 2017 for universal senior education, no class above 55",
    ),
    Text(
        zh="规定：2022年义务教育课程方案（每周30和34课时）与2017年高中课程方案（35），按学科组划分",
        en="rule: compulsory curriculum plan 2022 (30 and 34 lessons a week) and senior plan 2017 (35), split by block",
    ),
    Text(
        zh="假设：语文与数学分设；初中为三门主科和两门理科，高中为四门",
        en="assumed: Chinese and mathematics apart; three core subjects and two sciences in junior schools, four in senior ones",
    ),
    Text(zh="文献：jacob2010", en="cite:jacob2010"),
    Text(
        zh="假设：低于一年后的份额；教师的长期作用小而不为零",
        en="assumed: below the one-year share; long-run effects of teachers are small but not nil",
    ),
    Text(zh="文献：chen2023（上限），文献一般为0.1–0.3", en="cite:chen2023 (upper), literature 0.1-0.3"),
    Text(zh="假设：SES 差距每年扩大0–0.05", en="assumed: SES gap widens 0-0.05 a year"),
    Text(
        zh="规定：使成绩的离散程度保持在1左右、相邻学年成绩的相关保持在0.8左右",
        en="rule: keeps the spread of achievement near 1 and the yearly score correlation near 0.8",
    ),
    Text(zh="文献：luo2025", en="cite:luo2025"),
    Text(zh="文献：luo2025（中班至大班−0.03）", en="cite:luo2025 (medium to large class -0.03)"),
    Text(zh="文献：jackson2024（经费投入的效果）", en="cite:jackson2024 (spending effects)"),
    Text(
        zh="文献：roberts2000（相隔6.7年的相关，童年为0.31，大学时期为0.54）",
        en="cite:roberts2000 (correlations over 6.7 years of 0.31 in childhood and 0.54 in the college years)",
    ),
    Text(
        zh="假设：低于学业成绩；符号据 OECD（2024），处境不利的学生自报的多数能力水平较低",
        en="assumed: below that of achievement; sign from OECD (2024), disadvantaged students report lower levels of most skills",
    ),
    Text(
        zh="假设：与学业成绩相同；家庭在校外为体艺课程付费",
        en="assumed: as for achievement; families pay for lessons in arts and sport outside school",
    ),
    Text(
        zh="假设：项目的收益在半年及更久之后仍可见（Taylor and others 2017），故留存多于成绩",
        en="assumed: gains of programmes are seen half a year and more later (Taylor and others 2017), so more is left than of scores",
    ),
    Text(
        zh="文献：blazar2018、jackson2018（教师对态度和行为的影响与对成绩的影响相当；体艺教师也如此则为假设）",
        en="cite:blazar2018, jackson2018 (teachers move attitudes and behaviour about as much as scores; that PE and arts teachers do so is assumed)",
    ),
    Text(
        zh="文献：garcia2020、bowen2023（有质量的体育课使体能和动作技能提高0.19至0.38个标准差，原本没有艺术课的学校开设后同情心提高0.08个标准差）",
        en="cite:garcia2020, bowen2023 (taught PE of quality +0.19 to 0.38 SD in fitness and motor skills, arts in schools without them +0.08 SD in compassion)",
    ),
    Text(
        zh="假设：符号据 Grunseit and others（2020），活动量和体能随操场面积增加，但不成直线",
        en="assumed: sign from Grunseit and others (2020), activity and fitness go with playground space, though not in a line",
    ),
    Text(
        zh="假设：符号据 Broekhuizen、Scholten、de Vries（2014），活动器材使学生更多活动",
        en="assumed: sign from Broekhuizen, Scholten and de Vries (2014), play equipment makes pupils more active",
    ),
    Text(
        zh="假设：与管理对学业成绩的作用同样大；学校确能影响社会情感发展（Jackson and others 2020）",
        en="assumed: as large as what management does for achievement; schools do move socio-emotional development (Jackson and others 2020)",
    ),
    Text(zh="假设：一半；没有对集团的研究给出数值（B21）", en="assumed: half; no study of groups says it (B21)"),
    Text(
        zh="假设：与学业成绩相同；符号据 Oberle and Schonert-Reichl（2016），教师倦怠与学生压力相伴",
        en="assumed: as for achievement; sign from Oberle and Schonert-Reichl (2016), burnout of teachers goes with stress of pupils",
    ),
    Text(
        zh="假设：信度0.8，相当于较好的问卷和教师评定",
        en="assumed: reliability of 0.8, as of good questionnaires and ratings by teachers",
    ),
    Text(zh="文献：papay2015", en="cite:papay2015"),
    Text(zh="文献：jackson2013", en="cite:jackson2013"),
    Text(zh="文献：ronfeldt2013", en="cite:ronfeldt2013"),
    Text(zh="假设：14–18课时为正常，20课时为重", en="assumed: 14-18 lessons are normal, 20 heavy"),
    Text(
        zh="假设：派驻教师有28课时就没有余力（材料 S3）",
        en="assumed: seconded teachers with 28 lessons have no time left (seed S3)",
    ),
    Text(zh="规定：材料 S3:38，所报告的最大值", en="rule: seed S3:38, the maximum reported"),
    Text(zh="文献：reap2017（代课教师）", en="cite:reap2017 (contract teachers)"),
    Text(zh="假设：小于增值标准差的一半", en="assumed: less than half a standard deviation of value-added"),
    Text(zh="假设：小于非自愿调动的损失", en="assumed: below the loss of a forced move"),
    Text(zh="规定：使增值以第一天的教师队伍为中心", en="rule: centres value-added on the staff of the first day"),
    Text(
        zh="规定：2022年义务教育课程方案（上课35周，复习两周，学校机动两周；凭记忆）",
        en="rule: compulsory curriculum plan 2022 (35 weeks of lessons, two of revision, two at the school's disposal; from memory)",
    ),
    Text(zh="假设：乘公交车或骑电动自行车，每小时25公里", en="assumed: 25 km an hour by bus or electric bicycle"),
    Text(zh="假设：住得更远的教师留宿在交流学校附近", en="assumed: who lives further away stays near the other school"),
    Text(
        zh="假设：取0，因为负荷阈值及超出后的损失都只以课时计，且没有研究说明哪些工作让位；若按每周54.5小时对应16课时，一小时折合0.3课时",
        en="assumed: 0, since the threshold of the load and the loss beyond it are told in lessons alone, and no study says which other work gives way; at 54.5 hours a week for 16 lessons an hour weighs as 0.3",
    ),
    Text(zh="文献：jackson2009（每年10–20%，新教师最快）", en="cite:jackson2009 (10-20 % a year, novices fastest)"),
    Text(zh="文献：jackson2009", en="cite:jackson2009"),
    Text(zh="规定：国家退休年龄（干部）", en="rule: national retirement ages (cadres)"),
    Text(zh="规定：全国人大常委会2024-09-13的决定", en="rule: Standing Committee decision of 2024-09-13"),
    Text(
        zh="假设：每年调动和离职2–4%，约一半离开本区县",
        en="assumed: transfers and exits of 2-4 % a year, about half of them out of the district",
    ),
    Text(
        zh="假设：符号据 EduEcosystem（2026）和甘肃的研究（Wei and Zhou 2019）",
        en="assumed: sign from EduEcosystem (2026) and Gansu (Wei and Zhou 2019)",
    ),
    Text(
        zh="文献：hanushek2012（含教龄和人校匹配为0.11–0.20）",
        en="cite:hanushek2012 (0.11-0.20 with experience and match)",
    ),
    Text(
        zh="假设：新聘教师的起点低于已向同事学习过的在职教师",
        en="assumed: hires start below staff who have already learnt from colleagues",
    ),
    Text(
        zh="假设：应聘者偏好名声好的学校；不存在由各校分割的应聘者，故名声提高会增加教师质量",
        en="assumed: applicants prefer schools of good name; no pool of applicants is divided, so a better name adds skill",
    ),
    Text(zh="假设：2021–22年全国统计", en="assumed: national statistics of 2021-22"),
    Text(zh="假设：乡村小规模学校按班配备教师", en="assumed: small rural schools are staffed by class"),
    Text(
        zh="文献：jiujiang2023（每百名学生0.88名体艺教师；高中为假设：按课时划分）",
        en="cite:jiujiang2023 (0.88 PE and arts teachers per 100 pupils; senior assumed: as lessons are shared out)",
    ),
    Text(zh="假设：全国职称结构，凭记忆", en="assumed: national title structure, from memory"),
    Text(
        zh="规定：2015年关于中小学教师职称的部委意见", en="rule: ministry opinion of 2015 on titles of school teachers"
    ),
    Text(
        zh="假设：交流经历计入职称评聘（材料 S1:52、S3）", en="assumed: rotation weighs in promotion (seeds S1:52, S3)"
    ),
    Text(zh="假设：使骨干教师比例保持在约14%", en="assumed: keeps the share of backbone teachers near 14 %"),
    Text(
        zh="假设：教师中的前三分之一、前八分之一、前二十分之一",
        en="assumed: upper third, upper eighth, upper twentieth of teachers",
    ),
    Text(zh="假设：评审者看到的教学能力是模糊的", en="assumed: committees see skill through a haze"),
    Text(
        zh="文献：jiujiang2023（每百名学生0.888名骨干教师）",
        en="cite:jiujiang2023 (0.888 backbone teachers per 100 pupils)",
    ),
    Text(
        zh="文献：degrees2018（初中本科学历2018年为86%，仍在上升；小学专科学历几乎全部达到；高中为假设：硕士学位）",
        en="cite:degrees2018 (junior BA 86 % in 2018, rising; primary college degree nearly all; senior assumed: a master's degree)",
    ),
    Text(zh="假设：一年多上四节课，会使六分之一的人倦怠", en="assumed: four extra lessons for a year burn out a sixth"),
    Text(zh="假设：糟糕的一年三年后被淡忘", en="assumed: a bad year is forgotten in three"),
    Text(zh="假设：符号据 Han、Liu、An 2017", en="assumed: sign from Han, Liu and An 2017"),
    Text(zh="假设：任职约六年（两届后轮换）", en="assumed: about six years in office (rotation after two terms)"),
    Text(zh="假设：校长调整缓慢", en="assumed: heads adapt slowly"),
    Text(zh="假设：没有考核压力也有一些共享", en="assumed: some sharing happens without stakes"),
    Text(
        zh="假设：学校学到的东西在校长离任后仍在，但不会永远在（F6，帮扶是否留下自身的成长）",
        en="assumed: what a school learns outlasts its head, but not for ever (F6, whether aid leaves own growth)",
    ),
    Text(
        zh="假设：材料 S3所说的矛盾（输血与自家品牌之间）",
        en="assumed: the tension of seed S3 (giving blood against one's own brand)",
    ),
    Text(zh="假设：捆绑权重为0.3时超过自身的代价", en="assumed: outweighs the own cost at a bundle weight of 0.3"),
    Text(zh="假设：与核心校付出的代价相等", en="assumed: equal to what it costs the core"),
    Text(zh="假设：在上述激励下投入为0.2–0.8", en="assumed: effort of 0.2-0.8 for the incentives above"),
    Text(
        zh="假设：信任约需三年，如英国的学校联盟（Chapman and Muijs 2014）",
        en="assumed: trust takes about three years, as federations do (Chapman and Muijs 2014)",
    ),
    Text(zh="规定：材料 S2 F10，成员不超过5所", en="rule: at most 5 members in seed S2 F10"),
    Text(
        zh="假设：一所学校跟随自己的集团和另一个共同体；S4中一所学校最多叠加四层",
        en="assumed: a school follows its group and one more community; S4 lays up to four layers over one school",
    ),
    Text(zh="假设：车程超过一小时就损失半天", en="assumed: half a day lost beyond an hour's drive"),
    Text(zh="假设：不同学段的课要分开备", en="assumed: lessons of another stage are prepared apart"),
    Text(
        zh="假设：同一课程标准，但单元、顺序和习题不同（I4，材料 S3）",
        en="assumed: one curriculum standard, but units, their order and the exercises differ (I4, seed S3)",
    ),
    Text(
        zh="假设：另一教育局的评价只算一半（I4、A26）", en="assumed: the other bureau's verdict counts half (I4, A26)"
    ),
    Text(
        zh="规定：广东省2020年指导意见（材料 S1:74）；材料 S2 F10:385允许核心校之外有五所成员校，合计为6",
        en="rule: Guangdong guidance of 2020 (seed S1:74); seed S2 F10:385 allows five members beside the core, which is 6",
    ),
    Text(zh="规定：广东省2020年指导意见（材料 S1:74）", en="rule: Guangdong guidance of 2020 (seed S1:74)"),
    Text(
        zh="规定：全覆盖是许多规划的目标；取0，因为案例列出成员校",
        en="rule: full coverage is a goal of many plans; 0 because a case lists its members",
    ),
    Text(
        zh="规定：材料 S0:28（全部）、S2 F15:573（0.6）、S4:4（全部在学区内）；取0，因为案例列出集团",
        en="rule: seeds S0:28 (all), S2 F15:573 (0.6), S4:4 (all in clusters); 0 because a case lists its groups",
    ),
    Text(
        zh="规定：材料 S2 F9:357（三年）、S2 F15:573（2025年底）；规划写明年份之前不设",
        en="rule: seeds S2 F9:357 (three years), S2 F15:573 (end of 2025); no year until a plan names one",
    ),
    Text(
        zh="规定：材料 S0:28（138所参加集团的义务教育学校中有28所核心校）",
        en="rule: seed S0:28 (28 cores among 138 compulsory schools of groups)",
    ),
    Text(zh="规定：材料 S4:4（95个集团有369所成员校）", en="rule: seed S4:4 (369 members of 95 groups)"),
    Text(
        zh="假设：考察一个学年（材料 S2 F10要求审批，未写期限）",
        en="assumed: one school year is looked at (seed S2 F10 asks for approval and names no term)",
    ),
    Text(zh="规定：材料 S1（成长与溢出）；未给出数值", en="rule: seed S1 (growth and spin-off); no number given"),
    Text(
        zh="规定：材料 S1和 S2 F12（成长并溢出为新的核心校，B16）；未给出数值",
        en="rule: seeds S1 and S2 F12 (growth and spin-off into a new core, B16); no number given",
    ),
    Text(
        zh="规定：材料 S0:34（进入与退出的规则）；未给出数值",
        en="rule: seed S0:34 (rules of entry and exit); no number given",
    ),
    Text(zh="假设：关系只承载应有的十分之一", en="assumed: a tie that carries a tenth of what it could"),
    Text(
        zh="规定：2023年以来的国家基准定额；高中为假设：2019年国家最低标准，凭记忆",
        en="rule: national base quota since 2023; senior assumed: the national floor of 2019, from memory",
    ),
    Text(zh="规定：不足100人的学校按国家规定拨付", en="rule: national rule for schools under 100 pupils"),
    Text(
        zh="假设：恰好使普通学校第一天的办学条件不致折旧减少",
        en="assumed: what keeps the first day's stocks of an average school from wearing out",
    ),
    Text(
        zh="假设：镇街投入和捐赠不等；使办学条件的差异不会自行消失",
        en="assumed: township and donor money differs; keeps the spread of stocks from vanishing by itself",
    ),
    Text(
        zh="假设：薄弱学校改造项目各地都有（E11）",
        en="assumed: upgrade programmes for weak schools exist everywhere (E11)",
    ),
    Text(
        zh="规定：第一天的均值，使倾斜只转移而不增加经费",
        en="rule: the mean of the first day, so that the tilt moves money and does not add any",
    ),
    Text(
        zh="假设：其余为培训（规定不低于5%）和设备",
        en="assumed: the rest is training (at least 5 %, rule) and equipment",
    ),
    Text(
        zh="假设：联合采购和共享服务可能节省的部分（B34）",
        en="assumed: what joint buying and shared services may save (B34)",
    ),
    Text(zh="规定：2017年国家督导评估标准", en="rule: national inspection standard 2017"),
    Text(zh="假设：与当地公务员相当", en="assumed: at the level of local civil servants"),
    Text(zh="假设：工资标准", en="assumed: pay scale"),
    Text(
        zh="规定：材料 S3:34（三个集团分别为14.9万元和17万元）",
        en="rule: seed S3:34 (149,000 and 170,000 yuan for three groups)",
    ),
    Text(zh="规定：材料 S2 F16（按比例统筹，未给出数值）", en="rule: seed S2 F16 (pooled by share, no number)"),
    Text(zh="假设：房屋耐久，设备8年，多媒体7年", en="assumed: buildings last, equipment 8 years, media 7 years"),
    Text(zh="假设：一般的建筑和设备价格", en="assumed: ordinary building and equipment prices"),
    Text(zh="文献：ha2017（房价的反应在一年以上）", en="cite:ha2017 (prices answer after more than a year)"),
    Text(
        zh="文献：huang2018（名校领办的集团内房价上升2.4–4.3%）",
        en="cite:huang2018 (house prices +2.4-4.3 % in elite-led federations)",
    ),
    Text(zh="规定：z 分数的变异系数没有定义", en="rule: the coefficient of variation of z-scores is undefined"),
    Text(zh="规定：同上", en="rule: as above"),
    Text(zh="假设：信度0.9", en="assumed: reliability of 0.9"),
)
