"""The first day: who lives and works in a district, and what its schools have."""

from __future__ import annotations

from sim.axes import AGES, LEVELS, STOCKS
from sim.bundle import Bundle
from sim.param import Section, param
from sim.say import Text


class Start(Section):
    """The first day: how unequal schools, teachers and zones are before any reform."""

    ses_between: float = param(
        0.35, unit="SD", low=0, high=1, zh="片区间家庭背景差异", en="spread of mean SES between zones of one town",
        source=Text(zh="假设：加上各镇街自身的均值，SES 方差中片区之间的份额约为0.2", en="assumed: with the towns' own means it gives a between-zone share of SES variance near 0.2"),
    )  # fmt: skip
    ses_within: float = param(
        0.88, unit="SD", low=0.3, high=1.2, zh="片区内家庭背景差异", en="spread of SES inside a zone",
        source=Text(zh="假设：使 SES 的总标准差保持为1", en="assumed: keeps the total spread of SES at 1"),
    )  # fmt: skip
    trait_ses: float = param(
        0.12, unit="SD/SD", low=0, high=0.4, zh="家庭背景与入学能力", en="slope of entry ability on a child's SES",
        source=Text(zh="文献：liu2019（各年龄 r 均为0.24；差距的其余部分在学龄期形成）", en="cite:liu2019 (r = 0.24 at all ages; the rest of the gap grows at school age)"),
    )  # fmt: skip
    trait_area: float = param(
        0.32, unit="SD", low=0, high=0.6, zh="镇街入学能力差异", en="spread of mean entry ability between towns",
        source=Text(zh="文献：va_icc（成绩的校际份额约0.20，多为生源构成；镇街与片区之间的划分为假设）", en="cite:va_icc (between-school share of achievement about 0.20, mostly composition; split over towns and zones assumed)"),
    )  # fmt: skip
    trait_zone: float = param(
        0.30, unit="SD", low=0, high=0.6, zh="片区入学能力差异", en="spread of mean entry ability between zones of one town",
        source=Text(zh="文献：va_icc（同上）", en="cite:va_icc (as above)"),
    )  # fmt: skip
    trait_within: float = param(
        0.80, unit="SD", low=0.3, high=1.2, zh="片区内能力差异", en="spread of entry ability inside a zone",
        source=Text(zh="规定：使首个队列的方差补足到约1", en="rule: completes the variance of the first cohort to about 1"),
    )  # fmt: skip
    trait_rural: float = param(
        -0.35, unit="SD", low=-1.0, high=0.2, zh="乡村入学能力差距", en="mean entry ability of rural zones, urban = 0",
        source=Text(zh="假设：城乡差距0.4–0.9个标准差中入学时已有的部分", en="assumed: entry part of an urban-rural gap of 0.4-0.9 SD"),
    )  # fmt: skip
    trait_town: float = param(
        -0.15, unit="SD", low=-1.0, high=0.2, zh="镇区入学能力差距", en="mean entry ability of town zones, urban = 0",
        source=Text(zh="假设：介于城区与乡村之间", en="assumed: between urban and rural"),
    )  # fmt: skip
    trait_migrant: float = param(
        -0.10, unit="SD", low=-0.5, high=0.2, zh="随迁子女入学能力差距", en="entry ability of migrant children, SES held equal",
        source=Text(zh="假设：家庭背景相同时差别很小", en="assumed: small once family background is held equal"),
    )  # fmt: skip
    girls: float = param(
        0.47, unit="share", low=0.3, high=0.7, zh="女生比例", en="share of girls among entrants",
        source=Text(zh="假设：这些队列的出生性别比", en="assumed: sex ratio at birth of these cohorts"),
    )  # fmt: skip
    standing: Bundle = param(
        {"strong": 1.0, "ordinary": 0.0, "weak": -1.0, "new": -0.5}, by=(LEVELS,),
        unit="index", low=-2, high=2, zh="学校层次", en="standing of schools, which scales the gaps below",
        source=Text(zh="假设：新校起步时没有名声，教师多为新教师", en="assumed: new schools start without a name, staffed mostly by novices"),
    )  # fmt: skip
    ses_level: float = param(
        0.20, unit="SD", low=0, high=0.6, zh="强校片区家庭背景", en="mean SES of the zone of a strong (weak) school above (below) its town",
        source=Text(zh="假设：强校附近的住房更贵（Huang、He、Zhu 2018）", en="assumed: homes near strong schools cost more (Huang, He and Zhu 2018)"),
    )  # fmt: skip
    reputation_level: float = param(
        0.30, unit="SD", low=0, high=1, zh="强校初始声誉", en="reputation of strong (weak) schools with which the first cohorts chose",
        source=Text(zh="假设：与成绩的校际离散程度同一量级", en="assumed: of the order of the between-school spread of scores"),
    )  # fmt: skip
    feeder_km: float = param(
        1.0, unit="km", low=0.5, high=20, zh="初中对口距离", en="distance at which the share a zone sends to a junior school falls to 37 %",
        source=Text(zh="假设：按规定初中就近入学", en="assumed: junior schools are near by rule"),
    )  # fmt: skip
    ages: Bundle = param(
        {"to_34": 0.40, "to_44": 0.28, "to_54": 0.26, "over_54": 0.06}, by=(AGES,),
        unit="share", low=0.01, high=1, zh="教师年龄结构", en="teachers by age, in proportion",
        source=Text(zh="假设：全国年龄结构，凭记忆", en="assumed: national age structure, from memory"),
    )  # fmt: skip
    women: float = param(
        0.72, unit="share", low=0.3, high=0.95, zh="女教师比例", en="share of women among teachers",
        source=Text(zh="假设：全国统计，凭记忆", en="assumed: national statistics, from memory"),
    )  # fmt: skip
    merit: float = param(
        0.6, unit="correlation", low=0, high=0.95, zh="职称荣誉与质量相关", en="how closely titles and honours of the first day follow skill",
        source=Text(zh="文献：chu2015（最高职称能预测成绩；荣誉称号增加不多）", en="cite:chu2015 (the highest rank predicts results; awards add little)"),
    )  # fmt: skip
    management_sd: float = param(
        0.05, unit="SD/year", low=0.02, high=0.12, zh="校长与管理水平差异", en="spread of management quality between schools",
        source=Text(zh="文献：branch2012（校长高1个标准差约值0.05）", en="cite:branch2012 (a principal of +1 SD is worth about 0.05)"),
    )  # fmt: skip
    management_level: float = param(
        0.04, unit="SD/year", low=0, high=0.12, zh="强弱校管理差", en="management above (below) the mean in strong (weak) schools",
        source=Text(zh="假设：在管理质量的一个标准差之内", en="assumed: within one standard deviation of management quality"),
    )  # fmt: skip
    staffing_sd: float = param(
        0.33, unit="log", low=0, high=0.6, zh="师生比差异", en="spread of teachers per pupil between schools",
        source=Text(zh="文献：jiujiang2023（每百名学生教师数的差异系数0.30；宁国0.68）", en="cite:jiujiang2023 (CV of teachers per 100 pupils 0.30; Ningguo 0.68)"),
    )  # fmt: skip
    arts_sd: float = param(
        0.35, unit="log", low=0, high=0.8, zh="体艺教师差异", en="spread of the share of PE and arts posts between schools",
        source=Text(zh="文献：jiujiang2023、ningguo2022（体艺教师的差异系数0.40和0.62）", en="cite:jiujiang2023, ningguo2022 (CV of PE and arts teachers 0.40 and 0.62)"),
    )  # fmt: skip
    honour_level: float = param(
        0.3, unit="SD of merit per SD", low=0, high=2, zh="名校骨干集中", en="tilt of honours toward schools by what they are known as",
        source=Text(zh="文献：jiujiang2023、ningguo2022（骨干教师的差异系数0.50和0.67，是最不均衡的一项；斜率为假设）", en="cite:jiujiang2023, ningguo2022 (CV of backbone teachers 0.50 and 0.67, the worst distributed input; slope assumed)"),
    )  # fmt: skip
    stock_sd: Bundle = param(
        {"teaching_area": 0.36, "sports_area": 0.42, "equipment": 0.24, "media_rooms": 0.46}, by=(STOCKS,),
        unit="log", low=0, high=1, zh="硬件差异", en="spread of stocks per pupil",
        source=Text(zh="文献：jiujiang2023、ningguo2022（介于两县差异系数之间）", en="cite:jiujiang2023, ningguo2022 (between the two counties' CVs)"),
    )  # fmt: skip
    stock_mean: Bundle = param(
        {"teaching_area": 1.05, "sports_area": 1.08, "equipment": 1.20, "media_rooms": 1.18}, by=(STOCKS,),
        unit="share of the national threshold", low=0.2, high=3, zh="硬件均值", en="county mean of stocks over the threshold",
        source=Text(zh="文献：jiujiang2023（4.56/4.5、7.93/7.5、2497/2000、2.78/2.3）", en="cite:jiujiang2023 (4.56/4.5, 7.93/7.5, 2497/2000, 2.78/2.3)"),
    )  # fmt: skip
    stock_level: float = param(
        0.10, unit="log", low=0, high=0.5, zh="强弱校硬件差", en="stocks per pupil of strong (weak) schools above (below) the mean",
        source=Text(zh="假设：设备是最均衡的投入，故倾斜很小", en="assumed: equipment is the most equal input, so the tilt is small"),
    )  # fmt: skip
    slack: float = param(
        1.06, unit="seats/pupil", low=1.0, high=1.5, zh="学位余量", en="seats per pupil of the planned roll",
        source=Text(zh="假设：学位接近用满的区，如正在扩张的近郊", en="assumed: a district nearly full, as a growing suburb is"),
    )  # fmt: skip
