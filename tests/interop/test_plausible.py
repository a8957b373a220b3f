from datetime import date
from itertools import islice

import pytest

from places.hours.osm import UnreadableHours, parse
from places.interop import national_cells as cells
from places.interop.national_rows import read_row, write_row
from places.interop.plausible import plausible_places
from places.interop.plausible_towns import TOWNS

TODAY = date(2026, 11, 24)
NEEDS = {"acces": ["imprimer", "scanner"], "demarches": ["caf"]}
PLACES = list(plausible_places(1000, 1, TODAY, NEEDS))


def share(test) -> float:
    return sum(map(bool, map(test, PLACES))) / len(PLACES)


def readable(text: str) -> bool:
    try:
        parse(text)
    except UnreadableHours:
        return False
    return True


def test_same_seed_same_places_whatever_their_number():
    assert list(islice(plausible_places(5, 1, TODAY, NEEDS), 5)) == PLACES[:5]
    assert list(plausible_places(5, 2, TODAY, NEEDS)) != PLACES[:5]


def test_about_four_hours_in_five_are_different_as_in_real_lists():
    texts = [place.record.hours for place in PLACES if place.record.hours]
    assert 0.7 < len(set(texts)) / len(texts) < 0.9


def test_uneven_like_the_real_ones():
    assert 0.02 < share(lambda place: place.record.latitude is None) < 0.15
    assert 0.05 < share(lambda place: not place.record.hours) < 0.15
    unreadable = share(lambda place: place.record.hours and not readable(place.record.hours))
    assert 0.005 < unreadable < 0.05
    assert 0 < share(lambda place: place.closures) < 0.1
    assert 0.4 < share(lambda place: place.confirmed_days_ago is not None) < 0.8
    assert share(lambda place: place.needs) > 0.2


@pytest.mark.parametrize("place", PLACES[:50], ids=lambda place: place.record.external_id)
def test_place_is_one_that_the_standard_can_say(place):
    row = {column: text for column, text in write_row(place.record).items() if text}
    reading = read_row(2, row)
    assert reading.record == place.record
    assert {issue.column for issue in reading.issues} <= {"horaires"}


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: f"{town.name} {town.insee_code}")
def test_towns_have_valid_codes_and_positions(town):
    assert cells.postal_code(town.postal_code).value == town.postal_code
    assert cells.insee_code(town.insee_code).value == town.insee_code
    north, _ = cells.position(str(town.latitude), str(town.longitude))
    assert north.value == town.latitude


def test_about_120_towns_each_once():
    assert len(TOWNS) > 115
    assert len({town.insee_code for town in TOWNS}) == len(TOWNS)
