"""A folder with the inspection of records: page, workbook, CSV, figures, manifest."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.export import dictionary
from experiments.files.output import Folder
from experiments.files.spreadsheet_text import write_csv
from experiments.inspection.county import Inspection
from experiments.inspection.figures import draw
from experiments.inspection.page import render
from experiments.inspection.tables import tables
from experiments.inspection.workbook import write_book
from experiments.terminal import stopping


def write(found: Inspection, folder: Folder, command: str, argv: Sequence[str]) -> None:
    """Fill a folder. Ids and names of schools are written, ids of teachers and pupils are not."""
    written = {name: frame for name, frame in tables(found).items() if len(frame)}
    for name, frame in written.items():
        stopping.here()
        write_csv(frame, folder.path / f"{name}.csv")
    dictionary.write(folder.path, written)
    write_book(found, folder.path / "inspection.xlsx")
    figures = draw(found, folder.path / "figures")
    (folder.path / "report.html").write_text(render(found, figures, command), encoding="utf-8")
    facts = {
        "data": {"name": str(found.records.path), "year": found.records.year, "files": dict(found.records.files)},
        "regimes": sorted({v.regime.year for v in found.views}),
        "counted": list(dict.fromkeys(v.by for v in found.views)),
        "notes": list(found.notes),
        "reproduce": command,
    }
    folder.write_manifest("inspect", argv, facts)
