"""The order of the results, case by case: each pair differs by one thing."""

from datetime import timedelta

import pytest

from places.actions.confirm import confirm_sites
from places.directory import load
from places.directory.facets import NEED, OPENING
from places.directory.search import Query, search
from places.geo import Position

HERE = Position(50.6900, 3.1700)
OPEN_NOW = "Mo-Fr 09:00-12:00"  # the moment is a Tuesday at ten
THIS_AFTERNOON = "Mo-Fr 14:00-18:00"
TOMORROW = "We 09:00-12:00"
FRIDAY = "Fr 09:00-12:00"
CAF = [{"category": "demarches", "needs": ["caf"]}]
MAYBE_CAF = [{"category": "demarches"}]


def at(metres: float) -> dict:
    """A position so many metres north of HERE."""
    return {"latitude": HERE.latitude + metres / 111_195, "longitude": HERE.longitude}


@pytest.fixture
def ranked(tuesday_at_ten):
    def names(*, now=tuesday_at_ten, chosen=None, **query):
        chosen = {group: frozenset([value]) for group, value in (chosen or {}).items()}
        directory = load.current().directory.on_day(now.date())
        answer = search(directory, Query(chosen=chosen, **query), now)
        return [directory.document(row).name for row in answer.best(0, answer.total)]

    return names


def test_a_name_typed_comes_before_a_nearer_open_place(make_site, ranked):
    make_site("Mairie", summary="À côté d’Emmaüs", hours=OPEN_NOW, **at(50))
    make_site("Emmaüs", **at(3000))
    assert ranked(text="emmaus", position=HERE) == ["Emmaüs", "Mairie"]


def test_a_kind_typed_names_only_the_places_called_that(make_site, ranked):
    make_site("Médiathèque du Centre", kinds=["bibliotheque"], **at(900))
    make_site("Grand-Plage", kinds=["bibliotheque"], hours=OPEN_NOW, **at(100))
    make_site("Médiathèque", kinds=["bibliotheque"], **at(2000))
    assert ranked(text="médiathèque", position=HERE) == [
        *("Médiathèque", "Grand-Plage", "Médiathèque du Centre"),
    ]


def test_a_need_typed_is_not_a_name_that_only_resembles_it(make_site, ranked):
    make_site("L’Imprimerie", hours=OPEN_NOW, services=MAYBE_CAF, **at(50))
    make_site("Comité", services=[{"category": "acces", "needs": ["imprimer"]}], **at(3000))
    assert ranked(text="imprimer", position=HERE)[0] == "Comité"


def test_a_place_that_serves_the_need_comes_before_an_open_one_to_be_asked(make_site, ranked):
    make_site("Ouvert, à demander", services=MAYBE_CAF, hours=OPEN_NOW, **at(50))
    make_site("Fermé, aide CAF", services=CAF, hours=FRIDAY, **at(2000))
    assert ranked(chosen={NEED: "caf"}, position=HERE) == [
        *("Fermé, aide CAF", "Ouvert, à demander"),
    ]


def test_open_now_then_the_soonest_day_then_unknown_hours_then_closed_for_long(make_site, ranked):
    away = {"start": "2026-11-01", "end": "2027-02-01"}
    make_site("Fermé pour longtemps", hours=OPEN_NOW, closures=[away], **at(10))
    make_site("Horaires inconnus", **at(20))
    make_site("Vendredi", hours=FRIDAY, **at(30))
    make_site("Demain", hours=TOMORROW, **at(40))
    make_site("Cet après-midi", hours=THIS_AFTERNOON, **at(50))
    make_site("Ouvert", hours=OPEN_NOW, **at(4000))
    assert ranked(position=HERE) == [
        *("Ouvert", "Cet après-midi", "Demain", "Vendredi"),
        *("Horaires inconnus", "Fermé pour longtemps"),
    ]


def test_of_two_open_places_the_nearest_comes_first(make_site, ranked):
    make_site("Loin", hours=OPEN_NOW, **at(1500))
    make_site("Près", hours=OPEN_NOW, **at(300))
    assert ranked(position=HERE) == ["Près", "Loin"]


def test_nobody_crosses_the_country_for_an_open_door(make_site, ranked):
    make_site("Ouvert, à 60 km", hours=OPEN_NOW, **at(60_000))
    make_site("Ouvert, à 12 km", hours=OPEN_NOW, **at(12_000))
    make_site("Demain, à 1 km", hours=TOMORROW, **at(1000))
    assert ranked(position=HERE) == ["Demain, à 1 km", "Ouvert, à 12 km", "Ouvert, à 60 km"]


def test_a_place_without_position_comes_last_when_a_point_is_known(make_site, ranked):
    make_site("Sans position", hours=OPEN_NOW)
    make_site("Demain, à 1 km", hours=TOMORROW, **at(1000))
    assert ranked(position=HERE) == ["Demain, à 1 km", "Sans position"]


def test_without_a_point_the_soonest_opening_of_the_day_comes_first(make_site, ranked):
    make_site("À seize heures", hours="Tu 16:00-18:00")
    make_site("À quatorze heures", hours="Tu 14:00-18:00")
    assert ranked() == ["À quatorze heures", "À seize heures"]


def test_when_another_day_is_asked_being_open_now_does_not_count(make_site, ranked):
    make_site("Ouvert aussi maintenant", hours="Tu 09:00-12:00; Sa 09:00-12:00", **at(2000))
    make_site("Samedi seulement", hours="Sa 09:00-12:00", **at(300))
    assert ranked(chosen={OPENING: "samedi"}, position=HERE) == [
        *("Samedi seulement", "Ouvert aussi maintenant"),
    ]


def test_at_equal_distance_confirmed_places_come_before_others(make_site, author, ranked):
    make_site("Ancien", **at(300))
    confirm_sites(author, [make_site("Récent", **at(320))])
    assert ranked(position=HERE) == ["Récent", "Ancien"]


def test_then_the_most_complete_listing_comes_first(make_site, ranked):
    make_site("A sans téléphone", **at(300))
    make_site("B complet", phone="+33320000000", wheelchair="oui", fees=["gratuit"], **at(320))
    assert ranked(position=HERE) == ["B complet", "A sans téléphone"]


def test_then_the_name_decides(make_site, ranked):
    for name in ("Zèbre", "Été", "Abeille"):
        make_site(name)
    assert ranked() == ["Abeille", "Été", "Zèbre"]


def test_a_place_that_has_just_closed_waits_for_its_next_opening(make_site, ranked, tuesday_at_ten):
    make_site("Ferme à midi", hours="Tu,We 09:00-12:00", **at(100))
    make_site("Ouvre à quatorze heures", hours="Tu 14:00-18:00", **at(900))
    noon = tuesday_at_ten + timedelta(hours=2)
    assert ranked(now=noon, position=HERE) == ["Ouvre à quatorze heures", "Ferme à midi"]
