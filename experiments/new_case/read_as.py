"""Words of the records for which the model has no thing of its own: what they are read as, why, and at which schools."""

from __future__ import annotations

from collections import Counter

from experiments.new_case.provenance import Site, Told
from experiments.records.codes import FORM, Code
from experiments.records.grid import plain
from experiments.words.labels import FORMS as NAMES

FORMS = {  # words for ties that are not the model's own: English, and why the form is the nearest
    "托管型": ("hosted", "the core runs the member, as in a tight tie; that hosting ends on a date is not modelled"),
    "一校多区": ("one school, several campuses", "core and campuses have one head and one staff plan, as in a tight tie; in the "
             "model they stay schools with staff and money of their own, unless a reform merges them"),
    "融合型": ("merged", "members are led by the core, as in a tight tie; in the model they stay schools of their own"),
    "merged": ("融合型", "members are led by the core, as in a tight tie; in the model they stay schools of their own"),
    "结对型": ("paired", "one school helps another under an agreement, as in assistance; in the model help comes from the core"),
    "协作型": ("cooperative", "the core helps members who keep their own heads, as in assistance"),
    "共建型": ("joint building", "schools of equal rank share activities, as in an alliance"),
    "松散型": ("loose", "members keep heads, staff and money, as in an alliance"),
    "loose": ("松散型", "members keep heads, staff and money, as in an alliance"),
}  # fmt: skip
KINDS = {  # words for kinds of school that hold more, or something else, than the model does
    "完全中学": "完全中学 (junior and senior high) are taken as junior schools, because senior high is no part of the model",
    "高级中学附设初中": "高级中学附设初中 (junior classes of a senior high school) are taken as junior schools of their own",
    "职业初中": "职业初中 (vocational junior schools) are taken as junior schools, because the model knows no vocational ones",
    "十二年一贯制学校": "十二年一贯制学校 (grades 1 to 12) are taken as nine-year schools: senior high is no part of the model",
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
    """Return the words that say a form of the model as the model does."""
    code: Code = next(c for c in FORM if c.code == form)
    first = code.zh[0]
    return {plain(w) for w in (form, first, first.removesuffix("型"), *(e for e in code.en if e.startswith(form)))}


def _name(form: str) -> str:
    return f"{form} ({NAMES[form].zh})"
