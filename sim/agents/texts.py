"""What agents say when they are asked for what they have not, or set where they cannot be."""

from __future__ import annotations

from sim.say import Text

NO_RECORD = Text(
    zh="这个模型以 record=False 建立，没有保留历年记录；请以 record=True 建立",
    en="this model was made with record=False and kept no history; make it with record=True",
)
DISTRICT_ALONE = Text(
    zh='这个模型以 record="district" 建立，只保留了各区县合计的历年指标；请以 record=True 建立',
    en="this model was made with record='district' and kept the yearly measures of all districts together alone; "
    "make it with record=True",
)
NO_ROW = Text(zh="第{row}行没有{kind}", en="there is no {kind} in row {row}")
KINDS = {
    "School": Text(zh="学校", en="school"),
    "Group": Text(zh="集团", en="group"),
    "Teacher": Text(zh="教师", en="teacher"),
}
TEACHER_LEFT = Text(zh="教师{uid}已离开本区县", en="teacher {uid} has left the district")
STUDENT_LEFT = Text(
    zh="学生{uid}已离校，或从未在此就读", en="student {uid} has left school, or never was at school here"
)
STALE = Text(zh="选取之后学生已换行；请重新选取", en="students have changed rows since this selection; select again")

# Attributes.
SHAPE = Text(zh="{what} 的形状为 {wanted}，不是 {given}：{about}", en="{what} has shape {wanted}, not {given}: {about}")
NO_COLUMN = Text(zh="学生没有“{name}”这一列{hint}", en="students have no column '{name}'{hint}")
NO_ATTRIBUTE = Text(
    zh="{kind} 没有“{name}”，只有其状态表的各列{hint}", en="{kind} has no '{name}', only the columns of its table{hint}"
)
PLACED_BY_CASE = Text(
    zh="School.pos 由案例给定，不能设置", en="School.pos is where the case puts the school, and cannot be set"
)
OF_THE_CLASS = Text(
    zh="Student.{name} 由学生所在班级决定，不能设置",
    en="Student.{name} follows from the student's class and cannot be set",
)
DERIVED = Text(
    zh="学生的“{name}”由其他列得出，不能设置",
    en="'{name}' of students follows from other things and cannot be set",
)
HANDLE_MISSING = Text(
    zh="handle_missing 为 {given}；应为“error”或“default”",
    en="handle_missing is {given}; it is 'error' or 'default'",
)
