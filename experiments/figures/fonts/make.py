"""Cuts the typeface of this folder out of Noto Sans CJK SC: ``python -m experiments.figures.fonts.make NotoSansCJK-Regular.ttc``.

What is kept: the characters of GB 2312 (6,763 hanzi and the signs of its first rows), ASCII, Latin-1 and general
punctuation. fontTools, which does the cutting, comes with matplotlib.
"""

from __future__ import annotations

import sys
from pathlib import Path

from experiments.figures.fonts import FAMILY, FILE

SOURCE = "Noto Sans CJK SC"
RANGES = ((0x20, 0x7F), (0xA0, 0x100), (0x2010, 0x2040), (0x20AC, 0x20AD), (0x2190, 0x2194), (0x2212, 0x2213))
NAMES = {1: FAMILY, 2: "Regular", 4: FAMILY, 6: FILE.stem}  # OpenType name records: family, style, full, PostScript
KEPT = {0, 5, 7, 8, 9, 10, 11, 12, 13, 14}  # copyright, version, trademark, makers, licence


def characters() -> set[int]:
    """Return the code points to keep."""
    rows = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    chinese = {ord(text) for code in rows if (text := code.decode("gb2312", errors="ignore"))}
    return chinese | {point for low, high in RANGES for point in range(low, high)}


def cut(source: Path, target: Path) -> None:
    """Write the subset of a font collection."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTCollection

    fonts = {font["name"].getDebugName(1): font for font in TTCollection(source).fonts}
    if SOURCE not in fonts:
        raise SystemExit(f"{source} holds {', '.join(fonts)}, not {SOURCE}")
    font = fonts[SOURCE]
    font.recalcTimestamp = False  # equal input, equal bytes
    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs="*", glyph_names=False)
    options.drop_tables += [
        "VORG",
        "vhea",
        "vmtx",
        "BASE",
        "GSUB",
        "GPOS",
    ]  # vertical text and variants: not drawn here
    subset = Subsetter(options)
    subset.populate(unicodes=characters())
    subset.subset(font)
    names = font["name"]
    names.names = [r for r in names.names if r.platformID == 3 and r.langID == 0x409 and r.nameID in KEPT]
    for key, value in NAMES.items():
        names.setName(value, key, 3, 1, 0x409)
    font["CFF "].cff.fontNames = [FILE.stem]
    top = font["CFF "].cff.topDictIndex[0]
    top.FullName = top.FamilyName = FAMILY
    font.save(target)


if __name__ == "__main__":
    cut(Path(sys.argv[1]), FILE)
