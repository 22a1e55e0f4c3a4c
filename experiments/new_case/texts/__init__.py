"""What is said of a case that records make: where its numbers come from, what is assumed, why it cannot be made."""

from __future__ import annotations

from sim.say import Text

# Sources; `cite:` and `assumed:` are words of case files.
CITE = Text(
    zh="文献：台账 {records}，{table}，{columns}列{but}",
    en="cite: records of {records}, table {table}, column{n:|s} {columns}{but}",
)
ASSUMED = Text(zh="假设：{why}", en="assumed: {why}")
SCHOOLS_TOLD = Text(zh="{n}所学校（{names}）", en="{n} school{n:|s} ({names})")
PLUS_ONE = Text(zh="加一，或 --year 加一", en=" + 1, or --year + 1")
SUMMED = Text(zh="，各学段之和", en=", summed over stages")
COUNTED_ONE_BY_ONE = Text(zh="，逐人统计", en=", counted")
IN_SD_OF_PUPILS = Text(zh="，以该表全体学生的标准差为单位", en=", in SD of all pupils of the table")
OVER_PUPILS = Text(
    zh="，除以学生数；为空处用学生表中的比例", en=", over pupils; shares in the table of pupils where empty"
)
MEAN_OF_TOWN = Text(
    zh="，该镇街各校的平均；不详处按所在地类型", en=", mean of the town's schools; by kind of place where unknown"
)
SPREAD_WHERE_INCOMPLETE = Text(zh="；不完整处平均分配", en="; spread evenly where it is not complete")
ONE_PER_GRADE = Text(zh="；每个年级至少一个", en="; at least one per grade")
AGE_BANDS = Text(
    zh="；{year}年的年龄：34岁及以下、35至44岁、45至54岁、55岁及以上",
    en="; age in {year}: up to 34, 35-44, 45-54, 55 and over",
)
WHERE_EMPTY = Text(zh="；为空处取{value}（假设）", en="; {value} where empty (assumed)")

# Whether there is a case.
NO_NAME = Text(
    zh="--name “{name}”不能用作名称；允许：小写字母 a 至 z、数字、- 和 _，如“my-district”",
    en="--name '{name}' is not a name; allowed: small letters a to z, digits, - and _, such as 'my-district'",
)
NO_YEAR = Text(
    zh="台账没有写明是哪一学年；请给出 --year，如 --year 2023 表示 2023—2024 学年",
    en="the records do not say which school year they are of; give --year, such as --year 2023 for 2023/24",
)
NO_SEATS = Text(
    zh="每年小学毕业{leave:.0f}人，而初中每个年级只有{enter:.0f}人：台账缺少初中；请补上学生升入的初中，或去掉其他区县的小学",
    en="{leave:.0f} children a year leave primary school and junior schools have {enter:.0f} a grade: the records lack junior "
    "schools; add those the children go to, or leave out the primary schools of other districts",
)
RECORDS_OF = Text(zh="台账 {name}", en="records of {name}")

# The case as a whole.
OF_YEAR = Text(
    zh="台账为{year}的情况，用作案例第一天，即{next}开学前的夏天。",
    en="The records are of school year {year} and stand on the first day of the case, the summer before school year {next}.",
)
LONG_ENOUGH = Text(
    zh="足够长，使现在入学的学生已毕业，现在入职的教师已到职业中期",
    en="long enough for those who enter now to leave and for teachers hired now to reach mid-career",
)
NO_BIRTHS = Text(
    zh="台账没有出生人数，以后每年一年级新生数与现在相同。",
    en="As many children enter grade 1 each year as it has now: the records hold no births.",
)
SHARED_STOCKS = Text(
    zh="两个学段的办学条件合并计算，按国家标准的要求分摊：{schools}。",
    en="Stocks are summed over both stages, which share them by what the national standard asks, at {schools}.",
)
NOT_USED = Text(zh="未用到：{what}。", en="Not used, {what}.")
COLUMNS_OF_TABLE = Text(zh="{table}表的{columns}", en="table {table}: {columns}")
KIND_TOLD = Text(
    zh="办学类型（学校按其学段生成；模型没有的类型见上）",
    en="办学类型 (kind: schools are made by their stages; words the model has no school for are told above)",
)
SES_OF_TOWNS = Text(
    zh="{all}个镇街中有{n}个的平均家庭背景按所在地类型假设：{usual}。",
    en="Mean family background of {n} of {all} towns is assumed from what kind of place they are: {usual}.",
)
MIGRANTS_OF_TOWNS = Text(
    zh="{all}个镇街中有{n}个的随迁子女比例按所在地类型假设：{usual}。",
    en="The share of migrant children of {n} of {all} towns is assumed from what kind of place they are: {usual}.",
)
BY_KIND_OF_PLACE = Text(zh="按所在地类型：{usual}", en="by kind of place: {usual}")
URBAN = Text(zh="城区 {value:g}", en="urban {value:g}")
TOWN = Text(zh="镇区 {value:g}", en="town {value:g}")
RURAL = Text(zh="乡村 {value:g}", en="rural {value:g}")
PLACES = {"urban": URBAN, "town": TOWN, "rural": RURAL}
ENOUGH_ROOMS = Text(
    zh="按在校生数的比例，足够全部小学毕业生就读", en="enough for all who leave primary school, in proportion to rolls"
)
ROOMS_GIVEN = Text(
    zh="初中每个年级有{enter:.0f}人，小学有{leave:.0f}人：按在校生数的比例给各初中足够的教室，供全部小学毕业生就读。",
    en="Junior schools have {enter:.0f} pupils a grade and primary schools {leave:.0f}: junior schools are given rooms for all who "
    "will leave primary school, in proportion to their rolls.",
)

# The file.
HOW_TO_SWITCH_ON = Text(
    zh="政策工具由改革启用（edugroup describe instruments 列出全部），例如：",
    en="Instruments are switched on by a reform (edugroup describe instruments lists them), such as:",
)
MADE_WITH = Text(zh="由台账生成的区县，命令：{command}", en="A district made of records with: {command}")
READ = Text(zh="读取：", en="Read:")
ASSUMED_BECAUSE = Text(zh="台账没有、因而假设：", en="Assumed, because the records do not say it:")
EVERY_OTHER = Text(
    zh="其余数字均来自台账，见 [sources]；第一天的其他情况由模型抽取。",
    en="Every other number here is from the records, see [sources]; the rest of the first day is drawn by the model.",
)
FILE_READ = Text(zh="- {name}，SHA-256 {digest}", en="- {name}, SHA-256 {digest}")

# Which schools there are.
NO_PUPILS = Text(zh="没有学生，略去：{schools}。", en="Left out, because they have no pupils: {schools}.")
INFANTS = Text(zh="略去附设幼儿班：{schools}。", en="Left out, kindergarten classes of {schools}.")
ONE_STAGE = Text(
    zh="只按有学生的一个学段计入：{schools}。",
    en="Taken as schools of the one stage at which they have pupils: {schools}.",
)

# Words the model has no thing for.
FORMS_GIVEN = Text(
    zh="台账写明形式的成员关系有{n}条：{forms}。", en="Forms of the {n} ties for which the records give one: {forms}."
)
FORM_COUNT = Text(zh="{form}{n}条", en="{form} {n}")
FORM_NAME = Text(zh="{zh}（{name}）", en="{name} ({zh})")
READ_AS = Text(
    zh="写作“{word}”的成员关系读作{form}，模型中最接近的形式：{why}；{schools}。",
    en="Ties written {word} are read as {form}, the model's nearest form: {why}; {schools}.",
)
WORD_AND_OTHER = Text(zh="{word}（{other}）", en="{word} ({other})")
COUNTED_AS = Text(zh="词表将它归入这一形式", en="the list of words counts it as this form")
INTEGRATED = Text(
    zh="由核心校决定和调配，如一体化的关系；在模型中仍是各自独立的学校",
    en="the core decides and disposes, as in an integrated tie; in the model they stay schools of their own",
)
ONE_IN_LAW = Text(zh="法人为一所学校，分在几处校区，教师统一", en="one school in law on several sites, with one staff")
HELPS = Text(
    zh="一所学校按协议帮助另一所，帮助来自核心校",
    en="one school helps another under an agreement; help comes from the core",
)
EQUAL_WORK = Text(zh="地位相同的学校协作，无牵头学校", en="schools of equal rank work together, and nobody leads")
EQUAL_SHARE = Text(
    zh="地位相同的学校共享活动，无牵头学校", en="schools of equal rank share activities, and nobody leads"
)
RESEARCH_ONLY = Text(zh="只共同教研，别无共享", en="schools do research together and share nothing else")
TWO_DISTRICTS = Text(
    zh="两个区县的伙伴学校，在模型中处于一个区县", en="partners of two districts, which in the model lie in one"
)
TOWN_HELPS = Text(zh="城镇学校单向帮扶乡村或薄弱学校", en="a town school helps a rural or weak one, one way")
LOOSE = Text(zh="成员校的校长、教师、经费各自独立，如联盟", en="members keep heads, staff and money, as in an alliance")
KINDS = {
    "完全中学": Text(
        zh="完全中学按初中计入，因为高中的台账不在读取之列：{schools}。",
        en="完全中学 (junior and senior high) are taken as junior schools, because records of senior high are set aside: {schools}.",
    ),
    "高级中学附设初中": Text(
        zh="高级中学附设初中按独立的初中计入：{schools}。",
        en="高级中学附设初中 (junior classes of a senior high school) are taken as junior schools of their own: {schools}.",
    ),
    "职业初中": Text(
        zh="职业初中按初中计入，因为模型没有职业初中：{schools}。",
        en="职业初中 (vocational junior schools) are taken as junior schools, because the model knows no vocational ones: {schools}.",
    ),
    "十二年一贯制学校": Text(
        zh="十二年一贯制学校按九年一贯制学校计入，因为高中的台账不在读取之列：{schools}。",
        en="十二年一贯制学校 (grades 1 to 12) are taken as nine-year schools: records of senior high are set aside: {schools}.",
    ),
    "教学点": Text(
        zh="教学点按有校长、有经费的小规模小学计入：{schools}。",
        en="教学点 (teaching points) are taken as small primary schools with a head and money of their own: {schools}.",
    ),
}

# Groups.
ALONE = Text(zh="只有一所学校的集团略去：{groups}。", en="Groups of one school are left out: {groups}.")
NO_GROUP = Text(
    zh="未组建集团：台账中没有两所以上学校的集团。",
    en="No group is formed: the records name none of two schools or more.",
)
FORMED_ANEW = Text(
    zh="案例开始时已有的集团在第一个秋季重新组建，信任程度同新集团，因为台账没有写明融合到何种程度：{groups}。",
    en="Groups that stand when the case begins are formed anew in its first autumn, with the trust of a new group, because the "
    "records do not say how far they have grown together: {groups}.",
)
GROUP_OF_SCHOOLS = Text(
    zh="集团“{group}”有{n}所学校（{names}）；允许：至多{most}所，即国家模型的上限；请在台账中拆分该集团，或去掉一些学校",
    en="group '{group}' has {n} schools ({names}); allowed: at most {most}, the cap of the national model; split the group in the "
    "records, or leave schools out of it",
)
GROUP_OF_PUPILS = Text(
    zh="集团“{group}”有{n:,}名学生；允许：至多{most:,}名，即国家模型的上限；请在台账中拆分该集团，或去掉一些学校",
    en="group '{group}' has {n:,} pupils; allowed: at most {most:,}, the cap of the national model; split the group in the "
    "records, or leave schools out of it",
)
CORE_TAKEN = Text(
    zh="集团{group}没有写明核心校，以其中最强、规模最大的{core}为核心校。",
    en="The core of group {group} is taken to be {core}, its strongest and largest school: none is named.",
)
TIED_AS = Text(
    zh="{group}中没有写明形式，按{form}计：{schools}。",
    en="Tied as {form} in {group}, because no form is given: {schools}.",
)
STANDS = Text(
    zh="集团{group}没有写明成立时间，视为案例开始时已有。",
    en="Group {group} is taken to stand when the case begins: the records give no date.",
)

# Standing, families.
BASES = {
    "mean_score": Text(
        zh="办学水平按平均分判定，高于（低于）平均{far:g}个标准差及以上为优质（薄弱）：{schools}。",
        en="Standing by mean scores, strong (weak) is {far:g} SD above (below) the mean or more: {schools}.",
    ),
    "backbone": Text(
        zh="办学水平按骨干教师比例判定，高于（低于）平均{far:g}个标准差及以上为优质（薄弱）：{schools}。",
        en="Standing by the share of backbone teachers, strong (weak) is {far:g} SD above (below) the mean or more: {schools}.",
    ),
}
ORDINARY = Text(
    zh="台账没有办学水平、成绩或骨干教师数，按一般学校计：{schools}。",
    en="Taken as ordinary, because the records give no standing, scores or backbone teachers: {schools}.",
)
TOO_FEW = Text(
    zh="该学段有成绩或骨干教师数的学校不足{few}所，难以排序，按一般学校计：{schools}。",
    en="Taken as ordinary, because fewer than {few} schools of the stage have scores or backbone teachers in the records, and "
    "their order says too little: {schools}.",
)
SES_OF_PUPILS = Text(
    zh="家庭背景取自学生表，以表中{n:,}名学生的标准差为单位，平均为0。",
    en="Family background is that of the table of pupils, in SD of its {n:,} pupils, whose mean is 0.",
)
