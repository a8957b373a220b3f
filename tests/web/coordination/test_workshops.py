"""The coordination's pages of workshops: announced, corrected, cancelled, published."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from places.actions.workshops import correct_later, save_workshop
from places.models import Workshop
from places.vocabulary import Publication

LIST = "/coordination/ateliers/"
NEW = f"{LIST}nouveau/"
TODAY = timezone.localdate()
SENT = {
    "title": "Découvrir l’ordinateur",
    "repeat": "semaine",
    "days": ["TU", "TH"],
    "start": TODAY.isoformat(),
    "at": "14 h",
    "minutes": "1 h 30",
    "needs": ["apprendre"],
    "cost": "oui",
    "register": "telephone",
    "register_phone": "03 20 66 45 00",
}


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def site(make_site):
    return make_site("Comité de l’Épeule")


@pytest.fixture
def daily(author, site):
    """daily("Titre") → a published workshop that is held every day."""

    def make(title="Photos", **values):
        values = {"rrule": "FREQ=DAILY", "publication": Publication.PUBLISHED} | values
        return save_workshop(
            author, Workshop(site=site), title=title, start=TODAY, at=time(9), minutes=60, **values
        )

    return make


def test_a_workshop_is_announced_in_plain_words(signed_in, site, client):
    response = signed_in.post(NEW, SENT | {"lieu": site.pk})
    workshop = Workshop.objects.get()
    assert response.headers["Location"] == f"{LIST}{workshop.pk}/"
    assert workshop.rrule == "FREQ=WEEKLY;BYDAY=TU,TH"
    assert (workshop.at, workshop.minutes, workshop.is_free) == (time(14), 90, True)
    assert workshop.register_phone == "+33320664500"
    page = text(client.get("/lieux/comite-de-l-epeule-roubaix/"))
    assert "Le mardi et le jeudi de 14 h à 15 h 30" in page


@pytest.mark.parametrize(
    ("change", "rrule"),
    [
        ({"repeat": "quinzaine", "days": ["MO"]}, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ({"repeat": "mois", "days": ["WE"], "nth": "-1"}, "FREQ=MONTHLY;BYDAY=-1WE"),
        ({"repeat": "dates", "days": [], "dates": "24/11/2030\n25/11/2030 à 10 h"}, ""),
    ],
)
def test_each_way_to_repeat(signed_in, site, change, rrule):
    signed_in.post(NEW, SENT | {"lieu": site.pk} | change)
    workshop = Workshop.objects.get()
    assert workshop.rrule == rrule
    assert workshop.sessions.count() == (2 if not rrule else 0)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"days": []}, "Cochez au moins un jour."),
        ({"start": ""}, "Écrivez la première date."),
        ({"at": "le matin"}, "n’est pas une heure"),
        ({"minutes": "longtemps"}, "n’est pas une durée"),
        ({"minutes": "1 min"}, "au moins 5 minutes"),
        ({"repeat": "dates"}, "Écrivez au moins une date."),
        ({"repeat": "dates", "dates": "lundi 24 novembre 2026"}, "est un mardi"),
        ({"register": "internet"}, "adresse de la page"),
        ({"register_phone": "abc"}, "pas un numéro de téléphone"),
        ({"price": "2 €"}, "Un atelier gratuit n’a pas de prix."),
        ({"ends_on": "2020-01-01"}, "ne peut pas être avant"),
        ({"lieu": ""}, "Choisissez le lieu"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in, site, change, said):
    response = signed_in.post(NEW, SENT | {"lieu": site.pk, "audience": "seniors"} | change)
    assert response.status_code == 400
    page = text(response)
    assert said in page
    assert "seniors" in page
    assert not Workshop.objects.exists()


def test_searching_the_place_keeps_what_is_typed(signed_in, site):
    response = signed_in.post(NEW, SENT | {"cherche": "épeule", "chercher": "1"})
    page = text(response)
    assert response.status_code == 200
    assert "Découvrir l’ordinateur" in page
    assert "Comité de l’Épeule" in page


def test_the_form_shows_a_workshop_as_it_was_typed(signed_in, site):
    signed_in.post(NEW, SENT | {"lieu": site.pk, "repeat": "mois", "nth": "2"})
    before = Workshop.objects.get()
    form = signed_in.get(f"{LIST}{before.pk}/").context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value()}
    assert signed_in.post(f"{LIST}{before.pk}/", sent).status_code == 302
    after = Workshop.objects.get()
    assert (after.rrule, after.at, after.minutes) == (before.rrule, before.at, before.minutes)
    assert after.register_phone == before.register_phone


def test_a_rule_that_the_form_cannot_show_is_said_and_kept(signed_in, daily):
    workshop = daily(rrule="FREQ=MONTHLY;BYMONTHDAY=15")
    response = signed_in.get(f"{LIST}{workshop.pk}/")
    assert "Comme maintenant : Le 15 de chaque mois" in text(response)
    form = response.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value()}
    assert signed_in.post(f"{LIST}{workshop.pk}/", sent | {"title": "Vidéos"}).status_code == 302
    workshop.refresh_from_db()
    assert (workshop.title, workshop.rrule) == ("Vidéos", "FREQ=MONTHLY;BYMONTHDAY=15")


def test_a_session_is_cancelled_restored_and_counted(signed_in, daily, client):
    workshop = daily()
    day = (TODAY + timedelta(days=1)).isoformat()
    address = f"{LIST}{workshop.pk}/seance/"
    place = "/lieux/comite-de-l-epeule-roubaix/"
    signed_in.post(address, {"day": day, "act": "annuler", "reason": "formation"})
    assert "Annulé : formation" in text(client.get(place))
    signed_in.post(address, {"day": day, "act": "retablir"})
    signed_in.post(address, {"day": day, "act": "places", "places_left": "0"})
    page = text(client.get(place))
    assert "Annulé" not in page
    assert "Complet" in page


@pytest.mark.parametrize(
    "sent",
    [
        {"day": "2020-01-01", "act": "annuler"},
        {"day": "demain", "act": "annuler"},
        {"day": TODAY.isoformat(), "act": "effacer"},
        {"day": TODAY.isoformat(), "act": "places", "places_left": "-1"},
        {},
    ],
)
def test_a_session_that_is_not_planned_is_refused(signed_in, daily, sent):
    workshop = daily()
    assert signed_in.post(f"{LIST}{workshop.pk}/seance/", sent).status_code == 400
    assert not workshop.sessions.exists()


def test_what_waits_comes_first_and_is_published(signed_in, daily, author):
    workshop = daily("Photos")
    daily("Un autre", publication=Publication.DRAFT)
    draft = correct_later(author, workshop, title="Photos et vidéos")
    page = text(signed_in.get(LIST))
    assert "<b>2</b> à relire" in page
    assert page.index("Correction à publier") < page.index("Publié")
    signed_in.post(f"{LIST}{draft.pk}/etat/", {"geste": "publier"})
    workshop.refresh_from_db()
    assert workshop.title == "Photos et vidéos"
    signed_in.post(f"{LIST}{workshop.pk}/etat/", {"geste": "archiver"})
    workshop.refresh_from_db()
    assert workshop.publication == Publication.ARCHIVED
    assert signed_in.post(f"{LIST}{workshop.pk}/etat/", {"geste": "x"}).status_code == 400


def test_who_reads_does_not_write(daily, account, sign_in):
    workshop = daily()
    desk = sign_in(account("Accueil"))
    page = text(desk.get(f"{LIST}{workshop.pk}/"))
    assert "Enregistrer" not in page
    for path in (NEW, f"{LIST}{workshop.pk}/", f"{LIST}{workshop.pk}/seance/",
                 f"{LIST}{workshop.pk}/etat/"):  # fmt: skip
        assert desk.post(path, SENT).status_code == 403


@pytest.mark.parametrize("number", [1, 12])
def test_pages_ask_few_queries_whatever_their_length(
    signed_in, daily, django_assert_max_num_queries, number
):
    for one in range(number):
        workshop = daily(f"Atelier {one}")
    signed_in.get(LIST)
    with django_assert_max_num_queries(12):
        signed_in.get(LIST)
    with django_assert_max_num_queries(12):
        signed_in.get(f"{LIST}{workshop.pk}/")
