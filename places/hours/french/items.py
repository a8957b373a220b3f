"""What a text of opening hours is made of, once its words are grouped."""

from dataclasses import dataclass
from typing import NamedTuple

from .words import Kind

Span = tuple[int, int]  # minutes from midnight; the end may be past 1440
MonthDay = tuple[int, int]  # (month, day), day 0 for the whole month
Months = tuple[tuple[MonthDay, MonthDay], ...]

DAY_MINUTES = 1440
#: marks that only separate
SEPARATORS = frozenset((Kind.COMMA, Kind.COLON, Kind.PAREN, Kind.STOP, Kind.AND, Kind.OR))


class Element(NamedTuple):
    """A day of a list: « jeudi matin », « 1er samedi du mois », « un lundi sur 2 »."""

    day: int
    part: str = ""
    nth: tuple[int, ...] = ()
    alternate: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of the cleaned text, from `start` to `end`; `doubt` says why it is not certain."""

    start: int
    end: int
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Days(Item):
    """Days, in the order of the text."""

    elements: tuple[Element, ...] = ()
    listed: bool = False  # joined by commas: « lundi, mardi » may be two clauses

    @property
    def numbers(self) -> set[int]:
        return {element.day for element in self.elements}


@dataclass(frozen=True, slots=True)
class Hours(Item):
    """One or more spans: « 9h-12h et 14h-17h »."""

    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Single(Item):
    """One time alone: a closing time when `until`, or when a day follows."""

    minute: int = 0
    until: bool = False


@dataclass(frozen=True, slots=True)
class Season(Item):
    """Months or dates of the year."""

    months: Months = ()


@dataclass(frozen=True, slots=True)
class Mark(Item):
    """Everything else: a separator or one of the words of words.py."""

    kind: Kind = Kind.UNKNOWN
    value: object = None
    only: bool = False  # « uniquement sur rendez-vous »


@dataclass(frozen=True, slots=True)
class Unknown(Item):
    """Words that are not in the lists; `doubt` is a question about them, often empty."""


def is_separator(item: Item) -> bool:
    return isinstance(item, Mark) and item.kind in SEPARATORS


def is_mark(item: Item | None, *kinds: Kind) -> bool:
    return isinstance(item, Mark) and item.kind in kinds
