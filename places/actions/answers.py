"""Answers by e-mail to those who left an address. They leave when the decision is written."""

import logging
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from ..models import ErrorReport, Proposal

log = logging.getLogger(__name__)


def send_on_commit(record: ErrorReport | Proposal) -> None:
    """Send the answer kept in `record`, once the transaction is done; the address goes then.

    A failure is logged and told by `has_unsent_answer`: answer and address are kept, to try again.
    """
    if record.has_unsent_answer:
        transaction.on_commit(partial(_send, type(record), record.pk))


def _send(model: type[ErrorReport] | type[Proposal], pk: int) -> None:
    record = model.objects.select_related("site").get(pk=pk)
    if not record.has_unsent_answer:
        return
    subject = " ".join(f"Votre message sur « {record.site.name} »".split())
    text = f"Bonjour,\n\n{record.answer}\n\n{settings.SITE_NAME}, {settings.TOWN_NAME}"
    try:
        send_mail(subject, text, None, [record.email])
    except (SMTPException, OSError):
        log.exception("La réponse à %s n° %s n’est pas partie.", model._meta.verbose_name, pk)
        return
    model.objects.filter(pk=pk).update(email="", answered_at=timezone.now())
