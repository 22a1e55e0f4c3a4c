"""What is said of the tornado over assumed coefficients."""

from __future__ import annotations

from sim.say import Text

NOT_ASSUMED = Text(
    zh="没有以“{name}”开头、在此案例中起作用的假设系数{near}；edugroup describe parameters 列出全部系数及其来源",
    en="no assumed coefficient that acts in this case begins with '{name}'{near}; edugroup describe parameters lists all of them with "
    "their sources",
)
OF_ALL_FORMS = Text(zh="各种办学形式：{what}", en="in all forms of tie, {what}")
SIZE = Text(
    zh="敏感性图：{n}个假设系数；在1个种子上筛选需{screening:,}次运行，其后在{seeds}个种子上至多再做{more:,}次",
    en="tornado: {n} assumed coefficients; {screening:,} runs to screen them on one seed, then {more:,} more at most on {seeds} "
    "{seeds:seed|seeds}",
)

ASKED = Text(zh="结论多大程度上取决于假设的系数？", en="How far does it hang on assumed coefficients?")
EFFECT = Text(
    zh="{measure}：改革使其变化{effect}（各学段均值，{years}，至改革第{horizon}个学年）。幅度最大的假设系数：{largest}。",
    en="{measure}: the reform moves it by {effect} (mean of the stages, {years}, up to school year {horizon} of the reform). Assumed "
    "coefficients that change this most: {largest}.",
)
MOVES = Text(zh="{coefficient}取{value}时 {change}", en="{coefficient} at {value}: {change}")
NOTHING_MOVES = Text(zh="没有", en="none")
UNDO = Text(
    zh="{measure}：测量的{n}个系数中，{half}个在范围一端能抹去该作用的一半以上，{sign}个能使其变号。",
    en="{measure}: of the {n} coefficients that were measured, {half} can take away more than half of that effect at an end of their "
    "range, {sign} can turn its sign.",
)
READ = Text(
    zh="每个系数取其声明范围的一端，其他不变；有改革和无改革的运行都用该值，差值在同一种子内相减。{n}个假设系数先在种子{screen}上筛选，"
    "对差距或成员校作用影响最大的各{kept}个再在另外的{seeds}个种子（{first}起）上测量，表和图只含后者。排序按幅度，不是按把握；"
    "括号内为95%区间，各自单独成立。",
    en="Each coefficient is set to an end of its declared range, all else staying, in the runs with the reform and in those without; "
    "differences are taken within a seed. {n} assumed coefficients were screened on seed {screen}; the {kept} that move the effect on "
    "the gap, or on members, most were then measured on {seeds} other {seeds:seed|seeds}, from {first} on, and tables and figure "
    "show these alone. They are in order of size, not of certainty; in brackets stand 95 % intervals, each by itself.",
)
RANGES = Text(
    zh="范围是各系数声明的允许范围，不是其可能的范围：范围宽的看上去更要紧。各种办学形式的数字按名称合在一起变动。",
    en="The range is the declared one, within which a value is accepted, not that within which it is likely: a wide one looks more "
    "important. Numbers of the forms of tie are moved together, those of one name in all forms.",
)
COEFFICIENT, VALUE = Text(zh="假设的系数", en="Assumed coefficient"), Text(zh="取值", en="Value")
RANGE = Text(zh="{what}\n（{low}至{high}）", en="{what}\n({low} to {high})")
OWN_VALUE = Text(zh="原值", en="Its own")
CHANGE = Text(zh="{measure}作用的变化（分）", en="Change of the effect on {measure}, points")
SHARE = Text(zh="占该作用", en="Of that effect")
CAPTION = Text(
    zh="假设系数取范围两端时，改革作用的变化：{years}，{seeds}",
    en="How the effect of the reform changes where an assumed coefficient is at an end of its range: {years}, {seeds}",
)
PANEL = Text(zh="改革的作用：\n{measure}（{unit}）", en="effect of the reform:\n{measure}, {unit}")
NOT_MEASURED = Text(zh="没有系数使作用改变", en="no coefficient changes the effect")
