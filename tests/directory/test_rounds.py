"""Itinerant places: found where they stop, when they stop, each once. No database."""

from datetime import UTC, date, datetime, time
from functools import cache

import pytest

from places.directory.columns import Lists, build
from places.directory.conditions import NOW, TODAY, TONIGHT
from places.directory.facets import DISTRICT, ITINERANT, OPENING, YES
from places.directory.search import Query, search
from places.geo import Box, Position
from places.hours.osm import ZONE
from places.press.document import (
    PublicClosure,
    PublicDistrict,
    PublicSession,
    PublicStop,
    SiteDocument,
    encode,
)
from places.press.feed import Row
from places.web.map_view import points

MONDAY = date(2026, 11, 30)
EPEULE, ALMA = Position(50.6885, 3.1640), Position(50.6975, 3.1690)
LISTS = Lists(
    districts=tuple(
        PublicDistrict(slug=slug, name=slug, parent=parent, commune="Roubaix")
        for slug, parent in (("ouest", ""), ("epeule", "ouest"), ("alma", ""), ("pile", ""))
    )
)


def stop(number, spot, district, where, **when) -> PublicStop:
    values = {"rrule": "", "start": MONDAY, "at": time(9), "minutes": 180} | when
    return PublicStop(
        id=number,
        spot=spot,
        commune=values.pop("commune", "Roubaix"),
        district=district,
        sector="ouest" if district == "epeule" else "",
        latitude=where.latitude if where else None,
        longitude=where.longitude if where else None,
        precision="exacte" if where else "",
        updated_at=datetime(2026, 11, 1, tzinfo=UTC),
        **values,
    )


LIBERTY = stop(1, "Place de la Liberté", "epeule", EPEULE, rrule="FREQ=WEEKLY;BYDAY=TU")
MARKET = stop(2, "Marché de l’Alma", "alma", ALMA, rrule="FREQ=WEEKLY;BYDAY=TU", at=time(14))
SCHOOL = stop(3, "École", "alma", ALMA, rrule="FREQ=WEEKLY;BYDAY=SA", at=time(10), minutes=120)


def bus(*stops, **values) -> SiteDocument:
    return SiteDocument(
        id=1,
        slug="bus",
        name="Bus numérique",
        commune="Roubaix",
        address="Dépôt, rue du Fresnoy",
        district="pile",
        latitude=50.70,
        longitude=3.20,
        precision="exacte",
        hours="Mo-Fr 00:00-24:00",
        mobility=("itinerant",),
        roves=True,
        stops=stops,
        **values,
    )


LIBRARY = SiteDocument(
    id=2,
    slug="mediatheque",
    name="Médiathèque",
    commune="Roubaix",
    district="epeule",
    latitude=EPEULE.latitude,
    longitude=EPEULE.longitude,
    precision="exacte",
    hours="Tu-Sa 10:00-18:00",
)


@cache
def town(*documents: SiteDocument, today: date = MONDAY):
    rows = [Row(d.id, d.slug, encode(d).encode()) for d in (*documents, LIBRARY)]
    return build(1, LISTS, rows, today)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A Paris moment of December 2026, whose first day is a Tuesday."""
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


def ask(now: datetime, *stops, place=None, **query):
    chosen = {group: frozenset({value}) for group, value in query.pop("chosen", {}).items()}
    directory = town(place or bus(*stops)).on_day(now.date())
    return search(directory, Query(chosen=chosen, **query), now)


def where(answer) -> str:
    """The spot at which the bus is found; "" when it is not among the places found."""
    row = answer.directory.row_of_slug["bus"]
    if row not in answer.matched:
        return ""
    if row in answer.halts:
        return answer.halts[row].stop.spot
    return answer.document(row).address or "nulle part"


@pytest.mark.parametrize(
    ("moment", "spot"),
    [
        (at(1, 9), "Place de la Liberté"),
        (at(1, 11, 59), "Place de la Liberté"),
        (at(1, 12), "Marché de l’Alma"),
        (at(1, 18), "École"),
        (at(5, 13), "Place de la Liberté"),
    ],
)
def test_a_place_that_roves_is_at_the_stop_in_progress_or_else_the_next(moment, spot):
    assert where(ask(moment, LIBERTY, MARKET, SCHOOL)) == spot


@pytest.mark.parametrize(
    ("moment", "asked", "spot"),
    [
        (at(1, 10), NOW, "Place de la Liberté"),
        (at(1, 13), NOW, ""),
        (at(1, 13), TODAY, "Marché de l’Alma"),
        (at(1, 18), TODAY, ""),
        (at(1, 10), TONIGHT, ""),
        (at(1, 10), "samedi", "École"),
        (at(1, 10), "mercredi", ""),
    ],
)
def test_an_asked_day_shows_the_stop_of_that_day(moment, asked, spot):
    answer = ask(moment, LIBERTY, MARKET, SCHOOL, chosen={OPENING: asked})
    assert where(answer) == spot
    assert answer.total == answer.counts[OPENING, asked]


def test_of_several_stops_of_the_day_asked_the_nearest_is_shown():
    near_alma = {"position": ALMA, "chosen": {OPENING: "mardi"}}
    assert where(ask(at(1, 8), LIBERTY, MARKET, **near_alma)) == "Marché de l’Alma"
    assert where(ask(at(1, 8), LIBERTY, MARKET, position=ALMA)) == "Place de la Liberté"


def test_a_moment_asked_shows_the_stop_of_that_moment():
    answer = ask(at(1, 8), LIBERTY, MARKET, moment=datetime(2026, 12, 1, 15))
    assert where(answer) == "Marché de l’Alma"
    assert where(ask(at(1, 8), LIBERTY, MARKET, moment=datetime(2026, 12, 1, 13))) == ""


@pytest.mark.parametrize(
    ("slug", "spot"),
    [
        ("epeule", "Place de la Liberté"),
        ("ouest", "Place de la Liberté"),
        ("alma", "Marché de l’Alma"),
        ("pile", ""),
    ],
)
def test_a_quartier_finds_what_stops_there_and_shows_that_stop(slug, spot):
    answer = ask(at(1, 8), LIBERTY, MARKET, chosen={DISTRICT: slug})
    assert where(answer) == spot


def test_a_stop_beyond_two_weeks_is_not_in_the_quartier_yet():
    far = stop(4, "Foire", "pile", ALMA, rrule="FREQ=DAILY", start=date(2026, 12, 16))
    assert where(ask(at(1, 8), far, chosen={DISTRICT: "pile"})) == ""
    assert where(ask(at(3, 8), far, chosen={DISTRICT: "pile"})) == "Foire"
    assert where(ask(at(1, 8), far)) == "Foire"


def test_day_and_quartier_are_met_by_one_and_the_same_stop():
    stops = (LIBERTY, SCHOOL)
    both = ask(at(1, 8), *stops, chosen={DISTRICT: "epeule", OPENING: "samedi"})
    assert where(both) == ""
    there = ask(at(1, 8), *stops, chosen={DISTRICT: "epeule"})
    assert there.total == 2
    assert there.counts[OPENING, "samedi"] == 1  # the library only
    saturday = ask(at(1, 8), *stops, chosen={OPENING: "samedi"})
    assert (saturday.counts[DISTRICT, "epeule"], saturday.counts[DISTRICT, "alma"]) == (1, 1)


def test_each_place_counts_once_however_many_stops_it_has():
    answer = ask(at(1, 8), LIBERTY, MARKET, SCHOOL)
    assert answer.total == 2
    assert answer.counts[ITINERANT, YES] == 1
    assert answer.counts[DISTRICT, "alma"] == 1
    assert answer.counts[DISTRICT, "epeule"] == 2
    assert (DISTRICT, "pile") not in answer.counts


def test_distance_and_rank_are_those_of_the_stop():
    answer = ask(at(1, 9, 30), LIBERTY, MARKET, position=EPEULE)
    row = answer.directory.row_of_slug["bus"]
    assert answer.distance(row) == 0
    assert answer.best(0, 2)[0] == row  # open, while the library opens at ten
    later = ask(at(1, 12, 30), LIBERTY, MARKET, position=EPEULE)
    assert 1000 < later.distance(row) < 1200
    assert later.best(0, 2)[1] == row


def test_radius_zone_and_commune_are_those_of_the_stops():
    lys = stop(5, "Mairie", "", Position(50.70, 3.21), commune="Leers", start=date(2026, 12, 4),
               sessions=(PublicSession(day=date(2026, 12, 4), added=True),))  # fmt: skip
    assert where(ask(at(1, 8), LIBERTY, lys, commune="leers")) == "Mairie"
    assert where(ask(at(1, 8), LIBERTY, MARKET, position=ALMA, radius_m=500)) == "Marché de l’Alma"
    assert where(ask(at(1, 8), LIBERTY, MARKET, box=Box(50.68, 3.15, 50.69, 3.17))) == (
        "Place de la Liberté"
    )
    depot = Box(50.699, 3.199, 50.701, 3.201)
    assert where(ask(at(1, 8), LIBERTY, box=depot)) == ""


def test_the_map_shows_the_stop_and_not_the_depot():
    drawn = points(ask(at(1, 13), LIBERTY, MARKET), None, None)
    found = {(point["lat"], point["lon"]) for point in drawn["points"]}
    assert found == {(ALMA.latitude, ALMA.longitude), (EPEULE.latitude, EPEULE.longitude)}


@pytest.mark.parametrize(
    "place",
    [
        bus(stop(1, "Place", "epeule", EPEULE, rrule="FREQ=WEEKLY;BYDAY=TU",
                 sessions=(PublicSession(day=date(2026, 12, 1), cancelled=True),)), MARKET),
        bus(LIBERTY, MARKET, closures=(PublicClosure(start=MONDAY, end=date(2026, 12, 6)),)),
    ],
)  # fmt: skip
def test_a_day_cancelled_or_closed_is_no_stop(place):
    answer = ask(at(1, 9, 30), place=place, chosen={OPENING: NOW})
    assert where(answer) == ""
    shown = ask(at(1, 9, 30), place=place)
    halt = shown.halts[shown.directory.row_of_slug["bus"]]
    assert halt.session.day in (date(2026, 12, 1), date(2026, 12, 8))
    assert halt.session.start > at(1, 9, 30)


def test_a_public_holiday_that_nobody_confirmed_is_no_stop():
    friday = stop(1, "Place", "epeule", EPEULE, rrule="FREQ=WEEKLY;BYDAY=FR")
    answer = ask(at(24, 8), friday, chosen={OPENING: "vendredi"})
    assert where(answer) == ""
    halt = ask(at(24, 8), friday).halts
    assert [one.session.day for one in halt.values()] == [date(2027, 1, 8)]


def test_with_no_coming_stop_the_place_is_found_nowhere():
    over = stop(1, "Place", "epeule", EPEULE, rrule="FREQ=DAILY", ends_on=MONDAY)
    answer = ask(at(1, 9), over, position=EPEULE)
    assert where(answer) == "nulle part"
    row = answer.directory.row_of_slug["bus"]
    assert answer.distance(row) is None
    assert answer.unlocated == 1
    assert row not in answer.halts
    assert where(ask(at(1, 9), over, chosen={DISTRICT: "epeule"})) == ""


def test_a_place_with_a_door_keeps_it_whatever_its_stops():
    both = bus(LIBERTY)
    both = SiteDocument(**{f: getattr(both, f) for f in both.__struct_fields__} | {"roves": False})
    answer = ask(at(1, 9), place=both)
    assert where(answer) == "Dépôt, rue du Fresnoy"
    assert answer.counts[ITINERANT, YES] == 1


def test_the_words_of_a_stop_find_the_place_and_those_of_its_depot_do_not():
    assert where(ask(at(1, 9), LIBERTY, text="liberté")) == "Place de la Liberté"
    assert where(ask(at(1, 9), LIBERTY, text="fresnoy")) == ""
