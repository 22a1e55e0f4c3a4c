"""Exact measures from every pupil of a stage, on request: what the yearly record takes from sums and histograms, and more.

Slower than the yearly record, which a test holds to these values: take them at the end of a run, or from a callback. Those
that are taken every year too stand beside their yearly rule (`sim.equity.scores`), the others here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.equity import distribution, multilevel, segregation
from sim.equity.distribution import Decomposition, decompose
from sim.equity.metric import REGISTRY, on_request
from sim.equity.pupils import Pupils, pupils
from sim.say import Text
from sim.world import World

BY = ("school", "group", "locality", "ses_quintile")  # what Theil's indices are split by


on_request(
    "p90_p10_ratio",
    "ratio",
    "P90/P10",
    Text(
        zh="考试成绩第90百分位与第10百分位之比",
        en="Ratio of the 90th to the 10th percentile of scores",
    ),
    lambda p: distribution.p90_p10(p.score),
)
on_request(
    "cv",
    "share",
    "变异系数",
    Text(
        zh="考试成绩的变异系数",
        en="Coefficient of variation of scores",
    ),
    lambda p: distribution.cv(p.score),
)
on_request(
    "theil_l",
    "nats",
    "泰尔指数L",
    Text(
        zh="考试成绩的泰尔指数L",
        en="Theil's L of scores",
    ),
    lambda p: distribution.theil_l(p.score),
)
on_request(
    "atkinson_half",
    "share",
    "阿特金森指数（0.5）",
    Text(
        zh="考试成绩的阿特金森指数，不平等厌恶系数为0.5",
        en="Atkinson index of scores at an aversion of 0.5",
    ),
    lambda p: distribution.atkinson(p.score, 0.5),
)
on_request(
    "atkinson_two",
    "share",
    "阿特金森指数（2）",
    Text(
        zh="考试成绩的阿特金森指数，不平等厌恶系数为2",
        en="Atkinson index of scores at an aversion of 2",
    ),
    lambda p: distribution.atkinson(p.score, 2),
)
on_request(
    "between_school_sd_reml",
    "points",
    "校际标准差（REML）",
    Text(
        zh="去除噪声后学校之间的标准差，按限制极大似然估计",
        en="Standard deviation of schools without noise, restricted likelihood",
    ),
    lambda p: multilevel.reml(p.schools).between_sd,
)
on_request(
    "between_share_reml",
    "share",
    "校际差异率（REML）",
    Text(
        zh="考试成绩方差中校际部分所占比例，按限制极大似然估计",
        en="Share of the variance of scores between schools, restricted likelihood",
    ),
    lambda p: multilevel.reml(p.schools).icc,
)
on_request(
    "migrant_isolation",
    "share",
    "随迁子女隔离指数",
    Text(
        zh="随迁子女平均所在学校中随迁子女的比例",
        en="Share of migrants in the school of the mean migrant child",
    ),
    lambda p: segregation.isolation(*p.migrants),
)
on_request(
    "migrant_exposure",
    "share",
    "随迁子女接触指数",
    Text(
        zh="随迁子女平均所在学校中本地学生的比例",
        en="Share of local children in the school of the mean migrant child",
    ),
    lambda p: segregation.exposure(*p.migrants),
)
on_request(
    "poor_dissimilarity",
    "share",
    "弱势家庭分隔指数",
    Text(
        zh="要使各校比例一致，需要转学的弱势家庭（家庭背景最低的五分之一）学生所占比例",
        en="Children of the lowest fifth of background who would have to change school",
    ),
    lambda p: segregation.dissimilarity(*p.poor),
)
on_request(
    "poor_isolation",
    "share",
    "弱势家庭隔离指数",
    Text(
        zh="弱势家庭（家庭背景最低的五分之一）学生平均所在学校中这类学生的比例",
        en="Share of the lowest fifth in the school of its mean child",
    ),
    lambda p: segregation.isolation(*p.poor),
)


@dataclass(frozen=True, slots=True)
class Exact:
    """Exact measures of a stage, and Theil's T and L split by school, group, locality of the home and SES quintile."""

    measures: dict[str, float]
    theil_t: dict[str, Decomposition]
    theil_l: dict[str, Decomposition]


def exact(world: World, stage: int) -> Exact:
    """Return all exact measures of a stage (0 primary, 1 junior); NaN where nobody sat a test."""
    return measures_of(pupils(world, stage))


def measures_of(found: Pupils) -> Exact:
    """Return all exact measures of pupils, simulated or real."""
    labels = {name: getattr(found, name) for name in BY}
    rules = {m.name: m.exact for m in REGISTRY.values()}
    return Exact(
        {name: rule(found) for name, rule in rules.items() if rule is not None},
        {name: decompose(found.score, label, index="T") for name, label in labels.items()},
        {name: decompose(found.score, label, index="L") for name, label in labels.items()},
    )
