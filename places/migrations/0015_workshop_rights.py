"""The rights on workshops, as the roles had them that day."""

from django.db import migrations

from ..actions.roles import giving

ALL = ("Coordination", "Mairie", "Accueil")
EDIT = ("Coordination", "Mairie")


class Migration(migrations.Migration):
    dependencies = [("places", "0014_workshops")]
    operations = [
        giving(
            {
                "places.view_workshop": ALL,
                "places.add_workshop": EDIT,
                "places.change_workshop": EDIT,
            }
        )
    ]
