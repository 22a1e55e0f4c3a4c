"""The first lines of a study answer its question for what it declared, and rank nothing that intervals do not tell apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.design import designs
from experiments.runs import outcomes
from experiments.statistics.response import along
from experiments.study import study_page
from experiments.study.headline import headline, movers, of_index
from experiments.study.study import load_study
from experiments.study.study_data import EQUAL_COLUMNS, INDEX_COLUMNS, RESPONSE_COLUMNS, Analysis, StudyData
from sim.say import Said

pytestmark = pytest.mark.usefixtures("blank")

MINI = Path(__file__).resolve().parents[1] / "mini.toml"
GAP, MEAN, COST = (outcomes.parse(n) for n in ("between_school_sd.primary", "mean_score.junior", "cost.total"))
FACTORS = ["rotation.annual_share", "rotation.years", "mentoring.on"]
TEXT = """
title = {{ zh = "试", en = "Trial" }}
question = "Does rotation narrow the gap?"
case = "{case}"
years = 7
replications = 2
outcomes = ["mean_score.junior", "cost.total", "between_school_sd.primary"]
[levers]
"rotation.annual_share" = {{ values = [0.0, 0.1, 0.2] }}
"mentoring.on" = {{}}
[design]
kind = "{kind}"
"""


def rows(*sizes: tuple[float, float, float]) -> pd.DataFrame:
    """Return a row per factor a, b, ... of value and interval."""
    table = pd.DataFrame(sizes, columns=["value", "low", "high"])
    names = list("abcdefgh")[: len(table)]
    return table.assign(
        factor=names, text=[f"`{n}`: {v:g}" for n, v in zip(names, table["value"], strict=True)], floor=0.0
    )


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        (((0.2, 0.1, 0.3), (0.9, 0.8, 1.0)), " is moved most by `b`: 0.9; 1 more moves it by less."),
        (
            ((0.8, 0.6, 1.0), (0.9, 0.7, 1.1), (0.1, 0.05, 0.15)),
            " is moved most by these, which cannot be ranked among themselves: `b`: 0.9; `a`: 0.8; 1 more moves it by less.",
        ),
        (((0.2, 0.0, 0.4), (0.1, -0.1, 0.3)), ": no factor moves it by an amount that can be told from none."),
        (((0.9, -0.2, 2.0), (0.5, 0.4, 0.6)), " is moved by `b`: 0.5; `a` cannot be told from none, nor from this."),
        (((0.3, np.nan, np.nan), (0.2, np.nan, np.nan)), ": nothing can be ranked without intervals; `a`: 0.3; `b`: 0.2."),
    ],
)  # fmt: skip
def test_factors_are_ranked_only_where_their_intervals_are_apart(
    sizes: tuple[tuple[float, float, float], ...], said: str
) -> None:
    text = movers(GAP, rows(*sizes))
    assert text == f"{GAP.en}{said}"
    assert "first" not in text


def analysis(method: str, table: Sequence[tuple[object, ...]]) -> Analysis:
    """Return an analysis of rows outcome, factor, index, value, low, high."""
    made = [(o, f, "", i, *numbers) for o, f, i, *numbers in table]
    empty = {k: pd.DataFrame(columns=list(c)) for k, c in (("response", RESPONSE_COLUMNS), ("equal", EQUAL_COLUMNS))}
    indices = pd.DataFrame(made, columns=list(INDEX_COLUMNS))
    return Analysis(method, indices, indices.iloc[:0].assign(n=0), **empty)


def test_indices_are_told_with_their_intervals_and_the_digits_these_support() -> None:
    some = analysis("sobol", [(GAP.name, "a", "ST", 0.6234, 0.41, 0.83), (GAP.name, "b", "ST", 0.1234, 0.1, 0.15)])
    assert "is moved most by `a`: total index 0.62 (0.41 to 0.83); 1 more moves it by less." in of_index(GAP, some)


def test_a_factor_below_the_noise_or_a_made_up_one_is_told_from_nothing() -> None:
    table = [(GAP.name, "a", "mu_star", 0.5, 0.4, 0.6), (GAP.name, "a", "noise", 0.45, np.nan, np.nan)]
    assert "no factor moves it" in of_index(GAP, analysis("morris", table))
    table[1] = (GAP.name, "a", "noise", 0.1, np.nan, np.nan)
    assert "is moved most by `a`: mu* 0.50 (0.40 to 0.60) points." in of_index(GAP, analysis("morris", table))
    dummy = [(GAP.name, "a", "pawn", 0.3, 0.2, 0.4), (GAP.name, "", "dummy", 0.2, 0.1, 0.25)]
    assert "no factor moves it" in of_index(GAP, analysis("pawn", dummy))


def made(folder: Path, kind: str = "grid", text: str = TEXT) -> StudyData:
    """Return a study whose outcomes rise with the share of rotation: 1 point, or 100,000 yuan, a tenth."""
    file = folder / "trial.toml"
    file.write_text(text.format(case=MINI.as_posix(), kind=kind), encoding="utf-8")
    of = load_study(file)
    design = designs.points(of)
    frame = pd.DataFrame(
        [(i, r, s) for i, who in enumerate(design.identities) for r, s in enumerate(of.seeds_of(who))],
        columns=["point", "replication", "seed"],
    )
    x = design.points["rotation.annual_share"].to_numpy(np.float64)[frame["point"]]
    luck = 0.02 * np.random.default_rng(1).normal(size=len(frame))
    frame["key"], frame["status"] = [f"{i:032x}" for i in range(len(frame))], "ok"
    frame["mean_score.junior"] = 70 + 10 * x + luck
    frame["cost.total"] = 1e5 * (5 + 10 * x + luck)
    frame["between_school_sd.primary"] = 5 + 0.02 * (-1.0) ** (frame["point"] + frame["replication"])  # luck alone
    return StudyData(of, design, frame, folder)


@pytest.fixture
def shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[StudyData, Analysis]:
    """Return the study as it is shown, with companions that the store would hold."""
    data = made(tmp_path)

    def told(table: pd.DataFrame, store: object, extra: list[outcomes.Outcome]) -> pd.DataFrame:
        return pd.DataFrame({o.name: 50.0 + table.index for o in extra}).assign(status="ok")

    class Shut:
        def __init__(self, folder: object) -> None: ...

        def __enter__(self) -> None: ...

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(study_page, "values", told)
    monkeypatch.setattr("experiments.store.store.Store", Shut)
    return study_page.as_shown(data, analysis("response", []))


def test_declared_outcomes_come_as_declared_and_companions_last_and_marked(shown: tuple[StudyData, Analysis]) -> None:
    lines = headline(*shown, "response")
    assert "the school years 2018/19 to 2022/23" in lines[0]
    assert [re.split(r" \(|:| is ", line)[0] for line in lines[1:]] == [
        MEAN.en, COST.en, GAP.en, "Mean score, primary", "Mean score of the lowest tenth of pupils, primary",
    ]  # fmt: skip
    assert ["not asked for" in line for line in lines[1:]] == [False, False, False, True, True]


def test_sizes_are_told_with_direction_unit_and_interval(shown: tuple[StudyData, Analysis]) -> None:
    _, mean, cost, gap, *_ = headline(*shown, "response")
    assert "is moved most by `rotation.annual_share`: +2.0" in mean
    assert "points from 0 to 0.2" in mean
    assert "`rotation.annual_share`: +20." in cost
    assert "10,000 yuan a year from 0 to 0.2" in cost
    assert "no factor moves it by an amount that can be told from none" in gap


def test_what_was_found_is_told_in_chinese_too(shown: tuple[StudyData, Analysis]) -> None:
    lines = headline(*shown, "response")
    assert all(isinstance(line, Said) for line in lines)
    told = [re.sub(r"`[^`]*`", "", line.zh) for line in lines if isinstance(line, Said)]
    assert [line for line in told if re.search("[A-Za-z]{3}", line)] == []
    assert "受影响最大" in told[1]
    assert "由0到0.2" in told[1]
    assert "年度交流比例（`rotation.annual_share`）" in lines[1].zh


def test_a_fall_is_told_as_one(shown: tuple[StudyData, Analysis]) -> None:
    data, found = shown
    turned = data.runs.assign(**{MEAN.name: 140 - data.runs[MEAN.name]})
    assert "`rotation.annual_share`: −2.0" in headline(replace(data, runs=turned), found, "response")[1]


def test_what_is_shown_is_shown_once_however_often_it_is_asked_for(shown: tuple[StudyData, Analysis]) -> None:
    again, _ = study_page.as_shown(*shown)
    pd.testing.assert_frame_equal(again.runs, shown[0].runs)
    assert again.outcomes == shown[0].outcomes
    assert along(again).keys() == set(again.study.names)


def test_indices_stand_first_where_they_were_asked_for(shown: tuple[StudyData, Analysis]) -> None:
    data, _ = shown
    found = analysis("sobol", [(MEAN.name, "mentoring.on", "ST", 0.5, 0.4, 0.6)])
    assert "total index" in headline(data, found, "indices")[1]
    assert "points from" in headline(data, found, "response")[1]
    assert "10,000 yuan" in headline(data, found, "indices")[2]  # of what has no index the size is told


LISTED = (
    TEXT.partition("[design]")[0]
    + '[design]\nkind = "list"\npoints = [{{ "rotation.annual_share" = 0.0, "mentoring.on" = true }}, '
    '{{ "rotation.annual_share" = 0.2, "mentoring.on" = true }}, {{ "rotation.annual_share" = 0.0, "mentoring.on" = false }}]\n'
)


def test_points_of_a_list_are_told_less_the_first_where_that_is_sure(tmp_path: Path) -> None:
    data = made(tmp_path, text=LISTED)
    line = headline(data, analysis("response", []), "response")[1]
    assert (
        "less the first point: point 2 (`rotation.annual_share` 0.2, `mentoring.on` yes): +1.98 (+1.71 to +2.25) points"
        in line
    )
    assert line.endswith("points; 1 cannot be told from it.")
