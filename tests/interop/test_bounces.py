"""Reports of mail servers: who does not exist, who may still receive."""

import io
import sys

import pytest
from django.core.management import call_command

from places.interop.bounces import read_bounces
from places.models import Contact

REPORT = """\
From: MAILER-DAEMON@exemple.fr
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="B"
MIME-Version: 1.0

--B
Content-Type: text/plain

I'm sorry.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.exemple.fr

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{address}>:
    Recipient address rejected

--B
Content-Type: message/rfc822

Subject: Vos horaires

--B--
"""


def report(address="yvette@exemple.fr", action="failed", status="5.1.1") -> bytes:
    return REPORT.format(address=address, action=action, status=status).encode()


def test_a_report_names_the_address_and_the_reason():
    (bounce,) = read_bounces(report())
    assert bounce.address == "yvette@exemple.fr"
    assert "5.1.1" in bounce.problem
    assert "Recipient address rejected" in bounce.problem


@pytest.mark.parametrize(
    "raw",
    [
        report(action="delayed", status="4.4.1"),
        report(status="4.2.2"),
        b"Subject: Bonjour\n\nJe suis en vacances.",
        b"",
        b"\xff\xfe\x00",
        report()[:300],
    ],
)
def test_other_messages_name_nobody(raw):
    assert read_bounces(raw) == []


def test_the_command_notes_the_contact(make_actor, monkeypatch, capsys):
    make_actor()
    raw = io.BytesIO(report("YVETTE@exemple.fr"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw, encoding="utf-8"))
    call_command("read_bounce")
    assert "Contacts concernés : 1" in capsys.readouterr().out
    contact = Contact.objects.get()
    assert not contact.can_be_written
    assert "Serveur de courriel" in contact.history.latest().act.author
