"""What app says."""

from __future__ import annotations

from sim.say import Text

APP = Text(zh="在浏览器中逐学期观看一个区", en="step through a district in the browser")
LONG = Text(
    zh="在本机提供一个网页，逐学期显示一个区：地图、走势、教师、经费，可并排对照两个世界。",
    en="Serve a page of this machine that shows a district term by term: map, series, teachers, money, two worlds side by "
    "side.",
)
CASE = Text(
    zh="案例名（edugroup cases 可列出）或案例文件的路径（默认：huadu）",
    en="name of a case or path of a case file (default: huadu)",
)
PORT = Text(zh="端口（默认：8765，或其后空闲的一个）", en="port to serve at (default: 8765 or the next that is free)")
HOST = Text(
    zh="提供服务的地址（默认：127.0.0.1，其他机器无法访问）",
    en="address to serve at (default: 127.0.0.1, which no other machine reaches)",
)
NO_BROWSER = Text(zh="不打开浏览器，只打印网址", en="open no browser; the address is printed")
STUDY = Text(
    zh="研究（或 run、demo、compare）的文件夹，显示其中一次运行",
    en="folder of a study (or run, demo, compare) one of whose runs is shown",
)
RUN = Text(
    zh="该次运行的编号，或其开头几个字符；edugroup export 写出的 runs 表列出各次运行的编号",
    en="key of that run, or its first letters; the table runs that edugroup export DIR writes lists them",
)
COMPONENTS = Text(
    zh="含有列表 components 的 Python 文件，其中是 Mesa 用户自己的组件，例如 make_plot_component 所给的",
    en="Python file with a list 'components' of a Mesa user's own, such as make_plot_component gives",
)
BOTH = Text(
    zh="--study 与 --run 须一起使用；edugroup export 写出的 runs 表列出各次运行的编号",
    en="--study DIR and --run KEY go together; the table runs that edugroup export DIR writes lists keys",
)
CASE_OR_STUDY = Text(
    zh="存储的运行自带案例；请去掉案例或 --study", en="a stored run brings its own case; leave CASE or --study out"
)
PORT_UNIT = Text(zh="端口", en="port")
