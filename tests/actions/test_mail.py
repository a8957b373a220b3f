"""E-mails leave after the commit, once; what could not leave is tried again."""

import smtplib

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from places.actions.mail import Letter, send, send_waiting, write
from places.models import Mail
from places.vocabulary import MailKind, MailState

LETTER = Letter("Vos horaires", "Sont-ils justes ?", "<p>Sont-ils justes ?</p>")
ADDRESS = "yvette@exemple.fr"


class Failing(EmailBackend):
    """A server that answers as `error` says."""

    error: Exception = OSError("coupé")

    def send_messages(self, messages):
        raise self.error


@pytest.fixture
def failing(settings):
    """failing(error): the server fails so from now on; failing(None): it works."""

    def fail(error):
        Failing.error = error
        path = f"{__name__}.Failing" if error else "django.core.mail.backends.locmem.EmailBackend"
        settings.EMAIL_BACKEND = path

    return fail


def say(callbacks) -> Mail:
    with callbacks(execute=True):
        return write(MailKind.LINK, ADDRESS, LETTER)


@pytest.fixture
def callbacks(db, django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


def test_a_message_leaves_with_both_forms_and_is_forgotten(callbacks, mailoutbox):
    mail = say(callbacks)
    (message,) = mailoutbox
    assert message.to == [ADDRESS]
    assert message.alternatives[0].content == LETTER.html
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    mail.refresh_from_db()
    assert (mail.state, mail.text, mail.html) == (MailState.SENT, "", "")


@pytest.mark.django_db(transaction=True)
def test_nothing_leaves_when_the_transaction_is_undone(mailoutbox):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(MailKind.LINK, ADDRESS, LETTER)
        raise ZeroDivisionError
    assert mailoutbox == []
    assert not Mail.objects.exists()


@pytest.mark.parametrize(
    "error",
    [
        OSError("coupé"),
        smtplib.SMTPServerDisconnected("coupé"),
        smtplib.SMTPResponseException(451, b"plus tard"),
        smtplib.SMTPRecipientsRefused({ADDRESS: (450, b"boite pleine")}),
    ],
)
def test_what_could_not_leave_waits_for_the_next_run(callbacks, failing, mailoutbox, error):
    failing(error)
    mail = say(callbacks)
    mail.refresh_from_db()
    assert mail.state == MailState.WAITING
    assert mail.problem
    failing(None)
    assert send_waiting().sent == 1
    assert send_waiting().sent == 0
    assert len(mailoutbox) == 1


def test_an_address_that_does_not_exist_is_not_tried_again(callbacks, failing):
    failing(smtplib.SMTPRecipientsRefused({ADDRESS: (550, "boîte inconnue".encode())}))
    mail = say(callbacks)
    mail.refresh_from_db()
    assert mail.state == MailState.REFUSED
    assert mail.problem == "boîte inconnue"
    failing(None)
    assert send_waiting().sent == 0


def test_a_message_another_process_has_is_left_to_it(callbacks, mailoutbox):
    mail = say(callbacks)
    assert send(mail.pk) is None
    Mail.objects.update(state=MailState.SENDING)
    assert send_waiting().sent == 0
    assert len(mailoutbox) == 1


def test_a_subject_holds_on_one_line(callbacks, mailoutbox):
    with callbacks(execute=True):
        write(MailKind.LINK, ADDRESS, Letter("Vos\nhoraires", "texte"))
    assert mailoutbox[0].subject == "Vos horaires"
