"""The typeface for Chinese text in figures, so that they look the same on a machine that has none."""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).parent / "edugroup-hans.otf"
FAMILY = (
    "Edugroup Hans"  # not the name of the font it is cut from, which a machine may have installed with other glyphs
)
