"""Careers of teachers: posts, titles, honours, the market, retirement."""

from __future__ import annotations

from typing import Literal

from sim.axes import AGES, CANDIDATES, HONOURS, LADDER, LEVELS, LOCALITIES, SEXES, STAGES, TITLES
from sim.bundle import Bundle
from sim.param import Section, aim, param
from sim.say import Text


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
