"""The forms that come with the model, and the named lists of unified functions.

Where a document says only that a function is unified, in part, or not at all, its strength is assumed and is to be swept;
what it says in numbers or rules is a rule. Instruments that a form keeps from acting have a dose of 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sim.forms import DOSE, Form, Unified, form_class, stranger
from sim.param import ParamError, nearest, plain, update
from sim.say import Said, Text
from sim.texts import AT
from sim.texts import cases as texts

if TYPE_CHECKING:
    from sim.case import OwnForm

type Preset = tuple[str, dict[str, Any], dict[str, float]]

PEERS = dict.fromkeys(("first_post", "follow_post", "mentoring", "secondment", "digital_lessons"), 0.0)  # need a leader
JOINT = dict.fromkeys((*PEERS, "rotation", "facility_sharing", "bundled_evaluation"), 0.0) | {"digital_lessons": 1.0}


def _form(
    name: str, zh: str, en: str, source: Text, strengths: str, *, doses: dict[str, float] | None = None,
    sources: dict[str, Text] | None = None, **rules: Any,
) -> Preset:  # fmt: skip
    """Return a preset; ``strengths`` is written ``function number, ...``."""
    carried = {f: float(x) for f, x in (part.split() for part in strengths.split(", "))}
    carried.setdefault("pupils", carried.get("resources", 0.0))  # pupils meet where facilities are shared
    carried.setdefault("courses", carried.get("teaching", 0.0))  # courses go where lessons are prepared together
    values = {"name": name, "zh": zh, "en": en, "sources": {"": source, **(sources or {})}, **carried, **rules}
    return name, values, {DOSE + tool: share for tool, share in (doses or {}).items()}


PRESETS: tuple[Preset, ...] = (
    _form(
        "tight", "紧密型", "tight", Text(zh="假设：统一管理（材料 S0:28、S1:36）", en="assumed: unified management (seeds S0:28, S1:36)"),
        "management 1, staff 1, research 1, teaching 1, resources 0.8, evaluation 1, brand 1, money 1",
        sources={"money": Text(zh="规定：材料 S2 F16（公用经费按比例统筹）", en="rule: seed S2 F16 (public funds are pooled by share)")},
    ),
    _form(
        "assist", "帮扶型", "assistance", Text(zh="假设：中等融合程度的帮扶（材料 S0:38、S2 F15）", en="assumed: aid of medium integration (seeds S0:38, S2 F15)"),
        "management 0.3, staff 0.7, research 0.7, teaching 0.5, resources 0.4, evaluation 0.6, brand 0.4",
    ),
    _form(
        "alliance", "联盟型", "alliance", Text(zh="假设：以教研和共享为主（材料 S0:28、S1:36）", en="assumed: mostly research and sharing (seeds S0:28, S1:36)"),
        "staff 0.2, research 0.6, teaching 0.3, resources 0.3, evaluation 0.3, brand 0.2",
    ),
    _form(
        "cooperative", "合作型", "co-operative", Text(zh="假设：同等学校协同工作（材料 S1:36）", en="assumed: schools of equal rank work together (seed S1:36)"),
        "staff 0.4, research 0.7, teaching 0.4, resources 0.4, evaluation 0.3, coordination 0.5",
        leaderless=True, doses=PEERS, sources={"leaderless": Text(zh="规定：材料 S1:36（多校协同）", en="rule: seed S1:36 (多校协同)")},
    ),
    _form(
        "entrusted", "委托管理", "entrusted", Text(zh="假设：核心校按协议管理薄弱学校（材料 S1:36）", en="assumed: the core manages a weak school under an agreement (seed S1:36)"),
        "management 0.8, staff 0.6, research 0.7, teaching 0.6, resources 0.3, evaluation 0.7, brand 0.5, coordination 0.3",
        one_way=True, approval=True, fee=100000.0, payer="member", contract=3, afterwards="end",
        sources={
            "one_way": Text(zh="规定：材料 S2 F10（向受托校派人，人事关系不变）", en="rule: seed S2 F10 (people are sent to the entrusted school, their registers stay)"),
            "approval": Text(zh="规定：材料 S2 F10（未经审批不得挂名）", en="rule: seed S2 F10 (no name without approval)"),
            "fee": Text(zh="假设：约一份工资；材料 S2 F10要求支付管理费，未写数额", en="assumed: about one salary; seed S2 F10 asks for a fee and names no sum"),
            "contract": Text(zh="假设：三年；材料 S2 F10要求签订协议，未写期限", en="assumed: three years; seed S2 F10 asks for an agreement and names no term"),
        },
    ),
    _form(
        "direct", "直管", "direct", Text(zh="假设：核心校直接管理的新校（材料 S1:36）", en="assumed: a new school under the core's direct management (seed S1:36)"),
        "management 1, staff 1, research 1, teaching 1, resources 0.6, evaluation 1, brand 1, money 1, hiring 0.8, "
        "culture 0.5, coordination 0.8, logistics 0.5",
    ),
    _form(
        "hosted", "托管型", "hosted", Text(zh="假设：一支队伍、统一管理、共享资源（材料 S2 F12）", en="assumed: one team, unified management, shared resources (seed S2 F12)"),
        "management 1, staff 1, research 1, teaching 1, resources 0.8, evaluation 1, brand 0.7, money 1, hiring 0.5, "
        "culture 0.4, coordination 0.8, logistics 0.6",
        pooled=True, legal=True, most=5,
        sources={
            "legal": Text(zh="规定：材料 S2 F12（一个法人）", en="rule: seed S2 F12 (one legal person)"),
            "pooled": Text(zh="规定：材料 S2 F12（一个法人、一支队伍）", en="rule: seed S2 F12 (one legal person, one team)"),
            "most": Text(zh="规定：材料 S2 F12（1 + 1–5所学校）", en="rule: seed S2 F12 (1 + 1-5 schools)"),
            "brand": Text(zh="假设：在原校名旁加挂校区牌（材料 S2 F12）", en="assumed: the campus plate beside the old name (seed S2 F12)"),
        },
    ),
    _form(
        "one_person", "单法人多校区", "single legal person", Text(zh="假设：法律上是一所学校，分处多个校区（材料 S1:36）", en="assumed: one school in law on several sites (seed S1:36)"),
        "management 1, staff 1, research 1, teaching 1, resources 0.8, evaluation 1, brand 1, money 1, hiring 1, "
        "culture 0.7, coordination 1, logistics 0.8",
        pooled=True, legal=True,
        sources={
            "pooled": Text(zh="规定：材料 S1:36（一个法人，因而是一支队伍）", en="rule: seed S1:36 (one legal person, hence one staff)"),
            "legal": Text(zh="规定：材料 S1:36（单一法人）", en="rule: seed S1:36 (one legal person)"),
        },
    ),
    _form(
        "two_campuses", "一校两区", "one school, two campuses", Text(zh="假设：材料 S2 F5的各项统一，均取满强度", en="assumed: the unifications of seed S2 F5, all at full strength"),
        "management 1, staff 1, research 1, teaching 1, resources 0.8, evaluation 1, brand 1, money 1, hiring 1, "
        "culture 1, coordination 1, logistics 1",
        pooled=True, legal=True, merged=True, most=1,
        sources={
            "merged": Text(zh="假设：法律上是一所学校，按一所学校统计", en="assumed: one school in law is counted as one"),
            "legal": Text(zh="规定：材料 S2 F5（一校两区）", en="rule: seed S2 F5 (two campuses of one school)"),
            "pooled": Text(zh="规定：材料 S2 F5（师资统一调配）", en="rule: seed S2 F5 (staff are deployed as one)"),
            "most": Text(zh="规定：材料 S2 F5（一校两区）", en="rule: seed S2 F5 (two campuses)"),
        },
    ),
    _form(
        "integrated", "一体化办学型", "integrated", Text(zh="规定：材料 S2 F15（由总校决定和调配）；数值为假设", en="rule: seed S2 F15 (the main school decides and disposes); numbers assumed"),
        "management 1, staff 1, research 1, teaching 1, resources 1, evaluation 1, brand 1, money 1, hiring 0.5, "
        "culture 0.8, coordination 1, logistics 0.8",
    ),
    _form(
        "research", "教研协同型", "research only", Text(zh="假设：只有联合教研（材料 S2 F15）", en="assumed: nothing but joint research (seed S2 F15)"),
        "research 0.8, teaching 0.3", doses=JOINT,
    ),
    _form(
        "cluster", "学区", "school cluster", Text(zh="假设：牵头学校共享师资、教研和场地（材料 S4:8）", en="assumed: a lead school shares staff, research and sites (seed S4:8)"),
        "management 0.2, staff 0.4, research 0.8, teaching 0.5, resources 0.5, evaluation 0.8, coordination 0.4",
    ),
    _form(
        "regional", "区域共同体", "regional community", Text(zh="假设：两个区县的伙伴学校（材料 S4:5）", en="assumed: partners of two districts (seed S4:5)"),
        "management 0.2, staff 0.4, research 0.5, teaching 0.4, resources 0.1, coordination 0.3",
        doses={"first_post": 0.0, "bundled_evaluation": 0.0},
    ),
    _form(
        "support_pair", "城乡帮扶共同体", "support pair", Text(zh="假设：城镇学校帮扶乡村或薄弱学校（材料 S4:9）", en="assumed: a town school helps a rural or weak one (seed S4:9)"),
        "management 0.3, staff 0.5, research 0.6, teaching 0.5, resources 0.2, evaluation 0.3, brand 0.1",
        one_way=True, doses={"first_post": 0.0}, sources={"one_way": Text(zh="规定：材料 S4:9（以城带乡、以强带弱）", en="rule: seed S4:9 (以城带乡, 以强带弱)")},
    ),
    _form(
        "co_run", "合作办学", "co-run, brand and team", Text(zh="假设：品牌和团队来自外部，其余为本地（材料 S4:13）", en="assumed: brand and team from outside, the rest local (seed S4:13)"),
        "management 0.8, staff 0.5, research 0.6, teaching 0.5, evaluation 0.3, brand 1, coordination 0.3",
        one_way=True, approval=True, doses={"bundled_evaluation": 0.0, "facility_sharing": 0.0},
        sources={
            "one_way": Text(zh="规定：材料 S4:13（团队帮扶）", en="rule: seed S4:13 (团队帮扶)"),
            "approval": Text(zh="规定：材料 S2 F10（未经审批不得挂名）", en="rule: seed S2 F10 (no name without approval)"),
            "brand": Text(zh="规定：材料 S4:13（品牌输入）", en="rule: seed S4:13 (品牌输入)"),
        },
    ),
    _form(
        "teaching_point", "教学点", "teaching point", Text(zh="假设：乡镇中心校统一管理的教学点（材料 S2 F12）", en="assumed: a teaching point managed by the central school of its township (seed S2 F12)"),
        "management 1, staff 1, research 1, teaching 1, resources 1, evaluation 1, brand 1, money 1, hiring 1, "
        "culture 1, coordination 1, logistics 1",
        pooled=True, legal=True, merged=True,
        sources={
            "pooled": Text(zh="规定：材料 S2 F12（教师由中心校统一安排）", en="rule: seed S2 F12 (the central school disposes of its teachers)"),
            "legal": Text(zh="假设：教学点没有法人资格", en="assumed: a teaching point is no legal person"),
            "merged": Text(zh="假设：教学点随中心校统计", en="assumed: a teaching point is counted with its central school"),
        },
    ),
)  # fmt: skip

UNIFIED = {
    "three": Unified(
        "备讲评三统一", "three unifications", Text(zh="规定：材料 S3:28（备课、讲课、评价三统一）", en="rule: seed S3:28 (lessons are prepared, given and judged alike)"),
        备="teaching", 讲="teaching", 评="evaluation",
    ),
    "five": Unified(
        "五个统一", "five unifications", Text(zh="规定：材料 S2 F5:183；活动取学生活动，为假设", en="rule: seed S2 F5:183; that activities are those of pupils is assumed"),
        师资统一调配="staff", 课程统一设置="courses", 教研统一实施="research", 质量统一监控="evaluation", 活动统一规划="pupils",
    ),
    "six": Unified(
        "六维驱动", "six dimensions", Text(zh="规定：材料 S0:42（六维）；对应的职能为假设", en="rule: seed S0:42 (six dimensions); which function each is, is assumed"),
        理念共凝="culture", 协同共治="coordination", 教学共研="research", 课程共建="courses", 师生共培="staff pupils", 特色共铸="brand",
    ),
    "eight": Unified(
        "八项互通", "eight mutual works", Text(zh="规定：材料 S3:40", en="rule: seed S3:40"),
        管理互融="management", 师资互派="staff", 教学互通="teaching", 学生互动="pupils", 资源共享="resources",
        文化共育="culture", 党建共抓="coordination", 质量公评="evaluation",
    ),
    "nine": Unified(
        "九统一", "nine unifications",
        Text(
            zh="假设：按业内通行的说法；材料 S3:24只有名称，没有逐项写明",
            en="assumed: the usual wording of the field; seed S3:24 has the name and does not spell it out",
        ),
        管理="management", 师资="staff", 教学="teaching", 教研="research", 课程="courses", 资源="resources", 评价="evaluation",
        经费="money", 文化="culture",
    ),
}  # fmt: skip
CASE = Text(zh="规定：案例自有的形式", en="rule: the case's own form")
TEXTS = ("name", "id", "zh", "en", "sources")


def forms(own: Iterable[OwnForm], names: tuple[str, ...]) -> dict[str, Form]:
    """Return the forms of a case by id, those that come with the model first.

    Parameters
    ----------
    own
        Forms of the case's own.
    names
        Instruments of the case, each of which has a dose in a form.

    Raises
    ------
    ParamError
        With a sentence per value of an own form that is unknown or out of range, or a form it is like that there is not.
    """
    cls = form_class(names)
    known = {
        name: cls.of({**preset, **{k: x for k, x in doses.items() if k in cls.model_fields}})
        for name, preset, doses in PRESETS
    }
    messages: list[str] = []
    for one in own:
        messages += _problems(one, known)
        if messages:
            continue
        base = known[one.like] if one.like else cls()
        values: dict[str, Any] = dict.fromkeys(UNIFIED[one.unified].functions, 1.0) if one.unified else {}
        defaults = {n: f.default for n, f in cls.model_fields.items()}
        values |= {k: plain(v, defaults.get(k)) for k, v in one.set.items()}
        said = {"name": one.id, "zh": one.zh, "en": one.en, "sources": {**base.sources, **dict.fromkeys(values, CASE)}}
        try:
            known[one.id] = update(update(base, values, f"forms.{one.id}"), said, "forms")
        except ParamError as error:
            messages += error.messages
    for form in known.values():
        messages += stranger(f"forms.{form.name}.afterwards", form.afterwards, ("end", "renew", *known))
    if messages:
        raise ParamError(messages)
    return known


def words(own: Iterable[OwnForm]) -> dict[str, tuple[str, str]]:
    """Return what the forms of a case are called, by name: English and Chinese."""
    listed = [*((name, preset["en"], preset["zh"]) for name, preset, _ in PRESETS), *((o.id, o.en, o.zh) for o in own)]
    return {name: (en, zh) for name, en, zh in listed}


def _problems(one: OwnForm, known: Mapping[str, Form]) -> Iterator[Said]:
    """Yield what is wrong with the names in an own form."""
    where = texts.NAMED(key="forms", id=one.id)
    if one.id in known:
        yield AT(where=where, what=texts.FORM_TAKEN(id=one.id))
    if one.like is not None:
        yield from stranger(texts.WITHIN(where=where, key="like"), one.like, known)
    if one.unified is not None and one.unified not in UNIFIED:
        said = texts.NO_UNIFIED_LIST(name=one.unified, hint=nearest(one.unified, UNIFIED))
        yield AT(where=texts.WITHIN(where=where, key="unified"), what=said)
    for key in one.set:
        if key in TEXTS:
            yield AT(where=texts.WITHIN(where=where, key="set"), what=texts.NO_NUMBER_OF_FORM(key=key))
