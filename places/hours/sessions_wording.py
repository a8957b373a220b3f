"""Workshops in plain French: « Le mardi de 14 h à 16 h, jusqu’au 30 juin »."""

import re
from datetime import date, datetime, time, timedelta

from .clocks import DAYS, MONTHS, capitalise, enumerate_french, long_date, span_phrase
from .sessions import Rule, Session, WrongRule, parts_of

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTH = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième", -1: "dernier"}
MOST_DATES = 4  # said one by one; beyond, how many and from when to when
CHANGING = "à des dates qui changent"
_DAY_CODE = re.compile(r"([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)")


def rule_sentence(rule: Rule, today: date) -> str:
    """When a workshop is held: « Un mardi sur deux de 14 h à 16 h, à partir du 3 novembre »."""
    hours = hours_phrase(rule.at, rule.minutes)
    if not rule.rrule:
        return capitalise(_dates(rule, today, hours))
    days, own = _days(rule), _own_dates(rule, today)
    said = f"{days} {hours}" if days != CHANGING else f"{hours}, {days}"
    if rule.start > today:
        said += f", à partir du {day_and_month(rule.start, today)}"
    if rule.ends_on:
        said += f", jusqu’au {day_and_month(rule.ends_on, today)}"
    return capitalise(said + (f" ; aussi {enumerate_french(own)}" if own else ""))


def hours_phrase(at: time, minutes: int) -> str:
    """« de 14 h à 16 h »."""
    start = datetime.combine(date(2026, 1, 5), at)
    return span_phrase(start, start + timedelta(minutes=minutes))


def session_hours(session: Session) -> str:
    """« de 14 h à 16 h », of one session."""
    start, end = (moment.replace(tzinfo=None) for moment in (session.start, session.end))
    return span_phrase(start, end)


def day_and_month(day: date, today: date) -> str:
    """« 30 juin », with the year when it is another one."""
    number = "1er" if day.day == 1 else str(day.day)
    year = f" {day.year}" if day.year != today.year else ""
    return f"{number} {MONTHS[day.month - 1]}{year}"


def _dates(rule: Rule, today: date, hours: str) -> str:
    days = sorted(one.day for one in rule.sessions if one.added)
    coming = [day for day in days if day >= today] or days
    if not coming:
        return f"{hours}, date à venir"
    if len(coming) <= MOST_DATES:
        return f"{enumerate_french([f'le {long_date(day, today)}' for day in coming])} {hours}"
    first, last = (day_and_month(day, today) for day in (coming[0], coming[-1]))
    return f"{len(coming)} dates du {first} au {last}, {hours}"


def _own_dates(rule: Rule, today: date) -> list[str]:
    days = sorted(one.day for one in rule.sessions if one.added and one.day >= today)
    return [f"le {long_date(day, today)}" for day in days[:MOST_DATES]]


def _days(rule: Rule) -> str:
    try:
        parts = parts_of(rule.rrule)
    except WrongRule:
        return CHANGING
    said = _SAY[parts["FREQ"]](parts, int(parts.get("INTERVAL", "1")), rule.start)
    count = parts.get("COUNT")
    return said + (f" ({count} séances en tout)" if count and said != CHANGING else "")


def _daily(parts: dict[str, str], interval: int, start: date) -> str:
    if "BYDAY" in parts:
        return _weekly(parts, 1, start) if interval == 1 else CHANGING
    return {1: "tous les jours", 2: "un jour sur deux"}.get(interval, f"tous les {interval} jours")


def _weekly(parts: dict[str, str], interval: int, start: date) -> str:
    found = _day_codes(parts.get("BYDAY") or CODES[start.weekday()])
    if not found or any(nth for nth, _ in found):
        return CHANGING
    names = [DAYS[day] for day in sorted({day for _, day in found})]
    each = enumerate_french([f"le {name}" for name in names])
    if interval == 1:
        return "tous les jours" if len(names) == len(DAYS) else each
    if interval == 2:
        return f"un {names[0]} sur deux" if len(names) == 1 else f"une semaine sur deux, {each}"
    return f"toutes les {interval} semaines, {each}"


def _monthly(parts: dict[str, str], interval: int, start: date) -> str:
    if parts.keys() & {"BYSETPOS", "BYMONTH"}:
        return CHANGING
    often = "du mois" if interval == 1 else f"tous les {interval} mois"
    if "BYDAY" in parts:
        found = _day_codes(parts["BYDAY"])
        if "BYMONTHDAY" in parts or not found or any(nth not in NTH for nth, _ in found):
            return CHANGING
        days = [f"le {NTH[nth]} {DAYS[day]}" for nth, day in found]
        return f"{enumerate_french(days)} {often}"
    numbers = parts.get("BYMONTHDAY", str(start.day)).split(",")
    if not all(number.isdecimal() for number in numbers):
        return CHANGING
    days = [f"le {'1er' if number == '1' else number}" for number in numbers]
    return f"{enumerate_french(days)} " + ("de chaque mois" if interval == 1 else often)


def _yearly(parts: dict[str, str], interval: int, start: date) -> str:
    if interval > 1 or parts.keys() & {"BYDAY", "BYSETPOS", "BYMONTH", "BYMONTHDAY"}:
        return CHANGING
    return f"le {day_and_month(start, start)} de chaque année"


_SAY = {"DAILY": _daily, "WEEKLY": _weekly, "MONTHLY": _monthly, "YEARLY": _yearly}


def _day_codes(text: str) -> list[tuple[int, int]]:
    """« 1TU,-1FR » → [(1, 1), (-1, 4)]; 0 for every one; empty when something is not a day."""
    found = [_DAY_CODE.fullmatch(code) for code in text.split(",")]
    if not all(found):
        return []
    return [(int(one[1] or 0), CODES.index(one[2])) for one in found]
