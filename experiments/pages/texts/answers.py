"""The questions put to a run and the sentences and tables that answer them."""

from __future__ import annotations

from sim.say import Text

# Questions.
GAP = Text(zh="学校之间的差距怎样了？", en="What happened to the gap between schools?")
CORE = Text(zh="核心校怎样了？", en="What happened to the core schools?")
BOTTOM = Text(zh="后10%的学生怎样了？", en="What happened to the lowest tenth of pupils?")
DEVELOPMENT = Text(zh="学生的全面发展怎样了？", en="What happened to pupils' all-round development?")
MOVES = Text(zh="谁流动到哪里？", en="Who moved where?")
COST = Text(zh="花了多少钱？", en="What did it cost?")
DISTRICTS = Text(zh="各区县怎样了？", en="What happened in each district?")

# The gap.
OVER_TIME = Text(zh="随时间变化：{what}", en="over time: {what}")
STAGE_GAP = Text(
    zh="{stage}：校际差距（各校均分的标准差）{gap}：{sides}。平均分{mean}（{mean_by}），后10%均分{low}（{low_by}）。",
    en="{stage} schools: the gap, the standard deviation of school means, {gap}: {sides}. The mean score {mean} ({mean_by}), and "
    "the lowest tenth {low} ({low_by}).",
)
CHANGE_NOT_EFFECT = Text(
    zh="这是同一次运行随时间的变化，不是改革的效果；要看效果，请比较共用种子的两种情形：`{command}`。",
    en="This is change over time in one run, not the effect of the reforms: for that, compare arms that share their seeds: "
    "`{command}`.",
)
THE_GAP = Text(zh="学校之间的差距：{parts}。", en="The gap between schools {parts}.")
THE_GAP_OVER_TIME = Text(zh="随时间变化，学校之间的差距：{parts}。", en="Over time: the gap between schools {parts}.")
GAP_SAME = Text(zh="{stage}差距{verb}", en="{verb} in {stage} schools")
GAP_BY = Text(zh="{stage}差距{verb}{by}", en="{verb} by {by} in {stage} schools")
UNDER_ONE = Text(zh="不到1%", en="less than 1 %")
STAGE_CHANGE = Text(zh="{stage}{change}", en="{stage} {change}")
ONE_SEED = Text(
    zh="只有一个种子，没有区间：请用更多种子，再解读这些差异。",
    en="One seed gives no interval: use more seeds before reading anything into the differences.",
)
LIKE_BASELINE = Text(
    zh="各学段合计，差距与无改革时无法区分。",
    en="Over all stages together it cannot be told from that of the baseline.",
)
WIDER = Text(zh="各学段合计，差距大于无改革时。", en="Over all stages together it is wider than without the reforms.")
LEVELLING = Text(
    zh="平均分或后10%均分随之下降：这是削峰填谷式的拉平。",
    en="The mean or the lowest tenth fell with it: this is levelling down.",
)
NOT_LEVELLING = Text(
    zh="后10%学生同时提高：这不是削峰填谷式的拉平。",
    en="The lowest tenth gained at the same time: this is not levelling down.",
)
NO_LEVELLING = Text(
    zh="平均分和后10%均分均未随之出现可测的变化。",
    en="Neither the mean nor the lowest tenth changed measurably with it.",
)

# Core schools.
NO_GROUPS = Text(zh="案例未列集团", en="the case has no groups")
NO_GROUPS_SAID = Text(zh="案例未列集团，因此没有核心校。", en="The case has no groups, and so names no core schools.")
CORE_AND_MEMBERS = Text(
    zh="核心校{here}；成员校{there}；两者的差距{apart}。",
    en="Core schools {here}; member schools {there}: the distance between them {apart}.",
)
CORE_SCORES = Text(
    zh="核心校平均分{here}：{sides}。成员校平均分{there}（{there_by}）。核心校与成员校的差距{apart}（{apart_by}）。",
    en="The mean score in core schools {here}: {sides}. In member schools it {there} ({there_by}). The distance between core and "
    "members {apart} ({apart_by}).",
)
CORE_SKILL = Text(
    zh="在核心校任教的教师平均教学能力{skill}（{skill_by}）。",
    en="The mean skill of the teachers who work in core schools {skill} ({skill_by}).",
)
GROUPS_DIFFER = Text(
    zh="各集团不同：{n}个集团中，成员校提高的{up}个，降低的{down}个，区间含零的{rest}个。",
    en="Groups differ: in {up} of {n} the member schools gained, in {down} they lost, and in {rest} the interval holds zero.",
)
BY_GROUP = Text(
    zh="各集团成员校平均分（分）：{window}", en="Mean score of the member schools of each group, points: {window}"
)
GROUP = Text(zh="集团", en="Group")
CORE_SHORT = Text(zh="核心校{here}；成员校{there}", en="core {here}; members {there}")

# The lowest tenth.
LOWEST = Text(zh="后10%学生{low}；全体学生平均分{mean}。", en="The lowest tenth {low}; the mean of all pupils {mean}.")
LOWEST_SCORES = Text(
    zh="后10%均分{low}：{sides}。全体学生平均分{mean}（{mean_by}）。",
    en="The mean score of the lowest tenth {low}: {sides}. The mean of all pupils {mean} ({mean_by}).",
)
SLOPE = Text(
    zh="成绩对家庭背景的斜率{slope}（{slope_by}）。",
    en="The slope of scores on family background {slope} ({slope_by}).",
)
STEEPER, FLATTER = Text(zh="变陡", en="became steeper"), Text(zh="变缓", en="became flatter")
LOWEST_SHORT = Text(zh="后10%学生{low}；全体学生{mean}", en="lowest tenth {low}; all pupils {mean}")

# Development.
DEVELOPMENT_IS = Text(
    zh="全面发展指学生在艺术、体育、交往和身心健康方面的所得：每年评定一次，含误差，采用成绩量表。它会消退，与学业分别获得。",
    en="Development is what pupils gain in arts, sport, exchange with others and well-being: rated once a year with error, on the "
    "scale of scores. It fades and is gained apart from achievement.",
)
DEVELOPED = Text(
    zh="全体学生{mean}；全面发展后10%的学生{low}。", en="All pupils {mean}; the lowest tenth in development {low}."
)
RATING = Text(
    zh="全面发展均值{mean}：{sides}。校际差距{spread}（{spread_by}）。",
    en="The mean rating {mean}: {sides}. The gap between schools {spread} ({spread_by}).",
)
DEVELOPED_APART = Text(
    zh="核心校与成员校在全面发展上的差距{apart}（{apart_by}）。",
    en="The distance between core and members in development {apart} ({apart_by}).",
)
DEVELOPED_SHORT = Text(zh="均值{mean}；后10%{low}", en="mean {mean}; lowest tenth {low}")

# Who moved.
NOBODY_MOVED = Text(zh="没有教师被派往其他学校", en="no teacher was placed at another school")
NOBODY_MOVED_SAID = Text(zh="没有教师被派往其他学校。", en="No teacher was placed at another school.")
MOVED = Text(
    zh="自{since}起，平均每学年开始派出{n}人次：{kinds}。",
    en="Since {since}, {n} placements began in a school year: {kinds}.",
)
KIND_COUNT = Text(zh="{kind}{n}", en="{kind} {n}")
DOWNWARDS = Text(
    zh="每年{n}人次由核心校到成员校，其中骨干教师及以上占{share}；{edge}。",
    en="{n} a year went from core to member schools: {share} of them backbone teachers or higher; {edge}.",
)
UPWARDS = Text(
    zh="每年{n}人次由成员校到核心校，其中骨干教师及以上占{share}；{edge}。",
    en="{n} a year went from member to core schools: {share} of them backbone teachers or higher; {edge}.",
)
MORE_SKILLED = Text(
    zh="平均而言，其教学能力比原校同事高{by}标准差/年",
    en="on average they were {by} SD/year more skilled than the colleagues they left",
)
LESS_SKILLED = Text(
    zh="平均而言，其教学能力比原校同事低{by}标准差/年",
    en="on average they were {by} SD/year less skilled than the colleagues they left",
)
PLACEMENTS = Text(
    zh="按类型和方向的派出：每年人次和被派出者的均值",
    en="Placements by kind and direction: number a year and means of those placed",
)
KIND, FROM, TO, A_YEAR = (
    Text(zh="类型", en="Kind"), Text(zh="派出校", en="From"), Text(zh="接收校", en="To"), Text(zh="每年人次", en="A year"),
)  # fmt: skip
SKILL = Text(zh="教学能力，标准差/年", en="Skill, SD/year")
BESIDE_LEFT = Text(zh="与原校同事相比，标准差/年", en="Beside colleagues left, SD/year")
BACKBONE, CONSENTED = Text(zh="骨干教师", en="Backbone"), Text(zh="本人同意", en="Consented")
TAUGHT = Text(zh="教龄", en="Years taught")
MOVED_SHORT = Text(
    zh="每年派出{n}人次，其中核心校到成员校{down}人次，成员校到核心校{up}人次",
    en="{n} placements a year, {down} from core to member and {up} from member to core",
)

# Cost.
NOTHING_PAID = Text(
    zh="除无集团时也支付的经费外，财政没有支付其他经费。",
    en="The treasury paid nothing beyond what it pays without groups.",
)
NOTHING_PAID_SHORT = Text(
    zh="除无集团时也支付的经费外，没有其他支出", en="nothing beyond what the treasury pays without groups"
)
PAID_MORE = Text(
    zh="{years}，财政比无改革时每年多支付{paid}，不含工资、公用经费和基建：按全区学生平均每生{each}元。",
    en="In {years} the treasury paid {paid} a year more than in the baseline, beyond salaries, public funds and capital: {each} "
    "yuan for each pupil of the district.",
)
PAID = Text(
    zh="{years}，财政每年为集团及其各项措施支付{paid}，不含工资、公用经费和基建：按全区学生平均每生{each}元。",
    en="In {years} the treasury paid {paid} a year for groups and their instruments, beyond salaries, public funds and capital: "
    "{each} yuan for each pupil of the district.",
)
PAID_TABLE = Text(zh="财政支付：{years}均值", en="Paid by the treasury: means of {years}")
ITEM, SHARE = Text(zh="项目", en="Item"), Text(zh="占比", en="Share")
PAID_SHORT = Text(
    zh="每年{paid}，不含工资、公用经费和基建", en="{paid} a year beyond salaries, public funds and capital"
)
NO_HOURS = Text(zh="各项措施不要求任何人投入工时。", en="The instruments ask nobody for hours.")
HOURS = Text(
    zh="各项措施每年要求教师投入{teachers}小时，人均每周{weekly}小时；要求校长和管理人员投入{managers}小时。",
    en="The instruments ask teachers for {teachers} hours a year, {weekly} a week of each, and heads and managers for {managers}.",
)
OF_TEACHERS, OF_MANAGERS = Text(zh="教师", en="teachers"), Text(zh="学校管理人员", en="heads and managers")
OF_POSTS = Text(zh="教师，本职工作", en="teachers, by their posts")
HOURS_TABLE = Text(
    zh="教师本职工作的工时，和各项措施要求的工时：{years}均值",
    en="Hours of teachers' ordinary weeks, and those that instruments ask for: means of {years}",
)
ASKED_OF, HOURS_A_YEAR = Text(zh="谁的工时", en="Whose hours"), Text(zh="每年工时", en="Hours a year")
NO_PRICE = Text(zh="单次运行无法给出每一单位收益的成本。", en="What a gain costs cannot be said from one run.")
DONE = Text(
    zh="各项措施做了什么，不论由谁出资：财政，或集团用其专项经费（{years}均值）",
    en="What the instruments did, whoever paid: the treasury or, from its earmark, the group (means of {years})",
)
INSTRUMENT = Text(zh="措施", en="Instrument")
TO_SEND = Text(zh="每年应派出（人）", en="To be sent a year")
SENT = Text(zh="每年实际派出（人）", en="Sent a year")
MET = Text(zh="完成比例", en="Met")
WHY_NOT = Text(zh="未派出的原因（每年人数）", en="Why not the others (people a year)")
ASKED_AND_DONE = Text(
    zh="按规定应派出的与实际派出的（{years}均值）",
    en="What the rules asked for and what was done (means of {years})",
)
REACHED = Text(zh="每年惠及的人或学校", en="People or schools reached a year")

# Several districts.
TOGETHER = Text(zh="全部", en="All together")
WAYS = Text(
    zh="{stage}，{n}个区县的区县内校际差距：{told}。",
    en="{stage} schools, the gap between the schools of a district, of {n} districts: {told}.",
)
WAY = Text(zh="{n}个{way}", en="{way} in {n}")
WIDER_THERE, NARROWER_THERE = Text(zh="变大", en="wider"), Text(zh="变小", en="narrower")
STAGE_TOLD = Text(zh="{stage}：{told}", en="{stage}: {told}")
OWN_SCHOOLS = Text(
    zh="各区县的数值只含本区县学校；“全部”还含区县之间的差别。",
    en="A district's numbers are of its own schools; those of all together also hold what lies between districts.",
)
DISTRICTS_SHORT = Text(zh="校际差距，{told}", en="gap between schools, {told}")
DISTRICTS_TABLE = Text(zh="各区县与全部合计：{window}", en="Districts beside all of them together: {window}")
DISTRICT = Text(zh="区县", en="District")
DISTRICT_PAID = Text(zh="各区县财政支付：{years}均值", en="Paid by the treasury of each district: means of {years}")
