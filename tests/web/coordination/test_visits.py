"""« Comptages »: who counted, who did not; noting on behalf of a place; the numbers of a year."""

import re
from datetime import date

import pytest

from places.actions.edit import edit_site
from places.actions.recording import Author
from places.actions.visits import Counting, save_counting
from places.hours.periods import Period
from places.interop.visit_rows import read_sheet
from places.interop.visits import Fate, plan_visits
from places.models import Act, Site, VisitCount
from places.models.visit import VISITS
from places.vocabulary import Origin, SiteStatus
from places.web.coordination import visits

TODAY = date(2026, 11, 24)
OCTOBER = Period(date(2026, 10, 1))
PARTNER = Author("Yvette", Origin.LINK)


@pytest.fixture(autouse=True)
def on_a_known_day(monkeypatch):
    monkeypatch.setattr(visits, "_today", lambda: TODAY)


@pytest.fixture
def counted(make_site) -> Site:
    services = [{"category": "acces", "needs": ["imprimer"]}]
    site = make_site("Comité de l’Épeule", services=services, phone="+33320664500")
    save_counting(PARTNER, Counting(site, OCTOBER, {VISITS: 120, "imprimer": 45}))
    return site


@pytest.fixture
def silent(make_site) -> Site:
    return make_site("Mairie")


def test_the_last_whole_month_is_shown_with_what_is_missing(signed_in, counted, silent, html):
    page = html("/coordination/comptages/").replace("\xa0", " ")
    assert "octobre 2026" in page
    assert "<b>1</b> lieu sur 2 a compté." in page
    assert "Personnes venues : <b>120</b>" in page
    assert "120 personnes, 45 aides" in page
    assert page.count("<b>rien de noté</b>") == 1
    assert "03 20 66 45 00" in page


@pytest.mark.parametrize(("shown", "name"), [("non", "Mairie"), ("oui", "Comité de l’Épeule")])
def test_only_those_asked_for_are_shown(signed_in, counted, silent, html, shown, name):
    page = html(f"/coordination/comptages/?montrer={shown}")
    assert page.split("<tbody>")[1].count("<tr>") == 1
    assert f'<th scope="row">{name}</th>' in page
    assert "sur 2" in page


def test_what_was_not_counted_is_not_zero(signed_in, silent, make_site, html):
    site = make_site("Centre")
    save_counting(PARTNER, Counting(site, OCTOBER, {"caf": 3}))
    assert "Personnes venues : <b>non connu</b>" in html("/coordination/comptages/")


def test_places_closed_for_ever_are_not_expected(signed_in, counted, silent, author, html):
    edit_site(author, silent, status=SiteStatus.CLOSED)
    assert "<b>1</b> lieu sur 1" in html("/coordination/comptages/")


@pytest.mark.parametrize("asked", ["mois=2999-01", "mois=zorg", "montrer=zorg"])
def test_a_wrong_choice_is_told(signed_in, counted, html, asked):
    page = html(f"/coordination/comptages/?{asked}", 400)
    assert re.search(r'<p class="error" id="id_\w+_error">Choisissez', page)


def test_the_coordinator_notes_what_a_place_tells_by_telephone(signed_in, silent):
    address = f"/coordination/comptages/{silent.pk}/2026-10/"
    response = signed_in.post(address, {"depart": "", "n-": "30"})
    assert response["Location"] == "/coordination/comptages/?mois=2026-10"
    assert VisitCount.objects.get(site=silent).count == 30
    assert Act.objects.order_by("pk").last().author == "Camille Durand"
    assert (
        "C’est noté pour Mairie, en octobre 2026."
        in signed_in.get(response["Location"]).content.decode()
    )


def test_a_wrong_number_is_told_and_nothing_is_written(signed_in, silent):
    address = f"/coordination/comptages/{silent.pk}/2026-10/"
    response = signed_in.post(address, {"depart": "", "n-": "beaucoup"})
    assert response.status_code == 400
    assert "n’est pas un nombre" in response.content.decode()
    assert not VisitCount.objects.exists()


def test_another_month_of_a_place_may_be_chosen(signed_in, silent):
    address = f"/coordination/comptages/{silent.pk}/"
    assert signed_in.get(address, {"mois": "2026-01"})["Location"] == f"{address}2026-01/"
    assert signed_in.get(address, {"jour": "zorg"}).status_code == 400


def test_the_file_holds_a_year_and_is_read_back(signed_in, counted, silent):
    save_counting(PARTNER, Counting(silent, Period(date(2026, 9, 1), 3), {VISITS: 4}))
    save_counting(PARTNER, Counting(silent, Period(date(2025, 9, 1)), {VISITS: 999}))
    response = signed_in.get("/coordination/comptages/nombres.csv?mois=2026-10")
    text = response.content.decode("utf-8-sig")
    assert text.splitlines() == [
        "lieu;mois;jour;besoin;visites;accompagnements;nom du lieu",
        "comite-de-l-epeule-roubaix;10/2026;;;120;;Comité de l’Épeule",
        "comite-de-l-epeule-roubaix;10/2026;;Imprimer;;45;Comité de l’Épeule",
        "mairie-roubaix;;03/09/2026;;4;;Mairie",
    ]
    plan = plan_visits(read_sheet(text, needs_place=True), Site.objects.all(), TODAY)
    assert {line.fate for line in plan.lines} == {Fate.SAME}
