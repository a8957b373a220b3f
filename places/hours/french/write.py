"""Write a week as OpenStreetMap opening hours."""

from itertools import groupby

from .items import MonthDay, Months
from .week import Record, Timed, Week
from .words import HOLIDAYS

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_WHOLE_DAY = (Timed(0, 1440),)
#: ISO week numbers; 53 exists in some years and is odd
_PARITIES = {None: "", 0: "week 02-52/2 ", 1: "week 01-53/2 "}


def write(week: Week) -> str:
    """OSM text, "" when nothing was understood. `week.settle()` was called."""
    if week.closed and not week.records:
        return "off"
    rules = _rules(week.records)
    if rules == ["Mo-Su 00:00-24:00"]:
        rules = ["24/7"]
    if rules:
        rules += [f"{_months(months)} off" for months in week.months_off]
        rules += [f"{_ranked(one.day, one.nth)} off" for one in week.ranks_off]
        rules += ["PH off"] if week.holidays_off else []
    text = "; ".join(rules)
    if week.fallback:
        # With rules after « || », the library would lose whole days: the fallback comes last.
        return f'{text} || "{week.fallback}"' if text else f'"{week.fallback}"'
    return text


def _rules(records: list[Record]) -> list[str]:
    """General rules first: in OSM a later rule replaces an earlier one on the same days."""
    rules: list[str] = []
    seasons = list(dict.fromkeys(record.months for record in records))
    has_base = () in seasons
    for months in sorted(seasons, key=bool):
        selector = f"{_months(months)} " if months else ""
        if months and has_base and _leaves_days(records, months):
            rules.append(f"{selector}off")
        of_season = [record for record in records if record.months == months]
        rules += [f"{selector}{rule}" for rule in _season_rules(of_season, selector)]
    return rules


def _leaves_days(records: list[Record], months: Months) -> bool:
    base = {record.day for record in records if not record.months}
    return not base <= {record.day for record in records if record.months == months}


def _season_rules(records: list[Record], selector: str) -> list[str]:
    """Rules of one season, without its months except inside additional rules."""
    rules = []
    plain = [one for one in records if one.key[1:3] == ((), "") and one.parity is None]
    week = [record for record in plain if record.day != HOLIDAYS]
    for content, group in _grouped(week):
        rules.append(_rule(_day_list([record.day for record in group]), content, selector))
    for record in records:
        if record in plain and record.day != HOLIDAYS:
            continue
        rules.append(_rule(_special_day(record), _content(record), selector))
    return rules


def _grouped(records: list[Record]) -> list[tuple[tuple, list[Record]]]:
    """Records of the same hours together, by their first day."""
    groups: dict[tuple, list[Record]] = {}
    for record in sorted(records, key=lambda one: one.day):
        groups.setdefault(_content(record), []).append(record)
    return list(groups.items())


def _content(record: Record) -> tuple[tuple[Timed, ...], str]:
    """The spans in order, and the words of a day that has none or is not sure."""
    spans = tuple(sorted(record.spans, key=lambda span: (span.start, span.end)))
    return spans, record.element.alternate or record.note


def _special_day(record: Record) -> str:
    if record.day == HOLIDAYS:
        return "PH"
    return f"{_PARITIES[record.parity]}{_ranked(record.day, record.element.nth)}"


def _ranked(day: int, ranks: tuple[int, ...]) -> str:
    """« We », « We[1,3] », « Sa[-1] »."""
    return f"{_DAYS[day]}[{','.join(map(str, ranks))}]" if ranks else _DAYS[day]


def _rule(days: str, content: tuple[tuple[Timed, ...], str], selector: str) -> str:
    """« Mo-Fr 08:30-12:30, Mo-Fr 12:30-16:30 "sur rendez-vous" »."""
    spans, words = content
    if not spans:
        return f'{days} "{_safe(words)}"'
    parts = []
    for note, run in groupby(spans, key=lambda span: span.note):
        hours = ",".join(_span(span) for span in run)
        if words:
            parts.append(f'{days} {hours} unknown "{_safe(words)}"')
        else:
            parts.append(f'{days} {hours} "{note}"' if note else f"{days} {hours}")
    return f", {selector}".join(parts)


def _safe(words: str) -> str:
    return words.replace('"', "")


def _span(span: Timed) -> str:
    end = span.end if span.end <= 1440 else span.end - 1440
    return f"{_clock(span.start)}-{_clock(end)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _day_list(days: list[int]) -> str:
    """« Mo-We,Fr », from sorted weekday numbers; two neighbours are « Mo,Tu »."""
    said = []
    for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        if len(numbers) > 2:
            said.append(f"{_DAYS[numbers[0]]}-{_DAYS[numbers[-1]]}")
        else:
            said += [_DAYS[number] for number in numbers]
    return ",".join(said)


def _months(months: Months) -> str:
    return ",".join(_stretch(first, last) for first, last in months)


def _stretch(first: MonthDay, last: MonthDay) -> str:
    """« Sep-Jun », « Jul 01-Aug 15 », « Aug 01-15 », « Aug »."""
    begin, end = _month_day(first), _month_day(last)
    if first == last:
        return begin
    if first[1] and first[0] == last[0]:
        return f"{begin}-{last[1]:02d}"
    return f"{begin}-{end}"


def _month_day(point: MonthDay) -> str:
    month, day = point
    return f"{_MONTHS[month - 1]} {day:02d}" if day else _MONTHS[month - 1]
