"""What may be meant by the beginning of a text: needs, places, areas, addresses, in groups.

Pure, no database: `suggest` for the box of needs, `suggest_where` for the box « Où ? ».
Typed words begin known words, in any order; they are mended only when nothing answers them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from ..press.document import PublicNeed, SiteDocument
from ..text import STOP_WORDS, normalise, words
from . import bits
from .columns import Directory
from .facets import DISTRICT
from .suggestible import Area
from .understand import understand
from .where import STREET_WORDS

MOST_LETTERS, MOST_WORDS = 120, 12  # the rest of a longer text is left unread
LEAST_LETTERS = 2
MOST_NEEDS, MOST_PLACES, MOST_AREAS, MOST_ADDRESSES = 5, 4, 3, 4
MOST_AREAS_ASKED, MOST_POSTAL_CODES = 5, 3  # in the box « Où ? »
LEAST_AREA_LETTERS = 3  # of a quartier's first word, when a need comes before it
KEY_LETTERS = 8  # of `Directory.name_keys`
SHORTLIST = 24  # places read in full to pick the few that are shown
NEEDS, PLACES, AREAS = "Besoins", "Lieux", "Quartiers et communes"
POSTAL_CODES, ADDRESSES = "Codes postaux", "Adresses"
AT_PLACE, ON_MAP = "lieu", "carte"  # pictograms


@dataclass(frozen=True)
class Suggestion:
    """One line to choose: either the page of a place, or texts for the boxes.

    `need` and `where` are what the boxes « q » and « ou » become; None leaves a box as it is.
    """

    label: str
    detail: str = ""
    pictogram: str = ""
    slug: str = ""
    need: str | None = None
    where: str | None = None


@dataclass(frozen=True)
class Group:
    title: str
    suggestions: tuple[Suggestion, ...]


def suggest(text: str, directory: Directory, *, addresses: Iterable[str] = ()) -> list[Group]:
    """Groups for what is being typed in the box of needs, [] when there is nothing to say.

    `addresses`: labels the caller found for the same text.
    """
    text = text[:MOST_LETTERS]
    typed = _typed(text)
    if not typed:
        return []
    at_addresses = tuple(_address(label, need="") for label in islice(addresses, MOST_ADDRESSES))
    return (
        _groups(text, typed, directory, at_addresses)
        or _groups(text, _finished(typed), directory)
        or _groups(text, typed, directory, mend=True)
        or _understood(text, directory)
    )


def suggest_where(text: str, directory: Directory, *, addresses: Iterable[str] = ()) -> list[Group]:
    """Groups for what is being typed in the box « Où ? »; `addresses` as in `suggest`."""
    typed = _typed(text)
    if not typed:
        return []
    find = directory.suggestible.areas.find
    codes = tuple(islice(_postal_codes(typed, directory), MOST_POSTAL_CODES))
    at_addresses = tuple(_address(label) for label in islice(addresses, MOST_ADDRESSES))
    found = find(typed)
    if not (found or codes or at_addresses):
        found = find(typed, mend=True)
    areas = (_area(area) for area in found if _has_places(area, directory))
    return _filled(
        (AREAS, tuple(islice(areas, MOST_AREAS_ASKED))),
        (POSTAL_CODES, codes),
        (ADDRESSES, at_addresses),
    )


def may_be_address(text: str) -> bool:
    """A number or a word such as « rue » is among the words: an address may be meant."""
    return any(word.isdigit() or word in STREET_WORDS for word in words(text[:MOST_LETTERS]))


def _typed(text: str) -> list[str]:
    """The words that carry meaning; the last one alone when none does (« ma » of « mairie »)."""
    typed = words(text[:MOST_LETTERS])[:MOST_WORDS]
    if sum(map(len, typed)) < LEAST_LETTERS:
        return []
    return [word for word in typed if word not in STOP_WORDS] or typed[-1:]


def _finished(typed: list[str]) -> list[str]:
    """Without a last word that may be the beginning of an empty one (« maison pour tou »)."""
    is_begun = any(word.startswith(typed[-1]) for word in STOP_WORDS)
    return typed[:-1] if is_begun else []


def _groups(
    text: str,
    typed: list[str],
    directory: Directory,
    addresses: tuple[Suggestion, ...] = (),
    *,
    mend: bool = False,
) -> list[Group]:
    if not typed:
        return []
    needs = directory.suggestible.needs.find(typed, mend=mend)
    places = _places(normalise(text), typed, directory, mend=mend)
    areas = tuple(islice(_areas(typed, directory, alone=bool(needs), mend=mend), MOST_AREAS))
    if not needs and not areas and len(typed) > 1:
        needs = _needs_in(text, directory)
    return _filled(
        (NEEDS, tuple(_need(need) for need in needs[:MOST_NEEDS])),
        (PLACES, tuple(_place(document, directory) for document in places)),
        (AREAS, areas),
        (ADDRESSES, addresses),
    )


def _filled(*groups: tuple[str, tuple[Suggestion, ...]]) -> list[Group]:
    return [Group(title, suggestions) for title, suggestions in groups if suggestions]


def _needs_in(text: str, directory: Directory) -> list[PublicNeed]:
    """Needs named somewhere in a longer text, every word of it taken as typed."""
    understood = understand(text, directory.lexicon, literal=True)
    return [directory.lists.need_by_code[code] for code in understood.needs]


def _understood(text: str, directory: Directory) -> list[Group]:
    """The last resort: what the search itself would make of the text, mended by ear too."""
    understood = understand(text, directory.lexicon)
    needs = [directory.lists.need_by_code[code] for code in understood.needs]
    areas = [area for area in directory.suggestible.areas.all if area.name == understood.place]
    return _filled(
        (NEEDS, tuple(_need(need) for need in needs[:MOST_NEEDS])),
        (AREAS, tuple(_area(area, need="") for area in areas[:MOST_AREAS] if not needs)),
    )


def _places(
    phrase: str, typed: list[str], directory: Directory, *, mend: bool
) -> list[SiteDocument]:
    """The places whose names hold the words, some of which may name their commune or quartier."""
    names = directory.suggestible.names
    named = np.array([names.holding([word], mend=mend) for word in typed])
    held = named
    if len(typed) > 1:
        held = named | np.array([_rows_around(word, directory) for word in typed])
    rows = np.flatnonzero(held.all(axis=0) & named.any(axis=0) & directory.alive)
    order = np.lexsort(
        (
            directory.name_ranks[rows],
            directory.name_sizes[rows],
            -named[:, rows].sum(axis=0),
            ~_begin(phrase, directory)[rows],
        )
    )
    documents = [directory.document(row) for row in rows[order[:SHORTLIST]].tolist()]
    documents.sort(key=lambda document: not normalise(document.name).startswith(phrase))
    return documents[:MOST_PLACES]


def _begin(phrase: str, directory: Directory) -> np.ndarray:
    """bool, one a row: the name begins with the first letters of the phrase."""
    letters = phrase.encode()[:KEY_LETTERS]
    first, last = (
        np.uint64(int.from_bytes(letters.ljust(KEY_LETTERS, filler), "big"))
        for filler in (b"\x00", b"\xff")
    )
    return (directory.name_keys >= first) & (directory.name_keys <= last)


def _rows_around(word: str, directory: Directory) -> np.ndarray:
    """bool, one a row: the word begins a word of its commune or of its quartier."""
    found = np.zeros(directory.size, dtype=bool)
    for area in directory.suggestible.areas.find([word]):
        found |= _rows_in(area, directory)
    return found


def _rows_in(area: Area, directory: Directory) -> np.ndarray:
    if area.district:
        return bits.unpack(directory.keys.get((DISTRICT, area.district)), directory.size)
    found = np.zeros(directory.size, dtype=bool)
    found[directory.communes[area.commune][1]] = True
    return found


def _has_places(area: Area, directory: Directory) -> bool:
    """A quartier can always be asked; a commune whose last place left cannot be located."""
    return bool(area.district or directory.alive[directory.communes[area.commune][1]].any())


def _areas(
    typed: list[str], directory: Directory, *, alone: bool, mend: bool
) -> Iterator[Suggestion]:
    """Quartiers and communes named by the words; or by the last ones, the first ones saying what
    is needed (« imprimer epeule »), unless `alone`."""
    alone = alone or may_be_address(" ".join(typed))
    for at in range(1 if alone else len(typed)):
        if at and len(typed[at]) < LEAST_AREA_LETTERS:
            continue
        found = directory.suggestible.areas.find(typed[at:], mend=mend)
        found = [area for area in found if _has_places(area, directory)]
        if found:
            need = _said(typed[:at], directory)
            yield from (_area(area, need=need) for area in found)
            return


def _said(typed: list[str], directory: Directory) -> str:
    """Words that say what is needed: the name of the need, or failing that the words."""
    text = " ".join(typed)
    needs = _needs_in(text, directory)
    return needs[0].name if len(needs) == 1 else text


def _postal_codes(typed: list[str], directory: Directory) -> Iterator[Suggestion]:
    """Postal codes of places that begin with the digits typed."""
    digits = typed[0]
    if len(typed) > 1 or not digits.isdigit():
        return
    codes = directory.suggestible.postal_codes
    for code in codes[bisect_left(codes, digits) : bisect_left(codes, digits + "~")]:
        rows = directory.words.rows(code)
        for row in rows[directory.alive[rows]].tolist():
            document = directory.document(row)
            if document.postal_code == code:
                yield Suggestion(code, document.commune, ON_MAP, where=code)
                break


def _need(need: PublicNeed) -> Suggestion:
    return Suggestion(need.name, pictogram=need.pictogram, need=need.name)


def _place(document: SiteDocument, directory: Directory) -> Suggestion:
    district = directory.lists.district_by_slug.get(document.district)
    where = (district.name, document.commune) if district else (document.commune,)
    return Suggestion(document.name, ", ".join(where), AT_PLACE, slug=document.slug)


def _area(area: Area, need: str | None = None) -> Suggestion:
    """`need`: what is left in the box of needs."""
    kind = f"Quartier, {area.within}" if area.district else "Commune"
    label = f"{need} · {area.name}" if need else area.name
    return Suggestion(label, kind, ON_MAP, need=need, where=area.name)


def _address(label: str, need: str | None = None) -> Suggestion:
    return Suggestion(label, pictogram=ON_MAP, need=need, where=label)
