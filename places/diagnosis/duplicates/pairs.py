"""Which listings are worth comparing, and the pairs that look like one place."""

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations, product
from math import floor
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ...directory.columns import Directory
from .score import Likeness, Reason, compared
from .traits import KEPT, Street, traits_of

LIKELY = 55
MOST_TOGETHER = 24  # more listings than that share a switchboard or a common word: no clue
CELL_DEGREES = 0.001  # about 110 m of latitude: neighbours share a square or touch


class Pair(NamedTuple):
    """Two rows of the directory, the lower site number first."""

    first: int
    second: int
    score: int
    reasons: tuple[Reason, ...]


def likely_duplicates(directory: Directory) -> tuple[Pair, ...]:
    """Every likely pair, the likeliest first; remembered as long as the directory is."""
    known = _known.get(directory)
    if known is None:
        known = _known[directory] = tuple(sorted(_likely(directory), key=_rank))
    return known


_known: WeakKeyDictionary[Directory, tuple[Pair, ...]] = WeakKeyDictionary()


def _rank(pair: Pair) -> tuple[int, int, int]:
    return -pair.score, pair.first, pair.second


def _likely(directory: Directory) -> Iterator[Pair]:
    payloads = {row: directory.payloads[row] for row in directory.rows().tolist()}
    for one, other in _candidates(payloads):
        likeness = _likeness(payloads[one], payloads[other])
        if likeness.score >= LIKELY:
            ids = {row: traits_of(payloads[row]).site_id for row in (one, other)}
            yield Pair(*sorted(ids, key=ids.get), likeness.score, likeness.reasons)


def _candidates(payloads: dict[int, bytes]) -> set[tuple[int, int]]:
    """Pairs of rows that share a clue. Two listings that share none would reach no score."""
    together: defaultdict[str, list[int]] = defaultdict(list)
    for row, payload in payloads.items():
        for clue in _clues(payload):
            together[clue].append(row)
    return {
        pair
        for rows in together.values()
        if 1 < len(rows) <= MOST_TOGETHER
        for pair in combinations(rows, 2)
    }


@lru_cache(maxsize=KEPT)
def _likeness(payload: bytes, other: bytes) -> Likeness:
    return compared(traits_of(payload), traits_of(other))


@lru_cache(maxsize=KEPT)
def _clues(payload: bytes) -> tuple[str, ...]:
    """What a listing may share with its double, as short texts."""
    one = traits_of(payload)
    told = sorted({*one.name_words})
    names = [*combinations(told, 2)] if len(told) > 1 else [tuple(told)]
    return (
        *([f"phone {one.phone}"] if one.phone else ()),
        *([f"pivot {one.pivot}"] if one.pivot else ()),
        *(f"name {one.commune} {' '.join(words)}" for words in names),
        *([f"street {one.commune} {_door(one.street)}"] if one.street.number else ()),
        *(_squares(*one.position) if one.position else ()),
    )


def _door(street: Street) -> str:
    return f"{street.number} {' '.join(sorted(street.words))}"


def _squares(latitude: float, longitude: float) -> Iterator[str]:
    """The corners of its square: those of a neighbouring square share one at least."""
    south, west = floor(latitude / CELL_DEGREES), floor(longitude / CELL_DEGREES)
    for north, east in product((0, 1), repeat=2):
        yield f"spot {south + north} {west + east}"
