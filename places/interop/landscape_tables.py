"""The tables of the état des lieux for a spreadsheet: one XLSX, or a CSV for each table."""

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from ..diagnosis.landscape import Cell, Figure, Landscape, Table
from ..diagnosis.landscape.wording import UNKNOWN, said_examples
from ..text import writable
from .cells import harmless

WIDEST = 60
FIGURES, DEFINITIONS = "chiffres", "definitions"
_FIGURE_COLUMNS = ("Chiffre", "Valeur", "Unité", "Nombre", "Sur", "Définition")


def workbook(found: Landscape) -> bytes:
    """An XLSX: the figures, one sheet a table, and what each of them counts."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title = f"État des lieux du {found.day:%d/%m/%Y}"
    book.properties.creator = ""
    _sheet(book, FIGURES, _FIGURE_COLUMNS, [_figure(one) for one in found.figures])
    for table in found.tables:
        _sheet(book, table.code, _header(table), _lines(table))
    _sheet(book, DEFINITIONS, ("Feuille", "Tableau ou colonne", "Définition"), _definitions(found))
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def csv_of(table: Table) -> bytes:
    """UTF-8 with its mark and semicolons, as French spreadsheets read without asking."""
    output = io.StringIO()
    writer = csv.writer(output, delimiter=";")
    writer.writerow([harmless(name) for name in _header(table)])
    for line in _lines(table):
        writer.writerow([_comma(harmless(cell)) for cell in line])
    return output.getvalue().encode("utf-8-sig")


def _header(table: Table) -> tuple[str, ...]:
    named = (f"{one.name} ({one.unit})" if one.unit else one.name for one in table.columns)
    return (table.first, *named)


def _lines(table: Table) -> list[tuple[Cell, ...]]:
    return [(row.label, *row.cells) for row in table.rows]


def _figure(figure: Figure) -> tuple[Cell, ...]:
    told = (figure.value, figure.unit, figure.numerator, figure.denominator, figure.definition)
    return (figure.name, *told)


def _definitions(found: Landscape) -> list[tuple[Cell, ...]]:
    examples = said_examples(found)
    lines: list[tuple[Cell, ...]] = [("", "Valeurs d’exemple", examples)] if examples else []
    for table in found.tables:
        told = " ".join(text for text in (table.definition, table.denominator) if text)
        lines.append((table.code, table.title, told))
        lines += [
            (table.code, f"{table.title} : {column.name}", column.definition)
            for column in table.columns
            if column.definition
        ]
    return lines


def _sheet(book: Workbook, name: str, header: tuple[str, ...], lines: list[tuple]) -> None:
    sheet = book.create_sheet(name[:31])
    for at, line in enumerate((header, *lines), start=1):
        for column, value in enumerate(line, start=1):
            _write(sheet, at, column, value)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"
    for column in range(1, len(header) + 1):
        longest = max(len(str(line[column - 1])) for line in (header, *lines))
        sheet.column_dimensions[get_column_letter(column)].width = min(max(longest, 8), WIDEST) + 2


def _write(sheet: Worksheet, row: int, column: int, value: Cell) -> None:
    cell = sheet.cell(row, column)
    if value is None:
        value = UNKNOWN
    if isinstance(value, str):
        cell.value = writable(value)
        cell.data_type = "s"  # « =1+1 » is a text, never a formula
        cell.quotePrefix = True
    else:
        cell.value = value


def _comma(value: Cell) -> Cell:
    """French spreadsheets read « 12,5 » as a number."""
    if value is None:
        return UNKNOWN
    return str(value).replace(".", ",") if isinstance(value, float) else value
