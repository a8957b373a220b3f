"""The records of a CSV text, one at a time; a badly quoted one is passed over and told.

After it, reading goes on at the next line where a record surely starts: well written, and of as
many cells as the header or as the last good record. A line from the middle of a cell could look
like one when there are few cells: then what follows must agree.
"""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

# From this number of cells on, a line of text that happens to have as many is not to be feared.
_CONVINCING = 8
_LINES_THAT_AGREE = 20


class UnclosedQuote(ValueError):
    """The text ends inside a cell, and nothing tells where that cell should have ended."""

    def __init__(self, line: int):
        super().__init__(line)
        self.line = line


class Record(NamedTuple):
    """`line`: where it starts, from 1. `problem`: why it has no cells, in French."""

    line: int
    cells: list[str]
    problem: str = ""


def records(text: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Each record that is not blank, the header first, from the lines of a text.

    Raises csv.Error when the header itself is badly quoted, and UnclosedQuote.
    """
    lines = _Lines(text)
    header = last = 0
    while True:
        line = lines.number + 1
        lines.keep()
        try:
            cells = _record(lines, delimiter)
        except StopIteration:
            return
        except csv.Error:
            if not header:
                raise
            unclosed = lines.ended
            told_apart = _pass_over(lines, delimiter, {header, last})
            # A cut file: with few cells its last lines could be text of the open cell.
            if unclosed and not (told_apart and header >= _CONVINCING):
                raise UnclosedQuote(line) from None
            yield Record(line, [], _problem(line, lines.number))
            continue
        if not any(cells):
            continue
        header = header or len(cells)
        last = len(cells)
        yield Record(line, cells)


def _problem(first: int, last: int) -> str:
    until = f", rien n’est lu jusqu’à la ligne {last}" if last > first else ""
    return f"Guillemets mal fermés ou cellule illisible{until}."


class _Lines:
    """Lines read one at a time; those read since `keep()` can be given back."""

    def __init__(self, lines: Iterable[str]):
        self._lines = iter(lines)
        self._returned: deque[str] = deque()
        self._kept: list[str] = []
        self.number = 0  # of the last line read
        self.ended = False  # the last read found no line

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        self.ended = False
        try:
            line = self._returned.popleft() if self._returned else next(self._lines)
        except StopIteration:
            self.ended = True
            raise
        self.number += 1
        self._kept.append(line)
        return line

    def keep(self) -> None:
        self._kept.clear()

    def text_from(self, rank: int) -> str:
        """The lines kept, without the `rank` first ones."""
        return "".join(self._kept[rank:])

    def give_back(self, all_but: int = 0) -> None:
        """Unread the lines kept, all but the first ones."""
        returned = self._kept[all_but:]
        del self._kept[all_but:]
        self._returned.extendleft(reversed(returned))
        self.number -= len(returned)


def _record(lines: _Lines, delimiter: str) -> list[str]:
    return next(csv.reader(lines, delimiter=delimiter, strict=True))


def _pass_over(lines: _Lines, delimiter: str, widths: set[int]) -> bool:
    """Leave `lines` where a record surely starts, after the first line kept; False: nowhere."""
    lines.give_back(all_but=1)
    while True:
        lines.keep()
        sure = _starts_here(lines, delimiter, widths)
        lines.give_back()
        if sure:
            return True
        try:
            next(lines)
        except StopIteration:
            return False


def _starts_here(lines: _Lines, delimiter: str, widths: set[int]) -> bool:
    """Whether a record surely starts at the next line, by what it and the following ones say."""
    well_written = _well_written(delimiter)
    start, found = lines.number, False
    while lines.number < start + _LINES_THAT_AGREE:
        before = lines.number
        try:
            cells = _record(lines, delimiter)
        except StopIteration:
            return found
        except csv.Error:
            return False
        if not any(cells):
            continue
        text = lines.text_from(before - start)
        if len(cells) not in widths or not well_written.fullmatch(text):
            return False
        if min(widths) >= _CONVINCING or '"' in text:
            return True
        found = True
    return found


@lru_cache
def _well_written(delimiter: str) -> re.Pattern:
    """A whole record: no quote but around cells, and doubled inside them."""
    cell = rf'(?:"(?:[^"]++|"")*+"|[^"{delimiter}\r\n]*+)'
    return re.compile(rf"{cell}(?:{delimiter}{cell})*+(?:\r\n|\n|\r)?")
