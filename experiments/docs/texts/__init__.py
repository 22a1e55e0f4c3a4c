"""What the tables of the documentation say beside what is declared: their heads, and words of their own."""

from __future__ import annotations

from sim.say import Text

# Heads of columns.
NAME, UNIT, RANGE = Text(zh="名称", en="name"), Text(zh="单位", en="unit"), Text(zh="取值范围", en="range")
MEANING, SOURCE = Text(zh="含义", en="meaning"), Text(zh="依据", en="source")
CHINESE = Text(zh="中文名", en="Chinese name")
DEFAULT = Text(zh="默认值", en="default")
ABOUT, WHEN, WHAT, WRITES = (
    Text(zh="说明", en="about"), Text(zh="何时", en="when"), Text(zh="步骤", en="what"), Text(zh="写入的列", en="writes"),
)  # fmt: skip
INSTRUMENT, ACTS_IN = Text(zh="政策工具", en="instrument"), Text(zh="作用时段", en="acts in")
DOSE, DEFAULT_DOSE = Text(zh="剂量", en="dose"), Text(zh="默认剂量", en="default dose")
CARRIED = Text(zh="关系承载的功能", en="ties carry")
SEVERAL, MECHANISM = Text(zh="多条关系的合并", en="several ties"), Text(zh="机制编号", en="mechanism")
FORM, LABEL = Text(zh="办学形式", en="form"), Text(zh="中文", en="English")
RULES, NUMBER, READ_BY = Text(zh="规则", en="rules"), Text(zh="数值", en="number"), Text(zh="读取者", en="read by")
LIST, FUNCTIONS = Text(zh="清单", en="list"), Text(zh="功能", en="functions")
KIND, WAY, DECIDES = Text(zh="类型", en="kind"), Text(zh="方向", en="way"), Text(zh="由谁决定", en="who decides")
PAYS, LESSONS, WEEK = Text(zh="由谁付费", en="who pays"), Text(zh="课时", en="lessons"), Text(zh="每周到岗", en="week")
CREDIT, POST_WAITS = Text(zh="计入交流积分", en="earns credit"), Text(zh="原岗位保留", en="post at home waits")
BOARDS = Text(zh="平日住校", en="lives there in the week")
ITEM, PAID_BY = Text(zh="科目", en="item"), Text(zh="支付账户", en="paid by")
ASKED_OF, BY, MEASURE = (
    Text(zh="谁的工时", en="whose hours"),
    Text(zh="所属工具", en="by"),
    Text(zh="指标", en="measure"),
)
TAKEN, ALSO_BY, TAGS = Text(zh="何时计算", en="taken"), Text(zh="可按何分组", en="also by"), Text(zh="标签", en="tags")
COLUMN, TYPE, SHAPE = Text(zh="列", en="column"), Text(zh="类型", en="type"), Text(zh="形状", en="shape")
CASE, TITLE, SCHOOLS = Text(zh="案例", en="case"), Text(zh="标题", en="title"), Text(zh="学校", en="schools")
GROUPS, REFORMS = Text(zh="集团", en="groups"), Text(zh="改革", en="reforms")
SCHOOL_YEARS = Text(zh="学年", en="school years")

# Words in cells.
YES, NO = Text(zh="是", en="yes"), Text(zh="否", en="no")
ROWS = Text(zh="行数", en="rows")
ALL_OF_IT = Text(zh="整周", en="all of it")
TEACHERS, HEADS = Text(zh="教师", en="teachers"), Text(zh="校长与管理人员", en="heads and managers of a school")
POSTS = Text(zh="教师，本职工作", en="teachers, by their posts")
EVERY_YEAR, ON_REQUEST = Text(zh="每学年", en="every year"), Text(zh="按需计算", en="on request")
DOSE_OF_FORM = Text(
    zh="某一工具经由此种形式的关系发挥作用的份额", en="share of an instrument that acts over ties of this form"
)
THAT_INSTRUMENT = Text(zh="该工具", en="that instrument")

# Measured tables.
ORIGIN, PROCESSES, INSTRUMENTS = (
    Text(zh="来源", en="origin"),
    Text(zh="过程", en="processes"),
    Text(zh="工具", en="instruments"),
)
FORMS, ALL = Text(zh="办学形式", en="forms"), Text(zh="合计", en="all")
KINDS = {
    "assumed": Text(zh="假设，附理由", en="assumed, with a reason"),
    "cite": Text(zh="引自研究文献", en="from a cited study"),
    "rule": Text(zh="来自规定、规划或恒等式", en="from a rule, a plan or an identity"),
}
STAGE = Text(zh="学段", en="stage")
SPREAD_OF_VALUE_ADDED = Text(zh="增值的校际标准差（标准差/年）", en="SD between schools of value-added, SD/year")
SPREAD_OF_SCORES = Text(
    zh="成绩的校际标准差，为增值的校际标准差的倍数", en="SD between schools of scores over that of value-added, years"
)
ENDS = Text(zh="{low}至{high}", en="{low} to {high}")
POINTS, LEFT_OUT = Text(zh="分", en="points"), Text(zh="去掉的工具", en="left out")
ROLES = {"core": Text(zh="核心校", en="core"), "member": Text(zh="成员校", en="member")}
ROLE_AT = Text(zh="{role}{stage}", en="{role} {stage}")
NO_END = Text(zh="有的表没有结尾标记，或结尾标记没有开头", en="a table has no end, or an end no beginning")
NO_TABLE = Text(zh="没有表 {names}；有：{known}", en="there is no table {names}; there are {known}")

MADE_ANEW = Text(zh="{file}：表已重新生成", en="{file}: tables made anew")
UP_TO_DATE = Text(zh="{file}：表已是最新", en="{file}: up to date")

# Keys of files.
WHERE, KEY, ALLOWED = Text(zh="位置", en="where"), Text(zh="键", en="key"), Text(zh="允许", en="allowed")
WITHOUT, NEEDED = Text(zh="缺省时", en="without it"), Text(zh="必填", en="needed")
STUDY, THE_CASE = Text(zh="研究", en="study"), Text(zh="案例", en="case")
AT_LEAST = Text(zh="不少于{low}", en="{low} or more")
ABOVE_TO = Text(zh="大于{low}，至{high}", en="above {low}, to {high}")
BETWEEN = Text(zh="大于{low}，小于{high}", en="above {low} and below {high}")
YES_NO, WHOLE, DECIMAL = Text(zh="是/否", en="yes/no"), Text(zh="整数", en="whole number"), Text(zh="数", en="number")
WORD, TABLE, LISTED = Text(zh="文本", en="text"), Text(zh="表", en="table"), Text(zh="列表", en="list")
DESIGN, KEYS_READ = Text(zh="设计", en="design"), Text(zh="读取的键", en="keys it reads")
SEEDS_USUAL, ROW_IS = Text(zh="种子（首个为常用）", en="seeds, the usual first"), Text(zh="每行是一个", en="a row is a")
IS_NEEDED, NO_KEYS = Text(zh="{key}（必填）", en="{key} (needed)"), Text(zh="无", en="none")
BESIDE, WITHOUT_IT = (
    Text(zh="{words}（{facts}）", en="{words} ({facts})"),
    Text(zh="缺省时为 {value}", en="{value} without it"),
)
KEY_WITHOUT_WORDS = Text(zh="{where}：“{key}”没有说明", en="{where}: '{key}' has no words")
WORDS_WITHOUT_KEY = Text(zh="{where}：“{key}”有说明而没有这个键", en="{where}: '{key}' has words and no key")

# Glossary.
ARGUMENT, TAKEN_BY = Text(zh="参数", en="argument"), Text(zh="使用它的内核", en="taken by")
IN_CODE = Text(
    zh="`world.{name}`，代码中常写作 `{letter}`：{label}", en="`world.{name}`, in code often `{letter}`: {label}"
)
