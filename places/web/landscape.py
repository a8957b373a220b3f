"""« État des lieux »: what the network of places is, for elected officials and for the network.

Public, and read from what `diagnosis.landscape` keeps: nothing is counted for a second reader. A
month kept has an address of its own, for ever.
"""

from datetime import date

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, register_converter
from django.utils import timezone
from django.views.decorators.http import require_safe

from ..diagnosis.landscape import Landscape, landscape
from ..diagnosis.landscape.kept import kept
from ..diagnosis.landscape.wording import said_examples
from ..directory import load
from ..directory.load import Snapshot
from ..interop import landscape_tables
from ..paper import landscape_document, landscape_pdf
from ..vocabulary import MIME_TYPES, DocumentKind
from . import errors, landscape_beside
from . import landscape_shown as shown
from .landscape_beside import MonthConverter
from .public import page

FILE_NAME = "etat-des-lieux"
DOCX, PDF = MIME_TYPES[DocumentKind.DOCX], MIME_TYPES[DocumentKind.PDF]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The page of today; `avec`: beside a month kept."""
    snapshot = load.current()
    try:
        found = landscape(snapshot.directory, timezone.now())
    except DatabaseError:
        return errors.unavailable(request)
    return _page(request, snapshot, found)


@require_safe
def show_kept(request: HttpRequest, month: date) -> HttpResponse:
    """The page as it was; `avec`: beside another month."""
    found = _kept(month)
    return _page(request, load.current(), found, month) if found else errors.unavailable(request)


def _page(
    request: HttpRequest, snapshot: Snapshot, found: Landscape, month: date | None = None
) -> HttpResponse:
    try:
        asked = landscape_beside.asked(request.GET, found, month)
    except DatabaseError:  # the figures are in memory, the months are not
        asked = landscape_beside.NOTHING_ASKED
    beside = asked.comparison
    context = {
        "found": found,
        "examples": said_examples(found),
        "month": month,
        "asked": asked,
        "figures": [shown.figure(one, beside) for one in found.figures],
        "sections": [(section, list(shown.tables(section, beside))) for section in found.sections],
    }
    status = 400 if asked.error else 200
    return page(request, "places/landscape.html", snapshot, context, status)


def _kept(month: date) -> Landscape | None:
    """None when the database is away. Raises Http404 for a month that was not kept."""
    try:
        found = kept(month)
    except DatabaseError:
        return None
    if found is None:
        raise Http404
    return found


@require_safe
def workbook(request: HttpRequest, month: date | None = None) -> HttpResponse:
    """Every table, a sheet each."""
    return _file(request, month, ".xlsx", XLSX, landscape_tables.workbook)


@require_safe
def document(request: HttpRequest, month: date | None = None) -> HttpResponse:
    """The whole as a text that can be edited."""
    return _file(request, month, ".docx", DOCX, landscape_document.document)


@require_safe
def accessible_pdf(request: HttpRequest, month: date | None = None) -> HttpResponse:
    """The whole, to print or to be read aloud (PDF/UA-1)."""
    return _file(request, month, ".pdf", PDF, landscape_pdf.pdf)


@require_safe
def table_csv(request: HttpRequest, code: str, month: date | None = None) -> HttpResponse:
    def write(found: Landscape) -> bytes:
        table = found.table(code)
        if table is None:
            raise Http404
        return landscape_tables.csv_of(table)

    return _file(request, month, f"-{code}.csv", "text/csv; charset=utf-8", write)


def _file(request: HttpRequest, month: date | None, ending: str, kind: str, write) -> HttpResponse:
    """Of today, or of a month kept."""
    try:
        found = _kept(month) if month else landscape(load.current().directory, timezone.now())
    except DatabaseError:
        found = None
    if found is None:
        return errors.unavailable(request)
    response = HttpResponse(write(found), content_type=kind)
    dated = f"-{found.day}" if month or ending.startswith(".") else ""
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}{dated}{ending}"'
    return response


register_converter(MonthConverter, "month")
routes = [
    path("etat-des-lieux/", show, name="landscape"),
    path("etat-des-lieux/tableaux.xlsx", workbook, name="landscape-xlsx"),
    path("etat-des-lieux/document.docx", document, name="landscape-docx"),
    path("etat-des-lieux/document.pdf", accessible_pdf, name="landscape-pdf"),
    path("etat-des-lieux/<slug:code>.csv", table_csv, name="landscape-csv"),
    path("etat-des-lieux/<month:month>/", show_kept, name="landscape-kept"),
    path("etat-des-lieux/<month:month>/tableaux.xlsx", workbook, name="landscape-kept-xlsx"),
    path("etat-des-lieux/<month:month>/document.docx", document, name="landscape-kept-docx"),
    path("etat-des-lieux/<month:month>/document.pdf", accessible_pdf, name="landscape-kept-pdf"),
    path("etat-des-lieux/<month:month>/<slug:code>.csv", table_csv, name="landscape-kept-csv"),
]
