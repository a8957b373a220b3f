"""A month, or one day, about which something is counted: « novembre 2026 », « 03/11/2026 »."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from ..text import normalise
from .clocks import MONTHS, long_date

_SHORT = ("janv", "jan", "fevr", "fev", "avr", "juil", "sept", "sep", "oct", "nov", "dec")
_MONTH = {normalise(name): number for number, name in enumerate(MONTHS, 1)}
_MONTH |= {
    short: next(number for name, number in list(_MONTH.items()) if name.startswith(short))
    for short in _SHORT
}
_WHOLE = re.compile(r"(?P<month>[a-z]+|\d{1,2}) (?P<year>\d{4}|\d{2})")
_DAY = re.compile(
    r"(?:le )?(?:lundi |mardi |mercredi |jeudi |vendredi |samedi |dimanche )?"
    r"(?P<day>\d{1,2})(?:er)? (?P<month>[a-z]+|\d{1,2}) (?P<year>\d{4}|\d{2})(?: 0+ 0+(?: 0+)?)?"
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(.*)", re.DOTALL)
_CODE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?", re.ASCII)


class Period(NamedTuple):
    """A whole Paris month, known by its first day, or one Paris `day` of it (0: the whole)."""

    month: date
    day: int = 0

    @classmethod
    def of(cls, day: date) -> "Period":
        """One day."""
        return cls(day.replace(day=1), day.day)

    @classmethod
    def of_code(cls, code: str) -> "Period":
        """Of `code` as below. Raises ValueError."""
        found = _CODE.fullmatch(code)
        if not found:
            raise ValueError(code)
        day = date(int(found["year"]), int(found["month"]), int(found["day"] or 1))
        return cls.of(day) if found["day"] else cls(day)

    @property
    def start(self) -> date:
        return self.month.replace(day=self.day or 1)

    @property
    def code(self) -> str:
        """« 2026-11 », « 2026-11-03 »: as it stands in an address."""
        return self.start.isoformat() if self.day else f"{self.month:%Y-%m}"

    @property
    def words(self) -> str:
        """« novembre 2026 », « mardi 3 novembre 2026 »."""
        if self.day:
            return f"{long_date(self.start)} {self.month.year}"
        return month_words(self.month)

    @property
    def moment(self) -> str:
        """« en novembre 2026 », « le mardi 3 novembre 2026 »."""
        return f"le {self.words}" if self.day else f"en {self.words}"


class NotAPeriod(ValueError):
    """What was typed is no month, or no day; the message is French."""


def month_words(month: date) -> str:
    """« novembre 2026 »."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def of_month(month: date) -> str:
    """« de novembre 2026 », « d’octobre 2026 »."""
    name = month_words(month)
    return f"d’{name}" if name[0] in "ao" else f"de {name}"


def read_month(text: str) -> Period:
    """« novembre 2026 », « nov-26 », « 11/2026 », « 2026-11 », and the first day of a month, as
    spreadsheets write months. Raises NotAPeriod."""
    plain = _plain(text)
    found = _WHOLE.fullmatch(plain)
    if found:
        month = _date(found["year"], found["month"], "1")
        if month:
            return Period(month)
    day = _DAY.fullmatch(plain)
    if day and int(day["day"]) == 1 and (month := _date(day["year"], day["month"], "1")):
        return Period(month)
    said = f"« {text.strip()} » n’est pas un mois."
    if day:
        raise NotAPeriod(f"{said} C’est un jour : mettez-le dans la colonne « jour ».")
    raise NotAPeriod(f"{said} Écrivez par exemple : novembre 2026, ou 11/2026.")


def read_day(text: str) -> Period:
    """« 03/11/2026 », « 3 novembre 2026 », « 2026-11-03 ». Raises NotAPeriod."""
    found = _DAY.fullmatch(_plain(text))
    day = _date(found["year"], found["month"], found["day"]) if found else None
    if day is None:
        raise NotAPeriod(f"« {text.strip()} » n’est pas un jour. Écrivez par exemple : 03/11/2026.")
    return Period.of(day)


def months_back(today: date, number: int) -> Iterator[date]:
    """The first days of that many months, this one first."""
    year, month = today.year, today.month
    for _ in range(number):
        yield date(year, month, 1)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)


def next_month(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _plain(text: str) -> str:
    iso = _ISO.fullmatch(text.strip())
    if iso:
        text = f"{iso[3]}/{iso[2]}/{iso[1]}{iso[4]}" if iso[3] else f"{iso[2]}/{iso[1]}{iso[4]}"
    return normalise(text)


def _date(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTH.get(month, 0)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None
