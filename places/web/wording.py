"""Small French phrases the pages share."""

import re
from datetime import date, datetime

from ..geo import walking_minutes
from ..hours.osm import ZONE
from ..hours.periods import of_month
from ..hours.wording import long_date
from ..press.document import PublicStop, SiteDocument
from ..text import phone as phone

NBSP = "\u00a0"

_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("d l de du des la le les sur sous en et aux au à lès lez".split())


def distance(metres: float) -> str:
    """« 600 m », « 1,2 km », « 45 km »."""
    if metres < 950:
        return f"{max(50, round(metres / 50) * 50)}{NBSP}m"
    if metres < 9_950:
        return f"{metres / 1000:.1f}{NBSP}km".replace(".", ",").replace(",0", "")
    return f"{round(metres / 1000)}{NBSP}km"


def walk(metres: float) -> str:
    """« environ 8 min à pied », or "" beyond an hour, when nobody walks."""
    minutes = walking_minutes(metres)
    return f"environ {minutes}{NBSP}min à pied" if minutes <= 60 else ""


def count(number: int, singular: str, plural: str = "") -> str:
    """« 1 lieu », « 18 lieux »: French takes the plural from two."""
    word = singular if number < 2 else (plural or f"{singular}s")
    return f"{number:,}".replace(",", NBSP) + f"{NBSP}{word}"


def number(value: float, unit: str = "") -> str:
    """« 1 234 », « 12,5 % », « 0,10 € »."""
    text = f"{value:,.2f}" if unit == "€" else f"{value:,.1f}".removesuffix(".0")
    text = text.replace(",", NBSP).replace(".", ",")
    return f"{text}{NBSP}{unit}" if unit else text


def capitalised(text: str) -> str:
    """With its first letter in upper case, the others as they are."""
    return text[:1].upper() + text[1:]


def months_between(earlier: date, later: date) -> int:
    """Whole months from one day to another."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return months - (later.day < earlier.day)


def commune(name: str) -> str:
    """A commune written in capitals reads badly: « AIX-LES-BAINS » → « Aix-les-Bains »."""
    if not name.isupper():
        return name
    said = _WORD.sub(
        lambda word: word[0] if word[0] in _SMALL else word[0].capitalize(), name.lower()
    )
    return capitalised(said)


def address(document: SiteDocument | PublicStop) -> str:
    """« 12 rue de Lannoy, 59100 Roubaix »."""
    town = f"{document.postal_code} {commune(document.commune)}".strip()
    return ", ".join(part for part in (document.address, town) if part)


def price(cents: int, unit: str) -> str:
    """« 10 centimes la page », « 1,50 € la page », « gratuit »."""
    if cents == 0:
        return "gratuit"
    amount = f"{cents}{NBSP}c" if cents < 100 else f"{cents / 100:.2f}{NBSP}€".replace(".", ",")
    return f"{amount} {unit}".strip()


class Freshness:
    """How old what a listing says is, at an aware moment."""

    def __init__(self, document: SiteDocument, moment: datetime, fresh_months: int):
        self.today = moment.astimezone(ZONE).date()
        self.confirmed = document.confirmed_at and document.confirmed_at.astimezone(ZONE).date()
        self.said_on = self.confirmed or document.updated_on
        self.months = months_between(self.said_on, self.today) if self.said_on else None
        self.is_stale = self.confirmed is None or self.months >= fresh_months
        self._by = document.confirmed_by
        self._call = ", appelez avant" if document.phone else ""

    @property
    def warning(self) -> str:
        """What a resident must know before walking there; "" when confirmed lately."""
        if not self.is_stale:
            return ""
        if self.confirmed:
            return f"Horaires non confirmés depuis {self.months} mois{self._call}"
        if self.said_on:
            return f"Fiche {of_month(self.said_on)}, non confirmée{self._call}"
        return f"Fiche non confirmée{self._call}"

    @property
    def sentence(self) -> str:
        """« Confirmé par la coordination le mardi 3 novembre »."""
        if self.confirmed:
            day = long_date(self.confirmed, self.today)
            return f"Confirmé par {self._by} le {day}."
        if self.said_on:
            return (
                f"Jamais confirmé ici. Fiche mise à jour le {long_date(self.said_on, self.today)}."
            )
        return "Jamais confirmé."
