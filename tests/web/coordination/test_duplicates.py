"""The coordinator's page of doubles: see, compare, merge, tell apart."""

import re

import pytest

from places.actions.edit import edit_site
from places.actions.merge import merge_sites
from places.actions.recording import Author
from places.models import NotDuplicate, Site, SiteRedirect
from places.vocabulary import Origin

LIST = "/coordination/doublons/"
CHOOSE = f"{LIST}chercher/"


@pytest.fixture
def two(make_site):
    one = make_site("Comité de l’Épeule", address="2 rue de l’Épeule", phone="+33320000001")
    other = make_site("Comité Épeule", address="2 rue de l’Épeule", phone="+33320000001")
    return one, other


def address_of(kept, merged):
    return f"{LIST}{kept.pk}/{merged.pk}/"


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def form_of(client, address):
    """What a browser would send of the preview as it is shown."""
    form = client.get(address).context["form"]
    data = {field.name: field.value() for field in form.rows}
    return {**data, "seen": client.get(address).context["seen"]}


def test_likely_doubles_are_shown_with_score_and_reasons(two, signed_in):
    page = read(signed_in, LIST)
    assert "sur 100" in page
    assert "Même téléphone" in page
    assert address_of(*two) in page


def test_two_places_told_apart_are_not_shown_again(two, signed_in):
    one, other = two
    response = signed_in.post(f"{address_of(one, other)}distincts/", {"suite": LIST}, follow=True)
    assert response.redirect_chain[0][0] == LIST
    assert NotDuplicate.objects.count() == 1
    assert "Aucun doublon en vue" in response.content.decode()


def test_the_preview_lets_choose_each_difference(two, signed_in):
    page = read(signed_in, address_of(*two))
    assert "Garder plutôt l’autre" in page
    assert 'name="name"' in page
    assert 'name="phone"' not in page, "what is the same is not asked"


def test_merging_from_the_page(two, signed_in):
    one, other = two
    data = {**form_of(signed_in, address_of(one, other)), "name": "fusionne"}
    response = signed_in.post(address_of(one, other), data, follow=True)
    assert "son adresse mène à" in response.content.decode()
    one.refresh_from_db()
    assert one.name == "Comité Épeule"
    assert SiteRedirect.objects.get().merged == other


def test_a_listing_changed_meanwhile_is_read_again_before_merging(two, signed_in, author):
    one, other = two
    data = form_of(signed_in, address_of(one, other))
    edit_site(author, other, phone="+33320000009")
    response = signed_in.post(address_of(one, other), data)
    assert response.status_code == 409
    page = response.content.decode()
    assert "vient de changer" in page
    assert "03 20 00 00 09" in page.replace("\xa0", " ")
    assert not SiteRedirect.objects.exists()


def test_a_choice_that_is_not_offered_is_told_beside_the_field(two, signed_in):
    one, other = two
    data = {**form_of(signed_in, address_of(one, other)), "name": "deux"}
    response = signed_in.post(address_of(one, other), data)
    assert response.status_code == 400
    assert "Choisissez ce qu’il faut garder" in response.content.decode()
    assert not SiteRedirect.objects.exists()


def test_a_listing_merged_or_unknown_cannot_be_compared(two, signed_in, author):
    one, other = two
    merge_sites(author, one, other)
    read(signed_in, address_of(one, other), 404)
    read(signed_in, f"{LIST}{one.pk}/{one.pk}/", 404)
    read(signed_in, f"{LIST}{one.pk}/999999/", 404)


def test_other_listings_are_found_by_their_names(two, signed_in, make_site):
    one, other = two
    make_site("Mairie")
    assert "Mairie" in read(signed_in, f"{CHOOSE}?q=mair")
    page = read(signed_in, f"{CHOOSE}?lieu={one.pk}&q=comit")
    assert address_of(other, one) in page
    assert "Aucune fiche ne porte ce nom" in read(signed_in, f"{CHOOSE}?q=zzz%00")
    read(signed_in, f"{CHOOSE}?lieu=99999&q=a", 404)


def test_the_old_address_leads_to_the_new_one_for_ever(two, client, author):
    one, other = two
    merge_sites(author, one, other)
    response = client.get(f"/lieux/{other.slug}/")
    assert response.status_code == 301
    assert response["Location"] == f"/lieux/{one.slug}/"
    report = client.get(f"/lieux/{other.slug}/erreur/")
    assert report.status_code == 301
    assert report["Location"] == f"/lieux/{one.slug}/erreur/"


def test_a_new_listing_never_takes_the_old_address(two, author, make_site):
    one, other = two
    merge_sites(author, one, other)
    assert make_site(other.name).slug != other.slug


@pytest.mark.parametrize("count", [1, 20])
def test_the_list_makes_few_queries(count, make_site, signed_in, django_assert_max_num_queries):
    for number in range(count):
        street = f"{number} rue {chr(97 + number) * 6}"
        for name in ("Comité", "Le comité"):
            make_site(f"{name} {chr(97 + number) * 6}", address=street)
    signed_in.get(LIST)
    with django_assert_max_num_queries(7):
        page = read(signed_in, LIST)
    assert page.count("sur 100)") == count


def test_the_preview_makes_few_queries(two, signed_in, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        read(signed_in, address_of(*two))


def test_the_archive_says_who_merged(two):
    one, other = two
    author = Author("Camille Durand", Origin.ADMIN)
    record = merge_sites(author, one, other)
    assert record.author == "Camille Durand"
    assert Site.objects.get(pk=other.pk).history.latest().act == record


def test_both_histories_lead_to_each_other(two, signed_in, author):
    one, other = two
    merge_sites(author, one, other)
    kept, gone = (f"/coordination/lieux/{site.pk}/historique/" for site in two)
    assert gone in read(signed_in, kept)
    assert kept in read(signed_in, gone)


def test_the_message_of_a_merge_offers_to_undo_it(two, signed_in):
    one, other = two
    address = address_of(one, other)
    page = signed_in.post(address, form_of(signed_in, address), follow=True).content.decode()
    link = re.search(
        r'est fusionné.*?<a href="(/coordination/actes/\d+/annuler/)">Annuler</a>', page
    )
    signed_in.post(link[1])
    other.refresh_from_db()
    assert other.publication == "publie"
