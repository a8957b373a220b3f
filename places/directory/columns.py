"""The directory: an immutable snapshot of all current documents, held as columns.

Row numbers are stable: a changed document takes a new row at the end and its old row dies, so
that bringing a directory of 20,000 places up to date costs copies of columns, not a new reading of
every document.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import islice

import numpy as np
from django.conf import settings

from .. import geo
from ..press.document import (
    PublicDistrict,
    PublicNeed,
    PublicSource,
    SiteDocument,
    decode_districts,
    decode_needs,
    decode_site,
)
from ..press.feed import Row
from ..text import normalise, stems
from . import bits
from .facets import LABEL, ROVING, WORKSHOP, YES, NeedsByCategory, gaps, keys_of, with_needs
from .rounds import Rounds, nowhere
from .suggestible import Suggestible
from .understand import Lexicon, phrasebook
from .week import WeekTable
from .words import DocumentWords, WordIndex, name_words
from .workshops import Workshops

Entry = tuple[bytes, SiteDocument]  # as stored, as read
CHUNK = 500
MOST_DEAD = 0.2  # share of dead rows above which the directory is rebuilt
NEVER = -1
DAYS_A_MONTH = 30.44


@dataclass(frozen=True)
class Lists:
    """The public lists that documents refer to by code or slug."""

    needs: tuple[PublicNeed, ...] = ()
    districts: tuple[PublicDistrict, ...] = ()

    def updated(self, payloads: dict[str, str]) -> "Lists":
        """With the lists whose JSON is given, by key."""
        needs, districts = self.needs, self.districts
        if "needs" in payloads:
            needs = decode_needs(payloads["needs"])
        if "districts" in payloads:
            districts = decode_districts(payloads["districts"])
        return Lists(needs, districts)

    @cached_property
    def needs_by_category(self) -> NeedsByCategory:
        return NeedsByCategory(self.needs)

    @cached_property
    def need_by_code(self) -> dict[str, PublicNeed]:
        return {need.code: need for need in self.needs}

    @cached_property
    def district_by_slug(self) -> dict[str, PublicDistrict]:
        return {district.slug: district for district in self.districts}


@dataclass(frozen=True, eq=False)  # one copy is itself: a key for what is computed of it
class Directory:
    """All current public documents. Every array has one entry a row, dead rows included."""

    version: int
    lists: Lists
    payloads: list[bytes]  # JSON; b"" for a dead row
    row_of_slug: dict[str, int]
    row_of_site: dict[int, int]
    gone: frozenset[str]  # slugs of tombstones
    alive: np.ndarray  # bool
    vectors: np.ndarray  # float64 (3, n), unit sphere; NaN where unknown
    latitudes: np.ndarray  # float64, degrees; NaN where unknown
    longitudes: np.ndarray
    confirmed: np.ndarray  # int32, days since 1970-01-01; NEVER
    examples: np.ndarray  # bool: some values were filled in for the example
    source_of: np.ndarray  # int32, index in `all_sources`; -1 for none
    all_sources: tuple[PublicSource, ...]
    name_keys: np.ndarray  # uint64, the first 8 letters of the normalised name, sortable
    name_sizes: np.ndarray  # uint8, how many different words that carry meaning the name has
    gaps: np.ndarray  # uint8, how much the listing does not say (facets.gaps)
    keys: bits.BitTable
    words: WordIndex
    names: WordIndex
    communes: dict[str, tuple[str, np.ndarray]]  # normalised → (as written, rows)
    commune_names: dict[str, str]  # INSEE code → as written
    week: WeekTable
    rounds: Rounds

    @property
    def size(self) -> int:
        """Number of rows, dead ones included."""
        return len(self.payloads)

    @cached_property
    def alive_bits(self) -> np.ndarray:
        return bits.pack(self.alive)

    @cached_property
    def freshness(self) -> np.ndarray:
        """uint8: confirmed within FRESH_MONTHS (0), once (1), never (2)."""
        today = self.week.first.toordinal() - date(1970, 1, 1).toordinal()
        fresh = np.where(self.confirmed >= today - settings.FRESH_MONTHS * DAYS_A_MONTH, 0, 1)
        fresh[self.confirmed == NEVER] = 2
        return fresh.astype(np.uint8)

    @cached_property
    def name_ranks(self) -> np.ndarray:
        """uint32: the place of each row in the alphabetical order of names, all different."""
        ranks = np.empty(self.size, dtype=np.uint32)
        ranks[np.argsort(self.name_keys, kind="stable")] = np.arange(self.size, dtype=np.uint32)
        return ranks

    @cached_property
    def count(self) -> int:
        """Number of places."""
        return int(self.alive.sum())

    @cached_property
    def lexicon(self) -> Lexicon:
        """All that a text may mean here."""
        communes = tuple(name for name, _ in self.communes.values())
        book = phrasebook(self.lists.needs, self.lists.districts, communes)
        return Lexicon(book, self.words, self.words.spelled)

    @cached_property
    def suggestible(self) -> Suggestible:
        """All that can be suggested here for what is being typed."""
        communes = {key: name for key, (name, _) in self.communes.items()}
        lists = self.lists
        return Suggestible(lists.needs, lists.districts, communes, self.names, self.words)

    @cached_property
    def has_examples(self) -> bool:
        """Some place carries values filled in for the example (demo data)."""
        return bool(self.examples[self.alive].any())

    @cached_property
    def award_names(self) -> dict[str, str]:
        """Names of the labels in force somewhere, by code."""
        codes = [code for group, code in self.keys.keys if group == LABEL]
        names = {}
        for code in codes:
            for row in bits.rows_of(self.keys.get((LABEL, code)) & self.alive_bits, self.size)[:1]:
                labels = self.document(int(row)).labels
                names[code] = next(label.name for label in labels if label.code == code)
        return names

    @cached_property
    def sources(self) -> tuple[PublicSource, ...]:
        """Every source shown, the most used first."""
        shown = self.source_of[self.alive]
        counts = np.bincount(shown[shown >= 0], minlength=len(self.all_sources))
        return tuple(self.all_sources[at] for at in np.argsort(-counts) if counts[at])

    @cached_property
    def sitemap(self) -> tuple[tuple[str, date | None], ...]:
        """(slug, day it was last said to be true) of every place."""
        documents = (self.document(int(row)) for row in self.rows())
        return tuple(
            (d.slug, d.confirmed_at.date() if d.confirmed_at else d.updated_on) for d in documents
        )

    @cached_property
    def workshops(self) -> Workshops:
        """The workshops announced, with what was computed of them for this copy."""
        rows = bits.rows_of(self.keys.get((WORKSHOP, YES)) & self.alive_bits, self.size)
        return Workshops(self.document(int(row)) for row in rows)

    @cached_property
    def last_label_day(self) -> date:
        """The first day, from the table's on, on which some label ends."""
        labels = [
            label.until
            for row in bits.rows_of(self._labelled & self.alive_bits, self.size)
            for label in self.document(int(row)).labels
            if label.until and label.until >= self.week.first
        ]
        return min(labels, default=date.max)

    @property
    def _labelled(self) -> np.ndarray:
        sets = [self.keys.get(key) for key in self.keys.keys if key[0] == LABEL]
        return np.bitwise_or.reduce(sets) if sets else np.zeros_like(self.alive_bits)

    def document(self, row: int) -> SiteDocument:
        return decode_site(self.payloads[row])

    def find(self, slug: str) -> SiteDocument | None:
        row = self.row_of_slug.get(slug)
        return None if row is None else self.document(row)

    def rows(self) -> np.ndarray:
        """Rows of current places, in the order they were published."""
        return np.flatnonzero(self.alive)

    def on_day(self, today: date) -> "Directory":
        """The same places with the week table of another day."""
        if self.week.first == today:
            return self
        if not self.week.first <= today <= self.last_label_day:
            rows = (Row(site, "", self.payloads[row]) for site, row in self.row_of_site.items())
            return build(self.version, self.lists, rows, today, self.gone)
        documents = (
            self.document(row) if alive else None for row, alive in enumerate(self.alive.tolist())
        )
        roving = bits.rows_of(self.keys.get((ROVING, YES)) & self.alive_bits, self.size)
        rounds = Rounds.build(today, ((int(row), self.document(int(row))) for row in roving))
        return replace(self, week=WeekTable.build(today, documents), rounds=rounds)


def build(
    version: int, lists: Lists, rows: Iterable[Row], today: date, gone: frozenset[str] = frozenset()
) -> Directory:
    """A directory from published rows; `today` is the Paris date of its week table."""
    directory = replace(_empty(lists, today), version=version, gone=gone)
    rows = iter(rows)
    while chunk := list(islice(rows, CHUNK)):  # decoded documents weigh more than columns
        directory = _appended(directory, version, *_read(chunk))
    return directory


def refreshed(old: Directory, version: int, lists: Lists, rows: list[Row]) -> Directory:
    """`old` with published rows applied; rebuilt when the lists changed or many rows died."""
    changed = {row.site_id for row in rows}
    dead_rows = {old.row_of_site[site] for site in changed if site in old.row_of_site}
    dead = old.size - old.count + len(dead_rows)
    if lists != old.lists or dead > MOST_DEAD * max(old.size, 100):
        kept = (
            Row(site, "", old.payloads[row])
            for site, row in old.row_of_site.items()
            if site not in changed
        )
        return build(version, lists, [*kept, *rows], old.week.first, old.gone)
    return _appended(_without(old, dead_rows), version, *_read(rows))


def _read(rows: Iterable[Row]) -> tuple[list[Entry], frozenset[str]]:
    """Living documents, and the slugs of tombstones."""
    entries, tombs = [], set()
    for row in rows:
        if row.payload:
            entries.append((row.payload, decode_site(row.payload)))
        else:
            tombs.add(row.slug)
    return entries, frozenset(tombs)


def _without(old: Directory, dead_rows: set[int]) -> Directory:
    """`old` with some rows dead and their sites forgotten."""
    if not dead_rows:
        return old
    alive = old.alive.copy()
    alive[list(dead_rows)] = False
    payloads = list(old.payloads)
    for row in dead_rows:
        payloads[row] = b""
    return replace(
        old,
        alive=alive,
        payloads=payloads,
        row_of_site={site: row for site, row in old.row_of_site.items() if row not in dead_rows},
        row_of_slug={slug: row for slug, row in old.row_of_slug.items() if row not in dead_rows},
    )


def _empty(lists: Lists, today: date) -> Directory:
    nothing = np.zeros(0)
    return Directory(
        version=0,
        lists=lists,
        payloads=[],
        row_of_slug={},
        row_of_site={},
        gone=frozenset(),
        alive=nothing.astype(bool),
        vectors=np.zeros((3, 0)),
        latitudes=nothing,
        longitudes=nothing,
        confirmed=nothing.astype(np.int32),
        examples=nothing.astype(bool),
        source_of=nothing.astype(np.int32),
        all_sources=(),
        name_keys=nothing.astype(np.uint64),
        name_sizes=nothing.astype(np.uint8),
        gaps=nothing.astype(np.uint8),
        keys=bits.BitTable.build(()),
        words=WordIndex.build(()),
        names=WordIndex.build(()),
        communes={},
        commune_names={},
        week=WeekTable.build(today, ()),
        rounds=Rounds.build(today, ()),
    )


def _appended(
    base: Directory, version: int, entries: list[Entry], tombs: frozenset[str]
) -> Directory:
    """`base` with new rows at its end and new tombstones."""
    first = base.size
    documents = [document for _, document in entries]
    doors = [nowhere(document) if document.roves else document for document in documents]
    latitudes = np.array([_number(d.latitude) for d in doors])
    longitudes = np.array([_number(d.longitude) for d in doors])
    all_sources = tuple(dict.fromkeys([*base.all_sources, *(d.source for d in documents)]))
    all_sources = tuple(source for source in all_sources if source is not None)
    source_of = [-1 if d.source is None else all_sources.index(d.source) for d in documents]
    examples = [bool(d.example_fields) for d in documents]
    today = base.week.first
    words = DocumentWords(base.lists.needs, base.lists.districts)
    numbered = list(enumerate(documents, first))
    return Directory(
        version=version,
        lists=base.lists,
        payloads=[*base.payloads, *(payload for payload, _ in entries)],
        row_of_slug=base.row_of_slug | {d.slug: row for row, d in numbered},
        row_of_site=base.row_of_site | {d.id: row for row, d in numbered},
        gone=(base.gone | tombs) - {d.slug for d in documents},
        alive=np.concatenate([base.alive, np.ones(len(documents), dtype=bool)]),
        vectors=np.concatenate([base.vectors, geo.unit_vectors(latitudes, longitudes)], axis=1),
        latitudes=np.concatenate([base.latitudes, latitudes]),
        longitudes=np.concatenate([base.longitudes, longitudes]),
        confirmed=np.concatenate([base.confirmed, _days(documents)]),
        examples=np.concatenate([base.examples, np.array(examples, dtype=bool)]),
        source_of=np.concatenate([base.source_of, np.array(source_of, dtype=np.int32)]),
        all_sources=all_sources,
        name_keys=np.concatenate([base.name_keys, _name_keys(documents)]),
        name_sizes=np.concatenate([base.name_sizes, _name_sizes(documents)]),
        gaps=np.concatenate([base.gaps, np.array([gaps(d) for d in documents], dtype=np.uint8)]),
        keys=with_needs(base.keys.extended(keys_of(d, today) for d in documents), base.lists.needs),
        words=base.words.extended((words.of(d) for d in doors), words.spelled),
        names=base.names.extended(name_words(document) for document in documents),
        communes=_communes(base, documents),
        commune_names=base.commune_names
        | {d.insee_code: d.commune for d in documents if d.insee_code},
        week=base.week.extended(documents),
        rounds=base.rounds.extended(numbered),
    )


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _days(documents: list[SiteDocument]) -> np.ndarray:
    days = [
        NEVER if d.confirmed_at is None else int(d.confirmed_at.timestamp() // 86400)
        for d in documents
    ]
    return np.array(days, dtype=np.int32)


def _name_keys(documents: list[SiteDocument]) -> np.ndarray:
    keys = [int.from_bytes(normalise(d.name).encode()[:8].ljust(8), "big") for d in documents]
    return np.array(keys, dtype=np.uint64)


def _name_sizes(documents: list[SiteDocument]) -> np.ndarray:
    return np.array([min(len({*stems(d.name)}), 255) for d in documents], dtype=np.uint8)


def _communes(base: Directory, documents: list[SiteDocument]) -> dict:
    added: dict[str, tuple[str, list[int]]] = {}
    for index, document in enumerate(documents):
        key = normalise(document.commune)
        rows = added.setdefault(key, (document.commune, []))[1]
        if document.roves:  # it is in the communes of its stops, when it stops there
            for stop in document.stops:
                added.setdefault(normalise(stop.commune), (stop.commune, []))
        else:
            rows.append(base.size + index)
    communes = dict(base.communes)
    for key, (name, rows) in added.items():
        new = np.array(rows, dtype=np.int32)
        if key in communes:
            name, old = communes[key]
            new = np.concatenate([old, new])
        communes[key] = (name, new)
    return communes
