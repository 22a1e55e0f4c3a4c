"""The figures of studies show the numbers of their tables, with intervals, and no empty panels."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments.figures import draw, studies, studies_indices, studies_levers, studies_time, style
from experiments.runs import outcomes
from experiments.statistics import response

OUTCOMES = ["between_school_sd.primary", "mean_score.primary", "bottom_decile.primary", "core_member_gap.junior"]
FACTORS = ["rotation.annual_share", "mentoring.on", "growth.peers"]
NAMES = {"rotation.annual_share": "rotation.annual_share\n年度交流比例", **{o: f"{o}\n校际" for o in OUTCOMES}}


@pytest.fixture(autouse=True)
def look() -> None:
    """Set matplotlib up as every figure does."""
    style.prepare()


def indices(*kinds: str, extra: str = "") -> pd.DataFrame:
    """Return a table of indices: factor i of outcome k has (i + 1)/10 + k/100, the interval 0.05 to either side."""
    rows = [
        {"outcome": o, "factor": f, "other": "", "index": kind, "value": (i + 1) / 10 + k / 100 + 0.3 * n}
        for n, kind in enumerate(kinds)
        for k, o in enumerate(OUTCOMES)
        for i, f in enumerate(FACTORS)
    ]
    rows += [{"outcome": o, "factor": "", "other": "", "index": extra, "value": 0.25} for o in OUTCOMES if extra]
    table = pd.DataFrame(rows)
    return table.assign(low=table["value"] - 0.05, high=table["value"] + 0.05)


def points(n: int = 240) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    table = pd.DataFrame({FACTORS[0]: rng.random(n), FACTORS[1]: rng.random(n) < 0.5, FACTORS[2]: rng.random(n)})
    return table.assign(**{o: k + table[FACTORS[0]] + 2 * table[FACTORS[1]] for k, o in enumerate(OUTCOMES)})


def means(table: pd.DataFrame) -> dict[str, response.Means]:
    return {f: response.Means(f, table) for f in FACTORS}


def widths(ax: object) -> list[float]:
    return [round(float(p.get_width()), 6) for p in ax.patches]  # type: ignore[attr-defined]


def test_sobol_bars_are_as_long_as_the_indices_and_the_seed_has_its_own() -> None:
    figure = studies_indices.sobol(indices("S1", "ST", extra="seed_share"), NAMES)
    first = figure.axes[0]
    assert set(widths(first)) == {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.25}
    assert [t.get_text() for t in first.get_yticklabels()][-1] == "the seed"
    assert first.get_yticklabels()[0].get_text() == "growth.peers"  # the largest total
    assert len(first.containers) == 6  # bars and whiskers of three kinds
    assert len(figure.axes) == len(OUTCOMES)


def test_intervals_of_small_samples_do_not_stretch_the_axis() -> None:
    table = indices("S1", "ST")
    figure = studies_indices.sobol(table.assign(low=table["value"] - 30, high=table["value"] + 30), NAMES)
    assert figure.axes[0].get_xlim() == (-studies_indices.REACH, 1 + studies_indices.REACH)


def test_indices_of_another_method_draw_nothing() -> None:
    table = indices("pawn")
    assert studies_indices.sobol(table, NAMES) is None
    assert studies_indices.morris(table, NAMES) is None
    assert studies_indices.convergence(table.assign(n=64), NAMES) is None
    assert studies_indices.distances(indices("S1", "ST"), NAMES) is None


def test_distances_show_what_a_made_up_factor_gets() -> None:
    figure = studies_indices.distances(indices("pawn", extra="dummy"), NAMES)
    assert set(widths(figure.axes[0])) == {0.1, 0.2, 0.3}
    assert 0.25 in [line.get_xdata()[0] for line in figure.axes[0].lines]


def test_indices_without_intervals_and_outcomes_without_indices_are_drawn() -> None:
    table = indices("delta", extra="dummy").assign(low=np.nan, high=np.nan)
    first = studies_indices.distances(table, NAMES).axes[0]
    assert set(widths(first)) == {0.1, 0.2, 0.3}
    assert len(first.containers) == 1  # bars, no whiskers
    gone = indices("S1", "ST")
    gone.loc[gone["outcome"] == OUTCOMES[0], ["value", "low", "high"]] = np.nan
    assert len(studies_indices.sobol(gone, NAMES).axes) == len(OUTCOMES)
    path = pd.concat([gone[gone["index"] == "ST"].assign(n=n) for n in (64, 128)])
    assert len(studies_indices.convergence(path, NAMES).axes) == len(OUTCOMES)


def test_shapley_effects_are_drawn_and_curves_of_an_emulator_have_bands() -> None:
    figure = studies_indices.distances(indices("shapley"), NAMES)
    assert set(widths(figure.axes[0])) == {0.1, 0.2, 0.3}
    assert "Shapley" in figure.axes[-1].get_xlabel()
    rows = [
        (o, f, f"{k}", k * (1 + i), k - 0.5, k + 0.5)
        for o in OUTCOMES[:2]
        for i, f in enumerate(FACTORS)
        for k in range(4)
    ]
    table = pd.DataFrame(rows, columns=["outcome", "factor", "at", "mean", "low", "high"])
    figure = studies_levers.emulated(table, OUTCOMES[:2], NAMES)
    assert len(figure.axes) == 6
    assert figure.axes[0].lines[0].get_ydata().tolist() == [0, 3, 6, 9]  # the factor that swings most comes first
    assert all(len(ax.collections) == 1 for ax in figure.axes)


def test_morris_puts_mu_star_across_and_sigma_up_with_numbers_and_a_key() -> None:
    table = indices("mu_star", "sigma")
    noise = table[table["index"] == "mu_star"].assign(index="noise", value=0.07)
    figure = studies_indices.morris(pd.concat([table, noise]), NAMES)
    ax = figure.axes[0]
    np.testing.assert_allclose(np.asarray(ax.collections[-1].get_offsets()), [(0.1, 0.4), (0.2, 0.5), (0.3, 0.6)])
    assert sorted(t.get_text() for t in ax.texts) == ["1", "2", "3"]
    key = "\n".join(t.get_text() for t in figure.legends[0].get_texts())
    assert "rotation.annual_share 年度交流比例" in key
    assert "1  growth.peers" in key


def test_convergence_draws_a_line_per_factor_over_the_sizes() -> None:
    table = pd.concat([indices("ST").assign(n=n) for n in (64, 128, 256)])
    figure = studies_indices.convergence(table, NAMES)
    lines = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 3]
    assert len(lines) == len(FACTORS)
    assert lines[0].get_xdata().tolist() == [64, 128, 256]


def test_a_tornado_spans_the_ends_of_each_factor_widest_on_top() -> None:
    table = points()
    figure = studies_levers.tornado(means(table), OUTCOMES[:3], NAMES)
    ax = figure.axes[0]
    assert ax.get_yticklabels()[0].get_text() == "mentoring.on"
    on, off = (table.loc[table[FACTORS[1]] == flag, OUTCOMES[0]].mean() for flag in (True, False))
    assert ax.patches[0].get_width() == pytest.approx(on - off)
    assert ax.patches[0].get_x() == pytest.approx(off)


def test_curves_have_a_panel_per_outcome_and_factor_with_whiskers() -> None:
    figure = studies_levers.curves(means(points()), FACTORS, OUTCOMES[:3], NAMES)
    assert len(figure.axes) == 9
    assert all(ax.containers and ax.has_data() for ax in figure.axes)
    assert [t.get_text() for t in figure.axes[7].get_xticklabels()] == ["no", "yes"]


def test_a_heat_map_tells_its_cells_in_numbers() -> None:
    figure = studies_levers.heat(points(), FACTORS[0], FACTORS[1], OUTCOMES[:3], NAMES)
    ax = figure.axes[0]
    assert len(ax.texts) == studies_levers.response.CELLS * 2
    assert np.asarray(ax.images[0].get_array()).shape == (2, 6)
    assert float(ax.texts[-1].get_text()) == pytest.approx(float(ax.images[0].get_array()[-1, -1]), abs=0.05)


def test_options_at_equal_spending_are_drawn_against_the_first() -> None:
    table = pd.DataFrame({
        "outcome": OUTCOMES[0], "option": ["tight", "assist", "assist"], "reference": ["", "", "tight"],
        "value": [5.0, 4.0, -1.0], "low": [4.0, 3.0, -1.5], "high": [6.0, 5.0, -0.5],
    })  # fmt: skip
    figure = studies_levers.equal(table, {"assist": "assist 帮扶型"})
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == ["assist 帮扶型"]
    assert studies_levers.equal(table[table["reference"] == ""], {}) is None


def series(arms: dict[str, float], seeds: int = 4) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    return pd.DataFrame([
        {"arm": arm, "seed": s, "year": y, "stage": stage, "mean_score": 70 + s + step * (y - 2016) + 0.1 * rng.random()}
        for arm, step in arms.items() for s in range(seeds) for y in range(2016, 2021) for stage in ("primary", "junior")
    ])  # fmt: skip


def test_levels_show_every_run_its_mean_and_an_interval() -> None:
    frame = series({"a": 0.0, "b": 0.5})
    figure = studies_time.levels(
        frame, {"a": "无改革", "b": "reform"}, {"mean_score": "平均分"}, {"a": [], "b": [(2018.0, "2018")]}
    )
    ax = figure.axes[0]
    lines = [line for line in ax.lines if len(line.get_xdata()) == 5]
    assert len(lines) == 2 * (4 + 1)
    mean = frame[(frame["arm"] == "b") & (frame["stage"] == "primary")].groupby("year")["mean_score"].mean()
    np.testing.assert_allclose(lines[-1].get_ydata(), mean)
    assert lines[-1].get_xdata()[0] == 2017  # summer test of 2016/17
    assert len(ax.containers) == 2
    assert 2018.0 in [line.get_xdata()[0] for line in ax.lines]


def test_dates_are_those_all_reformed_scenarios_share() -> None:
    one, two = [(2018.0, "2018"), (2020.0, "2020")], [(2020.0, "2020")]
    assert studies_time.shared({"a": [], "b": one, "c": two}) == two
    assert studies_time.shared({"a": []}) == []


def test_spread_draws_points_their_median_and_a_band() -> None:
    frame = series({"a": 0.1}).rename(columns={"seed": "point"}).drop(columns="arm")
    figure = studies_time.spread(frame, {"mean_score": "Mean"})
    ax = figure.axes[0]
    table = frame[frame["stage"] == "primary"].pivot(index="year", columns="point", values="mean_score")
    np.testing.assert_allclose(ax.lines[-1].get_ydata(), table.median(axis=1))
    assert len(ax.lines) == 5
    assert len(ax.collections) == 1


def test_figures_are_the_same_bytes_each_time_and_nothing_beside_them_is_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.png").write_bytes(b"")
    maker = {"sobol": partial(studies_indices.sobol, indices("S1", "ST"), NAMES)}
    first = {
        f: p.file.with_suffix(f).read_bytes()
        for p in draw(maker, tmp_path, suffixes=(".png", ".svg")).values()
        for f in (".png", ".svg")
    }
    again = draw(maker, tmp_path, suffixes=(".png", ".svg"))["sobol"]
    assert {f: again.file.with_suffix(f).read_bytes() for f in (".png", ".svg")} == first
    assert sorted(f.name for f in tmp_path.iterdir()) == ["mine.png", "sobol.png", "sobol.svg"]
    assert "Whiskers are 95 % intervals" in again.caption


def test_a_gap_has_the_mean_and_the_lowest_tenth_beside_it_and_they_are_marked() -> None:
    some = outcomes.parse_all(
        ["cost.total", "mean_score.junior", "core_member_gap.primary", "between_school_sd.primary"]
    )
    extra = outcomes.companions(some)
    assert [o.name for o in extra] == ["mean_score.primary", "bottom_decile.primary"]
    assert all("beside the gap" in studies.outcome_text(o) for o in extra)
    assert not any("beside the gap" in studies.outcome_text(o) for o in some)
    assert outcomes.companions([*some, *extra]) == []


def test_an_axis_of_scores_spans_a_tenth_of_a_standard_deviation_and_shows_the_scale() -> None:
    _, axes = style.grid(1, 2, 2.0)
    small, large = axes[0]
    small.plot([0, 1, 2], [70.0, 70.01, 70.02])
    large.plot([0, 1, 2], [60.0, 70.0, 80.0])
    before = large.get_ylim()
    for ax in (small, large):
        style.score_axis(ax, 15.0)
    low, high = small.get_ylim()
    assert high - low == pytest.approx(1.5)
    assert (low + high) / 2 == pytest.approx(70.01)
    assert large.get_ylim() == pytest.approx(before)
    assert [t.get_text() for ax in (small, large) for t in ax.texts if t.get_text()] == ["0.05 SD", "0.5 SD"]
    style.score_axis(large, None)  # where a run changes its scale there is none to show
    assert len([t for t in large.texts if t.get_text()]) == 1
    small.set_xlim(0, 0.01)
    style.score_axis(small, 15.0, "x")
    assert np.diff(small.get_xlim())[0] == pytest.approx(1.5)
    assert "1 SD = 15 points" in small.get_xlabel()


def test_small_differences_do_not_look_like_leaps_in_any_figure_of_scores() -> None:
    table = points()
    for o in OUTCOMES:
        table[o] = 70 + 0.01 * table[FACTORS[0]]
    scores = dict.fromkeys(OUTCOMES, 15.0)
    frame = series({"a": 0.0})
    frame["mean_score"] = 70.0 + 0.001 * frame["seed"]
    tornado = studies_levers.tornado(means(table), OUTCOMES[:1], NAMES, scores)
    curves = studies_levers.curves(means(table), FACTORS[:1], OUTCOMES[:1], NAMES, scores)
    levels = studies_time.levels(frame, {"a": "a"}, {"mean_score": "m"}, {"a": []}, 15.0)
    spread = studies_time.spread(frame.rename(columns={"seed": "point"}), {"mean_score": "m"}, 15.0)
    assert np.diff(tornado.axes[0].get_xlim())[0] >= 1.5 - 1e-9
    for figure in (curves, levels, spread):
        assert all(np.diff(ax.get_ylim())[0] >= 1.5 - 1e-9 for ax in figure.axes)
    heat = studies_levers.heat(table, FACTORS[0], FACTORS[1], OUTCOMES[:1], NAMES, scores)
    assert np.diff(heat.axes[0].images[0].get_clim())[0] == pytest.approx(1.5)


def test_captions_say_that_order_within_overlapping_intervals_means_nothing() -> None:
    for make in (studies_indices.sobol, studies_indices.distances, studies_indices.morris, studies_indices.convergence,
                 studies_levers.tornado):  # fmt: skip
        caption = " ".join(text.en for text in make.paragraphs)
        assert re.search(r"overlap.*order.*means nothing", caption), make.__name__
