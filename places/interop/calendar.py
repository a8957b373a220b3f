"""Workshops and stops of rounds as iCalendar (RFC 5545), for the calendars of telephones.

One VEVENT a session, so that a closure, a holiday or a cancelled day shows as it is: CANCELLED,
TENTATIVE, or CONFIRMED. Its UID never changes: the workshop or the stop, and the day it was
planned for.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from icalendar import Calendar, Event

from ..directory import rounds
from ..directory.workshops import Held
from ..hours.sessions import Session
from ..press.document import PublicStop, PublicWorkshop, SiteDocument
from ..vocabulary import Registration, WorkshopLevel

BEFORE, AFTER = timedelta(days=14), timedelta(days=92)  # told around today
PRODUCT = "-//mediation//ateliers//FR"


def span_of_days(today: date) -> tuple[date, date]:
    """The first and last Paris days that a calendar tells."""
    return today - BEFORE, today + AFTER


def workshops_calendar(
    name: str, sessions: Iterable[Held], *, host: str, addresses: dict[str, str]
) -> bytes:
    """A calendar of sessions. `addresses`: slug → address of the place's page; `host` ends the
    UIDs. The same sessions give the same bytes."""
    return _calendar(
        name, (_session(held, host, addresses.get(held.place.slug, "")) for held in sessions)
    )


def stops_calendar(place: SiteDocument, held: Iterable[rounds.Held], host: str, url: str) -> bytes:
    """A calendar of the days of a place's stops; `url` is that of its page."""
    name = f"Arrêts – {place.name}"
    return _calendar(name, (_stop(one, place, host, url) for one in held))


def _calendar(name: str, events: Iterable[Event]) -> bytes:
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for event in events:
        made.add_component(event)
    made.add_missing_timezones()
    return made.to_ical()


def _session(held: Held, host: str, address: str) -> Event:
    session, workshop, place = held
    event = _event(f"atelier-{workshop.id}-{session.day:%Y%m%d}@{host}", session, workshop)
    event.add("summary", _summary(held))
    event.add("location", _location(place))
    event.add("description", "\n".join(_description(held)))
    _place(event, place, address)
    return event


def _stop(held: rounds.Held, place: SiteDocument, host: str, url: str) -> Event:
    session, stop = held
    event = _event(f"arret-{stop.id}-{session.day:%Y%m%d}@{host}", session, stop)
    told = f"{place.name} : {stop.spot}"
    event.add("summary", f"Annulé : {told}" if session.cancelled else told)
    town = f"{stop.postal_code} {stop.commune}".strip()
    event.add("location", ", ".join(part for part in (stop.spot, stop.address, town) if part))
    said = [*_warnings(session, "Arrêt annulé"), *([stop.note] if stop.note else [])]
    event.add("description", "\n".join(said))
    _place(event, stop, url)
    return event


def _event(uid: str, session: Session, whole: PublicWorkshop | PublicStop) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", whole.updated_at)
    event.add("last-modified", whole.updated_at)
    event.add("dtstart", session.start)
    event.add("dtend", session.end)
    event.add("status", _status(session))
    return event


def _place(event: Event, place: SiteDocument | PublicStop, address: str) -> None:
    if place.latitude is not None:
        event.add("geo", (place.latitude, place.longitude))
    if address:
        event.add("url", address)


def _status(session: Session) -> str:
    if session.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if session.holiday or session.differs else "CONFIRMED"


def _summary(held: Held) -> str:
    title = f"{held.workshop.title} ({held.place.name})"
    if held.session.cancelled:
        return f"Annulé : {title}"
    return f"Complet : {title}" if held.session.is_full else title


def _location(place: SiteDocument) -> str:
    street = f"{place.postal_code} {place.commune}".strip()
    return ", ".join(part for part in (place.name, place.address, street) if part)


def _description(held: Held) -> Iterable[str]:
    session, workshop, place = held
    yield from _warnings(session, "Séance annulée")
    if session.places_left:
        yield f"Places libres : {session.places_left}."
    if workshop.level:
        yield f"Niveau : {WorkshopLevel(workshop.level).label}."
    if workshop.is_free:
        yield "Gratuit."
    elif workshop.price:
        yield f"Prix : {workshop.price}."
    yield from _registration(workshop, place)
    if workshop.description:
        yield workshop.description


def _warnings(session: Session, cancelled: str) -> Iterable[str]:
    if session.cancelled:
        yield f"{cancelled}{f' : {session.reason}' if session.reason else ''}."
    if session.holiday:
        yield f"Jour férié ({session.holiday}) : à confirmer."
    if session.differs:
        yield "Le lieu a d’autres horaires ce jour-là : à confirmer."


def _registration(workshop: PublicWorkshop, place: SiteDocument) -> Iterable[str]:
    if workshop.register:
        phone = workshop.register_phone or place.phone
        where = {
            Registration.PHONE: phone,
            Registration.ONLINE: workshop.register_url,
        }.get(Registration(workshop.register), "")
        yield f"{Registration(workshop.register).label}{f' : {where}' if where else ''}."
    if workshop.register_details:
        yield workshop.register_details
