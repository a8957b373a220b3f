"""Which choices a document answers to: the keys (group, value) its row has in the bit table.

Group names are those of the address bar (`places.web.public` reads them from the URL).
"""

from collections.abc import Iterator
from datetime import date

import numpy as np

from ..press.document import PublicNeed, SiteDocument
from ..vocabulary import (
    AccessMode,
    Appointment,
    Audience,
    Fee,
    Mobility,
    RemoteMeans,
    SupportMode,
    Wheelchair,
)
from .bits import BitTable

NEED, SURE_NEED = "besoin", "besoin-sur"
VAGUE = "service-vague"  # a category for which nobody listed the needs served
CATEGORY, KIND, LABEL, DISTRICT, LANGUAGE = "service", "type", "label", "quartier", "langue"
FREE, WALK_IN, WHEELCHAIR = "gratuit", "sansrdv", "fauteuil"
REMOTE, HOME, ITINERANT = "distance", "domicile", "itinerant"
BY_PHONE, BY_VIDEO = "partel", "visio"  # from afar, said so or to be asked
NO_TRAVEL, CHILDREN = "chezsoi", "enfants"  # helped without leaving home; families are welcome
OPENING = "ouvert"
WORKSHOP = "atelier"  # some workshop is announced; not a choice of the results
ROVING = "sans-porte"  # it is only where its stops are; not a choice of the results
HOME_IN = "domicile-dans"  # a quartier or a commune visited; not a choice of the results
HOME_SAID = "domicile-dit"  # where people are visited is said; not a choice of the results
YES = "1"
OVERSEAS = frozenset({"97", "98"})  # the first two digits of postal codes

# In these groups a place must answer to every choice made; in the others, to one of them.
ALL_OF = frozenset({NEED, CATEGORY, OPENING})
FROM_AFAR = frozenset({REMOTE, BY_PHONE, BY_VIDEO, NO_TRAVEL})  # where the place is says nothing
YES_GROUPS = (
    *(FREE, WALK_IN, WHEELCHAIR, REMOTE, BY_PHONE, BY_VIDEO, HOME, ITINERANT, NO_TRAVEL),
    CHILDREN,
)
GROUPS = (NEED, CATEGORY, KIND, LABEL, DISTRICT, LANGUAGE, *YES_GROUPS)

Key = tuple[str, str]


class NeedsByCategory:
    """Which needs a category of service may serve."""

    def __init__(self, needs: tuple[PublicNeed, ...]):
        self._codes: dict[str, set[str]] = {}
        for need in needs:
            for category in need.categories:
                self._codes.setdefault(category, set()).add(need.code)

    def likely(self, document: SiteDocument) -> set[str]:
        """Needs of the services for which nobody listed the needs served: to be asked about."""
        vague = (service.category for service in document.services if not service.needs)
        likely = set().union(*(self._codes.get(category, ()) for category in vague))
        return likely - sure_needs(document)


def keys_of(document: SiteDocument, today: date) -> Iterator[Key]:
    """Every (group, value) the place answers to on a Paris day; may repeat.

    NEED keys are not among them: `with_needs` derives them for all rows at once.
    """
    yield from ((SURE_NEED, code) for code in sure_needs(document))
    yield from ((VAGUE, service.category) for service in document.services if not service.needs)
    yield from ((CATEGORY, service.category) for service in document.services)
    yield from ((KIND, kind) for kind in document.kinds)
    yield from ((LABEL, label.code) for label in document.labels if label.is_in_force(today))
    if document.roves:
        yield ROVING, YES  # its quartiers are those of its halts
    else:
        yield from ((DISTRICT, slug) for slug in (document.district, document.sector) if slug)
    yield from ((LANGUAGE, code) for code in document.languages)
    yield from ((group, YES) for group in _yes_groups(document))
    yield from _home_keys(document)
    if document.workshops:
        yield WORKSHOP, YES


def with_needs(keys: BitTable, needs: tuple[PublicNeed, ...]) -> BitTable:
    """`keys` with the rows of each need: those that say they serve it, and those whose service
    of one of its categories says nothing of needs."""
    rows = {}
    for need in needs:
        sets = [keys.get((VAGUE, category)) for category in need.categories]
        rows[NEED, need.code] = np.bitwise_or.reduce([keys.get((SURE_NEED, need.code)), *sets])
    return keys.with_rows(rows)


def sure_needs(document: SiteDocument) -> set[str]:
    """Needs that the place says it serves."""
    return {code for service in document.services for code in service.needs}


def gaps(document: SiteDocument) -> int:
    """How many of seven things a resident wants to know the listing does not say."""
    can_be_reached = document.phone or document.emails or document.websites or document.booking_url
    return [
        bool(document.hours or document.stops),
        bool(can_be_reached),
        document.latitude is not None or bool(document.stops),
        bool(sure_needs(document)),
        bool(document.fees or any(service.fees for service in document.services)),
        bool(document.access_modes or any(s.appointment for s in document.services)),
        bool(document.wheelchair),
    ].count(False)


def keeps_paris_time(document: SiteDocument) -> bool:
    """Overseas (postal codes 97… and 98…) have their own time and holidays: what is open there
    now cannot be told from Paris."""
    return document.postal_code[:2] not in OVERSEAS


def is_free(document: SiteDocument) -> bool:
    fees = set(document.fees).union(*(service.fees for service in document.services))
    return Fee.FREE in fees


def is_walk_in(document: SiteDocument) -> bool:
    """Somebody may come without an appointment, at least for one service."""
    by_service = {service.appointment for service in document.services}
    if by_service & {Appointment.NONE, Appointment.BOTH}:
        return True
    return AccessMode.WALK_IN in document.access_modes and Appointment.REQUIRED not in by_service


def is_remote(document: SiteDocument) -> bool:
    if document.remote_means:
        return True
    modes = set(document.support_modes).union(*(s.support_modes for s in document.services))
    return SupportMode.REMOTE in modes


def may_help_by(document: SiteDocument, means: str) -> bool:
    """It helps from afar by this, or does not say by what."""
    return is_remote(document) and means in (document.remote_means or (means,))


def _home_keys(document: SiteDocument) -> Iterator[Key]:
    areas = (*document.home_visit_districts, *document.home_visit_communes)
    if document.home_visits and areas:
        yield HOME_SAID, YES
        yield from ((HOME_IN, area) for area in areas)


def audiences(document: SiteDocument) -> set[str]:
    """Of the place and of its services."""
    return set(document.audiences).union(*(service.audiences for service in document.services))


def _yes_groups(document: SiteDocument) -> Iterator[str]:
    if is_free(document):
        yield FREE
    if is_walk_in(document):
        yield WALK_IN
    if document.wheelchair in (Wheelchair.YES, Wheelchair.PARTLY):
        yield WHEELCHAIR
    if is_remote(document):
        yield REMOTE
    if may_help_by(document, RemoteMeans.PHONE):
        yield BY_PHONE
    if may_help_by(document, RemoteMeans.VIDEO):
        yield BY_VIDEO
    if document.home_visits:
        yield HOME
    if Mobility.ITINERANT in document.mobility or document.stops:
        yield ITINERANT
    if is_remote(document) or document.home_visits:
        yield NO_TRAVEL
    if Audience.FAMILIES in audiences(document):
        yield CHILDREN
