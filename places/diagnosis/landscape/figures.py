"""What the état des lieux is made of: figures and tables that say what they count.

Nothing here is drawn or written: pages, tables and documents read these.
"""

from dataclasses import dataclass
from datetime import date, datetime

Params = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Listing:
    """The list behind a figure: a page's route name, and what its address asks."""

    params: Params = ()
    route: str = "results"
    args: tuple[str, ...] = ()
    is_public: bool = True  # False: for accounts of the coordination
    anchor: str = ""  # a table of the same page, by its code, which opens the lists


@dataclass(frozen=True)
class Figure:
    """One number of the summary. `value` is None when nothing lets us know it."""

    code: str
    name: str
    value: float | None
    numerator: int
    denominator: int
    definition: str
    listing: Listing | None = None
    unit: str = ""  # "%", "€", "h" or nothing

    @classmethod
    def share(cls, code, name, numerator, denominator, definition, listing=None) -> "Figure":
        """A percentage, unknown when it would be of nothing."""
        value = round(100 * numerator / denominator, 1) if denominator else None
        return cls(code, name, value, numerator, denominator, definition, listing, "%")

    @classmethod
    def count(cls, code, name, value, definition, listing=None) -> "Figure":
        """A number that is part of nothing larger."""
        return cls(code, name, value, value, value, definition, listing)


@dataclass(frozen=True)
class Column:
    name: str
    definition: str = ""
    unit: str = ""


Cell = int | float | str | None  # None: not known


@dataclass(frozen=True)
class Row:
    label: str
    cells: tuple[Cell, ...]
    listing: Listing | None = None
    listings: tuple[Listing | None, ...] = ()  # of each cell, when they have their own
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of the same columns; `first` names what the labels of the rows are."""

    code: str
    title: str
    first: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    definition: str
    denominator: str = ""  # « sur 44 lieux »
    listing: Listing | None = None
    chart: int | None = None  # the column worth drawing

    @property
    def body(self) -> tuple[Row, ...]:
        """The rows without their totals."""
        return tuple(row for row in self.rows if not row.is_total)

    def cell(self, label: str, column: str) -> Cell:
        """Raises StopIteration or ValueError for a row or a column that is not there."""
        row = next(row for row in self.rows if row.label == label)
        return row.cells[[one.name for one in self.columns].index(column)]


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    tables: tuple[Table, ...]
    said: str = ""  # in plain words, for somebody who reads no table


@dataclass(frozen=True)
class Landscape:
    """The whole, on a Paris day."""

    day: date
    computed_at: datetime
    version: int  # of the directory it was read from
    places: int
    examples: int  # places that carry values filled in for the example
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(table for section in self.sections for table in section.tables)

    def table(self, code: str) -> Table | None:
        return next((table for table in self.tables if table.code == code), None)

    def figure(self, code: str) -> Figure | None:
        return next((figure for figure in self.figures if figure.code == code), None)
