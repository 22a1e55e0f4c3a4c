"""What is said of files and folders: what was written, what is refused."""

from __future__ import annotations

from sim.say import Text

WRITTEN = Text(zh="已写出：{names}", en="already written: {names}")
NOTHING_WRITTEN = Text(zh="没有写出任何文件", en="nothing was written")
NAMES_MORE = Text(zh="{name}等，另有{n}个", en="{name} and {n} more")
CANNOT_WRITE = Text(zh="无法写入 {path}：{why}", en="cannot write {path}: {why}")
IS_A_LINK = Text(zh="它是链接", en="it is a link")

# Who is writing.
NOT_OURS = Text(
    zh="{path} 不是 edugroup 的文件；请将它移走，或用 --out 另指文件夹",
    en="{path} is not a file of edugroup; move it, or name another folder with --out",
)
ANOTHER = Text(
    zh="另一个 edugroup 正在写入 {folder}；请等它结束，或将它停止",
    en="another edugroup is writing in {folder}; wait until it ends, or stop it",
)
ANOTHER_PROCESS = Text(
    zh="另一个 edugroup（{host} 上的进程 {process}）正在写入 {folder}；请等它结束，或将它停止",
    en="another edugroup (process {process} on {host}) is writing in {folder}; wait until it ends, or stop it",
)
BACK_IN_PLACE = Text(
    zh="{path} 曾被一个中途被杀的命令移开；现已放回原处",
    en="{path} was moved aside by a command that was killed; it is back in its place",
)

# What is in the way.
LINK = Text(
    zh="{path} 是链接；研究文件夹之内的链接一概不跟随：请用 --out 另指文件夹",
    en="{path} is a link; edugroup follows none inside a study's folder: name another folder with --out",
)
IS_A_FILE = Text(zh="{path} 是文件；请用 --out 指明文件夹", en="{path} is a file; name a folder with --out")
FOLDER_YOU_ARE_IN = Text(
    zh="{path} 是您当前所在的文件夹或其上级；请用 --out 指明新的文件夹",
    en="{path} is the folder you are in, or above it; name a new folder with --out",
)
NOT_EMPTY = Text(
    zh="{path} 不是空的，也不是先前运行的输出；请将它移走，或用 --out 另指文件夹",
    en="{path} is not empty and not the output of an earlier run; move it, or name another folder with --out",
)
EARLIER_OUTPUT = Text(
    zh="{path} 中是先前 {command} 的输出；请用 --out 另指文件夹",
    en="{path} holds the output of an earlier {command}; name another folder with --out",
)
EARLIER_OUTPUT_FORCE = Text(
    zh="{path} 中是先前 {command} 的输出；请用 --out 另指文件夹，或用 --force 替换",
    en="{path} holds the output of an earlier {command}; name another folder with --out, or replace it with --force",
)
FOREIGN = Text(
    zh="{path} 中有并非 edugroup 写出的文件（{names}）；请将它们移走，或另指文件夹",
    en="{path} holds files that edugroup did not write ({names}); move them or name another folder",
)
OTHER_FILES = Text(
    zh="{path} 中没有 edugroup 的运行，而有其他文件（{names}）；请用 --out 指明新的或空的文件夹",
    en="{path} holds no runs of edugroup but other files ({names}); name a new or an empty folder with --out",
)
NOT_OUR_PAGE = Text(
    zh="{path} 不是 edugroup 写出的网页；请将它移走，或用 --out 另指文件夹",
    en="{path} is not a page that edugroup wrote; move it, or name another folder with --out",
)
CHANGED_CODE = Text(zh="{commit}（其后另有改动）", en="{commit} and changes since")
