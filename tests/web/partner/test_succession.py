"""A contact names a successor; the coordinator decides."""

from datetime import timedelta

import pytest
from django.utils import timezone

from places.actions.mail import note_refused
from places.models import AccessLink, Contact, Mail, Succession
from places.vocabulary import MailState

PAGE = "/maj/relais/"
DATA = {
    "name": "Karim Benali",
    "email": "karim@exemple.fr",
    "phone": "",
    "role": "Président",
    "leaves": "1",
}
CONTACTS = "/coordination/contacts/"


@pytest.fixture
def proposed(as_partner):
    as_partner.post(PAGE, DATA)
    return Succession.objects.get()


def text(response) -> str:
    return response.content.decode()


def test_naming_a_successor_waits_for_the_coordinator(as_partner, contact):
    response = as_partner.post(PAGE, DATA, follow=True)
    assert "En attendant, c’est vous" in text(response)
    assert Contact.objects.get() == contact
    assert Succession.objects.get().decided_at is None


@pytest.mark.parametrize(("field", "wrong"), [("name", ""), ("email", "karim"), ("leaves", "x")])
def test_what_is_wrong_is_told_and_nothing_is_lost(as_partner, field, wrong):
    response = as_partner.post(PAGE, {**DATA, field: wrong})
    assert response.status_code == 400
    assert "error" in text(response)
    assert "Président" in text(response)
    assert not Succession.objects.exists()


def test_the_same_person_is_not_proposed_twice(as_partner, proposed):
    response = as_partner.post(PAGE, DATA)
    assert response.status_code == 400
    assert "déjà proposée" in text(response)


def test_accepting_makes_a_contact_who_gets_a_link(
    proposed, signed_in, contact, mailoutbox, django_capture_on_commit_callbacks
):
    assert "Karim Benali" in text(signed_in.get(CONTACTS))
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(f"/coordination/successions/{proposed.pk}/", {"geste": "accepter"})
    assert Contact.objects.get().name == "Karim Benali"
    assert [message.to for message in mailoutbox] == [["karim@exemple.fr"]]
    assert list(AccessLink.objects.values_list("contact__name", flat=True)) == ["Karim Benali"]
    signed_in.get(CONTACTS)  # its message is read
    assert "Karim" not in text(signed_in.get(f"{CONTACTS}?q=zzz"))
    assert "Karim" in text(signed_in.get(f"{CONTACTS}?q=karim"))


def test_two_people_may_share_the_task(as_partner, signed_in):
    as_partner.post(PAGE, {**DATA, "leaves": "0"})
    succession = Succession.objects.get()
    signed_in.post(f"/coordination/successions/{succession.pk}/", {"geste": "accepter"})
    assert Contact.objects.count() == 2


def test_refusing_changes_no_contact(proposed, signed_in, contact, mailoutbox):
    signed_in.post(f"/coordination/successions/{proposed.pk}/", {"geste": "refuser"})
    assert Contact.objects.get() == contact
    assert mailoutbox == []
    again = signed_in.post(
        f"/coordination/successions/{proposed.pk}/", {"geste": "accepter"}, follow=True
    )
    assert "déjà décidé" in text(again)
    assert Contact.objects.get() == contact


def test_the_coordinator_sends_and_closes_links(
    signed_in, contact, place, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(f"{CONTACTS}{contact.pk}/lien/")
    assert "http://testserver/maj/lien/" in mailoutbox[0].body
    signed_in.post(f"{CONTACTS}{contact.pk}/fermer/")
    assert AccessLink.objects.get().revoked_at is not None


def test_a_contact_without_address_gets_no_link(signed_in, make_actor, mailoutbox):
    contact = make_actor(email="").contacts.get()
    response = signed_in.post(f"{CONTACTS}{contact.pk}/lien/", follow=True)
    assert "pas d’adresse" in text(response)
    assert not AccessLink.objects.exists()


@pytest.mark.parametrize("count", [1, 50])
def test_the_list_makes_few_queries(count, signed_in, make_actor, django_assert_num_queries):
    for number in range(count):
        make_actor(f"Acteur {number}")
    signed_in.get(CONTACTS)
    with django_assert_num_queries(8):
        signed_in.get(CONTACTS)


def test_addresses_refused_and_mails_that_did_not_leave_are_shown(signed_in, contact):
    note_refused(contact.email, "boîte inconnue")
    for state in (MailState.WAITING, MailState.SENDING, MailState.SENT):
        Mail.objects.create(
            kind="lien", address=contact.email, subject=f"Courriel {state}", state=state
        )
    assert "Courriel" not in text(signed_in.get(CONTACTS)).split("<h1>")[1].split("<table")[0]
    Mail.objects.update(created_at=timezone.now() - timedelta(hours=1))
    page = text(signed_in.get(CONTACTS))
    assert "Adresse refusée" in page
    assert "Courriel attend" in page
    assert "peut-être parti" in page
    assert "Courriel envoye" not in page
