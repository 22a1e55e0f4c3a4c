"""Money and buildings."""

from __future__ import annotations

from sim.axes import STAGES, STOCKS
from sim.bundle import Bundle
from sim.param import Section, param
from sim.say import Text


class Finance(Section):
    """Money of schools and groups, in yuan of the first year."""

    quota: Bundle = param(
        {"primary": 720.0, "junior": 940.0, "senior": 1000.0}, by=(STAGES,),
        unit="yuan/pupil/year", low=0, high=10000, zh="生均公用经费", en="public funds per pupil",
        source=Text(zh="规定：2023年以来的国家基准定额；高中为假设：2019年国家最低标准，凭记忆", en="rule: national base quota since 2023; senior assumed: the national floor of 2019, from memory"),
    )  # fmt: skip
    small_school: int = param(
        100, unit="pupils", low=0, high=300, zh="小规模学校保底人数", en="a smaller school is funded as if it had so many pupils",
        source=Text(zh="规定：不足100人的学校按国家规定拨付", en="rule: national rule for schools under 100 pupils"),
    )  # fmt: skip
    capital: Bundle = param(
        {"primary": 532.0, "junior": 649.0, "senior": 753.0}, by=(STAGES,),
        unit="yuan/pupil/year", low=0, high=3000, zh="生均基建设备投入", en="capital money per pupil",
        source=Text(zh="规定：各学段首日办学条件的年折旧，减去公用经费中可用于设备的部分，使普通学校的办学条件得以更新", en="rule: yearly wear of the first day's stocks of a stage less what public funds leave for them, so that an average school renews what it has"),
    )  # fmt: skip
    means_sd: float = param(
        0.25, unit="log", low=0, high=0.8, zh="投入差异", en="lasting spread of capital money per pupil between schools",
        source=Text(zh="假设：镇街投入和捐赠不等；使办学条件的差异不会自行消失", en="assumed: township and donor money differs; keeps the spread of stocks from vanishing by itself"),
    )  # fmt: skip
    tilt: float = param(
        0.3, unit="share", low=0, high=1, zh="薄弱倾斜比例", en="share of capital money given by shortfall from the national standard",
        source=Text(zh="假设：薄弱学校改造项目各地都有（E11）", en="assumed: upgrade programmes for weak schools exist everywhere (E11)"),
    )  # fmt: skip
    running: float = param(
        0.85, unit="share", low=0.5, high=0.95, zh="运转支出比例", en="share of public funds spent on running the school",
        source=Text(zh="假设：其余为培训（规定不低于5%）和设备", en="assumed: the rest is training (at least 5 %, rule) and equipment"),
    )  # fmt: skip
    joint_saving: float = param(
        0.05, unit="share", low=0, high=0.3, zh="后勤统一节约", en="share of running costs that wholly joint logistics save",
        source=Text(zh="假设：联合采购和共享服务可能节省的部分（B34）", en="assumed: what joint buying and shared services may save (B34)"),
    )  # fmt: skip
    training: float = param(
        0.05, unit="share", low=0.05, high=0.3, zh="培训支出比例", en="share of public funds spent on training",
        source=Text(zh="规定：2017年国家督导评估标准", en="rule: national inspection standard 2017"),
    )  # fmt: skip
    salary: float = param(
        110000.0, unit="yuan/year", low=30000, high=300000, zh="教师平均工资", en="yearly cost of a teacher without title whose pay lies at that of civil servants (careers.pay_gap)",
        source=Text(zh="假设：与当地公务员相当", en="assumed: at the level of local civil servants"),
    )  # fmt: skip
    salary_title: float = param(
        0.15, unit="share", low=0, high=0.5, zh="职称工资差", en="rise of that cost per title step",
        source=Text(zh="假设：工资标准", en="assumed: pay scale"),
    )  # fmt: skip
    earmark: float = param(
        50000.0, unit="yuan/year", low=0, high=1000000, zh="集团专项经费", en="earmark of a group",
        source=Text(zh="规定：材料 S3:34（三个集团分别为14.9万元和17万元）", en="rule: seed S3:34 (149,000 and 170,000 yuan for three groups)"),
    )  # fmt: skip
    pool: float = param(
        0.0, unit="share", low=0, high=0.1, zh="公用经费统筹比例", en="share of public funds that members whose form says so pool with the group",
        source=Text(zh="规定：材料 S2 F16（按比例统筹，未给出数值）", en="rule: seed S2 F16 (pooled by share, no number)"),
    )  # fmt: skip
    pool_core: float = param(
        0.0, unit="share", low=0, high=0.1, zh="核心校统筹比例", en="share of its public funds that the core of a unit whose members pool pays in, too",
        source=Text(zh="规定：材料 S2 F16（按比例统筹，未给出数值）；写明之前取0", en="rule: seed S2 F16 (pooled by share, no number); 0 until a plan says so"),
    )  # fmt: skip
    to_members: float = param(
        0.0, unit="share", low=0, high=1, zh="集团经费补薄份额", en="share of what is left of a group's fund at the end of the year that goes to its schools below the resource standard, by what they lack",
        source=Text(zh="规定：材料 S2 F16（统筹使用）；取0则全部用于集团活动", en="rule: seed S2 F16 (used in common); at 0 all of it goes to common activities"),
    )  # fmt: skip
    appraised: float = param(
        0.0, unit="share", low=0, high=1, zh="集团考核奖励份额", en="share of it that goes to its schools by the group's own yearly appraisal",
        source=Text(zh="规定：材料 S0、S2 F16（集团内部年度考核）；取0则不奖", en="rule: seeds S0 and S2 F16 (yearly appraisal inside the group); at 0 none"),
    )  # fmt: skip
    planned: float = param(
        0.0, unit="share", low=0, high=1, zh="集团统筹配置份额", en="share of the capital money of its schools that a group lays out by a survey of what they lack, over a full tie of resources",
        source=Text(zh="规定：材料 S2 F6、F13（资源调查、配置计划）；写明之前取0", en="rule: seeds S2 F6 and F13 (survey and plan of resources); 0 until a plan says how much"),
    )  # fmt: skip
    survey: float = param(
        20.0, unit="hours/school/year", low=0, high=200, zh="资源调查工时", en="time of heads and managers of a school for that survey",
        source=Text(zh="假设：两天半", en="assumed: two days and a half"),
    )  # fmt: skip
    assets: float = param(
        0.0, unit="share", low=0, high=1, zh="集团资产份额", en="part of the equipment and media rooms of its schools that a group owns and lays out by need every year, over a full tie of resources",
        source=Text(zh="规定：材料 S2 F16（以资产和教育教学为纽带）；写明之前取0", en="rule: seed S2 F16 (bound by assets and teaching); 0 until a plan says how much"),
    )  # fmt: skip
    assets_hours: float = param(
        40.0, unit="hours/school/year", low=0, high=400, zh="资产清查工时", en="time of heads and managers of a school for the inventory of what the group owns",
        source=Text(zh="假设：一周", en="assumed: a week"),
    )  # fmt: skip
    assets_cost: float = param(
        0.05, unit="share", low=0, high=0.5, zh="资产调配费用", en="cost of moving and fitting, over the worth of what is moved",
        source=Text(zh="假设：运输与安装", en="assumed: transport and fitting"),
    )  # fmt: skip
    wear: Bundle = param(
        {"teaching_area": 0.01, "sports_area": 0.01, "equipment": 0.125, "media_rooms": 0.14}, by=(STOCKS,),
        unit="1/year", low=0, high=0.5, zh="折旧率", en="yearly wear of stocks",
        source=Text(zh="假设：房屋耐久，设备8年，多媒体7年", en="assumed: buildings last, equipment 8 years, media 7 years"),
    )  # fmt: skip
    price: Bundle = param(
        {"teaching_area": 3000.0, "sports_area": 600.0, "equipment": 1.0, "media_rooms": 30000.0}, by=(STOCKS,),
        unit="yuan per unit", low={"teaching_area": 100, "sports_area": 10, "equipment": 0.1, "media_rooms": 1000}, high={"teaching_area": 30000, "sports_area": 10000, "equipment": 10, "media_rooms": 300000}, zh="单价", en="price of a m2 of teaching or sports area, a yuan of equipment, a media room",
        source=Text(zh="假设：一般的建筑和设备价格", en="assumed: ordinary building and equipment prices"),
    )  # fmt: skip


class Gifts(Section):
    """Gifts of money and time from outside (ids E12, F5)."""

    schools: float = param(
        0.0, unit="yuan/pupil/year", low=0, high=2000, zh="捐赠设施", en="money for facilities given to schools, per pupil of a school of mean name",
        source=Text(zh="规定：材料 S2 F13（捐赠设施）；写明之前取0", en="rule: seed S2 F13 (facilities given); 0 until a plan says how much"),
    )  # fmt: skip
    groups: float = param(
        0.0, unit="yuan/group/year", low=0, high=1000000, zh="社会资金", en="money given to a group",
        source=Text(zh="规定：材料 S2 F4、F13、S3（社会资源、融资）；写明之前取0", en="rule: seeds S2 F4, F13 and S3 (money from outside); 0 until a plan says how much"),
    )  # fmt: skip
    name: float = param(
        1.0, unit="1/SD", low=0, high=3, zh="捐赠偏向名校", en="rise of the log of gifts to a school with its reputation; the sum of a district is kept",
        source=Text(zh="假设：捐赠人看校名", en="assumed: donors mind names"),
    )  # fmt: skip
    volunteers: float = param(
        0.0, unit="hours/week/class", low=0, high=10, zh="志愿者工时", en="hours of after-school service of a class that volunteers give",
        source=Text(zh="规定：材料 S2 F13（志愿者）；写明之前取0", en="rule: seed S2 F13 (volunteers); 0 until a plan says how much"),
    )  # fmt: skip


class Building(Section):
    """Rooms that are added where schools are full."""

    rate: float = param(
        0.0, unit="1/year", low=0, high=1, zh="扩建速度", en="part of the rooms that a full school lacks which a year adds to its plan",
        source=Text(zh="假设：不写明则不扩建；0.25即缺一个班约四年后建成", en="assumed: nothing is built unless a plan says so; at 0.25 a class that is lacking stands four years later"),
    )  # fmt: skip
