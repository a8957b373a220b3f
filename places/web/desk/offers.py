"""The three places answered: the public search and its order, with what the desk does of each."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from ...directory.facets import FROM_AFAR, HOME
from ...directory.search import Answer
from ...geo import Position, bearing_deg
from ...hours.osm import ZONE
from ...hours.wording import long_date
from ...models.orientation import MOST_GIVEN
from ...press.document import SiteDocument
from ..cards import Card, CardMaker, is_approximate, near
from . import message, words


@dataclass(frozen=True)
class Offer:
    """One place: its card, what to say of it, where its buttons lead."""

    card: Card
    site_id: int
    bring: str
    wind: str  # « vers le nord-est », "" when unknown
    said: list[str]
    sheet_url: str
    sms_url: str
    mail_url: str


def offers(request: HttpRequest, params: QueryDict, answer: Answer, now: datetime) -> list[Offer]:
    """The best MOST_GIVEN places at an aware moment; `params` is what was asked."""
    maker = _Maker(request, params, answer, now)
    return [maker.offer(card) for card in CardMaker(answer, now).cards(0, MOST_GIVEN)]


def wind_to(document: SiteDocument, start: Position | None) -> str:
    """« vers le nord-est »; "" when either place is not known well enough."""
    if start is None or document.latitude is None or is_approximate(document):
        return ""
    return words.wind(bearing_deg(start, Position(document.latitude, document.longitude)))


def way(document: SiteDocument, start: Position | None, metres: float | None) -> str:
    """« à environ 8 min à pied, vers le nord-est »; "" when either place is unknown."""
    said = (near(metres, is_approximate(document)), wind_to(document, start))
    return ", ".join(part for part in said if part)


class _Maker:
    def __init__(self, request: HttpRequest, params: QueryDict, answer: Answer, now: datetime):
        self._request, self._answer = request, answer
        self._state = params.urlencode()
        today = now.astimezone(ZONE).date()
        self._day = long_date(today, today)
        chosen = answer.query.chosen
        self._stays_home = any(chosen.get(group) for group in (*FROM_AFAR, HOME))

    def offer(self, card: Card) -> Offer:
        row = self._answer.directory.row_of_slug[card.slug]
        document, metres = self._answer.document(row), self._answer.distance(row)
        url = self._request.build_absolute_uri(card.url)
        sheet = reverse("desk-sheet", args=[card.slug])
        walk = near(metres, is_approximate(document))
        return Offer(
            card=card,
            site_id=document.id,
            bring=document.to_bring,
            wind=wind_to(document, self._answer.query.position),
            said=words.sentences(document, card, walk, stays_home=self._stays_home),
            sheet_url=f"{sheet}?{self._state}",
            sms_url=message.sms_url(document, card, self._day, url),
            mail_url=message.mail_url(document, card, self._day, url),
        )
