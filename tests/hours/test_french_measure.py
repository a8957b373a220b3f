"""The French reader on real and on typical texts: read rightly, or flagged; never wrong."""

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from places.hours.french import Reading, read
from places.hours.osm import parse

HERE = Path(__file__).parent
#: more than a year, from a Monday: every season, both parities, the public holidays
FIRST = date(2026, 11, 23)
DAYS = 400


def meaning(osm: str) -> list:
    """What the text says, day by day: (start, end, open or on request)."""
    if not osm:
        return []
    hours = parse(osm)
    otherwise = hours.otherwise is not None
    periods = hours.periods(FIRST, FIRST + timedelta(days=DAYS))
    return [otherwise, *merged((start, end, sure) for start, end, sure, _ in periods)]


def merged(periods) -> list[tuple[datetime, datetime, bool]]:
    """Neighbours that only differ by their comment, as one."""
    found: list[tuple[datetime, datetime, bool]] = []
    for start, end, sure in periods:
        if found and found[-1][1:] == (start, sure):
            start = found.pop()[0]
        found.append((start, end, sure))
    return found


def rows(name: str) -> list[tuple[str, str, bool]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["osm"], row["certain"] == "oui") for row in csv.DictReader(file)]


ANGERS = rows("french-angers.csv")
TYPICAL = rows("french-200.csv")


@pytest.mark.parametrize(("text", "osm", "certain"), [*ANGERS, *TYPICAL])
def test_text_is_read_rightly_or_flagged(text, osm, certain):
    found = read(text)
    assert meaning(found.osm) == meaning(osm), found
    assert found.certain is certain, found
    assert found.certain is not bool(found.not_understood)


def tally(examples: list[tuple[str, str, bool]]) -> tuple[int, int, int]:
    """(read, flagged, wrong) numbers of texts."""
    readings: list[tuple[Reading, str]] = [(read(text), osm) for text, osm, _ in examples]
    certain = [(found, osm) for found, osm in readings if found.certain]
    wrong = sum(meaning(found.osm) != meaning(osm) for found, osm in certain)
    return len(certain) - wrong, len(readings) - len(certain), wrong


def test_figures():
    assert len(ANGERS) == 57
    assert tally(ANGERS) == (44, 13, 0)
    assert len(TYPICAL) >= 200
    read_, flagged, wrong = tally(TYPICAL)
    assert (wrong, read_ + flagged) == (0, len(TYPICAL))


def test_reading_is_quick():
    texts = [text for text, _, _ in [*ANGERS, *TYPICAL]]
    begin = perf_counter()
    for text in texts:
        read(text)
    assert (perf_counter() - begin) / len(texts) < 0.05  # seconds a text; about 1 ms in practice
