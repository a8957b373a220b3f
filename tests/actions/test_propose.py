"""Proposals: nothing changes before a decision, nothing newer is overwritten unknowingly."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from places.actions.edit import edit_site
from places.actions.propose import Overtaken, decide, propose, refuse, resend, withdraw
from places.actions.recording import Author
from places.actions.undo import undo_act
from places.diagnosis.proposals import seen, sides
from places.models import Act, Proposal, PublishedSite
from places.press.document import decode_site
from places.vocabulary import Origin, ProposalState

pytestmark = pytest.mark.django_db
NADIA = Author("Nadia, mairie", Origin.ADMIN)


@pytest.fixture
def site(make_site):
    return make_site(
        "Comité de l’Épeule",
        phone="+33320112233",
        hours="Mo 09:00-12:00",
        audiences=["jeunes", "seniors"],
        services=[{"category": "acces", "needs": ["imprimer"]}],
    )


def test_a_proposal_changes_nothing_until_it_is_decided(site):
    proposal = propose(NADIA, site, {"phone": "+33320445566", "name": site.name}, comment="Vu")
    site.refresh_from_db()
    assert site.phone == "+33320112233"
    assert proposal.changes == {"phone": "+33320445566"}  # the name is the same: not proposed
    assert proposal.base["changes"] == {"phone": "+33320112233"}
    assert (proposal.author, proposal.origin) == (NADIA.name, Origin.ADMIN)
    assert list(Proposal.objects.waiting()) == [proposal]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Rien n’est proposé"),
        ({"phone": "+33320112233"}, "Rien n’est proposé"),
        ({"audiences": ["seniors", "jeunes"]}, "Rien n’est proposé"),
        ({"phone": "03 20"}, "Le numéro commence par"),
        ({"name": ""}, "vide"),
        ({"status": "n’importe quoi"}, "n’importe quoi"),
        ({"paused_until": "demain"}, "demain"),
        ({"paused_until": "2026-12-01"}, "La date de retour"),
        ({"languages": ["klingon"]}, "klingon"),
        ({"publication": "archive"}, "Ceci ne se propose pas"),
        ({"slug": "autre"}, "Ceci ne se propose pas"),
    ],
)
def test_an_empty_or_impossible_proposal_is_refused(site, changes, said):
    with pytest.raises(ValidationError) as refused:
        propose(NADIA, site, changes)
    assert said in " ".join(refused.value.messages)
    assert not Proposal.objects.exists()


def test_a_part_that_cannot_be_is_refused(site):
    with pytest.raises(ValidationError, match="Aides"):
        propose(NADIA, site, {}, parts={"services": [{"category": "cuisine"}]})
    with pytest.raises(ValidationError, match="Rien n’est proposé"):
        rows = [{"category": "acces", "needs": ["imprimer"]}]
        propose(NADIA, site, {}, parts={"services": rows})


def test_an_accepted_proposal_is_one_act_that_names_both(site, author):
    parts = {"closures": [{"start": "2026-12-24", "end": "2026-12-31", "reason": "Fêtes"}]}
    proposal = propose(NADIA, site, {"phone": "+33320445566"}, parts=parts)
    before = Act.objects.count()
    done = decide(author, proposal, ["phone", "closures"])
    site.refresh_from_db()
    assert site.phone == "+33320445566"
    assert site.closures.get().reason == "Fêtes"
    assert decode_site(PublishedSite.objects.get(site=site).payload).phone == "+33320445566"
    assert Act.objects.count() == before + 1
    assert done.act.origin == Origin.PROPOSAL
    assert done.act.author == "Nadia, mairie, accepté par Camille, coordination"
    assert (done.state, done.decided_by) == (ProposalState.ACCEPTED, author.name)
    assert "phone" in site.local_edits
    undo_act(author, done.act)
    site.refresh_from_db()
    assert site.phone == "+33320112233"
    assert not site.closures.exists()


def test_field_by_field_with_the_coordinator_s_own_wording(site, author):
    proposal = propose(NADIA, site, {"phone": "+33320445566", "to_bring": "vos papier"})
    done = decide(author, proposal, ["to_bring"], values={"to_bring": "Vos papiers"})
    site.refresh_from_db()
    assert (site.phone, site.to_bring) == ("+33320112233", "Vos papiers")
    assert done.state == ProposalState.PARTLY


def test_what_the_listing_overtook_is_not_overwritten(site, author):
    proposal = propose(NADIA, site, {"phone": "+33320445566", "to_bring": "Vos papiers"})
    edit_site(author, site, phone="+33320778899")
    overtaken = {side.name: side.is_overtaken for side in sides(proposal, site)}
    assert overtaken == {"phone": True, "to_bring": False}
    with pytest.raises(Overtaken) as refused:
        decide(author, proposal, ["phone", "to_bring"])
    assert refused.value.names == ["phone"]
    site.refresh_from_db()
    assert (site.phone, site.to_bring) == ("+33320778899", "")
    assert Proposal.objects.get().state == ProposalState.WAITING


def test_it_is_overwritten_in_full_knowledge_only(site, author):
    proposal = propose(NADIA, site, {"phone": "+33320445566"})
    edit_site(author, site, phone="+33320778899")
    shown = {"phone": seen("+33320778899")}
    edit_site(author, site, phone="+33320000000")  # and it changed once more
    with pytest.raises(Overtaken):
        decide(author, proposal, ["phone"], shown=shown)
    decide(author, proposal, ["phone"], shown={"phone": seen("+33320000000")})
    site.refresh_from_db()
    assert site.phone == "+33320445566"


def test_parts_are_overtaken_too(site, author):
    proposal = propose(NADIA, site, {}, parts={"services": [{"category": "emploi"}]})
    edit_site(author, site, parts={"services": [{"category": "acces", "needs": ["caf"]}]})
    with pytest.raises(Overtaken, match="aides"):
        decide(author, proposal, ["services"])
    assert site.services.get().needs == ["caf"]


def test_a_proposal_is_decided_once(site, author):
    proposal = propose(NADIA, site, {"phone": "+33320445566"})
    refuse(author, proposal, "Numéro faux")
    for again in (
        lambda: refuse(author, proposal, "x"),
        lambda: decide(author, proposal, ["phone"]),
    ):
        with pytest.raises(ValidationError, match="déjà décidée"):
            again()


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_refusal_has_a_reason(site, author, reason):
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        refuse(author, propose(NADIA, site, {"phone": "+33320445566"}), reason)


def test_nothing_ticked_is_not_a_decision(site, author):
    with pytest.raises(ValidationError, match="Cochez"):
        decide(author, propose(NADIA, site, {"phone": "+33320445566"}), [])


def test_its_author_takes_it_back(site, author):
    done = withdraw(NADIA, propose(NADIA, site, {"phone": "+33320445566"}))
    assert done.state == ProposalState.WITHDRAWN


def test_the_answer_leaves_once_and_the_address_goes(
    site, author, django_capture_on_commit_callbacks
):
    proposal = propose(NADIA, site, {"phone": "+33320445566"}, email="n@exemple.fr")
    with django_capture_on_commit_callbacks(execute=True):
        refuse(author, proposal, "Ce numéro ne répond pas.")
    (message,) = mail.outbox
    assert message.to == ["n@exemple.fr"]
    assert "Ce numéro ne répond pas." in message.body
    proposal.refresh_from_db()
    assert proposal.email == ""
    assert proposal.answered_at is not None


def test_an_answer_that_cannot_leave_is_kept_and_sent_again(
    site, author, django_capture_on_commit_callbacks, settings
):
    proposal = propose(NADIA, site, {"phone": "+33320445566"}, email="n@exemple.fr")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        refuse(author, proposal, "Non.")
    proposal.refresh_from_db()
    assert proposal.has_unsent_answer
    assert proposal.email == "n@exemple.fr"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_capture_on_commit_callbacks(execute=True):
        resend(proposal)
    assert len(mail.outbox) == 1


def test_both_sides_are_told_in_words(site):
    parts = {"services": [{"category": "acces", "needs": ["imprimer"]}, {"category": "demarches"}]}
    proposal = propose(NADIA, site, {"hours": "Tu 09:00-12:00"}, parts=parts)
    hours, services = sides(proposal, site)
    assert hours.label == "Horaires"
    assert hours.today.replace("\xa0", " ") == "« Ouvert le lundi de 9 h à 12 h. »"
    assert hours.proposed.replace("\xa0", " ") == "« Ouvert le mardi de 9 h à 12 h. »"
    assert services.today == "Utiliser internet et du matériel sur place (besoins : Imprimer)"
    assert services.proposed.endswith("Faire une démarche en ligne")
