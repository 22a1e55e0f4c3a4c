"""What is wrong with a case file: keys and values, names, the first day, groups, districts and gates."""

from __future__ import annotations

from sim.say import Text

# Places in the file.
NAMED = Text(zh="{key}（“{id}”）", en="{key} ('{id}')")
DATED = Text(zh="{key}（{date}）", en="{key} ({date})")
WITHIN = Text(zh="{where}.{key}", en="{where}.{key}")
WITHOUT_KEY = Text(zh="{where}：缺少“{key}”{what}", en="{where}: '{key}' is missing{what}")

# Keys and values.
OTHER_KIND = Text(
    zh="这是{found}文件，不是{wanted}文件；请用：edugroup {command} {file}",
    en="this is a {found}, not a {wanted}; it is for: edugroup {command} {file}",
)
KINDS = {
    "case": Text(zh="案例", en="case"),
    "study": Text(zh="研究", en="study"),
    "scenario": Text(zh="情景", en="scenario"),
}
UNKNOWN_KEY = Text(zh="没有键“{key}”{hint}", en="unknown key '{key}'{hint}")
MISSING = Text(zh="缺少“{key}”", en="'{key}' is missing")
NO_TEXT = Text(
    zh="{value} 不是文字；请写一段文字，或 {{ zh = '...', en = '...' }}",
    en="{value} is no text; write one, or one in each language: {{ zh = '...', en = '...' }}",
)
NOT_TWO_LANGUAGES = Text(
    zh='title = {value} 没有两种语言；请写 title = {{ zh = "...", en = "..." }}',
    en='title = {value} is not in two languages; write title = {{ zh = "...", en = "..." }}',
)
OUT_OF_RANGE = Text(
    zh="{where} = {value} 超出范围；允许：{allowed}{unit}",
    en="{where} = {value} is out of range; allowed: {allowed}{unit}",
)
NOT_ONE_OF = Text(zh="{where} = {value} 不在允许之列：{allowed:or}", en="{where} = {value} is not one of {allowed:or}")
WRONG = Text(zh="{where} = {value}：{what}{unit}", en="{where} = {value}: {what}{unit}")
IN_UNIT = Text(zh=" [{unit}]", en=" [{unit}]")
PUPILS, TEACHERS = Text(zh="人", en="pupils"), Text(zh="人", en="teachers")
SCORES = Text(zh="该学段学生的标准差", en="SD of the stage's pupils")
UNITS = {  # by key
    "x": Text(zh="中心以东，公里", en="km east of the centre"),
    "y": Text(zh="中心以北，公里", en="km north of the centre"),
    "radius": Text(zh="公里", en="km"),
    "ses": Text(zh="标准差", en="SD"),
    "migrants": Text(zh="占学生的比例", en="share of pupils"),
    "times": Text(zh="与此前儿童数之比", en="children over those before"),
    "share": Text(zh="比例", en="share"),
    "backbone_share": Text(zh="占组团教师的比例", en="share of the team"),
    "to": Text(zh="国家标准的倍数", en="share of the national standard"),
    "pupils": PUPILS,
    "opens": Text(zh="学年", en="school year"),
    "start_year": Text(zh="学年", en="school year"),
    "years": Text(zh="年", en="years"),
    "grades": Text(zh="各年级人数", en="pupils by grade"),
    "classes": Text(zh="班", en="classes"),
    "rooms": Text(zh="每年级班数", en="classes per grade"),
    "score": SCORES,
    "score_sd": SCORES,
    "tested": PUPILS,
    "ages": Text(zh="各年龄段教师人数", en="teachers by age"),
    "teaching_area": Text(zh="平方米", en="m2"),
    "sports_area": Text(zh="平方米", en="m2"),
    "equipment": Text(zh="元", en="yuan"),
    "media_rooms": Text(zh="间", en="rooms"),
    "teachers": TEACHERS,
    "above_degree": TEACHERS,
    "backbone": TEACHERS,
    "leaders": TEACHERS,
    "masters": TEACHERS,
    "arts": TEACHERS,
    "mid_title": TEACHERS,
    "senior_title": TEACHERS,
    "women": TEACHERS,
}
NO_DATE = Text(
    zh="{value} 不是日期；请写年月，如“2020-08”，或只写年份",
    en="{value} is not a date; write a year and month such as '2020-08', or a year",
)
NO_YEAR = Text(zh="{value} 不是年份", en="{value} is not a year")
INDEX_OUT_OF_RANGE = Text(
    zh="{year}年的 {value} 超出范围；允许：0.05至5 [入学人数与首年之比]",
    en="{value} in {year} is out of range; allowed: 0.05 to 5 [entrants over those of the first year]",
)

# Sources.
KINDS_OF_SOURCE = ("材料", "文献：", "假设：", "规定：")  # how one begins in Chinese
NO_KIND_OF_SOURCE = Text(
    zh="sources：“{pattern}”的来源须以下列之一开头：{kinds}", en="sources: '{pattern}' must start with one of {kinds}"
)
NO_SOURCE = Text(
    zh="sources：没有写明数值“{path}”的来源（seed、cite、assumed 或 rule）",
    en="sources: nothing says where the number '{path}' comes from (seed, cite, assumed or rule)",
)

# Names.
NONE_SUCH = Text(zh="没有“{name}”{hint}", en="there is no '{name}'{hint}")
NO_FORM = Text(zh="没有办学形式“{name}”{hint}", en="there is no form '{name}'{hint}")
ALLOWED = Text(zh="；允许：{names}", en="; allowed: {names}")
USED_TWICE = Text(zh="{what}：编号“{id}”用了{n}次", en="{what}: the id '{id}' is used {n} times")
TWINS = Text(
    zh="{what}：“{one}”与“{other}”的32位校验码（CRC-32）相同，会共用同一份随机数；请改其中一个名称",
    en="{what}: '{one}' and '{other}' have the same 32-bit hash (CRC-32) and would share their luck; rename one",
)
LISTED_TWICE = Text(zh="学校“{name}”列出了{n}次", en="school '{name}' is listed {n} times")

# The first day.
NO_STAGE = Text(zh="{kind}没有{stage}学段", en="a {kind} school has no {stage} stage")
NOT_YET_OPEN = Text(
    zh="学校{year}年才开办，晚于首日；只能给出“rooms”",
    en="the school opens in {year}, after the first day; only 'rooms' can be given",
)
ALL_GRADES = Text(zh="；请给出其所有学段各年级的学生数", en="; give the pupils of all its stages by grade")
ROLL_AND_GRADES = Text(
    zh="{where} = {pupils}，但各年级之和为{total}", en="{where} = {pupils}, but its grades add up to {total}"
)
NUMBER_OF_GRADES = Text(
    zh="有{n}个数；应有{expected}个，每年级一个 [各年级人数]",
    en="{n} numbers; expected {expected}, one per grade [pupils by grade]",
)
CLASSES_OUT_OF_RANGE = Text(
    zh="{where} = {value} 超出范围；允许：不少于{low}，即每年级一个班；各年级分开上课 [班]",
    en="{where} = {value} is out of range; allowed: {low}, one per grade; grades are taught apart [classes]",
)
CLASSES_OUT_OF_ROLL = Text(
    zh="{where} = {value} 超出范围；允许：{low}（每年级一个班）至{high}（每班一名学生）；各年级分开上课 [班]",
    en="{where} = {value} is out of range; allowed: {low}, one per grade to {high}, a pupil per class; grades are taught apart "
    "[classes]",
)
ITS_MEAN = Text(zh="，即它所属的平均分 [该学段学生的标准差]", en=", the mean it belongs to [SD of the stage's pupils]")
NO_PUPILS_TESTED = Text(zh="首日该学段没有学生", en="the stage has no pupils on the first day")
TESTED_OUT_OF_RANGE = Text(
    zh="{where} = {value} 超出范围；允许：1至{pupils}，即该学段的学生数 [人]",
    en="{where} = {value} is out of range; allowed: 1 to {pupils}, the pupils of the stage [pupils]",
)
THEIR_WHOLE = Text(zh="，即这些人所在的总数", en=", of whom these are some")
PART_OUT_OF_RANGE = Text(
    zh="{where} = {value} 超出范围；允许：0至{most}，即 {whole} 的人数 [人]",
    en="{where} = {value} is out of range; allowed: 0 to {most}, as {whole} says [teachers]",
)
AGES = Text(
    zh="{where} = {value}：应为4个不小于0的数：34岁及以下、35—44岁、45—54岁、55岁及以上 [人]",
    en="{where} = {value}: expected 4 numbers from 0: up to 34, 35-44, 45-54, 55 and over [teachers]",
)
AGES_AND_TEACHERS = Text(
    zh="{where} 之和为{total}，但 teachers = {teachers}", en="{where} add up to {total}, but teachers = {teachers}"
)

# Groups.
STAFF_OF_SCHOOL = Text(
    zh="{where} = {staff}：只有合作机构写 staff；学校的教师写在其学段的 teachers 中",
    en="{where} = {staff}: 'staff' is of partner institutions; teachers of a school are 'teachers' of its stages",
)
PARTNER_PUPILS = Text(
    zh="{where} = {pupils}：合作机构没有学生；允许：0 [人]",
    en="{where} = {pupils}: a partner institution has no pupils; allowed: 0 [pupils]",
)
MANY_GROUPS = Text(
    zh="有{n}个集团，却只有{schools}所学校；每个集团须有自己的核心校",
    en="{n} groups but only {schools} schools; a group needs a core school of its own",
)
MANY_UNITS = Text(
    zh="层次“{layer}”有{n}个单元，却只有{schools}所学校；每个单元须有自己的核心校",
    en="{n} units of layer '{layer}' but only {schools} schools; a group needs a core school of its own",
)
MANY_SCHOOLS = Text(
    zh="有{n}所学校；允许：至多{most}所 [每集团学校数]", en="{n} schools; allowed: at most {most} [schools per group]"
)
MANY_PUPILS = Text(
    zh="有{n}名学生；允许：至多{most}名 [每集团学生数]", en="{n} pupils; allowed: at most {most} [pupils per group]"
)
KINDERGARTEN_CORE = Text(
    zh="核心校“{core}”是幼儿园；幼儿园只能带幼儿园，且在 group 以外的层次",
    en="the core '{core}' is a kindergarten, which can lead kindergartens alone, in another layer than 'group'",
)
PARTNERS_ONLY = Text(
    zh="成员全是合作机构；合作机构是支持学校的一方：请让它作核心",
    en="all its members are partner institutions; a partner lends to schools: make it the core",
)
NO_MEMBERS = Text(
    zh="没有成员校；集团除核心校外至少要有一所成员校",
    en="no members; a group needs at least one member beside its core",
)
MANY_MEMBERS = Text(
    zh="以形式“{form}”结成的成员校有{n}所；允许：至多{most}所，见 forms.{form}.most [所成员校]",
    en="{n} members by ties of the form '{form}'; allowed: at most {most}, as forms.{form}.most says [members]",
)
KEPT_ID = Text(
    zh="groups：编号“{id}”以“{auto}”开头，这是留给按规则组建的集团的；请改名",
    en="groups: the id '{id}' begins with '{auto}', which is kept for groups founded by rules; rename it",
)
STAGE_NOT_TAUGHT = Text(
    zh='成员校“{school}”写了 stage = "{stage}"，但它只办{stages:and}；不写“stage”即整校入团',
    en="member '{school}' has stage = '{stage}', but it teaches only {stages:and}; leave 'stage' out to tie the whole school",
)
TWO_UNITS = Text(
    zh="学校“{school}”同时在“{one}”和“{other}”中，二者都属层次“{layer}”；一所学校的每个学段在一个层次中只属一个单元；"
    "请写明成员的学段（“stage”）或另一个“layer”{leave}",
    en="school '{school}' is in '{one}' and in '{other}', both of layer '{layer}'; a school belongs to one unit of a "
    "layer, by each of its stages; name one member stage ('stage') or another 'layer'{leave}",
)
LET_IT_LEAVE = Text(zh="，或让它在{date}之前退出“{unit}”", en=", or let it leave '{unit}' by {date}")
CORE_JOINS = Text(
    zh="“{school}”要加入“{group}”，但它是同一层次“{other}”的核心校；请先撤销那个单元",
    en="'{school}' joins '{group}' while it is the core of '{other}', of the same layer; dissolve that unit first",
)

# Own forms of tie and instances of instruments.
FORM_TAKEN = Text(
    zh="已有同名的办学形式；请另取编号，或只设定它的数值，如“forms.{id}.staff”",
    en="there is a form of that name; choose another, or set its numbers, such as 'forms.{id}.staff'",
)
NO_UNIFIED_LIST = Text(zh="没有统一事项清单“{name}”{hint}", en="there is no list '{name}'{hint}")
NO_NUMBER_OF_FORM = Text(
    zh="“{key}”不是办学形式的数值；请写在“id”旁边", en="'{key}' is not a number of a form; write it beside 'id'"
)
NO_INSTRUMENT = Text(zh="没有政策工具“{name}”{hint}", en="there is no instrument '{name}'{hint}")
DECLARED_TWICE = Text(zh="“{name}”声明了两次；请改其中一个名称", en="'{name}' is declared twice; rename one")
NAMES_NO_INSTANCE = Text(
    zh="{name} 不是工具实例；请写工具名、@ 和编号，如 rotation@rural",
    en="{name} names no instance; write an instrument, @ and an id, such as rotation@rural",
)

# Districts.
NO_DISTRICTS = Text(zh="；案例没有列出 [[districts]]", en="; the case lists no [[districts]]")
ID_OF_ALL = Text(
    zh="districts：编号“{id}”代表所有区县；请改名",
    en="districts: the id '{id}' stands for all districts together; rename it",
)
TOWN_WITHOUT_DISTRICT = Text(zh="缺少 {where}；可选：{names}", en="{where} is missing; one of {names}")
ACROSS_DISTRICTS = Text(
    zh="“{one}”在区县“{at}”，“{other}”在“{there}”；学校的合并与分设须在同一区县内",
    en="'{one}' lies in the district '{at}' and '{other}' in '{there}'; schools are merged and split within a district",
)
ALIKE_EVERYWHERE = Text(
    zh="“{name}”在所有区县一律相同，不能只为部分区县设定；可以分别设定的是学校和集团的经费（finance.*，means_sd 除外）和各项政策工具",
    en="'{name}' holds in all districts alike and cannot be set for some; what can is the finance of schools and groups "
    "(finance.*, means_sd apart) and every instrument",
)
NO_CHILDREN = Text(
    zh="首年没有小学生；每个区县至少要有一所开办中的小学或九年一贯制学校，其学生数足以每年有一名儿童入学；允许：六个年级共3人以上 [人]",
    en="no primary pupils in the first year; a district needs at least one open primary or nine-year school whose roll lets a "
    "child a year enter it; allowed: 3 or more in six grades [pupils]",
)
TOO_FEW_SEATS = Text(
    zh="学位不足：每年有{children:.0f}名学生从{lower}毕业，而{upper}只能招{seats:.0f}名；允许：不低于90% [人/年]",
    en="pupils without seats: {children:.0f} children a year leave {lower} school, and {upper} schools take {seats:.0f}; allowed: "
    "at least 90 % [pupils per year]",
)

# Gates.
ONE_BOUND = Text(
    zh="at_least 与 at_most 请只写一个，即所要求的试点与其他之差",
    en="write one of at_least and at_most, the difference of pilots and others that is asked for",
)
FOUND_WITHOUT_GATE = Text(
    zh="found：集团在其 formed 之日组建；只有带 gate 的改革才写 found",
    en="found: a group is formed on the date of its 'formed'; only a reform with a gate has something to say of that",
)
GATES_WITH_EVENTS = Text(
    zh="有{n}项带关卡的改革含有事件，最多{most}项，以便逐一核对各关卡通过与否的情形",
    en="{n} reforms with a gate have events, and {most} may, since every way in which gates open or stay closed is checked",
)
IF_GATES = Text(zh="{said}（如果{closed}的关卡没有通过）", en="{said} (if the gate of {closed} stays closed)")
GATE_TOO_EARLY = Text(
    zh="by = {value}：届时试点还没有满一个学年；请写更晚的日期",
    en="by = {value}: no school year of the pilots is over by then; write a later date",
)
NO_YEAR_BEFORE = Text(
    zh='of = "change" 要与改革前一学年相比，而案例中没有那一学年；请写 of = "level"',
    en="of = 'change' looks back at the school year before the reform, and there is none; write of = 'level'",
)
ONE_KIND_OF_PILOTS = Text(
    zh="改革的“districts”与试点条件的“groups”请只写一个：由谁先行试点",
    en="write one of 'districts' of the reform and 'groups' of the gate: who tries it first",
)
NO_GROUP = Text(zh="没有集团 {name}{hint}", en="there is no group {name}{hint}")
NO_DISTRICT = Text(zh="没有区县 {name}{hint}", en="there is no {name}{hint}")
EVERY_DISTRICT_TRIES = Text(
    zh="所有区县都在试点，没有其他区县可比", en="every district tries it, and there are no others to compare"
)
EVERY_GROUP_TRIES = Text(
    zh="所有集团都在试点，没有其他集团可比", en="every group tries it, and there are no others to compare"
)
NOT_FOR_SOME_GROUPS = Text(
    zh="“{name}”不能只在部分集团试点；可以试点的是各项政策工具",
    en="'{name}' cannot be tried in some groups; what can is every instrument",
)
SET_BY_GATE = Text(zh="“{name}”由试点条件设定；请去掉", en="'{name}' is what the gate sets; leave it out")
NO_YEARLY_MEASURE = Text(zh="没有年度指标 {name}{hint}", en="there is no yearly measure {name}{hint}")
NO_STAGE_OF_MEASURE = Text(
    zh="measure = {value}：案例中没有学段“{stage}”；允许：{stages}",
    en="measure = {value}: the case has no stage '{stage}'; allowed: {stages}",
)
