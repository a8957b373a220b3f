"""How likely two listings are one place.

The score adds what speaks for it (points out of 100) and takes away what speaks against it. A
guard settles the matter whatever the points: two names that have nothing in common, two numbers
in otherwise equal names (« Relais 2 », « Relais 3 »), two kinds of place that share a building (a
library inside a town hall), two places far apart.
"""

from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import JaroWinkler

from ...geo import Position, distance_m
from .traits import Street, Traits

NAME_POINTS = 50  # for equal names, in proportion of their likeness
LEAST_LIKENESS = 0.6  # of two names; below, they are two places
ALIKE = 0.9  # two names that differ by a mistake or a small word
SAME_SPOT_M = 40  # the width of a large building
NEAR_M = 150
FAR_M = 500  # two places that know where they are
LIKE_WORD = 0.9  # Jaro–Winkler likeness of two spellings of one word
# Kinds that others are housed in, or that say nothing of what is inside.
VAGUE_KINDS = frozenset({"association", "autre", "ecn", "epn", "papi"})


class Guard(StrEnum):
    NAMES = "Les noms n’ont rien en commun."
    NUMBERS = "Les noms portent des numéros différents."
    KINDS = "Ce sont deux types de lieu différents."
    FAR = "Les deux lieux sont loin l’un de l’autre."
    COMMUNES = "Les deux lieux sont dans deux communes."


class Reason(NamedTuple):
    """« Même téléphone », for 20 points; negative: it speaks against."""

    text: str
    points: int


class Likeness(NamedTuple):
    score: int  # 0 to 100; 0 when a guard says no
    reasons: tuple[Reason, ...]
    guard: Guard | None = None


def compared(one: Traits, other: Traits) -> Likeness:
    """The score of two listings, with each reason; the order of the two does not matter."""
    likeness = name_likeness(one, other)
    metres = _distance(one, other)
    guard = _guard(one, other, likeness, metres)
    if guard:
        return Likeness(0, (), guard)
    reasons = [
        _name(likeness),
        *_address(one.street, other.street),
        *_spot(metres),
        *_same(one.phone, other.phone, "Même téléphone", "Téléphones différents", 20, -8),
        *_same(one.pivot, other.pivot, "Même SIRET", "SIRET différents", 10, -8),
    ]
    total = sum(reason.points for reason in reasons)
    return Likeness(max(0, min(100, total)), tuple(reasons))


def name_likeness(one: Traits, other: Traits) -> float:
    """0 to 1: words in common whatever their order, mistakes and initials allowed."""
    if one.name == other.name:
        return 1.0
    if _are_initials(one, other) or _are_initials(other, one):
        return ALIKE
    shared = _shared(one.name_words, other.name_words)
    sizes = len(one.name_words), len(other.name_words)
    told_twice = 2 * shared / sum(sizes)
    inside = 0.85 * shared / min(sizes) if shared > 1 else 0.0  # one name says a little more
    spelled = fuzz.ratio("".join(one.name_words), "".join(other.name_words)) / 100
    return max(told_twice, inside, spelled if spelled > ALIKE else 0.0)


def _shared(words: tuple[str, ...], others: tuple[str, ...]) -> int:
    """How many words have an equal, or one that differs by a mistake."""
    left = list(others)
    shared = 0
    for word in words:
        match = next((one for one in left if _is_like(word, one)), None)
        if match is not None:
            left.remove(match)
            shared += 1
    return shared


def _is_like(word: str, other: str) -> bool:
    if word == other:
        return True
    if min(len(word), len(other)) < 5 or word[0].isdigit():
        return False
    return JaroWinkler.similarity(word, other) >= LIKE_WORD


def _are_initials(short: Traits, long: Traits) -> bool:
    """« CCAS » and « Centre communal d’action sociale »."""
    initials = "".join(word[0] for word in long.name_words)
    return len(initials) > 2 and initials in short.name_words


def _guard(one: Traits, other: Traits, likeness: float, metres: float | None) -> Guard | None:
    if one.commune != other.commune and metres is None:
        return Guard.COMMUNES
    if metres is not None and metres > FAR_M:
        return Guard.FAR
    if one.numbers != other.numbers and one.numbers and other.numbers:
        return Guard.NUMBERS
    kinds, others = one.kinds - VAGUE_KINDS, other.kinds - VAGUE_KINDS
    if kinds and others and not kinds & others and likeness < ALIKE:
        return Guard.KINDS
    if likeness < LEAST_LIKENESS:
        return Guard.NAMES
    return None


def _name(likeness: float) -> Reason:
    points = round(NAME_POINTS * (likeness - LEAST_LIKENESS / 2) / (1 - LEAST_LIKENESS / 2))
    if likeness == 1:
        return Reason("Même nom", points)
    return Reason("Noms très proches" if likeness >= ALIKE else "Noms qui se ressemblent", points)


def _address(one: Street, other: Street):
    if not (one.is_known and other.is_known):
        return
    common = one.words & other.words
    is_same = len(common) / max(len(one.words), len(other.words)) >= 0.5
    if not is_same:
        yield Reason("Rues différentes", -10)
    elif one.number and one.number == other.number:
        yield Reason("Même adresse", 25)
    elif one.number and other.number:
        yield Reason("Même rue, autre numéro", -5)
    else:
        yield Reason("Même rue", 15)


def _spot(metres: float | None):
    if metres is None:
        return
    if metres <= SAME_SPOT_M:
        yield Reason(f"À {metres:.0f} m l’un de l’autre", 15)
    elif metres <= NEAR_M:
        yield Reason(f"À {metres:.0f} m l’un de l’autre", 8)
    else:
        yield Reason(f"À {metres:.0f} m l’un de l’autre", -10)


def _same(one: str, other: str, same: str, different: str, points: int, otherwise: int):
    if one and other:
        yield Reason(same, points) if one == other else Reason(different, otherwise)


def _distance(one: Traits, other: Traits) -> float | None:
    """Metres; None when one of them does not know where it is."""
    if one.position is None or other.position is None:
        return None
    return distance_m(Position(*one.position), Position(*other.position))
