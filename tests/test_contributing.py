"""CONTRIBUTING.md does what it says: it is followed from top to bottom in a copy of the repository."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"# (\S+\.(?:toml|py))\n")
RECIPES = ("A case", "A form of tie", "An instrument", "A placement kind", "A measure", "A column", "A stage")
PROGRAM = ".venv/bin/edugroup"


class Copy:
    """A copy of the repository in which the page is followed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for part in ("sim", "experiments", "configs"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "pyproject.toml", folder)
        (folder / ".cache").symlink_to(ROOT / ".cache")  # so that only what is edited is compiled

    def follow(self, kind: str, block: str) -> None:
        """Do what a block says."""
        if named := NAMED.match(block):
            file = self.folder / named[1]
            file.parent.mkdir(exist_ok=True)
            file.write_text(block.removeprefix(named[0]) if kind == "python" else block, encoding="utf-8")
        elif kind == "python":
            self.run("-W", "error", "-c", block)
        elif kind == "diff":
            self.edit(block)
        else:
            for line in block.splitlines():
                program, *words = shlex.split(line)
                assert program == PROGRAM, line
                self.run("-m", "experiments.cli", *words)

    def edit(self, block: str) -> None:
        """Make the edits of a block: in each file, what is there and what goes stand once."""
        for part in re.split(r"^--- ", block, flags=re.MULTILINE)[1:]:
            name, _, hunks = part.partition("\n")
            file = self.folder / name
            for hunk in hunks.split("@@\n"):
                lines = hunk.splitlines()
                old, new = ("\n".join(x[1:] for x in lines if x[0] in kept) for kept in (" -", " +"))
                text = file.read_text(encoding="utf-8")
                assert text.count(old) == 1, f"{name}: {old!r} stands {text.count(old)} times"
                file.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *words: str) -> None:
        """Run Python in the copy."""
        env = {**os.environ, "PYTHONPATH": str(self.folder)}
        done = subprocess.run(
            [sys.executable, *words], cwd=self.folder, env=env, capture_output=True, text=True, check=False, timeout=600
        )
        assert done.returncode == 0, f"{words[-1]}\n{done.stdout}\n{done.stderr}"


def sections() -> dict[str, list[tuple[str, str]]]:
    """Return the blocks of each section by its title."""
    parts = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)
    return {"": BLOCK.findall(parts[0]), **{t: BLOCK.findall(x) for t, x in zip(parts[1::2], parts[2::2], strict=True)}}


def test_there_is_a_recipe_for_each_thing_that_can_be_added_and_each_is_tried() -> None:
    found = sections()
    assert tuple(found)[1:] == RECIPES
    for title in RECIPES:
        kinds = [kind for kind, block in found[title] if not NAMED.match(block)]
        assert {"sh", "python"} & set(kinds), title
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    ((_, commands),) = found[""]
    assert all(program == "make" and target in targets for program, target in map(str.split, commands.splitlines()))


def test_every_edit_fits_the_files_as_they_stand(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    for kind, block in BLOCK.findall(PAGE):
        if kind == "diff" or NAMED.match(block):
            copy.follow(kind, block)


@pytest.mark.slow
def test_every_recipe_works_and_all_of_them_together(tmp_path: Path) -> None:
    copy = Copy(tmp_path)
    for title in RECIPES:
        for kind, block in sections()[title]:
            copy.follow(kind, block)


def test_the_files_of_the_recipes_pass_the_linter() -> None:
    for kind, block in BLOCK.findall(PAGE):
        if kind == "python" and (named := NAMED.match(block)):
            for words in (["check"], ["format", "--check"]):
                where = ["--stdin-filename", f"sim/instruments/{Path(named[1]).name}", "-"]
                done = subprocess.run(
                    [sys.executable, "-m", "ruff", *words, *where], input=block.removeprefix(named[0]), cwd=ROOT,
                    capture_output=True, text=True, check=False,
                )  # fmt: skip
                assert done.returncode == 0, done.stdout + done.stderr
