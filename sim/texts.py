"""What the model says to people: what is wrong with a case, a parameter or an instrument."""

from __future__ import annotations

from sim.say import Text

NEAREST = Text(zh="；最接近的名称：“{name}”", en="; nearest valid name: '{name}'")

# Parameters and settings.
UNKNOWN_PARAMETER = Text(zh="没有参数“{name}”{hint}", en="unknown parameter '{name}'{hint}")
NO_INSTANCE = Text(
    zh="没有参数“{name}”：案例没有工具实例“{section}”{hint}",
    en="unknown parameter '{name}': the case has no instance '{section}'{hint}",
)
DECLARE_INSTANCE = Text(
    zh="；请在案例中声明（[[instances]] of = '{tool}'），或用 case.instances",
    en="; declare it in the case ([[instances]] of = '{tool}') or by case.instances",
)
OUT_OF_RANGE = Text(
    zh="{name} = {value} 超出范围；允许：{allowed} [{unit}]",
    en="{name} = {value} is out of range; allowed: {allowed} [{unit}]",
)
NOT_ACCEPTABLE = Text(
    zh="{name} = {value} 不能接受：{why} [单位：{unit}]{near}",
    en="{name} = {value} is not acceptable: {why} [unit: {unit}]{near}",
)
INTEGER = Text(zh="应为整数", en="input should be a valid integer")
NUMBER = Text(zh="应为数", en="input should be a valid number")
TYPES = {  # for those who write TOML: Python's names of types say them nothing
    "tuple_type": Text(zh="应为写在 [ ] 中的列表", en="input should be a valid list, written in [ ]"),
    "missing": Text(zh="值太少", en="too few values"),
    "too_long": Text(zh="值太多", en="too many values"),
    "int_type": INTEGER,
    "int_from_float": Text(zh="应为整数", en="input should be a valid integer, got a number with a fractional part"),
    "float_type": NUMBER,
    "string_type": Text(zh="应为文字", en="input should be a valid string"),
    "bool_type": Text(zh="应为 true 或 false", en="input should be a valid boolean"),
}
ON_OFF = Text(zh="false 或 true", en="false or true")
SPAN = Text(zh="{low}至{high}", en="{low} to {high}")
EACH = Text(zh="每个{span}", en="{span} each")
ANY = Text(zh="任意", en="any")
BITS = Text(zh="{n:,}位的整数", en="a whole number of {n:,} bits")
UNWRITABLE = Text(zh="无法写出的 {type}", en="a {type} that cannot be written out")

# Findings of a file.
MORE_FINDINGS = Text(zh="另有{n:,}条类似的问题", en="and {n:,} more findings like these")
MANY_FINDINGS = Text(zh="另有{n:,}条以上类似的问题", en="and {n:,} or more findings like these")
NO_CASE = Text(zh="没有这个案例或文件{hint}；已有案例：{known}", en="no such case or file{hint}; known cases: {known}")
UNREADABLE = Text(zh="无法读取：{why}", en="cannot be read: {why}")
