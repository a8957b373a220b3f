"""Words typed wrongly: the known word one or two letters away, or one that sounds the same."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from ...text import stem

# Letters a word must have before one, or two, typing errors are mended: short words are not bent.
ONE_ERROR_FROM, TWO_ERRORS_FROM = 4, 7
LONGEST_WORD = 40
BY_EAR = 2.3  # how far a word that only sounds the same is
SHORTEST_SOUND = 3

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


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A rough key of how a normalised word sounds: « bibliotek » and « bibliothèque » agree."""
    for pattern, said in _SOUNDS:
        word = pattern.sub(said, word)
    return word


class Speller:
    """Mends words against a vocabulary. Words of `first` win over those of `others`."""

    def __init__(self, first: Iterable[str], others: Iterable[str]):
        self._rank = {word: 1 for word in others if _can_be_meant(word)}
        self._rank.update({word: 0 for word in first if _can_be_meant(word)})
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        for word in self._rank:
            self._by_length[len(word)].append(word)
            self._by_sound[sound(word)].append(word)

    @lru_cache(maxsize=4096)  # noqa: B019  (lives as long as its directory)
    def mend(self, word: str) -> str | None:
        """The known word meant by `word`, or None.

        Nearest first; then the same first letter; then the thesaurus before names; then the
        same sound; then alphabetical, so that the answer is always the same.
        """
        if len(word) < ONE_ERROR_FROM or len(word) > LONGEST_WORD or word.isdigit():
            return None
        errors = 2 if len(word) >= TWO_ERRORS_FROM else 1
        found = [
            (float(distance), one)
            for length in range(len(word) - errors, len(word) + errors + 1)
            for one, distance, _ in process.extract(
                word, self._by_length[length], scorer=OSA.distance, score_cutoff=errors, limit=10
            )
        ]
        key = sound(word)
        if len(key) >= SHORTEST_SOUND:
            found += [(BY_EAR, one) for one in self._by_sound.get(key, ())]
        if not found:
            return None
        return min(found, key=lambda pair: self._preference(word, key, *pair))[1]

    def _preference(self, word: str, key: str, distance: float, known: str) -> tuple:
        return (
            distance - 0.4 * (sound(known) == key) - 0.3 * (stem(known) == stem(word)),
            known[0] != word[0],
            self._rank[known],
            abs(len(known) - len(word)),
            known,
        )


def _can_be_meant(word: str) -> bool:
    return len(word) >= ONE_ERROR_FROM - 1 and not word.isdigit()
