"""A place of ours → the record the standard can hold of it."""

from ..models import Site
from ..press.document import SiteDocument
from ..press.publish import document_of
from ..vocabulary import KIND_TO_NATIONAL, Precision
from .national import PlaceRecord
from .national_cells import STANDARD_PHONE, STANDARD_PIVOT

_SAME = [
    "name",
    "commune",
    "postal_code",
    "insee_code",
    "address",
    "address_complement",
    "other_kinds",
    "emails",
    "websites",
    "hours",
    "summary",
    "description",
    "mobility",
    "network",
    "updated_on",
    "audiences",
    "special_care",
    "fees",
    "programmes",
    "trainings",
    "other_trainings",
    "access_modes",
    "support_modes",
    "acceslibre_url",
    "booking_url",
]


def record_of_document(
    document: SiteDocument, *, extra: dict[str, str] | None = None, unread: dict | None = None
) -> PlaceRecord:
    """What the standard can say of a public document.

    A position that is not at the address, a foreign telephone number or a pivot of fewer than
    nine signs has no cell there.
    """
    exact = document.precision == Precision.EXACT
    source = document.source.name if document.source else ""
    return PlaceRecord(
        external_id=document.external_id or own_identifier(document.id, document.slug),
        **{attribute: getattr(document, attribute) for attribute in _SAME},
        pivot=document.pivot if STANDARD_PIVOT.fullmatch(document.pivot) else "",
        phone=document.phone if STANDARD_PHONE.fullmatch(document.phone) else "",
        latitude=document.latitude if exact else None,
        longitude=document.longitude if exact else None,
        typologies=national_typologies(document.kinds),
        collector=document.collected_by or source,
        categories=tuple(service.category for service in document.services),
        extra=extra or {},
        unread=unread or {},
    )


def record_of_site(site: Site) -> PlaceRecord:
    """The record of a site loaded `with_public_parts`, private cells included."""
    return record_of_document(document_of(site), extra=site.extra, unread=site.unread)


def national_typologies(kinds) -> tuple[str, ...]:
    """The national codes of our kinds, each once; kinds without one are left out."""
    codes = (KIND_TO_NATIONAL.get(kind, "") for kind in kinds)
    return tuple(dict.fromkeys(code for code in codes if code))


def own_identifier(site_id: int, slug: str) -> str:
    """The identifier of a place that no source named: the number alone would not tell this
    directory from another one that numbers its places too."""
    return f"site-{site_id}-{slug}"
