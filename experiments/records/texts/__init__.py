"""What is said of records, a module per step of reading them; here where something stands, its units, and its cells."""

from __future__ import annotations

from sim.say import Text

# Where.
AT = Text(zh="{where}：{what}", en="{where}: {what}")
SHEET = Text(zh="{file}，工作表“{sheet}”", en="{file}, sheet {sheet}")
LINES_OF = Text(zh="{where}第{numbers}行", en="{where}, line{n:|s} {numbers}")
ROWS_OF = Text(zh="{where}第{numbers}行", en="{where}, row{n:|s} {numbers}")
LINES = Text(zh="第{numbers}行", en="line{n:|s} {numbers}")
ROWS = Text(zh="第{numbers}行", en="row{n:|s} {numbers}")
SPAN = Text(zh="{first}至{last}", en="{first} to {last}")
COLUMN = Text(zh="{where}，{column}列", en="{where}, column {column}")
COLUMN_CELL = Text(zh="{where}，{column}列，单元格 {cell}", en="{where}, column {column}, cell {cell}")
LABEL = Text(zh="{zh}（{name}）", en="{zh} ({name})")
TABLE_LABEL = Text(zh="{zh}（{name}）", en="{name} ({zh})")

# How many.
SOME = Text(zh="{items}，另有{n}项", en="{items} and {n} more")
MORE_SHEETS = Text(zh="{where}，另有{n}个工作表", en="{where} and {n} more sheet{n:|s}")
MORE_FILES = Text(zh="{where}，另有{n}个文件", en="{where} and {n} more file{n:|s}")
MORE_NOTES = Text(zh="另有{n}条类似的说明", en="and {n} more notes like these")
MORE_FINDINGS = Text(zh="另有{n}条类似的问题", en="and {n} more findings like these")
NOT_NEEDED = Text(
    zh="以下列在此用不到，未读取：{columns}", en="columns that nothing here needs are not read: {columns}"
)
NOT_READ = Text(zh="未读取：{why}", en="is not read: {why}")
SEEN_NOT_READ = Text(
    zh="见到而未读取，因为名称不是表名：{names}",
    en="seen and not read, as their names are not those of tables: {names}",
)

# Units of columns.
UNITS = {
    "people": Text(zh="人", en="people"),
    "classes": Text(zh="个班", en="classes"),
    "rooms": Text(zh="间", en="rooms"),
    "sets": Text(zh="台", en="sets"),
    "books": Text(zh="册", en="books"),
    "points": Text(zh="分", en="points"),
    "degrees": Text(zh="度", en="degrees"),
    "years": Text(zh="年", en="years"),
    "year": Text(zh="年份", en="year"),
    "grade": Text(zh="年级", en="grade"),
    "share": Text(zh="比例", en="share"),
    "yuan": Text(zh="元", en="yuan"),
    "m2": Text(zh="平方米", en="m2"),
    "km": Text(zh="公里", en="km"),
    "index": Text(zh="指数", en="index"),
    "word": Text(zh="词", en="word"),
}

# What a column allows.
WORD = Text(zh="{zh}（{code}）", en="{zh} ({code})")
A_MONTH = Text(zh="年月，如 2020-09，或年份", en="a year and month such as 2020-09, or a year")
ANY_TEXT = Text(zh="任何文字", en="any text")
ANY_NUMBER = Text(zh="任何数 [{unit}]", en="any number [{unit}]")
BETWEEN = Text(zh="{low}至{high} [{unit}]", en="{low} to {high} [{unit}]")
BETWEEN_WHOLE = Text(zh="{low}至{high}的整数 [{unit}]", en="{low} to {high}, whole [{unit}]")
ANY = Text(zh="任意", en="any")

# Cells.
SPREADSHEET_ERROR = Text(zh="{text} 是电子表格的错误值", en="{text} is an error of the spreadsheet")
TOO_LONG = Text(zh="超过{most}个字符", en="is longer than {most} characters")
TOO_MANY_DIGITS = Text(
    zh="{text} 的位数超过电子表格所保留的{digits}位；请把该列设为文本格式后重新填写",
    en="{text} has more than the {digits} digits a spreadsheet keeps; format the column as text and fill it again",
)
SHORTENED = Text(
    zh="“{text}”是被电子表格缩写的数；请把该列设为文本格式后重新填写",
    en="'{text}' is a number that a spreadsheet shortened; format the column as text and fill it again",
)
DECIMAL_MONTH = Text(
    zh="{text} 是带小数的数；请以文本写明年月，如 2020-10",
    en="{text} is a number with decimals; write a year and month as text, such as 2020-10",
)
NOT_A_DATE = Text(
    zh="“{text}”不是日期；请写年月，如 2020-09，或年份",
    en="'{text}' is not a date; write a year and month such as 2020-09, or a year",
)
NO_NUMBER = Text(zh="{text} 不是数；允许：{allowed}", en="{text} is not a number; allowed: {allowed}")
DATE_NO_NUMBER = Text(
    zh="{text} 是日期或时间，不是数；允许：{allowed}", en="{text} is a date or time, not a number; allowed: {allowed}"
)
NOT_A_NUMBER = Text(zh="“{text}”不是数；允许：{allowed}", en="'{text}' is not a number; allowed: {allowed}")
UNKNOWN_UNIT = Text(
    zh="“{text}”不是以{unit}为单位的数：“{own}”无法识别{hint}",
    en="'{text}' is not a number in {unit}: '{own}' is not understood{hint}",
)
UNITS_UNDERSTOOD = Text(zh="；可识别的单位：{units}", en="; units that are understood: {units}")
NO_SHARE = Text(
    zh="{value:g} 不是比例；请写 0 至 1，或带 % 的数", en="{value:g} is no share; write 0 to 1, or a number with %"
)
WITH_UNIT = Text(zh="{value:,.10g}{unit}", en="{value:,.10g} {unit}")
OUT_OF_RANGE = Text(zh="{amount}超出范围；允许：{allowed}", en="{amount} is out of range; allowed: {allowed}")
NOT_WHOLE = Text(zh="{amount}不是整数；允许：{allowed}", en="{amount} is not a whole number; allowed: {allowed}")
NOT_ONE_OF = Text(zh="“{text}”不在可填的词之内：{allowed}{near}", en="'{text}' is not one of {allowed}{near}")
EMPTY_CELL = Text(zh="为空；允许：{allowed}", en="is empty; allowed: {allowed}")
MERGED_NUMBER = Text(
    zh="“{text}”在跨多行的合并单元格中；请为每一行单独填写",
    en="'{text}' stands in a cell merged over several rows; give each row its own number",
)
TWO_STAGES_OF_PERSON = Text(
    zh="“{stage}”是两个学段；请写主要任教的一个，小学（primary）或初中（junior）",
    en="'{stage}' is two stages; write the one that is mainly taught, 小学 (primary) or 初中 (junior)",
)
TWO_STAGES_OF_SCHOOL = Text(
    zh="“{stage}”是两个学段；请为该校写两行，标识码相同，小学（primary）和初中（junior）各一行，数目分开填写",
    en="'{stage}' is two stages; give the school two rows with the same id, 小学 (primary) and 初中 (junior), each with its own "
    "counts",
)
