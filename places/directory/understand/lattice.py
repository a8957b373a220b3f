"""The ways each typed word may be read: as it is, mended, cut in several, or joined to the next.

A way has a cost: 0 for a word as typed, the more the less it resembles what was typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .lexicon import Lexicon
from .speech import BY_EAR, EMPTY, SHORT, is_other
from .spelling import LONGEST_WORD, Candidate

MOST_MENDED = 12  # words of a text mended or cut; those after are read as typed
UNKNOWN = 4.5  # the cost of leaving a word not understood: no way may cost more
CUT, PIECE, ELISION, JOIN, SPELLED_BY_EAR = 0.8, 0.5, 0.3, 1.2, 0.1
# More, to take another word for one that is known: as written in a phrase, for some other matter,
# as a form of a word, as a name.
AS_WRITTEN, AS_OTHER, AS_FORM, AS_NAME = 2.5, 2.0, 0.8, 0.8
MOST_PIECES = 5
LEAST_PIECE = 3  # letters of a piece that carries meaning
LEAST_CUT = 5  # letters of a word that may be cut
_VOWELS = frozenset("aeiouyh")
_ELIDED = ("l", "d", "j", "m", "t", "s", "n", "c", "qu")


@dataclass(frozen=True, slots=True)
class Way:
    """Typed words from the one this way starts at to `end` (excluded), read as `words`."""

    end: int
    words: tuple[str, ...]
    cost: float = 0.0

    @property
    def is_as_typed(self) -> bool:
        return not self.cost


def ways_of(typed: list[str], lexicon: Lexicon, literal: bool) -> list[list[Way]]:
    """For each word, the ways that start there; as typed first. `literal`: as typed only."""
    ways, mended = [], 0
    for at, word in enumerate(typed):
        found = [Way(at + 1, SHORT.get(word, (word,)))]
        if not literal:
            is_term = lexicon.is_term(word)
            if mended < MOST_MENDED and not (is_term and len(word) < LEAST_CUT):
                mended += not is_term
                found += (Way(at + 1, *other) for other in _others(word, lexicon))
            found += _joined(typed, at, lexicon)
        ways.append(found)
    return ways


def _others(word: str, lexicon: Lexicon) -> Iterator[tuple[tuple[str, ...], float]]:
    """(words, cost) of what may have been meant by one word."""
    if word in BY_EAR:
        yield (BY_EAR[word],), SPELLED_BY_EAR
        return
    if word in EMPTY:
        return
    more = _doubt(word, lexicon)
    near = lexicon.speller.candidates(word)
    for known, cost in near:
        spent = cost + more + (AS_OTHER if _is_rather_empty(near, cost) else 0.0)
        if spent <= UNKNOWN:
            yield (known,), spent
    if not (lexicon.is_term(word) or is_other(word)):
        yield from _cut(word, lexicon)


def _is_rather_empty(near: tuple[Candidate, ...], cost: float) -> bool:
    """A small word is nearer: « faier » is « faire » before « faxer »."""
    return near[0].word in EMPTY and near[0].cost < cost


def _doubt(word: str, lexicon: Lexicon) -> float:
    """How much dearer another word is than one that is unknown."""
    if word in lexicon.vocabulary:
        return AS_WRITTEN
    if is_other(word):
        return AS_OTHER
    if lexicon.is_term(word):
        return AS_FORM
    return AS_NAME if lexicon.is_name(word) else 0.0


def _joined(typed: list[str], at: int, lexicon: Lexicon) -> Iterator[Way]:
    """« im primer », « doc to lib » : two or three words that make one."""
    for end in (at + 2, at + 3):
        if end > len(typed):
            return
        word = "".join(typed[at:end])
        if not LEAST_CUT <= len(word) <= LONGEST_WORD or word.isdigit():
            continue
        if word in lexicon.vocabulary:
            yield Way(end, (word,), JOIN)
        elif cut := _elided(word, lexicon):
            yield Way(end, cut, JOIN + ELISION)


def _cut(word: str, lexicon: Lexicon) -> Iterator[tuple[tuple[str, ...], float]]:
    """« lepeule », « dimprimer », « motdepasse » : the words written as one."""
    if not LEAST_CUT <= len(word) <= LONGEST_WORD:
        return
    if cut := _elided(word, lexicon):
        yield cut, ELISION
        return
    for start in _ELIDED:
        rest = word.removeprefix(start)
        if _may_follow(start, rest, word) and len(rest) >= LEAST_CUT:
            for known, cost in lexicon.speller.candidates(rest)[:2]:
                if cost + ELISION <= UNKNOWN:
                    yield (start, known), cost + ELISION
    if pieces := _pieces(word, lexicon):
        yield pieces, CUT + PIECE * len(pieces)


def _elided(word: str, lexicon: Lexicon) -> tuple[str, str] | None:
    """« lepeule » → l, epeule."""
    for start in _ELIDED:
        rest = word.removeprefix(start)
        if _may_follow(start, rest, word) and len(rest) >= LEAST_PIECE and lexicon.is_known(rest):
            return start, rest
    return None


def _may_follow(start: str, rest: str, word: str) -> bool:
    """Only a vowel elides what comes before, save « je » in SMS (« jcherche »)."""
    return rest != word and rest != "" and (start == "j" or rest[0] in _VOWELS)


def _pieces(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The fewest known words that make up `word`; () when none do."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(1, len(word) + 1):
        for start in range(end):
            before = best.get(start)
            if before is None or len(before) >= MOST_PIECES:
                continue
            if not _is_piece(word[start:end], lexicon):
                continue
            if end not in best or len(before) + 1 < len(best[end]):
                best[end] = (*before, word[start:end])
    found = best.get(len(word), ())
    return found if any(piece not in EMPTY for piece in found) else ()


def _is_piece(piece: str, lexicon: Lexicon) -> bool:
    if piece in EMPTY:
        return len(piece) > 1 or piece == "a"
    if len(piece) < LEAST_PIECE:
        return False
    return piece in lexicon.vocabulary or (len(piece) > LEAST_PIECE and piece in lexicon.names)
