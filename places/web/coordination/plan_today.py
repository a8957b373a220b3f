"""The coordinator's day: actions that are late, and fundings about to close. One query."""

from datetime import date

from django.urls import reverse

from ...models import PlanAction
from .plan import SOON
from .tasks import Line, Task, task_of


def plan_tasks(user, day: date) -> list[Task]:
    """What an account may see of them on a Paris day."""
    if not user.has_perm("places.change_planaction"):
        return []
    pressing = PlanAction.objects.pressing(day, day + SOON)

    def line(one: PlanAction) -> Line:
        late = one.is_overdue(day)
        said = f"à finir pour le {one.due_on:%d/%m/%Y}" if late else _closing(one)
        return Line(one.title, reverse("plan-action", args=[one.pk]), said)

    title = "Actions en retard, ou financement bientôt fermé"
    return [task_of(title, pressing, line, reverse("plan"), link="Le plan d’action")]


def _closing(one: PlanAction) -> str:
    return f"financement à demander avant le {one.funding_closes_on:%d/%m/%Y}"
