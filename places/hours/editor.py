"""A week that people can edit: seven French texts, and lines for the rest; OSM text both ways.

`week_of` shows OSM text as rows only when reading these rows back says exactly the same all year:
what it cannot show is None, and stays as it is. `compose` reads rows and lines back. Pure, never
raises; Paris wall-clock times.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from places.hours.clocks import DAYS
from places.hours.editor_rows import INSTEAD, rows_of
from places.hours.french import MONDAY, Reading, read
from places.hours.french.exceptions import WHICH_WEEKS
from places.hours.french.reader import SCHOOL_DOUBT, TERM_NOTE
from places.hours.french.week import ADDED, OTHER_DAYS
from places.hours.reading import UnreadableHours, parse
from places.hours.week_wording import week_sentence
from places.text import normalise

CLOSED = "fermé"
_LIKE = "comme "
_HOURS = re.compile(r"(?:\bde )?\b\d{1,2} ?(?:h|:)", re.IGNORECASE)
#: the year over which two texts are compared; week 53, leap days aside, and every rank of weekday
_YEAR = (date(2026, 9, 1), date(2027, 10, 1))

LIKE_WHOM = "Écrivez un autre jour, par exemple « comme lundi »."
ONE_DAY = "Cette ligne parle d’un seul jour. Écrivez le reste dans « Autres précisions »."
UNCLEAR = "Nous n’avons pas compris : « {} ». Par exemple : « 9h-12h / 14h-17h30 » ou « fermé »."
SCHOOL = "Les vacances scolaires se disent plus bas, dans « Fermetures », avec leurs dates."
MORE_OR_INSTEAD = "Est-ce en plus des horaires du jour ? Ajoutez « en plus » ou « à la place »."
OTHERS = "Et les autres jours ? Ajoutez « fermé les autres jours », ou dites leurs horaires."
ALTERNATE_NOTE = "Quelles semaines ? Écrivez plutôt « semaines paires » ou « semaines impaires »."
SCHOOL_NOTE = "Pensez aussi à ajouter les vacances dans « Fermetures »."


@dataclass(frozen=True)
class EditableWeek:
    """What the editor shows: Monday to Sunday (« fermé » is written), then the other lines."""

    rows: tuple[str, ...]
    extras: tuple[str, ...] = ()


@dataclass(frozen=True)
class Composed:
    """What a typed week says. Keys of the dicts are row numbers (0 is Monday) or line numbers."""

    osm: str
    row_problems: dict[int, str] = field(default_factory=dict)
    extra_problems: dict[int, str] = field(default_factory=dict)
    #: advice that prevents nothing, in sentences
    notes: tuple[str, ...] = ()

    @property
    def certain(self) -> bool:
        return not (self.row_problems or self.extra_problems)


@lru_cache(maxsize=512)
def week_of(osm: str) -> EditableWeek | None:
    """The OSM text as rows and lines; None when they would not say exactly the same.

    Empty text is an empty week: seven empty rows.
    """
    if not (osm or "").strip():
        return EditableWeek(("",) * 7)
    said = rows_of(osm)
    if said is None:
        return None
    week = EditableWeek(*said)
    again = compose(week.rows, week.extras)
    return week if again.certain and same_meaning(again.osm, osm) else None


def compose(rows: tuple[str, ...] | list[str], extras: tuple[str, ...] | list[str]) -> Composed:
    """Read seven rows (« 9h-12h », « fermé », « comme lundi », "") and other lines.

    An empty row of a week that has others is closed. Nothing at all is "": hours not known.
    """
    rows, problems = _without_likes([" ".join(row.split()) for row in rows])
    lines = []
    for number, row in enumerate(rows):
        if number in problems or is_closed(row):
            continue
        line = _line(number, row)
        reading = _settle(read(line))[0]
        if problem := _row_problem(number, row, reading):
            problems[number] = problem
        else:
            lines.append(line)
    return _with_extras(rows, lines, extras, problems)


def fill(text: str) -> tuple[EditableWeek | None, tuple[str, ...]]:
    """A week from « du lundi au vendredi de 9h à 12h »; (None when nothing was read, what was not
    understood, in the words of the text)."""
    reading = _settle(read(text))[0]
    week = week_of(reading.osm) if reading.osm else None
    quotes = reading.not_understood or (() if week else (" ".join(text.split()),))
    return week, tuple(quote for quote in quotes if quote)


def read_free(text: str) -> tuple[str, str]:
    """(OSM text, what is wrong with it) for hours typed as a sentence; one of them is ""."""
    reading = _settle(read(text))[0]
    if reading.osm and not reading.not_understood:
        return reading.osm, ""
    quotes = reading.not_understood or (" ".join(text.split()),)
    return "", f"Nous n’avons pas compris : « {' », « '.join(quotes)} »."


def row_sentence(number: int, row: str, rows: list[str] | None = None) -> tuple[str, str]:
    """(what a row says in French, what is wrong with it); one of them is ""."""
    whole = list(rows or [""] * 7)
    whole[number] = row
    whole, problems = _without_likes([" ".join(one.split()) for one in whole])
    if number in problems:
        return "", problems[number]
    if not row.strip():
        return "", ""
    if is_closed(whole[number]):
        return f"Fermé le {DAYS[number]}.", ""
    reading = _settle(read(_line(number, whole[number])))[0]
    problem = _row_problem(number, whole[number], reading)
    return ("", problem) if problem else (week_sentence(reading.osm, MONDAY), "")


def is_closed(row: str) -> bool:
    return normalise(row).strip(" .") in ("", "ferme", "fermee", "clos", "non", "-", "x")


def same_meaning(one: str, other: str) -> bool:
    """Whether two OSM texts say the same on every day of a year, in the same words."""
    if one == other:
        return True
    try:
        return _meaning(one) == _meaning(other)
    except UnreadableHours:
        return False


def _meaning(osm: str) -> tuple:
    hours = parse(osm)
    first, last = _YEAR
    return (
        hours.mentions_holidays,
        hours.always,
        hours.otherwise,
        hours.periods(first, last),
        hours.closed_comments(first, last),
        # Words about the weeks: said as soon as a rule depends on the date.
        week_sentence(osm, MONDAY),
    )


def _line(number: int, row: str) -> str:
    """« mercredi : 9h-12h », the day not said twice: « un samedi sur deux »."""
    return row if DAYS[number] in normalise(row).split() else f"{DAYS[number]} : {row}"


def _without_likes(rows: list[str]) -> tuple[list[str], dict[int, str]]:
    """Rows where « comme lundi » is replaced by what Monday says; (rows, problems)."""
    found, problems = list(rows), {}
    for number in range(len(rows)):
        row, seen = rows[number], {number}
        while normalise(row).startswith(_LIKE):
            name = normalise(row).removeprefix(_LIKE).removeprefix("le ").strip(" .")
            other = DAYS.index(name) if name in DAYS else None
            if other is None or other in seen:
                problems[number] = LIKE_WHOM
                break
            seen.add(other)
            row = rows[other]
            if normalise(row).startswith(DAYS[other]):
                row = row.lstrip()[len(DAYS[other]) :].lstrip(" :,")
        found[number] = row
    return found, problems


def _row_problem(number: int, row: str, reading: Reading) -> str:
    if any(SCHOOL_DOUBT in quote for quote in reading.not_understood):
        return SCHOOL
    if {*DAYS[:number], *DAYS[number + 1 :]} & set(normalise(row).split()):
        return ONE_DAY
    if reading.not_understood or not reading.osm:
        return _unclear(reading.not_understood) if reading.osm else UNCLEAR.format(row)
    return "" if _speaks_of(number, reading.osm) else ONE_DAY


def _unclear(quotes: tuple[str, ...]) -> str:
    return UNCLEAR.format(" », « ".join(quotes))


def _speaks_of(number: int, osm: str) -> bool:
    """Whether a row's reading opens its own day and says nothing of others."""
    hours = parse(osm)
    first, last = _YEAR
    periods = hours.periods(first, last)
    if periods and periods[0].start.date() == first and hours.is_spill(*periods[0][:2]):
        periods = periods[1:]  # the end of the night before
    days = {period.start.weekday() for period in periods}
    return days == {number} and hours.otherwise is None and "PH" not in hours.selectors


def _with_extras(
    rows: list[str], lines: list[str], extras: tuple[str, ...] | list[str], problems: dict[int, str]
) -> Composed:
    """The rows that are understood, with the lines that are understood beside them."""
    kept, wrong, notes = list(lines), {}, []
    for number, extra in enumerate(extras):
        if not extra.strip():
            continue
        line, allowed = _decided(" ".join(extra.split()), rows)
        reading, said = _settle(read("\n".join([*lines, line])), allowed)
        alone_changes_nothing = not reading.not_understood and not reading.osm
        if reading.not_understood or alone_changes_nothing:
            wrong[number] = _extra_problem(reading, line)
        else:
            kept.append(line)
            notes += said
    if not kept:
        closed = any(row.strip() for row in rows) and not problems and not wrong
        osm = "off" if closed else ""
        return Composed(osm, problems, wrong)
    allowed = (ADDED, OTHER_DAYS)
    whole, said = _settle(read("\n".join(kept)), allowed)
    if whole.not_understood and not (problems or wrong):
        last = max((n for n, extra in enumerate(extras) if extra.strip()), default=None)
        if last is None:
            problems = {0: _unclear(whole.not_understood)}
        else:
            wrong = {last: _unclear(whole.not_understood)}
    notes = tuple(dict.fromkeys([*notes, *said]))
    osm = _with_nights(whole.osm, lines)
    return Composed(osm, problems, wrong, notes)


def _with_nights(osm: str, lines: list[str]) -> str:
    """« lundi : 20h-2h » and « mardi : 9h-12h »: rules that add up, so that Tuesday's hours do not
    cut the end of Monday's night."""
    alone = [read(line).osm for line in lines]
    base = read("\n".join(lines)).osm if lines else ""
    if not base or not osm.startswith(base) or not parse(base).spill_ends:
        return osm
    first, last = MONDAY, MONDAY + timedelta(days=8)
    said = sorted(period for one in alone for period in parse(one).periods(first, last))
    if parse(base).periods(first, last) == said:
        return osm
    return ", ".join(alone) + osm[len(base) :]


def _decided(extra: str, rows: list[str]) -> tuple[str, tuple[str, ...]]:
    """The line without « en plus », « à la place »…, and the questions that these answer."""
    plain = normalise(extra)
    if plain.endswith(" a la place"):
        return extra[: -len(INSTEAD)].rstrip(" ,(:"), (ADDED,)
    if plain.endswith(" en plus"):
        line = extra[: -len(" en plus")].rstrip(" ,(:")
        day = next((n for n, name in enumerate(DAYS) if name in plain.split()), None)
        if day is None or is_closed(rows[day]):
            return line, (ADDED,)
        return _with_row(line, rows[day]), (ADDED,)
    if plain.endswith(" ferme les autres jours"):
        return extra[: -len(" fermé les autres jours")].rstrip(" ,(:"), (OTHER_DAYS,)
    return extra, ()


def _with_row(line: str, row: str) -> str:
    """« premier mercredi : 14h-17h » and « 9h-12h », in the order of the day."""
    hours = _HOURS.search(line)
    if not hours:
        return line
    before = f"{line[: hours.start()]}{row} et {line[hours.start() :]}"
    return f"{line} et {row}" if read(f"{line} et {row}").certain else before


def _settle(reading: Reading, allowed: tuple[str, ...] = ()) -> tuple[Reading, list[str]]:
    """The reading without the doubts that leave it true; (reading, advice)."""
    left, notes = [], []
    for quote in reading.not_understood:
        if any(quote.endswith(f"({one})") for one in allowed):
            continue
        if quote.endswith(f"({SCHOOL_DOUBT})") and f'"{TERM_NOTE}"' in reading.osm:
            notes.append(SCHOOL_NOTE)
        elif quote.endswith(f"({WHICH_WEEKS})") and "unknown" in reading.osm:
            notes.append(ALTERNATE_NOTE)
        else:
            left.append(quote)
    return reading._replace(not_understood=tuple(left), certain=not left), notes


def _extra_problem(reading: Reading, line: str) -> str:
    quotes = reading.not_understood
    for question, said in ((SCHOOL_DOUBT, SCHOOL), (ADDED, MORE_OR_INSTEAD), (OTHER_DAYS, OTHERS)):
        if any(quote.endswith(f"({question})") for quote in quotes):
            return said
    return f"Nous n’avons pas compris : « {' », « '.join(quotes) or line} »."
