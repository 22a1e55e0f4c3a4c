"""What a wheel carries beside code: the marks that its types are to be trusted, cases, templates and the typeface."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from sources import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the names of all files of the wheel, built from this checkout without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    task = f"from hatchling.build import build_wheel; build_wheel({str(folder)!r})"
    subprocess.run([sys.executable, "-c", task], cwd=ROOT, check=True, capture_output=True, timeout=300)
    (found,) = folder.glob("*.whl")
    return set(zipfile.ZipFile(found).namelist())


def test_a_wheel_says_that_its_packages_have_types(wheel: set[str]) -> None:
    assert {"sim/py.typed", "experiments/py.typed"} <= wheel


def test_a_wheel_carries_all_that_is_no_code(wheel: set[str]) -> None:
    others = [p for top in ("sim", "experiments") for p in (ROOT / top).rglob("*") if p.is_file()]
    wanted = {p.relative_to(ROOT).as_posix() for p in others if "__pycache__" not in p.parts}
    cases = {f"sim/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / "configs").glob("*.toml")}
    assert cases
    assert (wanted | cases) - wheel == set()


def test_a_script_of_a_client_is_checked_against_the_types(tmp_path: Path) -> None:
    """Through the mark: without it mypy says that the package has no types, and knows nothing of it."""
    script = tmp_path / "client.py"
    script.write_text(
        "from sim.param import nearest\nfrom experiments import Refused, hint\n"
        "text: str = hint('a', ['b'])\nwrong: int = nearest('a', ['b'])\nraise Refused(text)\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file=", "--follow-imports=silent",
         "--cache-dir", str(ROOT / ".cache" / "mypy-client"), script.name],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert len(lines) == 2, done.stdout + done.stderr
    assert lines[0].startswith("client.py:4: error: Incompatible types in assignment")
