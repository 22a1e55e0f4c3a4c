"""What is said to those who write an instrument: mistakes in what it declares and books, and laws that it breaks."""

from __future__ import annotations

from sim.say import Text

# Files.
NO_FILES = Text(
    zh="{source}：此文件夹中没有政策工具的文件（名称.py）",
    en="{source}: no file of an instrument (NAME.py) is in this folder",
)
NO_FILE = Text(
    zh="{source}：没有这个文件夹，也没有这个 Python 文件",
    en="{source}: there is no such folder, and no such file of Python",
)
NOT_PYTHON = Text(
    zh="{source}：不是 Python 文件；政策工具写在“名称.py”中，案例则在运行时检查（edugroup run）",
    en="{source}: this is no file of Python; an instrument is written in NAME.py, and a case is checked when it is run (edugroup run)",
)
LOADED_BEFORE = Text(
    zh="{file}：此前已从 {other} 读入政策工具“{name}”；请改其中一个名称",
    en="{file}: an instrument '{name}' was loaded from {other} before; rename one of them",
)
OF_PACKAGE = Text(zh="软件包 {package} 中的政策工具“{name}”", en="the instrument '{name}' of the package {package}")
SOME_PACKAGE = Text(zh="某软件包", en="a package")
OF_THE_MODEL = Text(
    zh="模型已有政策工具“{name}”；请另取名称",
    en="the model has an instrument '{name}' already; give this one another name",
)
AT_LINE = Text(zh="{where}第{line}行", en="{where}, line {line}")
ONE_CLASS = Text(
    zh="{file} 须含一个 Instrument 的类，现有{n}个", en="{file} must hold one class of an Instrument, and holds {n}"
)

# Declarations.
NAME_OF_FILE = Text(
    zh="文件名即政策工具的名称：小写字母、数字和下划线",
    en="the name of the file is that of the instrument: lower-case letters, digits and underscores",
)
NOT_GIVEN = Text(zh="没有给出 {key}", en="{key} is not given")
NO_PARAM = Text(
    zh="数值“{key}”没有单位；请用 param(...) 声明", en="the number '{key}' has no unit; declare it with param(...)"
)
NO_UNIT = Text(zh="数值“{key}”没有单位", en="the number '{key}' has no unit")
NO_SOURCE = Text(
    zh="“{key}”的来源未以“cite:”“assumed:”或“rule:”开头",
    en="the source of '{key}' does not begin with cite:, assumed: or rule:",
)
NO_RANGE = Text(zh="数值“{key}”没有范围；请给出 low 和 high", en="the number '{key}' has no range; give low and high")
NO_DOSE = Text(zh="dose = “{dose}”不是它的数值{hint}", en="dose = '{dose}' is not one of its numbers{hint}")
DOSE_NOT_ZERO = Text(zh="剂量“{dose}”不能为0；请设 low=0", en="the dose '{dose}' cannot be 0; give it low=0")
NO_TABLE = Text(
    zh="它拥有 {column}，但没有表“{table}”{hint}", en="it owns {column}, and there is no table '{table}'{hint}"
)
COLUMN_TAKEN = Text(
    zh="它拥有 {column}，但已有此列，或此名不可用", en="it owns {column}, which is a column already, or no name"
)
COLUMN_WITHOUT_UNIT = Text(zh="列 {column} 没有单位", en="the column {column} has no unit")
COLUMN_WITHOUT_WORDS = Text(
    zh="列 {column}：须给出 zh 和 about = Text(zh=...，en=...)",
    en="the column {column}: zh and about = Text(zh=..., en=...) must be given",
)
NO_ACT = Text(zh="没有以 @acts(...) 标明的方法", en="no method is marked by @acts(...)")
NO_SLOT = Text(
    zh="{method} 在“{slot}”行动，而日程中没有这一环节{hint}",
    en="{method} acts in '{slot}', which is no slot of the calendar{hint}",
)
NO_COLUMN = Text(
    zh="{method} 写入“{name}”，而没有这一列{hint}", en="{method} writes '{name}', which is no column{hint}"
)
PLACEMENT = Text(zh="派任“{name}”：{what}", en="placement '{name}': {what}")
NO_NUMBER = Text(zh="没有数值“{key}”{hint}", en="there is no number '{key}'{hint}")
KIND_TAKEN = Text(zh="另一个政策工具已有同名的派任种类", en="another instrument has a kind of that name")
KIND_ALLOWED = Text(zh="{key} = {value}；允许：{allowed}", en="{key} = {value}; allowed: {allowed}")
KIND_NAME = Text(zh="名称 {name} 不是由字母、数字和下划线组成", en="name {name} is not letters, digits and underscores")
ZH_AND_EN = Text(zh="须给出 zh 和 en", en="zh and en must be given")
ITEM = Text(zh="科目“{name}”：{what}", en="item '{name}': {what}")
ITEM_UNIT = Text(zh="{key} 以 {unit} 计，而它的单位是“{own}”", en="{key} is in {unit}, and its unit is '{own}'")
NO_ACCOUNT = Text(zh="没有账户“{name}”{hint}", en="there is no account '{name}'{hint}")
ITEM_WORDS = Text(
    zh="须给出 zh 和 about = Text(zh=...，en=...)", en="zh and about = Text(zh=..., en=...) must be given"
)
ITEM_TAKEN = Text(zh="另一机制已有同名的科目", en="another mechanism has an item of that name")
NAMES_OF_AXIS = Text(
    zh="{axis} 的名称：{names}；应为{expected}", en="names of the {axis}: {names}; expected {expected}"
)

# Books.
ACCOUNTS = Text(zh="没有账户“{name}”；账户有{accounts}", en="no account '{name}'; there are {accounts}")
NOT_PAID_BY = Text(zh="“{item}”不由“{account}”支付：{why}", en="'{item}' is not to be paid by '{account}': {why}")
DECLARE_ITEM = Text(zh="请以 Item 声明", en="declare it as an Item")
OTHER_SOURCE = Text(zh="所声明的来源是“{source}”", en="its declared source is '{source}'")
IN_HOURS = Text(zh="它以工时计", en="it is told in hours")
NO_HOURS = Text(
    zh="不能要求“{item}”的工时：请以单位为 hours 的 Item 声明",
    en="hours of '{item}' are not to be asked for: declare it as an Item of the unit hours",
)
NEGATIVE_HOURS = Text(zh="“{item}”：工时不小于0", en="'{item}': hours are 0 or more")
WHICH_TREASURY = Text(
    zh="“{item}”：没有写明由{n}个财政账户中的哪一个支付；请给出其行号",
    en="'{item}': nothing says which of {n} treasuries pays; give their rows",
)
NOT_FOLLOWED = Text(
    zh="本案例的学生没有“{name}”，因为案例不跟踪 {outcome}",
    en="students have no '{name}' in this case, which does not follow {outcome}",
)
NO_SUCH_COLUMN = Text(zh="学生没有“{name}”", en="students have no '{name}'")

# Laws that are broken.
CHANGES_NOTHING = Text(
    zh="它没有改变区县的任何内容，其余规律对它都空洞地成立",
    en="nothing in the district is changed by it, and all laws hold of nothing",
)
WRITES = Text(zh="它写入了 {columns}，却没有声明", en="it writes {columns} without declaring it")
YUAN_BOOKED = Text(
    zh="它报告{told:,.2f}元，而入账{booked:,.2f}元", en="it reports {told:,.2f} yuan and books {booked:,.2f}"
)
NEGATIVE_PAYMENT = Text(zh="“{item}”有一笔支付为负", en="a payment of '{item}' is negative")
OUTSIDE_BOOKS = Text(
    zh="账户“{account}”有资金未经账簿变动", en="money of the account '{account}' was moved outside the books"
)
HOURS_ASKED = Text(
    zh="某学期向教师和学校要求了{asked:,.2f}小时，而入账{booked:,.2f}小时",
    en="in a term {asked:,.2f} hours are asked of teachers and schools, and {booked:,.2f} booked",
)
HOURS_OF_NOBODY = Text(
    zh="工时为负，或要求的是不在岗的教师", en="hours are negative, or asked of teachers who are not in service"
)
HOURS_BOOKED = Text(
    zh="它报告{told:,.2f}小时，而入账{booked:,.2f}小时", en="it reports {told:,.2f} hours and books {booked:,.2f}"
)
HOURS_NEVER_ASKED = Text(
    zh="它声明了“{item}”的工时，却从未要求", en="it declares hours of '{item}' and never asks for any"
)
FEWER = Text(
    zh="剂量为{more:g}时它报告的{what}少于{less:g}时", en="at {more:g} it reports fewer {what} than at {less:g}"
)
COUNTED = (Text(zh="人数", en="people"), Text(zh="工时", en="hours"), Text(zh="金额", en="yuan"))
AT_DOSE_0 = Text(zh="剂量为0时，{columns} 与关闭时不同", en="at dose 0 {columns} differ{n:s|}")
INSTANCE_AT_DOSE_0 = Text(
    zh="一个剂量为0的实例使 {columns} 与没有它时不同", en="by an instance at dose 0 {columns} differ{n:s|}"
)
INSTANCES_APART = Text(
    zh="目标各异的两个实例与目标为其总和的一个实例相比，{columns} 不同",
    en="of two instances with aims apart and of one with the aims of both {columns} differ{n:s|}",
)
BESIDE_ANOTHER = Text(zh="与另一次运行交替进行时，{columns} 有所不同", en="beside another run {columns} differ{n:s|}")
NOT_TAKEN_OVER = Text(
    zh="“{kind}”这一互换的派任留下了无人接替的岗位",
    en="an exchange of the kind '{kind}' leaves posts that nobody takes over",
)
