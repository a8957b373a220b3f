"""The four roles with their rights of that day, and public documents that name no person."""

import json

from django.conf import settings
from django.db import migrations
from django.db.models import F

from ..actions.roles import giving

_OWN = ("Coordination",)
_EDIT = ("Coordination", "Mairie")
_ALL = ("Coordination", "Mairie", "Accueil")
RIGHTS = {
    "places.view_site": _ALL,
    "places.add_site": _EDIT,
    "places.change_site": _EDIT,
    "places.view_service": _ALL,
    "places.add_service": _EDIT,
    "places.change_service": _EDIT,
    "places.delete_service": _OWN,
    "places.view_equipment": _ALL,
    "places.add_equipment": _EDIT,
    "places.change_equipment": _EDIT,
    "places.delete_equipment": _OWN,
    "places.view_closure": _ALL,
    "places.add_closure": _EDIT,
    "places.change_closure": _EDIT,
    "places.delete_closure": _OWN,
    "places.view_actor": _ALL,
    "places.add_actor": _EDIT,
    "places.change_actor": _EDIT,
    "places.delete_actor": _OWN,
    "places.view_contact": _ALL,
    "places.add_contact": _EDIT,
    "places.change_contact": _EDIT,
    "places.delete_contact": _OWN,
    "places.view_district": _EDIT,
    "places.add_district": _OWN,
    "places.change_district": _OWN,
    "places.view_source": _EDIT,
    "places.add_source": _OWN,
    "places.change_source": _OWN,
    "places.view_need": _EDIT,
    "places.add_need": _OWN,
    "places.change_need": _OWN,
    "places.view_label": _EDIT,
    "places.add_label": _OWN,
    "places.change_label": _OWN,
    "places.delete_label": _OWN,
    "places.view_labelcriterion": _EDIT,
    "places.add_labelcriterion": _OWN,
    "places.change_labelcriterion": _OWN,
    "places.delete_labelcriterion": _OWN,
    "places.view_labelaward": _EDIT,
    "places.add_labelaward": _OWN,
    "places.change_labelaward": _OWN,
    "places.delete_labelaward": _OWN,
    "places.view_errorreport": _EDIT,
    "places.change_errorreport": _OWN,
    "places.view_searchcount": _EDIT,
    "places.view_unknowntext": _EDIT,
    "places.change_unknowntext": _OWN,
    "places.view_act": _EDIT,
    "auth.view_user": _OWN,
    "auth.add_user": _OWN,
    "auth.change_user": _OWN,
}
KINDS = {"lien": "le lieu", "import": "la source"}
BATCH = 500


def name_no_person(apps, schema_editor):
    """Documents published before said who confirmed; now they say in what quality."""
    alias = schema_editor.connection.alias
    rows = apps.get_model("places", "PublishedSite").objects.using(alias)
    versions = apps.get_model("places", "DirectoryVersion").objects.using(alias).filter(pk=1)
    named = list(rows.filter(payload__contains='"confirmed_by"').values_list("pk", flat=True))
    if not named:
        return
    versions.update(version=F("version") + 1)
    version = versions.values_list("version", flat=True).get()
    for start in range(0, len(named), BATCH):
        batch = list(rows.filter(pk__in=named[start : start + BATCH]).select_related("site"))
        for row in batch:
            document = json.loads(row.payload)
            document["confirmed_by"] = KINDS.get(row.site.confirmed_how, "la coordination")
            row.payload = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
            row.version = version
        rows.bulk_update(batch, ["payload", "version"])


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0005_freshness"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        giving(RIGHTS),
        migrations.RunPython(name_no_person, migrations.RunPython.noop),
    ]
