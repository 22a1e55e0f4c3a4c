"""Chinese text is drawn in figures on any machine, and Latin text looks as it did."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font

from experiments.figures import fonts, style
from experiments.figures.fonts.make import characters
from experiments.words import labels
from sim.axes import OUTCOMES
from sim.case import case_files
from sim.config import parameters
from sim.equity.metrics import yearly
from sim.instruments import instruments

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def look() -> None:
    """Set matplotlib up as every figure does."""
    style.prepare()


def pixels(text: str, family: list[str] | None = None) -> np.ndarray:
    """Return the picture of a text."""
    figure = Figure(figsize=(4, 1), layout="none")
    figure.text(0.05, 0.4, text, fontsize=20, **({"family": family} if family else {}))
    file = io.BytesIO()
    figure.savefig(file, format="raw", dpi=80)
    return np.frombuffer(file.getvalue(), np.uint8)


def chinese() -> Iterator[str]:
    """Yield the Chinese texts figures can show: of measures, parameters, instruments, cases and labels."""
    yield from (m.zh for m in yearly(OUTCOMES.names))
    yield from (p.zh for p in parameters())
    yield from (t.zh for t in instruments().values())
    for words in (
        labels.STAGES,
        labels.ROLES,
        labels.forms(),
        labels.ARMS,
        labels.kinds(),
        labels.ENDS,
        labels.INDICATORS,
        labels.items(),
    ):
        yield from (w.zh for w in words.values())
    for file in case_files().values():
        yield from re.findall(r'zh = "([^"]*)"', file.read_text(encoding="utf-8"))


def test_every_character_of_the_project_has_a_glyph() -> None:
    ours = set(FT2Font(str(fonts.FILE)).get_charmap())
    latin = set(FT2Font(font_manager.findfont("DejaVu Sans")).get_charmap())
    missing = {c for text in chinese() for c in text if ord(c) not in ours | latin and not c.isspace()}
    assert missing == set()


def test_hanzi_are_drawn_and_differ() -> None:
    one, other, nothing = (pixels(t) for t in ("校", "差", ""))
    assert (one != nothing).sum() > 500
    assert (one != other).sum() > 200


def test_bold_titles_raise_no_complaint(caplog: pytest.LogCaptureFixture) -> None:
    figure = Figure(figsize=(3, 1))
    figure.text(0.1, 0.5, "核心—成员差距 Core less members", fontweight="bold")
    figure.savefig(io.BytesIO(), format="svg")
    assert caplog.text == ""


def test_latin_text_keeps_its_face() -> None:
    text = "SD of school means −0.19 × 5 ≥ µ"
    np.testing.assert_array_equal(pixels(text), pixels(text, ["DejaVu Sans"]))


def test_a_system_font_of_another_name_is_not_needed() -> None:
    found = font_manager.findfont(font_manager.FontProperties(family=fonts.FAMILY), fallback_to_default=False)
    assert Path(found) == fonts.FILE


def test_it_holds_gb_2312_and_is_small() -> None:
    hanzi = [c for c in characters() if 0x4E00 <= c <= 0x9FFF]
    assert len(hanzi) == 6763
    assert set(hanzi) <= set(FT2Font(str(fonts.FILE)).get_charmap())
    assert fonts.FILE.stat().st_size < 4e6


def test_its_licence_travels_with_it() -> None:
    text = (fonts.FILE.parent / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "Adobe" in text.splitlines()[0]
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert "experiments" in wheel["only-include"]
