"""The week of a moment as seven lines, closures and public holidays announced."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from places.hours.clocks import is_whole_day, long_date, monday_of, span_cell
from places.hours.closures import ClosurePeriod, closure_on, replaces
from places.hours.public_holidays import holiday_name
from places.hours.reading import Hours, UnreadableHours, asks_appointment, parse
from places.hours.state import wall
from places.hours.timeline import Piece, Status, timeline


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day: its certain hours, and what must be known about it."""

    date: date
    label: str
    spans: tuple[str, ...]
    note: str
    is_today: bool


def week(text: str, closures: Iterable[ClosurePeriod], moment: datetime) -> list[DayLine]:
    """Seven lines, Monday to Sunday, of the Paris week of the aware `moment`.

    [] when the text is empty or unreadable.
    """
    try:
        hours = parse(text or "")
    except UnreadableHours:
        return []
    closures = list(closures)
    today = wall(moment).date()
    monday = monday_of(today)
    pieces = timeline(text, closures, monday, 7)
    closed = hours.closed_comments(monday, monday + timedelta(days=7))
    lines = []
    for day in (monday + timedelta(days=shift) for shift in range(7)):
        of_day = [piece for piece in pieces if piece.day == day]
        spans, note = _line(hours, closure_on(closures, day), of_day, day, closed.get(day, ""))
        lines.append(DayLine(day, long_date(day), spans, note, day == today))
    return lines


def _line(
    hours: Hours, closure: ClosurePeriod | None, pieces: list[Piece], day: date, closed: str
) -> tuple[tuple[str, ...], str]:
    if closure:
        return _exceptional(closure, pieces)
    holiday = holiday_name(day)
    if any(piece.status is Status.HOLIDAY for piece in pieces):
        return (), f"Jour férié ({holiday}) : à confirmer"
    spans, note = _spans(pieces)
    if not pieces:
        note = _nothing(hours, holiday, closed)
    elif holiday and hours.mentions_holidays:
        note = _join(f"Jour férié ({holiday})", note)
    return spans, note


def _exceptional(closure: ClosurePeriod, pieces: list[Piece]) -> tuple[tuple[str, ...], str]:
    if any(piece.status is Status.UNREADABLE for piece in pieces):
        return (), _because("Horaires à confirmer", closure.reason)
    if not replaces(closure) or not pieces:
        return (), _because("Fermeture exceptionnelle", closure.reason)
    if any(piece.status is Status.HOLIDAY for piece in pieces):
        return (), f"Jour férié ({holiday_name(pieces[0].day)}) : à confirmer"
    spans, note = _spans(pieces)
    return spans, _join(_because("Horaires exceptionnels", closure.reason), note)


def _spans(pieces: list[Piece]) -> tuple[tuple[str, ...], str]:
    """Cells and note of a day; hours on request are in cells only when the day has no others."""
    certain = [piece for piece in pieces if piece.status is Status.CERTAIN]
    asked = [piece for piece in pieces if piece.status is Status.ON_REQUEST]
    notes = dict.fromkeys(piece.comment for piece in certain if piece.comment)
    if certain:
        notes |= dict.fromkeys(f"{_asked(piece)} : {_cell(piece)}" for piece in asked)
        return tuple(map(_cell, certain)), _join(*notes)
    cells = tuple(_cell(piece) for piece in asked if not is_whole_day(piece.start, piece.end))
    return cells, _join(*dict.fromkeys(map(_asked, asked)))


def _asked(piece: Piece) -> str:
    if asks_appointment(piece.comment):
        return "Sur rendez-vous"
    return f"À confirmer ({piece.comment})" if piece.comment else "À confirmer"


def _cell(piece: Piece) -> str:
    return span_cell(piece.start, piece.end)


def _nothing(hours: Hours, holiday: str, closed: str) -> str:
    if holiday and hours.mentions_holidays:
        return f"Fermé, jour férié ({holiday})"
    if hours.otherwise is not None:
        return "Sur rendez-vous" if asks_appointment(hours.otherwise) else "À confirmer"
    return f"Fermé ({closed})" if closed else "Fermé"


def _because(note: str, reason: str) -> str:
    return f"{note} : {reason}" if reason else note


def _join(*notes: str) -> str:
    return ", ".join(note for note in notes if note)
