"""What a command says of itself in every house: languages, streams, progress, and argparse's own words in Chinese."""

from __future__ import annotations

from sim.say import Text

NO_LANGUAGE = Text(
    zh="{where} = “{asked}”不是可选的语言；可选：zh、en",
    en="{where} = '{asked}' is not a language here; allowed: zh, en",
)
NO_LANGUAGE_GIVEN = Text(
    zh="--lang 后面缺少语言；可选：zh、en",
    en="--lang is given without a language; allowed: zh, en",
)
LANGUAGE_HELP = Text(
    zh="显示和输出所用的语言，zh 中文，en 英文（默认：EDUGROUP_LANG 所定，否则随系统语言）",
    en="language of all that is said and written, Chinese or English (default: EDUGROUP_LANG, else that of the system)",
)
NO_SIGNS = Text(
    zh="此处无法显示中文（编码 {encoding}）；请设 PYTHONIOENCODING=utf-8 或用 --lang en",
    en="Chinese cannot be shown here (encoding {encoding}): set PYTHONIOENCODING=utf-8, or use --lang en",
)
NOT_WRITTEN = Text(zh="标准输出未能写出：{why}", en="standard output was not written: {why}")

COMPILING = Text(
    zh="正在编译{what}（{how}，空闲的处理器约需{seconds}秒）……",
    en="compiling {what} ({how}, about {seconds} s on an idle processor) ...",
)
ALL_KERNELS = Text(zh="模型的计算内核", en="the model's kernels")
SOME_KERNELS = Text(zh="模型的{n}个计算内核", en="{n} of the model's kernels")
EVERY_PROCESS = Text(
    zh="没有可写的缓存文件夹，每个进程都要编译", en="by every process, since no folder for caches can be written"
)
ONCE = Text(zh="只需一次", en="once")
ONCE_KEPT = Text(zh="只需一次，保存在 {folder}", en="once, kept in {folder}")
PLANNED = Text(zh="  已安排{i:,}/{n:,}{what}", en="  {i:,} of {n:,} {what} planned")

# Values of options and arguments, as a help names them; what is not listed here, as single letters, is the same in both.
METAVARS = {
    "COMMAND": "命令", "CASE": "案例", "DATA": "台账", "SCENARIO": "情景", "STUDY": "研究", "TABLE": "表", "DIR": "文件夹",
    "OTHER": "另一文件夹", "FILE": "文件", "FILE.xlsx": "文件.xlsx", "FILE.toml": "文件.toml", "FILE.csv": "文件.csv",
    "DIR|FILE.xlsx": "文件夹|文件.xlsx", "KEY": "编号", "KEY=VALUE": "名称=值", "NAME[,NAME]": "指标[,指标]", "NAME": "名称",
    "FORMAT[,FORMAT]": "格式[,格式]", "OUTCOME=WIDTH": "指标=宽度", "PERCENT": "百分数", "ADDRESS": "地址", "ID": "标识",
}  # fmt: skip

# Of argparse, by the English it was written in; `%` fields are its own.
ARGPARSE = {
    "%(heading)s:": "%(heading)s：",
    "usage: ": "用法：",
    " (default: %(default)s)": "（默认：%(default)s）",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "show program's version number and exit": "显示版本号",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "没有命令“%(parser_name)s”；可选：%(choices)s",
    "command '%(parser_name)s' is deprecated": "命令“%(parser_name)s”已不建议使用",
    'argument "-" with mode %r': "参数“-”不能用于方式“%s”",
    "can't open '%(filename)s': %(error)s": "无法打开“%(filename)s”：%(error)s",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示本帮助",
    "subcommands": "命令",
    "unrecognized arguments: %s": "无法识别的参数：%s",
    "not allowed with argument %s": "不能与参数 %s 同用",
    "ignored explicit argument %r": "此选项不带值，却给出了“%s”",
    "option '%(option)s' is deprecated": "选项“%(option)s”已不建议使用",
    "argument '%(argument_name)s' is deprecated": "参数“%(argument_name)s”已不建议使用",
    "the following arguments are required: %s": "缺少参数：%s",
    "one of the arguments %s is required": "须给出以下参数之一：%s",
    "expected one argument": "后面须有一个值",
    "expected at most one argument": "后面至多一个值",
    "expected at least one argument": "后面至少一个值",
    "expected %s argument": "后面须有%s个值",
    "expected %s arguments": "后面须有%s个值",
    "ambiguous option: %(option)s could match %(matches)s": "选项不明确：%(option)s 可能指 %(matches)s",
    "unexpected option string: %s": "此处不应有选项：%s",
    "invalid %(type)s value: %(value)r": "“%(value)s”不是有效的 %(type)s 值",
    "invalid choice: %(value)r (choose from %(choices)s)": "“%(value)s”不在可选之列；可选：%(choices)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s：错误：%(message)s\n",
    "%(prog)s: warning: %(message)s\n": "%(prog)s：警告：%(message)s\n",
}
