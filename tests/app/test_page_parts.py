"""Parts of the page rendered without a browser, and the same parts in Mesa's own page of a notebook."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from visitor import missing

from sim.case import load_case
from sim.model import DistrictModel

try:
    import solara
except ImportError:  # said by the fixture
    solara = None

ROOT = Path(__file__).resolve().parents[2]
MINI = str(ROOT / "tests" / "mini.toml")
PLOT = "from mesa.visualization import make_plot_component\n"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")


@pytest.fixture(autouse=True)
def _libraries() -> None:
    if solara is None:
        missing("solara is not installed; make test installs it")


@pytest.fixture
def parts() -> Iterator[list[Any]]:
    """Render elements, and close what was rendered."""
    open_: list[Any] = []
    yield open_
    for context in open_:
        context.close()


def rendered(element: Any, parts: list[Any]) -> Any:
    box, context = solara.render(element, handle_error=False)
    parts.append(context)
    return box


def everything(box: Any) -> list[Any]:
    """Return a widget and all below it."""
    found, todo = [], [box]
    while todo:
        found.append(todo.pop())
        below = [getattr(found[-1], name, None) or () for name in ("children", "items")]
        todo += [c for part in below if isinstance(part, list | tuple) for c in part if hasattr(c, "comm")]
    return found


def holding(box: Any, name: str) -> list[Any]:
    """Return the parts of the page that hold something, such as a frame."""
    return [w for w in everything(box) if w.has_trait(name)]


def test_parts_work_in_the_page_of_mesa_and_its_reset_makes_a_model_with_their_values(parts: list[Any]) -> None:
    from mesa.visualization import SolaraViz
    from mesa.visualization.solara_viz import ModelCreator

    from experiments.app.notebook import DistrictMap, Series, model_params

    case = load_case(MINI)
    model = DistrictModel(case, rng=1)
    model.run_for(4)
    params = model_params(case, "rotation.annual_share", "rotation.on", "tests.noise")
    box = rendered(SolaraViz(model, components=[DistrictMap, Series], model_params=params, name="Mini"), parts)
    (drawn,) = holding(box, "frame")
    frame = json.loads(drawn.frame)
    assert frame["term"] == 4
    assert len([n for n in frame["pupils"] if n >= 0]) == int(model.world.schools.active.sum())
    assert len(holding(box, "series")) == 3
    chosen = solara.reactive({})
    controls = rendered(ModelCreator(solara.reactive(model), params, model_parameters=chosen), parts)
    sliders = [w for w in everything(controls) if type(w).__name__ == "Slider"]
    assert {(s.min, s.max) for s in sliders} == {(0, 0.3), (0, 1)}
    again = type(model)(**chosen.value)  # as Reset does
    assert again.world.settings.value("rotation.annual_share") == 0.1


def test_an_unknown_control_is_refused() -> None:
    from experiments import Refused
    from experiments.app.notebook import model_params

    case = load_case(MINI)
    with pytest.raises(Refused, match=r"nearest valid name: 'rotation\.annual_share'"):
        model_params(case, "rotation.anual_share")
    with pytest.raises(Refused, match="neither a number"):
        model_params(case, "rotation.groups")


def test_a_chart_holds_what_the_record_says(parts: list[Any]) -> None:
    from experiments.app.notebook import Series

    model = DistrictModel(MINI, rng=2)
    model.run_for(6)
    box = rendered(Series(model), parts)
    found = {w.id: w for w in holding(box, "series")}
    gap, mean = found["chart-between_school_sd"], found["chart-mean_score"]
    assert model.record is not None
    wanted = [r["mean_score"] for r in model.record.district if r["stage"] == "junior"]
    assert mean.series[0]["y"] == pytest.approx(wanted, abs=0.01)
    assert gap.series[0]["x"] == [2016, 2017, 2018]


def test_components_of_a_mesa_user_are_read_from_a_file_and_refused_in_a_sentence(tmp_path: Path) -> None:
    from experiments import Refused
    from experiments.app.server import own_components

    good = tmp_path / "mine.py"
    good.write_text(
        "from mesa.visualization import make_plot_component\ncomponents = [make_plot_component('mean_score')]\n",
        "utf-8",
    )
    (component,) = own_components(str(good))
    assert callable(component)
    for text, said in (("components = 3", "no list"), ("1 / 0", "ZeroDivisionError")):
        good.write_text(text, "utf-8")
        with pytest.raises(Refused, match=said):
            own_components(str(good))
    with pytest.raises(Refused, match="no such file"):
        own_components(str(tmp_path / "none.py"))


def test_the_server_answers_its_own_name_only() -> None:
    from experiments.app.server import Guard

    def answer(guard: Any, kind: str = "http", **headers: str) -> str:
        sent: list[Any] = []

        async def app(scope: Any, receive: Any, send: Any) -> None:
            sent.append("passed")

        async def send(message: Any) -> None:
            sent.append(message.get("status") or message["type"])

        guard.app = app
        pairs = [(k.encode(), v.encode()) for k, v in headers.items()]
        asyncio.run(guard({"type": kind, "headers": pairs}, None, send))
        return str(sent[0])

    own = Guard(None, "127.0.0.1")
    assert answer(own, host="127.0.0.1:8765") == "passed"
    assert answer(own, "websocket", host="localhost:8765", origin="http://localhost:8765") == "passed"
    assert answer(own, host="evil.example:8765") == "421"
    assert answer(own, "websocket", host="127.0.0.1:8765", origin="http://evil.example") == "websocket.close"
    assert answer(Guard(None, "0.0.0.0"), host="office.example:8765") == "passed"
    assert (
        answer(Guard(None, "0.0.0.0"), "websocket", host="office.example", origin="http://evil.example")
        == "websocket.close"
    )


def test_the_front_end_is_read_from_installed_files_and_nobody_is_told_anything(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from experiments.app.server import NOWHERE, settings

    monkeypatch.setattr(os, "environ", dict(os.environ))
    settings("127.0.0.1")
    assert os.environ["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] == "False"
    assert os.environ["SOLARA_ASSETS_CDN"] == NOWHERE == "http://127.0.0.1:9/"


def test_the_example_of_the_readmes_works(parts: list[Any]) -> None:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")]
    (block,), (same,) = (re.findall(r"```py\n(.*?)```", text, re.DOTALL) for text in texts)
    assert block == same
    *first, last = block.replace('load_case("huadu")', f"load_case({MINI!r})").strip().splitlines()
    names: dict[str, Any] = {}
    exec("\n".join(first), names)
    box = rendered(eval(last, names), parts)
    assert len(holding(box, "frame")) == 1
