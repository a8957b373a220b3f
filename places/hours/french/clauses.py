"""Statements of a text, each put in the order « days, then hours »."""

from .items import (
    Days,
    Hours,
    Item,
    Mark,
    Season,
    Unknown,
    is_mark,
    is_separator,
)
from .words import Kind

_ASIDE = (Kind.ASK, Kind.FREE, Kind.PART)
ORDER = "quelles heures pour quels jours ?"


def split(items: list[Item]) -> list[list[Item]]:
    """The statements, cut at full stops, semicolons and line ends."""
    statements: list[list[Item]] = [[]]
    for item in items:
        if is_mark(item, Kind.STOP):
            statements.append([])
        else:
            statements[-1].append(item)
    return [statement for statement in statements if statement]


def days_first(statement: list[Item], has_days: bool) -> list[Item]:
    """« 9h-12h du lundi au jeudi, 9h-11h le vendredi » with each list of days before its hours.

    `has_days`: days came in the statement before and wait for these hours. A statement that mixes
    both orders becomes one `Unknown`.
    """
    order = [type(item) for item in statement if isinstance(item, Days | Hours)]
    if has_days or order[:1] != [Hours] or not _says_days_after(statement):
        return statement
    if order[-1] is Hours:
        return [Unknown(statement[0].start, statement[-1].end, ORDER)]
    ordered: list[Item] = []
    block = 0  # where the hours that wait for their days begin
    waiting = False
    for item in statement:
        if isinstance(item, Hours) and not waiting:
            block, waiting = _block_start(ordered), True
        if isinstance(item, Days) and waiting:
            ordered.insert(block, item)
            waiting = False
        else:
            ordered.append(item)
    return ordered


def _block_start(ordered: list[Item]) -> int:
    """Where the hours to come begin: « le matin : » belongs to them."""
    at = len(ordered)
    while at and is_mark(ordered[at - 1], Kind.COLON, Kind.COMMA, Kind.PART):
        at -= 1
    return at


def _says_days_after(statement: list[Item]) -> bool:
    """Whether the first hours are followed by their days, conditions and parts aside."""
    at = next(i for i, item in enumerate(statement) if isinstance(item, Hours))
    for item in statement[at + 1 :]:
        if isinstance(item, Days):
            return True
        aside = isinstance(item, Mark) and item.kind in _ASIDE
        if not (aside or isinstance(item, Hours | Season) or is_separator(item)):
            return False
    return False
