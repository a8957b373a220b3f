"""Which listings are worth comparing, and the pairs that look like one place.

What was found for one copy of the directory is brought up to date for the next: an edit costs the
comparison of the listings that changed, not that of all.
"""

import threading
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
FEW_PLACES = 2_000  # compared in about a tenth of a second


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
        known = _known[directory] = _table.pairs_of(directory)
    return known


def is_quick(directory: Directory) -> bool:
    """Whether `likely_duplicates` answers at once: few places, or a comparison to go on from."""
    return directory in _known or directory.count <= FEW_PLACES or bool(_table)


class _Table:
    """What the listings last seen share, by site number."""

    def __init__(self):
        self._lock = threading.Lock()
        self._payloads: dict[int, bytes] = {}
        self._together: defaultdict[str, set[int]] = defaultdict(set)
        self._likely: dict[tuple[int, int], Likeness] = {}
        self._paired: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._payloads)

    def pairs_of(self, directory: Directory) -> tuple[Pair, ...]:
        rows = directory.row_of_site
        with self._lock:
            self._follow({site: directory.payloads[row] for site, row in rows.items()})
            ranked = sorted(self._likely.items(), key=lambda one: (-one[1].score, one[0]))
        return tuple(
            Pair(rows[first], rows[second], likeness.score, likeness.reasons)
            for (first, second), likeness in ranked
        )

    def _follow(self, payloads: dict[int, bytes]) -> None:
        """Compare again what changed since the last time, and nothing else."""
        touched = set(self._replace(payloads))
        for site in touched:
            for pair in self._paired.pop(site, ()):
                self._likely.pop(pair, None)
        for pair in {pair for site in touched for pair in self._candidates(site)}:
            likeness = _likeness(payloads[pair[0]], payloads[pair[1]])
            if likeness.score >= LIKELY:
                self._likely[pair] = likeness
                for site in pair:
                    self._paired[site].add(pair)

    def _replace(self, payloads: dict[int, bytes]) -> Iterator[int]:
        """Take the new listings; yields the sites to be compared again: those that changed, and
        those whose clue has become too common, or rare enough."""
        sizes: dict[str, int] = {}  # of the groups that change, before
        for site in self._payloads.keys() | payloads.keys():
            old, new = self._payloads.get(site), payloads.get(site)
            if old is new or old == new:
                continue
            yield site
            for clue in _clues(old) if old else ():
                sizes.setdefault(clue, len(self._together[clue]))
                self._together[clue].discard(site)
            for clue in _clues(new) if new else ():
                sizes.setdefault(clue, len(self._together[clue]))
                self._together[clue].add(site)
        for clue, size in sizes.items():
            held = self._together[clue]
            if (size > MOST_TOGETHER) != (len(held) > MOST_TOGETHER):
                yield from held
            if not held:
                del self._together[clue]
        self._payloads = payloads

    def _candidates(self, site: int) -> Iterator[tuple[int, int]]:
        """Pairs that share a clue. Two listings that share none would reach no score."""
        for clue in _clues(self._payloads[site]) if site in self._payloads else ():
            together = self._together[clue]
            if len(together) <= MOST_TOGETHER:
                for other in together:
                    if other != site:
                        yield (site, other) if site < other else (other, site)


_known: WeakKeyDictionary[Directory, tuple[Pair, ...]] = WeakKeyDictionary()
_table = _Table()


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
