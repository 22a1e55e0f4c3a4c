"""Heads and councils: how a year is divided, what is decided together."""

from __future__ import annotations

from sim.param import Section, param
from sim.say import Text


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
