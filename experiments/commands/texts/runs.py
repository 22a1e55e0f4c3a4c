"""What status, resume, retry, export, replay and merge say; and the options of every engine."""

from __future__ import annotations

from sim.say import Text

STATUS = Text(zh="说明一项研究进展如何", en="say how a study stands")
STATUS_LONG = Text(
    zh="说明一项研究有多少运行已完成、缺少或失败，以及为什么。研究进行中也可以问。",
    en="Say how many runs of a study are done, missing or failed, and why. May be asked while the study runs.",
)
RESUME = Text(zh="完成一项研究缺少的运行", en="do the missing runs of a study")
RESUME_LONG = Text(
    zh="补做一项中断的研究所缺少的运行。失败的运行不动。",
    en="Do what is missing of a study that was stopped. Failed runs are left alone.",
)
RETRY = Text(zh="重做一项研究失败的运行", en="do the failed runs of a study again")
RETRY_LONG = Text(
    zh="重做一项研究失败的运行和数据文件中已损坏的运行，并补做缺少的。",
    en="Do the failed runs of a study again, those that are damaged in its store, and what is missing.",
)
EXPORT = Text(zh="把一项研究的运行导出为表", en="write a study's runs as tables")
EXPORT_LONG = Text(
    zh="把一项研究的运行导出为 Parquet、CSV 或 Excel 表：各次运行及研究的结果指标、逐年指标、经费、均值或成对之差，以及每一列的"
    "含义；Excel 工作簿带图表。",
    en="Write the runs of a study as Parquet, CSV or Excel tables: runs with the outcomes of the study, yearly measures, money, "
    "means or paired differences, and what each column means; the Excel workbook has charts.",
)
REPLAY = Text(zh="重做一项研究的一次运行", en="do one run of a study again")
REPLAY_LONG = Text(
    zh="在本进程中重做一项研究的一次运行，说明结果是否与所存一致。不作任何改动。",
    en="Do one run of a study again, in this process, and say whether it gives what is stored. Changes nothing.",
)
MERGE = Text(zh="合并一项研究的各部分", en="put parts of a study together")
MERGE_LONG = Text(
    zh="把其他文件夹的运行（如各部分的）收进一个文件夹。完好的运行绝不被替换。已损坏的文件夹中能读的都会收进来。",
    en="Take the runs of other folders, such as those of shards, into one. Good runs are never replaced. Of a damaged folder it "
    "takes what can be read.",
)
DIR = Text(zh="研究的文件夹", en="folder of the study")
ONLY_STATUS = Text(
    zh="只重做以这种方式失败的运行；可多次使用（默认：全部）",
    en="only runs that failed in this way; may be repeated (default: all)",
)
FORMAT = Text(
    zh="格式：parquet、csv、xlsx，用逗号隔开（默认：parquet）",
    en="formats: parquet, csv, xlsx, separated by commas (default: parquet)",
)
INSTEAD_OF_STUDY = Text(zh="代替研究所定结果指标的指标", en="outcomes to show instead of those of the study")
EXPORT_OUT = Text(zh="写出的文件夹（默认：研究文件夹中的 export）", en="folder to write (default: DIR/export)")
KEY = Text(zh="运行的编号，写出开头几个字符即可", en="key of the run, of which the first few characters are enough")
OTHERS = Text(zh="从中取运行的文件夹", en="folders to take runs from")

# How runs are carried out.
HOW = Text(zh="运行的执行方式（不影响结果）", en="how runs are carried out (results do not depend on it)")
TIME_LIMIT = Text(zh="一次运行至多几秒（默认：{default:.0f}）", en="seconds a run may take (default: {default:.0f})")
MEMORY = Text(
    zh="一个工作进程运行时至多占用多少内存，仅限 Linux（默认：本机内存按进程均分）",
    en="memory a worker may take for a run, Linux only (default: its part of the machine's)",
)
SHARD = Text(
    zh="只做 N 部分中的第 I 部分，各用一个文件夹；用 edugroup merge 合并",
    en="only part I of N, each with a folder of its own; edugroup merge puts them together",
)
SCHEDULER = Text(zh="在 dask 集群上运行，如 tcp://host:8786", en="work on a dask cluster, such as tcp://host:8786")
SLURM = Text(zh="以 Slurm 作业启动 dask 工作进程", en="start dask workers as jobs of Slurm")
PBS = Text(zh="以 PBS 作业启动 dask 工作进程", en="start dask workers as jobs of PBS")
JOBS = Text(zh="启动多少个作业（默认：1）", en="jobs to start (default: 1)")
JOB = Text(
    zh="作业的一项设置，名称同 dask-jobqueue：cores、memory、walltime、queue、account；可多次使用",
    en="setting of a job, as dask-jobqueue names it: cores, memory, walltime, queue, account; may be repeated",
)
EXCLUDE = Text(zh="--{one} 与 --{other} 不能同用", en="--{one} and --{other} exclude each other")
WORKERS_HERE = Text(
    zh="--workers 只用于本机；用 --{way} 时进程数由集群决定",
    en="--workers is for this machine; with --{way} the cluster says how many there are",
)
JOB_NEEDS = Text(zh="--job 须与 --slurm 或 --pbs 同用", en="--job needs --slurm or --pbs")
BAD_JOB = Text(
    zh="--job {text} 不是“名称=值”的形式；请写成例如 --job walltime=02:00:00",
    en="--job {text} is not of the form key=value; write for example --job walltime=02:00:00",
)

# How a study stands.
ENDED_WELL = Text(zh="{folder}：{planned:,}次运行中{ok:,}次成功", en="{folder}: {ok:,} of {planned:,} runs ended well")
MEANING = {
    "ok": Text(zh="次成功", en="ended well"),
    "error": Text(zh="次出错", en="raised an error"),
    "crashed": Text(zh="次使工作进程崩溃", en="took their worker with them"),
    "timeout": Text(zh="次超时", en="took too long"),
    "memory": Text(zh="次所需内存过多", en="wanted too much memory"),
    "damaged": Text(zh="次已损坏，无法按写入时读出", en="cannot be read as they were written"),
}
SO_MANY = Text(zh="  {n:,}{meaning}（{status}）", en="  {n:,} {meaning} ({status})")
SO_MANY_MISSING = Text(
    zh="  缺{n:,}次{need}；接着做：edugroup resume {folder}",
    en="  {n:,} missing{need}; go on with: edugroup resume {folder}",
)
NEED = Text(zh="，约需一个处理器{time}", en=", about {time} of one processor")
MORE_FAILED = Text(
    zh="……另有{n:,}次；edugroup export {folder} 列出全部", en="... and {n:,} more; edugroup export {folder} lists all"
)
RUN_SAID = Text(zh="{case}{baseline}，{chance}，{years}学年", en="{case}{baseline}, {chance}, {years} years")
WITHOUT_REFORMS = Text(zh="（无改革）", en=" without reforms")
NOTHING_SET = Text(zh="无另外设定", en="nothing set")
FAILED_RUN = Text(
    zh="{key} {status}：{run}，{settings}\n    {reason}\n    edugroup replay {folder} {key}",
    en="{key} {status}: {run}, {settings}\n    {reason}\n    edugroup replay {folder} {key}",
)
RETRY_WITH = Text(zh="重做失败的运行：edugroup retry {folder}", en="do failed runs again with: edugroup retry {folder}")
THE_COMMAND = Text(zh="当初执行该研究的命令", en="the command that made the study")
DAMAGED = Text(zh="{key} 已损坏：{what}", en="{key} damaged: {what}")
MORE_DAMAGED = Text(zh="……另有{n:,}次已损坏", en="... and {n:,} more are damaged")
RETRY_DAMAGED = Text(
    zh="重做已损坏的运行：edugroup retry {folder} --status damaged",
    en="do damaged runs again with: edugroup retry {folder} --status damaged",
)
PLAN_ANEW = Text(zh="其中{n:,}次只能重新安排，命令：{made}", en="{n:,} of them can only be planned anew, by: {made}")
LOST_CASE = Text(
    zh="数据文件中的案例“{name}”已损坏：在它恢复之前，有{n:,}次运行无法重做，恢复用：{made}",
    en="the case '{name}' in the store is damaged: {n:,} runs cannot be done again until it is there again, by: {made}",
)
NOTHING_MISSING = Text(zh="运行已全部完成{report}", en="nothing is missing{report}")
REPORT_BY = Text(zh="；生成报告的命令：{made}", en="; its report is made by: {made}")
NO_FOLDER = Text(
    zh="没有文件夹 {folder}；请给出研究的文件夹", en="there is no folder {folder}; name the folder of a study"
)
NO_GOOD_RUN = Text(
    zh="{folder} 没有一次成功的运行；edugroup status {folder} 说明原因",
    en="no run of {folder} is good; edugroup status {folder} says why",
)

# Export, replay, merge.
EXPORTED = Text(zh="已写入 {folder}：{names}", en="{names} in {folder}")
REPLAYED = Text(zh="{key}：{run}{settings}", en="{key}: {run}{settings}")
CASE_DAMAGED = Text(
    zh="{folder} 中的案例“{case}”已损坏：无法由此重做该运行",
    en="the case '{case}' in {folder} is damaged: the run cannot be done again from there",
)
OTHER_CODE = Text(
    zh="它是用另一版代码或另一些库安排的：数字可能不同",
    en="it was planned with other code or other libraries: its numbers may differ",
)
STORED_AS = Text(zh="存为 {status}：\n{error}\n正在重做……", en="stored as {status}:\n{error}\ndoing it again ...")
WELL_NOW = Text(zh="现在成功了", en="it ends well now")
NOT_STORED = Text(zh="成功；尚未存盘", en="it ends well; it is not stored yet")
SAME_NUMBERS = Text(zh="数字与所存的逐位相同", en="the numbers are those stored, to the last bit")
OTHER_NUMBERS = Text(
    zh="{key} 的数字与 {folder} 所存的不同", en="the numbers of {key} differ from those stored in {folder}"
)
INTO_ITSELF = Text(zh="{folder} 不能并入它自己", en="{folder} cannot be merged into itself")
MERGED = Text(
    zh="{folder}：新增{rows:,}次运行，其中{good:,}次成功", en="{folder}: {rows:,} new runs, {good:,} of them good"
)
LEFT_OUT = Text(zh="  未收入：{key}，{what}", en="  left out: {key}, {what}")
MORE_LEFT_OUT = Text(zh="  未收入：另有{n:,}次", en="  left out: {n:,} more")
