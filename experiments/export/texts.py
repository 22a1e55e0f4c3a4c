"""What exported studies say: names of sheets, titles of charts, labels of scenarios and lines."""

from __future__ import annotations

from sim.say import Text

NO_FORMAT = Text(zh="没有格式“{name}”；可选：{known}", en="there is no format '{name}'; there are {known}")
TOO_LONG = Text(
    zh="表“{table}”超过一张 Excel 工作表的{most:,}行；请改用 parquet 或 csv 导出",
    en="the table '{table}' has more than the {most:,} rows of an Excel sheet; export parquet or csv",
)
SHEETS = {  # by the name of the table
    "differences": Text(zh="情景差值", en="differences"),
    "levels": Text(zh="各水平均值", en="levels"),
    "points": Text(zh="各设计点均值", en="points"),
    "over_time": Text(zh="逐年变化", en="over_time"),
    "runs": Text(zh="各次运行", en="runs"),
    "yearly": Text(zh="逐年指标", en="yearly"),
    "money": Text(zh="财政支出", en="money"),
    "columns": Text(zh="列的含义", en="columns"),
}

# Scenarios and lines.
NO_REFORM = Text(zh="无改革", en="no reform")
AS_IN_CASE = Text(zh="按案例", en="as in the case")
ON_THE_WAY = Text(zh="中途有变", en="changes on the way")
SETTING = Text(zh="{factor} = {value}", en="{factor} = {value}")
ALL_RUNS = Text(zh="全部运行", en="all runs")
THIRD = Text(zh="{factor}，第{i}个三分之一：{low}至{high}", en="{factor}, third {i}: {low} to {high}")

# Charts.
TITLE = Text(zh="{name}（{unit}）", en="{name} [{unit}]")
BY = Text(zh="{title}，按 {factor}", en="{title}, by {factor}")
FROM = Text(zh="{name}：与“{first}”之差", en="{name}: difference from {first}")
DIFFERENCE = Text(zh="差值", en="difference")
YEAR = Text(zh="学年", en="school year")
