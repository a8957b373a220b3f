"""Personal links: sent to a contact, opened once, in one session, for the sites of one actor."""

from datetime import timedelta
from enum import StrEnum, auto
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from ..models import AccessLink, Contact
from ..vocabulary import MailKind
from .mail import Letter, write

SALT = "places.access"


class LinkState(StrEnum):
    GOOD = auto()
    FORGED = auto()  # truncated, altered, or nothing of ours
    AGED = auto()
    USED = auto()  # opened in another session
    REVOKED = auto()


class Opening(NamedTuple):
    state: LinkState
    link: AccessLink | None  # None when forged


def make_link(sender: str, contact: Contact) -> tuple[AccessLink, str]:
    """A new link for a contact, and what its address ends with.

    Raises ValidationError when the contact has no e-mail address.
    """
    if not contact.email:
        raise ValidationError(f"{contact} n’a pas d’adresse de courriel.")
    link = AccessLink.objects.create(contact=contact, created_by=sender[:200], email=contact.email)
    return link, signing.dumps(link.pk, salt=SALT)


def read_token(token: str, session_key: str | None = None) -> Opening:
    """What a link is worth now, for a browser whose session is `session_key`."""
    try:
        pk = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return Opening(LinkState.FORGED, None)
    link = AccessLink.objects.select_related("contact__actor").filter(pk=pk).first()
    if link is None:
        return Opening(LinkState.FORGED, None)
    return Opening(_state(link, session_key), link)


def open_link(link: AccessLink, session_key: str) -> bool:
    """Tie a link to the session that opens it; False when another one did just before."""
    unopened = AccessLink.objects.filter(pk=link.pk, opened_at=None, revoked_at=None)
    return bool(unopened.update(opened_at=timezone.now(), session=_hashed(session_key)))


def opened(link_pk: int, session_key: str | None) -> AccessLink | None:
    """The link by which a session came in, as long as it still holds."""
    link = AccessLink.objects.select_related("contact__actor").filter(pk=link_pk).first()
    if link is None or not link.session or _state(link, session_key) != LinkState.GOOD:
        return None
    return link


def revoke_links(contact: Contact) -> int:
    """No link sent to this contact works any more; returns how many did."""
    return contact.links.filter(revoked_at=None).update(revoked_at=timezone.now())


def send_link(sender: str, contact: Contact, base_url: str) -> AccessLink:
    """Send a contact a link to the sites of its actor; `base_url` ends with /maj/lien/.

    Raises ValidationError when the contact has no e-mail address.
    """
    with transaction.atomic():
        link, token = make_link(sender, contact)
        context = {
            "contact": contact,
            "address": f"{base_url}{token}/",
            "days": settings.LINK_DAYS,
            "site_name": settings.SITE_NAME,
        }
        subject = f"Vos horaires sur « {settings.SITE_NAME} »"
        text = render_to_string("places/mail/link.txt", context)
        html = render_to_string("places/mail/link.html", context)
        write(MailKind.LINK, contact.email, Letter(subject, text, html), contact)
    return link


def send_again(email: str, base_url: str) -> None:
    """A new link to each contact of that address, if there is one; nobody is told."""
    known = Contact.objects.filter(~Q(email=""), email__iexact=email.strip())
    for contact in known.select_related("actor"):
        send_link(str(contact), contact, base_url)


def _state(link: AccessLink, session_key: str | None) -> LinkState:
    if link.revoked_at or link.email != link.contact.email:
        return LinkState.REVOKED
    if link.session and not (
        session_key and constant_time_compare(link.session, _hashed(session_key))
    ):
        return LinkState.USED
    if timezone.now() - link.created_at > timedelta(days=settings.LINK_DAYS):
        return LinkState.AGED
    return LinkState.GOOD


def _hashed(session_key: str) -> str:
    return salted_hmac(SALT, session_key, algorithm="sha256").hexdigest()
