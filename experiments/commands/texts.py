"""What the commands say: their help, and what they print."""

from __future__ import annotations

from sim.say import Text

# Of every command.
INSTRUMENTS_HELP = Text(
    zh="模型之外的政策工具所在的文件夹或文件；可多次使用",
    en="folder or file of instruments that are not of the model; may be repeated",
)

# template.
TEMPLATE = Text(zh="写出供填报的空表", en="write empty tables for your own records")
TEMPLATE_LONG = Text(
    zh="写出 edugroup inspect 和 edugroup new-case 所读的空表，供填报：一个工作簿和若干 CSV 文件，含表头、可填的词和每一列的"
    "说明。表头用所选的语言（--lang）。--force 可替换先前写出、尚未填写的模板。",
    en="Write the tables that edugroup inspect and edugroup new-case read, to be filled in: a workbook and CSV files with "
    "headers, the allowed words and an explanation of every column. Headers are in the language chosen (--lang). --force "
    "replaces an earlier template that is empty.",
)
TEMPLATE_OUT = Text(
    zh="文件夹，或单独一个工作簿（默认：template）", en="folder, or a workbook alone (default: template)"
)
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
IS_THERE = Text(
    zh="{path} 已存在；请用 {option} 另指文件，或用 --force 替换",
    en="{path} is there already; name another file with {option}, or replace it with --force",
)
NOT_EMPTY_TEMPLATE = Text(
    zh="{path} 不是空模板，--force 不替换其他内容；请用 --out 另指文件",
    en="{path} is not an empty template, and --force replaces nothing else; name another file with --out",
)
CANNOT_WRITE = Text(zh="无法写出 {path}：{why}", en="cannot write {path}: {why}")
