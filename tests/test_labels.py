"""Labels of columns: every table that is written has them in both languages, with units, and names of columns stay."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from experiments import Refused, labels
from experiments.cli import main
from experiments.export import dictionary
from experiments.runs.columns import known, meanings
from experiments.runs.texts.columns import COLUMNS, OF_OUTCOME, UNITS
from sim import measure
from sim.model import DistrictModel
from sim.say import use
from sim.units import unit

pytestmark = pytest.mark.usefixtures("blank")

MINI = str(Path(__file__).parent / "mini.toml")
CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with what commands write: a run, a comparison, districts, an inspection, a study."""
    home = tmp_path_factory.mktemp("written")
    of = ("--years", "2", "--out")
    patch = pytest.MonkeyPatch()
    patch.setattr("experiments.one_case.single_run.draw_all", lambda results, folder: {})
    for words in (
        ("run", MINI, *of, str(home / "run")),
        (
            "compare",
            f"{MINI}:no-reform",
            MINI,
            "--replications",
            "2",
            "--lucks",
            "2",
            "--workers",
            "1",
            *of,
            str(home / "cmp"),
        ),
        ("districts", "--synthetic", "2", "--replications", "2", "--workers", "1", *of, str(home / "many")),
        ("inspect", "example", "--out", str(home / "inspected")),
    ):
        assert main(list(words)) == 0
    patch.undo()
    return home


def read(file: Path) -> pd.DataFrame:
    return pd.read_parquet(file) if file.suffix == ".parquet" else pd.read_csv(file)


def test_a_dictionary_lies_beside_every_table_and_knows_each_of_its_columns(outputs: Path) -> None:
    tables = [f for kind in ("csv", "parquet") for f in outputs.rglob(f"*.{kind}") if f.stem != dictionary.NAME]
    assert {f.parent.relative_to(outputs).as_posix() for f in tables} == {
        "run",
        "cmp/tables",
        "many/report",
        "inspected",
    }
    for file in tables:
        frame, said = read(file), pd.read_csv(file.parent / "columns.csv")
        here = said[said["table"] == file.stem]
        assert here["name"].tolist() == list(frame.columns), file
        assert here[["zh", "en"]].notna().all(axis=None), here[here["zh"].isna()]
        assert here["zh"].map(lambda text: bool(CHINESE.search(text)) or text == "P90−P10").all(), here["zh"]
        assert not here["en"].map(lambda text: bool(CHINESE.search(text))).any(), here["en"]
        assert (here["unit"].isna() == here["unit_zh"].isna()).all()
        for lang in ("zh", "en"):
            renamed = frame.rename(columns=labels(frame, lang, table=file.stem))
            assert renamed.columns.is_unique, (file, lang)
            assert lang == "en" or not set(renamed.columns) & set(frame.columns), file


def test_labels_have_units_and_speak_the_language_asked_for() -> None:
    names = [
        "year",
        "mean_score.junior",
        "cost.total",
        "rotation.annual_share",
        "mean_score_primary",
        "mean_score@role=core",
    ]
    assert labels(names[:3], "zh") == {
        "year": "学年（以秋季年份记）", "mean_score.junior": "初中平均分（分）", "cost.total": "集团办学年度支出（元/年）",
    }  # fmt: skip
    english = labels(names, "en")
    assert english["cost.total"].endswith("[yuan/year]")
    assert english["mean_score_primary"] == "mean score, primary [points]".replace(
        "mean", english["mean_score_primary"][:4]
    )
    with use("zh"):
        assert labels(names) == labels(names, "zh")
    assert labels(["kind"], "en") != labels(["kind"], "en", table="teachers_moves")


def test_tables_of_a_model_and_measures_of_ones_own_have_labels() -> None:
    @measure("a_tenth", unit="share", zh="十分之一", en="a tenth")
    def a_tenth(model: DistrictModel) -> float:
        return 0.1

    model = DistrictModel(MINI, rng=1, years=2, measures=[a_tenth])
    model.run_for(4)
    for name, frame in model.tables().items():
        if name != "district":
            assert list(labels(frame, "zh", table=name)) == list(frame.columns)
    district = model.tables()["district"]
    with pytest.raises(Refused, match="a_tenth"):
        labels(district, "zh")
    assert labels(district, "zh", measures=[a_tenth])["a_tenth"] == "十分之一"


def test_what_is_no_column_is_refused_with_the_nearest_one() -> None:
    with use("en"), pytest.raises(Refused, match="no column 'mean_scor'; nearest valid name: 'mean_score'"):
        labels(["year", "mean_scor"], "zh")
    with use("zh"), pytest.raises(Refused, match="最接近的名称：“refused”"):
        labels(["refuse"], "zh")
    with use("en"), pytest.raises(Refused, match="no language 'de'; allowed: zh, en"):
        labels(["year"], "de")  # type: ignore[arg-type]


def test_the_catalogue_of_columns_has_no_strangers() -> None:
    """Units are of columns that are there, and Chinese has a word for each of them."""
    assert UNITS.keys() | OF_OUTCOME <= COLUMNS.keys()
    assert [name for name in UNITS.values() if not CHINESE.search(unit(name).zh) and name not in {"MB", "h"}] == []
    meaning = meanings()
    assert all(meaning(name, "") is not None for name in known())
