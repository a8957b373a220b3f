"""A partner counts visits and helps from a phone, without script, for its own places only."""

from datetime import date

import pytest

from places.actions.edit import edit_site
from places.actions.recording import Author
from places.actions.visits import Counting, save_counting
from places.hours.periods import Period
from places.models import VisitCount
from places.models.history import history_of
from places.models.visit import VISITS
from places.vocabulary import Origin
from places.web.partner import visits

TODAY = date(2026, 11, 24)
SOMEBODY = Author("Camille", Origin.ADMIN)
OCTOBER = Period(date(2026, 10, 1))


@pytest.fixture(autouse=True)
def on_a_known_day(monkeypatch):
    monkeypatch.setattr(visits, "_today", lambda: TODAY)


@pytest.fixture
def place(place, author):
    services = [{"category": "acces", "needs": ["imprimer", "wifi"]}]
    return edit_site(author, place, parts={"services": services})


@pytest.fixture
def elsewhere(make_site, make_actor):
    """A place of another actor, that counted too."""
    actor = make_actor("Autre association", email="karim@exemple.fr", contact="Karim")
    site = make_site("Maison secrète", actor=actor)
    save_counting(SOMEBODY, Counting(site, OCTOBER, {VISITS: 987}))
    return site


def address(site, period="2026-10") -> str:
    return f"/maj/{site.pk}/comptage/{period}/"


def note(client, site, period="2026-10", **boxes):
    """Posts the numbers by need; `visits` for the people who came."""
    named = {"visits": VISITS}
    data = {f"n-{named.get(need, need)}": number for need, number in boxes.items()}
    return client.post(address(site, period), {"depart": "", **data})


def held(site) -> dict[str, int]:
    return {row.need: row.count for row in VisitCount.objects.filter(site=site)}


def test_the_place_leads_to_counting(as_partner, place):
    page = as_partner.get(f"/maj/{place.pk}/").content.decode()
    assert f'href="/maj/{place.pk}/comptage/"' in page


def test_this_month_and_the_last_one_are_one_press_away(as_partner, place):
    page = as_partner.get(f"/maj/{place.pk}/comptage/").content.decode()
    assert f'href="{address(place, "2026-11")}">Ce mois-ci : novembre 2026' in page
    assert f'href="{address(place)}">Le mois dernier : octobre 2026' in page


def test_the_last_months_say_what_is_missing(as_partner, place):
    note(as_partner, place, visits="120", imprimer="45")
    page = as_partner.get(f"/maj/{place.pk}/comptage/").content.decode().replace("\xa0", " ")
    assert page.count("rien de noté") == 11
    assert "120 personnes, 45 aides" in page


@pytest.mark.parametrize(
    ("asked", "period"),
    [({"mois": "2025-03"}, "2025-03"), ({"jour": "2026-11-03"}, "2026-11-03")],
)
def test_another_month_or_a_day_may_be_chosen(as_partner, place, asked, period):
    response = as_partner.get(f"/maj/{place.pk}/comptage/", asked)
    assert response["Location"] == address(place, period)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"jour": "2026-11-25"}, "Ce jour n’est pas encore passé"),
        ({"jour": "bientôt"}, "Écrivez une date"),
        ({"mois": "2026-12"}, "Choisissez un mois de la liste"),
    ],
)
def test_a_wrong_choice_is_told_beside_its_field(as_partner, place, asked, said):
    response = as_partner.get(f"/maj/{place.pk}/comptage/", asked)
    assert response.status_code == 400
    assert said in response.content.decode()


def test_the_page_asks_for_what_the_place_helps_with(as_partner, place):
    page = as_partner.get(address(place)).content.decode()
    boxes = page.split("<fieldset>")[1]
    assert boxes.count('inputmode="numeric"') == 2
    assert 'name="n-imprimer"' in boxes
    assert 'name="n-wifi"' in boxes
    assert '<option value="caf">' in page
    assert page.index("Enregistrer</button>") < page.index("Ajouter ce besoin")  # « Entrée »


def test_numbers_are_kept_and_read_back(as_partner, place):
    response = note(as_partner, place, visits="1 200", imprimer="45", wifi="0")
    assert response["Location"] == f"{address(place)}merci/"
    assert held(place) == {VISITS: 1200, "imprimer": 45, "wifi": 0}
    page = as_partner.get(response["Location"]).content.decode().replace("\xa0", " ")
    assert "en octobre 2026" in page
    for sentence in ("1 200 personnes sont venues.", "Imprimer : 45 aides.", "En tout : 45 aides."):
        assert sentence in page


def test_an_empty_box_is_unknown_and_zero_is_zero(as_partner, place):
    note(as_partner, place, visits="", imprimer="0", wifi="")
    assert held(place) == {"imprimer": 0}


def test_what_was_noted_is_shown_and_corrected(as_partner, place):
    note(as_partner, place, visits="120", imprimer="45")
    page = as_partner.get(address(place)).content.decode()
    assert 'name="n-" value="120"' in page
    start = page.split('name="depart" value="')[1].split('"')[0]
    as_partner.post(address(place), {"depart": start, "n-": "130", "n-imprimer": ""})
    assert held(place) == {VISITS: 130}
    past = history_of(VisitCount).objects.filter(need=VISITS).order_by("history_id")
    assert [row.count for row in past] == [120, 130]
    assert past.last().act.author == "Yvette Martin (Les Amis de l’Épeule)"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("douze", "n’est pas un nombre"),
        ("12,5", "Écrivez un nombre entier"),
        ("-3", "ne peut pas être négatif"),
        ("100001", "C’est trop pour un mois"),
    ],
)
def test_a_wrong_number_is_told_beside_its_box_and_nothing_is_lost(as_partner, place, typed, said):
    response = note(as_partner, place, visits="120", imprimer=typed)
    page = response.content.decode()
    assert response.status_code == 400
    assert said in page
    assert 'name="n-" value="120"' in page
    assert f'name="n-imprimer" value="{typed}"' in page
    assert 'aria-describedby="n-imprimer_error"' in page
    assert held(place) == {}


def test_another_need_gets_its_box_and_what_is_typed_stays(as_partner, place):
    data = {"n-": "12", "autre": "caf", "geste": "ajouter"}
    page = as_partner.post(address(place), data).content.decode()
    assert 'name="n-caf" value=""' in page
    assert 'name="n-" value="12"' in page
    assert held(place) == {}
    note(as_partner, place, visits="12", caf="3")
    assert held(place) == {VISITS: 12, "caf": 3}
    assert 'name="n-caf"' in as_partner.get(address(place, "2026-11")).content.decode()


def test_a_month_is_not_added_to_its_days(as_partner, place):
    note(as_partner, place, "2026-10-03", visits="12")
    page = as_partner.get(address(place)).content.decode()
    assert "Un jour d’octobre 2026 est déjà noté" in page
    assert address(place, "2026-10-03") in page
    response = as_partner.post(address(place), {"depart": "=12", "n-": "300"})
    assert response.status_code == 409
    assert 'name="n-" value="300"' in response.content.decode()
    assert held(place) == {VISITS: 12}


def test_a_month_may_replace_its_days_when_asked(as_partner, place):
    note(as_partner, place, "2026-10-03", visits="12")
    data = {"depart": "=12", "n-": "300", "remplacer": "1"}
    assert as_partner.post(address(place), data).status_code == 302
    assert held(place) == {VISITS: 300}


def test_what_somebody_else_noted_meanwhile_is_not_written_over_unseen(as_partner, place):
    save_counting(SOMEBODY, Counting(place, OCTOBER, {VISITS: 99}))
    response = note(as_partner, place, visits="120")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Personnes venues : il est noté maintenant « 99 »" in page
    assert held(place) == {VISITS: 99}
    start = page.split('name="depart" value="')[1].split('"')[0]
    as_partner.post(address(place), {"depart": start, "n-": "120"})
    assert held(place) == {VISITS: 120}


@pytest.mark.parametrize("period", ["2026-12", "2026-11-25", "zorg", "2026-13", "1999-01"])
def test_an_address_that_is_no_period_does_not_exist(as_partner, place, period):
    assert as_partner.get(address(place, period)).status_code == 404


@pytest.mark.parametrize("page", ["", "2026-10/", "2026-10/merci/", "fichier/"])
def test_another_actor_s_place_does_not_exist(as_partner, place, elsewhere, page):
    response = as_partner.get(f"/maj/{elsewhere.pk}/comptage/{page}")
    assert response.status_code == 404
    assert b"987" not in response.content


def test_nobody_writes_for_another_actor_s_place(as_partner, place, elsewhere):
    assert note(as_partner, elsewhere, visits="1").status_code == 404
    assert held(elsewhere) == {VISITS: 987}


def test_without_a_link_a_new_one_is_offered(client, place):
    assert client.get(address(place))["Location"] == "/maj/nouveau-lien/"
    assert note(client, place, visits="1")["Location"] == "/maj/nouveau-lien/"
    assert held(place) == {}


# ---------------------------------------------------------------- a table


def send(client, site, table, gesture="voir", **more):
    data = {"texte": table, "geste": gesture, **more}
    return client.post(f"/maj/{site.pk}/comptage/fichier/", data)


TABLE = "mois;besoin;visites;accompagnements\noctobre 2026;;120;\noctobre 2026;Imprimer;;45\n"


def test_a_table_is_shown_line_by_line_then_noted(as_partner, place):
    page = send(as_partner, place, TABLE).content.decode()
    assert "2 notées" in page
    assert "Salle de l’Épeule, octobre 2026 : visites 120" in page
    assert held(place) == {}
    response = send(as_partner, place, TABLE, "envoyer")
    assert response["Location"] == f"/maj/{place.pk}/comptage/"
    assert held(place) == {VISITS: 120, "imprimer": 45}


def test_a_table_never_reaches_another_actor_s_place(as_partner, place, elsewhere):
    table = f"lieu;mois;visites\nMaison secrète;10/2026;1\n{elsewhere.pk};10/2026;1\n"
    page = send(as_partner, place, table).content.decode()
    assert page.count("Aucun lieu ne porte le nom") == 2
    assert "987" not in page
    send(as_partner, place, table, "envoyer")
    assert held(elsewhere) == {VISITS: 987}


def test_refused_lines_are_told_and_the_others_noted(as_partner, place):
    table = f"{TABLE}novembre 2999;;1;\n"
    page = send(as_partner, place, table).content.decode()
    assert "1 ligne est refusée" in page
    assert "Ce mois n’est pas commencé" in page
    response = send(as_partner, place, table, "envoyer")
    page = as_partner.get(response["Location"]).content.decode().replace("\xa0", " ")
    assert "C’est noté : 2 lignes. 1 ligne refusée" in page
    assert held(place) == {VISITS: 120, "imprimer": 45}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "Choisissez un fichier, ou collez les lignes"),
        ("zorg;zarg\n1;2\n", "Il manque une colonne"),
        ("PK\x03\x04", "enregistrez-le en CSV"),
    ],
)
def test_a_table_that_cannot_be_read_is_told(as_partner, place, table, said):
    response = send(as_partner, place, table)
    assert response.status_code == 400
    assert said in response.content.decode()


# ---------------------------------------------------------------- the monthly message


def test_a_contact_declines_the_monthly_message_and_takes_it_again(as_partner, contact):
    as_partner.post("/maj/messages/", {"recevoir": "non"})
    contact.refresh_from_db()
    assert not contact.told_orientations
    assert "Vous ne recevez pas ce message" in as_partner.get("/maj/messages/").content.decode()
    as_partner.post("/maj/messages/", {"recevoir": "oui"})
    contact.refresh_from_db()
    assert contact.told_orientations
