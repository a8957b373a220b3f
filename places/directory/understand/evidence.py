"""What the words of a text, taken together, say of the needs: Bayes, on the coordinator's terms."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

PRIOR = 3.0  # a word seen this often tells half of what it would tell if seen for ever
LEAST = 3.0  # of evidence, for a need to be guessed from words that form no known phrase
CLOSE = 1.2  # less than the best: a need this close is proposed too
MOST_PROPOSED = 3


class Evidence:
    """Counts, for each word (concept), the terms of each need that hold it."""

    def __init__(self):
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._needs: set[str] = set()

    def add(self, code: str, concepts: Iterable[str]) -> None:
        """A term of the need `code` is made of these words."""
        self._needs.add(code)
        for one in set(concepts):
            self._counts[one][code] += 1

    def __contains__(self, concept: str) -> bool:
        return concept in self._counts

    def is_general(self, concept: str) -> bool:
        """Many needs have this word: alone it says little."""
        return len(self._counts.get(concept, ())) >= 5

    def scores(self, concepts: Iterable[str]) -> dict[str, float]:
        """Evidence for each need that some word speaks for, in natural logarithms.

        Σ log(P(need | word) / P(need)) over the known words, P being shrunk towards chance by
        PRIOR imaginary terms shared by all needs: a word often said for a need speaks loudly
        for it, a word it never has speaks against it.
        """
        known = [self._counts[one] for one in dict.fromkeys(concepts) if one in self._counts]
        codes = dict.fromkeys(code for counts in known for code in counts)
        return {code: sum(self._pull(counts, code) for counts in known) for code in codes}

    def told_by(self, concept: str) -> float:
        """How much a word tells, from 0 (nothing, or unknown) to about 1 (it names a need)."""
        counts = self._counts.get(concept)
        if not counts:
            return 0.0
        best = max(self._pull(counts, code) for code in counts)
        return max(best, 0.0) / math.log(len(self._needs) + 1)

    def _pull(self, counts: Counter[str], code: str) -> float:
        share = PRIOR / len(self._needs)
        likely = (counts[code] + share) / (counts.total() + PRIOR)
        return math.log(likely * len(self._needs))


def best_first(scores: dict[str, float]) -> list[str]:
    """Codes, the most likely first; the order of `scores` between equals."""
    return sorted(scores, key=lambda code: -scores[code])


def proposed(scores: dict[str, float]) -> tuple[str, ...]:
    """The best needs, when the evidence is enough: one, or a few that are close."""
    codes = best_first(scores)
    if not codes or scores[codes[0]] < LEAST:
        return ()
    least = max(scores[codes[0]] - CLOSE, 0)
    return tuple(code for code in codes if scores[code] >= least)[:MOST_PROPOSED]
