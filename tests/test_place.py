"""The folder of a study: nothing of somebody else is deleted, replaced or written through, whatever the command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from experiments import Refused
from experiments.cli import main
from experiments.compare import comparison_page
from experiments.compare.comparison import compare
from experiments.compare.scenarios import read_scenarios
from experiments.engine import Options
from experiments.files import study_folder
from experiments.files.output import Folder
from experiments.pages import findings
from experiments.pages.findings import Page
from experiments.store.store import Store

pytestmark = pytest.mark.usefixtures("blank")

MINI = str(Path(__file__).parent / "mini.toml")
HERE = ["--workers", "1"]
STUDY = f"""
title = {{ zh = "轮岗比例", en = "How much rotation" }}
question = "Does more rotation narrow the gap?"
prediction = "Yes."
case = '{MINI}'
years = 2
replications = 2
outcomes = ["mean_score.primary"]
[levers]
"rotation.annual_share" = {{ values = [0.0, 0.3] }}
"mentoring.on" = {{}}
[design]
kind = "morris"
n = 2
"""


def tree(folder: Path) -> dict[str, bytes | None]:
    """Return every path below a folder with the bytes of files; links by their target."""

    def held(path: Path) -> bytes | None:
        return str(path.readlink()).encode() if path.is_symlink() else path.read_bytes() if path.is_file() else None

    return {p.relative_to(folder).as_posix(): held(p) for p in folder.rglob("*")}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study file."""
    file = tmp_path / "trial.toml"
    file.write_text(STUDY, encoding="utf-8")
    return file


Words = Callable[[Path], list[str]]
COMMANDS: dict[str, Words] = {
    "compare": lambda _: ["compare", MINI, f"{MINI}:no-reform", "--years", "2", "--replications", "1"],
    "sweep": lambda study: ["sweep", str(study)],
    "sensitivity": lambda study: ["sensitivity", str(study)],
    "districts": lambda _: ["districts", "--synthetic", "1", "--years", "1", "--replications", "1"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("mine", ["figures/holiday.png", "report.html", "report/report.html", "thesis.docx"])
def test_a_folder_of_somebody_else_is_refused_before_anything_runs(
    command: str, mine: str, study: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    out = tmp_path / "out"
    (out / mine).parent.mkdir(parents=True)
    (out / mine).write_bytes(b"years of work")
    before = tree(out)
    monkeypatch.chdir(out)
    for where in (str(out), "."):
        assert main([*COMMANDS[command](study), "--out", where, *HERE]) == 2
        said = capsys.readouterr().err
        assert f"edugroup: {where} holds no runs of edugroup but other files ({mine.split('/', maxsplit=1)[0]})" in said
        assert tree(out) == before


def test_litter_of_file_managers_and_what_a_kill_left_is_no_reason(tmp_path: Path) -> None:
    for name in (".DS_Store", "runs.lock"):
        (tmp_path / name).touch()
    (tmp_path / ".tables.partial-abcdefgh").mkdir()
    Store(tmp_path, write=True).close()


def test_the_output_of_another_command_is_not_taken_for_a_study(tmp_path: Path) -> None:
    with Folder(tmp_path / "run") as folder:
        (folder.path / "district.parquet").touch()
        folder.write_manifest("run", ["run"], {})
    with pytest.raises(Refused, match=r"other files \(district.parquet and 1 more\)"):
        Store(tmp_path / "run", write=True)


def test_the_published_studies_may_be_made_again() -> None:
    folders = sorted((Path(__file__).resolve().parents[1] / "results" / "studies").iterdir())
    assert len(folders) >= 4
    for folder in folders:
        study_folder.check_beside(folder, study_folder.STUDY)
        with pytest.raises(Refused, match=r"holds the output of an earlier (sweep|sensitivity)"):
            study_folder.check_beside(folder, study_folder.COMPARE)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a comparison."""
    folder = tmp_path_factory.mktemp("compared") / "study"
    do_compare(folder)
    return folder


def do_compare(folder: Path) -> None:
    scenarios = read_scenarios([MINI, f"{MINI}:no-reform"], 2, {})
    found = compare(scenarios, folder, replications=2, options=Options(workers=1))
    comparison_page.write(found, folder, "edugroup compare A B", ["compare", "A", "B"])


@pytest.fixture
def done(compared: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    import shutil

    return Path(shutil.copytree(compared, tmp_path / "study"))


@pytest.mark.slow
def test_our_own_page_tables_and_figures_are_replaced(done: Path) -> None:
    (done / "figures" / ".DS_Store").touch()
    before = set(tree(done))
    (done / "figures" / "effects.png").write_bytes(b"old")
    do_compare(done)
    assert set(tree(done)) == before - {"figures/.DS_Store"}
    assert (done / "figures" / "effects.png").read_bytes() != b"old"


@pytest.mark.parametrize("mine", ["figures/holiday.png", "tables/notes.csv", "figures/deep/x.svg"])
@pytest.mark.slow
def test_a_file_put_among_ours_is_kept(done: Path, mine: str) -> None:
    (done / mine).parent.mkdir(exist_ok=True)
    (done / mine).write_bytes(b"mine")
    before = tree(done)
    with pytest.raises(Refused, match=r"holds files that edugroup did not write \(.*; move them or name another"):
        do_compare(done)
    assert tree(done) == before


@pytest.mark.slow
def test_a_page_of_somebody_else_is_kept(done: Path) -> None:
    (done / "report.html").write_text("<p>mine</p>")
    with pytest.raises(Refused, match=r"report\.html is not a page that edugroup wrote; move it"):
        do_compare(done)
    with pytest.raises(Refused, match="is not a page that edugroup wrote"):
        findings.write(Page("t", "t", [], [], [], []), {}, done)
    assert (done / "report.html").read_text() == "<p>mine</p>"


@pytest.mark.parametrize("name", ["figures", "tables", "report.html", "runs.sqlite", "runs.lock"])
@pytest.mark.slow
def test_no_link_inside_a_folder_is_followed(done: Path, tmp_path: Path, name: str) -> None:
    (done / name).rename(tmp_path / "elsewhere")
    (done / name).symlink_to(tmp_path / "elsewhere")
    before = tree(tmp_path)
    with pytest.raises(Refused, match=r"is a link|not a page that edugroup wrote"):
        do_compare(done)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["runs.lock", "runs.sqlite", ".report.html.part"])
def test_a_link_that_waits_in_an_empty_folder_is_not_written_through(tmp_path: Path, name: str) -> None:
    (tmp_path / "precious").write_text("precious")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).symlink_to(tmp_path / "precious")
    with pytest.raises(Refused):
        do_compare(tmp_path / "out")
    assert (tmp_path / "precious").read_text() == "precious"
    assert [p.name for p in (tmp_path / "out").iterdir()] == [name]


def test_a_lock_that_is_somebody_elses_file_is_not_emptied(tmp_path: Path) -> None:
    (tmp_path / "runs.lock").write_text("mine")
    with pytest.raises(Refused, match=r"runs\.lock is not a file of edugroup"):
        Store(tmp_path, write=True)
    assert (tmp_path / "runs.lock").read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir()] == ["runs.lock"]


def test_what_could_not_be_planned_leaves_no_folder(tmp_path: Path) -> None:
    def fail() -> None:
        with Store(tmp_path / "deep" / "study", write=True) as store:
            assert store.path.is_file()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert tree(tmp_path) == {}
