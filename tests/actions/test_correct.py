"""What a partner sends, and what it is told of the coordinator's decision."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from places.actions.correct import Wanted, correct
from places.actions.propose import decide, refuse
from places.actions.recording import Author
from places.models import Mail, Proposal, Site
from places.vocabulary import Direct, MailKind, MailState, Origin

YVETTE = Author("Yvette Martin (Les Amis)", Origin.LINK)


@pytest.fixture
def contact(make_actor):
    return make_actor().contacts.get()


@pytest.fixture
def site(make_site, contact):
    return make_site("Salle de l’Épeule", actor=contact.actor, hours="Mo 09:00-12:00")


@pytest.fixture
def asked(site, contact):
    """A proposal that came by a link: another name, and an aid."""
    wanted = Wanted({"name": "Salle neuve"}, {"services": [{"category": "demarches"}]})
    correct(YVETTE, contact, site, wanted)
    return Proposal.objects.get()


def test_each_thing_goes_where_the_actor_may_put_it(site, contact):
    wanted = Wanted({"hours": "Tu 09:00-12:00", "name": "Salle neuve"}, {})
    at_once, waiting = correct(YVETTE, contact, site, wanted)
    assert at_once.subjects == [Direct.HOURS]
    assert waiting.subjects == [Direct.NAME]
    site = Site.objects.get()
    assert (site.hours, site.name) == ("Tu 09:00-12:00", "Salle de l’Épeule")
    assert site.confirmed_by == YVETTE.name


def test_all_or_nothing(site, contact):
    with pytest.raises(ValidationError):
        correct(YVETTE, contact, site, Wanted({"phone": "+33320664501", "name": ""}, {}))
    site.refresh_from_db()
    assert site.phone == ""
    assert site.confirmed_at is None


def test_the_contact_is_told_what_is_accepted(asked, author, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        decide(author, asked, ["name"], answer="Merci Yvette.")
    (message,) = mail.outbox
    assert message.to == ["yvette@exemple.fr"]
    assert "acceptée en partie" in message.subject
    accepted, rest = message.body.split("Ceci n’est pas accepté")
    assert "Nom : Salle neuve" in accepted
    assert "Faire une démarche en ligne" in rest
    assert "Merci Yvette." in rest
    sent = Mail.objects.get()
    assert (sent.kind, sent.state, sent.text) == (MailKind.DECISION, MailState.SENT, "")
    asked.refresh_from_db()
    assert asked.email == ""
    assert asked.answered_at is not None


def test_the_contact_is_told_without_an_answer_too(
    asked, author, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        decide(author, asked, ["name", "services"])
    assert "acceptée" in mail.outbox[0].subject


def test_the_contact_is_told_why_not(asked, author, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        refuse(author, asked, "Ce nom est déjà pris.")
    (message,) = mail.outbox
    assert "n’est pas accepté" in message.body
    assert "Ce nom est déjà pris." in message.body
    assert "Ce nom est déjà pris." in message.alternatives[0].content


def test_a_decision_undone_tells_nobody(asked, author, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ValidationError):
        decide(author, asked, [])
    assert mail.outbox == []
    assert not Mail.objects.exists()


def test_a_server_away_is_tried_again_by_the_outbox(
    asked, author, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with django_capture_on_commit_callbacks(execute=True):
        refuse(author, asked, "Non.")
    waiting = Mail.objects.get()
    assert waiting.state == MailState.WAITING
    assert "Non." in waiting.text
