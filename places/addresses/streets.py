"""Finds streets in the local table: every word typed must lead to the street.

Two queries an answer, three when a word is mended: the words, the words alike, the streets.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Value
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..models import AddressWord, Street, StreetWord
from .words import COMMON_TYPES, Word

MOST_READ = 100  # streets compared, the nearest to the town first
SHORT, LONG = 4, 8  # letters: a shorter word is not mended, a longer one may have two mistakes
MOST_MENDED = 2  # a text with more unknown words is no address of the table
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"  # of normalised words, in order


@dataclass(frozen=True)
class Known:
    """A word typed as the table knows it, mended if need be."""

    word: Word
    streets: int  # how many it leads to, at most

    @property
    def is_silent(self) -> bool:
        return not self.streets and self.word.begins_type


def streets_of(typed: tuple[Word, ...]) -> tuple[tuple[Word, ...], list[Street]]:
    """(the words as mended, the streets that they all lead to, those nearest to the town).

    A sort of street (« rue ») puts streets first and excludes none; alone, it finds nothing.
    """
    known = _known(typed)
    words = tuple(one.word for one in known)
    telling = [one for one in known if not one.word.is_type and not one.is_silent]
    if not telling or any(not one.streets for one in telling):
        return words, []
    telling.sort(key=lambda one: one.streets)
    types = [word for word in words if word.is_type]
    return words, _read([one.word for one in telling], types)


def _read(telling: list[Word], types: list[Word]) -> list[Street]:
    """Streets of the rarest word that the others lead to as well."""
    rarest, *others = telling
    rows = StreetWord.objects.filter(_spelled(rarest), *map(_leads, others)).annotate(far=_far())
    if not others:  # it names the street: all those of a commune are not what is typed
        rows = rows.filter(in_name=True).order_by("far", "street_id")
    else:
        has_type = reduce(or_, map(_leads, types)) if types else Value(True)
        rows = rows.annotate(has_type=has_type)
        rows = rows.order_by("-in_name", "-has_type", "far", "street_id")
    nearest = rows.values("street_id")[:MOST_READ]
    return list(Street.objects.filter(pk__in=nearest))  # only these are read whole


def _leads(word: Word) -> Exists:
    return Exists(StreetWord.objects.filter(_spelled(word), street=OuterRef("street")))


def _spelled(word: Word, field: str = "word__text") -> Q:
    spelled = Q(**{f"{field}__in": word.texts})
    if not word.prefix:
        return spelled
    return spelled | (_begins(field, word.prefix) & ~Q(**{f"{field}__in": COMMON_TYPES}))


def _begins(field: str, prefix: str) -> Q:
    """A range, which every engine finds by its index, whatever its collation."""
    after = _after(prefix)
    begins = Q(**{f"{field}__gte": prefix})
    return begins & Q(**{f"{field}__lt": after}) if after else begins


def _after(prefix: str) -> str:
    """The first word beyond those that begin so: « lan » → « lao »; "" after « z », « zz »…"""
    kept = prefix.rstrip(ALPHABET[-1])
    return kept[:-1] + ALPHABET[ALPHABET.index(kept[-1]) + 1] if kept else ""


def _far():
    """Squared distance to the town, in degrees of latitude: enough to rank."""
    north = F("street__latitude") - settings.TOWN_LATITUDE
    east = F("street__longitude") - settings.TOWN_LONGITUDE
    return north * north + east * east * math.cos(math.radians(settings.TOWN_LATITUDE)) ** 2


def _known(words: tuple[Word, ...]) -> list[Known]:
    """Each word with the number of its streets, mended when it has none."""
    if not words:
        return []
    asked = reduce(or_, (_spelled(word, "text") for word in words))
    counts = dict(AddressWord.objects.filter(asked).values_list("text", "streets"))
    known = [Known(word, _count(word, counts)) for word in words]
    lost = [one.word for one in known if not one.streets and _is_mendable(one.word)]
    if not counts or not 0 < len(lost) <= MOST_MENDED:
        return known
    alike = _alike(lost)
    return [one if one.streets else _mended(one, alike) for one in known]


def _count(word: Word, counts: dict[str, int]) -> int:
    exact = sum(counts.get(text, 0) for text in word.texts)
    if not word.prefix:
        return exact
    begun = (text for text in counts if text.startswith(word.prefix) and text not in COMMON_TYPES)
    return exact + sum(counts[text] for text in begun if text not in word.texts)


def _is_mendable(word: Word) -> bool:
    return len(word.texts[0]) >= SHORT and word.texts[0].isalpha()


def _alike(lost: list[Word]) -> dict[str, int]:
    """Words that begin with the first or the second letter typed, and their streets."""
    letters = {letter for word in lost for letter in word.texts[0][:2]}
    asked = reduce(or_, (_begins("text", letter) for letter in sorted(letters)))
    return dict(AddressWord.objects.filter(asked).values_list("text", "streets"))


def _mended(lost: Known, alike: dict[str, int]) -> Known:
    """The word replaced by those that resemble it most, or as it was when none does."""
    typed = lost.word.texts[0]
    if not _is_mendable(lost.word):
        return lost
    mistakes = 2 if len(typed) >= LONG else 1
    compared = _beginnings(alike, len(typed)) if lost.word.prefix else {(t, 0): t for t in alike}
    found = process.extract(typed, compared, scorer=OSA.distance, score_cutoff=mistakes, limit=None)
    if not found:
        return lost
    least = min(distance for _, distance, _ in found)
    texts = tuple({text for _, distance, (text, _) in found if distance == least})
    return Known(replace(lost.word, texts=texts, prefix=""), sum(alike[text] for text in texts))


def _beginnings(texts: Iterable[str], length: int) -> dict[tuple[str, int], str]:
    """What was typed of an unfinished word may lack a letter: « sant » for « saint »."""
    return {(text, more): text[: length + more] for text in texts for more in (0, 1)}


def is_commune(words: tuple[Word, ...]) -> bool:
    """The words are those of a commune, its postal code included: they may name no street."""
    first, *others = (StreetWord.objects.filter(_spelled(word), in_name=False) for word in words)
    return first.filter(*(Exists(one.filter(street=OuterRef("street"))) for one in others)).exists()
