"""What the words of a text, taken together, say of the needs: Bayes, on the coordinator's terms."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise

PRIOR = 3.0  # a word seen this often tells half of what it would tell if seen for ever
LEAST = 3.0  # of evidence, for a need to be guessed from words that form no known phrase
CLOSE = 1.2  # less than the best: a need this close is proposed too
MOST_PROPOSED = 3


class Evidence:
    """Counts, for each word (concept), the terms of each need that hold it."""

    def __init__(self):
        self._counts: dict[str, Counter[str]] = defaultdict(Counter)
        self._needs: set[str] = set()
        # Reckoned when first asked, once every term is known.
        self._told: dict[str, tuple[dict[str, float], float]] = {}
        self._near: dict[str, tuple[str, ...]] = {}

    def add(self, code: str, concepts: Iterable[str]) -> None:
        """A term of the need `code` is made of these words, in this order."""
        self._needs.add(code)
        self._told.clear()
        for one in _with_pairs(concepts):
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
        for it, a word it never has speaks against it. Two words side by side count as one more.
        """
        known = [one for one in _with_pairs(concepts) if one in self._counts]
        codes = dict.fromkeys(code for one in known for code in self._counts[one])
        pulls = [self._pulls(one) for one in known]
        return {code: sum(pull.get(code, against) for pull, against in pulls) for code in codes}

    def told_by(self, concept: str) -> float:
        """How much a word tells, from 0 (nothing, or unknown) to about 1 (it names a need)."""
        if concept not in self._counts:
            return 0.0
        best = max(self._pulls(concept)[0].values())
        return max(best, 0.0) / math.log(len(self._needs) + 1)

    def near(self, code: str) -> tuple[str, ...]:
        """The other needs, those whose terms have the most telling words in common first.

        Cosine of the counts of words, each weighed by how few needs have it (tf-idf).
        """
        if code not in self._near:
            shared: Counter[str] = Counter()
            for counts in self._counts.values():
                if code in counts:
                    rarity = math.log(len(self._needs) / len(counts)) ** 2
                    for other, count in counts.items():
                        shared[other] += counts[code] * count * rarity
            shared.pop(code, None)
            alike = {other: both / self._lengths[other] for other, both in shared.items() if both}
            self._near[code] = tuple(best_first(alike))
        return self._near[code]

    @cached_property
    def _lengths(self) -> dict[str, float]:
        """Of the vector of each need."""
        squares: Counter[str] = Counter()
        for counts in self._counts.values():
            rarity = math.log(len(self._needs) / len(counts)) ** 2
            for code, count in counts.items():
                squares[code] += count * count * rarity
        return {code: math.sqrt(square) for code, square in squares.items()}

    def _pulls(self, concept: str) -> tuple[dict[str, float], float]:
        """(what a word says for each need that has it, against any other)."""
        if concept not in self._told:
            counts = self._counts[concept]
            share, total = PRIOR / len(self._needs), counts.total() + PRIOR
            pulls = {
                code: math.log((count + share) / total * len(self._needs))
                for code, count in counts.items()
            }
            self._told[concept] = pulls, math.log(share / total * len(self._needs))
        return self._told[concept]


def _with_pairs(concepts: Iterable[str]) -> dict[str, None]:
    """Words, and pairs of neighbours, once each."""
    words = list(concepts)
    return dict.fromkeys([*words, *map(" ".join, pairwise(words))])


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
