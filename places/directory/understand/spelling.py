"""Words typed wrongly: the known words one or two letters away, or that sound the same.

Costs are in the unit of `reading`: one wrong letter in a long word is about 2.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ...text import stem

# Letters a word must have before one, or two, typing errors are mended: short words are not bent.
ONE_ERROR_FROM, TWO_ERRORS_FROM = 4, 7
LONGEST_WORD = 40
SHORTEST_SOUND = 3
MOST_CANDIDATES = 6
LIKELY_SLIP, ONE_LETTER, TWO_LETTERS, BY_EAR = 1.7, 2.2, 3.8, 2.6
SHORT_KNOWN = 4  # letters: an acronym is seldom meant by a longer word
SHORT_WORD = 1.0  # more, in a word of four letters: half of it would be taken on trust
OTHER_FIRST, NAME_ONLY = 0.6, 0.4  # more: the first letter is seldom wrong; names are seldom meant
SAME_SOUND, SAME_STEM = 0.8, 0.3  # less

# French spelling → sound, in order; a rough key on which spelling by ear agrees.
_SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eaux?|aux?", "o"),
        (r"ph", "f"),
        (r"qu?|ck|c(?=[aouklrt]|$)", "k"),
        (r"c(?=[eiy])|ss|sc(?=[ei])", "s"),
        (r"ch|sh", "x"),
        (r"th", "t"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[ei])", "g"),
        (r"h", ""),
        (r"y", "i"),
        (r"z", "s"),
        (r"[ae][iy]|et$|er$|ez$|ee?s?$|es$", "e"),
        (r"[ae][nm](?=[^aeiou]|$)", "an"),
        (r"(ain|ein|in|im|un|um)(?=[^aeiou]|$)", "in"),
        (r"om(?=[bp])", "on"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)[esxtdp]+$", ""),
    )
]
_KEYBOARD = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_NEIGHBOURS = frozenset(
    pair
    for row in _KEYBOARD
    for one, other in pairwise(row)
    for pair in ((one, other), (other, one))
)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A rough key of how a normalised word sounds: « bibliotek » and « bibliothèque » agree."""
    for pattern, said in _SOUNDS:
        word = pattern.sub(said, word)
    return word


class Candidate(NamedTuple):
    word: str
    cost: float


class Speller:
    """Mends words against a vocabulary. Words of `first` win over those of `others`."""

    def __init__(self, first: Iterable[str], others: Iterable[str]):
        self._first = frozenset(word for word in first if _can_be_meant(word))
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in (*self._first, *(w for w in others if _can_be_meant(w))):
            self._by_length[len(word)].append(word)
            self._by_sound[sound(word)].append(word)

    def mend(self, word: str) -> str | None:
        """The known word most likely meant by `word`, or None."""
        found = self.candidates(word)
        return found[0].word if found else None

    @lru_cache(maxsize=4096)  # noqa: B019  (lives as long as its directory)
    def candidates(self, word: str) -> tuple[Candidate, ...]:
        """The known words `word` may stand for, the likeliest first, always in the same order."""
        if len(word) < ONE_ERROR_FROM or len(word) > LONGEST_WORD or word.isdigit():
            return ()
        errors = 2 if len(word) >= TWO_ERRORS_FROM else 1
        distances: dict[str, int] = {}
        for length in range(len(word) - errors, len(word) + errors + 1):
            near = process.extract(
                word, self._by_length[length], scorer=OSA.distance, score_cutoff=errors, limit=20
            )
            distances.update((known, distance) for known, distance, _ in near)
        key = sound(word)
        if len(key) >= SHORTEST_SOUND:
            for known in self._by_sound.get(key, ()):
                distances.setdefault(known, 0)
        distances.pop(word, None)
        found = [
            Candidate(known, self._cost(word, key, known, distance))
            for known, distance in distances.items()
        ]
        return tuple(sorted(found, key=lambda one: (one.cost, one.word))[:MOST_CANDIDATES])

    def _cost(self, word: str, key: str, known: str, distance: int) -> float:
        """`distance`: letters wrong; 0 for a word that only sounds the same."""
        cost = (BY_EAR, ONE_LETTER, TWO_LETTERS)[distance]
        if distance == 1 and _is_likely_slip(word, known):
            cost = LIKELY_SLIP
        if len(word) < ONE_ERROR_FROM + 1:
            cost += SHORT_WORD
        if len(known) <= SHORT_KNOWN and distance and len(known) < len(word):
            cost += SHORT_WORD
        if known[0] != word[0]:
            cost += OTHER_FIRST
        if known not in self._first:
            cost += NAME_ONLY
        if distance:
            cost -= SAME_SOUND * (sound(known) == key)
        return cost - SAME_STEM * (stem(known) == stem(word))


def _can_be_meant(word: str) -> bool:
    return len(word) >= ONE_ERROR_FROM - 1 and not word.isdigit()


def _is_likely_slip(word: str, known: str) -> bool:
    """One letter lost, doubled, swapped with the next, or taken for the one beside it on a
    French keyboard: likelier than any other letter in its place."""
    if len(word) != len(known):
        return len(word) < len(known) or any(map(str.__eq__, word, word[1:]))
    wrong = [pair for pair in zip(word, known, strict=True) if pair[0] != pair[1]]
    return len(wrong) == 2 or wrong[0] in _NEIGHBOURS
