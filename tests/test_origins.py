"""What a page says of a case follows from the sources the case names, whether they are plans or records."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from reading import read

from experiments.cli import main
from experiments.figures import district, over_time
from experiments.pages import report
from experiments.runs.plan import make_plan
from experiments.runs.results import Results
from experiments.words import origins
from experiments.words.labels import Words, named
from sim.case import Case, load_case
from sim.part import Label

pytestmark = pytest.mark.usefixtures("blank")

MINI = Path(__file__).parent / "mini.toml"
RECORDS = {
    "schools.*.pupils": "cite: records of county, table schools, column 在校生数 (pupils)",
    "schools.*.x": "assumed: a place inside the town that depends on the id of the school",
    "towns.*.radius": "assumed: compact cities",
    "*": "assumed: made up for the tests",
}


def sourced(case: Case, sources: dict[str, str]) -> Case:
    return case.model_copy(update={"sources": {path: Label(zh=text, en=text) for path, text in sources.items()}})


def test_the_caution_counts_the_sources_of_the_case(case: Case) -> None:
    said = report.assumed(sourced(case, RECORDS))
    assert "Its first day was counted" in said
    assert "No parameter was fitted to its data" not in said
    assert "the source of 4 kinds of numbers" in said
    assert "1 from records of its schools, 3 assumed. Assumed: `schools.*.x`, `towns.*.radius`, `*`." in said
    huadu = load_case("huadu")
    assert report.assumed(huadu).startswith("No parameter was fitted to its data; school sizes")
    kinds = [origins.kind(s) for s in huadu.sources.values()]
    assert set(kinds) <= set(origins.KINDS)
    counts = [int(n) for n in re.findall(r"(\d+) (?:from|by|assumed)", origins.told(huadu))]
    assert sum(counts) == len(kinds) == len(huadu.sources)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (RECORDS["schools.*.x"], "Places are made up; the case file says: 'a place inside the town"),
        (
            "cite: records of county, columns lon, lat; 3 schools without are put inside their town (assumed)",
            "3 schools",
        ),
        ("cite: records of county, columns lon, lat", ""),
    ],
)
def test_made_up_places_are_told(case: Case, source: str, said: str) -> None:
    found = sourced(case, {"schools.*.x": source})
    assert said in origins.places(found)
    assert bool(said) == bool(origins.places(found))
    assert origins.has_made_up_places(sourced(case, {"*": source})) == origins.has_made_up_places(found)
    assert origins.has_made_up_places(found) == source.startswith("assumed")


def test_a_counted_case_without_reforms_is_told_as_one(tmp_path: Path) -> None:
    text = MINI.read_text(encoding="utf-8").partition("[sources]")[0]
    text = text[: text.index("[[reforms]]")] + "[sources]\n" + "".join(f'"{k}" = "{v}"\n' for k, v in RECORDS.items())
    file = tmp_path / "county.toml"
    file.write_text(text, encoding="utf-8")
    assert main(["run", str(file), "--years", "1", "--out", str(tmp_path / "out")]) == 0
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    flat = read(page)
    assert "Places are made up; the case file says: 'a place inside the town" in flat
    assert "How does the first day stand beside other districts?" in flat
    assert "Missed:" not in flat
    assert "like a real one" not in flat
    assert "Dashed verticals" not in flat
    assert "What the instruments did" not in flat
    assert f"edugroup compare {file}:no-reform {file} --years 1" in flat
    assert "edugroup demo" not in flat


def test_a_demo_of_a_case_by_position_is_told_how(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "county.toml"]) == 2
    assert "demo takes a case by --case; write: edugroup demo --case county.toml" in capsys.readouterr().err


def test_names_that_are_the_same_stand_once() -> None:
    assert named(Words("河校", "河校")) == Words("河校", "河校").said == "河校"
    assert (named(Words("River", "河校")).en, named(Words("River", "河校")).zh) == ("River", "河校")
    assert named(Words("", "河校")).en == "河校"


@pytest.mark.parametrize("spread", [(0.0, 0.0), (30.0, 0.5), (0.5, 30.0), (3.0, 2.0)])
def test_a_map_of_any_shape_has_one_scale(
    spread: tuple[float, float], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    x, y = (np.array((5.0, 5.0 + s)) for s in spread)
    figure, ax = district._plane(x, y)
    figure.savefig(tmp_path / "map.png")
    assert not caplog.records  # matplotlib says so where limits and scale disagree
    box = ax.get_window_extent()
    across, up = np.ptp(ax.get_xlim()), np.ptp(ax.get_ylim())
    assert box.width / across == pytest.approx(box.height / up, rel=1e-6)
    assert ax.get_xlim()[0] <= x.min() - 1.4
    assert ax.get_ylim()[1] >= y.max() + 1.4


@pytest.mark.parametrize("small", [0.0, 0.01])
def test_bars_of_cost_are_those_there_are_and_leave_room(small: float) -> None:
    money = [("earmark", 4e6, 2016), ("awards", small * 1e6, 2016), ("earmark", 5e6, 2017), ("awards", 0.0, 2017)]
    frame = pd.DataFrame(money, columns=["item", "yuan", "year"])
    results: Any = SimpleNamespace(cost=frame, years=(2016, 2017), seeds=(1,))
    figure = over_time.cost(results)
    shown = [t.get_text() for t in figure.legends[0].get_texts()]
    assert len(shown) == (2 if small else 1)
    assert figure.axes[0].get_ylim()[1] > 5.05
    assert figure.axes[0].get_ylim()[0] == 0


def test_a_plan_names_the_line_that_compares() -> None:
    plan = make_plan(str(MINI))
    assert plan.comparison == f"edugroup compare {MINI}:no-reform {MINI}"
    assert Results(plan, ("run",), (1,), {}, 15.0).plan.comparison == plan.comparison
