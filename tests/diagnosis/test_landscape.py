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
from places.hours.osm import openings
from places.models import Actor, Contact, Label, LabelAward, SearchCount, Site
from places.press.document import SiteDocument
from places.vocabulary import AwardState

NOW = datetime.now(UTC)
SECRET = "yvette.martin@perso.example"


FIGURES = {
    "lieux": (9, 9, 9),
    "acteurs": (2, 2, 2),  # Les Amis, Ville
    "services": (7, 7, 7),  # Comité 2, Médiathèque, Mairie, Centre, Fermé, Second
    # Les Amis: internet, démarches; Ville, however written: the same two
    "services-par-acteur": (2.0, 4, 2),
    "horaires-connus": (44.4, 4, 9),  # Comité, Médiathèque, Mairie, Second
    "soir": (25.0, 1, 4),  # Médiathèque
    "samedi": (50.0, 2, 4),  # Médiathèque, Second
    "gratuit": (50.0, 1, 2),  # Comité; Médiathèque says « payant »
    "sans-rendez-vous": (50.0, 1, 2),  # Comité; Médiathèque wants an appointment
    "fauteuil": (50.0, 1, 2),  # Comité; Médiathèque says no
    "impression": (0.15, 2, 3),  # 10 and 20 cents; Centre prints by the month
    "confirmees": (0.0, 0, 9),
    "accueillent": (None, 0, 0),
}

TABLES = [  # table, row, cells
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
    ("quartiers", "Alma", (2, 2)),
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
    ("conditions", "Gratuit sous condition", (0, 2, 7, 0.0)),
    ("conditions", "Payant", (1, 1, 7, 50.0)),
    ("conditions", "Sans rendez-vous", (1, 1, 7, 50.0)),
    ("conditions", "En fauteuil", (1, 1, 7, 50.0)),
    ("conditions", "À distance", (0, 0, 9, None)),
    ("conditions", "À domicile", (0, 0, 9, None)),
    ("conditions", "Itinérant", (0, 0, 9, None)),
    ("langues", "Français", (2,)),
    ("langues", "Arabe", (1,)),
    ("langues", "Non renseigné", (7,)),
    # places, machines, places that do not count theirs
    ("materiel", "Ordinateur", (2, 6, 1)),
    ("materiel", "Imprimante", (3, 0, 3)),
    ("materiel", "Photocopieur", (1, 0, 1)),
    ("impression", "Le moins cher", (0.1,)),
    ("impression", "Au milieu (médiane)", (0.15,)),
    ("impression", "Le plus cher", (0.2,)),
    ("fraicheur", "Moins de 6 mois", (0, 0.0)),
    ("fraicheur", "Jamais confirmée", (9, 100.0)),
    # Centre, Secteur, Ailleurs have no hours; Atelier's are not readable
    ("completude", "Pas d’horaires", (3,)),
    ("completude", "Horaires illisibles", (1,)),
    ("completude", "Aucun défaut", (1,)),  # Comité
]


@pytest.fixture
def quartiers(db, author):
    ouest, epeule, alma, pile = save_districts(
        author,
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


@pytest.fixture
def town(quartiers, make_site, author):
    with act(author, "acteurs"):
        friends = Actor.objects.create(name="Les Amis")
        city = Actor.objects.create(name="Ville")
        shouted = Actor.objects.create(name="VILLE")  # the same, written otherwise
        Contact.objects.create(actor=friends, name="Yvette Martin", email=SECRET)
    epeule, alma, pile = (quartiers[slug] for slug in ("epeule", "alma", "pile"))
    here = {"latitude": 50.6890, "longitude": 3.1645}  # 65 m from the centre of Épeule
    make_site(
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
    make_site(
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
    make_site(
        "Mairie",
        kinds=["mairie"],
        district=alma,
        actor=shouted,
        hours="Mo-Fr 09:00-17:00",
        services=[{"category": "demarches"}],
    )
    make_site(
        "Centre",
        kinds=["centre-social"],
        district=alma,
        services=[{"category": "emploi", "needs": ["cv"]}],
        equipment=[{"kind": "imprimante", "price_cents": 500, "price_unit": "le mois"}],
    )
    make_site("Atelier", kinds=["association"], district=pile, actor=friends, hours="le matin")
    make_site(
        "Fermé",
        kinds=["association"],
        district=pile,
        status="pause",
        hours="Mo-Fr 09:00-12:00",
        services=[{"category": "acces", "needs": ["imprimer"]}],
        **here,
    )
    make_site("Secteur", district=quartiers["ouest"])
    make_site("Ailleurs", kinds=["ressourcerie"])
    make_site(
        "Second",
        kinds=["papi"],
        district=epeule,
        hours="week 1-53/2 Sa 09:00-12:00",
        services=[{"category": "acces", "needs": ["wifi"]}],
    )
    load.forget()


@pytest.fixture
def found(town):
    return landscape(load.current().directory, NOW)


def said(figure) -> tuple:
    return figure.value, figure.numerator, figure.denominator


def test_figures_equal_the_hand_count(found):
    assert {code: said(found.figure(code)) for code in FIGURES} == FIGURES


def test_gaps_are_the_pairs_nobody_serves(found):
    """Served pairs. Épeule: imprimer, CAF, wifi. Pile: imprimer. Alma: CV, and whatever the
    « démarches » of the town hall may be."""
    needs = load.current().directory.lists.needs
    likely = sum("demarches" in need.categories and need.code != "cv" for need in needs)
    served = 3 + 1 + 1 + likely
    gaps = found.figure("manques")
    assert (gaps.numerator, gaps.denominator) == (3 * len(needs) - served, 3 * len(needs))
    missing = {row.label: row.cells[0] for row in found.table("manques").rows}
    served = {"Alma": 1 + likely, "Épeule": 3, "Pile": 1}
    assert missing == {name: len(needs) - number for name, number in served.items()}


def test_needs_on_foot_are_counted_from_known_centres(found):
    """Two centres known. Near Épeule: imprimer, CAF, wifi; the centre of Alma is 1.0 km away, as
    the crow flies: 18 minutes."""
    needs = len(load.current().directory.lists.needs)
    figure = found.figure("a-pied")
    assert (figure.numerator, figure.denominator) == (3, 2 * needs)


def test_tables_equal_the_hand_count(found):
    rows = {code: {one.label: one.cells for one in found.table(code).rows} for code, _, _ in TABLES}
    wrong = [
        (code, row, rows[code][row]) for code, row, cells in TABLES if rows[code][row] != cells
    ]
    assert wrong == []


def test_every_table_is_counted_by_hand(found):
    """Here, or in the test named."""
    elsewhere = {
        *("epn", "services-publics", "actions-privees"),  # test_three_questions_are_answered…
        "manques",  # test_gaps_are_the_pairs…
        "labels",  # test_a_label_counts_those_that_hold_it…
        "recherches",  # test_searches_are_told…
        "plan-d-action",  # tests/web/coordination/test_plan.py
        *("visites-par-mois", "visites-par-quartier", "aides-par-besoin"),  # test_visits.py
    }
    assert {code for code, _, _ in TABLES} | elsewhere == {one.code for one in found.tables}


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


def test_a_label_counts_those_that_hold_it_and_those_that_really_welcome(town, author):
    """Comité: six computers, 15 hours with somebody; Médiathèque: nobody tells how it helps."""
    comite, library = (Site.objects.get(name=name) for name in ("Comité", "Médiathèque"))
    edit_site(author, comite, support_modes=["individuel"])
    with act(author, "label") as writing:
        label = Label.objects.create(code="essai", name="Essai")
        for site in (comite, library):
            writing.touch(site)
            LabelAward.objects.create(
                label=label, site=site, state=AwardState.AWARDED, starts_on=date(2020, 1, 1)
            )
    load.forget()
    found = landscape(load.current().directory, NOW)
    rows = {row.label: row.cells for row in found.table("labels").rows}
    assert rows["Essai"] == (2, 1, 50.0)
    assert said(found.figure("accueillent")) == (50.0, 1, 2)


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


def test_every_figure_leads_to_its_list(found):
    for figure in found.figures:
        assert figure.listing, figure.code
        if figure.listing.anchor:
            assert found.table(figure.listing.anchor), figure.code


def test_lists_behind_hold_what_is_counted(found, client):
    """Every public list opens, and holds as many places as the first number of its row."""
    for code, shift in {"natures": 0, "quartiers": 0, "langues": 0, "acteurs-services": 0}.items():
        for row in found.table(code).body:
            if row.listing:
                answer = client.get("/lieux/", row.listing.params).context["answer"]
                assert answer.total == row.cells[shift], (code, row.label)


def test_second_reader_waits_for_nothing(found, django_assert_num_queries):
    directory = load.current().directory
    with django_assert_num_queries(0):
        assert landscape(directory, NOW) is found
    assert landscape(directory, NOW + KEPT_FOR) is not found


def test_empty_directory_is_told_too(db):
    found = landscape(load.current().directory, NOW)
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
