"""A list of the back office for a spreadsheet."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

from ...interop.cells import harmless

BOM = "\ufeff"  # by which spreadsheets know UTF-8


def csv_response(name: str, header: Iterable[str], rows: Iterable[Iterable]) -> HttpResponse:
    """A CSV to keep under `name`, with semicolons, as French spreadsheets read without asking."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response.write(BOM)
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return response
