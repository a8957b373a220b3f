"""Reads a text phrase by phrase, the longest known phrase first; mends what it does not know."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ...text import STOP_WORDS, stem, words
from .lexicon import CONSTRAINT, KIND, NEED, PLACE, Lexicon, Meaning
from .phrases import STREETS

MOST_LETTERS, MOST_WORDS = 400, 40  # nobody asks with more; the rest is left unread
WORDS, STREET = "mots", "rue"
NOT_A_STREET = frozenset({"en", "pour", "a"})
_POSTAL_CODE = re.compile(r"\d{5}")
_ORDER = (NEED, CONSTRAINT, KIND, PLACE)


@dataclass(frozen=True)
class Part:
    """One thing the text asks for."""

    what: str  # NEED, KIND, CONSTRAINT, PLACE, STREET or WORDS
    typed: str  # the normalised words as typed
    stems: tuple[str, ...]  # of the words that carry meaning, mended
    values: tuple = ()  # codes, kinds, (group, value), names of places
    corrected: str = ""  # the words as mended, "" when nothing was
    kinds: tuple[str, ...] = ()  # kinds of places the same words may mean (« cybercafé »)


@dataclass(frozen=True)
class Understood:
    text: str = ""  # as typed, cut to what is read
    parts: tuple[Part, ...] = ()
    ignored: tuple[str, ...] = ()  # words that match nothing known

    def values(self, what: str) -> tuple:
        """All values of one sort, in the order of the text, once each."""
        found = (value for part in self.parts if part.what == what for value in part.values)
        return tuple(dict.fromkeys(found))

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """Kinds of places asked, or that words asking for a need may mean."""
        meant = (kind for part in self.parts for kind in part.kinds)
        return tuple(dict.fromkeys([*self.values(KIND), *meant]))

    @cached_property
    def needs(self) -> tuple[str, ...]:
        return self.values(NEED)

    @cached_property
    def place(self) -> str:
        """The name of the place asked, as to be located; "" when none is."""
        return next((str(p.values[0]) for p in self.parts if p.what in (PLACE, STREET)), "")

    @cached_property
    def corrected(self) -> str:
        """The text with its mended words, "" when nothing was mended."""
        if not any(part.corrected for part in self.parts):
            return ""
        return " ".join(part.corrected or part.typed for part in self.parts)

    @property
    def is_nothing(self) -> bool:
        """Something was typed and none of it means anything here."""
        return bool(self.ignored) and not self.parts


@dataclass(frozen=True)
class _Word:
    typed: str
    known: str  # the word looked for: as typed, or mended


def understand(text: str, lexicon: Lexicon, *, literal: bool = False) -> Understood:
    """What `text` asks for. Never raises; `literal`: mend nothing."""
    text = text[:MOST_LETTERS]
    typed = words(text)[:MOST_WORDS]
    parts: list[Part] = []
    ignored: list[str] = []
    at = 0
    read = [_mended(word, lexicon, literal) for word in typed]
    while at < len(read):
        length, part = _next(read, at, lexicon)
        if part is not None:
            parts.append(part)
        elif read[at] is None:
            ignored.append(typed[at])
        at += length
    parts = _with_guess(list(_without_repeats(parts)), lexicon)
    return Understood(text.strip(), tuple(parts), tuple(ignored))


def _with_guess(parts: list[Part], lexicon: Lexicon) -> list[Part]:
    """When no phrase was recognised, the loose words taken together may still mean a need."""
    loose = [part for part in parts if part.what == WORDS]
    if len(loose) < 2 or any(part.what == NEED for part in parts):
        return parts
    said = " ".join(part.corrected or part.typed for part in loose)
    needs = lexicon.guess(words(said))
    if not needs:
        return parts
    mended = any(part.corrected for part in loose)
    guess = Part(
        what=NEED,
        typed=" ".join(part.typed for part in loose),
        stems=tuple(one for part in loose for one in part.stems),
        values=needs,
        corrected=said if mended else "",
    )
    return [guess, *(part for part in parts if part.what != WORDS)]


def _mended(word: str, lexicon: Lexicon, literal: bool) -> _Word | None:
    """The word as known, None when it means nothing here."""
    if word in STOP_WORDS or lexicon.knows(word) or word in STREETS:
        return _Word(word, word)
    mended = None if literal else lexicon.speller.mend(word)
    if mended is not None:
        return _Word(word, mended)
    return None


def _next(read: list[_Word | None], at: int, lexicon: Lexicon) -> tuple[int, Part | None]:
    """(words taken, part) of what begins at `at`; a part of None is silence."""
    if read[at] is None:
        return 1, None
    run = _known_run(read, at)
    if street := _street(run, lexicon):
        return street
    length, meanings = lexicon.longest([word.known for word in run], 0)
    if meanings:
        return length, _part(run[:length], meanings)
    word = run[0]
    if word.typed in STOP_WORDS:
        return 1, None
    if _POSTAL_CODE.fullmatch(word.known):
        return 1, Part(PLACE, word.typed, (word.known,), (word.known,))
    return 1, _of_words(WORDS, [word])


def _known_run(read: list[_Word | None], at: int) -> list[_Word]:
    run = []
    for word in read[at:]:
        if word is None:
            break
        run.append(word)
    return run


def _street(run: list[_Word], lexicon: Lexicon) -> tuple[int, Part] | None:
    """« rue de Lannoy » : the street's word, its name, up to the next thing asked."""
    if run[0].known not in STREETS:
        return None
    typed = [word.known for word in run]
    name = next((at for at, word in enumerate(typed[1:], 1) if word not in STOP_WORDS), None)
    if name is None or typed[1] in NOT_A_STREET:  # « une place en crèche »
        return None
    end = name + 1
    while end < len(run) and not _asks(lexicon.longest(typed, end)[1]):
        end += 1
    return end, _of_words(STREET, run[:end], (" ".join(typed[:end]),))


def _asks(meanings: list[Meaning]) -> bool:
    return any(meaning.what != PLACE for meaning in meanings)


def _part(taken: list[_Word], meanings: list[Meaning]) -> Part:
    """The part of a phrase; of several sorts of meanings the most useful one is kept."""
    what = min((meaning.what for meaning in meanings), key=_ORDER.index)
    values = tuple(meaning.value for meaning in meanings if meaning.what == what)
    kinds = tuple(meaning.value for meaning in meanings if meaning.what == KIND)
    return replace(_of_words(what, taken, values), kinds=kinds if what == NEED else ())


def _of_words(what: str, taken: list[_Word], values: tuple = ()) -> Part:
    mended = any(word.known != word.typed for word in taken)
    return Part(
        what=what,
        typed=" ".join(word.typed for word in taken),
        stems=tuple(stem(word.known) for word in taken if word.known not in STOP_WORDS),
        values=values,
        corrected=" ".join(word.known for word in taken) if mended else "",
    )


def _without_repeats(parts: list[Part]) -> Iterator[Part]:
    """A thing said twice is asked once; a second place does not move the first."""
    seen: set[tuple] = set()
    placed = False
    for part in parts:
        if part.what in (PLACE, STREET):
            if placed:
                continue
            placed = True
        key = (part.what, part.values or part.stems)
        if key not in seen:
            seen.add(key)
            yield part
