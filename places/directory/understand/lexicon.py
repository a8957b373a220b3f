"""All that can be recognised: phrases and their meanings, and the words of the places."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...press.document import PublicDistrict, PublicNeed
from ...text import STOP_WORDS, stem, words
from ...vocabulary import KIND_LABELS
from ..facets import LANGUAGE
from ..words import WordIndex
from . import phrases
from .spelling import Speller

NEED, KIND, CONSTRAINT, PLACE = "besoin", "type", "contrainte", "lieu"
LONGEST_PHRASE = 8  # words


class Meaning(NamedTuple):
    """What a phrase stands for.

    `what`: NEED (value: a code), KIND (a kind), CONSTRAINT ((group, value)), PLACE (the name of
    a quartier or a commune, as written).
    """

    what: str
    value: str | tuple[str, str]


Phrase = tuple[str, ...]  # stems


class Lexicon:
    """Built once for a directory; everything in it is normalised."""

    def __init__(
        self,
        needs: Iterable[PublicNeed],
        districts: Iterable[PublicDistrict],
        communes: Iterable[str],
        index: WordIndex,
        known_words: Iterable[str] = (),
    ):
        self._index = index
        self._whole: dict[Phrase, list[Meaning]] = {}  # every word counts
        self._content: dict[Phrase, list[Meaning]] = {}  # empty words left out
        spelled: set[str] = set()
        for text, meaning in self._entries(list(needs), list(districts), list(communes)):
            self._add(text, meaning)
            spelled.update(words(text))
        self._stems = {one for phrase in (*self._whole, *self._content) for one in phrase}
        self.speller = Speller(spelled - STOP_WORDS, set(known_words) - STOP_WORDS)

    def knows(self, word: str) -> bool:
        """A normalised word that a phrase or a place holds."""
        one = stem(word)
        return one in self._stems or one in self._index

    def longest(self, typed: list[str], start: int) -> tuple[int, list[Meaning]]:
        """(number of words, meanings) of the longest phrase that begins at `start`; (0, [])."""
        for length in range(min(LONGEST_PHRASE, len(typed) - start), 0, -1):
            taken = typed[start : start + length]
            found = self._whole.get(tuple(stem(word) for word in taken))
            if found:
                return length, found
            if taken[0] in STOP_WORDS or taken[-1] in STOP_WORDS:
                continue
            content = tuple(stem(word) for word in taken if word not in STOP_WORDS)
            found = self._content.get(content)
            if found:
                return length, found
        return 0, []

    def _add(self, text: str, meaning: Meaning) -> None:
        typed = words(text)
        whole = tuple(stem(word) for word in typed)
        _append(self._whole, whole, meaning)
        if meaning.what == CONSTRAINT:
            return
        _append(self._content, tuple(stem(w) for w in typed if w not in STOP_WORDS), meaning)

    def _entries(
        self,
        needs: list[PublicNeed],
        districts: list[PublicDistrict],
        communes: list[str],
    ) -> Iterator[tuple[str, Meaning]]:
        for need in needs:
            yield from ((text, Meaning(NEED, need.code)) for text in (need.name, *need.terms))
        for kind, label in KIND_LABELS.items():
            if kind != "autre":
                yield label.split(" (")[0].split(",")[0], Meaning(KIND, kind)
        for kinds, texts in phrases.KINDS.items():
            yield from ((text, Meaning(KIND, kind)) for text in texts for kind in kinds)
        for key, texts in phrases.CONSTRAINTS.items():
            yield from ((text, Meaning(CONSTRAINT, key)) for text in texts)
        for code, names in phrases.LANGUAGES.items():
            meaning = Meaning(CONSTRAINT, (LANGUAGE, code))
            for name in names:
                yield name, meaning
                yield from ((f"{before} {name}", meaning) for before in phrases.BEFORE_LANGUAGE)
        for name in (*(district.name for district in districts), *communes):
            yield name, Meaning(PLACE, name)
            yield from ((f"{near} {name}", Meaning(PLACE, name)) for near in phrases.NEAR)


def _append(table: dict[Phrase, list[Meaning]], phrase: Phrase, meaning: Meaning) -> None:
    known = table.setdefault(phrase, []) if phrase else []
    if meaning not in known:
        known.append(meaning)
