"""Help for those who cannot come: edited, then read by residents."""

import pytest

from places.models import Site


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def site(make_site, districts):
    return make_site("Aide à la maison", insee_code="59512", phone="+33320664500")


def test_the_area_of_home_visits_and_the_means_are_told(signed_in, client, site):
    page = f"/coordination/lieux/{site.pk}/sans-se-deplacer/"
    sent = {
        "remote_means": ["telephone", "visio"],
        "home_visits": "oui",
        "home_visit_districts": ["epeule"],
        "home_visit_communes": ["59512"],
        "home_visit_area": "jusqu’au canal",
    }
    assert signed_in.post(page, sent).status_code == 302
    shown = text(client.get(f"/lieux/{site.slug}/"))
    assert "On peut venir chez vous : Épeule et Roubaix (jusqu’au canal)." in shown
    assert "On peut vous aider par téléphone ou en visio, sans vous déplacer." in shown
    card = text(client.get("/lieux/?q=à domicile&ou=Épeule"))
    assert "À domicile : Épeule et Roubaix (jusqu’au canal)" in card
    assert "Vient jusque-là" in card
    afar = text(client.get("/lieux/?q=en visio&ou=Épeule"))
    assert "Aide par téléphone ou en visio" in afar
    assert "checked" in signed_in.get(page).content.decode()


def test_an_area_without_home_visits_is_asked_again(signed_in, site):
    page = f"/coordination/lieux/{site.pk}/sans-se-deplacer/"
    response = signed_in.post(page, {"home_visit_districts": ["epeule"], "home_visits": "non"})
    assert response.status_code == 400
    assert "Vous donnez une zone" in text(response)
    assert signed_in.post(page, {"home_visit_communes": ["nul"]}).status_code == 400
    assert Site.objects.get(pk=site.pk).home_visit_districts == []


def test_an_unknown_area_is_to_be_asked(client, make_site, districts):
    make_site("Aide", home_visits=True)
    card = text(client.get("/lieux/?q=à domicile&ou=Épeule"))
    assert "À domicile : zone à demander" in card
