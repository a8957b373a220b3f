"""What is compared of a listing."""

from functools import lru_cache
from typing import NamedTuple

from ...addresses.words import ABBREVIATIONS, REPEATS, SILENT, TYPES
from ...press.document import SiteDocument, decode_site
from ...text import normalise, stem, words
from ...vocabulary import KIND_LABELS, Precision

KEPT = 65_536  # listings whose traits are remembered
LINKS = frozenset("a au aux d de des du en et l la le les par pour s sur un une".split())


class Street(NamedTuple):
    number: str  # « 12 », « 12 bis », "" when the address has none
    words: frozenset[str]  # stems, links and « rue », « avenue » left out

    @property
    def is_known(self) -> bool:
        return bool(self.words)


class Traits(NamedTuple):
    """A listing as it is compared. `name_words` are stems in their order, links and the commune
    left out; `numbers` the figures of the name."""

    site_id: int
    name: str  # normalised
    name_words: tuple[str, ...]
    numbers: frozenset[str]
    street: Street
    commune: str  # its words: only some listings know its INSEE code
    position: tuple[float, float] | None  # WGS 84, only when it is that of the door or the street
    phone: str
    pivot: str  # a SIRET only: a SIREN is shared by all the sites of an actor
    kinds: frozenset[str]


@lru_cache(maxsize=KEPT)
def traits_of(payload: bytes) -> Traits:
    """The traits of an encoded public document."""
    return traits(decode_site(payload))


def traits(document: SiteDocument) -> Traits:
    name = normalise(document.name)
    commune = [word for word in words(document.commune) if _names_a_commune(word)]
    told = [word for word in name.split() if word not in LINKS]
    precise = document.precision in (Precision.EXACT, Precision.STREET)
    return Traits(
        site_id=document.id,
        name=name,
        name_words=tuple(stem(word) for word in told if word not in commune) or tuple(told),
        numbers=frozenset(word for word in told if any(char.isdigit() for char in word)),
        street=street_of(document.address),
        commune=" ".join(commune),
        position=(document.latitude, document.longitude) if precise else None,
        phone=document.phone,
        pivot=document.pivot if len(document.pivot) == len("12345678901234") else "",
        kinds=frozenset(document.kinds) & KIND_LABELS.keys(),
    )


def street_of(address: str) -> Street:
    """« 12 bis, bd de Paris » → 12 bis · boulevard, paris."""
    told = words(address)
    number = ""
    if told and told[0][0].isdigit():
        number = told.pop(0)
        if told and told[0] in REPEATS:
            number = f"{number} {told.pop(0)}"
    full = {ABBREVIATIONS.get(word, word) for word in told} - SILENT
    return Street(number, frozenset(stem(word) for word in full - TYPES or full))


def _names_a_commune(word: str) -> bool:
    """« Lyon 3e Arrondissement » and « Lille Cedex » are Lyon and Lille."""
    return word.isalpha() and word not in ("arrondissement", "cedex")
