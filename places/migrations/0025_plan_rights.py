"""The rights on the action plan and on wishes, as the roles had them that day."""

from django.db import migrations

from ..actions.roles import giving

EDIT = ("Coordination", "Mairie")
OWN = ("Coordination",)


class Migration(migrations.Migration):
    dependencies = [("places", "0024_plan_and_wishes")]
    operations = [
        giving(
            {
                "places.view_planaction": EDIT,
                "places.add_planaction": OWN,
                "places.change_planaction": OWN,
                "places.view_wish": EDIT,
                "places.decide_wish": OWN,
            }
        )
    ]
