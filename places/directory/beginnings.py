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

    def holding(self, typed: Iterable[str], *, mend: bool = False) -> np.ndarray:
        """bool, one a row: every typed word begins one of its words, in any order.

        `mend`: or nearly begins one, one or two typing errors away.
        """
        found = np.ones(self._index.size, dtype=bool)
        for word in typed:
            beginnings = [word, *self._near(word)] if mend else [word]
            found &= np.logical_or.reduce([self._holding_one(one) for one in beginnings])
        return found

    def _holding_one(self, word: str) -> np.ndarray:
        found = np.zeros(self._index.size, dtype=bool)
        for known in self._words[self._first(word) : self._first(word + AFTER_LETTERS)]:
            found[self._index.postings[known]] = True
        found[self._index.rows(stem(word))] = True  # « imprimantes » is « imprimante »
        return found

    def _first(self, beginning: str) -> int:
        return bisect_left(self._words, beginning)

    def _near(self, word: str) -> list[str]:
        """The known beginnings a few typing errors away, that have the same first letter."""
        if not ONE_ERROR_FROM <= len(word) <= LONGEST_WORD or word.isdigit():
            return []
        errors = 2 if len(word) >= TWO_ERRORS_FROM else 1
        lengths = range(len(word) - 1, len(word) + 2)
        same_letter = self._words[self._first(word[0]) : self._first(word[0] + AFTER_LETTERS)]
        known = {one[:length] for one in same_letter for length in lengths}
        found = process.extract(
            word, list(known), scorer=OSA.distance, score_cutoff=errors, limit=None
        )
        return [one for one, _, _ in found]
