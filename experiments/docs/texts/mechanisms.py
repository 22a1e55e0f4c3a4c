"""What the register of mechanisms says beside its entries."""

from __future__ import annotations

from sim.say import Text

ROW, TERM, SEEDS = Text(zh="编号", en="row"), Text(zh="政策用语", en="term"), Text(zh="材料", en="documents")
STATE, LIVES_IN = Text(zh="状态", en="state"), Text(zh="在模型中的位置", en="where it lives")
TESTED_BY, LACKS = Text(zh="测试", en="test"), Text(zh="缺少什么", en="what it lacks")
BLOCK, ROWS_OF_IT = Text(zh="部分", en="block"), Text(zh="合计", en="rows")
STATES = {
    "works": Text(zh="可用", en="works"),
    "part": Text(zh="部分可用", en="in part"),
    "folded": Text(zh="并入他行", en="in another row"),
    "absent": Text(zh="尚未实现", en="not yet"),
}
BLOCKS = {
    "A": Text(zh="办学形式", en="forms"),
    "B": Text(zh="治理", en="governance"),
    "C": Text(zh="人员流动", en="moves of people"),
    "D": Text(zh="教师学习", en="learning of teachers"),
    "E": Text(zh="资源与数字化", en="resources and digital"),
    "F": Text(zh="经费", en="money"),
    "G": Text(zh="评价", en="evaluation"),
    "H": Text(zh="学生与家庭", en="pupils and families"),
    "I": Text(zh="问题", en="problems"),
    "J": Text(zh="目标与结果", en="goals and outcomes"),
}
DOCUMENTS = {"all": Text(zh="全部", en="all"), "Tianjin 2018": Text(zh="天津市2018年规定", en="Tianjin's rule of 2018")}
