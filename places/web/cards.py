"""What a result says at first sight: open or not, how far, how to get in, what for."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from ..directory.facets import (
    FROM_AFAR,
    is_free,
    is_remote,
    is_walk_in,
    keeps_paris_time,
    sure_needs,
)
from ..directory.rounds import Halt
from ..directory.search import Answer
from ..hours.osm import ZONE, State, StateKind, state, state_within
from ..hours.wording import state_sentence
from ..press.document import PublicClosure, PublicStop, SiteDocument
from ..vocabulary import (
    KIND_LABELS,
    PLAIN_CATEGORY,
    AccessMode,
    Appointment,
    Fee,
    Mobility,
    Precision,
    SiteStatus,
)
from . import afar, reasons, stop_cards, wording

MOST_NEEDS = 6
SAME_DISTRICT_M = 300
# Status is a word, a shape and a colour, never a colour alone.
_SHAPES = {
    StateKind.OPEN: ("ouvert", "●"),
    StateKind.CLOSING_SOON: ("bientot", "◐"),
    StateKind.CLOSED: ("ferme", "○"),
    StateKind.CLOSED_LONG: ("ferme", "○"),
}
_TO_ASK = ("inconnu", "?")
_OPEN = (StateKind.OPEN, StateKind.CLOSING_SOON)


@dataclass(frozen=True)
class OpenState:
    sentence: str  # « Ouvert jusqu’à 17 h »
    css: str
    shape: str
    is_open: bool


@dataclass(frozen=True)
class Card:
    rank: int
    slug: str
    url: str
    name: str
    kind: str
    reason: str
    state: OpenState
    stop: str  # « Place de la Liberté, mardi 1er décembre de 9 h à 12 h » for what roves
    moves: bool  # it is itinerant only, and nobody said where it stops
    warning: str
    distance: str
    is_approximate: bool
    address: str
    needs: str
    more_needs: str
    to_ask: str  # needs asked that the place does not say it serves
    afar: str  # « Aide par téléphone », "" for who does not help from afar
    home: str  # « À domicile : Épeule », "" for who does not come
    how: str  # how one gets in, and the price
    phone: str
    phone_text: str
    directions: str
    workshops: bool  # some workshop is announced there
    example: bool


def open_state(document: SiteDocument, moment: datetime, halt: Halt | None = None) -> OpenState:
    """The state of a place at an aware moment, as shown: it lasts for the minute. One that roves
    is open at its halt."""
    if document.roves:
        return _halt_state(halt, moment)
    if document.hours and not keeps_paris_time(document):
        return OpenState("Horaires à l’heure locale, à vérifier", *_TO_ASK, is_open=False)
    minute = moment.replace(second=0, microsecond=0)
    paused = document.status == SiteStatus.PAUSED
    return _open_state(document.hours, document.closures, paused, bool(document.phone), minute)


@lru_cache(maxsize=2048)
def _open_state(
    hours: str,
    closures: tuple[PublicClosure, ...],
    paused: bool,
    has_phone: bool,
    moment: datetime,
) -> OpenState:
    found = state(hours, closures, moment)
    css, shape = _SHAPES.get(found.kind, _TO_ASK)
    if paused and found.kind == StateKind.UNKNOWN:
        found, (css, shape) = State(StateKind.CLOSED_LONG), ("ferme", "○")
    is_open = found.kind in _OPEN
    sentence = state_sentence(found, moment, can_call=has_phone)
    return OpenState(sentence, css, shape, is_open)


def _halt_state(halt: Halt | None, moment: datetime) -> OpenState:
    if halt is None:
        return OpenState(stop_cards.NO_STOP, "ferme", "○", is_open=False)
    found = state_within(halt.session.start, halt.session.end, moment)
    css, shape = _SHAPES[found.kind]
    return OpenState(state_sentence(found, moment), css, shape, found.kind in _OPEN)


def needs_appointment(document: SiteDocument) -> bool:
    """Somebody has to call or book before coming, for one service at least."""
    by_service = {service.appointment for service in document.services}
    calling = AccessMode.PHONE in document.access_modes and not is_walk_in(document)
    return calling or Appointment.REQUIRED in by_service


def entry(document: SiteDocument) -> str:
    """How one gets in, in three words; "" when nobody said."""
    if is_walk_in(document):
        return "Sans rendez-vous"
    if needs_appointment(document):
        return "Il faut appeler avant" if document.phone else "Sur rendez-vous"
    if AccessMode.ONLINE_BOOKING in document.access_modes:
        return "Rendez-vous sur internet"
    if AccessMode.NO_PUBLIC in document.access_modes:
        return "N’accueille pas de public"
    return afar.remote(document)


def price(document: SiteDocument) -> str:
    """« Gratuit », « Payant »… "" when nobody said."""
    fees = set(document.fees).union(*(service.fees for service in document.services))
    if fees == {Fee.FREE}:
        return "Gratuit"
    if is_free(document):
        return "Gratuit ou payant selon l’aide" if Fee.PAID in fees else "Gratuit le plus souvent"
    if Fee.CONDITIONAL in fees:
        return "Gratuit sous condition"
    return "Payant" if fees else ""


def full_address(document: SiteDocument) -> str:
    return wording.address(document)


def is_approximate(document: SiteDocument | PublicStop) -> bool:
    return document.precision in (Precision.DISTRICT, Precision.COMMUNE)


def directions(document: SiteDocument) -> str:
    """An itinerary on foot to a known position; a search on the map when only the address is
    known; "" when neither is."""
    if document.latitude is not None and not is_approximate(document):
        return (
            "https://www.openstreetmap.org/directions?engine=fossgis_osrm_foot&route=;"
            f"{document.latitude:.6f},{document.longitude:.6f}"
        )
    if document.address:
        return (
            f"https://www.openstreetmap.org/search?{urlencode({'query': full_address(document)})}"
        )
    return ""


def _is_here(metres: float, approximate: bool) -> bool:
    """A place known only to its quartier, from a point of it: the figure would mean nothing."""
    return approximate and metres < SAME_DISTRICT_M


def _distance(metres: float | None, approximate: bool) -> str:
    if metres is None:
        return ""
    if _is_here(metres, approximate):
        return "dans ce quartier"
    return f"environ {wording.distance(metres)}" if approximate else wording.distance(metres)


def near(metres: float | None, approximate: bool) -> str:
    """« à environ 8 min à pied »; a distance when nobody walks it; "" when unknown."""
    if metres is None:
        return ""
    if _is_here(metres, approximate):
        return "dans ce quartier"
    return f"à {wording.walk(metres) or wording.distance(metres)}"


class CardMaker:
    """Makes the cards of one answer at an aware moment."""

    def __init__(self, answer: Answer, moment: datetime):
        self._answer, self._moment = answer, moment
        self._today = moment.astimezone(ZONE).date()
        self._lists = answer.directory.lists
        self._url = reverse("place", args=["X"])
        self._asked = dict.fromkeys(
            [*answer.understood.needs, *sorted(answer.query.chosen.get("besoin", ()))]
        )

    def cards(self, start: int, stop: int) -> list[Card]:
        rows = self._answer.best(start, stop)
        return [self._card(row, rank) for rank, row in enumerate(rows, start + 1)]

    def _card(self, row: int, rank: int) -> Card:
        document, halt = self._answer.document(row), self._answer.halts.get(row)
        metres = self._answer.distance(row)
        approximate = is_approximate(document)
        opening = open_state(document, self._moment, halt)
        needs, to_ask = self._needs(document)
        more = len(needs) - MOST_NEEDS
        fresh = wording.Freshness(document, self._moment, settings.FRESH_MONTHS)
        kinds = [KIND_LABELS.get(kind, kind) for kind in document.kinds]
        return Card(
            rank=rank,
            slug=document.slug,
            url=self._url.replace("X", document.slug),
            name=document.name,
            kind=kinds[0] if kinds else "",
            reason=self._reason(document, row, opening, to_ask, metres),
            state=opening,
            stop=stop_cards.said(halt, self._today) if halt else "",
            moves=document.mobility == (Mobility.ITINERANT,) and not document.roves,
            warning=fresh.warning if document.hours or document.roves else "",
            distance=_distance(metres, approximate),
            is_approximate=approximate,
            address=full_address(document),
            needs=", ".join(needs[:MOST_NEEDS]),
            more_needs=f"et {wording.count(more, 'autre')}" if more > 0 else "",
            to_ask=", ".join(to_ask),
            afar=afar.remote(document),
            home=afar.home(document, self._answer.directory),
            how=" · ".join(part for part in (entry(document), price(document)) if part),
            phone=document.phone,
            phone_text=wording.phone(document.phone) if document.phone else "",
            directions=directions(document),
            workshops=bool(document.workshops),
            example=bool(document.example_fields),
        )

    def _reason(
        self,
        document: SiteDocument,
        row: int,
        opening: OpenState,
        to_ask: tuple[str, ...],
        metres: float | None,
    ) -> str:
        names, sure = self._lists.need_by_code, sure_needs(document)
        helps = [names[code].name for code in self._asked if code in sure and code in names]
        when = reasons.when_open(opening.sentence, opening.is_open)
        near_said = near(metres, is_approximate(document)) or self._without_travel(document, row)
        return reasons.reason(self._answer, helps, to_ask, when, near_said)

    def _without_travel(self, document: SiteDocument, row: int) -> str:
        """« par téléphone », « vient dans ce quartier », when that is what was asked."""
        chosen = self._answer.query.chosen
        if is_remote(document) and any(chosen.get(group) for group in FROM_AFAR):
            return afar.means(document)
        if self._answer.homes is None or not document.home_visits:
            return ""
        return "vient jusque-là" if self._answer.homes[row] else f"à domicile, {afar.TO_ASK}"

    def _needs(self, document: SiteDocument) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Names of needs and of unspecified services, those asked first; needs to ask about."""
        names = self._lists.need_by_code
        sure = sure_needs(document)
        ordered = sorted(
            (names[code] for code in sure if code in names),
            key=lambda need: (need.code not in self._asked, need.rank),
        )
        vague = [PLAIN_CATEGORY[s.category] for s in document.services if not s.needs]
        likely = self._lists.needs_by_category.likely(document) if self._asked else ()
        to_ask = tuple(names[c].name for c in self._asked if c in likely and c in names)
        return (*(need.name for need in ordered), *vague), to_ask
