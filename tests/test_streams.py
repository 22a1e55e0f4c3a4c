"""Standard output and error of a command: of any encoding, full, closed, or a pipe nobody reads."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from experiments import cli
from experiments.engine import OK, Finished, Options
from experiments.store.meter import Gauge
from experiments.terminal import progress, streams
from experiments.terminal.streams import Stream, Streams

ROOT = Path(__file__).resolve().parent.parent
MINI = str(ROOT / "tests" / "mini.toml")
EDUGROUP = (sys.executable, "-m", "experiments.cli")
FULL = Path("/dev/full")
NARROW = {
    "gbk": {"PYTHONIOENCODING": "gbk"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "ascii": {"PYTHONIOENCODING": "ascii:strict"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
}
needs_full = pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")


def edugroup(*words: str, env: dict[str, str] | None = None, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Run a command in the root of the project."""
    found = {k: v for k, v in os.environ.items() if k not in {"PYTHONIOENCODING", "PYTHONUTF8"}} | (env or {})
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run([*EDUGROUP, *words], cwd=ROOT, env=found, timeout=600, check=False, **given)


def shell(redirections: str, *words: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    """Run a command with the redirections of a shell."""
    line = ["sh", "-c", f'exec "$@" {redirections}', "sh", *EDUGROUP, *words]
    return subprocess.run(line, cwd=ROOT, env=os.environ | (env or {}), capture_output=True, timeout=600, check=False)


# What the encoding of a stream does not have.


@pytest.mark.parametrize("name", NARROW)
def test_what_a_stream_cannot_encode_is_replaced_in_it_and_nowhere_else(name: str) -> None:
    done = edugroup("--help", env=NARROW[name])
    assert done.returncode == 0
    assert done.stderr == b""
    text = done.stdout.decode("gbk" if name == "gbk" else "ascii")
    assert "edugroup run huadu" in text
    assert ("(集团化办学)" in text) == (name == "gbk")
    assert ("(?????)" in text) == (name != "gbk")


@pytest.mark.parametrize("name", ["gbk", "latin-1", "ascii"])
def test_a_refusal_reaches_an_error_stream_of_any_encoding(name: str) -> None:
    done = edugroup("describe", "花都", env=NARROW[name])
    assert done.returncode == 2
    assert ("花都" if name == "gbk" else "??") in done.stderr.decode("gbk" if name == "gbk" else "ascii")


@pytest.mark.slow
def test_a_run_to_narrow_and_broken_streams_does_its_work(tmp_path: Path) -> None:
    """The error stream is closed, the output full, both ASCII: the run is whole, its files are UTF-8."""
    out = tmp_path / "out"
    done = shell(
        f"2>&- >{FULL if FULL.exists() else '&-'}", "run", MINI, "--years", "1", "--out", str(out), env=NARROW["C"]
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert {"report.html", "manifest.json", "case.toml", "district.parquet"} <= {f.name for f in out.iterdir()}
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["argv"][-1] == str(out)
    assert (out / "case.toml").read_bytes() == Path(MINI).read_bytes()
    assert "区" in (out / "report.html").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_name_that_is_no_text_is_a_sentence(tmp_path: Path) -> None:
    """Such as a folder that was unpacked with a name in GBK on a system of UTF-8."""
    done = edugroup("run", MINI, "--out", os.fsdecode(os.fsencode(tmp_path) + b"/\xbd\xe1"))
    assert done.returncode == 2
    assert b"/??' is no text in the encoding of file names here, utf-8; rename" in done.stderr
    folder = os.fsencode(tmp_path) + b"/\xbd\xe1"
    os.mkdir(folder)
    line = [
        *EDUGROUP[:1],
        "-c",
        "from experiments.cli import main; raise SystemExit(main())",
        "run",
        MINI,
        "--years",
        "1",
    ]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    inside = subprocess.run(line, cwd=folder, env=env, capture_output=True, timeout=600, check=False)
    assert inside.returncode == 2
    assert inside.stderr.splitlines()[-1].endswith(b"rename it; already written: results/mini-seed1/runs.sqlite")
    assert b"Traceback" not in inside.stderr
    assert os.listdir(folder) == [b"results"]


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_a_bar_of_progress_is_drawn_on_a_terminal_of_any_encoding(
    encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    raw = io.BytesIO()
    terminal = Terminal(raw, encoding=encoding)
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    store: Any = SimpleNamespace(folder="out", keeps_tables=True)
    with Streams(), Gauge(2, 2, 0, Options(), store, quiet=False) as shown:
        progress.say("花都, né 1")
        shown.add([Finished("a", OK, b"", None, 1.0, 1.0, 1, "here")] * 2)
    terminal.flush()
    text = raw.getvalue().decode(encoding)
    assert ("花都" in text) == (encoding == "gbk")
    assert "n? 1" in text or encoding == "gbk"
    assert terminal.errors == "strict"  # as it was


# What cannot be delivered.


@needs_full
@pytest.mark.parametrize("words", [("describe", "schedule"), ("--help",), ("--version",)], ids=" ".join)
def test_a_command_that_only_prints_fails_where_its_output_cannot_be_written(words: tuple[str, ...]) -> None:
    done = shell(f">{FULL}", *words)
    assert done.returncode == 1
    assert done.stderr == b"edugroup: standard output was not written: No space left on device\n"


def test_a_closed_output_is_as_good_as_a_full_one() -> None:
    done = shell(">&-", "--help")
    assert done.returncode == 1
    assert done.stderr == b"edugroup: standard output was not written: Bad file descriptor\n"


@needs_full
def test_a_command_whose_work_is_done_says_that_it_could_not_tell(tmp_path: Path) -> None:
    done = shell(f">{FULL}", "template", "--out", str(tmp_path / "t.xlsx"))
    assert done.returncode == 0
    assert done.stderr == b"edugroup: standard output was not written: No space left on device\n"
    assert (tmp_path / "t.xlsx").stat().st_size > 1000


@pytest.mark.parametrize("where", ["2>&-", "2>/dev/full", ">&- 2>&- <&-"])
def test_an_error_stream_that_takes_nothing_changes_no_exit_code(where: str) -> None:
    if "full" in where and not FULL.exists():
        return
    assert shell(where, "describe", "nonsense").returncode == 2
    assert shell(where, "--help").returncode == (1 if ">&- 2" in where else 0)


def test_a_stream_that_is_closed_lends_its_number_to_no_file(tmp_path: Path) -> None:
    """Else what a library prints would land in the next file that is opened."""
    task = (
        "import os, sys\nfrom experiments.terminal.streams import Streams\n"
        "with Streams():\n"
        f"    file = os.open({str(tmp_path / 'store')!r}, os.O_RDWR | os.O_CREAT)\n"
        "    sys.exit(file)"
    )
    line = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", sys.executable, "-c", task]
    assert subprocess.run(line, cwd=ROOT, timeout=60, check=False).returncode == 3


def test_a_reader_that_leaves_does_not_stop_the_work(tmp_path: Path) -> None:
    """Both streams lead to a reader that is gone: the work is done all the same, and that is no error."""
    reader, writer = os.pipe()
    os.close(reader)
    done = edugroup("template", "--out", str(tmp_path / "t.xlsx"), stdout=writer, stderr=writer)
    assert done.returncode == 0
    assert (tmp_path / "t.xlsx").exists()
    done = edugroup("--help", stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


class Failing(io.StringIO):
    """A stream of which every write fails."""

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")


def test_after_a_failure_a_stream_asks_no_more_and_keeps_the_first_reason() -> None:
    stream = Stream(Failing())
    assert stream.write("a") == 1
    assert stream.error is not None
    assert stream.error.errno == 5
    stream.stream = io.StringIO()
    stream.write("b")
    assert stream.stream.getvalue() == ""


def test_streams_are_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)

    def told_and_gone_wrong() -> None:
        with streams.Streams():
            print("told")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        told_and_gone_wrong()
    assert (sys.stdout, sys.stderr) == (out, err)
    assert out.getvalue() == "told\n"


def test_a_command_in_a_thread_needs_no_streams_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    codes: list[int] = []
    act: Callable[[], None] = lambda: codes.append(cli.main(["cases"]))  # noqa: E731
    thread = threading.Thread(target=act)
    thread.start()
    thread.join()
    assert codes == [0]
    assert "| huadu |" in capsys.readouterr().out


@pytest.mark.parametrize(("encoding", "is_said"), [("ascii", True), ("gbk", False), ("utf-8", False)])
def test_where_chinese_cannot_be_shown_that_is_said_in_english(encoding: str, is_said: bool) -> None:
    done = edugroup("run", "nowhere", env={"PYTHONIOENCODING": encoding, "EDUGROUP_LANG": "zh"})
    assert done.returncode == 2
    assert done.stderr.startswith(b"edugroup: Chinese cannot be shown here (encoding ascii)") is is_said
