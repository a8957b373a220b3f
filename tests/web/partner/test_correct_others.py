"""« Corriger » and the others: what changed meanwhile, other actors, forged and repeated forms."""

import pytest
from django.utils import timezone

from places.actions.edit import edit_site
from places.models import Proposal

from .correction_page import Page

pytestmark = pytest.mark.usefixtures("on_a_known_day")


@pytest.fixture
def elsewhere(make_site, make_actor):
    other = make_actor("Secours de l’Alma", email="ali@exemple.fr", contact="Ali")
    return make_site("Local de l’Alma", actor=other, hours="Mo 09:00-12:00", phone="+33320112233")


def test_what_changed_meanwhile_is_said_and_what_is_typed_is_kept(open_page, place, author):
    edit_site(author, place, hours="Mo 09:00-12:00", to_bring="Une carte")
    page = open_page.press("envoyer", h2="14h-18h")
    assert open_page.response.status_code == 409
    assert "La fiche a changé pendant que vous écriviez" in page
    assert "Ouvert le lundi de 9 h à 12 h." in page
    assert open_page.fields["h2"] == ["14h-18h"]
    assert open_page.fields["to_bring"] == ["Une carte"]
    site = open_page.send()
    assert "We 14:00-18:00" in site.hours
    assert site.to_bring == "Une carte"


def test_a_field_nobody_touched_never_undoes_another(open_page, place, author):
    edit_site(author, place, hours="Mo 09:00-12:00", to_bring="Une carte")
    site = open_page.send(phone="03 20 66 45 01")
    assert site.hours == "Mo 09:00-12:00"
    assert site.to_bring == "Une carte"


def test_the_same_sent_twice_proposes_and_adds_once(open_page, place):
    typed = {"name": "Salle neuve", "n0_du": "2026-12-24", "n0_au": "2026-12-25"}
    open_page.press("voir", **typed)
    fields = dict(open_page.fields)
    for _ in range(2):
        open_page.client.post(open_page.address, {**fields, "geste": "envoyer"})
    assert Proposal.objects.count() == 1
    assert place.closures.count() == 1


def test_another_actors_listing_is_out_of_reach(open_page, elsewhere, place):
    address = f"/maj/{elsewhere.pk}/corriger/"
    client = open_page.client
    assert client.get(address).status_code == 404
    assert client.get(f"{address}merci/").status_code == 404
    for geste in ("voir", "envoyer", "relire", "corriger"):
        data = {**open_page.fields, "geste": geste, "h0": "8h-9h"}
        assert client.post(address, data).status_code == 404
    hidden = {
        "site": elsewhere.pk,
        "pk": elsewhere.pk,
        "id": elsewhere.pk,
        "actor": elsewhere.actor_id,
    }
    open_page.send(h2="14h-18h", **{name: str(held) for name, held in hidden.items()})
    elsewhere.refresh_from_db()
    assert elsewhere.hours == "Mo 09:00-12:00"
    assert elsewhere.confirmed_at is None


def test_a_start_signed_for_another_listing_or_forged_is_not_read(
    as_partner, place, make_site, actor
):
    annex = make_site("Annexe", actor=actor, hours="Mo 09:00-12:00")
    foreign = Page(as_partner, annex).fields["depart"]
    page = Page(as_partner, place)
    for start in (foreign, ["faux"], [""]):
        site = page.send(depart=start, h2="14h-18h")
        assert site.to_bring == ""
        assert "We 14:00-18:00" in site.hours
    annex.refresh_from_db()
    assert annex.hours == "Mo 09:00-12:00"


def test_fields_of_the_house_cannot_be_written(open_page):
    site = open_page.send(publication="brouillon", slug="pris", latitude="1", confirmed_by="Moi")
    assert (site.publication, site.slug, site.latitude) != ("brouillon", "pris", 1)
    assert "Moi" not in site.confirmed_by


def test_a_post_with_fields_missing_changes_only_what_it_says(open_page, place, author):
    edit_site(author, place, parts={"services": [{"category": "demarches"}]})
    open_page.client.post(open_page.address, {"phone": "03 20 66 45 01", "geste": "envoyer"})
    place.refresh_from_db()
    assert place.phone == "+33320664501"
    assert place.hours
    assert place.services.exists()
    assert not Proposal.objects.exists()


def test_a_revoked_link_sends_nothing(open_page, place, contact):
    contact.links.update(revoked_at=timezone.now())
    open_page.press("envoyer", h2="14h-18h")
    assert open_page.response.headers["Location"] == "/maj/nouveau-lien/"
    place.refresh_from_db()
    assert place.confirmed_at is None


@pytest.mark.parametrize("geste", ["", "x", "copier:9", "comme:99", "comme:x", "fermer:", "oter:é"])
def test_an_unknown_button_draws_the_page_again(open_page, geste):
    open_page.press(geste, h2="14h-18h")
    assert open_page.response.status_code == 200
    assert open_page.fields["h2"] == ["14h-18h"]
