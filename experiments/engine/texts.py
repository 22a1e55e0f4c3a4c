"""What is said while runs are carried out: by processes of this machine, by a cluster, by a batch system."""

from __future__ import annotations

from sim.say import Text

# Why a run ended badly.
TOOK_LONGER = Text(
    zh="用时超过 --time-limit 的{seconds:g}秒；请改用更大的值",
    en="took longer than the {seconds:g} s of --time-limit; try a larger one",
)
NO_REASON = Text(zh="没有记下原因", en="no reason was recorded")
BY_SIGNAL = Text(zh="被 {signal} 终止", en="ended by {signal}")
WITH_CODE = Text(zh="以退出码{code}结束", en="ended with code {code}")
LAST_WORDS = Text(zh="{how}\n{stream}", en="{how}\n{stream}")
CANNOT_START = Text(zh="工作进程无法启动：{words}", en="a worker process cannot start: it {words}")
RUN_TOOK_LONGER = Text(
    zh="运行用时超过{seconds:g}秒；其工作进程{words}", en="the run took more than {seconds:g} s; its worker {words}"
)
WORKERS_DIED = Text(
    zh="有{n}个工作进程在这次运行中终止；最后一个{words}", en="{n} worker processes died at this run; the last {words}"
)
NO_MEMORY = Text(zh="运行所需内存超过允许的上限", en="the run wanted more memory than it may take")

# Other code.
CHANGED = Text(
    zh="运行进行时程序被改动。先前存盘的完好，予以保留。请换回原来的代码，用 edugroup resume 接着做；用新代码则全部重做",
    en="the program was changed while runs were being done. What was stored before is good and stays. Put the old code back and "
    "go on with edugroup resume; with the new code that does all runs anew",
)
UNDER_CHANGE = Text(zh="正在改动", en="under change")
INSTEAD = Text(zh="{key} 是 {found}，而不是 {wanted}", en="{key} {found} instead of {wanted}")
OTHER_CODE = Text(zh="{who}的代码或库不同：{what}；{advice}", en="{who} has {what}; {advice}")
A_WORKER = Text(zh="新的工作进程", en="a new worker process")
THE_WORKER = Text(zh="{host} 上的工作进程", en="the worker on {host}")
INSTALL_THERE = Text(zh="请在那里安装相同的 edugroup 和库", en="install the same edugroup and libraries there")

# Parts, clusters, batch systems.
NO_PART = Text(
    zh="--shard {text} 不是分份；例如 --shard 2/8，即八份中的第二份（1/8 至 8/8）",
    en="--shard {text} is not a part; write for example --shard 2/8, the second of eight (1/8 to 8/8)",
)
NO_ADDRESS = Text(
    zh="--scheduler {address} 不是地址；例如 --scheduler tcp://10.0.0.1:8786",
    en="--scheduler {address} is not an address; write for example --scheduler tcp://10.0.0.1:8786",
)
NEEDS_JOBQUEUE = Text(
    zh="--{batch} 需要 dask-jobqueue：请安装 edugroup[cluster]",
    en="--{batch} needs dask-jobqueue: install edugroup[cluster]",
)
NEEDS_COMMAND = Text(
    zh="--{batch} 需要命令 {command}，本机没有",
    en="--{batch} needs the command {command}, which this machine does not have",
)
NOT_TAKEN = Text(zh="批处理系统没有接受作业：{why}", en="the batch system did not take the job: {why}")
NEEDS_DASK = Text(
    zh="使用集群需要 dask：请安装 edugroup[cluster]", en="a cluster needs dask: install edugroup[cluster]"
)
NO_SCHEDULER = Text(
    zh="{address} 没有 dask 调度器应答（{why}）；请启动一个，或改用别的地址",
    en="no dask scheduler answers at {address} ({why}); start one, or name another",
)
NO_WORKERS = Text(zh="集群没有工作进程；正在等待", en="the cluster has no workers; waiting for some")
SCHEDULER_GONE = Text(zh="{address} 的 dask 调度器已不在", en="the dask scheduler at {address} is gone")
THE_BATCH_SYSTEM = Text(zh="批处理系统", en="the batch system")
NEEDS_CERTIFICATES = Text(
    zh="--scheduler {address} 需要证书：请在 dask 的配置 distributed.comm.tls 中指明（ca-file、client.cert、client.key）",
    en="--scheduler {address} needs certificates: name them in dask's configuration, distributed.comm.tls (ca-file, client.cert, "
    "client.key)",
)
SOMETHING_ELSE = Text(zh="那里是别的程序在监听", en="something else listens there")
DRIVER_LEFT = Text(zh="主程序已离开", en="the driver has left")
