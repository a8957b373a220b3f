"""What the town does about the gaps: the actions it chose to show."""

from ...models import PlanAction
from .figures import Column, Row, Section, Table


def plan() -> Section:
    """The actions marked « visible dans l’état des lieux »; one query."""
    found = PlanAction.objects.with_gap().filter(is_public=True)
    rows = tuple(
        Row(
            one.title,
            (
                one.gap_told or None,
                one.lead or None,
                one.get_state_display(),
                f"{one.due_on:%d/%m/%Y}" if one.due_on else "sans date",
            ),
        )
        for one in found
    )
    columns = tuple(map(Column, ("Le manque", "Qui s’en occupe", "État", "Pour le")))
    definition = "Les actions que la coordination a choisi de montrer."
    table = Table("plan-d-action", "Plan d’action", "Action", columns, rows, definition)
    return Section("plan-d-action", "Ce que l’on fait", (table,))
