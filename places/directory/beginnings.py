"""Which rows hold a word that begins with some letters, mended when no word does."""

from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..text import stem
from .words import WordIndex

ONE_ERROR_FROM, TWO_ERRORS_FROM = 4, 8  # letters: shorter beginnings are not bent
LONGEST_WORD = 30  # letters: what is longer is not a word, and is not mended
AFTER_LETTERS = "~"  # sorts after every normalised letter


class Beginnings:
    """The words of an index in order, so that one finds those that begin with what is typed."""

    def __init__(self, index: WordIndex):
        self._index = index
        self._words = sorted(index.postings)

    def holding(self, typed: Iterable[str]) -> np.ndarray:
        """bool, one a row: every typed word begins one of its words, in any order."""
        found = np.ones(self._index.size, dtype=bool)
        for word in typed:
            found &= self._holding_one(word)
        return found

    def mended(self, typed: Iterable[str]) -> list[str]:
        """The words typed, those that begin nothing replaced by the nearest known beginning."""
        return [word if self._knows(word) else self._nearest(word) for word in typed]

    def _holding_one(self, word: str) -> np.ndarray:
        found = np.zeros(self._index.size, dtype=bool)
        for known in self._words[self._first(word) : self._first(word + AFTER_LETTERS)]:
            found[self._index.postings[known]] = True
        found[self._index.rows(stem(word))] = True  # « imprimantes » is « imprimante »
        return found

    def _knows(self, word: str) -> bool:
        return self._first(word) < self._first(word + AFTER_LETTERS) or stem(word) in self._index

    def _first(self, beginning: str) -> int:
        return bisect_left(self._words, beginning)

    def _nearest(self, word: str) -> str:
        """The beginning of a known word one or two typing errors away; `word` when none is.

        The first letters count most: they are rarely the wrong ones.
        """
        if not ONE_ERROR_FROM <= len(word) <= LONGEST_WORD or word.isdigit():
            return word
        errors = 2 if len(word) >= TWO_ERRORS_FROM else 1
        lengths = range(len(word) - 1, len(word) + 2)
        known = {one[:length] for one in self._words for length in lengths if one[0] == word[0]}
        found = process.extract(
            word, sorted(known), scorer=OSA.distance, score_cutoff=errors, limit=None
        )
        near = [(distance, abs(len(one) - len(word)), one) for one, distance, _ in found]
        return min(near, default=(0, 0, word))[2]
