"""The ordinary week of a place in plain French, and for search engines (schema.org)."""

import re
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from places.hours.clocks import (
    DAYS,
    capitalise,
    enumerate_french,
    is_whole_day,
    monday_of,
    span_phrase,
)
from places.hours.public_holidays import holidays_between
from places.hours.reading import DAY, MIDNIGHT, Hours, UnreadableHours, asks_appointment, parse
from places.hours.timeline import Status, day_pieces

COMPARED_WEEKS = 6
YEAR_WEEKS = 53
#: a week without public holiday, for texts whose hours do not depend on the date
REFERENCE = date(2026, 11, 23)
#: dates whose year to come can be computed; a closure may start at `date.min`
_CALENDAR = (date(1970, 1, 1), date(2999, 12, 31))
_BARE = re.compile(r"(uniquement |seulement )?(sur |par )?(rendez[- ]?vous|rdv)\.?", re.IGNORECASE)
_SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Span(NamedTuple):
    """A stretch of an ordinary day, counted in minutes from its midnight."""

    start: int
    end: int
    certain: bool
    comment: str

    @property
    def kind(self) -> str:
        """« open », « appointment » or « unsure »."""
        if self.certain:
            return "open"
        return "appointment" if asks_appointment(self.comment) else "unsure"


Day = tuple[Span, ...]
Week = tuple[Day, ...]


def week_sentence(text: str, monday: date) -> str:
    """The ordinary week at or after `monday`, as French sentences ending with a full stop.

    « Ouvert du mardi au vendredi de 9 h à 12 h et de 14 h à 17 h, le samedi de 9 h à 12 h. »
    Text that cannot be read is quoted as it is. Never raises, however far `monday` is.
    """
    text = (text or "").strip()
    if not text:
        return "Horaires non connus."
    try:
        hours = parse(text)
    except UnreadableHours:
        return _quoted(text)
    begin, end = _CALENDAR
    return _sentences(hours, monday if begin <= monday <= end else REFERENCE) or _quoted(text)


def _quoted(text: str) -> str:
    return f"Horaires indiqués par le lieu : « {text} »."


def _sentences(hours: Hours, asked: date) -> str:
    weeks = _ordinary_weeks(hours, asked)
    monday, shown = next((pair for pair in weeks if any(pair[1])), weeks[0])
    far = monday - asked > timedelta(weeks=COMPARED_WEEKS)
    parts = [
        "Fermé en ce moment." if far else "",
        _say("open", "Ouvert", shown),
        _say("appointment", "Sur rendez-vous", shown),
        _say("unsure", "Horaires à confirmer", shown),
        _closed_days(hours, monday),
    ]
    if not any(parts):
        return "Fermé." if hours.selectors.strip() in ("off", "closed") else ""
    weekly = [week for _, week in weeks]
    parts += [_fallback(hours), _changes(weekly, shown), _holidays(hours, monday, shown)]
    return " ".join(part for part in parts if part)


# ── The week shown ──────────────────────────────────────────────────────────────────────────────


def _ordinary_weeks(hours: Hours, asked: date) -> list[tuple[date, Week]]:
    """The coming weeks without public holiday, by Monday, from the week of `asked`.

    Only the first one when the rules do not depend on the date: the others say the same.
    """
    first = monday_of(asked)
    mondays = [
        monday
        for monday in (first + timedelta(weeks=shift) for shift in range(YEAR_WEEKS))
        if not holidays_between(monday, monday + timedelta(days=6))
    ]
    if not hours.varies:
        return [(mondays[0], _week(hours, mondays[0]))]
    days = _days_said(hours, first, first + timedelta(weeks=YEAR_WEEKS))
    return [
        (monday, tuple(days.get(monday + timedelta(days=shift), ()) for shift in range(7)))
        for monday in mondays
    ]


def _week(hours: Hours, monday: date) -> Week:
    days = _days_said(hours, monday, monday + timedelta(days=7))
    return tuple(days.get(monday + timedelta(days=shift), ()) for shift in range(7))


def _days_said(hours: Hours, begin: date, end: date) -> dict[date, Day]:
    """The spans of each day of [begin, end) that has some."""
    days: dict[date, Day] = {}
    for piece in day_pieces(hours, begin, end):
        midnight = datetime.combine(piece.day, MIDNIGHT)
        start, finish = _minutes(piece.start - midnight), _minutes(piece.end - midnight)
        span = Span(start, finish, piece.status is Status.CERTAIN, piece.comment)
        days[piece.day] = (*days.get(piece.day, ()), span)
    return days


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds()) // 60


# ── Sentences ───────────────────────────────────────────────────────────────────────────────────


def _say(kind: str, verb: str, shown: Week) -> str:
    """One sentence for the spans of a kind, "" when the week has none."""
    week = [tuple(span for span in day if span.kind == kind) for day in shown]
    groups: dict[Day, list[int]] = {}
    for number, day in enumerate(week):
        if day:
            groups.setdefault(day, []).append(number)
    if not groups:
        return ""
    if kind != "open" and len(groups) == 1 and (words := _only_words(verb, week)):
        return words
    said = [_group(numbers, day) for day, numbers in groups.items()]
    if said == ["tous les jours jour et nuit"]:
        return f"{verb} jour et nuit, tous les jours."
    return f"{verb} {', '.join(said)}."


def _only_words(verb: str, week: list[Day]) -> str:
    """The place gives words and no hours: keep the words."""
    first = week[0]
    if any(day != first for day in week) or len(first) != 1 or not _is_day(first[0]):
        return ""
    comment = first[0].comment.strip().rstrip(".")
    if not comment or _BARE.fullmatch(comment):
        return f"{verb}."
    if comment.lower().startswith(verb.lower()):
        return f"{capitalise(comment)}."
    return f"{verb} : {comment}."


def _group(numbers: list[int], day: Day) -> str:
    days = _days(numbers)
    comments = {_comment(span) for span in day}
    together = len(comments) == 1
    hours = [
        f"{_hours(span)}{'' if together else _comment(span)}"
        for span in day
        if span.certain or not _is_day(span)
    ]
    tail = next(iter(comments)) if together else ""
    return " ".join(part for part in (days, enumerate_french(hours)) if part) + tail


def _days(numbers: list[int]) -> str:
    """« du lundi au mercredi et le vendredi », from weekday numbers (0 is Monday)."""
    if len(numbers) == 7:
        return "tous les jours"
    runs = [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    ]
    said = []
    for run in runs:
        if len(run) >= 3:
            said.append(f"du {DAYS[run[0]]} au {DAYS[run[-1]]}")
        else:
            said += [f"le {DAYS[number]}" for number in run]
    return enumerate_french(said)


def _hours(span: Span) -> str:
    midnight = datetime.combine(REFERENCE, MIDNIGHT)
    return span_phrase(
        midnight + timedelta(minutes=span.start), midnight + timedelta(minutes=span.end)
    )


def _is_day(span: Span) -> bool:
    midnight = datetime.combine(REFERENCE, MIDNIGHT)
    return is_whole_day(
        midnight + timedelta(minutes=span.start), midnight + timedelta(minutes=span.end)
    )


def _comment(span: Span) -> str:
    comment = span.comment.strip()
    return f" ({comment})" if comment and not _BARE.fullmatch(comment) else ""


def _closed_days(hours: Hours, monday: date) -> str:
    comments = hours.closed_comments(monday, monday + timedelta(days=7))
    groups: dict[str, list[int]] = {}
    for day, comment in comments.items():
        groups.setdefault(comment, []).append(day.weekday())
    said = [
        f"Fermé ({comment})." if len(numbers) == 7 else f"Fermé {_days(numbers)} ({comment})."
        for comment, numbers in groups.items()
    ]
    return " ".join(said)


def _fallback(hours: Hours) -> str:
    if hours.otherwise is None:
        return ""
    if _BARE.fullmatch(hours.otherwise):
        return "Le reste du temps, sur rendez-vous."
    return f"Le reste du temps : {hours.otherwise or 'à confirmer'}."


def _changes(weeks: list[Week], shown: Week) -> str:
    soon = weeks[:COMPARED_WEEKS]
    if shown in soon and any(week != shown for week in soon):
        return "Les horaires changent selon les semaines."
    if any(week != shown for week in weeks):
        return "Les horaires changent selon la période de l'année."
    return ""


def _holidays(hours: Hours, monday: date, shown: Week) -> str:
    """What the text itself says of public holidays over the coming year."""
    if not hours.mentions_holidays:
        return ""
    days = sorted(holidays_between(monday, monday + timedelta(weeks=YEAR_WEEKS)))
    said = {day: _days_said(hours, day, day + DAY).get(day, ()) for day in days}
    if not any(said.values()):
        return "Fermé les jours fériés."
    if all(spans == shown[day.weekday()] for day, spans in said.items()):
        return "Mêmes horaires les jours fériés."
    first = said[days[0]]
    if len(set(said.values())) == 1 and all(span.certain for span in first):
        return f"Ouvert les jours fériés {enumerate_french([_hours(span) for span in first])}."
    return "Les horaires changent les jours fériés."


# ── Search engines ──────────────────────────────────────────────────────────────────────────────


def schema_org(text: str) -> list[dict]:
    """schema.org OpeningHoursSpecification dicts of the ordinary week, certain hours only.

    [] when the text is unreadable, or when its hours change with the date.
    """
    try:
        hours = parse(text or "")
    except UnreadableHours:
        return []
    if hours.varies:
        return []
    days: dict[tuple[int, int], list[str]] = {}
    for number, day in enumerate(_week(hours, REFERENCE)):
        for span in day:
            if span.certain:
                days.setdefault((span.start, span.end), []).append(_SCHEMA_DAYS[number])
    return [_specification(start, end, names) for (start, end), names in days.items()]


def _specification(start: int, end: int, names: list[str]) -> dict:
    # Google's convention: a day that never closes ends at 23:59.
    closes = "23:59" if end == DAY.total_seconds() // 60 else _iso(end)
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [f"https://schema.org/{name}" for name in names],
        "opens": _iso(start),
        "closes": closes,
    }


def _iso(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
