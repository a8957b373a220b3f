"""The published places as the standard's CSV and JSON, and as GeoJSON, one at a time.

Everything comes from the public documents, except unknown columns, which files brought and which
are given back: they are read from the sites.
"""

import csv
import json
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, Protocol

import msgspec
from django.db.models import Count

from ..models import Site
from ..press import document as public
from ..press import feed
from .national import COLUMNS, PlaceRecord
from .national_rows import write_row
from .national_site import own_identifier, record_of_document

FORMATS = ("csv", "json", "geojson")
BATCH = 500


class Output(Protocol):
    def write(self, text: str, /) -> object: ...


class Place(NamedTuple):
    document: public.SiteDocument
    record: PlaceRecord


def export(
    output: Output, form: str, *, standard_only: bool = False, with_examples: bool = False
) -> int:
    """Write the published places, by site, in one of FORMATS; returns how many.

    `standard_only` leaves out the columns that the standard does not have. Values filled in for
    the example are left out unless `with_examples`: elsewhere they would pass for facts.
    """
    write = {"csv": _csv, "json": _json, "geojson": _geojson}[form]
    found = places(with_extra=not standard_only, with_examples=with_examples)
    return write(output, found, standard_only)


def places(*, with_extra: bool = True, with_examples: bool = False) -> Iterator[Place]:
    """Each published place, a batch in memory at a time."""
    shared = _shared_identifiers()
    documents = (public.decode_site(row.payload) for row in feed.rows_since(0) if row.payload)
    if not with_examples:
        documents = map(public.facts_of, documents)
    while batch := list(islice(documents, BATCH)):
        extras = _extras(batch) if with_extra else {}
        for document in batch:
            record = record_of_document(document, extra=extras.get(document.id))
            if record.external_id in shared:
                # Two sources used it: the standard wants one place for each identifier.
                own = own_identifier(document.id, document.slug)
                record = msgspec.structs.replace(record, external_id=own)
            yield Place(document, record)


def extra_columns() -> list[str]:
    """Unknown columns of published places, sorted."""
    rows = Site.objects.published().exclude(extra={}).order_by().values_list("extra", flat=True)
    return sorted({column for extra in rows.iterator(2000) for column in extra})


def _csv(output: Output, found: Iterator[Place], standard_only: bool) -> int:
    others = [] if standard_only else extra_columns()
    # "\r\n": with another end of line, Python 3.11 leaves a lone "\r" in a cell unquoted.
    writer = csv.writer(output, lineterminator="\r\n")
    writer.writerow([*COLUMNS, *others])
    count = 0
    for place in found:
        count += 1
        extra = place.record.extra
        writer.writerow(
            [*write_row(place.record).values(), *(extra.get(column, "") for column in others)]
        )
    return count


def _json(output: Output, found: Iterator[Place], standard_only: bool) -> int:
    output.write("[")
    count = 0
    for count, place in enumerate(found, 1):
        output.write(",\n" if count > 1 else "\n")
        output.write(json.dumps(_cells(place.record), ensure_ascii=False))
    output.write("\n]\n")
    return count


def _geojson(output: Output, found: Iterator[Place], standard_only: bool) -> int:
    output.write('{"type": "FeatureCollection", "features": [')
    count = 0
    for count, place in enumerate(found, 1):
        output.write(",\n" if count > 1 else "\n")
        output.write(json.dumps(feature(place), ensure_ascii=False))
    output.write("\n]}\n")
    return count


def feature(place: Place) -> dict:
    """A GeoJSON feature (RFC 7946: longitude first); no geometry when nobody knows where.

    An approximate position is given with its `precision`, which says so.
    """
    document = place.document
    cells = _cells(place.record)
    cells.pop("latitude", None)
    cells.pop("longitude", None)
    known = document.latitude is not None and document.longitude is not None
    point = {"type": "Point", "coordinates": [document.longitude, document.latitude]}
    return {
        "type": "Feature",
        "id": place.record.external_id,
        "geometry": point if known else None,
        "properties": {**cells, **({"precision": document.precision} if known else {})},
    }


def _cells(record: PlaceRecord) -> dict[str, str | float]:
    """The standard's keys that have a value, coordinates as numbers, then unknown columns."""
    cells: dict[str, str | float] = {key: text for key, text in write_row(record).items() if text}
    if "latitude" in cells:
        cells |= {"latitude": record.latitude, "longitude": record.longitude}
    return cells | record.extra


def _extras(batch: list[public.SiteDocument]) -> dict[int, dict[str, str]]:
    ids = [document.id for document in batch]
    return dict(Site.objects.filter(pk__in=ids).exclude(extra={}).values_list("pk", "extra"))


def _shared_identifiers() -> frozenset[str]:
    """Identifiers that several published places have, each in its own source."""
    shared = (
        Site.objects.published()
        .exclude(external_id="")
        .order_by()
        .values("external_id")
        .annotate(places=Count("pk"))
        .filter(places__gt=1)
    )
    return frozenset(shared.values_list("external_id", flat=True))
