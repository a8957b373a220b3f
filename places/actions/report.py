"""What the public says of a listing; it changes nothing until the coordinator decides."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from ..models import ErrorReport
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
        report.handled_at, report.handled_by = now, author.name
        report.save(update_fields=["handled_at", "handled_by"])
    return len(handled)


def forget_addresses() -> int:
    """Erase the e-mail addresses of reports older than EMAIL_DAYS; returns how many."""
    limit = timezone.now() - timedelta(days=EMAIL_DAYS)
    return ErrorReport.objects.filter(created_at__lt=limit).exclude(email="").update(email="")
