"""Tests, visits of inspectors, surveys."""

from __future__ import annotations

from sim.axes import BLOCKS, STAGES
from sim.bundle import Bundle
from sim.param import Section, param
from sim.say import Text


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
