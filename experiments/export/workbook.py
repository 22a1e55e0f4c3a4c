"""An exported study as a workbook: small tables with charts first, then all rows. Charts read the cells, and hold no numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments import Refused
from experiments.export import texts
from experiments.files.spreadsheet_text import put

if TYPE_CHECKING:
    from experiments.export.export import ExportTable
    from experiments.export.summary import Cells, Chart

HEADS = 2  # lines: names of columns, and what they hold
EXCEL_ROWS = 1_048_576
LONGEST = 32_767  # characters of a cell
WIDE, HIGH = 16.0, 8.0  # of a chart [cm]
ROWS_OF_CHART = 17  # a row is about half a centimetre high
NARROW, WORDS = 14, 28  # characters of a column of numbers, and of one of words
COLOURS = ("1F5A99", "C4572B", "3D8B57", "8A5AA8", "B8901F", "4AA3B8", "7A7A7A", "A83A5C")


def write(file: Path, sheets: Sequence[ExportTable]) -> str:
    """Write tables as the sheets of a workbook and return the file's name.

    Raises
    ------
    Refused
        When a table has more rows than a sheet of Excel.
    """
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    bold, wrapped = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    for table in sheets:
        sheet = book.create_sheet(table.name)
        names = table.names
        sheet.freeze_panes = f"A{HEADS + 1}"
        for i, (name, kind) in enumerate(table.columns, 1):
            least = WORDS if kind is str else NARROW
            sheet.column_dimensions[get_column_letter(i)].width = max(least, min(len(name) + 2, 40))

        def cell(value: Any, sheet: Any = sheet) -> Any:
            if not isinstance(value, str):
                return value
            found = WriteOnlyCell(sheet)
            put(found, value[:LONGEST])
            return found

        for line in (names, table.heads):  # by which programs know them, and people
            head = [cell(name) for name in line]
            for one in head:
                one.font, one.alignment = bold, wrapped
            sheet.append(head)
        for i, row in enumerate(table.rows, HEADS + 1):
            if i > EXCEL_ROWS:
                for open_sheet in book.worksheets:
                    open_sheet.close()
                raise Refused(texts.TOO_LONG(table=table.name, most=EXCEL_ROWS))
            sheet.append([cell(v) for v in row])
        for i, chart in enumerate(table.charts):
            column = get_column_letter(len(names) + 2 + 10 * (i % 2))
            sheet.add_chart(_chart(sheet, names, chart), f"{column}{HEADS + 1 + ROWS_OF_CHART * (i // 2)}")
    book.save(file)
    return file.name


def _chart(sheet: Any, names: Sequence[str], chart: Chart) -> Any:
    from openpyxl.chart import BarChart, LineChart, Reference, ScatterChart
    from openpyxl.chart import Series as Drawn
    from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
    from openpyxl.chart.error_bar import ErrorBars

    def at(cells: Cells) -> Any:
        column = names.index(cells.column) + 1
        return Reference(sheet, min_col=column, min_row=cells.first + HEADS + 1, max_row=cells.end + HEADS)

    out = {"bar": BarChart, "levels": LineChart}.get(chart.kind, ScatterChart)()
    for s, colour in zip(chart.series, cycle(COLOURS)):
        has_x = isinstance(out, ScatterChart)
        drawn = Drawn(at(s.y), at(s.x), title=s.name) if has_x else Drawn(at(s.y), title=s.name)
        out.series.append(drawn)
        look = drawn.graphicalProperties
        if chart.kind == "bar":
            look.solidFill = colour
        else:
            drawn.smooth = False
            look.line.solidFill, drawn.marker.symbol = colour, "none"
            if chart.kind == "scatter":
                look.line.noFill, look.line.solidFill = True, None
            if chart.kind != "line":
                drawn.marker.symbol, drawn.marker.size = "circle", 6
                drawn.marker.graphicalProperties.solidFill = drawn.marker.graphicalProperties.line.solidFill = colour
        if s.half is not None:
            width = NumDataSource(NumRef(f=str(at(s.half))))
            drawn.errBars = ErrorBars(errDir=None, errBarType="both", errValType="cust", plus=width, minus=width)
        if not has_x:
            drawn.cat = AxDataSource(strRef=StrRef(f=str(at(s.x))))
    out.title, out.width, out.height = _title(chart.title), WIDE, HIGH
    for axis, title in ((out.x_axis, chart.x), (out.y_axis, chart.y)):
        axis.title, axis.delete = title or None, False  # some programs hide axes that do not say that they are there
        axis.tickLblPos = "low"
    out.y_axis.scaling.min, out.y_axis.scaling.max = chart.span
    out.y_axis.number_format = "General"
    if chart.kind == "line":
        out.x_axis.number_format, out.x_axis.majorGridlines = "0", None  # years, without a comma
    if len(chart.series) == 1:
        out.legend = None
    else:
        out.legend.position = "b"
    return out


def _title(text: str) -> Any:
    """Return a title in small letters: that of the program's default takes half the chart."""
    from openpyxl.chart.text import RichText, Text
    from openpyxl.chart.title import Title
    from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties, RegularTextRun

    small = CharacterProperties(sz=1000, b=True)
    words = Paragraph(pPr=ParagraphProperties(defRPr=small), r=[RegularTextRun(rPr=small, t=text)])
    return Title(tx=Text(rich=RichText(p=[words])), overlay=False)


def rows(frame: Any) -> Iterable[tuple[Any, ...]]:
    """Yield the rows of a small table, None where there is no value."""
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False, name=None):
        yield tuple(v.item() if hasattr(v, "item") else v for v in row)
