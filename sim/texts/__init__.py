"""What the model says to people: of settings and findings here; of cases, events, instruments and runs beside this file."""

from __future__ import annotations

from sim.say import Text

NEAREST = Text(zh="；最接近的名称：“{name}”", en="; nearest valid name: '{name}'")

AT = Text(zh="{where}：{what}", en="{where}: {what}")

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
LIST = Text(zh="应为写在 [ ] 中的列表", en="input should be a valid list, written in [ ]")
TABLE = Text(zh="应为表", en="input should be a valid table")
TYPES = {  # for those who write TOML: pydantic's words and Python's names of types say them nothing
    "tuple_type": LIST,
    "list_type": LIST,
    "dict_type": TABLE,
    "model_type": TABLE,
    "missing": Text(zh="值太少", en="too few values"),
    "too_short": Text(
        zh="应至少有{min_length}项，现有{actual_length}项",
        en="should have at least {min_length} item{min_length:|s}, not {actual_length}",
    ),
    "too_long": Text(zh="至多{max_length:,}项", en="should have at most {max_length} item{max_length:|s}"),
    "invalid_key": Text(zh="键应为文字", en="keys should be strings"),
    "int_type": INTEGER,
    "int_from_float": Text(zh="应为整数", en="input should be a valid integer, got a number with a fractional part"),
    "float_type": NUMBER,
    "finite_number": Text(zh="应为有限的数", en="input should be a finite number"),
    "string_type": Text(zh="应为文字", en="input should be a valid string"),
    "string_unicode": Text(zh="应为可用 UTF-8 写出的文字", en="input should be text that can be written as UTF-8"),
    "string_pattern_mismatch": Text(
        zh="应符合格式“{pattern}”（小写字母和数字，不含空格和汉字）",
        en="should match the pattern '{pattern}' (small letters and digits, no spaces)",
    ),
    "string_too_long": Text(zh="至多{max_length}个字符", en="should have at most {max_length:,} characters"),
    "bool_type": Text(zh="应为 true 或 false", en="input should be a valid boolean"),
    "names": Text(zh="其中的名称不是已声明的那些", en="its names are not those declared"),
}
ONE_OF = Text(zh="应为{allowed:or}", en="input should be {allowed:or}")
QUOTED = Text(zh="“{name}”", en="'{name}'")
ON_OFF = Text(zh="false 或 true", en="false or true")
SPAN = Text(zh="{low}至{high}", en="{low} to {high}")
EACH = Text(zh="每个{span}", en="{span} each")
SOME_OF = Text(zh="{names}，一个或多个", en="one or more of {names}")
ANY_OF = Text(zh="{names}；不写则为全部", en="{names}; none for all")
ANY = Text(zh="任意", en="any")
BITS = Text(zh="{n:,}位的整数", en="a whole number of {n:,} bits")
SET_TWICE = Text(
    zh="{name} 设定了两次：一次在其整体中，一次单独设定；请去掉其中一个",
    en="{name} is set twice, in its bundle and by itself; leave one of them out",
)
NO_NAMES = Text(
    zh="{name} = {value} 没有写名称；请写 {name}.{first} = ...，或 {name} = {{ {whole} }}",
    en="{name} = {value} has no names; write {name}.{first} = ..., or {name} = {{ {whole} }}",
)
NO_AIM = {
    "groups": Text(zh="没有集团“{name}”{hint}", en="there is no group '{name}'{hint}"),
    "districts": Text(zh="没有区县“{name}”{hint}", en="there is no district '{name}'{hint}"),
    "schools": Text(zh="没有学校“{name}”{hint}", en="there is no school '{name}'{hint}"),
    "stages": Text(
        zh="案例中没有教{names}的学校；有{taught}", en="no school of the case teaches {names}; there are {taught}"
    ),
}
HAS_NONE = {
    "groups": Text(zh="；案例中没有集团", en="; the case has no groups"),
    "districts": Text(zh="；案例没有列出区县", en="; the case has no districts"),
    "schools": Text(zh="；案例中没有学校", en="; the case has no schools"),
}
UNWRITABLE = Text(zh="无法写出的 {type}", en="a {type} that cannot be written out")

# Findings of a file.
MORE_FINDINGS = Text(zh="另有{n:,}条类似的问题", en="and {n:,} more findings like these")
MANY_FINDINGS = Text(zh="另有{n:,}条以上类似的问题", en="and {n:,} or more findings like these")
NO_CASE = Text(zh="没有这个案例或文件{hint}；已有案例：{known}", en="no such case or file{hint}; known cases: {known}")
SHARE_OVER_TIES = Text(zh="{tool}的份额", en="share of {tool} that acts over ties of this form")
UNREADABLE = Text(zh="无法读取：{why}", en="cannot be read: {why}")

# Files of TOML; the name of the file is put before them.
TOO_LARGE = Text(zh="有{size:,}字节；允许：至多{most:,}字节", en="has {size:,} bytes; allowed: at most {most:,}")
NOT_UTF8 = Text(
    zh="不是 UTF-8 文本（第{byte}字节）；请另存为 UTF-8", en="is not UTF-8 text (byte {byte}); save it as UTF-8"
)
NOT_TOML = Text(zh="不是有效的 TOML：{where}{why}", en="is not valid TOML: {why} {where}")
AT_LINE = Text(zh="第{line}行第{column}列，", en="(at line {line}, column {column})")
AT_END = Text(zh="文件末尾，", en="(at end of document)")
NOT_AS_WRITTEN = Text(zh="写法不合规", en="is not written as it should be")
TOML = {  # what Python's reader says, by how it begins; the rest of it is put as it is
    "Invalid statement": Text(zh="这一行不是有效的语句；中文键须加引号", en="Invalid statement"),
    "Expected newline or end of document after a statement": Text(
        zh="语句之后应换行或结束", en="Expected newline or end of document after a statement"
    ),
    "Expected '=' after a key": Text(zh="键之后应为“=”", en="Expected '=' after a key in a key/value pair"),
    "Expected ']": Text(zh="表头没有以“]”结束", en="Expected ']' at the end of a declaration"),
    "Cannot overwrite a value": Text(zh="同一个键写了两次", en="Cannot overwrite a value"),
    "Cannot declare": Text(zh="同一个表声明了两次", en="Cannot declare a table twice"),
    "Duplicate inline table key": Text(zh="表中同一个键写了两次", en="Duplicate inline table key"),
    "Invalid initial character for a key part": Text(
        zh="键的第一个字符不合规", en="Invalid initial character for a key part"
    ),
    "Unclosed array": Text(zh="列表没有以“]”结束", en="Unclosed array"),
    "Unclosed inline table": Text(zh="表没有以“}}”结束", en="Unclosed inline table"),
    "Unterminated string": Text(zh="文字没有以引号结束", en="Unterminated string"),
    "Illegal character": Text(zh="此处不能有这个字符", en="Illegal character"),
    "Found invalid character": Text(zh="此处不能有这个字符", en="Found invalid character"),
    "Unescaped": Text(zh="文字中的反斜杠须写作两个", en="Unescaped backslash in a string"),
    "Invalid date or datetime": Text(zh="日期或时间写得不对", en="Invalid date or datetime"),
    "Invalid value": Text(zh="值写得不对；文字须加引号", en="Invalid value"),
}
NUMBER_TOO_LONG = Text(
    zh="含有数千位的整数；TOML 只允许64位（二进制）",
    en="holds a whole number of thousands of digits; TOML allows 64 bits",
)
BIG_NUMBER = Text(
    zh="{where}含有{bits}位（二进制）的整数；TOML 只允许64位",
    en="holds{where} a whole number of {bits} bits; TOML allows 64",
)
CONTROL = Text(
    zh="{where}含有控制字符 U+{code:04X}；文字中不应有控制字符",
    en="holds{where} the control character U+{code:04X}; texts are written without",
)
TOO_DEEP = Text(
    zh="{where}含有嵌套超过{most}层的表或列表", en="holds{where} tables or lists more than {most} deep in each other"
)
IN_KEY = Text(zh="“{where}”中", en=" in '{where}'")
