"""The right to decide who answers for an association, as the roles had it that day."""

from django.db import migrations

from ..actions.roles import giving


class Migration(migrations.Migration):
    dependencies = [("places", "0012_partners")]
    operations = [giving({"places.change_succession": ("Coordination",)})]
