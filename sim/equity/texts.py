"""What measures are, and what is wrong with one that is asked for."""

from __future__ import annotations

from sim.say import Text

# Measures that are made from other declarations.
CV = Text(zh="{of}差异系数", en="Coefficient of variation between schools: {of}")
CV_BY_POST = Text(
    zh="{of}差异系数（按任教学校）",
    en="Coefficient of variation between schools: {of}, teachers counted where they work",
)
HOURS_OF = Text(zh="{item}工时", en="Hours a year of {item}")
HOURS_ABOUT = Text(zh="全学年的工时：{what}", en="Hours a year of {what}")
