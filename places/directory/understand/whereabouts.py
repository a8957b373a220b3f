"""Where: streets with their number, landmarks (« près de la gare »), « près de chez moi ».

Reads the typed words; says how far a place runs, never where it is.
"""

from collections.abc import Callable
from typing import NamedTuple

from ...text import STOP_WORDS, words
from . import phrases

MOST_NAME = 6  # words of a street's name
MOST_LANDMARK = 3  # words of a landmark's name
_LINKS = frozenset("de du des d la le les l a au aux en sous sur".split())
_ARTICLES = frozenset("de du des d la le les l un une au aux mon ma mes ce cette".split())
_NOT_A_STREET = frozenset({"en", "pour", "a"})  # « une place en crèche »


class Where(NamedTuple):
    end: int  # the first word after
    name: str  # what to look for; "" for near the person who asks


Asks = Callable[[int], bool]  # something else than a place is asked from this word on


def _split(texts: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Longest first."""
    return tuple(sorted((tuple(words(text)) for text in texts), key=len, reverse=True))


_NEAR, _NEAR_ME = _split(phrases.NEAR), _split(phrases.NEAR_ME)
_TOWARDS = _split(phrases.TOWARDS)


def street_at(
    typed: list[str], at: int, asks: Asks, ends_place: Callable[[int], int]
) -> Where | None:
    """« rue de Lannoy », « 12 bis bd Gambetta 59100 Roubaix », whole, up to the next thing asked.

    `ends_place(at)`: where the known place that begins there ends; `at` when none does.
    """
    begin = _after_number(typed, at)
    kinds = phrases.STREETS if begin == at else phrases.STREETS_WITH_A_NUMBER
    if begin < len(typed) and typed[begin] in phrases.BEFORE_STREET:
        begin += 1
    if begin >= len(typed) or typed[begin] not in kinds:
        return None
    is_named = typed[begin - 1] in phrases.BEFORE_STREET and begin > at  # « 74 Grande Rue »
    if not is_named and typed[begin + 1 : begin + 2] and typed[begin + 1] in _NOT_A_STREET:
        return None
    end = _end_of_name(typed, begin + 1, asks, ends_place)
    if end == begin + 1 and not is_named:
        return None
    return Where(end, " ".join(typed[at:end]))


def _after_number(typed: list[str], at: int) -> int:
    """Past « 12 », « 12 bis », « 12 14 »; `at` when no house number begins there."""
    end = at
    while end < len(typed) and typed[end].isdigit() and len(typed[end]) <= 4 and end < at + 2:
        end += 1
    if end > at and end < len(typed) and typed[end] in phrases.AFTER_NUMBER:
        end += 1
    return end


def _end_of_name(typed: list[str], start: int, asks: Asks, ends_place: Callable[[int], int]) -> int:
    """The end of a street's name, its commune and postal code included; `start` for no name."""
    at, end, is_named = start, start, False
    while at < len(typed) and at < start + MOST_NAME + 3:
        if is_named and (typed[at] == "a" or _is_postal_code(typed[at])):
            after = at + 1
            if _is_postal_code(typed[at]) or ends_place(after) > after:
                at = end = max(after, ends_place(after))
                continue
            break
        if typed[at] in _LINKS:
            at += 1
            continue
        if typed[at] in STOP_WORDS or (is_named and asks(at)) or at >= start + MOST_NAME:
            break
        at = end = max(at + 1, ends_place(at) if is_named else 0)
        is_named = True
    return end


def _is_postal_code(word: str) -> bool:
    return len(word) == 5 and word.isdigit()


def near_at(typed: list[str], at: int) -> tuple[int, bool] | None:
    """(the first word of what one wants to be near to, whether it must be a known place), when
    « près de la… » begins there; None when nothing of the sort does."""
    for starts, must_be_known in ((_NEAR, False), (_TOWARDS, True)):
        for start in starts:
            if tuple(typed[at : at + len(start)]) == start:
                return past_articles(typed, at + len(start)), must_be_known
    return None


def past_articles(typed: list[str], at: int) -> int:
    """The first word, from `at` on, that is no article."""
    while at < len(typed) and typed[at] in _ARTICLES:
        at += 1
    return at


def near_me_at(typed: list[str], at: int) -> int:
    """The end of « près de chez moi », « le plus proche », « à côté »; `at` when none begins."""
    for start in _NEAR_ME:
        if tuple(typed[at : at + len(start)]) == start:
            return at + len(start)
    if (near := near_at(typed, at)) is None or near[1]:
        return at
    after = near[0]
    if after < len(typed) and typed[after] in phrases.HERE:
        while after < len(typed) and typed[after] in phrases.HERE:
            after += 1
        return after
    return after if after == len(typed) else at


def landmark_at(typed: list[str], at: int, asks: Asks) -> Where | None:
    """The name of a landmark that begins at `at`: its first word, and those that go with it."""
    if at >= len(typed) or typed[at] in STOP_WORDS or typed[at].isdigit():
        return None
    end = last = at + 1
    while end < len(typed) and end < at + MOST_LANDMARK + 1:
        if typed[end] in _LINKS - {"a"}:
            end += 1
            continue
        if typed[end] in STOP_WORDS or asks(end):
            break
        end = last = end + 1
    return Where(last, " ".join(typed[at:last]))
