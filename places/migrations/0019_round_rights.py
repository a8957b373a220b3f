"""The rights on the stops of rounds, as the roles had them that day."""

from django.db import migrations

from ..actions.roles import giving

ALL = ("Coordination", "Mairie", "Accueil")
EDIT = ("Coordination", "Mairie")


class Migration(migrations.Migration):
    dependencies = [("places", "0018_rounds")]
    operations = [
        giving(
            {
                "places.view_stop": ALL,
                "places.add_stop": EDIT,
                "places.change_stop": EDIT,
            }
        )
    ]
