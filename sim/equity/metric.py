"""What a measure is, and the one registry of all of them: whoever needs a list of measures asks it by tag."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Literal

from sim.axes import IN_EVERY_CASE, OUTCOMES
from sim.docstrings import phrase
from sim.equity import texts
from sim.equity.subgroups import KEYS
from sim.say import Text

if TYPE_CHECKING:
    from sim.equity.pupils import Pupils

TAGS = {  # what a measure can be asked for by
    "collected": Text(zh="列入Mesa的数据收集器", en="in Mesa's data collector"),
    "headline": Text(zh="没有另行指定的研究都显示", en="shown by every study that asks for nothing else"),
    "over time": Text(zh="逐年绘图", en="drawn year by year"),
    "gap": Text(
        zh="学校之间或学生之间的差距，必与水平一同显示",
        en="a difference between schools or children, never shown without the levels",
    ),
    "level": Text(zh="水平，与每个差距并列", en="a level, which stands beside every gap"),
    "everyone": Text(zh="比较的第一组", en="first family of a comparison"),
    "core and members": Text(zh="比较的第二组", en="second family of a comparison"),
    "parts of the district": Text(zh="比较的第三组", en="third family of a comparison"),
}
FAMILIES = ("everyone", "core and members", "parts of the district")  # tags, in the order of a comparison's page
_DECIMALS = {  # of a unit whose numbers are small or large; 2 for all others
    "share": 3, "SD/year": 3, "correlation": 3, "ratio": 3, "nats": 3, "flag": 0, "pupils": 0, "people": 0, "schools": 0,
    "indicators": 1, "rank": 1, "hours/year": 0,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One measure of a stage of a district, or of some schools of it.

    ``of(snapshot, stage)`` gives it every year from the sums of the last test; ``exact(pupils)`` from every pupil, on
    request. With ``reads = "model"`` it is ``of(model, stage)``, with ``"district"`` ``of(model)``: these are measures of a
    researcher's own, and are not taken of some schools only.
    """

    name: str
    unit: str
    zh: str  # what it is called in Chinese
    about: Text  # what it is
    digits: int = 2  # decimals it is told with where no interval says how many
    tags: frozenset[str] = frozenset()
    of: Callable[..., float] | None = None  # None: on request only
    exact: Callable[[Pupils], float] | None = None
    short: str = ""  # English name short enough for an axis
    not_by: frozenset[str] = frozenset()  # keys of subgroups by which it says nothing
    reads: Literal["snapshot", "model", "district"] = "snapshot"
    outcome: str = IN_EVERY_CASE[0]  # of pupils that it speaks of: taken where a case follows that

    def __reduce__(self) -> tuple[Callable[..., Metric], tuple[Any, ...]]:
        """Pickle by name what the registry holds, whose functions may have none; else as it stands."""
        if REGISTRY.get(self.name) is self:
            return named, (self.name,)
        return _made, ({f.name: getattr(self, f.name) for f in fields(self)},)

    @property
    def en(self) -> str:
        """What it is, in English."""
        return self.about.en

    @property
    def axis(self) -> str:
        """A name short enough for an axis."""
        return self.short or self.name

    @property
    def by(self) -> tuple[str, ...]:
        """Keys of subgroups it can be taken by."""
        yearly = self.of is not None and self.reads == "snapshot"
        return tuple(key for key in KEYS if yearly and key not in self.not_by)

    def values(self, source: Any, stages: int) -> list[float]:
        """Return it for each stage; one of the district is the same in all."""
        assert self.of is not None
        if self.reads == "district":
            return [float(self.of(source))] * stages
        return [float(self.of(source, stage)) for stage in range(stages)]


REGISTRY: dict[str, Metric] = {}  # by name, in the order of declaration


def decimals(unit: str) -> int:
    """Return with how many decimals a number of a unit is told where nothing else says it."""
    return _DECIMALS.get(unit, 2)


def declare(one: Metric) -> Metric:
    """Put a measure into the registry.

    Raises
    ------
    ValueError
        For a second measure of a name, or a tag or a key of subgroups that is none.
    """
    if one.name in REGISTRY:
        raise ValueError(texts.DECLARED_TWICE(name=one.name))
    for wrong, given, known in (
        (texts.NO_TAG, one.tags, TAGS), (texts.NO_KEY_OF_SCHOOLS, one.not_by, KEYS),
        (texts.NO_OUTCOME, {one.outcome}, OUTCOMES.names),
    ):  # fmt: skip
        if strange := sorted(given - set(known)):
            raise ValueError(wrong(name=one.name, given=strange[0], known=list(known)))
    REGISTRY[one.name] = one
    return one


def metric[F: Callable[[Any, int], float]](
    unit: str,
    zh: str,
    *,
    tags: Iterable[str] = (),
    digits: int | None = None,
    exact: Callable[[Pupils], float] | None = None,
    short: str = "",
    not_by: Iterable[str] = (),
    outcome: str = IN_EVERY_CASE[0],
) -> Callable[[F], F]:
    """Declare a yearly measure ``of(snapshot, stage)`` with its unit and Chinese name; its docstring is its meaning, in both."""

    def add(of: F) -> F:
        declare(
            Metric(
                name=of.__name__, unit=unit, zh=zh, about=phrase(of), digits=decimals(unit) if digits is None else digits,
                tags=frozenset(tags), of=of, exact=exact, short=short, not_by=frozenset(not_by), outcome=outcome,
            )
        )  # fmt: skip
        return of

    return add


def on_request(name: str, unit: str, zh: str, about: Text, exact: Callable[[Pupils], float]) -> None:
    """Declare a measure that is taken from every pupil on request, and not every year."""
    declare(Metric(name=name, unit=unit, zh=zh, about=about, digits=decimals(unit), exact=exact))


def yearly(followed: Container[str] = IN_EVERY_CASE) -> list[Metric]:
    """Return the measures that are taken every year where some outcomes of pupils are followed, in the order of declaration."""
    return [m for m in REGISTRY.values() if m.of is not None and m.outcome in followed]


def tagged(tag: str, followed: Container[str] = IN_EVERY_CASE) -> tuple[str, ...]:
    """Return the names of the `yearly` measures with a tag, in the order of declaration."""
    if tag not in TAGS:
        raise KeyError(texts.UNKNOWN_TAG(tag=tag, known=list(TAGS)))
    return tuple(m.name for m in yearly(followed) if tag in m.tags)


def in_order(tag: str, followed: Container[str] = IN_EVERY_CASE) -> tuple[str, ...]:
    """Return `tagged` measures as pages show them: gaps first, with their levels behind, outcome by outcome."""

    def place(name: str) -> tuple[int, bool]:
        return OUTCOMES.code(REGISTRY[name].outcome), "gap" not in REGISTRY[name].tags

    return tuple(sorted(tagged(tag, followed), key=place))


def named(name: str) -> Metric:
    """Return the measure of a name."""
    return REGISTRY[name]


def _made(values: dict[str, Any]) -> Metric:
    return Metric(**values)
