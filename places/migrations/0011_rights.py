"""The rights over labels, loans, proposals, undoing and merging, as the roles had them that day."""

from django.db import migrations

from ..actions.roles import giving

_OWN = ("Coordination",)
_EDIT = ("Coordination", "Mairie")


class Migration(migrations.Migration):
    dependencies = [("places", "0010_merging")]
    operations = [
        giving(
            {
                "places.view_proposal": _EDIT,
                "places.add_proposal": _EDIT,
                "places.decide_proposal": _OWN,
                "places.undo_act": _OWN,
                "places.decide_award": _OWN,
                "places.view_equipmentloan": _EDIT,
                "places.add_equipmentloan": _OWN,
                "places.change_equipmentloan": _OWN,
                "places.merge_site": _OWN,
            }
        )
    ]
