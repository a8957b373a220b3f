"""The rights on desks and orientations, as the roles had them that day."""

from django.db import migrations

from ..actions.roles import giving

ALL = ("Coordination", "Mairie", "Accueil")
OWN = ("Coordination",)


class Migration(migrations.Migration):
    dependencies = [("places", "0016_orientations")]
    operations = [
        giving(
            {
                "places.add_orientation": ALL,
                "places.view_desk": OWN,
                "places.add_desk": OWN,
                "places.change_desk": OWN,
                "places.delete_desk": OWN,
            }
        )
    ]
