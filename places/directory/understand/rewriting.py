"""The text as it was understood, for the person who typed it: mistakes mended, the rest kept."""

import re
from collections.abc import Iterator

from ...text import words
from .lattice import Way
from .lexicon import Lexicon
from .speech import EMPTY

_ELIDED = frozenset("l d j m t s n c qu".split())
_BETWEEN = re.compile(r"['’\-]")


def rewritten(text: str, ways: list[tuple[int, Way]], lexicon: Lexicon) -> str:
    """`text` with its mended words, "" when no word that tells something was mended.

    `ways`: (number of the first word, way) of the whole reading, in order. What was not mended
    keeps its accents and capitals; a mistake known as such is mended too (« atestation »).
    """
    originals = list(_originals(text))
    found, is_mended = [], False
    for at, way in ways:
        spelled = lexicon.spelled(way.words[0]) if way.is_as_typed and way.words else ""
        if spelled:
            found.append(lexicon.written(spelled))
        elif way.is_as_typed:
            found += originals[at : way.end]
        else:
            found += map(lexicon.written, way.words)
        is_mended |= bool(spelled) or not (way.is_as_typed or EMPTY.issuperset(way.words))
    return "".join(_spaced(found)).strip() if is_mended else ""


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
