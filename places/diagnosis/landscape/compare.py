"""Two états des lieux side by side: what each figure was, is, and how much it changed.

Nothing is guessed: what one of the two does not know, or hides, has no change.
"""

from collections import Counter
from dataclasses import dataclass

from .figures import Cell, Figure, Landscape, Row, Table


@dataclass(frozen=True)
class FigureThen:
    """A figure as it was; `change` in its own unit (points for a percentage), or None."""

    figure: Figure
    change: float | None
    is_redefined: bool


@dataclass(frozen=True)
class TableThen:
    """A table as it was, with the same columns; `rows` are those of now as they were, or None."""

    table: Table
    rows: tuple[Row | None, ...]
    appeared: tuple[str, ...]  # labels
    vanished: tuple[str, ...]
    is_redefined: bool


@dataclass(frozen=True)
class Comparison:
    """Of an état des lieux with `then`, another one."""

    then: Landscape
    figures: dict[str, FigureThen]  # by code, those that are in both
    new_figures: tuple[Figure, ...]
    lost_figures: tuple[Figure, ...]
    tables: dict[str, TableThen]  # by code, those with the same columns
    incomparable: frozenset[str]  # codes of the tables whose columns are others
    new_tables: frozenset[str]  # codes
    lost_tables: tuple[Table, ...]


def compared(now: Landscape, then: Landscape) -> Comparison:
    """What changed from `then` to `now`."""
    figures = {one.code: one for one in then.figures}
    tables = {one.code: one for one in then.tables}
    both = [(one, tables[one.code]) for one in now.tables if one.code in tables]
    return Comparison(
        then=then,
        figures={
            one.code: _figure(one, figures[one.code]) for one in now.figures if one.code in figures
        },
        new_figures=tuple(one for one in now.figures if one.code not in figures),
        lost_figures=tuple(one for one in then.figures if now.figure(one.code) is None),
        tables={one.code: _table(one, old) for one, old in both if _same_columns(one, old)},
        incomparable=frozenset(one.code for one, old in both if not _same_columns(one, old)),
        new_tables=frozenset(one.code for one in now.tables if one.code not in tables),
        lost_tables=tuple(one for one in then.tables if now.table(one.code) is None),
    )


def change(now: Cell, then: Cell) -> float | None:
    """How much a number grew; None when one of them is not a number that is shown."""
    numbers = isinstance(now, int | float) and isinstance(then, int | float)
    return round(now - then, 2) if numbers else None


def _figure(now: Figure, then: Figure) -> FigureThen:
    same_unit = now.unit == then.unit
    return FigureThen(
        then,
        change(now.value, then.value) if same_unit else None,
        now.definition != then.definition or not same_unit,
    )


def _table(now: Table, then: Table) -> TableThen:
    before, after = _keyed(then), _keyed(now)
    return TableThen(
        then,
        tuple(before.get(key) for key in after),
        tuple(label for label, nth in after if (label, nth) not in before),
        tuple(label for label, nth in before if (label, nth) not in after),
        _definitions(now) != _definitions(then),
    )


def _keyed(table: Table) -> dict[tuple[str, int], Row]:
    """Rows by label: the first, second… of this name."""
    seen: Counter[str] = Counter()
    found = {}
    for row in table.rows:
        found[row.label, seen[row.label]] = row
        seen[row.label] += 1
    return found


def _definitions(table: Table) -> tuple[str, ...]:
    return table.definition, *(column.definition for column in table.columns)


def _same_columns(now: Table, then: Table) -> bool:
    named = ([(one.name, one.unit) for one in table.columns] for table in (now, then))
    return next(named) == next(named)
