"""The pages of history: readable by those who may, every act undone by one button."""

import pytest
from django.contrib.auth.models import Permission, User

from places.actions.edit import edit_site, set_publication
from places.models import Act, Site
from places.vocabulary import Publication

ACTS = "/coordination/actes/"


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


@pytest.fixture
def site(town, author):
    found = Site.objects.get(name="Comité de l’Épeule")
    edit_site(author, found, reason="Appel du lieu", phone="+33320445566")
    return found


@pytest.fixture
def change(site) -> Act:
    return Act.objects.first()


@pytest.fixture
def member(client):
    """member("places.view_site") → a signed-in staff account with these rights."""

    def make(*rights):
        user = User.objects.create_user("agent", password="x", is_staff=True)
        for right in rights:
            user.user_permissions.add(Permission.objects.get(codename=right.split(".")[1]))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.mark.parametrize(
    ("path", "right"),
    [
        ("lieux/{site}/historique/", "places.view_site"),
        ("actes/", "places.view_act"),
        ("actes/{act}/", "places.view_act"),
        ("actes/{act}/annuler/", "places.undo_act"),
    ],
)
def test_each_page_asks_for_its_right(site, change, client, member, path, right):
    address = "/coordination/" + path.format(site=site.pk, act=change.pk)
    assert client.get(address).status_code == 302
    agent = member()
    assert agent.get(address).status_code == 403
    User.objects.get(username="agent").user_permissions.add(
        Permission.objects.get(codename=right.split(".")[1])
    )
    assert agent.get(address).status_code == 200


def test_the_history_of_a_listing_is_readable(site, signed_in):
    page = read(signed_in, f"/coordination/lieux/{site.pk}/historique/")
    assert "Appel du lieu" in page
    assert "Téléphone : 03 20 66 45 00 → 03 20 44 55 66" in page
    assert "back-office" in page
    assert "Lieu créé : Comité de l’Épeule" in page
    read(signed_in, "/coordination/lieux/999999/historique/", 404)


def test_the_history_is_one_click_from_the_list_and_from_the_form(site, signed_in):
    address = f"/coordination/lieux/{site.pk}/historique/"
    assert address in read(signed_in, "/coordination/lieux/")
    assert address in read(signed_in, f"/coordination/admin/places/site/{site.pk}/change/")


def test_the_last_acts_are_filtered(site, change, signed_in):
    address = f"/coordination/actes/{change.pk}/"
    assert address in read(signed_in, ACTS)
    assert address in read(signed_in, f"{ACTS}?auteur=camille&origine=admin&lieu=épeule")
    assert address not in read(signed_in, f"{ACTS}?lieu=mairie")
    assert address not in read(signed_in, f"{ACTS}?origine=import")
    assert address not in read(signed_in, f"{ACTS}?auteur=personne")


def test_nothing_happens_before_the_button(site, change, signed_in):
    address = f"/coordination/actes/{change.pk}/annuler/"
    page = read(signed_in, address)
    assert "03 20 44 55 66 → 03 20 66 45 00" in page
    assert "Annuler cet acte" in page
    site.refresh_from_db()
    assert site.phone == "+33320445566"


def test_the_button_undoes_and_comes_back_to_the_list(site, change, signed_in):
    suite = f"/coordination/lieux/{site.pk}/historique/"
    address = f"/coordination/actes/{change.pk}/annuler/"
    response = signed_in.post(address, {"suite": suite})
    assert response["Location"] == suite
    site.refresh_from_db()
    assert site.phone == "+33320664500"
    undone = Act.objects.first()
    assert undone.author == "Camille Durand"
    page = read(signed_in, suite)
    assert f'<a href="/coordination/actes/{undone.pk}/annuler/">Rétablir</a>' in page
    assert "plus rien à annuler" in read(signed_in, address)


def test_what_changed_since_is_shown_and_the_rest_can_be_undone(site, author, signed_in):
    edit_site(author, site, phone="+33320000001", to_bring="Rien")
    wrong = Act.objects.first()
    edit_site(author, site, phone="+33320000002")
    address = f"/coordination/actes/{wrong.pk}/annuler/"
    response = signed_in.post(address)
    assert response.status_code == 409
    page = response.content.decode().replace("\xa0", " ")
    assert "Téléphone : 03 20 00 00 01 → 03 20 00 00 02" in page
    assert "Annuler quand même ce qui peut l’être" in page
    site.refresh_from_db()
    assert site.to_bring == "Rien"
    assert signed_in.post(address, {"ce_qui_peut": "1"}).status_code == 302
    site.refresh_from_db()
    assert (site.phone, site.to_bring) == ("+33320000002", "Vos papiers")
    assert "changement plus récent" in read(signed_in, "/coordination/")


def test_a_confirmation_offers_to_be_undone(town, signed_in):
    site = Site.objects.get(name="Mairie")
    data = {"lieux": [site.pk], "comment": "appel"}
    page = signed_in.post("/coordination/a-confirmer/confirmer/", data, follow=True)
    assert f"/coordination/actes/{Act.objects.first().pk}/annuler/" in page.content.decode()


def test_archiving_in_the_admin_offers_to_be_undone(town, signed_in):
    ids = list(Site.objects.values_list("pk", flat=True))
    data = {"action": "archive", "_selected_action": ids}
    page = signed_in.post("/coordination/admin/places/site/", data, follow=True)
    assert f"/coordination/actes/{Act.objects.first().pk}/annuler/" in page.content.decode()


def test_a_bulk_act_tells_its_places_page_by_page(make_site, author, signed_in):
    sites = [make_site(f"Salle {rank:02}") for rank in range(55)]
    set_publication(author, sites, Publication.ARCHIVED)
    archived = Act.objects.first()
    page = read(signed_in, f"{ACTS}{archived.pk}/")
    assert "Salle 00" in page
    assert "Publication : Publié → Archivé" in page
    assert "Salle 54" not in page
    assert "Salle 54" in read(signed_in, f"{ACTS}{archived.pk}/?page=2")
    assert "et 5 autres" in read(signed_in, f"{ACTS}{archived.pk}/annuler/")
    signed_in.post(f"{ACTS}{archived.pk}/annuler/")
    assert Site.objects.published().count() == 55


def test_pages_cost_the_same_for_few_acts_and_for_many(
    make_site, author, signed_in, django_assert_max_num_queries
):
    parts = {"services": [{"category": "acces"}], "equipment": [{"kind": "wifi"}]}
    site = make_site("Alma", services=parts["services"], equipment=parts["equipment"])
    edit_site(author, site, phone="+33320000000")
    pages = (f"/coordination/lieux/{site.pk}/historique/", ACTS)
    before = []
    for page in pages:
        with django_assert_max_num_queries(12) as few:
            read(signed_in, page)
        before.append(len(few))
    for rank in range(30):
        needs = [{"category": "acces", "details": str(rank)}]
        edit_site(author, site, phone=f"+333200000{rank:02}", parts={"services": needs})
    for page, number in zip(pages, before, strict=True):
        with django_assert_max_num_queries(12) as many:
            read(signed_in, page)
        assert len(many) <= number
    one, wide = Act.objects.first(), [make_site(f"Salle {rank}") for rank in range(40)]
    set_publication(author, wide, Publication.ARCHIVED)
    for act in (one, Act.objects.first()):
        for page in (f"{ACTS}{act.pk}/", f"{ACTS}{act.pk}/annuler/"):
            with django_assert_max_num_queries(12):
                read(signed_in, page)
