"""Groups: what ties carry, cultures, partners, how groups live, and how they are judged."""

from __future__ import annotations

from typing import Literal

from sim.axes import LEVELS
from sim.bundle import Bundle
from sim.param import Section, aim, param
from sim.say import Text


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
    cap_members: int = param(
        59, unit="schools", low=1, high=59, zh="集团成员校数上限", en="most members of a group beside its core, where that is less than life_cycle.cap_schools allows",
        source=Text(zh="规定：材料 S2 F10:385为5；取59，即只受学校数上限约束", en="rule: 5 in seed S2 F10:385; 59, so that the cap in schools alone binds"),
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

    @property
    def most_schools(self) -> int:
        """The most schools of a group, its core counted."""
        return min(self.cap_schools, self.cap_members + 1)


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
    municipal: int = param(
        0, unit="groups", low=0, high=500, zh="市级集团名额", en="most municipal groups in all districts together, those that meet most criteria first, then by lot; 0 = no limit",
        source=Text(zh="规定：材料 S1:28（市级集团的培育家数）；规划写明家数之前不设", en="rule: seed S1:28 (how many municipal groups are wanted); no limit until a plan names one"),
    )  # fmt: skip
    provincial: int = param(
        0, unit="groups", low=0, high=500, zh="省级集团名额", en="most provincial groups, in the same way",
        source=Text(zh="规定：材料 S1:28（省级集团的培育家数）；规划写明家数之前不设", en="rule: seed S1:28 (how many provincial groups are wanted); no limit until a plan names one"),
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
