"""Of all the ways to cut a text in known phrases, mending where it must, the best one.

A path goes from the first word to the last by segments. Each adds to its score: a phrase, the
more, the more words it holds; a street or a landmark; a word alone, little; and each mended or
unknown word takes away what it costs (see `lattice`). The best path is found in one pass, from
left to right.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from . import whereabouts
from .lattice import UNKNOWN, Way, ways_of
from .lexicon import Lexicon
from .phrasebook import CONSTRAINT, KIND, NEED, PLACE, Meaning, Node
from .phrases import DISTRICT, LANDMARKS
from .speech import EMPTY, concept, is_other

LONGEST_PHRASE = 10  # words typed
STREET, NEAR_ME, LOOSE, UNREAD, SILENT = "rue", "autour", "mot", "inconnu", "silence"
# For each word of a phrase; more, the more it tells of a need; for each beyond one; for each typed.
WORD, TOLD, TOGETHER, TAKEN = 0.7, 0.6, 1.0, 0.01
TERM, NAME = 0.3, 0.2  # for a word alone that a phrase, or a place, holds
NUMBERED, ON_STREET, NEAR, ALONE = 6.0, 2.5, 2.2, 1.2
MENDED_NAME = 2.6  # the most that mending a word of a street or a landmark may cost
_POSTAL_CODE = re.compile(r"\d{5}")


@dataclass(frozen=True, slots=True)
class Segment:
    """Typed words from `start` to `end` (excluded), and the ways they are read."""

    start: int
    end: int
    ways: tuple[tuple[int, Way], ...]  # (first word, way), in order
    score: float
    what: str  # NEED, KIND, CONSTRAINT, PLACE, STREET, NEAR_ME, LOOSE, UNREAD or SILENT
    meanings: tuple[Meaning, ...] = ()
    name: str = ""  # of a street or a landmark

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for _, way in self.ways for word in way.words)

    def values(self, what: str) -> tuple:
        return tuple(meaning.value for meaning in self.meanings if meaning.what == what)


_USEFUL = (NEED, CONSTRAINT, KIND, PLACE)


def best_path(typed: list[str], lexicon: Lexicon, literal: bool) -> list[Segment]:
    """The segments of the best reading, in order; they cover every word."""
    steps = _Steps(typed, lexicon, literal)
    best: list[tuple[float, Segment | None]] = [(float("-inf"), None)] * (len(typed) + 1)
    best[0] = (0.0, None)
    for at in range(len(typed)):
        for segment in steps.from_(at):
            score = best[at][0] + segment.score
            if score > best[segment.end][0]:
                best[segment.end] = (score, segment)
    path, at = [], len(typed)
    while at:
        segment = best[at][1]
        path.append(segment)
        at = segment.start
    return path[::-1]


# (word reached, node reached, ways taken, cost)
_Walk = tuple[int, Node, tuple[tuple[int, Way], ...], float]


class _Steps:
    """All the segments of a text."""

    def __init__(self, typed: list[str], lexicon: Lexicon, literal: bool):
        self._typed, self._lexicon = typed, lexicon
        self._ways = ways_of(typed, lexicon, literal)
        self._likely = [_likely(ways, lexicon) for ways in self._ways]
        self._said = [
            way.words[0] if len(way.words) == 1 else word
            for way, word in zip(self._likely, typed, strict=True)
        ]
        self._phrases = [list(self._phrases_from(at)) for at in range(len(typed))]

    def from_(self, at: int) -> Iterator[Segment]:
        """Those that begin at a word."""
        yield from map(self._loose, self._ways[at], [at] * len(self._ways[at]))
        yield from self._phrases[at]
        yield from self._places(at)

    def _phrases_from(self, start: int) -> Iterator[Segment]:
        """Walks the phrases and the ways together; empty words between those of a phrase may
        be left out. What was already reached at a lower cost is not walked again."""
        reached: dict[tuple[int, int], float] = {}
        walks: list[_Walk] = [(start, self._lexicon.root, (), 0.0)]
        while walks:
            at, node, ways, cost = walks.pop()
            if at == len(self._typed) or at - start >= LONGEST_PHRASE:
                continue
            for way in self._ways[at]:
                started = bool(ways) or len(way.words) > 1
                spent = cost + way.cost
                for after, is_whole in _walked(node, way.words, started):
                    if reached.get((way.end, id(after)), UNKNOWN * 2) <= spent:
                        continue
                    reached[way.end, id(after)] = spent
                    walk = (way.end, after, (*ways, (at, way)), spent)
                    walks.append(walk)
                    if is_whole and after.meanings:
                        yield self._phrase(start, walk)

    def _phrase(self, start: int, walk: _Walk) -> Segment:
        end, node, ways, cost = walk
        full = [word for _, way in ways for word in way.words if word not in EMPTY]
        worth = sum(WORD + TOLD * self._lexicon.evidence.told_by(concept(word)) for word in full)
        score = max(worth, WORD) + TOGETHER * (max(len(full), 1) - 1) + TAKEN * (end - start) - cost
        what = min((meaning.what for meaning in node.meanings), key=_USEFUL.index)
        return Segment(start, end, ways, score, what, node.meanings)

    def _loose(self, way: Way, at: int) -> Segment:
        """Words that belong to no phrase."""
        full = [word for word in way.words if word not in EMPTY]
        if not full:
            return Segment(at, way.end, ((at, way),), -way.cost, SILENT)
        if all(map(self._lexicon.is_known, full)):
            is_term = all(map(self._lexicon.is_term, full))
            score = (TERM if is_term else NAME) * len(full) - way.cost
            return Segment(at, way.end, ((at, way),), score, LOOSE)
        score = 0.0 if all(map(is_other, full)) else -UNKNOWN
        return Segment(at, way.end, ((at, way),), score - way.cost, UNREAD)

    def _places(self, at: int) -> Iterator[Segment]:
        typed = self._said
        if _POSTAL_CODE.fullmatch(typed[at]):
            meaning = Meaning(PLACE, typed[at])
            yield Segment(at, at + 1, self._as_said(at, at + 1), WORD, PLACE, (meaning,))
        if street := whereabouts.street_at(typed, at, self._asks, self._end_of_place):
            score = NUMBERED if typed[at].isdigit() else ON_STREET
            yield self._named(at, street, score)
        if (after := whereabouts.near_me_at(typed, at)) > at:
            yield Segment(at, after, self._as_said(at, after), ALONE, NEAR_ME)
        elif near := whereabouts.near_at(typed, at):
            yield from self._near(at, *near)
        if typed[at] in LANDMARKS and (found := whereabouts.landmark_at(typed, at, self._asks)):
            yield self._named(at, found, ALONE)
        if typed[at] in DISTRICT:
            yield from self._district(at)

    def _near(self, at: int, after: int, must_be_known: bool) -> Iterator[Segment]:
        """« près de » something: a known place, a street, a kind of place, or an unknown name."""
        if after == len(self._said):
            return
        for place in self._known_places(after):
            yield self._announced(at, place, NEAR)
        typed = self._said
        if street := whereabouts.street_at(typed, after, self._asks, self._end_of_place):
            yield self._named(at, street, NUMBERED)
            return
        is_kind = any(phrase.values(KIND) for phrase in self._phrases[after])
        is_known = is_kind or typed[after] in LANDMARKS
        if (self._asks(after) and not is_known) or (must_be_known and not is_known):
            return
        if found := whereabouts.landmark_at(typed, after, self._asks):
            end = max([found.end, *(one.end for one in self._phrases[after] if is_kind)])
            name = " ".join(typed[after:end])
            yield self._named(at, whereabouts.Where(end, name), NEAR + end - at)

    def _district(self, at: int) -> Iterator[Segment]:
        """« quartier de l’Alma », « secteur Est », « quartier des Fleurs »."""
        after = whereabouts.past_articles(self._said, at + 1)
        for place in self._known_places(after):
            yield self._announced(at, place, WORD)
        name = self._lexicon.announced.get(self._said[after]) if after < len(self._said) else None
        if name is not None:
            ways = self._as_said(at, after + 1)
            yield Segment(at, after + 1, ways, WORD * 2, PLACE, (Meaning(PLACE, name),))

    def _named(self, at: int, where: whereabouts.Where, score: float) -> Segment:
        score += TAKEN * (where.end - at)
        ways = self._as_said(at, where.end)
        return Segment(at, where.end, ways, score, STREET, (), where.name)

    def _announced(self, at: int, place: Segment, score: float) -> Segment:
        """A known place and what comes before it."""
        ways = (*self._as_said(at, place.start), *place.ways)
        return Segment(at, place.end, ways, place.score + score, PLACE, place.meanings)

    def _as_said(self, start: int, end: int) -> tuple[tuple[int, Way], ...]:
        return tuple((at, self._likely[at]) for at in range(start, end))

    def _known_places(self, at: int) -> list[Segment]:
        if at >= len(self._typed):
            return []
        return [phrase for phrase in self._phrases[at] if phrase.values(PLACE)]

    def _end_of_place(self, at: int) -> int:
        return max((place.end for place in self._known_places(at)), default=at)

    def _asks(self, at: int) -> bool:
        """A phrase typed without a mistake begins there, that is not the name of a place."""
        return at < len(self._typed) and any(
            phrase.what != PLACE and phrase.score > 0.5 for phrase in self._phrases[at]
        )


def _likely(ways: list[Way], lexicon: Lexicon) -> Way:
    """How a word is read in the name of a place: as typed, unless it is unknown and one letter
    away from a known one."""
    first = ways[0]
    if all(lexicon.is_known(word) or word.isdigit() for word in first.words):
        return first
    near = [way for way in ways[1:] if way.end == first.end and len(way.words) == 1]
    best = min(near, key=lambda way: (way.cost, way.words[0] not in EMPTY), default=first)
    return best if best.cost <= MENDED_NAME else first


def _walked(node: Node, said: tuple[str, ...], started: bool) -> Iterator[tuple[Node, bool]]:
    """Where the words may lead: (node, whether the last word was held and not left out)."""
    first, rest = said[0], said[1:]
    after = node.next.get(concept(first))
    if after is not None:
        if rest:
            yield from _walked(after, rest, started=True)
        else:
            yield after, True
    if first in EMPTY and started:
        if rest:
            yield from _walked(node, rest, started)
        else:
            yield node, False
