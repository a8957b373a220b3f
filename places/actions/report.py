"""What the public says of a listing; it changes nothing until the coordinator decides."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from ..models import ErrorReport, Proposal, Wish
from ..vocabulary import ReportOutcome
from .answers import send_on_commit
from .recording import Author

EMAIL_DAYS = 90


def report_error(site_id: int, topics: list[str], message: str, email: str) -> ErrorReport:
    """Keep a visitor's report for the coordinator; old addresses are forgotten on the way."""
    forget_addresses()
    report = ErrorReport(site_id=site_id, topics=topics, message=message.strip(), email=email)
    report.full_clean()
    report.save()
    return report


def handle_reports(author: Author, reports: Iterable[ErrorReport], now: datetime) -> int:
    """Mark the reports not handled yet as handled by the author; returns how many."""
    handled = [report for report in reports if report.handled_at is None]
    for report in handled:
        report.handled_at, report.handled_by = now, author.name[:200]
        report.save(update_fields=["handled_at", "handled_by"])
    return len(handled)


def answer_report(
    author: Author, report: ErrorReport, outcome: ReportOutcome | str, answer: str = ""
) -> ErrorReport:
    """Say what was made of a report; the answer leaves by e-mail when an address was left.

    Raises django.core.exceptions.ValidationError when it is already handled, or when `outcome` is
    not one of ReportOutcome.
    """
    forget_addresses()
    with transaction.atomic():
        report = ErrorReport.objects.select_for_update().get(pk=report.pk)
        if report.handled_at is not None:
            raise ValidationError(f"Ce signalement est déjà traité par {report.handled_by}.")
        if outcome not in ReportOutcome.values:
            raise ValidationError({"outcome": "Dites ce que vous avez fait."})
        report.outcome, report.answer = outcome, answer.strip()
        report.handled_at, report.handled_by = timezone.now(), author.name[:200]
        report.save(update_fields=["outcome", "answer", "handled_at", "handled_by"])
        send_on_commit(report)
    return report


def resend(report: ErrorReport) -> None:
    """Try again to send an answer that did not leave."""
    send_on_commit(report)


def keeps_address(report: ErrorReport | Wish) -> bool:
    """Whether its address may still be shown and used."""
    return report.created_at >= timezone.now() - timedelta(days=EMAIL_DAYS)


def forget_addresses() -> int:
    """Erase the e-mail addresses of reports, proposals and wishes older than EMAIL_DAYS;
    returns how many."""
    limit = timezone.now() - timedelta(days=EMAIL_DAYS)
    return sum(
        model.objects.filter(created_at__lt=limit).exclude(email="").update(email="")
        for model in (ErrorReport, Proposal, Wish)
    )
