"""A session of a workshop as residents read it: when, for whom, places left, how to register."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from ..directory.workshops import Held
from ..hours.sessions import Session
from ..hours.sessions_wording import rule_sentence, session_hours
from ..hours.wording import long_date
from ..press.document import PublicNeed, PublicWorkshop, SiteDocument
from ..vocabulary import Registration, WorkshopLevel
from . import wording

ASK = "Renseignez-vous auprès du lieu pour vous inscrire."


@dataclass(frozen=True)
class WorkshopCard:
    """One session. `day` is « mardi 24 novembre », `hours` « de 14 h à 16 h »."""

    held: Held
    needs: tuple[PublicNeed, ...]
    day: str

    @property
    def session(self) -> Session:
        return self.held.session

    @property
    def workshop(self) -> PublicWorkshop:
        return self.held.workshop

    @property
    def place(self) -> SiteDocument:
        return self.held.place

    @property
    def url(self) -> str:
        return reverse("place", args=[self.place.slug])

    @property
    def hours(self) -> str:
        return wording.capitalised(session_hours(self.session))

    @property
    def state(self) -> str:
        """What must be known before coming; "" when there is nothing special."""
        session = self.session
        if session.cancelled:
            return f"Annulé : {session.reason}" if session.reason else "Annulé"
        if session.is_full:
            return "Complet"
        if session.holiday:
            return f"Jour férié ({session.holiday}) : à confirmer, appelez avant"
        if session.differs:
            return "Le lieu a d’autres horaires ce jour-là : à confirmer"
        return "Horaire inhabituel" if session.moved else ""

    @property
    def left(self) -> str:
        """« 3 places libres », « 8 places », "" when nobody knows."""
        session = self.session
        if session.cancelled or session.is_full:
            return ""
        if session.places_left is not None:
            return wording.count(session.places_left, "place libre", "places libres")
        return wording.count(self.workshop.places, "place") if self.workshop.places else ""

    @property
    def facts(self) -> list[str]:
        """Level, price, audience and places left."""
        workshop = self.workshop
        level = f"Niveau : {WorkshopLevel(workshop.level).label}" if workshop.level else ""
        audience = f"Pour : {workshop.audience}" if workshop.audience else ""
        return [told for told in (level, price(workshop), audience, self.left) if told]

    @property
    def registration(self) -> "Way":
        return way_in(self.workshop, self.place)


@dataclass(frozen=True)
class Way:
    """How to take part; `url` is an address or a `tel:`, with its `link` words."""

    text: str
    url: str = ""
    link: str = ""
    details: str = ""


@dataclass(frozen=True)
class PlaceWorkshop:
    """A workshop on the page of its place, with its coming sessions."""

    workshop: PublicWorkshop
    sentence: str
    cards: tuple[WorkshopCard, ...]
    facts: tuple[str, ...]
    way: Way
    needs: tuple[PublicNeed, ...]


def cards_of(
    sessions: Iterable[Held], needs: Mapping[str, PublicNeed], today: date
) -> Iterable[WorkshopCard]:
    for one in sessions:
        served = tuple(needs[code] for code in one.workshop.needs if code in needs)
        yield WorkshopCard(one, served, long_date(one.session.start.date(), today))


def place_workshops(
    sessions: Iterable[Held], needs: Mapping[str, PublicNeed], today: date, most: int
) -> list[PlaceWorkshop]:
    """The workshops that these sessions are of, each with its `most` first sessions."""
    found: dict[int, list[WorkshopCard]] = {}
    for card in cards_of(sessions, needs, today):
        found.setdefault(card.workshop.id, []).append(card)
    return [_place_workshop(cards, today, most) for cards in found.values()]


def _place_workshop(cards: list[WorkshopCard], today: date, most: int) -> PlaceWorkshop:
    workshop = cards[0].workshop
    level = f"Niveau : {WorkshopLevel(workshop.level).label}" if workshop.level else ""
    audience = f"Pour : {workshop.audience}" if workshop.audience else ""
    places = wording.count(workshop.places, "place") + " par séance" if workshop.places else ""
    return PlaceWorkshop(
        workshop,
        rule_sentence(workshop, today),
        tuple(cards[:most]),
        tuple(told for told in (level, price(workshop), audience, places) if told),
        way_in(workshop, cards[0].place),
        cards[0].needs,
    )


def price(workshop: PublicWorkshop) -> str:
    """« Gratuit », « Prix : 2 € », "" when nobody knows."""
    if workshop.is_free:
        return "Gratuit"
    if workshop.price:
        return f"Prix : {workshop.price}"
    return "" if workshop.is_free is None else "Payant"


def way_in(workshop: PublicWorkshop, place: SiteDocument) -> Way:
    """How to take part; the telephone is the place's when the workshop has none."""
    details = workshop.register_details
    if not workshop.register:
        return Way("" if details else ASK, details=details)
    how = Registration(workshop.register)
    if how == Registration.PHONE:
        number = workshop.register_phone or place.phone
        if number:
            return Way(how.label, f"tel:{number}", wording.phone(number), details)
    if how == Registration.ONLINE and workshop.register_url:
        return Way(how.label, workshop.register_url, "Ouvrir la page d’inscription", details)
    return Way(how.label, details=details)
