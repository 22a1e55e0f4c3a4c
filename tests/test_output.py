"""Output folders appear whole or not at all, and never on top of what is not ours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import sim
from experiments import Refused
from experiments.files import partial
from experiments.files.output import Folder, git_commit, read_manifest
from experiments.terminal import stopping

ROOT = Path(__file__).resolve().parents[1]


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return every path below a folder, hidden ones too, with the bytes of files."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


def write(target: Path, text: str = "1", command: str = "run", replaces: tuple[str, ...] = ()) -> None:
    with Folder(target, replaces=replaces) as folder:
        (folder.path / "figures").mkdir()
        (folder.path / "figures" / "a.txt").write_text(text)
        folder.write_manifest(command, ["run"], {})


def test_a_folder_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with Folder(target) as folder:
        (folder.path / "a.txt").write_text("a")
        assert not target.exists()
        assert folder.path.parent == tmp_path  # the same file system, so that the last step is one rename
    assert tree(tmp_path) == {"out": None, "out/a.txt": b"a"}
    assert target.stat().st_mode & 0o777 == 0o777 & ~partial.umask()


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_what_goes_wrong_leaves_no_trace_not_even_parents(tmp_path: Path, error: type[BaseException]) -> None:
    def fail() -> None:
        with Folder(tmp_path / "results" / "deep" / "out") as folder:
            (folder.path / "a.txt").write_text("a")
            raise error

    with pytest.raises(error):
        fail()
    assert tree(tmp_path) == {}


def test_a_late_request_to_stop_still_leaves_no_trace(tmp_path: Path) -> None:
    def stop() -> None:
        with stopping.on_request(), Folder(tmp_path / "out") as folder:
            (folder.path / "a.txt").write_text("a")
            signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert tree(tmp_path) == {}


def test_parents_that_others_use_stay(tmp_path: Path) -> None:
    def fail() -> None:
        with Folder(tmp_path / "results" / "out"):
            (tmp_path / "results" / "mine.txt").write_text("mine")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert tree(tmp_path) == {"results": None, "results/mine.txt": b"mine"}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write(tmp_path / "out")
    assert (tmp_path / "out" / "figures" / "a.txt").read_text() == "1"


def test_a_folder_with_other_files_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    before = tree(tmp_path)
    with pytest.raises(Refused, match="not empty and not the output of an earlier run"):
        write(tmp_path / "out", replaces=("run", "demo"))
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        "{}",
        '{"program": "other", "command": "run", "files": []}',
        '{"program": "edugroup", "command": "run"}',
    ],
)
def test_a_manifest_that_is_not_ours_gives_no_right_to_replace(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest)
    assert read_manifest(tmp_path) is None
    with pytest.raises(Refused, match="not the output of an earlier run"):
        Folder(tmp_path, replaces=("run",)).check()


def test_a_file_is_not_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(Refused, match="is a file"):
        write(tmp_path / "out")
    assert (tmp_path / "out").read_text() == "mine"


def test_a_parent_that_is_a_file_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(Refused, match=r"cannot write .*: "):
        write(tmp_path / "file" / "out")
    assert tree(tmp_path) == {"file": b"mine"}


def test_the_folder_one_stands_in_is_not_swapped_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match="the folder you are in"):
        write(tmp_path)


def test_an_earlier_output_is_replaced_whole_when_allowed(tmp_path: Path) -> None:
    write(tmp_path / "out", "old")
    (tmp_path / "out" / ".DS_Store").write_text("litter of a file manager")
    write(tmp_path / "out", "new", replaces=("run",))
    assert (tmp_path / "out" / "figures" / "a.txt").read_text() == "new"
    assert sorted(tree(tmp_path)) == ["out", "out/figures", "out/figures/a.txt", "out/manifest.json"]


@pytest.mark.parametrize(("command", "replaces"), [("run", ()), ("run", ("demo",)), ("demo", ("run",))])
def test_the_output_of_another_command_is_kept(tmp_path: Path, command: str, replaces: tuple[str, ...]) -> None:
    write(tmp_path / "out", "old", command)
    before = tree(tmp_path)
    with pytest.raises(Refused, match=f"holds the output of an earlier {command}"):
        write(tmp_path / "out", "new", replaces=replaces)
    assert tree(tmp_path) == before


def test_notes_put_into_an_output_are_never_lost(tmp_path: Path) -> None:
    write(tmp_path / "out", "old")
    (tmp_path / "out" / "figures" / "notes.md").write_text("what I saw")
    before = tree(tmp_path)
    with pytest.raises(Refused, match=r"did not write \(figures/notes.md\)"):
        write(tmp_path / "out", "new", replaces=("run",))
    assert tree(tmp_path) == before


def test_notes_written_while_the_run_goes_on_are_not_lost_either(tmp_path: Path) -> None:
    write(tmp_path / "out", "old")
    with pytest.raises(Refused), Folder(tmp_path / "out", replaces=("run",)):
        (tmp_path / "out" / "notes.md").write_text("what I saw")
    assert (tmp_path / "out" / "notes.md").read_text() == "what I saw"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_failed_run_keeps_the_earlier_output(tmp_path: Path) -> None:
    write(tmp_path / "out", "old")
    before = tree(tmp_path)

    def fail() -> None:
        with Folder(tmp_path / "out", replaces=("run",)) as folder:
            (folder.path / "half").write_text("half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert tree(tmp_path) == before


@pytest.mark.parametrize("failing", [1, 2])
def test_a_swap_that_fails_puts_the_earlier_output_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    write(tmp_path / "out", "old")
    before, replace, calls = tree(tmp_path), Path.replace, []

    def fail(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == failing:
            raise OSError(5, "Input/output error")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="Input/output error"):
        write(tmp_path / "out", "new", replaces=("run",))
    assert tree(tmp_path) == before


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "disk")
    write(tmp_path / "out")
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "disk" / "manifest.json").is_file()


def test_a_manifest_says_what_was_made_with_what(tmp_path: Path) -> None:
    with Folder(tmp_path / "out") as folder:
        (folder.path / "figures").mkdir()
        (folder.path / "figures" / "a.txt").write_text("four")
        folder.write_manifest("run", ["run", "huadu"], {"seed": 3})
    found = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert found["files"] == [{"path": "figures/a.txt", "bytes": 4}]
    assert (found["command"], found["argv"], found["seed"]) == ("run", ["run", "huadu"], 3)
    assert found["code_hash"] == sim.CODE_HASH
    needed = {"python", "edugroup", "numpy", "scipy", "numba", "mesa", "pandas", "pyarrow"}
    assert needed <= found["versions"].keys()
    assert found["wall_seconds"] >= 0
    assert found["started"].endswith("+00:00")


def test_outside_a_checkout_there_is_no_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sim, "CHECKOUT", tmp_path)
    assert git_commit() is None
    (tmp_path / ".git").mkdir()  # not a repository after all
    assert git_commit() is None
    monkeypatch.setattr(sim, "CHECKOUT", None)
    assert git_commit() is None


def test_a_table_without_rows_keeps_its_columns_and_types(tmp_path: Path) -> None:
    table = pd.DataFrame({"kind": pd.Series([], dtype=object), "year": pd.Series([], dtype="int64")})
    with Folder(tmp_path / "out") as folder:
        folder.write_table("moves", table)
        folder.write_table("none", pd.DataFrame())
    schema = pq.read_schema(tmp_path / "out" / "moves.parquet")
    assert schema.names == ["kind", "year"]
    assert str(schema.field("kind").type) in {"string", "large_string"}
    assert pd.read_parquet(tmp_path / "out" / "none.parquet").shape == (0, 0)


def test_a_name_with_spaces_and_chinese_is_a_name_like_any_other(tmp_path: Path) -> None:
    write(tmp_path / "花都 结果")
    assert os.listdir(tmp_path) == ["花都 结果"]


# What a kill leaves.


def left_by_a_kill(target: Path, kind: str, **files: str) -> Path:
    """Make what a killed process leaves beside a target."""
    path = target.with_name(f".{target.name}.{kind}-abcdefg1")
    path.mkdir()
    for name, text in files.items():
        (path / name).write_text(text)
    return path


def test_what_a_killed_command_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    left_by_a_kill(tmp_path / "out", "partial", half="half")
    other = left_by_a_kill(tmp_path / "other", "partial", half="half")
    write(tmp_path / "out")
    assert sorted(p.name for p in tmp_path.iterdir()) == [other.name, "out"]


def test_an_earlier_output_that_a_kill_left_aside_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "out", "old")
    before = tree(tmp_path)
    (tmp_path / "out").rename(tmp_path / ".out.old-abcdefg1")
    left_by_a_kill(tmp_path / "out", "partial", half="half")
    with pytest.raises(Refused, match="holds the output of an earlier run"):
        write(tmp_path / "out", "new")
    assert tree(tmp_path) == before
    assert "it is back in its place" in capsys.readouterr().err
    left_by_a_kill(tmp_path / "out", "old", some="old")  # the target is there: what was aside is superseded
    write(tmp_path / "out", "new", replaces=("run",))
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_what_a_living_process_holds_is_left_alone(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from experiments.files import partial; "
        "path, _ = partial.begin(Path(sys.argv[1])); (path / 'half').touch(); "
        "partial.aside(path).mkdir(); (partial.aside(path) / 'earlier').touch(); "
        "print(path, flush=True); input()"
    )
    target = tmp_path / "out"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(target)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        held = Path(process.stdout.readline().strip())
        before = tree(tmp_path)
        partial.clear(target)
        assert tree(tmp_path) == before
        process.kill()
        process.wait()
    partial.clear(target)
    assert tree(tmp_path) == {"out": None, "out/earlier": b""}
    assert not held.exists()


def test_links_with_such_a_name_are_neither_followed_nor_removed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis").touch()
    for name in (".out.partial-abcdefg1", ".out.old-abcdefg2"):
        (tmp_path / name).symlink_to(tmp_path / "mine")
    write(tmp_path / "out")
    assert (tmp_path / "mine" / "thesis").is_file()
    assert (tmp_path / ".out.partial-abcdefg1").is_symlink()
    assert (tmp_path / ".out.old-abcdefg2").is_symlink()


def test_a_file_takes_its_place_whole_or_not_at_all(tmp_path: Path) -> None:
    def fail() -> None:
        with partial.whole_file(tmp_path / "a") as file:
            file.write_text("half")
            raise KeyboardInterrupt

    (tmp_path / "a").write_text("old")
    (tmp_path / ".a.partial-abcdefg1").write_text("left by a kill")
    with pytest.raises(KeyboardInterrupt):
        fail()
    assert tree(tmp_path) == {"a": b"old"}
    with partial.whole_file(tmp_path / "a") as file:
        file.write_text("new")
    assert tree(tmp_path) == {"a": b"new"}
