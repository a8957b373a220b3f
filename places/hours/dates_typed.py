"""Dates and times as people type them: « mardi 24 novembre à 14 h 30 », « 24/11/2026 », « 2 h »."""

import re
from datetime import date, time

from ..text import normalise
from .clocks import DAYS, MONTHS

_MONTH = {normalise(name): number for number, name in enumerate(MONTHS, 1)}
_TIME = r"(?P<hour>[01]?\d|2[0-4]) ?(?:h|heures?|:) ?(?P<minute>[0-5]\d)?"
_CLOCK = re.compile(_TIME + r"(?: ?(?:min|mn))?")
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,2}) ?(?:h|heures?|:) ?)?(?:(?P<minutes>\d{1,4}) ?(?:min|mn|minutes?)?)?"
)
_DATED = re.compile(
    r"(?:le )?(?:(?P<name>" + "|".join(DAYS) + r") )?"
    r"(?P<day>\d{1,2})(?:er)? (?P<month>[a-z]+|\d{1,2})(?: (?P<year>\d{4}|\d{2}))?"
    rf"(?: (?:a |de )?(?P<clock>{_TIME}))?"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(.*)")


class NotRead(ValueError):
    """What was typed is not understood; the message is French."""


def read_time(text: str) -> time:
    """« 14 h », « 14h30 », « 14:30 », « midi ». Raises NotRead."""
    said = _plain(text)
    if said == "midi":
        return time(12)
    found = _CLOCK.fullmatch(said)
    if not found or int(found["hour"]) == 24:
        raise NotRead(f"« {text.strip()} » n’est pas une heure. Écrivez par exemple : 14 h 30.")
    return time(int(found["hour"]), int(found["minute"] or 0))


def read_length(text: str) -> int:
    """Minutes of « 2 h », « 1 h 30 », « 90 min », « 90 ». Raises NotRead."""
    found = _LENGTH.fullmatch(_plain(text))
    if not found or not (found["hours"] or found["minutes"]):
        raise NotRead(f"« {text.strip()} » n’est pas une durée. Écrivez par exemple : 1 h 30.")
    return int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)


def read_dated(line: str, today: date) -> tuple[date, time | None]:
    """One day, perhaps with a time; without a year, the next such day from `today` on.

    Raises NotRead for what is not a date, and for a weekday that is not that of the date.
    """
    found = _DATED.fullmatch(_plain(_french(line)))
    if not found:
        raise NotRead(f"« {line.strip()} » n’est pas une date. Écrivez par exemple : 24/11/2026.")
    day = _day(found, today)
    if day is None:
        raise NotRead(f"« {line.strip()} » n’existe pas dans le calendrier.")
    if found["name"] and DAYS[day.weekday()] != found["name"]:
        said = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        raise NotRead(f"« {line.strip()} » : le {said} est un {DAYS[day.weekday()]}.")
    return day, read_time(found["clock"]) if found["clock"] else None


def _french(line: str) -> str:
    iso = _ISO.fullmatch(line.strip())
    return f"{iso[3]}/{iso[2]}/{iso[1]}{iso[4]}" if iso else line


def _plain(text: str) -> str:
    """Without accents, capitals nor signs, but « : » between hours and minutes is kept."""
    return normalise(re.sub(r"(?<=\d)\s*:\s*(?=\d)", "h", text))


def _day(found: re.Match, today: date) -> date | None:
    month = int(found["month"]) if found["month"].isdigit() else _MONTH.get(found["month"], 0)
    number = int(found["day"])
    if found["year"]:
        year = int(found["year"])
        return _date(year + 2000 if year < 100 else year, month, number)
    coming = (_date(year, month, number) for year in range(today.year, today.year + 9))
    return next((day for day in coming if day and day >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
