"""What is said of files and sheets: what they are, why they are not read, and their headers."""

from __future__ import annotations

from sim.say import Text

# What a file is.
EMPTY = Text(zh="是空的", en="is empty")
WEB_PAGE = Text(zh="是网页，尽管名称不像", en="is a web page, whatever its name says")
XML = Text(zh="是 XML 文件", en="is an XML file")
OLD_WORKBOOK = Text(zh="是旧格式工作簿（.xls）或带密码的工作簿", en="is an old workbook (.xls) or one with a password")
OTHER_ARCHIVE = Text(zh="是其他格式的工作簿或压缩包", en="is a workbook or archive of another format")
OTHER_FORMAT = Text(zh="不是可读取的格式", en="is not of a format that is read")
LOCKED = Text(zh="设有密码", en="is locked with a password")
ODDLY_PACKED = Text(zh="的压缩方式不是电子表格所用的", en="is packed in a way that spreadsheets do not use")
UNPACKS_TO = Text(zh="解压后超过{most} MB", en="unpacks to more than {most} MB")
TOO_MUCH_IN_PART = Text(zh="的部件 {part} 内容过多，无法读取", en="has too much in its part {part} to be read")
DAMAGED = Text(zh="已损坏", en="is damaged")
DAMAGED_WORKBOOK = Text(
    zh="是已损坏的工作簿（{what}）；请打开后另存为 .xlsx",
    en="is a damaged workbook ({what}); open it and save it as .xlsx again",
)
BROKEN_PROMISE = Text(
    zh="不是其开头字节所示的 {encoding} 文本（第{byte}字节）",
    en="is not the {encoding} text its first bytes promise (byte {byte})",
)
ZERO_BYTES = Text(zh="不是 UTF-8 或 GBK 文本（含零字节）", en="is not a text in UTF-8 or GBK (it holds zero bytes)")
NEITHER_ENCODING = Text(
    zh="既不是 UTF-8 也不是 GBK 文本（第{line}行，第{byte}字节）",
    en="is text in neither UTF-8 nor GBK (line {line}, byte {byte})",
)
SAVE_AS_UTF8 = Text(zh="{why}；请另存为 CSV UTF-8", en="{why}; save it as CSV UTF-8")
SAVE_AS_BOOK = Text(zh="{why}；请另存为 .xlsx 或 CSV", en="{why}; save it as .xlsx or as CSV")
READ_AS = Text(zh="按 {encoding} 编码读取", en="is read as {encoding}")
QUOTES = Text(
    zh="第{line}行：引号或分隔符无法辨认（{why}）", en="line {line}: quotes or delimiters cannot be made out ({why})"
)

# Files and folders.
NOTHING_THERE = Text(
    zh="没有文件或文件夹 {path}；请给出内有 学校.csv 或 schools.csv 的文件夹，或一个 XLSX 工作簿",
    en="there is no file or folder {path}; name a folder with schools.csv or 学校.csv in it, or an XLSX workbook",
)
NEITHER = Text(zh="{path} 既不是文件也不是文件夹", en="{path} is neither a file nor a folder")
CANNOT_READ = Text(zh="无法读取 {name}：{why}", en="cannot read {name}: {why}")
NO_TABLE_OF_SCHOOLS = Text(
    zh="{name} 既不是文件夹，也不是工作簿（.xlsx）或学校表（.csv）",
    en="{name} is neither a folder, a workbook (.xlsx) nor a table of schools (.csv)",
)
TOO_BIG = Text(zh="大于 {most:g} MB", en="is larger than {most:g} MB")
NO_NAME_OF_TABLE = Text(zh="名称不是表名{near}", en="its name is not that of a table{near}")
TABLES_THERE_ARE = Text(zh="{nearest}；可选：{tables}", en="{nearest}; there are {tables}")

# How large a table may be.
LINES_BEYOND = Text(
    zh="有超出第{most:,}行（电子表格的最后一行）的行", en="has lines beyond {most:,}, the last of a spreadsheet"
)
ROWS_BEYOND = Text(
    zh="有超出第{most:,}行（电子表格的最后一行）的行", en="has rows beyond {most:,}, the last of a spreadsheet"
)
CELLS_BEYOND = Text(zh="{line}有超出第{most}列的单元格", en="{line} has cells beyond column {most}")
TOO_MANY_LINES = Text(
    zh="超过{table}表的上限：{lines:,}行、{cells:,}个单元格",
    en="holds more than a table of {table} may: {lines:,} lines and {cells:,} cells",
)
TOO_MANY_ROWS = Text(
    zh="超过{table}表的上限：{lines:,}行、{cells:,}个单元格",
    en="holds more than a table of {table} may: {lines:,} rows and {cells:,} cells",
)
MERGED_CELLS = Text(zh="合并单元格超过{most:,}个", en="has more than {most:,} merged cells")

# Headers.
NO_HEADER = Text(
    zh="没有{table}表的表头：须有一行至少含{wanted}；{line}的内容是{seen}",
    en="has no header of the table {table}: a line with at least {wanted}; {line} holds {seen}",
)
WHICH_COLUMN = Text(
    zh="表头上方写有万元，但无法知道指哪一列；请写成 {column}(万元) 或 (元)",
    en="a line above the header says 万元, but it cannot say of which column; write {column}(万元) or (元)",
)
UNREAD_COLUMN = Text(
    zh="列“{column}”不属于{table}表，未读取{near}",
    en="column '{column}' is not one of the table {table} and is not read{near}",
)
UNIT_OF_HEADER = Text(
    zh="列“{column}”：单位“{unit}”无法识别；允许：{allowed}",
    en="column '{column}': the unit '{unit}' is not understood; allowed: {allowed}",
)
TWICE = Text(zh="有两列都是{column}：“{one}”和“{other}”", en="two columns are {column}: '{one}' and '{other}'")
MISSING_COLUMN = Text(zh="缺少{column}列{near}", en="the column {column} is missing{near}")
OTHER_HEADERS = Text(zh="；没有认出的表头：{names}", en="; headers there that name no column: {names}")
NEAREST_HEADER = Text(zh="；最接近的表头：“{name}”", en="; nearest header there: '{name}'")
