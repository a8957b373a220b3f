"""A file of places → its rows, one at a time, whatever its delimiter; French errors when not.

A row is a dict of its non-blank cells, column → raw text. Columns of the standard are known
whatever their case and accents; others keep their own name.
"""

import csv
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from ..text import normalise
from .national import COLUMNS, INDISPENSABLE
from .records import Record, UnclosedQuote, records

_DELIMITERS = ",;\t"
_CELL_MAX = 1 << 24  # characters; the csv module refuses 131,073 by itself
_TOO_DEEP = "emboîte trop de listes ou d’objets pour être une liste de lieux"
SURPLUS = "(cellules sans colonne)"


class UnreadableFile(ValueError):
    """The file cannot be read at all; the message is a French sentence for who sent it."""


class Row(NamedTuple):
    """`line`: where it starts (CSV, from 1) or its rank (JSON, from 1).

    `problem`: why it could not be read, in French; it has no cells then.
    """

    line: int
    cells: dict[str, str]
    problem: str = ""


class RowFile(Protocol):
    """May be iterated several times; each time reads the file again.

    `columns`: those the file speaks of; None when it speaks of all (an absent key is empty).
    """

    columns: frozenset[str] | None

    def __iter__(self) -> Iterator[Row]: ...


def open_rows(path: Path) -> RowFile:
    """The rows of a CSV or JSON file, told by its first character. Raises UnreadableFile."""
    try:
        with path.open("rb") as file:
            start = file.read(4096)
    except OSError as error:
        raise UnreadableFile(f"« {path} » ne peut pas être lu : {error.strerror}.") from error
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("Ce fichier est en UTF-16 : enregistrez-le en UTF-8.")
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise UnreadableFile("Ce fichier est vide.")
    return JsonRows(path) if text[:1] in (b"[", b"{") else CsvRows(path)


class CsvRows:
    """Comma, semicolon or tab; UTF-8 with or without BOM; quotes and newlines in cells."""

    def __init__(self, path: Path):
        self._path = path
        csv.field_size_limit(_CELL_MAX)
        self._delimiter, self._header = self._read_header()
        self.columns = frozenset(self._header)

    def __iter__(self) -> Iterator[Row]:
        for line, cells, problem in islice(self._records(self._delimiter), 1, None):
            if problem:
                yield Row(line, {}, problem)
                continue
            row = {
                column: text
                for column, text in zip(self._header, cells, strict=False)
                if text and not text.isspace()
            }
            surplus = [text for text in cells[len(self._header) :] if text.strip()]
            if surplus:
                row[SURPLUS] = self._delimiter.join(surplus)
            if row:
                yield Row(line, row)

    def _read_header(self) -> tuple[str, list[str]]:
        """The delimiter under which the first line names most columns of the standard."""
        found = []
        for delimiter in _DELIMITERS:
            try:
                cells = next(self._records(delimiter)).cells
            except StopIteration:
                raise UnreadableFile("Ce fichier est vide.") from None
            except UnreadableFile:
                if delimiter == _DELIMITERS[-1] and not found:
                    raise
                continue
            header = _named(cells)
            found.append((len(set(header) & set(COLUMNS)), delimiter, header))
        _, delimiter, header = max(found, key=lambda candidate: candidate[0])
        _demand(header)
        return delimiter, header

    def _records(self, delimiter: str) -> Iterator[Record]:
        with self._path.open(encoding="utf-8-sig", newline="") as file:
            line = 0
            try:
                for record in records(file, delimiter):
                    line = record.line
                    yield record
            except csv.Error as error:
                raise UnreadableFile(
                    f"Ligne 1 : guillemets mal fermés ou cellule illisible ({error})."
                ) from error
            except UnclosedQuote as error:
                raise UnreadableFile(
                    f"Ligne {error.line} : un guillemet s’y ouvre et n’est jamais fermé."
                ) from error
            except UnicodeDecodeError as error:
                raise UnreadableFile(
                    f"Après la ligne {line} : ce n’est pas de l’UTF-8. "
                    "Enregistrez le fichier en UTF-8."
                ) from error


class JsonRows:
    """An array of objects, or {"lieux": [...]}; values are texts, numbers, lists of texts."""

    columns = None

    def __init__(self, path: Path):
        try:
            data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
            is_list = data.lstrip()[:1] == b"["
            self._items = _array(data) if is_list else _array(_wrapped(data))
        except UnicodeDecodeError as error:
            raise UnreadableFile("Ce fichier n’est pas en UTF-8.") from error
        except msgspec.DecodeError as error:
            raise UnreadableFile(f"Ce fichier JSON est mal formé : {error}.") from error
        except RecursionError as error:
            raise UnreadableFile(f"Ce fichier JSON {_TOO_DEEP}.") from error

    def __iter__(self) -> Iterator[Row]:
        for rank, raw in enumerate(self._items, 1):
            try:
                yield Row(rank, _cells(raw))
            except ValueError as error:
                raise UnreadableFile(f"Élément {rank} : JSON mal formé ({error}).") from error
            except RecursionError as error:
                raise UnreadableFile(f"Élément {rank} : ce JSON {_TOO_DEEP}.") from error


def _cells(raw: msgspec.Raw) -> dict[str, str]:
    """The cells of an element; none when it is no object."""
    # The standard library also reads halves of surrogate pairs and huge integers.
    item = json.loads(bytes(raw))
    if not isinstance(item, dict):
        return {}
    cells = zip(_named(list(item)), map(_text, item.values()), strict=True)
    return {name: text for name, text in cells if text.strip()}


def _array(data: bytes | msgspec.Raw) -> list[msgspec.Raw]:
    return msgspec.json.decode(data, type=list[msgspec.Raw])


def _wrapped(data: bytes) -> msgspec.Raw:
    keys = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    if "lieux" not in keys:
        raise UnreadableFile(
            'Ce fichier JSON doit être une liste de lieux, ou un objet {"lieux": [...]}.'
        )
    return keys["lieux"]


def _named(names: list[str]) -> list[str]:
    """Column names: the standard's own, or as given; a name used twice is numbered."""
    named: list[str] = []
    taken: set[str] = set()
    for rank, given in enumerate(names, 1):
        plain = normalise(given).replace(" ", "_")
        name = plain if plain in COLUMNS else storable(given).strip()
        name = name or f"colonne {rank}"
        unique, number = name, 2
        while unique in taken:
            unique, number = f"{name} ({number})", number + 1
        taken.add(unique)
        named.append(unique)
    return named


def storable(text: str) -> str:
    """Without what no database stores: NUL and halves of a character (surrogates)."""
    if "\0" not in text and text.isascii():
        return text
    return text.replace("\0", "").encode(errors="ignore").decode()


def _demand(header: list[str]) -> None:
    missing = [column for column in INDISPENSABLE if column not in header]
    if missing:
        raise UnreadableFile(
            f"Ce fichier n’a pas de colonne {' ni '.join(missing)} : "
            "ce n’est pas une liste de lieux au format du standard."
        )


def _text(value) -> str:
    """A JSON value as the cell of a CSV file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "|".join(value)
    return json.dumps(value, ensure_ascii=False)
