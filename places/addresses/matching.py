"""Which street is meant: what was typed against each street that its words lead to."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from ..geo import Position, distance_m
from ..models import Street
from ..text import normalise
from .address import Address
from .doors import address
from .streets import is_commune, streets_of
from .words import TYPES, Word, name_words, town_words, typed

ONE_STREET_M = 1500  # the parts of one street (two postal codes) are not farther apart
ELSEWHERE, PARTLY = 2, 4  # worse than another sort of street (1) in the town itself


@dataclass(frozen=True)
class Match:
    """A street against the words typed."""

    street: Street
    number: str  # typed, "" when none is left once those of the name are taken away
    is_named: bool  # a word at least is of its name
    is_home: bool  # in the town, or in the commune typed
    in_order: bool  # the name before the commune, as people write
    other_type: bool  # « rue » typed, « avenue » in the name
    missing: int  # telling words of the name not typed
    far_m: float  # from the town

    @property
    def unlikely(self) -> int:
        return self.other_type + ELSEWHERE * (not self.is_home)

    @property
    def meant(self) -> tuple:
        """Streets of equal value cannot be told apart by what was typed."""
        return not self.in_order, self.unlikely + PARTLY * bool(self.missing)

    @property
    def offered(self) -> tuple:
        """The order in which streets are proposed to who is still typing."""
        return self.unlikely, not self.in_order, self.missing, self.far_m


def complete(text: str, limit: int) -> list[Address]:
    """The addresses that `text` may become, the likeliest first."""
    read = typed(text, finished=not text[-1:].isalnum())
    words, streets = streets_of(read.words)
    matches = sorted(_matches(streets, words, read.numbers), key=lambda one: one.offered)
    return [address(one.street, one.number) for one in matches[:limit]]


def find(text: str) -> list[Address]:
    """The address meant by a text, or those that it may mean when it does not tell them apart."""
    read = typed(text, finished=True)
    words, streets = streets_of(read.words)
    matches = _matches(streets, words, read.numbers)
    if not matches or _is_commune(words, read.numbers):
        return []
    best = min(one.meant for one in matches)
    meant = [one for one in matches if one.meant == best]
    return _one_street(sorted(meant, key=lambda one: one.far_m))


def _is_commune(words: tuple[Word, ...], numbers: tuple[str, ...]) -> bool:
    """« Tourcoing » is not « Rue de Tourcoing »."""
    says_street = numbers or any(word.is_type for word in words)
    return not says_street and is_commune(words)


def _one_street(matches: list[Match]) -> list[Address]:
    """Parts of one street are told apart by the number; different streets are not."""
    first = matches[0]
    found = [address(one.street, one.number) for one in matches]
    if any(_is_other(one.street, first.street) for one in matches[1:]):
        return found
    return [next((one for one in found if one.is_exact), found[0])]


def _is_other(one: Street, first: Street) -> bool:
    same_name = name_words(one.name) == name_words(first.name)
    same = same_name and one.commune_code == first.commune_code
    return not same or distance_m(_middle(one), _middle(first)) > ONE_STREET_M


def _middle(street: Street) -> Position:
    return Position(street.latitude, street.longitude)


def _town() -> Position:
    return Position(settings.TOWN_LATITUDE, settings.TOWN_LONGITUDE)


def _matches(
    streets: list[Street], words: tuple[Word, ...], numbers: tuple[str, ...]
) -> list[Match]:
    matches = (_match(street, words, numbers) for street in streets)
    return [one for one in matches if one.is_named]


def _match(street: Street, words: tuple[Word, ...], numbers: tuple[str, ...]) -> Match:
    name, town = (
        name_words(street.name),
        frozenset(town_words(street.commune, street.former_commune, street.postal_code)),
    )
    names = frozenset(name)
    of_name = [at for at, word in enumerate(words) if word.is_in(names)]
    only_town = [at for at, word in enumerate(words) if at not in of_name and word.is_in(town)]
    only_name = [at for at in of_name if not words[at].is_in(town)]
    telling = name[1:] if name[0] in TYPES else name
    return Match(
        street=street,
        number=next(iter(_left(numbers, (*name, *town))), ""),
        is_named=any(not words[at].is_type for at in of_name),
        is_home=bool(only_town) or normalise(street.commune) == normalise(settings.TOWN_NAME),
        in_order=not only_name or not only_town or max(only_name) < min(only_town),
        other_type=any(word.is_type and not word.is_in(names) for word in words),
        missing=sum(_is_missing(one, words, numbers) for one in telling),
        far_m=distance_m(_middle(street), _town()),
    )


def _left(numbers: Iterable[str], words: Iterable[str]) -> list[str]:
    """The numbers that are not those of the street's name (« 8 rue du 8 Mai 1945 » → 8) nor of
    its commune (« Paris 6e »)."""
    left = list(numbers)
    for word in words:
        if word in left:
            left.remove(word)
    return left


def _is_missing(name: str, words: tuple[Word, ...], numbers: tuple[str, ...]) -> bool:
    return name not in numbers and not any(word.is_in(frozenset((name,))) for word in words)
