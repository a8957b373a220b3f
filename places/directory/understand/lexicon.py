"""All that can be recognised in a text: the phrasebook, and the words of the places."""

from collections.abc import Iterable

from ...text import stem
from ..words import WordIndex
from .phrasebook import IS_FREE, Phrasebook
from .speech import OTHER, SHORT, concept
from .spelling import Speller


class Lexicon:
    """Built once for a directory; everything in it is normalised."""

    def __init__(self, book: Phrasebook, index: WordIndex, known_words: Iterable[str] = ()):
        self._book = book
        self._index = index
        self.root, self.evidence, self.announced = book.root, book.evidence, book.announced
        self.vocabulary = book.vocabulary
        self.names = frozenset(known_words) - self.vocabulary
        self.speller = Speller((self.vocabulary | OTHER) - SHORT.keys(), self.names)

    def is_known(self, word: str) -> bool:
        """A normalised word that a phrase or a place holds."""
        return self.is_term(word) or self.is_name(word)

    def is_term(self, word: str) -> bool:
        """Some phrase holds the word or one that agrees with it; or it is an empty word."""
        return self._book.is_term(word)

    def is_name(self, word: str) -> bool:
        """Some place holds the word: its name, its address…"""
        return stem(word) in self._index

    def is_general(self, word: str) -> bool:
        """Many needs have the word."""
        return self.evidence.is_general(concept(word))

    def asks_free(self, word: str) -> bool:
        """« gratuit », inside a phrase too: « wifi gratuit », « avocat gratuit »."""
        return IS_FREE in self._book.meanings([word])

    def written(self, word: str) -> str:
        """The word with its accents, when a phrase has it."""
        return self._book.written(word)

    def spelled(self, word: str) -> str:
        """How a word that a term holds by mistake should be written, "" for any other word."""
        return self._book.spelled(word)
