"""Which listings nobody has confirmed for long, from the directory in memory."""

from datetime import date

import numpy as np

from ..directory.columns import DAYS_A_MONTH, NEVER, Directory

_EPOCH = date(1970, 1, 1).toordinal()


def not_confirmed(directory: Directory, months: int, today: date) -> np.ndarray:
    """Rows last confirmed more than `months` before a Paris day, or never: these first, then the
    longest without, then by name."""
    limit = today.toordinal() - _EPOCH - months * DAYS_A_MONTH
    rows = directory.rows()
    confirmed = directory.confirmed[rows]
    stale = rows[(confirmed == NEVER) | (confirmed < limit)]
    order = np.lexsort((directory.name_ranks[stale], directory.confirmed[stale]))
    return stale[order]


def share_confirmed(directory: Directory, months: int, today: date) -> float | None:
    """Share of the listings confirmed within `months`; None for an empty directory."""
    if not directory.count:
        return None
    return 1 - len(not_confirmed(directory, months, today)) / directory.count
