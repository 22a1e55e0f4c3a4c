"""What declarations say in English alone, and the Chinese of it; found by the English (`experiments.docs.both`)."""

from __future__ import annotations

from sim.say import Text

SEASONS = (  # of the calendar
    Text(zh="每学期", en="each term"),
    Text(zh="秋季", en="autumn"),
    Text(zh="春季", en="spring"),
)

STEPS = (  # first lines of processes, turns of instruments, slots and moments
    Text(
        zh="到本学期生效的改革开始实施：规则改变，学校合并、分设、改制、更名或改造。",
        en="Reforms dated for this term take force: rules change, schools merge, split, convert, are renamed or rebuilt.",
    ),
    Text(zh="新学校开办，设施齐备，尚无学生。", en="New schools open, furnished and empty."),
    Text(
        zh="六岁儿童入一年级，十二岁儿童入初中：依次按片区、择校志愿、学位和摇号；高中按成绩录取。",
        en="Children of six enter grade 1 and those of twelve junior school, by zone, choice, seats and lottery; senior by score.",
    ),
    Text(
        zh="各校清点学生和班级，班级升一个年级。",
        en="Each school counts its pupils and classes, and classes move up a grade.",
    ),
    Text(
        zh="到龄教师退休；另有教师离开，倦怠者更多；上一年的师徒关系解除。",
        en="Teachers of age retire; some others leave, the burnt out more often; last year's pairs of mentor and mentee part.",
    ),
    Text(zh="交流期满的教师回到编制所在校。", en="Teachers whose placement is over go to their school of register."),
    Text(
        zh="教育局按学生数和班数核定各校编制。",
        en="The bureau sets the posts of each school from its roll and classes.",
    ),
    Text(
        zh="按本秋季核定的编制，派驻团队前往要去的学校。",
        en="Teams leave for the schools they are to staff, as the posts of this autumn ask for them.",
    ),
    Text(
        zh="空缺岗位由新教师补足；各校自行招聘，学校或所在集团名声好的，招到的更好。",
        en="Vacant posts are filled with novices; each school draws its own, better ones where its name, or its group's, is good.",
    ),
    Text(
        zh="协议到期，已赶上核心校的成员校退出独立，失去信任的离开，没有成员校的集团终止。",
        en="Agreements run out, members that match their core are released, those without trust leave, empty groups end.",
    ),
    Text(
        zh="因赶上核心校而退出的成员校中，抽中者牵头组建自己的集团。",
        en="Members released because they matched their core found groups of their own, those drawn for it.",
    ),
    Text(
        zh="集团之外的新校、薄弱校和乡村校，加入本区县最近且有余位的集团。",
        en="New, weak and rural schools outside groups join the nearest group of their district with room.",
    ),
    Text(
        zh="加入集团的学校少于规划时，新建集团；再无学校能够牵头时，由现有集团吸收学校。",
        en="Where fewer schools are in groups than planned, groups are founded; where nobody can lead one, groups take schools in.",
    ),
    Text(zh="上学期各工具占用的工时清零。", en="What instruments asked for last term lapses."),
    Text(zh="到期的集团成立，成员校与之建立关系。", en="Groups due are formed, and their members bound to them."),
    Text(
        zh="信任随双方的投入变化，每条关系得出本学期的传递份额。",
        en="Trust follows what partners do, and each tie gets its reach.",
    ),
    Text(zh="把本秋季的新教师派到集团的核心校。", en="Send this autumn's novices to the core of their group."),
    Text(zh="新教师被派往首站。", en="Novices are sent to their first post."),
    Text(
        zh="财政拨付公用经费、基建设备经费、工资和集团专项经费。",
        en="Treasuries pay public funds, capital, salaries and the earmarks of groups.",
    ),
    Text(zh="把各成员校本年的跟岗教师派到核心校。", en="Send this year's learners of every member to its core."),
    Text(
        zh="成员校的青年教师与核心校的导师结对一年，最弱的配最好的。",
        en="Pair young teachers of members with mentors of the core for the year, the weakest with the best.",
    ),
    Text(
        zh="派出本年的交流教师，并向所有在外交流的教师支付津贴。",
        en="Send this year's movers and pay all who are away.",
    ),
    Text(zh="向新近加入的成员校派驻管理干部。", en="Send managers to the members that joined lately."),
    Text(
        zh="教师和管理干部派往他校，师徒结对。",
        en="Teachers and managers are posted to other schools, and pairs are formed.",
    ),
    Text(zh="给教师排定班级和周课时。", en="Teachers are given their classes and weekly lessons."),
    Text(zh="上学期集团出借的资源归还。", en="What groups lent last term is given back."),
    Text(
        zh="成员校收看核心校名师的课，本校教师随堂观摩学习。",
        en="Members follow lessons of the core's best teachers, and their teachers learn by watching.",
    ),
    Text(zh="成员校使用核心校的场馆、实验室和设备。", en="Members use the core's halls, laboratories and equipment."),
    Text(
        zh="在核心校的新教师及所在团队为首站培育付出时间。",
        en="Novices at the core and the teams they are in take time for them.",
    ),
    Text(zh="在核心校跟岗的教师向那里更好的教师学习。", en="Those at the core learn from its better teachers."),
    Text(
        zh="举行本学期的教研活动，经费够办几次就办几次。",
        en="Hold this term's activities, as many as the fund pays for.",
    ),
    Text(
        zh="徒弟在导师有余力的范围内向导师学习。", en="Mentees learn from their mentors, as far as mentors have time."
    ),
    Text(zh="参加交流的教师每个上课日往返于路上。", en="Those on rotation are on the road every school day."),
    Text(
        zh="成员校部分地按核心校的办法管理，并学会自己管理。",
        en="Members are led in part as the core is, and learn to lead themselves.",
    ),
    Text(zh="集团教研、共享、送课、带教。", en="Groups meet, lend, broadcast and guide."),
    Text(zh="各工具占用教师的工时计入教师负荷。", en="The hours instruments ask of teachers weigh in their load."),
    Text(
        zh="得出每位教师本学期的教学效能，以及各班由此得到的教学增值。",
        en="What each teacher is worth this term, and what that makes for each class.",
    ),
    Text(
        zh="得出各班的条件：教学、管理、班额、资源和名师课堂。",
        en="Each class is given its conditions: teaching, management, size, resources, digital lessons.",
    ),
    Text(
        zh="每名学生学习一个学期，所有人同时更新，以学期初的班级为准。",
        en="Every pupil learns for a term, all at once against the class as it stood.",
    ),
    Text(
        zh="每名学生发展一个学期：体艺、设施、校风、家庭和运气。",
        en="Every pupil develops for a term: arts and sport, facilities, the climate of the school, family, luck.",
    ),
    Text(
        zh="教师缩小与团队中更好同事的部分差距。",
        en="Teachers close part of the gap to better colleagues in their team.",
    ),
    Text(
        zh="教龄增加一个学期；负荷重的教师更疲惫，其余的得到恢复。",
        en="A term of experience is added; heavy loads wear teachers out, others recover.",
    ),
    Text(
        zh="学年末每名学生参加考试，学校得知平均分。",
        en="At the end of the year every pupil sits a test, and schools learn their mean.",
    ),
    Text(
        zh="学年末对每名学生的全面发展作出评价，以考试的分值计。",
        en="At the end of the year the development of every pupil is rated, in points on the scale of tests.",
    ),
    Text(
        zh="督导按编制口径核查每所学校的七项资源配置指标。",
        en="Inspectors check the seven national resource indicators of every school, by register.",
    ),
    Text(zh="上一年的评价办法失效。", en="Last year's terms of evaluation lapse."),
    Text(
        zh="集团把当年余下的经费用于共同的材料；随后的奖励是下一年的钱。",
        en="Groups put what is left of the year's fund into common materials; awards that follow are next year's money.",
    ),
    Text(
        zh="校长得知按什么考核，校际差距缩小的集团得到奖励。",
        en="Heads are told what counts, and groups that drew together are awarded.",
    ),
    Text(zh="学校和集团接受评价和奖励。", en="Schools and groups are judged and awarded."),
    Text(zh="教育局比较各集团内部的平均分。", en="The bureau compares mean scores inside each group."),
    Text(
        zh="学校从任职年限已满的教师中择优补足职称空岗；交流积分计入。",
        en="Schools fill vacant title posts with the best of those who have served long enough; credit from placements counts.",
    ),
    Text(
        zh="优秀且有经验的教师被认定为骨干教师、学科带头人、名师。",
        en="Good and experienced teachers are recognised as backbone teachers, leaders, masters.",
    ),
    Text(
        zh="部分学校更换校长，新校长的管理或好或差；从核心校学来的做法逐渐淡化。",
        en="Some schools get a new head, who manages better or worse than the last; practice learnt from a core fades.",
    ),
    Text(
        zh="校长按照自己所受的考核调整共享中的投入。",
        en="Heads adapt their effort in sharing to what they are judged by.",
    ),
    Text(zh="家庭更新对各校的看法。", en="Families update what they think of each school."),
    Text(
        zh="学校支付运转和培训支出，折旧的办学条件得到更新，余款购置所缺。",
        en="Schools pay for running and training, worn stocks are renewed, and the rest buys what is lacking.",
    ),
    Text(
        zh="改革的试点与其余对照：在改革之前的最后一个学年，以及裁定之前的最后一个学年。",
        en="Pilots of reforms are looked at beside the others, in the last school year before and the last before the verdict.",
    ),
    Text(
        zh="学期结束；若是春季学期，写入本学年的记录。",
        en="The term is over; of a spring, the record of the school year is written.",
    ),
    Text(zh="学年结束。", en="The school year is over."),
)

INSTRUMENTS = (  # first lines of the classes of instruments
    Text(zh="对集团各校实行联合评价。", en="Joint evaluation of the schools of a group."),
    Text(zh="通过网络共享课程和课堂。", en="Lessons and courses shared over the network."),
    Text(zh="共用场馆、实验室和设备。", en="Venues, laboratories and equipment used together."),
    Text(zh="成员校的新教师从核心校起步。", en="Novices of members begin at the core."),
    Text(zh="成员校教师到核心校跟随同事学习。", en="Member teachers follow colleagues at the core."),
    Text(
        zh="集团各校共同开展教研活动，有合作机构参加时另有专家。",
        en="Research activities across the schools of a group, with experts where a partner institution takes part.",
    ),
    Text(zh="核心校的导师带成员校的青年教师。", en="Mentors of the core for young teachers of members."),
    Text(
        zh="教师在集团内交流轮岗，除单向的办学形式外均为双向。",
        en="Rotation of teachers inside groups, two-way unless a form of tie is one-way.",
    ),
    Text(zh="核心校的管理干部到新成员校任职。", en="Managers of the core in new members."),
)

STATE = (  # first lines of the tables of the world
    Text(
        zh="每个教育局一行；没有列出区县的案例只有一行。",
        en="One row per education bureau; a case that lists no districts has one.",
    ),
    Text(
        zh="每个学校片区一行：居住在一所小学周围的儿童。",
        en="One row per school zone: the children who live around a primary school.",
    ),
    Text(
        zh="各队列块中每个学位一行，一个年级一块；块内各行按班级排列。",
        en="One row per seat of the cohort blocks, one block a grade; a block's rows are grouped by class.",
    ),
    Text(
        zh="每个学位一行，与 `Students` 中同一名学生对应；案例不跟踪全面发展时没有行。",
        en="One row per seat, that of the same pupil in `Students`; no row where a case does not follow development.",
    ),
    Text(zh="队列环中每块一行。", en="One row per block of the ring of cohorts."),
    Text(zh="每个班级一行；一个班级是学生行的一段。", en="One row per class; a class is a segment of student rows."),
    Text(zh="每个岗位一行；腾出的岗位以新的标识号再用。", en="One row per slot; a slot is reused under a new uid."),
    Text(
        zh="曾经存在的每所学校、幼儿园或合作机构一行。",
        en="One row per school, kindergarten or partner institution that ever exists.",
    ),
    Text(
        zh="曾经存在的每个单位一行：教育集团、学区、帮扶共同体或其他共同体。",
        en="One row per unit that ever exists: an education group, a cluster, a support pair or another community.",
    ),
    Text(
        zh="核心校与成员校的每条关系一行；各有自己的办学形式。",
        en="One row per core-member tie; each has its own form.",
    ),
    Text(
        zh="曾经开始的每次交流任教一行；是日志，从不删除。", en="One row per placement ever begun; a log, never erased."
    ),
)

WORDS = (  # of placements, accounts and combiners
    Text(zh="单向", en="one way"),
    Text(zh="互换", en="exchange"),
    Text(zh="教师", en="teacher"),
    Text(zh="校长", en="head"),
    Text(zh="集团", en="group"),
    Text(zh="教育局", en="bureau"),
    Text(zh="财政", en="treasury"),
    Text(zh="学校", en="school"),
    Text(zh="相加", en="sum"),
    Text(zh="取最大", en="max"),
    Text(zh="取平均", en="mean"),
    Text(zh="相加并封顶", en="capped sum"),
)

READERS = (  # of functions and rules of forms, which are no names of steps
    Text(zh="管理干部互派", en="secondment"),
    Text(zh="交流轮岗、青蓝工程、跟岗学习、首站式培育", en="rotation, mentoring, follow-post learning, first posts"),
    Text(zh="集团教研", en="joint research"),
    Text(zh="集团名师课堂", en="digital lessons"),
    Text(zh="设施共享", en="facility sharing"),
    Text(zh="捆绑评价", en="bundled evaluation"),
    Text(zh="交流轮岗", en="rotation"),
    Text(zh="案例检查、lifecycle.enter", en="check of a case, lifecycle.enter"),
)

SPANS = (  # what switches and aims may be
    Text(zh="district、municipal、provincial；空表示不限", en="district, municipal, provincial; none for all"),
    Text(zh="end、renew，或某一办学形式的标识", en="end, renew or the id of a form"),
    Text(zh="false 或 true", en="false or true"),
    Text(zh="某一办学形式的标识", en="id of a form of tie"),
    Text(zh="案例中区县的标识；空表示不限", en="ids of districts of the case; none for all"),
    Text(zh="办学形式的标识；空表示不限", en="ids of forms of tie; none for all"),
    Text(zh="案例中集团的标识；空表示不限", en="ids of groups of the case; none for all"),
    Text(zh="案例中学校的标识；空表示不限", en="ids of schools of the case; none for all"),
    Text(
        zh="group、cluster、support、regional、alliance 中的一项或多项",
        en="one or more of group, cluster, support, regional, alliance",
    ),
    Text(zh="primary、junior、senior 中的一项或多项", en="one or more of primary, junior, senior"),
    Text(zh="schools 或 pupils", en="schools or pupils"),
    Text(zh="strong、ordinary、weak、new；空表示不限", en="strong, ordinary, weak, new; none for all"),
    Text(zh="treasury 或 member", en="treasury or member"),
    Text(zh="urban、town、rural；空表示不限", en="urban, town, rural; none for all"),
)
