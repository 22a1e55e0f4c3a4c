"""Worlds shared by the tests. Helpers are in ``worlds.py``; ``mini.toml`` is the district most tests use."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator

from experiments.cli import THREADS

for name in THREADS:
    os.environ.setdefault(name, "1")  # as in a command, and before numpy is imported

os.environ["EDUGROUP_LANG"] = "en"  # whatever the machine's; a test that asks for Chinese says so

import pytest  # noqa: E402
from PIL import Image  # noqa: E402
from worlds import everything_on, mini, run_case, state_bytes  # noqa: E402

from sim.case import Case  # noqa: E402
from sim.model import DistrictModel  # noqa: E402

__all__ = ["run_case", "state_bytes"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the word that asks for the slow tests too; continuous integration always runs them."""
    parser.addoption("--slow", action="store_true", default=os.environ.get("CI") == "true", help="run slow tests too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave slow tests out, unless they are asked for by that word or by their file; else begin with the files that hold any.

    A file is run by one process, so a long one that comes last would be waited for by all others.
    """
    slow = [item for item in items if item.get_closest_marker("slow")]
    if config.getoption("--slow") or any(word.split("::")[0].endswith(".py") for word in config.args):
        files = {item.path for item in slow}
        items.sort(key=lambda item: item.path not in files)
        return
    items[:] = [item for item in items if not item.get_closest_marker("slow")]
    config.hook.pytest_deselected(items=slow)


@pytest.fixture(scope="session")
def case() -> Case:
    """Return the small district with its reforms."""
    return mini()


@pytest.fixture(scope="session")
def busy() -> Case:
    """Return the small district with every instrument on from its first reform."""
    return mini(everything_on)


@pytest.fixture(scope="session")
def finished(case: Case) -> DistrictModel:
    """Return a recorded run of the small district, at its horizon: read it, never change it."""
    return run_case(case, record=True)


@pytest.fixture
def young(case: Case) -> DistrictModel:
    """Return a fresh small district that may be changed."""
    return run_case(case, terms=0)


@pytest.fixture(scope="module")
def blank() -> Iterator[None]:
    """Leave every picture of a page blank: for files whose tests read what is written, and look at no figure.

    Figures are made as ever, so one that fails still fails; only their pixels, most of the work of a page, are spared.
    """
    from experiments.figures import style

    image = io.BytesIO()
    Image.new("P", (1, 1)).save(image, "PNG")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(style, "picture", lambda figure: image.getvalue())
        yield
