"""Words of the records for which the model has no thing of its own: what they are read as, why, and at which schools."""

from __future__ import annotations

from collections import Counter

from experiments.new_case.provenance import Site, Told
from experiments.records.codes import FORM, Code
from experiments.records.grid import plain
from experiments.words.labels import forms

FORMS = {  # words for ties that are not the model's own: English, and why the form is the nearest
    "融合型": ("merged", "the core decides and disposes, as in an integrated tie; in the model they stay schools of their own"),
    "merged": ("融合型", "the core decides and disposes, as in an integrated tie; in the model they stay schools of their own"),
    "一校多区": ("one school, several campuses", "one school in law on several sites, with one staff"),
    "结对型": ("paired", "one school helps another under an agreement; help comes from the core"),
    "协作型": ("cooperative", "schools of equal rank work together, and nobody leads"),
    "共建型": ("joint building", "schools of equal rank share activities, and nobody leads"),
    "多校协同": ("several schools together", "schools of equal rank work together, and nobody leads"),
    "教研协同发展型": ("joint research", "schools do research together and share nothing else"),
    "区域教育发展共同体": ("regional community", "partners of two districts, which in the model lie in one"),
    "城乡学校帮扶共同体": ("support community", "a town school helps a rural or weak one, one way"),
    "结对帮扶型": ("paired for support", "one school helps another under an agreement; help comes from the core"),
    "松散型": ("loose", "members keep heads, staff and money, as in an alliance"),
    "loose": ("松散型", "members keep heads, staff and money, as in an alliance"),
}  # fmt: skip
KINDS = {  # words for kinds of school that hold more, or something else, than the model does
    "完全中学": "完全中学 (junior and senior high) are taken as junior schools, because records of senior high are set aside",
    "高级中学附设初中": "高级中学附设初中 (junior classes of a senior high school) are taken as junior schools of their own",
    "职业初中": "职业初中 (vocational junior schools) are taken as junior schools, because the model knows no vocational ones",
    "十二年一贯制学校": "十二年一贯制学校 (grades 1 to 12) are taken as nine-year schools: records of senior high are set aside",
    "教学点": "教学点 (teaching points) are taken as small primary schools with a head and money of their own",
}  # fmt: skip
OTHER = "the list of words counts it as this form"


def ties(told: Told, members: list[Site]) -> None:
    """Say how many ties have each form, and of every word that is not the model's what it was read as and why."""
    forms = Counter(s.text("form") for s in members if s.text("form"))
    if not forms:
        return
    names = ", ".join(f"{_name(form)} {n}" for form, n in forms.items())
    told.say(f"Forms of the {sum(forms.values())} ties for which the records give one: {names}.")
    by_word: dict[tuple[str, str], list[Site]] = {}
    for s in members:
        if (word := s.written("form")) and (form := s.text("form")) and plain(word) not in own_words(form):
            by_word.setdefault((word, form), []).append(s)
    for (word, form), schools in by_word.items():
        en, why = next((v for k, v in FORMS.items() if plain(k) == plain(word)), ("", OTHER))
        shown = f"{word} ({en})" if en else word
        told.say_of(schools, f"Ties written {shown} are read as {_name(form)}, the model's nearest form: {why}; {{}}.")


def kinds(told: Told, schools: list[Site]) -> None:
    """Say of every kind of school that the model does not have what schools of it are taken as."""
    for word, sentence in KINDS.items():
        told.say_of([s for s in schools if plain(s.written("kind")) == plain(word)], f"{sentence}: {{}}.")


def own_words(form: str) -> set[str]:
    """Return the words that say a form of the model as the model does: its name, its label, and that without 型 or with it."""
    code: Code = next(c for c in FORM if c.code == form)
    words, bare = forms()[form], forms()[form].zh.removesuffix("型")
    return {plain(w) for w in (form, words.en, words.zh, bare, f"{bare}型")} & {
        plain(w) for w in (form, *code.zh, *code.en)
    }


def _name(form: str) -> str:
    return f"{form} ({forms()[form].zh})"
