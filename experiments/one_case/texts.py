"""What is said while one case is run."""

from __future__ import annotations

from sim.say import Text

WRITING = Text(zh="正在写出表、图和报告……", en="writing tables, figures and report ...")
ENDED_BADLY = Text(
    zh="{run}，{chance}：运行异常结束（{status}）：{why}", en="{run}, {chance}: the run ended badly ({status}): {why}"
)
NOT_THERE = Text(zh="运行{key}的表缺失（{status}）", en="the tables of run {key} are not there ({status})")
ADVICE = Text(
    zh="edugroup status {folder} 可查看详情，edugroup retry {folder} 可重做失败和损坏的运行",
    en="edugroup status {folder} says more, edugroup retry {folder} does failed and damaged runs again",
)
