"""All that can be suggested for what is being typed: built once for a directory, then only read."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np

from ..press.document import PublicDistrict, PublicNeed
from ..text import STOP_WORDS, normalise, stem, words
from .beginnings import Beginnings
from .words import WordIndex

POSTAL_CODE_DIGITS = 5


class Fit(IntEnum):
    """How well the name or a term of a need answers what is typed, best first."""

    NAME_SAYS = 0  # whole words
    TERM_IS = 1
    NAME_BEGINS = 2
    TERM_SAYS = 3
    LATER_IN_NAME = 4
    TERM_BEGINS = 5
    LATER_IN_TERM = 6


@dataclass(frozen=True)
class Area:
    """A quartier (`district`: its slug) or a commune (`commune`: its normalised name)."""

    name: str
    within: str  # the commune of a quartier, "" for a commune
    district: str = ""
    commune: str = ""


class SuggestibleNeeds:
    """Needs by the words of their names and of their lay terms."""

    def __init__(self, needs: Iterable[PublicNeed]):
        self._needs = sorted(needs, key=lambda need: need.rank)
        self._entries = [
            (at, text == need.name, content(text))
            for at, need in enumerate(self._needs)
            for text in (need.name, *need.terms)
        ]
        self._beginnings = Beginnings(WordIndex.build(_known(e[2]) for e in self._entries))

    def find(self, typed: list[str], *, mend: bool = False) -> list[PublicNeed]:
        """Needs of which a name or a term holds every word; the best, then the most asked.

        A need that answers much less well than the best one is left out.
        """
        phrase = " ".join(typed)
        best: dict[int, Fit] = {}
        for entry in np.flatnonzero(self._beginnings.holding(typed, mend=mend)).tolist():
            at, is_name, text = self._entries[entry]
            best[at] = min(best.get(at, Fit.LATER_IN_TERM), _fit(phrase, text, is_name))
        worst = _worst_shown(min(best.values(), default=Fit.LATER_IN_TERM))
        kept = [at for at, fit in best.items() if fit <= worst]
        return [self._needs[at] for at in sorted(kept, key=lambda at: (best[at], at))]


class SuggestibleAreas:
    """Quartiers and communes by the words of their names."""

    def __init__(self, districts: Iterable[PublicDistrict], communes: Mapping[str, str]):
        """`communes`: normalised name → name as written."""
        self.all = [Area(d.name, d.commune, district=d.slug) for d in districts]
        self.all += [Area(name, "", commune=key) for key, name in communes.items()]
        self._names = [normalise(area.name) for area in self.all]
        self._beginnings = Beginnings(WordIndex.build(_known(name) for name in self._names))

    def find(self, typed: list[str], *, mend: bool = False) -> list[Area]:
        """Areas whose name holds every word: first those it begins, quartiers before communes."""
        found = np.flatnonzero(self._beginnings.holding(typed, mend=mend)).tolist()
        phrase = " ".join(typed)
        found.sort(key=lambda at: not self._names[at].startswith(phrase))
        return [self.all[at] for at in found]


class Suggestible:
    """Needs, names of places, areas and postal codes, each by the beginnings of its words."""

    def __init__(
        self,
        needs: tuple[PublicNeed, ...],
        districts: Iterable[PublicDistrict],
        communes: Mapping[str, str],
        names: WordIndex,
        index: WordIndex,
    ):
        self.needs = _suggestible_needs(needs)
        self.areas = SuggestibleAreas(districts, communes)
        self.names = Beginnings(names)
        self.postal_codes = sorted(_postal_codes(index))


@lru_cache(maxsize=2)
def _suggestible_needs(needs: tuple[PublicNeed, ...]) -> SuggestibleNeeds:
    """Read again only when the needs change: places are published far more often."""
    return SuggestibleNeeds(needs)


def content(text: str) -> str:
    """The normalised words that carry meaning; all of them when none does."""
    kept = " ".join(word for word in words(text) if word not in STOP_WORDS)
    return kept or normalise(text)


def _known(text: str) -> set[str]:
    """The words of a normalised text, whole and as stems."""
    typed = text.split()
    return {*typed, *(stem(word) for word in typed)}


def _fit(phrase: str, text: str, is_name: bool) -> Fit:
    if text == phrase:
        return Fit.NAME_SAYS if is_name else Fit.TERM_IS
    if text.startswith(f"{phrase} "):
        return Fit.NAME_SAYS if is_name else Fit.TERM_SAYS
    if text.startswith(phrase):
        return Fit.NAME_BEGINS if is_name else Fit.TERM_BEGINS
    return Fit.LATER_IN_NAME if is_name else Fit.LATER_IN_TERM


def _worst_shown(best: Fit) -> Fit:
    """« caf » said whole is not the beginning of « café »."""
    if best <= Fit.TERM_IS:
        return Fit.LATER_IN_NAME
    return Fit.TERM_BEGINS if best < Fit.LATER_IN_TERM else Fit.LATER_IN_TERM


def _postal_codes(index: WordIndex) -> Iterator[str]:
    """Numbers of five digits; the reader checks that they are postal codes."""
    return (w for w in index.postings if len(w) == POSTAL_CODE_DIGITS and w.isdigit())
