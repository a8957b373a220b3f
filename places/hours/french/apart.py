"""Set apart what must not be mixed with the ordinary hours: other activities, undated seasons.

What follows an unknown label (« Atelier : mardi 14h-17h ») is not the place's hours: the whole
part becomes one `Unknown` item, which the reader reports and never reads.
"""

from .grammar import M_DOUBT
from .items import Days, Hours, Item, Season, Single, Unknown, is_mark
from .words import Kind

_AWAY = (Kind.IN_HOLIDAYS, Kind.SEASON)
HOLIDAYS_DOUBT = "vacances scolaires : à écrire avec leurs dates"
SEASON_DOUBT = "de quelle date à quelle date ?"


def set_apart(items: list[Item]) -> list[Item]:
    """The items, where each part that is not ordinary hours is a single `Unknown`."""
    items = _merged(items)
    found: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        if is_mark(item, *_AWAY):
            end = _away_end(items, at)
            first = _take_back(found) or item
            doubt = HOLIDAYS_DOUBT if is_mark(item, Kind.IN_HOLIDAYS) else SEASON_DOUBT
            found.append(Unknown(first.start, items[end - 1].end, doubt))
            at = end
        elif isinstance(item, Unknown) or (isinstance(item, Days) and _is_unreadable(item)):
            end = _unknown_end(items, at)
            first = found.pop() if is_mark(found[-1] if found else None, Kind.LABEL) else item
            found.append(Unknown(first.start, items[end - 1].end, item.doubt))
            at = end
        else:
            found.append(item)
            at += 1
    return [item for item in found if not is_mark(item, Kind.LABEL)]


def _merged(items: list[Item]) -> list[Item]:
    """Unknown words that follow one another as one item; those with a question stay apart."""
    found: list[Item] = []
    for item in items:
        before = found[-1] if found else None
        both = isinstance(item, Unknown) and isinstance(before, Unknown)
        if both and not (item.doubt or before.doubt):
            found[-1] = Unknown(before.start, item.end)
        else:
            found.append(item)
    return found


def _is_unreadable(days: Days) -> bool:
    return days.doubt not in ("", M_DOUBT)


def _unknown_end(items: list[Item], at: int) -> int:
    """Where the part that begins with these unknown words ends."""
    words = at + 1
    while words < len(items) and (isinstance(items[words], Unknown) or _is_idle(items, words)):
        words += 1
    following = items[words] if words < len(items) else None
    if is_mark(following, Kind.COLON):
        after = items[words + 1] if words + 1 < len(items) else None
        if isinstance(after, Unknown) and after.doubt:  # « Tél. : 02 41 43 28 13 »
            return words + 2
        return _section_end(items, words + 1)
    if isinstance(following, Days | Hours | Single) or _is_meaningful(following):
        return _statement_end(items, words)
    return words


def _is_idle(items: list[Item], at: int) -> bool:
    """« activités en soirée »: a part of the day that has no hours."""
    after = items[at + 1] if at + 1 < len(items) else None
    return is_mark(items[at], Kind.PART) and not isinstance(after, Hours | Single)


def _is_meaningful(item: Item | None) -> bool:
    return is_mark(item, Kind.PART, Kind.CLOSED, Kind.ASK, Kind.FREE, Kind.REST, Kind.EXCEPT)


def _away_end(items: list[Item], at: int) -> int:
    following = items[at + 1] if at + 1 < len(items) else None
    if is_mark(following, Kind.COLON):
        return _section_end(items, at + 2)
    if isinstance(following, Days | Hours | Single | Season | Unknown) or _is_meaningful(following):
        return _statement_end(items, at + 1)
    return at + 1


def _statement_end(items: list[Item], at: int) -> int:
    while at < len(items) and not is_mark(items[at], Kind.STOP):
        at += 1
    return at


def _section_end(items: list[Item], at: int) -> int:
    """The next label, whoever's it is."""
    while at < len(items):
        following = items[at + 1] if at + 1 < len(items) else None
        titled = is_mark(following, Kind.COLON)
        named = isinstance(items[at], Unknown | Season)
        if is_mark(items[at], Kind.LABEL):
            return at
        if titled and (named or is_mark(items[at], Kind.IN_TERM, *_AWAY)):
            return at
        at += 1
    return at


def _take_back(found: list[Item]) -> Item | None:
    """Remove from `found` the hours said just before « en été »; the first item removed."""
    first = None
    if found and is_mark(found[-1], Kind.CLOSED, Kind.EXCEPT):
        return found.pop()
    if found and isinstance(found[-1], Hours | Single):
        first = found.pop()
        if len(found) > 1 and is_mark(found[-1], Kind.COLON) and isinstance(found[-2], Days):
            found.pop()
        if found and isinstance(found[-1], Days):
            first = found.pop()
    elif found and isinstance(found[-1], Days):
        first = found.pop()
        if found and isinstance(found[-1], Hours | Single):
            first = found.pop()
    return first
