"""The example of the readmes in a notebook: its cells run in a kernel of Jupyter, and Mesa's page is drawn with our parts."""

from __future__ import annotations

import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from visitor import missing

ROOT = Path(__file__).resolve().parents[2]
MINI = str(ROOT / "tests" / "mini.toml")
STATE = "application/vnd.jupyter.widget-state+json"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning")


@pytest.fixture(scope="module")
def run_cells(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return a function that runs cells in a kernel of this Python, and returns the notebook with what they gave."""
    for name in ("nbclient", "ipykernel", "solara"):
        if find_spec(name) is None:
            missing(f"{name} is not installed; make test installs it")
    import nbclient
    import nbformat
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    class Here(AsyncKernelManager):
        """A kernel of this interpreter, whatever kernels a machine has installed."""

        @property
        def kernel_spec(self) -> KernelSpec:
            return KernelSpec(
                argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"], language="python"
            )

    def run(*cells: str) -> Any:
        book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        where = {"metadata": {"path": str(ROOT)}}
        nbclient.NotebookClient(book, timeout=300, kernel_manager_class=Here, resources=where).execute()
        return book

    return run


@pytest.mark.slow
def test_the_cells_that_are_shown_draw_mesas_page_in_a_notebook(run_cells: Any) -> None:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")]
    (block,), (same,) = (re.findall(r"```py\n(.*?)```", text, re.DOTALL) for text in texts)
    assert block == same
    *first, last = block.replace('load_case("huadu")', f"load_case({MINI!r})").strip().splitlines()
    book = run_cells("\n".join(first), last)
    (drawn,) = book.cells[1].outputs
    assert "application/vnd.jupyter.widget-view+json" in drawn["data"]
    parts = [part["state"] for part in book.metadata["widgets"][STATE]["state"].values()]
    (shown,) = [json.loads(part["frame"]) for part in parts if "frame" in part]
    assert shown["term"] == 0
    assert max(shown["pupils"]) > 0
    assert {part["id"] for part in parts if "series" in part} >= {"chart-mean_score", "chart-bottom_decile"}
    assert any(part.get("_model_name") == "SliderModel" for part in parts)  # Mesa's control of the rotation
