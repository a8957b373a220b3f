"""What a resident's words mean: text → needs and words to look for. Pure, no database.

A text is cut into parts. A part is a phrase of the thesaurus (« créer une boîte mail ») or one
word; a place answers to a part when it serves one of its needs or holds all its words.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from ..press.document import PublicNeed
from ..text import stem, stems, words
from .words import WordIndex

LONGEST_PHRASE = 6  # words
# Letters a word must have before one, or two, typing errors are mended.
ONE_ERROR_FROM, TWO_ERRORS_FROM = 4, 8


@dataclass(frozen=True)
class Part:
    """One thing the text asks for."""

    typed: str  # the normalised words as typed
    stems: tuple[str, ...]
    needs: tuple[str, ...] = ()  # codes
    corrected: str = ""  # the stem found instead of the one typed


@dataclass(frozen=True)
class Understood:
    parts: tuple[Part, ...] = ()
    ignored: tuple[str, ...] = ()  # words that match nothing we know

    @property
    def needs(self) -> tuple[str, ...]:
        """Codes of the needs recognised, in the order of the text, once each."""
        return tuple(dict.fromkeys(code for part in self.parts for code in part.needs))


class Thesaurus:
    """The phrases of all needs, and the vocabulary of the places."""

    def __init__(self, needs: Iterable[PublicNeed], index: WordIndex):
        self._index = index
        self._needs: dict[tuple[str, ...], tuple[str, ...]] = {}
        for need in needs:
            for phrase in {stems(term) for term in (need.name, *need.terms)}:
                known = self._needs.get(phrase, ())
                if phrase and need.code not in known:
                    self._needs[phrase] = (*known, need.code)
        self._phrase_stems = {one for phrase in self._needs for one in phrase}
        self._vocabulary = [
            one
            for one in {*self._phrase_stems, *index.postings}
            if len(one) >= ONE_ERROR_FROM - 1 and not one.isdigit()
        ]

    def knows(self, one: str) -> bool:
        return one in self._phrase_stems or one in self._index

    def needs_of(self, phrase: tuple[str, ...]) -> tuple[str, ...]:
        return self._needs.get(phrase, ())

    def closest(self, one: str) -> str | None:
        """The known stem within one typing error (two in a long word), or None.

        Words too short to be mended and ties of distance are left alone… the first letter
        counts: people rarely miss it.
        """
        if len(one) < ONE_ERROR_FROM or one.isdigit():
            return None
        errors = 2 if len(one) >= TWO_ERRORS_FROM else 1
        found = process.extract(
            one,
            self._vocabulary,
            scorer=DamerauLevenshtein.distance,
            score_cutoff=errors,
            limit=5,
        )
        ranked = sorted(found, key=lambda f: (f[1], f[0][0] != one[0], f[0]))
        return ranked[0][0] if ranked else None


def understand(text: str, thesaurus: Thesaurus) -> Understood:
    """Read `text` phrase by phrase, the longest known phrase first."""
    typed = [word for word in words(text) if stems(word)]
    known: list[tuple[str, str, str]] = []  # (word, stem to look for, correction or "")
    ignored = []
    for word in typed:
        one = stem(word)
        if thesaurus.knows(one):
            known.append((word, one, ""))
        elif (mended := thesaurus.closest(one)) is not None:
            known.append((word, mended, mended))
        else:
            ignored.append(word)
    return Understood(tuple(_parts(known, thesaurus)), tuple(ignored))


def _parts(known: list[tuple[str, str, str]], thesaurus: Thesaurus) -> Iterable[Part]:
    start = 0
    while start < len(known):
        length = _longest_phrase(known[start:], thesaurus)
        taken = known[start : start + length]
        phrase = tuple(one for _, one, _ in taken)
        yield Part(
            typed=" ".join(word for word, _, _ in taken),
            stems=phrase,
            needs=thesaurus.needs_of(phrase),
            corrected=" ".join(fix for _, _, fix in taken if fix),
        )
        start += length


def _longest_phrase(known: list[tuple[str, str, str]], thesaurus: Thesaurus) -> int:
    """How many words the longest known phrase at the start has; 1 when none is known."""
    for length in range(min(LONGEST_PHRASE, len(known)), 1, -1):
        if thesaurus.needs_of(tuple(one for _, one, _ in known[:length])):
            return length
    return 1
