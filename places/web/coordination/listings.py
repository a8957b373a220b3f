"""Listings as the coordinator's task pages show them, read from the directory in memory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

import numpy as np
from django.core.paginator import Page, Paginator
from django.db.models import F
from django.urls import reverse

from ...directory import bits
from ...directory.columns import Directory
from ...directory.facets import DISTRICT
from ...hours.clocks import monday_of
from ...hours.osm import ZONE
from ...hours.wording import hours_sentence
from ...models import Contact
from ...press.document import SiteDocument
from .. import wording

PAGE_SIZE = 50


@dataclass(frozen=True)
class Listing:
    """A listing in a list of the back office."""

    document: SiteDocument
    district: str
    today: date
    contacts: tuple[Contact, ...] = ()

    @property
    def name(self) -> str:
        return self.document.name

    @property
    def pk(self) -> int:
        return self.document.id

    @property
    def where(self) -> str:
        return ", ".join(part for part in (self.district, self.document.commune) if part)

    @property
    def phone(self) -> str:
        return wording.phone(self.document.phone) if self.document.phone else ""

    @cached_property
    def hours(self) -> str:
        """In words; what is written when nobody can read it, "" when nothing is."""
        if not self.document.hours:
            return ""
        return hours_sentence(self.document.hours, monday_of(self.today))

    @property
    def confirmed_on(self) -> datetime | None:
        return self.document.confirmed_at

    @property
    def edit_url(self) -> str:
        return reverse("admin:places_site_change", args=[self.document.id])


def page_of(
    directory: Directory, rows: np.ndarray, number: str | None, today: date, *, contacts=False
) -> Page:
    """One page of listings; `contacts`: with the private contacts of their actors (one query)."""
    page = Paginator(rows, PAGE_SIZE).get_page(number)
    page.object_list = listings(directory, page.object_list, today, contacts=contacts)
    return page


def listings(
    directory: Directory, rows: Iterable[int], today: date, *, contacts: bool = False
) -> list[Listing]:
    """The listings of some rows, in their order."""
    documents = [directory.document(int(row)) for row in rows]
    known = _contacts([document.id for document in documents]) if contacts else {}
    names = directory.lists.district_by_slug
    return [
        Listing(
            document,
            names[document.district].name if document.district in names else "",
            today,
            tuple(known.get(document.id, ())),
        )
        for document in documents
    ]


def in_district(directory: Directory, rows: np.ndarray, slug: str) -> np.ndarray:
    """Those of a quartier or a secteur, in the same order."""
    if not slug:
        return rows
    inside = bits.unpack(directory.keys.get((DISTRICT, slug)), directory.size)
    return rows[inside[rows]]


def paris_day(moment: datetime) -> date:
    """The calendar day in Paris of an aware moment."""
    return moment.astimezone(ZONE).date()


def _contacts(site_ids: list[int]) -> dict[int, list[Contact]]:
    """Site → the contacts of its actor."""
    rows = Contact.objects.filter(actor__sites__in=site_ids).order_by("name")
    found: dict[int, list[Contact]] = {}
    for contact in rows.annotate(site_id=F("actor__sites")):
        found.setdefault(contact.site_id, []).append(contact)
    return found
