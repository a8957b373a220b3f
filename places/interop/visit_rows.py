"""A table of visits, from a file or pasted → its rows, as French spreadsheets write them.

Columns, in any order and whatever their case: lieu; mois or jour; besoin; visites;
accompagnements. Semicolons, commas or tabs; UTF-8, with its mark or not, UTF-16, cp1252.
"""

import csv
from collections.abc import Iterator
from typing import NamedTuple

from ..text import normalise
from .reading import UnreadableFile, storable
from .records import UnclosedQuote, records

PLACE, MONTH, DAY, NEED, VISITS, HELPS = (
    *("lieu", "mois", "jour"),
    *("besoin", "visites", "accompagnements"),
)
COLUMNS = (PLACE, MONTH, DAY, NEED, VISITS, HELPS)
_SAME = {"visite": VISITS, "accompagnement": HELPS, "aides": HELPS, "date": DAY, "besoins": NEED}
_DELIMITERS = ";\t,"
MOST_BYTES = 1_000_000


class Row(NamedTuple):
    """`line`: where it starts, from 1. `problem`: why it could not be read, in French."""

    line: int
    cells: dict[str, str]  # of COLUMNS; blank ones left out
    problem: str = ""


class Sheet(NamedTuple):
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]  # columns that say nothing to us


def decoded(data: bytes) -> str:
    """The text of a file. Raises UnreadableFile."""
    if len(data) > MOST_BYTES:
        raise UnreadableFile("Ce fichier est trop gros : 1 Mo au plus.")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("Ce fichier n’est pas un tableau en texte : enregistrez-le en CSV.")


def read_sheet(text: str, *, needs_place: bool) -> Sheet:
    """The rows of a table. `needs_place`: nothing else tells which place it is about.

    Raises UnreadableFile.
    """
    if "\0" in text or text.startswith(("PK\x03\x04", "%PDF")):
        raise UnreadableFile("Ce fichier n’est pas un tableau en texte : enregistrez-le en CSV.")
    lines = text.lstrip("\ufeff").splitlines(keepends=True)
    delimiter, header = _header(lines)
    _demand(header, needs_place)
    unknown = tuple(name for name in header if name not in COLUMNS)
    return Sheet(tuple(_rows(lines, delimiter, header)), unknown)


def _rows(lines: list[str], delimiter: str, header: list[str]) -> Iterator[Row]:
    found = records(lines, delimiter)
    next(found)  # the header
    try:
        for line, cells, problem in found:
            told = zip(header, cells, strict=False)
            row = {name: text.strip() for name, text in told if name in COLUMNS and text.strip()}
            if any(text.strip() for text in cells[len(header) :]):
                problem = problem or "Cette ligne a plus de cases que le titre."
            if row or problem:
                yield Row(line, row, problem)
    except UnclosedQuote as error:
        raise UnreadableFile(
            f"Ligne {error.line} : un guillemet s’y ouvre et n’est jamais fermé."
        ) from error


def _header(lines: list[str]) -> tuple[str, list[str]]:
    """The delimiter under which the first line names most columns, and their names."""
    found = []
    for delimiter in _DELIMITERS:
        try:
            cells = next(records(lines, delimiter)).cells
        except StopIteration:
            raise UnreadableFile("Ce tableau est vide.") from None
        except (csv.Error, UnclosedQuote) as error:
            raise UnreadableFile("Ligne 1 : un guillemet est mal fermé.") from error
        header = [_named(cell) for cell in cells]
        found.append((len(set(header) & set(COLUMNS)), delimiter, header))
    _, delimiter, header = max(found, key=lambda candidate: candidate[0])
    return delimiter, header


def _named(cell: str) -> str:
    plain = normalise(cell)
    name = _SAME.get(plain, plain)
    return name if name in COLUMNS else storable(cell).strip() or "(sans titre)"


def _demand(header: list[str], needs_place: bool) -> None:
    """Raises UnreadableFile when nothing could be read, or not surely."""
    twice = [name for name in COLUMNS if header.count(name) > 1]
    if twice:
        raise UnreadableFile(f"La colonne « {twice[0]} » est là deux fois.")
    missing = [PLACE] if needs_place and PLACE not in header else []
    if MONTH not in header and DAY not in header:
        missing.append(f"{MONTH} » ou « {DAY}")
    if VISITS not in header and HELPS not in header:
        missing.append(f"{VISITS} » ou « {HELPS}")
    if missing:
        told = " ; ".join(f"« {name} »" for name in missing)
        raise UnreadableFile(f"Il manque une colonne : {told}. La première ligne dit les titres.")
