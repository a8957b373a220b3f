"""All that can be recognised: phrases and their meanings, and the words of the places."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...press.document import PublicDistrict, PublicNeed
from ...text import STOP_WORDS, normalise, stem, words
from ...vocabulary import KIND_LABELS
from ..facets import LANGUAGE
from ..words import WordIndex
from . import phrases
from .spelling import Speller

NEED, KIND, CONSTRAINT, PLACE = "besoin", "type", "contrainte", "lieu"
LONGEST_PHRASE = 8  # words
LEAST_SHARE = 0.6  # of the weight of the words, for a need to be guessed from them
UNKNOWN_WEIGHT = 2.0  # of a word that no need has
NAMING_LETTERS = 6  # a word this long of a place's name is enough to name it
_DIGITS = {"deux": "2", "trois": "3", "quatre": "4", "cinq": "5"}


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
        self._needs_of_stem: dict[str, set[str]] = defaultdict(set)
        needs = list(needs)
        self._need_count = len(needs)
        for text, meaning in self._entries(needs, list(districts), list(communes)):
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
        content = tuple(stem(word) for word in typed if word not in STOP_WORDS)
        _append(self._content, content, meaning)
        if meaning.what == NEED:
            for one in content:
                self._needs_of_stem[one].add(meaning.value)

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
            for said in _ways_to_say(name):
                if said not in STOP_WORDS:  # « Est » alone is mostly the verb
                    yield said, Meaning(PLACE, name)
                yield from ((f"{near} {said}", Meaning(PLACE, name)) for near in phrases.NEAR)

    def guess(self, typed: Iterable[str]) -> tuple[str, ...]:
        """Codes of the needs whose terms best hold some words, together; () when none does.

        A word weighs the more, the fewer needs it may mean (inverse document frequency).
        """
        stems = {stem(word) for word in typed if word not in STOP_WORDS}
        total = sum(self._weight(one) for one in stems)
        scores: dict[str, float] = defaultdict(float)
        for one in stems:
            for code in self._needs_of_stem.get(one, ()):
                scores[code] += self._weight(one)
        best = max(scores.values(), default=0.0)
        if not total or best < LEAST_SHARE * total:
            return ()
        return tuple(code for code, score in scores.items() if score == best)[:2]

    def _weight(self, one: str) -> float:
        needs = self._needs_of_stem.get(one)
        return math.log((1 + self._need_count) / len(needs)) if needs else UNKNOWN_WEIGHT


def _ways_to_say(name: str) -> Iterator[str]:
    """A name normalised, its halves (« Hauts-Champs – Petites-Haies »), its long words when it
    has several, and its numbers in digits (« 3 Ponts »)."""
    said = normalise(name)
    yield said
    halves = [normalise(half) for half in re.split(r"\s*[–—/]\s*|\s-\s", name)]
    if len(halves) > 1:
        yield from halves
    parts = said.split()
    if len(parts) > 1:
        yield from (part for part in parts if len(part) >= NAMING_LETTERS and part != "quartier")
    if _DIGITS.keys() & set(parts):
        yield " ".join(_DIGITS.get(part, part) for part in parts)


def _append(table: dict[Phrase, list[Meaning]], phrase: Phrase, meaning: Meaning) -> None:
    known = table.setdefault(phrase, []) if phrase else []
    if meaning not in known:
        known.append(meaning)
