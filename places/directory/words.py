"""Which rows hold which word: stems → row numbers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import numpy as np

from ..press.document import PublicDistrict, PublicNeed, SiteDocument
from ..text import STOP_WORDS, stem, stems, words
from ..vocabulary import KIND_LABELS, LANGUAGE_LABELS

NOWHERE = np.zeros(0, dtype=np.int32)


class WordIndex:
    """An inverted index; rows of a stem are ascending int32 arrays.

    `spelled`: the words themselves, normalised, for mending what is typed.
    """

    def __init__(
        self, postings: dict[str, np.ndarray], size: int, spelled: frozenset[str] = frozenset()
    ):
        self.postings = postings
        self.size = size
        self.spelled = spelled

    @classmethod
    def build(cls, stems_of_rows: Iterable[Iterable[str]]) -> "WordIndex":
        return cls({}, 0).extended(stems_of_rows)

    def extended(
        self, stems_of_rows: Iterable[Iterable[str]], spelled: set[str] | None = None
    ) -> "WordIndex":
        """A new index with rows added at the end; this one is not changed.

        `spelled` is read after the rows, which may fill it.
        """
        added: dict[str, list[int]] = defaultdict(list)
        size = self.size
        for row_stems in stems_of_rows:
            for one in set(row_stems):
                added[one].append(size)
            size += 1
        postings = dict(self.postings)
        for one, rows in added.items():
            new = np.array(rows, dtype=np.int32)
            old = postings.get(one)
            postings[one] = new if old is None else np.concatenate([old, new])
        return WordIndex(postings, size, self.spelled.union(spelled or ()))

    def rows(self, stem: str) -> np.ndarray:
        return self.postings.get(stem, NOWHERE)

    def __contains__(self, stem: str) -> bool:
        return stem in self.postings


def name_words(document: SiteDocument) -> set[str]:
    """The words of a place's name that carry meaning, whole and as stems."""
    return {*stems(document.name), *(w for w in words(document.name) if w not in STOP_WORDS)}


class DocumentWords:
    """Reads the searchable words of documents, given the lists they refer to."""

    def __init__(self, needs: tuple[PublicNeed, ...], districts: tuple[PublicDistrict, ...]):
        self.spelled: set[str] = set()  # words of the names and addresses read so far
        self._needs = {need.code: stems(need.name) for need in needs}
        self._districts = {district.slug: stems(district.name) for district in districts}
        self._kinds = {code: stems(label) for code, label in KIND_LABELS.items()}
        self._languages = {code: stems(label) for code, label in LANGUAGE_LABELS.items()}

    def of(self, document: SiteDocument) -> Iterator[str]:
        """Stems of everything a resident may type about this place; may repeat."""
        for part in (
            document.name,
            document.commune,
            document.address,
            *(part for stop in document.stops for part in (stop.spot, stop.address, stop.commune)),
            document.actor,
            document.network,
            document.summary,
            *(label.name for label in document.labels),
            *document.other_kinds,
        ):
            if part:
                typed = words(part)
                self.spelled.update(typed)
                yield from (stem(word) for word in typed if word not in STOP_WORDS)
        if document.postal_code:
            yield document.postal_code
        for table, codes in (
            (self._kinds, document.kinds),
            (self._languages, document.languages),
            (self._districts, (document.district, document.sector)),
            (self._districts, (slug for s in document.stops for slug in (s.district, s.sector))),
            (self._needs, (code for s in document.services for code in s.needs)),
        ):
            for code in codes:
                yield from table.get(code, ())
