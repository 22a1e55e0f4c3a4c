"""Forms of tie: a form is data. How strongly it carries each function, the rules it keeps, and what acts over it.

Every number of a form is a declared one with the dotted name ``forms.<form>.<number>``: set by cases, dated by reforms,
swept by studies. A case may add forms of its own (``[[forms]]``). Functions are those of the lists of unified functions of
the field; each is read by the mechanisms that `READ_BY` names. In the forms that come with the model pupils (学生) meet as far as
resources are shared, and courses (课程) go as far as teaching does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, Self

from pydantic import Field, create_model

from sim.param import CHOICE, Section, aim, nearest, param
from sim.say import Said, Text
from sim.texts import AT
from sim.texts import cases as texts

type Readers = Text | str  # instruments in words, or steps of the calendar by name

READ_BY: dict[str, Readers] = {  # each function, and the mechanism that reads it
    "management": Text(zh="管理干部互派", en="secondment"),
    "staff": Text(
        zh="交流轮岗、青蓝工程、跟岗学习、首站式培育、走教支教与流动站、课后服务师资共享",
        en="rotation, mentoring, follow-post learning, first posts, visiting teachers, shared after-school staff",
    ),
    "research": Text(
        zh="集团教研、研修活动、名师工作室、指导团队、教研员、培训、简报、集团间展示",
        en="joint research, activities of teachers, studios, coaches, researchers, training, bulletins, shows between groups",
    ),
    "teaching": Text(zh="集团名师课堂、教学做法推广", en="digital lessons, practices taken up"),
    "resources": Text(zh="设施共享", en="facility sharing"),
    "evaluation": Text(zh="捆绑评价", en="bundled evaluation"),
    "brand": "reputation.spread", "money": "finance.budget", "hiring": "market.fill",
    "culture": "teaching.value, development.develop, culture.draw_together",
    "coordination": "groups.reach", "logistics": "finance.spend", "pupils": Text(zh="学生互访", en="exchange of pupils"),
    "courses": Text(zh="课程资源库", en="bank of courses"),
}  # fmt: skip
RULES: dict[str, Readers] = {  # each rule, and what reads it
    "one_way": Text(zh="交流轮岗", en="rotation"), "leaderless": "groups.reach, principals.adapt",
    "pooled": "careers.plan_posts, market.fill", "approval": "reputation.spread",
    "most": Text(zh="案例检查、lifecycle.enter", en="check of a case, lifecycle.enter"), "fee": "finance.budget",
    "payer": "finance.budget", "contract": "lifecycle.release", "afterwards": "lifecycle.release",
    "adoption": "culture.draw_together", "legal": "lifecycle.release", "merged": "evaluation.inspect",
}  # fmt: skip
FUNCTIONS = tuple(READ_BY)  # in the order of `ties.reach`
DOSE = "dose_"  # before the name of an instrument: the share of it that acts over a form


def _strength(zh: str, en: str) -> Any:
    source = Text(zh="假设：除非形式写明，否则什么也不承载", en="assumed: nothing is carried unless a form says so")
    return param(0.0, unit="share", low=0, high=1, zh=zh, en=en, source=source)


def _flag(zh: str, en: str) -> Any:
    source = Text(zh="规定：以该形式的协议为准", en="rule: what the form's agreement says")
    return param(False, unit="flag", zh=zh, en=en, source=source)


class Form(Section):
    """A form of tie between the schools of a group: strengths by function, rules, and doses of instruments."""

    name: str = Field("", repr=False)
    zh: str = Field("", repr=False)
    en: str = Field("", repr=False)
    sources: dict[str, Text] = Field({}, repr=False)  # by name of a number; "" for all others

    management: float = _strength("管理", "strength of unified management")
    staff: float = _strength("师资", "strength of moves and joint training of staff")
    research: float = _strength("教研", "strength of joint research")
    teaching: float = _strength("教学备课", "strength of joint teaching and preparation")
    resources: float = _strength("资源设施", "strength of the use of each other's facilities")
    evaluation: float = _strength("评价", "strength of joint evaluation")
    brand: float = _strength("品牌", "strength of the common name")
    money: float = _strength("经费", "part of the pooled share of public funds that a member pays in")
    hiring: float = _strength("招聘", "part of a school's novices who are recruited in the name of the group")
    culture: float = _strength(
        "文化", "part of the distance of cultures that a common one takes from teachers posted elsewhere"
    )
    coordination: float = _strength(
        "党建与协调", "how far joint bodies keep trust from following the less willing partner"
    )
    logistics: float = _strength("后勤", "strength of joint logistics")
    pupils: float = _strength("学生互动", "strength of exchange of pupils")
    courses: float = _strength("课程", "strength of a common stock of courses")

    one_way: bool = _flag("单向", "rotation goes from the core to the member only")
    leaderless: bool = _flag("无核心", "schools are peers: nobody leads, lends a name, or thins out by leading many")
    pooled: bool = _flag(
        "师资统管", "posts are planned over the schools so tied together, and filled from each other's surplus"
    )
    legal: bool = _flag("同一法人", "members are campuses of one legal person, which no loss of trust lets go")
    merged: bool = _flag("合并统计", "inspectors count members with their core, as one school")
    approval: bool = _flag("挂名须审批", "the common name may be borne only when it is approved")
    most: int = param(
        0, unit="members", low=0, high=30, zh="成员数上限", en="most members of a core by such ties; 0 = no limit of its own",
        source=Text(zh="假设：除非形式写明，否则不设上限", en="assumed: no limit unless a form says so"),
    )  # fmt: skip
    fee: float = param(
        0.0, unit="yuan/member/year", low=0, high=1000000, zh="管理费", en="fee a core gets for a member",
        source=Text(zh="假设：除非形式写明，否则没有", en="assumed: none unless a form says so"),
    )  # fmt: skip
    payer: Literal["treasury", "member"] = aim(
        "treasury", unit="text", allowed=Text(zh="treasury 或 member", en="treasury or member"),
        zh="付费方", en="who pays the fee",
    )  # fmt: skip
    contract: int = param(
        0, unit="years", low=0, high=30, zh="协议期", en="length of the agreement; 0 = without end",
        source=Text(zh="假设：除非形式写明，否则无期限", en="assumed: no end unless a form says so"),
    )  # fmt: skip
    afterwards: str = aim(
        "end", unit="text", allowed=Text(zh="end、renew 或办学形式的编号", en="end, renew or the id of a form"),
        zh="期满后", en="what follows the agreement's end",
    )  # fmt: skip
    adoption: Literal["transplant", "synthesis", "differentiate"] = aim(
        "transplant", unit="text",
        allowed=Text(
            zh="transplant（移植再造）、synthesis（合成创生）或 differentiate（差异布局）",
            en="transplant, synthesis or differentiate",
        ),
        zh="文化生成方式", en="whose culture members grow into where culture is carried: the core's, a common one, or their own",
    )  # fmt: skip

    def source(self, name: str) -> Text:
        """Return where a number of the form comes from."""
        field = type(self).model_fields[name]
        declared: Any = field.json_schema_extra.get("source") if isinstance(field.json_schema_extra, dict) else None
        own = None if getattr(self, name) == field.default else self.sources.get("")
        return self.sources.get(name) or own or declared or CHOICE

    def dose(self, instrument: str) -> float:
        """Return the share of an instrument that acts over ties of this form."""
        value: float = getattr(self, DOSE + instrument)
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by values: the class has a field per instrument and is made anew in every process."""
        names = tuple(n.removeprefix(DOSE) for n in type(self).model_fields if n.startswith(DOSE))
        return _rebuilt, (names, dict(self))

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Return a form of checked values."""
        return cls.model_validate(dict(values))


def _rebuilt(names: tuple[str, ...], values: Mapping[str, Any]) -> Form:
    return form_class(names).of(values)


@cache
def form_class(names: tuple[str, ...]) -> type[Form]:
    """Return the class of forms with a dose for each instrument."""
    doses: Any = {
        DOSE + name: (
            float,
            param(
                1.0, unit="share", low=0, high=1, zh=f"{name}的份额", en=f"share of {name} that acts over ties of this form",
                source=Text(zh="假设：除非形式写明，否则全部", en="assumed: all of it unless a form says so"),
            ),
        )
        for name in names
    }  # fmt: skip
    return create_model("Form", __base__=Form, __module__=__name__, **doses)


class Unified:
    """A list of unified functions as the field names it: its items, and the functions each stands for (apart by a space)."""

    def __init__(self, zh: str, en: str, source: Text, **items: str) -> None:
        self.zh, self.en, self.source = zh, en, source
        self.items = {item: tuple(functions.split()) for item, functions in items.items()}

    @property
    def functions(self) -> tuple[str, ...]:
        """The functions that are wholly unified."""
        return tuple(dict.fromkeys(f for functions in self.items.values() for f in functions))


def stranger(where: str, name: str, known: Iterable[str]) -> Iterator[Said]:
    """Yield a sentence where a form is named that is not known."""
    if name not in (known := list(known)):
        hint = nearest(name, known) or texts.ALLOWED(names=known)
        yield AT(where=where, what=texts.NO_FORM(name=name, hint=hint))
