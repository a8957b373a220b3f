"""The coordinator's day: labels to decide or about to end, equipment that is late."""

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.urls import reverse

from ...actions.labels import add_months
from ...models import EquipmentLoan, LabelAward
from ...vocabulary import AwardState
from .tasks import MOST_LINES, Line, Task


def label_tasks(user, day: date) -> list[Task]:
    """What an account may see of them on a Paris day; two queries, of rows that wait."""
    tasks = []
    if user.has_perm("places.view_labelaward"):
        tasks += _awards(day)
    if user.has_perm("places.view_equipmentloan"):
        tasks.append(_overdue(day))
    return tasks


def _awards(day: date) -> list[Task]:
    limit = add_months(day, settings.LABEL_WARNING_MONTHS)
    awards = LabelAward.objects.to_decide() | LabelAward.objects.ending(day, limit)
    names = ("state", "ends_on", "label__name", "site__name")
    rows = list(awards.select_related("label", "site").only(*names).order_by("ends_on", "pk"))
    waiting = [award for award in rows if award.state in AwardState.to_decide()]
    ending = [award for award in rows if award.state not in AwardState.to_decide()]
    return [
        _task("Labels à décider", waiting, lambda award: award.get_state_display().lower()),
        _task(
            "Labels qui expirent bientôt",
            ending,
            lambda award: f"expire le {award.ends_on:%d/%m/%Y}",
        ),
    ]


def _task(title: str, awards: list[LabelAward], details: Callable[[LabelAward], str]) -> Task:
    lines = [
        Line(
            f"{award.label.name} : {award.site.name}",
            reverse("award", args=[award.pk]),
            details(award),
        )
        for award in awards[:MOST_LINES]
    ]
    return Task(title, len(awards), lines, reverse("labels"))


def _overdue(day: date) -> Task:
    late = EquipmentLoan.objects.overdue(day).select_related("to_site", "to_actor")
    names = ("what", "count", "due_on", "to_site__name", "to_actor__name")
    rows = list(late.only(*names).order_by("due_on", "pk"))
    lines = [
        Line(
            f"{loan} : {loan.borrower.name}",
            reverse("loan", args=[loan.pk]),
            f"à rendre le {loan.due_on:%d/%m/%Y}",
        )
        for loan in rows[:MOST_LINES]
    ]
    return Task("Prêts en retard", len(rows), lines, reverse("loans"))
