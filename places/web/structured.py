"""What machines read in a page: schema.org JSON-LD."""

import json
from datetime import date, timedelta

from django.utils.safestring import SafeString, mark_safe

from ..directory import rounds
from ..directory.rounds import nowhere
from ..directory.workshops import held
from ..hours.sessions import Session
from ..hours.wording import schema_org
from ..press.document import PublicStop, SiteDocument, facts_of
from ..vocabulary import SiteStatus
from .cards import is_approximate

EVENTS_TOLD = timedelta(days=30)
# The same escapes as Django's json_script: the text cannot leave its <script>.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def place(document: SiteDocument, url: str, today: date) -> SafeString:
    """A schema.org Place as JSON text, safe inside a script element: facts, no examples. Its
    events are the sessions of workshops, and the stops of its round, of the month that begins on a
    Paris day: one that roves is nowhere else."""
    document = facts_of(document)
    stops = _stops(document, today)
    document = nowhere(document) if document.roves else document
    data = {
        "@context": "https://schema.org",
        "@type": "CivicStructure",
        "@id": url,
        "url": url,
        "name": document.name,
        "description": document.summary or None,
        "telephone": document.phone or None,
        "sameAs": list(document.websites) or None,
        "address": {
            "@type": "PostalAddress",
            "streetAddress": document.address or None,
            "postalCode": document.postal_code or None,
            "addressLocality": document.commune,
            "addressCountry": "FR",
        },
        "geo": _geo(document),
        "openingHoursSpecification": _hours(document),
        "specialOpeningHoursSpecification": _closed_days(document),
        "event": [*_events(document, today), *stops] or None,
    }
    return _script(data)


def site(name: str, url: str, search_url: str) -> SafeString:
    """The whole site, with its search box."""
    return _script(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": name,
            "url": url,
            "potentialAction": {
                "@type": "SearchAction",
                "target": f"{search_url}?q={{search_term_string}}",
                "query-input": "required name=search_term_string",
            },
        }
    )


def _events(document: SiteDocument, today: date) -> list[dict]:
    return [
        {
            "@type": "EducationEvent",
            "name": workshop.title,
            "startDate": session.start.isoformat(),
            "endDate": session.end.isoformat(),
            "eventStatus": _status(session),
            "isAccessibleForFree": workshop.is_free,
        }
        for session, workshop, _ in held([document], today, today + EVENTS_TOLD)
    ]


def _stops(document: SiteDocument, today: date) -> list[dict]:
    return [
        {
            "@type": "Event",
            "name": f"{document.name} : {stop.spot}",
            "startDate": session.start.isoformat(),
            "endDate": session.end.isoformat(),
            "eventStatus": _status(session),
            "location": {
                "@type": "Place",
                "name": stop.spot,
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": stop.address or None,
                    "postalCode": stop.postal_code or None,
                    "addressLocality": stop.commune,
                    "addressCountry": "FR",
                },
                "geo": _geo(stop),
            },
        }
        for session, stop in rounds.held(document, today, today + EVENTS_TOLD)
    ]


def _status(session: Session) -> str:
    return "https://schema.org/" + ("EventCancelled" if session.cancelled else "EventScheduled")


def _geo(document: SiteDocument | PublicStop) -> dict | None:
    if document.latitude is None or is_approximate(document):
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": document.latitude,
        "longitude": document.longitude,
    }


def _hours(document: SiteDocument) -> list[dict] | None:
    """The ordinary week; nothing while the place is paused."""
    if document.status != SiteStatus.OPEN:
        return None
    return schema_org(document.hours) or None


def _closed_days(document: SiteDocument) -> list[dict] | None:
    """Closures with an end and no replacement hours, as schema.org says a closed day."""
    return [
        {
            "@type": "OpeningHoursSpecification",
            "opens": "00:00",
            "closes": "00:00",
            "validFrom": closure.start.isoformat(),
            "validThrough": closure.end.isoformat(),
        }
        for closure in document.closures
        if closure.end and not closure.replacement and not closure.outranks
    ] or None


def _script(data: dict) -> SafeString:
    text = json.dumps(_present(data), ensure_ascii=False)
    return mark_safe(text.translate(_ESCAPES))


def _present(data):
    if isinstance(data, dict):
        return {key: _present(value) for key, value in data.items() if value is not None}
    if isinstance(data, list):
        return [_present(item) for item in data]
    return data
