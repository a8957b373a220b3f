"""What the people of a place send through their link: published at once, or proposed.

What `Actor.direct` lists is written; the rest becomes one proposal that the coordinator decides.
Sending is also saying that the listing is true today.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from ..diagnosis.proposals import plain
from ..models import Actor, Contact, Proposal, Site
from ..vocabulary import Confirmation, Direct, Origin
from .confirm import confirm_sites
from .edit import edit_site
from .propose import propose
from .recording import Author

#: what each field or part of a listing belongs to
SUBJECTS: dict[str, Direct] = {
    "hours": Direct.HOURS,
    "closures": Direct.CLOSURES,
    "phone": Direct.PHONE,
    "services": Direct.SERVICES,
    "name": Direct.NAME,
    **dict.fromkeys(("emails", "websites"), Direct.CONTACT),
    **dict.fromkeys(("summary", "description", "to_bring"), Direct.TEXTS),
    **dict.fromkeys(("address", "address_complement", "postal_code", "commune"), Direct.ADDRESS),
    **dict.fromkeys(("status", "status_reason", "paused_until"), Direct.CLOSED),
}


@dataclass(frozen=True)
class Wanted:
    """Fields of a listing, and whole new parts, as `actions.edit` takes them."""

    changes: Mapping[str, object]
    parts: Mapping[str, list[dict]]

    def __bool__(self) -> bool:
        return bool(self.changes or self.parts)

    @property
    def subjects(self) -> list[Direct]:
        """What it is about, in the order of the list."""
        found = {SUBJECTS[name] for name in (*self.changes, *self.parts)}
        return [one for one in Direct if one in found]

    def split(self, actor: Actor) -> tuple["Wanted", "Wanted"]:
        """(what is published at once, what waits for the coordinator)."""
        at_once = {name for name, subject in SUBJECTS.items() if subject in actor.direct}
        return self._only(at_once), self._only(set(SUBJECTS) - at_once)

    def _only(self, names: set[str]) -> "Wanted":
        return Wanted(
            {name: held for name, held in self.changes.items() if name in names},
            {name: rows for name, rows in self.parts.items() if name in names},
        )


def correct(author: Author, contact: Contact, site: Site, wanted: Wanted) -> tuple[Wanted, Wanted]:
    """Write, propose and confirm, all or nothing; returns (what is published, what waits).

    Sending the same again proposes nothing twice. Raises ValidationError, by field.
    """
    at_once, waiting = wanted.split(contact.actor)
    with transaction.atomic():
        if at_once:
            edit_site(author, site, reason="Correction", parts=at_once.parts, **at_once.changes)
        if waiting and not _is_proposed(site, waiting):
            propose(author, site, waiting.changes, parts=waiting.parts, email=contact.email)
        confirm_sites(author, [Site.objects.get(pk=site.pk)], Confirmation.LINK, "Envoi du lieu")
    return at_once, waiting


def _is_proposed(site: Site, wanted: Wanted) -> bool:
    changes, parts = plain(dict(wanted.changes)), plain(dict(wanted.parts))
    waiting = Proposal.objects.waiting().filter(site=site, origin=Origin.LINK)
    return any(one.changes == changes and one.parts == parts for one in waiting)
