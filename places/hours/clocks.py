"""Hours, days and dates as people say them in French. A no-break space precedes « h »."""

from datetime import date, datetime, time, timedelta

from places.hours.reading import DAY, MIDNIGHT

NBSP = "\u00a0"
NOON = time(12)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)


def clock(hour: time) -> str:
    """« 9 h », « 9 h 30 », « midi », « minuit »; the number and « h » are never split."""
    if hour.replace(second=0, microsecond=0) == NOON:
        return "midi"
    return figures(hour)


def figures(hour: time) -> str:
    """As `clock`, but noon is « 12 h »: clearer in a list of hours."""
    if (hour.hour, hour.minute) == (0, 0):
        return "minuit"
    minutes = f"{NBSP}{hour.minute:02d}" if hour.minute else ""
    return f"{hour.hour}{NBSP}h{minutes}"


def opening_clock(hour: time) -> str:
    """As `clock`, but « 0 h »: « ouvre samedi à minuit » could be the night before or after."""
    return f"0{NBSP}h" if hour == MIDNIGHT else clock(hour)


def monday_of(day: date) -> date:
    """The Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def day_name(day: date) -> str:
    """« mardi »."""
    return DAYS[day.weekday()]


def long_date(day: date, relative_to: date | None = None) -> str:
    """« mardi 3 novembre »; with the year when it is not that of `relative_to`."""
    number = "1er" if day.day == 1 else str(day.day)
    year = f" {day.year}" if relative_to and relative_to.year != day.year else ""
    return f"{day_name(day)} {number} {MONTHS[day.month - 1]}{year}"


def span_phrase(start: datetime, end: datetime) -> str:
    """« de 9 h à 12 h », « de 20 h à 2 h du matin », « jour et nuit » (naive Paris times)."""
    if is_whole_day(start, end):
        return "jour et nuit"
    return f"de {figures(start.time())} à {_end(start, end)}"


def span_cell(start: datetime, end: datetime) -> str:
    """« 9 h – 12 h », for a table."""
    if is_whole_day(start, end):
        return "Jour et nuit"
    begin = f"0{NBSP}h" if start.time() == MIDNIGHT else figures(start.time())
    return f"{begin} – {_end(start, end)}"


def is_whole_day(start: datetime, end: datetime) -> bool:
    """Whether the span is one calendar day, from midnight to midnight."""
    return start.time() == MIDNIGHT and end - start == DAY


def _end(start: datetime, end: datetime) -> str:
    next_morning = end.date() > start.date() and end.time() != MIDNIGHT
    return figures(end.time()) + (" du matin" if next_morning and end.time() < NOON else "")


def enumerate_french(words: list[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    return " et ".join([*([", ".join(words[:-1])] if words[1:] else []), *words[-1:]])


def capitalise(sentence: str) -> str:
    """Upper-case the first letter only."""
    return sentence[:1].upper() + sentence[1:]
