"""What every key of a case file means."""

from __future__ import annotations

from sim.say import Text

ZH = Text(zh="中文名称", en="Chinese name")
EN = Text(zh="英文名称", en="English name")
ID = Text(zh="标识，同类中不重复", en="identity, once among its kind")
X, Y = Text(zh="中心以东的距离", en="east of the centre"), Text(zh="中心以北的距离", en="north of the centre")

CASE = {
    "id": Text(
        zh="案例的名称，也用于输出：小写字母、数字、- 和 _",
        en="name of the case, also in what it writes: lower-case letters, digits, - and _",
    ),
    "title": Text(zh="标题，含 `zh` 和 `en`", en="title, with `zh` and `en`"),
    "start_year": Text(zh="第一个学年，以其秋季所在年份命名", en="the first school year, named by its autumn"),
    "years": Text(zh="年限：一次运行的学年数", en="horizon: school years of a run"),
    "outcomes": Text(
        zh="跟踪学生的哪些结果；`achievement` 必有，可加 `development`（全面发展）",
        en="what is followed of pupils; `achievement` always, `development` (all-round development) where it is named",
    ),
    "demography": Text(zh="入学人数的变化", en="how many children enter school over the years"),
    "districts": Text(
        zh="各区县，案例有几个时写；不写时整个案例是一个区县",
        en="the districts, where a case has several; without them it is one",
    ),
    "towns": Text(zh="街道、镇及其所辖村", en="streets, towns and their villages"),
    "schools": Text(
        zh="学校，以及没有学生的幼儿园和合作机构",
        en="schools, and kindergartens and partner institutions, which have no pupils",
    ),
    "forms": Text(zh="案例自定的办学形式", en="forms of tie of the case's own"),
    "groups": Text(
        zh="教育集团，或其他层次的单位（学区、帮扶共同体等）",
        en="education groups, or units of another layer (a cluster, a support pair and so on)",
    ),
    "instances": Text(
        zh="同一政策工具另设的几个，各有开关、参数和对象",
        en="further instances of instruments, each with a switch, numbers and aims of its own",
    ),
    "reforms": Text(zh="按日期生效的改革", en="what changes on dates"),
    "params": Text(
        zh="在本案例中与默认值不同的参数，按带点的名称写",
        en="declared parameters that differ from their defaults in this case, by dotted name",
    ),
    "sources": Text(
        zh="每个数的出处，按路径写，`*` 代表任意一段；没有出处的数会被拒绝",
        en="where every number comes from, by path, `*` for any part of it; a number without a source is refused",
    ),
    "enacted": Text(
        zh="改革和集团是否生效；false 即基线：所列集团只停留在纸面，学校保留其角色",
        en="whether reforms and groups come into force; false is the baseline: groups stay on paper and schools keep their roles",
    ),
    "unstaged": Text(
        zh="true 表示一步到位：集团、成员校和改革全部在其中最早的日期生效",
        en="true: groups, members and reforms all take force at the first date of any",
    ),
    "mergers_by_reform": Text(
        zh="true 表示学校合并、分设、改制和更名只随改革发生；不写时无改革的基线中同样发生",
        en="true: schools are merged, split, converted and renamed with the reforms alone; by default the baseline has that too",
    ),
    "placebo": Text(
        zh="安慰剂：`random-core` 由抽签选出的另一所学校牵头，`equal-cores` 让集团内的学校起点相同，`inside-schools` 让集团所办的事由各校自办",
        en="a placebo: `random-core` lets another school, drawn by lot, lead each group, `equal-cores` gives schools of groups no "
        "head start over one another, `inside-schools` lets each school do for itself what groups do",
    ),
}
DEMOGRAPHY = {
    "entry_index": Text(
        zh="各学年小学一年级入学人数与第一学年之比，0.05至5；最后一个值此后一直有效",
        en="children entering grade 1 by school year over those of the first, 0.05 to 5; the last value holds afterwards",
    )
}
DISTRICT = {
    "id": ID, "zh": ZH, "en": EN,
    "textbooks": Text(
        zh="所用教材版本的名称；写同一名称的区县使用同一版本",
        en="name of the edition of textbooks in use; districts that name the same one use the same",
    ),
    "set": Text(zh="从第一天起在该区县成立的数值，按带点的名称写", en="values that hold in it from the first day on, by dotted name"),
}  # fmt: skip
TOWN = {
    "id": ID, "zh": ZH, "en": EN, "x": X, "y": Y,
    "locality": Text(zh="城区、镇区或乡村", en="urban, town or rural"),
    "radius": Text(
        zh="半径；没有坐标的学校在此范围内随机落点", en="radius, inside which schools without coordinates are put at random"
    ),
    "ses": Text(zh="居住家庭的平均背景", en="mean background of the families who live there"),
    "migrants": Text(zh="随迁子女所占比例", en="share of children of migrants"),
    "district": Text(zh="所属区县的标识；案例列出区县时必填", en="id of its district; needed where the case lists some"),
}  # fmt: skip
SCHOOL = {
    "id": ID, "zh": ZH, "en": EN,
    "x": Text(zh="中心以东的距离；缺省时在镇街范围内随机", en="east of the centre; without it, somewhere in its town"),
    "y": Text(zh="中心以北的距离；缺省时在镇街范围内随机", en="north of the centre; without it, somewhere in its town"),
    "town": Text(zh="所在镇街的标识", en="id of its town"),
    "stage": Text(zh="学校类型，决定教哪些学段", en="kind of school, which tells the stages it teaches"),
    "level": Text(
        zh="第一天的办学水平；没有写明的条件据此抽取",
        en="standing on the first day, by which what is not given is drawn",
    ),
    "pupils": Text(
        zh="第一学年的在校生数；以后开办的学校为规划规模", en="roll of the first year; of a later opening the planned one"
    ),
    "opens": Text(zh="开办的学年；不写则第一天已在办学", en="school year in which it opens; without it, it is there on the first day"),
    "ses": Text(
        zh="周围家庭的平均背景；缺省时围绕镇街的均值抽取",
        en="mean background of the families around it; without it, drawn around that of the town",
    ),
    "migrants": Text(
        zh="周围儿童中随迁子女的比例；缺省时为镇街的比例",
        en="share of migrants among the children around it; without it, that of the town",
    ),
    "staff": Text(
        zh="合作机构的人数；缺省时为 `partners.staff`",
        en="people of a partner institution; without it, `partners.staff`",
    ),
    "primary": Text(zh="对小学段所知的情况", en="what is known of its primary stage"),
    "junior": Text(zh="对初中段所知的情况", en="what is known of its junior stage"),
    "senior": Text(zh="对高中段所知的情况", en="what is known of its senior stage"),
    "stocks": Text(zh="第一天的办学条件", en="its stocks on the first day"),
}  # fmt: skip
ONE_STAGE = {
    "grades": Text(
        zh="各年级学生数；只要有一所学校写明，所有学校的学生数都会精确还原",
        en="pupils by grade; given for one school, the rolls of all schools are met exactly",
    ),
    "classes": Text(zh="班数", en="classes"),
    "rooms": Text(zh="校舍每个年级可容纳的班数", en="classes per grade that the building holds"),
    "score": Text(
        zh="学生的平均成绩，以该学段全体学生的成绩标准差计，高于均值为正",
        en="mean score of its pupils above that of all pupils of the stage",
    ),
    "score_sd": Text(
        zh="学生之间的成绩标准差，以全体学生的标准差计",
        en="spread of scores between its pupils, over that of all pupils",
    ),
    "tested": Text(zh="成绩来自多少名学生；缺省时为全部", en="pupils whose scores these are; without it, all"),
    "teachers": Text(zh="编制在该校该学段的教师数", en="teachers by register"),
    "above_degree": Text(zh="其中学历高于规定者", en="of these, above the degree required"),
    "backbone": Text(zh="其中骨干及以上教师", en="of these, backbone teachers, leaders and masters among them"),
    "leaders": Text(zh="其中学科带头人及以上", en="of these, subject leaders, masters among them"),
    "masters": Text(zh="其中名师", en="of these, masters"),
    "arts": Text(zh="其中体艺教师", en="of these, teachers of PE and arts"),
    "mid_title": Text(zh="其中一级及以上职称者", en="of these, with the middle title or a higher one"),
    "senior_title": Text(zh="其中高级或正高级职称者", en="of these, with the senior title or the full one"),
    "women": Text(zh="其中女教师", en="of these, women"),
    "ages": Text(
        zh="按年龄段的教师数：34岁及以下、35至44岁、45至54岁、55岁及以上",
        en="teachers by age: up to 34, 35 to 44, 45 to 54, 55 and over",
    ),
}
STOCKS = {
    "teaching_area": Text(zh="教学及辅助用房面积", en="teaching and auxiliary rooms"),
    "sports_area": Text(zh="体育运动场馆面积", en="sports grounds and halls"),
    "equipment": Text(zh="教学仪器设备值", en="book value of teaching equipment"),
    "media_rooms": Text(zh="网络多媒体教室", en="networked multimedia classrooms"),
}
GROUP = {
    "id": ID, "zh": ZH, "en": EN,
    "layer": Text(
        zh="所在层次：集团、学区、帮扶共同体、区域共同体或联盟",
        en="its layer: group, cluster, support pair, regional community or alliance",
    ),
    "core": Text(zh="核心校的标识", en="id of the core school"),
    "formed": Text(zh="成立日期，如 2020-08", en="date of formation, such as 2020-08"),
    "tier": Text(zh="建设层级：区县级、市级或省级", en="standing: of the district, the city or the province"),
    "members": Text(zh="成员校", en="its members"),
}  # fmt: skip
MEMBER = {
    "school": Text(zh="成员校的标识", en="id of the member"),
    "stage": Text(
        zh="只涉及其中一个学段时写明；缺省时为全校",
        en="the stage that is tied, where it is one; without it, the whole school",
    ),
    "form": Text(zh="办学形式的标识", en="id of the form of tie"),
}
FORM = {
    "id": Text(
        zh="标识，成为参数名称的一部分：小写字母、数字和 _，以字母开头",
        en="identity, a part of names of parameters: lower-case letters, digits and _, a letter first",
    ), "zh": ZH, "en": EN,
    "like": Text(
        zh="以哪一种形式为底本；缺省时除写明的以外什么也不承载",
        en="the form it is like; without it, it carries nothing but what is set",
    ),
    "unified": Text(zh="哪一份“统一”清单中的功能完全统一", en="a named list of functions that are wholly unified"),
    "set": Text(zh="与底本不同之处", en="what it has otherwise"),
}  # fmt: skip
INSTANCE = {
    "id": Text(
        zh="标识，写法同 `forms`；在设定中的名称为 `of@id`", en="identity, written as for `forms`; its name in settings is `of@id`"
    ), "zh": ZH, "en": EN,
    "of": Text(zh="是哪一种政策工具", en="the instrument it is an instance of"),
}  # fmt: skip
REFORM = {
    "date": Text(
        zh="生效日期；从其后的第一个学期起有效，只写年份指当年九月",
        en="its date; it acts from the first term that begins on or after it, a year alone from its September",
    ),
    "zh": ZH, "en": EN,
    "districts": Text(zh="`set` 在哪些区县生效；不写为全部", en="districts in which `set` takes force; none for all"),
    "anyway": Text(
        zh="有没有这套改革都会发生：新建住宅、出生变化、国家法规",
        en="happens with and without the reforms of the case: housing, births, a law of the land",
    ),
    "set": Text(zh="所设定的数值，按带点的名称写", en="values it sets, by dotted name"),
    "gate": Text(
        zh="先行试点：所设定的先在试点中实行，事件在通过之日发生",
        en="what is set is tried in pilots first; events happen on the day the gate opens, if it does",
    ),
    "merge": Text(zh="学校合并", en="schools that are merged"),
    "split": Text(zh="学校分设", en="schools that are split"),
    "convert": Text(zh="改制：学校增加一个学段", en="schools that take up a further stage"),
    "roll": Text(zh="生源变动", en="changes of how many children live around schools"),
    "rename": Text(zh="学校更名", en="schools that are renamed"),
    "capital": Text(zh="集中改造（全面改薄）", en="building programmes"),
    "dissolve": Text(zh="撤销集团", en="units that end"),
    "join": Text(zh="学校加入集团", en="schools that join a unit"),
    "leave": Text(zh="学校退出集团", en="schools that leave a unit"),
    "form": Text(zh="变更办学形式", en="ties that go over to another form"),
    "core": Text(zh="更换核心校", en="members that become the core of their unit"),
    "team": Text(zh="组团派驻", en="teams of teachers that leave for another school"),
    "found": Text(
        zh="仅在关卡通过时组建的集团，其 `formed` 即通过之日",
        en="units that are formed only if the gate opens, which is the day of their `formed`",
    ),
}  # fmt: skip
GATE = {
    "measure": Text(
        zh="每学年计算的一项指标，合各学段或取一个学段，如 `mean_score.junior`",
        en="a yearly measure, over all stages or of one, such as `mean_score.junior`",
    ),
    "of": Text(
        zh="`change` 为相对改革前一学年的变化，`level` 为现状",
        en="`change` since the school year before the reform, or `level` as it stands",
    ),
    "at_least": Text(
        zh="试点减去其余须不低于此数，以指标的单位计",
        en="pilots less others must be this or more, in the unit of the measure",
    ),
    "at_most": Text(
        zh="试点减去其余须不高于此数，以指标的单位计；与 `at_least` 写其中之一",
        en="pilots less others must be this or less, in the unit of the measure; one of the two is given",
    ),
    "by": Text(zh="裁定的日期", en="date of the verdict"),
    "groups": Text(
        zh="作为试点的集团；缺省时为改革所列的区县",
        en="groups that are the pilots; without them, the districts of the reform",
    ),
}
MERGE = {
    "schools": Text(zh="被合并的学校", en="the schools that are merged"),
    "into": Text(zh="并入的学校", en="the school they go into"),
    "zh": Text(zh="并入学校的新中文名", en="new Chinese name of that school"),
    "en": Text(zh="并入学校的新英文名", en="new English name of that school"),
}
SPLIT = {
    "school": Text(zh="被分设的学校", en="the school that is split"),
    "into": Text(zh="在该学年开办的本案例学校", en="a school of the case that opens in that school year"),
    "share": Text(
        zh="转入新校的班级、教师、校舍、办学条件和周围儿童的份额",
        en="share of classes, teachers, rooms, stocks and children around that goes over",
    ),
}
CONVERT = {
    "school": Text(zh="改制的学校", en="the school"),
    "to": Text(zh="改成的类型", en="the kind it becomes"),
    "rooms": Text(
        zh="新增学段每个年级可容纳的班数", en="classes per grade the building holds in the stage that is added"
    ),
}
ROLL = {
    "schools": Text(zh="周围生源变动的学校", en="schools around which it changes"),
    "towns": Text(zh="生源变动的镇街", en="towns in which it changes"),
    "times": Text(
        zh="此后每年一年级入学人数为此前的多少倍", en="children entering grade 1 each year over those before"
    ),
    "ses": Text(
        zh="此后家庭的平均背景；缺省时不变", en="mean background of the families from now on; without it, as before"
    ),
    "migrants": Text(zh="此后随迁子女的比例；缺省时不变", en="share of migrants from now on; without it, as before"),
}
RENAME = {
    "school": Text(zh="更名的学校", en="the school"),
    "zh": Text(zh="新中文名", en="new Chinese name"),
    "en": Text(zh="新英文名", en="new English name"),
}
CAPITAL = {
    "schools": Text(zh="改造的学校", en="the schools"),
    "to": Text(zh="一次补到国家标准的多少", en="share of the national standard per pupil that they get at once"),
}
DISSOLVE = {"group": Text(zh="被撤销的集团", en="the unit that ends")}
LEAVE = {
    "group": Text(zh="退出的集团", en="the unit that is left"),
    "school": Text(zh="退出的学校", en="the school that leaves"),
}
JOIN = {
    "group": Text(zh="加入的集团", en="the unit that is joined"),
    "school": Text(
        zh="加入的学校；原属同层的另一单位时随即退出",
        en="the school that joins; it leaves another unit of the layer for it",
    ),
    "form": Text(zh="办学形式的标识", en="id of the form of tie"),
    "stage": Text(
        zh="只涉及其中一个学段时写明；缺省时为全校",
        en="the stage that is tied, where it is one; without it, the whole school",
    ),
}
CHANGE_FORM = {
    "group": Text(zh="所在集团", en="the unit of the tie"),
    "school": Text(zh="成员校", en="the member"),
    "form": Text(zh="新的办学形式", en="the form it goes over to"),
}
CHANGE_CORE = {
    "group": Text(zh="更换核心校的集团", en="the unit whose core changes"),
    "school": Text(zh="成为核心校的成员校", en="the member that becomes the core"),
    "form": Text(zh="原核心校成为成员校的办学形式", en="the form by which the old core becomes a member"),
}
TEAM = {
    "school": Text(zh="团队要去的学校", en="the school the team is for"),
    "senders": Text(zh="派出教师的学校", en="the schools that send"),
    "share": Text(zh="由团队补充的岗位份额", en="share of the posts of the school that the team fills"),
    "backbone_share": Text(
        zh="团队中骨干教师的份额，以现有人数为限",
        en="share of backbone teachers in the team, as far as there are so many",
    ),
}
FOUND = {"group": Text(zh="仅在关卡通过时组建的集团", en="the unit that is formed only if the gate opens")}
