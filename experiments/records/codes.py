# ruff: noqa: E501 - the words of a code stand together, and Chinese signs count as two
"""Words a cell may hold where only certain words mean something: the code of each, in English and Chinese.

The codes are those of cases (``sim.case``). The first Chinese word of a code is the one templates offer. Words are compared
without spaces, in lower case and with full-width signs made narrow, so ``九年一贯制 `` and ``Nine Year`` need no line here.
"""

from __future__ import annotations

from typing import NamedTuple


class Code(NamedTuple):
    """A value with the words that stand for it, the one to offer first."""

    code: str
    zh: tuple[str, ...]
    en: tuple[str, ...] = ()
    nearly: tuple[str, ...] = ()  # words that mean something else or more, and are read as this with a note

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that stands for the code."""
        return (self.code, *self.zh, *self.en)


STAGE = (
    Code("primary", ("小学", "小学部", "小学段", "小学学段"), ("elementary",)),
    Code("junior", ("初中", "初中部", "中学", "初中段", "初中学段"), ("junior secondary", "middle", "lower secondary")),
    Code("kindergarten", ("幼儿园", "学前", "学前教育"), ("preschool", "pre-primary")),
)
SENIOR = (  # words of stage or kind whose rows are set aside: nothing here is about them
    "高中", "普通高中", "普高", "高中部", "高中段", "高中学段", "高中阶段", "高中教育", "高级中学", "职业高中", "职业高级中学", "职高", "中职",
    "中等职业学校", "中等职业教育", "中等专业学校", "技工学校", "职业中学", "职教中心", "职业教育中心",
    "senior", "senior secondary", "senior high", "senior high school", "high school", "upper secondary", "vocational school",
)  # fmt: skip
SPECIAL = (  # and of schools of other kinds
    "特殊教育", "特殊教育学校", "特教", "特教学校", "专门学校", "工读学校", "special school", "special education",
)  # fmt: skip
ABOVE = (  # kinds of school that go on beyond the junior stage
    "完全中学", "完中", "十二年一贯制学校", "十二年一贯制", "12年一贯制学校", "12年一贯制", "十五年一贯制学校", "twelve-year school", "complete secondary school",
)  # fmt: skip
SPANS = ("九年一贯制学校", "九年一贯制", "九年制学校", "9年一贯制", "小学、初中", "小学初中", "义务教育", "nine-year school", "nine_year")  # fmt: skip
KIND = (
    Code("primary", ("小学", "完全小学", "中心小学", "村小", "中心校"), ("primary school",)),
    Code(
        "junior", ("初级中学", "初中", "完全中学", "完中", "高级中学附设初中", "附设初中班", "职业初中", "中学"),
        ("junior school", "middle school", "complete secondary school"),
    ),
    Code(
        "nine_year",
        (
            "九年一贯制学校", "九年一贯制", "九年制学校", "9年一贯制", "十二年一贯制学校", "十二年一贯制", "12年一贯制学校", "12年一贯制",
            "十五年一贯制学校",
        ),
        ("nine year", "nine-year school", "twelve-year school"),
    ),
    Code("teaching_point", ("教学点", "小学教学点"), ("teaching point",)),
    Code("kindergarten", ("幼儿园",), ("preschool",)),
)  # fmt: skip
LOCALITY = (
    Code("urban", ("城区", "城市", "主城区", "城乡结合区", "111", "112"), ("city",)),
    Code(
        "town", ("镇区", "镇", "县城", "县镇", "镇中心区", "镇乡结合区", "特殊区域", "121", "122", "123"), ("township",)
    ),
    Code("rural", ("乡村", "农村", "村庄", "乡中心区", "210", "220"), ("village", "countryside")),
)
LEVEL = (
    Code("strong", ("优质", "优质校", "示范", "名校"), ("leading",)),
    Code("ordinary", ("一般", "普通", "一般校"), ("average",)),
    Code("weak", ("薄弱", "薄弱校", "相对薄弱"), ()),
    Code("new", ("新建", "新建校", "新校"), ()),
)
ROLE = (
    Code("core", ("核心校", "牵头校", "龙头校", "总校", "领衔校"), ("core school", "lead")),
    Code("member", ("成员校", "分校", "校区", "成员"), ("member school", "branch")),
)
FORM = (
    Code("tight", ("紧密型", "紧密"), ()),
    Code("assist", ("帮扶型", "帮扶"), ("assistance",)),
    Code("alliance", ("联盟型", "联盟", "松散型"), ("loose",)),
    Code("cooperative", ("合作型", "协作型", "多校协同", "共建型"), ("co-operative",)),
    Code("entrusted", ("委托管理", "委托管理型"), ()),
    Code("direct", ("直管", "直管型"), ()),
    Code("hosted", ("托管型", "托管"), ()),
    Code("one_person", ("单法人多校区", "一校多区"), ("single legal person",)),
    Code("two_campuses", ("一校两区",), ("one school, two campuses",)),
    Code("integrated", ("一体化办学型", "一体化办学", "融合型"), ("merged",)),
    Code("research", ("教研协同型", "教研协同", "教研协同发展型"), ("research only",)),
    Code("cluster", ("学区",), ("school cluster",)),
    Code("regional", ("区域共同体", "区域教育发展共同体"), ("regional community",)),
    Code("support_pair", ("城乡帮扶共同体", "城乡学校帮扶共同体", "结对型", "结对帮扶型"), ("support pair",)),
    Code("co_run", ("合作办学",), ("co-run, brand and team",)),
)
TIER = (
    Code("district", ("区级", "县级", "县区级", "区(县)级"), ("county",)),
    Code("municipal", ("市级",), ("city",)),
    Code("provincial", ("省级", "省级培育"), ("province",)),
)
YES, NO = "yes", "no"
FLAG = (
    Code(YES, ("是", "有", "√", "1", "y"), ("true",)),
    Code(NO, ("否", "无", "×", "0", "n"), ("false",)),
)


def _people(*words: str) -> tuple[str, ...]:
    return (*words, *(f"{word}{end}" for end in ("教师", "人员") for word in words))


REGISTER = (
    Code(
        YES,
        (
            *_people("在编", "事业编制", "备案制", "编内", "事业编", "教师编", "教育编", "实名编制", "控制数", "员额制", "在编在岗"),
            "是", "有", "有编制", "已入编", "教师编制", "教育编制", "小学编制", "中学编制", "全额拨款", "差额拨款", "全额事业编制", "行政编制", "正式在编", "√", "1", "y",
        ),
        ("true", "on the register"), ("公办教师", "正式教师", "正式", "特岗", "特岗教师", "专任教师", "在职", "在岗"),
    ),
    Code(
        NO,
        (
            *_people(
                "不在编", "非在编", "未在编", "无编制", "编外", "非编", "代课", "临聘", "临时聘用", "外聘", "自聘", "校聘", "劳务派遣", "劳务", "派遣", "购买服务",
                "政府购买服务", "顶岗", "顶岗实习", "实习", "返聘", "退休返聘", "临时代课", "编外聘用", "临时",
            ),
            "否", "无", "没有", "实习生", "临时工", "×", "0", "n",
        ),
        ("false", "substitute", "temporary", "not on the register"), ("退休", "离退休"),
    ),
)  # fmt: skip
SEX = (
    Code("female", ("女", "女性", "2", "f"), ("girl", "woman")),
    Code("male", ("男", "男性", "1", "m"), ("boy", "man")),
)
SUBJECT = (
    Code("chinese", ("语文",), ()),
    Code("maths", ("数学",), ("math", "mathematics")),
    Code("english", ("英语", "外语", "小学英语"), ("foreign language",)),
    Code("science", ("科学", "物理", "化学", "生物", "生物学", "自然", "理化", "理化生"), ("physics", "chemistry", "biology")),
    Code(
        "humanities",
        (
            "道德与法治", "道法", "思想品德", "思品", "思想政治", "思政", "政治", "历史", "地理", "品德", "品德与社会", "品德与生活", "社会",
            "历史与社会", "人文与社会", "史地", "政史地", "政史",
        ),
        ("history", "geography", "civics", "moral education"),
    ),
    Code("pe", ("体育", "体育与健康"), ("sports", "physical education"), ("体育与艺术", "体艺")),
    Code("music", ("音乐", "舞蹈"), ("dance",), ("音乐与舞蹈",)),
    Code(
        "art", ("美术", "艺术", "书法"), ("fine art", "arts"),
        ("音体美", "体音美", "音美", "音体", "体美", "艺体", "音乐美术", "艺术(音乐、美术)"),
    ),
    Code(
        "other", ("其他", "其它", "信息技术", "信息科技", "信息", "综合实践", "综合实践活动", "劳动", "劳动技术", "通用技术", "心理", "心理健康",
        "心理健康教育", "特殊教育", "校本课程", "全科", "包班"), ("it",),
    ),
)  # fmt: skip
ARTS = ("pe", "music", "art")  # the subjects indicator L3 counts
DEGREE = (
    Code(
        "graduate",
        (
            "研究生", "硕士", "博士", "硕士研究生", "博士研究生", "研究生毕业", "硕士研究生毕业", "博士研究生毕业", "教育硕士", "在职研究生",
            "研究生及以上",
        ),
        ("master", "doctor", "phd"),
    ),
    Code(
        "bachelor",
        ("本科", "大学", "大学本科", "大学本科毕业", "本科毕业", "学士", "双学士", "函授本科", "自考本科", "成人本科", "在职本科"),
        ("ba", "bsc"),
    ),
    Code(
        "college",
        ("专科", "大专", "大学专科", "大学专科毕业", "专科毕业", "大专毕业", "高职", "高等职业教育", "函授专科", "函授大专", "自考大专"),
        ("junior college", "associate"),
    ),
    Code(
        "secondary",
        (
            "高中阶段及以下", "中专", "中等专科", "中专毕业", "中师", "中等师范", "中师毕业", "高中", "普通高中", "高中毕业", "高中及以下", "职高",
            "职业高中", "技校", "中技", "高中阶段", "高中阶段毕业", "中专及以下", "初中", "初中及以下", "初中毕业",
        ),
        ("secondary or less",),
    ),
)  # fmt: skip
ABOVE_REQUIRED = {  # degrees above the one required at a stage, as indicator L1 counts them
    "primary": ("graduate", "bachelor", "college"),
    "junior": ("graduate", "bachelor"),
}
ABOVE_WORDS = {  # headers that count those teachers at one stage alone, where the name of the sheet tells it
    "primary": ("专科及以上", "大专及以上", "专科以上", "大专以上", "专科及以上学历", "大专及以上学历"),
    "junior": ("本科及以上", "本科以上", "本科及以上学历", "大学本科及以上"),
}
TITLE = (  # the ladder of 2015; titles of the older ladders, and grades of posts, stand where the reform of 2015 put them
    Code(
        "none",
        (
            "未定职级", "无", "未评", "未评定", "未定级", "未评职称", "无职称", "未取得职称", "未取得", "未聘任", "未聘", "见习", "见习期", "试用期",
            "暂无", "员级", "专业技术十三级", "十三级",
        ),
        ("no title",), ("其他", "其它", "工勤", "工人", "管理"),
    ),
    Code(
        "second",
        (
            "二级教师", "二级", "三级教师", "三级", "初级", "助理级", "助理讲师", "小学一级", "小学二级", "小学三级", "小学一级教师", "小学二级教师", "小学三级教师",
            "小教一级", "小教二级", "小教三级", "中学二级", "中学三级", "中学二级教师", "中学三级教师", "中教二级", "中教三级", "中小学二级教师", "中小学三级教师", "中小学二级", "中小学三级",
            "幼儿园一级教师", "幼儿园二级教师", "专业技术十一级", "专业技术十二级", "十一级", "十二级",
        ),
        ("junior",),
    ),
    Code(
        "first",
        (
            "一级教师", "一级", "中级", "中级职称", "小学高级", "小学高级教师", "小教高级", "中学一级", "中学一级教师", "中教一级", "中小学一级教师", "中小学一级", "讲师",
            "幼儿园高级教师", "专业技术八级", "专业技术九级", "专业技术十级", "八级", "九级", "十级",
        ),
        ("intermediate", "middle"),
    ),
    Code(
        "senior",
        (
            "高级教师", "高级", "副高", "副高级", "副高级职称", "中学高级", "中学高级教师", "中教高级", "中高", "小中高", "小学中高", "中小学高级教师", "中小学高级", "高级讲师",
            "专业技术五级", "专业技术六级", "专业技术七级", "五级", "六级", "七级",
        ),
        ("associate senior",),
    ),
    Code(
        "full",
        (
            "正高级教师", "正高级", "正高", "正高级职称", "中小学正高级教师", "中小学正高级", "中小学正高", "中学正高级教师", "小学正高级教师", "专业技术一级", "专业技术二级", "专业技术三级", "专业技术四级",
            "四级",
        ),
        ("full senior",),
    ),
)  # fmt: skip
MIDDLE_OR_HIGHER = ("first", "senior", "full")
HONOUR = (  # without the place or level that gave it, see RANKS
    Code(
        "none",
        ("无", "否", "没有", "不是", "非骨干", "非骨干教师"),
        ("no honour", "school backbone"),
        (
            "其他",
            "其它",
            "教学能手",
            "教坛新秀",
            "教学新秀",
            "优秀教师",
            "优秀班主任",
            "先进教师",
            "师德标兵",
            "骨干教师培养对象",
            "骨干培养对象",
            "名师工作室成员",
        ),
    ),
    Code("backbone", ("骨干教师", "骨干", "是"), ("backbone teacher",)),
    Code("leader", ("学科带头人", "带头人", "学科骨干带头人"), ("subject leader",)),
    Code(
        "master",
        (
            "名师",
            "特级教师",
            "特级",
            "名教师",
            "名校长",
            "教育名家",
            "名师工作室主持人",
            "名师工作室领衔人",
            "特级教师工作室主持人",
        ),
        ("master teacher",),
    ),
)
RANKS = (
    "省",
    "市",
    "县",
    "区",
    "旗",
    "州",
    "盟",
    "自治区",
    "国家",
    "全国",
    "县区",
    "区县",
    "地区",
    "地市",
)  # who may give an honour that counts
BELOW = (
    "校",
    "镇",
    "乡",
    "学区",
    "教育集团",
    "集团",
    "片区",
    "街道",
    "教研片",
    "联盟",
    "学校",
)  # and who gives one that does not
BACKBONE = ("backbone", "leader", "master")  # honours of the county or above, which indicator L2 counts
