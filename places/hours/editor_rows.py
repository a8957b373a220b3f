"""OSM rules said in French, a day a row; whoever asks checks that they read back the same."""

import re
from itertools import groupby
from typing import NamedTuple

from places.hours.clocks import DAYS, MONTHS, enumerate_french

#: ends a line that takes the place of the hours of its day
INSTEAD = " à la place"
_CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTH_CODES = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())
_RANKS = {1: "premier", 2: "deuxième", 3: "troisième", 4: "quatrième", 5: "cinquième"}
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_MONTH = f"(?:{'|'.join(_MONTH_CODES)})"
_SPAN = r"\d\d?:\d\d ?- ?\d\d?:\d\d"
_RULE = re.compile(
    rf"(?:(?P<season>{_MONTH}[\w ,-]*?)\s+(?=(?:{_DAY}|off|closed|week|\d\d?:)))?"
    r"(?:week (?P<weeks>0?[12]-5[23]/2)\s+)?"
    rf"(?P<days>(?:PH|{_DAY}(?:\s?-\s?{_DAY})?(?:\[-?\d(?:,-?\d)*\])?)"
    rf"(?:,\s*(?:PH|{_DAY})(?:\s?-\s?{_DAY})?(?:\[-?\d(?:,-?\d)*\])?)*)?\s*"
    rf"(?P<spans>{_SPAN}(?:\s*,\s*{_SPAN})*)?\s*"
    r'(?P<state>off|closed|open|unknown)?\s*(?:"(?P<note>[^"]*)")?'
)
_CUT = re.compile(r'((?:"[^"]*"|[^;"|])+)(;|\|\||$)')
_MORE = re.compile(rf', +(?=(?:{_MONTH}|week|{_DAY})[^"]*\d:\d\d)')
_MONTH_DAY = re.compile(rf"({_MONTH})(?: (\d\d?))?")


class Timed(NamedTuple):
    start: str
    end: str
    note: str = ""


class _Rule(NamedTuple):
    season: str
    weeks: str
    days: str
    spans: tuple[Timed, ...]
    state: str
    note: str
    is_more: bool


def rows_of(osm: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """(seven rows, other lines) for OSM text of the usual forms, None for others."""
    text = " ".join(osm.split()).strip("; ")
    if text == "24/7":
        return ("0 h à minuit",) * 7, ()
    if text in ("off", "closed"):
        return ("fermé",) * 7, ()
    rules, fallback = _rules(text)
    if rules is None:
        return None
    days: list[list[Timed]] = [[] for _ in DAYS]
    extras: list[str] = []
    for rule in rules:
        if rule.season or rule.weeks or "[" in rule.days or "PH" in rule.days:
            said = _extra(rule, days)
            if said is None:
                return None
            extras += said
        elif rule.state == "unknown" and rule.spans and rule.note:
            extras.append(f"{rule.note} : {_row([one._replace(note='') for one in rule.spans])}")
        elif not _apply(rule, days):
            return None
    extras = _in_one_line(extras)
    if fallback and not rules:
        return ("",) * 7, (fallback,)
    if fallback:
        extras.append(f"Le reste du temps : {fallback}")
    return tuple(_row(spans) for spans in days), tuple(extras)


# ── Rules ───────────────────────────────────────────────────────────────────────────────────────


def _rules(text: str) -> tuple[list[_Rule] | None, str]:
    """(the rules, the words after « || »)."""
    rules: list[_Rule] = []
    fallback, after = "", ""
    for part, end in _CUT.findall(text):
        part = part.strip()
        if after == "||":
            fallback = part.removeprefix("unknown").strip().strip('"')
        elif part:
            for number, piece in enumerate(_MORE.split(part)):
                rule = _RULE.fullmatch(piece.strip())
                if not rule:
                    return None, ""
                rules.append(_rule(rule, is_more=number > 0))
        after = end
    if text.startswith('"') and len(rules) == 1 and not rules[0].state:
        return [], rules[0].note
    return rules, fallback


def _rule(found: re.Match, is_more: bool) -> _Rule:
    spans = tuple(
        Timed(*(one.strip() for one in span.split("-")), note=found["note"] or "")
        for span in (found["spans"] or "").split(",")
        if span.strip()
    )
    return _Rule(
        found["season"] or "",
        found["weeks"] or "",
        found["days"] or "",
        spans,
        found["state"] or "",
        found["note"] or "",
        is_more,
    )


def _apply(rule: _Rule, days: list[list[Timed]]) -> bool:
    """Write a plain rule in the week; False when rows cannot say it."""
    if rule.state == "unknown":
        return False
    numbers = _numbers(rule.days)
    spans = list(rule.spans)
    if rule.state in ("off", "closed"):
        if rule.note or spans:
            return False
    elif not spans:
        if not rule.note:
            return False
        spans = [Timed("", "", rule.note)]
    for number in numbers:
        days[number] = [*days[number], *spans] if rule.is_more else list(spans)
    return True


def _numbers(days: str) -> list[int]:
    """Weekdays of « Mo-We,Fr », all of them for ""."""
    found = []
    for part in days.split(",") if days else ["Mo-Su"]:
        first, _, last = (one.strip() for one in part.partition("-"))
        at = _CODES.index(first)
        until = _CODES.index(last) if last else at
        found += [number % 7 for number in range(at, until + 1 + (7 if until < at else 0))]
    return found


# ── Rows ────────────────────────────────────────────────────────────────────────────────────────


def _row(spans: list[Timed]) -> str:
    """« 9 h à 12 h et 14 h à 17 h », « fermé »."""
    if not spans:
        return "fermé"
    if not spans[0].start:
        return spans[0].note
    ordered = sorted(spans, key=lambda span: span.start.zfill(5))
    notes = [(note, list(run)) for note, run in groupby(ordered, key=lambda span: span.note)]
    if len(notes) == 1:
        said = enumerate_french([_span(span) for span in ordered])
        return f"{said} ({notes[0][0]})" if notes[0][0] else said
    parts = []
    for note, run in notes:
        said = enumerate_french([_span(span) for span in run])
        parts.append(f"{note} de {said}" if note else said)
    return ", et ".join(parts)


def _span(span: Timed) -> str:
    return f"{_clock(span.start)} à {_clock(span.end)}"


def _clock(text: str) -> str:
    hour, minute = text.split(":")
    hour = int(hour)
    if hour == 24:
        return "minuit"
    return f"{hour} h" + (f" {minute}" if minute != "00" else "")


# ── Other lines ─────────────────────────────────────────────────────────────────────────────────


def _extra(rule: _Rule, days: list[list[Timed]]) -> list[str] | None:
    is_off = rule.state in ("off", "closed")
    if (rule.state and not is_off) or (is_off and (rule.note or rule.spans)):
        return None
    if rule.days == "PH":
        return ["Fermé les jours fériés"] if is_off and not rule.season else None
    if "PH" in rule.days:
        return None
    if rule.season and not rule.weeks and "[" not in rule.days:
        return _season_line(rule, is_off)
    return _ranked_line(rule, days, is_off)


def _season_line(rule: _Rule, is_off: bool) -> list[str] | None:
    season = _season(rule.season)
    if season is None:
        return None
    if is_off:
        return [f"{season} : fermé"] if not rule.days else None
    if not rule.spans:
        return None
    days = _day_words(_numbers(rule.days))
    return [f"{season} : {days} {_row(list(rule.spans))}"]


def _ranked_line(rule: _Rule, days: list[list[Timed]], is_off: bool) -> list[str] | None:
    """« Premier mercredi du mois : 9 h à 12 h », « Mercredi des semaines paires : … »."""
    day = re.fullmatch(rf"({_DAY})(?:\[([\d,-]+)\])?", rule.days)
    if not day or rule.season:
        return None
    number = _CODES.index(day[1])
    when = DAYS[number]
    if day[2]:
        ranks = [_rank(int(one)) for one in day[2].split(",")]
        if None in ranks:
            return None
        when = f"{enumerate_french(ranks)} {when} du mois"
    if rule.weeks:
        when += " des semaines " + (
            "paires" if rule.weeks.lstrip("0").startswith("2") else "impaires"
        )
    if is_off:
        return [f"Fermé le {when}"]
    if not rule.spans:
        return None
    instead = INSTEAD if days[number] else ""
    return [f"{when} : {_row(list(rule.spans))}{instead}"]


def _rank(number: int) -> str | None:
    return "dernier" if number == -1 else _RANKS.get(number)


def _season(text: str) -> str | None:
    """« De septembre à juin », « Du 15 juillet au 31 août », « En juillet et août »."""
    said = []
    for part in text.split(","):
        first, _, last = (one.strip() for one in part.partition("-"))
        begin = _MONTH_DAY.fullmatch(first)
        if not begin:
            return None
        if last.isdigit():
            last = f"{begin[1]} {last}"
        end = _MONTH_DAY.fullmatch(last) if last else begin
        if not end or bool(begin[2]) != bool(end[2]):
            return None
        names = [MONTHS[_MONTH_CODES.index(one[1])] for one in (begin, end)]
        if begin[2] and begin[0] == end[0]:
            said.append(f"le {_ordinal(begin[2])} {names[0]}")
        elif begin[2]:
            first, last = _ordinal(begin[2]), _ordinal(end[2])
            said.append(f"du {first} {names[0]} au {last} {names[1]}")
        elif last:
            said.append(f"de {names[0]} à {names[1]}")
        else:
            said.append(names[0])
    plain = all(one in MONTHS for one in said)
    if not plain and len(said) > 1:
        return None
    return f"En {enumerate_french(said)}" if plain else said[0].capitalize()


def _ordinal(day: str) -> str:
    return "1er" if int(day) == 1 else str(int(day))


def _day_words(numbers: list[int]) -> str:
    if numbers == list(range(7)):
        return "tous les jours"
    said = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        days = [DAYS[number] for _, number in run]
        said += [f"du {days[0]} au {days[-1]}"] if len(days) > 2 else days
    return enumerate_french(said)


def _in_one_line(extras: list[str]) -> list[str]:
    """Rules of one season together: « En juillet : lundi 9 h à 12 h ; mardi 14 h à 17 h »."""
    lines: list[str] = []
    seasons: dict[str, int] = {}
    for extra in extras:
        season, colon, said = extra.partition(" : ")
        if not season.startswith(("En ", "De ", "Du ", "Le ")) or not colon:
            lines.append(extra)
        elif season in seasons:
            at = seasons[season]
            before = lines[at].partition(" : ")[2]
            lines[at] = f"{season} : {said}{', fermé les autres jours' * (before == 'fermé')}"
        else:
            seasons[season] = len(lines)
            lines.append(extra)
    return lines
