"""What a text asks for: the parts of its best reading, and the needs they mean together."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ...text import stem, words
from ..facets import FREE, YES
from .lexicon import Lexicon
from .meaning import Asked, also_meant, needs_asked
from .path import LOOSE, NEAR_ME, STREET, UNREAD, Segment, best_path
from .phrasebook import CONSTRAINT, KIND, NEED, PLACE
from .rewriting import rewritten
from .speech import EMPTY

__all__ = ["STREET", "WORDS", "Part", "Understood", "understand"]

MOST_LETTERS, MOST_WORDS = 400, 40  # nobody asks with more; the rest is left unread
WORDS = "mots"


@dataclass(frozen=True)
class Part:
    """One thing the text asks for."""

    what: str  # NEED, KIND, CONSTRAINT, PLACE, STREET or WORDS
    typed: str  # the normalised words as typed
    stems: tuple[str, ...]  # of the words that carry meaning, mended
    values: tuple = ()  # codes (the likeliest first), kinds, (group, value), names of places
    corrected: str = ""  # the words as mended, "" when nothing was
    kinds: tuple[str, ...] = ()  # kinds of places the same words may mean (« cybercafé »)
    weight: float = 0.0  # how surely the words of a need mean it, beside other needs


@dataclass(frozen=True)
class Understood:
    text: str = ""  # as typed, cut to what is read
    parts: tuple[Part, ...] = ()  # in the order of the text
    others: tuple[str, ...] = ()  # codes of needs the words may mean besides: offered, not sought
    ignored: tuple[str, ...] = ()  # words that match nothing known
    corrected: str = ""  # the text with its mended words, "" when nothing was mended
    is_near_me: bool = False  # « près de chez moi »
    is_nothing: bool = (
        False  # something was typed that asks for nothing known (« zzz », « bonjour »)
    )

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
        """Codes, the best first: what each part most likely asks, the surest part first, then
        what else they may ask."""
        parts = sorted((p for p in self.parts if p.what == NEED), key=lambda part: -part.weight)
        likeliest = [part.values[0] for part in parts]
        return tuple(dict.fromkeys([*likeliest, *(code for p in parts for code in p.values)]))

    @cached_property
    def place(self) -> str:
        """The name of the place asked, as to be located; "" when none is."""
        return next((str(p.values[0]) for p in self.parts if p.what in (PLACE, STREET)), "")


def understand(text: str, lexicon: Lexicon, *, literal: bool = False) -> Understood:
    """What `text` asks for. Never raises; `literal`: mend nothing."""
    text = text[:MOST_LETTERS]
    typed = words(text)[:MOST_WORDS]
    path = best_path(typed, lexicon, literal)
    parts, ignored = _parts(path, typed, lexicon)
    is_near_me = any(segment.what == NEAR_ME for segment in path)
    parts = tuple(_without_repeats(parts))
    understood = Understood(
        text=text.strip(),
        parts=parts,
        ignored=tuple(ignored) or _in_other_letters(text, typed),
        corrected=rewritten(text, [way for one in path for way in one.ways], lexicon),
        is_near_me=is_near_me,
        is_nothing=bool(text.strip()) and not parts and not is_near_me,
    )
    return replace(understood, others=also_meant(path, typed, understood.needs, lexicon))


def _in_other_letters(text: str, typed: list[str]) -> tuple[str, ...]:
    """A text without a Latin letter is not understood, and that is to be said."""
    return () if typed or not any(map(str.isalpha, text)) else (text.strip(),)


def _parts(path: list[Segment], typed: list[str], lexicon: Lexicon) -> tuple[list[Part], list[str]]:
    """(the parts of a path, the words that match nothing)."""
    asked = needs_asked(path, typed, lexicon)
    of_needs = {segment for one in asked for segment in one.segments}
    parts = [(one.segments[0].start, _of_need(one, typed)) for one in asked]
    parts += (said for one in asked for said in _conditions_inside(one, lexicon))
    ignored: list[str] = []
    for segment in path:
        said = typed[segment.start : segment.end]
        if segment in of_needs:
            continue
        if segment.what in (CONSTRAINT, KIND, PLACE):
            values = segment.values(segment.what)
            parts.append((segment.start, _part(segment.what, [segment], typed, values)))
        elif segment.what == STREET:
            parts.append((segment.start, _part(STREET, [segment], typed, (segment.name,))))
        elif segment.what == LOOSE and _names(segment, lexicon):
            parts.append((segment.start, _part(WORDS, [segment], typed)))
        elif segment.what == UNREAD or (segment.what == LOOSE and not asked):
            ignored += (word for word in said if word not in EMPTY)
    return [part for _, part in sorted(parts, key=lambda pair: pair[0])], ignored


def _names(segment: Segment, lexicon: Lexicon) -> bool:
    """Some place holds the words, and they are not words of many needs."""
    full = [word for word in segment.words if word not in EMPTY]
    return all(lexicon.is_name(word) and not lexicon.is_general(word) for word in full)


def _of_need(asked: Asked, typed: list[str]) -> Part:
    kinds = tuple(kind for one in asked.segments for kind in one.values(KIND))
    part = _part(NEED, list(asked.segments), typed, asked.codes)
    return replace(part, kinds=kinds, weight=asked.weight)


def _conditions_inside(asked: Asked, lexicon: Lexicon) -> Iterator[tuple[int, Part]]:
    """« avocat gratuit » is a term of a need, and it asks for a free place; « on parle arabe »
    is both one and a language."""
    for segment in asked.segments:
        if conditions := segment.values(CONSTRAINT):
            stems = tuple(map(stem, segment.words))
            yield segment.end, Part(CONSTRAINT, " ".join(segment.words), stems, conditions)
            continue
        for at, way in segment.ways:
            free = [word for word in way.words if lexicon.asks_free(word)]
            if free:
                yield at, Part(CONSTRAINT, free[0], (stem(free[0]),), ((FREE, YES),))


def _part(what: str, segments: list[Segment], typed: list[str], values: tuple = ()) -> Part:
    full = [word for one in segments for word in one.words if word not in EMPTY]
    mended = any(not way.is_as_typed for one in segments for _, way in one.ways)
    return Part(
        what=what,
        typed=" ".join(" ".join(typed[one.start : one.end]) for one in segments),
        stems=tuple(stem(word) for word in full),
        values=values,
        corrected=" ".join(full) if mended else "",
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
