"""Yearly measures of what schools have and do: teachers, classes, choice, the rules of inspectors, groups."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

from sim.axes import COMPULSORY
from sim.equity import texts
from sim.equity.metric import Metric, decimals, declare, metric
from sim.equity.scores import pupils
from sim.equity.snapshot import Snapshot
from sim.equity.standards import R2017
from sim.say import fixed
from sim.supply.service import served

NAN = float("nan")


@metric("SD/year", "核心校教师质量", short="Core teachers' skill", not_by=("role", "form"))
def core_skill(snap: Snapshot, stage: int) -> float:
    """Mean skill of teachers who work in core schools.

    在核心校任教的教师的平均教学能力。
    """
    return _share(snap, stage, "core_skill", "core_teachers")


@metric("SD/year", "成员校教师质量", short="Members' teachers' skill", not_by=("role",))
def member_skill(snap: Snapshot, stage: int) -> float:
    """Mean skill of teachers who work in member schools.

    在成员校任教的教师的平均教学能力。
    """
    return _share(snap, stage, "member_skill", "member_teachers")


@metric("share", "骨干教师占比")
def backbone_share(snap: Snapshot, stage: int) -> float:
    """Share of backbone teachers among all.

    骨干教师占全体教师的比例。
    """
    return _share(snap, stage, "backbone", "teachers")


@metric("pupils/teacher", "生师比")
def pupil_teacher_ratio(snap: Snapshot, stage: int) -> float:
    """Pupils per teacher in service.

    在校生数与在职教师数之比。
    """
    return _over(pupils(snap, stage), snap.staff("teachers", stage))


@metric("lessons/week", "周课时")
def mean_load(snap: Snapshot, stage: int) -> float:
    """Mean weekly lessons of a teacher.

    教师平均周课时。
    """
    return _share(snap, stage, "load", "teachers")


@metric("lessons/week", "周课时（含课后服务）", short="Lessons with after-school service")
def mean_sessions(snap: Snapshot, stage: int) -> float:
    """Mean weekly lessons of a teacher and, in the length of lessons, the after-school service that a school puts on timetables.

    教师平均周课时，连同学校排入课表的课后服务（按课时长度折算）。
    """
    world = snap.world
    hours = float((served(world)[:, stage] * snap.among).sum())
    lesson = float(world.stages.of(world.settings.params.time.lesson)[stage])
    return mean_load(snap, stage) + _over(hours / lesson, snap.staff("teachers", stage))


@metric("share", "倦怠")
def burnout(snap: Snapshot, stage: int) -> float:
    """Mean burnout of teachers.

    教师倦怠程度的均值。
    """
    return _share(snap, stage, "burnout", "teachers")


@metric("share", "交流轮岗比例")
def rotation_share(snap: Snapshot, stage: int) -> float:
    """Share of eligible teachers who began a rotation this year; the national standard is 0.10.

    符合交流条件的教师中本学年开始交流者的比例；国家标准为0.10。
    """
    return _share(snap, stage, "rotated", "eligible")


@metric("share", "交流教师骨干占比")
def rotation_backbone_share(snap: Snapshot, stage: int) -> float:
    """Share of backbone teachers among those who began a rotation this year; the national standard is 0.20.

    本学年开始交流的教师中骨干教师的比例；国家标准为0.20。
    """
    return _share(snap, stage, "rotated_backbone", "rotated")


@metric("share", "交流轮岗完成比例")
def rotation_met(snap: Snapshot, stage: int) -> float:
    """Share of the teachers whom schools were to send on rotation this year who went; the table of postings says why not all.

    本学年各校应派出的交流教师中实际派出者的比例；原因见派出台账。
    """
    return _met(snap, stage, "rotation")


@metric("share", "首站培育完成比例")
def first_post_met(snap: Snapshot, stage: int) -> float:
    """Share of the novices who were to begin at a core this year who did.

    本学年应到核心校起步的新教师中实际前往者的比例。
    """
    return _met(snap, stage, "first_post")


@metric("SD/year", "核心校师资净增", short="Cores' gain of skill", not_by=("role", "form"))
def core_skill_gained(snap: Snapshot, stage: int) -> float:
    """Mean skill of teachers who work in core schools, less that of teachers on their registers: what postings bring or take.

    在核心校任教教师的平均教学能力，减去其在编教师的平均教学能力：派出与接收带来或带走的部分。
    """
    return core_skill(snap, stage) - _share(snap, stage, "core_registered_skill", "core_registered")


@metric("SD/year", "成员校师资净增", short="Members' gain of skill", not_by=("role",))
def member_skill_gained(snap: Snapshot, stage: int) -> float:
    """Mean skill of teachers who work in member schools, less that of teachers on their registers: what postings bring or take.

    在成员校任教教师的平均教学能力，减去其在编教师的平均教学能力：派出与接收带来或带走的部分。
    """
    return member_skill(snap, stage) - _share(snap, stage, "member_registered_skill", "member_registered")


@metric("share", "大班额比例")
def large_classes(snap: Snapshot, stage: int) -> float:
    """Share of classes with 56 pupils or more.

    56人及以上班级所占比例。
    """
    return _over(snap.of_classes("large", stage), snap.of_classes("classes", stage))


@metric("share", "班额达标比例")
def class_size_met(snap: Snapshot, stage: int) -> float:
    """Share of classes with 45 pupils (primary) or 50 (junior) at most, as the national standard asks of all.

    班额不超过45人（小学）或50人（初中）的班级所占比例，国家标准要求全部达到。
    """
    return _over(snap.of_classes("of_size", stage), snap.of_classes("sized", stage))


@metric("share", "学校规模达标比例")
def school_size_met(snap: Snapshot, stage: int) -> float:
    """Share of schools with 2,000 pupils (nine-year 2,500) at most, as the national standard asks of all.

    规模不超过2000人（九年一贯制2500人）的学校所占比例，国家标准要求全部达到。
    """
    return _over(snap.counted("of_size", stage), snap.counted("sized", stage)) if _inspected(stage) else NAN


@metric("share", "择校率")
def choosing(snap: Snapshot, stage: int) -> float:
    """Share of this autumn's entrants who wished for a school outside their zone.

    今年秋季新生中希望到片区外学校就读者所占比例。
    """
    return _over(snap.counted("chosen", stage), snap.of_classes("entrants", stage)) if _inspected(stage) else NAN


@metric("share", "达标校比例", tags=("collected",))
def pass_rate(snap: Snapshot, stage: int) -> float:
    """Share of schools that meet the national resource standard, by register.

    达到国家资源配置标准的学校所占比例，教师按编制计。
    """
    return _over(snap.counted("passed", stage), snap.counted("schools", stage)) if _inspected(stage) else NAN


@metric("share", "达标校比例（按在岗）")
def pass_rate_by_post(snap: Snapshot, stage: int) -> float:
    """Share of schools that would meet it if teachers were counted where they work.

    若教师按任教学校计，能够达标的学校所占比例。
    """
    return _over(snap.counted("passed_by_post", stage), snap.counted("schools", stage)) if _inspected(stage) else NAN


@metric("indicators", "差异系数达标项数")
def cvs_met(snap: Snapshot, stage: int) -> float:
    """Indicators of the seven whose CV between schools is within the national limit, by register.

    七项指标中校际差异系数在国家限值以内的项数，教师按编制计。
    """
    if not _inspected(stage):
        return NAN
    cv = [snap.cv(name, stage) for name in R2017.names]
    return float(sum(x <= R2017.cv_limit[stage] for x in cv)) if any(map(isfinite, cv)) else NAN


@metric("share", "综合差异系数（2012）")
def combined_cv(snap: Snapshot, stage: int) -> float:
    """Mean CV of the indicators of 2012 by register, over the six of eight the model has: no computers, no books.

    2012年标准各指标差异系数的平均值，教师按编制计；八项中模型有六项，没有计算机与图书。
    """
    return snap.cv("combined", stage)


@metric("share", "集团覆盖率", tags=("collected",))
def coverage(snap: Snapshot, stage: int) -> float:
    """Share of schools that belong to a group now formed.

    属于已成立集团的学校所占比例。
    """
    return _over(snap.counted("grouped", stage), snap.counted("schools", stage))


def _inspected(stage: int) -> bool:
    """Whether the national standards and zones are about a stage: they are of compulsory education."""
    return stage in COMPULSORY.codes


def _share(snap: Snapshot, stage: int, part: str, whole: str) -> float:
    return _over(snap.staff(part, stage), snap.staff(whole, stage))


def _met(snap: Snapshot, stage: int, instrument: str) -> float:
    """Return how many an instrument sent this year over how many it was to send; NaN where it was to send nobody."""
    required = sent = 0.0
    for one in reversed(snap.world.sendings):
        if one.term < snap.world.term - snap.world.term % 2:
            break
        if one.instrument.partition("@")[0] == instrument:
            required += float(one.required[snap.among, stage].sum())
            sent += float(one.sent[snap.among, stage].sum())
    return _over(sent, required)


def _over(part: float, whole: float) -> float:
    """Return a share; NaN of nothing."""
    return part / whole if whole else NAN


def _declare_cvs() -> None:
    """Declare the CV of each of the seven national indicators by register, then of those that count teachers by post."""

    def of(name: str) -> Callable[[Snapshot, int], float]:
        return lambda snap, stage: snap.cv(name, stage)

    for suffix, about in (("", texts.CV), ("_by_post", texts.CV_BY_POST)):
        for one in R2017.indicators:
            if one.staff or not suffix:  # stocks do not move with teachers
                said, name = about(of=one), f"{one.name}{suffix}"
                declare(
                    Metric(
                        name=f"cv_{name}", unit="share", zh=said.zh, about=fixed(said), digits=decimals("share"), of=of(name),
                    )
                )  # fmt: skip


_declare_cvs()
