"""The coordinator's day: labels to decide or about to end, equipment that is late."""

from datetime import date

from django.conf import settings
from django.urls import reverse

from ...actions.labels import add_months
from ...models import EquipmentLoan, LabelAward
from .tasks import MOST_LINES, Line, Task


def label_tasks(user, day: date) -> list[Task]:
    """What an account may see of them on a Paris day, in four queries."""
    tasks = []
    if user.has_perm("places.view_labelaward"):
        tasks += [_to_decide(), _ending(day)]
    if user.has_perm("places.view_equipmentloan"):
        tasks.append(_overdue(day))
    return tasks


def _to_decide() -> Task:
    waiting = LabelAward.objects.to_decide()
    return _task("Labels à décider", waiting, lambda award: award.get_state_display().lower())


def _ending(day: date) -> Task:
    ending = LabelAward.objects.ending(day, add_months(day, settings.LABEL_WARNING_MONTHS))
    return _task(
        "Labels qui expirent bientôt",
        ending.order_by("ends_on", "pk"),
        lambda award: f"expire le {award.ends_on:%d/%m/%Y}",
    )


def _task(title: str, awards, details) -> Task:
    number = awards.count()
    shown = awards.select_related("label", "site")[:MOST_LINES] if number else ()
    lines = [
        Line(f"{award.label.name} : {award.site.name}", award_url(award), details(award))
        for award in shown
    ]
    return Task(title, number, lines, reverse("labels"))


def _overdue(day: date) -> Task:
    late = EquipmentLoan.objects.overdue(day)
    number = late.count()
    lines = [
        Line(
            f"{loan} : {loan.borrower.name}",
            reverse("loan", args=[loan.pk]),
            f"à rendre le {loan.due_on:%d/%m/%Y}",
        )
        for loan in (late.with_parties().order_by("due_on", "pk")[:MOST_LINES] if number else ())
    ]
    return Task("Prêts en retard", number, lines, reverse("loans"))


def award_url(award: LabelAward) -> str:
    return reverse("award", args=[award.pk])
