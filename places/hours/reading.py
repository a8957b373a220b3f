"""Read an OpenStreetMap opening-hours text, refusing what the library would misread.

Everything here is wall-clock time in Paris, as naive datetimes.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours
from opening_hours import State as LibraryState

ZONE = ZoneInfo("Europe/Paris")
MIDNIGHT = time(0)
DAY = timedelta(days=1)

_OPEN = LibraryState.OPEN
_CLOSED = LibraryState.CLOSED

_QUOTED = re.compile(r'"[^"]*"')
_SUN = ("sunrise", "sunset", "dawn", "dusk")
_OPEN_END = re.compile(r"\d\s*\+")
_VARIES = re.compile(
    r"week|easter|\[|\b\d{4}\b|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec", re.IGNORECASE
)
_SPAN = re.compile(r"(\d\d?:\d\d) ?- ?(\d\d?:\d\d)")
_FALLBACK = re.compile(r'(?P<state>unknown)?\s*(?:"(?P<comment>[^"]*)")?\s*(?:;(?P<rest>.*))?')
_NO_APPOINTMENT = re.compile(r"(sans|pas de|hors) (rendez[- ]?vous|r\.?d\.?v\b)", re.IGNORECASE)
_APPOINTMENT = re.compile(
    r"rendez[- ]?vous|\br\.?d\.?v\b|(sur|à la) (demande|réservation|inscription)|appointment",
    re.IGNORECASE,
)
_SHUT = re.compile(r"ferm|clos", re.IGNORECASE)
#: what ends a rule: a comma followed by a space does too (`Mo, Tu 09:00`), unless between hours
_RULE_END = re.compile(r"(;|,\s+(?!\d?\d:)|(?<!:\d\d),\s+)")
_SETTLED = re.compile(r"\d:\d\d|24/7|\b(?:off|closed|unknown)\b", re.IGNORECASE)
_ONLY_WORDS = re.compile(r'(?:\bopen\s*)?""', re.IGNORECASE)
_HOLIDAY = re.compile(r"PH|(?i:easter)")
_WEEKDAY = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su)\b", re.IGNORECASE)
_ROUND_THE_CLOCK = re.compile(r"24:00|\b0?0:00 ?- ?0?0:00")


class UnreadableHours(ValueError):
    """The text cannot be turned into hours; the message is a French sentence for the editor."""


class Opening(NamedTuple):
    """One stretch of time when a place is certainly open: naive Paris datetimes, end excluded."""

    start: datetime
    end: datetime


class Period(NamedTuple):
    """One stretch that the text names and that is not closed; `certain` is False on request."""

    start: datetime
    end: datetime
    certain: bool
    comment: str


@dataclass(frozen=True, slots=True, eq=False)
class Hours:
    """A readable text. `parse()` makes it; naive Paris datetimes go in and come out."""

    text: str
    #: the text has rules of its own for public holidays (PH)
    mentions_holidays: bool
    #: open day and night all year, so on public holidays too
    always: bool
    #: what applies when no rule does (`… || "sur rendez-vous"`), None when nothing is said
    otherwise: str | None
    #: the text without the words of its comments
    selectors: str
    #: ends of the spans that run past midnight: `Fr 20:00-02:00` → {02:00}
    spill_ends: frozenset[time]
    _source: OpeningHours

    @property
    def varies(self) -> bool:
        """Whether rules depend on the month, the week number, the year or the nth weekday."""
        return bool(_VARIES.search(self.selectors))

    def open_intervals(self, start: datetime, end: datetime) -> list[Opening]:
        """Certain openings in [start, end), sorted and merged; trusts the library past midnight."""
        found: list[Opening] = []
        for begin, finish, state, comment in self._source.intervals(start, end):
            if state != _OPEN or (comment and not _is_certain(comment)):
                continue
            if found and found[-1].end == begin:
                begin = found.pop().start
            found.append(Opening(begin, finish))
        return found

    def periods(self, first: date, last: date) -> list[Period]:
        """Everything not closed in [first 00:00, last 00:00), sorted, certain or on request."""
        found = []
        start, end = datetime.combine(first, MIDNIGHT), datetime.combine(last, MIDNIGHT)
        for begin, finish, state, comment in self._source.intervals(start, end):
            if state == _CLOSED:
                continue
            certain = state == _OPEN and _is_certain(comment)
            previous_end = found[-1].end if found else None
            # The library keeps the end of a night whose first half another rule has closed.
            if begin != previous_end and begin > start and self.is_spill(begin, finish):
                continue
            found.append(Period(begin, finish, certain, comment))
        return found

    def closed_comments(self, first: date, last: date) -> dict[date, str]:
        """Comment of each day that a rule closes with words: `Su off "marché"`."""
        start, end = datetime.combine(first, MIDNIGHT), datetime.combine(last, MIDNIGHT)
        return {
            (begin + DAY * shift).date(): comment
            for begin, finish, state, comment in self._source.intervals(start, end)
            if state == _CLOSED and comment and begin.time() == MIDNIGHT
            for shift in range((finish - begin).days)
        }

    def is_spill(self, start: datetime, end: datetime) -> bool:
        """Whether this stretch can only be the end of the night before."""
        return start.time() == MIDNIGHT and end - start < DAY and end.time() in self.spill_ends


def asks_appointment(comment: str) -> bool:
    """Whether the words ask to call first; « sans rendez-vous » does not."""
    return bool(_APPOINTMENT.search(_NO_APPOINTMENT.sub("", comment)))


def _is_certain(comment: str) -> bool:
    """Whether people can come at hours said with these words; « fermé » contradicts them."""
    return not comment or not (_SHUT.search(comment) or asks_appointment(comment))


@lru_cache(maxsize=128)
def parse(text: str) -> Hours:
    """Read an OSM opening-hours text.

    Raises UnreadableHours, with a French sentence, for text that is empty or not in the format,
    for school holidays (SH), sun events (sunrise…), unknown closing times (14:00+), open days
    without hours (Mo-Fr) and for rules that speak of public holidays only.
    """
    tidy = " ".join(text.split()).strip("; ")
    if not tidy:
        raise UnreadableHours("Aucun horaire n'est indiqué.")
    selectors = _QUOTED.sub('""', tidy) if '"' in tidy else tidy
    _refuse(selectors)
    otherwise = None
    if "||" in selectors:
        tidy, otherwise = _split_fallback(tidy)
    source = _source(_settled(tidy, alone=otherwise is None))
    return Hours(
        text=text,
        mentions_holidays="PH" in selectors,
        always=_is_always(selectors, source),
        otherwise=otherwise,
        selectors=selectors,
        spill_ends=_spill_ends(selectors),
        _source=source,
    )


def _source(text: str) -> OpeningHours:
    try:
        return OpeningHours(text, country="FR")
    except Exception as error:
        raise UnreadableHours("Ces horaires ne sont pas écrits dans le format attendu.") from error


def _refuse(selectors: str) -> None:
    """Raise UnreadableHours for what the library accepts and misreads."""
    if "SH" in selectors:
        raise UnreadableHours(
            "Les vacances scolaires (SH) ne sont pas comprises : "
            "annoncez plutôt une fermeture avec ses dates."
        )
    lower = selectors.lower()
    if any(event in lower for event in _SUN):
        raise UnreadableHours("Le lever et le coucher du soleil ne sont pas des heures précises.")
    if _OPEN_END.search(selectors):
        raise UnreadableHours(
            "L'heure de fermeture manque : indiquez-la à la place du signe « + »."
        )


def _split_fallback(text: str) -> tuple[str, str | None]:
    """`rules || "words"; more` → (`rules; more`, `words`): the library loses whole days there."""
    hidden = _QUOTED.sub(lambda quoted: '"' + "_" * (len(quoted[0]) - 2) + '"', text)
    cut = hidden.index("||")
    fallback = _FALLBACK.fullmatch(text[cut + 2 :].strip())
    if not fallback or not (fallback["state"] or fallback["comment"]):
        raise UnreadableHours("Ce qui suit « || » ne se comprend pas : écrivez une seule règle.")
    rules = [text[:cut].strip(), (fallback["rest"] or "").strip()]
    return "; ".join(rule for rule in rules if rule), fallback["comment"] or ""


def _settled(text: str, *, alone: bool) -> str:
    """The text, where days that have words and no hours are « unknown ».

    The library says « open day and night » of every day without hours: nobody did. Without words
    they are refused, and so are rules for public holidays that stand `alone`.
    """
    parts = _RULE_END.split(_QUOTED.sub('""', text) if '"' in text else text)
    rules = parts[::2]
    if alone and all(_HOLIDAY.search(rule) and not _WEEKDAY.search(rule) for rule in rules):
        raise UnreadableHours(
            "Seuls les jours fériés sont indiqués : ajoutez les horaires des autres jours."
        )
    for number, rule in enumerate(rules):
        if not rule.strip() or _SETTLED.search(rule):
            continue
        if '"' not in rule:
            raise UnreadableHours(
                "Des jours sont indiqués sans leurs heures : ajoutez-les, par exemple "
                "« Mo,Tu 09:00-12:00 », ou « 24/7 » pour un lieu ouvert jour et nuit."
            )
        parts[2 * number] = _ONLY_WORDS.sub('unknown ""', rule)
    if '"' not in text:
        return text
    words = iter(_QUOTED.findall(text))
    return _QUOTED.sub(lambda _: next(words), "".join(parts))


def _is_always(selectors: str, source: OpeningHours) -> bool:
    if selectors.startswith("24/7"):
        return "unknown" not in selectors
    if not _ROUND_THE_CLOCK.search(selectors):
        return False
    return str(source.normalize()) in ("24/7", "00:00-00:00", "Mo-Su 00:00-00:00")


def _spill_ends(selectors: str) -> frozenset[time]:
    ends = [_clock(end) for start, end in _SPAN.findall(selectors) if _runs_over(start, end)]
    return frozenset(ends) - {MIDNIGHT} if ends else frozenset()


def _runs_over(start: str, end: str) -> bool:
    # Called for every span of 10,000 texts: comparing "09:00" as text is enough.
    return end.zfill(5) <= start.zfill(5) or end > "24:00"


def _clock(text: str) -> time:
    hour, minute = text.split(":")
    return time(int(hour) % 24, int(minute))
