"""Free French text → OpenStreetMap opening hours, saying what was not understood.

Every word of the text is used, or is one of the closed lists of words that change nothing by
themselves (in words.py: FILLER, and the kinds FROM, TO, ONLY and LABEL), or is quoted in
`not_understood`. What is ambiguous is quoted with a question, and `certain` is then False.
Pure, quick whatever the text (no pattern can run away), never raises.

tokens (text → lexemes) → grammar (→ items) → apart (other activities set aside) → reader (→ week;
conditions, exceptions) → write (→ OSM).
"""

from datetime import date
from typing import NamedTuple

from ..osm import UnreadableHours, parse
from .apart import set_apart
from .grammar import items
from .reader import Reader
from .tokens import clean, lexemes
from .write import write

#: an hours text longer than this is not an hours text: it is quoted whole
LONGEST = 3000
#: a week without public holiday
MONDAY = date(2026, 11, 23)
_EDGES = " \n\t,;:.-–—/()[]|•·"


class Reading(NamedTuple):
    """What was read; `osm` is "" when nothing certain enough was found."""

    osm: str
    #: parts of the text, in its order, each with a question in parentheses when there is one
    not_understood: tuple[str, ...]
    #: everything was understood, without ambiguity or contradiction
    certain: bool


def read(text: str) -> Reading:
    """Read French opening hours."""
    tidy = clean(text)
    if len(tidy) > LONGEST:
        return Reading("", (" ".join(tidy.split()),), False)
    week = Reader(set_apart(items(lexemes(tidy), tidy))).week
    osm = write(week)
    if osm and not _is_readable(osm):
        osm = ""
        week.issues.append((0, len(tidy), "à écrire autrement"))
    if not osm and not week.issues:
        week.issues.append((0, len(tidy), "quels jours, et quelles heures ?"))
    quotes = _quotes(tidy, week.issues) if tidy.strip(_EDGES) else ()
    return Reading(osm, quotes, bool(osm) and not quotes)


def _is_readable(osm: str) -> bool:
    try:
        parse(osm)
    except UnreadableHours:
        return False
    return True


def _quotes(text: str, issues: list[tuple[int, int, str]]) -> tuple[str, ...]:
    """The parts of the text in question, in its order, once each."""
    quotes = []
    for start, end, question in sorted(issues):
        quote = " ".join(text[start:end].split())
        quote = quote.strip(_EDGES) or quote
        quotes.append(f"{quote} ({question})" if question else quote)
    return tuple(dict.fromkeys(quote for quote in quotes if quote))
