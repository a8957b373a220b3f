"""« Ce que les gens cherchent et ne trouvent pas »: who may read it, and what it never says."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone

from places.actions.searches import record_searches
from places.directory.demand import Demand
from places.models import Need, UnknownText

PAGE = "/coordination/recherches/"
SHOWN = "<b>«\u00a0zorglub\u00a0»</b>"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def signed_in(sign_in, db):
    return sign_in(User.objects.create_superuser("camille", password="x"))


@pytest.fixture
def page(signed_in):
    """page("?jours=90") → the page as text, its status checked."""

    def get(address="", status=200) -> str:
        response = signed_in.get(f"{PAGE}{address}")
        assert response.status_code == status
        return " ".join(response.content.decode().split())

    return get


@pytest.fixture
def searched(db):
    """searched(Demand("caf"), "zorglub", days=3, times=2): on each of the last days."""

    def record(demand: Demand, *texts: str, days=3, times=1, first=0) -> None:
        for ago in range(first, first + days):
            day = timezone.localdate() - timedelta(days=ago)
            record_searches({(day, demand): times}, {(day, text): times for text in texts})

    return record


@pytest.fixture
def unknown(searched) -> UnknownText:
    searched(Demand(nothing_understood=True), "zorglub")
    return UnknownText.objects.get()


ADDRESSES = [
    PAGE,
    f"{PAGE}nombres.csv",
    f"{PAGE}1/ajouter/",
    f"{PAGE}1/cacher/",
    f"{PAGE}1/montrer/",
]
POSTED = ADDRESSES[2:]


def call(client, path):
    return (client.post if path in POSTED else client.get)(path)


@pytest.mark.parametrize("path", ADDRESSES)
def test_the_page_asks_who_you_are(client, db, path):
    response = call(client, path)
    assert response.status_code == 302
    assert "/coordination/connexion/" in response["Location"]


@pytest.mark.parametrize("path", ADDRESSES)
def test_an_account_that_does_not_enter_the_back_office_is_refused(client, db, path):
    client.force_login(User.objects.create_user("habitant", password="x"), backend=BACKEND)
    assert call(client, path).status_code == 403


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_staff_account_without_the_right_is_refused(client, db, path):
    agent = User.objects.create_user("agent", password="x", is_staff=True)
    client.force_login(agent, backend=BACKEND)
    assert call(client, path).status_code == 403


def test_who_may_only_read_sees_no_button(client, unknown):
    agent = User.objects.create_user("agent", password="x", is_staff=True)
    agent.user_permissions.add(Permission.objects.get(codename="view_searchcount"))
    client.force_login(agent, backend=BACKEND)
    read = client.get(PAGE).content.decode()
    assert "zorglub" in read
    assert "Ne plus montrer" not in read
    assert "Ajouter au vocabulaire" not in read


def test_the_coordination_page_leads_there(signed_in):
    assert f'href="{PAGE}"' in signed_in.get("/coordination/").content.decode()


def test_without_any_search_the_page_says_so(page):
    assert "pas encore assez de recherches" in page()


def test_the_page_says_what_was_searched_and_found_nowhere(page, searched, districts):
    searched(Demand("caf", district="alma", emptied_by="gratuit:1 ouvert:samedi"), times=4)
    searched(Demand("caf"), days=4)
    searched(Demand(kind="mission-locale"))
    searched(Demand("wifi", results=3), times=10)
    read = page()
    assert "Recherches : <b>49</b>" in read
    assert "Sans aucun lieu : <b>19</b>" in read
    assert "<b>CAF</b> : 16 recherches, sur 4 jours.<br>Quartiers : Alma (12)." in read
    assert "« Gratuit » + « Samedi » (12), personne ne le propose (4)" in read
    assert "<b>Mission locale</b>" in read
    assert "<b>Wifi</b>" not in read


def test_the_page_says_what_is_found_in_one_or_two_places_only(page, searched, districts):
    searched(Demand("wifi", district="epeule", results=2))
    searched(Demand(kind="mairie", results=1))
    _, few = page().split("un ou deux lieux seulement")
    assert "<b>Wifi</b> : 3 recherches, sur 3 jours.<br>Quartiers : Épeule (3)." in few
    assert "Mairie" not in few


def test_what_happened_on_two_days_is_never_shown(page, searched, districts, signed_in):
    searched(Demand("caf", district="alma", emptied_by="gratuit:1"), "zorglub", days=2, times=50)
    assert "pas encore assez de recherches" in page()
    searched(Demand("caf", district="epeule"), days=3)
    for read in (page(), signed_in.get(f"{PAGE}nombres.csv").content.decode()):
        assert "CAF" in read
        assert "Épeule" in read
        assert "Alma" not in read
        assert "Gratuit" not in read
        assert "zorglub" not in read


def test_two_needs_asked_together_are_one_search(page, searched):
    searched(Demand("caf", results=3))
    searched(Demand("wifi", results=3, is_extra=True))
    assert "Recherches : <b>3</b>" in page()


def test_a_period_is_chosen(page, searched):
    searched(Demand("caf"), first=40)
    assert "CAF" not in page()
    assert "CAF" in page("?jours=90")


def test_a_period_that_is_not_in_the_list_is_said(page, searched):
    searched(Demand("caf"))
    for address in ("?jours=7", "?jours=abc", "nombres.csv?jours=7"):
        read = page(address, status=400)
        assert "Choisissez une durée de la liste." in read
        assert "CAF" in read


def test_a_need_that_is_gone_keeps_its_code(page, searched):
    searched(Demand("disparu", district="rase"))
    assert "<b>disparu</b> : 3 recherches, sur 3 jours.<br>Quartiers : rase (3)." in page()


def test_unknown_words_come_with_their_days_and_times(page, searched):
    searched(Demand(nothing_understood=True), "zorglub", days=4, times=2)
    assert "<b>« zorglub »</b> : 8 fois, sur 4 jours" in page()


def test_the_page_costs_the_same_for_little_and_for_much(
    signed_in, searched, districts, django_assert_num_queries
):
    searched(Demand("caf", district="alma", emptied_by="gratuit:1"), "mot")
    with django_assert_num_queries(8):
        signed_in.get(PAGE)
    for number, need in enumerate(Need.objects.all()[:20]):
        searched(Demand(need.code, district="epeule", emptied_by="label:ecn"), f"mot{number}")
    with django_assert_num_queries(8):
        signed_in.get(PAGE)


def test_words_put_aside_can_be_shown_again(signed_in, unknown):
    response = signed_in.post(f"{PAGE}{unknown.pk}/cacher/?jours=90", follow=True)
    assert response.redirect_chain == [(f"{PAGE}?jours=90", 302)]
    read = response.content.decode()
    assert "« zorglub » n’est plus montré." in read
    assert SHOWN not in read
    assert "mis de côté par camille" in read
    read = signed_in.post(f"{PAGE}{unknown.pk}/montrer/", follow=True).content.decode()
    assert SHOWN in read


def test_words_are_added_to_a_need(signed_in, unknown):
    form = signed_in.get(f"{PAGE}{unknown.pk}/ajouter/").content.decode()
    assert 'value="zorglub"' in form
    data = {"term": "zörglub", "need": "wifi"}
    read = signed_in.post(f"{PAGE}{unknown.pk}/ajouter/", data, follow=True).content.decode()
    assert "« zörglub » mène maintenant à « Wifi »." in read
    term = {"text": "zörglub", "source": "recherche"}
    assert term in Need.objects.get(code="wifi").terms
    assert not UnknownText.objects.exists()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"term": "zorglub", "need": ""}, "Ce champ est obligatoire."),
        ({"term": "zorglub", "need": "disparu"}, "Sélectionnez un choix valide"),
        ({"term": "!?", "need": "wifi"}, "Écrivez au moins un mot."),
        ({"term": "z" * 101, "need": "wifi"}, "100"),
    ],
)
def test_a_term_refused_says_why_and_keeps_what_was_typed(signed_in, unknown, data, message):
    response = signed_in.post(f"{PAGE}{unknown.pk}/ajouter/", data)
    assert response.status_code == 400
    assert message in response.content.decode()
    assert data["term"] in response.content.decode()
    assert UnknownText.objects.exists()


def test_words_not_kept_yet_cannot_be_reached(signed_in, searched):
    searched(Demand(nothing_understood=True), "zorglub", days=2)
    pk = UnknownText.objects.get().pk
    assert signed_in.get(f"{PAGE}{pk}/ajouter/").status_code == 404
    assert signed_in.post(f"{PAGE}{pk}/cacher/").status_code == 404


def test_only_a_button_changes_anything(signed_in, unknown):
    assert signed_in.get(f"{PAGE}{unknown.pk}/cacher/").status_code == 405
    assert signed_in.get(f"{PAGE}{unknown.pk}/montrer/").status_code == 405


def test_the_counts_open_in_a_spreadsheet(signed_in, searched, districts):
    searched(Demand("caf", district="epeule", emptied_by="ouvert:soir"), times=2)
    searched(Demand("wifi", results=3, is_extra=True))
    response = signed_in.get(f"{PAGE}nombres.csv?jours=90")
    assert "-90-jours.csv" in response["Content-Disposition"]
    lines = response.content.decode("utf-8").split("\r\n")
    assert response.content.startswith(b"\xef\xbb\xbf")
    assert lines[0].startswith("\ufeffbesoin;type de lieu;quartier;")
    assert lines[1:] == [
        "CAF;;Épeule;0;« Le soir, après 18 h »;non;oui;6;3",
        "Wifi;;;3 ou plus;;non;non;3;3",
        "",
    ]


@pytest.mark.parametrize("name", ["=1+1", "+33", "-2", "@somme", "\t=1"])
def test_a_spreadsheet_computes_nothing_of_a_name(signed_in, searched, name):
    Need.objects.filter(code="caf").update(name=name)
    searched(Demand("caf"))
    assert f"\n'{name};" in signed_in.get(f"{PAGE}nombres.csv").content.decode()


def test_names_are_escaped(page, searched):
    Need.objects.filter(code="caf").update(name="<b>CAF</b>")
    searched(Demand("caf"))
    assert "&lt;b&gt;CAF" in page()
