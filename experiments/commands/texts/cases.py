"""What run, demo, describe, cases and check say."""

from __future__ import annotations

from sim.say import Text

RUN = Text(zh="运行一个案例一次", en="run a case once")
RUN_LONG = Text(zh="运行一个案例一次，写出表、图和报告。", en="Run a case once and write tables, figures and a report.")
SEED_HELP = Text(zh="种子，不小于0（默认：1）", en="seed, 0 or more (default: 1)")
AS_SEED = Text(zh="同 --seed", en="--seed")
CASE = Text(
    zh="案例名（edugroup cases 列出全部）或案例文件的路径；冒号后可写分支和设定，如 huadu:placebo=random-core",
    en="name of a case (edugroup cases lists them) or path of a case file; behind a colon, its arm and settings, such as "
    "huadu:placebo=random-core",
)
NO_REFORM = Text(zh="运行案例时不含改革、学校合并和集团", en="run the case without its reforms, mergers and groups")
RUN_OUT = Text(zh="写出的文件夹（默认：results/案例-seed种子）", en="folder to write (default: results/CASE-seedS)")
RUN_FORCE = Text(zh="替换先前一次运行的输出", en="replace the output of an earlier run")
SINGLE_RUN = Text(
    zh="这是单次运行，种子为{seed}：随时间的变化不等于改革的效果，改革的效果由下面的命令给出：\n  {comparison}",
    en="A single run, seed {seed}: change over time is not the effect of the reforms, which is shown by:\n  {comparison}",
)

DEMO = Text(zh="花都案例：有改革与无改革相比", en="baseline against reform in Huadu")
DEMO_LONG = Text(
    zh="用相同的种子分别在有改革和无改革的情况下运行花都案例，报告成对之差。会替换先前的演示。",
    en="Run Huadu with and without its reforms on shared seeds and report paired differences. Replaces an earlier demo.",
)
DEMO_SEEDS = Text(zh="运行多少对，1至1000（默认：10）", en="pairs of runs, 1 to 1000 (default: 10)")
DEMO_CASE = Text(zh="另一个案例（默认：huadu）", en="another case (default: huadu)")
DEMO_OUT = Text(zh="写出的文件夹（默认：results/demo）", en="folder to write (default: results/demo)")
DEMO_POSITIONAL = Text(zh="demo 的案例由 --case 给出；请写：{again}", en="demo takes a case by --case; write: {again}")

DESCRIBE = Text(zh="列出模型所声明的内容", en="print what the model declares")
DESCRIBE_LONG = Text(
    zh="以 Markdown 表格列出模型所声明的内容。", en="Print a table of the model's declarations, as Markdown."
)
WHICH_TABLE = Text(zh="哪一张表", en="which table")
DESCRIBE_CASE = Text(
    zh="连同案例自己声明的政策工具和办学形式（{tables}）",
    en="with what a case declares: its instances of instruments, its forms of tie (of {tables})",
)
NOT_OF_CASE = Text(
    zh="--case 与 {what} 无关，案例不会给它增加内容；可用：{tables}",
    en="--case says nothing of {what}, which no case adds to; allowed: {tables}",
)
NO_TABLE = Text(zh="没有表“{name}”{hint}", en="there is no table '{name}'{hint}")
CASES = Text(zh="列出案例", en="list the cases")
CASES_LONG = Text(zh="列出随项目附带的案例。", en="List the cases that come with the project.")

CHECK = Text(zh="检验自己编写的政策工具", en="try the laws on an instrument of your own")
CHECK_LONG = Text(
    zh="读入一个文件中的政策工具，或一个文件夹中的若干个，逐条检验每个工具都须遵守的规律。",
    en="Load the instrument of a file, or those of a folder, and try on it what every instrument must keep to.",
)
CHECK_FILE = Text(
    zh="含一个政策工具的文件“名称.py”，或由这样的文件组成的文件夹",
    en="a file NAME.py with one instrument, or a folder of such files",
)
LAW_HOLDS = Text(zh="{name}：{law}：成立。{says}", en="{name}: {law}: holds. {says}")
LAW_BROKEN = Text(zh="{name}：{law}：不成立，{wrong}。{says}", en="{name}: {law}: NO, {wrong}. {says}")
LAWS_BROKEN = Text(zh="{n}条规律中有{broken}条不成立", en="{broken} of {n} laws do not hold")
