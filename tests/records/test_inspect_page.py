"""Page and figures of an inspection: limits where verdicts stand, codes in words, no text upon another, both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from handed_in import PLAIN, read
from reading import read as read_page

from experiments.figures import style
from experiments.inspection import figures, page
from experiments.inspection.county import Inspection, inspect_records
from experiments.inspection.headlines import headlines, place_note, standards
from experiments.inspection.texts.page import CAPTIONS
from sim.equity.standards import R2012, R2017
from sim.say import LANGUAGES, Language, spoken, use

HAN = re.compile(r"[\u4e00-\u9fff]")
TOWNS = ("城关街道", "滨江高新技术产业开发区街道", "石桥民族乡")


def county(n: int, places: str = "lon", crowd: float = 0.05) -> str:
    """Return a table of schools with long names, in towns so dense that names would lie upon each other."""
    draws = np.random.default_rng(3)
    x, y = "经度,纬度" if places == "lon" else "东向距离,北向距离", ""
    head = "学校标识码,学校名称,学段,在校生数,专任教师数,高于规定学历教师数,集团名称,集团角色,办学形式"
    head += f",{x}\n" if places else "\n"
    for i in range(n):
        stage, pupils = ("小学", 300 + 20 * i) if i % 3 else ("初中", 900)
        group = ("甲集团", "核心校", "") if i == 0 else ("甲集团", "成员校", "帮扶型") if i < 5 else ("", "", "")
        at = draws.normal(0, crowd, 2) + ((113.2, 23.4) if places == "lon" else (0, 0))
        spot = f",{at[0]:.5f},{at[1]:.5f}" if places else ""
        name = f"某某省某某市云山县{TOWNS[i % 3]}第{i}实验学校"
        y += f"3144{i:06},{name},{stage},{pupils},{pupils // 15},{pupils // 18},{','.join(group)}{spot}\n"
    return head + y


def inspected(path: Path, text: str = PLAIN, years: tuple[int, ...] = (2017, 2012)) -> Inspection:
    return inspect_records(read(path, schools=text), years)


def texts(figure: Any) -> Iterator[str]:
    from matplotlib.text import Text

    yield from (t.get_text() for t in figure.findobj(Text) if t.get_text().strip() and t.get_visible())


def test_verdicts_stand_beside_the_limits_they_are_given_by(tmp_path: Path) -> None:
    found = inspected(tmp_path)
    rows = page.verdicts(found).rows
    assert [r[3] for r in rows] == [
        "6/7, each CV ≤ 0.50", "6/7, each CV ≤ 0.45", "mean CV ≤ 0.65", "mean CV ≤ 0.55",
    ]  # fmt: skip
    assert [spoken(r[3], "zh") for r in rows][::3] == ["6/7，各项差异系数 ≤ 0.50", "综合差异系数 ≤ 0.55"]
    table = page.schools(found.views[0])
    asked = [r for r in table.rows if r[2] == "Threshold"]
    assert [r[4:-1] for r in asked] == [
        ["≥ 4.2", "≥ 1", "≥ 0.9", "≥ 4.5", "≥ 7.5", "≥ 2,000", "≥ 2.3"],
        ["≥ 5.3", "≥ 1", "≥ 0.9", "≥ 5.8", "≥ 10.2", "≥ 2,500", "≥ 2.4"],
    ]
    assert all(len(r) == len(table.headers) for r in table.rows)


@pytest.mark.parametrize(("regime", "place"), [(R2017, 0), (R2012, 1)], ids=["2017", "2012"])
def test_every_code_is_told_in_words_with_what_is_asked(tmp_path: Path, regime: Any, place: int) -> None:
    view = standards(inspected(tmp_path))[place]
    shown = {r[0]: r for r in view.rows}
    for i in regime.indicators:
        assert [spoken(shown[i.name][1], lang) for lang in LANGUAGES] == [i.zh, i.en]
        assert shown[i.name][3:] == ([f"{x:,g}" for x in i.threshold] if i.threshold else ["–", "–"])
    assert shown[""][3:] == [f"{x:.2f}" for x in regime.cv_limit]
    html = page.render(inspected(tmp_path / "again"), {}, "edugroup inspect x")
    assert html.index("What it is measured by") < html.index('id="cv"')


def test_headlines_name_indicators_and_limits_in_both_languages(tmp_path: Path) -> None:
    found = inspected(tmp_path)
    for view in found.views:
        for line in headlines(view):
            assert f"{view.county.limit[0]:.2f}" in line.en or f"{view.county.limit[1]:.2f}" in line.en
            assert HAN.search(line.zh)
            assert not HAN.search(line.en)
            for code in re.findall(r"\b[LB]\d\b", line.en):
                indicator = next(i for i in view.regime.indicators if i.name == code)
                assert f"{code} {indicator.en[0].lower()}" in line.en or f"{code} {indicator.en}" in line.en
                assert f"{code}{indicator.zh}" in line.zh


def test_headings_of_the_page_are_in_both_languages(tmp_path: Path) -> None:
    html = page.render(inspected(tmp_path), {}, "edugroup inspect x")
    headings = re.findall(r"<h[23]>(.*?)</h[23]>", html)
    assert len(headings) >= 7
    assert all(HAN.search(h) and re.search("[A-Za-z]", h) for h in headings)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_are_drawn_in_the_language_asked_for(tmp_path: Path, lang: Language) -> None:
    style.prepare()
    found = inspected(tmp_path, county(12))
    makers = {"thresholds": figures.thresholds, "cvs": figures.cvs, "map": figures.map_of_schools}
    with use(lang):
        for name, make in makers.items():
            words = [t for t in texts(make(found)) if re.search("[A-Za-z]{4}|[\u4e00-\u9fff]{2}", t)]
            assert words
            assert [t for t in words if bool(HAN.search(t)) != (lang == "zh")] == []
            assert HAN.search(CAPTIONS[name].zh)


def test_a_page_holds_both_languages_and_shows_the_one_asked_for_first(tmp_path: Path) -> None:
    found = inspected(tmp_path)
    pages = {}
    for lang in LANGUAGES:
        with use(lang):
            pages[lang] = page.render(found, {}, "edugroup inspect x")
        assert f'<html lang="{lang}">' in pages[lang]
        assert pages[lang].count("<button") == 2
    spans = {
        lang: re.findall(r'<span (?:class="en"|lang="zh" class="zh").*?</span>', text) for lang, text in pages.items()
    }
    assert spans["zh"] == spans["en"]
    assert len(spans["zh"]) > 300
    bare = read_page(re.sub(r"<code>.*?</code>", "", pages["zh"]), "zh")
    left = set(re.findall(r"[A-Za-z]{4,}(?: [A-Za-z]{3,})+", bare))
    assert {t for t in left if t not in found.views[0].regime.source + found.views[-1].regime.source} == set()


def boxes(figure: Any) -> list[Any]:
    """Return where the names of schools stand on a map."""
    from matplotlib.text import Annotation

    figure.draw_without_rendering()
    return [a.get_window_extent() for a in figure.axes[0].texts if isinstance(a, Annotation)]


@pytest.mark.parametrize(("n", "crowd"), [(66, 0.05), (66, 0.004), (8, 0.05)])
def test_names_on_the_map_do_not_lie_upon_each_other(tmp_path: Path, n: int, crowd: float) -> None:
    style.prepare()
    figure = figures.map_of_schools(inspected(tmp_path, county(n, crowd=crowd)))
    found = boxes(figure)
    assert len(found) >= min(n, 8)
    frame = figure.axes[0].get_window_extent()
    for one, other in combinations(found, 2):
        apart = one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 or other.y1 <= one.y0
        assert apart
    for box in found:
        assert frame.x0 - 1 <= box.x0
        assert box.x1 <= frame.x1 + 1


def test_where_there_is_no_map_of_china_a_sentence_says_so(tmp_path: Path) -> None:
    style.prepare()
    assert place_note(inspected(tmp_path / "a", county(12))) is None
    plan = inspected(tmp_path / "b", county(12, "x"))
    assert "a plan, not a map of China" in (place_note(plan) or page).en  # type: ignore[attr-defined]
    assert any("the records' own point" in t for t in texts(figures.map_of_schools(plan)))
    nothing = inspected(tmp_path / "c", county(12, ""))
    note = place_note(nothing)
    assert note is not None
    assert note.en.startswith("There is no map: the records hold no places of schools")
    assert note.zh.startswith("未绘制分布图")
    assert figures.map_of_schools(nothing) is None
    one = inspected(tmp_path / "d", county(12, "x", crowd=0))
    assert "all places in the records are one and the same" in (place_note(one) or page).en  # type: ignore[attr-defined]
    assert figures.map_of_schools(one) is None
    html = page.render(nothing, {}, "edugroup inspect x")
    assert "There is no map" in html


def test_schools_without_a_place_are_counted(tmp_path: Path) -> None:
    text = re.sub(r",[\d.]+,[\d.]+\n", ",,\n", county(12), count=2)
    note = place_note(inspected(tmp_path, text))
    assert note is not None
    assert note.en == "2 of 12 schools have no place in the records and are not on it."


def test_long_ids_are_shortened_and_many_are_not_written() -> None:
    assert figures._short("3144000001") == "3144000001"
    assert figures._short("某某省某某市云山县第一实验小学校区") == "某某省某某市云山县第一实验…"


def test_a_school_goes_by_its_name_in_each_language_where_the_records_have_it(tmp_path: Path) -> None:
    head, first, *more = PLAIN.splitlines()
    found = inspected(
        tmp_path, "\n".join([f"{head},英文名称", f"{first},First School", *(f"{m}," for m in more)]) + "\n"
    )
    called = {row[1]: row[2] for row in page.schools(found.views[0]).rows if row[1]}
    assert (spoken(called["1001"], "zh"), spoken(called["1001"], "en")) == ("示例一小", "First School")
    assert spoken(called["1002"], "en") == "示例二小"
