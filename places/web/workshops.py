"""« Ateliers cette semaine », and the calendars that telephones subscribe to.

They read the directory in memory and nothing else.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from ..directory import load, rounds
from ..directory.columns import Directory
from ..directory.load import Snapshot
from ..directory.workshops import Held, held
from ..hours.clocks import monday_of
from ..hours.osm import ZONE
from ..hours.wording import long_date
from ..interop.calendar import span_of_days, stops_calendar, workshops_calendar
from ..vocabulary import WorkshopLevel
from .public import page
from .workshop_cards import WorkshopCard, cards_of
from .workshop_week import WEEK, coming

WEEKS_AHEAD = 12  # after this one
FREE = "gratuit"


@dataclass(frozen=True)
class Choice:
    """One value of a filter, with how many sessions of the week answer to it."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Filter:
    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Day:
    title: str
    cards: tuple[WorkshopCard, ...]


class Asked:
    """The week and the choices of the address bar; what is not known is said in `errors`."""

    def __init__(self, params, directory: Directory, today: date):
        self.errors: list[str] = []
        self.this_week = monday_of(today)
        self.monday = self._week(params.get("semaine", ""))
        lists = directory.lists
        known = {
            "besoin": {need.code: need.name for need in lists.needs},
            "quartier": {district.slug: district.name for district in lists.districts},
            "niveau": dict(WorkshopLevel.choices),
            FREE: {"1": "Gratuit seulement"},
        }
        self.known = known
        self.values: dict[str, str] = {}
        for name, values in known.items():
            value = params.get(name, "")
            if value in values:
                self.values[name] = value
            elif value:
                self.errors.append(f"Choix inconnu : {value[:80]}.")

    def _week(self, text: str) -> date:
        if not text:
            return self.this_week
        try:
            monday = monday_of(date.fromisoformat(text))
        except (ValueError, OverflowError):
            self.errors.append("Cette semaine n’existe pas.")
            return self.this_week
        if not self.this_week <= monday <= self.this_week + WEEKS_AHEAD * WEEK:
            self.errors.append("Nous ne montrons que cette semaine et les 12 suivantes.")
            return self.this_week
        return monday

    def answers(self, one: Held, *, but: str = "") -> bool:
        """Whether a session answers to every choice made, one of them left aside."""
        values = {name: value for name, value in self.values.items() if name != but}
        return all(_value_is(one, name, value) for name, value in values.items())

    def filters(self, sessions: list[Held]) -> list[Filter]:
        """Each list of choices, with what it would give; those that give nothing are left out."""
        labels = {"besoin": "Besoin", "quartier": "Quartier", "niveau": "Niveau", FREE: "Prix"}
        return [Filter(name, labels[name], self._choices(name, sessions)) for name in labels]

    def _choices(self, name: str, sessions: list[Held]) -> tuple[Choice, ...]:
        others = [one for one in sessions if self.answers(one, but=name) and one.session.is_on]
        found = []
        for value, label in self.known[name].items():
            count = sum(_value_is(one, name, value) for one in others)
            chosen = self.values.get(name) == value
            if count or chosen:
                found.append(Choice(value, label, count, chosen))
        return tuple(found)

    def address(self, monday: date, **changes: str) -> str:
        """The same choices in another week."""
        week = {"semaine": monday.isoformat()} if monday != self.this_week else {}
        params = {**week, **self.values, **changes}
        return reverse("workshops") + (f"?{urlencode(params)}" if params else "")


def _value_is(one: Held, name: str, value: str) -> bool:
    if name == "besoin":
        return value in one.workshop.needs
    if name == "quartier":
        return value in (one.place.district, one.place.sector)
    if name == "niveau":
        return one.workshop.level == value
    return bool(one.workshop.is_free)


@require_safe
def workshops(request: HttpRequest) -> HttpResponse:
    """One week, day by day."""
    snapshot, now = load.current(), timezone.now()
    directory, today = snapshot.directory, now.astimezone(ZONE).date()
    asked = Asked(request.GET, directory, today)
    sessions = coming(directory, now, asked.monday)
    shown = [one for one in sessions if asked.answers(one)]
    context = {
        "asked": asked,
        "days": _days(shown, directory, today),
        "total": sum(one.session.is_on for one in shown),
        "filters": asked.filters(sessions),
        "title": _title(asked.monday, asked.this_week),
        "weeks": _weeks(asked),
        "next_session": None if shown else _next(directory, asked, now),
        "has_any": len(directory.workshops) > 0,
        "calendar": _calendar_address(asked),
    }
    template = "places/workshops.html"
    return page(request, template, snapshot, context, 400 if asked.errors else 200)


def _days(shown: list[Held], directory: Directory, today: date) -> list[Day]:
    needs = directory.lists.need_by_code
    grouped = groupby(shown, key=lambda one: one.session.start.date())
    return [
        Day(_day_title(day, today), tuple(cards_of(found, needs, today))) for day, found in grouped
    ]


def _day_title(day: date, today: date) -> str:
    near = {today: "aujourd’hui, ", today + timedelta(days=1): "demain, "}.get(day, "")
    said = f"{near}{long_date(day, today)}"
    return said[:1].upper() + said[1:]


def _title(monday: date, this_week: date) -> str:
    if monday == this_week:
        return "Ateliers cette semaine"
    if monday == this_week + WEEK:
        return "Ateliers la semaine prochaine"
    said = long_date(monday, this_week).removeprefix("lundi ")
    return f"Ateliers de la semaine du {said}"


def _weeks(asked: Asked) -> dict[str, str]:
    """Addresses of the week before and of the one after, within what is shown."""
    last = asked.this_week + WEEKS_AHEAD * WEEK
    before, after = asked.monday - WEEK, asked.monday + WEEK
    return {
        "previous": asked.address(before) if before >= asked.this_week else "",
        "next": asked.address(after) if after <= last else "",
        "this": asked.address(asked.this_week) if asked.monday != asked.this_week else "",
    }


def _next(directory: Directory, asked: Asked, now: datetime) -> dict | None:
    """The first session after the week shown that answers to the choices."""
    first = asked.monday + WEEK
    last = asked.this_week + (WEEKS_AHEAD + 1) * WEEK - timedelta(days=1)
    for one in directory.workshops.between(first, last) if first <= last else ():
        if one.session.is_on and asked.answers(one):
            day = one.session.start.date()
            return {"day": long_date(day, now.date()), "url": asked.address(monday_of(day))}
    return None


def _calendar_address(asked: Asked) -> str:
    district = asked.values.get("quartier")
    if district:
        return reverse("workshops-district-calendar", args=[district])
    return reverse("workshops-calendar")


@require_safe
def town_calendar(request: HttpRequest) -> HttpResponse:
    snapshot, span = load.current(), _span()
    sessions = snapshot.directory.workshops.between(*span)
    title = f"Ateliers numériques – {settings.TOWN_NAME}"
    return _calendar(request, snapshot, span, title, sessions)


@require_safe
def district_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """Of a quartier, or of all those of a secteur."""
    snapshot, span = load.current(), _span()
    district = snapshot.directory.lists.district_by_slug.get(slug)
    if district is None:
        raise Http404
    found = snapshot.directory.workshops.between(*span)
    sessions = [one for one in found if slug in (one.place.district, one.place.sector)]
    title = f"Ateliers numériques – {district.name}"
    return _calendar(request, snapshot, span, title, sessions)


@require_safe
def place_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    snapshot, span = load.current(), _span()
    document = snapshot.directory.find(slug)
    if document is None:
        raise Http404
    sessions = held([document], *span)
    return _calendar(request, snapshot, span, f"Ateliers – {document.name}", sessions)


@require_safe
def place_stops_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The days of the stops of an itinerant place."""
    snapshot, span = load.current(), _span()
    document = snapshot.directory.find(slug)
    if document is None:
        raise Http404

    def make(here: str) -> bytes:
        url = here + reverse("place", args=[slug])
        return stops_calendar(document, rounds.held(document, *span), _host(request), url)

    return _answered(request, snapshot, span, make)


def _span() -> tuple[date, date]:
    return span_of_days(timezone.now().astimezone(ZONE).date())


def _calendar(
    request: HttpRequest,
    snapshot: Snapshot,
    span: tuple[date, date],
    name: str,
    sessions: Sequence[Held],
) -> HttpResponse:
    def make(here: str) -> bytes:
        slugs = {one.place.slug for one in sessions}
        addresses = {slug: here + reverse("place", args=[slug]) for slug in slugs}
        return workshops_calendar(name, sessions, host=_host(request), addresses=addresses)

    return _answered(request, snapshot, span, make)


def _host(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]


def _answered(
    request: HttpRequest,
    snapshot: Snapshot,
    span: tuple[date, date],
    make: Callable[[str], bytes],
) -> HttpResponse:
    """The calendar that `make` writes given the address of the site, or 304 when the one the
    telephone has is still true."""
    here = f"{request.scheme}://{request.get_host()}"
    held_here = snapshot.directory.workshops
    body = held_here.calendar((here, request.path, span), lambda: make(here))
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    changed = int(held_here.read_at.timestamp())
    response["Last-Modified"] = http_date(changed)
    patch_cache_control(response, public=True, max_age=900)
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response)


routes = [
    path("ateliers/", workshops, name="workshops"),
    path("ateliers.ics", town_calendar, name="workshops-calendar"),
    path(
        "ateliers/quartier/<slug:slug>.ics", district_calendar, name="workshops-district-calendar"
    ),
    path("lieux/<slug:slug>/ateliers.ics", place_calendar, name="place-calendar"),
    path("lieux/<slug:slug>/arrets.ics", place_stops_calendar, name="place-stops-calendar"),
]
