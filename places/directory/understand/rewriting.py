"""The text as it was understood, for the person who typed it: mistakes mended, the rest kept."""

import re
from collections.abc import Callable, Iterator

from ...text import words
from .lattice import Way
from .speech import EMPTY

_ELIDED = frozenset("l d j m t s n c qu".split())
_BETWEEN = re.compile(r"['’\-]")


def rewritten(text: str, ways: list[tuple[int, Way]], written: Callable[[str], str]) -> str:
    """`text` with its mended words, "" when no word that tells something was mended.

    `ways`: (number of the first word, way) of the whole reading, in order; `written` gives a
    word its accents. What was not mended keeps its accents and capitals.
    """
    if all(way.is_as_typed or EMPTY.issuperset(way.words) for _, way in ways):
        return ""
    originals = list(_originals(text))
    found: list[str] = []
    for at, way in ways:
        found += originals[at : way.end] if way.is_as_typed else map(written, way.words)
    return "".join(_spaced(found)).strip()


def _originals(text: str) -> Iterator[str]:
    """Each word of the text as it was typed."""
    for chunk in text.split():
        pieces = [piece for piece in _BETWEEN.split(chunk) if words(piece)]
        if all(len(words(piece)) == 1 for piece in pieces):
            yield from (piece.strip('.,;:!?()«»"') for piece in pieces)
        else:
            yield from words(chunk)


def _spaced(said: list[str]) -> Iterator[str]:
    """Words and what stands between them: « l’épeule »."""
    for word in said:
        yield word
        yield "’" if word.lower() in _ELIDED else " "
