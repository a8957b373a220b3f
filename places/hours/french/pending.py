"""What was said and waits for its hours, or holds for one statement."""

from dataclasses import dataclass, field

from .items import Days, Months


@dataclass
class Pending:
    """Days whose hours have not come yet, and what was said of them meanwhile."""

    item: Days
    note: str = ""
    months: Months = ()
    parity: int | None = None
    alternate: str = ""


@dataclass
class Clause:
    """What holds for one statement."""

    note: str = ""
    months: Months = ()
    parity: int | None = None
    groups: list[int] = field(default_factory=list)
