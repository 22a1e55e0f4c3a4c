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

# app.
APP = Text(zh="在浏览器中逐学期观看一个区", en="step through a district in the browser")
APP_LONG = Text(
    zh="在本机提供一个网页，逐学期显示一个区：地图、走势、教师、经费，可并排对照两个世界。",
    en="Serve a page of this machine that shows a district term by term: map, series, teachers, money, two worlds side by "
    "side.",
)
APP_CASE = Text(
    zh="案例名（edugroup cases 可列出）或案例文件的路径（默认：huadu）",
    en="name of a case or path of a case file (default: huadu)",
)
APP_PORT = Text(
    zh="端口（默认：8765，或其后空闲的一个）", en="port to serve at (default: 8765 or the next that is free)"
)
APP_HOST = Text(
    zh="提供服务的地址（默认：127.0.0.1，其他机器无法访问）",
    en="address to serve at (default: 127.0.0.1, which no other machine reaches)",
)
APP_NO_BROWSER = Text(zh="不打开浏览器，只打印网址", en="open no browser; the address is printed")
APP_STUDY = Text(
    zh="研究（或 run、demo、compare）的文件夹，显示其中一次运行",
    en="folder of a study (or run, demo, compare) one of whose runs is shown",
)
APP_RUN = Text(
    zh="该次运行的键，或其开头几个字符；edugroup status DIR 可列出",
    en="key of that run, or its first letters; edugroup status DIR shows them",
)
APP_COMPONENTS = Text(
    zh="含有列表 components 的 Python 文件，其中是 Mesa 用户自己的组件，例如 make_plot_component 所给的",
    en="Python file with a list 'components' of a Mesa user's own, such as make_plot_component gives",
)
APP_BOTH = Text(
    zh="--study DIR 与 --run KEY 须一起使用；edugroup status DIR 可列出其运行的键",
    en="--study DIR and --run KEY go together; edugroup status DIR shows the keys of its runs",
)
APP_CASE_OR_STUDY = Text(
    zh="存储的运行自带案例；请去掉 CASE 或 --study", en="a stored run brings its own case; leave CASE or --study out"
)
PORT = Text(zh="端口", en="port")
