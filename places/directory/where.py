"""« Où ? » : what a resident types for a place of the town, located with what the directory
knows (quartiers, communes, postal codes, the streets of known places). Pure, no database: who
knows addresses is asked in between, when given."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import fuzz, process

from ..addresses import Address
from ..geo import Position, distance_m, distances_m
from ..text import normalise, stems, words
from .columns import Directory

LEAST_LIKE = 86  # rapidfuzz ratio (0–100) from which a name typed wrongly is taken as meant
LONGEST_STREET_M = 1500  # from its middle; farther apart, it is not one street
FARTHEST_M = 1500  # from the centre of a quartier; beyond, a point is in none
SHORT = 4  # names this short are not mended
STREET_WORDS = frozenset(
    "rue avenue av boulevard bd place pl chemin allee quai impasse bis".split()
)


@dataclass(frozen=True)
class Located:
    """Where the resident is: a point, or failing that a district or a commune to keep to."""

    label: str
    position: Position | None = None
    district: str = ""  # slug, when no point is known for it
    commune: str = ""  # normalised name
    is_estimate: bool = False
    text: str = ""  # as typed
    quartier: str = ""  # slug, when it is one that is named
    town: str = ""  # normalised name of the commune it is in, when known


@dataclass(frozen=True)
class Area:
    """The quartier and the commune of somebody who does not come, as home visits say theirs."""

    districts: frozenset[str] = frozenset()  # slugs: the quartier and its secteur
    communes: frozenset[str] = frozenset()  # INSEE codes
    inside: frozenset[str] = frozenset()  # slugs of quartiers of which some hold the person


FindAddresses = Callable[[str], list[Address]]  # several when the text does not tell them apart


def no_address(text: str) -> list[Address]:
    """Nobody is asked."""
    return []


def locate(
    text: str, directory: Directory, find_addresses: FindAddresses = no_address
) -> Located | None:
    """The place meant by `text`, or None when nothing known matches it.

    In order: a name or a postal code known here, an address, the street of known places.
    """
    typed = normalise(text)
    if not typed:
        return None
    found = (
        _by_postal_code(typed, directory)
        or _by_name(typed, directory)
        or _by_address(text, directory, find_addresses)
    )
    return replace(found, text=text) if found else None


def area_of(located: Located | None, directory: Directory) -> Area | None:
    """In which quartier and commune a place is; None when neither is known.

    Of a true point, the quartier whose centre is the nearest.
    """
    if located is None:
        return None
    slug = located.quartier or located.district
    if not slug and located.position and not located.is_estimate:
        slug = nearest_district(located.position, directory)
    district = directory.lists.district_by_slug.get(slug)
    town = located.town or located.commune or (normalise(district.commune) if district else "")
    if not town:
        return None
    names = directory.commune_names.items()
    there = (one for one in directory.lists.districts if normalise(one.commune) == town)
    return Area(
        districts=frozenset({slug, district.parent} - {""}) if district else frozenset(),
        communes=frozenset(code for code, name in names if normalise(name) == town),
        inside=frozenset(one.slug for one in there if district is None or one.parent == slug),
    )


def nearest_district(point: Position, directory: Directory) -> str:
    """Slug of the quartier whose centre is the nearest, "" when all are FARTHEST_M away."""
    centres = [
        (distance_m(point, Position(one.latitude, one.longitude)), one.slug)
        for one in directory.lists.districts
        if one.latitude is not None
    ]
    distance, slug = min(centres, default=(FARTHEST_M + 1, ""))
    return slug if distance <= FARTHEST_M else ""


def _by_postal_code(typed: str, directory: Directory) -> Located | None:
    if not (typed.isdigit() and len(typed) == 5):
        return None
    rows = directory.words.rows(typed)
    rows = rows[directory.alive[rows]]
    if not len(rows):
        return None
    commune = directory.document(int(rows[0])).commune
    middle, town = _middle(rows, directory), normalise(commune)
    return Located(f"{typed} {commune}", middle, is_estimate=True, town=town)


def _by_name(typed: str, directory: Directory) -> Located | None:
    names = {normalise(district.name): district for district in directory.lists.districts}
    name = _closest(typed, names)
    if name is not None:
        district = names[name]
        if district.latitude is None:
            return Located(district.name, district=district.slug, quartier=district.slug)
        position = Position(district.latitude, district.longitude)
        return Located(district.name, position, is_estimate=True, quartier=district.slug)
    key = _closest(typed, directory.communes)
    if key is None:
        return None
    written, rows = directory.communes[key]
    middle = _middle(rows[directory.alive[rows]], directory)
    if middle is None:
        return Located(written, commune=key)
    return Located(written, middle, is_estimate=True, town=key)


def _closest(typed: str, names: dict) -> str | None:
    """The name typed, or the one it resembles, or the one every typed word belongs to."""
    if typed in names:
        return typed
    bare = " ".join(word for word in typed.split() if len(word) > 2)
    if bare in names:
        return bare
    if len(typed) <= SHORT:
        return None
    found = process.extractOne(typed, names.keys(), scorer=fuzz.ratio, score_cutoff=LEAST_LIKE)
    return found[0] if found else None


def _by_address(text: str, directory: Directory, find: FindAddresses) -> Located | None:
    """The address, or the street when only known places tell where it is."""
    found = find(text)
    if not found:
        return _by_street(normalise(text), directory)
    if len(found) > 1:
        return None
    address = found[0]
    town = normalise(address.commune)
    return Located(address.label, address.position, is_estimate=not address.is_exact, town=town)


def _by_street(typed: str, directory: Directory) -> Located | None:
    """The middle of the known places of a street, when they are all near each other.

    A commune may end the text (« rue de Lannoy Roubaix »); without one, a street name that
    several towns have is not guessed.
    """
    street, commune = _split_commune(typed, directory)
    asked = [one for one in stems(street) if one not in STREET_WORDS and not one.isdigit()]
    if not asked or not any(word in STREET_WORDS for word in words(street)):
        return None
    rows = directory.words.rows(asked[0])
    for one in asked[1:]:
        rows = np.intersect1d(rows, directory.words.rows(one))
    if commune:
        rows = np.intersect1d(rows, directory.communes[commune][1])
    rows = rows[directory.alive[rows]]
    on_street = [row for row in rows.tolist() if _is_on(asked, directory.document(row).address)]
    found = np.array(on_street, dtype=np.int64)
    middle = _middle(found, directory)
    if middle is None or not _are_near(found, middle, directory):
        return None
    return Located(typed, middle, is_estimate=True, town=commune)


def _split_commune(typed: str, directory: Directory) -> tuple[str, str]:
    """(what comes before, the commune that ends the text or "")."""
    parts = typed.split()
    for at in range(1, len(parts)):
        if " ".join(parts[at:]) in directory.communes:
            return " ".join(parts[:at]), " ".join(parts[at:])
    return typed, ""


def _is_on(asked: list[str], address: str) -> bool:
    """The words of a street's name, and no other street's, make up the address."""
    named = [one for one in stems(address) if one not in STREET_WORDS and not one.isdigit()]
    return bool(named) and named[: len(asked)] == asked


def _are_near(rows: np.ndarray, middle: Position, directory: Directory) -> bool:
    distances = distances_m(directory.vectors[:, rows], middle)
    return bool(np.nanmax(distances) <= LONGEST_STREET_M)


def _middle(rows: np.ndarray, directory: Directory) -> Position | None:
    """The mean position of rows that have one, None when none has."""
    lats, lons = directory.latitudes[rows], directory.longitudes[rows]
    known = ~np.isnan(lats)
    if not known.any():
        return None
    return Position(float(lats[known].mean()), float(lons[known].mean()))
