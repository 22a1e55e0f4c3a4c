"""What the case to start from says: how to go on, and the names of its made-up district."""

from __future__ import annotations

from sim.say import Text

# At its head.
INTRODUCTION = Text(
    zh="一个虚构的小区县，供你改写成自己的案例。照原样即可运行：edugroup run {file} --years 3",
    en="A small made-up district to turn into a case of your own. It runs as it is: edugroup run {file} --years 3",
)
GO_ON = (
    Text(zh="怎样往下写：", en="How to go on:"),
    Text(
        zh="- 把镇街和学校换成自己的，再写集团和各项改革的日期；不用的表和键可以删去，没有写明的由模型抽取。",
        en="- Put your own towns and schools in place of these, then your groups and the dates of reforms. Tables and keys that you "
        "do not use may be deleted; what is not said is drawn by the model.",
    ),
    Text(
        zh="- 每个数都要在文件末尾的 [sources] 写明出处。",
        en="- Say in [sources], at the end, where every number comes from.",
    ),
    Text(
        zh="- 改过之后再运行：edugroup run {file}。运行之前先核对文件，所有问题一次列出。",
        en="- After a change run it again: edugroup run {file}. The file is checked before anything runs, and all that is wrong is "
        "said at once.",
    ),
    Text(
        zh="- 学校多时不必手写：edugroup template 给出空表，填好后由 edugroup new-case 写出案例。",
        en="- With many schools do not write by hand: edugroup template makes empty tables, and edugroup new-case turns them, filled "
        "in, into a case.",
    ),
    Text(
        zh="- 参数、政策工具和办学形式的名称见 edugroup describe parameters、edugroup describe instruments 和 edugroup describe forms。",
        en="- Names of parameters, instruments and forms: edugroup describe parameters, edugroup describe instruments, edugroup "
        "describe forms.",
    ),
    Text(zh="- 全部键的一览见 docs/cases.zh.md。", en="- A table of all keys is in docs/cases.md."),
)
HOW_TO_READ = (
    Text(
        zh="“#”后有空格的是说明，没有空格的是这里没有用的键：删去“#”即生效，整张表须连同表头逐行删去。",
        en="A # with a space begins an explanation. A # without one begins a key that is not used here: delete the # to use it, and "
        "with a whole table that of its header and of every line.",
    ),
    Text(
        zh="括号中依次为类型、单位、允许的值、是否必填或缺省时的值；同一个键只在第一次出现时说明。",
        en="In brackets stand type, unit, allowed values, and whether it is needed or what holds without it. A key is explained where "
        "it first occurs.",
    ),
)
SOURCES_BEGIN = Text(
    zh="以“材料”“文献：”“规定：”或“假设：”开头（英文为 seed、cite:、rule:、assumed:），其后写出处或理由。",
    en="A value begins with seed (a document the case is built on), cite: (a publication), rule: (a regulation) or assumed: (with "
    "the reason).",
)

HEADING = Text(zh="{key}：{words}", en="{key}: {words}")

# Its names.
TITLE = Text(zh="示例区县", en="Sample district")
DISTRICT = Text(zh="本区", en="Own District")
SEAT, RIVER = Text(zh="县城", en="Seat"), Text(zh="河口镇", en="River Town")
P1, P2 = Text(zh="县城第一小学", en="Seat Primary 1"), Text(zh="县城第二小学", en="Seat Primary 2")
P3, P4 = Text(zh="河口镇中心小学", en="River Central Primary"), Text(zh="柳湾小学", en="Willow Bay Primary")
P5 = Text(zh="县城新区小学", en="New Quarter Primary")
J1, J2 = Text(zh="县第一初级中学", en="Junior 1"), Text(zh="河口初级中学", en="River Junior")
N1 = Text(zh="石桥九年一贯制学校", en="Stone Bridge School")
S1, U1 = Text(zh="县高级中学", en="Senior 1"), Text(zh="师范大学", en="Teachers' University")
P3_AND_P4, J2_RENAMED = (
    Text(zh="河口镇小学", en="River Primary"),
    Text(zh="县一中河口分校", en="Junior 1, River Branch"),
)
FORM, INSTANCE = Text(zh="结对型", en="paired"), Text(zh="乡村师徒结对", en="country mentoring")
GROUP, PAIR = Text(zh="一小教育集团", en="Primary 1 Group"), Text(zh="初中帮扶", en="Junior Support Pair")
PLAN, SCHOOLS_CHANGE = Text(zh="总体方案", en="General plan"), Text(zh="布局调整", en="Schools are rearranged")
MADE_UP = Text(zh="假设：虚构的示例", en="assumed: a made-up example")
NOT_SHOWN = Text(zh="案例模板没有写到：{keys}", en="the case to start from leaves out {keys}")
