"""What is said of files and folders: what was written, what is refused."""

from __future__ import annotations

from sim.say import Text

WRITTEN = Text(zh="已写出：{names}", en="already written: {names}")
NOTHING_WRITTEN = Text(zh="没有写出任何文件", en="nothing was written")
