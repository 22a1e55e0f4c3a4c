"""The tutorials and the notebook do what they say: every block is run, in order, as a reader would."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from experiments.cli import main

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[1]
TUTORIALS = sorted((ROOT / "docs" / "tutorials").glob("*.md"))
NOTEBOOKS = sorted((ROOT / "docs" / "notebooks").glob("*.ipynb"))
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"# (\S+\.toml)\n")
PROGRAM = ".venv/bin/edugroup"


class Reader:
    """Somebody who follows a tutorial in an empty folder."""

    def __init__(self) -> None:
        self.file = Path()  # that is being written
        self.names: dict[str, Any] = {"__name__": "tutorial"}
        self.said = ""  # by the last block
        self.code = 0  # with which it ended

    def toml(self, block: str) -> None:
        """Begin a file when the block names one; add to it; a table that is there gets the lines under its header."""
        if named := NAMED.match(block):
            self.file = Path(named[1])
            self.file.write_text(block, encoding="utf-8")
            return
        text = self.file.read_text(encoding="utf-8")
        header = block.partition("\n")[0] + "\n"
        if header.startswith("[[") or f"\n{header}" not in text:
            self.file.write_text(f"{text}\n{block}", encoding="utf-8")
        else:
            self.file.write_text(text.replace(header, block, 1), encoding="utf-8")

    def sh(self, block: str) -> None:
        """Run commands."""
        self.code = 0
        for line in block.splitlines():
            program, *words = shlex.split(line)
            assert program == PROGRAM, line
            self.code = self.code or self.listen(lambda words=words: main(words))  # type: ignore[misc]

    def python(self, block: str) -> None:
        """Run a script; all of a tutorial share their names."""
        self.listen(lambda: exec(compile(block, "tutorial", "exec"), self.names))

    def listen(self, do: Any) -> int:
        """Do something, and keep what it says."""
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
            code = do()
        self.said = out.getvalue()
        return code or 0

    def text(self, block: str) -> None:
        """Find each line in what the last block said; … stands for anything."""
        for line in block.splitlines():
            pattern = ".*".join(map(re.escape, line.split("…")))
            assert re.search(pattern, self.said), f"{line!r} was not said, but {self.said!r}"


@pytest.mark.parametrize("file", TUTORIALS, ids=lambda f: f.stem)
def test_a_tutorial_runs_from_beginning_to_end(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    reader, blocks = Reader(), BLOCK.findall(file.read_text(encoding="utf-8"))
    assert {"toml", "sh", "python", "text"} <= {kind for kind, _ in blocks}
    for k, (kind, block) in enumerate(blocks):
        getattr(reader, kind)(block)
        if kind == "sh":  # what is refused is followed by the sentence that says so
            refused = k + 1 < len(blocks) and blocks[k + 1][0] == "text" and "edugroup: " in blocks[k + 1][1]
            assert reader.code == (2 if refused else 0), f"{block}\n{reader.said}"


def test_the_case_of_the_tutorial_has_all_that_it_is_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim import load_case

    monkeypatch.chdir(tmp_path)
    reader = Reader()
    for kind, block in BLOCK.findall((ROOT / "docs/tutorials/cases.md").read_text(encoding="utf-8")):
        if kind == "toml":
            reader.toml(block)
    case = load_case("river.toml")
    assert (len(case.towns), len(case.schools), len(case.groups), len(case.reforms)) == (2, 5, 1, 2)
    assert {m.form for g in case.groups for m in g.members} == {"tight", "assist"}
    known = case.schools[-1]
    assert known.primary is not None
    assert known.stocks is not None
    assert known.primary.grades == (28, 29, 30, 31, 32, 34)
    assert case.sources["reforms.*"].en.startswith("rule:")


# The notebook. Its cells are run in order in one namespace: that is what a kernel does, without bringing one along.

CELLS = """
import json, sys
import matplotlib
matplotlib.use("Agg")
names = {"__name__": "__main__"}
for cell in json.load(open(sys.argv[1], encoding="utf-8"))["cells"]:
    if cell["cell_type"] == "code":
        exec(compile("".join(cell["source"]), cell["id"], "exec"), names)
print(len(names["effects"]), float(names["effects"].query("year < 2020")["difference"].abs().max()))
"""


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda f: f.stem)
def test_a_notebook_runs_from_start_to_figure(file: Path, tmp_path: Path) -> None:
    import matplotlib.image

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", CELLS, str(file)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "MPLCONFIGDIR": str(ROOT / ".cache" / "matplotlib")},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    rows, before = done.stdout.split()
    assert int(rows) == 2 * 2 * 10  # measures, stages, years
    assert float(before) == 0.0
    pixels = matplotlib.image.imread(tmp_path / "effects.png")
    assert 0.01 < (pixels[..., :3].min(axis=2) < 0.9).mean() < 0.7


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda f: f.stem)
def test_a_notebook_is_kept_without_what_a_run_leaves_in_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    book = json.loads(text)
    assert (book["nbformat"], book["nbformat_minor"]) == (4, 5)
    assert set(book["metadata"]) == {"kernelspec", "language_info"}
    assert text == json.dumps(book, ensure_ascii=False, indent=1) + "\n"
    assert len({cell["id"] for cell in book["cells"]}) == len(book["cells"])
    for cell in book["cells"]:
        assert cell["metadata"] == {}
        assert cell["cell_type"] == "markdown" or (cell["outputs"] == [] and cell["execution_count"] is None)
    assert not re.search(r"/(?:home|Users|tmp|root|work)/|[A-Z]:\\\\", text)
