"""Help without travel: who comes to a home, and where; who helps from afar. No database."""

from datetime import date, datetime
from functools import cache

import pytest

from places.directory.columns import Lists, build
from places.directory.facets import BY_PHONE, BY_VIDEO, HOME, NO_TRAVEL, REMOTE, YES
from places.directory.search import Query, search
from places.directory.where import Located, area_of, locate
from places.geo import Position
from places.hours.osm import ZONE
from places.press.document import PublicDistrict, SiteDocument, encode
from places.press.feed import Row

NOW = datetime(2026, 11, 24, 10, tzinfo=ZONE)
EPEULE, ALMA = Position(50.6885, 3.1640), Position(50.6975, 3.1690)
LISTS = Lists(
    districts=(
        PublicDistrict(slug="ouest", name="Ouest", commune="Roubaix"),
        PublicDistrict(slug="epeule", name="Épeule", parent="ouest", commune="Roubaix",
                       latitude=50.6885, longitude=3.1640),
        PublicDistrict(slug="alma", name="Alma", commune="Roubaix",
                       latitude=50.6975, longitude=3.1690),
    )
)  # fmt: skip


def place(number, name, at=EPEULE, **values) -> SiteDocument:
    values = {"commune": "Roubaix", "insee_code": "59512"} | values
    return SiteDocument(id=number, slug=str(number), name=name, latitude=at.latitude,
                        longitude=at.longitude, precision="exacte", **values)  # fmt: skip


PLACES = (
    place(1, "À demander", home_visits=True),
    place(2, "Vient à l’Alma", at=EPEULE, home_visits=True, home_visit_districts=("alma",)),
    place(3, "Vient à l’ouest", at=ALMA, home_visits=True, home_visit_districts=("ouest",)),
    place(4, "Vient à Roubaix", at=ALMA, home_visits=True, home_visit_communes=("59512",)),
    place(5, "Vient à Lille", home_visits=True, home_visit_communes=("59350",)),
    place(6, "Bureau de Lille", commune="Lille", insee_code="59350"),
    place(7, "Au téléphone", at=Position(48.8, 2.3), remote_means=("telephone",)),
    place(8, "En visio", at=EPEULE, remote_means=("visio",), hours="Sa 09:00-10:00"),
    place(9, "Loin", at=ALMA, support_modes=("distance",)),
)


@cache
def town():
    rows = [Row(d.id, d.slug, encode(d).encode()) for d in PLACES]
    return build(1, LISTS, rows, date(2026, 11, 24))


def ask(group, where: Located | None = None, **query):
    found = search(
        town(),
        Query(
            chosen={group: frozenset({YES})},
            position=where.position if where else None,
            area=area_of(where, town()),
            **query,
        ),
        NOW,
    )
    names = [town().document(row).name for row in found.best(0, found.total)]
    assert found.counts[group, YES] == found.total == len(names)
    return found, names


@pytest.mark.parametrize(
    ("typed", "first", "then"),
    [
        ("Épeule", {"Vient à l’ouest", "Vient à Roubaix"}, {"À demander"}),
        ("Alma", {"Vient à l’Alma", "Vient à Roubaix"}, {"À demander"}),
        (
            "Roubaix",
            {"Vient à Roubaix"},
            {"À demander", "Vient à l’Alma", "Vient à l’ouest"},
        ),
        ("Lille", {"Vient à Lille"}, {"À demander"}),
    ],
)
def test_who_says_the_area_comes_first_who_says_another_is_left_out(typed, first, then):
    _, names = ask(HOME, locate(typed, town()))
    assert (set(names[: len(first)]), set(names[len(first) :])) == (first, then)


def test_a_true_point_is_in_the_quartier_whose_centre_is_the_nearest():
    _, names = ask(HOME, Located("Près de vous", Position(50.6973, 3.1692)))
    assert set(names) == {"Vient à l’Alma", "Vient à Roubaix", "À demander"}
    assert names[-1] == "À demander"


def test_without_a_known_place_whoever_comes_home_answers():
    _, names = ask(HOME)
    assert len(names) == 5
    _, far = ask(HOME, Located("Près de vous", Position(48.8, 2.3)))
    assert len(far) == 5


def test_who_cannot_come_is_helped_at_home_there_or_from_afar():
    _, names = ask(NO_TRAVEL, locate("Épeule", town()))
    assert "Vient à l’Alma" not in names
    assert "Vient à Lille" not in names
    assert set(names) == {
        *("Vient à l’ouest", "Vient à Roubaix", "À demander"),
        *("Au téléphone", "En visio", "Loin"),
    }
    assert names[-1] == "À demander"


def test_how_far_away_help_by_telephone_is_says_nothing():
    found, names = ask(REMOTE, locate("Épeule", town()))
    assert names[0] == "En visio"  # opens this week: the hours of the others are not known
    assert names[1] == "Au téléphone"  # in Paris, yet by its name before « Loin »
    assert found.distance(town().row_of_slug["7"]) is None
    assert found.distance(town().row_of_slug["8"]) is None
    _, near = ask(REMOTE, locate("Épeule", town()), radius_m=500)
    assert len(near) == 3


@pytest.mark.parametrize(
    ("group", "expected"),
    [(BY_PHONE, {"Au téléphone", "Loin"}), (BY_VIDEO, {"En visio", "Loin"})],
)
def test_the_means_asked_keeps_those_who_do_not_say_theirs(group, expected):
    _, names = ask(group)
    assert set(names) == expected
