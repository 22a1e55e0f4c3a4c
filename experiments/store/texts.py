"""What is said of the store of runs: how far a study has come, what is damaged, what cannot be written."""

from __future__ import annotations

from sim.say import Text

# How far a study has come.
TOO_MANY = Text(
    zh="{what}：{points:,} × {each:,} 共{runs:,}次运行；允许：不超过{most:,} [一项研究的运行次数]",
    en="{what}: {points:,} x {each:,} are {runs:,} runs; allowed: at most {most:,} [runs of a study]",
)
PLANNED_ANEW = Text(
    zh="安排这些运行之后，模型或某个库有了改动：全部重做，先前的结果仍予保留",
    en="the model or a library changed since these runs were planned: all are done anew, older results stay stored",
)
ON_THE_NETWORK = Text(
    zh="{folder} 位于网络文件系统（{kind}）上，进程被杀可能损坏存盘：请在本机磁盘上运行，做完再复制文件夹",
    en="{folder} is on a file system of the network ({kind}), where a kill may spoil the store: work on a disk of this machine, "
    "and copy the folder when it is done",
)
NOT_DONE = Text(
    zh="有{n:,}次运行因计划或案例已损坏而未能做：edugroup status {folder} 说明是哪些",
    en="{n:,} runs could not be done, as their plan or case is damaged: edugroup status {folder} says which",
)
TO_DO_ALL = Text(
    zh="共{n:,}次运行{part}{need}", en="{n:,} {n:run|runs}{part}, 0 of them done before, {n:,} to do{need}"
)
TO_DO = Text(
    zh="共{n:,}次运行{part}，其中{there:,}次先前已做完，{lost}还须做{due:,}次{need}",
    en="{n:,} {n:run|runs}{part}, {there:,} of them done before,{lost} {due:,} to do{need}",
)
IN_PART = Text(zh="（{n}份中的第{i}份）", en=" in part {i} of {n}")
LOST = Text(
    zh="{n:,}次已损坏（edugroup retry {folder} --status damaged 重做），",
    en=" {n:,} damaged (edugroup retry {folder} --status damaged),",
)
NEED = Text(zh="，约占{size}", en=": about {size}")
RUNS = Text(zh="运行", en="runs")
RUNS_FAILED = Text(zh="运行，{n}次失败", en="runs, {n} failed")
SO_FAR = Text(
    zh="{due:,}次运行已做{done:,}次，{failed:,}次失败；约还需{time}",
    en="{done:,} of {due:,} runs, {failed:,} failed; about {time} to go",
)
STOPPED = Text(zh="已停止：{left}", en="stopped: {left}")
LEFT = Text(
    zh="已存盘{stored:,}次运行，还缺{left:,}次；接着做：edugroup resume {folder}",
    en="{stored:,} runs are stored, {left:,} are missing; go on with: edugroup resume {folder}",
)
DONE = Text(
    zh="用时{time}做完{n:,}次运行；计划的{planned:,}次中成功{ok:,}次",
    en="{n:,} {n:run|runs} in {time}; {ok:,} of {planned:,} are good",
)
FAILED = Text(
    zh="有{n:,}次运行失败：edugroup status {folder} 说明原因，edugroup retry {folder} 重做",
    en="{n:,} runs failed: edugroup status {folder} says why, edugroup retry {folder} does them again",
)
ESTIMATE = Text(zh="实测每次运行{each:.2g}秒；约还需{time}", en="{each:.2g} s per run measured; about {time} to go")
SECONDS = Text(zh="{n:.0f}秒", en="{n:.0f} s")
MINUTES = Text(zh="{n}分钟", en="{n} min")
HOURS = Text(zh="{hours}小时{minutes:02d}分", en="{hours} h {minutes:02d} min")
DAYS = Text(zh="{n:.1f}天", en="{n:.1f} days")
OF_DISK = Text(zh="{n:.3g} {unit} 磁盘空间", en="{n:.3g} {unit} of disk")

# What is damaged.
CHECKSUM = Text(zh="校验和不符", en="its checksum does not fit")
NO_KEY = Text(zh="其编号不是编号", en="its key is none")
PLAN_UNREADABLE = Text(zh="无法读取其计划内容", en="what was planned cannot be read")
ITS_PLAN_UNREADABLE = Text(zh="无法读取其计划", en="its plan cannot be read")
ITS_PLAN = Text(zh="其计划：{what}", en="its plan: {what}")
CASE_UNREADABLE = Text(zh="无法读取案例 {name}", en="the case {name} cannot be read")
NO_STATUS = Text(zh="没有状态 {status}", en="there is no status {status}")
NOTES_UNREADABLE = Text(zh="无法读取有关它的记录", en="what was noted of it cannot be read")
TABLES_UNREADABLE = Text(zh="无法读取其年度数据表", en="its yearly tables cannot be read")
NOT_THERE = Text(zh="不在其中", en="it is not there")
OUT_OF_ORDER = Text(zh="各行次序错乱", en="its rows are out of order")
NO_TABLE = Text(zh="缺少表 {table}", en="it has no table {table}")
NO_COLUMN = Text(zh="表 {table} 缺少列 {column}", en="its table {table} has no column {column}")
NO_VERSION = Text(zh="没有写明版本", en="it does not say of which version it is")
DAMAGED = Text(
    zh="{path} 已损坏（{error}），原样保留；仍可读取的部分用以下命令抢救：edugroup merge 新文件夹 {folder}",
    en="{path} is damaged ({error}), and is left as it is; what can still be read of it is saved by: edugroup merge NEW {folder} "
    "(NEW: a new folder)",
)
NOT_A_DATABASE = Text(
    zh="{path} 不是运行的存盘文件，或已损坏（{error}），原样保留；仍可读取的部分用以下命令抢救：edugroup merge 新文件夹 {folder}",
    en="{path} is no store of runs, or a damaged one ({error}), and is left as it is; what can still be read of it is saved by: "
    "edugroup merge NEW {folder} (NEW: a new folder)",
)
RUN_DAMAGED = Text(
    zh="{folder} 中的 {key} 已损坏：{what}；用建立该研究的命令可重新安排",
    en="{key} in {folder} is damaged: {what}; the command that made the study plans it anew",
)
PLAN_DAMAGED = Text(
    zh="{folder} 中{n:,}次运行的计划已损坏，且不是由本代码所安排：edugroup status {folder} 说明是哪些；用建立该研究的命令可重新安排",
    en="the plan of {n:,} runs of {folder} is damaged, and it was not made by this code: edugroup status {folder} says which; the "
    "command that made the study plans them anew",
)

# What is refused.
NO_RUNS_YET = Text(
    zh="{path} 还没有运行：它在开始之前就被停止，或复制时漏了日志（{name}-wal）",
    en="{path} holds no runs yet: it was stopped before it began, or copied without its log ({name}-wal)",
)
NO_STORE = Text(zh="{path} 不是运行的存盘文件；请另指文件夹", en="{path} is not a store of runs; name another folder")
OTHER_VERSION = Text(
    zh="{path} 的版本为{found}；本 edugroup 能读的版本为{older}和{version}：请使用写出它的版本",
    en="{path} is of version {found}; this edugroup reads versions {older} and {version}: use the one that wrote it",
)
NO_RUNS = Text(
    zh="{folder} 中没有运行（{file}）；请指明研究所在的文件夹",
    en="{folder} holds no runs ({file}); name the folder of a study",
)
CANNOT_WRITE = Text(zh="无法写入 {path}：{why}", en="cannot write {path}: {why}")
CANNOT_OPEN = Text(zh="无法打开 {path}（{why}）", en="cannot open {path} ({why})")
OTHER_COMMAND = Text(
    zh="{folder} 中是另一命令的运行（{made}）；请用 --out 另指文件夹",
    en="{folder} holds the runs of another command ({made}); name another folder with --out",
)
NO_ROOM = Text(
    zh="{folder} 没有空间再存结果（{error}）；{advice}",
    en="there is no room for more results in {folder} ({error}); {advice}",
)
MAY_NOT_WRITE = Text(zh="无法写入 {path}（{error}）；{advice}", en="cannot write {path} ({error}); {advice}")
FREE_FIRST = Text(
    zh="没有存下任何结果：请先腾出空间，再重做一遍", en="nothing was stored: free some space, then do the same again"
)
FREE_THEN_RESUME = Text(
    zh="先前存下的结果完好：请先腾出空间，再运行：edugroup resume {folder}",
    en="what was stored before is safe: free some space, then: edugroup resume {folder}",
)
ALLOW_FIRST = Text(
    zh="没有存下任何结果：请先允许写入，再重做一遍", en="nothing was stored: let it be written, then do the same again"
)
ALLOW_THEN_RESUME = Text(
    zh="先前存下的结果完好：请先允许写入，再运行：edugroup resume {folder}",
    en="what was stored before is safe: let it be written, then: edugroup resume {folder}",
)
TOOLS_GONE = Text(
    zh="{folder} 的运行是用模型之外的政策工具安排的，而它们现在不在：{names}；请用 --instruments 指明其文件夹，或安装其软件包",
    en="the runs of {folder} were planned with instruments that are not of the model, and are not there now: {names}; name their "
    "folder with --instruments, or install their package",
)
SEVERAL_RUNS = Text(
    zh="{folder} 中编号以“{key}”开头的运行不止一个：{keys}",
    en="more than one run in {folder} has a key that begins with '{key}': {keys}",
)
NO_RUN = Text(
    zh="{folder} 中没有编号以“{key}”开头的运行；其中的编号：{keys}",
    en="no run in {folder} has a key that begins with '{key}'; keys there: {keys}",
)
SOME_KEYS = Text(zh="{keys}，另有{n:,}次运行", en="{keys} and {n:,} more")
OTHER_PLAN = Text(
    zh="安排 {other} 的运行时，{what}：其数值与 {folder} 的不同；请把它们并入单独的文件夹，或重新安排：edugroup resume {other}",
    en="the runs of {other} were planned with {what}: their numbers are not those of {folder}; merge them into a folder of their "
    "own, or plan them anew with: edugroup resume {other}",
)
INSTEAD = Text(zh="{key} 是 {found}，而不是 {wanted}", en="{key} {found} instead of {wanted}")
