"""Propose, then decide: old and new side by side, field by field, nothing overwritten unseen."""

import re

import pytest
from django.contrib.auth.models import Permission, User

from places.actions.edit import edit_site
from places.actions.propose import propose
from places.actions.recording import Author
from places.models import Act, Proposal, Site
from places.vocabulary import Origin, ProposalState

LIST = "/coordination/propositions/"
NADIA = Author("Nadia, mairie", Origin.ADMIN)


def text(response) -> str:
    return response.content.decode().replace("\xa0", " ")


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    return text(response)


def fields(page: str) -> dict:
    """The hidden marks of a page's form."""
    return dict(re.findall(r'name="(vu_\w+)" value="(\w+)"', page))


@pytest.fixture
def site(town):
    return Site.objects.get(name="Comité de l’Épeule")


@pytest.fixture
def proposal(site):
    parts = {"closures": [{"start": "2026-12-24", "end": "2026-12-31"}]}
    changes = {"phone": "+33320445566", "to_bring": "Une piece"}
    return propose(NADIA, site, changes, parts=parts, comment="Vu sur place", email="n@exemple.fr")


@pytest.fixture
def editor(client):
    user = User.objects.create_user("nadia", password="x", is_staff=True, first_name="Nadia")
    rights = ("view_site", "add_proposal", "view_proposal")
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("path", ["", "{pk}/"])
def test_pages_ask_for_their_right(proposal, client, path):
    address = LIST + path.format(pk=proposal.pk)
    assert client.get(address).status_code == 302
    user = User.objects.create_user("agent", password="x", is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 403
    assert client.get(f"/coordination/lieux/{proposal.site_id}/proposer/").status_code == 403


def test_an_editor_proposes_but_does_not_decide(site, editor):
    address = f"/coordination/lieux/{site.pk}/proposer/"
    page = read(editor, address)
    assert "Proposer une correction" in page
    data = {**typed(site), **fields(page), "phone": "03 20 44 55 66", "comment": "Appel"}
    assert editor.post(address, data).status_code == 302
    made = Proposal.objects.get()
    assert made.changes == {"phone": "+33320445566"}
    assert (made.author, made.comment) == ("Nadia", "Appel")
    site.refresh_from_db()
    assert site.phone == "+33320664500"
    detail = f"{LIST}{made.pk}/"
    assert "Accepter" not in read(editor, detail)
    for decision in ("accepter", "refuser", ""):
        assert editor.post(detail, {"decision": decision, "answer": "x"}).status_code == 403
    assert editor.post(detail, {"decision": "retirer"}).status_code == 302
    made.refresh_from_db()
    assert made.state == ProposalState.WITHDRAWN


def typed(site) -> dict:
    """What the form of a proposal sends, left as it is."""
    return {
        "name": site.name,
        "address": site.address,
        "address_complement": site.address_complement,
        "postal_code": site.postal_code,
        "phone": site.phone,
        "emails": "\n".join(site.emails),
        "websites": "\n".join(site.websites),
        "hours": site.hours,
        "description": site.description,
        "to_bring": site.to_bring,
        "status": site.status,
        "paused_until": "",
        "status_reason": "",
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Rien n’est proposé"),
        ({"phone": "abc"}, "Ce n’est pas un numéro de téléphone."),
        ({"phone": "12"}, "Ce numéro n’a pas le bon nombre de chiffres."),
        ({"name": ""}, "obligatoire"),
        ({"emails": "pas-une-adresse"}, "n’est pas une adresse de courriel"),
        ({"websites": "pas un site"}, "n’est pas une adresse web"),
        ({"paused_until": "2026-12-24"}, "La date de retour"),
        ({"email": "pas-une-adresse"}, "adresse"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(site, editor, changes, said):
    address = f"/coordination/lieux/{site.pk}/proposer/"
    data = {**typed(site), **fields(read(editor, address)), "comment": "mes mots", **changes}
    response = editor.post(address, data)
    assert response.status_code == 400
    assert said in text(response)
    assert "mes mots" in text(response)
    assert not Proposal.objects.exists()


def test_somebody_changed_the_listing_while_it_was_being_proposed(site, editor, author):
    address = f"/coordination/lieux/{site.pk}/proposer/"
    data = {**typed(site), **fields(read(editor, address)), "phone": "03 20 44 55 66"}
    edit_site(author, site, phone="+33320778899", to_bring="Un crayon")
    response = editor.post(address, data)
    assert response.status_code == 409
    page = text(response)
    assert "Téléphone : 03 20 77 88 99" in page
    assert 'value="03 20 44 55 66"' in page
    assert "Un crayon" not in page  # not touched: nobody is asked about it
    assert editor.post(address, {**data, **fields(page)}).status_code == 302
    made = Proposal.objects.get()
    assert made.changes["phone"] == "+33320445566"
    assert "to_bring" not in made.changes or made.changes["to_bring"] == "Vos papiers"


def test_the_list_shows_what_waits_first(proposal, signed_in, author, site):
    page = read(signed_in, LIST)
    assert "Téléphone, À apporter, Fermetures" in page
    assert "1 à décider" in page
    assert "Propositions à décider" in read(signed_in, "/coordination/")


def test_old_and_new_stand_side_by_side(proposal, signed_in):
    page = read(signed_in, f"{LIST}{proposal.pk}/")
    for said in ("03 20 66 45 00", "03 20 44 55 66", "du 24 au 31 décembre 2026", "Vu sur place"):
        assert said in page
    assert page.count("checked") == 3


def test_accepted_field_by_field_and_edited(proposal, site, signed_in):
    address = f"{LIST}{proposal.pk}/"
    data = {
        **fields(read(signed_in, address)),
        "decision": "accepter",
        "accepte": ["to_bring", "closures"],
        "to_bring": "Une pièce d’identité",
        "phone": "",
    }
    response = signed_in.post(address, data, follow=True)
    site.refresh_from_db()
    assert (site.to_bring, site.phone) == ("Une pièce d’identité", "+33320664500")
    assert site.closures.count() == 1
    act = Act.objects.first()
    assert act.author == "Nadia, mairie, accepté par Camille Durand"
    assert f"/coordination/actes/{act.pk}/annuler/" in text(response)
    assert "Acceptée en partie" in read(signed_in, LIST)
    assert signed_in.post(address, data).status_code == 409  # decided already
    assert "Acceptée en partie" in read(signed_in, address)


def test_a_refusal_without_a_reason_is_refused(proposal, signed_in):
    address = f"{LIST}{proposal.pk}/"
    response = signed_in.post(address, {"decision": "refuser", "phone": "03 20 99 99 99"})
    assert response.status_code == 400
    assert "Dites pourquoi vous refusez." in text(response)
    assert "03 20 99 99 99" in text(response)
    assert signed_in.post(address, {"decision": "refuser", "answer": "Faux"}).status_code == 302
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer) == (ProposalState.REFUSED, "Faux")


def test_a_value_that_cannot_be_is_said_beside_its_field(proposal, signed_in):
    address = f"{LIST}{proposal.pk}/"
    marks = fields(read(signed_in, address))
    data = {**marks, "decision": "accepter", "accepte": ["phone"], "phone": "12"}
    response = signed_in.post(address, data)
    assert response.status_code == 400
    assert "Ce numéro n’a pas le bon nombre de chiffres." in text(response)
    proposal.refresh_from_db()
    assert proposal.is_waiting


def test_an_overtaken_value_is_shown_and_not_ticked(proposal, site, signed_in, author):
    edit_site(author, site, phone="+33320778899")
    page = read(signed_in, f"{LIST}{proposal.pk}/")
    assert "La fiche a changé depuis cette proposition. Elle disait : 03 20 66 45 00" in page
    assert "03 20 77 88 99" in page
    assert page.count("checked") == 2


def test_a_listing_that_changes_while_one_decides_is_not_overwritten(
    proposal, site, signed_in, author
):
    address = f"{LIST}{proposal.pk}/"
    data = {
        **fields(read(signed_in, address)),
        "decision": "accepter",
        "accepte": ["phone", "to_bring"],
        "phone": "03 20 44 55 66",
        "to_bring": "Une pièce",
    }
    edit_site(author, site, phone="+33320778899")
    response = signed_in.post(address, data)
    assert response.status_code == 409
    page = text(response)
    assert "La fiche a changé entre-temps : téléphone." in page
    assert "Une pièce" in page
    assert re.search(r'value="phone" id="a-phone">', page)  # to be ticked again knowingly
    site.refresh_from_db()
    assert site.phone == "+33320778899"
    assert signed_in.post(address, {**data, **fields(page)}).status_code == 302
    site.refresh_from_db()
    assert site.phone == "+33320445566"


def test_an_answer_that_cannot_leave_is_said_and_kept(
    proposal, signed_in, settings, mailoutbox, mail_at_once
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    address = f"{LIST}{proposal.pk}/"
    data = {"decision": "refuser", "answer": "Numéro faux"}
    assert "pas partie" in text(signed_in.post(address, data, follow=True))
    assert "n@exemple.fr" in read(signed_in, address)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    page = text(signed_in.post(address, {"decision": "renvoyer"}, follow=True))
    assert "La réponse est partie." in page
    assert [message.to for message in mailoutbox] == [["n@exemple.fr"]]
    assert "n@exemple.fr" not in read(signed_in, address)


def test_pages_cost_the_same_for_one_proposal_and_for_many(
    proposal, site, signed_in, django_assert_max_num_queries
):
    address = f"{LIST}{proposal.pk}/"
    read(signed_in, address)
    with django_assert_max_num_queries(12) as few:
        read(signed_in, LIST)
    for number in range(20):
        propose(NADIA, site, {"phone": f"+333204455{number:02}"})
    with django_assert_max_num_queries(12) as many:
        read(signed_in, LIST)
    assert len(many) == len(few)
    for page in (address, f"/coordination/lieux/{site.pk}/proposer/"):
        with django_assert_max_num_queries(12):
            read(signed_in, page)


def test_hours_may_be_proposed_in_french(signed_in, site):
    page = signed_in.get(f"/coordination/lieux/{site.pk}/proposer/")
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data |= {"hours": "du lundi au jeudi de 9h à 12h", "comment": "Vu sur place"}
    signed_in.post(f"/coordination/lieux/{site.pk}/proposer/", data)
    assert Proposal.objects.latest("pk").changes["hours"] == "Mo-Th 09:00-12:00"


def test_hours_that_are_not_sure_are_told_beside_the_field(signed_in, site):
    path = f"/coordination/lieux/{site.pk}/proposer/"
    form = signed_in.get(path).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    response = signed_in.post(path, data | {"hours": "9h-12h"})
    assert response.status_code == 400
    assert "pas compris" in response.content.decode()
    assert "9h-12h" in response.content.decode()
    assert not Proposal.objects.exists()


def test_half_a_telephone_number_is_told_beside_the_field(signed_in, site):
    path = f"/coordination/lieux/{site.pk}/proposer/"
    form = signed_in.get(path).context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    response = signed_in.post(path, data | {"phone": "03 20 66 45"})
    assert response.status_code == 400
    assert "Ce numéro n’a pas le bon nombre de chiffres." in response.content.decode()
    assert not Proposal.objects.exists()
