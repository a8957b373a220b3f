"""The stops of a round as residents read them: which day, from when to when, at which spot."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..directory.columns import Lists
from ..directory.rounds import Halt, Held
from ..hours.sessions_wording import rule_sentence, session_hours
from ..hours.wording import long_date
from ..press.document import PublicStop
from . import wording

NO_STOP = "Pas d’arrêt annoncé"


@dataclass(frozen=True)
class StopLine:
    """One day of a stop, on the page of its place."""

    when: str  # « Mardi 1er décembre de 9 h à 12 h »
    spot: str
    address: str
    note: str
    state: str  # what must be known before coming; "" when there is nothing special
    cancelled: bool


def said(halt: Halt | Held, today: date) -> str:
    """« Place de la Liberté, mardi 1er décembre de 9 h à 12 h »."""
    return f"{halt.stop.spot}, {when(halt, today)}"


def when(halt: Halt | Held, today: date) -> str:
    """« mardi 1er décembre de 9 h à 12 h »; « aujourd’hui » when it is."""
    day = halt.session.start.date()
    named = "aujourd’hui" if day == today else long_date(day, today)
    return f"{named} {session_hours(halt.session)}"


def lines(held: Iterable[Held], lists: Lists, today: date) -> list[StopLine]:
    """Each day of the stops, cancelled ones included."""
    return [_line(one, lists, today) for one in held]


def rules(stops: Iterable[PublicStop], today: date) -> str:
    """« Place de la Liberté : le mardi de 9 h à 12 h. »; NO_STOP without any."""
    told = [f"{stop.spot}{wording.NBSP}: {_small(rule_sentence(stop, today))}" for stop in stops]
    return f"{'. '.join(told) or NO_STOP}."


def _line(one: Held, lists: Lists, today: date) -> StopLine:
    return StopLine(
        when=wording.capitalised(when(one, today)),
        spot=one.stop.spot,
        address=_address(one.stop, lists),
        note=one.stop.note,
        state=_state(one),
        cancelled=one.session.cancelled,
    )


def _address(stop: PublicStop, lists: Lists) -> str:
    """Its street, or else its quartier or its commune."""
    if stop.address:
        return wording.address(stop)
    district = lists.district_by_slug.get(stop.district)
    return f"quartier {district.name}" if district else wording.commune(stop.commune)


def _state(one: Held) -> str:
    session = one.session
    if session.cancelled:
        return f"Annulé{wording.NBSP}: {session.reason}" if session.reason else "Annulé"
    if session.holiday:
        return f"Jour férié ({session.holiday}){wording.NBSP}: à confirmer"
    if session.differs:
        return "D’autres horaires ce jour-là : à confirmer"
    return "Horaire inhabituel" if session.moved else ""


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
