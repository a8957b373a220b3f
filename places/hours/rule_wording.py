"""Opening hours in French, those that change with the date included: the week, then each rule.

A text whose rules depend on the date is said rule by rule only when the editor can show it, since
that proves that the words read back as the same hours; another one is said as the week to come,
with a warning that it changes.
"""

import re
from datetime import date
from functools import lru_cache

from places.hours.clocks import DAYS, capitalise
from places.hours.editor import CLOSED, compose, week_of
from places.hours.editor_rows import INSTEAD
from places.hours.reading import UnreadableHours, parse
from places.hours.week_wording import week_sentence

_FROM = re.compile(r"\b(?<!de )(\d{1,2} h(?: \d\d)? à )")
_HOUR = re.compile(r"(\d) h\b")
_DAY = re.compile(rf"\b(?:{'|'.join(DAYS)})\b")
_BARE_DAY = re.compile(rf"(?<!du )(?<!au )(?<!le )(?<!ième )(?<!ier ){_DAY.pattern}")


def hours_sentence(text: str, monday: date) -> str:
    """What residents read, as French sentences ending with a full stop.

    « Ouvert le mardi de 14 h à 17 h. Aussi le premier samedi du mois de 10 h à 12 h. En août :
    fermé. » Hours that do not depend on the date, or that cannot be said by rules, are those of the
    ordinary week at or after `monday`. Never raises.
    """
    return _by_rules((text or "").strip()) or week_sentence(text, monday)


@lru_cache(maxsize=2048)
def _by_rules(text: str) -> str:
    """ "" for hours that are the same all year, or that no list of rules says."""
    if not _varies(text):
        return ""
    week = week_of(text)
    if week is None or not week.extras:
        return ""
    base = compose(week.rows, ())
    opens = any(row != CLOSED for row in week.rows)
    said = [week_sentence(base.osm, date.min)] if opens else []
    for line in week.extras:
        said.append(_line(line, first=not said))
    return " ".join(said)


def _varies(text: str) -> bool:
    try:
        return bool(text) and parse(text).varies
    except UnreadableHours:
        return False


def _line(line: str, *, first: bool) -> str:
    """A line of the editor as a sentence; `first`: nothing is open before it."""
    when, colon, hours = line.partition(" : ")
    if not colon or not _is_ranked(when):
        return f"{capitalise(_spoken(_with_articles(line)))}."
    said = _spoken(hours.removesuffix(INSTEAD))
    if hours.endswith(INSTEAD):
        return f"Le {when}, plutôt {said}."
    return f"{'Ouvert' if first else 'Aussi'} le {when} {said}."


def _is_ranked(when: str) -> bool:
    """« premier samedi du mois », « lundi des semaines impaires »."""
    return bool(_DAY.search(when)) and when.endswith((" du mois", " paires", " impaires"))


def _with_articles(line: str) -> str:
    """« En juillet : lundi 9 h à 12 h » → « En juillet : le lundi 9 h à 12 h »."""
    when, colon, hours = line.partition(" : ")
    return when + colon + _BARE_DAY.sub(r"le \g<0>", hours)


def _spoken(hours: str) -> str:
    """« 9 h à 12 h et 14 h à 17 h » → « de 9 h à 12 h et de 14 h à 17 h », with no-break spaces."""
    return _HOUR.sub("\\1\u00a0h", _FROM.sub(r"de \1", hours))
