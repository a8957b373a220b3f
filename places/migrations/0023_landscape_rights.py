"""The right to read orientations, as the roles had it that day."""

from django.db import migrations

from ..actions.roles import giving

OWN = ("Coordination",)


class Migration(migrations.Migration):
    dependencies = [("places", "0022_landscape_snapshots")]
    operations = [giving({"places.view_orientation": OWN})]
