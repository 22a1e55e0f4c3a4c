"""Words of the records for which the model has no thing of its own: what they are read as, why, and at which schools."""

from __future__ import annotations

from collections import Counter

from experiments.new_case import texts
from experiments.new_case.provenance import Site, Told
from experiments.records.codes import FORM, Code
from experiments.records.grid import plain
from experiments.words.labels import forms
from sim.say import Said

FORMS = {  # words for ties that are not the model's own: in the other language, and why the form is the nearest
    "融合型": ("merged", texts.INTEGRATED),
    "merged": ("融合型", texts.INTEGRATED),
    "一校多区": ("one school, several campuses", texts.ONE_IN_LAW),
    "结对型": ("paired", texts.HELPS),
    "协作型": ("cooperative", texts.EQUAL_WORK),
    "共建型": ("joint building", texts.EQUAL_SHARE),
    "多校协同": ("several schools together", texts.EQUAL_WORK),
    "教研协同发展型": ("joint research", texts.RESEARCH_ONLY),
    "区域教育发展共同体": ("regional community", texts.TWO_DISTRICTS),
    "城乡学校帮扶共同体": ("support community", texts.TOWN_HELPS),
    "结对帮扶型": ("paired for support", texts.HELPS),
    "松散型": ("loose", texts.LOOSE),
    "loose": ("松散型", texts.LOOSE),
}


def ties(told: Told, members: list[Site]) -> None:
    """Say how many ties have each form, and of every word that is not the model's what it was read as and why."""
    forms = Counter(s.text("form") for s in members if s.text("form"))
    if not forms:
        return
    names = [texts.FORM_COUNT(form=_name(form), n=n) for form, n in forms.items()]
    told.say(texts.FORMS_GIVEN(n=sum(forms.values()), forms=names))
    by_word: dict[tuple[str, str], list[Site]] = {}
    for s in members:
        if (word := s.written("form")) and (form := s.text("form")) and plain(word) not in own_words(form):
            by_word.setdefault((word, form), []).append(s)
    for (word, form), schools in by_word.items():
        other, why = next((v for k, v in FORMS.items() if plain(k) == plain(word)), ("", texts.COUNTED_AS))
        shown = texts.WORD_AND_OTHER(word=word, other=other) if other else word
        told.say_of(schools, texts.READ_AS, word=shown, form=_name(form), why=why)


def kinds(told: Told, schools: list[Site]) -> None:
    """Say of every kind of school that the model does not have what schools of it are taken as."""
    for word, sentence in texts.KINDS.items():
        told.say_of([s for s in schools if plain(s.written("kind")) == plain(word)], sentence)


def own_words(form: str) -> set[str]:
    """Return the words that say a form of the model as the model does: its name, its label, and that without 型 or with it."""
    code: Code = next(c for c in FORM if c.code == form)
    words, bare = forms()[form], forms()[form].zh.removesuffix("型")
    return {plain(w) for w in (form, words.en, words.zh, bare, f"{bare}型")} & {
        plain(w) for w in (form, *code.zh, *code.en)
    }


def _name(form: str) -> Said:
    return texts.FORM_NAME(name=form, zh=forms()[form].zh)
