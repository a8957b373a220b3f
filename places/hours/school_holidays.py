"""School holidays by zone: data, read from a file that the town may replace each year."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

ZONES = ("A", "B", "C")


@dataclass(frozen=True)
class SchoolHoliday:
    """Days without school, both ends included; `end` None when the return is not known yet."""

    name: str
    start: date
    end: date | None


@lru_cache(maxsize=8)
def school_holidays(path: Path, zone: str) -> tuple[SchoolHoliday, ...]:
    """The holidays of a zone, by date.

    The file gives "holidays": [{name, start, back, zones}]; `back` is the day school starts again.
    Raises OSError or ValueError when it cannot be read.
    """
    rows = json.loads(path.read_text(encoding="utf-8"))["holidays"]
    found = [_holiday(row) for row in rows if zone in row["zones"]]
    return tuple(sorted(found, key=lambda one: one.start))


def _holiday(row: dict) -> SchoolHoliday:
    back = row["back"]
    end = date.fromisoformat(back) - timedelta(days=1) if back else None
    return SchoolHoliday(row["name"], date.fromisoformat(row["start"]), end)
