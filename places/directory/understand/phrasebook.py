"""The phrases that mean something here: the coordinator’s terms, the fixed ones, the names of the
quartiers and communes."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ...press.document import PublicDistrict, PublicNeed
from ...text import normalise, words
from ...vocabulary import KIND_LABELS
from ..facets import FREE, LANGUAGE, YES
from . import phrases
from .evidence import Evidence
from .phrases import STREETS
from .speech import AGREEING, BY_EAR, EMPTY, OTHER, SHORT, concept, spelled_out
from .spelling import ONE_LETTER, Speller

NEED, KIND, CONSTRAINT, PLACE = "besoin", "type", "contrainte", "lieu"
LEAST_ALONE = 2.5  # evidence of a word, for it to mean a need alone
LONG = 5  # letters of a word whose mistake is plain
NAMING_LETTERS = 6  # a word this long of a place's name is enough to name it
_DIGITS = {"deux": "2", "trois": "3", "quatre": "4", "cinq": "5"}


class Meaning(NamedTuple):
    """What a phrase stands for.

    `what`: NEED (value: a code), KIND (a kind), CONSTRAINT ((group, value)), PLACE (the name of
    a quartier or a commune, as written).
    """

    what: str
    value: str | tuple[str, str]


IS_FREE = Meaning(CONSTRAINT, (FREE, YES))


class Node:
    """A word of some phrases: what may follow it, and what the words so far mean."""

    __slots__ = ("meanings", "next")

    def __init__(self):
        self.next: dict[str, Node] = {}
        self.meanings: tuple[Meaning, ...] = ()


class Phrasebook:
    """A tree of phrases, word by word; everything in it is normalised."""

    def __init__(
        self,
        needs: tuple[PublicNeed, ...],
        districts: tuple[PublicDistrict, ...],
        communes: tuple[str, ...],
    ):
        self.root = Node()
        self.evidence = Evidence()
        self.announced: dict[str, str] = {}  # word that is a place only after « quartier » → name
        self._written: dict[str, str] = {}  # normalised word → with its accents
        for text, meaning in _fixed_entries():
            self._add(text, meaning)
        self._add_needs(needs)
        self._spellings = _spellings(needs, self._written)
        self._concepts = {concept(word) for word in spelled_out(list(self._written))}
        for name in (*(district.name for district in districts), *communes):
            self._add_place(name)
        self.vocabulary = frozenset(self._written) | AGREEING | EMPTY | STREETS | SHORT.keys()

    def is_term(self, word: str) -> bool:
        """Some phrase holds the word or one that agrees with it; or it is an empty word."""
        return word in EMPTY or concept(word) in self._concepts

    def written(self, word: str) -> str:
        """The word with its accents, when a phrase has it."""
        return self._written.get(word, word)

    def spelled(self, word: str) -> str:
        """How a word that a term holds by mistake should be written, "" for any other word."""
        return self._spellings.get(word, "")

    def meanings(self, typed: list[str]) -> tuple[Meaning, ...]:
        """What a whole phrase means."""
        node = self.root
        for word in typed:
            node = node.next.get(concept(word))
            if node is None:
                return ()
        return node.meanings

    def _add_needs(self, needs: tuple[PublicNeed, ...]) -> None:
        """Whole terms first, so that what is left of a term without its empty words never
        gives a second meaning to a word that is itself a term (« j’ai un ordi »)."""
        terms = [(need.code, text) for need in needs for text in (need.name, *need.terms)]
        for code, text in terms:
            self._note(text)
            self.evidence.add(code, map(concept, _content(text)))
        for code, text in sorted(terms, key=lambda term: len(words(term[1]))):
            if _content(text):  # « mes aides » alone would take every « aide »
                self._link(spelled_out(words(text)), Meaning(NEED, code))
        for code, text in terms:
            content = _content(text)
            if len(content) > 1 or (content and self._speaks_for(content[0], code)):
                self._link(content, Meaning(NEED, code))

    def _speaks_for(self, word: str, code: str) -> bool:
        """What is left of a longer term is not yet a term, and it mostly means this need."""
        if word in OTHER or self.meanings([word]):
            return False
        return self.evidence.scores([concept(word)]).get(code, 0.0) >= LEAST_ALONE

    def _add(self, text: str, meaning: Meaning) -> None:
        self._note(text)
        self._link(spelled_out(words(text)), meaning)

    def _add_place(self, name: str) -> None:
        for said in _ways_to_say(name):
            typed = said.split()
            self._written.update((word, word) for word in typed if word not in self._written)
            if len(typed) == 1 and (typed[0] in EMPTY or self._is_part_only(typed[0], name)):
                # « Est » alone is mostly the verb, « nouveau » an adjective.
                self.announced.setdefault(typed[0], name)
                continue
            self._link(typed, Meaning(PLACE, name))

    def _is_part_only(self, word: str, name: str) -> bool:
        return word != normalise(name) and self.is_term(word)

    def _note(self, text: str) -> None:
        """Remember how the words of a phrase are written."""
        for chunk in re.split(r"[\s'’()/,.\-–]+", text):
            word = normalise(chunk)
            if word and " " not in word:
                self._written.setdefault(word, chunk if chunk.isupper() else chunk.lower())

    def _link(self, typed: list[str], meaning: Meaning) -> None:
        if not typed:
            return
        node = self.root
        for word in typed:
            node = node.next.setdefault(concept(word), Node())
        if meaning not in node.meanings:
            node.meanings += (meaning,)


@lru_cache(maxsize=2)  # the phrases change far less often than the places
def phrasebook(
    needs: tuple[PublicNeed, ...], districts: tuple[PublicDistrict, ...], communes: tuple[str, ...]
) -> Phrasebook:
    """The phrasebook of these lists, built once for as long as they stay the same."""
    return Phrasebook(needs, districts, communes)


def _fixed_entries() -> Iterator[tuple[str, Meaning]]:
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


def _spellings(needs: tuple[PublicNeed, ...], written: dict[str, str]) -> dict[str, str]:
    """Word that only terms kept for their mistakes hold → the word that was meant."""
    misspelt = {text for need in needs for text in need.misspelt}
    rightly = {text for need in needs for text in (need.name, *need.terms)} - misspelt
    right = {word for text in rightly for word in words(text)} | AGREEING | EMPTY | OTHER
    wrong = {word for text in misspelt for word in words(text)} - right - SHORT.keys()
    speller = Speller(right & written.keys(), ())
    meant = {word: BY_EAR.get(word) or _nearest(word, speller) for word in wrong}
    return {word: known for word, known in meant.items() if known}


def _nearest(word: str, speller: Speller) -> str:
    """The one known word a letter away from a long word, "" when it is not so plain."""
    found = speller.candidates(word)[:1] if len(word) >= LONG else ()
    plain = (one for one in found if one.cost <= ONE_LETTER and abs(len(one.word) - len(word)) < 2)
    return next((one.word for one in plain), "")


def _content(text: str) -> list[str]:
    """The words of a term without those that say nothing."""
    return [word for word in spelled_out(words(text)) if word not in EMPTY]


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
        yield from (part for part in parts if len(part) >= NAMING_LETTERS)
    if _DIGITS.keys() & set(parts):
        yield " ".join(_DIGITS.get(part, part) for part in parts)
