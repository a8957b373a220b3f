"""The état des lieux of nine places in three quartiers, counted by hand.

Quartiers (centres): Épeule 50.6885, 3.1640; Alma 50.6975, 3.1690; Pile, whose centre is unknown.

| place       | quartier | nature      | acteur | horaires       | aides (besoins)                |
|-------------|----------|-------------|--------|----------------|--------------------------------|
| Comité     | Épeule   | asso., EPN  | Amis   | Lu-Ve 9-12     | accès (imprimer), démarches (CAF)|
| Médiathèque | Épeule   | biblioth.   | Ville  | Ma 14-20, Sa 9-12 | accès (imprimer, wifi)   |
| Mairie      | Alma     | mairie      | VILLE  | Lu-Ve 9-17     | démarches (sans besoin dit)    |
| Centre      | Alma     | centre soc. | –      | –              | emploi (CV)                    |
| Atelier     | Pile     | association | Amis   | illisibles     | –                              |
| Fermé       | Pile     | association | –      | Lu-Ve 9-12     | accès (imprimer), en pause     |
| Secteur     | Ouest    | –           | –      | –              | –                              |
| Ailleurs    | –        | ressourcerie| –      | –              | –                              |
| Second      | Épeule   | papi        | –      | Sa 9-12 une semaine sur deux | accès (wifi)     |
"""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from places.actions.edit import edit_site
from places.actions.recording import act
from places.actions.thesaurus import save_districts
from places.diagnosis import ordinary
from places.diagnosis.landscape import KEPT_FOR, landscape
from places.diagnosis.landscape.hours import opened
from places.directory import load
from places.directory.columns import Lists, build
from places.hours.osm import openings
from places.models import Actor, Contact, SearchCount, Site
from places.press.document import SiteDocument

from ..conftest import coordination, publish_site

NOW = datetime.now(UTC)
SECRET = "yvette.martin@perso.example"


pytestmark = pytest.mark.django_db


def save_the_quartiers():
    ouest, epeule, alma, pile = save_districts(
        coordination(),
        [
            {"slug": "ouest", "name": "Ouest", "commune": "Roubaix"},
            {
                "slug": "epeule",
                "name": "Épeule",
                "commune": "Roubaix",
                "parent": "ouest",
                "latitude": 50.6885,
                "longitude": 3.1640,
            },
            {
                "slug": "alma",
                "name": "Alma",
                "commune": "Roubaix",
                "latitude": 50.6975,
                "longitude": 3.1690,
            },
            {"slug": "pile", "name": "Pile", "commune": "Roubaix"},
        ],
    )
    return {"ouest": ouest, "epeule": epeule, "alma": alma, "pile": pile}


def make_town():
    quartiers = save_the_quartiers()
    with act(coordination(), "acteurs"):
        friends = Actor.objects.create(name="Les Amis")
        city = Actor.objects.create(name="Ville")
        shouted = Actor.objects.create(name="VILLE")  # the same, written otherwise
        Contact.objects.create(actor=friends, name="Yvette Martin", email=SECRET)
    epeule, alma, pile = (quartiers[slug] for slug in ("epeule", "alma", "pile"))
    here = {"latitude": 50.6890, "longitude": 3.1645}  # 65 m from the centre of Épeule
    publish_site(
        "Comité",
        kinds=["association", "epn"],
        district=epeule,
        actor=friends,
        hours="Mo-Fr 09:00-12:00",
        phone="+33320664500",
        fees=["gratuit"],
        access_modes=["se-presenter"],
        languages=["fr", "ar"],
        wheelchair="oui",
        services=[
            {"category": "acces", "needs": ["imprimer"]},
            {"category": "demarches", "needs": ["caf"]},
        ],
        equipment=[
            {"kind": "ordinateur", "count": 6},
            {"kind": "imprimante", "price_cents": 10},
            {"kind": "photocopieur", "price_cents": 30},
        ],
        **here,
    )
    publish_site(
        "Médiathèque",
        kinds=["bibliotheque"],
        district=epeule,
        actor=city,
        hours="Tu 14:00-20:00; Sa 09:00-12:00",
        fees=["payant"],
        wheelchair="non",
        languages=["fr"],
        services=[{"category": "acces", "needs": ["imprimer", "wifi"], "appointment": "avec"}],
        equipment=[{"kind": "ordinateur"}, {"kind": "imprimante", "price_cents": 20}],
        **here,
    )
    publish_site(
        "Mairie",
        kinds=["mairie"],
        district=alma,
        actor=shouted,
        hours="Mo-Fr 09:00-17:00",
        services=[{"category": "demarches"}],
    )
    publish_site(
        "Centre",
        kinds=["centre-social"],
        district=alma,
        services=[{"category": "emploi", "needs": ["cv"]}],
        equipment=[{"kind": "imprimante", "price_cents": 500, "price_unit": "le mois"}],
    )
    publish_site("Atelier", kinds=["association"], district=pile, actor=friends, hours="le matin")
    publish_site(
        "Fermé",
        kinds=["association"],
        district=pile,
        status="pause",
        hours="Mo-Fr 09:00-12:00",
        services=[{"category": "acces", "needs": ["imprimer"]}],
        **here,
    )
    publish_site("Secteur", district=quartiers["ouest"])
    publish_site("Ailleurs", kinds=["ressourcerie"])
    publish_site(
        "Second",
        kinds=["papi"],
        district=epeule,
        hours="week 1-53/2 Sa 09:00-12:00",
        services=[{"category": "acces", "needs": ["wifi"]}],
    )
    return load.current().directory


@pytest.fixture(scope="module")
def town(lasting):
    """The directory of the nine places: they stay for all these tests."""
    return lasting(make_town)


@pytest.fixture(scope="module")
def found(lasting, town):
    return lasting(lambda: landscape(town, NOW))


def said(figure) -> tuple:
    return figure.value, figure.numerator, figure.denominator


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("lieux", (9, 9, 9)),
        ("acteurs", (2, 2, 2)),  # Les Amis, Ville
        ("services", (7, 7, 7)),  # Comité 2, Médiathèque, Mairie, Centre, Fermé, Second
        ("horaires-connus", (44.4, 4, 9)),  # Comité, Médiathèque, Mairie, Second
        ("soir", (25.0, 1, 4)),  # Médiathèque
        ("samedi", (50.0, 2, 4)),  # Médiathèque, Second
        ("gratuit", (50.0, 1, 2)),  # Comité; Médiathèque says « payant »
        ("sans-rendez-vous", (50.0, 1, 2)),  # Comité; Médiathèque wants an appointment
        ("fauteuil", (50.0, 1, 2)),  # Comité; Médiathèque says no
        ("impression", (0.15, 2, 3)),  # 10 and 20 cents; Centre prints by the month
        ("confirmees", (0.0, 0, 9)),
        ("accueillent", (None, 0, 0)),
    ],
)
def test_figure_equals_the_hand_count(found, code, expected):
    assert said(found.figure(code)) == expected


def test_gaps_are_the_pairs_nobody_serves(found, town):
    """Served pairs. Épeule: imprimer, CAF, wifi. Pile: imprimer. Alma: CV, and whatever the
    « démarches » of the town hall may be."""
    needs = town.lists.needs
    likely = sum("demarches" in need.categories and need.code != "cv" for need in needs)
    served = 3 + 1 + 1 + likely
    gaps = found.figure("manques")
    assert (gaps.numerator, gaps.denominator) == (3 * len(needs) - served, 3 * len(needs))


def test_needs_on_foot_are_counted_from_known_centres(found, town):
    """Two centres known. Near Épeule: imprimer, CAF, wifi; the centre of Alma is 1.0 km away, as
    the crow flies: 18 minutes."""
    needs = len(town.lists.needs)
    figure = found.figure("a-pied")
    assert (figure.numerator, figure.denominator) == (3, 2 * needs)


@pytest.mark.parametrize(
    ("table", "row", "cells"),
    [
        # places, actors
        ("acteurs-services", "Accès internet et matériel informatique", (4, 2)),
        ("acteurs-services", "Aide aux démarches administratives", (2, 2)),
        ("acteurs-services", "Ensemble", (7, 2)),
        ("natures", "Association", (3,)),
        ("natures", "Nature non renseignée", (1,)),
        # places, services
        ("quartiers", "Épeule", (3, 4)),
        ("quartiers", "Pile", (2, 1)),
        ("quartiers", "Ouest, sans plus de précision", (1, 0)),
        ("quartiers", "Sans quartier connu", (1, 0)),
        ("quartiers", "Ensemble", (9, 7)),
        # say so, to be confirmed, quartiers without
        ("besoins", "Imprimer", (3, 0, 1)),
        ("besoins", "Wifi", (2, 0, 2)),
        ("besoins", "CAF", (1, 1, 1)),
        # quartiers by name: Alma, Épeule, Pile
        ("besoins-quartiers", "Imprimer", (0, 2, 1)),
        ("besoins-quartiers", "CAF", ("? 1", 1, 0)),
        # places, known, hours, with one open, evening, in the evening, Saturday, on Saturday
        # Comité 15 h; Médiathèque 6 + 3 h, of which 2 after 18 h; Second 3 h every other week
        ("horaires-quartiers", "Épeule", (3, 3, 25.5, 24.0, 2.0, 1, 4.5, 2)),
        ("horaires-quartiers", "Alma", (2, 1, 40.0, 40.0, 0.0, 0, 0.0, 0)),
        ("horaires-quartiers", "Pile", (2, 0, 0, 0.0, 0, 0, 0, 0)),
        # share, quartiers; Tuesday 10 (Comité), Wednesday 15, Thursday 18:30, Saturday 10
        # (Médiathèque); places
        ("a-pied", "Imprimer", (50.0, 1, 1, 0, 0, 1, 2)),
        ("a-pied", "CAF", (50.0, 1, 1, 0, 0, 0, 1)),
        ("a-pied", "Faire un CV", (0.0, 0, 0, 0, 0, 0, 0)),
        # yes, no, not told, share
        ("conditions", "Gratuit", (1, 1, 7, 50.0)),
        ("conditions", "Sur rendez-vous", (1, 1, 7, 50.0)),
        ("langues", "Français", (2,)),
        ("langues", "Arabe", (1,)),
        ("langues", "Non renseigné", (7,)),
        # places, machines, places that do not count theirs
        ("materiel", "Ordinateur", (2, 6, 1)),
        ("materiel", "Imprimante", (3, 0, 3)),
        ("impression", "Le moins cher", (0.1,)),
        ("impression", "Au milieu (médiane)", (0.15,)),
        ("impression", "Le plus cher", (0.2,)),
        ("fraicheur", "Jamais confirmée", (9, 100.0)),
        # Centre, Secteur, Ailleurs have no hours; Atelier's are not readable
        ("completude", "Pas d’horaires", (3,)),
        ("completude", "Horaires illisibles", (1,)),
        ("completude", "Aucun défaut", (1,)),  # Comité
    ],
)
def test_table_equals_the_hand_count(found, table, row, cells):
    rows = {one.label: one.cells for one in found.table(table).rows}
    assert rows[row] == cells


def test_three_questions_are_answered_by_name(found):
    def names(code):
        return [row.label for row in found.table(code).rows]

    assert names("epn") == ["Comité", "Second"]
    assert names("services-publics") == ["Mairie", "Médiathèque"]
    assert names("actions-privees") == ["Ailleurs", "Atelier", "Centre", "Fermé"]


def test_age_of_a_listing_is_its_last_confirmation(town, author):
    names = ("Comité", "Médiathèque", "Mairie")
    for name, days in zip(names, (10, 200, 400), strict=True):
        site = Site.objects.get(name=name)
        moment = NOW - timedelta(days=days)
        edit_site(author, site, reason="essai", confirmed_at=moment, confirmed_by="Essai")
    load.forget()
    table = landscape(load.current().directory, NOW).table("fraicheur")
    assert [row.cells[0] for row in table.rows] == [1, 1, 1, 6]


def test_hours_past_midnight_belong_to_the_day_they_are_lived():
    """Friday 20:00 to Saturday 02:00: 6 h, of which 4 on Friday evening and 2 on Saturday."""
    minutes = opened(SiteDocument(id=1, slug="x", name="X", commune="Y", hours="Fr 20:00-02:00"))
    assert minutes == (360, 240, 120)


def test_searches_are_told_from_five_and_three_days_on(town):
    today = date.today()
    for need, counts in {"cv": (2, 2, 1), "imprimer": (2, 1, 1), "wifi": (5, 5)}.items():
        for days, count in enumerate(counts):
            day = today - timedelta(days=days)
            SearchCount.objects.create(day=day, need=need, results=0, count=count)
    table = landscape(load.current().directory, NOW).table("recherches")
    assert [(row.label, row.cells) for row in table.rows] == [("Faire un CV", (5, 3))]


def test_lists_behind_hold_what_is_counted(found, client):
    """Every public list opens, and holds as many places as the first number of its row."""
    for code, shift in {"natures": 0, "quartiers": 0, "langues": 0, "acteurs-services": 0}.items():
        for row in found.table(code).body:
            if row.listing:
                answer = client.get("/lieux/", row.listing.params).context["answer"]
                assert answer.total == row.cells[shift], (code, row.label)


def test_second_reader_waits_for_nothing(town, django_assert_num_queries):
    first = landscape(town, NOW)
    with django_assert_num_queries(0):
        assert landscape(town, NOW) is first
    assert landscape(town, NOW + KEPT_FOR) is not first


def test_empty_directory_is_told_too(town):
    found = landscape(build(0, Lists(), (), date.today()), NOW)
    assert found.figure("gratuit").value is None
    assert found.table("impression").rows[0].cells == (None,)


@pytest.mark.parametrize(
    "hours",
    [
        "Mo-Fr 09:00-12:00; PH off",
        "24/7",
        "Su 20:00-02:00",
        "Mo 00:00-03:00",
        "Fr[1] 09:00-12:00",
        "week 1-53/2 Sa 09:00-12:00",
        "Mo-Su off",
        "Mar 10-20 Mo-Fr 09:00-12:00",
    ],
)
def test_a_week_is_repeated_only_when_the_four_are_the_same(hours):
    asked = openings(hours, (), ordinary.ANY_WEEK, 28)
    start = datetime(2026, 3, 2)
    minutes = np.zeros(28 * 24 * 60, dtype=bool)
    for one in asked:
        first, last = (int((at - start).total_seconds() // 60) for at in (one.start, one.end))
        minutes[first:last] = True
    assert (ordinary.minutes(hours) == minutes).all()
