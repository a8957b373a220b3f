"""« État des lieux »: what the network of places is, for elected officials and for the network.

Public, and read from what `diagnosis.landscape` keeps: nothing is counted for a second reader.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ..diagnosis.landscape import Cell, Figure, Landscape, Listing, Section, Table, landscape
from ..directory import load
from ..directory.load import Snapshot
from ..interop import landscape_tables
from ..paper import landscape_document, landscape_pdf
from ..paper.charts import bars
from ..vocabulary import MIME_TYPES, DocumentKind
from . import errors
from .public import page
from .wording import number

MOST_ROWS = 80  # of a table on the page; the files hold them all
LONGEST_CELL = 140  # letters: beyond, the text is folded
FILE_NAME = "etat-des-lieux"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class ShownCell:
    text: str
    url: str = ""
    label: str = ""  # of the link, for who does not see the row and the column
    is_number: bool = False
    is_long: bool = False


@dataclass(frozen=True)
class ShownRow:
    label: str
    url: str
    cells: tuple[ShownCell, ...]
    is_total: bool


@dataclass(frozen=True)
class ShownTable:
    table: Table
    chart: SafeString
    rows: tuple[ShownRow, ...]
    hidden: int  # rows that only the files hold
    url: str

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """(name, whether it holds numbers)"""
        first = self.rows[0].cells if self.rows else ()
        return [
            (one.name, cell.is_number) for one, cell in zip(self.table.columns, first, strict=True)
        ]

    @property
    def is_wide(self) -> bool:
        return len(self.table.columns) > 6

    @property
    def told(self) -> list[tuple[str, str]]:
        """(column, its definition) of the columns that have one of their own."""
        known = self.table.definition
        columns = self.table.columns
        return [(one.name, one.definition) for one in columns if one.definition not in known]


@dataclass(frozen=True)
class ShownFigure:
    figure: Figure
    value: str
    out_of: str
    url: str


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    snapshot = load.current()
    try:
        found = landscape(snapshot.directory, timezone.now())
    except DatabaseError:
        return errors.unavailable(request)
    context = {
        "found": found,
        "figures": [_figure(one) for one in found.figures],
        "sections": [(section, list(_tables(section))) for section in found.sections],
    }
    return page(request, "places/landscape.html", snapshot, context)


@require_safe
def workbook(request: HttpRequest) -> HttpResponse:
    """Every table, a sheet each."""
    return _file(request, "xlsx", XLSX, landscape_tables.workbook)


@require_safe
def document(request: HttpRequest) -> HttpResponse:
    """The whole as a text that can be edited."""
    return _file(request, "docx", MIME_TYPES[DocumentKind.DOCX], landscape_document.document)


@require_safe
def accessible_pdf(request: HttpRequest) -> HttpResponse:
    """The whole, to print or to be read aloud (PDF/UA-1)."""
    return _file(request, "pdf", MIME_TYPES[DocumentKind.PDF], landscape_pdf.pdf)


@require_safe
def table_csv(request: HttpRequest, code: str) -> HttpResponse:
    def write(found: Landscape) -> bytes:
        table = found.table(code)
        if table is None:
            raise Http404
        return landscape_tables.csv_of(table)

    return _file(request, f"{code}.csv", "text/csv; charset=utf-8", write)


def _file(request: HttpRequest, ending: str, kind: str, write) -> HttpResponse:
    snapshot: Snapshot = load.current()
    try:
        found = landscape(snapshot.directory, timezone.now())
    except DatabaseError:
        return errors.unavailable(request)
    response = HttpResponse(write(found), content_type=kind)
    separator = "-" if ending.endswith("csv") else f"-{found.day}."
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}{separator}{ending}"'
    return response


def _tables(section: Section) -> Iterator[ShownTable]:
    for table in section.tables:
        rows = tuple(_rows(table))
        chart = SafeString(bars(table))
        yield ShownTable(table, chart, rows, len(table.rows) - len(rows), _url(table.listing))


def _rows(table: Table) -> Iterator[ShownRow]:
    for row in table.rows[:MOST_ROWS]:
        listings = row.listings or (None,) * len(row.cells)
        cells = []
        for column, cell, listing in zip(table.columns, row.cells, listings, strict=True):
            text = _cell(cell, column.unit)
            cells.append(
                ShownCell(
                    text,
                    _url(listing) if cell else "",
                    f"{row.label}, {column.name} : {text}",
                    not isinstance(cell, str) or cell.startswith("? "),
                    len(text) > LONGEST_CELL,
                )
            )
        yield ShownRow(row.label, _url(row.listing), tuple(cells), row.is_total)


def _figure(figure: Figure) -> ShownFigure:
    is_part = bool(figure.unit)
    out_of = f"{number(figure.numerator)} sur {number(figure.denominator)}" if is_part else ""
    return ShownFigure(figure, _cell(figure.value, figure.unit), out_of, _url(figure.listing))


def _cell(cell: Cell, unit: str = "") -> str:
    if cell is None:
        return "non connu"
    return cell if isinstance(cell, str) else number(cell, unit)


def _url(listing: Listing | None) -> str:
    """The address of a list, "" when there is none."""
    if listing is None:
        return ""
    query = f"?{urlencode(listing.params)}" if listing.params else ""
    return f"{reverse(listing.route, args=listing.args)}{query}"


routes = [
    path("etat-des-lieux/", show, name="landscape"),
    path("etat-des-lieux/tableaux.xlsx", workbook, name="landscape-xlsx"),
    path("etat-des-lieux/document.docx", document, name="landscape-docx"),
    path("etat-des-lieux/document.pdf", accessible_pdf, name="landscape-pdf"),
    path("etat-des-lieux/<slug:code>.csv", table_csv, name="landscape-csv"),
]
