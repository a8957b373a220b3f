"""The rights on what places count, as the roles had them that day."""

from django.db import migrations

from ..actions.roles import giving

EDIT = ("Coordination", "Mairie")


class Migration(migrations.Migration):
    dependencies = [("places", "0020_visit_counts")]
    operations = [
        giving(
            {
                "places.view_visitcount": EDIT,
                "places.add_visitcount": EDIT,
                "places.change_visitcount": EDIT,
            }
        )
    ]
