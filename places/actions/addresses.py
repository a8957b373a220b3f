"""Replaces the streets of communes by those of a file: the only writer of the address table.

Public reference data, not what people decided: no act, no history.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from ..addresses.words import name_words, town_words
from ..models import AddressWord, Street, StreetWord
from ..models.address import UNITS_A_DEGREE

MOST_HELD = 50_000  # positions in memory at once, whatever the size of the file
BATCH = 2_000  # rows written at once


class StreetKey(NamedTuple):
    commune_code: str
    name: str
    former_commune: str
    postal_code: str


@dataclass(frozen=True, slots=True)
class Door:
    """One position of one number of a street, WGS 84 degrees."""

    street: StreetKey
    commune: str
    number: str  # « 12bis », "" for the street without a number
    latitude: float
    longitude: float
    is_entrance: bool


class Written(NamedTuple):
    communes: int
    streets: int
    numbers: int


@transaction.atomic
def replace_streets(doors: Iterable[Door]) -> Written:
    """The communes of these doors have these streets and no other; other communes stay.

    All or nothing: an exception raised by `doors` is let through and nothing is written.
    """
    writer = _Writer()
    for door in doors:
        writer.hold(door)
    writer.write()
    _count_streets()
    return writer.tally()


class _Writer:
    """Writes streets as doors come, in any order, holding a bounded number of them."""

    def __init__(self):
        self._held: dict[StreetKey, dict[str, Door]] = defaultdict(dict)
        self._size = 0
        self._numbers = 0
        self._communes: set[str] = set()  # codes of those whose old streets are gone
        self._written: dict[StreetKey, int] = {}
        self._words: dict[str, int] = {}

    def hold(self, door: Door) -> None:
        """Of several positions of a number the entrance is kept, or else the first."""
        street = self._held[door.street]
        known = street.get(door.number)
        if known is None:
            self._size += 1
        if known is None or (door.is_entrance and not known.is_entrance):
            street[door.number] = door
        if self._size >= MOST_HELD:
            self.write()

    def write(self) -> None:
        """Writes what is held: new streets, and new numbers of streets already written."""
        self._clear({key.commune_code for key in self._held})
        new = [key for key in self._held if key not in self._written]
        self._extend([key for key in self._held if key in self._written])
        self._create(new)
        self._held.clear()
        self._size = 0

    def tally(self) -> Written:
        return Written(len(self._communes), len(self._written), self._numbers)

    def _clear(self, codes: set[str]) -> None:
        codes -= self._communes
        StreetWord.objects.filter(street__commune_code__in=codes).delete()
        Street.objects.filter(commune_code__in=codes).delete()
        self._communes |= codes

    def _create(self, keys: list[StreetKey]) -> None:
        streets = [_street(key, self._held[key]) for key in keys]
        for street in Street.objects.bulk_create(streets, batch_size=BATCH):
            self._written[_key(street)] = street.pk
        self._numbers += sum(_numbered(self._held[key]) for key in keys)
        self._index(streets)

    def _extend(self, keys: list[StreetKey]) -> None:
        known = Street.objects.in_bulk([self._written[key] for key in keys])
        for key in keys:
            street = known[self._written[key]]
            numbers = json.loads(street.numbers)
            before = len(numbers)
            numbers = {**_numbers(self._held[key]), **numbers}
            self._numbers += len(numbers) - before
            _place(street, numbers)
        Street.objects.bulk_update(
            known.values(), ["numbers", "latitude", "longitude"], batch_size=BATCH
        )

    def _index(self, streets: list[Street]) -> None:
        """The words that lead to these streets."""
        rows = [(street, word, in_name) for street in streets for word, in_name in _words(street)]
        self._learn({word for _, word, _ in rows})
        StreetWord.objects.bulk_create(
            [
                StreetWord(word_id=self._words[word], street=street, in_name=in_name)
                for street, word, in_name in rows
            ],
            batch_size=BATCH,
        )

    def _learn(self, words: set[str]) -> None:
        unknown = sorted(words - self._words.keys())
        AddressWord.objects.bulk_create(
            [AddressWord(text=word) for word in unknown], batch_size=BATCH, ignore_conflicts=True
        )
        for start in range(0, len(unknown), BATCH):
            texts = unknown[start : start + BATCH]
            rows = AddressWord.objects.filter(text__in=texts).values_list("text", "pk")
            self._words.update(rows)


def _key(street: Street) -> StreetKey:
    return StreetKey(street.commune_code, street.name, street.former_commune, street.postal_code)


def _words(street: Street) -> Iterable[tuple[str, bool]]:
    """(word, whether the name holds it) of a street, each once."""
    name = name_words(street.name)
    town = town_words(street.commune, street.former_commune, street.postal_code)
    return {**dict.fromkeys(town, False), **dict.fromkeys(name, True)}.items()


def _street(key: StreetKey, doors: dict[str, Door]) -> Street:
    first = next(iter(doors.values()))
    street = Street(
        **key._asdict(),
        commune=first.commune,
        latitude=first.latitude,
        longitude=first.longitude,
    )
    _place(street, _numbers(doors))
    return street


def _numbered(doors: dict[str, Door]) -> int:
    return len(doors) - ("" in doors)


def _numbers(doors: dict[str, Door]) -> dict[str, list[int]]:
    """{number: [latitude, longitude]} in the units of the table."""
    return {
        number: [round(door.latitude * UNITS_A_DEGREE), round(door.longitude * UNITS_A_DEGREE)]
        for number, door in doors.items()
        if number
    }


def _place(street: Street, numbers: dict[str, list[int]]) -> None:
    """Gives a street its numbers, and the position of the one nearest to their mean."""
    street.numbers = json.dumps(numbers, separators=(",", ":"))
    if not numbers:
        return
    points = np.array(list(numbers.values()), dtype=float)
    gaps = points - points.mean(axis=0)
    gaps[:, 1] *= np.cos(np.radians(points[0, 0] / UNITS_A_DEGREE))
    middle = points[np.einsum("ij,ij->i", gaps, gaps).argmin()] / UNITS_A_DEGREE
    street.latitude, street.longitude = map(float, middle)


def _count_streets() -> None:
    """Each word tells to how many streets it leads; those that lead nowhere go."""
    counted = (
        StreetWord.objects.filter(word=OuterRef("pk"))
        .order_by()
        .values("word")
        .annotate(total=Count("*"))
        .values("total")
    )
    AddressWord.objects.update(streets=Coalesce(Subquery(counted), 0))
    AddressWord.objects.filter(streets=0).delete()
