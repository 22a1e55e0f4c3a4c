"""What template, inspect and new-case say."""

from __future__ import annotations

from sim.say import Text

TEMPLATE = Text(
    zh="写出供填报的空表，或供改写的案例", en="write empty tables for your own records, or a case to start from"
)
TEMPLATE_LONG = Text(
    zh="写出 edugroup inspect 和 edugroup new-case 所读的空表，供填报：一个工作簿和若干 CSV 文件，含表头、可填的词和每一列的"
    "说明。表头用所选的语言（--lang）。--force 可替换先前写出、尚未填写的模板。"
    "--case 改为写出一个案例文件：一个可直接运行的虚构小区县，案例的每个键都有说明，供改写成自己的案例。",
    en="Write the tables that edugroup inspect and edugroup new-case read, to be filled in: a workbook and CSV files with "
    "headers, the allowed words and an explanation of every column. Headers are in the language chosen (--lang). --force "
    "replaces an earlier template that is empty. With --case it writes a case file instead: a small made-up district that runs as "
    "it is, with what every key of a case means, to turn into a case of your own.",
)
TEMPLATE_OUT = Text(
    zh="文件夹，或单独一个工作簿（默认：template）", en="folder, or a workbook alone (default: template)"
)
TEMPLATE_CASE = Text(zh="写出供改写的案例文件", en="write a case file to start from")
TEMPLATE_FORCE = Text(
    zh="替换先前的模板；已填写的绝不替换",
    en="replace an earlier template; one that was filled in is never replaced",
)
WORKBOOK = Text(zh="工作簿：{path}", en="Workbook: {path}")
CSV_FILES = Text(zh="CSV 文件：{path}", en="CSV files: {path}")
TEMPLATE_CHANGED = Text(
    zh="{path} 写出后已有改动；请将它移走，或用 --out 另指文件夹（--force 不会替换已填写的内容）",
    en="{path} has been changed since it was written; move it, or name another folder with --out (--force does not replace "
    "what was filled in)",
)
NOT_EMPTY_TEMPLATE = Text(
    zh="{path} 不是空模板，--force 不替换其他内容；请用 --out 另指文件",
    en="{path} is not an empty template, and --force replaces nothing else; name another file with --out",
)
NOT_SAMPLE = Text(
    zh="{path} 不是未改动的案例模板，--force 不替换其他内容；请用 --case 另指文件",
    en="{path} is not an unchanged case to start from, and --force replaces nothing else; name another file with --case",
)
SAMPLE_WRITTEN = Text(zh="案例：{path}", en="Case: {path}")

INSPECT = Text(zh="对照督导评估标准测算一个真实区县的台账", en="inspect the records of a real county")
INSPECT_LONG = Text(
    zh="读取学校台账，以及可能有的教师和学生数据，加以核对，写出国家督导评估会看到什么：各校是否达到标准，校际差异系数，还须"
    "增加或调动什么。会替换先前的输出。",
    en="Read records of schools, and if there are any of teachers and pupils, check them, and write what national inspectors "
    "would find: schools against thresholds, coefficients of variation, what would have to move. Replaces an earlier one.",
)
INSPECT_DATA = Text(
    zh="内有 学校.csv（schools.csv）等表的文件夹，或一个 XLSX 工作簿（见 edugroup template）；example 是附带的示例",
    en="folder with schools.csv and the like (Chinese names are read too), or an XLSX workbook (see edugroup template); example "
    "is the worked example",
)
INSPECT_YEAR = Text(
    zh="台账含多个学年时取哪一个，按开始的年份（默认：最后一个）",
    en="school year, where the records hold several (default: the last)",
)
REGIME = Text(
    zh="2017：优质均衡；2012：基本均衡；both：两者（默认：both）",
    en="2017: quality balance, 2012: basic balance (default: both)",
)
NO_REGIME = Text(zh="没有“{text}”这套标准{hint}", en="there is no regime '{text}'{hint}")
INSPECT_OUT = Text(
    zh="写出的文件夹（默认：results/inspect-台账名）", en="folder to write (default: results/inspect-DATA)"
)
READING = Text(zh="正在读取并核对台账……", en="reading and checking the records ...")
WRITING = Text(zh="正在写出表、图和报告……", en="writing tables, figures and report ...")

NEW_CASE = Text(zh="把学校台账变成案例", en="make a case of school records")
NEW_CASE_LONG = Text(
    zh="把一个文件夹、工作簿或 CSV 文件中的学校台账变成 edugroup run 可运行的案例文件。台账没有的由程序假设，每条假设都显示"
    "出来并写在文件开头。",
    en="Turn a folder, workbook or CSV file of school records into a case file that edugroup run takes. What the records do not "
    "say is assumed, and every assumption is printed and written at the head of the file.",
)
NEW_CASE_DATA = Text(
    zh="学校台账：文件夹、XLSX 或 CSV 文件（edugroup template 给出空表）",
    en="folder, XLSX or CSV file of school records (edugroup template makes one)",
)
NEW_CASE_YEAR = Text(
    zh="台账的学年，按开始的年份：2023 即 2023—2024 学年（默认：台账中最后一个）",
    en="school year of the records, by the year it begins in: 2023 is 2023/24 (default: the last one they hold)",
)
NEW_CASE_NAME = Text(
    zh="案例的标识：a 至 z、数字、- 和 _（默认：取自台账的名称）",
    en="id of the case: a to z, digits, - and _ (default: from the name of DATA)",
)
NEW_CASE_OUT = Text(zh="写出的文件（默认：标识.toml）", en="file to write (default: ID.toml)")
NEW_CASE_FIT = Text(
    zh="另外写出各校台账中的平均分和标准差与案例第一天的对照",
    en="also write how every school's recorded mean and spread of scores stand on the first day of the case",
)
NEW_CASE_FORCE = Text(zh="替换已有的文件", en="replace files that are there")
NOTHING_TO_FIT = Text(
    zh="--fit：台账中没有案例可用的学校或学生成绩；请去掉 --fit",
    en="--fit: the records hold no scores of schools or pupils that a case could use; leave --fit out",
)
READ_WITH_CARE = Text(zh="\n读取时请留意：", en="\nRead with care:")
ASSUMED = Text(zh="\n假设：", en="\nAssumed:")
SCORES = Text(
    zh="\n成绩，台账所载与案例第一天 [台账的分]：",
    en="\nScores, recorded and on the first day [points of the records]:",
)
CASE_WRITTEN = Text(zh="\n案例：{path}", en="\nCase: {path}")
FIT_WRITTEN = Text(zh="拟合：{path}", en="Fit: {path}")
NEXT = Text(zh="下一步：{again}", en="Next: {again}")
HOLDS = Text(zh="{id}：{counts}", en="{id}: {counts}")
COUNTS = (  # of what a case holds, in the order they are told
    Text(zh="学校{n:,}所", en="{n:,} schools"),
    Text(zh="幼儿园{n:,}所", en="{n:,} kindergartens"),
    Text(zh="学生{n:,}人", en="{n:,} pupils"),
    Text(zh="镇街{n:,}个", en="{n:,} towns"),
    Text(zh="集团{n:,}个", en="{n:,} groups"),
    Text(zh="成员关系{n:,}条", en="{n:,} ties"),
)
WRONG_SUFFIX = Text(
    zh="{option} {path} 不以 {suffix} 结尾；请给出文件名，如 {example}",
    en="{option} {path} does not end in {suffix}; name a file such as {example}",
)
IS_FOLDER = Text(zh="{path} 是一个文件夹；请用 {option} 给出文件", en="{path} is a folder; name a file with {option}")
