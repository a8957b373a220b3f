"""Whose session it is, and which listings it may change."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from ...actions import access
from ...actions.recording import Author
from ...models import AccessLink, Actor, Contact, Site
from ...vocabulary import Origin, Publication

KEY = "partner_link"


@dataclass(frozen=True)
class Partner:
    """A contact who came in by a link, for the sites of one actor."""

    contact: Contact

    @property
    def actor(self) -> Actor:
        return self.contact.actor

    @property
    def author(self) -> Author:
        return Author(f"{self.contact.name} ({self.actor.name})", Origin.LINK)

    @property
    def sites(self) -> QuerySet[Site]:
        """The listings this partner may see and change, by name."""
        mine = Site.objects.filter(actor=self.actor)
        return mine.exclude(publication=Publication.ARCHIVED).order_by("name", "pk")


def partner_of(request: HttpRequest) -> Partner | None:
    """Who this session belongs to; asked at every request, so that a revoked link ends at once."""
    pk = request.session.get(KEY)
    link = access.opened(pk, request.session.session_key) if pk else None
    return Partner(link.contact) if link else None


def come_in(request: HttpRequest, link: AccessLink) -> bool:
    """Open the link in a fresh session; False when another one did just before."""
    if request.session.get(KEY) == link.pk and partner_of(request):
        return True
    if request.session.get("_auth_user_id") is None:
        request.session.flush()
    request.session.cycle_key()  # a key known before says nothing of after
    if not access.open_link(link, request.session.session_key):
        return False
    request.session[KEY] = link.pk
    return True


def go_out(request: HttpRequest) -> None:
    request.session.pop(KEY, None)


def partners_only(view: Callable) -> Callable:
    """A view that takes the partner after the request; others are offered a new link."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        partner = partner_of(request)
        if partner is None:
            return redirect("partner-ask")
        return view(request, partner, *args, **kwargs)

    return guarded
