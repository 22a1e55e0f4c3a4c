"""What the command line says whatever the command: what it is, what it refuses, how it ended."""

from __future__ import annotations

from sim.say import Text

THERE_ARE = Text(zh="{nearest}；可选：{names}", en="{nearest}; there are {names}")

ABOUT = Text(
    zh="集团化办学的多主体仿真模型：什么缩小了校际差距，谁受益。",
    en="An agent-based model of education groups (集团化办学): what narrows the gaps between schools, and for whom.",
)
TRY = Text(zh="可先试：edugroup cases，再试 edugroup run huadu", en="Try: edugroup cases, then edugroup run huadu")
SEE_HELP = Text(zh="{wrong}；用法见 {prog} --help", en="{wrong}; {prog} --help shows how it is used")
PREFIXED = Text(zh="edugroup：{message}", en="edugroup: {message}")

IN_CASE = Text(zh="{source}：{message}", en="{source}: {message}")

INTERRUPTED = Text(zh="已中断；{left}", en="interrupted; {left}")
FOLDER_GONE = Text(
    zh="当前文件夹已被删除；请换到别的文件夹，或使用绝对路径",
    en="the folder you are in was deleted; change to another one, or give absolute paths",
)
SYSTEM_ERROR = Text(zh="{error}{where}；{left}", en="{error}{where}; {left}")
WHERE = Text(zh="（{path}）", en=" ({path})")
RENAME_IT = Text(zh="{unreadable}；请改名；{left}", en="{unreadable}; rename it; {left}")
RENAME = Text(zh="{unreadable}；请为该文件或文件夹改名", en="{unreadable}; rename the file or folder")
UNREADABLE = Text(
    zh="名称“{name}”在本机的文件名编码 {encoding} 中不是文字{how}",
    en="the name '{name}' is no text in the encoding of file names here, {encoding}{how}",
)
USE_UTF8 = Text(zh="（设 PYTHONUTF8=1 可改用 utf-8）", en=" (PYTHONUTF8=1 makes it utf-8)")
UNKNOWN_COMMAND = Text(zh="没有命令“{name}”{hint}", en="unknown command '{name}'{hint}")
UNKNOWN_OPTION = Text(
    zh="edugroup {command} 没有选项“{name}”{hint}", en="unknown option '{name}' of edugroup {command}{hint}"
)
UNEXPECTED = Text(zh="edugroup {command} 后面多出了“{word}”", en="unexpected '{word}' after edugroup {command}")
NO_PATH = Text(
    zh="{option} ''不是文件也不是文件夹；请给出路径", en="{option} '' names no file and no folder; give a path"
)
