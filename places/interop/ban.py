"""A file of the national address base (BAN, adresse.data.gouv.fr), line by line.

CSV in UTF-8 with semicolons, plain or gzip, told apart by its first bytes. Columns read: numero,
rep, nom_voie, code_postal, code_insee, nom_commune, nom_ancienne_commune, lon, lat (WGS 84
degrees), type_position.
"""

import csv
import gzip
import io
import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple, TextIO

from ..actions.addresses import Door, StreetKey
from ..addresses.words import repeat
from ..text import words
from .reading import UnreadableFile, storable
from .records import UnclosedQuote, records

COLUMNS = (
    "numero rep nom_voie code_postal code_insee nom_commune nom_ancienne_commune lon lat "
    "type_position"
).split()
ENTRANCE = "entrée"
NO_NUMBER = 99_999  # how local address bases say « the street, without a number »
GZIP = b"\x1f\x8b"
LONGEST_NAME, LONGEST_COMMUNE = 200, 100


class Line(NamedTuple):
    """A line of the file, from 1; a `problem` in French when it has no door."""

    number: int
    door: Door | None
    problem: str = ""


def read(path: Path) -> Iterator[Line]:
    """Each line after the header. Raises UnreadableFile when the file is none of the base, or
    when it ends in the middle."""
    with _opened(path) as file, _told(path):
        rows = records(file, ";")
        header = next(rows, None)
        if header is None:
            raise UnreadableFile("Ce fichier est vide.")
        names = [name.strip().lower() for name in header.cells]
        cells = _picker(names)
        cut = None
        for record in rows:
            if cut:
                yield cut
            cut = None
            if record.problem:
                yield Line(record.line, None, record.problem)
            elif len(record.cells) != len(names):
                count = f"{len(record.cells)} cellules au lieu de {len(names)}."
                cut = Line(record.line, None, count)
            else:
                yield _line(record.line, *cells(record.cells))
        if cut:
            raise UnreadableFile(
                f"Le fichier est coupé : sa dernière ligne ({cut.number}) n’est pas entière. "
                "Téléchargez-le de nouveau."
            )


@contextmanager
def _opened(path: Path) -> Iterator[TextIO]:
    try:
        with path.open("rb") as raw:
            is_gzip = raw.read(2) == GZIP
            raw.seek(0)
            plain = gzip.GzipFile(fileobj=raw) if is_gzip else raw
            with io.TextIOWrapper(plain, encoding="utf-8-sig", newline="") as file:
                yield file
    except OSError as error:
        why = error.strerror or "il est abîmé"
        raise UnreadableFile(f"« {path} » ne peut pas être lu : {why}.") from error


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What may go wrong while reading, in French."""
    try:
        yield
    except (EOFError, zlib.error, UnclosedQuote) as error:
        raise UnreadableFile(
            f"« {path} » est coupé ou abîmé. Téléchargez-le de nouveau."
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"« {path} » n’est pas en UTF-8.") from error
    except csv.Error as error:
        raise UnreadableFile(f"« {path} » : la première ligne est illisible.") from error


def _picker(names: list[str]) -> itemgetter:
    missing = [column for column in COLUMNS if column not in names]
    if missing:
        raise UnreadableFile(
            "Ce n’est pas un fichier de la Base Adresse Nationale : il n’a pas de colonne "
            f"{', '.join(missing)}."
        )
    return itemgetter(*(names.index(column) for column in COLUMNS))


def _line(
    at: int,
    number: str,
    suffix: str,
    name: str,
    postal_code: str,
    code: str,
    commune: str,
    former: str,
    longitude: str,
    latitude: str,
    position: str,
) -> Line:
    try:
        commune = _name(commune, "commune", LONGEST_COMMUNE)
        key = StreetKey(
            _code(code),
            _name(name, "rue", LONGEST_NAME),
            _former(former, commune),
            _postal(postal_code),
        )
        door = Door(
            key,
            commune,
            _number(number, suffix),
            *_position(latitude, longitude),
            position.strip() == ENTRANCE,
        )
    except ValueError as error:
        return Line(at, None, str(error))
    return Line(at, door)


@lru_cache(maxsize=4096)  # a street's name comes with each of its numbers
def _name(text: str, what: str, longest: int) -> str:
    name = " ".join(storable(text).split())
    if not words(name):
        raise ValueError(f"Nom de {what} vide.")
    if len(name) > longest:
        raise ValueError(f"Nom de {what} de plus de {longest} caractères.")
    return name


def _former(text: str, commune: str) -> str:
    """The commune that this one took in, "" when it is itself."""
    former = _name(text, "commune", LONGEST_COMMUNE) if text.strip() else ""
    return "" if former == commune else former


def _code(text: str) -> str:
    code = text.strip().upper()
    if len(code) != 5 or not (code.isascii() and code.isalnum()):
        raise ValueError(f"Code Insee « {code[:20]} » impossible.")
    return code


def _postal(text: str) -> str:
    code = text.strip()
    if code and not (len(code) == 5 and code.isascii() and code.isdigit()):
        raise ValueError(f"Code postal « {code[:20]} » impossible.")
    return code


def _number(text: str, suffix: str) -> str:
    text = text.strip()
    if not text:
        raise ValueError("Numéro absent.")
    if not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise ValueError(f"Numéro « {text[:20]} » impossible.")
    number = int(text)
    return "" if number in (0, NO_NUMBER) else f"{number}{repeat(suffix)[:10]}"


def _position(latitude: str, longitude: str) -> tuple[float, float]:
    try:
        position = float(latitude), float(longitude)
    except ValueError:
        raise ValueError("Position absente ou illisible.") from None
    finite = all(map(math.isfinite, position))
    if not finite or abs(position[0]) > 90 or abs(position[1]) > 180 or position == (0, 0):
        raise ValueError("Position impossible.")
    return position
