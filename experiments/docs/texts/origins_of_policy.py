"""Where declared numbers of instruments and forms of tie come from, and the Chinese of it; see `origins`."""

from __future__ import annotations

from sim.say import Text

OF_POLICY = (
    Text(zh="假设：政策杠杆；文件没有写明权重", en="assumed: policy lever; the documents name no weight"),
    Text(zh="文献：han2017（仅符号；大小为假设）", en="cite:han2017 (sign; size assumed)"),
    Text(zh="假设：不足专项经费的一半", en="assumed: less than half an earmark"),
    Text(zh="假设：两天", en="assumed: two days"),
    Text(zh="假设：技术用得太少（材料 S3、I9）", en="assumed: technology is used too little (seed S3, I9)"),
    Text(zh="文献：li2023（每年0.33，已缩减）", en="cite:li2023 (0.33 a year, shrunk)"),
    Text(zh="文献：li2023（0.978中的0.343）", en="cite:li2023 (0.343 of 0.978)"),
    Text(zh="假设：一份许可和一名技术人员半天的工时", en="assumed: a licence and a half-day of a technician"),
    Text(zh="假设：共享的八节课每节多备一小时", en="assumed: an hour more for each of eight lessons that are shared"),
    Text(zh="假设：教案和作业随共享课调整", en="assumed: plans and homework follow the shared lessons"),
    Text(zh="假设：课表和距离之后约剩三分之一", en="assumed: timetables and distance leave about a third"),
    Text(zh="假设：每年几次包车接送", en="assumed: a few bus trips a year"),
    Text(
        zh="假设：课外四次、每次两小时，50人的班由两位教师带队",
        en="assumed: four trips of two hours beyond lessons, with two teachers for a class of 50",
    ),
    Text(zh="假设：每周一小时", en="assumed: an hour a week"),
    Text(zh="规定：材料 S0:38（集团全体新聘教师）", en="rule: seed S0:38 (all newly hired teachers of the group)"),
    Text(zh="规定：材料 S0:38（1–2年）", en="rule: seed S0:38 (1-2 years)"),
    Text(zh="假设：核心校在本职工作之外能够培养的人数", en="assumed: what a core can train beside its own work"),
    Text(
        zh="假设：听一节课并讨论一节课，约等于新教师少上的课时",
        en="assumed: a lesson watched and one talked over, about the lessons a beginner does not teach",
    ),
    Text(zh="假设：与导师给徒弟的相同", en="assumed: as a mentor gives to a mentee"),
    Text(zh="假设：新手课时较少", en="assumed: beginners teach less"),
    Text(zh="假设：约百分之三；材料没有写明数值", en="assumed: about three of a hundred; the seed names no number"),
    Text(zh="假设：一个学期", en="assumed: one term"),
    Text(
        zh="文献：papay2020（目标教师所教班级为0.12，已缩减）",
        en="cite:papay2020 (0.12 in the target's class, scaled down)",
    ),
    Text(zh="假设：过了头几年，又还年轻、能够改变", en="assumed: past the first years, young enough to change"),
    Text(zh="假设：核心校在本职工作之外能够接待的人数", en="assumed: what a core can host beside its own work"),
    Text(zh="假设：一个学期的食宿和交通", en="assumed: board and travel of a term"),
    Text(zh="假设：约等于跟岗教师少上的课时", en="assumed: about the lessons a guest does not teach"),
    Text(zh="假设：导师一小时，同事半小时", en="assumed: a mentor's hour, and half an hour of colleagues"),
    Text(zh="假设：跟岗学习者教一半的课", en="assumed: learners teach half"),
    Text(zh="规定：材料 S0:42（28个集团238次活动）", en="rule: seed S0:42 (238 activities, 28 groups)"),
    Text(zh="规定：材料 S0:42（238次活动14397人次）", en="rule: seed S0:42 (14,397 person-times, 238 activities)"),
    Text(zh="文献：lomos2011、loyalka2019（很小）", en="cite:lomos2011, loyalka2019 (small)"),
    Text(zh="假设：半天", en="assumed: half a day"),
    Text(zh="假设：大半天", en="assumed: most of a day"),
    Text(zh="假设：交通和材料", en="assumed: travel and materials"),
    Text(
        zh="假设：教师教学能力的一个标准差（careers.skill_sd），因为教研员选自最优秀的教师（A38）",
        en="assumed: one SD of the skill of teachers (careers.skill_sd), since experts are chosen from the best (A38)",
    ),
    Text(zh="假设：大多数，规划要求全部", en="assumed: most, as the plans ask for all"),
    Text(zh="文献：papay2020、kraft2018（已缩减）", en="cite:papay2020, kraft2018 (scaled down)"),
    Text(zh="假设：一至两名徒弟", en="assumed: one or two apprentices"),
    Text(zh="假设：青年教师", en="assumed: young teachers"),
    Text(
        zh="假设：象征性的数额，由集团经费支付，用完为止",
        en="assumed: a token sum, paid by the group's fund while it lasts",
    ),
    Text(
        zh="假设：听一节课并讨论；上海的教研组活动时间与此相当",
        en="assumed: a lesson is watched and talked over; research groups in Shanghai meet as long",
    ),
    Text(zh="假设：讨论的时间，加上听导师的一节课", en="assumed: the talk, and a lesson of the mentor watched"),
    Text(
        zh="规定：每年为符合条件教师的10%（三部委2014年意见，2017年督导评估标准）；只有完整的关系才能达到",
        en="rule: 10 % of eligible teachers a year (opinion of three ministries 2014, inspection standard 2017); reached only by full ties",
    ),
    Text(zh="规定：三部委2014年意见", en="rule: opinion of three ministries 2014"),
    Text(zh="规定：材料 S1:52为1–2年，上海至少3年", en="rule: 1-2 years in seed S1:52, at least 3 in Shanghai"),
    Text(zh="规定：江西2016年、安徽、天津2018年", en="rule: Jiangxi 2016, Anhui, Tianjin 2018"),
    Text(zh="规定：天津2018年", en="rule: Tianjin 2018"),
    Text(
        zh="规定：文件要求必须交流；自愿是研究者的变体",
        en="rule: the documents oblige; consent is a researcher's variant",
    ),
    Text(zh="文献：glazerman2013", en="cite:glazerman2013"),
    Text(zh="假设：每1万元使意愿将近加倍", en="assumed: 10,000 yuan nearly double consent"),
    Text(zh="假设：交流经历计入职称评聘（C15）", en="assumed: rotation weighs in promotion (C15)"),
    Text(zh="假设：花费和路况使流动量很低（材料 S3）", en="assumed: cost and traffic keep flows low (seed S3)"),
    Text(
        zh="假设：意愿通过使命感起作用（Zhang、Ye、Wang）",
        en="assumed: willingness works through commitment (Zhang, Ye and Wang)",
    ),
    Text(zh="假设：每月500元", en="assumed: 500 yuan a month"),
    Text(zh="假设：190天，每天往返两趟，每公里0.8元", en="assumed: two trips a day on 190 days at 0.8 yuan per km"),
    Text(zh="假设：谈话、协议和排课", en="assumed: talks, an agreement, a timetable"),
    Text(
        zh="假设：接收校把交流教师当普通劳力使用（材料 S3:38-40；负荷不影响同事向其学习）",
        en="assumed: hosts use rotated teachers as ordinary labour (seed S3:38-40; the load takes nothing from what colleagues learn of them)",
    ),
    Text(zh="规定：材料 S1:52（至少两人）", en="rule: seed S1:52 (at least two)"),
    Text(zh="规定：材料 S1:52（1–2年）", en="rule: seed S1:52 (1-2 years)"),
    Text(zh="假设：派驻两轮", en="assumed: two rounds of secondment"),
    Text(zh="假设：统一的制度不如派人有用", en="assumed: unified rules carry less than people do"),
    Text(
        zh="假设：在完整的关系下两年缩小差距的五分之二",
        en="assumed: two years close two fifths of the gap over a full tie",
    ),
    Text(zh="假设：每月1000元", en="assumed: 1,000 yuan a month"),
    Text(zh="假设：每周一次例会", en="assumed: a weekly meeting"),
    Text(zh="假设：管理干部教一半的课", en="assumed: managers teach half"),
    Text(zh="假设：统一管理（材料 S0:28、S1:36）", en="assumed: unified management (seeds S0:28, S1:36)"),
    Text(zh="规定：材料 S2 F16（公用经费按比例统筹）", en="rule: seed S2 F16 (public funds are pooled by share)"),
    Text(zh="假设：除非形式写明，否则什么也不承载", en="assumed: nothing is carried unless a form says so"),
    Text(zh="规定：以该形式的协议为准", en="rule: what the form's agreement says"),
    Text(zh="假设：除非形式写明，否则不设上限", en="assumed: no limit unless a form says so"),
    Text(zh="假设：除非形式写明，否则没有", en="assumed: none unless a form says so"),
    Text(zh="假设：除非形式写明，否则无期限", en="assumed: no end unless a form says so"),
    Text(zh="假设：除非形式写明，否则全部", en="assumed: all of it unless a form says so"),
    Text(
        zh="假设：中等融合程度的帮扶（材料 S0:38、S2 F15）",
        en="assumed: aid of medium integration (seeds S0:38, S2 F15)",
    ),
    Text(
        zh="假设：以教研和共享为主（材料 S0:28、S1:36）", en="assumed: mostly research and sharing (seeds S0:28, S1:36)"
    ),
    Text(zh="假设：同等学校协同工作（材料 S1:36）", en="assumed: schools of equal rank work together (seed S1:36)"),
    Text(zh="规定：材料 S1:36（多校协同）", en="rule: seed S1:36 (多校协同)"),
    Text(
        zh="假设：核心校按协议管理薄弱学校（材料 S1:36）",
        en="assumed: the core manages a weak school under an agreement (seed S1:36)",
    ),
    Text(
        zh="规定：材料 S2 F10（向受托校派人，人事关系不变）",
        en="rule: seed S2 F10 (people are sent to the entrusted school, their registers stay)",
    ),
    Text(zh="规定：材料 S2 F10（未经审批不得挂名）", en="rule: seed S2 F10 (no name without approval)"),
    Text(
        zh="假设：约一份工资；材料 S2 F10要求支付管理费，未写数额",
        en="assumed: about one salary; seed S2 F10 asks for a fee and names no sum",
    ),
    Text(
        zh="假设：三年；材料 S2 F10要求签订协议，未写期限",
        en="assumed: three years; seed S2 F10 asks for an agreement and names no term",
    ),
    Text(
        zh="假设：核心校直接管理的新校（材料 S1:36）",
        en="assumed: a new school under the core's direct management (seed S1:36)",
    ),
    Text(
        zh="假设：一支队伍、统一管理、共享资源（材料 S2 F12）",
        en="assumed: one team, unified management, shared resources (seed S2 F12)",
    ),
    Text(
        zh="假设：在原校名旁加挂校区牌（材料 S2 F12）", en="assumed: the campus plate beside the old name (seed S2 F12)"
    ),
    Text(zh="规定：材料 S2 F12（一个法人、一支队伍）", en="rule: seed S2 F12 (one legal person, one team)"),
    Text(zh="规定：材料 S2 F12（1 + 1–5所学校）", en="rule: seed S2 F12 (1 + 1-5 schools)"),
    Text(
        zh="假设：法律上是一所学校，分处多个校区（材料 S1:36）",
        en="assumed: one school in law on several sites (seed S1:36)",
    ),
    Text(zh="规定：材料 S1:36（一个法人，因而是一支队伍）", en="rule: seed S1:36 (one legal person, hence one staff)"),
    Text(
        zh="假设：材料 S2 F5的各项统一，均取满强度", en="assumed: the unifications of seed S2 F5, all at full strength"
    ),
    Text(zh="规定：材料 S2 F5（师资统一调配）", en="rule: seed S2 F5 (staff are deployed as one)"),
    Text(zh="规定：材料 S2 F5（一校两区）", en="rule: seed S2 F5 (two campuses)"),
    Text(
        zh="规定：材料 S2 F15（由总校决定和调配）；数值为假设",
        en="rule: seed S2 F15 (the main school decides and disposes); numbers assumed",
    ),
    Text(zh="假设：只有联合教研（材料 S2 F15）", en="assumed: nothing but joint research (seed S2 F15)"),
    Text(
        zh="假设：牵头学校共享师资、教研和场地（材料 S4:8）",
        en="assumed: a lead school shares staff, research and sites (seed S4:8)",
    ),
    Text(zh="假设：两个区县的伙伴学校（材料 S4:5）", en="assumed: partners of two districts (seed S4:5)"),
    Text(
        zh="假设：城镇学校帮扶乡村或薄弱学校（材料 S4:9）",
        en="assumed: a town school helps a rural or weak one (seed S4:9)",
    ),
    Text(zh="规定：材料 S4:9（以城带乡、以强带弱）", en="rule: seed S4:9 (以城带乡, 以强带弱)"),
    Text(
        zh="假设：品牌和团队来自外部，其余为本地（材料 S4:13）",
        en="assumed: brand and team from outside, the rest local (seed S4:13)",
    ),
    Text(zh="规定：材料 S4:13（品牌输入）", en="rule: seed S4:13 (品牌输入)"),
    Text(zh="规定：材料 S4:13（团队帮扶）", en="rule: seed S4:13 (团队帮扶)"),
    Text(zh="规定：由研究者选定", en="rule: a researcher's choice"),
    Text(
        zh="规定：材料 S3:28（备课、讲课、评价三统一）",
        en="rule: seed S3:28 (lessons are prepared, given and judged alike)",
    ),
    Text(zh="规定：材料 S2 F5", en="rule: seed S2 F5"),
    Text(
        zh="假设：按业内通行的说法；材料只提到这一清单的名称或思想，没有逐项写明",
        en="assumed: the usual wording of the field; the seeds name the list or its idea and do not spell it out",
    ),
    Text(
        zh="假设：按业内通行的说法；材料只提到这一清单的名称或思想，没有逐项写明（材料 S3:24）",
        en="assumed: the usual wording of the field; the seeds name the list or its idea and do not spell it out (seed S3:24)",
    ),
    Text(zh="规定：材料 S3:40", en="rule: seed S3:40"),
)
