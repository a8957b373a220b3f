"""Answers by e-mail to those who left an address. They leave when the decision is written.

A contact who proposed through a personal link is told what is decided, answer or not, by the
outbox, which tries again by itself and forgets the text once sent.
"""

import logging
from collections.abc import Collection
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from ..diagnosis.proposals import Side
from ..models import Contact, ErrorReport, Proposal, Wish
from ..vocabulary import MailKind, ProposalState
from .mail import Letter, write

log = logging.getLogger(__name__)


def send_on_commit(record: ErrorReport | Proposal | Wish) -> None:
    """Send the answer kept in `record`, once the transaction is done; the address goes then.

    A failure is logged and told by `has_unsent_answer`: answer and address are kept, to try again.
    """
    if record.has_unsent_answer:
        transaction.on_commit(partial(_send, type(record), record.pk))


def tell_contact(proposal: Proposal, told: list[Side], accepted: Collection[str]) -> None:
    """Write to the contact what became of each thing proposed (`told`), with the transaction."""
    contact = Contact.objects.filter(
        actor=proposal.site.actor_id, email__iexact=proposal.email
    ).first()
    context = {
        "contact": contact,
        "place": proposal.site.name,
        "answer": proposal.answer,
        "is_refused": proposal.state == ProposalState.REFUSED,
        "accepted": [(one.label, one.proposed) for one in told if one.name in accepted],
        "refused": [(one.label, one.proposed) for one in told if one.name not in accepted],
        "site_name": settings.SITE_NAME,
        "help_phone": settings.HELP_PHONE,
    }
    letter = Letter(
        f"Votre demande pour « {proposal.site.name} » : {proposal.get_state_display().lower()}",
        render_to_string("places/mail/decision.txt", context),
        render_to_string("places/mail/decision.html", context),
    )
    write(MailKind.DECISION, proposal.email, letter, contact)
    Proposal.objects.filter(pk=proposal.pk).update(email="", answered_at=timezone.now())


def _send(model: type[ErrorReport] | type[Proposal] | type[Wish], pk: int) -> None:
    related = () if model is Wish else ("site",)
    record = model.objects.select_related(*related).get(pk=pk)
    if not record.has_unsent_answer:
        return
    about = "votre idée d’atelier" if model is Wish else f"« {record.site.name} »"
    subject = " ".join(f"Votre message sur {about}".split())
    text = f"Bonjour,\n\n{record.answer}\n\n{settings.SITE_NAME}, {settings.TOWN_NAME}"
    try:
        send_mail(subject, text, None, [record.email])
    except (SMTPException, OSError):
        log.exception("La réponse à %s n° %s n’est pas partie.", model._meta.verbose_name, pk)
        return
    model.objects.filter(pk=pk).update(email="", answered_at=timezone.now())
