"""The figures and tables of an état des lieux as its page shows them, alone or beside another."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from ..diagnosis.landscape import Cell, Figure, Listing, Row, Section, Table
from ..diagnosis.landscape.compare import Comparison, FigureThen, TableThen, change
from ..diagnosis.landscape.masking import HIDDEN
from ..diagnosis.landscape.suppression import suppressed
from ..diagnosis.landscape.wording import UNKNOWN
from ..paper.charts import bars
from .wording import number

MOST_ROWS = 80  # of a table on the page; the files hold them all
LONGEST_CELL = 140  # letters: beyond, the text is folded
COUNTED = frozenset({HIDDEN, suppressed(1)})


@dataclass(frozen=True)
class ShownCell:
    text: str
    url: str = ""
    label: str = ""  # of the link, for who does not see the row and the column
    is_number: bool = False
    is_long: bool = False
    before: str = ""  # what it was, and the change, when it was something else


@dataclass(frozen=True)
class ShownRow:
    label: str
    url: str
    cells: tuple[ShownCell, ...]
    is_total: bool
    is_new: bool = False


@dataclass(frozen=True)
class ShownTable:
    table: Table
    chart: SafeString
    rows: tuple[ShownRow, ...]
    hidden: int  # rows that only the files hold
    url: str
    then: TableThen | None = None
    cannot_compare: str = ""  # why, when another was asked

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """(name, whether it holds numbers)"""
        first = self.rows[0].cells if self.rows else ()
        return [
            (one.name, cell.is_number) for one, cell in zip(self.table.columns, first, strict=True)
        ]

    @property
    def is_wide(self) -> bool:
        return len(self.table.columns) > 6

    @property
    def told(self) -> list[tuple[str, str]]:
        """(column, its definition) of the columns that have one of their own."""
        known = self.table.definition
        columns = self.table.columns
        return [(one.name, one.definition) for one in columns if one.definition not in known]

    @property
    def opens_private_lists(self) -> bool:
        listings = (one for row in self.table.rows for one in (row.listing, *row.listings))
        return any(one is not None and not one.is_public for one in listings)


@dataclass(frozen=True)
class ShownFigure:
    figure: Figure
    value: str
    out_of: str
    url: str
    then: FigureThen | None = None
    before: str = ""  # « 12 sur 40, soit 30 % »
    change: str = ""

    @property
    def is_same(self) -> bool:
        """The same value, out of the same number."""
        then, now = self.then.figure, self.figure
        of = (now.numerator, now.denominator) == (then.numerator, then.denominator)
        return of and self.then.change == 0


def figure(one: Figure, beside: Comparison | None = None) -> ShownFigure:
    shown = (one, cell(one.value, one.unit), _out_of(one), url(one.listing))
    then = beside.figures.get(one.code) if beside else None
    if then is None:
        return ShownFigure(*shown)
    old = then.figure
    of = f" ({said})" if (said := _out_of(old)) else ""
    unit = "points" if old.unit == "%" else old.unit
    grown = "" if then.change is None else _signed(then.change, unit)
    return ShownFigure(*shown, then, f"{cell(old.value, old.unit)}{of}", grown)


def tables(section: Section, beside: Comparison | None = None) -> Iterator[ShownTable]:
    for table in section.tables:
        then = beside.tables.get(table.code) if beside else None
        rows = tuple(_rows(table, then))
        chart = SafeString(bars(table))
        hidden = len(table.rows) - len(rows)
        why = _why_not(table, beside) if beside and then is None else ""
        yield ShownTable(table, chart, rows, hidden, url(table.listing), then, why)


def cell(value: Cell, unit: str = "") -> str:
    if value is None:
        return UNKNOWN
    return value if isinstance(value, str) else number(value, unit)


def url(listing: Listing | None) -> str:
    """The address of a list, "" when there is none, or none any more."""
    if listing is None:
        return ""
    if listing.anchor:
        return f"#c-{listing.anchor}"
    query = f"?{urlencode(listing.params)}" if listing.params else ""
    try:
        return f"{reverse(listing.route, args=listing.args)}{query}"
    except NoReverseMatch:  # a page of the time when this was kept
        return ""


def _rows(table: Table, then: TableThen | None) -> Iterator[ShownRow]:
    old = then.rows if then else (None,) * len(table.rows)
    for row, before in list(zip(table.rows, old, strict=True))[:MOST_ROWS]:
        cells = tuple(_cells(table, row, before))
        is_new = then is not None and before is None
        yield ShownRow(row.label, url(row.listing), cells, row.is_total, is_new)


def _cells(table: Table, row: Row, before: Row | None) -> Iterator[ShownCell]:
    listings = row.listings or (None,) * len(row.cells)
    old = before.cells if before else row.cells
    for column, value, listing, was in zip(table.columns, row.cells, listings, old, strict=True):
        text = cell(value, column.unit)
        yield ShownCell(
            text,
            url(listing) if value else "",
            f"{row.label}, {column.name} : {text}",
            not isinstance(value, str) or _is_counted(value),
            len(text) > LONGEST_CELL,
            "" if value == was else _before(value, was, column.unit),
        )


def _is_counted(text: str) -> bool:
    """« ? 2 », « moins de 5 », « non montré »: said in a column of numbers."""
    return text.startswith("? ") or text in COUNTED


def _before(now: Cell, was: Cell, unit: str) -> str:
    grown = change(now, was)
    told = "" if grown is None else f" ({_signed(grown, 'points' if unit == '%' else unit)})"
    return f"{cell(was, unit)}{told}"


def _signed(grown: float, unit: str) -> str:
    """« +3 », « −1,5 points », « sans changement »."""
    if not grown:
        return "sans changement"
    singular = unit.removesuffix("s") if abs(grown) < 2 else unit
    return f"{'+' if grown > 0 else '−'}{number(abs(grown), singular)}"


def _out_of(one: Figure) -> str:
    if not one.unit and one.numerator == one.denominator:
        return ""
    return f"{number(one.numerator)} sur {number(one.denominator)}"


def _why_not(table: Table, beside: Comparison) -> str:
    if table.code in beside.incomparable:
        return "Ce tableau avait d’autres colonnes : il ne se compare pas."
    return "Ce tableau n’existait pas."
