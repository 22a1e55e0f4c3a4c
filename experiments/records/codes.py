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

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that stands for the code."""
        return (self.code, *self.zh, *self.en)


STAGE = (
    Code("primary", ("小学", "小学部", "小学段", "小学学段"), ("elementary",)),
    Code("junior", ("初中", "初中部", "中学", "初中段", "初中学段"), ("junior secondary", "middle", "lower secondary")),
    Code("kindergarten", ("幼儿园", "学前", "学前教育"), ("preschool", "pre-primary")),
)
KIND = (
    Code("primary", ("小学", "完全小学", "中心小学"), ("primary school",)),
    Code(
        "junior", ("初级中学", "初中", "完全中学", "高级中学附设初中", "职业初中"), ("junior school", "middle school")
    ),
    Code(
        "nine_year",
        ("九年一贯制学校", "九年一贯制", "九年制学校", "十二年一贯制学校"),
        ("nine year", "nine-year school"),
    ),
    Code("teaching_point", ("教学点", "小学教学点"), ("teaching point",)),
    Code("kindergarten", ("幼儿园",), ("preschool",)),
)
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
    Code("tight", ("紧密型", "紧密", "融合型", "一校多区", "托管型"), ("merged",)),
    Code("assist", ("帮扶型", "帮扶", "协作型", "结对型"), ("assistance",)),
    Code("alliance", ("联盟型", "联盟", "共建型", "松散型"), ("loose",)),
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
SEX = (
    Code("female", ("女", "女性", "2", "f"), ("girl", "woman")),
    Code("male", ("男", "男性", "1", "m"), ("boy", "man")),
)
SUBJECT = (
    Code("chinese", ("语文",), ()),
    Code("maths", ("数学",), ("math", "mathematics")),
    Code("english", ("英语", "外语"), ("foreign language",)),
    Code("science", ("科学", "物理", "化学", "生物", "生物学"), ("physics", "chemistry", "biology")),
    Code(
        "humanities",
        ("道德与法治", "思想品德", "政治", "历史", "地理", "品德与社会", "品德与生活"),
        ("history", "geography", "civics", "moral education"),
    ),
    Code("pe", ("体育", "体育与健康"), ("sports", "physical education")),
    Code("music", ("音乐", "舞蹈"), ("dance",)),
    Code("art", ("美术", "艺术", "书法"), ("fine art", "arts")),
    Code("other", ("其他", "信息技术", "信息科技", "综合实践", "综合实践活动", "劳动", "心理", "心理健康"), ("it",)),
)
ARTS = ("pe", "music", "art")  # the subjects indicator L3 counts
DEGREE = (
    Code("graduate", ("研究生", "硕士", "博士", "硕士研究生", "博士研究生"), ("master", "doctor", "phd")),
    Code("bachelor", ("本科", "大学", "大学本科", "学士"), ("ba", "bsc")),
    Code("college", ("专科", "大专", "大学专科"), ("junior college", "associate")),
    Code("secondary", ("高中阶段及以下", "中专", "中师", "高中", "高中及以下", "中等师范"), ("secondary or less",)),
)
ABOVE_REQUIRED = {  # degrees above the one required at a stage, as indicator L1 counts them
    "primary": ("graduate", "bachelor", "college"),
    "junior": ("graduate", "bachelor"),
}
TITLE = (  # the ladder of 2015; titles of the older ladders stand where the reform of 2015 put them
    Code("none", ("未定职级", "无", "未评", "未评定", "未定级"), ("no title",)),
    Code(
        "second",
        ("二级教师", "二级", "三级教师", "三级", "初级", "小学一级", "小学二级", "中学二级", "中学三级"),
        ("junior",),
    ),
    Code("first", ("一级教师", "一级", "中级", "小学高级", "中学一级"), ("intermediate", "middle")),
    Code("senior", ("高级教师", "高级", "副高", "副高级", "中学高级"), ("associate senior",)),
    Code("full", ("正高级教师", "正高级", "正高"), ("full senior",)),
)
MIDDLE_OR_HIGHER = ("first", "senior", "full")
HONOUR = (
    Code("none", ("无", "校级骨干", "校级骨干教师"), ("no honour", "school backbone")),
    Code(
        "backbone",
        (
            "骨干教师",
            "骨干",
            "县级骨干",
            "县级骨干教师",
            "区级骨干",
            "区级骨干教师",
            "市级骨干",
            "市级骨干教师",
            "省级骨干",
            "省级骨干教师",
        ),
        ("backbone teacher",),
    ),
    Code("leader", ("学科带头人", "带头人", "市级学科带头人", "省级学科带头人"), ("subject leader",)),
    Code("master", ("名师", "特级教师", "特级", "名教师"), ("master teacher",)),
)
BACKBONE = ("backbone", "leader", "master")  # honours of the county or above, which indicator L2 counts
