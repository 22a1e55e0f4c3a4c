"""The report answers six questions with numbers that follow from the tables, and can be read without a network."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from reading import read
from scipy import stats

from experiments.cli import main
from experiments.one_case.demo import ARMS
from experiments.pages import answers, fill
from experiments.runs.plan import make_plan
from experiments.runs.results import ORDINARY, Results
from experiments.statistics.paired import Paired
from experiments.words import phrases
from experiments.words.phrases import TableView
from sim import say
from sim.say import LANGUAGES, Language, use

pytestmark = pytest.mark.slow

MINI = Path(__file__).parent / "mini.toml"
MADE_UP = "made up for the tests"  # why the case says that its places are
YEARS, SEEDS = 8, 3
LATE = range(2019, 2024)  # the last five of eight school years
QUESTIONS = ("gap", "core", "bottom", "moves", "cost", "strong_core")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output of a small demo."""
    out = tmp_path_factory.mktemp("demo") / "out"
    assert main(["demo", "--case", str(MINI), "--seeds", str(SEEDS), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    return (folder / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def results(folder: Path) -> Results:
    """Return the results as they can be read back from the output."""
    names = ("district", "schools", "groups", "teachers_moves", "money", "instruments")
    tables = {n: pd.read_parquet(folder / f"{n}.parquet") for n in names}
    tables["teachers_moves"] = tables["teachers_moves"].drop(columns=["colleagues", "edge"])
    return Results(make_plan(str(MINI)), ARMS, tuple(range(1, SEEDS + 1)), tables, 15.0)


def section(page: str, name: str, lang: str = "en") -> str:
    """Return the text of a section as it is read in a language: no tags, no pictures, single spaces."""
    found = re.search(rf'<section id="{name}">(.*?)</section>', page, re.DOTALL)
    assert found is not None
    return read(found[1], lang)


def other(page: str) -> str:
    """Return a page whose pictures are left out."""
    return re.sub(r"base64,[^\")]*", "", page)


def signed(value: float, digits: int = 2) -> str:
    return f"{value:+.{digits}f}".replace("-", "−")


def paired(district: pd.DataFrame, measure: str, stage: str) -> tuple[float, float, float, float, float]:
    """Return baseline, reform, difference and interval of the late years, by another road than the code's."""
    here = district[(district["stage"] == stage) & district["year"].isin(LATE)]
    table = here.pivot_table(index="seed", columns="arm", values=measure, aggfunc="mean")
    d = (table["reform"] - table["baseline"]).to_numpy()
    low, high = stats.t.interval(0.95, len(d) - 1, loc=d.mean(), scale=stats.sem(d))
    return table["baseline"].mean(), table["reform"].mean(), d.mean(), low, high


# The page.


def test_the_page_needs_nothing_from_elsewhere(page: str) -> None:
    links = re.findall(r"""(?:src|href|action|data|poster|srcset)\s*=\s*["']([^"']*)["']""", page)
    assert links
    assert all(link.startswith(("#", "data:image/png;base64,")) for link in links)
    assert not re.findall(r"https?:|//[a-z]|@import|url\((?!data:font/)|<script|<link|<iframe", other(page))


def test_the_six_questions_are_answered_each_with_a_figure_and_a_table(page: str) -> None:
    assert re.findall(r'<section id="(\w+)">', page)[:6] == list(QUESTIONS)
    for name in QUESTIONS:
        found = re.search(rf'<section id="{name}">(.*?)</section>', page, re.DOTALL)
        assert found is not None
        for wanted in ("<h2>", '<p class="lead">', "<img src=", "<table>", 'lang="zh"'):
            assert wanted in found[1], (name, wanted)


def test_every_figure_is_in_the_page_and_is_not_blank(folder: Path, page: str) -> None:
    import matplotlib.image

    files = sorted((folder / "figures").glob("*.png"))
    expected = {
        "gap",
        "differences",
        "map",
        "core_member",
        "groups",
        "bottom",
        "moves",
        "flows",
        "movers",
        "cost",
        "strong_core",
    }
    assert {f.stem for f in files} == expected
    assert page.count("data:image/png;base64,") == 2 * len(files)
    for file in files:
        pixels = matplotlib.image.imread(file)
        ink = (pixels[..., :3].min(axis=2) < 0.9).mean()
        assert 0.003 < ink < 0.7, file.name


def test_every_part_of_every_figure_shows_data(results: Results) -> None:
    from experiments.figures import district, over_time, people, style

    style.prepare()
    makers = [
        over_time.gap, over_time.differences, over_time.core_and_members, over_time.bottom, over_time.cost,
        people.moves_by_year, people.flows, people.movers, district.ties_on_a_map, district.group_sizes,
    ]  # fmt: skip
    for make in makers:
        for ax in make(results).axes:
            assert ax.has_data() or (not ax.axison and ax.texts), make.__name__
    for ax in over_time.gap(results).axes:
        assert [len(line.get_xdata()) for line in ax.lines[:2]] == [YEARS, YEARS]
        assert ax.lines[0].get_xdata()[0] == 2017  # summer test of the school year 2016/17


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_are_drawn_in_the_language_chosen(results: Results, lang: Language) -> None:
    from matplotlib.text import Text

    from experiments.figures import district, over_time, people, style

    makers = (
        over_time.gap, over_time.differences, over_time.core_and_members, over_time.bottom, over_time.cost,
        people.moves_by_year, people.flows, people.movers, district.ties_on_a_map, district.group_sizes,
    )  # fmt: skip
    with use(lang):
        style.prepare()
        for make in makers:
            figure = make(results)
            named = [t for ax in figure.axes for t in (ax.get_xlabel(), ax.get_ylabel(), ax.get_title("left")) if t]
            legends = [
                t.get_text()
                for part in (*figure.legends, *(ax.get_legend() for ax in figure.axes))
                if part
                for t in part.texts
            ]
            assert named
            for text in [*named, *legends]:
                assert bool(re.search(r"[\u3400-\u9fff]", text)) == (lang == "zh"), (make.__name__, text)
                assert not re.search(r"[A-Za-z]{3}", text) or lang == "en", (make.__name__, text)
            if make is district.ties_on_a_map:
                said = {t.get_text() for t in figure.findobj(Text)}
                for k, group in enumerate(results.plan.case.groups):
                    called = group.zh if lang == "zh" else f"{group.zh} {group.en}"
                    assert {str(k + 1), f"{k + 1}  {called}"} <= said


def test_a_map_of_very_many_groups_names_none(results: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib.text import Text

    from experiments.figures import district, style

    style.prepare()
    monkeypatch.setattr(district, "MOST_NAMED", len(results.plan.case.groups) - 1)
    said = {t.get_text() for t in district.ties_on_a_map(results).findobj(Text)}
    assert not any(group.en in text for group in results.plan.case.groups for text in said)


def test_sizes_of_groups_leave_other_layers_out(results: Results) -> None:
    from dataclasses import replace

    from experiments.figures import district, style

    style.prepare()
    groups = results.tables["groups"].assign(layer="cluster")
    assert district.group_sizes(replace(results, tables={**results.tables, "groups": groups})) is None


def test_the_page_is_whole_in_either_language_and_switches_in_place(folder: Path, page: str) -> None:
    english, chinese = read(page, "en"), read(page, "zh")
    assert "What happened to the core schools?" in english
    assert "核心校怎样了？" in chinese
    assert not re.search(
        r"[\u3400-\u9fff]", english.replace("中文", "").replace("一小教育集团", "").replace("二中教育集团", "")
    )
    sentences = re.sub(r"To do it again.*?(?= [\u3400-\u9fff])|edugroup[\w .=/-]*", "", chinese)
    assert re.findall(r"[A-Za-z]+ (?:the|of|in|and|to|is|are) [A-Za-z]+", sentences.replace(MADE_UP, "")) == []
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert page.count("onclick=\"document.documentElement.lang = '") == 2
    assert len(re.findall(r'<figure class="zh"', page)) == len(re.findall(r'<figure class="en"', page)) == 11


def test_our_typeface_is_asked_first_and_for_chinese_signs_only(page: str) -> None:
    """Further back, browsers keep boxes for what they drew before it was read; without a range it would draw English too."""
    assert re.search(r'\bfont: \S+ "Edugroup Hans",', page)
    assert re.search(r"@font-face \{[^}]*unicode-range: U\+3000-303F, U\+3400-9FFF, U\+FF00-FFEF;", page)


def test_a_machine_without_chinese_fonts_shows_the_page(page: str) -> None:
    import base64
    import io

    from fontTools.ttLib import TTFont

    found = re.search(r"data:font/woff;base64,([^)]*)\)", page)
    assert found is not None
    signs = set(TTFont(io.BytesIO(base64.b64decode(found[1]))).getBestCmap())
    assert {ord(sign) for sign in re.findall(r"[\u3400-\u9fff]", page)} <= signs
    assert len(found[1]) < 300_000


def test_every_kind_of_placement_has_a_name_and_a_colour() -> None:
    from experiments.figures import style
    from experiments.words import labels
    from sim.instruments import instruments

    made = {kind.name: kind for cls in instruments().values() for kind in cls.placements}
    assert labels.kinds().keys() == style.kinds().keys() == made.keys()
    assert {name: words.zh for name, words in labels.kinds().items()} == {name: kind.zh for name, kind in made.items()}
    assert len(set(style.kinds().values())) == len(made)


def test_the_page_says_what_was_run_and_how_to_do_it_again(folder: Path, page: str) -> None:
    design = section(page, "design")
    assert f"edugroup demo --case {MINI} --seeds {SEEDS} --out {folder}" in design
    assert "1, 2, 3 (n = 3)" in design
    assert "2017\u201108" in design  # date of a reform
    assert "rotation.annual_share = 0.3" in design
    for library in ("python", "numpy", "numba", "mesa"):
        assert f"{library} " in design


def test_the_page_warns_of_what_not_to_conclude(page: str) -> None:
    assert "What not to conclude" in page
    assert "not a forecast" in page
    assert "assumed" in page


def test_chinese_names_are_there_and_marked(page: str) -> None:
    for name in ("一小教育集团", "校际标准差", "交流轮岗", "核心校", "后10%均分"):
        pieces = re.findall(r"[\u3400-\u9fff]+", name)
        assert all(re.search(rf'<span lang="zh"[^>]*>[^<]*{piece}', page) for piece in pieces), name


# The numbers.


@pytest.mark.parametrize("stage", ["primary", "junior"])
@pytest.mark.parametrize("measure", ["between_school_sd", "mean_score", "bottom_decile"])
def test_the_gap_stands_beside_mean_and_lowest_tenth_with_numbers_of_the_tables(
    folder: Path, page: str, measure: str, stage: str
) -> None:
    baseline, reform, difference, low, high = paired(pd.read_parquet(folder / "district.parquet"), measure, stage)
    text = section(page, "gap")
    d = phrases.places(low, high)
    assert f"{signed(difference, d)} points, 95 % interval {signed(low, d)} to {signed(high, d)}" in text
    row = f"{baseline:.{d}f} {reform:.{d}f} {signed(difference, d)} {signed(low, d)} to {signed(high, d)} 3"
    assert row in text
    if measure == "between_school_sd":
        assert f"{baseline:.{d}f} points in the baseline, {reform:.{d}f} in the reformed district" in text


def test_paired_differences_are_those_of_the_district_table(folder: Path) -> None:
    district, found = pd.read_parquet(folder / "district.parquet"), pd.read_parquet(folder / "paired.parquet")
    pd.testing.assert_frame_equal(found, pd.read_csv(folder / "paired.csv"), check_dtype=False)
    one = found[(found["measure"] == "core_score") & (found["year"] == 2021) & (found["stage"] == "junior")].iloc[0]
    here = district[(district["year"] == 2021) & (district["stage"] == "junior")].set_index(["arm", "seed"])[
        "core_score"
    ]
    expected = stats.ttest_rel(here["reform"], here["baseline"]).confidence_interval(0.95)
    assert (one["low"], one["high"]) == pytest.approx((expected.low, expected.high))
    assert one["n"] == SEEDS


def test_placements_are_counted_from_the_table_of_moves(folder: Path, page: str) -> None:
    moves = pd.read_parquet(folder / "teachers_moves.parquet")
    runs = SEEDS * (2024 - moves["start_year"].min())
    assert f"{len(moves) / runs:.0f} placements began in a school year" in section(page, "moves")
    down = moves[(moves["origin_role"] == "core") & (moves["target_role"] == "member") & (moves["kind"] == "rotation")]
    row = f"rotation core schools member schools {len(down) / runs:.1f} "
    assert row + signed(down["skill"].astype(float).mean(), 3) in section(page, "moves")


def test_the_skill_of_movers_is_set_beside_colleagues_of_the_year_before(folder: Path) -> None:
    moves, schools = pd.read_parquet(folder / "teachers_moves.parquet"), pd.read_parquet(folder / "schools.parquet")
    here = schools[schools["arm"] == "reform"].set_index(["school", "year"])["skill_post"]
    some = moves[(moves["seed"] == 1) & moves["edge"].notna()]
    assert len(some) > 10
    for _, move in some.iterrows():
        assert move["edge"] == pytest.approx(move["skill"] - here[move["origin"], move["start_year"] - 1])


def test_cost_is_what_the_treasury_paid_more_beyond_the_ordinary(folder: Path, page: str) -> None:
    money, district = pd.read_parquet(folder / "money.parquet"), pd.read_parquet(folder / "district.parquet")
    paid = money[(money["source"] == "treasury") & ~money["item"].isin(ORDINARY) & money["year"].isin(LATE)]
    sums = paid.groupby("arm")["yuan"].sum() / SEEDS / len(LATE)
    yearly = sums["reform"] - sums.get("baseline", 0.0)  # which spends nothing on groups
    pupils = district[(district["arm"] == "reform") & district["year"].isin(LATE)]["pupils"].sum() / SEEDS / len(LATE)
    text = section(page, "cost")
    assert f"{say.money(yearly).en} a year more than in the baseline" in text
    assert f"每年多支付{say.money(yearly).zh}" in section(page, "cost", "zh")
    assert f"{yearly / pupils:,.0f} yuan for each pupil" in text
    earmark = paid[paid["item"] == "earmark"]["yuan"].sum() / SEEDS / len(LATE)
    assert f"earmarks of groups {earmark / 1e4:,.1f}" in text


def test_the_first_year_is_checked_against_real_districts(folder: Path, page: str) -> None:
    district = pd.read_parquet(folder / "district.parquet")
    first = (
        district[(district["year"] == 2016) & (district["arm"] == "baseline")].groupby("stage").mean(numeric_only=True)
    )
    text = section(page, "start")
    for stage, name in (("primary", "Primary"), ("junior", "Junior")):
        for column, low, high in (("between_share", 0.15, 0.3), ("ses_correlation", 0.2, 0.3), ("cv_L2", None, None)):
            value = first.loc[stage, column]
            verdict = "" if low is None else f"{'pass' if low <= value <= high else 'miss'}"
            band = "" if low is None else f"{low:.3f} to {high:.3f} "
            assert re.search(rf"{name} {band}.*?{value:.3f} .*?{verdict}", text), (stage, column)
    missed = page.count('class="miss"')
    assert missed == len(re.findall(r" miss\b", text))
    checks = 2 * (7 + 1 + 1 + 1)
    assert f"{checks - missed} of {checks} checks pass" in text


# What the sentences say.


def changed(results: Results, change: Callable[[pd.DataFrame], Any]) -> Results:
    """Return results with the reformed arm made from the baseline by a change."""
    district = results.tables["district"]
    baseline = district[district["arm"] == "baseline"]
    reform = baseline.assign(arm="reform")
    noise = 0.001 * reform["seed"]
    for column in ("between_school_sd", "mean_score", "bottom_decile", "member_score"):
        reform[column] += noise
    change(reform)
    return replace(results, tables={**results.tables, "district": pd.concat([baseline, reform])}, memo={})


def shift(**by: float) -> Callable[[pd.DataFrame], None]:
    def apply(frame: pd.DataFrame) -> None:
        for column, value in by.items():
            frame[column] += value

    return apply


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (shift(between_school_sd=-1, bottom_decile=1), "this is not levelling down"),
        (shift(between_school_sd=-1, mean_score=-1, bottom_decile=1), "this is levelling down"),
        (shift(between_school_sd=-1, bottom_decile=-1), "this is levelling down"),
        (shift(between_school_sd=1), "it is wider than without the reforms"),
        (lambda f: f.update(f[["between_school_sd"]] + (f[["seed"]] - 2).to_numpy()), "cannot be told from that of the baseline"),
    ],
)  # fmt: skip
def test_a_narrower_gap_is_judged_by_the_mean_and_the_lowest_tenth(results: Results, change: Any, said: str) -> None:
    assert said in answers.gap(changed(results, change)).sentences[0]


def test_a_gain_has_a_price_only_when_it_is_sure(results: Results) -> None:
    gained = changed(results, shift(mean_score=1.5))
    yuan = float(gained.cost["yuan"].sum()) / SEEDS
    district = gained.tables["district"]
    here = district[district["arm"] == "reform"]
    gain = ((1.5 + 0.001 * here["seed"]) / 15 * here["pupils"]).sum() / SEEDS
    told = re.search(r"([\d.]+) \(([\d.]+) to ([\d.]+)\) yuan and", answers.price(gained))
    assert told is not None
    assert float(told[1]) == pytest.approx(0.01 * yuan / gain, abs=0.05)
    assert "undiscounted" in answers.price(gained)
    assert "discounted at 5 %" in answers.price(replace(gained, discount=0.05))
    for other in (
        changed(results, shift(mean_score=-1.5)),
        changed(results, lambda f: f.update(f[["mean_score"]] + (f[["seed"]] - 2).to_numpy())),
    ):
        assert "cannot be said" in answers.price(other)


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (Paired(5, 1, 2, 1.0, 0.5, 1.5, 1, 1), "rose"),
        (Paired(5, 2, 1, -1.0, -1.5, -0.5, 1, 1), "fell"),
        (Paired(5, 1, 2, 1.0, -0.5, 2.5, 1, 1), "cannot be told from unchanged"),
        (Paired(5, 1, 1, 0.0, 0.0, 0.0, 0, 1), "did not change"),
        (Paired(1, 1, 2, 1.0, np.nan, np.nan, np.nan, np.nan), "rose"),
        (Paired(0, *[np.nan] * 7), "is unknown"),
    ],
)  # fmt: skip
def test_a_direction_is_said_only_when_it_is_sure(pair: Paired, said: str) -> None:
    assert phrases.verb(pair, "rose", "fell") == said


@pytest.mark.parametrize(
    ("value", "plain", "with_sign"),
    [(1.234, "1.23", "+1.23"), (-1.234, "−1.23", "−1.23"), (-0.001, "0.00", "0.00"), (0.0, "0.00", "0.00"),
     (1234567.891, "1,234,567.89", "+1,234,567.89"), (float("nan"), "–", "–"), (float("inf"), "–", "–")],
)  # fmt: skip
def test_numbers_are_written_for_people(value: float, plain: str, with_sign: str) -> None:
    assert phrases.number(value) == plain
    assert phrases.signed(value) == with_sign


@pytest.mark.parametrize(
    ("low", "high", "digits"),
    [(0.1, 0.5, 2), (-0.0012, 0.0049, 4), (-1.3, 3.0, 1), (1000.0, 1400.0, 0), (0.05, 0.25, 2), (-1e-9, 1e-9, 4),
     (float("nan"), float("nan"), 7), (2.0, 2.0, 7)],
)  # fmt: skip
def test_an_estimate_has_the_digits_its_interval_supports(low: float, high: float, digits: int) -> None:
    assert phrases.places(low, high, 7) == digits


def test_an_estimate_and_its_interval_are_told_alike() -> None:
    assert phrases.estimate(0.1234, 0.1, 0.5) == "0.12 (0.10 to 0.50)"
    assert phrases.estimate(-12.34, -14.0, -10.0, form=phrases.signed) == "−12.3 (−14.0 to −10.0)"
    assert phrases.estimate(0.1234, np.nan, np.nan, 3) == "0.123"
    pair = Paired(5, 60.123, 61.357, 1.234, -0.3, 2.8, 1, 1, -0.7, 3.2)
    assert phrases.change(pair) == "+1.2 points, 95 % interval −0.3 to +2.8"
    assert phrases.together_cells(pair, 3) == ["60.1", "61.4", "+1.2", "−0.3 to +2.8", "−0.7 to +3.2", "5"]
    assert phrases.paired_cells(pair._replace(low=np.nan, high=np.nan), 3)[2] == "+1.234"


def test_a_single_run_speaks_of_change_over_time_and_never_of_gains(tmp_path: Path) -> None:
    assert main(["run", str(MINI), "--out", str(tmp_path / "one")]) == 0
    page = (tmp_path / "one" / "report.html").read_text(encoding="utf-8")
    for name in ("gap", "core", "bottom"):
        text = section(page, name)
        assert "ver time" in text.partition(".")[2][:400], name
        assert not re.search(r"\b(gained|lost|95 % interval|baseline|Difference|Reform less)\b", text), name
    assert "core schools went" in section(page, "core").lower()
    assert "Reform less baseline" not in page
    assert not (tmp_path / "one" / "figures" / "differences.png").exists()


def test_cells_of_words_span_the_empty_ones_below() -> None:
    view = TableView("", ["a", "b", "n"], [["x", "1", "5"], ["", "2", ""], ["", "3", "7"], ["y", "", "8"]], n_words=2)
    shown = [[(c.text, c.rows) for c in row] for row in view.cells()]
    assert shown == [[("x", 3), ("1", 1), ("5", 1)], [("2", 1), ("", 1)], [("3", 2), ("7", 1)], [("y", 1), ("8", 1)]]


def test_texts_are_escaped_and_marked() -> None:
    assert fill.text("<b> & `a<b` 校") == (
        '&lt;b&gt; &amp; <code>a&lt;b</code> <span lang="zh" class="short">校</span>'
    )


# Other runs.


def write_case(folder: Path, change: Callable[[str], str]) -> Path:
    path = folder / "case.toml"
    path.write_text(change(MINI.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def test_one_run_has_no_intervals_and_says_that_change_is_not_effect(tmp_path: Path) -> None:
    case = write_case(tmp_path, lambda t: t.replace('en = "Mini"', 'en = "Mini <script>alert(1)</script>"'))
    assert main(["run", str(case), "--seed", "2", "--out", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "not the effect of the reforms" in section(page, "gap")
    assert "95 % interval" not in page
    assert "<script" not in page
    assert "Mini &lt;script&gt;" in page
    district = pd.read_parquet(tmp_path / "out" / "district.parquet")
    here = district[district["stage"] == "primary"].set_index("year")["between_school_sd"]
    early, late = (
        here.loc[2016],
        here.loc[2019:].mean(),
    )  # the first reform is of August 2017: one school year is before it
    assert (
        f"{early:.2f} points in 2016/17, {late:.2f} in 2019/20 to 2023/24 ({signed(late - early)} points)"
        in section(page, "gap")
    )


def without_groups(text: str) -> str:
    head, groups, rest = text.partition("[[groups]]")
    assert groups
    return head + "\n[params]\n\n" + rest[rest.index("[sources]") :]


def test_a_case_without_groups_has_a_report(tmp_path: Path) -> None:
    case = write_case(tmp_path, without_groups)
    assert main(["run", str(case), "--years", "1", "--out", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "The case has no groups" in section(page, "core")
    assert "No teacher was placed" in section(page, "moves")
    assert "nothing beyond" in section(page, "cost")


def test_one_pair_has_no_interval_and_says_so(tmp_path: Path) -> None:
    assert main(["demo", "--case", str(MINI), "--seeds", "1", "--years", "3", "--out", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "One seed gives no interval" in section(page, "gap")
    assert "none with one seed" in section(page, "gap")
    assert np.isnan(pd.read_parquet(tmp_path / "out" / "paired.parquet")["low"]).all()
