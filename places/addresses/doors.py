"""The numbers of a street: where each door is, how the address is written."""

import json
import re

from ..geo import Position
from ..models import Street
from ..models.address import UNITS_A_DEGREE
from .address import Address

# « 12 B » may be written « 12bis » by the town.
_REPEATS = {"b": "bis", "t": "ter", "q": "quater"}
_NUMBER = re.compile(r"(\d+)(.*)")


def address(street: Street, number: str) -> Address:
    """The door of that number (« 12bis »), else the same without its letter, else the street's
    middle: the label says which."""
    doors = json.loads(street.numbers) if number else {}
    known = next((one for one in _spellings(number) if one in doors), "")
    if known:
        latitude, longitude = doors[known]
        position = Position(latitude / UNITS_A_DEGREE, longitude / UNITS_A_DEGREE)
    else:
        position = Position(street.latitude, street.longitude)
    return Address(
        label=label(street, known),
        position=position,
        is_exact=bool(known),
        commune=street.commune,
        commune_code=street.commune_code,
        postal_code=street.postal_code,
    )


def label(street: Street, number: str = "") -> str:
    """« 12 bis Rue de Lannoy, 59100 Roubaix »; a former commune follows, as it may hold a street
    of the same name."""
    first = f"{_written(number)} {street.name}".strip()
    town = f"{street.postal_code} {street.commune}".strip()
    former = f" ({street.former_commune})" if street.former_commune else ""
    return f"{first}, {town}{former}"


def _spellings(number: str) -> list[str]:
    found = _NUMBER.fullmatch(number)
    if not found:
        return []
    digits, repeat = str(int(found[1])), found[2]
    return list(dict.fromkeys([digits + repeat, digits + _REPEATS.get(repeat, repeat), digits]))


def _written(number: str) -> str:
    """« 12bis » → « 12 bis », « 12b » → « 12 B »."""
    found = _NUMBER.fullmatch(number)
    if not found:
        return ""
    repeat = found[2] if found[2] in ("bis", "ter", "quater") else found[2].upper()
    return f"{found[1]} {repeat}".strip()
